"""The chair's marks on a draft: noted, led back to their records, worked off one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.chair_drafts import ChairDraft, ChairMark, MarkState
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.draft_lines import record_at
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.gaps_after import entry_of_record, item_of_record
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.mark_words import ReadMark
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.records import Record
from mappa_desk.domain.views import DeskView
from mappa_desk.services.chair_drafts import marks_due
from mappa_desk.services.filing import required, writable_meeting
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.record_places import place_of_record, record_of_place
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

MOST_LINE = 999_999
"""No draft has more lines than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPlace:
    """One mark and where it leads."""

    mark: ChairMark
    place: str = ""
    """In words, "9.3"; empty where the mark leads nowhere."""
    item: str = ""
    entry_id: str = ""
    gone: bool = False
    """True when what the line belonged to is no longer in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksView:
    """The drafts of a meeting, oldest first, and every mark that was made on them."""

    drafts: tuple[ChairDraft, ...]
    marks: tuple[MarkPlace, ...]
    marks_due: date | None = None
    """The day by which marks on a draft of today would be asked for."""

    @property
    def open(self) -> int:
        """How many marks are still to be worked off."""
        return sum(row.mark.state is MarkState.OPEN for row in self.marks)


def marks_view(work: Work, *, meeting_id: str) -> MarksView:
    """The drafts and marks of a meeting in the order of the lines. Raises NotFound."""
    with work.reading() as reading:
        view = view_of(work, reading, meeting_id)
        drafts = reading.all(ChairDraft, order_by="number", meeting_id=meeting_id)
        ordered = sorted(view.chair_marks, key=lambda one: (one.draft_number, one.line, one.noted_at))
        return MarksView(
            drafts=drafts,
            marks=tuple(_placed(view, mark) for mark in ordered),
            marks_due=marks_due(work, reading),
        )


def note_marks(
    work: Work, *, meeting_id: str, marks: Sequence[ReadMark], draft_number: int | None = None
) -> Outcome[tuple[ChairMark, ...]]:
    """Notes marks as they came back, on the newest draft unless another is named. One undo step.

    Raises RuleError for no mark, one without words or a line that no draft has, for approved minutes, and
    NotFound for a draft that was never made. Durable on return.
    """
    if not marks:
        raise RuleError("Write at least one mark, such as “line 130: say who”.", field="marks")
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        draft = _draft(uow, meeting_id, draft_number)
        view = view_of(work, uow, meeting_id) if any(mark.place for mark in marks) else None
        number = draft.number if draft is not None else 0
        blank = ChairMark(id="", meeting_id=meeting_id, draft_number=number, point="", noted_at=work.now())
        kept = tuple(_noted(work, uow, blank, mark, _leads(view, draft, mark)) for mark in marks)
        uow.step(meeting_id, "A mark of the chair" if len(kept) == 1 else f"{len(kept)} marks of the chair")
        return Outcome(kept, uow.changes)


def settle_mark(work: Work, *, mark_id: str, state: MarkState, why: str = "") -> Outcome[ChairMark]:
    """Marks a point as done, as not taken (which needs a reason), or opens it again. One undo step.

    Raises RuleError, NotFound. Durable on return.
    """
    reason = check_text(why.strip(), field="why")
    if state is MarkState.NOT_TAKEN and not reason:
        raise RuleError("Why is this mark not taken?", field="why")
    with work.writing() as uow:
        mark, _ = _writable_mark(uow, mark_id)
        settled = replace(
            mark,
            state=state,
            why=reason if state is MarkState.NOT_TAKEN else "",
            settled_at=None if state is MarkState.OPEN else work.now(),
        )
        if (settled.state, settled.why) == (mark.state, mark.why):
            return Outcome(mark)
        kept = uow.save(settled)
        uow.step(mark.meeting_id, _step(kept))
        return Outcome(kept, uow.changes)


def remove_mark(work: Work, *, mark_id: str) -> Outcome[ChairMark]:
    """Takes away a mark that was noted by mistake. One undo step. Raises RuleError, NotFound."""
    with work.writing() as uow:
        mark, _ = _writable_mark(uow, mark_id)
        kept = uow.save(replace(mark, removed=True))
        uow.step(mark.meeting_id, "Mark taken away")
        return Outcome(kept, uow.changes)


def _writable_mark(uow: UnitOfWork, mark_id: str) -> tuple[ChairMark, Meeting]:
    mark = uow.get(ChairMark, mark_id)
    if mark.removed:
        raise RuleError("This mark was taken away.")
    return mark, writable_meeting(uow, mark.meeting_id)


def _draft(reading: Reading, meeting_id: str, number: int | None) -> ChairDraft | None:
    drafts = reading.all(ChairDraft, order_by="number", meeting_id=meeting_id)
    if number is None:
        return drafts[-1] if drafts else None
    if not number:
        return None
    found = next((one for one in drafts if one.number == number), None)
    if found is None:
        raise NotFound(f"There is no draft {number} of these minutes.", field="draft_number")
    return found


def _noted(
    work: Work, uow: UnitOfWork, blank: ChairMark, mark: ReadMark, leads: tuple[str, str]
) -> ChairMark:
    if not 0 <= mark.line <= MOST_LINE:
        raise RuleError("No draft has a line with this number.", field="line")
    point = required(mark.point, "What is the mark? Write what the chair asks for.", field="marks")
    kind, record_id = leads
    return uow.save(
        replace(blank, id=work.new_id(), line=mark.line, record_kind=kind, record_id=record_id, point=point)
    )


def _leads(view: DeskView | None, draft: ChairDraft | None, mark: ReadMark) -> tuple[str, str]:
    """Kind and id of the record that a mark is about; empty words where it names none."""
    if mark.place and view is not None:
        return record_of_place(view, mark.place)
    line = record_at(draft.lines, mark.line) if draft is not None else None
    return (line.record_kind, line.record_id) if line is not None else ("", "")


def _placed(view: DeskView, mark: ChairMark) -> MarkPlace:
    place = place_of_record(view, mark.record_kind, mark.record_id)
    return MarkPlace(
        mark=mark,
        place=place,
        item=item_of_record(view, mark.record_kind, mark.record_id) if place else "",
        entry_id=entry_of_record(view, mark.record_kind, mark.record_id) if place else "",
        gone=not place and _is_gone(view, mark),
    )


def _is_gone(view: DeskView, mark: ChairMark) -> bool:
    """True when the entry, decision, action or item of a mark was there once and is no longer.

    The front matter has records without a place of their own, such as who was present: those are not gone.
    """
    there: dict[str, Iterable[Record]] = {
        Entry.KIND: view.entries,
        Decision.KIND: view.decisions,
        Action.KIND: view.actions,
        AgendaItem.KIND: view.items,
    }
    if not mark.record_id or mark.record_kind not in there:
        return False
    return all(one.id != mark.record_id for one in there[mark.record_kind])


def _step(mark: ChairMark) -> str:
    at = f"Mark at line {mark.line}" if mark.line else "Mark"
    return f"{at}: {mark.state.value.replace('_', ' ')}"

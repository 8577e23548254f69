"""The page on which minutes are written up: what it shows, its marks, what is ticked, the front sheet.

`write_up_view` reads the whole; `write_up_change` follows a change and reads only what it touched.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from mappa_desk.domain.changes import Changes, Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.front_sheet import FrontSheet, proposed
from mappa_desk.domain.gaps import SPOKEN
from mappa_desk.domain.gaps_places import entry_numbers
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.wordings import Wording
from mappa_desk.domain.write_up import FINISHED, FRONT_KEYS, WriteUpTick
from mappa_desk.domain.write_up_marks import CAN_BE_LEFT, SPEAKER, Mark, MarkContext, marks_in
from mappa_desk.domain.write_up_page import WHO, Paragraph, ParagraphKind
from mappa_desk.services.filing import writable_meeting
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.replacing import open_abbreviations, replace_all
from mappa_desk.services.rewording import revise
from mappa_desk.services.work import Work
from mappa_desk.services.write_up_following import followed
from mappa_desk.services.write_up_moves import NEW, move_paragraph, new_entry_after
from mappa_desk.services.write_up_reading import Shorthand, WriteUpView, read
from mappa_desk.store.work import UnitOfWork

__all__ = [
    "NEW",
    "Shorthand",
    "WriteUpView",
    "context_at",
    "marks_of",
    "move_paragraph",
    "new_entry_after",
    "next_mark",
    "open_abbreviations",
    "propose_front_sheet",
    "replace_all",
    "revise",
    "tick",
    "tick_record",
    "tick_words",
    "write_up_change",
    "write_up_view",
]


def write_up_view(work: Work, *, meeting_id: str) -> WriteUpView:
    """The whole page of one meeting, approved ones too. Raises NotFound."""
    with work.reading() as reading:
        return read(work, reading, meeting_id)


def write_up_change(work: Work, *, page: WriteUpView, changes: Changes) -> WriteUpView:
    """The page after a change that a service reported. Paragraphs that it does not concern stay the same.

    Reads only the touched records where no more than words, order and ticks changed, else the whole.
    """
    with work.reading() as reading:
        after = followed(work, reading, page, changes)
        return after if after is not None else read(work, reading, page.view.meeting.id)


def context_at(page: WriteUpView, key: str) -> MarkContext:
    """What the marks of one paragraph depend on: its day, what stands before it, whose names are coded.

    An entry that was kept while the meeting ran has the day on which it was said. Raises NotFound for a key
    that is not on the page.
    """
    paragraph = _paragraph(page, key)
    context, meeting = page.context, page.view.meeting
    at = bisect_right(page.used_before, page.places[key], key=lambda step: step[0])
    opened = page.used_before[at - 1][1]
    names = context.names
    if page.view.form.print_names and paragraph.kind is not ParagraphKind.ACTION:
        names = ()
    day = context.day
    entry = page.entries.get(paragraph.entry_id)
    if entry is not None and meeting.started_at is not None and entry.captured_at >= meeting.started_at:
        in_time = meeting.ended_at is None or entry.captured_at <= meeting.ended_at
        day = page.shorthand[entry.id].on if in_time else day
    return replace(context, opened=opened, names=names, day=day)


def marks_of(page: WriteUpView, key: str, text: str | None = None) -> tuple[Mark, ...]:
    """The marks of one paragraph, or of what is being typed into it; without those that were left.

    Of a speaker that nobody noted, the word that stands in its place. Needs no vault. Raises NotFound.
    """
    paragraph = _paragraph(page, key)
    if paragraph.kind is ParagraphKind.SPEAKER and paragraph.text == WHO:
        says = "Who said this? No speaker is noted."
        return (Mark(code=SPEAKER, start=0, end=len(WHO), words=WHO, says=says),)
    if not paragraph.editable:
        return ()
    found = marks_in(
        paragraph.text if text is None else text,
        context_at(page, key),
        speaker_missing=paragraph.field == "text" and _has_no_speaker(page, paragraph),
    )
    record_id = tick_record(page, paragraph)
    left = {(tick.code, tick.words) for tick in page.ticks if tick.record_id == record_id}
    return tuple(mark for mark in found if (mark.code, mark.words) not in left)


def next_mark(page: WriteUpView, key: str, position: int = -1) -> tuple[str, Mark] | None:
    """The first mark behind a place on the page, round to that place again; None when there is none."""
    here = page.places.get(key, 0)
    count = len(page.paragraphs)
    for at in range(here, here + count + 1):
        for mark in marks_of(page, page.paragraphs[at % count].key):
            before = at == here and mark.start <= position
            passed = at == here + count and mark.start > position
            if not before and not passed:
                return page.paragraphs[at % count].key, mark
    return None


def tick_record(page: WriteUpView, paragraph: Paragraph) -> str:
    """The id that ticks of a paragraph bear: of its entry, else of the meeting."""
    return paragraph.entry_id or page.view.meeting.id


def tick_words(paragraph: Paragraph) -> str:
    """The words of the tick that finishes a paragraph: its key where it stands on no entry, else none."""
    return "" if paragraph.entry_id else paragraph.key


def tick(
    work: Work, *, meeting_id: str, record_id: str, code: str = FINISHED, words: str = "", active: bool = True
) -> Outcome[WriteUpTick]:
    """Ticks a paragraph as finished, or leaves one of its marks as it is; `active` False takes that back.

    `record_id` is an entry's, or the meeting's for what stands on none; `words` are those that a mark stands
    at, or the key of the finished paragraph on no entry. A tick of the whole front sheet, as it was made in
    earlier versions, gives way to one of the other paragraph when one of the two is opened again.
    One undo step. Raises RuleError for a mark that has to be settled and for approved minutes, NotFound for
    an entry of another meeting. Durable on return.
    """
    if code not in (FINISHED, *CAN_BE_LEFT):
        raise RuleError("This mark cannot be left: it has to be settled.", field="code")
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        if record_id != meeting_id and uow.get(Entry, record_id).meeting_id != meeting_id:
            raise NotFound("This entry is not in this meeting.", field="entry")
        kept = check_text(words, field="words")
        there = uow.all(WriteUpTick, meeting_id=meeting_id, record_id=record_id, code=code, words=kept)
        fresh = WriteUpTick(
            id=work.new_id(), meeting_id=meeting_id, record_id=record_id, code=code, words=kept, active=False
        )
        known = there[0] if there else fresh
        whole = _whole_front(uow, meeting_id) if code == FINISHED and kept in FRONT_KEYS else None
        if whole is not None and not active:
            other = next(key for key in FRONT_KEYS if key != kept)
            uow.save(replace(whole, active=False))
            rest = uow.all(WriteUpTick, meeting_id=meeting_id, record_id=record_id, code=code, words=other)
            uow.save(replace(rest[0] if rest else replace(fresh, words=other), active=True))
            uow.step(meeting_id, "Paragraph finished: taken back")
            return Outcome(known, uow.changes)
        if known.active is active:
            return Outcome(known)
        saved = uow.save(replace(known, active=active))
        done = "Paragraph finished" if code == FINISHED else "Mark left"
        uow.step(meeting_id, done if active else f"{done}: taken back")
        return Outcome(saved, uow.changes)


def _whole_front(uow: UnitOfWork, meeting_id: str) -> WriteUpTick | None:
    """The tick of the whole front sheet, while it is set."""
    found = uow.all(WriteUpTick, meeting_id=meeting_id, record_id=meeting_id, code=FINISHED, words="")
    return found[0] if found and found[0].active else None


def propose_front_sheet(work: Work, *, meeting_id: str) -> FrontSheet:
    """What the record offers for the front sheet, each sentence with where it stands. Changes nothing.

    Raises NotFound.
    """
    with work.reading() as reading:
        view = view_of(work, reading, meeting_id)
    return proposed(view, Wording(work.reference.wording), entry_numbers(view))


def _paragraph(page: WriteUpView, key: str) -> Paragraph:
    if key not in page.places:
        raise NotFound("This page has no such paragraph.", field="paragraph")
    return page.paragraphs[page.places[key]]


def _has_no_speaker(page: WriteUpView, paragraph: Paragraph) -> bool:
    entry = page.entries.get(paragraph.record_id)
    return entry is not None and entry.entry_kind in SPOKEN and not page.shorthand[entry.id].speaker

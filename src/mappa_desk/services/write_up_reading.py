"""Reads the whole page on which minutes are written up, and puts it together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.gaps import GapFigures
from mappa_desk.domain.views import DeskView, Gap
from mappa_desk.domain.write_up import FRONT_KEYS, WriteUpTick, finished_keys, finished_records
from mappa_desk.domain.write_up_marks import MarkContext, short_forms
from mappa_desk.domain.write_up_names import coded_names
from mappa_desk.domain.write_up_page import OutlineRow, Paragraph, outline, paragraphs_by_part
from mappa_desk.services.areas import area_standards
from mappa_desk.services.gaps import gaps_of
from mappa_desk.services.known_forms import known_forms, plain_forms
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


@dataclass(frozen=True, slots=True)
class Shorthand:
    """An entry as it was typed in the room: by whom it was said, when, and the words."""

    speaker: str
    """Name of the agency; empty where nobody is named."""
    clock: str
    """ "10:34"."""
    on: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteUpView:
    """Everything that the page shows of one meeting."""

    view: DeskView
    paragraphs: tuple[Paragraph, ...]
    outline: tuple[OutlineRow, ...]
    gaps: tuple[Gap, ...]
    context: MarkContext
    """For entries; `marks_of` fits it to each paragraph."""
    ticks: tuple[WriteUpTick, ...]
    """Those that are set."""
    words: int
    """Of all texts that can be reworded."""
    finished: int
    of: int
    """How many entries, decisions and actions are finished, of all, and both of the front sheet."""
    entries: Mapping[str, Entry]
    """By their ids, in the order of the record."""
    shorthand: Mapping[str, Shorthand]
    """By the id of the entry, in the order of the record."""
    parts: Mapping[str, tuple[Paragraph, ...]]
    """The paragraphs by the code of their part."""
    places: Mapping[str, int]
    """Where each paragraph stands, by its key."""
    forms: Mapping[str, tuple[str, ...]]
    """What is written like an abbreviation, by the key of the paragraph that holds it."""
    first_use: Mapping[str, int]
    """Place of the first paragraph that uses an abbreviation."""
    used_before: tuple[tuple[int, frozenset[str]], ...]
    """From which place on which abbreviations stand earlier on the page, by place."""


def read(work: Work, reading: Reading, meeting_id: str) -> WriteUpView:
    """The whole page as it stands, in the reading that is open. Raises NotFound."""
    view = view_of(work, reading, meeting_id)
    ticks = reading.all(WriteUpTick, meeting_id=meeting_id, active=True)
    gaps = gaps_of(work, reading, view)
    return assembled(work, view, gaps, ticks, context_of(work, reading, view))


def assembled(
    work: Work,
    view: DeskView,
    gaps: tuple[Gap, ...],
    ticks: tuple[WriteUpTick, ...],
    context: MarkContext,
    *,
    before: WriteUpView | None = None,
    kept: Mapping[str, tuple[Paragraph, ...]] | None = None,
    touched: Collection[str] = (),
) -> WriteUpView:
    """The page of what was read.

    `kept` are parts of the page `before` of which nothing changed, `touched` the ids of entries that did.
    """
    parts = paragraphs_by_part(view, gaps=gaps, ticks=ticks, wording=work.reference.wording, kept=kept)
    page = tuple(paragraph for part in parts.values() for paragraph in part)
    done = finished_records(ticks) | finished_keys(view.meeting.id, ticks)
    entries = {entry.id: entry for entry in view.entries}
    units = set(entries)
    if view.form.front_sheet:
        units |= {*FRONT_KEYS}
    forms = _forms(parts, before, kept or {})
    places = {paragraph.key: place for place, paragraph in enumerate(page)}
    first_use = _first_uses(forms, places)
    return WriteUpView(
        view=view,
        paragraphs=page,
        outline=outline(view, gaps),
        gaps=gaps,
        context=context,
        ticks=ticks,
        words=sum(len(paragraph.text.split()) for paragraph in page if paragraph.editable),
        finished=len(done & units),
        of=len(units),
        entries=entries,
        shorthand=_shorthand(work, view, before.shorthand if before else {}, touched),
        parts=parts,
        places=places,
        forms=forms,
        first_use=first_use,
        used_before=_used_before(first_use, context.opened),
    )


def context_of(work: Work, reading: Reading, view: DeskView) -> MarkContext:
    """What the marks of this meeting's texts depend on."""
    meeting = view.meeting
    figures = {standard.id: int(standard.value) for standard in area_standards(reading, work)}
    others = [reading.find(Case, linked.case_id) for linked in view.linked]
    return MarkContext(
        day=work.day_of(meeting.started_at) if meeting.started_at else meeting.planned_on,
        known=known_forms(work, reading, view),
        opened=plain_forms(view),
        names=coded_names(view, [case for case in others if case is not None]),
        long_entry=figures.get("long_entry", GapFigures().long_entry),
    )


def forms_in(page: Iterable[Paragraph]) -> dict[str, tuple[str, ...]]:
    """What is written like an abbreviation in each paragraph that can be reworded and holds one."""
    found = {
        paragraph.key: tuple(short for short, _ in short_forms(paragraph.text))
        for paragraph in page
        if paragraph.editable
    }
    return {key: forms for key, forms in found.items() if forms}


def _forms(
    parts: Mapping[str, tuple[Paragraph, ...]],
    before: WriteUpView | None,
    kept: Mapping[str, tuple[Paragraph, ...]],
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, part in parts.items():
        if before is not None and code in kept:
            found |= {one.key: before.forms[one.key] for one in part if one.key in before.forms}
        else:
            found |= forms_in(part)
    return found


def _first_uses(forms: Mapping[str, tuple[str, ...]], places: Mapping[str, int]) -> dict[str, int]:
    first: dict[str, int] = {}
    for key, shorts in forms.items():  # in the order of the page
        for short in shorts:
            first.setdefault(short, places[key])
    return first


def _used_before(
    first_use: Mapping[str, int], opened: frozenset[str]
) -> tuple[tuple[int, frozenset[str]], ...]:
    steps = [(0, opened)]
    for short, place in sorted(first_use.items(), key=lambda pair: pair[1]):
        steps.append((place + 1, steps[-1][1] | {short}))
    return tuple(steps)


def _shorthand(
    work: Work, view: DeskView, before: Mapping[str, Shorthand], touched: Collection[str]
) -> dict[str, Shorthand]:
    names = {agency.code: agency.name for agency in view.agencies}
    rows = {row.id: row.agency for row in view.attendance}
    return {
        entry.id: before[entry.id]
        if entry.id in before and entry.id not in touched
        else _typed(work, entry, names, rows)
        for entry in view.entries
    }


def _typed(work: Work, entry: Entry, names: Mapping[str, str], rows: Mapping[str, str]) -> Shorthand:
    code = entry.agency or rows.get(entry.attendance_id or "", "")
    said = entry.captured_at
    return Shorthand(names.get(code, code), work.clock_time(said), work.day_of(said), entry.words)

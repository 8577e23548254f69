"""Reads the rows of a tracker: bands with a case or an agency, heads that come again, blank rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.domain.action_import import Becomes, Cell, Layout, RowSaid, Sheet
from mappa_desk.domain.action_import_dates import day_said, due_said, either_way, month_leads, quoted
from mappa_desk.domain.action_import_heads import is_head_again, looks_like_case
from mappa_desk.domain.action_import_owners import Known, owner_said
from mappa_desk.domain.action_import_states import priority_said, state_said
from mappa_desk.domain.action_lives import tidy_label
from mappa_desk.domain.actions import Deadline, DeadlineKind, Priority
from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import split_action_reference
from mappa_desk.domain.working_days import IsHoliday, never

TEXT_LIMIT = 32_000
LOOKED_AT = 300
"""Characters of a cell among which the reference of a case is looked for."""
HEADING_WORDS = 4
"""A heading of more words than this may be an action that stands alone."""
_DAYS = (Becomes.DUE, Becomes.STATE, Becomes.DONE_ON, Becomes.MEETING_ON)
_LABEL = re.compile(r"[^\s,;#]+")
_WORD = re.compile(r"[^\s(),;:–—|]+(?:\s?/\s?\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reading a row needs to know."""

    known: Known
    today: date
    case_in: Callable[[str], str]
    """Gives the reference of a case that words name, empty for none."""
    is_holiday: IsHoliday = never


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands over the rows that follow."""

    case: str = ""
    agency: str = ""


def rows_said(sheet: Sheet, layout: Layout, reader: Reader) -> tuple[RowSaid, ...]:
    """What each row below the heads says. Blank rows, bands and heads that come again are no rows.

    A row without a case has that of the band over it, else of the row above. A line by itself among the
    actions may be a heading that nobody understands, so the cases of the rows below it are in doubt.
    """
    band, above, unsure = _Band(), "", False
    american = _month_first(sheet, layout)
    found: list[RowSaid] = []
    for number, cells in _body(sheet, layout):
        over = _band(cells, layout, reader, band)
        if over is not None:
            band, above, unsure = over, "", False
            found += _heading_in_doubt(number, _by_use(cells, layout))
            continue
        used = _by_use(cells, layout)
        said = _in_doubt(_said(number, used, reader, band), used, american)
        own = said.case and said.case != band.case
        if own:
            above = said.case
        elif said.case:
            said = replace(said, case_above=unsure)
        elif above:
            said = replace(said, case=above, case_above=True)
        unsure = unsure or len({cell for cell in cells if cell != ""}) == 1
        found.append(said)
    return tuple(found)


def _month_first(sheet: Sheet, layout: Layout) -> frozenset[Becomes]:
    """What the columns hold of which the days may have the month first."""
    rows = [cells for _, cells in _body(sheet, layout)]
    return frozenset(
        becomes
        for at, becomes in enumerate(layout.becomes)
        if becomes in _DAYS and month_leads(cells[at] for cells in rows if at < len(cells))
    )


def _in_doubt(said: RowSaid, used: Mapping[Becomes, Cell], american: frozenset[Becomes]) -> RowSaid:
    """The row with a doubt about each day that may be read either way round."""
    doubt = {becomes: either_way(used.get(becomes, "")) for becomes in american}
    due = said.due.doubt or doubt.get(Becomes.DUE, "")
    state = said.state.doubt or doubt.get(Becomes.STATE, "") or doubt.get(Becomes.DONE_ON, "")
    given = doubt.get(Becomes.MEETING_ON, "")
    return replace(
        said,
        due=replace(said.due, doubt=due),
        state=replace(said.state, doubt=state),
        doubts=(*said.doubts, given) if given else said.doubts,
    )


def case_over(sheet: Sheet, layout: Layout, case_in: Callable[[str], str]) -> str:
    """The one case that the name of the sheet or the words above its heads speak of; empty for others."""
    titles = [cell for row in sheet.rows[: layout.body] for cell in row if isinstance(cell, str) and cell]
    named = {case for words in (sheet.name, *titles) if (case := named_case(words, case_in))}
    return named.pop() if len(named) == 1 else ""


def named_case(words: str, case_in: Callable[[str], str]) -> str:
    """The case whose reference is the words, or one of the first of them."""
    said = _WORD.findall(words[:LOOKED_AT])
    return case_in(words) or next((case for word in said if (case := case_in(word))), "")


def _body(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for at, cells in enumerate(sheet.rows[layout.body :], start=layout.body):
        if any(cell != "" for cell in cells) and not is_head_again(cells, layout):
            yield sheet.first + at, cells


def _band(cells: Sequence[Cell], layout: Layout, reader: Reader, band: _Band) -> _Band | None:
    """The band that a row with one cell makes, None for a row of its own."""
    filled = [(at, cell) for at, cell in enumerate(cells) if cell != ""]
    words = filled[0][1]
    if len({cell for _, cell in filled}) != 1 or not isinstance(words, str):
        return None
    if split_action_reference(words.upper()):
        return None
    agency = reader.known.agency(words)
    if agency:
        return replace(band, agency=agency)
    case = reader.case_in(words) or _led_by(words, reader.case_in)
    if case:
        return _Band(case=case)
    is_action = any(layout.becomes[at] is Becomes.TEXT for at, _ in filled)
    return None if is_action else _Band(case=words)


def _heading_in_doubt(number: int, cells: Mapping[Becomes, Cell]) -> tuple[RowSaid, ...]:
    """A line read as a heading that stands where actions stand, and is long enough to be one."""
    words = as_words(cells.get(Becomes.TEXT, ""))
    fault = f"{quoted(words)} was read as a heading over the rows below it."
    return (RowSaid(number=number, text=words, fault=fault),) if len(words.split()) > HEADING_WORDS else ()


def _led_by(words: str, case_in: Callable[[str], str]) -> str:
    """The case among the first words of a line, or what looks like the reference of one."""
    said = _WORD.findall(words[:LOOKED_AT])[:4]
    known = next((case for word in said if (case := case_in(word))), "")
    return known or next((word for word in said if looks_like_case(word)), "")


def _by_use(cells: Sequence[Cell], layout: Layout) -> Mapping[Becomes, Cell]:
    """The cells by what they become; words of several updates stand one below the other."""
    found: dict[Becomes, Cell] = {}
    for cell, becomes, head in zip(cells, layout.becomes, layout.heads, strict=False):
        if becomes is Becomes.SKIP or cell == "":
            continue
        if becomes is Becomes.UPDATE and layout.becomes.count(becomes) > 1:
            before = found.get(becomes, "")
            found[becomes] = f"{before}\n{head}: {as_words(cell)}".strip()
        else:
            found[becomes] = cell
    return found


def as_words(cell: Cell) -> str:
    """A cell as text: a whole number without its point, a day as it is shown elsewhere."""
    if isinstance(cell, date):
        return short_date(cell)
    return cell.strip() if isinstance(cell, str) else f"{cell:.10g}"


def _said(number: int, cells: Mapping[Becomes, Cell], reader: Reader, band: _Band) -> RowSaid:
    def words(becomes: Becomes) -> str:
        return as_words(cells.get(becomes, ""))

    doubts: list[str] = []
    base, doubt = day_said(cells.get(Becomes.MEETING_ON, ""), today=reader.today)
    due = due_said(cells.get(Becomes.DUE, ""), today=reader.today, base=base, is_holiday=reader.is_holiday)
    state = state_said(cells.get(Becomes.STATE, ""), cells.get(Becomes.DONE_ON, ""), today=reader.today)
    owner = owner_said(
        words(Becomes.OWNER), words(Becomes.AGENCY) or band.agency, words(Becomes.ROLE), reader.known
    )
    priority, ranked = priority_said(words(Becomes.PRIORITY))
    settled = state.outcome is not None
    due = replace(due, doubt="", urgent=False) if settled and due.urgent else due
    labels, unlabelled = _labels(words(Becomes.LABELS))
    doubts += [one for one in (doubt, ranked, unlabelled) if one]
    text = words(Becomes.TEXT)
    return RowSaid(
        number=number,
        case=words(Becomes.CASE) or band.case,
        action_number=words(Becomes.NUMBER),
        meeting_on=base,
        text=text,
        purpose=words(Becomes.PURPOSE),
        owner=owner,
        owner_given=bool({Becomes.OWNER, Becomes.AGENCY, Becomes.ROLE} & set(cells)),
        due=due,
        due_given=due.deadline != Deadline() and due.deadline.kind is not DeadlineKind.NONE,
        state=state,
        update="\n".join(part for part in (state.note, words(Becomes.UPDATE)) if part),
        told_by=words(Becomes.TOLD_BY),
        evidence=words(Becomes.EVIDENCE),
        urgent=due.urgent or priority is Priority.URGENT,
        before_release=priority is Priority.BEFORE_RELEASE,
        labels=labels,
        doubts=tuple(doubts),
        fault=_fault(text, cells),
    )


def _labels(words: str) -> tuple[tuple[str, ...], str]:
    """The labels of a cell in the order of the alphabet, and the doubt about those that are none."""
    found, odd = set(), []
    for typed in _LABEL.findall(words):
        try:
            found.add(tidy_label(typed))
        except RuleError:
            odd.append(typed)
    return tuple(sorted(found)), f"{quoted(' '.join(odd))} is no label and is left out." if odd else ""


def _fault(text: str, cells: Mapping[Becomes, Cell]) -> str:
    if len(text) >= TEXT_LIMIT:
        return f"Its words have {TEXT_LIMIT:,} characters or more; they may have been cut."
    if not text and Becomes.NUMBER not in cells:
        return "It holds no words of an action."
    return ""

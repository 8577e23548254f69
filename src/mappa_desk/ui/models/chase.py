"""The morning's chase as rows: five parts under their heads, lines by agency, ticked and folded by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from mappa_desk.ui.models.dates import counted
from mappa_desk.ui.models.desk_rows import RowsModel

Index = QModelIndex | QPersistentModelIndex
FOLDED_FROM = 25
"""A part with more lines than this begins with its agencies folded."""
TOLD = 5
"""So many lines of an agency are told beside the list; the rest are counted."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("chase", text)


class Part(Enum):
    """The five parts, in the order in which the morning is worked through."""

    DO_NOW = "do_now"
    CALLS = "calls"
    LADDER = "ladder"
    ANSWERS = "answers"
    CHANGES = "changes"


class Shape(Enum):
    """How a row is drawn and what it answers to."""

    HEAD = "head"
    """The name of a part."""
    GROUP = "group"
    """An agency, with its lines behind it."""
    LINE = "line"
    EMPTY = "empty"
    """What a part without lines says."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a line, for the words beside the list."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """One thing to chase: one agency in one case, one action, one answer or one change."""

    key: str
    part: Part
    agency: str
    """Code of the agency, by which the lines are put together; empty for none."""
    agency_name: str
    number: str
    """Reference of the case or of the action."""
    text: str
    who: str
    state: str
    icon: str
    tone: str
    facts: tuple[Fact, ...] = ()
    case_id: str = ""
    meeting_id: str = ""
    action_ids: tuple[str, ...] = ()
    grave: bool = False
    """Counted beside the name of its agency: overdue, not told, asked in vain."""
    due: bool = True
    """Something is to be done about it today; else it is only watched."""
    source: Any = None
    """What the service gave."""

    def fits(self, typed: str) -> bool:
        """True when each typed word begins a word of the line; "@" stands before an agency."""
        held = f"{self.number} {self.text} {self.who} {self.state} {self.agency_name}".casefold()
        words = [word.strip(".,:;()") for word in held.replace("-", " ").split()] + held.split()
        agency = (self.agency.casefold(), *self.agency_name.casefold().split())
        return all(
            any(word.startswith(part[1:]) for word in agency)
            if part.startswith("@")
            else any(word.startswith(part) for word in words)
            for part in typed.casefold().split()
        )


@dataclass(frozen=True, slots=True)
class ChaseRow:
    """One row of the list, ready to be drawn."""

    key: str
    part: Part
    shape: Shape
    number: str = ""
    text: str = ""
    who: str = ""
    state: str = ""
    icon: str = ""
    tone: str = "muted"
    tick: Qt.CheckState | None = None
    folded: bool | None = None
    lines: tuple[ChaseLine, ...] = ()
    """The line of the row, or the lines of its group."""
    inset: bool = False


class ChaseModel(RowsModel[ChaseRow]):
    """The rows as a list. Heads cannot be chosen."""

    def is_heading(self, row: ChaseRow) -> bool:
        """True for the name of a part, and for what an empty one says."""
        return row.shape in (Shape.HEAD, Shape.EMPTY)

    def words(self, row: ChaseRow) -> str:
        """The whole row, as a screen reader says it."""
        said = [row.number, row.text, row.who, row.state]
        if row.tick is not None:
            ticks = {
                Qt.CheckState.Checked: _tr("ticked"),
                Qt.CheckState.PartiallyChecked: _tr("partly ticked"),
                Qt.CheckState.Unchecked: _tr("not ticked"),
            }
            said.append(ticks[row.tick])
        if row.folded is not None:
            said.append(_tr("folded") if row.folded else _tr("unfolded"))
        return ", ".join(part for part in said if part)

    def tip(self, row: ChaseRow) -> str:
        """All the words, which the row may have cut."""
        return row.text if row.shape is Shape.LINE else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Also whether the row is ticked."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is not None and role == Qt.ItemDataRole.CheckStateRole:
            return row.tick
        return super().data(index, role)


def part_name(part: Part) -> str:
    """Name of a part."""
    return {
        Part.DO_NOW: _tr("Do now"),
        Part.CALLS: _tr("Calls for updates"),
        Part.LADDER: _tr("Overdue, by the ladder"),
        Part.ANSWERS: _tr("Answers and reports awaited"),
        Part.CHANGES: _tr("Changes that cannot wait"),
    }[part]


def part_short(part: Part) -> str:
    """The same as short as a button needs it."""
    return {
        Part.DO_NOW: _tr("Do now"),
        Part.CALLS: _tr("Calls"),
        Part.LADDER: _tr("Ladder"),
        Part.ANSWERS: _tr("Answers"),
        Part.CHANGES: _tr("Changes"),
    }[part]


def part_empty(part: Part) -> str:
    """What a part says that has nothing in it."""
    return {
        Part.DO_NOW: _tr("No action waits for a telephone call."),
        Part.CALLS: _tr("No review is near enough for a call."),
        Part.LADDER: _tr("No action is overdue."),
        Part.ANSWERS: _tr("Everybody who was invited has answered, and every report is here."),
        Part.CHANGES: _tr("Nothing was noted since the last meetings. N notes a change."),
    }[part]


def arranged(
    lines: Sequence[ChaseLine],
    *,
    ticked: frozenset[str] = frozenset(),
    turned: frozenset[str] = frozenset(),
    typed: str = "",
    notes: Mapping[Part, str] = MappingProxyType({}),
    aside: Mapping[Part, ChaseLine] = MappingProxyType({}),
) -> tuple[ChaseRow, ...]:
    """The rows of the list. `turned` holds keys of groups that are not as they begin; `typed` filters.

    `notes` stand beside the names of parts. `aside` are lines that lead elsewhere: they stand last in their
    part, are counted nowhere and cannot be ticked.
    """
    rows: list[ChaseRow] = []
    for part in Part:
        held = [line for line in lines if line.part is part]
        shown = [line for line in held if line.fits(typed)] if typed.strip() else held
        rows.append(_head(part, held, shown, notes.get(part, "")))
        beside = aside.get(part)
        apart = beside is not None and beside.fits(typed)
        if not shown and apart:
            pass
        elif not shown:
            said = _tr("Nothing here fits the filter.") if held else part_empty(part)
            rows.append(ChaseRow(f"empty:{part.value}", part, Shape.EMPTY, text=said))
        elif part in (Part.DO_NOW, Part.CHANGES):
            rows += [_row(line, ticked, inset=False) for line in shown]
        else:
            fold = len(shown) > FOLDED_FROM and not typed.strip()
            for _code, group in groupby(shown, key=lambda line: line.agency):
                rows += _group(part, tuple(group), ticked, turned, folds=fold)
        if beside is not None and apart:
            rows.append(replace(_row(beside, ticked, inset=False), tick=None))
    return tuple(rows)


def _head(part: Part, held: Sequence[ChaseLine], shown: Sequence[ChaseLine], note: str) -> ChaseRow:
    count = part_count(part, shown, of=held)
    said = ", ".join(words for words in (_watched(part, held), note) if words)
    return ChaseRow(f"head:{part.value}", part, Shape.HEAD, part_name(part), said, state=count)


def part_count(part: Part, lines: Sequence[ChaseLine], *, of: Sequence[ChaseLine] = ()) -> str:
    """What a part holds, in words: "50 calls: 6 agencies, 65 actions in 16 cases". Empty for nothing.

    `of` are all lines of the part, where a filter shows fewer; what is only watched is no call any more.
    """
    one, many = {
        Part.DO_NOW: (_tr("action"), _tr("actions")),
        Part.CALLS: (_tr("call"), _tr("calls")),
        Part.LADDER: (_tr("action"), _tr("actions")),
        Part.ANSWERS: (_tr("answer or report"), _tr("answers and reports")),
        Part.CHANGES: (_tr("change"), _tr("changes")),
    }[part]
    if part is Part.CALLS:
        lines, of = [line for line in lines if line.due], [line for line in of if line.due]
    total = max(len(lines), len(of))
    if not total:
        return ""
    said = counted(total, one, many)
    if len(lines) < total:
        said = _tr("{shown} of {all}").format(shown=len(lines), all=said)
    return f"{said}: {held_in(lines)}" if part is Part.CALLS and lines else said


def held_in(lines: Iterable[ChaseLine]) -> str:
    """Whom lines of agencies are about: "6 agencies, 65 actions in 16 cases", one agency by its name."""
    held = tuple(lines)
    agencies = {line.agency: line.agency_name for line in held}
    who = counted(len(agencies), _tr("agency"), _tr("agencies"))
    if len(agencies) == 1:
        who = held[0].agency_name
    actions = counted(len({one for line in held for one in line.action_ids}), _tr("action"), _tr("actions"))
    cases = counted(len({line.case_id for line in held}), _tr("case"), _tr("cases"))
    return _tr("{who}, {actions} in {cases}").format(who=who, actions=actions, cases=cases)


def _watched(part: Part, held: Sequence[ChaseLine]) -> str:
    """What of a part waits for others, empty where everything is to do."""
    due = sum(1 for line in held if line.due)
    if due == len(held):
        return ""
    if part is Part.CALLS:
        answers = counted(len(held) - due, _tr("answer"), _tr("answers"))
        awaited = _tr("{answers} awaited").format(answers=answers)
        return awaited if due else f"{_due_words(0)}, {awaited}"
    return _due_words(due)


def _group(
    part: Part,
    lines: tuple[ChaseLine, ...],
    ticked: frozenset[str],
    turned: frozenset[str],
    *,
    folds: bool,
) -> list[ChaseRow]:
    key = f"group:{part.value}:{lines[0].agency}"
    folded = folds != (key in turned)
    meant = to_do(lines)
    on = sum(1 for line in meant if line.key in ticked)
    some = any(line.key in ticked for line in lines)
    tick = Qt.CheckState.PartiallyChecked if some and on < len(meant) else _checked(some)
    name = lines[0].agency_name or _tr("No agency")
    head = ChaseRow(key, part, Shape.GROUP, name, summary(lines), tick=tick, folded=folded, lines=lines)
    return [head] if folded else [head, *(_row(line, ticked, inset=True) for line in lines)]


def to_do(lines: Sequence[ChaseLine]) -> tuple[ChaseLine, ...]:
    """Those of several lines that wait for a deed today; all of them where none does."""
    return tuple(line for line in lines if line.due) or tuple(lines)


def told(lines: Sequence[ChaseLine]) -> tuple[Fact, ...]:
    """What is known of several lines at once: the first of them, and how many follow."""
    found = [Fact(line.number, line.text) for line in lines[:TOLD]]
    if len(lines) > TOLD:
        found.append(Fact(_tr("And"), _tr("{n} more").format(n=len(lines) - TOLD)))
    return tuple(found)


def summary(lines: Iterable[ChaseLine]) -> str:
    """What a group holds: "9 actions in 6 cases, 2 overdue"."""
    held = tuple(lines)
    cases = len({line.case_id for line in held})
    actions = len({one for line in held for one in line.action_ids})
    things = {
        Part.CALLS: (_tr("action"), _tr("actions"), actions),
        Part.LADDER: (_tr("action"), _tr("actions"), actions),
        Part.ANSWERS: (_tr("line"), _tr("lines"), len(held)),
    }
    one, many, count = things.get(held[0].part, (_tr("line"), _tr("lines"), len(held)))
    said = counted(count, one, many)
    if cases > 1:
        said = _tr("{things} in {cases}").format(things=said, cases=counted(cases, _tr("case"), _tr("cases")))
    grave = sum(1 for line in held if line.grave)
    if grave and held[0].part is Part.CALLS:
        said = _tr("{said}, {n} with overdue ones").format(said=said, n=grave)
    waiting = sum(1 for line in held if line.due)
    if waiting != len(held):
        said = f"{said}, {_due_words(waiting)}"
    return said


def _due_words(count: int) -> str:
    return _tr("{n} to do").format(n=count) if count else _tr("nothing due today")


def _row(line: ChaseLine, ticked: frozenset[str], *, inset: bool) -> ChaseRow:
    return ChaseRow(
        line.key,
        line.part,
        Shape.LINE,
        line.number,
        line.text,
        line.who,
        line.state,
        line.icon,
        line.tone,
        tick=_checked(line.key in ticked),
        lines=(line,),
        inset=inset,
    )


def _checked(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

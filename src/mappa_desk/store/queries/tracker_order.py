"""In which order the tracker shows actions: as keys of one sort, and as stretches that indexes walk.

A stretch is a part of the whole order whose rows an index holds in their order: "open, dated, by day" is one.
The first page is read off the first stretches, the last one off the last, without sorting what lies between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from mappa_desk.domain.action_filter import LATER, ActionFilter
from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.tracker_views import TrackerGrouping, TrackerSort
from mappa_desk.store.queries.tracker_terms import define, raw
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table
from mappa_desk.store.tables.actions import OWNER as OWNER_COLUMNS
from mappa_desk.store.tables.actions import RANK, SETTLED, UNDATED

T = TypeVar("T")

_AGENCY = table(ROWS[Agency])
OWNER = f"{OWNER_COLUMNS} COLLATE NOCASE"
NOBODY = f"({OWNER_COLUMNS}) = ''"
OPEN_ONLY, SETTLED_ONLY = f"({SETTLED}) = 0", f"({SETTLED}) = 1"
DATED_ONLY, UNDATED_ONLY = f"({UNDATED}) = 0", f"({UNDATED}) = 1"
_STATES = (
    "CASE state " + " ".join(f"WHEN '{state}' THEN {at}" for at, state in enumerate(ActionState)) + " END"
)
_TAG_MEETING = "CAST(substr(tag, 2, instr(tag, '-') - 2) AS INTEGER)"
_TAG_PLACE = "CAST(substr(tag, instr(tag, '-') + 1) AS INTEGER)"
DUE_GROUP = (
    f"CASE WHEN {SETTLED} THEN 6 WHEN {UNDATED} THEN 5 WHEN due < :today THEN 0"
    " WHEN due = :today THEN 1 WHEN due <= date(:today, '+7 days') THEN 2"
    " WHEN due <= date(:today, '+30 days') THEN 3 ELSE 4 END"
)
Key = tuple[str, bool]
"""What is sorted by, and whether the highest comes first."""
SOONEST: tuple[Key, ...] = ((SETTLED, False), (UNDATED, False), ("due", False), ("a.rowid", False))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the tracker, in which order, as of which day."""

    find: ActionFilter
    today: date
    sort: TrackerSort = TrackerSort.DUE
    descending: bool = False
    group_by: TrackerGrouping = TrackerGrouping.NONE


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of the order: the rows that meet the conditions, sorted by the keys."""

    index: str = ""
    """Which index holds them in their order, empty to leave that to the database."""
    conditions: tuple[str, ...] = ()
    keys: tuple[Key, ...] = SOONEST
    by_case: bool = False
    """True to go through the cases by reference, and through the actions of each."""

    @property
    def needs_case(self) -> bool:
        """True when it is sorted by something of the case."""
        return any(key.startswith("c.") for key, _ in self.keys)

    def from_end(self) -> Stretch:
        """The same rows, the last one first."""
        return replace(self, keys=tuple((key, not highest_first) for key, highest_first in self.keys))


def said(keys: Iterable[Key]) -> str:
    """Keys as SQL says them."""
    return ", ".join(f"{key} DESC" if highest_first else key for key, highest_first in keys)


def quoted(value: str) -> str:
    """A value as SQL says it."""
    return "'" + value.replace("'", "''") + "'"


def agency_names(reading: Reading) -> dict[str, str]:
    """Names of the agencies by code."""
    return {row[0]: row[1] for row in reading.connection.execute(select(_AGENCY.c.id, _AGENCY.c.name))}


def keys_of(reading: Reading, wanted: Wanted) -> tuple[Key, ...]:
    """What the rows are sorted by: the group, then what was asked for, then by day."""
    down = wanted.descending
    rank = _agency_rank(reading)
    of_group: dict[TrackerGrouping, tuple[Key, ...]] = {
        TrackerGrouping.NONE: (),
        TrackerGrouping.AGENCY: ((rank, False),),
        TrackerGrouping.OWNER: ((NOBODY, False), (OWNER, False), (rank, False)),
        TrackerGrouping.CASE: (("c.reference", False), ("c.id", False)),
        TrackerGrouping.DUE: ((DUE_GROUP, False),),
    }
    asked: dict[TrackerSort, tuple[Key, ...]] = {
        TrackerSort.DUE: (*SOONEST[:2], ("due", down), ("a.rowid", down)),
        TrackerSort.NUMBER: (
            ("c.reference", down), (_TAG_MEETING, down), (_TAG_PLACE, down), ("a.rowid", down),
        ),
        TrackerSort.OWNER: ((NOBODY, False), (OWNER, down), (rank, False), *SOONEST),
        TrackerSort.AGENCY: (("owner_agency = ''", False), (rank, down), *SOONEST),
        TrackerSort.STATE: ((_STATES, down), *SOONEST),
        TrackerSort.CARRIED: (("carried", down), *SOONEST),
        TrackerSort.PRIORITY: ((RANK, down), *SOONEST),
        TrackerSort.CASE: (("c.reference", down), *SOONEST),
    }  # fmt: skip
    return (*of_group[wanted.group_by], *asked[wanted.sort])


def case_ranks(reading: Reading, keys: Iterable[Key]) -> tuple[Key, ...]:
    """The same order with cases by a number each, which spares looking up the case of every row."""
    kept = tuple(keys)
    if not any(key.startswith("c.") for key, _ in kept):
        return kept
    rows = list(raw(reading, 'SELECT reference, id FROM "case"'))
    places = {reference: at for at, reference in enumerate(sorted({row[0] for row in rows}))}
    ranks = {case_id: places[reference] for reference, case_id in rows}
    define(reading, "mappa_desk_case", 1, ranks.__getitem__)
    ranked = {"c.reference": "mappa_desk_case(a.case_id)", "c.id": "a.case_id"}
    return tuple((ranked.get(key, key), down) for key, down in kept)


def stretches(reading: Reading, wanted: Wanted) -> Iterator[Stretch]:
    """The whole order as stretches, the first one first. They are the order of `keys_of`."""
    keys = keys_of(reading, wanted)
    if wanted.group_by is TrackerGrouping.NONE:
        yield from _sorted_stretches(reading, wanted, keys)
    elif wanted.group_by is TrackerGrouping.CASE:
        yield Stretch(keys=keys, by_case=True)
    elif wanted.group_by is TrackerGrouping.OWNER:
        yield Stretch("action_tracker_owner", (f"({NOBODY}) = 0",), keys[1:])
        for agency in _agencies(reading):
            yield Stretch("action_tracker_owner", (*_NOBODY, f"owner_agency = {agency}"), keys[3:])
    else:
        yield from _grouped(reading, wanted, keys[1:])


def possible(parts: Iterable[Stretch], find: ActionFilter) -> Iterator[Stretch]:
    """The stretches that may hold a row that the filter takes, less the overdue where it leaves them out."""
    in_time = find.overdue is False or find.look == LATER
    never: set[str] = set()
    dated = find.overdue or find.due_from is not None or find.due_to is not None or find.no_date is False
    for wanted, condition in (
        (find.open_only is False, OPEN_ONLY),
        (find.open_only or find.overdue or find.states == (ActionState.OPEN,), SETTLED_ONLY),
        (find.no_date, DATED_ONLY),
        (dated, UNDATED_ONLY),
    ):
        if wanted:
            never.add(condition)
    never.update(f"state = '{state}'" for state in ActionState if find.states and state not in find.states)
    agencies = {f"owner_agency = {quoted(code)}" for code in find.agencies}
    for part in parts:
        if never.isdisjoint(part.conditions) and all(
            not find.agencies or one in agencies
            for one in part.conditions
            if one.startswith("owner_agency = ")
        ):
            late = in_time and {OPEN_ONLY, DATED_ONLY} <= set(part.conditions)
            yield replace(part, conditions=(*part.conditions, "due >= :today")) if late else part


def _grouped(reading: Reading, wanted: Wanted, keys: tuple[Key, ...]) -> Iterator[Stretch]:
    """Groups by agency and by due day: each is one stretch, or several when its rows are sorted by day."""
    by_day = wanted.sort is TrackerSort.DUE
    if wanted.group_by is TrackerGrouping.AGENCY:
        for agency in _agencies(reading):
            one = f"owner_agency = {agency}"
            if by_day:
                yield from _by_day("action_tracker_agency", (one,), down=wanted.descending)
            else:
                yield Stretch("action_tracker_agency", (one,), keys)
        return
    dated = (OPEN_ONLY, DATED_ONLY)
    ends = ("due < :today", "due = :today", "due > :today AND due <= date(:today, '+7 days')",
            "due > date(:today, '+7 days') AND due <= date(:today, '+30 days')",
            "due > date(:today, '+30 days')")  # fmt: skip
    day = (("due", wanted.descending), ("a.rowid", wanted.descending))
    for end in ends:
        yield Stretch("action_tracker_due", (*dated, end), day if by_day else keys)
    yield Stretch("action_tracker_due", (dated[0], UNDATED_ONLY), day if by_day else keys)
    if by_day:
        yield from _settled_by_day("action_tracker_due", (), down=wanted.descending)
    else:
        yield Stretch("action_tracker_due", (SETTLED_ONLY,), keys)


def _sorted_stretches(reading: Reading, wanted: Wanted, keys: tuple[Key, ...]) -> Iterator[Stretch]:
    down = wanted.descending
    match wanted.sort:
        case TrackerSort.DUE:
            yield from _by_day("action_tracker_due", (), down=down)
        case TrackerSort.NUMBER | TrackerSort.CASE:
            yield Stretch(keys=keys, by_case=True)
        case TrackerSort.OWNER:
            yield Stretch("action_tracker_owner", (f"({NOBODY}) = 0",), keys[1:])
            for agency in _agencies(reading):
                yield from _by_day("action_tracker_owner", (*_NOBODY, f"owner_agency = {agency}"))
        case TrackerSort.AGENCY:
            agencies = _agencies(reading)
            for agency in [*_turned(agencies[:-1], down), agencies[-1]]:
                yield from _by_day("action_tracker_agency", (f"owner_agency = {agency}",))
        case TrackerSort.STATE:
            for state in _turned(tuple(ActionState), down):
                yield from _by_day("action_tracker_state", (f"state = '{state}'",))
        case TrackerSort.CARRIED:
            for carried in _turned(_values(reading, "carried"), down):
                yield from _by_day("action_tracker_carried", (f"carried = {carried}",))
        case TrackerSort.PRIORITY:  # pragma: no branch  there is no other
            for rank in _turned((0, 1, 2), down):
                yield from _by_day("action_tracker_priority", (f"({RANK}) = {rank}",))


_NOBODY = (f"({NOBODY}) = 1", f"{OWNER} = ''")


def _by_day(index: str, conditions: tuple[str, ...], *, down: bool = False) -> Iterator[Stretch]:
    """Open and dated, open and undated, settled and dated, settled and undated."""
    day = (("due", down), ("a.rowid", down))
    yield Stretch(index, (*conditions, OPEN_ONLY, DATED_ONLY), day)
    yield Stretch(index, (*conditions, OPEN_ONLY, UNDATED_ONLY), day[1:])
    yield from _settled_by_day(index, conditions, down=down)


def _settled_by_day(index: str, conditions: tuple[str, ...], *, down: bool) -> Iterator[Stretch]:
    day = (("due", down), ("a.rowid", down))
    yield Stretch(index, (*conditions, SETTLED_ONLY, DATED_ONLY), day)
    yield Stretch(index, (*conditions, SETTLED_ONLY, UNDATED_ONLY), day[1:])


def _turned(values: Sequence[T], down: bool) -> Sequence[T]:
    return values[::-1] if down else values


def _values(reading: Reading, column: str) -> tuple[object, ...]:
    """The values of the first column of an index of the tracker, lowest first, without reading it whole."""
    walk = (
        f"WITH RECURSIVE seen(x) AS (SELECT min({column}) FROM action WHERE removed = 0 UNION ALL"
        f" SELECT (SELECT min({column}) FROM action WHERE removed = 0 AND {column} > x) FROM seen"
        " WHERE x IS NOT NULL) SELECT x FROM seen WHERE x IS NOT NULL"
    )
    return tuple(row[0] for row in reading.connection.exec_driver_sql(walk))


def _agencies(reading: Reading) -> tuple[str, ...]:
    """The codes of owning agencies as SQL says them: by name, then those that nobody knows, nobody last."""
    names = agency_names(reading)
    codes = {str(code) for code in _values(reading, "owner_agency")} - {""}
    ordered = [code for code in _by_name(names) if code in codes]
    return tuple(map(quoted, (*ordered, *sorted(codes - set(names)), "")))


def _by_name(names: dict[str, str]) -> list[str]:
    return sorted(names, key=lambda code: (names[code].casefold(), code))


def _agency_rank(reading: Reading) -> str:
    """The place of an agency by its name; codes that nobody knows come behind, nobody last."""
    whens = " ".join(
        f"WHEN {quoted(code)} THEN {at}" for at, code in enumerate(_by_name(agency_names(reading)))
    )
    return f"CASE owner_agency {whens} WHEN '' THEN 'none' ELSE 'known ' || owner_agency END"

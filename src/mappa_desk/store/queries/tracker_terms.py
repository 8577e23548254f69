"""A filter for actions as conditions of SQL: they take the rows that `action_filter.fits` takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mappa_desk.domain.action_filter import LATER, ActionFilter, folded, holds
from mappa_desk.domain.action_lives import redated_count
from mappa_desk.domain.actions import Acceptance, DeadlineKind, Priority
from mappa_desk.store.queries.tracker_rows import EVENT_COLUMNS, event_of
from mappa_desk.store.reading import Reading
from mappa_desk.store.search_index import ACTIONS_FROM
from mappa_desk.store.tables.actions import RANK, SETTLED, UNDATED

RANKS = {Priority.URGENT: 0, Priority.BEFORE_RELEASE: 1, Priority.NORMAL: 2}
IS_OPEN = f"({SETTLED}) = 0"
LATE = f"{IS_OPEN} AND ({UNDATED}) = 0 AND a.due < :today"
"""Said as the tracker's indexes say it, so that no row has to be looked at for it."""
FOUND = (
    f"SELECT rowid - {ACTIONS_FROM} FROM search_index"
    f" WHERE search_index MATCH :{{}} AND rowid > {ACTIONS_FROM}"
)
"""The rows of actions that hold words, by the full-text index."""
_KIND = "json_extract(a.deadline, '$.kind')"
_MOVES = (
    "(SELECT count(*) FROM action_event AS e WHERE e.action_id = a.id AND e.event_kind = 'redated'"
    " AND e.due_before <> e.due_after)"
)
"""How often its day was moved at most: what was taken back is counted too."""
_STANDING = (
    f"mappa_desk_moves((SELECT json_group_array(json_array({EVENT_COLUMNS})) FROM action_event"
    " WHERE action_id = a.id))"
)
_OWNED, _HELD = "mappa_desk_owned", "mappa_desk_held"
_TEXT = (
    "(SELECT reference FROM \"case\" WHERE id = a.case_id) || '-' || a.tag || char(10) || a.text || char(10)"
    " || a.purpose || char(10) || a.owner_name || char(10) || a.settled_note || char(10) || a.source_number"
    " || CASE a.labels WHEN '[]' THEN '' ELSE"
    " (SELECT char(10) || group_concat(value, char(10)) FROM json_each(a.labels)) END"
)
_NO_LETTER = "[^0-9a-z]+"


@dataclass(slots=True)
class Terms:
    """Conditions on the action `a`, all to be met, with their values."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    match: str = ""
    """What the full-text index is asked for, empty when no word is wanted."""
    words: list[str] = field(default_factory=list)
    """Conditions about words, by the full-text index: quick for all rows at once."""
    held: list[str] = field(default_factory=list)
    """The same about the text of a row: quick while few rows are looked at."""
    case_ids: list[str] = field(default_factory=list)
    """The cases that are wanted, empty when any will do."""

    def add(self, condition: str, *values: object) -> None:
        """Adds a condition with a `{}` for each value."""
        self.conditions.append(condition.format(*(f":{self.named(value)}" for value in values)))

    def among(self, expression: str, wanted: Iterable[object], unwanted: Iterable[object]) -> None:
        """The expression has one of the wanted values, when there are any, and none of the unwanted."""
        for verb, values in (("IN", tuple(wanted)), ("NOT IN", tuple(unwanted))):
            if values:
                self.conditions.append(f"{expression} {verb} {self.listed(values)}")

    def asked(self, wanted: bool | None, condition: str) -> None:
        """The condition is met, or is not, or nothing is asked. It must not come out as NULL."""
        if wanted is not None:
            self.conditions.append(condition if wanted else f"NOT ({condition})")

    def listed(self, values: Iterable[object]) -> str:
        """The values between brackets, as SQL says them after IN."""
        return f"({', '.join(f':{self.named(value)}' for value in values)})"

    def named(self, value: object) -> str:
        """A name for the value."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return name

    @property
    def sql(self) -> str:
        """All conditions as one, for all rows at once."""
        return " AND ".join((*self.conditions, *self.words))

    def of_row(self, *, words: bool) -> str:
        """All conditions as one, for rows one by one."""
        return " AND ".join((*self.conditions, *(self.held if words else ())))


def terms_of(reading: Reading, find: ActionFilter, today: date) -> Terms:
    """The conditions of a filter as of the day `today`."""
    terms = Terms(["a.removed = 0"], {"today": today.isoformat()})
    terms.asked(find.open_only, IS_OPEN)
    terms.among("a.state", find.states, find.not_states)
    terms.asked(find.overdue, LATE)
    terms.among("a.owner_agency", find.agencies, find.not_agencies)
    _owner(reading, terms, find)
    terms.case_ids = _case_ids(reading, find.cases)
    terms.among("a.case_id", terms.case_ids, _case_ids(reading, find.not_cases))
    for sign, labels in (("", find.labels), ("NOT ", find.not_labels)):
        for label in labels:
            terms.add(f"{sign}EXISTS (SELECT 1 FROM json_each(a.labels) WHERE value = {{}})", label)
    ranks = [[RANKS[one] for one in some] for some in (find.priorities, find.not_priorities)]
    terms.among(RANK, *ranks)
    if find.due_from is not None:
        terms.add("a.due >= {}", find.due_from.isoformat())
    if find.due_to is not None:
        terms.add("a.due <= {}", find.due_to.isoformat())
    terms.asked(find.no_date, f"({UNDATED}) = 1")
    terms.asked(find.at_next_meeting, f"{_KIND} = '{DeadlineKind.NEXT_MEETING}'")
    _counted(terms, "a.carried", find.carried_at_least, find.carried_at_most)
    _moved(reading, terms, find)
    terms.asked(find.not_accepted, f"a.acceptance NOT IN ('{Acceptance.ACCEPTED}', '{Acceptance.ON_BEHALF}')")
    if find.look:
        later = f"(a.look_on IS NOT NULL AND a.look_on > :today AND NOT ({LATE}))"
        terms.asked(find.look == LATER, later)
    _words(reading, terms, find)
    return terms


def _case_ids(reading: Reading, references: tuple[str, ...]) -> list[str]:
    """Ids of the cases with these references, capitals or not; one that no case has when there are none."""
    if not references:
        return []
    wanted = {reference.casefold() for reference in references}
    rows = raw(reading, 'SELECT reference, id FROM "case"')
    return [case_id for reference, case_id in rows if reference.casefold() in wanted] or [""]


def match_of(words: Iterable[str]) -> str:
    """What the index is asked for: each part's words one behind the other, the last as a beginning."""
    return " AND ".join(f'"{" ".join(folded(part))}" *' for part in words if folded(part))


def holder(words: str) -> Callable[[str], bool]:
    """Tells whether a text holds words as `holds` does, quickly where both are plain letters."""
    wanted = folded(words)
    plain = re.compile("(?<![0-9a-z])" + _NO_LETTER.join(map(re.escape, wanted)))
    quick = all(word.isascii() for word in wanted)

    def held(text: str) -> bool:
        if quick and text.isascii():
            return plain.search(text.lower()) is not None
        return holds(folded(text), words)

    return held


def define(reading: Reading, name: str, count: int, function: Callable[..., Any]) -> None:
    """Lets this connection call a function of ours in its conditions."""
    _driver(reading).create_function(name, count, function, deterministic=True)


def raw(reading: Reading, query: str, values: Mapping[str, object] | None = None) -> Iterator[Any]:
    """The rows of a query as the driver gives them: a million of them cost a fifth of what others do."""
    return iter(_driver(reading).execute(query, values or {}))


def _driver(reading: Reading) -> Any:
    """The driver's connection, inside the transaction that makes all of a reading one picture."""
    if not reading.connection.in_transaction():
        reading.connection.begin()
    connection = reading.connection.connection.driver_connection
    assert connection is not None
    return connection


def _owner(reading: Reading, terms: Terms, find: ActionFilter) -> None:
    """The words of owners are compared by the domain's own rule, called from the database."""
    if find.owner or find.not_owner:
        wanted, unwanted = (tuple(map(holder, some)) for some in (find.owner, find.not_owner))

        def owned(owner: str) -> bool:
            some = not wanted or any(held(owner) for held in wanted)
            return some and not any(held(owner) for held in unwanted)

        define(reading, _OWNED, 1, owned)
        terms.add(f"{_OWNED}(a.owner_name || ' ' || a.owner_role)")
    terms.asked(find.no_owner, "a.owner_name = '' AND a.owner_role = ''")


def _words(reading: Reading, terms: Terms, find: ActionFilter) -> None:
    terms.match, unwanted = match_of(find.words), [part for part in find.not_words if folded(part)]
    if terms.match:
        terms.words.append(f"a.rowid IN ({FOUND.format(terms.named(terms.match))})")
    terms.words += [f"a.rowid NOT IN ({FOUND.format(terms.named(match_of([part])))})" for part in unwanted]
    if terms.words:
        wanted = tuple(holder(part) for part in find.words if folded(part))
        refused = tuple(map(holder, unwanted))

        def held(text: str) -> bool:
            return all(one(text) for one in wanted) and not any(one(text) for one in refused)

        define(reading, _HELD, 1, held)
        terms.held.append(f"{_HELD}({_TEXT})")


def _moved(reading: Reading, terms: Terms, find: ActionFilter) -> None:
    """Histories are read in full only where the number of moves leaves it open."""
    if find.redated_at_least or find.redated_at_most is not None:
        define(reading, "mappa_desk_moves", 1, lambda lines: redated_count(map(event_of, json.loads(lines))))
    if find.redated_at_least:
        least = f":{terms.named(find.redated_at_least)}"
        terms.add(f"{_MOVES} >= {least} AND {_STANDING} >= {least}")
    if find.redated_at_most is not None:
        most = f":{terms.named(find.redated_at_most)}"
        terms.add(f"({_MOVES} <= {most} OR {_STANDING} <= {most})")


def _counted(terms: Terms, expression: str, least: int, most: int | None) -> None:
    if least:
        terms.add(f"{expression} >= {{}}", least)
    if most is not None:
        terms.add(f"{expression} <= {{}}", most)

"""A filter for actions as conditions of SQL: they take the rows that `action_filter.fits` takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from mappa_desk.domain.action_filter import LATER, ActionFilter, folded, holds
from mappa_desk.domain.actions import Acceptance, ActionState, DeadlineKind, Priority
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables.actions import RANK

KIND = "json_extract(a.deadline, '$.kind')"
PRIORITIES = {Priority.URGENT: 0, Priority.BEFORE_RELEASE: 1, Priority.NORMAL: 2}
REDATED = (
    "(SELECT count(*) FROM action_event AS e WHERE e.action_id = a.id"
    " AND e.event_kind = 'redated' AND e.due_after IS NOT e.due_before)"
)
_HOLDS = "mappa_desk_holds"
_LATER = "(a.look_on IS NOT NULL AND a.look_on > :today"
_MATCHING = (
    "a.id {} (SELECT d.record_id FROM search_index AS i JOIN search_doc AS d ON d.id = i.rowid"
    " WHERE i.search_index MATCH {} AND d.kind = 'action')"
)


@dataclass(slots=True)
class Terms:
    """Conditions on the action `a`, all to be met, with their values."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def add(self, condition: str, *values: object) -> None:
        """Adds a condition with a `{}` for each value."""
        self.conditions.append(condition.format(*map(self._named, values)))

    def among(self, expression: str, wanted: Iterable[object], unwanted: Iterable[object]) -> None:
        """The expression has one of the wanted values, when there are any, and none of the unwanted."""
        for verb, values in (("IN", tuple(wanted)), ("NOT IN", tuple(unwanted))):
            if values:
                names = ", ".join(self._named(value) for value in values)
                self.conditions.append(f"{expression} {verb} ({names})")

    def asked(self, wanted: bool | None, condition: str) -> None:
        """The condition is met, or is not, or nothing is asked. It must not come out as NULL."""
        if wanted is not None:
            self.conditions.append(condition if wanted else f"NOT ({condition})")

    @property
    def sql(self) -> str:
        """All conditions as one."""
        return " AND ".join(self.conditions)

    def _named(self, value: object) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def terms_of(reading: Reading, find: ActionFilter, today: date) -> Terms:
    """The conditions of a filter as of the day `today`."""
    terms = Terms(["a.removed = 0"], {"today": today.isoformat()})
    late = "a.state = 'open' AND a.due IS NOT NULL AND a.due < :today"
    terms.among("a.state", find.states, find.not_states)
    terms.asked(find.open_only, f"a.state = '{ActionState.OPEN}'")
    terms.asked(find.overdue, late)
    terms.among("a.owner_agency", find.agencies, find.not_agencies)
    _owner(reading, terms, find)
    _cases(reading, terms, find)
    for sign, labels in (("", find.labels), ("NOT ", find.not_labels)):
        for label in labels:
            terms.add(f"{sign}EXISTS (SELECT 1 FROM json_each(a.labels) WHERE value = {{}})", label)
    priorities = [[PRIORITIES[one] for one in some] for some in (find.priorities, find.not_priorities)]
    terms.among(RANK, *priorities)
    if find.due_from is not None:
        terms.add("a.due >= {}", find.due_from.isoformat())
    if find.due_to is not None:
        terms.add("a.due <= {}", find.due_to.isoformat())
    terms.asked(find.no_date, "a.due IS NULL")
    terms.asked(find.at_next_meeting, f"{KIND} = '{DeadlineKind.NEXT_MEETING}'")
    _counted(terms, "a.carried", find.carried_at_least, find.carried_at_most)
    _counted(terms, REDATED, find.redated_at_least, find.redated_at_most)
    terms.asked(find.not_accepted, f"a.acceptance NOT IN ('{Acceptance.ACCEPTED}', '{Acceptance.ON_BEHALF}')")
    if find.look:
        terms.asked(find.look == LATER, f"{_LATER} AND NOT ({late}))")
    for verb, some in (("IN", find.words), ("NOT IN", find.not_words)):
        for words in some:
            if folded(words):
                terms.add(_MATCHING.replace("{}", verb, 1), match_of(words))
    return terms


def match_of(words: str) -> str:
    """What the index is asked for words that stand one behind the other, the last as a beginning."""
    return '"' + " ".join(folded(words)) + '" *'


def _owner(reading: Reading, terms: Terms, find: ActionFilter) -> None:
    """The words of owners are compared by the domain's own rule, called from the database."""
    if find.owner or find.not_owner:
        raw = reading.connection.connection.driver_connection
        assert raw is not None
        raw.create_function(_HOLDS, 2, _holds, deterministic=True)
    held = f"{_HOLDS}(a.owner_name || ' ' || a.owner_role, {{}})"
    if find.owner:
        terms.add("(" + " OR ".join([held] * len(find.owner)) + ")", *find.owner)
    for words in find.not_owner:
        terms.add(f"NOT {held}", words)
    terms.asked(find.no_owner, "a.owner_name = '' AND a.owner_role = ''")


def _holds(owner: str, words: str) -> bool:
    return holds(folded(owner), words)


def _cases(reading: Reading, terms: Terms, find: ActionFilter) -> None:
    for verb, references in (("IN", find.cases), ("NOT IN", find.not_cases)):
        if references:
            named = {reference.casefold() for reference in references}
            rows = reading.connection.exec_driver_sql('SELECT reference, id FROM "case"')
            ids = [case_id for reference, case_id in rows if reference.casefold() in named]
            holes = ", ".join(["{}"] * len(ids)) or "''"
            terms.add(f"a.case_id {verb} ({holes})", *ids)


def _counted(terms: Terms, expression: str, least: int, most: int | None) -> None:
    if least:
        terms.add(f"{expression} >= {{}}", least)
    if most is not None:
        terms.add(f"{expression} <= {{}}", most)

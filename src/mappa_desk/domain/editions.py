"""What each document may draw on: an allow-list of fields, the handling flags it takes, and closed parts.

A field that is not listed here is in no document, so that a field added later stays out until somebody lists
it. The renderer gets the projection and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from mappa_desk.domain.actions import Action
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.edition_fields import ACTION_LIST_FIELDS, MINUTES_FIELDS
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, PreviousAction

Value = TypeVar("Value")
GENERAL = frozenset({Handling.NORMAL, Handling.NOT_FOR_SUMMARY, Handling.NOT_FOR_PERSON})
"""Flags that every document now written takes. Unsanitised intelligence is in none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One kind of document: the fields it may hold, as "kind.field", and the handling flags it takes."""

    kind: DocumentKind
    fields: frozenset[str]
    handling: frozenset[Handling] = GENERAL


EDITIONS = MappingProxyType(
    {
        DocumentKind.MINUTES: Edition(DocumentKind.MINUTES, MINUTES_FIELDS),
        DocumentKind.ACTIONS: Edition(DocumentKind.ACTIONS, ACTION_LIST_FIELDS),
        DocumentKind.AGENCY_ACTIONS: Edition(DocumentKind.AGENCY_ACTIONS, ACTION_LIST_FIELDS),
    }
)


def project(
    snapshot: MinutesSnapshot, kind: DocumentKind, *, agency: str = "", annex: bool = False
) -> MinutesSnapshot:
    """The snapshot with what this document may hold and nothing else.

    What is not listed has its default. Removed entries, entries marked "sanitise", entries for named
    recipients and closed parts are left out, with the decisions and actions that stand on them. A copy for
    an `agency` holds what names it as a recipient and the closed parts in which it stayed; `annex` (for the
    area's own file) adds those of everybody. A list of one agency's actions needs `agency` and holds that
    agency's alone. The name of the person is reduced to initials, and other names and the birth date go,
    unless the area's form prints names. Raises RuleError for a list of one agency without an agency.
    """
    edition = EDITIONS[kind]
    if kind is DocumentKind.AGENCY_ACTIONS and not agency:
        raise RuleError("Say which agency the list of actions is for.", field="agency")
    if kind is DocumentKind.ACTIONS:
        agency = ""
    gate = _Gate(snapshot, edition, agency, annex and kind is DocumentKind.MINUTES)
    visible = gate.let_through(snapshot)
    if kind is DocumentKind.AGENCY_ACTIONS:
        visible = _only_of(visible, agency)
    return _without_name(_blanked(visible, edition.fields))


def left_out(
    snapshot: MinutesSnapshot, kind: DocumentKind, *, agency: str = "", annex: bool = False
) -> tuple[tuple[str, str], ...]:
    """Record kind and id of the entries and earlier actions that handling or a closed part keeps out.

    Removed entries are not counted: they are no part of the record.
    """
    scope = "" if kind is DocumentKind.ACTIONS else agency
    gate = _Gate(snapshot, EDITIONS[kind], scope, annex and kind is DocumentKind.MINUTES)
    return tuple(gate.held_back(snapshot))


class _Gate:
    """Decides which records of one snapshot may pass into one copy."""

    def __init__(self, snapshot: MinutesSnapshot, edition: Edition, agency: str, annex: bool) -> None:
        self._handling = edition.handling
        self._agency = agency
        self._annex = annex
        agency_of = {row.id: row.agency for row in snapshot.attendance}
        self._stayed = {
            part.id: frozenset(agency_of.get(row_id, "") for row_id in part.stayed)
            for part in snapshot.closed_parts
        }

    def let_through(self, snapshot: MinutesSnapshot) -> MinutesSnapshot:
        entries = tuple(entry for entry in snapshot.entries if not entry.removed and self._takes(entry))
        kept = {entry.id for entry in entries}
        return replace(
            snapshot,
            entries=entries,
            decisions=tuple(decision for decision in snapshot.decisions if decision.entry_id in kept),
            actions=tuple(a for a in snapshot.actions if a.entry_id in kept and not a.removed),
            previous_actions=tuple(past for past in snapshot.previous_actions if self._takes_past(past)),
            closed_parts=tuple(part for part in snapshot.closed_parts if self._was_in(self._stayed[part.id])),
        )

    def held_back(self, snapshot: MinutesSnapshot) -> Iterator[tuple[str, str]]:
        for entry in snapshot.entries:
            if not entry.removed and not self._takes(entry):
                yield Entry.KIND, entry.id
        for past in snapshot.previous_actions:
            if not past.action.removed and not self._takes_past(past):
                yield Action.KIND, past.action.id

    def _takes(self, entry: Entry) -> bool:
        if entry.closed_part_id is not None and not self._was_in(
            self._stayed.get(entry.closed_part_id, frozenset())
        ):
            return False
        return self._flag(entry.handling, entry.recipients)

    def _takes_past(self, past: PreviousAction) -> bool:
        if past.action.removed or (past.in_closed_part and not self._was_in(past.stayed_agencies)):
            return False
        return self._flag(past.handling, past.recipients)

    def _flag(self, handling: Handling, recipients: tuple[str, ...]) -> bool:
        if handling is Handling.NAMED_RECIPIENTS:
            return self._was_in(recipients)
        return handling in self._handling

    def _was_in(self, agencies: frozenset[str] | tuple[str, ...]) -> bool:
        return self._annex or (bool(self._agency) and self._agency in agencies)


def _only_of(snapshot: MinutesSnapshot, agency: str) -> MinutesSnapshot:
    return replace(
        snapshot,
        actions=tuple(action for action in snapshot.actions if action.owner_agency == agency),
        previous_actions=tuple(
            past for past in snapshot.previous_actions if past.action.owner_agency == agency
        ),
        agencies=tuple(known for known in snapshot.agencies if known.code == agency),
    )


def _without_name(snapshot: MinutesSnapshot) -> MinutesSnapshot:
    if snapshot.form.print_names:
        return snapshot
    case = snapshot.case
    initials = " ".join(f"{word[0]}." for word in case.name.split())
    nameless = replace(case, name=initials, also_known_as=(), date_of_birth=None)
    return replace(snapshot, case=nameless)


def kind_of(record_type: type) -> str:
    """The word before the dot in a field's path: the record's kind, or the value's name ("next_review")."""
    kind: str = getattr(record_type, "KIND", "")
    if record_type is MinutesSnapshot:
        return "snapshot"
    return kind or re.sub(r"(?<!^)(?=[A-Z])", "_", record_type.__name__).lower()


def _blanked(value: Value, allowed: frozenset[str]) -> Value:
    if isinstance(value, tuple):
        return tuple(_blanked(part, allowed) for part in value)  # type: ignore[return-value]  # same tuple type
    if not is_dataclass(value) or isinstance(value, type):
        return value
    record_type = type(value)
    kind, hints = kind_of(record_type), _hints(record_type)
    kept = {
        field.name: _blanked(getattr(value, field.name), allowed)
        if f"{kind}.{field.name}" in allowed
        else _default(field, hints[field.name])
        for field in fields(value)
    }
    return record_type(**kept)


@cache
def _hints(record_type: type) -> dict[str, Any]:
    return get_type_hints(record_type)


def _default(field: Field[Any], hint: Any) -> object:
    """The field's own default, or the empty value of its type where it must be given."""
    if field.default is not MISSING:
        return field.default
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    return _EMPTY[getattr(hint, "__origin__", hint)]


_EMPTY: dict[type, object] = {
    str: "",
    int: 0,
    tuple: (),
    date: date(1970, 1, 1),
    datetime: datetime(1970, 1, 1, tzinfo=UTC),
}

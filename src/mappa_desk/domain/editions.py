"""What each document may draw on: an allow-list of fields, the handling flags it takes, and closed parts.

A field that is not listed here is in no document, so that a field added later stays out until somebody lists
it. The renderer gets the projection and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.cases import Case
from mappa_desk.domain.closed_readers import REASONS, agencies_inside, part_at
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.edition_fields import ACTION_LIST_FIELDS, MINUTES_FIELDS
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, PreviousAction

_WITH_ANNEX = (DocumentKind.MINUTES, DocumentKind.CHAIR_DRAFT)
Value = TypeVar("Value")
GENERAL = frozenset({Handling.NORMAL, Handling.NOT_FOR_SUMMARY, Handling.NOT_FOR_PERSON})
"""Flags that every document now written takes. Unsanitised intelligence is in none."""


IN_A_CLOSED_PART = "told in a closed part"
"""Stands for why somebody disagreed in a copy whose reader was not there."""


class Because(StrEnum):
    """Why a copy leaves something out."""

    CLOSED_PART = "closed_part"
    NAMED_RECIPIENTS = "named_recipients"
    SANITISE = "sanitise"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a copy leaves out: the kind and id of the record, and why."""

    record_kind: str
    record_id: str
    because: Because


@dataclass(frozen=True, slots=True)
class Edition:
    """One kind of document: the fields it may hold, as "kind.field", and the handling flags it takes."""

    kind: DocumentKind
    fields: frozenset[str]
    handling: frozenset[Handling] = GENERAL


EDITIONS = MappingProxyType(
    {
        DocumentKind.MINUTES: Edition(DocumentKind.MINUTES, MINUTES_FIELDS),
        DocumentKind.CHAIR_DRAFT: Edition(DocumentKind.CHAIR_DRAFT, MINUTES_FIELDS),
        DocumentKind.ACTIONS: Edition(DocumentKind.ACTIONS, ACTION_LIST_FIELDS),
        DocumentKind.AGENCY_ACTIONS: Edition(DocumentKind.AGENCY_ACTIONS, ACTION_LIST_FIELDS),
    }
)


def project(
    snapshot: MinutesSnapshot, kind: DocumentKind, *, agency: str = "", person: str = "", annex: bool = False
) -> MinutesSnapshot:
    """The snapshot with what this document may hold and nothing else.

    What is not listed has its default. Removed entries, entries marked "sanitise", entries for named
    recipients and closed parts are left out, with the decisions and actions that stand on them. A copy for
    an `agency` holds what names it as a recipient and the closed parts in which all of its people stayed;
    for a `person` of it (id of the attendance row), those in which that person stayed. `annex` (for the
    area's own file) adds those of everybody. A list of one agency's actions needs `agency` and holds that
    agency's alone. The name of the person is reduced to initials, and other names and the birth date go,
    unless the area's form prints names. Raises RuleError for a list of one agency without an agency, and for
    annexes in a list or in a copy for an agency.
    """
    _check_reader(kind, agency, annex)
    edition = EDITIONS[kind]
    if kind is DocumentKind.ACTIONS:
        agency = person = ""
    visible = _Gate(snapshot, edition, agency, person, annex).let_through()
    if kind is DocumentKind.AGENCY_ACTIONS:
        visible = _only_of(visible, agency)
    return _without_name(blanked(visible, edition.fields))


def left_out(
    snapshot: MinutesSnapshot, kind: DocumentKind, *, agency: str = "", person: str = "", annex: bool = False
) -> tuple[LeftOut, ...]:
    """What handling or a closed part keeps out of a copy, that its reader might look for in it.

    Minutes: entries, earlier actions, and what was told of one in a closed part. A list: actions alone, and
    of one agency its own. Removed entries are not counted: they are no part of the record.
    """
    _check_reader(kind, agency, annex)
    if kind is DocumentKind.ACTIONS:
        agency = person = ""
    gate = _Gate(snapshot, EDITIONS[kind], agency, person, annex)
    if kind in _WITH_ANNEX:
        return (*gate.entries_out(), *gate.past_out(), *gate.told_out())
    own = _only_of(snapshot, agency) if kind is DocumentKind.AGENCY_ACTIONS else snapshot
    return (*gate.actions_out(own), *gate.past_out(own))


def _check_reader(kind: DocumentKind, agency: str, annex: bool) -> None:
    if kind is DocumentKind.AGENCY_ACTIONS and not agency:
        raise RuleError("Say which agency the list of actions is for.", field="agency")
    if annex and kind not in _WITH_ANNEX:
        raise RuleError("Only the full minutes have annexes.", field="annex")
    if annex and agency:
        raise RuleError(
            "The copy with every restricted part is for the area's own file, not for an agency.",
            field="annex",
        )


class _Gate:
    """Decides which records of one snapshot may pass into one copy."""

    def __init__(
        self, snapshot: MinutesSnapshot, edition: Edition, agency: str, person: str, annex: bool
    ) -> None:
        self._snapshot = snapshot
        self._handling = edition.handling
        self._agency = agency
        self._annex = annex
        self._shut = [part for part in snapshot.closed_parts if not self._may_read(part, person)]
        closed = {part.id for part in self._shut}
        shut = [told for told in snapshot.told_in_parts if told.part_id in closed]
        self._told = {told.record_id for told in shut}
        self._fields = {(told.record_id, told.name) for told in shut}

    def _may_read(self, part: ClosedPart, person: str) -> bool:
        if person:
            return self._annex or person in part.stayed
        return self._was_in(agencies_inside(part, self._snapshot.attendance))

    def let_through(self) -> MinutesSnapshot:
        snapshot = self._snapshot
        entries = tuple(
            replace(entry, outcome_reason="") if entry.id in self._told else entry
            for entry in snapshot.entries
            if not entry.removed and not self._why(entry)
        )
        kept = {entry.id for entry in entries}
        shut = {part.id for part in self._shut}
        return replace(
            snapshot,
            entries=entries,
            decisions=tuple(
                self._with_reasons(decision) for decision in snapshot.decisions if decision.entry_id in kept
            ),
            actions=tuple(
                self._with_words(action)
                for action in snapshot.actions
                if action.entry_id in kept and not action.removed
            ),
            previous_actions=tuple(
                self._as_told(past)
                for past in snapshot.previous_actions
                if not past.action.removed and not self._why_past(past)
            ),
            closed_parts=tuple(part for part in snapshot.closed_parts if part.id not in shut),
        )

    def _with_reasons(self, decision: Decision) -> Decision:
        """A decision without the reasons that this reader was not told. Who disagreed is no secret."""
        told = {name for name in REASONS if (decision.id, name) in self._fields}
        if "dissent" in told:
            views = tuple(replace(view, why=IN_A_CLOSED_PART) for view in decision.dissent)
            decision = replace(decision, dissent=views)
        return replace(
            decision,
            because="" if "because" in told else decision.because,
            also_considered="" if "also_considered" in told else decision.also_considered,
            resolved="" if "resolved" in told else decision.resolved,
        )

    def _with_words(self, action: Action) -> Action:
        objection = "" if (action.id, "") in self._fields else action.objection
        purpose = "" if (action.id, "purpose") in self._fields else action.purpose
        return replace(action, objection=objection, purpose=purpose)

    def entries_out(self) -> Iterator[LeftOut]:
        for entry in self._snapshot.entries:
            why = self._why(entry)
            if why is not None and not entry.removed:
                yield LeftOut(Entry.KIND, entry.id, why)

    def actions_out(self, of: MinutesSnapshot) -> Iterator[LeftOut]:
        entries = {entry.id: entry for entry in self._snapshot.entries if not entry.removed}
        for action in of.actions:
            entry = entries.get(action.entry_id)
            why = self._why(entry) if entry else None
            if why is not None and not action.removed:
                yield LeftOut(Action.KIND, action.id, why)

    def past_out(self, of: MinutesSnapshot | None = None) -> Iterator[LeftOut]:
        for past in (of or self._snapshot).previous_actions:
            why = self._why_past(past)
            if why is not None and not past.action.removed:
                yield LeftOut(Action.KIND, past.action.id, why)

    def told_out(self) -> Iterator[LeftOut]:
        open_entries = {entry.id for entry in self._snapshot.entries if not entry.removed}
        standing = (*self._snapshot.actions, *self._snapshot.decisions)
        for told in sorted(self._told & (open_entries | {record.id for record in standing})):
            yield LeftOut(ActionEvent.KIND, told, Because.CLOSED_PART)
        for past in self._snapshot.previous_actions:
            if not past.action.removed and self._why_past(past) is None:
                for event in past.events:
                    if self._was_shut(event) and (event.note or event.told_by):
                        yield LeftOut(ActionEvent.KIND, event.id, Because.CLOSED_PART)

    def _as_told(self, past: PreviousAction) -> PreviousAction:
        """What was said of an earlier action in a closed part stays in it; what became of it does not."""
        if not any(self._was_shut(event) for event in past.events):
            return past
        events = tuple(
            replace(event, note="", told_by="") if self._was_shut(event) else event for event in past.events
        )
        return replace(past, events=events, action=replace(past.action, settled_note="", objection=""))

    def _was_shut(self, event: ActionEvent) -> bool:
        return part_at(self._shut, event.at) is not None

    def _why(self, entry: Entry) -> Because | None:
        part_id = entry.closed_part_id
        open_parts = {part.id for part in self._snapshot.closed_parts} - {part.id for part in self._shut}
        if part_id is not None and not self._annex and part_id not in open_parts:
            return Because.CLOSED_PART
        return self._flag(entry.handling, entry.recipients)

    def _why_past(self, past: PreviousAction) -> Because | None:
        if past.in_closed_part and not self._was_in(past.stayed_agencies):
            return Because.CLOSED_PART
        return self._flag(past.handling, past.recipients)

    def _flag(self, handling: Handling, recipients: tuple[str, ...]) -> Because | None:
        if handling is Handling.NAMED_RECIPIENTS:
            return None if self._was_in(recipients) else Because.NAMED_RECIPIENTS
        return None if handling in self._handling else Because.SANITISE

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
    return replace(snapshot, case=by_initials(snapshot.case))


def by_initials(case: Case) -> Case:
    """The case with the name reduced to initials, without other names and birth date."""
    initials = " ".join(f"{word[0]}." for word in case.name.split())
    return replace(case, name=initials, also_known_as=(), date_of_birth=None)


def kind_of(record_type: type) -> str:
    """The word before the dot in a field's path: the record's kind, or the value's name ("next_review")."""
    kind: str = getattr(record_type, "KIND", "")
    if record_type is MinutesSnapshot:
        return "snapshot"
    return kind or re.sub(r"(?<!^)(?=[A-Z])", "_", record_type.__name__).lower()


def blanked(value: Value, allowed: frozenset[str]) -> Value:
    """The value with the default, or the empty value, in each field whose "kind.field" is not allowed."""
    if isinstance(value, tuple):
        return tuple(blanked(part, allowed) for part in value)  # type: ignore[return-value]  # same tuple type
    if not is_dataclass(value) or isinstance(value, type):
        return value
    record_type = type(value)
    kind, hints = kind_of(record_type), _hints(record_type)
    kept = {
        field.name: blanked(getattr(value, field.name), allowed)
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

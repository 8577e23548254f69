"""Which records of a snapshot may pass into one copy: handling flags, closed parts, and what was ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.closed_readers import REASONS, agencies_inside, part_at
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart
from mappa_desk.domain.minutes import MinutesSnapshot, PreviousAction

IN_A_CLOSED_PART = "told in a closed part"
"""Stands for why somebody disagreed in a copy whose reader was not there."""
_QUOTE = 12
"""Characters from which on words that an erratum quotes are looked for in what was ticked."""


class Because(StrEnum):
    """Why a copy leaves something out."""

    CLOSED_PART = "closed_part"
    NAMED_RECIPIENTS = "named_recipients"
    SANITISE = "sanitise"
    NOT_FOR_THIS = "not_for_this"
    """Its handling keeps it out of this kind of document."""
    TICKED = "ticked"
    """Whoever issues the copy ticked it to be left out."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a copy leaves out: the kind and id of the record, and why."""

    record_kind: str
    record_id: str
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a copy is and what is left out of it."""

    agency: str = ""
    """Code of the agency."""
    person: str = ""
    """Id of the attendance row of one of its people."""
    annex: bool = False
    """Everything that is restricted, for the area's own file."""
    left: frozenset[str] = frozenset()
    """Ids of entries, decisions, actions and errata that were ticked to be left out."""


class Gate:
    """Decides which records of one snapshot may pass into one copy."""

    def __init__(self, snapshot: MinutesSnapshot, handling: frozenset[Handling], reader: Reader) -> None:
        self._snapshot = snapshot
        self._handling = handling
        self._agency = reader.agency
        self._annex = reader.annex
        self._left = reader.left
        entries = [one.entry_id for one in snapshot.decisions if one.id in reader.left]
        entries += [one.entry_id for one in snapshot.actions if one.entry_id and one.id in reader.left]
        self._ticked = reader.left | frozenset(entries)
        self._shut = [part for part in snapshot.closed_parts if not self._may_read(part, reader.person)]
        read = {part.id for part in snapshot.closed_parts} - {part.id for part in self._shut}
        # A part that is not of this meeting was of an earlier one: nobody but the area's file has its words.
        shut = [told for told in snapshot.told_in_parts if told.part_id not in read and not reader.annex]
        self._told = {told.record_id for told in shut}
        self._fields = {(told.record_id, told.name) for told in shut}

    def _may_read(self, part: ClosedPart, person: str) -> bool:
        if person:
            came = any(row.id == person and row.took_part for row in self._snapshot.attendance)
            return self._annex or (came and person in part.stayed)
        return self._was_in(agencies_inside(part, self._snapshot.attendance))

    def check_ticks(self) -> None:
        """Raises RuleError for a tick that is on nothing: a copy must not hold what somebody left out."""
        snapshot = self._snapshot
        held = (*snapshot.entries, *snapshot.decisions, *snapshot.actions, *snapshot.errata)
        known = {one.id for one in held} | {past.action.id for past in snapshot.previous_actions}
        if self._left - known:
            raise RuleError("Something that was ticked to be left out is not in these minutes.", field="left")

    def let_through(self) -> MinutesSnapshot:
        """The snapshot without what may not pass."""
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
            errata=tuple(erratum for erratum in snapshot.errata if not self._tells_of_ticked(erratum)),
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
        note = "" if (action.id, "settled_note") in self._fields else action.settled_note
        return replace(action, objection=objection, purpose=purpose, settled_note=note)

    def errata_out(self) -> Iterator[LeftOut]:
        """Errata that were ticked or tell of something that was."""
        for erratum in self._snapshot.errata:
            if self._tells_of_ticked(erratum):
                yield LeftOut(Erratum.KIND, erratum.id, Because.TICKED)

    def _tells_of_ticked(self, erratum: Erratum) -> bool:
        """True for an erratum whose place or words are those of something that was ticked."""
        if not self._left:
            return False
        if erratum.id in self._left or names_place(self._ticked_places(), erratum.place):
            return True
        said = [_plain(text) for text in (erratum.wrong, erratum.right, erratum.reason)]
        return any(
            (len(one) >= _QUOTE and one in text) or (len(text) >= _QUOTE and text in one)
            for text in self._ticked_texts()
            for one in said
        )

    def _ticked_places(self) -> frozenset[str]:
        """Places of what was ticked, in small letters: "9.4", "decision 2", "action 12", "m03-12"."""
        snapshot, places = self._snapshot, set[str]()
        numbers = numbers_of(snapshot)
        places |= {numbers[one] for one in self._ticked if one in numbers}
        places |= {f"decision {one.number}" for one in snapshot.decisions if one.entry_id in self._ticked}
        for one in snapshot.actions:
            if one.entry_id in self._ticked:
                places |= {f"action {one.place}", one.tag.casefold()}
        places |= {
            past.action.tag.casefold() for past in snapshot.previous_actions if past.action.id in self._left
        }
        return frozenset(places)

    def _ticked_texts(self) -> Iterator[str]:
        snapshot = self._snapshot
        for entry in snapshot.entries:
            if entry.id in self._ticked:
                yield from map(_plain, (entry.text, entry.outcome_reason))
        for one in snapshot.decisions:
            if one.entry_id in self._ticked:
                told = (one.heading, one.decided, one.because, one.also_considered, one.resolved)
                yield from map(_plain, (*told, *(view.why for view in one.dissent)))
        for action in (*snapshot.actions, *(past.action for past in snapshot.previous_actions)):
            if action.id in self._left or action.entry_id in self._ticked:
                yield from map(_plain, (action.text, action.purpose, action.objection))

    def entries_out(self) -> Iterator[LeftOut]:
        """Entries that do not pass."""
        for entry in self._snapshot.entries:
            why = self._why(entry)
            if why is not None and not entry.removed:
                yield LeftOut(Entry.KIND, entry.id, why)

    def actions_out(self, of: MinutesSnapshot) -> Iterator[LeftOut]:
        """Actions of this meeting that do not pass, of those that another snapshot holds."""
        entries = {entry.id: entry for entry in self._snapshot.entries if not entry.removed}
        for action in of.actions:
            entry = entries.get(action.entry_id or "")
            why = self._why(entry) if entry else None
            if why is not None and not action.removed:
                yield LeftOut(Action.KIND, action.id, why)

    def past_out(self, of: MinutesSnapshot | None = None) -> Iterator[LeftOut]:
        """Earlier actions that do not pass."""
        for past in (of or self._snapshot).previous_actions:
            why = self._why_past(past)
            if why is not None and not past.action.removed:
                yield LeftOut(Action.KIND, past.action.id, why)

    def told_out(self) -> Iterator[LeftOut]:
        """What was told in a closed part of something that does pass."""
        open_entries = {entry.id for entry in self._snapshot.entries if not entry.removed}
        standing = (*self._snapshot.actions, *self._snapshot.decisions)
        for told in sorted(self._told & (open_entries | {record.id for record in standing})):
            yield LeftOut(ActionEvent.KIND, told, Because.CLOSED_PART)
        for past in self._snapshot.previous_actions:
            if not past.action.removed and self._why_past(past) is None:
                yield from self._past_told_out(past)

    def _past_told_out(self, past: PreviousAction) -> Iterator[LeftOut]:
        """Each event with words that this reader was not told; else the action, where it was told of."""
        shut = [one.id for one in past.events if self._was_shut(one) and (one.note or one.told_by)]
        if not shut and past.action.id in self._told:
            shut = [past.action.id]
        for told in shut:
            yield LeftOut(ActionEvent.KIND, told, Because.CLOSED_PART)

    def _as_told(self, past: PreviousAction) -> PreviousAction:
        """What was said of an earlier action in a closed part stays in it; what became of it does not."""
        past = replace(past, action=self._with_words(past.action))
        if not any(self._was_shut(event) for event in past.events):
            return past
        events = tuple(
            replace(event, note="", told_by="") if self._was_shut(event) else event for event in past.events
        )
        return replace(past, events=events, action=replace(past.action, settled_note="", objection=""))

    def _was_shut(self, event: ActionEvent) -> bool:
        return part_at(self._shut, event.at) is not None

    def _why(self, entry: Entry) -> Because | None:
        if entry.id in self._ticked:
            return Because.TICKED
        part_id = entry.closed_part_id
        open_parts = {part.id for part in self._snapshot.closed_parts} - {part.id for part in self._shut}
        if part_id is not None and not self._annex and part_id not in open_parts:
            return Because.CLOSED_PART
        return self._flag(entry.handling, entry.recipients)

    def _why_past(self, past: PreviousAction) -> Because | None:
        if past.action.id in self._left:
            return Because.TICKED
        if past.in_closed_part and not self._was_in(past.stayed_agencies):
            return Because.CLOSED_PART
        return self._flag(past.handling, past.recipients)

    def _flag(self, handling: Handling, recipients: tuple[str, ...]) -> Because | None:
        if handling is Handling.NAMED_RECIPIENTS:
            return None if self._was_in(recipients) else Because.NAMED_RECIPIENTS
        if handling in self._handling:
            return None
        return Because.SANITISE if handling is Handling.SANITISE else Because.NOT_FOR_THIS

    def _was_in(self, agencies: frozenset[str] | tuple[str, ...]) -> bool:
        return self._annex or (bool(self._agency) and self._agency in agencies)


def numbers_of(snapshot: MinutesSnapshot) -> dict[str, str]:
    """Number of each entry of the main part by its id, "9.4", as the minutes print it."""
    numbers: dict[str, str] = {}
    entries = sorted(snapshot.entries, key=lambda entry: entry.position)
    for item in snapshot.items:
        counted = (
            entry
            for entry in entries
            if entry.item == item.code
            and entry.entry_kind is not EntryKind.ACTION
            and not entry.removed
            and entry.closed_part_id is None
            and entry.handling not in (Handling.NAMED_RECIPIENTS, Handling.SANITISE)
        )
        numbers |= {entry.id: f"{item.number}.{place}" for place, entry in enumerate(counted, start=1)}
    return numbers


def names_place(places: Iterable[str], said: str) -> bool:
    """True when what was said of a place names one of these: "9.4" in "para 9.4", not in "19.4" or "9.40"."""
    plain = _plain(said)
    return any(re.search(rf"(?<![\w.]){re.escape(place)}(?!\.?\w)", plain) for place in places)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

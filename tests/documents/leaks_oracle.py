"""Which traced word a document may hold: said again here, apart from the code that projects.

A word may pass when its field, and every field on the way to it, is on the allow-list of the kind, and its
record may pass to that reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from leaks_record import Traced

from mappa_desk.domain.agencies import AgencyClass
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.editions import EDITIONS
from mappa_desk.domain.executive_summaries import written_for
from mappa_desk.domain.form_edition import CONTRIBUTION_FIELDS
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.paper_editions import PAPER_EDITIONS

K = DocumentKind
FOR_A_READER = {
    K.MINUTES, K.ATTENDEE_COPY, K.AGENCY_COPY, K.AGENCY_ACTIONS, K.AGENCY_SLIP, K.CALL_FOR_UPDATES,
}  # fmt: skip
FOR_THE_PERSON = {K.EXECUTIVE_SUMMARY, K.COVERING_LETTER, K.ERRATUM}
ONE_AGENCY = {K.AGENCY_ACTIONS, K.AGENCY_SLIP, K.CALL_FOR_UPDATES}


@dataclass(frozen=True)
class Asked:
    """One document for one reader."""

    kind: DocumentKind
    agency: str = ""
    person: str = ""
    annex: bool = False
    left: frozenset[str] = field(default_factory=frozenset)


def allowed_words(traced: Traced, asked: Asked) -> set[str]:
    """The traced words that this document may hold."""
    if asked.kind is K.CONTRIBUTION_FORM:
        return _allowed(traced, replace(asked, kind=K.INVITATION), CONTRIBUTION_FIELDS)
    editions = PAPER_EDITIONS if asked.kind in PAPER_EDITIONS else EDITIONS
    return _allowed(traced, asked, editions[asked.kind].fields)


def _allowed(traced: Traced, asked: Asked, fields: frozenset[str]) -> set[str]:
    oracle = _Papers(traced, asked, fields) if asked.kind in PAPER_EDITIONS else _Minutes(traced, asked)
    return {
        word
        for word, (path, owner) in traced.words.items()
        if path in fields and oracle.may_pass(path, owner)
    }


class _Minutes:
    def __init__(self, traced: Traced, asked: Asked) -> None:
        self._of = of = traced.snapshot
        self._asked = asked
        reads = asked.kind in FOR_A_READER
        self._agency = asked.agency if reads else ""
        self._person = asked.person if reads else ""
        self._shut = {part.id for part in of.closed_parts if not self._may_read(part)}
        self._told = {(told.record_id, told.name) for told in of.told_in_parts if told.part_id in self._shut}
        self._records = {
            record.id: record
            for name in (
                "entries",
                "decisions",
                "actions",
                "errata",
                "agencies",
                "closed_parts",
                "attendance",
            )
            for record in getattr(of, name)
        } | {event.id: event for past in of.previous_actions for event in past.events}
        self._past = {past.action.id: past for past in of.previous_actions}
        self._containers = EDITIONS[asked.kind].fields
        self._where = self._places()

    def may_pass(self, path: str, owner: str) -> bool:
        """True when the word in that field of that record may pass."""
        container = self._where.get(owner)
        if container is None or not all(one in self._containers for one in container):
            return False
        if path in ("case.name", "case.also_known_as"):
            return self._of.form.print_names
        if owner in self._past:
            return self._past_passes(self._past[owner], path)
        kind, record = path.partition(".")[0], self._records.get(owner)
        if kind == "action_event":
            return self._event_passes(record, path)
        if kind in ("entry", "decision", "dissent", "action", "deadline"):
            return self._record_passes(record, path)
        shut_out = {
            "closed_part": owner in self._shut,
            "erratum": owner in self._asked.left,
            "agency": self._asked.kind in ONE_AGENCY and owner != self._asked.agency,
        }
        return not shut_out.get(kind, False)

    def _event_passes(self, event: Any, path: str) -> bool:
        past = next(one for one in self._past.values() if event in one.events)
        shut = self._in_shut_part(event.at) and path in ("action_event.note", "action_event.told_by")
        return self._past_passes(past, "previous_action.events") and not shut

    def _record_passes(self, record: Any, path: str) -> bool:
        entry_id = getattr(record, "entry_id", record.id)
        entry = next(one for one in self._of.entries if one.id == entry_id)
        if record.id in self._asked.left or not self._entry_passes(entry):
            return False
        if getattr(record, "removed", False):
            return False
        kind, _, name = path.partition(".")
        if self._asked.kind is K.EXECUTIVE_SUMMARY and kind == "entry":
            written = written_for(entry)
            return written is not None and written.part is not None
        if self._asked.kind in ONE_AGENCY and kind in ("action", "deadline"):
            return record.owner_agency == self._asked.agency
        told = {"entry.outcome_reason": "", "action.objection": "", "dissent.why": "dissent"}.get(path, name)
        return (record.id, told) not in self._told or path not in _TOLD

    def _entry_passes(self, entry: Any) -> bool:
        if entry.removed or entry.id in self._asked.left:
            return False
        if entry.closed_part_id and not self._asked.annex and entry.closed_part_id in self._shut:
            return False
        ticked = [
            one for one in (*self._of.decisions, *self._of.actions)
            if one.entry_id == entry.id and one.id in self._asked.left
        ]  # fmt: skip
        return not ticked and self._flag_passes(entry.handling, entry.recipients)

    def _flag_passes(self, handling: Handling, recipients: tuple[str, ...]) -> bool:
        if handling is Handling.SANITISE:
            return False
        if handling is Handling.NAMED_RECIPIENTS:
            return self._is_inside(recipients)
        return handling is Handling.NORMAL or self._asked.kind not in FOR_THE_PERSON

    def _past_passes(self, past: Any, path: str) -> bool:
        if past.action.removed or past.action.id in self._asked.left:
            return False
        if past.in_closed_part and not self._is_inside(past.stayed_agencies):
            return False
        if self._asked.kind in ONE_AGENCY and past.action.owner_agency != self._asked.agency:
            return False
        told = any(self._in_shut_part(event.at) for event in past.events)
        if told and path in ("action.settled_note", "action.objection"):
            return False
        return self._flag_passes(past.handling, past.recipients)

    def _is_inside(self, agencies: tuple[str, ...]) -> bool:
        return self._asked.annex or (bool(self._agency) and self._agency in agencies)

    def _in_shut_part(self, at: datetime) -> bool:
        shut = (part for part in self._of.closed_parts if part.id in self._shut)
        return any(part.started_at <= at <= part.ended_at for part in shut)

    def _may_read(self, part: Any) -> bool:
        """A person who stayed; an agency of which nobody who came had to go out; the area's own file."""
        if self._asked.annex:
            return True
        if self._person:
            return self._person in part.stayed
        own = [row.id for row in self._of.attendance if row.agency == self._agency and row.took_part]
        return bool(self._agency) and bool(own) and set(own) <= set(part.stayed)

    def _places(self) -> dict[str, tuple[str, ...]]:
        """By the id of a record the fields that lead to it."""
        of, places = self._of, {}
        for name in _LISTS:
            for record in getattr(of, name):
                places[record.id] = (f"snapshot.{name}",)
        for name in ("case", "meeting", "previous_meeting", "form", "approval", "confirmation"):
            if getattr(of, name) is not None:
                places[getattr(of, name).id] = (f"snapshot.{name}",)
        for past in of.previous_actions:
            places[past.action.id] = ("snapshot.previous_actions", "previous_action.action")
            for event in past.events:
                places[event.id] = ("snapshot.previous_actions", "previous_action.events")
        return places


_TOLD = {
    "entry.outcome_reason", "action.objection", "action.purpose", "dissent.why", "decision.because",
    "decision.also_considered", "decision.resolved",
}  # fmt: skip
_LISTS = (
    "items", "attendance", "statements", "closed_parts", "handovers", "entries", "decisions", "actions",
    "agencies", "remote_checks", "circulation", "errata", "erasures",
)  # fmt: skip


class _Papers:
    def __init__(self, traced: Traced, asked: Asked, fields: frozenset[str]) -> None:
        self._of = traced.papers
        self._asked = asked
        self._fields = fields
        classes = {agency.code: agency.agency_class for agency in self._of.agencies}
        self._class = classes.get(asked.agency, AgencyClass.THIRD_PARTY)
        self._outside = bool(asked.agency) and self._class is AgencyClass.THIRD_PARTY
        self._where = self._places()

    def may_pass(self, path: str, owner: str) -> bool:
        """True when the word in that field of that record may pass."""
        container = self._where.get(owner)
        if container is None or not all(one in self._fields for one in container):
            return False
        if path == "papers_snapshot.ask_for":
            return not self._outside
        kind = path.partition(".")[0]
        if kind == "case":
            return self._case_passes(path)
        past = next(
            (one for one in self._of.open_actions if owner in (one.action.id, *(e.id for e in one.events))),
            None,
        )
        if past is not None:
            return self._past_passes(past)
        if self._asked.kind is K.INVITATION:
            return self._invited_passes(kind, owner)
        return True

    def _case_passes(self, path: str) -> bool:
        kind, of = self._asked.kind, self._of
        named = kind is K.RUNNING_BOOK or (
            kind is not K.RUNNING_SHEET
            and not self._outside
            and (of.name_in_invitation if kind is K.INVITATION else of.form.print_names)
        )
        if path in ("case.name", "case.also_known_as"):
            return named
        if kind is not K.INVITATION:
            return True
        if path == "case.visor_reference":
            return named and self._class is AgencyClass.RESPONSIBLE_AUTHORITY
        return path == "case.reference" or not self._outside

    def _past_passes(self, past: Any) -> bool:
        asked, action = self._asked, past.action
        if action.removed or past.handling is Handling.SANITISE:
            return False
        if asked.kind is K.RUNNING_BOOK:
            return True
        if not asked.agency or self._outside or action.owner_agency != asked.agency:
            return False
        if past.in_closed_part and asked.agency not in past.stayed_agencies:
            return False
        return past.handling is not Handling.NAMED_RECIPIENTS or asked.agency in past.recipients

    def _invited_passes(self, kind: str, owner: str) -> bool:
        agency = self._asked.agency
        if kind == "attendance":
            return owner.startswith(f"{agency}-")
        if kind == "sheet_slot":
            return owner == f"slot-{agency}"
        if kind == "agency":
            return owner == agency or (owner == "prob" and not self._outside)
        return not (self._outside and owner == "m2")

    def _places(self) -> dict[str, tuple[str, ...]]:
        of, places = self._of, {"": ()}
        for name in ("items", "attendance", "agencies", "last_decisions", "standings"):
            for record in getattr(of, name):
                places[record.id] = (f"papers_snapshot.{name}",)
        for name in ("case", "meeting", "previous_meeting", "form"):
            places[getattr(of, name).id] = (f"papers_snapshot.{name}",)
        for past in of.open_actions:
            places[past.action.id] = ("papers_snapshot.open_actions", "previous_action.action")
            for event in past.events:
                places[event.id] = ("papers_snapshot.open_actions", "previous_action.events")
        for sheet in of.day:
            places[f"slot-{sheet.agency}"] = ("papers_snapshot.day", "agency_sheet.slots")
        return places

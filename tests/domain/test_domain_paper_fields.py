"""Every field of what is known before a meeting: in which paper it may be printed, and in which not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from mappa_desk.domain.actions import Action, ActionEvent, ActionState, Deadline
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance, Interval
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.editions import kind_of
from mappa_desk.domain.meetings import Meeting, NextReview
from mappa_desk.domain.minutes import DocumentKind, PreviousAction
from mappa_desk.domain.panel_days import AgencySheet, SheetSlot, Stretch
from mappa_desk.domain.paper_editions import (
    AGENDA_FIELDS,
    INVITATION_FIELDS,
    PAPER_EDITIONS,
    RUNNING_BOOK_FIELDS,
    RUNNING_SHEET_FIELDS,
    project_paper,
)
from mappa_desk.domain.preparation import PapersSnapshot

AGENDA, INVITATION = DocumentKind.AGENDA, DocumentKind.INVITATION
BOOK, SHEET = DocumentKind.RUNNING_BOOK, DocumentKind.RUNNING_SHEET
TYPES: tuple[type, ...] = (
    PapersSnapshot,
    Case,
    Meeting,
    NextReview,
    AgendaItem,
    Attendance,
    Interval,
    Agency,
    AreaForm,
    PreviousAction,
    Action,
    Deadline,
    ActionEvent,
    Decision,
    Dissent,
    Standing,
    AgencySheet,
    SheetSlot,
    Stretch,
)
PATHS = {f"{kind_of(record_type)}.{field.name}" for record_type in TYPES for field in fields(record_type)}
IN_NO_PAPER = {
    "action.before_release",
    "action.import_id",
    "action.labels",
    "action.look_on",
    "action.removed",
    "action.revision",
    "action.settled_note",
    "action.settled_on",
    "action.source_number",
    "action_event.came_by",
    "action_event.chase_id",
    "action_event.evidence",
    "action_event.revision",
    "action_event.rung",
    "agency.active",
    "agency.aliases",
    "agency.revision",
    "attendance.intervals",
    "attendance.person_id",
    "attendance.revision",
    "case.addresses",
    "case.closed_on",
    "case.opened_on",
    "case.referral_accepted_on",
    "case.revision",
    "decision.revision",
    "form.approved_by_board_on",
    "form.curtain_minutes",
    "form.departs_because",
    "form.form_edition",
    "form.form_title",
    "form.front_sheet",
    "form.handling_text",
    "form.lock_minutes",
    "form.revision",
    "form.section_order",
    "form.statement_text",
    "interval.in_at",
    "interval.out_at",
    "item.reason",
    "item.revision",
    "item.settle_reasons",
    "item.state",
    "meeting.adjourned_to",
    "meeting.current_item",
    "meeting.ended_at",
    "meeting.ended_because",
    "meeting.level_after",
    "meeting.next_review",
    "meeting.panel_day_id",
    "meeting.revision",
    "meeting.template",
    "meeting.template_edition",
    "next_review.at",
    "next_review.invite",
    "next_review.level",
    "next_review.none_because",
    "next_review.on",
    "next_review.place",
    "standing.revision",
}
"""The whole of it. A new field of a record turns this red until somebody decides where it may be printed."""
FOR_THE_CHAIR_ALONE = {
    "action.acceptance",
    "action.accepted_at",
    "action.case_id",
    "action.entry_id",
    "action.objection",
    "action.on_behalf_taken_by",
    "action.owner_attendance_id",
    "action.owner_name",
    "action.purpose",
    "attendance.absence_reason",
    "attendance.deputy_for",
    "attendance.meeting_id",
    "attendance.mode",
    "attendance.paperwork_sent",
    "attendance.report_dated",
    "attendance.report_received",
    "attendance.state",
    "case.category",
    "case.level",
    "case.release_on",
    "case.summary",
    "case.whereabouts",
    "deadline.said",
    "item.heard_in",
    "item.prompts",
    "item.record",
    "item.say",
    "item.statutory",
    "meeting.brief_risk",
    "meeting.brief_why",
    "meeting.case_id",
    "meeting.category",
    "meeting.chair_agency",
    "meeting.lead_agency",
    "meeting.lead_officer",
    "papers_snapshot.last_decisions",
    "papers_snapshot.restricted",
    "papers_snapshot.standings",
    "previous_action.events",
    "previous_action.handling",
    "previous_action.in_closed_part",
    "previous_action.recipients",
    "previous_action.stayed_agencies",
}


def test_every_field_was_decided_upon() -> None:
    every = AGENDA_FIELDS | INVITATION_FIELDS | RUNNING_BOOK_FIELDS | RUNNING_SHEET_FIELDS
    assert PATHS - every == IN_NO_PAPER
    assert every <= PATHS
    chair = RUNNING_BOOK_FIELDS - (AGENDA_FIELDS | INVITATION_FIELDS | RUNNING_SHEET_FIELDS)
    whole = ("action_event.", "decision.", "dissent.", "standing.")
    assert {path for path in chair if not path.startswith(whole)} == FOR_THE_CHAIR_ALONE


def test_only_the_agency_itself_is_told_what_an_action_is() -> None:
    assert "action.text" in AGENDA_FIELDS & INVITATION_FIELDS
    assert "action.text" not in RUNNING_SHEET_FIELDS
    told = {path for path in RUNNING_SHEET_FIELDS if path.startswith(("case.", "action."))}
    assert told == {
        "action.deadline",
        "action.id",
        "action.meeting_id",
        "action.owner_agency",
        "action.state",
        "action.tag",
        "case.id",
        "case.name",
        "case.practice",
        "case.reference",
    }


def canary(record_type: type, name: str, hint: Any) -> Any:
    """A value of the field's type that no default has, with the path in it where it is text."""
    origin = getattr(hint, "__origin__", None) or hint
    arms = [arm for arm in get_args(hint) if arm is not type(None)]
    if origin is tuple:
        return (canary(record_type, name, arms[0]),)
    if arms:
        return canary(record_type, name, arms[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[-1]
    simple: dict[Any, Any] = {
        str: f"canary {kind_of(record_type)}.{name}",
        int: 77,
        float: 7.5,
        bool: True,
        date: date(2031, 7, 7),
        datetime: datetime(2031, 7, 7, tzinfo=UTC),
    }
    return simple[hint] if hint in simple else full(hint)


def full(record_type: type) -> Any:
    hints = get_type_hints(record_type)
    return record_type(
        **{field.name: canary(record_type, field.name, hints[field.name]) for field in fields(record_type)}
    )


def full_snapshot(agency: str) -> PapersSnapshot:
    """A canary in every field, so laid that everything passes the gates of handling, agency and state."""
    snapshot: PapersSnapshot = full(PapersSnapshot)
    past = snapshot.open_actions[0]
    mine = replace(past.action, removed=False, state=ActionState.OPEN, owner_agency=agency)
    return replace(
        snapshot,
        open_actions=(replace(past, action=mine, handling=Handling.NORMAL, in_closed_part=False),),
        attendance=(replace(snapshot.attendance[0], agency=agency),),
        agencies=(
            replace(snapshot.agencies[0], id=agency, agency_class=AgencyClass.RESPONSIBLE_AUTHORITY),
            replace(snapshot.agencies[0], id="lead"),
        ),
        case=replace(snapshot.case, lead_agency="lead"),
        day=(replace(snapshot.day[0], agency=agency),),
        name_in_invitation=True,
    )


def walk(value: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every field of every record under a value: path, value, field."""
    if isinstance(value, tuple):
        for part in value:
            yield from walk(part)
    elif is_dataclass(value):
        for field in fields(value):
            held = getattr(value, field.name)
            yield f"{kind_of(type(value))}.{field.name}", held, field
            yield from walk(held)


@pytest.mark.parametrize("kind", PAPER_EDITIONS)
def test_only_listed_fields_come_through(kind: DocumentKind) -> None:
    agency = "mine" if kind in (AGENDA, INVITATION) else ""
    projected = project_paper(full_snapshot("mine"), kind, agency=agency)
    allowed = PAPER_EDITIONS[kind].fields
    seen = set()
    for path, value, field in walk(projected):
        seen.add(path)
        if path not in allowed:
            assert value == (field.default if field.default is not MISSING else value)
            assert "canary" not in repr(value), path
            assert value != 77, path
    assert allowed - seen == set()
    texts = {value for _, value, _ in walk(projected) if isinstance(value, str) and "canary" in value}
    assert {text.split()[-1] for text in texts} <= allowed

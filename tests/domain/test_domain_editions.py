"""What each document may hold: field by field, flag by flag, closed part by closed part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from canaries import full
from domain_builders import (
    AGENCIES,
    STARTED,
    TODAY,
    action,
    attendance,
    case,
    decision,
    entry,
    event,
    item,
    meeting,
)

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, Deadline
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance, Interval, RemoteCheck
from mappa_desk.domain.cases import Case
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.corrections import Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.edition_fields import ACTION_LIST_FIELDS, MINUTES_FIELDS
from mappa_desk.domain.editions import AS_MINUTES, EDITIONS, FROM_APPROVED, kind_of, left_out, project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart, Handover, HandoverOf, Meeting, NextReview, StatementReading
from mappa_desk.domain.minutes import (
    Approval,
    ApprovedHow,
    DocumentKind,
    MinutesSnapshot,
    MinutesStatus,
    PreviousAction,
)
from mappa_desk.domain.put_right import Erasure

TYPES: tuple[type, ...] = (
    MinutesSnapshot,
    Case,
    Meeting,
    NextReview,
    AgendaItem,
    Attendance,
    Interval,
    RemoteCheck,
    StatementReading,
    ClosedPart,
    Handover,
    Entry,
    Decision,
    Dissent,
    Action,
    Deadline,
    ActionEvent,
    PreviousAction,
    Agency,
    AreaForm,
    Approval,
    MinutesConfirmation,
    CirculationLine,
    Erratum,
    Erasure,
)
PATHS = {f"{kind_of(record_type)}.{field.name}" for record_type in TYPES for field in fields(record_type)}
NOT_IN_MINUTES = {
    "action.before_release",
    "action.import_id",
    "action.labels",
    "action.look_on",
    "action.removed",
    "action.source_number",
    "action_event.came_by",
    "action_event.chase_id",
    "action_event.evidence",
    "action_event.rung",
    "agency.active",
    "agency.aliases",
    "approval.despite_gaps_because",
    "attendance.paperwork_sent",
    "attendance.person_id",
    "case.addresses",
    "case.closed_on",
    "case.opened_on",
    "case.referral_accepted_on",
    "circulation_line.attendance_id",
    "circulation_line.person_id",
    "erasure.record_id",
    "entry.removed",
    "entry.words",
    "form.curtain_minutes",
    "form.lock_minutes",
    "form.statement_short",
    "form.statement_text",
    "item.minutes",
    "item.needs",
    "item.prompts",
    "item.record",
    "item.say",
    "item.settle_reasons",
    "meeting.current_item",
    "meeting.panel_day_id",
    "meeting.planned_minutes",
    "meeting.template",
    "meeting.template_edition",
    "snapshot.told_in_parts",
}
"""The whole of it. A new field of a record turns this red until somebody decides where it may be printed."""


def test_every_field_was_decided_upon() -> None:
    assert PATHS - MINUTES_FIELDS == NOT_IN_MINUTES
    assert MINUTES_FIELDS <= PATHS
    assert ACTION_LIST_FIELDS <= MINUTES_FIELDS


def test_an_action_list_names_nobody_and_tells_nothing() -> None:
    told = {path for path in ACTION_LIST_FIELDS if path.split(".")[1] in ("text", "purpose")}
    assert told == {"action.text", "action.purpose"}
    names = {"name", "owner_name", "on_behalf_taken_by", "chair", "minutes_by", "told_by", "approved_by"}
    assert {path for path in ACTION_LIST_FIELDS if path.split(".")[1] in names} == {"agency.name"}
    assert not any(
        path.startswith(("entry.", "decision.", "attendance.", "item.")) for path in ACTION_LIST_FIELDS
    )


def full_snapshot() -> MinutesSnapshot:
    snapshot: MinutesSnapshot = full(MinutesSnapshot)
    said = replace(snapshot.entries[0], handling=Handling.NORMAL, closed_part_id=None, removed=False)
    standing = replace(snapshot.actions[0], entry_id=said.id, removed=False)
    past = snapshot.previous_actions[0]
    past = replace(
        past, action=replace(past.action, removed=False), handling=Handling.NORMAL, in_closed_part=False
    )
    return replace(
        snapshot,
        entries=(said,),
        decisions=(replace(snapshot.decisions[0], entry_id=said.id),),
        actions=(standing,),
        previous_actions=(past,),
        form=replace(snapshot.form, print_names=True),
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


@pytest.mark.parametrize("kind", EDITIONS)
def test_only_listed_fields_come_through(kind: DocumentKind) -> None:
    snapshot = full_snapshot()
    if kind is DocumentKind.ACTIONS_NOW:
        snapshot = replace(snapshot, status=MinutesStatus.DRAFT)
    owner = snapshot.actions[0].owner_agency
    annex = kind is DocumentKind.MINUTES
    projected = project(snapshot, kind, agency="" if annex else owner, annex=annex)
    allowed = EDITIONS[kind].fields
    seen = set()
    for path, value, field in walk(projected):
        seen.add(path)
        if path not in allowed:
            assert value == (field.default if field.default is not MISSING else value)
            assert "canary" not in repr(value), path
            assert value != 77, path
    for path in allowed:
        if path.split(".")[0] in {seen_path.split(".")[0] for seen_path in seen}:
            assert path in seen
    texts = {value for path, value, _ in walk(projected) if isinstance(value, str) and "canary" in value}
    assert texts
    assert {text.split()[-1] for text in texts} <= allowed


def test_a_field_that_is_not_listed_stays_out() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class NoisyEntry(Entry):
        secret: str = ""

    said = NoisyEntry(**{f.name: getattr(SAID, f.name) for f in fields(SAID)}, secret="canary")
    projected = project(replace(SNAPSHOT, entries=(said,)), DocumentKind.MINUTES)
    assert "canary" not in repr(projected)
    assert projected.entries[0].text == SAID.text


SAID = entry("contributions", id="said", words="shorthand")
SUMMARY = entry("contributions", id="no-summary", handling=Handling.NOT_FOR_SUMMARY)
PERSON = entry("contributions", id="no-person", handling=Handling.NOT_FOR_PERSON)
NAMED = entry("contributions", id="named", handling=Handling.NAMED_RECIPIENTS, recipients=("hsg",))
RAW = entry("contributions", id="raw", handling=Handling.SANITISE)
SHUT = entry("contributions", id="shut", closed_part_id="cp")
SHUT_NAMED = entry(
    "contributions",
    id="shut-named",
    closed_part_id="cp",
    handling=Handling.NAMED_RECIPIENTS,
    recipients=("hsg",),
)
LOST = entry("contributions", id="lost", closed_part_id="no-such-part")
BIN = entry("contributions", id="bin", removed=True)
ENTRIES = (SAID, SUMMARY, PERSON, NAMED, RAW, SHUT, SHUT_NAMED, LOST, BIN)
SNAPSHOT = MinutesSnapshot(
    case=case(name="Kevin John Lewis", also_known_as=("Kev",), date_of_birth=date(1980, 2, 3)),
    meeting=meeting(3),
    items=(item("contributions", 9, say="Aloud", prompts=("Private",)),),
    attendance=(
        attendance("pol", "Alun Pritchard", 1, id="pol1"),
        attendance("hsg", "J Smith", 3, id="hsg1"),
    ),
    handovers=(
        Handover(id="h", meeting_id="m3", of=HandoverOf.CHAIR, at=STARTED, from_whom="A", to_whom="B"),
    ),
    closed_parts=(
        ClosedPart(
            id="cp", meeting_id="m3", started_at=STARTED, stayed=("pol1", "gone"), reason="Operation."
        ),
    ),
    entries=ENTRIES,
    decisions=tuple(decision(e.id, n) for n, e in enumerate(ENTRIES, start=1)),
    actions=tuple(
        action(f"M03-{n:02d}", id=f"act-{e.id}", entry_id=e.id, owner_agency="hsg", owner_name="J Smith")
        for n, e in enumerate(ENTRIES, start=1)
    ),
    previous_actions=(
        PreviousAction(
            action=action("M02-01", id="past", owner_agency="pol"),
            events=(event("past", ActionEventKind.CARRIED, note="Away.", told_by="A Person"),),
        ),
        PreviousAction(
            action=action("M02-02", id="past-named"), handling=Handling.NAMED_RECIPIENTS, recipients=("hsg",)
        ),
        PreviousAction(action=action("M02-03", id="past-raw"), handling=Handling.SANITISE),
        PreviousAction(
            action=action("M02-04", id="past-shut"), in_closed_part=True, stayed_agencies=("pol",)
        ),
        PreviousAction(action=action("M02-05", id="past-bin", removed=True)),
    ),
    agencies=AGENCIES,
    form=AreaForm(id="form", handling_short="Keep it safe."),
    approval=Approval(
        id="ap",
        meeting_id="m3",
        version=1,
        approved_by="Helen Marsh",
        how=ApprovedHow.EMAIL,
        approved_on=TODAY,
        despite_gaps_because="Haste.",
        at=STARTED,
    ),
    taken_on=TODAY,
)
OPEN = ["said", "no-summary", "no-person"]


def ids(snapshot: MinutesSnapshot) -> list[str]:
    return [held.id for held in snapshot.entries]


@pytest.mark.parametrize(
    ("agency", "annex", "kept"),
    [
        ("", False, OPEN),
        ("hsg", False, [*OPEN, "named"]),
        ("pol", False, [*OPEN, "shut"]),
        ("hlth", False, OPEN),
        ("", True, [*OPEN, "named", "shut", "shut-named", "lost"]),
    ],
)
def test_minutes_hold_what_the_reader_may_have(agency: str, annex: bool, kept: list[str]) -> None:
    projected = project(SNAPSHOT, DocumentKind.MINUTES, agency=agency, annex=annex)
    assert ids(projected) == kept
    assert [d.entry_id for d in projected.decisions] == kept
    assert [a.entry_id for a in projected.actions] == kept
    assert len(projected.closed_parts) == (agency == "pol" or annex)
    everything = {e.id for e in ENTRIES} - {"bin"}
    held = {
        left.record_id
        for left in left_out(SNAPSHOT, DocumentKind.MINUTES, agency=agency, annex=annex)
        if left.record_kind == "entry"
    }
    assert held == everything - set(kept)


@pytest.mark.parametrize(
    ("agency", "annex", "kept"),
    [
        ("", False, ["past"]),
        ("hsg", False, ["past", "past-named"]),
        ("pol", False, ["past", "past-shut"]),
        ("", True, ["past", "past-named", "past-shut"]),
    ],
)
def test_an_earlier_action_keeps_its_flag(agency: str, annex: bool, kept: list[str]) -> None:
    projected = project(SNAPSHOT, DocumentKind.MINUTES, agency=agency, annex=annex)
    assert [past.action.id for past in projected.previous_actions] == kept
    held = [
        left.record_id
        for left in left_out(SNAPSHOT, DocumentKind.MINUTES, agency=agency, annex=annex)
        if left.record_kind == "action"
    ]
    assert set(held) == {"past", "past-named", "past-raw", "past-shut"} - set(kept)


def test_the_annex_is_asked_for() -> None:
    assert ids(project(SNAPSHOT, DocumentKind.MINUTES)) == OPEN
    assert len(left_out(SNAPSHOT, DocumentKind.MINUTES)) == 9


def test_minutes_leave_out_working_papers() -> None:
    printed = repr(project(SNAPSHOT, DocumentKind.MINUTES))
    for working in ("Aloud", "Private", "shorthand", "Haste."):
        assert working in repr(SNAPSHOT)
        assert working not in printed


def test_the_person_is_known_by_initials_unless_the_area_prints_names() -> None:
    known = project(SNAPSHOT, DocumentKind.MINUTES).case
    assert (known.name, known.also_known_as, known.date_of_birth) == ("K. J. L.", (), None)
    named = project(
        replace(SNAPSHOT, form=replace(SNAPSHOT.form, print_names=True)), DocumentKind.MINUTES
    ).case
    assert (named.name, named.also_known_as) == ("Kevin John Lewis", ("Kev",))
    nameless = replace(SNAPSHOT, case=replace(SNAPSHOT.case, name=""))
    assert project(nameless, DocumentKind.MINUTES).case.name == ""


def test_the_action_list_is_general_for_every_reader() -> None:
    projected = project(SNAPSHOT, DocumentKind.ACTIONS, agency="hsg")
    assert [a.id for a in projected.actions] == [f"act-{i}" for i in OPEN]
    assert [past.action.id for past in projected.previous_actions] == ["past"]
    printed = repr(projected)
    for told in (
        "Kevin",
        "K. J.",
        "J Smith",
        "Pritchard",
        "Helen",
        "patrol",
        "Operation",
        "A Person",
        "Away.",
    ):
        assert told in repr(SNAPSHOT) or told == "K. J."
        assert told not in printed
    assert projected.case.reference == "LAN-0417"
    assert projected.actions[0].owner_role == "move-on officer"
    held = left_out(SNAPSHOT, DocumentKind.ACTIONS, agency="hsg")
    assert held == left_out(SNAPSHOT, DocumentKind.ACTIONS)
    assert {one.record_kind for one in held} == {"action"}


def test_an_agency_list_holds_that_agency_alone() -> None:
    housing = project(SNAPSHOT, DocumentKind.AGENCY_ACTIONS, agency="hsg")
    assert [a.id for a in housing.actions] == [f"act-{i}" for i in (*OPEN, "named")]
    assert [past.action.id for past in housing.previous_actions] == ["past-named"]
    assert [known.code for known in housing.agencies] == ["hsg"]
    police = project(SNAPSHOT, DocumentKind.AGENCY_ACTIONS, agency="pol")
    assert police.actions == ()
    assert [past.action.id for past in police.previous_actions] == ["past"]
    with pytest.raises(RuleError, match="which agency"):
        project(SNAPSHOT, DocumentKind.AGENCY_ACTIONS)


@pytest.mark.parametrize("kind", EDITIONS)
def test_projecting_twice_changes_nothing(kind: DocumentKind) -> None:
    snapshot = replace(SNAPSHOT, status=MinutesStatus.APPROVED) if kind in FROM_APPROVED else SNAPSHOT
    once = project(snapshot, kind, agency="hsg")
    if kind in AS_MINUTES:
        assert project(once, kind, agency="hsg") == once
    assert project(snapshot, kind, agency="hsg") == once

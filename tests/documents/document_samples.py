"""Snapshots to render: a full review of about 6,000 words, and a meeting of which nothing is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sample_record import DATA, STARTED, SampleRecord, at, due

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import AgendaItem, ItemState, MeetingKind
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, Mode
from mappa_desk.domain.cases import Case, Category, Level
from mappa_desk.domain.meetings import (
    ClosedPart,
    Handover,
    HandoverOf,
    Meeting,
    MeetingState,
    NextReview,
    StatementReading,
)
from mappa_desk.domain.minutes import (
    Approval,
    ApprovedHow,
    MinutesSnapshot,
    MinutesStatus,
    PreviousAction,
)

SEAL = "7K2M 94QD XA6P 3TRC"

_CLASSES = {"pol": "responsible_authority", "prob": "responsible_authority", "pris": "responsible_authority"}
_CLASSES |= {"vlo": "associate", "char": "third_party"}
AGENCIES = tuple(
    Agency(id=code, name=name, agency_class=AgencyClass(_CLASSES.get(code, "duty_to_cooperate")), order=order)
    for order, (code, name) in enumerate(DATA["agencies"].items())
)
FORM = AreaForm(
    id="form",
    area_name="Lanmere",
    handling_text=DATA["form"]["handling_text"],
    handling_short=DATA["form"]["handling_short"],
)


def full_review(
    *, status: MinutesStatus = MinutesStatus.APPROVED, level: Level = Level.THREE
) -> MinutesSnapshot:
    """A review with 12 people, about 6,000 words, 5 decisions, 14 actions, a closed part; practice data."""
    held = meeting(level)
    entries, decisions, actions = SampleRecord().made()
    approved = status is not MinutesStatus.DRAFT
    return MinutesSnapshot(
        case=case(),
        meeting=held,
        previous_meeting=replace(held, id="m02", number=2, started_at=datetime(2026, 8, 6, 9, tzinfo=UTC)),
        items=items(level),
        attendance=attendance(),
        statements=(
            StatementReading(id="s1", meeting_id="m03", at=at(3), edition="later", heard_by=("om", "ds")),
            StatementReading(id="s2", meeting_id="m03", at=at(43), edition="later", heard_by=("rw",)),
        ),
        closed_parts=(
            ClosedPart(
                id="cp1",
                meeting_id="m03",
                started_at=at(50),
                ended_at=at(56),
                stayed=("chair", "om", "ds"),
                reason="police intelligence from another case",
            ),
        ),
        handovers=(
            Handover(
                id="h1",
                meeting_id="m03",
                of=HandoverOf.KEYS,
                at=at(40),
                from_whom="MAPPA administrator",
                to_whom="Sam Hurst",
            ),
        ),
        entries=entries,
        decisions=decisions,
        actions=actions,
        previous_actions=tuple(map(_previous, DATA["previous"])),
        agencies=AGENCIES,
        form=FORM,
        status=status,
        version=1 if approved else 0,
        approval=approval() if approved else None,
        gap_count=0 if approved else 3,
        taken_on=date(2026, 11, 13),
    )


def empty_meeting() -> MinutesSnapshot:
    """A first meeting of which nothing is recorded but that it was planned."""
    return MinutesSnapshot(
        case=Case(id="c1", reference="LAN-0500", opened_on=date(2026, 11, 1)),
        meeting=Meeting(
            id="m01",
            case_id="c1",
            number=1,
            kind=MeetingKind.INITIAL,
            level=Level.TWO,
            planned_on=date(2026, 11, 12),
        ),
        items=(),
        attendance=(),
        form=AreaForm(id="form"),
        taken_on=date(2026, 11, 12),
    )


def case() -> Case:
    """The person discussed, by reference alone."""
    return Case(
        id="c1",
        reference="LAN-0417",
        category=Category.TWO,
        level=Level.THREE,
        lead_agency="prob",
        opened_on=date(2026, 3, 2),
        practice=True,
    )


def meeting(level: Level = Level.THREE) -> Meeting:
    """The third meeting on the person."""
    return Meeting(
        id="m03",
        case_id="c1",
        number=3,
        kind=MeetingKind.REVIEW,
        level=level,
        category=Category.TWO,
        state=MeetingState.APPROVED,
        planned_on=date(2026, 11, 12),
        planned_at="10:00",
        place="Room 2, county offices",
        chair="Jane Okafor, head of area, Probation",
        chair_agency="prob",
        minutes_by="MAPPA administrator",
        started_at=STARTED,
        ended_at=at(78),
        lead_agency="prob",
        lead_officer="offender manager of the north team",
        level_after=level,
        next_review=NextReview(
            on=date(2027, 1, 14),
            at="10:00",
            level=level,
            place="Room 2 and by video",
            invite="All who were invited today, and the manager of the approved premises.",
        ),
        brief_why=DATA["brief"]["why"],
        brief_risk=DATA["brief"]["risk"],
    )


def items(level: Level) -> tuple[AgendaItem, ...]:
    """The agenda; grouped at Level 2."""
    settled = {
        "last_minutes": (ItemState.NOTHING_TO_RECORD, "Agreed as a true record, with no corrections"),
        "close": (ItemState.NOT_APPLICABLE, "Dealt with under another item"),
    }
    made = []
    for code, (number, title, group) in DATA["items"].items():
        state, reason = settled.get(code, (ItemState.DISCUSSED, ""))
        made.append(
            AgendaItem(
                id=f"i-{code}",
                meeting_id="m03",
                number=number,
                code=code,
                title=title,
                short_title=title,
                group=group if level is Level.TWO else "",
                state=state,
                reason=reason,
            )
        )
    return tuple(made)


def attendance() -> tuple[Attendance, ...]:
    """Ten who came, one of them late and one who went out and came back, and two who did not."""
    stays = {"cl": (Interval(at(0), at(35)), Interval(at(41))), "rw": (Interval(at(43), at(78)),)}
    rows = [
        Attendance(
            id=row_id,
            meeting_id="m03",
            seat=0 if row_id == "chair" else list(DATA["agencies"]).index(agency) + 1,
            agency=agency,
            name=name,
            role=role,
            is_chair=row_id == "chair",
            state=AttendanceState.DEPUTY if row_id == "pr" else AttendanceState.ATTENDED,
            deputy_for="Lewis Grant" if row_id == "pr" else "",
            observer=row_id == "ns",
            mode=Mode(mode),
            report_received=row_id in ("mo", "om"),
            report_dated="10 November 2026" if row_id == "mo" else "",
            intervals=stays.get(row_id, (Interval(at(0), at(78)),)),
        )
        for row_id, (agency, name, role, mode) in DATA["people"].items()
    ]
    absent = Attendance(
        id="ed",
        meeting_id="m03",
        seat=8,
        agency="edu",
        name="Callum Price",
        role="safeguarding lead",
        state=AttendanceState.APOLOGIES,
        absence_reason="on leave, no deputy",
        report_received=True,
        report_dated="9 November 2026",
    )
    silent = replace(
        absent,
        id="ch",
        seat=9,
        agency="char",
        name="Bea Lund",
        role="",
        state=AttendanceState.NO_REPLY,
        absence_reason="",
        report_received=False,
        report_dated="",
    )
    return (*rows, absent, silent)


def approval() -> Approval:
    """Approved by a marked paper a week later."""
    return Approval(
        id="ap1",
        meeting_id="m03",
        version=1,
        approved_by="Jane Okafor, head of area, Probation",
        how=ApprovedHow.MARKED_PAPER,
        approved_on=date(2026, 11, 19),
        reference="LAN/2026/311",
        at=datetime(2026, 11, 19, 15, 4, 5, tzinfo=UTC),
    )


def _previous(row: dict[str, Any]) -> PreviousAction:
    action = Action(
        id=f"p-{row['tag']}",
        case_id="c1",
        meeting_id="m02",
        entry_id=f"pe-{row['tag']}",
        tag=row["tag"],
        text=row["text"],
        owner_agency=row["agency"],
        owner_role=row["role"],
        deadline=due(row["due"]),
        state=ActionState(row["state"]),
        carried=row["carried"],
    )
    moved = row.get("due_before")
    event = ActionEvent(
        id=f"ev-{row['tag']}",
        action_id=action.id,
        meeting_id="m03",
        at=at(12),
        event_kind=ActionEventKind(row["outcome"]),
        note=row["note"],
        told_by=row["told_by"],
        due_before=moved,
        due_after=row["due"] if moved else None,
    )
    return PreviousAction(action=action, events=(event,))

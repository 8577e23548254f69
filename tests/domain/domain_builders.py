"""Small makers of records for the tests of the rules: everything has a harmless default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import AgendaItem, MeetingKind, Need
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.cases import Case, Category, Level
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision, DecisionKind
from mappa_desk.domain.meetings import Meeting, MeetingState, NextReview, StatementReading
from mappa_desk.domain.views import DeskView, PastAction

Change = Callable[[Any], Any]
"""What a test does to one part of a whole record."""
TODAY = date(2026, 11, 12)
"""A Thursday."""
STARTED = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
_number = count(1)


def fresh(prefix: str) -> str:
    return f"{prefix}{next(_number)}"


def agency(
    code: str, name: str, order: int = 0, aliases: tuple[str, ...] = (), active: bool = True
) -> Agency:
    return Agency(
        id=code,
        name=name,
        agency_class=AgencyClass.DUTY_TO_COOPERATE,
        order=order,
        aliases=aliases,
        active=active,
    )


AGENCIES = (
    agency("pol", "Police", 1, ("police",)),
    agency("prob", "Probation", 2, ("nps",)),
    agency("hsg", "Housing", 3, ("housing",)),
    agency("hlth", "Health", 4),
    agency("csc", "Children’s social care", 5),
    agency("educ", "Education", 6),
    agency("old", "Old Agency", 99, ("gone",), active=False),
)


def attendance(agency_code: str, name: str = "", seat: int = 1, **changes: Any) -> Attendance:
    values = {
        "id": fresh("att"),
        "meeting_id": "m3",
        "state": AttendanceState.ATTENDED,
        "mode": Mode.ROOM,
        **changes,
    }
    return Attendance(seat=seat, agency=agency_code, name=name, **values)


def item(code: str, number: int = 1, **changes: Any) -> AgendaItem:
    title = changes.pop("title", code.replace("_", " ").capitalize())
    return AgendaItem(
        id=f"item-{code}",
        meeting_id="m3",
        number=number,
        code=code,
        title=title,
        short_title=title,
        **changes,
    )


def entry(item_code: str, **changes: Any) -> Entry:
    number = next(_number)
    values = {
        "id": f"entry{number}",
        "meeting_id": "m3",
        "position": number,
        "agency": "pol",
        "text": "Seen by patrol.",
        "captured_at": STARTED,
        **changes,
    }
    return Entry(item=item_code, **values)


def decision(entry_id: str, number: int = 1, **changes: Any) -> Decision:
    values = {"decided": "Remains.", "because": "The risk is unchanged.", "dissent_asked": True, **changes}
    return Decision(id=fresh("dec"), meeting_id="m3", entry_id=entry_id, number=number, **values)


def action(tag: str = "M03-01", **changes: Any) -> Action:
    values = {
        "id": fresh("act"),
        "case_id": "c1",
        "meeting_id": f"m{int(tag[1:3])}",
        "entry_id": "",
        "text": "Confirm the address.",
        "owner_role": "move-on officer",
        "owner_agency": "hsg",
        "deadline": Deadline(kind=DeadlineKind.DATE, on=TODAY + timedelta(days=15)),
        **changes,
    }
    return Action(tag=tag, **values)


def event(
    action_id: str,
    kind: ActionEventKind,
    *,
    at: datetime = STARTED,
    meeting_id: str | None = "m3",
    **changes: Any,
) -> ActionEvent:
    return ActionEvent(
        id=fresh("ev"), action_id=action_id, meeting_id=meeting_id, at=at, event_kind=kind, **changes
    )


def case(**changes: Any) -> Case:
    values = {"id": "c1", "reference": "LAN-0417", "opened_on": date(2026, 1, 5), **changes}
    return Case(**values)


def meeting(number: int = 3, **changes: Any) -> Meeting:
    values = {
        "id": f"m{number}",
        "case_id": "c1",
        "kind": MeetingKind.REVIEW,
        "level": Level.THREE,
        "category": Category.TWO,
        "planned_on": TODAY,
        "state": MeetingState.RUNNING,
        "started_at": STARTED,
        "chair": "Helen Marsh, Head of area, Probation",
        "minutes_by": "MAPPA administrator",
        "lead_agency": "prob",
        "brief_why": "The place ends.",
        "brief_risk": "Serious violence.",
        **changes,
    }
    return Meeting(number=number, **values)


def whole_view(**changes: Any) -> DeskView:
    """A closed review meeting that lacks nothing: each test takes one thing away."""
    people = (
        attendance("prob", "Helen Marsh", 0, id="chair", is_chair=True),
        attendance("pol", "Alun Pritchard", 1, id="pol1"),
        attendance("prob", "Sian O’Neill", 2, id="prob1"),
    )
    level = entry("level", id="level-entry", position=900)
    disclosure = entry("disclosure", id="disclosure-entry", position=800)
    made = entry("plan", id="action-entry", position=700)
    values: dict[str, Any] = {
        "case": case(),
        "meeting": meeting(
            ended_at=STARTED + timedelta(hours=1), next_review=NextReview(on=date(2027, 1, 14))
        ),
        "items": (
            item("opening", 1, needs=(Need.ATTENDANCE,)),
            item("statement", 3, needs=(Need.STATEMENT,), statutory=True),
            item("last_actions", 5, needs=(Need.ACTION_OUTCOMES,)),
            item("identification", 6, needs=(Need.LEAD_AGENCY,)),
            item("contributions", 9, title="Agency contributions"),
            item("victims", 11, settle_reasons=("considered_none",)),
            item("plan", 13),
            item("disclosure", 14, needs=(Need.DISCLOSURE_DECISION,)),
            item("level", 17, needs=(Need.LEVEL_DECISION,)),
            item("read_back", 19, needs=(Need.READ_BACK,)),
            item("next_review", 20, needs=(Need.NEXT_REVIEW,)),
            item("close", 21, needs=(Need.END,)),
        ),
        "attendance": people,
        "entries": (
            entry("contributions", id="said", position=0),
            entry("victims", id="victims-entry", position=600),
            made,
            disclosure,
            level,
        ),
        "decisions": (
            decision("level-entry", 2, decision_kind=DecisionKind.LEVEL, level=Level.THREE),
            decision("disclosure-entry", 1, decision_kind=DecisionKind.DISCLOSURE),
        ),
        "actions": (action(entry_id="action-entry", acceptance="accepted"),),
        "past_actions": (),
        "statements": (
            StatementReading(
                id="s1", meeting_id="m3", at=STARTED, edition="later", heard_by=tuple(p.id for p in people)
            ),
        ),
        "closed_parts": (),
        "handovers": (),
        "heard": (),
        "agencies": AGENCIES,
        "form": AreaForm(id="form"),
    }
    values.update(
        {key: made_by(values[key]) if callable(made_by) else made_by for key, made_by in changes.items()}
    )
    return DeskView(**values)


def met(**changes: Any) -> Change:
    return lambda held: replace(held, **changes)


def plus(*added: Any) -> Change:
    return lambda records: (*records, *added)


def without(record_id: str) -> Change:
    return lambda records: tuple(record for record in records if record.id != record_id)


def with_one(record_id: str, **changes: Any) -> Change:
    return lambda records: tuple(replace(r, **changes) if r.id == record_id else r for r in records)


def first(**changes: Any) -> Change:
    return lambda records: (replace(records[0], **changes), *records[1:])


def of(code: str, **changes: Any) -> Change:
    return lambda items: tuple(replace(i, **changes) if i.code == code else i for i in items)


def past(**changes: Any) -> PastAction:
    settled = changes.pop("settled_here", False)
    return PastAction(
        action=action("M02-03", id="old", **changes), events=(), settled_here=settled, overdue=False
    )

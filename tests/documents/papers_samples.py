"""What is known before a meeting: a full review, one of which nothing is known, hostile text everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from document_samples import AGENCIES, FORM, attendance, case, meeting
from sample_record import due

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.domain.agendas import AgendaItem, MeetingKind, Need, Round
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.cases import Case, Category, Level, Standing, Whereabouts
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.decisions import Decision, DecisionKind, Dissent
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import PreviousAction
from mappa_desk.domain.panel_days import AgencySheet, SheetSlot, Stretch
from mappa_desk.domain.preparation import PapersSnapshot

MET = datetime(2026, 8, 6, 9, 0, tzinfo=UTC)
STATEMENT = (
    "This is a meeting under the arrangements.\n\nWhat is said stays here.\n\nWhoever cannot agree: say so."
)
_ITEMS = (
    ("before", 0, "Before the meeting", 0, ()),
    ("statement", 3, "Confidentiality and diversity", 2, (Need.STATEMENT,)),
    ("last_minutes", 4, "Minutes of last meeting", 2, (Need.LAST_MINUTES,)),
    ("last_actions", 5, "Actions from last meeting", 8, (Need.ACTION_OUTCOMES,)),
    ("contributions", 9, "Agency contributions", 20, ()),
    ("disclosure", 14, "Disclosure", 4, (Need.DISCLOSURE_DECISION,)),
    ("next_review", 20, "Next review date", 1, (Need.NEXT_REVIEW,)),
    ("close", 21, "Close", 1, (Need.END,)),
)


def full_papers() -> PapersSnapshot:
    """A planned review of a person with three open actions, one of a closed part, on a day of three cases."""
    planned = replace(
        meeting(),
        state=MeetingState.PLANNED,
        planned_minutes=60,
        started_at=None,
        ended_at=None,
        level_after=None,
        next_review=None,
    )
    return PapersSnapshot(
        case=replace(
            case(),
            name="Llŷr Owain Gwyn",
            also_known_as=("Ly", "Lewis Green"),
            date_of_birth=date(1987, 3, 14),
            visor_reference="PRACTICE-0417",
            lead_officer="Marcus Hale, offender manager",
            whereabouts=Whereabouts.APPROVED_PREMISES,
            release_on=date(2026, 9, 4),
            summary="Wounding of a neighbour in 2021.\nSentence of six years.",
            addresses=("3 Mill Lane",),
        ),
        meeting=planned,
        previous_meeting=replace(
            meeting(),
            id="m02",
            number=2,
            started_at=MET,
            brief_why="The person was to be released.",
            brief_risk="Serious violence towards V1, within days of losing a home.",
        ),
        items=tuple(_item(*row) for row in _ITEMS),
        attendance=tuple(
            replace(row, state=AttendanceState.EXPECTED, deputy_for="", mode=None, intervals=())
            for row in attendance()[:4]
        ),
        agencies=AGENCIES,
        form=replace(FORM, statement_short="What is said here stays here. Do you agree?"),
        open_actions=open_actions(),
        last_decisions=last_decisions(),
        standings=(
            Standing(id="s1", case_id="c1", since=date(2026, 3, 2), level=Level.TWO, reason="Case opened"),
            Standing(
                id="s2",
                case_id="c1",
                since=date(2026, 8, 6),
                category=Category.TWO,
                level=Level.THREE,
                lead_agency="prob",
                meeting_id="m02",
                reason="The plan needs senior people.",
            ),
        ),
        statement=STATEMENT,
        reply_by=date(2026, 11, 5),
        ask_for=("Search all records of your agency.", "Say who comes."),
        taken_on=date(2026, 10, 29),
        restricted=("d2", "ev-closed"),
        name_in_invitation=True,
        day=tuple(_sheet(code) for code in ("pol", "hsg")),
    )


def _item(code: str, number: int, title: str, minutes: int, needs: tuple[Need, ...]) -> AgendaItem:
    return AgendaItem(
        id=f"i-{code}",
        meeting_id="m03",
        number=number,
        code=code,
        title=title,
        short_title=title,
        say=f"Words aloud at {title.lower()}." if number else "",
        prompts=(f"Ask first at {title.lower()}.", "Name nobody who is not here."),
        record=("What was decided.", "Why."),
        needs=needs,
        heard_in=Round.INFORMATION if code == "contributions" else None,
        statutory=code in ("statement", "disclosure"),
        minutes=minutes,
    )


def open_actions() -> tuple[PreviousAction, ...]:
    """Housing's own, one of Housing for named recipients, one of the police from a closed part."""
    carried = ActionEvent(
        id="ev-carried",
        action_id="a1",
        meeting_id="m02",
        at=MET,
        event_kind=ActionEventKind.CARRIED,
        note="The post was empty",
        told_by="Housing, duty manager",
        due_before=date(2026, 7, 31),
        due_after=date(2026, 10, 30),
        owner_before="Service manager, hsg",
        owner_after="Kasia Wójcik, move-on officer, hsg",
    )
    closed = replace(carried, id="ev-closed", action_id="a3", note="Seen by a source", owner_after="")
    return (
        PreviousAction(
            action=_action("a1", "M01-04", "Name one officer for this case", "hsg", carried=2),
            events=(
                replace(carried, id="ev-made", event_kind=ActionEventKind.MADE, due_after=date(2026, 7, 31)),
                replace(carried, id="ev-yes", event_kind=ActionEventKind.ACCEPTED),
                carried,
                replace(carried, id="ev-redated", event_kind=ActionEventKind.REDATED),
            ),
        ),
        PreviousAction(
            action=_action("a2", "M02-01", "Tell Health which flat it is", "hsg", purpose="Victim safety"),
            handling=Handling.NAMED_RECIPIENTS,
            recipients=("hlth",),
        ),
        PreviousAction(
            action=_action("a3", "M02-05", "Check what the source said", "pol", objection="Not ours"),
            events=(closed,),
            in_closed_part=True,
            stayed_agencies=("pol", "prob"),
        ),
    )


def _action(id_: str, tag: str, text: str, agency: str, **more: object) -> Action:
    return Action(
        id=id_,
        case_id="c1",
        meeting_id="m02",
        entry_id=f"e-{id_}",
        tag=tag,
        text=text,
        owner_agency=agency,
        owner_role="move-on officer",
        owner_name="Kasia Wójcik",
        deadline=due(date(2026, 10, 20)),
        **more,  # type: ignore[arg-type]  # fields by name
    )


def last_decisions() -> tuple[Decision, ...]:
    """One with everything, one that is restricted."""
    return (
        Decision(
            id="d1",
            meeting_id="m02",
            entry_id="e-d1",
            number=1,
            decision_kind=DecisionKind.LEVEL,
            decided="The person goes up to Level 3",
            because="The plan needs senior people.",
            also_considered="Level 2 with a core group",
            dissent=(Dissent(agency="hsg", why="Too early"), Dissent(agency="hlth")),
            resolved="The chair decided.",
            takes_effect=date(2026, 8, 7),
            level=Level.THREE,
        ),
        Decision(id="d2", meeting_id="m02", entry_id="e-d2", number=2, decided="Watch the flat."),
    )


def _sheet(agency: str) -> AgencySheet:
    return AgencySheet(
        agency=agency,
        slots=(
            SheetSlot(600, 660, "LAN-0417"),
            SheetSlot(720, 750, f"LAN-{'0399' if agency == 'hsg' else '0351'}"),
            SheetSlot(None, None, "LAN-0428"),
        ),
        arrives=600,
        leaves=750,
        gaps=(Stretch(660, 720),),
    )


def empty_papers() -> PapersSnapshot:
    """A first meeting of which nothing is known but its day, in an area that has set nothing."""
    return PapersSnapshot(
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
        agencies=AGENCIES,
        form=AreaForm(id="form"),
        taken_on=date(2026, 11, 2),
    )


def crowded_papers() -> PapersSnapshot:
    """Twenty-five people with long names and roles, and long titles of items."""
    full = full_papers()
    rows = tuple(
        Attendance(
            id=f"at{number}",
            meeting_id="m03",
            seat=number,
            agency=AGENCIES[number % len(AGENCIES)].code,
            name=f"Wilhelmina Featherstonehaugh-Cholmondeley the {number}th",
            role="Deputy assistant director for safeguarding, resettlement and public protection partners",
            is_chair=number == 0,
            observer=number == 24,
        )
        for number in range(25)
    )
    items = tuple(
        replace(item, title=f"{item.title}, {'and what follows from it ' * 6}") for item in full.items
    )
    return replace(full, attendance=rows, items=items)


def papers_with(text: str) -> PapersSnapshot:
    """The full review with `text` in every place that takes text that somebody typed."""
    full = full_papers()
    action = replace(
        full.open_actions[0].action,
        text=text,
        purpose=text,
        objection=text,
        owner_name=text,
        owner_role=text,
        on_behalf_taken_by=text,
    )
    event = replace(full.open_actions[0].events[2], note=text, told_by=text, owner_after=text)
    decision = replace(
        full.last_decisions[0],
        decided=text,
        because=text,
        also_considered=text,
        resolved=text,
        dissent=(Dissent(agency="hsg", why=text),),
    )
    item = replace(full.items[1], title=text, say=text, prompts=(text,), record=(text,))
    person = replace(
        full.attendance[0], agency="hsg", name=text, role=text, absence_reason=text, report_dated=text
    )
    planned = replace(
        full.meeting,
        place=text,
        chair=text,
        minutes_by=text,
        lead_officer=text,
        planned_at="",
    )
    assert full.previous_meeting is not None
    return replace(
        full,
        case=replace(
            full.case,
            name=text,
            also_known_as=(text,),
            visor_reference=text,
            summary=text,
            lead_officer=text,
            practice=False,
        ),
        meeting=planned,
        previous_meeting=replace(full.previous_meeting, brief_why=text, brief_risk=text),
        items=(item, full.items[3]),
        attendance=(person,),
        form=replace(full.form, handling_short=text, statement_short=text),
        open_actions=(PreviousAction(action=action, events=(event,)),),
        last_decisions=(decision,),
        standings=(replace(full.standings[1], reason=text),),
        statement=text,
        ask_for=(text,),
        restricted=(),
    )

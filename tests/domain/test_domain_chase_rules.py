"""The ladder, what does not wait, and what stands of what was asked and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mappa_desk.domain.action_lives import TAKEN_BACK, lines_that_stand
from mappa_desk.domain.actions import (
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Channel,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaForm, AreaStandard
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.chase_rules import (
    answered_since,
    asked_in,
    check_climb,
    given_at,
    in_order,
    is_do_now,
    is_taken_back,
    next_rung,
    present_rung,
    review_of,
    rung_of,
    rung_words,
    skipped,
    standing_chases,
    standing_events,
    standing_of,
    told_and_back,
    wording_fault,
)
from mappa_desk.domain.chase_views import (
    CallLine,
    ChaseView,
    DoNowLine,
    LadderLine,
    ReplyKind,
    ReplyLine,
)
from mappa_desk.domain.chasing import Chase, ChaseKind, Rung
from mappa_desk.domain.do_now import do_now_facts, facts_of
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState, NextReview
from mappa_desk.domain.minutes import MinutesSnapshot, PreviousAction
from mappa_desk.domain.views import ActionRow

MONDAY = date(2026, 11, 23)
KINDS = ActionEventKind


def rung(code: str, position: int, days: int) -> Rung:
    return Rung(
        id=code, position=position, title=code, to_whom="Somebody", days=days, wording="{numbers} of {agency}"
    )


LADDER = (rung("reminder", 1, 1), rung("contact", 2, 5), rung("senior", 3, 10), rung("board", 4, 20))


def act(due: date | None = MONDAY, **facts: object) -> Action:
    deadline = Deadline(kind=DeadlineKind.DATE, on=due) if due else Deadline()
    told: dict[str, object] = {"owner_agency": "hsg", "deadline": deadline, **facts}
    return Action(id="a1", case_id="c1", meeting_id="m1", entry_id=None, tag="M01-01", text="Ring", **told)  # type: ignore[arg-type]  # facts by name


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def event(kind: ActionEventKind, day: date, **facts: object) -> ActionEvent:
    return ActionEvent(id=f"{kind}{day}{facts}", action_id="a1", at=at(day), event_kind=kind, **facts)  # type: ignore[arg-type]  # facts by name


def chased(day: date, code: str, chase_id: str = "") -> ActionEvent:
    return event(KINDS.CHASED, day, rung=code, chase_id=chase_id or code)


def planned() -> Meeting:
    return Meeting(
        id="m1", case_id="c1", number=2, kind=MeetingKind.REVIEW, level=Level.TWO, planned_on=MONDAY
    )


def stand(action: Action, events: tuple[ActionEvent, ...], today: date) -> tuple[str, date | None, bool]:
    """Code of the next rung, its day, whether it is due."""
    found = standing_of(action, events, LADDER, today=today, day_of=datetime.date)
    return (found.next.id if found.next else "", found.next_on, found.due)


def test_a_rung_is_due_its_working_days_after_the_day() -> None:
    assert stand(act(), (), MONDAY) == ("", None, False)
    assert stand(act(None), (), date(2027, 1, 4)) == ("", None, False)
    tuesday = MONDAY + timedelta(days=1)
    assert stand(act(), (), tuesday) == ("reminder", tuesday, True)
    on_time = (chased(tuesday, "reminder"),)
    assert stand(act(), on_time, date(2026, 11, 27)) == ("contact", date(2026, 11, 30), False)
    assert stand(act(), on_time, date(2026, 11, 30)) == ("contact", date(2026, 11, 30), True)
    top = standing_of(
        act(), (chased(tuesday, "board"),), LADDER, today=date(2027, 1, 4), day_of=datetime.date
    )
    assert (top.present, top.climbed_on, top.next, top.due) == (LADDER[3], tuesday, None, False)


def test_a_rung_that_was_climbed_late_gives_the_next_one_its_days() -> None:
    late = (chased(date(2026, 12, 7), "reminder"),)
    assert stand(act(), late, date(2026, 12, 8)) == ("contact", date(2026, 12, 11), False)
    assert stand(act(), late, date(2026, 12, 11)) == ("contact", date(2026, 12, 11), True)
    unknown = (chased(date(2026, 12, 7), "retired"),)
    assert stand(act(), unknown, date(2026, 12, 8))[0] == "reminder"


def test_bank_holidays_are_no_working_days() -> None:
    found = standing_of(
        act(date(2026, 12, 24)),
        (),
        LADDER,
        today=date(2026, 12, 29),
        day_of=datetime.date,
        is_holiday=lambda day: day in (date(2026, 12, 25), date(2026, 12, 28)),
    )
    assert found.next_on == date(2026, 12, 29)
    assert found.due


@pytest.mark.parametrize("kind", [KINDS.REDATED, KINDS.TRANSFERRED])
def test_a_new_day_or_owner_begins_the_ladder_anew(kind: ActionEventKind) -> None:
    history = (chased(date(2026, 11, 24), "senior"), event(kind, date(2026, 11, 25)))
    assert present_rung(history) is None
    again = (*history, chased(date(2026, 11, 26), "reminder"))
    found = present_rung(again)
    assert found is not None
    assert found.rung == "reminder"
    updated = present_rung((*again, event(KINDS.UPDATED, date(2026, 11, 27))))
    assert updated == found


def test_what_was_taken_back_does_not_stand() -> None:
    first, second = chased(date(2026, 11, 24), "reminder"), chased(date(2026, 11, 25), "contact")
    news = event(KINDS.UPDATED, date(2026, 11, 26))
    back = event(KINDS.CHASED, date(2026, 11, 27), rung="contact", chase_id="contact", note=TAKEN_BACK)
    assert standing_events((back, news, second, first)) == (first, news)
    found = present_rung((first, second, news, back))
    assert found == first
    assert standing_of(act(), (first, second, back), LADDER, today=date(2026, 12, 1), day_of=datetime.date)


def test_a_new_day_or_a_reply_that_was_taken_back_moves_no_rung_and_answers_nothing() -> None:
    climbed = chased(date(2026, 11, 25), "contact")
    for kind in (KINDS.REDATED, KINDS.TRANSFERRED, KINDS.UPDATED):
        moved = event(kind, date(2026, 11, 26))
        back = event(kind, date(2026, 11, 27), note=TAKEN_BACK)
        assert answered_since((climbed, moved), climbed.at)
        assert present_rung((climbed, moved, back)) == climbed
        assert not answered_since((climbed, moved, back), climbed.at)
    done = event(KINDS.DONE, date(2026, 11, 26))
    opened = event(KINDS.REOPENED, date(2026, 11, 27), note=TAKEN_BACK)
    assert not answered_since((climbed, done, opened), climbed.at)


def test_rounds_that_were_taken_back_do_not_stand() -> None:
    def chase(name: str, round_id: str, note: str = "") -> Chase:
        return Chase(
            id=name,
            case_id="c1",
            round_id=round_id,
            chase_kind=ChaseKind.CALL,
            agency="hsg",
            how=Channel.POST,
            note=note,
            at=at(MONDAY),
        )

    one, two, three = chase("1", "r1"), chase("2", "r1"), chase("3", "r2")
    back = chase("4", "r1", TAKEN_BACK)
    assert standing_chases((one, two, three, back)) == (three,)
    assert [is_taken_back(line) for line in (one, back)] == [False, True]


def test_skipping_needs_a_reason_and_nobody_climbs_down() -> None:
    reminder, contact, senior, _ = LADDER
    assert skipped(LADDER, None, senior) == (reminder, contact)
    assert skipped(LADDER, reminder, contact) == ()
    assert next_rung(LADDER, None) == reminder
    assert next_rung(LADDER, LADDER[3]) is None
    assert rung_of(LADDER, "senior") == senior
    check_climb(act(), reminder, contact, LADDER, because="")
    check_climb(act(), reminder, reminder, LADDER, because="")
    check_climb(act(), None, senior, LADDER, because="The post is empty")
    with pytest.raises(RuleError, match="“reminder”, “contact” is left out for action M01-01") as refused:
        check_climb(act(), None, senior, LADDER, because=" ")
    assert refused.value.field == "skipped_because"
    with pytest.raises(RuleError, match="higher already, at “senior”"):
        check_climb(act(), senior, contact, LADDER, because="")
    for gone in (act(state=ActionState.DONE), act(removed=True)):
        with pytest.raises(RuleError, match="settled already"):
            check_climb(gone, None, reminder, LADDER, because="")


def test_the_ladder_in_order_leaves_out_what_is_out_of_use() -> None:
    out = replace(LADDER[1], active=False)
    assert in_order((LADDER[3], out, LADDER[0])) == (LADDER[0], LADDER[3])


def test_what_does_not_wait() -> None:
    assert is_do_now(act(urgent=True, due=None), MONDAY)
    assert is_do_now(act(MONDAY + timedelta(days=1)), MONDAY)
    assert not is_do_now(act(MONDAY + timedelta(days=2)), MONDAY)
    assert is_do_now(act(None, labels=("staff-safety",)), MONDAY)
    assert not is_do_now(act(None), MONDAY)
    assert not is_do_now(act(urgent=True, state=ActionState.DONE), MONDAY)
    assert not is_do_now(act(urgent=True, removed=True), MONDAY)


def test_word_that_came_in_answers_and_asking_again_does_not() -> None:
    asked = at(MONDAY, 12)
    tuesday = MONDAY + timedelta(days=1)
    silent = (event(KINDS.MADE, MONDAY), event(KINDS.MARKED, tuesday), chased(tuesday, "reminder"))
    assert not answered_since(silent, asked)
    assert answered_since((*silent, event(KINDS.UPDATED, tuesday)), asked)
    assert not answered_since((event(KINDS.UPDATED, MONDAY),), asked)


def test_whom_was_told_and_the_call_back_since() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(4)]
    told = event(KINDS.TOLD, days[0], told_by="Duty sergeant", came_by=Channel.TELEPHONE, chase_id="x")
    back = event(KINDS.CALLED_BACK, days[1], chase_id="x")
    again = replace(told, id="again", at=at(days[2]), chase_id="y")
    assert told_and_back(()) == (None, None)
    assert told_and_back((told,)) == (told, None)
    assert told_and_back((told, back)) == (told, back)
    assert told_and_back((told, back, again)) == (again, None)
    assert told_and_back((back,)) == (None, back)
    made = event(KINDS.MADE, MONDAY - timedelta(days=1))
    assert given_at((told, made)) == made.at
    assert given_at(()) is None
    facts = do_now_facts(act(urgent=True), (made, told, back))
    assert (facts.given_at, facts.told_at, facts.told_whom) == (made.at, told.at, "Duty sergeant")
    assert (facts.told_how, facts.back_at) == (Channel.TELEPHONE, back.at)
    bare = do_now_facts(act(), ())
    assert (bare.given_at, bare.told_at, bare.told_how, bare.back_at) == (None, None, Channel.NOT_SAID, None)


def test_which_actions_of_a_meeting_do_not_wait() -> None:
    urgent = replace(act(urgent=True), id="urgent")
    soon = replace(act(MONDAY + timedelta(days=1)), id="soon")
    late = replace(act(MONDAY + timedelta(days=9)), id="late")
    seen = MinutesSnapshot(
        case=Case(id="c1", reference="LAN-0417", opened_on=MONDAY),
        meeting=planned(),
        items=(),
        attendance=(),
        actions=(urgent, late),
        previous_actions=(PreviousAction(action=soon),),
        form=AreaForm(id="form"),
        taken_on=MONDAY,
    )
    histories = {"soon": (event(KINDS.MADE, MONDAY),), "late": (event(KINDS.MADE, MONDAY),)}
    facts = facts_of(seen, histories, datetime.date)
    assert [one.action_id for one in facts] == ["urgent", "soon"]
    assert [one.given_at for one in facts] == [None, at(MONDAY)]


def test_the_review_of_a_call() -> None:
    assert review_of(planned()) == MONDAY
    held = replace(planned(), state=MeetingState.CLOSED)
    assert review_of(held) is None
    later = date(2027, 1, 4)
    assert review_of(replace(held, next_review=NextReview(on=later))) == later


def test_the_words_of_a_rung() -> None:
    said = replace(LADDER[0], wording="{numbers} of {agency}, by {reply_by}: {numbers}.")
    words = rung_words(said, numbers="LAN-0417-M01-01", agency="Housing", reply_by="Friday 27 November 2026")
    assert words == "LAN-0417-M01-01 of Housing, by Friday 27 November 2026: LAN-0417-M01-01."
    assert wording_fault(said.wording) == ""
    assert wording_fault("  ") == "A rung needs its wording."
    assert wording_fault("No numbers") == "The wording needs {numbers}: which actions it is about."
    for wrong in ("{numbers} {name}", "{numbers} {", "{numbers} }"):
        assert wording_fault(wrong).startswith("Only {numbers}")


def test_the_badge_counts_what_waits_for_a_deed() -> None:
    row = ActionRow(
        action=act(),
        case_reference="LAN-0417",
        reference="LAN-0417-M01-01",
        agency_name="Housing",
        overdue=True,
        days_left=-3,
    )
    call = CallLine(
        case_id="c1",
        case_reference="LAN-0417",
        meeting_id="m1",
        meeting_reference="LAN-0417-M02",
        review_on=MONDAY,
        call_on=MONDAY,
        reply_by=MONDAY,
        agency="hsg",
        agency_name="Housing",
        actions=(row, replace(row, overdue=False)),
    )
    assert (call.key, call.overdue) == ("c1:hsg", 1)

    def reply(kind: ReplyKind) -> ReplyLine:
        return ReplyLine(
            kind=kind,
            case_id="c1",
            case_reference="LAN-0417",
            meeting=planned(),
            meeting_reference="LAN-0417-M02",
            attendance=Attendance(id="p1", meeting_id="m1", seat=1, agency="hsg", name="Kit"),
            agency_name="Housing",
            reply_by=MONDAY,
        )

    assert reply(ReplyKind.REPORT).key == "report:p1"
    told = event(KINDS.TOLD, MONDAY)
    due = standing_of(act(), (), LADDER, today=date(2026, 11, 24), day_of=datetime.date)
    view = ChaseView(
        today=MONDAY,
        calls=(call,),
        do_now=(
            DoNowLine(row=row, given_at=None),
            DoNowLine(row=row, given_at=None, told=told, called_back=event(KINDS.CALLED_BACK, MONDAY)),
        ),
        ladder=(
            LadderLine(row=row, days_over=1, standing=due),
            LadderLine(row=row, days_over=1, standing=replace(due, due=False)),
        ),
        ladder_more=0,
        replies=(reply(ReplyKind.DEPUTY), reply(ReplyKind.NOT_READ)),
        awaited=(),
        rungs=LADDER,
        agencies=(),
        call_standard=AreaStandard(id="call_before_review", title="Call", value=10, unit="working days"),
    )
    assert view.to_do == 4
    owing = (reply(ReplyKind.REPORT), replace(reply(ReplyKind.UNANSWERED), reply_by=date(2026, 11, 24)))
    assert replace(view, replies=owing).to_do == 4
    assert replace(view, replies=owing, today=date(2026, 11, 24)).to_do == 5


def test_a_round_that_was_taken_back_late_takes_its_own_line_and_not_the_answer() -> None:
    asked, news = chased(MONDAY, "reminder"), event(KINDS.UPDATED, MONDAY + timedelta(days=1), note="Soon")
    back = replace(asked, id="back", at=at(MONDAY + timedelta(days=2)), note=TAKEN_BACK)
    assert lines_that_stand((asked, news, back)) == (news,)
    assert lines_that_stand((news, replace(back, chase_id="other"))) == ()
    assert lines_that_stand((back,)) == ()
    assert asked_in((asked, news)) == {"reminder"}
    assert asked_in((asked, news, back)) == frozenset()

"""A meeting's life, cases with their standing, panel days, the area's settings and finding things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from meeting_room import REFERENCE, Room

from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.decisions import Decision, DecisionKind
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.meetings import MeetingState, NextReview
from mappa_desk.services import (
    areas,
    cases,
    contributions,
    decisions,
    meetings,
    panel_days,
    roll_call,
    search,
    undo,
)

NO_MEETING = "Level 1 has no formal meeting"


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("  ", "needs a reference"),
        ("LAN 0417", "must be letters and digits"),
        ("../LAN", "must be letters and digits"),
        ("LAN-M03", "reads like the reference of a meeting"),
        ("LAN-M03-07", "reads like the reference of a meeting"),
        ("lan-0417", "is a case LAN-0417 already"),
    ],
)
def test_references_that_are_refused(room: Room, reference: str, sentence: str) -> None:
    room.case()
    with pytest.raises(RuleError, match=sentence):
        room.case(reference)
    assert len(cases.list_cases(room.work)) == 1


def test_category_three_is_never_at_level_one(room: Room) -> None:
    with pytest.raises(RuleError, match="never at Level 1"):
        room.case(category=Category.THREE, level=Level.ONE)
    case = room.case(category=Category.THREE)
    with pytest.raises(RuleError, match="never at Level 1"):
        cases.edit_case(room.work, case=replace(case, level=Level.ONE))
    meeting = room.running(case)
    with pytest.raises(RuleError, match="never at Level 1"):
        decisions.take_decision(
            room.work,
            meeting_id=meeting.id,
            item="level",
            decided="Down",
            kind=DecisionKind.LEVEL,
            level=Level.ONE,
        )
    with pytest.raises(RuleError, match="Only a level decision"):
        decisions.take_decision(
            room.work, meeting_id=meeting.id, item="risk", decided="Up", level=Level.THREE
        )


def test_a_case_keeps_the_history_of_its_standing(room: Room) -> None:
    case = room.case(name="Lee Morgan")
    named = cases.edit_case(room.work, case=replace(case, name="Lee J Morgan")).value
    moved = cases.edit_case(room.work, case=replace(named, lead_agency="pol"), reason="Transferred").value
    with pytest.raises(StaleRevision):
        cases.edit_case(room.work, case=replace(named, summary="From an older window"))
    view = cases.case_view(room.work, case_id=case.id)
    assert view.case == moved
    assert [(one.lead_agency, one.reason) for one in view.standings] == [
        ("prob", "Case opened"),
        ("pol", "Transferred"),
    ]
    assert cases.case_by_reference(room.work, reference=" lan-0417 ").id == case.id
    with pytest.raises(NotFound, match="no case LAN-9"):
        cases.case_by_reference(room.work, reference="LAN-9")
    with pytest.raises(NotFound):
        cases.edit_case(room.work, case=replace(moved, lead_agency="xyz"))


def test_the_list_of_cases_counts(room: Room) -> None:
    case = room.case()
    meeting = room.running(case)
    room.act(meeting, due=room.work.today() + timedelta(days=1))
    room.finish(meeting)
    room.clock.go_on(days=7)
    ahead = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.REVIEW, on=room.work.today() + timedelta(days=20)
    ).value
    row = cases.list_cases(room.work)[0]
    assert (row.meetings, row.open_actions, row.overdue_actions) == (2, 1, 1)
    assert (row.last_meeting_on, row.next_meeting_on) == (meeting.planned_on, ahead.planned_on)
    assert [one.meeting_id for one in meetings.list_meetings(room.work)] == [ahead.id, meeting.id]
    assert meetings.meeting_by_reference(room.work, reference="lan-0417-m02").id == ahead.id
    for wrong in ("LAN-0417", "LAN-0417-M09", "LAN-9-M01"):
        with pytest.raises(NotFound):
            meetings.meeting_by_reference(room.work, reference=wrong)


def test_no_meeting_at_level_one_or_on_a_closed_case(room: Room) -> None:
    case = room.case(level=Level.ONE)
    with pytest.raises(RuleError, match=NO_MEETING):
        room.planned(case)
    with pytest.raises(RuleError, match=NO_MEETING):
        meetings.start_now(room.work, level=Level.ONE, reference="LAN-0999")
    assert len(cases.list_cases(room.work)) == 1
    closed = cases.edit_case(
        room.work, case=replace(case, closed_on=room.work.today(), level=Level.TWO)
    ).value
    with pytest.raises(RuleError, match="is closed"):
        room.planned(closed)


def test_each_step_of_a_life_refuses_what_does_not_follow(room: Room) -> None:
    meeting = room.planned()
    told = {"meeting_id": meeting.id}
    for refused in (meetings.close_meeting, meetings.resume):
        with pytest.raises(RuleError):
            refused(room.work, **told)
    with pytest.raises(RuleError, match="running meeting"):
        meetings.adjourn(room.work, **told, to=None, reason="Too long")
    meetings.start_meeting(room.work, **told)
    with pytest.raises(RuleError, match="already"):
        meetings.start_meeting(room.work, **told)
    with pytest.raises(RuleError, match="close a running one"):
        meetings.cancel(room.work, **told, reason="No chair")
    with pytest.raises(RuleError, match="Why is it adjourned"):
        meetings.adjourn(room.work, **told, to=date(2026, 12, 1), reason=" ")
    contributions.keep_line(room.work, **told, item="risk", text="Said on the first day", agency="pol")
    row = room.view(meeting).attendance[0]
    roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED)
    stopped = meetings.adjourn(
        room.work, **told, to=date(2026, 12, 1), reason="The building was cleared"
    ).value
    assert (stopped.state, stopped.adjourned_to) == (MeetingState.ADJOURNED, date(2026, 12, 1))
    assert not room.view(meeting).attendance[0].is_in
    at, said_at = room.clock.at.strftime("%H:%M"), stopped.current_item
    room.clock.put(date(2026, 12, 1))
    resumed = meetings.resume(room.work, **told).value
    assert resumed.state is MeetingState.RUNNING and resumed.started_at is not None
    roll_call.came_in(room.work, attendance_id=row.id)
    assert len(room.view(meeting).attendance[0].intervals) == 2
    closed = meetings.close_meeting(room.work, **told).value
    assert closed.ended_because == "The building was cleared"
    said, note = room.view(meeting).entries
    assert said.text == "Said on the first day"
    assert (note.entry_kind, note.item, note.agency) == (EntryKind.NOTE, said_at, "")
    assert note.text == (
        f"The meeting was adjourned on Monday 23 November 2026 at {at}: The building was cleared. "
        f"It was resumed on Tuesday 1 December 2026 at 10:00."
    )


def test_a_meeting_that_is_called_off_takes_nothing_more(room: Room) -> None:
    case = room.case()
    first, second = room.planned(case), room.planned(case, MeetingKind.REVIEW)
    with pytest.raises(RuleError, match="who decided"):
        meetings.cancel(room.work, meeting_id=first.id, reason="")
    off = meetings.cancel(room.work, meeting_id=first.id, reason="Recalled", decided_by="Siân Morris").value
    assert off.ended_because == "Recalled (decided by Siân Morris)"
    meetings.not_held(room.work, meeting_id=second.id, reason="Nobody came")
    for meeting, word in ((first, "cancelled"), (second, "not held")):
        with pytest.raises(RuleError, match=word):
            contributions.keep_line(room.work, meeting_id=meeting.id, item="", text="Words")
        with pytest.raises(RuleError, match=word):
            undo.undo(room.work, meeting_id=meeting.id)
    third = room.planned(case, MeetingKind.REVIEW)
    assert third.number == 3
    assert room.view(third).previous_meeting is None


def test_the_next_review(room: Room) -> None:
    meeting = room.running()
    for review, sentence in (
        (NextReview(on=room.work.today()), "after this meeting"),
        (NextReview(on=date(2027, 1, 5), none_because="Leaves"), "not both"),
        (NextReview(on=date(2027, 1, 5), level=Level.ONE), NO_MEETING),
    ):
        with pytest.raises(RuleError, match=sentence):
            meetings.set_next_review(room.work, meeting_id=meeting.id, review=review)
    review = NextReview(on=date(2027, 1, 5), at="10:00", place="Video", invite="Add Fire")
    meetings.set_next_review(room.work, meeting_id=meeting.id, review=review)
    assert room.view(meeting).meeting.next_review == review
    with pytest.raises(RuleError, match="in a row"):
        meetings.set_next_review(
            room.work, meeting_id=meeting.id, review=NextReview(none_because="x" * 2_001)
        )
    meetings.set_next_review(room.work, meeting_id=meeting.id, review=None)
    assert room.view(meeting).meeting.next_review is None


def test_facts_of_a_meeting_leave_its_life_alone(room: Room) -> None:
    meeting = room.running()
    kept = meetings.edit_meeting(
        room.work,
        meeting=replace(
            room.view(meeting).meeting,
            brief_why="To look again",
            lead_agency="pol",
            state=MeetingState.APPROVED,
            number=9,
            started_at=None,
            level_after=Level.TWO,
            level=Level.ONE,
            kind=MeetingKind.REVIEW,
            current_item="close",
        ),
    ).value
    assert (kept.brief_why, kept.lead_agency) == ("To look again", "pol")
    assert (kept.level, kept.kind, kept.current_item) == (
        Level.THREE,
        MeetingKind.INITIAL,
        meeting.current_item,
    )
    with pytest.raises(RuleError, match="a field takes") as refused:
        meetings.edit_meeting(room.work, meeting=replace(kept, brief_risk="word " * 10_001))
    assert refused.value.field == "brief_risk"
    assert (kept.state, kept.number, kept.level_after) == (MeetingState.RUNNING, 1, None)
    assert kept.started_at == meeting.started_at
    with pytest.raises(NotFound):
        meetings.edit_meeting(room.work, meeting=replace(kept, chair_agency="xyz"))
    with pytest.raises(StaleRevision):
        meetings.edit_meeting(room.work, meeting=replace(kept, revision=1, place="Elsewhere"))


def test_a_panel_day_holds_several_meetings_in_time_order(room: Room) -> None:
    with pytest.raises(RuleError, match="needs a title"):
        panel_days.make_panel_day(room.work, on=date(2026, 12, 3), title="")
    day = panel_days.make_panel_day(
        room.work, on=date(2026, 12, 3), title="December panel", place="County Hall"
    ).value
    first, second = room.planned(), room.planned(room.case("LAN-0500"))
    panel_days.add_to_panel_day(room.work, meeting_id=first.id, panel_day_id=day.id, at="11:00")
    kept = panel_days.add_to_panel_day(room.work, meeting_id=second.id, panel_day_id=day.id, at="09:30").value
    assert (kept.planned_on, kept.place) == (day.on, "County Hall")
    third = meetings.plan_meeting(
        room.work,
        case_id=second.case_id,
        kind=MeetingKind.REVIEW,
        on=day.on,
        at="14:00",
        panel_day_id=day.id,
    ).value
    shown = panel_days.panel_day(room.work, panel_day_id=day.id)
    assert [row.meeting_id for row in shown.meetings] == [second.id, first.id, third.id]
    assert panel_days.list_panel_days(room.work) == (day,)
    meetings.start_meeting(room.work, meeting_id=first.id)
    with pytest.raises(RuleError, match="planned"):
        panel_days.add_to_panel_day(room.work, meeting_id=first.id, panel_day_id=day.id)


def test_the_area_is_seeded_once_and_edited(room: Room) -> None:
    assert areas.seed_area(room.work).value == 0
    view = areas.area_view(room.work)
    assert [one.id for one in view.agencies] == [one.id for one in REFERENCE.agencies]
    assert [one.id for one in view.standards] == [one.id for one in REFERENCE.standards]
    assert view.form.statement_text == REFERENCE.form.statement_text
    figure = view.standards[0]
    assert not figure.verified
    confirmed = areas.confirm_standard(room.work, code=figure.id, by="Jo Parry").value
    assert confirmed.verified and confirmed.verified_on == room.work.today()
    changed = areas.save_standard(room.work, standard=replace(confirmed, value=confirmed.value + 1)).value
    assert not changed.verified
    own = areas.save_standard(
        room.work, standard=AreaStandard(id="own_figure", title="Ours", value=2, unit="weeks")
    ).value
    assert areas.area_view(room.work).standards[-1] == own
    for wrong in (replace(own, value=-1), replace(own, unit=" "), replace(own, title="")):
        with pytest.raises(RuleError):
            areas.save_standard(room.work, standard=wrong)
    form = areas.save_form(room.work, form=replace(view.form, area_name="Gwent", print_names=True)).value
    assert areas.area_view(room.work).form == form
    for wrong_form in (replace(form, statement_text=" "), replace(form, lock_minutes=0)):
        with pytest.raises(RuleError):
            areas.save_form(room.work, form=wrong_form)


def test_codes_of_agencies_are_unlike(room: Room) -> None:
    new = Agency(id="barn", name="Barnardo’s", agency_class=AgencyClass.ASSOCIATE, aliases=("bdo",), order=50)
    assert areas.save_agency(room.work, agency=new).value.code == "barn"
    for wrong, sentence in (
        (replace(new, aliases=("pol",)), "Police has the code"),
        (replace(new, id="B arn"), "small letters"),
        (replace(new, name=" "), "needs a name"),
    ):
        with pytest.raises(RuleError, match=sentence):
            areas.save_agency(room.work, agency=wrong)
    meeting = room.running()
    entry = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="From the new one", agency="barn"
    ).value
    assert entry.agency == "barn"


def test_words_are_found_and_what_was_taken_away_is_not(room: Room) -> None:
    meeting = room.running()
    kept = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Seen near the marina", agency="pol"
    ).value
    taken = decisions.take_decision(
        room.work, meeting_id=meeting.id, item="risk", decided="Avoid the marina", because="Two sightings"
    ).value
    hits = search.find(room.work, words="mari")
    assert {(hit.record_kind, hit.record_id) for hit in hits} == {
        ("entry", kept.id),
        (Decision.KIND, taken.id),
    }
    assert {hit.reference for hit in hits} == {"LAN-0417-M01"}
    contributions.remove_entry(room.work, entry_id=taken.entry_id)
    contributions.remove_entry(room.work, entry_id=kept.id)
    assert search.find(room.work, words="marina") == ()
    assert search.find(room.work, words='" OR *') == ()

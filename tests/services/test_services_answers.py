"""Answers for several people are one round: kept together or not at all, and taken back as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import meetings, roll_call
from mappa_desk.services.answers import Answer, keep_answers, take_back_answers
from mappa_desk.services.undo import redo, undo


def two_reviews(room: Room) -> tuple[Meeting, Meeting]:
    """Two planned reviews of two cases."""
    told = {"kind": MeetingKind.REVIEW, "on": date(2027, 1, 4), "at": "10:00"}
    first, second = (
        meetings.plan_meeting(room.work, case_id=room.case(reference).id, **told).value
        for reference in ("LAN-0417", "LAN-0500")
    )
    return first, second


def invited(room: Room, meeting: Meeting, *names: str) -> list[Attendance]:
    told = {"meeting_id": meeting.id, "agency": "hsg"}
    return [roll_call.add_person(room.work, name=name, **told).value for name in names]


def rows(room: Room, *meant: Attendance) -> list[Attendance]:
    with room.reopened().reading() as reading:
        return [reading.get(Attendance, one.id) for one in meant]


def commits(room: Room) -> list[object]:
    with room.reopened().reading() as reading:
        return [one.at for one in reading.audit() if one.kind == Attendance.KIND and one.verb == "changed"]


def test_a_round_of_several_meetings_is_one_transaction_and_one_undo(room: Room) -> None:
    first, second = two_reviews(room)
    ann, bert = invited(room, first, "Ann", "Bert")
    (carys,) = invited(room, second, "Carys")
    before = len(commits(room))
    told = [
        Answer(attendance_id=ann.id, state=AttendanceState.ATTENDED, mode=Mode.VIDEO),
        Answer(attendance_id=carys.id, state=AttendanceState.DEPUTY, deputy=" Dai ", deputy_role="Officer"),
        Answer(attendance_id=bert.id, dated="1 December"),
    ]
    kept = keep_answers(room.work, answers=told)
    assert {one.id for one in kept.value.rows} == {ann.id, bert.id, carys.id}
    moments = commits(room)[before:]
    assert len(moments) == 3 and len(set(moments)) == 1, "one unit has one moment"
    came, reported, deputy = rows(room, ann, bert, carys)
    assert (came.state, came.mode) == (AttendanceState.ATTENDED, Mode.VIDEO)
    assert (reported.report_received, reported.report_dated) == (True, "1 December")
    assert (deputy.name, deputy.deputy_for, deputy.role) == ("Dai", "Carys", "Officer")
    with room.work.reading() as reading:
        labels = [reading.steps(one.id)[-1].label for one in (first, second)]
    assert labels == ["2 answers", "Housing: Dai sits in"]
    again = keep_answers(room.work, answers=told[2:])
    assert (again.value.rows, again.value.steps, bool(again.changes)) == ((), (), False), "it is so already"
    assert take_back_answers(room.work, steps=kept.value.steps).value == ("Housing: Dai sits in", "2 answers")
    was = [replace(one, revision=0) for one in (ann, bert, carys)]
    assert [replace(one, revision=0) for one in rows(room, ann, bert, carys)] == was
    assert redo(room.work, meeting_id=first.id).value == "2 answers"


def test_an_answer_that_cannot_be_kept_keeps_none(room: Room) -> None:
    first, second = two_reviews(room)
    (ann,), (bert,) = invited(room, first, "Ann"), invited(room, second, "Bert")
    meetings.cancel(room.work, meeting_id=second.id, reason="Not needed")
    told = [Answer(attendance_id=one.id, state=AttendanceState.APOLOGIES) for one in (ann, bert)]
    with pytest.raises(RuleError, match=r"LAN-0500-M01, Bert: .*None of the answers is kept\."):
        keep_answers(room.work, answers=told)
    with pytest.raises(RuleError) as alone:
        keep_answers(room.work, answers=told[1:])
    assert "LAN-0500" not in str(alone.value)
    with pytest.raises(NotFound):
        keep_answers(room.work, answers=[told[0], Answer(attendance_id="none")])
    with pytest.raises(RuleError, match="A name is needed") as nameless:
        keep_answers(room.work, answers=[told[0], Answer(attendance_id=ann.id, state=AttendanceState.DEPUTY)])
    assert nameless.value.field == "name"
    with pytest.raises(RuleError, match="at least one"):
        keep_answers(room.work, answers=[])
    assert rows(room, ann)[0].state is AttendanceState.EXPECTED
    with room.work.reading() as reading:
        assert reading.steps(first.id)[-1].label == "Housing: added"


def test_a_round_is_taken_back_whole_or_not_at_all(room: Room) -> None:
    first, second = two_reviews(room)
    (ann,), (bert,) = invited(room, first, "Ann"), invited(room, second, "Bert")
    told = [Answer(attendance_id=one.id, state=AttendanceState.NO_REPLY) for one in (ann, bert)]
    steps = keep_answers(room.work, answers=told).value.steps
    roll_call.add_person(room.work, meeting_id=first.id, agency="pol", name="Owen")
    with pytest.raises(RuleError, match="Something else was done in LAN-0417-M01 since"):
        take_back_answers(room.work, steps=steps)
    assert [one.state for one in rows(room, ann, bert)] == [AttendanceState.NO_REPLY] * 2
    undo(room.work, meeting_id=first.id)
    take_back_answers(room.work, steps=steps)
    assert [one.state for one in rows(room, ann, bert)] == [AttendanceState.EXPECTED] * 2
    with pytest.raises(RuleError, match="Something else was done in LAN-0500-M01 since"):
        take_back_answers(room.work, steps=steps)

"""Linked people: links with a reason, entries copied into a linked record, and each record its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.contributions import EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.linked import CaseLink, EntryTrace, TraceKind
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import (
    case_files,
    closed_parts,
    contributions,
    decisions,
    links,
    meetings,
    minutes,
    panel_days,
    roll_call,
    undo,
)

SAID = "Both were seen at the same address on Tuesday"
OWN = "Mae'r apwyntiad nesaf ddydd Iau, the next appointment is on Thursday"


def _pair(room: Room, *, linked: bool = True, one_day: bool = True) -> tuple[Meeting, Meeting]:
    """Two cases, Dewi of Police on both lists, linked and on one panel day unless told otherwise."""
    day = panel_days.make_panel_day(room.work, on=room.work.today(), title="Practice panel").value
    made = []
    for reference, at in (("LAN-0001", "10:00"), ("LAN-0002", "10:30")):
        meeting = meetings.plan_meeting(
            room.work,
            case_id=room.case(reference).id,
            kind=MeetingKind.INITIAL,
            on=day.on,
            at=at,
            panel_day_id=day.id if one_day else None,
        ).value
        row = next(row for row in room.look(meeting).attendance if row.agency == "pol")
        roll_call.edit_attendance(room.work, attendance=replace(row, name="Dewi Prosser"))
        made.append(meeting)
    if linked:
        links.link_cases(room.work, case_id=made[0].case_id, reference="lan-0002", why="Co-defendants")
    return made[0], made[1]


def _police(room: Room, meeting: Meeting):
    return next(row for row in room.look(meeting).attendance if row.agency == "pol")


def _say(room: Room, meeting: Meeting, text: str = SAID, **more):
    told = {"item": "risk", "attendance_id": _police(room, meeting).id, **more}
    return contributions.keep_line(room.work, meeting_id=meeting.id, text=text, **told).value


def _copy(room: Room, entry, to: Meeting, item: str = "risk"):
    return links.copy_entry(room.work, entry_id=entry.id, to_meeting_id=to.id, item=item).value


def test_a_link_is_seen_from_both_ends_with_its_reason(room: Room) -> None:
    first, second = _pair(room)
    (one,) = links.links_of(room.work, case_id=first.case_id)
    (other,) = links.links_of(room.reopened(), case_id=second.case_id)
    assert (one.reference, one.why, one.case_id) == ("LAN-0002", "Co-defendants", second.case_id)
    assert (other.reference, other.link_id) == ("LAN-0001", one.link_id)
    assert room.view(first).linked == (one,)


def test_a_link_ends_and_is_taken_up_again_with_its_past(room: Room) -> None:
    first, second = _pair(room)
    (one,) = links.links_of(room.work, case_id=first.case_id)
    links.end_link(room.work, link_id=one.link_id)
    assert links.links_of(room.work, case_id=first.case_id) == ()
    assert room.view(second).linked == ()
    assert not links.end_link(room.work, link_id=one.link_id).changes
    again = links.link_cases(room.work, case_id=second.case_id, reference="LAN-0001", why="One household")
    assert again.value.id == one.link_id
    with room.work.reading() as reading:
        past = [revision.body for revision in reading.revisions(CaseLink, one.link_id)]
    assert [(body.active, body.why) for body in past if body] == [
        (True, "Co-defendants"), (False, "Co-defendants"), (True, "One household")
    ]  # fmt: skip


def test_a_link_needs_another_case_and_a_reason(room: Room) -> None:
    first, _second = _pair(room)
    room.case("LAN-0003")
    for reference, why, sentence in (
        ("", "x", "Write its reference"),
        ("LAN-9999", "x", "There is no case LAN-9999"),
        ("LAN-0001", "x", "linked with itself"),
        ("LAN-0002", "x", "are linked already"),
        ("LAN-0003", "  ", "Why are they discussed together"),
    ):
        with pytest.raises(RuleError, match=sentence):
            links.link_cases(room.work, case_id=first.case_id, reference=reference, why=why)
    assert [one.reference for one in links.links_of(room.work, case_id=first.case_id)] == ["LAN-0002"]


def test_an_entry_is_copied_with_its_kind_handling_and_speaker(room: Room) -> None:
    first, second = _pair(room)
    entry = _say(room, first, kind=EntryKind.WRITTEN_REPORT, report_dated="3 November")
    entry = contributions.set_handling(
        room.work, entry_id=entry.id, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
    ).value
    copy = _copy(room, entry, second)
    (kept,) = room.view(second).entries
    assert kept == copy
    assert (kept.text, kept.entry_kind, kept.agency) == (SAID, EntryKind.WRITTEN_REPORT, "pol")
    assert (kept.handling, kept.recipients) == (Handling.NAMED_RECIPIENTS, ("prob",))
    assert (kept.item, kept.report_dated) == ("risk", "3 November")
    assert kept.attendance_id == _police(room, second).id
    with room.work.reading() as reading:
        (trace,) = reading.all(EntryTrace)
    assert (trace.trace_kind, trace.from_entry_id, trace.to_entry_id) == (TraceKind.COPIED, entry.id, kept.id)
    assert (trace.from_meeting_id, trace.to_meeting_id) == (first.id, second.id)


def test_only_the_text_as_it_stands_is_copied_not_what_was_typed_before(room: Room) -> None:
    first, second = _pair(room)
    entry = _say(room, first, "Alun said so", words="pol: Alun said so")
    entry = contributions.revise_entry(room.work, entry_id=entry.id, revision=entry.revision, text=SAID).value
    copy = _copy(room, entry, second)
    assert (copy.text, copy.words) == (SAID, SAID)
    with room.work.reading() as reading:
        bodies = [revision.body for revision in reading.revisions(type(copy), copy.id)]
    assert "Alun" not in repr(bodies)


def test_a_speaker_who_is_not_on_the_other_list_is_left_out_and_the_agency_stays(room: Room) -> None:
    first, second = _pair(room)
    mair = roll_call.add_person(room.work, meeting_id=first.id, agency="pol", name="Mair Huws").value
    assert _copy(room, _say(room, first, attendance_id=mair.id), second).attendance_id is None
    unnamed = next(row for row in room.look(first).attendance if not row.name)
    copy = _copy(room, _say(room, first, attendance_id=unnamed.id), second, item="")
    assert (copy.attendance_id, copy.agency, copy.item) == (None, unnamed.agency, "")
    assert _copy(room, _say(room, first, attendance_id=None, agency="hsg"), second).agency == "hsg"


def test_undo_belongs_to_the_record_it_was_copied_to_and_never_crosses(room: Room) -> None:
    first, second = _pair(room)
    entry = _say(room, first)
    _copy(room, entry, second)
    assert room.look(first).can_undo.startswith("Entry at")
    assert undo.undo(room.work, meeting_id=second.id).value.startswith("Entry copied in")
    assert room.view(second).entries == ()
    assert [one.text for one in room.view(first).entries] == [SAID]
    undo.redo(room.work, meeting_id=second.id)
    undo.undo(room.work, meeting_id=first.id)
    assert room.view(first).entries == ()
    assert [one.text for one in room.view(second).entries] == [SAID]


def test_an_issue_is_open_in_the_other_record_whatever_became_of_it_here(room: Room) -> None:
    first, second = _pair(room)
    issue = _say(room, first, kind=EntryKind.ISSUE)
    issue = contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason="Known to Housing"
    ).value
    copy = _copy(room, issue, second)
    assert (copy.outcome, copy.outcome_reason) == (IssueOutcome.OPEN, "")


def test_decisions_actions_and_removed_entries_are_not_copied(room: Room) -> None:
    first, second = _pair(room)
    action = room.act(first)
    decision = decisions.take_decision(
        room.work, meeting_id=first.id, item="level", decided="Level 3", because="The plan needs it"
    ).value
    removed = _say(room, first)
    contributions.remove_entry(room.work, entry_id=removed.id)
    for entry_id, sentence in (
        (action.entry_id, "An action is not copied"),
        (decision.entry_id, "A decision is not copied"),
        (removed.id, "was removed"),
    ):
        with pytest.raises(RuleError, match=sentence):
            links.copy_entry(room.work, entry_id=entry_id, to_meeting_id=second.id, item="risk")
    assert room.view(second).entries == ()


def test_nothing_is_copied_to_somebody_who_is_not_linked_or_discussed_at_another_time(room: Room) -> None:
    first, second = _pair(room, linked=False)
    entry = _say(room, first)
    assert links.copy_targets(room.work, meeting_id=first.id) == ()
    with pytest.raises(RuleError, match="LAN-0002-M01 is not on a linked person"):
        _copy(room, entry, second)
    links.link_cases(room.work, case_id=second.case_id, reference="LAN-0001", why="One household")
    (target,) = links.copy_targets(room.work, meeting_id=first.id)
    assert (target.case_reference, target.why, target.meeting.id) == (
        "LAN-0002", "One household", second.id
    )  # fmt: skip
    assert [item.code for item in target.items] == [item.code for item in room.look(second).items]
    panel_days.take_off_panel_day(room.work, meeting_id=second.id)
    assert links.copy_targets(room.work, meeting_id=first.id) == ()
    with pytest.raises(RuleError, match="not part of the same slot or panel day"):
        _copy(room, entry, second)
    with pytest.raises(RuleError, match="in this record already"):
        _copy(room, entry, first)
    with pytest.raises(NotFound):
        links.copy_entry(room.work, entry_id=entry.id, to_meeting_id=first.case_id, item="")


def test_the_same_slot_is_enough_without_a_panel_day(room: Room) -> None:
    first, second = _pair(room, one_day=False)
    entry = _say(room, first)
    with pytest.raises(RuleError, match="same slot"):
        _copy(room, entry, second)
    meetings.edit_meeting(room.work, meeting=replace(room.look(second).meeting, planned_at="10:00"))
    assert [one.case_reference for one in links.copy_targets(room.work, meeting_id=first.id)] == ["LAN-0002"]
    assert _copy(room, entry, second).text == SAID


def test_nothing_is_copied_into_approved_minutes(room: Room) -> None:
    first, second = _pair(room)
    entry = _say(room, first)
    for row in room.look(second).attendance:
        roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    meetings.cancel(room.work, meeting_id=second.id, reason="No interpreter", decided_by="The chair")
    with pytest.raises(RuleError, match="cancelled"):
        _copy(room, entry, second)
    assert links.copy_targets(room.work, meeting_id=first.id) == ()


def test_what_was_told_in_a_closed_part_stays_there(room: Room) -> None:
    first, second = _pair(room)
    for meeting in (first, second):
        row = _police(room, meeting)
        roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
        meetings.start_meeting(room.work, meeting_id=meeting.id)
    closed_parts.begin_closed_part(room.work, meeting_id=first.id, stayed=(_police(room, first).id,))
    entry = _say(room, first)
    assert entry.closed_part_id is not None
    with pytest.raises(RuleError, match="told in a closed part"):
        _copy(room, entry, second)
    prob = next(row for row in room.look(second).attendance if row.agency == "prob")
    roll_call.edit_attendance(room.work, attendance=replace(prob, name="Ruth Ansah"))
    roll_call.mark(room.work, attendance_id=prob.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    both = (_police(room, second).id, prob.id)
    closed_parts.begin_closed_part(room.work, meeting_id=second.id, stayed=both)
    with pytest.raises(RuleError, match="told in a closed part"):
        _copy(room, entry, second)
    closed_parts.end_closed_part(room.work, meeting_id=second.id)
    part = closed_parts.begin_closed_part(
        room.work, meeting_id=second.id, stayed=(_police(room, second).id,)
    ).value
    assert _copy(room, entry, second).closed_part_id == part.id


def test_each_record_prints_only_its_own(room: Room) -> None:
    first, second = _pair(room)
    entry = _say(room, first)
    _say(room, first, OWN)
    _say(room, second, "The tenancy begins on Monday")
    _copy(room, entry, second)
    mine = repr(minutes.snapshot(room.work, meeting_id=first.id))
    theirs = repr(minutes.snapshot(room.work, meeting_id=second.id))
    assert SAID in mine
    assert SAID in theirs
    for text in ("tenancy", "LAN-0002", second.id, second.case_id):
        assert text not in mine
    for text in (OWN[:20], "LAN-0001", first.id, first.case_id, entry.id):
        assert text not in theirs


def test_links_and_the_way_an_entry_came_do_not_travel_in_case_files(room: Room, tmp_path: Path) -> None:
    first, second = _pair(room)
    _copy(room, _say(room, first), second)
    target = tmp_path / "case.json"
    case_files.export_case(room.work, reference="LAN-0002", target=target)
    written = target.read_text(encoding="utf-8")
    assert SAID in written
    with room.work.reading() as reading:
        (link,), (trace,) = reading.all(CaseLink), reading.all(EntryTrace)
    for text in (link.id, trace.id, "Co-defendants", "LAN-0001", first.id, "copied", "entry_trace"):
        assert text not in written

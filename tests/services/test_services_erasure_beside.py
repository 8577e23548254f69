"""What quotes a part without being led to it: errata by their place, marks on a front sheet, its drafts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from meeting_room import Room
from test_services_erasure import SECRET, destroy, found, keep

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.actions import Action, Channel
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.chasing import ActionImport, ChangeKind, Chase, ChaseKind, UrgentChange
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.corrections import Correction, CorrectionState, Erratum, MinutesConfirmation
from mappa_desk.domain.erasures import GONE
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.mark_words import ReadMark
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import Draft
from mappa_desk.services import (
    action_export,
    action_import,
    action_lives,
    actions,
    chair_marks,
    confirmations,
    contributions,
    corrections,
    drafts,
    erasure,
    erasure_parts,
    errata,
    meetings,
    minutes,
    record_places,
    saved_filters,
    urgent_changes,
)


def place_of(room: Room, meeting: Meeting, record: Entry) -> str:
    """The number of an entry as the minutes print it."""
    return record_places.place_of_record(room.look(meeting), Entry.KIND, record.id)


def test_an_erratum_at_the_place_goes_with_the_part(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, f"He lives at {SECRET} Street now")
    room.finish(meeting)
    place = place_of(room, meeting, said)
    point = errata.ErratumPoint(
        place=place, wrong=f"{SECRET} Street", right=f"{SECRET} Road", reason="Misheard"
    )
    errata.issue_errata(room.work, meeting_id=meeting.id, points=(point,), agreed_by="Siân Morris")
    destroy(room, meeting, Entry.KIND, said.id)
    assert SECRET not in repr(minutes.snapshot(room.work, meeting_id=meeting.id))
    assert not found(room, SECRET)
    assert room.vault.verify().faults == ()


def test_an_erratum_named_alone_takes_its_correction(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "He moved")
    room.finish(meeting)
    asked = corrections.note_correction(
        room.work, meeting_id=meeting.id, asked_by="Pat", what=f"Not {SECRET} but elsewhere"
    ).value
    point = errata.ErratumPoint(
        place="page 4", wrong=f"{SECRET}", right="Elsewhere", reason="Misheard", correction_id=asked.id
    )
    errata.issue_errata(room.work, meeting_id=meeting.id, points=(point,), agreed_by="Siân Morris")
    with room.work.reading() as reading:
        (made,) = reading.all(Erratum)
    destroy(room, meeting, Erratum.KIND, made.id)
    assert said.text == "He moved"
    assert not found(room, SECRET)


def test_a_front_sheet_takes_its_drafts_marks_and_corrections(room: Room) -> None:
    meeting = room.running()
    meetings.edit_meeting(room.work, meeting=replace(room.look(meeting).meeting, brief_why=f"{SECRET} why"))
    drafts.keep_draft(
        room.work, draft=Draft(meeting_id=meeting.id, place="front:brief_why", text=f"{SECRET} half")
    )
    at = room.work.now()
    with room.work.writing() as uow:
        uow.save(
            ChairMark(id=room.ids(), meeting_id=meeting.id, record_kind=Meeting.KIND, record_id=meeting.id,
                      point=f"{SECRET} marked", noted_at=at)
        )  # fmt: skip
        uow.save(
            Correction(id=room.ids(), meeting_id=meeting.id, asked_by="Pat", asked_on=room.work.today(),
                       record_kind=Meeting.KIND, record_id=meeting.id, what=f"{SECRET} asked", noted_at=at)
        )  # fmt: skip
    destroy(room, meeting, Meeting.KIND, meeting.id)
    assert not found(room, SECRET)


def test_changes_said_at_the_next_meeting_go_too(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, f"He lives at {SECRET} Street now")
    room.finish(meeting)
    asked = corrections.note_correction(
        room.work,
        meeting_id=meeting.id,
        asked_by="Pat",
        what=f"Not {SECRET}",
        place=place_of(room, meeting, said),
    ).value
    corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.NEXT_MEETING)
    room.clock.go_on(days=30)
    second = room.running(room.look(meeting).case, MeetingKind.REVIEW)
    offered = confirmations.confirm_view(room.work, meeting_id=second.id).offered
    confirmations.confirm_minutes(
        room.work, meeting_id=second.id, as_presented=False, changes=[one.words for one in offered]
    )
    told = destroy(room, meeting, Entry.KIND, said.id)
    assert not found(room, SECRET), told.holds.sentences()
    with room.work.reading() as reading:
        (kept,) = reading.all(MinutesConfirmation)
    assert (kept.as_presented, kept.changes) == (False, (GONE,))
    assert room.vault.verify().faults == ()


def test_a_later_meeting_that_sealed_the_change_is_sealed_anew(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, f"He lives at {SECRET} Street now")
    room.finish(meeting)
    place = place_of(room, meeting, said)
    corrections.note_correction(
        room.work, meeting_id=meeting.id, asked_by="Pat", what=f"Not {SECRET}", place=place
    )
    room.clock.go_on(days=30)
    second = room.running(room.look(meeting).case, MeetingKind.REVIEW)
    confirmations.confirm_minutes(
        room.work, meeting_id=second.id, as_presented=False, changes=["He moved", f"{place}: Not {SECRET}"]
    )
    room.finish(second)
    told = destroy(room, meeting, Entry.KIND, said.id)
    assert (second.id, 2, "Minutes of last time") in {
        (one.meeting_id, one.version, one.place) for one in told.erasures
    }
    assert not found(room, SECRET)
    shot = minutes.snapshot(room.work, meeting_id=second.id)
    assert shot.confirmation is not None and shot.confirmation.changes == (GONE,)
    assert room.vault.verify().faults == ()


def test_the_bin_marks_and_changes_are_offered_to_be_destroyed(room: Room) -> None:
    meeting = room.running()
    binned = keep(room, meeting, f"{SECRET} in the bin")
    contributions.remove_entry(room.work, entry_id=binned.id)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    chair_marks.note_marks(room.work, meeting_id=meeting.id, marks=(ReadMark(0, f"{SECRET} out"),))
    offered = [
        one for one in erasure_parts.parts_of_meeting(room.work, meeting_id=meeting.id) if SECRET in one.text
    ]
    assert [one.place for one in offered] == ["Bin", "Mark of the chair"]
    for one in offered:
        assert not one.can_move
        destroy(room, meeting, *one.named)
    assert not found(room, SECRET)
    assert room.vault.verify().faults == ()


def test_an_action_that_came_in_goes_with_its_history_and_its_reminders(room: Room) -> None:
    first = room.running()
    bare = Action(
        id=room.ids(), case_id=first.case_id, meeting_id=None, entry_id=None, tag="",
        text=f"Visit {SECRET} Street",
        owner_agency="hsg", labels=(SECRET.lower(),), source_number=f"{SECRET}/1",
    )  # fmt: skip
    with room.work.writing() as uow:
        kept = action_lives.came_in(room.work, uow, bare, note=f"{SECRET} in row 3")
        asked = uow.save(
            Chase(id=room.ids(), case_id=first.case_id, round_id="r", chase_kind=ChaseKind.CALL, agency="hsg",
                  action_ids=(kept.id,), how=Channel.POST, note=f"{SECRET}, again", at=room.work.now())
        )  # fmt: skip
    action_lives.record_reply(
        room.work,
        action_id=kept.id,
        note=f"{SECRET} was seen",
        evidence=f"{SECRET} letter",
        chase_id=asked.id,
    )
    meetings.close_meeting(room.work, meeting_id=first.id)
    second = room.running(room.look(first).case, MeetingKind.REVIEW)
    offered = erasure_parts.parts_of_case(room.work, case_id=first.case_id)
    (part,) = [one for one in offered if one.named == (Action.KIND, kept.id)]
    assert (part.meeting_id, part.place) == (second.id, "Action M00-01")
    assert erasure_parts.part_of(room.work, key=part.key) == part
    with pytest.raises(RuleError, match="another case"):
        destroy(room, room.running(room.case("LAN-0500")), Action.KIND, kept.id)
    destroy(room, second, Action.KIND, kept.id)
    assert not found(room, SECRET)
    assert erasure_parts.part_of(room.work, key=part.key) is None
    assert room.vault.verify().faults == ()


def test_a_change_that_could_not_wait_is_destroyed_by_order_too(room: Room) -> None:
    meeting = room.running()
    change = urgent_changes.add_change(
        room.work, case_id=meeting.case_id, change_kind=ChangeKind.ARREST, happened_on=room.work.today(),
        text=f"Arrested in {SECRET} Street", told_by=f"{SECRET} Smith",
    ).value  # fmt: skip
    said = keep(room, meeting, "Nothing else")
    with pytest.raises(RuleError, match="one paragraph"):
        destroy(room, meeting, UrgentChange.KIND, change.id, also=((Entry.KIND, said.id),), left="Arrested")
    destroy(room, meeting, UrgentChange.KIND, change.id)
    assert [one.text for one in urgent_changes.urgent_changes(room.work)] == [GONE]
    assert not found(room, SECRET)
    assert erasure_parts.parts_of_case(room.work, case_id=meeting.case_id)[0].named[0] == Entry.KIND


def test_filters_and_names_of_spreadsheets_that_name_somebody_of_it_are_destroyed(
    room: Room, tmp_path: Path
) -> None:
    meeting = room.running()
    made = room.act(meeting, f"Tell the sister of {SECRET} on Monday")
    renamed = replace(made, owner_name="Quennell Abernathy", text="Tell the sister on Monday")
    actions.revise_action(room.work, action=renamed)
    other = room.act(meeting, "Ring the ward")
    for name, words in (
        (f"For {SECRET.lower()}", "is:open"), ("Hers", 'owner:"Quennell" is:open'), ("Gone", SECRET),
        ("Late", "overdue @housing monday tell"), ("Changed", f"is:open {SECRET.lower()}"),
    ):  # fmt: skip
        kept = saved_filters.save_filter(room.work, name=name, words=words).value
        if name == "Gone":
            saved_filters.drop_filter(room.work, filter_id=kept.id)
    saved_filters.save_filter(room.work, name="Changed", words="is:open")
    action_export.export_actions(room.work, find=ActionFilter(), target=tmp_path / "a.csv", shape="csv")
    with room.work.writing() as uow:
        for name, actions_made in (
            (f"{SECRET} tracker.xlsx", ()),
            ("tracker.xlsx", ()),
            ("x.csv", (made.id,)),
        ):
            uow.save(
                ActionImport(id=room.ids(), file_name=name, sha256="0", sheet="Actions", heads=("Action",),
                             action_ids=actions_made, at=uow.at)
            )  # fmt: skip
    plan = erasure.plan_erasure(room.work, meeting_id=meeting.id, record=(Action.KIND, made.id))
    assert [one for one in plan.holds.sentences() if "spreadsheet" in one] == [
        "Actions were written as a spreadsheet on Mon 23 Nov 2026 by Jo Parry, maybe this one."
    ]
    destroy(room, meeting, Action.KIND, made.id)
    assert not found(room, SECRET, SECRET.lower(), "Quennell")
    assert [one.name for one in saved_filters.saved_filters(room.reopened())] == ["Late"]
    assert sorted(one.file_name for one in action_import.imports(room.work)) == [GONE, GONE, "tracker.xlsx"]
    assert room.vault.verify().faults == ()
    plan = erasure.plan_erasure(room.work, meeting_id=meeting.id, record=(Entry.KIND, other.entry_id or ""))
    assert plan.holds.tables, "what an action of the meeting once read stands in that table too"

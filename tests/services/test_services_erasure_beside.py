"""What quotes a part without being led to it: errata by their place, marks on a front sheet, its drafts."""

from __future__ import annotations

from dataclasses import replace

from meeting_room import Room
from test_services_erasure import SECRET, destroy, found, keep

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.corrections import Correction, CorrectionState, Erratum, MinutesConfirmation
from mappa_desk.domain.erasures import GONE
from mappa_desk.domain.mark_words import ReadMark
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import Draft
from mappa_desk.services import (
    chair_marks,
    confirmations,
    contributions,
    corrections,
    drafts,
    erasure_parts,
    errata,
    meetings,
    minutes,
    record_places,
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

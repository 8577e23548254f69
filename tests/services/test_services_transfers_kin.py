"""An entry that was split, joined or acted on before it goes to another record leaves no word either."""

from __future__ import annotations

from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Acceptance, ActionEventKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.chair_drafts import ChairMark, MarkState
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.corrections import Correction, CorrectionState
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.reports import ReceivedReport, ReportSource
from mappa_desk.domain.views import Draft
from mappa_desk.domain.write_up import FINISHED, WriteUpTick
from mappa_desk.services import (
    action_reviews,
    closed_parts,
    contributions,
    decisions,
    drafts,
    entry_lives,
    meetings,
    splitting,
    transfer_kin,
    transfers,
    undo,
)
from mappa_desk.services.case_files import export_case

OURS = "Ours to keep"
SECRET = "Zebracrossing"


@pytest.fixture
def pair(room: Room) -> tuple[Meeting, Meeting]:
    """Two meetings of one day that run, on two people."""
    return room.running(room.case("LAN-0417")), room.running(room.case("LAN-0500"))


def _keep(room: Room, meeting: Meeting, text: str, **more: object) -> Entry:
    told = {"item": "risk", "agency": "pol", "words": f"pol: {text}", **more}
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, text=text, **told  # type: ignore[arg-type]  # by name
    ).value  # fmt: skip


def _move(room: Room, entry: Entry, to: Meeting) -> Entry:
    return transfers.move_to_record(
        room.work, entry_ids=(entry.id,), to_meeting_id=to.id, reason="Another person"
    ).value[0]


def _file(room: Room, reference: str, folder: Path) -> str:
    return export_case(room.work, reference=reference, target=folder / f"{reference}.json").read_text("utf-8")


def _undo_all(room: Room, meeting: Meeting) -> str:
    """What the record reads at any time while everything is undone."""
    seen = [repr(room.look(meeting))]
    while room.look(meeting).can_undo:
        try:
            undo.undo(room.work, meeting_id=meeting.id)
        except RuleError:
            break
        seen.append(repr(room.look(meeting)))
    return "\n".join(seen)


@pytest.mark.parametrize("moves", [0, 1])
def test_a_half_leaves_no_word_in_the_other_half(
    room: Room, pair: tuple[Meeting, Meeting], tmp_path: Path, moves: int
) -> None:
    here, there = pair
    texts = [OURS, OURS]
    texts[moves] = SECRET
    said = _keep(room, here, " ".join(texts))
    halves = splitting.split_entry(
        room.work, entry_id=said.id, revision=said.revision, first=texts[0], second=texts[1]
    ).value
    moved = _move(room, halves[moves], there)
    assert moved.text == SECRET and OURS not in repr(moved)
    assert SECRET not in _file(room, "LAN-0417", tmp_path), "what it left"
    assert OURS not in _file(room, "LAN-0500", tmp_path), "what it brought"
    assert [entry.text for entry in room.view(here).entries] == [OURS]
    stays = room.view(here).entries[0]
    assert SECRET not in repr(entry_lives.entry_life(room.work, entry_id=stays.id))
    assert SECRET not in _undo_all(room, here)


def test_a_half_that_undo_put_in_the_bin_goes_too(room: Room, pair: tuple[Meeting, Meeting]) -> None:
    here, there = pair
    said = _keep(room, here, f"{OURS} {SECRET}")
    splitting.split_entry(room.work, entry_id=said.id, revision=said.revision, first=OURS, second=SECRET)
    undo.undo(room.work, meeting_id=here.id)
    _move(room, room.view(here).entries[0], there)
    assert SECRET not in repr(room.view(here)) and room.view(here).can_redo == ""


def test_what_was_joined_goes_as_a_whole(room: Room, pair: tuple[Meeting, Meeting], tmp_path: Path) -> None:
    here, there = pair
    first, second = _keep(room, here, "First"), _keep(room, here, SECRET)
    joined = splitting.join_entries(room.work, entry_ids=(first.id, second.id)).value
    _move(room, joined, there)
    assert SECRET not in _file(room, "LAN-0417", tmp_path)
    assert SECRET not in _undo_all(room, here)
    assert room.view(here).entries == ()


def test_the_history_of_the_action_it_once_was_leaves_too(
    room: Room, pair: tuple[Meeting, Meeting], tmp_path: Path
) -> None:
    here, there = pair
    action = room.act(here)
    actions_read = {"action_id": action.id, "acceptance": Acceptance.OBJECTED}
    action_reviews.read_back(room.work, objection=SECRET, **actions_read)
    turned = contributions.change_kind(room.work, entry_id=action.entry_id, kind=EntryKind.NOTE).value
    _move(room, turned, there)
    assert SECRET not in _file(room, "LAN-0417", tmp_path)


def test_a_reason_told_in_a_closed_part_does_not_go_to_everybody_elsewhere(
    room: Room, pair: tuple[Meeting, Meeting]
) -> None:
    here, there = pair
    issue = _keep(room, here, "No keys", kind=EntryKind.ISSUE)
    stayed = tuple(row.id for row in room.look(here).attendance if row.agency in ("pol", "prob"))
    closed_parts.begin_closed_part(room.work, meeting_id=here.id, stayed=stayed)
    contributions.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason=SECRET)
    closed_parts.end_closed_part(room.work, meeting_id=here.id)
    with pytest.raises(RuleError, match="closed part"):
        _move(room, issue, there)
    assert SECRET not in repr(room.view(there))


def test_actions_and_decisions_of_a_closed_meeting_go_with_what_hangs_on_them(
    room: Room, pair: tuple[Meeting, Meeting], tmp_path: Path
) -> None:
    here, there = pair
    theirs = room.act(there, "Theirs")
    issue = _keep(room, here, "No keys", kind=EntryKind.ISSUE)
    action = room.act(here, SECRET)
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.ACTION, by_entry_id=action.entry_id
    )
    action_reviews.read_back(room.work, action_id=action.id, acceptance=Acceptance.ACCEPTED)
    decision = decisions.take_decision(
        room.work, meeting_id=here.id, item="risk", decided=f"{SECRET} decided", because="Because"
    ).value
    report = _keep(room, here, "Summed up", kind=EntryKind.WRITTEN_REPORT)
    at, ids = room.work.now(), {"meeting_id": here.id}
    with room.work.writing() as uow:
        uow.save(
            ReceivedReport(id=room.ids(), entry_id=report.id, source=ReportSource.MAIL, file_name=SECRET,
                           at=at, **ids)
        )  # fmt: skip
        for record_id in (action.entry_id, decision.id):
            uow.save(WriteUpTick(id=room.ids(), record_id=record_id, code=FINISHED, words=SECRET, **ids))
        for state in MarkState:
            uow.save(
                ChairMark(id=room.ids(), record_id=action.id, point=SECRET, state=state, noted_at=at, **ids)
            )
        for outcome in (CorrectionState.OPEN, CorrectionState.TAKEN):
            uow.save(
                Correction(id=room.ids(), asked_by="Pat", asked_on=room.work.today(), what=SECRET,
                           record_id=decision.entry_id, state=outcome, noted_at=at, **ids)
            )  # fmt: skip
    drafts.keep_draft(
        room.work, draft=Draft(meeting_id=here.id, place=f"decision:{decision.id}:because", text=SECRET)
    )
    meetings.close_meeting(room.work, meeting_id=here.id)
    moved = transfers.move_to_record(
        room.work,
        entry_ids=(action.entry_id, decision.entry_id, report.id),
        to_meeting_id=there.id,
        reason="Another person",
    ).value
    left, came = room.view(here), room.view(there)
    assert left.actions == () and left.decisions == () and SECRET not in repr(left)
    assert [entry.outcome for entry in left.entries] == [IssueOutcome.OPEN]
    assert [one.tag for one in came.actions] == [theirs.tag, "M01-02"]
    carried, taken = came.actions[1], came.decisions[0]
    assert (carried.text, carried.acceptance, carried.case_id) == (SECRET, Acceptance.ACCEPTED, there.case_id)
    assert (taken.decided, taken.because, taken.number) == (f"{SECRET} decided", "Because", 1)
    assert [entry.entry_kind for entry in moved] == [
        EntryKind.ACTION, EntryKind.DECISION, EntryKind.WRITTEN_REPORT,
    ]  # fmt: skip
    with room.work.reading() as reading:
        (file,) = reading.all(ReceivedReport)
        assert (file.meeting_id, file.entry_id, file.file_name) == (there.id, moved[2].id, SECRET)
        assert reading.all(WriteUpTick) == () and reading.drafts() == ()
        marks = reading.all(ChairMark, order_by="id")
        assert {one.point for one in marks} == {transfer_kin.MOVED_ON}
        assert MarkState.OPEN not in {one.state for one in marks}
        assert {one.state for one in reading.all(Correction)} == {
            CorrectionState.NOT_TAKEN, CorrectionState.TAKEN,
        }  # fmt: skip
        assert [trace.reason for trace in transfers.moved_out(reading, here.id)] == ["Another person"] * 3
    assert len(entry_lives.departures(room.work, meeting_id=here.id)) == 3
    assert SECRET not in _file(room, "LAN-0417", tmp_path)
    (back, *_) = transfers.move_back(room.work, entry_ids=(moved[0].id,)).value
    assert [one.tag for one in room.view(here).actions] == ["M01-02"], "the number it had is not given again"
    assert back.entry_kind is EntryKind.ACTION and len(room.view(there).actions) == 1
    assert room.vault.verify().faults == ()


def test_an_action_that_a_later_meeting_dealt_with_stays(room: Room) -> None:
    first = room.running()
    action = room.act(first)
    meetings.close_meeting(room.work, meeting_id=first.id)
    case = room.look(first).case
    room.clock.go_on(days=1)
    second = room.running(case, MeetingKind.REVIEW)
    action_reviews.review_action(
        room.work, action_id=action.id, meeting_id=second.id, outcome=ActionEventKind.DONE
    )
    other = room.running(room.case("LAN-0500"))
    with pytest.raises(RuleError, match="later meeting"):
        transfers.move_to_record(
            room.work, entry_ids=(action.entry_id,), to_meeting_id=other.id, reason="Another person"
        )


def test_an_entry_goes_to_another_meeting_of_the_same_person(room: Room, tmp_path: Path) -> None:
    first = room.running()
    said = _keep(room, first, OURS)
    meetings.close_meeting(room.work, meeting_id=first.id)
    case = room.look(first).case
    room.clock.go_on(days=1)
    second = room.running(case, MeetingKind.REVIEW)
    late = _keep(room, second, SECRET)
    assert first.id in {row.meeting_id for row in transfers.other_records(room.work, meeting_id=second.id)}
    moved = _move(room, late, first)
    assert [entry.text for entry in room.view(first).entries] == [OURS, SECRET]
    assert room.view(second).entries == () and moved.item == ""
    assert [gone.to for gone in entry_lives.departures(room.work, meeting_id=second.id)] == ["LAN-0417-M01"]
    assert said.text in _file(room, "LAN-0417", tmp_path)

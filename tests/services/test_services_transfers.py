"""An entry typed into the wrong person's record: it goes to the right one, leaves no word, can come back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import (
    closed_parts,
    contributions,
    entry_lives,
    handouts,
    meetings,
    roll_call,
    search,
    transfers,
    undo,
)
from mappa_desk.services.case_files import export_case, import_files

WRONG = "Typed into the wrong record"
SECRET = "Zebracrossing"


@pytest.fixture
def pair(room: Room) -> tuple[Meeting, Meeting]:
    """Two meetings of one day that run, on two people."""
    return room.running(room.case("LAN-0417")), room.running(room.case("LAN-0500"))


def _keep(room: Room, meeting: Meeting, text: str, item: str = "risk", **more: object) -> Entry:
    told = {"agency": "pol", "words": f"pol: {text}", **more}
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item=item, text=text, **told  # type: ignore[arg-type]  # by name
    ).value  # fmt: skip


def _move(room: Room, entry: Entry, to: Meeting, reason: str = WRONG) -> Entry:
    return transfers.move_to_record(
        room.work, entry_ids=(entry.id,), to_meeting_id=to.id, reason=reason
    ).value[0]


def test_it_stands_unsorted_in_the_other_record_and_leaves_no_word(
    room: Room, pair: tuple[Meeting, Meeting], tmp_path: Path
) -> None:
    here, there = pair
    _keep(room, here, "Stays")
    said = _keep(room, here, SECRET)
    said = contributions.revise_entry(room.work, entry_id=said.id, revision=1, text=f"{SECRET} seen").value
    moved = _move(room, said, there)
    left, came = room.view(here), room.view(there)
    assert [entry.text for entry in left.entries] == ["Stays"] and left.binned == ()
    assert [(entry.id, entry.item) for entry in came.entries] == [(moved.id, "")]
    for name in ("text", "words", "agency", "captured_at", "entry_kind"):
        assert getattr(moved, name) == getattr(said, name)
    assert SECRET not in repr(left)
    told = {"meeting_id": here.id, "kind": DocumentKind.MINUTES}
    assert handouts.render(room.work, **told).pages  # type: ignore[arg-type]  # by name
    assert {hit.meeting_id for hit in search.find(room.work, words=SECRET)} == {there.id}
    out = export_case(room.work, reference="LAN-0417", target=tmp_path / "here.json").read_text("utf-8")
    assert SECRET not in out and "Stays" in out
    assert SECRET in export_case(room.work, reference="LAN-0500", target=tmp_path / "there.json").read_text(
        "utf-8"
    )
    with room.work.reading() as reading:
        verbs = {(entry.verb, entry.record_id) for entry in reading.audit(6)}
    assert {("moved to another record", here.id), ("moved from another record", there.id)} <= verbs
    assert room.vault.verify().faults == ()


def test_a_case_file_of_the_record_it_left_can_be_taken_elsewhere(
    room: Room, pair: tuple[Meeting, Meeting], tmp_path: Path
) -> None:
    here, there = pair
    said = _keep(room, here, SECRET)
    for kind in (EntryKind.ACTION, EntryKind.DECISION, EntryKind.CONTRIBUTION):
        contributions.change_kind(room.work, entry_id=said.id, kind=kind)
    moved = _move(room, said, there)
    assert (moved.text, moved.words) == (SECRET, f"pol: {SECRET}")
    out = export_case(room.work, reference="LAN-0417", target=tmp_path / "case.json")
    assert SECRET not in out.read_text("utf-8")
    other = Room(tmp_path / "vault")
    (result,) = import_files(other.work, paths=[out])
    other.close()
    assert result.new
    assert room.act(here).tag == "M01-02", "the number of the action it once was is never given again"


def test_undo_stays_on_its_side_of_the_move(room: Room, pair: tuple[Meeting, Meeting]) -> None:
    here, there = pair
    first = _keep(room, here, "First")
    said = _keep(room, here, SECRET)
    contributions.reattribute(room.work, entry_ids=(first.id, said.id), agency="hsg")
    contributions.revise_entry(room.work, entry_id=said.id, revision=2, text=f"{SECRET} twice")
    mine = _keep(room, there, "Mine")
    moved = _move(room, said, there)
    assert room.look(here).can_undo == "2 entries: Housing", "the change of the moved entry alone is gone"
    assert room.look(there).can_undo == "Entry at 10:00"
    undo.undo(room.work, meeting_id=there.id)
    assert [entry.id for entry in room.view(there).entries] == [moved.id]
    undo.redo(room.work, meeting_id=there.id)
    assert {entry.id for entry in room.view(there).entries} == {mine.id, moved.id}
    undo.undo(room.work, meeting_id=here.id)
    assert [(entry.text, entry.agency) for entry in room.view(here).entries] == [("First", "pol")]
    undo.undo(room.work, meeting_id=here.id)
    assert room.view(here).entries == ()
    for _ in range(2):
        undo.redo(room.work, meeting_id=here.id)
    assert [(entry.text, entry.agency) for entry in room.view(here).entries] == [("First", "hsg")]
    assert SECRET not in repr(room.view(here))


def test_it_comes_back_into_its_old_place_as_it_reads_now(room: Room, pair: tuple[Meeting, Meeting]) -> None:
    here, there = pair
    texts = [_keep(room, here, text) for text in ("One", "Two", "Three")]
    moved = _move(room, texts[1], there)
    contributions.revise_entry(room.work, entry_id=moved.id, revision=1, text="Two, better")
    (back,) = transfers.move_back(room.work, entry_ids=(moved.id,)).value
    assert [entry.text for entry in room.view(here).entries] == ["One", "Two, better", "Three"]
    assert (back.item, back.agency, back.words) == ("risk", "pol", "pol: Two")
    assert room.view(there).entries == () and room.look(there).can_undo == "Statement read at 10:00"
    with pytest.raises(RuleError, match="was not moved here"):
        transfers.move_back(room.work, entry_ids=(texts[0].id,))
    again = _move(room, back, there)
    assert room.view(there).entries[0].id == again.id


def test_what_was_said_in_a_closed_part_goes_to_those_who_stayed_alone(
    room: Room, pair: tuple[Meeting, Meeting]
) -> None:
    here, there = pair
    stayed = {row.id: row.agency for row in room.look(here).attendance if row.agency in ("pol", "prob")}
    part = closed_parts.begin_closed_part(room.work, meeting_id=here.id, stayed=tuple(stayed)).value
    said = _keep(room, here, SECRET)
    moved = _move(room, said, there)
    assert moved.handling is Handling.NAMED_RECIPIENTS
    assert set(moved.recipients) == set(stayed.values())
    assert moved.closed_part_id is None
    (back,) = transfers.move_back(room.work, entry_ids=(moved.id,)).value
    assert (back.closed_part_id, back.handling, back.recipients) == (part.id, Handling.NORMAL, ())


def test_the_same_person_speaks_there_where_they_are_on_the_list(
    room: Room, pair: tuple[Meeting, Meeting]
) -> None:
    here, there = pair
    both = [
        roll_call.add_person(room.work, meeting_id=meeting.id, agency="hsg", name="Ola Nowak").value
        for meeting in pair
    ]
    alone = roll_call.add_person(room.work, meeting_id=here.id, agency="hsg", name="Cai Rees").value
    known = _move(room, _keep(room, here, "Known", attendance_id=both[0].id), there)
    other = _move(room, _keep(room, here, "Other", attendance_id=alone.id), there)
    assert (known.agency, known.attendance_id) == ("hsg", both[1].id)
    assert (other.agency, other.attendance_id) == ("hsg", None)


def test_what_stays_is_refused_in_one_sentence_and_nothing_changes(
    room: Room, pair: tuple[Meeting, Meeting]
) -> None:
    here, there = pair
    said = _keep(room, here, "Said")
    action = room.act(here)
    issue = _keep(room, here, "No keys", kind=EntryKind.ISSUE)
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.ACTION, by_entry_id=action.entry_id
    )
    before = room.view(here), room.view(there)
    for ids, to, reason, words in (
        ((said.id,), there.id, "  ", "Why does it go"),
        ((said.id, issue.id), there.id, WRONG, "Open it again"),
        ((said.id,), here.id, WRONG, "in that record already"),
        ((), there.id, WRONG, "at least one"),
    ):
        with pytest.raises(RuleError, match=words):
            transfers.move_to_record(room.work, entry_ids=ids, to_meeting_id=to, reason=reason)
    with pytest.raises(RuleError, match="at least one"):
        transfers.move_back(room.work, entry_ids=())
    assert (room.view(here), room.view(there)) == before


def test_an_issue_that_was_answered_once_leaves_no_thread_for_undo(
    room: Room, pair: tuple[Meeting, Meeting]
) -> None:
    here, there = pair
    action = room.act(here)
    issue = _keep(room, here, "No keys", kind=EntryKind.ISSUE)
    settled = {"entry_id": issue.id, "by_entry_id": action.entry_id}
    contributions.settle_issue(room.work, outcome=IssueOutcome.ACTION, **settled)
    contributions.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.OPEN)
    moved = _move(room, issue, there)
    assert (moved.outcome, moved.entry_kind) == (IssueOutcome.OPEN, EntryKind.ISSUE)
    undo.undo(room.work, meeting_id=here.id)
    assert [entry.settles_issue_id for entry in room.view(here).entries] == [None]
    undo.undo(room.work, meeting_id=here.id)
    undo.redo(room.work, meeting_id=here.id)
    assert [entry.settles_issue_id for entry in room.view(here).entries] == [None]


def test_an_answer_that_went_away_leaves_its_issue_open_whatever_is_undone(
    room: Room, pair: tuple[Meeting, Meeting]
) -> None:
    here, there = pair
    issue = _keep(room, here, "No keys", kind=EntryKind.ISSUE)
    answer = room.act(here).entry_id
    settled = {"entry_id": issue.id, "by_entry_id": answer}
    contributions.settle_issue(room.work, outcome=IssueOutcome.ACTION, **settled)
    turned = contributions.change_kind(room.work, entry_id=answer, kind=EntryKind.NOTE).value
    _move(room, turned, there)
    for call in (undo.undo, undo.undo, undo.redo, undo.redo):
        call(room.work, meeting_id=here.id)
        assert [entry.outcome for entry in room.view(here).entries] == [IssueOutcome.OPEN]


def test_approved_minutes_neither_give_nor_take(room: Room) -> None:
    here, there = room.running(room.case("LAN-0417")), room.running(room.case("LAN-0500"))
    said, other = _keep(room, here, "Said"), _keep(room, there, "Other")
    room.finish(there)
    with pytest.raises(RuleError, match="approved"):
        _move(room, said, there)
    with pytest.raises(RuleError, match="approved"):
        _move(room, other, here)


def test_the_day_s_meetings_of_other_people_are_offered_first(room: Room) -> None:
    mine = room.running(room.case("LAN-0417"))
    later = room.planned(room.case("LAN-0510"))
    runs = room.running(room.case("LAN-0500"))
    old = room.case("LAN-0520")
    done = room.running(old)
    room.finish(done)
    room.planned(old, MeetingKind.REVIEW)
    far = meetings.plan_meeting(
        room.work,
        case_id=room.case("LAN-0530").id,
        kind=MeetingKind.INITIAL,
        on=room.work.today() + timedelta(days=9),
    ).value
    offered = [row.meeting_id for row in transfers.other_records(room.work, meeting_id=mine.id)]
    assert offered[0] == runs.id and offered[-1] == far.id
    assert later.id in offered and mine.id not in offered and done.id not in offered


def test_both_records_tell_the_way_it_went(room: Room, pair: tuple[Meeting, Meeting]) -> None:
    here, there = pair
    moved = _move(room, _keep(room, here, "Said"), there)
    (gone,) = entry_lives.departures(room.work, meeting_id=here.id)
    assert (gone.to, gone.reason, gone.by, gone.now_id) == ("LAN-0500-M01", WRONG, "Jo Parry", moved.id)
    life = entry_lives.entry_life(room.work, entry_id=moved.id)
    assert (life.came_from, life.came_because) == ("LAN-0417-M01", WRONG)
    assert entry_lives.departures(room.work, meeting_id=there.id) == ()
    third = room.running(room.case("LAN-0600"))
    on = _move(room, moved, third, "Not this one either")
    (gone,) = entry_lives.departures(room.work, meeting_id=here.id)
    assert (gone.to, gone.reason, gone.now_id) == ("LAN-0600-M01", WRONG, on.id)
    assert [one.to for one in entry_lives.departures(room.work, meeting_id=there.id)] == ["LAN-0600-M01"]
    back = transfers.move_back(room.work, entry_ids=(on.id,)).value
    transfers.move_back(room.work, entry_ids=(_move(room, back[0], here).id,))
    for meeting, told in ((here, ["LAN-0500-M01"]), (third, ["LAN-0500-M01"]), (there, [])):
        assert [one.to for one in entry_lives.departures(room.work, meeting_id=meeting.id)] == told


def test_the_life_of_an_entry_holds_every_state_of_its_words(room: Room) -> None:
    meeting = room.running()
    said = _keep(room, meeting, "np")
    contributions.revise_entry(room.work, entry_id=said.id, revision=1, text="No further intelligence")
    contributions.reorder_entry(room.work, entry_id=said.id, after_id=None)
    contributions.move_entry(room.work, entry_ids=(said.id,), item="plan")
    contributions.remove_entry(room.work, entry_id=said.id)
    contributions.bring_back(room.work, entry_id=said.id)
    life = entry_lives.entry_life(room.work, entry_id=said.id)
    assert [(state.what, state.text) for state in life.states][:2] == [
        ("Kept", "np"),
        ("Changed", "No further intelligence"),
    ]
    assert [state.what for state in life.states][-2:] == ["Removed", "Brought back"]
    assert "Moved to" in life.states[2].what and {state.by for state in life.states} == {"Jo Parry"}
    assert (life.entry.words, life.came_from) == ("pol: np", "")

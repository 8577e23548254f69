"""An entry that was split, joined or acted on before it goes to another record leaves no word either."""

from __future__ import annotations

from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Acceptance
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import (
    action_reviews,
    closed_parts,
    contributions,
    entry_lives,
    splitting,
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

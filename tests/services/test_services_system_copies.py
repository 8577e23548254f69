"""The copy for the case system: words in blocks, what stays out of them, and what was ticked off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.services import areas, closed_parts, contributions, handouts, system_copies
from mappa_desk.services.desk import desk_view

SECRET, NAMED, CLOSED = "Sanitise this source", "For the police alone", "Said behind closed doors"


def say(room: Room, meeting_id: str, text: str) -> str:
    item = desk_view(room.work, meeting_id=meeting_id).items[3].code
    return contributions.keep_line(
        room.work, meeting_id=meeting_id, item=item, text=text, agency="pol"
    ).value.id


def restricted_meeting(room: Room) -> str:
    meeting = room.running()
    say(room, meeting.id, "Rent is paid & he <signs> in twice a day.\nHe is calm.")
    contributions.set_handling(room.work, entry_id=say(room, meeting.id, SECRET), handling=Handling.SANITISE)
    contributions.set_handling(
        room.work,
        entry_id=say(room, meeting.id, NAMED),
        handling=Handling.NAMED_RECIPIENTS,
        recipients=("pol",),
    )
    rows = desk_view(room.work, meeting_id=meeting.id).attendance
    stayed = tuple(row.id for row in rows if row.agency in ("pol", "prob"))
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=stayed, reason="Police source")
    say(room, meeting.id, CLOSED)
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    return meeting.id


def all_text(view: system_copies.CopyView) -> str:
    return "\n".join(one.block.body for one in view.blocks)


def test_a_draft_says_so_and_leaves_restricted_parts_out(room: Room) -> None:
    meeting_id = restricted_meeting(room)
    view = system_copies.copy_view(room.work, meeting_id=meeting_id)
    text = all_text(view)
    assert "Rent is paid & he <signs> in twice a day.\nHe is calm." in text
    assert not any(words in text for words in (SECRET, NAMED, CLOSED))
    assert (view.status, view.version) == (MinutesStatus.DRAFT, 0)
    assert all("(draft" in one.block.head for one in view.blocks)
    assert view.left_out == handouts.left_out_words(
        handouts.left_out(room.work, meeting_id=meeting_id, kind=DocumentKind.MINUTES)
    )
    assert len(view.left_out) == 3


def test_the_areas_own_file_holds_restricted_parts_when_asked(room: Room) -> None:
    meeting_id = restricted_meeting(room)
    view = system_copies.copy_view(room.work, meeting_id=meeting_id, restricted=True)
    text = all_text(view)
    assert NAMED in text and CLOSED in text
    assert SECRET not in text
    assert len(view.left_out) == 1


def test_the_areas_length_cuts_the_blocks(room: Room) -> None:
    meeting = room.running()
    assert system_copies.copy_view(room.work, meeting_id=meeting.id).length == 4_000
    standard = next(one for one in areas.area_view(room.work).standards if one.id == system_copies.STANDARD)
    assert not standard.verified and standard.unit == "characters"
    areas.save_standard(room.work, standard=replace(standard, value=500))
    view = system_copies.copy_view(room.work, meeting_id=meeting.id)
    assert len(view.blocks) > 3
    assert all(len(one.block.text) <= 500 for one in view.blocks)
    assert view.blocks[1].block.head.startswith(f"{view.reference} block 2 of {len(view.blocks)} (draft")


def test_a_tick_stands_until_the_words_change(room: Room) -> None:
    meeting = room.running()
    entry_id = say(room, meeting.id, "Rent is paid.")
    blocks = system_copies.copy_view(room.work, meeting_id=meeting.id).blocks
    first = next(one for one in blocks if "Rent is paid." in one.block.body)
    place = first.block.number - 1
    told = {"meeting_id": meeting.id, "block": first.block, "version": 0, "entered_on": date(2026, 11, 23)}
    tick = system_copies.tick_block(room.work, **told, system=" Delius ", reference="X 4711").value
    view = system_copies.copy_view(room.reopened(), meeting_id=meeting.id)
    assert view.blocks[place].ticked == (tick,)
    assert (tick.system, tick.reference, view.systems, view.last) == ("Delius", "X 4711", ("Delius",), tick)
    with pytest.raises(RuleError, match="ticked off for this system already"):
        system_copies.tick_block(room.work, **told, system="Delius")
    system_copies.tick_block(room.work, **told, system="Liquid Logic")

    entry = next(one for one in desk_view(room.work, meeting_id=meeting.id).entries if one.id == entry_id)
    contributions.revise_entry(
        room.work, entry_id=entry.id, revision=entry.revision, text="Rent is not paid."
    )
    view = system_copies.copy_view(room.work, meeting_id=meeting.id)
    assert view.blocks[place].ticked == ()
    assert [one.system for one in view.blocks[place].changed] == ["Delius", "Liquid Logic"]
    assert view.others == ()


def test_a_tick_is_taken_back_with_its_history(room: Room) -> None:
    meeting = room.running()
    block = system_copies.copy_view(room.work, meeting_id=meeting.id).blocks[0].block
    tick = system_copies.tick_block(
        room.work,
        meeting_id=meeting.id,
        block=block,
        version=0,
        system="Delius",
        entered_on=date(2026, 11, 23),
    ).value
    system_copies.untick_block(room.work, copy_id=tick.id)
    assert system_copies.copy_view(room.work, meeting_id=meeting.id).blocks[0].ticked == ()
    with room.work.reading() as reading:
        assert [one.body.removed for one in reading.revisions(SystemCopy, tick.id)] == [False, True]
    with pytest.raises(RuleError, match="taken back already"):
        system_copies.untick_block(room.work, copy_id=tick.id)


@pytest.mark.parametrize(
    ("system", "days", "sentence"), [(" ", 0, "Into which system"), ("Delius", 2, "still to come")]
)
def test_a_tick_needs_a_system_and_a_day_that_was(room: Room, system: str, days: int, sentence: str) -> None:
    meeting = room.running()
    block = system_copies.copy_view(room.work, meeting_id=meeting.id).blocks[0].block
    day = room.work.today() + timedelta(days=days)
    with pytest.raises(RuleError, match=sentence):
        system_copies.tick_block(
            room.work, meeting_id=meeting.id, block=block, version=0, system=system, entered_on=day
        )


def test_approved_minutes_are_copied_as_they_were_sealed_and_can_be_ticked(room: Room) -> None:
    meeting = room.running()
    room.finish(meeting)
    view = system_copies.copy_view(room.work, meeting_id=meeting.id)
    assert (view.status, view.version) == (MinutesStatus.APPROVED, 1)
    assert view.blocks[0].block.head.endswith(f"block 1 of {len(view.blocks)} (version 1, practice)")
    for one in view.blocks:
        system_copies.tick_block(
            room.work, meeting_id=meeting.id, block=one.block, version=1, system="Delius",
            entered_on=room.work.today(),
        )  # fmt: skip
    after = system_copies.copy_view(room.work, meeting_id=meeting.id)
    assert all(len(one.ticked) == 1 for one in after.blocks)

"""Going down the list with single letters, and taking somebody off it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, make_vault

from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.services.roll_call import add_person


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("roll") / "vault"
    return folder, make_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """A planned meeting: four are expected, the other agencies sent apologies; the keyboard in the list."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    room.press("Ctrl+Shift+P")
    room.press("Home")
    yield room
    room.close()


def agencies(desk: DeskRoom) -> list[str]:
    return [row.attendance.agency for row in desk.page._models.people.rows]


def current(desk: DeskRoom) -> str:
    row = desk.page.panel.roll_call.current()
    assert row is not None
    return row.attendance.name or row.attendance.agency


def states(desk: DeskRoom) -> dict[str, AttendanceState]:
    return {row.name: row.state for row in desk.kept().attendance if row.name}


def mark(desk: DeskRoom, letter: str) -> None:
    desk.press(letter)
    desk.idle()


def test_every_letter_leaves_the_cursor_on_the_person_and_down_goes_to_the_next(desk: DeskRoom):
    before = agencies(desk)
    names = []
    for letter in ("A", "P", "N", "V"):
        names.append(current(desk))
        mark(desk, letter)
        assert current(desk) == names[-1]
        desk.press("Down")
    assert agencies(desk) == before
    assert [states(desk)[name] for name in names] == [
        AttendanceState.APOLOGIES,
        AttendanceState.ATTENDED,
        AttendanceState.NO_REPLY,
        AttendanceState.ATTENDED,
    ]


def test_a_slip_is_put_right_on_the_same_row(desk: DeskRoom):
    who = current(desk)
    mark(desk, "A")
    mark(desk, "P")
    assert current(desk) == who and states(desk)[who] is AttendanceState.ATTENDED


def test_the_absent_go_to_their_place_once_the_keyboard_has_left(desk: DeskRoom):
    first = agencies(desk)[0]
    heading = [row.opens_absent for row in desk.page._models.people.rows].index(True)
    mark(desk, "A")
    rows = desk.page._models.people.rows
    assert rows[0].absent and [row.opens_absent for row in rows].index(True) == heading
    desk.page.escape()
    rows = desk.page._models.people.rows
    assert agencies(desk)[0] != first
    assert [row.opens_absent for row in rows].index(True) == heading - 1
    assert all(row.absent for row in rows[heading - 1 :]) and not any(
        row.absent for row in rows[: heading - 1]
    )


def test_somebody_added_while_the_order_is_held_stands_with_the_present(desk: DeskRoom):
    mark(desk, "A")
    held = agencies(desk)
    add_person(desk.work, meeting_id=desk.meeting_id, agency="pol", name="Wyn Parry")
    desk.page.state.outbox.ask_view()
    desk.until(lambda: len(agencies(desk)) == len(held) + 1)
    rows = desk.page._models.people.rows
    heading = [row.opens_absent for row in rows].index(True)
    assert rows[heading - 1].attendance.name == "Wyn Parry"


def test_delete_takes_somebody_off_the_list_and_undo_brings_them_back(desk: DeskRoom):
    before, who = agencies(desk), current(desk)
    desk.press("Delete")
    desk.until(lambda: len(agencies(desk)) == len(before) - 1)
    desk.idle()
    assert who not in states(desk) and desk.focus() is desk.page.panel.roll_call.list
    assert f"{who}" in desk.shell.said[-1] and "off the list" in desk.shell.said[-1]
    assert current(desk) != who
    desk.press("Ctrl+Z")
    desk.until(lambda: who in states(desk))


def test_the_bar_that_names_it_brings_them_back_too(desk: DeskRoom):
    who = current(desk)
    desk.press("Delete")
    desk.until(lambda: who not in states(desk))
    desk.idle()
    desk.page.record.take_offer()
    desk.until(lambda: who in states(desk))


def test_who_took_part_or_spoke_stays_and_is_told_why(desk: DeskRoom):
    who = current(desk)
    mark(desk, "P")
    desk.press("Delete")
    desk.until(lambda: "took part" in desk.page.panel.capture.said())
    assert who in states(desk)


def test_who_was_given_an_action_stays(desk: DeskRoom):
    who = current(desk)
    row = desk.page.panel.roll_call.current().attendance
    desk.page.focus_line()
    desk.say(f"@{row.agency} confirm the address by 27/11")
    desk.idle()
    assert desk.kept().actions[0].owner_attendance_id == row.id
    desk.press("Ctrl+Shift+P")
    desk.press("Delete")
    desk.until(lambda: "stays on the list" in desk.page.panel.capture.said())
    assert who in states(desk)


def test_apologies_are_part_of_the_record_once_the_meeting_has_begun(desk: DeskRoom):
    who = current(desk)
    mark(desk, "A")
    desk.page.commands()["start_meeting"]()
    desk.idle()
    desk.press("Ctrl+Shift+P")
    while current(desk) != who:
        desk.press("Down")
    desk.press("Delete")
    desk.until(lambda: "answer" in desk.page.panel.capture.said())
    assert who in states(desk)

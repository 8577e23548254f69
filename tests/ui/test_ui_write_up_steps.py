"""Joining, splitting, moving and ticking paragraphs by keys, and the way back from each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from desk_room import copied
from write_up_room import SAID, WriteUpRoom, closed_vault

from mappa_desk.services import contributions

VISITS = SAID[1][1]
PATROL = SAID[0][1]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up_steps") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[WriteUpRoom]:
    """The page of that meeting."""
    folder, meeting_id = template
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def bar(desk: WriteUpRoom) -> str:
    ui = desk.page.panel._ui
    return "" if ui.undo_bar.isHidden() else ui.undo_label.text()


def test_two_entries_of_one_speaker_are_joined_and_undo_names_it(desk: WriteUpRoom) -> None:
    first, second = desk.at("2 nov"), desk.go("3 visits")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    assert f"{PATROL} {VISITS}" in desk.texts()
    assert desk.page.state.key == first.key and desk.page.state.position == len(PATROL) + 1
    assert bar(desk) == "Joined."
    desk.press("Ctrl+Z")
    desk.idle()
    assert desk.texts()[:2] == [PATROL, VISITS]
    assert desk.hint == f"Joined {first.label} and {second.label}. Undone"
    assert bar(desk) == "" and desk.hint in desk.shell.said
    desk.press("Ctrl+Y")
    desk.idle()
    assert f"{PATROL} {VISITS}" in desk.texts()


def test_undo_of_a_split_puts_the_caret_back_where_it_was_split(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", VISITS.index("1 not"))
    desk.press("Ctrl+Shift+Return")
    desk.idle()
    assert desk.page.state.key != found.key
    desk.press("Ctrl+Z")
    desk.idle()
    assert (desk.page.state.key, desk.page.state.position) == (found.key, VISITS.index("1 not"))
    desk.press("Ctrl+Y")
    desk.idle()
    assert VISITS not in desk.texts()


def test_ctrl_z_and_ctrl_y_with_nothing_to_do_say_so(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Z")
    assert desk.hint.startswith("Nothing done here is left to take back.")
    desk.press("Ctrl+Y")
    assert desk.hint == "Nothing was taken back that could be done again."


def test_what_was_typed_before_a_join_is_kept_first(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.type("New. ")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    assert f"{PATROL} New. {VISITS}" in desk.texts()
    desk.press("Ctrl+Z")
    desk.idle()
    assert f"New. {VISITS}" in desk.texts() and PATROL in desk.texts()


def test_keys_typed_while_a_split_is_on_its_way_land_in_the_new_paragraph(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", VISITS.index("1 not"))
    desk.press("Ctrl+Shift+Return")
    desk.type("and ")
    desk.idle()
    desk.page.settle(lambda _error: None)
    desk.idle()
    entries = desk.entries()
    at = next(place for place, entry in enumerate(entries) if entry.id == found.entry_id)
    assert entries[at].text == "3 visits since last," and entries[at + 1].text == "and 1 not ans"
    assert entries[at + 1].words == VISITS and desk.here == "and 1 not ans"


def test_another_speaker_is_not_joined_and_one_sentence_says_why(desk: WriteUpRoom) -> None:
    desk.go("reported as told")
    before = desk.texts()
    desk.press("Ctrl+Shift+J")
    desk.idle()
    assert desk.hint == "Only entries of one speaker can be joined." and desk.hint in desk.shell.said
    assert desk.texts() == before and bar(desk) == ""
    desk.type("x")
    assert desk.here.startswith("x")


def test_undo_of_typing_stops_and_never_reaches_into_the_record(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    desk.type("new ")
    joined = desk.texts()
    assert bar(desk) == ""
    for _ in range(6):
        desk.press("Ctrl+Z")
    desk.idle()
    assert desk.here == f"{PATROL} {VISITS}" and desk.texts() == joined


def test_alt_down_moves_within_the_item_and_undo_brings_it_back(desk: WriteUpRoom) -> None:
    found = desk.go("2 nov", 3)
    desk.press("Alt+Down")
    desk.idle()
    assert desk.texts()[:2] == [VISITS, PATROL]
    assert desk.page.state.key == found.key and bar(desk) == "Moved 9.1 down."
    desk.press("Ctrl+Z")
    desk.idle()
    assert desk.texts()[:2] == [PATROL, VISITS]


def test_the_bar_undoes_too(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    desk.page.panel._ui.undo_button.click()
    desk.idle()
    assert desk.texts()[:2] == [PATROL, VISITS]


def test_a_new_paragraph_takes_the_keys_that_follow_at_once(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Shift+A")
    desk.type("The person was at work.")
    desk.idle()
    desk.page.settle(lambda _error: None)
    desk.idle()
    texts = desk.texts()
    assert texts[texts.index(VISITS) + 1] == "The person was at work."


def test_ctrl_enter_finishes_and_goes_to_the_next_that_is_not(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.type("Done. ")
    before = desk.page.state.up.finished
    desk.press("Ctrl+Return")
    desk.idle()
    assert desk.page.state.up.finished == before + 1
    assert desk.page.state.paragraph(found.key).finished
    assert desk.page.state.key == desk.at("reported as told").key
    assert f"Done. {VISITS}" in desk.texts()
    desk.press("Ctrl+Z")
    desk.idle()
    assert (
        not desk.page.state.paragraph(found.key).finished and desk.hint == f"{found.label} finished. Undone"
    )
    desk.press("Ctrl+Y")
    desk.idle()
    assert desk.page.state.paragraph(found.key).finished
    desk.page.page.go_to(found.key, 0)
    desk.run("reopen_paragraph")
    desk.idle()
    assert not desk.page.state.paragraph(found.key).finished


def test_why_and_the_risk_are_finished_one_by_one(desk: WriteUpRoom) -> None:
    desk.page.page.go_to("front:brief_why", 0)
    desk.press("Ctrl+Return")
    desk.idle()
    assert desk.page.state.key == "front:brief_risk"
    assert desk.page.state.paragraph("front:brief_why").finished
    assert not desk.page.state.paragraph("front:brief_risk").finished


def test_progress_is_told_in_the_footer(desk: WriteUpRoom) -> None:
    up = desk.page.state.up
    told = desk.page.panel._ui.progress_label.text()
    assert told == f"{up.finished} of {up.of} paragraphs finished, {up.words:,} words"


def test_the_decision_is_not_split_and_the_reason_is_said(desk: WriteUpRoom) -> None:
    desk.go("the map on the licence", 4)
    before = desk.texts()
    desk.press("Ctrl+Shift+Return")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    assert desk.texts() == before and desk.hint.endswith(".") and bar(desk) == ""


def test_what_was_done_elsewhere_since_is_not_taken_back_by_ctrl_z(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    other = desk.at("niece 16")
    contributions.reattribute(desk.work, entry_ids=(other.entry_id,), agency="hsg")
    desk.page.state.outbox.ask_view()
    desk.idle()
    desk.press("Ctrl+Z")
    desk.idle()
    assert f"{PATROL} {VISITS}" in desk.texts()
    assert next(one for one in desk.entries() if one.id == other.entry_id).agency == "hsg"
    assert desk.hint.startswith("Something else was changed since.")
    desk.run("undo_write_up")
    desk.idle()
    assert next(one for one in desk.entries() if one.id == other.entry_id).agency == ""


def test_a_step_made_elsewhere_under_the_same_words_is_not_taken_back_either(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+Shift+J")
    desk.idle()
    other = next(one for one in desk.entries() if one.text == desk.at("niece 16").text)
    with desk.work.writing() as uow:
        uow.save(replace(other, agency="hsg"))
        uow.step(desk.meeting_id, desk.page.state.view.can_undo)
    desk.page.state.outbox.ask_view()
    desk.idle()
    desk.press("Ctrl+Z")
    desk.idle()
    assert next(one for one in desk.entries() if one.id == other.id).agency == "hsg"
    assert f"{PATROL} {VISITS}" in desk.texts()


def test_an_empty_new_paragraph_leaves_the_page_and_a_typed_one_survives_a_crash(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    before = len(desk.page.page.paragraphs)
    desk.run("new_paragraph")
    assert len(desk.page.page.paragraphs) == before + 1
    desk.press("Ctrl+Down")
    desk.until(lambda: len(desk.page.page.paragraphs) == before)
    desk.go("3 visits")
    desk.run("new_paragraph")
    desk.type("Half")

    def kept() -> bool:
        with desk.work.reading() as reading:
            return any(draft.text == "Half" for draft in reading.drafts())

    desk.until(kept, 3_000)
    desk.jobs.drain()  # nothing is saved: the process is gone
    desk.vault.close()
    again = WriteUpRoom(desk.folder, desk.meeting_id).show()
    assert again.here == "Half" and "half typed" in again.hint
    again.press("Ctrl+Down")
    again.idle()
    texts = again.texts()
    assert texts[texts.index(VISITS) + 1] == "Half"
    again.close()

"""Writing up: what is typed is a draft within a second, a revision when the caret leaves, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import copied
from window_room import AnsweredFiles
from write_up_room import WriteUpRoom, closed_vault

from mappa_desk.domain.errors import DiskFull
from mappa_desk.services.contributions import remove_entry, revise_entry

VISITS = "3 visits since last, 1 not ans"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[WriteUpRoom]:
    """The page of that meeting."""
    folder, meeting_id = template
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def drafts(desk: WriteUpRoom) -> dict[str, str]:
    with desk.work.reading() as reading:
        return {draft.place: draft.text for draft in reading.drafts()}


def test_typing_is_a_draft_within_a_second_and_no_revision(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.type("Yes: ")
    desk.until(lambda: drafts(desk).get(found.key) == "Yes: " + VISITS, 3_000)
    assert VISITS in desk.texts()


def test_leaving_the_paragraph_makes_a_revision_and_the_shorthand_stays(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.type("Three visits, that is ")
    desk.press("Down")
    desk.idle()
    assert desk.page.state.key != found.key
    entry = next(entry for entry in desk.entries() if entry.id == found.entry_id)
    assert entry.text == "Three visits, that is " + VISITS and entry.words == VISITS
    assert found.key not in drafts(desk)
    assert desk.shell.saves > 0


def test_ctrl_s_writes_where_the_caret_is_and_typing_goes_on(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", len(VISITS))
    desk.type(" one ")
    told: list[Exception | None] = []
    desk.page.settle(told.append)
    desk.type("two")
    desk.until(lambda: told)
    desk.idle()
    assert told == [None] and desk.here == VISITS + " one two"
    desk.press("Up")
    desk.idle()
    assert next(one for one in desk.entries() if one.id == found.entry_id).text == VISITS + " one two"


def test_keys_that_fall_between_saves_are_all_kept(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", len(VISITS))
    typed = " and a word more for every save"
    for letter in typed:
        desk.type(letter)
        desk.page.settle(lambda _error: None)
    desk.idle()
    assert desk.here == VISITS + typed
    assert not desk.shell.banners and not desk.shell.reported
    assert next(one for one in desk.entries() if one.id == found.entry_id).text == VISITS + typed


def test_a_full_disk_takes_nothing_off_the_screen(desk: WriteUpRoom, monkeypatch) -> None:
    found = desk.go("3 visits")

    def full(*_args, **_kwargs):
        raise DiskFull("No space left on the device.")

    monkeypatch.setattr(type(desk.vault), "writing", full)
    monkeypatch.setattr(type(desk.vault), "keep_draft", full)
    desk.type("Kept? ")
    desk.press("Down")
    desk.until(lambda: desk.shell.unkept)
    assert isinstance(desk.shell.reported[-1], DiskFull)
    desk.type("More. ")
    assert desk.page.page.text_of(found.key) == "Kept? " + VISITS
    monkeypatch.undo()
    desk.shell.retries[-1]()
    desk.until(lambda: not desk.shell.unkept)
    desk.idle()
    assert next(one for one in desk.entries() if one.id == found.entry_id).text == "Kept? " + VISITS
    desk.page.settle(lambda _error: None)
    desk.idle()
    assert any("More. " in text for text in desk.texts())


def test_a_killed_program_gives_the_draft_back(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.type("Half a sent")
    desk.until(lambda: found.key in drafts(desk), 3_000)
    again = WriteUpRoom.__new__(WriteUpRoom)
    desk.jobs.drain()  # nothing is saved: the process is gone
    desk.vault.close()
    again.__init__(desk.folder, desk.meeting_id)
    again.show()
    assert again.page.state.key == found.key and again.here == "Half a sent" + VISITS
    assert again.hint == f"What was half typed is back: {found.label}."
    assert VISITS in again.texts()
    again.press("Down")
    again.idle()
    assert "Half a sent" + VISITS in again.texts()
    assert found.key not in drafts(again)
    again.close()


def test_a_text_that_was_changed_elsewhere_stands_beside_what_was_typed(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.type("Mine. ")
    revise_entry(desk.work, entry_id=found.entry_id, revision=found.revision, text="Theirs.")
    desk.press("Down")
    desk.until(lambda: "both" in desk.shell.banners)
    banner = desk.shell.banners["both"]
    assert banner.sentence == "Both are kept; choose one."
    assert drafts(desk)[found.key] == "Mine. " + VISITS and "Theirs." in desk.texts()
    banner.actions[0].call()
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.page.panel.sheet.mine_chosen.emit()
    desk.idle()
    assert "Mine. " + VISITS in desk.texts() and "both" not in desk.shell.banners
    assert desk.page.panel.sheet is None and found.key not in drafts(desk)


def test_left_as_it_is_kept_the_page_shows_the_kept_text(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.type("Mine. ")
    revise_entry(desk.work, entry_id=found.entry_id, revision=found.revision, text="Theirs.")
    desk.press("Down")
    desk.until(lambda: "both" in desk.shell.banners)
    desk.shell.banners["both"].actions[0].call()
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.page.panel.sheet.kept_chosen.emit()
    desk.idle()
    assert desk.page.page.text_of(found.key) == "Theirs." and "Theirs." in desk.texts()
    assert found.key not in drafts(desk)


def test_an_emptied_paragraph_stands_again_and_it_is_said_how_one_is_removed(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.press("Ctrl+A")
    desk.press("Delete")
    desk.press("Ctrl+End")
    desk.idle()
    assert desk.hint == "A paragraph cannot be empty, so its words are back. Ctrl+Shift+Del removes it."
    assert desk.page.page.text_of(found.key) == VISITS and VISITS in desk.texts()


def test_two_fields_of_one_decision_are_kept_one_after_the_other(desk: WriteUpRoom) -> None:
    desk.go("the map on the licence")
    desk.type("First. ")
    desk.go("two maps cannot")
    desk.type("Second. ")
    desk.page.settle(lambda _error: None)
    desk.idle()
    decision = desk.kept().decisions[0]
    assert decision.decided == "First. the map on the licence applies"
    assert decision.because == "Second. two maps cannot be enforced"
    assert not desk.shell.banners


def test_while_the_disk_is_full_a_copy_can_be_saved_elsewhere(
    desk: WriteUpRoom, monkeypatch, tmp_path
) -> None:
    found = desk.go("3 visits")

    def full(*_args, **_kwargs):
        raise DiskFull("No space left on the device.")

    monkeypatch.setattr(type(desk.vault), "writing", full)
    monkeypatch.setattr(type(desk.vault), "keep_draft", full)
    desk.type("Elsewhere. ")
    desk.press("Down")
    desk.until(lambda: desk.shell.unkept)
    copy = desk.page.elsewhere.unkept()
    assert [(one.text, one.entry_id) for one in copy.words] == [("Elsewhere. " + VISITS, found.entry_id)]
    files = AnsweredFiles(save=tmp_path)
    desk.page.elsewhere._files = files
    desk.run("save_elsewhere")
    desk.until(lambda: desk.hint.startswith("A copy is in"))
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert len(written) == 1 and b"Elsewhere" not in written[0].read_bytes()
    monkeypatch.undo()
    desk.shell.retries[-1]()
    desk.until(lambda: not desk.shell.unkept)


def test_a_paragraph_that_was_removed_elsewhere_keeps_what_was_typed_in_it(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits")
    desk.type("Mine. ")
    remove_entry(desk.work, entry_id=found.entry_id)
    desk.press("Down")
    desk.until(lambda: "both" in desk.shell.banners)
    desk.shell.banners["both"].actions[0].call()
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.page.panel.sheet.new_chosen.emit()
    desk.idle()
    assert "Mine. " + VISITS in desk.texts() and "both" not in desk.shell.banners
    assert desk.page.panel.sheet is None

"""An entry that was changed while its text was edited: both texts stand, and one is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, running_vault
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from test_ui_desk_page import reopened

from mappa_desk.domain.contributions import Handling
from mappa_desk.services import contributions
from mappa_desk.ui.views.both_texts import BothSheet


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("both") / "vault"
    return folder, running_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """A running meeting with one entry that was changed once."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    room.say("pol: seen once")
    room.idle()
    change(room, "seen twice")
    yield room
    room.close()


def change(desk: DeskRoom, text: str) -> None:
    """Change the last entry by keyboard."""
    edit(desk, text)
    desk.press("Return")
    desk.idle()
    desk.page.escape()


def edit(desk: DeskRoom, text: str) -> None:
    """Open the last entry and give it a text that is not sent yet."""
    desk.page.focus_line()
    desk.press("Up")
    desk.press("F2")
    desk.press("Ctrl+A")
    desk.type(text)


def overtaken(desk: DeskRoom) -> None:
    """The entry is open with a typed text; undo gives it its first one again; then the text is kept."""
    edit(desk, "seen three times")
    desk.page.record.undo()
    desk.until(lambda: desk.kept().entries[0].text == "seen once")
    desk.page.panel.record.finish_edit()
    desk.until(lambda: "both" in desk.shell.banners)


def shown(desk: DeskRoom) -> BothSheet:
    """Press the banner's action and wait for the sheet."""
    (action,) = desk.shell.banners["both"].actions
    assert action.words == "Show both"
    action.call()
    desk.until(lambda: isinstance(desk.page.panel.sheet, BothSheet))
    return desk.page.panel.sheet


def texts(sheet: BothSheet) -> list[str]:
    return [sheet.findChild(QPlainTextEdit, name).toPlainText() for name in ("kept_edit", "mine_edit")]


def press(desk: DeskRoom, name: str) -> None:
    """Go to a button of the sheet with Tab and press it."""
    wanted = desk.page.panel.sheet.findChild(QPushButton, name)
    for _ in range(8):
        if desk.focus() is wanted:
            break
        desk.press("Tab")
    assert desk.focus() is wanted
    desk.press("Space")
    desk.until(lambda: desk.page.panel.sheet is None)
    desk.idle()


def kept(desk: DeskRoom) -> list[str]:
    return [entry.text for entry in desk.kept().entries]


def test_the_banner_says_when_and_the_focus_stays(desk: DeskRoom):
    overtaken(desk)
    banner = desk.shell.banners["both"]
    changed = desk.kept().entries[0]
    assert banner.lead.startswith("This entry was changed at 10:") and "Write-up" not in banner.lead
    assert banner.sentence == "Both are kept; choose one."
    assert changed.text == "seen once" and desk.page.panel.record.editor is None
    desk.page.focus_line()
    desk.type("on with it")
    assert desk.line.toPlainText() == "on with it"


def test_both_are_on_the_disk_and_come_back_after_a_restart(desk: DeskRoom, monkeypatch):
    overtaken(desk)
    again = reopened(desk)
    again.until(lambda: "both" in again.shell.banners)
    assert texts(shown(again)) == ["seen once", "seen three times"]
    press(again, "mine_button")
    assert kept(again) == ["seen three times"]
    again.close()
    monkeypatch.setattr(desk, "shut_vault", lambda: None)


def test_mine_is_used_by_keyboard_and_one_undo_takes_it_back(desk: DeskRoom):
    overtaken(desk)
    sheet = shown(desk)
    assert texts(sheet) == ["seen once", "seen three times"]
    assert sheet.isAncestorOf(desk.focus())
    press(desk, "mine_button")
    assert kept(desk) == ["seen three times"] and "both" not in desk.shell.banners
    assert desk.focus() is desk.line
    desk.page.record.undo()
    desk.until(lambda: kept(desk) == ["seen once"])


def test_mine_becomes_an_entry_of_its_own(desk: DeskRoom):
    overtaken(desk)
    shown(desk)
    press(desk, "new_button")
    assert kept(desk) == ["seen once", "seen three times"]
    assert [entry.agency for entry in desk.kept().entries] == ["pol", "pol"]


def test_the_kept_one_stays_and_mine_can_still_be_had(desk: DeskRoom):
    overtaken(desk)
    shown(desk)
    press(desk, "keep_button")
    assert kept(desk) == ["seen once"] and "both" not in desk.shell.banners
    desk.page.record.take_offer()
    desk.until(lambda: isinstance(desk.page.panel.sheet, BothSheet))
    press(desk, "mine_button")
    assert kept(desk) == ["seen three times"]


def test_later_leaves_both_and_editing_the_entry_shows_them_again(desk: DeskRoom):
    overtaken(desk)
    shown(desk)
    desk.page.escape()
    assert desk.page.panel.sheet is None and "both" in desk.shell.banners
    desk.press("Up")
    desk.press("F2")
    desk.until(lambda: isinstance(desk.page.panel.sheet, BothSheet))
    assert texts(desk.page.panel.sheet)[1] == "seen three times"


def test_words_typed_into_an_entry_that_was_removed_are_not_lost(desk: DeskRoom):
    edit(desk, "seen three times")
    entry = desk.kept().entries[0]
    contributions.remove_entry(desk.work, entry_id=entry.id)
    desk.page.panel.record.finish_edit()
    desk.until(lambda: "both" in desk.shell.banners)
    assert desk.shell.banners["both"].lead.startswith("This entry was removed at 10:")
    sheet = shown(desk)
    assert sheet.findChild(QPushButton, "mine_button").isHidden()
    press(desk, "new_button")
    assert kept(desk) == ["seen three times"]


def test_another_handling_meanwhile_is_no_conflict(desk: DeskRoom):
    edit(desk, "seen three times")
    entry = desk.kept().entries[0]
    contributions.set_handling(desk.work, entry_id=entry.id, handling=Handling.SANITISE)
    desk.page.panel.record.finish_edit()
    desk.idle()
    found = desk.kept().entries[0]
    assert (found.text, found.handling) == ("seen three times", Handling.SANITISE)
    assert "both" not in desk.shell.banners


def test_a_third_change_while_the_sheet_is_open_is_shown_not_written_over(desk: DeskRoom):
    overtaken(desk)
    shown(desk)
    entry = desk.kept().entries[0]
    contributions.revise_entry(desk.work, entry_id=entry.id, revision=entry.revision, text="seen by others")
    sheet = desk.page.panel.sheet
    sheet.findChild(QPushButton, "mine_button").click()
    desk.until(lambda: desk.page.panel.sheet not in (None, sheet))
    assert texts(desk.page.panel.sheet) == ["seen by others", "seen three times"]
    assert kept(desk) == ["seen by others"]


def test_what_is_typed_over_the_sheet_goes_to_the_line(desk: DeskRoom):
    overtaken(desk)
    sheet = shown(desk)
    desk.type("y")
    desk.type("es")
    assert desk.line.toPlainText() == "yes" and desk.focus() is desk.line
    assert desk.page.panel.sheet is sheet

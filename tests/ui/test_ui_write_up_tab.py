"""Where Tab goes on the page for writing up: through the side, along the bar, back to the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import copied
from PySide6.QtWidgets import QApplication, QWidget
from write_up_room import WriteUpRoom, closed_vault


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up_tab") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[WriteUpRoom]:
    """The page of that meeting."""
    folder, meeting_id = template
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def name(widget: QWidget | None) -> str:
    return (widget.accessibleName() or widget.objectName()) if widget is not None else ""


def test_tab_from_the_side_goes_through_its_buttons_from_top_to_bottom(desk: WriteUpRoom) -> None:
    desk.go("2 nov")
    desk.idle()
    side = desk.page.panel._ui.beside_scroll
    cards = [card for card in desk.page.panel.marks.cards() if card.isVisible()]
    assert cards
    wanted = [one for card in cards for one in (card.take, card.leave) if one.isVisible()]
    side.setFocus()
    met = []
    for _ in wanted:
        desk.press("Tab")
        met.append(QApplication.focusWidget())
    assert met == wanted
    desk.press("Tab")
    assert name(QApplication.focusWidget()).startswith("Ready to finalise")
    desk.press("Shift+Tab")
    assert QApplication.focusWidget() is wanted[-1]


def test_tab_goes_from_what_is_sought_to_what_is_written_and_closes_last(desk: WriteUpRoom) -> None:
    desk.page.find.open(replacing=True)
    desk.type("visits")
    bar = desk.page.panel.find_bar
    met = [name(QApplication.focusWidget())]
    for _ in range(8):
        desk.press("Tab")
        met.append(name(QApplication.focusWidget()) or QApplication.focusWidget().text())
    assert met[:2] == ["Find in the minutes", "Write instead"]
    assert QApplication.focusWidget() is bar._close


def test_after_replacing_all_the_keyboard_is_on_the_page(desk: WriteUpRoom) -> None:
    desk.page.find.open(replacing=True)
    desk.type("visits")
    bar = desk.page.panel.find_bar
    bar.put.setText("calls")
    bar._all.setFocus()
    desk.press("Space")
    desk.idle()
    assert desk.at("3 calls since last") and desk.page.page.editor().hasFocus()
    desk.press("Ctrl+Z")
    desk.idle()
    assert desk.at("3 visits since last")


def test_the_last_place_replaced_alone_leaves_the_keyboard_in_the_bar(desk: WriteUpRoom) -> None:
    desk.page.find.open(replacing=True)
    desk.type("visits")
    bar = desk.page.panel.find_bar
    bar.put.setText("calls")
    bar._one.setFocus()
    desk.press("Space")
    desk.press("Space")
    desk.idle()
    assert not bar._one.isEnabled() and bar.field.hasFocus()

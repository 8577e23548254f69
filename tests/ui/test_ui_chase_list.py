"""The list of the morning's chase: its parts, ticks, folds and filter, and the ways to it."""

from __future__ import annotations

import shutil

import pytest
from chase_room import ChaseRoom, page_of, to_part
from hands import ALT, CTRL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.ui import theme
from mappa_desk.ui.chase_host import Chased
from mappa_desk.ui.commands_chase import chase_commands
from mappa_desk.ui.keys import keys_of
from mappa_desk.ui.models.chase import Part, Shape


@pytest.fixture(scope="module")
def office(qapp, chase_cases, tmp_path_factory):
    """An office at the chase, opened once: these tests change nothing in its vault."""
    theme.apply(qapp, scheme="light", scale=1.0)
    room = ChaseRoom(qapp, tmp_path_factory.mktemp("looked-at"))
    shutil.copytree(chase_cases, room.wiring.default_folder(practice=True))
    yield room.opened_at_chase()
    room.close()


@pytest.fixture
def hands(office):
    """Somebody at the keyboard of that office, come to the chase anew."""
    office.shell._make._chased = Chased()
    office.shell.replace("chase")
    office.settle()
    return office


def test_the_morning_stands_in_five_parts_and_the_list_has_the_keyboard(hands) -> None:
    page = page_of(hands)
    assert QApplication.focusWidget() is page.view.list
    assert [row.part for row in page.model.rows if row.shape is Shape.HEAD] == list(Part)
    assert {row.part for row in page.model.rows if row.lines} == set(Part), "each part has something"
    assert page.view.current().part is Part.DO_NOW
    due = sum(1 for line in page.lines if line.due)
    assert hands.view.findChild(QLabel, "subtitle_label").text().startswith(f"{due} to do in ")
    for part in Part:
        to_part(hands, part)
        assert page.view._parts[part].isChecked()


def test_the_side_bar_and_the_palette_lead_to_it(hands) -> None:
    hands.go("start")
    QTest.mouseClick(hands.view._pages["chase"], Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.place == ("chase", "")
    hands.go("start")
    hands.shell.run("go_chase")
    hands.settle()
    assert hands.place == ("chase", "") and "note_change" in hands.shell.available()


def test_an_agency_is_ticked_with_all_its_lines_and_folds(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.LADDER)
    group = page.view.current()
    assert group.shape is Shape.GROUP and group.folded is False
    hands.press(Qt.Key.Key_Space)
    assert page.chosen() == group.lines and page.view.current().tick is Qt.CheckState.Checked
    ticked = hands.find(QLabel, "ticked_label")
    assert ticked.text() == f"{len(group.lines)} ticked"
    to_part(hands, Part.CHANGES)
    assert ticked.text() == f"{len(group.lines)} ticked elsewhere" and len(page.chosen()) == 1
    to_part(hands, Part.LADDER)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Left)
    head = page.view.current()
    assert head.key == group.key
    partly = Qt.CheckState.PartiallyChecked if len(group.lines) > 1 else Qt.CheckState.Unchecked
    assert head.tick is partly
    before = len(page.model)
    hands.press(Qt.Key.Key_Left)
    assert page.view.current().folded is True and len(page.model) == before - len(group.lines)
    hands.press(Qt.Key.Key_Right)
    assert len(page.model) == before
    hands.press(Qt.Key.Key_Escape)
    assert page.chosen() == group.lines and not page._ticked, "Escape lets the ticks go"


def test_a_ticks_the_whole_part_again_after_a_sheet_was_left_and_only_escape_unticks(
    hands, monkeypatch
) -> None:
    page, said = page_of(hands), []
    monkeypatch.setattr(hands.shell, "announce", said.append)
    due = {line.key for line in page.lines if line.part is Part.DO_NOW and line.due}
    assert len(due) > 1
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Return)
    assert page.side.is_open
    hands.press(Qt.Key.Key_Escape)
    assert not page.side.is_open and page._ticked == due, "the ticks are kept"
    assert said[-1] == f"{len(due)} still ticked"
    hands.press(Qt.Key.Key_A)
    assert page._ticked == due and {line.key for line in page.chosen()} == due
    assert said[-1] == f"All {len(due)} are ticked. Esc unticks."
    hands.press(Qt.Key.Key_Space)
    assert page._ticked != due
    hands.press(Qt.Key.Key_A)
    assert page._ticked == due, "one that was unticked is ticked again"
    assert "A ticks the part, Esc unticks" in hands.find(QLabel, "legend_label").text()
    hands.press(Qt.Key.Key_Escape)
    assert not page._ticked and len(page.chosen()) == len(page.view.current().lines)


def test_a_click_on_the_box_ticks_and_on_the_words_does_not(hands) -> None:
    page = page_of(hands)
    row = page.view.list.currentIndex()
    rect = page.view.list.visualRect(row)
    for x, ticked in ((24, 1), (300, 1), (24, 0)):
        QTest.mouseClick(
            page.view.list.viewport(),
            Qt.MouseButton.LeftButton,
            pos=rect.topLeft() + type(rect.topLeft())(x, 18),
        )
        assert len(page._ticked) == ticked


def test_leaving_with_a_half_keyed_reply_asks_first(hands) -> None:
    page = page_of(hands)
    hands.press(Qt.Key.Key_R)
    page.replies._pane.cards[0].words.setFocus()
    hands.type("half")
    hands.shell.navigate("start")
    hands.settle()
    assert hands.shell.asks_before_leaving() and hands.place[0] == "chase"
    hands.press(Qt.Key.Key_Escape)
    assert not hands.shell.asks_before_leaving() and page.replies._pane is not None


def test_the_filter_finds_agencies_and_cases_and_letters_type_in_it(hands) -> None:
    page = page_of(hands)
    hands.press(Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is page.view.filter
    hands.type("@pol")
    shown = [line for row in page.model.rows for line in row.lines]
    assert shown and {line.agency for line in shown} == {"pol"}
    hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.view.list
    hands.press(Qt.Key.Key_Escape)
    assert page.view.filter.text() == "" and len(page.model) > len(shown)


def test_a_vault_that_is_open_for_reading_is_looked_at_only(hands, monkeypatch) -> None:
    page = page_of(hands)
    monkeypatch.setattr(hands.work.vault, "read_only", True)
    page._tell()
    assert not hands.find(QPushButton, "main_button").isEnabled()
    assert hands.find(QPushButton, "main_button").accessibleDescription() == "This vault is open for reading."
    for key in (Qt.Key.Key_Return, Qt.Key.Key_R, Qt.Key.Key_N):
        hands.press(key)
        assert not page.side.is_open
    hands.press(Qt.Key.Key_O)
    assert hands.place[0] == "case"


def test_every_key_of_the_list_is_listed_by_f1(hands) -> None:
    words = {row.words for row in keys_of("chase", set(hands.shell.available()))}
    assert {one.words for one in chase_commands() if one.keys} <= words


def test_with_nothing_left_no_key_does_harm_and_the_words_say_so(hands) -> None:
    page = page_of(hands)
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("nobody at all")
    hands.press(Qt.Key.Key_Down)
    assert not any(row.lines for row in page.model.rows) and page.view.current() is None
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_T, Qt.Key.Key_O):
        hands.press(key)
    assert not page.side.is_open and hands.place[0] == "chase"
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Escape)
    assert page.view.current() is not None


def test_the_paper_is_looked_at_and_the_list_is_found_as_it_was_left(hands) -> None:
    page = page_of(hands)
    for part, kind in ((Part.DO_NOW, DocumentKind.DO_NOW), (Part.CALLS, DocumentKind.CALL_FOR_UPDATES)):
        to_part(hands, part)
        if part is Part.CALLS:
            hands.press(Qt.Key.Key_Space)
            hands.press(Qt.Key.Key_Down)
        here, ticked = page_of(hands).view.current().key, set(page_of(hands)._ticked)
        line = page_of(hands).chosen()[0]
        hands.press(Qt.Key.Key_P)
        assert hands.place == ("preview", line.meeting_id)
        hands.room.wait(lambda: hands.shell.page._pages is not None)
        assert hands.shell.page._kind is kind
        hands.press(Qt.Key.Key_Left, ALT)
        hands.settle()
        page = page_of(hands)
        assert page.view.current().key == here and page._ticked == ticked
    assert page._ticked

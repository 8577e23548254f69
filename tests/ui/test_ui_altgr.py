"""Letters that need AltGr arrive in every text field while every shortcut is bound, and no command fires.

Windows sends AltGr as Ctrl with Alt and the letter that it types; elsewhere it is a group switch.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.meetings import meeting_by_reference
from mappa_desk.ui import commands

_MOD = Qt.KeyboardModifier
WINDOWS = _MOD.ControlModifier | _MOD.AltModifier
WINDOWS_SHIFTED = WINDOWS | _MOD.ShiftModifier
ELSEWHERE = _MOD.GroupSwitchModifier
LAYOUTS = {
    "UK extended": "A:á E:é I:í O:ó U:ú 4:€ W:ẃ Y:ý C:ç ':` Q:@",
    "Welsh": "W:ŵ Y:ŷ A:â E:ê I:î O:ô U:û R:ẅ",
    "Polish": "A:ą C:ć E:ę L:ł N:ń O:ó S:ś X:ź Z:ż U:€",
    "bound letters": "B:” D:đ F:ſ G:ŋ H:ħ J:ĵ K:ĸ M:µ P:þ R:¶ T:ŧ V:“ X:» Z:«",
    "bound figures": "0:° 1:¹ 2:² 3:³ 5:½ 6:¾ 7:{ 8:[ 9:] .:· ,:¸ /:÷ =:± ;:´",
}
"""Key and the character that it types with AltGr. The last two have one for every chord of the program."""


def strokes(layout: str) -> Iterator[tuple[Qt.Key, str]]:
    for pair in LAYOUTS[layout].split():
        key, _, letter = pair.partition(":")
        yield Qt.Key(ord(key)), letter


ALL = [one for layout in LAYOUTS for one in strokes(layout)]


OFFICE = (
    "cases", "meetings", "actions", "documents", "new_case", "new_meeting", "start_now", "settings",
    "people", "new_contact", "chase", "clocks",
)  # fmt: skip


class Fired:
    """Writes down every command that fires and every button that is pressed."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._heard: set[int] = set()

    def listen(self) -> None:
        for top in QApplication.topLevelWidgets():
            fresh = [one for one in top.findChildren(QAction) if id(one) not in self._heard]
            pressed = [one for one in top.findChildren(QAbstractButton) if id(one) not in self._heard]
            self._heard.update(map(id, (*fresh, *pressed)))
            for action in fresh:
                action.triggered.connect(partial(self._note, action.objectName()))
            for button in pressed:
                button.clicked.connect(partial(self._note, button.objectName()))

    def _note(self, name: str, _on: bool = False) -> None:
        self.said.append(name)


def fields(root: QWidget) -> list[QWidget]:
    """Every text field that somebody could type words in now; a field of figures takes none."""
    found = [one for kind in (QLineEdit, QPlainTextEdit, QTextEdit) for one in root.findChildren(kind)]
    words = [one for one in found if not isinstance(one.parent(), QAbstractSpinBox)]
    return [one for one in words if one.isVisibleTo(root) and one.isEnabled() and not one.isReadOnly()]


def text_of(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def type_all(field: QWidget, letters: list[tuple[Qt.Key, str]]) -> str:
    """Type the letters by each way that a system sends them; gives what ought to stand there."""
    expected = ""
    field.setFocus()
    field.selectAll()
    for held in (WINDOWS, ELSEWHERE, WINDOWS_SHIFTED):
        for key, letter in letters:
            typed = letter.upper() if held == WINDOWS_SHIFTED and len(letter.upper()) == 1 else letter
            for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
                QTest.sendKeyEvent(action, field, key, typed, held)
            expected += typed
    return expected


def check(root: QWidget, fired: Fired, letters: list[tuple[Qt.Key, str]] = ALL) -> int:
    """Type into every field below a widget. Gives how many there were."""
    found = fields(root)
    for field in found:
        if not shiboken6.isValid(field):
            continue
        fired.listen()
        name = f"{type(field).__name__} {field.objectName()} in {type(root).__name__}"
        before = len(fired.said)
        expected = type_all(field, letters)
        assert text_of(field).replace("\n", "") == expected, name
        assert QApplication.focusWidget() in (field, field.parent()), name
        assert fired.said[before:] == [], name
    return len(found)


@pytest.fixture
def fired() -> Fired:
    return Fired()


def test_the_table_holds_a_letter_for_every_chord_of_a_letter_or_a_figure() -> None:
    keys = {chr(key) for key, _letter in ALL}
    bound = {key.rpartition("+")[2] for one in commands.TABLE for key in one.keys if key.startswith("Ctrl+")}
    assert {key for key in bound if len(key) == 1} - {"+", "-"} <= keys


def test_every_field_of_the_office_takes_them(hands: Hands, fired: Fired) -> None:
    letters = [*strokes("Welsh"), *strokes("bound letters"), *strokes("bound figures")]
    case = case_by_reference(hands.work, reference="LAN-0405")
    for page in OFFICE:
        hands.go(page, case.id if page == "new_meeting" else "")
        place = hands.place
        assert check(hands.shell.page.widget, fired, letters) >= 1, page
        hands.settle()
        assert hands.place == place


def test_the_palette_takes_them(hands: Hands, fired: Fired) -> None:
    hands.press(Qt.Key.Key_K, _MOD.ControlModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    fired.listen()
    expected = type_all(field, list(strokes("Polish")))
    assert field.text() == expected and fired.said == []


def test_every_field_of_the_desk_takes_them(hands: Hands, fired: Fired) -> None:
    meeting = meeting_by_reference(hands.work, reference="LAN-0417-M03")
    hands.go("meeting", meeting.id)
    page = hands.shell.page
    page.commands()["start_meeting"]()
    hands.settle()
    line = page.panel.capture.line
    assert check(page.panel.capture, fired) == 1
    assert page.capture.voice is None and not page.decision.is_open and page.panel.sheet is None
    line.clear()
    line.insertPlainText("@hsg ring the warden by fri")
    page.capture.keep()
    hands.settle()

    page.record.last()
    row = next(one for one in page._models.record.rows if not one.pending)
    page.panel.record.begin_edit(row.key, row.text)
    editor = page.panel.record.editor
    fired.listen()
    assert type_all(editor, ALL) == editor.toPlainText() and fired.said == []
    page.panel.record.finish_edit()
    hands.settle()

    page.moves.pick_speaker()
    picker = QApplication.focusWidget()
    fired.listen()
    assert type_all(picker, list(strokes("Polish"))) == picker.text() and fired.said == []
    page.escape()

    page.decision.turn()
    assert check(page.panel.sheet, fired) >= 2
    page.escape()
    action = page.state.view.actions[-1]
    page.actions.change(action)
    assert check(page.panel.sheet, fired) >= 4
    page.escape()
    for name in ("next_review", "edit_meeting", "add_person"):
        page.commands()[name]()
        assert check(page.panel.sheet, fired, list(strokes("Polish"))) >= 1, name
        page.escape()
    assert page.panel.sheet is None


def test_with_the_focus_in_a_list_they_go_to_the_line_and_mark_nothing(hands: Hands, fired: Fired) -> None:
    meeting = meeting_by_reference(hands.work, reference="LAN-0417-M03")
    hands.go("meeting", meeting.id)
    page = hands.shell.page
    page.commands()["start_meeting"]()
    hands.settle()
    line = page.panel.capture.line
    typed = (*strokes("Polish"), *strokes("UK extended"))
    before = {row.id: (row.state, row.mode) for row in page.state.view.attendance}
    for place in page.regions():
        if place is line:
            continue
        line.clear()
        for key, letter in typed:
            place.setFocus()
            fired.listen()
            for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
                QTest.sendKeyEvent(action, place, key, letter, WINDOWS)
        hands.settle()
        arrived = line.toPlainText()
        assert arrived in ("", "".join(letter for _key, letter in typed))
        assert (place is page.panel.roll_call.list) == (arrived == "")
    assert fired.said == []
    assert {row.id: (row.state, row.mode) for row in page.state.view.attendance} == before

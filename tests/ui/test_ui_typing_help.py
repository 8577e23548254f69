"""Properties of a field that opens short forms: nothing that was typed is lost, and Backspace restores it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.typing_help import TypingHelp

NAMED = {
    "Backspace": (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    "Undo": (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    "Left": (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
    "Break": (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
}
LETTERS = ["l", "p", "Lp", "lp", "\\", " ", ".", ":", "(", "@", "a"]


def typed_into(field: CaptureText, keys: list[str]) -> str:
    for key in keys:
        if key in NAMED:
            QTest.keyClick(field, *NAMED[key])
        else:
            QTest.keyClicks(field, key)
    return field.toPlainText()


@given(st.lists(st.sampled_from([*LETTERS, "Break"]), max_size=14))
def test_all_that_is_not_a_short_form_reads_as_it_was_typed(qapp: QApplication, keys: list[str]) -> None:
    helped, plain = CaptureText(), CaptureText()
    TypingHelp(helped, {"lp": "\u2248"})
    seen, typed = typed_into(helped, keys), typed_into(plain, keys)
    assert len(typed) == sum(1 if key in NAMED else len(key) for key in keys)
    given_back = seen.replace("\u2248", "lp").lower()
    assert re.sub(r"\\(?=lp)", "", given_back) == re.sub(r"\\(?=lp)", "", typed.lower())
    assert helped.caret() == (len(seen), len(seen))


@given(st.lists(st.sampled_from([*LETTERS, *NAMED]), max_size=20))
def test_backspace_right_after_an_opening_restores_text_and_caret(
    qapp: QApplication, keys: list[str]
) -> None:
    helped, plain = CaptureText(), CaptureText()
    TypingHelp(helped, {"lp": "licence period"})
    start = typed_into(helped, [*keys, "Break"])
    typed_into(plain, [])
    plain.set_line(start, helped.caret()[0])
    typed_into(helped, ["lp", " ", "Backspace"])
    typed_into(plain, ["lp", " "])
    assert helped.toPlainText() == plain.toPlainText()
    assert helped.caret() == plain.caret()

"""Characters that Qt counts twice: the caret stands where it stood, and nothing is cut at the wrong place."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom
from entry_hands import reopened, say, texts
from PySide6.QtGui import QTextCursor

FACES = "\U0001f600\U0001f600\U0001f600"


@pytest.fixture
def desk(running_item_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return running_item_desk


def test_an_entry_is_split_where_the_caret_stands(desk: DeskRoom):
    say(desk, f"He wrote {FACES} to her. She was afraid.")
    desk.press("Up")
    desk.press("F2")
    editor = desk.page.panel.record.editor
    cursor = editor.document().find("She was")
    cursor.setPosition(cursor.selectionStart())
    editor.setTextCursor(cursor)
    desk.page.entries.split()
    desk.idle()
    assert texts(desk) == [f"He wrote {FACES} to her.", "She was afraid."]


def test_a_line_that_comes_back_has_its_caret_where_it_was(desk: DeskRoom):
    desk.type(f"{FACES} he wrote")
    desk.page.drafts.write_all()
    desk.idle()
    reopened(desk)
    desk.type(" more")
    typed = desk.line.toPlainText()
    assert typed == f"{FACES} he wrote more"


def test_a_refused_line_goes_on_at_its_end(desk: DeskRoom):
    desk.page.capture.restore(f"{FACES} he wrote", 3, 3, None, None)
    desk.line.moveCursor(QTextCursor.MoveOperation.End)
    capture = desk.page.capture
    capture.keep()
    number = desk.page.state.waiting[-1].number
    capture.take_back(number)
    desk.type(" more")
    assert desk.line.toPlainText() == f"{FACES} he wrote more"

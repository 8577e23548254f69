"""The write-up page: one text to the hands, many paragraphs to the record."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit
from write_up_hands import THREE, Mark, entry, heading, heard, hold_down, press

from mappa_desk.domain.text_places import units
from mappa_desk.domain.write_up_page import ParagraphKind
from mappa_desk.ui import theme
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.write_up_page import WriteUpPage

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(write_up_page: WriteUpPage) -> WriteUpPage:
    """The page of these tests."""
    return write_up_page


# The caret


def odd_text(pick: random.Random) -> str:
    parts = [
        "word",
        "the",
        "appointment",
        "👩‍👩‍👧",
        "😀",
        "e\u0301\u0302",
        "w\u0308",
        "\t",
        "ŵ",
        "€",
        "x" * 130,
    ]
    many = pick.choice([0, 1, 3, 9, 30, 80])
    return pick.choice([" ", "  ", " "]).join(pick.choice(parts) for _ in range(many))


def whole_text(page: WriteUpPage) -> tuple[QPlainTextEdit, list[int]]:
    """Qt's own editor with everything that can be typed in, and where each paragraph begins in it."""
    other = QPlainTextEdit()
    other.setFrameShape(QFrame.Shape.NoFrame)
    other.setProperty("frameless", True)
    other.setProperty("font_role", "page")
    other.document().setDocumentMargin(0)
    other.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    other.resize(page.places.sheet.text_width, 600)
    other.setPlainText("\n".join(row.text for row in page.paragraphs))
    other.show()
    starts, at = [], 0
    for row in page.paragraphs:
        starts.append(at)
        at += units(row.text) + 1
    return other, starts


def place_of(page: WriteUpPage, starts: list[int]) -> int:
    key, position = page.caret()
    return starts[page.place(key)] + units(page.text_of(key)[:position])


@pytest.mark.parametrize("keys", [
    (KEY.Key_Down,), (KEY.Key_Right,), (KEY.Key_Down, KEY.Key_Down, KEY.Key_Right),
    (KEY.Key_Down, KEY.Key_End),
])  # fmt: skip
def test_the_caret_walks_as_in_one_text(page: WriteUpPage, qtbot, keys: tuple[Qt.Key, ...]) -> None:
    pick = random.Random(417)
    count = 200 if KEY.Key_Right not in keys or len(keys) > 1 else 40
    page.show([entry(f"p{n}", odd_text(pick)) for n in range(count)])
    other, starts = whole_text(page)
    qtbot.addWidget(other)
    assert other.fontInfo().pixelSize() == page.editor().fontInfo().pixelSize()
    page.go_to("p0", 0)
    back = {KEY.Key_Down: KEY.Key_Up, KEY.Key_Right: KEY.Key_Left, KEY.Key_End: KEY.Key_Home}
    visited = set()
    for way in (keys, tuple(back[key] for key in keys)):
        still, before = 0, -1
        while still < len(keys):
            for key in way:
                press(page, key)
                QTest.keyClick(other, key)
                at = other.textCursor().position()
                assert place_of(page, starts) == at, (page.caret(), key)
                still, before = (still + 1 if at == before else 0), at
                visited.add(page.caret()[0])
    assert len(visited) == count


def test_up_and_down_keep_their_x_over_short_paragraphs_and_boxes(page: WriteUpPage) -> None:
    page.show([
        entry("a", "A row that is long enough to hold the caret far out."),
        entry("b", "Short"),
        entry("c", ""),
        entry("d", "Decided by all of them at length, in a box.", box="only", kind=ParagraphKind.DECISION),
        entry("e", "Another row that is long enough to hold the caret."),
    ])  # fmt: skip
    page.go_to("a", 40)
    x = page.laid(0).left + page.editor().caret_x()
    for key in "bcde":
        press(page, KEY.Key_Down)
        assert page.caret()[0] == key
        if key in "de":
            here = page.laid(page.place(key)).left + page.editor().caret_x()
            assert abs(here - x) < paint.metrics("page").averageCharWidth()
    for _ in range(4):
        press(page, KEY.Key_Up)
    assert page.caret() == ("a", 40)


def test_headings_are_skipped_and_crossed_by_left_and_right(page: WriteUpPage) -> None:
    page.go_to("a", len(THREE[2].text))
    press(page, KEY.Key_Right)
    assert page.caret() == ("b", 0)
    press(page, KEY.Key_Left)
    assert page.caret() == ("a", len(THREE[2].text))
    press(page, KEY.Key_End, CTRL)
    assert page.caret() == ("c", len("Third words."))
    press(page, KEY.Key_Home, CTRL)
    assert page.caret() == ("a", 0)
    press(page, KEY.Key_Up)
    assert page.caret() == ("a", 0)


def test_pages_turn_and_the_caret_comes_along(page: WriteUpPage) -> None:
    page.show([entry(f"p{n}", f"Paragraph {n} with some words.") for n in range(100)])
    page.go_to("p0", 4)
    seen = []
    for _ in range(12):
        press(page, KEY.Key_PageDown)
        seen.append(page.place(page.caret()[0]))
        top = page.editor().geometry().top()
        assert 0 <= top < page.viewport().height()
    assert seen == sorted(seen)
    assert seen[0] > 8
    assert seen[-1] == 99
    for _ in range(12):
        press(page, KEY.Key_PageUp)
    assert page.caret()[0] == "p0"


# The editor looks like the page


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 2.0])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_word_moves_when_the_caret_arrives(
    page: WriteUpPage, monkeypatch: pytest.MonkeyPatch, scale: float, scheme: str
) -> None:
    rows = [
        entry("a", "Every word of this paragraph stands where it stood, also those of the second row and the "
              "third one of it.\tA tab, ŵ and € too.\nA line of its own after a break."),
        entry("b", "the map attached to the licence applies from today and to everybody who was told.",
              lead="Decided:", box="only", kind=ParagraphKind.DECISION, label="9.6"),
        heading("h", "The bold one of a decision", ParagraphKind.DECISION, editable=True, lead="Decision 2:",
                field="heading"),
        entry("c", "x"),
    ]  # fmt: skip
    monkeypatch.setattr(WriteUpPage, "has_caret", lambda _page, _key: False)
    theme.apply(QApplication.instance(), scheme=scheme, scale=scale)
    page.show(rows)
    page.editor().setCursorWidth(0)
    for key in "abh":
        page.go_to("c")
        place = page.place(key)
        page.set_marks(key, [Mark(2, 9)])
        page.set_found(key, [(11, 15)])
        box = QRect(0, page.top_of(place), page.viewport().width(), page.laid(place).height)
        before = page.viewport().grab(box).toImage()
        page.go_to(key, 0)
        after = page.viewport().grab(box).toImage()
        places = [(x, y) for x in range(after.width()) for y in range(after.height())]
        other = sum(before.pixel(x, y) != after.pixel(x, y) for x, y in places)
        assert other <= 4, f"{key}: Qt smooths the left edge of a letter anew, no more than that"


def test_a_lead_leaves_room_on_the_first_row(page: WriteUpPage) -> None:
    row = entry("d", "the map applies.", lead="Decided:", kind=ParagraphKind.DECISION)
    page.show([row, entry("e", "Wordthatislong" * 6, lead="A lead that takes half a row of it:")])
    page.go_to("d")
    assert page.laid(0).lead is not None
    assert page.editor().caret_x() == page.laid(0).by.indent > 20
    page.go_to("e")
    assert page.editor().caret_x() == 0
    assert page.editor().first_row == 1


# Typing, undo, what is told


def test_typing_is_told_at_each_key_and_handed_over_when_the_caret_leaves(page: WriteUpPage) -> None:
    texts, left = heard(page.text_changed), heard(page.left)
    page.go_to("b", 6)
    QTest.keyClicks(page.editor(), " at")
    assert texts == [("b", "Second ."), ("b", "Second a."), ("b", "Second at.")]
    assert left == []
    press(page, KEY.Key_Down)
    assert left == [("b", "Second at.")]
    assert page.text_of("b") == "Second at."
    press(page, KEY.Key_Up)
    press(page, KEY.Key_Down)
    assert left == [("b", "Second at.")], "what was handed over is not handed over twice"


def test_undo_stops_at_the_typing_of_this_paragraph(page: WriteUpPage) -> None:
    undone, redone = heard(page.undo_exhausted), heard(page.redo_exhausted)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "xy")
    press(page, KEY.Key_Z, CTRL)
    assert page.text_of("b") == "Second."
    assert undone == []
    press(page, KEY.Key_Y, CTRL)
    assert page.text_of("b") == "xySecond."
    press(page, KEY.Key_Y, CTRL)
    assert len(redone) == 1
    press(page, KEY.Key_Z, CTRL)
    press(page, KEY.Key_Z, CTRL)
    assert len(undone) == 1
    assert page.text_of("b") == "Second."


def test_a_replacement_is_one_step_of_undo(page: WriteUpPage) -> None:
    texts = heard(page.text_changed)
    assert page.replace_range("c", 0, 5, "Fourth 😀")
    assert page.text_of("c") == "Fourth 😀 words."
    assert texts[-1] == ("c", "Fourth 😀 words.")
    press(page, KEY.Key_Z, CTRL)
    assert page.text_of("c") == "Third words."
    assert not page.replace_range("s", 0, 1, "x")


@pytest.mark.parametrize(("at", "key", "held", "wanted"), [
    (3, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, ("split", "c", 3)),
    (0, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, ("split", "c", 0)),
    (12, KEY.Key_Enter, Qt.KeyboardModifier.KeypadModifier, ("new", "c")),
    (12, KEY.Key_Return, CTRL | SHIFT, ("split", "c", 12)),
    (0, KEY.Key_Backspace, Qt.KeyboardModifier.NoModifier, ("join", "c", True)),
    (0, KEY.Key_Backspace, CTRL, ("join", "c", True)),
    (12, KEY.Key_Delete, Qt.KeyboardModifier.NoModifier, ("join", "c", False)),
])  # fmt: skip
def test_borders_ask_for_another_shape(page: WriteUpPage, at, key, held, wanted) -> None:
    asked: list = []
    page.split_wanted.connect(lambda *words: asked.append(("split", *words)))
    page.new_after_wanted.connect(lambda *words: asked.append(("new", *words)))
    page.join_wanted.connect(lambda *words: asked.append(("join", *words)))
    page.go_to("c", at)
    press(page, key, held)
    assert asked == [wanted]
    assert page.text_of("c") == "Third words."


def test_a_key_held_down_reshapes_once(page: WriteUpPage) -> None:
    splits, joins, news = heard(page.split_wanted), heard(page.join_wanted), heard(page.new_after_wanted)
    page.go_to("c", 5)
    hold_down(page, KEY.Key_Return, 30)
    page.release_keys()
    assert splits == [("c", 5)]
    hold_down(page, KEY.Key_Backspace, 30)
    page.release_keys()
    assert page.text_of("c") == " words."
    assert joins == [] and news == []
    press(page, KEY.Key_Backspace)
    assert joins == [("c", True)]


def test_keys_typed_while_a_split_is_made_go_into_the_new_paragraph(page: WriteUpPage) -> None:
    left = heard(page.left)
    page.go_to("c", 5)
    QTest.keyClicks(page.editor(), "!")
    press(page, KEY.Key_Return)
    assert left == [("c", "Third! words.")], "what is split is kept first"
    QTest.keyClicks(page.editor(), "New ")
    assert page.text_of("c") == "Third! words."
    conflicts = heard(page.conflict)
    page.show([*THREE[:-1], entry("c", "Third!", revision=3), entry("d", "words.")])
    page.go_to("d", 0)
    assert page.text_of("d") == "New words."
    assert page.text_of("c") == "Third!"
    assert conflicts == []


def test_shift_enter_breaks_the_line_and_enter_does_where_nothing_can_be_split(page: WriteUpPage) -> None:
    splits = heard(page.split_wanted)
    page.show([*THREE, entry("f", "why", kind=ParagraphKind.FRONT)])
    page.go_to("c", 5)
    press(page, KEY.Key_Return, SHIFT)
    assert page.text_of("c") == "Third\n words."
    page.go_to("f", 3)
    press(page, KEY.Key_Return)
    QTest.keyClicks(page.editor(), "so")
    assert page.text_of("f") == "why\nso"
    assert splits == []


def test_enter_in_an_empty_paragraph_asks_for_nothing(page: WriteUpPage) -> None:
    page.show([*THREE, entry("d", "")])
    splits, news = heard(page.split_wanted), heard(page.new_after_wanted)
    page.go_to("d")
    press(page, KEY.Key_Return)
    assert splits == [] and news == []

"""The write-up page while the record changes under it: nothing typed is lost, nothing jumps."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from write_up_hands import THREE, compose, entry, heading, heard, hold_down, press

from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.ui import theme
from mappa_desk.ui.widgets.write_up_page import WriteUpPage

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(write_up_page: WriteUpPage) -> WriteUpPage:
    """The page of these tests."""
    return write_up_page


def changed(key: str, **more: object) -> list[Paragraph]:
    return [replace(row, revision=row.revision + 1, **more) if row.key == key else row for row in THREE]


# Typing while the page is read anew


def test_other_paragraphs_change_and_nothing_of_the_caret_does(page: WriteUpPage) -> None:
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "xy")
    press(page, KEY.Key_Right, SHIFT)
    page.show([entry("n", "New above."), *changed("a", text="Short now."), entry("z", "New below.")])
    assert page.caret() == ("b", 3)
    assert page.editor().textCursor().selectedText() == "S"
    assert page.text_of("b") == "xySecond."
    assert page.text_of("a") == "Short now."
    press(page, KEY.Key_Z, CTRL)
    assert page.text_of("b") == "Second."


def test_what_is_typed_comes_back_kept_and_is_still_undone(page: WriteUpPage) -> None:
    conflicts = heard(page.conflict)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "xy")
    page.show(changed("b", text="xySecond."))
    assert page.caret() == ("b", 2)
    press(page, KEY.Key_Z, CTRL)
    assert page.text_of("b") == "Second."
    assert conflicts == []


def test_an_earlier_state_of_the_typing_does_not_overwrite_it(page: WriteUpPage) -> None:
    conflicts = heard(page.conflict)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "xyz")
    page.show(changed("b", text="xySecond."))
    page.show(changed("b", text="xySecond."))
    assert page.text_of("b") == "xyzSecond."
    assert conflicts == []
    press(page, KEY.Key_Down)
    page.show(changed("b", text="xySecond."))
    assert page.text_of("b") == "xyzSecond.", "also when the caret is elsewhere by then"


def test_a_change_elsewhere_of_what_is_typed_in_keeps_both(page: WriteUpPage) -> None:
    conflicts = heard(page.conflict)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "mine ")
    theirs = changed("b", text="Theirs.")
    page.show(theirs)
    page.show(theirs)
    assert conflicts == ["b"], "said once"
    assert page.text_of("b") == "mine Second."
    assert page.theirs("b").text == "Theirs."
    page.keep_mine("b")
    assert page.theirs("b") is None
    assert page.text_of("b") == "mine Second."
    page.show(changed("b", text="Another."))
    assert conflicts == ["b", "b"]
    page.take_theirs("b")
    assert page.text_of("b") == "Another."
    assert page.editor().toPlainText() == "Another."


def test_a_paragraph_that_is_taken_away_while_typed_in_stays(page: WriteUpPage) -> None:
    conflicts = heard(page.conflict)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "mine ")
    page.show([row for row in THREE if row.key != "b"])
    assert conflicts == ["b"]
    assert page.text_of("b") == "mine Second."
    assert [row.key for row in page.paragraphs] == ["i", "s", "a", "t", "b", "c"]


def test_a_paragraph_that_is_taken_away_untouched_leaves_the_caret_nearby(page: WriteUpPage) -> None:
    page.go_to("b", 0)
    page.show([row for row in THREE if row.key != "b"])
    assert page.caret() == ("c", 0)
    assert page.editor().hasFocus()
    assert page.editor().toPlainText() == "Third words."
    page.show([heading("only", "Nothing to type in")])
    assert page.caret() == ("", 0)
    assert not page.editor().isVisible()
    page.show(())
    page.show(THREE)
    assert page.text_of("c") == "Third words."


def test_a_text_changed_elsewhere_keeps_the_caret_between_its_words(page: WriteUpPage) -> None:
    page.go_to("c", 6)
    texts = heard(page.text_changed)
    page.show(changed("c", text="Well. Third words, more."))
    assert page.caret() == ("c", 12)
    assert texts == [], "nobody typed"
    press(page, KEY.Key_Z, CTRL)
    assert page.text_of("c") == "Well. Third words, more."


def test_a_kept_text_may_be_replaced_afterwards(page: WriteUpPage) -> None:
    conflicts = heard(page.conflict)
    page.go_to("b", 0)
    QTest.keyClicks(page.editor(), "x")
    press(page, KEY.Key_Down)
    page.kept("b", "xSecond.")
    page.show(changed("b", text="Replaced."))
    assert page.text_of("b") == "Replaced."
    assert conflicts == []


def test_a_split_that_comes_too_late_takes_nothing_that_was_typed_since(page: WriteUpPage) -> None:
    conflicts = heard(page.conflict)
    page.go_to("c", 5)
    QTest.keyClicks(page.editor(), "!")
    press(page, KEY.Key_Return)
    QTest.keyClicks(page.editor(), "late")
    page.release_keys()
    assert page.text_of("c") == "Third!late words."
    page.show([*changed("c", text="Third!"), entry("d", "words.")])
    assert page.text_of("c") == "Third!late words."
    assert conflicts == ["c"]


def test_a_draft_of_yesterday_comes_back_as_typed(page: WriteUpPage) -> None:
    page.restore("b", "Second and more.")
    assert page.text_of("b") == "Second and more."
    left = heard(page.left)
    page.go_to("b", 6)
    assert page.editor().toPlainText() == "Second and more."
    press(page, KEY.Key_Down)
    assert left == [("b", "Second and more.")]


def test_what_an_input_method_makes_survives_a_new_reading(page: WriteUpPage) -> None:
    page.go_to("b", 0)
    compose(page, "なに")
    page.show(changed("a", text="Other."))
    page.show(changed("b", text="Theirs."))
    assert page.editor().composing
    compose(page, "", "何")
    assert page.text_of("b").startswith("何")
    assert "Second." in page.text_of("b") or page.theirs("b") is not None


@pytest.mark.parametrize("seed", range(3))
def test_no_letter_is_lost_while_the_page_is_read_anew_at_random(page: WriteUpPage, seed: int) -> None:
    pick = random.Random(seed)
    record = {row.key: row for row in [entry(f"p{n}", f"Text {n}.") for n in range(30)]}
    order = list(record)
    typed = dict.fromkeys(order, 0)
    arriving: list[tuple[str, str]] = []
    page.show([record[key] for key in order])
    page.left.connect(lambda key, text: arriving.append((key, text)))
    conflicts = heard(page.conflict)
    for _step in range(400):
        what = pick.random()
        if what < 0.5:
            QTest.keyClick(page.editor(), "q")
            typed[page.caret()[0]] += 1
        elif what < 0.7:
            press(page, pick.choice([KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_PageDown, KEY.Key_End]))
        elif what < 0.8 and arriving:
            key, text = arriving.pop(0)
            record[key] = replace(record[key], text=text, revision=record[key].revision + 1)
        elif what < 0.9:
            new = entry(f"n{_step}", "Inserted elsewhere.")
            record[new.key] = new
            typed[new.key] = 0
            order.insert(pick.randrange(len(order)), new.key)
            page.show([record[key] for key in order])
        else:
            page.show([record[key] for key in order])
    for key in order:
        assert page.text_of(key).count("q") == typed[key], key
    assert conflicts == []


def test_held_keys_type_and_rub_out_as_in_one_text(page: WriteUpPage) -> None:
    page.go_to("c", 12)
    for number in range(300):
        QTest.keyClick(page.editor(), "w" if number % 6 else " ")
    assert len(page.text_of("c")) == 312
    hold_down(page, KEY.Key_Backspace, 400)
    assert page.text_of("c") == ""
    assert page.caret() == ("c", 0)


# Nothing jumps


def many(count: int) -> list[Paragraph]:
    pick = random.Random(5)
    return [
        entry(f"p{n}", "Some words of it. " * pick.randrange(1, 14), label=f"9.{n}") for n in range(count)
    ]


def seen(page: WriteUpPage) -> dict[str, int]:
    high = page.viewport().height()
    first = page.places.at(page.verticalOffset())
    return {
        page.paragraphs[place].key: page.top_of(place)
        for place in range(first, min(first + 25, len(page.paragraphs)))
        if -50 < page.top_of(place) < high
    }


def test_scrolling_up_over_guessed_heights_moves_by_the_wheel_only(page: WriteUpPage) -> None:
    page.show(many(400))
    page.go_to("p399")
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    page.places.forget(page.places.sheet_width)
    page.settle(page.anchor())
    for _ in range(60):
        before = seen(page)
        bar.setValue(bar.value() - 70)
        after = seen(page)
        common = before.keys() & after.keys()
        assert common
        assert {after[key] - before[key] for key in common} == {70}


def test_heights_measured_later_move_nothing(page: WriteUpPage, qtbot) -> None:
    page.show(many(400))
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before, longest = seen(page), bar.maximum()
    qtbot.waitUntil(lambda: not page._idle.isActive(), timeout=20_000)
    assert seen(page) == before
    assert bar.maximum() != longest, "the guesses were mended"


def test_rows_that_grow_above_move_nothing_seen(page: WriteUpPage) -> None:
    rows = many(200)
    page.show(rows)
    page.go_to("p150", 3)
    before = page.editor().geometry().top()
    page.show(
        [replace(rows[3], text="Longer. " * 400, revision=2) if n == 3 else row for n, row in enumerate(rows)]
    )
    assert page.editor().geometry().top() == before
    page.show([entry("new", "Above. " * 90), *rows])
    assert page.editor().geometry().top() == before


def test_typing_a_new_row_moves_only_what_is_below(page: WriteUpPage) -> None:
    page.go_to("a", 0)
    before = {key: page.top_of(page.place(key)) for key in ("s", "a", "b")}
    QTest.keyClicks(page.editor(), "many more words " * 6)
    pitch = page.editor().by.pitch
    assert page.top_of(page.place("s")) == before["s"]
    assert page.top_of(page.place("a")) == before["a"]
    assert page.top_of(page.place("b")) in (before["b"] + pitch, before["b"] + 2 * pitch)


def test_a_longer_text_taken_at_once_gets_its_room_at_once(page: WriteUpPage) -> None:
    """A mark's offer, a sentence that is taken and a redo change many rows without another key."""
    page.show(many(6))
    page.go_to("p2", 0)

    def fits() -> bool:
        place = page._page.place_of("p2")
        wanted = page.editor()._lines.rows() * page.editor().by.pitch
        room = page.top_of(place + 1) - page.top_of(place)
        bar = page.editor().verticalScrollBar()
        return room >= wanted and page.editor().height() >= wanted and bar.value() == 0

    assert fits()
    rows = page.editor().rows
    page.replace_range("p2", 0, 0, "The words of the record that are taken at once. " * 9)
    assert page.editor().rows > rows + 3 and fits()
    press(page, KEY.Key_Z, CTRL)
    assert page.editor().rows == rows and fits()
    press(page, KEY.Key_Y, CTRL)
    assert page.editor().rows > rows + 3 and fits()


def test_the_caret_and_the_view_stay_through_sizes_and_text_sizes(page: WriteUpPage) -> None:
    page.show(many(200))
    page.go_to("p90", 4)
    app = QApplication.instance()
    for width, scale in ((600, 1.0), (842, 2.0), (300, 2.0), (1400, 0.8), (842, 1.0)):
        page.resize(width, 500)
        theme.apply(app, scheme="light", scale=scale)
        assert page.caret() == ("p90", 4)
        box = page.editor().geometry()
        laid = page.laid(page.place("p90"))
        assert box.top() == page.top_of(page.place("p90")) + laid.text_top
        assert -box.height() < box.top() < page.viewport().height()
        assert page.editor().rows * laid.by.pitch == laid.bottom - laid.text_top
        QTest.keyClicks(page.editor(), "x")
        QTest.keyClick(page.editor(), KEY.Key_Backspace)
        assert page.editor().verticalScrollBar().value() == 0

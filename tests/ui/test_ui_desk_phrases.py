"""Short forms and standard wording under the keys of a real desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, make_vault
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from mappa_desk.services.gaps import gaps
from mappa_desk.services.wording import save_abbreviation, save_wording, switch_wording, wording_book
from mappa_desk.ui.widgets.typing_help import place_in, units

LONG = "licence period"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("template") / "vault"
    return folder, make_vault(folder)


@pytest.fixture
def desk(template: tuple[Path, str], tmp_path: Path, dressed: QApplication) -> Iterator[DeskRoom]:
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id)
    room.show()
    read(room)
    room.line.setFocus()
    yield room
    room.close()


def read(room: DeskRoom) -> None:
    """Wait until the vault's words are read."""
    room.until(lambda: room.page.phrases._forms)


def text(room: DeskRoom) -> str:
    return room.line.toPlainText()


def selected(room: DeskRoom) -> str:
    return room.line.textCursor().selectedText()


def test_a_short_form_opens_at_a_space_and_typing_goes_on_behind_it(desk: DeskRoom) -> None:
    desk.type("breach of lp again")
    assert text(desk) == f"breach of {LONG} again"
    assert desk.line.caret() == (len(text(desk)),) * 2


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ("lp.", f"{LONG}."),
        ("Lp, then", f"{LONG.capitalize()}, then"),
        ("(lp) ", f"({LONG}) "),
        ("lp\nlp ", f"{LONG}\n{LONG} "),
        ("LP ends ", "LP ends "),
        ("help ", "help "),
        ("w/lp ", "w/lp "),
        ("\\lp ends", "lp ends"),
        ("\\nothing ", "\\nothing "),
        ("\U0001f600 seen lp ", f"\U0001f600 seen {LONG} "),
    ],
)
def test_what_is_typed_reads_so(desk: DeskRoom, keys: str, after: str) -> None:
    desk.type(keys)
    assert text(desk) == after
    assert desk.line.caret() == (units(after), units(after))


def test_backspace_right_after_gives_the_short_form_back_for_good(desk: DeskRoom) -> None:
    desk.type("the lp ")
    desk.press("Backspace")
    assert (text(desk), desk.line.caret()) == ("the lp ", (7, 7))
    desk.press("Backspace")
    desk.type(". ")
    assert text(desk) == "the lp. "
    desk.type("lp ")
    assert text(desk) == f"the lp. {LONG} "


def test_a_line_is_new_once_it_was_kept(desk: DeskRoom) -> None:
    desk.type("lp ")
    desk.press("Backspace")
    desk.press("Return")
    desk.idle()
    desk.type("lp ")
    assert text(desk) == f"{LONG} "


def test_backspace_is_backspace_once_the_caret_moved(desk: DeskRoom) -> None:
    desk.type("lp ")
    desk.press("Left")
    desk.press("Right")
    desk.press("Backspace")
    assert text(desk) == LONG


def test_undo_takes_the_opening_back_and_then_the_typing(desk: DeskRoom) -> None:
    desk.type("the lp ")
    desk.press("Ctrl+Z")
    assert (text(desk), desk.line.caret()) == ("the lp ", (7, 7))
    desk.type("is")
    assert text(desk) == "the lp is"
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Z")
    assert text(desk) == ""


def test_after_a_line_break_undo_takes_the_break_and_the_opening_back(desk: DeskRoom) -> None:
    desk.type("lp\n")
    desk.press("Ctrl+Z")
    assert (text(desk), desk.line.caret()) == ("lp", (2, 2))
    desk.page.panel.capture.empty()
    desk.type("lp\n")
    desk.press("Backspace")
    assert (text(desk), desk.line.caret()) == ("lp\n", (3, 3))


def test_later_on_undo_goes_back_through_the_opening(desk: DeskRoom) -> None:
    desk.type("lp more")
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Z")
    assert text(desk) == "lp "


def test_a_code_still_marks_its_speaker_and_an_owner_stays_a_code(desk: DeskRoom) -> None:
    save_abbreviation(desk.work, short="tkx", opens_to="words", new=True)
    desk.type("pol: lp ")
    assert text(desk) == f"{LONG} "
    assert desk.page.capture.voice is not None and desk.page.capture.voice.agency == "pol"
    desk.page.panel.capture.empty()
    desk.type("@prob lp by fri")
    assert text(desk) == f"@prob {LONG} by fri"


def test_the_last_word_opens_at_enter_and_that_is_what_is_kept(desk: DeskRoom) -> None:
    desk.say("pol: breach of lp")
    desk.idle()
    (entry,) = desk.kept().entries
    assert (entry.text, entry.words) == (f"breach of {LONG}", f"pol: breach of {LONG}")


def test_enter_in_the_middle_of_a_word_opens_nothing(desk: DeskRoom) -> None:
    desk.type("lpx")
    desk.press("Left")
    desk.press("Return")
    desk.idle()
    assert desk.kept().entries[0].text == "lpx"


def test_a_full_field_takes_no_opening(desk: DeskRoom) -> None:
    desk.line.setPlainText("word " * 9_999 + "w ")
    desk.line.moveCursor(QTextCursor.MoveOperation.End)
    desk.type("lp ")
    assert text(desk).endswith("w lp ")


def test_short_forms_open_in_an_entry_under_edit_and_in_the_decision_card(desk: DeskRoom) -> None:
    desk.say("pol: first")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.type(" lp ")
    desk.press("Backspace")
    desk.type("and lp")
    desk.press("Return")
    desk.idle()
    assert desk.kept().entries[0].text == f"first lp and {LONG}"
    desk.page.focus_line()
    desk.press("Ctrl+D")
    desk.type("stays for the lp")
    field = desk.focus()
    desk.press("Return")
    assert field.toPlainText() == f"stays for the {LONG}"


# Standard wording


def own(desk: DeskRoom, wording: str = "Seen on [day] at [place] with [whom].") -> None:
    """Have a wording of the vault's own for the item that is shown."""
    desk.page.moves.go_to("risk")
    save_wording(desk.work, title="Home visit", text=wording, items=("risk",))
    desk.page.phrases.read()
    desk.until(lambda: "Home visit" in {one.record.title for one in desk.page.phrases._book.wordings})


def choose(desk: DeskRoom, letters: str) -> None:
    desk.press("Ctrl+Space")
    assert isinstance(desk.focus(), QLineEdit)
    desk.type(letters)
    desk.press("Return")


def rows(desk: DeskRoom) -> list[tuple[str, str]]:
    picker = desk.page.sheets._picker
    assert picker is not None
    return [(row.text, row.note) for row in picker._model.rows]


def test_ctrl_space_lists_this_items_wording_first_and_then_all(desk: DeskRoom) -> None:
    own(desk)
    desk.press("Ctrl+Space")
    listed = rows(desk)
    here = [title for title, note in listed if note == "this item"]
    assert "Home visit" in here and listed[: len(here)] == [(title, "this item") for title in here]
    assert len(listed) == len(desk.work.reference.standard_wording) + 1
    desk.press("Esc")
    assert desk.focus() is desk.line and text(desk) == ""


def test_a_wording_is_found_by_letters_put_in_and_filled_with_tab(desk: DeskRoom) -> None:
    own(desk)
    choose(desk, "home vis")
    assert desk.focus() is desk.line
    assert text(desk) == "Seen on ⟦day⟧ at ⟦place⟧ with ⟦whom⟧."
    assert selected(desk) == "⟦day⟧"
    assert desk.shell.said[-1] == "Home visit. 3 to fill, Tab goes on."
    desk.type("4 November")
    desk.press("Tab")
    assert selected(desk) == "⟦place⟧"
    desk.press("Tab")
    assert selected(desk) == "⟦whom⟧"
    desk.press("Shift+Tab")
    assert selected(desk) == "⟦place⟧"
    desk.type("home")
    desk.press("Tab")
    desk.type("the lp ")
    assert text(desk) == f"Seen on 4 November at home with the {LONG} ."
    desk.press("Tab")
    assert desk.focus() is not desk.line


def test_the_line_grows_to_show_a_text_of_any_length_that_comes_at_once(desk: DeskRoom) -> None:
    words = "Risk of serious harm to ⟦whom⟧: ⟦level⟧. What could happen: ⟦harm⟧. How soon: ⟦how soon⟧. " * 3
    line = desk.line
    for length in range(140, 190, 2):
        desk.page.panel.capture.empty()
        QApplication.processEvents()
        desk.page.panel.capture.insert(words[:length])
        QApplication.processEvents()
        QApplication.processEvents()
        rows = min(line._most_rows, int(line.document().size().height()))
        assert line.height() >= line.height_for_rows(rows), length


def test_shift_tab_goes_back_to_what_was_passed_over_and_then_out(desk: DeskRoom) -> None:
    own(desk)
    choose(desk, "home vis")
    desk.press("Tab")
    desk.type("home")
    desk.press("Shift+Tab")
    assert selected(desk) == "⟦day⟧"
    desk.press("Shift+Tab")
    assert desk.focus() is not desk.line


def test_tab_alone_passes_over_the_blanks_and_leaves_the_field(desk: DeskRoom) -> None:
    own(desk)
    choose(desk, "home vis")
    for expected in ("⟦place⟧", "⟦whom⟧"):
        desk.press("Tab")
        assert selected(desk) == expected
    desk.press("Tab")
    assert desk.focus() is not desk.line


def test_tab_moves_the_focus_where_nothing_is_to_fill(desk: DeskRoom) -> None:
    desk.type("plain [words]")
    desk.press("Tab")
    assert desk.focus() is not desk.line


def test_blanks_are_found_behind_characters_of_two_units(desk: DeskRoom) -> None:
    own(desk, "\U0001f600 [day] and [place]")
    desk.type("\U0001f600 ")
    choose(desk, "home vis")
    assert selected(desk) == "⟦day⟧"
    desk.press("Tab")
    assert selected(desk) == "⟦place⟧"
    desk.press("Shift+Tab")
    assert selected(desk) == "⟦day⟧"
    assert place_in(text(desk), units("\U0001f600 ")) == 2


def test_undo_takes_a_wording_out_in_one_step(desk: DeskRoom) -> None:
    own(desk, "First row.\nSecond [row].")
    desk.type("before ")
    choose(desk, "home vis")
    assert text(desk) == "before First row.\nSecond ⟦row⟧."
    desk.press("Ctrl+Z")
    assert text(desk) == "before "


def test_an_unfilled_blank_is_kept_and_stands_among_the_gaps(desk: DeskRoom) -> None:
    own(desk)
    choose(desk, "home vis")
    desk.press("Return")
    desk.idle()
    (entry,) = desk.kept().entries
    assert "⟦day⟧" in entry.text
    found = [gap for gap in gaps(desk.work, meeting_id=desk.meeting_id) if gap.code == "blank"]
    assert [(gap.blocking, gap.record_id) for gap in found] == [(True, entry.id)]


def test_a_blank_that_was_kept_is_filled_in_its_entry(desk: DeskRoom) -> None:
    own(desk)
    choose(desk, "home vis")
    desk.press("Return")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    editor = desk.focus()
    for expected, words in (("⟦day⟧", "4 November"), ("⟦place⟧", "home"), ("⟦whom⟧", "nobody")):
        desk.press("Tab")
        assert editor.textCursor().selectedText() == expected
        desk.type(words)
    desk.press("Return")
    desk.idle()
    assert desk.kept().entries[0].text == "Seen on 4 November at home with nobody."
    assert "blank" not in {gap.code for gap in gaps(desk.work, meeting_id=desk.meeting_id)}


def test_a_wording_goes_into_a_field_of_the_decision_card(desk: DeskRoom) -> None:
    own(desk)
    desk.press("Ctrl+D")
    field = desk.focus()
    assert field is not desk.line
    choose(desk, "home vis")
    assert desk.focus() is field
    assert field.toPlainText().startswith("Seen on ⟦day⟧")
    desk.press("Tab")
    assert field.textCursor().selectedText() == "⟦place⟧"


def test_an_entry_under_edit_is_not_disturbed(desk: DeskRoom) -> None:
    desk.say("pol: first")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    editor = desk.focus()
    desk.press("Ctrl+Space")
    assert desk.focus() is editor and desk.page.sheets._picker is None
    assert desk.page.panel.capture.said().startswith("Finish this entry first")


def test_without_any_wording_the_key_says_so(desk: DeskRoom) -> None:
    for listed in wording_book(desk.work).wordings:
        switch_wording(desk.work, code=listed.record.id, active=False)
    desk.page.phrases.read()
    desk.until(lambda: not desk.page.phrases._book.offered(""))
    desk.press("Ctrl+Space")
    assert desk.page.panel.capture.said() == "No standard wording is switched on."


def test_a_read_only_line_takes_neither(desk: DeskRoom) -> None:
    desk.type("lp")
    desk.page.panel.capture.set_read_only("The minutes are approved.")
    desk.type(" ")
    desk.press("Ctrl+Space")
    assert text(desk) == "lp" and desk.page.sheets._picker is None
    assert desk.page.panel.capture.said() == "The minutes are approved."


def test_a_wording_longer_than_the_field_has_room_for_is_refused_aloud(desk: DeskRoom) -> None:
    own(desk)
    desk.line.setPlainText("word " * 9_999)
    choose(desk, "home vis")
    assert text(desk) == "word " * 9_999
    assert "more than one entry holds" in desk.page.panel.capture.said()

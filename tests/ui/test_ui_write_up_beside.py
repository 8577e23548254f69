"""Beside the page: shorthand, marks and their offers, versions, panes, outline, find and replace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import copied
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from write_up_room import SAID, WriteUpRoom, closed_vault

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.ui.models.write_up_typed import typed_rows
from mappa_desk.ui.widgets.desk_lists import DeskList

PATROL, VISITS = SAID[0][1], SAID[1][1]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up_beside") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[WriteUpRoom]:
    """The page of that meeting."""
    folder, meeting_id = template
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def save(desk: WriteUpRoom) -> None:
    desk.page.settle(lambda _error: None)
    desk.idle()


# As typed


def test_nobody_is_missing_as_speaker_of_a_decision_or_an_action(desk: WriteUpRoom) -> None:
    view = desk.page.state.view
    shown = {
        row.words: row.who
        for one in view.entries
        for row in typed_rows(view, one.id, item=one.item, zone=desk.page.state.zone)
    }
    by_kind = {one.entry_kind: shown[one.words or one.text] for one in view.entries}
    assert by_kind[EntryKind.DECISION] == "Decision" and by_kind[EntryKind.ACTION] == "Action"
    assert shown["niece 16 stays at weekends"] == "Who?"


def test_the_shorthand_of_the_caret_s_entry_is_shown_with_its_neighbours(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    rows = desk.page.panel.typed.rows
    assert [row.words for row in rows] == [PATROL, VISITS, SAID[2][1]]
    assert [row.current for row in rows] == [False, True, False]
    assert rows[1].who == "Police" and rows[1].time
    desk.type("Another text. ")
    save(desk)
    assert [row.words for row in desk.page.panel.typed.rows] == [PATROL, VISITS, SAID[2][1]]
    for field in desk.page.panel.typed.findChildren(QPlainTextEdit):
        raise AssertionError(f"{field} could be typed in")
    assert VISITS in desk.page.panel._ui.beside_scroll.accessibleName()


# Marks


def marks(desk: WriteUpRoom) -> list[str]:
    return [row.title for row in desk.page.panel.marks.rows]


def test_a_relative_date_is_marked_and_the_offer_writes_the_date(desk: WriteUpRoom) -> None:
    found = desk.go("2 nov")
    assert "yesterday" in marks(desk)
    row = next(row for row in desk.page.panel.marks.rows if row.title == "yesterday")
    assert row.offer == "Write the date" and "11 November 2026" in row.says
    desk.page.go_to(found.key, PATROL.index("yesterday") + 2)
    desk.press("Ctrl+Shift+Space")
    assert "11 November 2026" in desk.here and "yesterday" not in desk.here
    desk.press("Ctrl+Z")
    assert desk.here == PATROL
    desk.press("Ctrl+Y")
    save(desk)
    assert "11 November 2026" in desk.texts()[0] and "yesterday" not in marks(desk)
    assert desk.entries()[0].words == PATROL


def test_a_mark_that_is_left_stays_left(desk: WriteUpRoom) -> None:
    found = desk.go("2 nov")
    desk.page.go_to(found.key, PATROL.index("yesterday") + 2)
    desk.press("Ctrl+Shift+L")
    desk.idle()
    assert "yesterday" not in marks(desk) and desk.hint.startswith("Left as it is")
    desk.type("x")
    desk.until(lambda: not desk.page.beside._look.isActive())
    assert "yesterday" not in marks(desk)


def test_the_next_mark_is_gone_to_and_said_round_the_end(desk: WriteUpRoom) -> None:
    desk.page.go_to_part("contributions")
    seen = []
    for _ in range(2 * sum(map(len, desk.page.beside.every.values()))):
        desk.press("Ctrl+E")
        chosen = desk.page.beside.chosen()
        seen.append((desk.page.state.key, chosen.title if chosen else ""))
    assert len(set(seen)) < len(seen) and any(title == "yesterday" for _key, title in seen)
    assert any("yesterday" in one for one in desk.shell.said)
    desk.press("Shift+F8")
    assert (desk.page.state.key, desk.page.beside.chosen().title) in seen


def test_a_missing_speaker_is_named_from_the_marks(desk: WriteUpRoom) -> None:
    found = desk.go("niece 16")
    card = next(card for card in desk.page.panel.marks.cards() if card.row.choices)
    place = [code for code, _name in card.row.choices].index("prob") + 1
    card.box.setCurrentIndex(place)
    card.box.activated.emit(place)
    desk.idle()
    assert next(one for one in desk.entries() if one.id == found.entry_id).agency == "prob"
    desk.page.focus_page()
    desk.press("Ctrl+Z")
    desk.idle()
    assert next(one for one in desk.entries() if one.id == found.entry_id).agency == ""


def test_every_abbreviation_is_opened_as_one_step(desk: WriteUpRoom) -> None:
    desk.go("reported as told")
    desk.run("open_abbreviations")
    desk.idle()
    text = next(text for text in desk.texts() if "reported as told" in text)
    assert "risk management plan (rmp)" in text.casefold()
    desk.press("Ctrl+Z")
    desk.idle()
    assert SAID[2][1] in desk.texts() and desk.hint.endswith("Undone")


# Find and replace


def bar(desk: WriteUpRoom):
    return desk.page.panel.find_bar


def test_find_counts_steps_and_shows_without_taking_the_keyboard(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.run("find_here")
    desk.type("last")
    assert bar(desk).field.hasFocus() and bar(desk)._count.text().endswith("of 1")
    assert desk.page.state.key == desk.at("3 visits").key
    desk.page.escape()
    assert bar(desk).isHidden() and desk.page.page.editor().hasFocus()
    assert desk.page.page.editor().textCursor().selectedText() == "last"


def test_whole_words_and_case_narrow_what_is_found(desk: WriteUpRoom) -> None:
    desk.run("find_here")
    desk.type("map")
    every = len(desk.page.find.found)
    bar(desk).match_case.setChecked(True)
    bar(desk).field.setText("MAP")
    assert not desk.page.find.found and bar(desk)._count.text() == "Not found"
    bar(desk).match_case.setChecked(False)
    bar(desk).whole_words.setChecked(True)
    assert 0 < len(desk.page.find.found) <= every


def test_replace_writes_one_and_goes_on_replace_all_is_one_step(desk: WriteUpRoom) -> None:
    desk.go("2 nov")
    desk.press("Ctrl+H")
    desk.type("map")
    bar(desk).put.setFocus()
    desk.type("plan")
    before = len(desk.page.find.found)
    assert before >= 2
    desk.press("Return")
    assert len(desk.page.find.found) == before - 1
    words = {entry.id: entry.words for entry in desk.kept().entries}
    bar(desk)._all.click()
    desk.idle()
    assert desk.hint == f"Replaced {before - 1} times." or desk.hint == "Replaced once."
    desk.until(lambda: not desk.page.find.found)
    view = desk.kept()
    assert "map" not in view.decisions[0].decided and "map" not in view.actions[0].text
    assert {entry.id: entry.words for entry in view.entries} == words
    desk.page.escape()
    desk.press("Ctrl+Z")
    desk.idle()
    assert "Undone" in desk.hint and "map" in desk.kept().actions[0].text


# Versions


def test_versions_tell_added_and_taken_in_words_and_bring_one_back(desk: WriteUpRoom) -> None:
    found = desk.go("3 visits", 2)
    desk.type("police ")
    save(desk)
    desk.press("Alt+Return")
    desk.idle()
    view = desk.page.versions.view
    assert view is not None and view.list.hasFocus()
    assert [row.name for row in view._model.rows] == ["As it stands", "First text"]
    assert "[added: police ]" in view.told_text and not view.button.isEnabled()
    desk.press("Down")
    assert view.row.text == VISITS and view.row.who == "Bethan Lloyd-Carter"
    view.button.click()
    desk.idle()
    assert VISITS in desk.texts() and desk.page.page.text_of(found.key) == VISITS
    assert [row.name for row in view._model.rows] == ["As it stands", "Version 2", "First text"]
    assert "[taken out: police ]" in view.told_text or view.row.text == VISITS
    desk.page.escape()
    assert desk.page.side.shown == "" and desk.page.page.editor().hasFocus()
    desk.press("Ctrl+Z")
    desk.idle()
    assert "3 police visits since last, 1 not ans" in desk.texts()


# Outline, panes, front sheet


def test_the_outline_counts_gaps_in_words_and_enter_goes_there(desk: WriteUpRoom) -> None:
    rows = desk.page._outline.rows
    told = {row.code: desk.page._outline.words(row) for row in rows}
    assert "gap" in told["contributions"] and told["contributions"].startswith("9 ")
    desk.press("Ctrl+J")
    outline = desk.page.panel.outline
    assert outline.hasFocus()
    outline.select_place([row.code for row in rows].index("contributions"))
    desk.press("Return")
    assert desk.page.state.paragraph().item == "contributions" and desk.page.page.editor().hasFocus()
    assert next(row.code for row in desk.page._outline.rows if row.current) == "contributions"


def test_letters_typed_on_the_outline_go_to_the_page(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    desk.press("Ctrl+J")
    desk.type("ab")
    assert desk.here == "ab" + VISITS


def test_ctrl_page_down_goes_from_item_to_item(desk: WriteUpRoom) -> None:
    desk.page.go_to_part("contributions")
    desk.press("Ctrl+PgDown")
    after = desk.page.state.paragraph().item
    desk.press("Ctrl+PgUp")
    assert after != "contributions" and desk.page.state.paragraph().item == "contributions"


def test_the_next_gap_says_what_is_missing(desk: WriteUpRoom) -> None:
    desk.go("2 nov")
    desk.press("Ctrl+Shift+G")
    assert desk.page.state.paragraph().gaps
    assert any(gap.sentence in desk.hint for gap in desk.page.state.up.gaps)


def test_panes_open_close_with_escape_and_give_the_keyboard_back(desk: WriteUpRoom) -> None:
    desk.go("3 visits")
    for command, name in (("list_attendance", "attendance"), ("list_actions", "actions")):
        desk.run(command)
        assert desk.page.side.shown == name
        assert isinstance(desk.focus(), DeskList)
        desk.page.escape()
        assert desk.page.side.shown == "" and desk.page.page.editor().hasFocus()


def test_somebody_else_s_pane_hangs_in_the_side_and_its_filled_button_is_the_one(desk: WriteUpRoom) -> None:
    filled = QPushButton("Do it")
    filled.setProperty("primary", True)
    desk.page.side.open_pane("theirs", filled, "Their pane")
    assert desk.page.side.shown == "theirs" and "Their pane" in desk.shell.said
    assert desk.page.panel._ui.ready_button.property("primary") is False
    label = QLabel("Second")
    desk.page.side.open_pane("second", label, "Second pane", focus=False)
    assert desk.page.side.shown == "second"
    assert desk.page.side.close_pane("second") and desk.page.side.shown == "theirs"
    assert desk.page.side.close_pane("theirs") and not desk.page.side.close_pane("theirs")
    assert desk.page.panel._ui.ready_button.property("primary") is True


def test_an_action_of_the_list_leads_to_its_paragraph(desk: WriteUpRoom) -> None:
    desk.run("list_actions")
    desk.press("Return")
    assert "give the corrected map" in desk.here and desk.page.page.editor().hasFocus()


def test_ready_to_finalise_hangs_beside_and_its_links_go_to_the_paragraph(desk: WriteUpRoom) -> None:
    desk.page.panel._ui.ready_button.click()
    desk.idle()
    panel = desk.page.panes.pane("ready").panel
    assert panel is not None and len(panel.lines()) == len(desk.page.state.up.gaps)
    line = next(line for line in panel.lines() if line.row.gap.code == "speaker")
    line.link.click()
    assert desk.here == SAID[3][1]
    line.combo.setCurrentIndex(1)
    line.combo.activated.emit(1)
    desk.idle()
    assert desk.entries()[3].agency and not any(
        line.row.gap.code == "speaker" for line in desk.page.panes.pane("ready").panel.lines()
    )


def test_the_front_sheet_is_offered_taken_and_edited(desk: WriteUpRoom) -> None:
    desk.run("propose_front")
    desk.until(lambda: desk.page.panel.offers.buttons)
    assert desk.page.state.key == "front:brief_why"
    offered = desk.page.panel.offers._shown[0].text
    desk.page.panel.offers.buttons[0].click()
    assert desk.here == offered and desk.page.page.editor().hasFocus()
    desk.type(" And more.")
    save(desk)
    assert desk.kept().meeting.brief_why == offered + " And more."

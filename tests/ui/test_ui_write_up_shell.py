"""Write-up in the real window: ways there, keys, header, regions, sealed minutes, small windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import copied
from hands import CTRL, Hands
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from write_up_room import SAID, WriteUpRoom, closed_vault

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import commands, theme
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.keys import keys_of
from mappa_desk.ui.ports import Banner
from mappa_desk.ui.write_up import WriteUp
from mappa_desk.ui.write_up_telling import header_facts


def draft_of(hands: Hands) -> str:
    rows = list_meetings(hands.work)
    return next(row.meeting_id for row in rows if row.meeting.state is MeetingState.CLOSED)


def write_up(hands: Hands) -> WriteUp:
    page = hands.shell.page
    assert isinstance(page, WriteUp), hands.place
    hands.room.wait(lambda: page.state.ready)
    hands.settle()
    return page


@pytest.fixture
def page(hands: Hands) -> WriteUp:
    """Write-up of the practice vault's closed meeting, in the window."""
    hands.view.showNormal()
    hands.view.resize(1366, 688)
    hands.view.activateWindow()
    hands.go("write_up", draft_of(hands))
    return write_up(hands)


# Ways there


def test_the_desk_of_a_closed_meeting_leads_there_by_its_main_button(hands: Hands) -> None:
    meeting = draft_of(hands)
    hands.view.showNormal()
    hands.view.resize(1366, 688)
    hands.go("meeting", meeting)
    hands.room.wait(lambda: hands.shell.page.state.ready)
    hands.settle()
    button = hands.find(QPushButton, "next_button")
    assert button.text().strip() == "Write up the minutes"
    button.click()
    hands.settle()
    assert hands.place == ("write_up", meeting)


def test_the_start_page_and_the_meetings_lead_there(hands: Hands) -> None:
    meeting = draft_of(hands)
    assert "write_up" in hands.shell.available()
    hands.shell.page.view.meeting_chosen.emit(meeting)
    hands.settle()
    assert hands.place == ("write_up", meeting)
    hands.go("meetings")
    hands.shell.page.view.row_chosen.emit(meeting)
    hands.settle()
    assert hands.place == ("write_up", meeting)


def test_sealed_minutes_are_read_there_too(hands: Hands) -> None:
    rows = list_meetings(hands.work)
    sealed = next(row for row in rows if row.meeting.state is MeetingState.APPROVED)
    hands.go("meetings")
    hands.shell.page.view.row_chosen.emit(sealed.meeting_id)
    hands.settle()
    assert hands.place == ("write_up", sealed.meeting_id)
    hands.go("case", sealed.meeting.case_id)
    hands.settle()
    hands.shell.page.view.meeting_chosen.emit(sealed.meeting_id)
    hands.settle()
    assert hands.place == ("write_up", sealed.meeting_id)


def test_the_palette_leads_there_and_holds_every_command_of_the_page(hands: Hands, page: WriteUp) -> None:
    own = [entry for entry in commands.TABLE if entry.scope is Scope.WRITE_UP]
    available = hands.shell.available()
    assert own and all(entry.name in available for entry in own)
    listed = {row.words for row in hands.office.palette._commands()}
    assert {entry.words for entry in own if entry.in_palette} <= listed
    shown = {(row.words, row.keys) for row in keys_of("write_up", set(available))}
    assert {(entry.words, entry.keys_text) for entry in own if entry.keys} <= shown


# Keys of the window


def test_find_replace_preview_and_escape_by_the_window_s_own_keys(hands: Hands, page: WriteUp) -> None:
    hands.press(Qt.Key.Key_F, CTRL)
    assert page.find.is_open and page.panel.find_bar.field.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert not page.find.is_open and page.page.editor().hasFocus()
    hands.press(Qt.Key.Key_H, CTRL)
    assert page.find.is_open and not page.panel.find_bar.put.isHidden()
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_P, CTRL)
    assert hands.place[0] == "preview"


def test_ctrl_s_says_saved_and_the_text_is_on_the_disk(hands: Hands, page: WriteUp) -> None:
    row = next(row for row in page.state.paragraphs if row.key.startswith("entry:") and row.editable)
    page.go_to(row.key)
    hands.type("Written. ")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.settle()
    again = next(one for one in page.state.view.entries if one.id == row.entry_id)
    assert (
        again.text.startswith("Written. ") and hands.view.findChild(QLabel, "saved_label").text() == "Saved"
    )


def test_leaving_the_page_keeps_what_was_typed(hands: Hands, page: WriteUp) -> None:
    meeting = page.state.meeting_id
    row = next(row for row in page.state.paragraphs if row.key.startswith("entry:") and row.editable)
    page.go_to(row.key)
    hands.type("Left. ")
    hands.go("start")
    hands.go("write_up", meeting)
    again = write_up(hands)
    assert again.state.paragraph(row.key).text.startswith("Left. ")


def test_f6_leads_through_named_regions(hands: Hands, page: WriteUp) -> None:
    names = []
    for region in page.regions():
        assert region.isVisible()
        face = QAccessible.queryAccessibleInterface(region)
        names.append(face.text(QAccessible.Text.Name))
        region.setFocus()
        focus = QApplication.focusWidget()
        assert focus is region or region.isAncestorOf(focus) or region.focusProxy() is focus
    assert all(names) and "gaps" in names[0]


def test_the_header_says_which_draft_of_which_meeting_and_has_the_page_s_buttons(
    hands: Hands, page: WriteUp
) -> None:
    said = {label.text() for label in hands.view.findChildren(QLabel) if label.isVisible()}
    meeting = page.state.view.meeting
    assert "Write-up, before draft 1" in said and page.state.view.case.reference in said
    assert any(text.startswith(f"Level {int(meeting.level)} ") for text in said)
    tool = hands.view.findChild(QPushButton, "find_and_replace_tool")
    assert tool.isVisible() and tool.accessibleName() == "Find and replace" and "Ctrl+H" in tool.toolTip()
    tool.click()
    assert page.find.is_open
    assert not hands.view.findChild(QPushButton, "room_button").isVisible()
    hands.go("start")
    assert not [one for one in hands.view.findChildren(QPushButton, "preview_tool") if one.isVisible()]


def test_the_curtain_gives_the_caret_back(hands: Hands, page: WriteUp) -> None:
    row = next(row for row in page.state.paragraphs if row.key.startswith("entry:") and row.editable)
    page.go_to(row.key, 3)
    hands.press(Qt.Key.Key_Period, CTRL)
    assert hands.shell.is_curtained
    hands.press(Qt.Key.Key_Period, CTRL)
    assert page.page.caret() == (row.key, 3) and page.page.editor().hasFocus()


def nameless(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(widget.parentWidget(), QComboBox) or "qt_" in widget.objectName():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


PANES = ("", "find_and_replace", "show_versions", "list_attendance", "list_actions", "ready_to_finalise")


@pytest.mark.parametrize("command", PANES)
def test_everything_is_named_and_one_button_at_most_is_filled(
    hands: Hands, page: WriteUp, command: str
) -> None:
    row = next(row for row in page.state.paragraphs if row.key.startswith("entry:") and row.editable)
    page.go_to(row.key)
    if command:
        hands.shell.run(command)
        hands.settle()
    assert nameless(hands.view) == []
    filled = [
        button.text()
        for button in hands.view.findChildren(QPushButton)
        if button.isVisible() and button.property("primary")
    ]
    assert len(filled) == 1, filled
    for label in hands.view.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or label.objectName().startswith("qt_")


SIZES = (((1366, 688), 1.0), ((1280, 632), 1.0), ((1366, 688), 1.5), ((1280, 632), 2.0))


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_nothing_is_cut_and_the_page_keeps_room(hands: Hands, page: WriteUp, size, scale) -> None:
    theme.apply(QApplication.instance(), scheme="light", scale=scale)
    try:
        hands.view.resize(*size)
        for _ in range(5):
            QApplication.processEvents()
        assert (hands.view.width(), hands.view.height()) == size
        cut = [
            button.text()
            for button in hands.view.findChildren(QPushButton)
            if button.isVisible()
            and button.text()
            and button.fontMetrics().horizontalAdvance(button.text()) > button.width()
        ]
        assert cut == []
        assert page.page.viewport().height() >= 3 * theme.px(24)
        if scale < 1.5:
            assert page.panel.side_shown
        else:
            assert not page.panel.side_shown
            page.panel.fold_side(False)
            assert page.panel.side_shown and not page.page.isVisible()
            hands.press(Qt.Key.Key_Escape)
            assert page.page.isVisible() and page.page.editor().hasFocus()
    finally:
        theme.apply(QApplication.instance(), scheme="light", scale=1.0)


# Sealed, and while the meeting runs


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with approved minutes, made once for this file."""
    folder = tmp_path_factory.mktemp("sealed") / "vault"
    return folder, closed_vault(folder, approved=True)


@pytest.fixture
def sealed_page(dressed, sealed, tmp_path) -> Iterator[WriteUpRoom]:
    folder, meeting_id = sealed
    room = WriteUpRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def test_the_header_names_the_draft_that_was_made_last(page: WriteUp) -> None:
    view = page.state.view
    assert header_facts(view, 1).subtitle == "Write-up, before draft 1"
    assert header_facts(view, 3).subtitle == "Write-up, after draft 2"


def test_what_was_written_is_not_told_over_another_page(hands: Hands, page: WriteUp) -> None:
    hands.shell.show_banner(Banner("written", "Draft 1 for the chair: written.", "", 1, ()))
    assert hands.view.banner.isVisible()
    hands.go("start")
    assert not hands.view.banner.isVisible()


def test_approved_minutes_open_to_read_and_corrections_are_offered(sealed_page: WriteUpRoom) -> None:
    desk, ui = sealed_page, sealed_page.page.panel._ui
    assert not ui.sealed_band.isHidden() and "Approved by C. Hair, chair" in ui.sealed_label.text()
    assert not any(row.editable for row in desk.page.page.paragraphs)
    before = desk.texts()
    desk.page.go_to(desk.at("3 visits").key)
    desk.type("no")
    for command in ("join_paragraph", "split_paragraph", "paragraph_down", "new_paragraph",
                    "finish_paragraph", "take_offer", "leave_mark", "open_abbreviations",
                    "find_and_replace", "undo_write_up"):  # fmt: skip
        desk.run(command)
        desk.idle()
    assert desk.texts() == before and not desk.shell.reported
    assert [row.gaps for row in desk.page.state.up.outline if row.gaps] == []
    ui.corrections_button.click()
    desk.idle()
    assert desk.page.side.shown == "corrections"
    legends = [label.text() for label in desk.page.widget.findChildren(QLabel, "legend_label")]
    legend = next(text for text in legends if "Enter goes there" in text)
    assert "E erratum" in legend and "T taken" not in legend


def test_versions_of_sealed_minutes_can_be_read(sealed_page: WriteUpRoom) -> None:
    desk = sealed_page
    desk.page.go_to(desk.at("3 visits").key)
    desk.run("show_versions")
    desk.idle()
    assert desk.page.versions.view is not None and not desk.page.versions.view.button.isEnabled()


def test_while_the_meeting_runs_an_entry_may_be_written_up(dressed, tmp_path) -> None:
    meeting_id = closed_vault(tmp_path / "vault", close=False)
    desk = WriteUpRoom(tmp_path / "vault", meeting_id).show()
    desk.go("3 visits")
    desk.type("Meanwhile: ")
    desk.press("Down")
    desk.idle()
    assert "Meanwhile: " + SAID[1][1] in desk.texts()
    assert desk.shell.facts[-1].state == "Meeting runs"
    desk.close()

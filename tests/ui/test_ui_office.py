"""The office by keyboard: plan a meeting, open a case, find, settings, preview, curtain, lock, close."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget
from window_room import PASSPHRASE, WindowRoom

from mappa_desk.app import AFTER_LOCK, start_unlock_process
from mappa_desk.domain.errors import DiskFull
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.areas import area_view
from mappa_desk.services.cases import case_by_reference, list_cases
from mappa_desk.services.handouts import register
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import commands, theme
from mappa_desk.ui.ports import Banner, BannerAction, HeaderFacts

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """Somebody at the keyboard of an open office."""

    def __init__(self, room: WindowRoom) -> None:
        self.room = room
        self.program = room.opened()
        assert self.program.office is not None
        self.office = self.program.office
        self.shell = self.office.shell
        self.view = self.shell.view
        self.work = self.office._work

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.view, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def settle(self) -> None:
        self.room.idle(self.program)

    def go(self, page: str, record: str = "", **wishes: str) -> QWidget:
        self.shell.navigate(page, record, **wishes)
        self.settle()
        return self.shell.page.widget

    def find(self, kind: type, name: str) -> QWidget:
        found = self.shell.page.widget.findChild(kind, name)
        assert found is not None, name
        return found

    @property
    def place(self) -> tuple[str, str]:
        return self.shell.place


@pytest.fixture
def hands(filled_room: WindowRoom) -> Hands:
    return Hands(filled_room)


def test_the_start_page_says_what_is_due_and_opens_the_desk(hands) -> None:
    assert hands.place == ("start", "")
    button = QApplication.focusWidget()
    assert button.text() == "Open the desk" and "LAN-0417" in button.accessibleName()
    hands.press(Qt.Key.Key_Space)
    assert hands.place[0] == "meeting"
    hands.press(Qt.Key.Key_Left, ALT)
    assert hands.place == ("start", "")


def test_a_meeting_is_planned_in_four_answers_by_keyboard(hands) -> None:
    case = case_by_reference(hands.work, reference="LAN-0405")
    hands.go("new_meeting", case.id)
    assert QApplication.focusWidget().objectName() == "date_edit"
    hands.type("fri")
    assert hands.find(QLabel, "date_read_label").text() == "Friday 27 November 2026, in 4 days"
    hands.press(Qt.Key.Key_Tab)
    hands.type("9.30")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    hands.type("Room 4")
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("case", case.id)
    planned = [row.meeting for row in list_meetings(hands.work) if row.case_id == case.id][-1]
    planned = max(
        (row.meeting for row in list_meetings(hands.work) if row.case_id == case.id), key=lambda m: m.number
    )
    assert (planned.planned_on, planned.planned_at, planned.place) == (date(2026, 11, 27), "09:30", "Room 4")
    hands.press(Qt.Key.Key_Left, ALT)
    assert hands.place == ("start", "")


def test_a_date_that_is_none_is_said_beside_the_field_and_on_top(hands) -> None:
    hands.go("new_meeting", case_by_reference(hands.work, reference="LAN-0405").id)
    hands.type("soonish")
    hands.press(Qt.Key.Key_Return)
    label = hands.find(QLabel, "date_error_label")
    link = QApplication.focusWidget()
    assert "soonish" in label.text() and link.text() == label.text()
    hands.press(Qt.Key.Key_Space)
    assert QApplication.focusWidget().objectName() == "date_edit"
    hands.type("3/12")
    assert label.isHidden()
    assert hands.find(QWidget, "errors_frame").isHidden()


def test_a_case_is_opened_and_its_level_changed_with_a_reason(hands) -> None:
    hands.go("new_case")
    hands.type("LAN-0999")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Gwen O'Brien & Sons")
    hands.find(QLineEdit, "born_edit").setText("12/3/1984")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    case = case_by_reference(hands.work, reference="LAN-0999")
    assert (case.name, case.date_of_birth) == ("Gwen O'Brien & Sons", date(1984, 3, 12))
    assert hands.place == ("case", case.id)
    hands.go("edit_case", case.id)
    assert hands.find(QLineEdit, "reference_edit").isReadOnly()
    combo = hands.find(QComboBox, "level_combo")
    combo.setCurrentIndex(combo.findText("Level 3"))
    hands.find(QLineEdit, "reason_edit").setText("Asked for by the panel")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    assert int(case_by_reference(hands.work, reference="LAN-0999").level) == 3


def test_a_reference_that_is_taken_is_refused_in_its_place(hands) -> None:
    hands.go("new_case")
    hands.type("LAN-0417")
    QTest.keyClick(hands.find(QPushButton, "save_button"), Qt.Key.Key_Space)
    hands.settle()
    assert hands.place == ("new_case", "")
    assert "LAN-0417" in hands.find(QLabel, "reference_error_label").text()


def test_leaving_a_form_never_discards_what_was_typed_unasked(hands) -> None:
    hands.go("new_case")
    hands.type("LAN-0990")
    hands.press(Qt.Key.Key_Escape)
    assert hands.place == ("new_case", "")
    banner = hands.view.banner
    assert banner.isVisible() and QApplication.focusWidget().text() == "LAN-0990"
    QTest.mouseClick(banner.findChild(QPushButton, "second_button"), Qt.MouseButton.LeftButton)
    assert banner.isHidden() and hands.find(QLineEdit, "reference_edit").text() == "LAN-0990"
    hands.press(Qt.Key.Key_Left, ALT)
    QTest.mouseClick(banner.findChild(QPushButton, "first_button"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.place == ("start", "") and banner.isHidden()


def test_an_untouched_form_is_left_without_a_question(hands) -> None:
    hands.go("edit_case", case_by_reference(hands.work, reference="LAN-0405").id)
    hands.press(Qt.Key.Key_Escape)
    assert hands.place == ("start", "")


def test_lists_filter_open_and_say_when_nothing_fits(hands) -> None:
    hands.go("cases")
    table = hands.find(QTableView, "table")
    assert table.model().rowCount() == len(list_cases(hands.work))
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("0417")
    assert table.model().rowCount() == 1
    hands.type("zz")
    assert "hidden by the filter" in hands.find(QLabel, "empty_label").text()
    hands.find(QLineEdit, "filter_edit").setText("0417")
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("case", case_by_reference(hands.work, reference="LAN-0417").id)


@pytest.mark.parametrize("page", ["cases", "meetings", "actions"])
def test_columns_sort_nothing_by_accident_and_rows_open_with_enter(hands, page) -> None:
    hands.go(page)
    assert isinstance(QApplication.focusWidget(), QTableView)
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] in ("case", "meeting")


def test_the_tracker_shows_open_overdue_or_all(hands) -> None:
    hands.go("actions")
    combo, table = hands.find(QComboBox, "choice_combo"), hands.find(QTableView, "table")
    counts = []
    for choice in range(3):
        combo.setCurrentIndex(choice)
        hands.settle()
        counts.append(table.model().rowCount())
    still_open, overdue, every = counts
    assert 0 < overdue < still_open < every


def test_a_panel_day_is_made_and_takes_meetings(hands) -> None:
    hands.go("new_panel_day")
    hands.type("mon")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Room 2")
    hands.press(Qt.Key.Key_Tab)
    hands.type("December panel")
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "panel_day"
    hands.go("new_meeting", case_by_reference(hands.work, reference="LAN-0405").id)
    combo = hands.find(QComboBox, "day_combo")
    assert any("December panel" in combo.itemText(number) for number in range(combo.count()))


def test_a_meeting_starts_now_with_a_reference_alone(hands) -> None:
    hands.go("start_now")
    hands.type("LAN-0777")
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "meeting"
    assert hands.program.office.shell.view.findChild(QLabel, "title_label").text() == "LAN-0777"


def test_the_palette_goes_does_and_finds_with_two_letters(hands) -> None:
    before = QApplication.focusWidget()
    hands.press(Qt.Key.Key_K, CTRL)
    palette = hands.office.palette.view
    assert palette.isVisible() and QApplication.focusWidget().objectName() == "words_edit"
    hands.type("to the cas")
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("cases", "") and palette.isHidden()
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("0411")
    hands.room.wait(lambda: palette.model.rowCount() > 0)
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] in ("case", "meeting")
    assert before is not None


def test_the_palette_gives_the_caret_back(hands) -> None:
    hands.go("cases")
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("041")
    hands.press(Qt.Key.Key_K, CTRL)
    hands.press(Qt.Key.Key_Escape)
    field = QApplication.focusWidget()
    assert (field.objectName(), field.text(), field.cursorPosition()) == ("filter_edit", "041", 3)
    assert hands.place == ("cases", "")


def test_the_palette_says_when_nothing_fits(hands) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("xqzzy")
    label = hands.office.palette.view.findChild(QLabel, "empty_label")
    hands.room.wait(lambda: label.text().startswith("Nothing with those letters"))


def test_f1_lists_the_keys_that_work_here(hands) -> None:
    hands.press(Qt.Key.Key_F1)
    shown = {row.words for row in hands.office.keys.view.model._rows}
    assert commands.command("curtain").words in shown
    assert commands.command("next_item").words not in shown
    hands.press(Qt.Key.Key_Escape)
    assert hands.view.cover_stack.currentIndex() == 0
    hands.go(
        "meeting", next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    )
    hands.press(Qt.Key.Key_F1)
    assert commands.command("next_item").words in {row.words for row in hands.office.keys.view.model._rows}


def test_the_curtain_hides_everything_and_gives_the_caret_back(hands) -> None:
    hands.go("cases")
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("0417")
    field = QApplication.focusWidget()
    field.setSelection(1, 2)
    hands.press(Qt.Key.Key_Period, CTRL)
    shown = [label.text() for label in hands.view.findChildren(QLabel) if label.isVisible()]
    assert shown and not any("LAN" in text for text in shown)
    hands.press(Qt.Key.Key_K, CTRL)
    hands.press(Qt.Key.Key_Tab)
    assert hands.shell.is_curtained and hands.office.palette.view.isHidden()
    hands.press(Qt.Key.Key_F12)
    assert QApplication.focusWidget() is field
    assert (field.text(), field.selectedText()) == ("0417", "41")


def test_lock_keeps_the_line_closes_the_vault_and_starts_afresh(hands) -> None:
    meeting = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    hands.go("meeting", meeting)
    hands.type("pol: seen near the sch")
    folder = hands.program.folder
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CTRL)
    hands.room.wait(lambda: hands.room.started_again)
    assert hands.room.started_again == [(folder, False)]
    again = hands.room.fresh_wiring().open(folder, PASSPHRASE)
    with again.reading() as reading:
        (draft,) = reading.drafts()
    again.vault.close()
    assert (draft.meeting_id, draft.text) == (meeting, "seen near the sch")
    assert draft.caret == len(draft.text)


def test_a_lock_that_cannot_keep_the_line_asks_first(hands) -> None:
    answers = [DiskFull("The disk is full."), None]
    page = hands.shell.page
    page.settle = lambda done: done(answers.pop(0))
    QTest.keyClick(hands.view, Qt.Key.Key_L, CTRL)
    locking = hands.office.locking.view
    assert locking.isVisible() and "disk is full" in locking.findChild(QLabel, "sentence_label").text()
    assert hands.room.started_again == []
    QTest.keyClick(locking.findChild(QPushButton, "again_button"), Qt.Key.Key_Space)
    hands.room.wait(lambda: hands.room.started_again)


def test_closing_the_window_ends_the_program_with_everything_kept(hands) -> None:
    codes: list[int] = []
    hands.program.ended.connect(codes.append)
    hands.view.close()
    hands.room.wait(lambda: codes)
    assert codes == [0]
    hands.room.fresh_wiring().open(hands.program.folder, PASSPHRASE).vault.close()


def test_after_unlocking_a_running_meeting_is_gone_straight_into(filled_room) -> None:
    hands = Hands(filled_room)
    hands.go("start_now")
    hands.type("LAN-0778")
    hands.press(Qt.Key.Key_Return)
    meeting = hands.place[1]
    QTest.keyClick(hands.view, Qt.Key.Key_L, CTRL)
    filled_room.wait(lambda: filled_room.started_again)
    assert filled_room.started_again[0][1] is True
    second = filled_room.program(after_lock="running", wiring=filled_room.fresh_wiring())
    second.start(vault=hands.program.folder, practice=True)
    second.unlocking.view.unlock_requested.emit(PASSPHRASE)
    filled_room.wait(lambda: second.introducing is not None and bool(second.introducing._people))
    second.introducing.view._on_this_is_me()
    filled_room.wait(lambda: second.office is not None and second.office.shell.place == ("meeting", meeting))


def test_text_size_and_colours_change_and_are_kept(hands) -> None:
    hands.press(Qt.Key.Key_Plus, CTRL)
    assert theme.scale() == 1.1
    hands.press(Qt.Key.Key_Minus, CTRL)
    hands.press(Qt.Key.Key_Minus, CTRL)
    assert theme.scale() == 0.9
    hands.press(Qt.Key.Key_0, CTRL)
    assert theme.scale() == 1.0
    hands.shell.run("scheme_dark")
    assert theme.scheme() == "dark"
    hands.program.looks.apply()
    assert theme.scheme() == "dark"


def test_on_the_desk_ctrl_0_is_the_chair_s(hands) -> None:
    hands.press(Qt.Key.Key_Plus, CTRL)
    hands.go(
        "meeting", next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    )
    hands.press(Qt.Key.Key_0, CTRL)
    assert theme.scale() == 1.1
    hands.go("start")
    hands.press(Qt.Key.Key_0, CTRL)
    assert theme.scale() == 1.0


def test_a_page_that_was_left_no_longer_changes_the_header(hands) -> None:
    hands.go(
        "meeting", next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    )
    desk = hands.shell.page
    hands.go("cases")
    desk._shell.header(HeaderFacts("LAN-0417", "Review, Level 3"))
    desk._shell.navigate("start")
    assert hands.view.findChild(QLabel, "title_label").text() == "Cases"
    assert hands.place == ("cases", "")


def test_f6_goes_round_the_regions(hands) -> None:
    hands.go("cases")
    seen = []
    for _ in range(6):
        hands.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert len(set(seen)) > 1 and seen[0] in seen[1:]
    assert all(widget.accessibleName() for widget in seen)


def test_a_banner_takes_no_focus_and_its_action_runs(hands) -> None:
    here = QApplication.focusWidget()
    tried: list[bool] = []
    hands.shell.show_banner(
        Banner("disk", "The disk is full.", "Your words are on the screen but not yet kept.", 3,
               (BannerAction("Try again", lambda: tried.append(True)),), "No space left.")
    )  # fmt: skip
    banner = hands.view.banner
    assert banner.isVisible() and QApplication.focusWidget() is here
    assert "The disk is full." in banner.accessibleName()
    QTest.mouseClick(banner.findChild(QPushButton, "first_button"), Qt.MouseButton.LeftButton)
    assert tried == [True]
    QTest.mouseClick(banner.findChild(QPushButton, "details_button"), Qt.MouseButton.LeftButton)
    assert banner.findChild(QLabel, "sentence_label").text() == "No space left."
    hands.shell.clear_banner("disk")
    assert banner.isHidden()


def test_saved_is_calm_saving_comes_late_and_not_kept_counts(hands, qtbot) -> None:
    label = hands.view.findChild(QLabel, "saved_label")
    hands.shell.saving()
    assert label.text() == "Saved"
    qtbot.waitUntil(lambda: label.text() == "Saving", timeout=3000)
    hands.shell.saved()
    assert label.text() == "Saved"
    assert "Kept at" in hands.view.findChild(QWidget, "saved_frame").toolTip()
    hands.shell.not_kept(2)
    hands.shell.saved()
    assert label.text() == "2 not kept"
    hands.shell.not_kept(0)
    assert label.text() == "Saved"


def test_the_header_gives_way_but_never_the_reference_or_saved(hands) -> None:
    hands.go(
        "meeting", next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    )
    hands.shell.header(
        HeaderFacts("LAN-0417", "Review, Level 3", "Running", "ring_half", "Probation", "minute taker",
                    "10:42", "ends 11:15", "expected 11:20", "Statement due: 1 person", "statement_read")
    )  # fmt: skip
    for width in (1366, 1000, 640):
        hands.view.resize(width, 688)
        QApplication.processEvents()
        assert hands.view.findChild(QLabel, "title_label").isVisible()
        assert hands.view.findChild(QLabel, "saved_label").isVisible()
        assert hands.view.findChild(QWidget, "chair_frame").isVisible() == (width == 1366)


def test_a_standard_is_confirmed_by_who_is_at_the_keys(hands) -> None:
    hands.go("settings")
    QTest.keyClick(hands.find(QPushButton, "confirm_standard_button"), Qt.Key.Key_Space)
    hands.settle()
    first = area_view(hands.work).standards[0]
    assert first.verified and first.verified_by == "Bethan Lloyd-Carter"
    spin = hands.find(QWidget, "value_spin")
    spin.setValue(spin.value() + 1)
    QTest.keyClick(hands.find(QPushButton, "save_standard_button"), Qt.Key.Key_Space)
    hands.settle()
    assert not area_view(hands.work).standards[0].verified


def test_an_agency_is_added_and_a_taken_code_refused(hands) -> None:
    hands.go("settings", "agencies")
    QTest.keyClick(hands.find(QPushButton, "new_agency_button"), Qt.Key.Key_Space)
    hands.type("pol")
    hands.find(QLineEdit, "agency_name_edit").setText("Harbour police")
    QTest.keyClick(hands.find(QPushButton, "save_agency_button"), Qt.Key.Key_Space)
    hands.settle()
    assert hands.find(QLabel, "code_error_label").text()
    hands.find(QLineEdit, "code_edit").setText("harb")
    QTest.keyClick(hands.find(QPushButton, "save_agency_button"), Qt.Key.Key_Space)
    hands.settle()
    assert "harb" in {agency.code for agency in area_view(hands.work).agencies}


def test_the_wording_is_kept_and_an_empty_statement_refused(hands) -> None:
    hands.go("settings", "form")
    hands.find(QLineEdit, "form_title_edit").setText("MAPPA F (Lancashire)")
    statement = hands.find(QWidget, "statement_edit")
    before = statement.toPlainText()
    statement.setPlainText("")
    QTest.keyClick(hands.find(QPushButton, "save_form_button"), Qt.Key.Key_Space)
    hands.settle()
    assert hands.find(QLabel, "statement_error_label").text()
    statement.setPlainText(before)
    QTest.keyClick(hands.find(QPushButton, "save_form_button"), Qt.Key.Key_Space)
    hands.settle()
    assert area_view(hands.work).form.form_title == "MAPPA F (Lancashire)"


def test_the_lock_starts_a_process_that_is_told_no_key(tmp_path, monkeypatch) -> None:
    recorded = tmp_path / "recorded"
    program = tmp_path / "python"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {recorded}.new\nenv >> {recorded}.new\nmv {recorded}.new {recorded}\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(program))
    start_unlock_process(tmp_path / "vault", True).wait(10)
    said = recorded.read_text()
    assert said.splitlines()[0] == f"-m mappa_desk open {tmp_path / 'vault'}"
    assert f"{AFTER_LOCK}=running" in said
    assert PASSPHRASE not in said and "LAN-" not in said


@pytest.fixture
def held(hands) -> str:
    return next(row.meeting_id for row in list_meetings(hands.work) if row.meeting.ended_at)


def test_the_preview_shows_the_very_bytes_that_are_written(hands, held, tmp_path) -> None:
    hands.shell.preview(held)
    page = hands.shell.page
    hands.room.wait(lambda: page.view.strip.count > 1)
    hands.room.wait(lambda: page.view.strip._sheets[0].picture is not None)
    assert page.view.strip._sheets[0].accessibleDescription()
    hands.room.files.save = tmp_path
    QTest.keyClick(hands.find(QPushButton, "write_button"), Qt.Key.Key_Space)
    hands.settle()
    (given,) = register(hands.work, meeting_id=held)[-1:]
    assert (tmp_path / given.file_name).read_bytes() == page._pages.data
    assert hands.view.banner.isVisible()
    QTest.mouseClick(hands.view.banner.findChild(QPushButton, "first_button"), Qt.MouseButton.LeftButton)
    assert hands.room.files.shown == [tmp_path / given.file_name]
    hands.go("documents")
    assert hands.find(QTableView, "table").model().rowCount() >= 1


def test_the_preview_changes_the_document_and_turns_pages(hands, held) -> None:
    hands.shell.preview(held, DocumentKind.ACTIONS)
    page = hands.shell.page
    hands.room.wait(lambda: page.view.strip.count > 0)
    combo = hands.find(QComboBox, "kind_combo")
    assert combo.currentData() == "actions"
    combo.setCurrentIndex(combo.findData("minutes"))
    hands.room.wait(lambda: page.view.strip.count > 1 and page.view.strip._sheets[1].y() > 0)
    page.view.strip.setFocus()
    hands.press(Qt.Key.Key_PageDown)
    assert page.view.strip.verticalScrollBar().value() > 0
    hands.press(Qt.Key.Key_PageUp)
    assert page.view.strip.verticalScrollBar().value() == 0
    assert hands.find(QWidget, "agency_combo").isHidden()


def test_pages_print_as_they_are(hands, held, tmp_path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from mappa_desk.ui.preview_pages import PdfPages
    from mappa_desk.ui.preview_print import print_pages

    hands.shell.preview(held)
    page = hands.shell.page
    hands.room.wait(lambda: page.view.strip.count > 1)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(page._pages, printer) == page.view.strip.count
    printed = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed.shapes) == page.view.strip.count
    assert printed.shapes[0] == pytest.approx(page._pages.shapes[0], abs=1)
    printed.close()

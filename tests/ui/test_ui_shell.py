"""The shell by keyboard: palette, keys, curtain, lock, banners, the header and what gives way."""

from __future__ import annotations

from hands import CTRL, Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from window_room import PASSPHRASE

from mappa_desk.app import AFTER_LOCK, start_unlock_process
from mappa_desk.domain.errors import DiskFull
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import commands, theme
from mappa_desk.ui.ports import Banner, BannerAction, HeaderFacts


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

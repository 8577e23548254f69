"""The preview: the very bytes that are written and printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView

from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.cases import Level
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import closed_parts, contributions, meetings, roll_call
from mappa_desk.services.desk import desk_view
from mappa_desk.services.errata import ErratumPoint, issue_errata
from mappa_desk.services.handouts import register, render
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import commands


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


def test_the_pdf_is_written_by_its_words_in_the_palette_too(hands, held, tmp_path) -> None:
    hands.shell.preview(held)
    page = hands.shell.page
    hands.room.wait(lambda: page._pages is not None)
    hands.room.files.save = tmp_path
    assert commands.command("write_pdf").in_palette
    hands.shell.run("write_pdf")
    hands.settle()
    (given,) = register(hands.work, meeting_id=held)[-1:]
    assert (tmp_path / given.file_name).read_bytes() == page._pages.data


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
    reader = hands.find(QComboBox, "agency_combo")
    assert (reader.isHidden(), reader.currentText()) == (False, "Everybody’s copy")
    combo.setCurrentIndex(combo.findData("actions"))
    assert reader.isHidden()


@pytest.fixture
def closed(hands) -> str:
    """A meeting that runs, with a closed part in which the first on its list stayed."""
    work = hands.work
    meeting = meetings.start_now(work, level=Level.TWO, reference="LAN-0990").value
    for agency, name in (("pol", "Dewi Prosser"), ("hsg", "Jan Wolk")):
        row = roll_call.add_person(work, meeting_id=meeting.id, agency=agency, name=name).value
        roll_call.mark(work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    police = next(r for r in desk_view(work, meeting_id=meeting.id).attendance if r.name == "Dewi Prosser")
    closed_parts.begin_closed_part(work, meeting_id=meeting.id, stayed=(police.id,))
    contributions.keep_line(
        work, meeting_id=meeting.id, item="contributions", text="Covert watch", agency="pol"
    )
    closed_parts.end_closed_part(work, meeting_id=meeting.id)
    return meeting.id


def _words(page) -> str:
    pages = page._pages
    return " ".join(pages.words(number) for number in range(len(pages.shapes)))


def test_the_preview_says_what_a_copy_leaves_out_and_shows_each_reader_their_own(hands, closed, tmp_path):
    hands.shell.preview(closed)
    page = hands.shell.page
    hands.room.wait(lambda: page._pages is not None)
    note = hands.find(QLabel, "note_label")
    assert note.text() == "Left out: 1 entry, from a closed part." and note.isVisible()
    assert "Covert watch" not in _words(page)
    reader = hands.find(QComboBox, "agency_combo")
    for words, holds in (
        ("Police: Dewi Prosser", True), ("Housing: Jan Wolk", False), ("Own file, with every part", True),
    ):  # fmt: skip
        before = page._pages
        reader.setCurrentText(words)
        hands.room.wait(lambda before=before: page._pages is not before)
        assert ("Covert watch" in _words(page)) is holds, words
        assert note.isVisible() is not holds
    before = page._pages
    reader.setCurrentText("Police: Dewi Prosser")
    hands.room.wait(lambda: page._pages is not before)
    hands.room.files.save = tmp_path
    QTest.keyClick(hands.find(QPushButton, "write_button"), Qt.Key.Key_Space)
    hands.settle()
    banner = hands.view.banner
    assert "nobody has approved" in banner.accessibleName() and not register(hands.work, meeting_id=closed)
    QTest.mouseClick(banner.findChild(QPushButton, "first_button"), Qt.MouseButton.LeftButton)
    hands.settle()
    (given,) = register(hands.work, meeting_id=closed)
    written = (tmp_path / given.file_name).read_bytes()
    hands.room.wait(lambda: page._pages.data == written)
    assert (given.agency, given.recipient, given.copy_number) == ("pol", "Dewi Prosser", 1)


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


def test_a_superseded_version_can_still_be_read_and_approved_minutes_offer_no_draft(hands) -> None:
    held = next(
        row.meeting_id for row in list_meetings(hands.work) if row.meeting.state is MeetingState.APPROVED
    )
    point = ErratumPoint(place="9", wrong="Monday", right="Tuesday", reason="The log says so")
    issue_errata(hands.work, meeting_id=held, points=(point,), agreed_by="Siân Morris")
    hands.shell.preview(held)
    page = hands.shell.page
    hands.room.wait(lambda: page.view.strip.count > 1)
    newest = page._pages.data
    assert hands.find(QComboBox, "kind_combo").findData("chair-draft") == -1
    reader = hands.find(QComboBox, "agency_combo")
    reader.setCurrentIndex(reader.findText("Version 1, superseded"))
    hands.room.wait(lambda: page._pages.data != newest)
    assert page._pages.data == render(hands.work, meeting_id=held, kind=DocumentKind.MINUTES, version=1).data
    reader.setCurrentIndex(0)
    hands.room.wait(lambda: page._pages.data == newest)

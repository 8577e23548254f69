"""The preview: the very bytes that are written and printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QTableView, QWidget

from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.handouts import register
from mappa_desk.services.meetings import list_meetings


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

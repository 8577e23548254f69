"""Printing the pages of a PDF as they are, one picture a page, at the printer's own fineness."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from mappa_desk.ui.preview_pages import POINTS_PER_INCH, PdfPages

FINEST_DPI = 300
"""More than paper and ink of an office printer can show."""


def ask_printer(parent: QWidget, title: str) -> QPrinter | None:
    """The printer the user chose, or None."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(pages: PdfPages, printer: QPrinter, progress: Callable[[int], None] | None = None) -> int:
    """Print every page in its own size and give how many were printed."""
    painter = QPainter()
    for number, (width, height) in enumerate(pages.shapes):
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point)
        turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(size, turned, QMarginsF()))
        printer.setFullPage(True)
        if number == 0:
            if not painter.begin(printer):
                return 0
        else:
            printer.newPage()
        fineness = min(printer.resolution(), FINEST_DPI)
        picture = pages.picture(number, round(width / POINTS_PER_INCH * fineness))
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), picture)
        if progress is not None:
            progress(number + 1)
    painter.end()
    return len(pages.shapes)

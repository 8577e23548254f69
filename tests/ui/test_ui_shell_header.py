"""The header of a meeting in which everything is to be told at once, and what gives way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.ports import HeaderFacts
from mappa_desk.ui.views.shell import ShellView

FULL = HeaderFacts(
    "LAN-0417", "Review, Level 3", "Paused since 11:08", "pause", "Probation", "Bethan Lloyd-Carter", "11:08",
    "ends 11:15", "expected 11:49", "34 minutes late", "Statement due: 3 people", "statement_read",
)  # fmt: skip


@pytest.fixture
def view(dressed: QApplication) -> Iterator[ShellView]:
    made = ShellView()
    made.set_practice(True)
    page = QWidget()
    made.add_page(page)
    made.show()
    made.show_page(page, "", with_pages=False)
    yield made
    made.ask_before_closing(False)
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("width", [1180, 1280, 1366, 1600, 1920])
def test_the_header_fits_the_window_whatever_is_told(view, dressed, scale, width) -> None:
    theme.apply(dressed, scheme="light", scale=scale)
    view.resize(width, 688)
    view.show_facts(FULL)
    view.show_not_kept(12)
    dressed.processEvents()
    assert view.width() == width
    assert view._header_width() <= width
    ui = view._ui
    assert all(part.isVisible() for part in (ui.title_label, ui.saved_frame, ui.due_button, ui.lock_button))


def test_the_planned_end_goes_first_and_how_late_it_is_stays(view, dressed) -> None:
    ui = view._ui
    view.resize(1920, 688)
    view.show_facts(FULL)
    assert (ui.ends_label.text(), ui.expected_label.text()) == (
        "ends 11:15", "expected 11:49, 34 minutes late"
    )  # fmt: skip
    view.resize(1366, 688)
    dressed.processEvents()
    assert (ui.ends_label.text(), ui.expected_label.text()) == ("expected 11:49", "34 minutes late")
    assert ui.late_icon.isVisible()
    view.resize(1920, 688)
    dressed.processEvents()
    assert ui.ends_label.text() == "ends 11:15"


def test_a_meeting_in_time_shows_no_sign(view) -> None:
    view.resize(1920, 688)
    view.show_facts(HeaderFacts("LAN-0417", clock="10:00", ends="ends 11:15", expected="expected 11:10"))
    assert not view._ui.late_icon.isVisible()
    assert view._ui.expected_label.text() == "expected 11:10"

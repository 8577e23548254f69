"""Reports on the page for writing up: from the clipboard and from a file, and the summary beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import copied
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from write_up_room import WriteUpRoom, closed_vault

from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.reports import ReportSource
from mappa_desk.services.reports import reports_of, take_report
from mappa_desk.ui.views.desk_sheet import DeskSheet

REPORTS = Path(__file__).parent.parent / "exchange" / "reports"
WHOLE = "Rent is paid to the week of 9 November.\nDate | Visit\n3 Nov | Nobody in"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("write-up-reports") / "vault"
    return folder, closed_vault(folder)


@pytest.fixture
def room(qapp: QApplication, template: tuple[Path, str], tmp_path: Path) -> Iterator[WriteUpRoom]:
    made = WriteUpRoom(copied(template[0], tmp_path / "vault"), template[1])
    yield made
    made.close()


def report_in(room: WriteUpRoom) -> Entry:
    return take_report(
        room.work, meeting_id=room.meeting_id, item="contributions", text=WHOLE, agency="hsg"
    ).value.entry


def clip(html: str) -> None:
    source = QMimeData()
    source.setHtml(html)
    QApplication.clipboard().setMimeData(source)


def reports_kept(room: WriteUpRoom) -> list[Entry]:
    return [one for one in room.kept().entries if one.entry_kind is EntryKind.WRITTEN_REPORT]


def test_a_report_on_the_clipboard_is_taken_in_by_its_sheet(room: WriteUpRoom) -> None:
    room.show()
    clip((REPORTS / "excel.html").read_text(encoding="utf-8"))
    room.page.commands()["paste_report"]()
    sheet = room.page.panel.sheet
    assert isinstance(sheet, DeskSheet)
    item = sheet.findChild(QComboBox, "item_field")
    assert item.currentText() == "Unsorted", "the caret is on the front sheet, which is no item"
    item.setCurrentIndex(item.findData("contributions"))
    who = sheet.findChild(QComboBox, "who_field")
    who.setCurrentIndex(next(at for at in range(who.count()) if "Wójcik" in who.itemText(at)))
    sheet.keep()
    room.until(lambda: room.page.panel.sheet is None)
    room.until(lambda: bool(reports_kept(room)))
    (entry,) = reports_kept(room)
    assert entry.words.startswith("Practice | Visits | Total\n03/11/2026 | 2 | =HYPERLINK")
    assert (entry.agency, entry.item) == ("hsg", "contributions")
    (report,) = reports_of(room.work, meeting_id=room.meeting_id)
    assert (report.source, report.file_name) == (ReportSource.PASTED, "")
    assert report.left_out == ("hidden text (2 words)",)
    room.until(lambda: room.page.state.key == f"entry:{entry.id}")


def test_the_day_of_a_report_without_a_year_has_been(room: WriteUpRoom) -> None:
    room.show()
    clip("<p>Rent is paid.</p>")
    room.page.commands()["paste_report"]()
    sheet = room.page.panel.sheet
    assert isinstance(sheet, DeskSheet)
    dated = sheet.findChild(QLineEdit, "dated_field")
    dated.setText("20 october")
    assert dated.accessibleDescription() == "Tue 20 Oct 2026, 23 days ago"
    who = sheet.findChild(QComboBox, "who_field")
    who.setCurrentIndex(1)
    sheet.keep()
    room.until(lambda: bool(reports_kept(room)))
    assert reports_kept(room)[0].report_dated == "20 October 2026"


def test_ctrl_z_takes_a_report_back_that_was_taken_in_last(room: WriteUpRoom) -> None:
    room.show()
    visits = room.go("3 visits", 2)
    room.press("Ctrl+Shift+J")
    room.idle()
    before = room.page.state.key, room.page.state.position
    clip("<p>Rent is paid.</p>")
    room.run("paste_report")
    sheet = room.page.panel.sheet
    assert isinstance(sheet, DeskSheet)
    sheet.findChild(QComboBox, "who_field").setCurrentIndex(1)
    sheet.keep()
    room.until(lambda: bool(reports_kept(room)))
    room.idle()
    room.press("Ctrl+Z")
    room.idle()
    assert not reports_kept(room)
    assert room.hint == "Report taken in. Undone"
    assert (room.page.state.key, room.page.state.position) == before
    room.press("Ctrl+Y")
    room.idle()
    assert len(reports_kept(room)) == 1
    room.press("Ctrl+Z")
    room.idle()
    room.press("Ctrl+Z")
    room.idle()
    assert room.hint.endswith("Undone") and visits.text in room.texts()


def test_a_paste_into_a_reports_paragraph_keeps_rows_and_elsewhere_stays_plain(room: WriteUpRoom) -> None:
    entry = report_in(room)
    room.show()
    page = room.page.page
    page.go_to(f"entry:{entry.id}", 0)
    room.page.focus_page()
    source = QMimeData()
    source.setHtml("<table><tr><td>a<td>b<tr><td>c<td>d</table><img src=x>")
    source.setText("plain")
    QApplication.clipboard().setMimeData(source)
    room.press("Ctrl+V")
    assert page.text_of(f"entry:{entry.id}").startswith("a | b\nc | d")
    assert any("Left out: 1 picture." in said for said in room.shell.said)
    other = next(one for one in room.page.state.view.entries if one.text.startswith("3 visits"))
    page.go_to(f"entry:{other.id}", 0)
    room.press("Ctrl+V")
    assert page.text_of(f"entry:{other.id}").startswith("plain3 visits")


def test_the_summary_takes_the_place_of_the_text_and_the_words_stay(room: WriteUpRoom) -> None:
    entry = report_in(room)
    room.show()
    room.page.commands()["summarise_report"]()
    assert room.page.state.key == f"entry:{entry.id}"
    assert room.page.page.editor().textCursor().selectedText().replace("\u2029", "\n") == WHOLE
    room.type("Rent paid.")
    room.page.saving.save_all()
    room.until(lambda: reports_kept(room)[0].text == "Rent paid.")
    (kept,) = reports_kept(room)
    assert (kept.text, kept.words) == ("Rent paid.", WHOLE)


def test_the_page_leads_to_the_copy_for_the_case_system(room: WriteUpRoom) -> None:
    room.show()
    room.page.commands()["system_copy"]()
    assert room.went[-1][:2] == ("system_copy", room.meeting_id)

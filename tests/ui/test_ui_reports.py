"""Reports of agencies on the desk: pasted into the line, taken in from a file, summed up beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, running_vault
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.reports import ReportSource
from mappa_desk.services.reports import reports_of
from mappa_desk.ui.desk_reports import DeskReports
from mappa_desk.ui.views.desk_sheet import DeskSheet
from mappa_desk.ui.widgets.report_paste import pasted_report

REPORTS = Path(__file__).parent.parent / "exchange" / "reports"


@dataclass
class Answers:
    """Answers the file dialog for the user."""

    found: tuple[Path, ...] = ()
    suffix: str = ""

    def ask_open(self, _parent, _title, suffix) -> tuple[Path, ...]:
        self.suffix = suffix
        return self.found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("reports") / "vault"
    return folder, running_vault(folder)


@pytest.fixture
def room(qapp: QApplication, template: tuple[Path, str], tmp_path: Path) -> Iterator[DeskRoom]:
    made = DeskRoom(copied(template[0], tmp_path / "vault"), template[1]).show()
    yield made
    made.close()


@pytest.fixture
def files(room: DeskRoom) -> Answers:
    """The desk with somebody who answers its dialog for a file."""
    page, answers = room.page, Answers()
    page.reports = DeskReports(page.state, page.record, page.moves, page.sheets, answers)
    return answers


def clip(html: str = "", text: str = "") -> None:
    source = QMimeData()
    if html:
        source.setHtml(html)
    if text:
        source.setText(text)
    QApplication.clipboard().setMimeData(source)


def written_report(room: DeskRoom) -> None:
    """The line is of the kind "written report", of the housing officer."""
    room.page.capture.set_kind(EntryKind.WRITTEN_REPORT)
    room.page.moves.speak(next(row.seat for row in room.page.state.view.attendance if row.agency == "hsg"))


def test_a_paste_keeps_paragraphs_and_rows_and_says_what_went(room: DeskRoom) -> None:
    written_report(room)
    clip((REPORTS / "word.html").read_text(encoding="utf-8"), "plain words that are not taken")
    room.press("Ctrl+V")
    assert "Risk | View of the agency" in room.line.toPlainText()
    assert "plain words" not in room.line.toPlainText()
    said = room.page.panel.capture.said()
    assert said.startswith(
        "Left out: 1 picture, 1 link’s address, 1 tracked deletion, hidden text (4 words)."
    )
    assert any(said in one for one in room.shell.said)
    room.press("Return")
    room.idle()
    (entry,) = [one for one in room.kept().entries if one.entry_kind is EntryKind.WRITTEN_REPORT]
    assert entry.text == entry.words
    assert entry.text.startswith("Practice report: Children’s Services\nMr A’s daughter")
    assert entry.agency == "hsg"
    (report,) = reports_of(room.work, meeting_id=room.meeting_id)
    assert (report.source, report.entry_id, report.characters) == (
        ReportSource.PASTED, entry.id, len(entry.text),
    )  # fmt: skip
    assert report.left_out[0] == "1 picture"


def test_a_paste_elsewhere_stays_plain(room: DeskRoom) -> None:
    clip("<b>rich</b> <img src='x'>", "plain")
    room.press("Ctrl+V")
    assert room.line.toPlainText() == "plain"
    room.press("Return")
    room.idle()
    assert not reports_of(room.work, meeting_id=room.meeting_id)


def test_a_page_without_plain_text_can_be_pasted_into_a_report(room: DeskRoom) -> None:
    written_report(room)
    clip("<p>only a page</p>")
    room.press("Ctrl+V")
    assert room.line.toPlainText() == "only a page"


def test_a_report_that_is_too_long_leaves_the_line_alone(room: DeskRoom) -> None:
    written_report(room)
    room.type("before ")
    clip("<p>" + "word " * 12_000)
    room.press("Ctrl+V")
    assert room.line.toPlainText() == "before "
    assert "Not pasted: 60,0" in room.page.panel.capture.said()


def test_what_was_pasted_and_taken_out_again_is_no_report(room: DeskRoom) -> None:
    written_report(room)
    clip("<p>a report</p>")
    room.press("Ctrl+V")
    room.press("Ctrl+A")
    room.press("Del")
    written_report(room)
    room.say("read out in the room")
    room.idle()
    assert not reports_of(room.work, meeting_id=room.meeting_id)
    assert [one.text for one in room.kept().entries] == ["read out in the room"]


def test_a_pasted_report_that_comes_back_half_typed_is_still_one(room: DeskRoom) -> None:
    text = "Practice report on the tenancy. " * 12
    room.page.capture.restore(text, 0, 0, None, EntryKind.WRITTEN_REPORT)
    room.press("Return")
    room.idle()
    (report,) = reports_of(room.work, meeting_id=room.meeting_id)
    (entry,) = room.kept().entries
    assert (report.entry_id, entry.words) == (entry.id, text.strip())


def test_a_long_report_asks_and_is_summed_up_beside_its_text(room: DeskRoom) -> None:
    written_report(room)
    whole = "\n".join(f"Paragraph {number} of a long practice report on the tenancy." for number in range(40))
    clip(text=whole)
    room.press("Ctrl+V")
    room.press("Return")
    room.until(lambda: "puts a summary beside it" in room.page.panel.capture.said())
    room.idle()
    room.page.commands()["summarise_report"]()
    editor = room.page.panel.record.editor
    assert editor is not None
    assert editor.textCursor().selectedText().replace("\u2029", "\n") == whole
    assert room.focus() is editor
    room.type("Rent is paid.")
    room.press("Return")
    room.idle()
    (entry,) = room.kept().entries
    assert (entry.text, entry.words) == ("Rent is paid.", whole)
    room.page.focus_line()
    room.page.commands()["summarise_report"]()
    assert "has its summary" in room.page.panel.capture.said()


def sheet_of(room: DeskRoom) -> DeskSheet:
    room.until(lambda: isinstance(room.page.panel.sheet, DeskSheet), 20_000)
    found = room.page.panel.sheet
    assert isinstance(found, DeskSheet)
    return found


def field(sheet: DeskSheet, name: str) -> QComboBox | QLineEdit:
    found = sheet.findChild(QComboBox, f"{name}_field") or sheet.findChild(QLineEdit, f"{name}_field")
    assert found is not None
    return found


def choose(sheet: DeskSheet, name: str, words: str) -> None:
    combo = field(sheet, name)
    assert isinstance(combo, QComboBox)
    place = next(at for at in range(combo.count()) if words in combo.itemText(at))
    combo.setCurrentIndex(place)


def test_a_mail_is_shown_and_one_part_of_it_taken_in(room: DeskRoom, files: Answers) -> None:
    files.found = (REPORTS / "outlook.eml",)
    room.page.reports.commands()["take_in_report"]()
    sheet = sheet_of(room)
    assert files.suffix == "docx eml txt"
    facts = sheet.findChild(type(sheet._ui.error_label), "facts_field")
    assert "officer@police.example" in facts.text() and "“MAPPA report (practice)”" in facts.text()
    preview = sheet.findChild(type(room.line), "preview_field")
    assert preview.isReadOnly() and preview.toPlainText().startswith("Please see our report’s summary:")
    gone = sheet.findChild(type(sheet._ui.error_label), "gone_field")
    assert "attachment Police report.docx" in gone.text()
    choose(sheet, "part", "Police report.docx")
    assert preview.toPlainText().startswith("Practice: report of Housing")
    assert "Look at this: 1 passage was struck through and is kept." in gone.text()
    sheet.keep()
    assert "Whose report is it?" in sheet._ui.error_label.text()
    choose(sheet, "who", "Dewi Prosser")
    assert field(sheet, "dated").text() == "13/11/2026"
    sheet.keep()
    room.until(lambda: room.page.panel.sheet is None)
    room.idle()
    (entry,) = room.kept().entries
    assert (entry.entry_kind, entry.agency, entry.report_dated) == (
        EntryKind.WRITTEN_REPORT, "pol", "13 November 2026",
    )  # fmt: skip
    assert entry.words == preview_text(entry)
    (report,) = reports_of(room.work, meeting_id=room.meeting_id)
    assert (report.source, report.file_name, len(report.sha256)) == (
        ReportSource.MAIL,
        "Police report.docx",
        64,
    )
    row = next(one for one in room.kept().attendance if one.name == "Dewi Prosser")
    assert row.report_received and row.report_dated == "13 November 2026"


def preview_text(entry: Entry) -> str:
    assert entry.text.endswith("Seen and struck")
    return entry.text


def test_a_report_may_come_from_an_agency_that_sent_nobody(room: DeskRoom, files: Answers) -> None:
    files.found = (REPORTS / "libreoffice.docx",)
    room.page.reports.commands()["take_in_report"]()
    sheet = sheet_of(room)
    combo = field(sheet, "who")
    assert isinstance(combo, QComboBox)
    agency = next(
        one for one in room.page.state.view.agencies if one.code not in {"pol", "prob", "hsg", "hlth"}
    )
    combo.setCurrentIndex(combo.findData(f"agency:{agency.code}"))
    sheet.keep()
    room.until(lambda: room.page.panel.sheet is None)
    room.idle()
    (entry,) = room.kept().entries
    assert (entry.agency, entry.attendance_id, entry.report_dated) == (agency.code, None, "")


def test_a_file_that_is_refused_is_said_at_the_line(room: DeskRoom, files: Answers, tmp_path: Path) -> None:
    bad = tmp_path / "report.docx"
    bad.write_bytes(b"PK\x03\x04")
    files.found = (bad,)
    room.type("half a line")
    room.page.reports.commands()["take_in_report"]()
    room.until(lambda: "not a Word file" in room.page.panel.capture.said(), 20_000)
    assert room.line.toPlainText() == "half a line"
    assert room.page.panel.sheet is None
    assert not room.shell.reported


def test_leaving_the_sheet_keeps_nothing(room: DeskRoom, files: Answers) -> None:
    files.found = (REPORTS / "thunderbird.eml",)
    room.page.reports.commands()["take_in_report"]()
    sheet_of(room)
    room.page.escape()
    assert room.page.panel.sheet is None
    assert not room.kept().entries


def test_a_page_of_too_many_elements_is_taken_as_plain_text(qapp: QApplication) -> None:
    source = QMimeData()
    source.setHtml("<li>" * 70_000 + "word")
    source.setText("plain words")
    assert pasted_report(source).text == "plain words"


def test_nothing_rich_is_made_of_a_clipboard(qapp: QApplication, tmp_path: Path) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"x")
    source = QMimeData()
    source.setHtml(f"<img src='{canary}'><p>a &lt;b&gt;bold&lt;/b&gt; word")
    source.setText("plain")
    assert pasted_report(source).text == "a <b>bold</b> word"

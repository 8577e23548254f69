"""Every kind of document in the preview: the bytes that are shown are those that are written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton

from mappa_desk.domain.document_views import OFFERED
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.handouts import register
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.minutes_requests import open_request

_NOT_NOW = {DocumentKind.CHAIR_DRAFT, DocumentKind.ACTIONS_NOW, DocumentKind.ERRATUM}
"""What approved minutes of one version do not have."""


def test_every_kind_is_written_as_it_was_shown(hands, tmp_path) -> None:
    rows = list_meetings(hands.work)
    held = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.APPROVED)
    open_request(hands.work, meeting_id=held, asked_by="Ceri Lloyd", asked_on=hands.work.today())
    hands.room.files.save = tmp_path
    hands.shell.preview(held)
    page = hands.shell.page
    hands.room.wait(lambda: page._pages is not None)
    combo = hands.find(QComboBox, "kind_combo")
    shown = [DocumentKind(combo.itemData(at)) for at in range(combo.count())]
    assert set(shown) == OFFERED - _NOT_NOW
    for kind in shown:
        before = page._pages
        combo.setCurrentIndex(combo.findData(kind.value))
        hands.room.wait(lambda before=before: page._pages is not before)
        assert page._pages is not None, (kind, hands.find(QLabel, "note_label").text())
        data = page._pages.data
        QTest.keyClick(hands.find(QPushButton, "write_button"), Qt.Key.Key_Space)
        first = hands.view.banner.findChild(QPushButton, "first_button")
        if first.text() == "Write it":
            assert kind in (DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.COVERING_LETTER)
            QTest.mouseClick(first, Qt.MouseButton.LeftButton)
        hands.settle()
        given = register(hands.work, meeting_id=held)[-1]
        assert given.document is kind
        written = (tmp_path / given.file_name).read_bytes()
        if given.copy_number:
            hands.room.wait(lambda written=written: page._pages.data == written)
        else:
            assert written == data, kind
        hands.shell.clear_banner("written")


def test_large_print_is_another_paper_and_is_written_as_shown(hands, tmp_path) -> None:
    planned = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    hands.room.files.save = tmp_path
    hands.shell.preview(planned, DocumentKind.AGENDA)
    page = hands.shell.page
    hands.room.wait(lambda: page._pages is not None)
    usual = page._pages.data
    large = hands.find(QCheckBox, "large_check")
    QTest.keyClick(large, Qt.Key.Key_Space)
    hands.room.wait(lambda: page._pages.data != usual)
    QTest.keyClick(hands.find(QPushButton, "write_button"), Qt.Key.Key_Space)
    hands.settle()
    given = register(hands.work, meeting_id=planned)[-1]
    assert given.large_print and (tmp_path / given.file_name).read_bytes() == page._pages.data
    combo = hands.find(QComboBox, "kind_combo")
    assert combo.findData("minutes") == -1 and combo.findData("invitation") >= 0
    combo.setCurrentIndex(combo.findData("contribution-form"))
    assert large.isHidden()


def test_what_cannot_be_made_is_said_in_a_sentence_and_nothing_can_be_written(hands) -> None:
    held = next(
        row.meeting_id for row in list_meetings(hands.work) if row.meeting.state is MeetingState.APPROVED
    )
    hands.shell.preview(held, DocumentKind.COVERING_LETTER)
    page = hands.shell.page
    note = hands.find(QLabel, "note_label")
    hands.room.wait(note.text)
    assert note.text() == "Nobody is noted as having asked for these minutes."
    assert page._pages is None and not hands.find(QPushButton, "write_button").isEnabled()

"""A filled contribution form by keyboard: read, set beside the record, ticked, taken, refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_paper import ANSWERS, filled_form
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from test_ui_access import cut, nameless

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.desk import desk_view
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import commands, theme
from mappa_desk.ui.models.form_return import agencies_named
from mappa_desk.ui.models.tables import ROW

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def meeting(hands) -> str:
    """A meeting that is still planned, with somebody of Housing on its list."""
    for row in list_meetings(hands.work):
        view = desk_view(hands.work, meeting_id=row.meeting_id)
        if row.meeting.started_at is None and any(one.agency == "hsg" for one in view.attendance):
            return row.meeting_id
    raise AssertionError("no planned meeting with Housing")


@pytest.fixture
def page(hands, meeting):
    hands.go("form_return", meeting)
    return hands.shell.page


def read(hands, page, path: Path) -> None:
    page.read(path)
    hands.room.wait(lambda: not page._busy)
    hands.settle()


def said_in(hands, meeting: str) -> list[str]:
    entries = desk_view(hands.work, meeting_id=meeting).entries
    return [entry.text for entry in entries if entry.agency == "hsg" and not entry.removed]


def rows(page) -> dict[str, object]:
    model = page.view._model
    return {model.key_at(at): model.index(at, 0).data(ROW) for at in range(model.rowCount())}


def test_a_form_is_read_ticked_and_taken_by_keyboard(hands, page, meeting: str, tmp_path: Path) -> None:
    assert hands.find(QPushButton, "choose_button").hasFocus()
    read(hands, page, filled_form(hands.work, meeting, tmp_path))
    assert page.view.table.hasFocus()
    shown = rows(page)
    assert {key for key, row in shown.items() if row.ticked} == set(shown) - {"response"}
    assert not hands.find(QPushButton, "take_button").isHidden()
    page.view.go_to("history")
    hands.press(Qt.Key.Key_Space)
    assert not rows(page)["history"].ticked
    page.view.go_to("concerns")
    assert hands.find(QPlainTextEdit, "answered_edit").toPlainText() == ANSWERS["concerns"]
    assert hands.find(QPlainTextEdit, "held_edit").toPlainText() == "Nothing"
    assert said_in(hands, meeting) == [], "nothing is kept before it is taken"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: "in the record" in page.view.said)
    hands.settle()
    assert page.view.said == "8 answers of Housing are in the record."
    texts = said_in(hands, meeting)
    assert "Risk concerns: " + ANSWERS["concerns"] in texts
    assert not any("earlier tenancy" in text for text in texts), "what was left stays out"
    assert rows(page)["concerns"].line.same
    assert hands.find(QPlainTextEdit, "held_edit").toPlainText() == "Risk concerns: " + ANSWERS["concerns"]
    row = next(
        one for one in desk_view(hands.work, meeting_id=meeting).attendance if one.name == "Ceri Vaughan"
    )
    assert (row.agency, row.report_received) == ("hsg", True)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.room.wait(lambda: "Undone" in page.view.said)
    assert page.view.said == "Undone: Form of Housing: 8 answers taken."
    assert said_in(hands, meeting) == []
    assert rows(page)["concerns"].ticked
    hands.press(Qt.Key.Key_Z, CTRL)
    assert page.view.said.startswith("Nothing was taken here."), "what was done before stays"


def test_named_recipients_are_asked_for_and_a_wrong_name_keeps_what_was_typed(
    hands, page, meeting: str, tmp_path: Path
) -> None:
    read(hands, page, filled_form(hands.work, meeting, tmp_path, handling=""))
    for key in rows(page):
        if key not in ("concerns", "response"):
            page._on_turned(key)
    page.view.go_to("concerns")
    combo, names = hands.find(QComboBox, "handling_combo"), hands.find(QLineEdit, "recipients_edit")
    assert names.isHidden()
    combo.setCurrentIndex(combo.findData(Handling.NAMED_RECIPIENTS.value))
    combo.activated.emit(combo.currentIndex())
    assert not names.isHidden()
    page.take()
    hands.settle()
    assert page.view.said == "Who may have it? Name at least one agency."
    assert names.hasFocus()
    hands.type("Police, Polise")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.view.said == "There is no agency called Polise."
    assert names.text() == "Police, Polise"
    names.setText("police, PROB")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: "in the record" in page.view.said)
    (entry,) = [one for one in desk_view(hands.work, meeting_id=meeting).entries if one.agency == "hsg"]
    assert (entry.handling, entry.recipients) == (Handling.NAMED_RECIPIENTS, ("pol", "prob"))


def test_a_file_that_is_no_form_is_refused_and_what_was_read_stays(
    hands, page, meeting: str, tmp_path: Path
) -> None:
    read(hands, page, Path(__file__))
    assert page.view.said == (
        "Only the PDF form itself is read here. Save it in its own program and choose that file."
    )
    assert hands.find(QPushButton, "choose_button").hasFocus()
    read(hands, page, filled_form(hands.work, meeting, tmp_path))
    before = rows(page).keys()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    read(hands, page, broken)
    assert page.view.said == "This is not a PDF file, or it is damaged."
    assert rows(page).keys() == before


def test_a_form_may_be_dropped(hands, page, meeting: str, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(filled_form(hands.work, meeting, tmp_path)))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.view.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    hands.room.wait(lambda: page._form is not None and not page._busy)
    assert len(rows(page)) == 10


def test_what_an_agency_wrote_is_shown_as_plain_text(hands, page, meeting: str, tmp_path: Path) -> None:
    nasty = "<b>bold</b> <img src='http://evil.example/a.png'> &amp; \u202eevil"
    read(hands, page, filled_form(hands.work, meeting, tmp_path, concerns=nasty, sender_name="<h1>Big</h1>"))
    page.view.go_to("concerns")
    kept = "<b>bold</b> <img src='http://evil.example/a.png'> &amp; evil"
    assert hands.find(QPlainTextEdit, "answered_edit").toPlainText() == kept
    facts = hands.find(QLabel, "facts_label")
    assert facts.textFormat() is Qt.TextFormat.PlainText
    assert "<h1>Big</h1>" in facts.text()
    assert "1 invisible character" in hands.find(QLabel, "notice_label").text()


def test_the_page_is_reached_by_a_command_from_desk_write_up_and_documents(hands, meeting: str) -> None:
    assert commands.command("read_form").words == "Read a filled contribution form"
    held = next(row.meeting_id for row in list_meetings(hands.work) if row.meeting.ended_at)
    for place, record in (("meeting", meeting), ("write_up", held), ("documents", meeting)):
        hands.go(place, record)
        hands.shell.run("read_form")
        hands.settle()
        assert hands.place == ("form_return", record)


def test_a_row_is_spoken_whole_in_every_cell(hands, page, meeting: str, tmp_path: Path) -> None:
    read(hands, page, filled_form(hands.work, meeting, tmp_path, coming=""))
    model = page.view._model
    place = list(rows(page)).index("news_1")
    for column in range(model.columnCount()):
        assert model.index(place, column).data(Qt.ItemDataRole.AccessibleTextRole) == (
            "New information. Take. 3 November 2026: Nobody in at the agreed visit. Held now: Nothing. "
            "Not to be told to the person"
        )


@pytest.mark.parametrize("look", [((1366, 688), 1.0), ((1366, 688), 1.5), ((1280, 632), 2.0)])
def test_every_control_has_a_name_and_nothing_is_cut(
    hands, page, meeting: str, tmp_path: Path, look: tuple[tuple[int, int], float]
) -> None:
    size, scale = look
    read(hands, page, filled_form(hands.work, meeting, tmp_path, handling="named_recipients"))
    page.view.go_to("concerns")
    theme.apply(QApplication.instance(), scheme="light", scale=scale)
    try:
        hands.view.showNormal()
        hands.view.resize(*size)
        hands.settle()
        assert nameless(hands.view) == []
        assert cut(hands.view) == []
        assert (hands.view.width(), hands.view.height()) == size
    finally:
        theme.apply(QApplication.instance(), scheme="light", scale=1.0)


def test_the_documents_of_a_meeting_offer_it_beside_the_form_alone(hands, meeting: str) -> None:
    hands.go("documents", meeting)
    view, button = hands.shell.page.view, hands.find(QPushButton, "form_button")
    view.choose(DocumentKind.INVITATION)
    assert button.isHidden()
    view.choose(DocumentKind.CONTRIBUTION_FORM)
    assert not button.isHidden()
    button.click()
    hands.settle()
    assert hands.place == ("form_return", meeting)


def test_agencies_are_read_as_people_type_them(hands, meeting: str) -> None:
    agencies = desk_view(hands.work, meeting_id=meeting).agencies
    assert agencies_named(" police; hsg ,Police,, Nobody", agencies) == (("pol", "hsg"), ("Nobody",))

"""What goes beside a call for updates: words that are looked over for names, and the folder of the sheets."""

from __future__ import annotations

import email
import shutil
from email.policy import SMTP

import pytest
from chase_room import ChaseRoom, page_of, to_part
from hands import CTRL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.action_lives import TAKEN_BACK
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import Chase, ChaseKind
from mappa_desk.services.cases import case_view
from mappa_desk.ui.models.chase import Part


@pytest.fixture
def hands(qapp, dressed, chase_cases, tmp_path):
    """Somebody at the keyboard of the chase, with something in every part."""
    room = ChaseRoom(qapp, tmp_path)
    shutil.copytree(chase_cases, room.wiring.default_folder(practice=True))
    yield room.opened_at_chase()
    room.close()


def calls_of(hands):
    with hands.work.reading() as reading:
        return reading.all(Chase, chase_kind=ChaseKind.CALL)


def asked_again(hands):
    with hands.work.reading() as reading:
        return [one for one in reading.all(Chase) if one.attendance_id is not None]


def test_a_name_of_the_case_in_words_for_an_e_mail_is_warned_of(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.CALLS)
    hands.press(Qt.Key.Key_Down)
    name = case_view(hands.work, case_id=page.chosen()[0].case_id).case.name
    hands.press(Qt.Key.Key_Return)
    sheet = page.side.sheet
    sheet._inputs["folder"].setText(str(hands.room.folder))
    with hands.work.reading() as reading:
        here = {line.case_id for line in page.chosen()}
        other = next(one for one in reading.all(Case, order_by="reference") if one.id not in here)
    sheet._inputs["message"].setPlainText(f"Unlike {other.name}")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert f"names the person of {other.reference}" in sheet._ui.error_label.text()
    sheet._inputs["message"].setPlainText(f"About {name}")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "This text holds a name of the person" in sheet._ui.error_label.text()
    assert QApplication.focusWidget() is sheet._inputs["message"]
    assert not list(hands.room.folder.glob("*.*")) and not calls_of(hands)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: not page.side.is_open)
    hands.settle()
    assert "This text holds a name of the person" in hands.shell._banners.top.sentence
    assert name not in hands.shell._banners.top.sentence


def test_a_folder_is_chosen_and_offered_again_for_the_next_call(hands) -> None:
    page = page_of(hands)
    page.office.files.folder = hands.room.folder
    to_part(hands, Part.CALLS)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    QTest.mouseClick(page.side.sheet._choosers["folder"], Qt.MouseButton.LeftButton)
    assert page.side.sheet.answers()["folder"] == str(hands.room.folder)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: not page.side.is_open)
    hands.go("start")
    hands.go("chase")
    to_part(hands, Part.CALLS)
    page_of(hands).view.choose(next(one.key for one in page_of(hands).lines if one.key.startswith("call:")))
    hands.press(Qt.Key.Key_Return)
    assert page_of(hands).side.sheet.answers()["folder"] == str(hands.room.folder)


def test_who_is_asked_again_by_e_mail_has_a_draft_that_is_taken_back_in_the_record(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.ANSWERS)
    hands.press(Qt.Key.Key_A)
    lines = page.chosen()
    assert len(lines) > 1
    hands.press(Qt.Key.Key_Return)
    sheet = page.side.sheet
    sheet._inputs["folder"].setText(str(hands.room.folder / "none"))
    name = case_view(hands.work, case_id=lines[0].case_id).case.name
    sheet._inputs["message"].setPlainText(f"About {name}")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "This text holds a name of the person" in sheet._ui.error_label.text()
    sheet._inputs["message"].setPlainText("Thank you.")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "There is no folder" in sheet._ui.error_label.text()
    assert QApplication.focusWidget() is sheet._inputs["folder"]
    assert not asked_again(hands), "nobody is asked of whom no draft could be written"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: not page.side.is_open)
    hands.settle()
    assert len(asked_again(hands)) == len(lines) == 3
    (draft,) = (hands.room.folder / "none").glob("*.eml")
    assert hands.shell._banners.top.sentence == "1 draft of an e-mail written."
    message = email.message_from_bytes(draft.read_bytes(), policy=SMTP)
    body = message.get_body(("plain",)).get_content()
    assert message["To"] and "Thank you." in body and not any(line.who in body for line in lines)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert "The files that were written are still in their folder." in hands.shell._banners.top.sentence
    assert sum(one.note == TAKEN_BACK for one in asked_again(hands)) == len(lines)


def test_no_draft_goes_with_asking_by_telephone(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.ANSWERS)
    hands.press(Qt.Key.Key_Return)
    sheet = page.side.sheet
    sheet._inputs["folder"].setText(str(hands.room.folder))
    hands.type("by tel")
    assert sheet.answers()["how"] == "telephone"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: not page.side.is_open)
    hands.settle()
    assert asked_again(hands) and not list(hands.room.folder.glob("*.eml"))


def test_a_rung_has_a_draft_for_each_agency_and_none_by_telephone(hands) -> None:
    page = page_of(hands)
    folder = hands.room.folder / "rungs"
    folder.mkdir()
    for how, written in (("by tel", False), ("by sec", True)):
        to_part(hands, Part.LADDER)
        hands.press(Qt.Key.Key_A)
        agencies = {line.agency for line in page.chosen()}
        hands.press(Qt.Key.Key_Return)
        sheet = page.side.sheet
        sheet._inputs["folder"].setText(str(folder))
        sheet._inputs["how"].setFocus()
        hands.type(how)
        hands.press(Qt.Key.Key_Return, CTRL)
        hands.room.wait(lambda: not page.side.is_open)
        hands.settle()
        assert len(list(folder.glob("*.eml"))) == (len(agencies) if written else 0)
        hands.press(Qt.Key.Key_Z, CTRL)
        hands.settle()
    assert len(agencies) > 1

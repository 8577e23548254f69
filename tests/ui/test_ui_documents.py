"""The documents of a meeting by keys: what there is, copies given out after a second look, their lives."""

from __future__ import annotations

import pytest
from hands import CTRL, Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from mappa_desk.domain.copies import CopyEvent
from mappa_desk.domain.document_views import GROUPS, OFFERED
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.services import meetings
from mappa_desk.services.breaches import breaches
from mappa_desk.services.handouts import register
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.minutes_requests import requests
from mappa_desk.ui.command_shapes import Scope
from mappa_desk.ui.commands_documents import document_commands
from mappa_desk.ui.issuing_words import initials
from mappa_desk.ui.models.documents import HEADING
from mappa_desk.ui.views.issuing import Step

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sealed(hands) -> str:
    """A meeting whose minutes are approved and sealed."""
    rows = list_meetings(hands.work)
    return next(row.meeting_id for row in rows if row.meeting.state is MeetingState.APPROVED)


@pytest.fixture
def running(hands) -> str:
    """A meeting that runs: its minutes are a draft."""
    found = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    meetings.start_meeting(hands.work, meeting_id=found)
    return found


def open_page(hands: Hands, meeting_id: str, **wishes: str):
    hands.go("documents", meeting_id, **wishes)
    return hands.shell.page


def to_second_look(hands: Hands, page) -> None:
    """From the first step to the second look, by keys alone."""
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: page.issuing.view.step is Step.PEOPLE)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.issuing.view.step is Step.HOW
    hands.type(str(hands.room.folder))
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: page.issuing.view.step is Step.LOOK)


def test_every_kind_that_can_be_made_has_one_row_under_its_heading() -> None:
    listed = [kind for kinds in GROUPS.values() for kind in kinds]
    assert set(listed) == OFFERED == set(DocumentKind) and len(listed) == len(set(listed))


def test_the_page_answers_every_command_of_documents_that_stands_in_the_palette(hands, sealed) -> None:
    open_page(hands, sealed)
    named = {entry.name for entry in document_commands() if entry.scope is Scope.EVERYWHERE}
    assert len(named) > 6 and named <= set(hands.shell.available())


def test_a_key_leads_from_the_desk_to_the_documents_and_back(hands, running) -> None:
    hands.go("meeting", running)
    hands.room.wait(lambda: hands.shell.page.state.ready)
    hands.press(Qt.Key.Key_D, CTRL | SHIFT)
    assert hands.place == ("documents", running)
    page = hands.shell.page
    hands.room.wait(lambda: page.facts is not None)
    assert page.view.kind is DocumentKind.ACTIONS_NOW
    assert QApplication.focusWidget() is page.view.list
    hands.press(Qt.Key.Key_Escape)
    assert hands.place == ("meeting", running)


def test_the_rows_say_how_each_document_stands(hands, sealed) -> None:
    page = open_page(hands, sealed)
    rows = {row.key: row for row in page.model.rows}
    assert [row.place for row in page.model.rows if row.key.startswith(HEADING)] == [
        "Before the meeting", "At the close", "Minutes", "On request",
    ]  # fmt: skip
    assert rows["minutes"].state == "Sealed, version 1" and rows["agenda"].state == "Ready"
    assert rows["chair-draft"].state == "Approved, no draft any more"
    assert rows["erratum"].state == "No erratum yet"
    page.view.choose(DocumentKind.ERRATUM)
    assert not hands.find(QPushButton, "issue_button").isEnabled()
    assert not hands.find(QPushButton, "preview_button").isEnabled()
    code = page.facts.seal_code
    assert len(code) == 19 and hands.find(QLabel, "seal_label").text() == f"Seal {code}"


def test_enter_shows_the_chosen_document(hands, sealed) -> None:
    page = open_page(hands, sealed)
    assert page.view.kind is DocumentKind.ATTENDEE_COPY
    hands.press(Qt.Key.Key_Up)
    assert page.view.kind is DocumentKind.MINUTES
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("preview", sealed)
    preview = hands.shell.page
    hands.room.wait(lambda: preview._pages is not None)
    assert preview._kind is DocumentKind.MINUTES


def test_copies_are_written_only_after_the_second_look_and_the_register_has_them(hands, sealed) -> None:
    page = open_page(hands, sealed)
    before = len(register(hands.work, meeting_id=sealed))
    hands.press(Qt.Key.Key_I)
    to_second_look(hands, page)
    view = page.issuing.view
    seen = view.look.model.rows
    assert {row.state for row in seen} == {"Agrees with the record"} and len(seen) > 2
    assert "Nothing is written yet" in view.look.verdict_label.text()
    assert len(register(hands.work, meeting_id=sealed)) == before
    assert not list(hands.room.folder.glob("*.pdf"))
    looked = {paper.given.file_name: paper.data for paper in page.issuing._choice.prepared.papers}
    hands.press(Qt.Key.Key_Return, CTRL)
    given = register(hands.work, meeting_id=sealed)[before:]
    assert len(given) == len(seen)
    assert {one.file_name: (hands.room.folder / one.file_name).read_bytes() for one in given} == looked
    assert {one.how for one in given} == {"Secure e-mail"}
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.view.part == "copies" and not page.side.is_open
    assert page.copies.copies.current().key == given[0].id
    row = next(one for one in page.model.rows if one.key == "attendee-copy")
    assert row.text.startswith(f"{len(given)} copies: ")


def test_who_was_not_there_is_listed_with_the_reason_and_cannot_be_ticked(hands, sealed) -> None:
    page = open_page(hands, sealed)
    hands.press(Qt.Key.Key_I)
    hands.press(Qt.Key.Key_Return, CTRL)
    people = page.issuing.view.people.people
    hands.room.wait(lambda: people.rows)
    refused = [row for row in people.rows if row.refused]
    assert {row.refused for row in refused} >= {
        "Was not there: make the agency’s copy", "By the circulation list they do not get this",
    }  # fmt: skip
    at = people.rows.index(refused[0])
    page.issuing.view.people.people_list.setCurrentIndex(people.index(at))
    ticked = people.ticked
    hands.press(Qt.Key.Key_Space)
    assert people.ticked == ticked and refused[0].key not in ticked
    page.issuing.view.people.people_list.setCurrentIndex(
        people.index(next(n for n, row in enumerate(people.rows) if not row.refused))
    )
    hands.press(Qt.Key.Key_Space)
    assert len(people.ticked) == len(ticked) - 1


def test_parts_that_are_ticked_are_in_no_copy_and_each_says_that_something_is_left_out(hands, sealed) -> None:
    page = open_page(hands, sealed)
    hands.press(Qt.Key.Key_I)
    hands.press(Qt.Key.Key_Return, CTRL)
    step = page.issuing.view.people
    hands.room.wait(lambda: step.people.rows)
    part = max(step.parts.rows, key=lambda row: len(row.note))
    step.parts_check.setChecked(True)
    step.parts.tick([part.key])
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.type(str(hands.room.folder))
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: page.issuing.view.step is Step.LOOK)
    assert "1 part left out" in page.issuing.view.look.model.rows[0].note
    hands.press(Qt.Key.Key_Return, CTRL)
    given = register(hands.work, meeting_id=sealed)[-1]
    assert given.parts_left_out == (part.key,)
    from mappa_desk.ui.preview_pages import PdfPages

    pages = PdfPages((hands.room.folder / given.file_name).read_bytes())
    text = " ".join(" ".join(pages.words(n) for n in range(len(pages.shapes))).split())
    assert " ".join(part.note.rstrip(" …").split())[:40] not in text and "left out" in text.lower()


def test_a_draft_needs_a_tick_and_the_initials_or_the_reference(hands, running) -> None:
    page = open_page(hands, running, show="agency-copy")
    hands.press(Qt.Key.Key_I)
    hands.press(Qt.Key.Key_Return, CTRL)
    step = page.issuing.view.people
    hands.room.wait(lambda: step.people.rows)
    step.people.tick(step.people.ticked[:1])
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.type(str(hands.room.folder))
    hands.press(Qt.Key.Key_Return, CTRL)
    view = page.issuing.view
    hands.room.wait(lambda: view.step is Step.LOOK)
    assert page.facts.status is MinutesStatus.DRAFT
    assert not view.next_button.isEnabled() and "Tick that you have looked" in view.why_label.text()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert not register(hands.work, meeting_id=running)
    view.look.looked_check.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert not view.next_button.isEnabled() and "initials" in view.why_label.text()
    view.look.typed_edit.setFocus()
    hands.type("somebody")
    assert not view.next_button.isEnabled()
    view.look.typed_edit.clear()
    hands.type(initials(page.issuing._choice.recipients[0].name).lower())
    assert view.next_button.isEnabled()
    hands.press(Qt.Key.Key_Return, CTRL)
    (given,) = register(hands.work, meeting_id=running)
    assert given.status is MinutesStatus.DRAFT


def test_a_passphrase_is_offered_for_each_and_opens_the_file(hands, sealed) -> None:
    page = open_page(hands, sealed)
    hands.press(Qt.Key.Key_I)
    hands.press(Qt.Key.Key_Return, CTRL)
    view = page.issuing.view
    hands.room.wait(lambda: view.people.people.rows)
    view.people.people.tick(view.people.people.ticked[:1])
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.type(str(hands.room.folder))
    view.how.protect_check.setChecked(True)
    hands.room.wait(lambda: view.how.answers().passphrases)
    ((_key, words),) = view.how.answers().passphrases
    assert len(words.split()) == 5
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: view.step is Step.LOOK)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert words in view.look.words_label.text()
    given = register(hands.work, meeting_id=sealed)[-1]
    assert given.protected
    data = (hands.room.folder / given.file_name).read_bytes()
    assert b"/Encrypt" in data and words.encode() not in data
    with hands.work.reading() as reading:
        assert words not in repr(reading.all(DocumentGiven)) + repr(reading.audit())


def test_what_became_of_a_copy_is_noted_by_a_letter(hands, sealed) -> None:
    page = open_page(hands, sealed)
    hands.press(Qt.Key.Key_I)
    to_second_look(hands, page)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return, CTRL)
    key = page.copies.copies.current().key
    hands.press(Qt.Key.Key_D)
    sheet = page.side.sheet
    assert sheet.answers()["kind"] == "destroyed"
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.side.sheet is sheet and not sheet.findChild(QLabel, "error_label").isHidden()
    assert QApplication.focusWidget().objectName() == "told_by_field"
    hands.type("Ruth Caldbeck")
    hands.press(Qt.Key.Key_Return, CTRL)
    with hands.work.reading() as reading:
        (event,) = reading.all(CopyEvent, document_id=key)
    assert event.told_by == "Ruth Caldbeck"
    assert page.copies.copies.current().key == key and page.copies.copies.current().state == "Destroyed"
    assert QApplication.focusWidget() is page.copies.copies.list


def test_a_breach_and_a_request_are_noted_and_lead_on(hands, sealed) -> None:
    page = open_page(hands, sealed)
    page.commands()["note_breach"]()
    hands.type("The page lay on the copier.")
    hands.press(Qt.Key.Key_Return, CTRL)
    (breach,) = breaches(hands.work, meeting_id=sealed)
    assert page.view.part == "breaches" and page.copies.breaches.current().key == breach.id
    page.commands()["note_request"]()
    hands.type("Ceri Lloyd")
    hands.press(Qt.Key.Key_Return, CTRL)
    (request,) = requests(hands.work, meeting_id=sealed)
    assert page.view.part == "requests" and page.requests.current() == request
    hands.find(QPushButton, "summary_button").setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return, CTRL)
    step = page.issuing.view.people
    hands.room.wait(lambda: page.issuing.view.step is Step.PEOPLE)
    assert step.other()[0] == "Ceri Lloyd" and not step.people.rows


def test_the_steps_can_be_begun_anew_while_they_are_open(hands, sealed) -> None:
    page = open_page(hands, sealed)
    hands.press(Qt.Key.Key_I)
    page.view.list.setFocus()
    hands.press(Qt.Key.Key_I)
    to_second_look(hands, page)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert register(hands.work, meeting_id=sealed)


def test_typing_in_the_pane_types_and_leaving_asks_nothing_until_something_would_be_lost(hands, sealed):
    page = open_page(hands, sealed)
    hands.press(Qt.Key.Key_I)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: page.issuing.view.step is Step.PEOPLE)
    edit = page.issuing.view.people.name_edit
    edit.setFocus()
    hands.type("Pia Daisy Ashe")
    assert edit.text() == "Pia Daisy Ashe" and page.issuing.view.step is Step.PEOPLE
    hands.press(Qt.Key.Key_Escape)
    assert page.issuing.view.step is Step.AUDIENCE and edit.text() == "Pia Daisy Ashe"
    hands.press(Qt.Key.Key_Escape)
    assert not page.side.is_open and QApplication.focusWidget() is page.view.list


def test_the_minutes_can_be_had_in_other_shapes_and_the_register_says_so(hands, sealed, tmp_path) -> None:
    page = open_page(hands, sealed)
    hands.room.files.save = tmp_path
    hands.press(Qt.Key.Key_Up)
    QTest.keyClick(hands.find(QPushButton, "other_button"), Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return, CTRL)
    given = register(hands.work, meeting_id=sealed)[-1]
    assert given.file_name.endswith("-minutes.txt") and given.edition == "minutes, as .txt"
    assert "Minutes of a Level" in (tmp_path / given.file_name).read_text("utf-8")
    assert not page.side.is_open


def test_a_code_and_a_file_are_checked(hands, sealed, tmp_path) -> None:
    page = open_page(hands, sealed)
    code = page.facts.seal_code
    QTest.keyClick(hands.find(QPushButton, "check_button"), Qt.Key.Key_Space)
    hands.settle()
    assert hands.place[0] == "check_document"
    hands.type(code.lower().replace(" ", "-"))
    hands.press(Qt.Key.Key_Return)
    check = hands.shell.page
    hands.room.wait(lambda: check._verdict is not None)
    assert "version 1 of the minutes" in check.view._first.text()
    stray = tmp_path / "stray.pdf"
    stray.write_bytes(b"%PDF-1.7 nothing of ours")
    check.view.file_dropped.emit(str(stray))
    hands.room.wait(lambda: "stray.pdf" in check.view._first.text())
    assert "not known here" in check.view._first.text() and not check.view._lead_button.isVisible()
    check.view.code_edit.setText("12")
    check.view.code_edit.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.room.wait(lambda: check._verdict is None)
    assert check.view.findChild(QLineEdit, "code_edit").text() == "12"


def test_of_two_requests_the_letter_answers_the_chosen_one(hands, sealed, tmp_path) -> None:
    page = open_page(hands, sealed)
    for name in ("Ceri Lloyd", "Iolo Vaughan"):
        page.commands()["note_request"]()
        hands.type(name)
        hands.press(Qt.Key.Key_Return, CTRL)
    chosen = next(one for one in requests(hands.work, meeting_id=sealed) if one.asked_by == "Ceri Lloyd")
    page.requests.part.choose(chosen.id)
    hands.find(QPushButton, "letter_button").setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.place == ("preview", sealed)
    preview = hands.shell.page
    hands.room.wait(lambda: preview._pages is not None)
    hands.room.files.save = tmp_path
    QTest.keyClick(hands.find(QPushButton, "write_button"), Qt.Key.Key_Space)
    assert not register(hands.work, meeting_id=sealed)
    QTest.mouseClick(hands.view.banner.findChild(QPushButton, "first_button"), Qt.MouseButton.LeftButton)
    hands.settle()
    given = register(hands.work, meeting_id=sealed)[-1]
    assert (given.document, given.recipient) == (DocumentKind.COVERING_LETTER, "Ceri Lloyd")
    written = (tmp_path / given.file_name).read_bytes()
    hands.room.wait(lambda: preview._pages.data == written)
    page = open_page(hands, sealed, show="requests")
    page.requests.part.choose(chosen.id)
    hands.press(Qt.Key.Key_Return)
    sheet = page.side.sheet
    assert sheet.answers()["documents"] == (given.id,)
    sheet.findChild(QLineEdit, "approved_by_field").setText("Siân Morris")
    sheet._inputs["released_because"].setFocus()
    hands.type("The Board may have it.")
    hands.press(Qt.Key.Key_Return, CTRL)
    (answered,) = [one for one in requests(hands.work, meeting_id=sealed) if one.id == chosen.id]
    assert answered.document_ids == (given.id,) and answered.released == "Covering letter"

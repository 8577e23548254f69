"""Putting right at the keyboard: a part moved, a part destroyed in two steps, two people made one."""

from __future__ import annotations

import pytest
from hands import CTRL, Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from mappa_desk.domain.cases import Level
from mappa_desk.domain.contacts import AddressKind, Contact
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.erasures import GONE
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.people import Person
from mappa_desk.domain.put_right import Erasure
from mappa_desk.services import contacts, contributions, meetings, merging, minutes
from mappa_desk.ui.views.desk_sheet import DeskSheet

SECRET = "Zebracrossing by the river"


def approved(hands: Hands) -> Meeting:
    """A meeting of the practice cases whose minutes are sealed."""
    with hands.work.reading() as reading:
        found = reading.all(Meeting, order_by="planned_on", state=MeetingState.APPROVED)
    assert found
    return found[-1]


def draft(hands: Hands) -> tuple[Meeting, Entry]:
    """A meeting that is written up, with one entry of its own."""
    meeting = meetings.start_now(hands.work, level=Level.TWO, reference="LAN-9000").value
    entry = contributions.keep_line(
        hands.work, meeting_id=meeting.id, item="", text=SECRET, agency="pol"
    ).value
    meetings.close_meeting(hands.work, meeting_id=meeting.id)
    return meeting, entry


def sheet(hands: Hands) -> DeskSheet:
    """The sheet that is open."""
    found = hands.shell.page.widget.findChild(DeskSheet)
    assert found is not None
    return found


def words_on(widget: QWidget) -> str:
    """Everything the page says."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def put(hands: Hands, name: str, text: str) -> None:
    """Types into a field of the sheet."""
    field = sheet(hands).findChild(QLineEdit, f"{name}_field")
    assert field is not None
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)


def run(hands: Hands, name: str) -> None:
    """Runs a command as the palette does."""
    hands.shell.run(name) if name not in hands.shell.handlers else hands.shell.handlers[name]()
    hands.settle()


def choose_button(hands: Hands, name: str) -> None:
    """Presses a button of the page by the keyboard."""
    button = hands.find(QPushButton, f"{name}_button")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    hands.settle()


def test_a_part_of_sealed_minutes_is_destroyed_in_two_deliberate_steps(hands: Hands) -> None:
    meeting = approved(hands)
    before = minutes.snapshot(hands.work, meeting_id=meeting.id)
    hands.go("case", meeting.case_id)
    run(hands, "put_right")
    assert hands.place == ("put_right", f"case:{meeting.case_id}")
    table = hands.find(QTableView, "table")
    hands.go("put_right", meeting.id)
    table = hands.find(QTableView, "table")
    rows = [table.model().index(row, 2).data() for row in range(table.model().rowCount())]
    assert len(rows) >= len(before.entries)
    entry = next(one for one in before.entries if one.entry_kind.value == "contribution")
    hands.go("put_right_part", f"{meeting.id}/entry/{entry.id}")
    page = hands.shell.page.widget
    assert entry.text in words_on(page) and page.findChild(QPushButton, "move_button") is None
    choose_button(hands, "destroy")
    assert "sealed version" in words_on(page)
    with hands.work.reading() as reading:
        assert reading.all(Erasure) == (), "nothing is done by looking"
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Under which reference" in words_on(page)
    put(hands, "order_reference", "ORD-7")
    assert hands.shell.page.unkept()
    put(hands, "ordered_by", "Data protection officer")
    put(hands, "ordered_on", "next year")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "calendar day" in words_on(page)
    put(hands, "ordered_on", "today")
    hands.press(Qt.Key.Key_Return, CTRL)
    said = words_on(page)
    assert "Destroyed in this vault." in said and "Version 2 is sealed now" in said
    assert "Who may still hold it:" in said and entry.text not in said
    after = minutes.snapshot(hands.work, meeting_id=meeting.id)
    assert next(one.text for one in after.entries if one.id == entry.id) == GONE
    assert after.erasures[0].order_reference == "ORD-7"
    choose_button(hands, "leave")
    assert hands.place[0] == "put_right"
    hands.go("put_right_part", f"{meeting.id}/entry/{entry.id}")
    assert "does not stand in the record" in words_on(hands.shell.page.widget)
    page = hands.go("case", meeting.case_id)
    assert "A part of the record was destroyed by order." in {one.text() for one in page.findChildren(QLabel)}


def test_an_entry_of_a_draft_is_moved_with_its_trace(hands: Hands) -> None:
    meeting, entry = draft(hands)
    other = meetings.start_now(hands.work, level=Level.TWO, reference="LAN-9001").value
    hands.go("meeting", meeting.id)
    run(hands, "put_right")
    assert hands.place == ("put_right", meeting.id)
    hands.find(QTableView, "table").setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("put_right_part", f"{meeting.id}/entry/{entry.id}")
    choose_button(hands, "move")
    combo = sheet(hands).findChild(QComboBox, "to_meeting_field")
    assert combo is not None
    combo.setCurrentIndex(combo.findData(other.id))
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Moved. Both records say so." in words_on(hands.shell.page.widget)
    with hands.work.reading() as reading:
        (there,) = [one for one in reading.all(Entry, meeting_id=other.id) if one.text == SECRET]
    page = hands.go("put_right_part", f"{other.id}/entry/{there.id}")
    assert "came from LAN-9000-M01: Typed into the wrong record" in words_on(page)
    page = hands.go("put_right", meeting.id)
    assert "An entry went to LAN-9001-M01: Typed into the wrong record" in words_on(page)


def test_escape_closes_the_sheet_first_and_then_the_page(hands: Hands) -> None:
    meeting, entry = draft(hands)
    hands.go("put_right", meeting.id)
    hands.go("put_right_part", f"{meeting.id}/entry/{entry.id}")
    choose_button(hands, "destroy")
    assert sheet(hands)
    hands.press(Qt.Key.Key_Escape)
    assert hands.shell.page.view.sheet is None and hands.place[0] == "put_right_part"
    assert QApplication.focusWidget() is hands.find(QPushButton, "move_button")
    hands.press(Qt.Key.Key_Escape)
    assert hands.place[0] == "put_right"


def test_from_a_page_without_a_record_it_leads_to_the_meetings(hands: Hands) -> None:
    hands.go("people")
    run(hands, "put_right")
    assert hands.place[0] == "meetings"


@pytest.fixture
def pair(hands: Hands) -> tuple[str, str]:
    """One person twice in the book."""
    mail = {"address_kind": AddressKind.SECURE_MAIL}
    ids = []
    for name, address in (("Anna Hughes", "a@x.example"), ("Ana Hughes", "b@x.example")):
        person = Person(id="", name=name, agency="pol")
        contact = Contact(id="", address=address, **mail)  # type: ignore[arg-type]  # by name
        ids.append(contacts.save_contact(hands.work, person=person, contact=contact).value.person_id)
    return ids[0], ids[1]


def test_two_people_are_made_one_and_taken_apart_again(hands: Hands, pair: tuple[str, str]) -> None:
    one, two = pair
    hands.go("contact", one)
    run(hands, "merge_person")
    assert hands.place == ("merge_person", one)
    choose_button(hands, "merge")
    combo = sheet(hands).findChild(QComboBox, "merge_field")
    assert combo is not None and combo.itemText(0).startswith("Ana Hughes"), "the likeliest comes first"
    hands.press(Qt.Key.Key_Return, CTRL)
    boxes = [box for box in sheet(hands).findChildren(QCheckBox) if "b@x.example" in box.text()]
    assert len(boxes) == 1
    boxes[0].click()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Why are they one person" in words_on(hands.shell.page.widget)
    field = sheet(hands).findChild(QWidget, "reason_field")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "Spelt twice")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Ana Hughes is found here since" in words_on(hands.shell.page.widget)
    row = contacts.contact_book(hands.work).row(one)
    assert row is not None and row.contact.address == "b@x.example"
    assert contacts.contact_book(hands.work).row(two) is None
    choose_button(hands, "separate")
    field = sheet(hands).findChild(QWidget, "reason_field")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "Two sisters")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert merging.merged_under(hands.work, person_id=one) == ()
    assert contacts.contact_book(hands.work).row(two) is not None
    hands.press(Qt.Key.Key_Escape)
    assert hands.place[0] == "contact"

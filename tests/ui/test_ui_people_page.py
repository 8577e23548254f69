"""The contact book by keyboard: added, changed, checked, left, undone, filtered, taken in, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import CTRL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from mappa_desk.domain.contact_book import BookRow
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.people import Person
from mappa_desk.services.contacts import contact_book, save_contact, set_active


def put(hands, name: str, agency: str = "pol", **facts: object) -> str:
    step = save_contact(
        hands.work, person=Person(id="", name=name, agency=agency), contact=Contact(id="", **facts)
    ).value
    return step.person_id


def row(hands, name: str) -> BookRow | None:
    return next((one for one in contact_book(hands.work).rows if one.person.name == name), None)


def cells(hands) -> list[list[str]]:
    model = hands.find(QTableView, "table").model()
    return [
        [model.index(at, column).data() or "" for column in range(model.columnCount())]
        for at in range(model.rowCount())
    ]


def press(hands, name: str) -> None:
    QTest.keyClick(hands.find(QPushButton, name), Qt.Key.Key_Space)
    hands.settle()


def banner(hands) -> str:
    return hands.view.banner.accessibleName() if hands.view.banner.isVisible() else ""


def undo(hands) -> None:
    hands.view.banner.action_chosen.emit(0)
    hands.settle()


def test_somebody_is_added_changed_and_taken_back_by_keyboard(hands) -> None:
    hands.shell.run("add_contact")
    hands.settle()
    assert QApplication.focusWidget().objectName() == "name_edit"
    hands.type("Zuzanna Nowak")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Hou")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Move-on officer")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    hands.type("zuzanna@housing.example.invalid")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Sec")
    hands.find(QWidget, "minutes_check").setChecked(True)
    press(hands, "save_button")
    kept = row(hands, "Zuzanna Nowak")
    assert kept is not None and (kept.person.agency, kept.person.role) == ("hsg", "Move-on officer")
    assert (kept.contact.address_kind, kept.contact.may_get) == (AddressKind.SECURE_MAIL, (MayGet.MINUTES,))
    assert "Zuzanna Nowak" in banner(hands)
    undo(hands)
    assert row(hands, "Zuzanna Nowak") is None


def test_the_list_is_by_agency_and_enter_opens_the_form(hands) -> None:
    put(hands, "Anna", "hsg", address="a@b.invalid", address_kind=AddressKind.SECURE_MAIL)
    put(hands, "Ben", "hsg", panels=("Zebra",))
    hands.go("people")
    shown = [line[:2] for line in cells(hands) if line[1] in ("Anna", "Ben")]
    assert shown == [["Housing", "Anna"], ["", "Ben"]] or shown[0][1] == "Anna"
    anna = next(line for line in cells(hands) if line[1] == "Anna")
    assert anna[3] == "Secure mail: a@b.invalid" and anna[4] == "Not checked"
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("zebra")
    hands.settle()
    assert [line[:2] for line in cells(hands)] == [["Housing", "Ben"]]
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "contact"
    assert hands.find(QLineEdit, "panels_edit").text() == "Zebra"
    hands.type("Benedict")
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "people" and row(hands, "Benedict") is not None
    undo(hands)
    assert row(hands, "Ben") is not None
    assert "Ben" in [line[1] for line in cells(hands)]


def test_a_check_is_stamped_without_leaving_what_is_typed(hands) -> None:
    key = put(hands, "Anna", "hsg", address="a@b.invalid", address_kind=AddressKind.SECURE_MAIL)
    hands.go("contact", key)
    hands.find(QLineEdit, "role_edit").setText("Half typed")
    press(hands, "check_button")
    kept = row(hands, "Anna")
    assert kept is not None and not kept.old_check and kept.contact.address_checked_by
    assert kept.contact.address_checked_by in hands.find(QLabel, "checked_label").text()
    assert hands.find(QLineEdit, "role_edit").text() == "Half typed"
    press(hands, "save_button")
    kept = row(hands, "Anna")
    assert kept is not None and kept.person.role == "Half typed" and kept.contact.address_checked_on


def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(hands) -> None:
    hands.go("new_contact")
    hands.type("Anna")
    press(hands, "save_button")
    assert hands.find(QLabel, "agency_error_label").text() == "Which agency is it?"
    combo = hands.find(QComboBox, "agency_combo")
    combo.setCurrentIndex(combo.findText("Housing"))
    hands.find(QLineEdit, "deputies_edit").setText("Nobody Known; Nor Her")
    press(hands, "save_button")
    assert "Nobody Known, Nor Her" in hands.find(QLabel, "deputies_error_label").text()
    hands.find(QLineEdit, "deputies_edit").clear()
    hands.find(QLineEdit, "address_edit").setText("no address")
    kind = hands.find(QComboBox, "kind_combo")
    kind.setCurrentIndex(kind.findText("Secure mail"))
    press(hands, "save_button")
    assert hands.find(QLabel, "address_error_label").text()
    assert hands.find(QLineEdit, "name_edit").text() == "Anna" and row(hands, "Anna") is None


def test_somebody_leaves_and_is_brought_back(hands) -> None:
    key = put(hands, "Anna", "hsg")
    hands.go("people")
    hands.go("contact", key)
    press(hands, "left_button")
    assert hands.place[0] == "people" and "Anna" not in [line[1] for line in cells(hands)]
    choice = hands.find(QComboBox, "choice_combo")
    choice.setCurrentIndex(2)
    hands.settle()
    assert [line[1] for line in cells(hands)] == ["Anna (left)"]
    undo(hands)
    assert [line[1] for line in cells(hands)] == []
    kept = row(hands, "Anna")
    assert kept is not None and kept.contact.active


def test_addresses_to_check_are_found_together(hands) -> None:
    put(hands, "Anna", "hsg", address="a@b.invalid", address_kind=AddressKind.SECURE_MAIL)
    gone = put(hands, "Gone", "hsg", address="g@b.invalid", address_kind=AddressKind.SECURE_MAIL)
    set_active(hands.work, person_id=gone, active=False)
    hands.go("people")
    hands.find(QComboBox, "choice_combo").setCurrentIndex(1)
    hands.settle()
    assert "Anna" in [line[1] for line in cells(hands)] and "Gone" not in [line[1] for line in cells(hands)]


TABLE = (
    "Who,Organisation,E-mail,Odd\nAnna Wójcik,Police,anna@police.example.invalid,x\n"
    "Ben Price,Nowhere,,y\nCleo Hall,Housing,,\n"
)


@pytest.fixture
def opened(hands, tmp_path: Path):
    """The page that takes contacts in, with a file chosen."""
    file = tmp_path / "people.csv"
    file.write_text(TABLE, encoding="utf-16")
    hands.go("import_contacts")
    hands.shell.page.read(file)
    hands.settle()
    return hands


def test_a_file_is_tried_out_mapped_and_the_good_rows_are_taken_in(opened) -> None:
    hands = opened
    assert "people.csv" in hands.find(QLabel, "file_label").text()
    assert not hands.find(QPushButton, "save_button").isEnabled()
    combos = hands.shell.page.widget.findChildren(QComboBox, "becomes_combo")
    assert [combo.currentText() for combo in combos] == ["Not taken", "Agency", "Address", "Not taken"]
    combos[0].setCurrentIndex(combos[0].findText("Name"))
    hands.settle()
    assert [line[1] for line in cells(hands)] == ["New", "Not taken", "New"]
    assert "Nowhere" in cells(hands)[1][4]
    good = hands.find(QPushButton, "good_button")
    assert good.text() == "Take in the good rows (2 of 3)"
    press(hands, "good_button")
    assert hands.place[0] == "people" and row(hands, "Anna Wójcik") is not None
    assert row(hands, "Ben Price") is None and "2 people" in banner(hands)
    undo(hands)
    assert row(hands, "Anna Wójcik") is None and row(hands, "Cleo Hall") is None


def test_a_file_that_cannot_be_read_is_said_in_one_sentence(hands, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x81\x8d")
    hands.go("import_contacts")
    hands.shell.page.read(file)
    hands.settle()
    link = hands.find(QPushButton, "file_error_link")
    assert "people.csv" in link.text() and hands.place[0] == "import_contacts"
    assert hands.find(QTableView, "table").isHidden()


def test_the_book_is_written_where_the_user_says(hands, tmp_path: Path) -> None:
    put(hands, "Anna", "hsg")
    hands.go("people")
    hands.room.files.save = tmp_path
    hands.shell.run("export_contacts")
    hands.settle()
    assert "Anna" in (tmp_path / "contacts.csv").read_text("utf-8-sig")
    assert "not encrypted" in banner(hands)

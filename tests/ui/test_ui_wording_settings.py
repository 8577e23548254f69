"""The settings of short forms and standard wording by keyboard, over a real vault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import CTRL, Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton, QWidget

from mappa_desk.domain.wording_book import Origin
from mappa_desk.services.wording import save_abbreviation, save_wording, wording_book
from mappa_desk.ui.models.wording import ItemChecks, WordsAnswers
from mappa_desk.ui.views.wording import WordingSection
from mappa_desk.ui.widgets.rows_table import RowsTable


class Card:
    """One section of the settings, and what its parts say."""

    def __init__(self, hands: Hands, part: str) -> None:
        self.hands = hands
        page = hands.go("settings", part)
        self.section = page.section()
        assert isinstance(self.section, WordingSection)

    def part(self, kind: type, name: str) -> QWidget:
        found = self.section.findChild(kind, name)
        assert found is not None, name
        return found

    @property
    def name(self) -> QLineEdit:
        return self.part(QLineEdit, "name_edit")

    @property
    def text(self) -> QPlainTextEdit:
        return self.part(QPlainTextEdit, "text_edit")

    @property
    def table(self) -> RowsTable:
        return self.part(RowsTable, "words_table")

    def press(self, name: str) -> None:
        button = self.part(QPushButton, f"{name}_button")
        assert button.isEnabled(), name
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.hands.settle()

    def find(self, letters: str) -> None:
        """Filter the list and choose its first row."""
        self.hands.press(Qt.Key.Key_F, CTRL)
        self.hands.type(letters)
        self.table.setFocus()
        self.hands.press(Qt.Key.Key_Home)
        self.table.setCurrentIndex(self.table.model().index(0, 0))

    def said(self) -> list[str]:
        frame = self.part(QWidget, "errors_frame")
        return [one.text() for one in frame.findChildren(QPushButton)] if frame.isVisible() else []

    def shown_row(self) -> list[str]:
        index = self.table.currentIndex()
        columns = range(self.table.model().columnCount())
        return [index.siblingAtColumn(at).data() for at in columns] if index.isValid() else []


@pytest.fixture
def short_forms(hands: Hands) -> Card:
    return Card(hands, "abbreviations")


@pytest.fixture
def wordings(hands: Hands) -> Card:
    return Card(hands, "wording")


def opens_to(card: Card, short: str) -> tuple[str, bool, Origin] | None:
    found = [one for one in wording_book(card.hands.work).abbreviations if one.record.short == short]
    return (found[0].record.opens_to, found[0].record.active, found[0].origin) if found else None


@pytest.mark.parametrize(
    ("command", "part", "title"),
    [("go_abbreviations", "abbreviations", "Abbreviations"), ("go_wording", "wording", "Standard wording")],
)
def test_the_palette_leads_to_each_list(hands: Hands, command: str, part: str, title: str) -> None:
    hands.shell.run(command)
    hands.settle()
    assert hands.place == ("settings", part)
    focus = QApplication.focusWidget()
    assert isinstance(focus, RowsTable) and focus.accessibleName() == title
    assert focus.model().rowCount() > 25


def test_a_new_short_form_is_typed_and_kept_by_enter(short_forms: Card) -> None:
    short_forms.press("new")
    assert QApplication.focusWidget() is short_forms.name
    short_forms.hands.type("TKX")
    short_forms.hands.press(Qt.Key.Key_Tab)
    short_forms.hands.type("exclusion zone around the school")
    short_forms.hands.press(Qt.Key.Key_Return)
    assert opens_to(short_forms, "tkx") == ("exclusion zone around the school", True, Origin.OWN)
    assert short_forms.shown_row() == ["tkx", "exclusion zone around the school", "On, own"]
    assert QApplication.focusWidget() is short_forms.table
    assert short_forms.name.isReadOnly() and not short_forms.section.unkept()


def test_a_shipped_one_is_changed_put_back_and_reads_as_it_came(short_forms: Card) -> None:
    short_forms.find("lp lic")
    assert short_forms.name.text() == "lp"
    assert not short_forms.part(QPushButton, "delete_button").isEnabled()
    short_forms.hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is short_forms.text
    short_forms.text.selectAll()
    short_forms.hands.type("licence")
    short_forms.press("put_back")
    assert short_forms.text.toPlainText() == "licence period"
    short_forms.text.selectAll()
    short_forms.hands.type("licence")
    short_forms.hands.press(Qt.Key.Key_Return, CTRL)
    assert opens_to(short_forms, "lp") == ("licence", True, Origin.CHANGED)
    assert short_forms.part(QPushButton, "delete_button").text() == "As it came"
    short_forms.press("delete")
    assert short_forms.text.toPlainText() == "licence period" and short_forms.section.unkept()
    short_forms.press("keep")
    assert opens_to(short_forms, "lp") == ("licence period", True, Origin.SHIPPED)


def test_it_is_switched_off_and_on_again(short_forms: Card) -> None:
    short_forms.find("np further")
    short_forms.press("switch")
    assert opens_to(short_forms, "np") == ("no further police intelligence", False, Origin.SHIPPED)
    assert short_forms.shown_row()[-1] == "Off"
    assert short_forms.part(QPushButton, "switch_button").accessibleName() == "Switch on"
    short_forms.press("switch")
    assert opens_to(short_forms, "np") == ("no further police intelligence", True, Origin.SHIPPED)


def test_an_own_one_is_deleted_and_keep_brings_it_back(hands: Hands) -> None:
    save_abbreviation(hands.work, short="tkx", opens_to="words", new=True)
    card = Card(hands, "abbreviations")
    card.find("tkx")
    card.press("delete")
    assert opens_to(card, "tkx") is None
    note = card.part(QLabel, "note_label")
    assert note.isVisible() and note.text() == "Deleted. Keep brings it back."
    assert (card.name.text(), card.text.toPlainText()) == ("tkx", "words")
    assert not card.section.unkept()
    card.press("keep")
    assert opens_to(card, "tkx") == ("words", True, Origin.OWN)
    assert note.isHidden()


@pytest.mark.parametrize(
    ("short", "words", "said"),
    [
        ("pol", "police", "“pol” is the code of Police."),
        ("lp", "again", "“lp” is in the list already; change it there."),
        ("l p", "x", "A short form is 1 to 20 letters and digits, not digits alone."),
        ("tkx", "", "What does it open to?"),
    ],
)
def test_what_is_refused_stays_in_the_card_with_its_reason(
    short_forms: Card, short: str, words: str, said: str
) -> None:
    short_forms.press("new")
    short_forms.hands.type(short)
    short_forms.hands.press(Qt.Key.Key_Tab)
    short_forms.hands.type(words)
    short_forms.press("keep")
    assert short_forms.said() == [said]
    assert QApplication.focusWidget().text() == said
    assert (short_forms.name.text(), short_forms.text.toPlainText()) == (short, words)
    short_forms.hands.press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() in (short_forms.name, short_forms.text)
    short_forms.hands.type("q")
    assert short_forms.said() == []


@pytest.mark.parametrize("act", ["list", "new", "switch"])
def test_half_typed_words_are_never_lost_to_another_row(short_forms: Card, act: str) -> None:
    short_forms.text.setFocus()
    short_forms.hands.type("more ")
    typed = short_forms.text.toPlainText()
    acts: dict[str, Callable[[], None]] = {
        "list": lambda: QTest.keyClick(short_forms.table, Qt.Key.Key_Down),
        "new": lambda: short_forms.press("new"),
        "switch": lambda: short_forms.press("switch"),
    }
    acts[act]()
    short_forms.hands.settle()
    assert short_forms.text.toPlainText() == typed and short_forms.name.text() == "accom"
    assert short_forms.said() == ["What stands in the card is not kept yet: keep it or put it back."]
    assert short_forms.shown_row()[0] == "accom"
    assert opens_to(short_forms, "accom") == ("accommodation", True, Origin.SHIPPED)
    short_forms.hands.shell.navigate("start")
    short_forms.hands.settle()
    assert short_forms.hands.place[0] == "settings"


def test_nothing_is_kept_that_did_not_change(short_forms: Card) -> None:
    short_forms.name.setFocus()
    short_forms.hands.press(Qt.Key.Key_Return)
    short_forms.section.kept.connect(lambda: pytest.fail("kept"))
    short_forms.hands.press(Qt.Key.Key_Return)
    assert not short_forms.part(QPushButton, "keep_button").isEnabled()


def test_a_wording_is_made_with_its_items_by_keyboard(wordings: Card) -> None:
    wordings.press("new")
    wordings.hands.type("Visit")
    wordings.hands.press(Qt.Key.Key_Tab)
    wordings.hands.type("Seen on [day]")
    wordings.hands.press(Qt.Key.Key_Return)
    wordings.hands.type("by [whom].")
    wordings.hands.press(Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QListView)
    wordings.hands.press(Qt.Key.Key_Down)
    wordings.hands.press(Qt.Key.Key_Space)
    wordings.press("keep")
    made = wording_book(wordings.hands.work).wordings[-1]
    assert made.origin is Origin.OWN and made.record.title == "Visit"
    assert made.record.text == "Seen on [day]\nby [whom]."
    assert made.record.items == ("opening",)
    assert wordings.shown_row() == ["Visit", "On, own"]


def test_a_wording_changes_its_title_and_its_items(hands: Hands) -> None:
    code = save_wording(hands.work, title="Visit", text="Seen.", items=("risk", "level")).value.id
    card = Card(hands, "wording")
    card.find("visit")
    checks = card.part(QListView, "items_list").model()
    assert isinstance(checks, ItemChecks) and checks.chosen() == ("risk", "level")
    card.name.setText("Home visit")
    titles = [checks.index(at).data() for at in range(checks.rowCount())]
    place = checks.index(titles.index("Risk assessment"))
    checks.setData(place, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    card.press("keep")
    kept = next(one.record for one in wording_book(hands.work).wordings if one.record.id == code)
    assert (kept.title, kept.items) == ("Home visit", ("level",))


def test_an_own_wording_is_switched_off_deleted_and_brought_back(hands: Hands) -> None:
    save_wording(hands.work, title="Visit", text="Seen.", items=("risk",))
    card = Card(hands, "wording")
    card.find("visit")
    card.press("switch")
    assert card.shown_row() == ["Visit", "Off, own"]
    card.press("delete")
    assert "Visit" not in {one.record.title for one in wording_book(hands.work).wordings}
    card.press("keep")
    kept = next(one.record for one in wording_book(hands.work).wordings if one.record.title == "Visit")
    assert (kept.text, kept.items, kept.active) == ("Seen.", ("risk",), True)


def test_a_changed_wording_reads_as_it_came_again(hands: Hands) -> None:
    came = hands.work.reference.standard_wording[0]
    save_wording(hands.work, code=came.id, title="Other", text="Other.")
    card = Card(hands, "wording")
    card.find("other")
    card.press("delete")
    assert card.section.answers() == WordsAnswers(came.title, came.text, came.items)
    card.press("keep")
    assert wording_book(hands.work).wordings[0].origin is Origin.SHIPPED


def test_brackets_that_make_no_blank_are_refused_beside_the_text(wordings: Card) -> None:
    wordings.text.setFocus()
    wordings.hands.type("[never closed ")
    wordings.press("keep")
    assert "between [ and ]" in wordings.part(QLabel, "text_error_label").text()
    assert wordings.text.accessibleDescription() == wordings.part(QLabel, "text_error_label").text()


def test_the_list_of_items_has_no_fields_in_the_section_of_short_forms(short_forms: Card) -> None:
    assert short_forms.part(QListView, "items_list").isHidden()
    assert short_forms.section.answers() == WordsAnswers("accom", "accommodation")


@pytest.mark.parametrize("part", ["abbreviations", "wording"])
def test_every_control_has_a_name(hands: Hands, part: str) -> None:
    card = Card(hands, part)
    for kind in (QLineEdit, QPlainTextEdit, QPushButton, QListView, RowsTable):
        for one in card.section.findChildren(kind):
            if one.isVisible() and one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                assert one.accessibleName(), one.objectName()

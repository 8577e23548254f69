"""Small words of the write-up page and its sheets: offers that say what they do, lists that take typing."""

from __future__ import annotations

from datetime import date

from PySide6.QtTest import QTest

from mappa_desk.domain.write_up_marks import MarkContext, marks_in
from mappa_desk.ui.models.write_up_marks import mark_rows
from mappa_desk.ui.views.write_up_front import OffersView
from mappa_desk.ui.widgets.typed_choice import TypedChoice

CONTEXT = MarkContext(day=date(2026, 11, 12), known={})


def test_a_button_that_writes_no_date_does_not_say_so() -> None:
    (here,) = mark_rows(marks_in("Among today's decisions is this.", CONTEXT))
    assert (here.mark.offer, here.offer) == ("this meeting", "Write it so")
    assert here.says.endswith("Write “this meeting”?")
    (day,) = mark_rows(marks_in("He was seen yesterday.", CONTEXT))
    assert day.offer == "Write the date"


def test_looking_gives_way_once_nothing_was_found(dressed) -> None:
    view = OffersView()
    view.show_offers("Offered for: Why", (), "Looking.")
    view.show_offers("Offered for: Why", (), "The record offers nothing more.")
    shown = [view._lines.itemAt(at).widget().text() for at in range(view._lines.count())]
    assert shown == ["Offered for: Why", "The record offers nothing more."]
    view.deleteLater()


def test_the_words_of_an_offer_are_typed_with_their_spaces(dressed) -> None:
    choice = TypedChoice()
    choice.addItems(["At the desk", "On paper", "By letter", "By e-mail", "By telephone"])
    choice.show()
    QTest.keyClicks(choice, "by e-mail")
    assert choice.currentText() == "By e-mail" and not choice.view().isVisible()
    choice._at = 0.0
    QTest.keyClicks(choice, "o")
    assert choice.currentText() == "On paper"
    choice._at = 0.0
    QTest.keyClicks(choice, "bb")
    assert choice.currentText() == "By e-mail", "the same letter again goes to the next one"
    choice.deleteLater()

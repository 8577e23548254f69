"""What a minute taker's hands stumbled over while giving copies out, kept mended."""

from __future__ import annotations

import pytest
from hands import CTRL
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui.views.issuing import IssuingView, Step

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(hands):
    """The documents of an approved meeting on a small laptop's screen, the minutes about to be issued."""
    hands.view.resize(1366, 688)
    hands.view.show()
    rows = list_meetings(hands.work)
    sealed = next(row.meeting_id for row in rows if row.meeting.state is MeetingState.APPROVED)
    hands.go("documents", sealed)
    page = hands.shell.page
    hands.room.wait(lambda: page.facts is not None)
    page.view.choose(DocumentKind.MINUTES)
    page.issue(DocumentKind.MINUTES)
    hands.settle()
    return page


def onwards(hands, page, step: Step) -> IssuingView:
    """Go on by keys until a step."""
    view = page.issuing.view
    while view.step < step:
        now = view.step
        if now is Step.HOW:
            view.how.folder_edit.setText(str(hands.room.folder))
        hands.press(Qt.Key.Key_Return, CTRL)
        hands.room.wait(lambda now=now: view.step > now)
    hands.settle()
    return view


def in_sight(view: IssuingView, source: QWidget, rect: QRect) -> bool:
    """True when a part of a widget lies wholly in what the step shows."""
    viewport = view._stack.currentWidget().viewport()
    return viewport.rect().contains(QRect(source.mapTo(viewport, QPoint()) + rect.topLeft(), rect.size()))


def test_tab_goes_from_the_edition_to_the_button_that_goes_on(hands, page) -> None:
    view = page.issuing.view
    assert QApplication.focusWidget() is view.audience.focusProxy()
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.audience.large_check
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.next_button


def test_enter_on_an_edition_goes_on(hands, page) -> None:
    hands.press(Qt.Key.Key_Return)
    hands.room.wait(lambda: page.issuing.view.step is Step.PEOPLE)


def test_tab_goes_through_the_passphrases_before_the_button(hands, page) -> None:
    view = onwards(hands, page, Step.HOW)
    view.how.protect_check.setChecked(True)
    hands.room.wait(lambda: view.how._edits)
    view.how.protect_check.setFocus()
    for edit in view.how._edits.values():
        hands.press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is edit


def test_passphrases_stand_in_sight_and_have_the_keyboard_when_they_are_shown_last(hands, page) -> None:
    view = onwards(hands, page, Step.HOW)
    view.how.protect_check.setChecked(True)
    hands.room.wait(lambda: view.how._edits)
    onwards(hands, page, Step.LOOK)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: bool(view.look.words_label.text()))
    hands.settle()
    assert QApplication.focusWidget() is view.look.words_label
    shown = view.look.words_label
    assert shown.text().count("\n") == len(view.how._edits)
    assert in_sight(view, shown, shown.rect())
    hands.press(Qt.Key.Key_Return)
    assert page.side.is_open, "Enter takes them away unread"
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not view.look.words_label


def test_the_part_that_is_about_to_be_ticked_is_in_sight(hands, page) -> None:
    view = onwards(hands, page, Step.PEOPLE)
    view.people.parts_check.setFocus()
    hands.press(Qt.Key.Key_Space)
    parts = view.people.parts_list
    assert in_sight(view, parts.viewport(), parts.visualRect(parts.model().index(0, 0)))
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is parts
    for _ in range(6):
        hands.press(Qt.Key.Key_Down)
        assert in_sight(view, parts.viewport(), parts.visualRect(parts.currentIndex()))


def test_escape_goes_one_step_back_and_keeps_who_was_ticked(hands, page) -> None:
    view = onwards(hands, page, Step.PEOPLE)
    hands.press(Qt.Key.Key_Space)
    ticked = view.people.people.ticked
    onwards(hands, page, Step.HOW)
    hands.press(Qt.Key.Key_Escape)
    assert page.issuing.view is view and view.step is Step.PEOPLE and view.people.people.ticked == ticked


def test_escape_answers_the_question_before_leaving_by_staying(hands, page) -> None:
    view = onwards(hands, page, Step.HOW)
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert hands.shell._banners.top is not None and hands.shell._banners.top.key == "unkept"
    hands.press(Qt.Key.Key_Escape)
    top = hands.shell._banners.top
    assert top is None or top.key != "unkept"
    assert page.issuing.view is view and view.step is Step.HOW

"""Replies keyed on the chase: the day on which it was done, who takes it over, and dates behind a review."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest
from chase_room import TODAY, ChaseRoom, page_of, to_part
from hands import CTRL, Hands
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from mappa_desk.domain.actions import Acceptance, Action, ActionEvent, ActionEventKind, ActionState
from mappa_desk.ui.chase_replies import ChaseReplies
from mappa_desk.ui.models.chase import Part
from mappa_desk.ui.models.chase_words import after_reviews
from mappa_desk.ui.views.chase_reply_card import AnswerCard

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def hands(qapp, dressed, chase_cases, tmp_path):
    """Somebody at the keyboard of the chase."""
    room = ChaseRoom(qapp, tmp_path)
    shutil.copytree(chase_cases, room.wiring.default_folder(practice=True))
    yield room.opened_at_chase()
    room.close()


def opened(hands: Hands, part: Part = Part.CALLS) -> tuple[ChaseReplies, AnswerCard, Action]:
    """The reply of the line with the most actions, at the outcome of its first one."""
    page = page_of(hands)
    to_part(hands, part)
    line = max((one for one in page.lines if one.part is part), key=lambda one: len(one.action_ids))
    page.view.choose(line.key)
    hands.press(Qt.Key.Key_R)
    assert page.replies._pane is not None
    card = page.replies._pane.cards[0]
    card.outcome.setFocus()
    return page.replies, card, kept(hands, card)


def kept(hands: Hands, card: AnswerCard) -> Action:
    with hands.work.reading() as reading:
        return reading.get(Action, card.action_id)


def last(hands: Hands, card: AnswerCard) -> ActionEvent:
    with hands.work.reading() as reading:
        return reading.all(ActionEvent, order_by="at", action_id=card.action_id)[-1]


def test_what_was_done_on_friday_is_done_on_friday_and_late_by_that_day(hands) -> None:
    replies, card, action = opened(hands, Part.LADDER)
    due = action.deadline.on
    assert due is not None and due < TODAY
    hands.type("done")
    assert not card.on.isHidden() and card._on_meant.text() == "Mon 23 Nov 2026, today: done late"
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.on
    hands.type("fri")
    assert card._on_meant.text().startswith("Fri 20 Nov 2026") and card.on.accessibleDescription()
    card.on.setText(f"{due.day}/{due.month}/{due.year}")
    assert "late" not in card._on_meant.text(), "done on its day is not late"
    assert replies.unkept()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert (kept(hands, card).state, kept(hands, card).settled_on) == (ActionState.DONE, due)
    assert last(hands, card).event_kind is ActionEventKind.DONE
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert kept(hands, card).state is ActionState.OPEN and kept(hands, card).settled_on is None


def test_the_day_of_the_reply_counts_until_an_action_says_another(hands) -> None:
    replies, card, _action = opened(hands)
    other = replies._pane.cards[1]
    replies._pane.on.setText("fri")
    for one in (card, other):
        one.outcome.setCurrentIndex(one.outcome.findData("done"))
        assert one._on_meant.text().startswith("Fri 20 Nov 2026")
    other.on.setText("yesterday")
    assert other._on_meant.text().startswith("Sun 22 Nov 2026")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert [kept(hands, one).settled_on for one in (card, other)] == [FRIDAY, TODAY - timedelta(days=1)]


@pytest.mark.parametrize(
    ("typed", "said", "meant"),
    [
        ("tomorrow", "The day on which it was done is still to come.", "Tue 24 Nov 2026 is still to come."),
        ("soon", "A calendar day is needed here, such as 27/11.", "Not a date yet"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_action_and_nothing_is_lost(hands, typed, said, meant) -> None:
    replies, card, _action = opened(hands)
    hands.type("done")
    hands.press(Qt.Key.Key_Tab)
    hands.type(typed)
    assert card._on_meant.text() == meant
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    pane = replies._pane
    assert pane.error_label.text() == said and QApplication.focusWidget() is card.on
    assert not pane.on.property("wrong") and card.on.property("wrong") and card.answer().on == typed
    pane.on.setText("nonsense")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert pane.on.property("wrong") and not card.on.property("wrong"), "one field is marked at a time"
    pane.on.setText("today")
    assert kept(hands, card).state is ActionState.OPEN
    card.outcome.setCurrentIndex(card.outcome.findData("updated"))
    assert card.on.parentWidget().isHidden() and card.answer().on == "", "an update has no such day"


def test_a_pasted_done_proposes_its_day_and_a_typed_one_stays(hands) -> None:
    replies, card, _action = opened(hands)
    paste = replies._pane.paste
    paste.setPlainText(f"{card.number}: done on Friday by the clinic itself")
    assert card.answer().on == "Friday" and card._on_meant.text().startswith("Fri 20 Nov 2026")
    paste.setPlainText(f"{card.number}: done on Tuesday week, they hope")
    assert card.answer().on == "", "it follows what is pasted, and a day to come is none"
    paste.setPlainText(f"{card.number}: done, the letter is with you")
    assert card.answer().on == ""
    card.on.setText("18/11")
    paste.setPlainText(f"{card.number}: done on Friday")
    assert card.answer().on == "18/11"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert kept(hands, card).settled_on == date(2026, 11, 18)


def test_what_an_outcome_opens_is_in_sight_under_it(hands) -> None:
    replies, card, _action = opened(hands)
    other = replies._pane.cards[1]
    for one in (card, other):
        one.outcome.setFocus()
        hands.settle()
        for typed in ("done", "new", "tr"):
            one.outcome._at = 0.0
            hands.type(typed)
            hands.settle()
            port = replies._pane._scroll.viewport()
            low = one.opened.mapTo(port, one.opened.rect().bottomLeft()).y()
            high = one.outcome.mapTo(port, one.outcome.rect().topLeft()).y()
            assert one.opened is not one.outcome and 0 <= high < low < port.height()
            assert QApplication.focusWidget() is one.outcome


def test_an_action_is_transferred_in_a_reply_and_its_new_owner_has_not_accepted(hands) -> None:
    replies, card, action = opened(hands)
    hands.type("tr")
    assert card.owner_agency.currentData() == action.owner_agency
    hands.press(Qt.Key.Key_Return, CTRL)
    pane = replies._pane
    assert "has it already" in pane.error_label.text() and QApplication.focusWidget() is card.owner_agency
    card.owner_name.setText(action.owner_name)
    card.owner_role.setText(action.owner_role)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "already" in pane.error_label.text(), "the same owner is no other"
    card.owner_agency.setCurrentIndex(0)
    card.owner_name.clear()
    card.owner_role.clear()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert pane.error_label.text() == "Who takes it over?"
    card.owner_agency.setFocus()
    hands.type("hea" if action.owner_agency != "hlth" else "pro")
    agency = card.owner_agency.currentData()
    for words in ("Ruth Vale", "Ward manager", "It is theirs by the protocol"):
        hands.press(Qt.Key.Key_Tab)
        hands.type(words)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    moved = kept(hands, card)
    assert (moved.owner_agency, moved.owner_name, moved.owner_role) == (agency, "Ruth Vale", "Ward manager")
    assert agency != action.owner_agency and moved.acceptance is Acceptance.NOT_READ_BACK
    event = last(hands, card)
    assert event.event_kind is ActionEventKind.TRANSFERRED and event.note == "It is theirs by the protocol"
    assert "The new owner has not accepted yet." in hands.shell._banners.top.lead
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert kept(hands, card).owner_agency == action.owner_agency
    assert kept(hands, card).acceptance is action.acceptance


def test_a_new_date_behind_the_next_review_is_told_and_kept(hands) -> None:
    _replies, card, action = opened(hands)
    review = page_of(hands).facts.reviews[action.case_id]
    hands.type("new")
    hands.press(Qt.Key.Key_Tab)
    hands.type(f"{review.day}/{review.month}/{review.year}")
    assert "review" not in card._due_meant.text(), "its own day is not behind it"
    later = review + timedelta(days=1)
    card.due.setText(f"{later.day}/{later.month}/{later.year}")
    assert "After the review of " in card._due_meant.text() and card._due_meant.property("tone") == "warning"
    assert card.due.accessibleDescription() == card._due_meant.text()
    card.words.setPlainText("The clinic opens later")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert kept(hands, card).deadline.on == later


@pytest.mark.parametrize(
    ("part", "name", "what"),
    [(Part.CALLS, "main", "review"), (Part.LADDER, "main", "review"), (Part.ANSWERS, "main", "meeting")],
)
def test_one_day_for_the_answer_behind_the_meetings_is_told_under_it_and_blocks_nothing(
    hands, part, name, what
) -> None:
    page = page_of(hands)
    to_part(hands, part)
    hands.press(Qt.Key.Key_A)
    page._do(name)
    hands.settle()
    field = page.side.sheet._inputs["reply_by"]
    field.setFocus()
    field.clear()
    warning = page.side.sheet.findChild(QLabel, "reply_by_warning")
    assert warning.isHidden(), "an empty day is each one's own"
    hands.type("in 52 weeks")
    said = warning.text()
    assert said.startswith(f"After the {what}") and not warning.isHidden()
    assert field.accessibleDescription().endswith(said), "a screen reader hears it with the field"
    field.setText("tomorrow")
    assert warning.isHidden()


def test_one_day_behind_several_reviews_names_the_first() -> None:
    reviews = [("LAN-0602", date(2026, 11, 26)), ("LAN-0601", date(2026, 11, 25))]
    assert after_reviews(date(2026, 11, 25), reviews) == ""
    assert after_reviews(date(2026, 11, 26), reviews) == "After the review of LAN-0601 on Wed 25 Nov 2026."
    said = after_reviews(date(2026, 11, 27), reviews)
    assert said == "After the reviews of 2 cases, the first on Wed 25 Nov 2026 (LAN-0601)."
    assert after_reviews(date(2026, 11, 26), reviews, meetings=True).startswith(
        "After the meeting of LAN-0601"
    )

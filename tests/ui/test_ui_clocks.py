"""The clocks by keyboard: what ran out first, one badge, where each row leads, and the date of a referral."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hands import ALT, CTRL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QTableView

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.cases import Level
from mappa_desk.domain.clocks import ClockKind, ClocksView, RunningClock
from mappa_desk.services.areas import area_view, confirm_standard, save_standard
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.clocks import clocks
from mappa_desk.ui.models import clocks as words
from mappa_desk.ui.views.clocks import ClocksView as ClocksPageView
from mappa_desk.ui.widgets.clock_cards import ClockCardButton

TODAY = date(2026, 11, 23)
FIGURE = AreaStandard(id="review_level_2", title="Reviews", value=16, unit="weeks")


def rows(hands) -> list[list[str]]:
    """What the table says, row by row."""
    model = hands.find(QTableView, "table").model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def card(hands, title: str) -> ClockCardButton:
    found = hands.shell.page.widget.findChildren(ClockCardButton)
    return next(one for one in found if one.accessibleName().startswith(title))


def badge(hands) -> QLabel:
    return hands.view.findChild(QPushButton, "clocks_nav").findChild(QLabel)


def test_the_clocks_that_ran_out_stand_first_and_rows_lead_to_where_they_stop(hands) -> None:
    hands.go("clocks")
    view = clocks(hands.work)
    said = rows(hands)
    assert len(said) == len(view.clocks) and isinstance(QApplication.focusWidget(), QTableView)
    assert all("late" in row[0] for row in said[: view.late]) and "late" not in said[view.late][0]
    assert hands.find(QLabel, "late_label").text() == f"{view.late} have run out"
    assert card(hands, "All").accessibleName() == f"All, {len(said)}, {view.late} late"

    leads = {
        ClockKind.MINUTES: ("write_up", lambda clock: clock.meeting_id),
        ClockKind.REPORTS: ("chase", lambda _clock: "answers"),
    }
    for kind, (page, record) in leads.items():
        hands.go("clocks", show=kind.value)
        first = next(clock for clock in clocks(hands.work).clocks if clock.kind is kind)
        hands.press(Qt.Key.Key_Return)
        assert hands.place == (page, record(first))
        hands.press(Qt.Key.Key_Left, ALT)
        assert hands.place[0] == "clocks"
    hands.go("clocks", show="review")
    hands.press(Qt.Key.Key_F, CTRL)
    for reference, page in (("0366", "new_meeting"), ("0388", "case")):
        hands.find(QLineEdit, "filter_edit").setText(reference)
        hands.press(Qt.Key.Key_Return)
        assert hands.place == (page, case_by_reference(hands.work, reference=f"LAN-{reference}").id)
        hands.press(Qt.Key.Key_Left, ALT)
        hands.press(Qt.Key.Key_F, CTRL)
    hands.type("zz")
    assert "8 are hidden by the filter" in hands.find(QLabel, "empty_label").text()
    hands.find(QLineEdit, "filter_edit").setText("")
    hands.go("clocks", show="reports")
    for _ in range(3):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert hands.place == ("documents", clocks(hands.work).clocks[12].meeting_id)
    hands.go("clocks", show="actions")
    hands.press(Qt.Key.Key_Return)
    assert hands.place[0] == "actions" and hands.shell._place[2] == {"show": "is:open case:LAN-0399"}


def test_arrow_keys_go_from_kind_to_kind(hands) -> None:
    hands.go("clocks")
    card(hands, "All").setFocus()
    for title, kind in (("Minutes", ClockKind.MINUTES), ("Reviews", ClockKind.REVIEW)):
        hands.press(Qt.Key.Key_Right)
        assert card(hands, title).hasFocus() and card(hands, title).isChecked()
        assert len(rows(hands)) == sum(clock.kind is kind for clock in clocks(hands.work).clocks)


def test_a_missing_referral_date_is_asked_for_and_starts_the_clock(hands) -> None:
    hands.go("clocks", show="first_meeting")
    assert rows(hands)[0][0] == "no date yet" and "when was the referral accepted?" in rows(hands)[0][3]
    hands.press(Qt.Key.Key_Return)
    case = case_by_reference(hands.work, reference="LAN-0428")
    assert hands.place == ("edit_case", case.id)
    field, save = hands.find(QLineEdit, "referral_edit"), hands.find(QPushButton, "save_button")
    error = hands.find(QLabel, "referral_error_label")
    for typed, sentence in (
        ("soonish", "“soonish” is not a date"),
        ("24/11/2026", "today or on an earlier day"),
    ):
        field.setText(typed)
        QTest.keyClick(save, Qt.Key.Key_Space)
        hands.settle()
        assert sentence in error.text() and hands.place == ("edit_case", case.id)
        assert field.text() == typed
    field.setText("2/11/2026")
    QTest.keyClick(save, Qt.Key.Key_Space)
    hands.settle()
    assert case_by_reference(hands.work, reference="LAN-0428").referral_accepted_on == date(2026, 11, 2)
    hands.go("clocks", show="first_meeting")
    assert rows(hands)[0][:2] == ["in 7 days", "Mon 30 Nov 2026"]
    hands.go("edit_case", case.id)
    assert hands.find(QLineEdit, "referral_edit").text() == "2/11/2026"


def test_the_badge_follows_the_vault_and_is_heard_with_the_name_of_the_page(hands) -> None:
    late = clocks(hands.work).late
    hands.room.wait(lambda: badge(hands).text() == str(late))
    nav = hands.view.findChild(QPushButton, "clocks_nav")
    assert badge(hands).isVisible() and nav.accessibleName() == f"Clocks, {late} clocks have run out"
    with hands.work.reading() as reading:
        figure = reading.get(AreaStandard, "review_level_3")
    save_standard(hands.work, standard=replace(figure, value=52))
    hands.go("clocks")
    left = clocks(hands.work).late
    hands.room.wait(lambda: badge(hands).text() == str(left))
    assert left == late - 2
    hands.view.show_late(0, "")
    assert badge(hands).isHidden() and nav.accessibleName() == "Clocks"
    hands.view.show_late(100, "100 clocks have run out")
    assert badge(hands).text() == "99+"


def test_the_badge_stands_beside_the_name_of_its_page_whatever_the_window_was_before(hands) -> None:
    hands.view.show_late(12, "12 clocks have run out")
    nav = hands.view.findChild(QPushButton, "clocks_nav")
    for width in (1366, 700, 1366):
        hands.view.resize(width, 688)
        hands.settle()
        lies, room = badge(hands).geometry(), nav.rect()
        if nav.text():
            assert abs(lies.center().y() - room.center().y()) <= 1 and room.right() - lies.right() > 8
        else:
            assert lies.top() == 1 and room.contains(lies)


def test_the_figures_are_marked_until_somebody_confirms_them(hands) -> None:
    hands.go("clocks")
    label, button = hands.find(QLabel, "figures_label"), hands.find(QPushButton, "figures_button")
    assert label.text() == "None of the 5 figures behind these days is confirmed by your area yet."
    assert any("16 weeks, not confirmed" in row[4] for row in rows(hands))
    confirm_standard(hands.work, code="review_level_2", by="Jo Parry")
    hands.shell.refresh()
    hands.settle()
    assert label.text().startswith("4 of the 5 figures")
    assert any(row[4] == "16 weeks" for row in rows(hands))
    button.click()
    hands.settle()
    assert hands.place == ("settings", "standards")
    for standard in area_view(hands.work).standards:
        confirm_standard(hands.work, code=standard.id, by="Jo Parry")
    hands.go("clocks")
    assert hands.find(QLabel, "figures_label").isHidden()
    assert hands.find(QPushButton, "figures_button").isHidden()


def test_the_numbers_of_the_start_page_lead_to_their_clocks(hands) -> None:
    for word, place, kind in (
        ("reviews to plan", "clocks", ClockKind.REVIEW),
        ("reports awaited", "clocks", ClockKind.REPORTS),
        ("actions overdue", "actions", None),
    ):
        hands.go("start")
        found = hands.shell.page.widget.findChildren(QPushButton)
        next(one for one in found if word in one.accessibleName()).click()
        hands.settle()
        assert hands.place[0] == place
        if kind is not None:
            assert card(hands, words.kind_title(kind)).isChecked()
            assert len(rows(hands)) == sum(clock.kind is kind for clock in clocks(hands.work).clocks)
    hands.go("start")
    hands.find(QPushButton, "clocks_button").click()
    hands.settle()
    assert hands.place[0] == "clocks" and card(hands, "All").isChecked()


def clock(**facts: object) -> RunningClock:
    told = {
        "kind": ClockKind.REVIEW,
        "case_id": "c",
        "case_reference": "LAN-0417",
        "level": Level.TWO,
        **facts,
    }
    return RunningClock(**told)  # type: ignore[arg-type]  # facts by name


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"due": TODAY - timedelta(days=1)}, "1 day late"),
        ({"due": TODAY}, "today"),
        (
            {"due": TODAY + timedelta(days=1), "planned_on": TODAY + timedelta(days=3)},
            "planned 2 days too late",
        ),
        ({"due": TODAY + timedelta(days=9)}, "in 9 days"),
        ({}, "no date yet"),
    ],
)
def test_how_a_clock_stands_in_words(facts: dict[str, object], said: str) -> None:
    assert words.stands(clock(**facts), TODAY, 7) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"since": TODAY}, "Level 2 review; last held Mon 23 Nov 2026; not planned"),
        (
            {"since": TODAY, "agreed_on": date(2027, 1, 7)},
            "Level 2 review; last held Mon 23 Nov 2026; agreed for Thu 7 Jan 2027, not planned",
        ),
        (
            {"kind": ClockKind.FIRST_MEETING, "since": TODAY, "planned_on": TODAY},
            "First Level 2 meeting; referral accepted Mon 23 Nov 2026; planned for today",
        ),
        (
            {"kind": ClockKind.MINUTES, "since": TODAY, "meeting_kind": MeetingKind.INITIAL},
            "Minutes of the first Level 2 meeting held Mon 23 Nov 2026",
        ),
        (
            {
                "kind": ClockKind.REPORTS,
                "count": 1,
                "of": 6,
                "meeting_kind": MeetingKind.REVIEW,
                "planned_on": TODAY + timedelta(days=2),
            },
            "1 of 6 reports awaited for the Level 2 review on Wed 25 Nov 2026",
        ),
        ({"kind": ClockKind.ACTIONS, "count": 3, "of": 1}, "1 action overdue, 2 more due soon"),
        ({"kind": ClockKind.ACTIONS, "count": 1, "of": 0}, "1 action due soon"),
        ({"kind": ClockKind.ACTIONS, "count": 2, "of": 2}, "2 actions overdue"),
    ],
)
def test_what_a_clock_waits_for_in_words(facts: dict[str, object], said: str) -> None:
    assert words.what(clock(**facts), TODAY) == said


def test_an_empty_page_says_when_clocks_start(qapp) -> None:
    view = ClocksPageView()
    nothing = ClocksView(today=TODAY, ahead=7, clocks=(), standards=())
    view.set_cards(words.cards(nothing), words.EVERY)
    view.set_empty("Nothing waits for a day.", "{count} are hidden.")
    view.set_model(words.clocks_model(nothing))
    view.set_figures(words.figures_words(nothing))
    view.show()
    view.focus_first()
    qapp.processEvents()
    assert view.findChild(QLabel, "empty_label").text() == "Nothing waits for a day."
    assert view.findChild(QFrame, "empty_frame").isVisible() and words.late_words(nothing) == ""
    assert [one.note for one in words.cards(nothing)] == ["none"] * 6
    assert QApplication.focusWidget().accessibleName() == "All, 0, none"
    one = ClocksView(today=TODAY, ahead=7, clocks=(clock(due=TODAY, standard=FIGURE),), standards=(FIGURE,))
    assert words.figures_words(one) == "The figure behind these days is not confirmed by your area yet."
    assert words.late_words(one) == "None has run out" and words.cards(one)[0].note == "next Mon 23 Nov"
    assert words.counted_by(clock()) == "no figure set"
    view.close()
    view.deleteLater()


def test_a_narrow_or_low_page_keeps_what_matters(dressed) -> None:
    view = ClocksPageView()
    view.setMinimumSize(1, 1)  # as in the window, where a page is never wider than there is room
    many = ClocksView(today=TODAY, ahead=7, clocks=(clock(due=TODAY, standard=FIGURE),), standards=(FIGURE,))
    view.set_cards(words.cards(many), words.EVERY)
    view.set_model(words.clocks_model(many))
    table, note = view.findChild(QTableView, "table"), "next Mon 23 Nov"
    shapes = (((1166, 640), True, True), ((700, 640), False, True), ((1166, 400), True, False))
    for size, has_last_day, has_note in shapes:
        view.resize(*size)
        view.show()
        dressed.processEvents()
        assert table.isColumnHidden(words.LAST_DAY) is not has_last_day
        shown = [label for label in view.findChildren(QLabel) if label.text() == note and label.isVisible()]
        assert bool(shown) is has_note
    view.close()
    view.deleteLater()

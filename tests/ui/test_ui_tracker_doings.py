"""What is done with actions from the tracker: kept by keys, refused in plain words, taken back."""

from __future__ import annotations

from datetime import date, timedelta

from hands import CTRL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from tracker_room import keep, kept, lines, to_action

from mappa_desk.domain.actions import ActionState
from mappa_desk.services.action_lives import life
from mappa_desk.ui import theme, tracker_doings
from mappa_desk.ui.models.tracker_doings import ASKED, FIELDS, Doing, label, title
from mappa_desk.ui.tracker_doings import DOINGS
from mappa_desk.ui.widgets.tracker_draw import ICON_SIDE, PAD

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_reply_is_kept_with_its_source_and_taken_back(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    action = to_action(office, page, nth=1)
    office.press(Qt.Key.Key_R)
    office.settle()
    form = page.view.sheet.doing
    assert form is not None and QApplication.focusWidget() is form.fields["outcome"]
    keep(office)
    assert form.fields["note"].property("wrong") and QApplication.focusWidget() is form.fields["note"]
    assert office.find(QLabel, "wrong_label").text() == "What was said?"
    office.type("The <b>letter</b> is with the clinic")
    office.press(Qt.Key.Key_Tab)
    office.type("Ceri Lloyd")
    assert page.unkept()
    keep(office)
    line = life(office.work, action_id=action.id).lines[-1].event
    assert (line.note, line.told_by) == ("The <b>letter</b> is with the clinic", "Ceri Lloyd")
    assert not page.unkept() and QApplication.focusWidget() is page.view.table
    assert page.view.sheet._model.rows[-1].title == "Update"
    office.press(Qt.Key.Key_Z, CTRL)
    for _ in range(3):
        office.settle()
    lives = life(office.work, action_id=action.id).lines
    assert lives[-1].takes_back and not lives[-2].stands
    assert page.view.sheet._model.rows[-1].title == "Taken back"


def test_what_was_done_is_said_on_its_own_page_and_hides_nothing_on_the_next(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    to_action(office, page, nth=2)
    office.press(Qt.Key.Key_R)
    office.settle()
    keep(office)
    office.type("The form is on its way")
    keep(office)
    assert "Ctrl+Z takes it back." in office.shell._banners.top.sentence
    office.shell.navigate("chase")
    office.settle()
    assert office.shell._banners.top is None, "the chase says what is done there"


def test_whoever_types_on_after_the_letter_types_into_the_form(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    to_action(office, page, nth=4)
    page.side.close()
    QTest.keyClick(page.view.table, Qt.Key.Key_D)
    QTest.keyClicks(QApplication.focusWidget(), "fri")
    office.settle()
    assert page.view.sheet.doing.fields["due"].text() == "fri"
    assert page.view.sheet.reference == page.model.row_at(page.view.table.current_line).reference


def test_how_word_came_is_typed_in_words_with_their_spaces(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    to_action(office, page, nth=4)
    office.press(Qt.Key.Key_R)
    office.settle()
    form = page.view.sheet.doing
    assert form is not None
    channel = form.fields["channel"]
    channel.setFocus()
    office.type("by secure")
    assert not channel.view().isVisible() and channel.currentText() == "By secure e-mail"
    office.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.fields["evidence"], "no list lies in between"
    page.side.close()
    office.settle()


def test_a_new_date_needs_a_day_and_a_reason(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    action = to_action(office, page, nth=2)
    office.press(Qt.Key.Key_D)
    office.settle()
    form = page.view.sheet.doing
    office.type("whenever")
    assert form._meant["due"].text() == "This is no day yet."
    keep(office)
    assert form.fields["due"].property("wrong")
    form.fields["due"].clear()
    office.type("in 3 weeks")
    day = office.work.today() + timedelta(weeks=3)
    assert form._meant["due"].text().endswith("21 days")
    keep(office)
    assert form.fields["note"].property("wrong") and kept(office, action).deadline == action.deadline
    office.type("The clinic is closed")
    keep(office)
    assert kept(office, action).deadline.on == day
    assert page.view.sheet.doing is None
    shown = page.side.life
    assert shown is not None and shown.action.id == action.id and shown.redated >= 1
    assert page.view.table.current_line >= 0
    assert page.model.row_at(page.view.table.current_line).action.id == action.id
    page.side.undo()
    for _ in range(3):
        office.settle()
    assert kept(office, action).deadline.on == action.deadline.on


def test_an_action_is_transferred_accepted_and_settled(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    action = to_action(office, page, nth=5)
    office.press(Qt.Key.Key_T)
    office.settle()
    form = page.view.sheet.doing
    form.fields["agency"].setCurrentIndex(form.fields["agency"].findData("hsg"))
    form.fields["role"].setText("Duty manager")
    form.fields["note"].setPlainText("Housing holds the tenancy")
    keep(office)
    assert (kept(office, action).owner_agency, kept(office, action).owner_role) == ("hsg", "Duty manager")
    office.press(Qt.Key.Key_A)
    office.settle()
    form = page.view.sheet.doing
    assert not form._rows["note"].isVisible() and not form._rows["told"].isVisible()
    form.fields["outcome"].setCurrentIndex(1)
    assert form._rows["told"].isVisible()
    keep(office)
    assert form.fields["told"].property("wrong")
    office.type("Ceri Lloyd")
    keep(office)
    assert kept(office, action).on_behalf_taken_by == "Ceri Lloyd"
    office.press(Qt.Key.Key_O)
    office.settle()
    form = page.view.sheet.doing
    assert form.fields["outcome"].currentData() == "done"
    keep(office)
    assert kept(office, action).state in (ActionState.DONE, ActionState.DONE_LATE)
    assert page.model.line_of_rowid(page.state.rowid) == page.view.table.current_line
    assert all(page.model.row_at(at).action.id != action.id for at in lines(page))


def test_several_are_marked_at_once_and_taken_back_at_once(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.group("")
    office.settle()
    page.view.table.go_to(0)
    page.view.table.setFocus()
    for _ in range(2):
        office.press(Qt.Key.Key_Down, SHIFT)
    office.press(Qt.Key.Key_L)
    office.settle()
    ids = [page.model.row_at(at).action.id for at in (0, 1, 2)]
    assert page.view.sheet.reference == "3 actions chosen"
    office.type("#licence, Mental-Health")
    form = page.view.sheet.doing
    form.fields["look"].setText("in 2 weeks")
    form.fields["priority"].setCurrentIndex(form.fields["priority"].findData("urgent"))
    keep(office)
    marked = [life(office.work, action_id=one).action for one in ids]
    assert all({"licence", "mental-health"} <= set(one.labels) and one.urgent for one in marked)
    assert {one.look_on for one in marked} == {office.work.today() + timedelta(weeks=2)}
    page.side.undo()
    office.settle()
    assert not any("licence" in life(office.work, action_id=one).action.labels for one in ids)


def test_a_label_comes_off_and_a_day_to_look_again_goes(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    action = to_action(office, page, nth=0)
    office.press(Qt.Key.Key_L)
    office.settle()
    office.type("one two")
    page.view.sheet.doing.fields["look"].setText("tomorrow")
    keep(office)
    assert kept(office, action).labels == ("one", "two")
    office.press(Qt.Key.Key_W)
    office.settle()
    form = page.view.sheet.doing
    assert QApplication.focusWidget() is form.fields["look"] and form.fields["labels"].text() == "one, two"
    form.fields["labels"].setText("two")
    form.fields["look"].clear()
    keep(office)
    assert kept(office, action).labels == ("two",) and kept(office, action).look_on is None
    office.press(Qt.Key.Key_P)
    office.settle()
    assert QApplication.focusWidget() is page.view.sheet.doing.fields["priority"]
    keep(office)
    assert office.find(QLabel, "wrong_label").text() == "Nothing was changed."
    office.press(Qt.Key.Key_Escape)
    assert page.view.sheet.doing is None and page.view.is_side_open


def test_a_rung_is_climbed_and_skipping_one_asks_why(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.set_words("is:overdue")
    office.settle()
    action = to_action(office, page)
    office.press(Qt.Key.Key_U)
    office.settle()
    form = page.view.sheet.doing
    rungs = form.fields["rung"]
    assert rungs.currentIndex() == 0 and not form._rows["skipped"].isVisible()
    assert form._meant["rung"].text().startswith("Goes to ")
    rungs.setCurrentIndex(2)
    assert form._rows["skipped"].isVisible()
    keep(office)
    assert form.fields["skipped"].property("wrong")
    rungs.setCurrentIndex(0)
    lowest = rungs.itemText(0)
    keep(office)
    shown = life(office.work, action_id=action.id)
    assert shown.rung is not None and shown.rung.title == lowest
    assert page.view.sheet._model.rows[-1].title == lowest == "Reminder"
    page.side.undo()
    office.settle()
    assert life(office.work, action_id=action.id).rung is None


def test_what_is_settled_takes_a_reply_and_nothing_that_needs_an_open_one(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.set_words("is:settled")
    page.group("")
    office.settle()
    to_action(office, page, open_one=False)
    office.press(Qt.Key.Key_D)
    office.settle()
    assert page.view.sheet.doing is None
    menu = {entry.name: entry.why_not for entry in page.side._menu(False, single=True) if entry}
    assert menu["action_date"] and not menu["action_reply"]
    office.press(Qt.Key.Key_R)
    office.settle()
    offered = page.view.sheet.doing.fields["outcome"]
    assert [offered.itemData(at) for at in range(offered.count())] == ["updated", "reopened"]


def test_where_the_sheet_lies_over_the_list_the_keyboard_never_gets_lost(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    theme.apply(QApplication.instance(), scheme="light", scale=2.0)
    try:
        office.settle()
        action = to_action(office, page, nth=3)
        office.press(Qt.Key.Key_D)
        office.settle()
        assert not page.view.is_wide and page.view.sheet.doing is not None
        office.press(Qt.Key.Key_Escape)
        assert not page.view.is_side_open and QApplication.focusWidget() is page.view.table
        office.press(Qt.Key.Key_Return)
        office.settle()
        office.press(Qt.Key.Key_L)
        office.settle()
        office.type("rl")
        assert page.view.sheet.doing.fields["labels"].text().endswith("rl")
        keep(office)
        assert "rl" in kept(office, action).labels
        assert QApplication.focusWidget() is office.find(QPushButton, "reply_button")
        office.press(Qt.Key.Key_Z, CTRL)
        office.settle()
        assert "rl" not in kept(office, action).labels
        office.press(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is page.view.table
    finally:
        theme.apply(QApplication.instance(), scheme="light", scale=1.0)


def test_nothing_typed_is_lost_on_leaving_without_asking(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    to_action(office, page)
    office.press(Qt.Key.Key_R)
    office.settle()
    page.view.sheet.doing.fields["note"].setPlainText("Half a sentence")
    office.shell.navigate("cases")
    office.settle()
    assert office.place[0] == "actions" and office.shell.asks_before_leaving()
    office.press(Qt.Key.Key_Escape)
    assert not office.shell.asks_before_leaving()
    note = office.find(QPlainTextEdit, "note_edit")
    assert note.toPlainText() == "Half a sentence"


def test_each_doing_asks_what_it_needs_in_words_of_its_own() -> None:
    assert set(ASKED) == set(Doing) and all(set(asked) <= set(FIELDS) for asked in ASKED.values())
    assert len({title(doing) for doing in Doing}) == len(Doing)
    assert all(label(doing, field) for doing in Doing for field in ASKED[doing])
    assert {doing for doing, _focus in DOINGS.values()} == set(Doing) - {Doing.FILTER}
    assert set(tracker_doings.FIELD_OF.values()) <= set(FIELDS)


def test_words_of_a_day_mean_what_they_say() -> None:
    today = date(2026, 11, 23)
    assert tracker_doings.meant("due", "by next meeting", today) == "next meeting, date to be set"
    assert tracker_doings.meant("day", "yesterday", today) == "Sun 22 Nov 2026, yesterday"
    assert tracker_doings.meant("look", " ", today) == ""


def test_the_state_of_an_action_stays_in_sight_in_a_narrow_window_of_large_text(
    qapp, tracker_office, tracker
) -> None:
    table, columns = tracker.view.table, [column.key for column in tracker.model.columns]
    state = columns.index("state")
    wide = table.columnWidth(state)
    try:
        theme.apply(qapp, scheme="light", scale=2.0)
        tracker_office.view.resize(900, 632)
        tracker_office.settle()
        shown = [at for at in range(len(columns)) if not table.isColumnHidden(at)]
        assert [columns[at] for at in shown] == ["number", "what", "due", "state"]
        assert sum(table.columnWidth(at) for at in shown) <= table.viewport().width()
        assert table.columnWidth(state) >= theme.px(ICON_SIDE) + 2 * PAD, "its shape has room"
        assert table.columnWidth(columns.index("what")) >= 88
    finally:
        theme.apply(qapp, scheme="light", scale=1.0)
        tracker_office.view.resize(1366, 688)
        tracker_office.settle()
    assert table.columnWidth(state) == wide

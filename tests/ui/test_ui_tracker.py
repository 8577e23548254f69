"""The tracker by keys: found by words and clicks, folded, sorted, one life read, filters kept by name."""

from __future__ import annotations

import icalendar
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from tracker_room import keep, lines, to_action, ways

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.actions import ActionEventKind
from mappa_desk.services.action_lives import life
from mappa_desk.services.action_reviews import review_action
from mappa_desk.services.saved_filters import saved_filters
from mappa_desk.services.tracker import counts
from mappa_desk.ui import tracker_menus
from mappa_desk.ui.command_shapes import Scope
from mappa_desk.ui.commands_tracker import tracker_commands
from mappa_desk.ui.models.tracker_doings import Doing
from mappa_desk.ui.tracker_state import TrackerState

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_it_opens_with_open_actions_by_agency_overdue_first(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    found = counts(office.work, find=ActionFilter(open_only=True))
    assert page.model.total == found.fitting > 10 and page.view.words == "is:open"
    assert QApplication.focusWidget() is page.view.table and page.view.table.current_line == 1
    titles = [head.title for head in page.model.heads]
    assert titles == sorted(titles, key=str.casefold)
    for group in range(len(titles)):
        rows = [
            page.model.row_at(at)
            for at in lines(page)
            if page.model.line(at).group == group and page.model.row_at(at)
        ]
        late = [row.overdue for row in rows]
        assert late == sorted(late, reverse=True)
        assert page.model.heads[group].overdue == sum(late)
    header = office.view._ui.subtitle_label.text()
    assert header == f"{found.fitting} open, {found.overdue} overdue"


def test_what_is_typed_is_read_back_as_chips_and_found(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    edit = office.find(QLineEdit, "filter_edit")
    edit.setFocus()
    edit.selectAll()
    office.type("overdue @pol")
    office.press(Qt.Key.Key_Down)
    office.settle()
    said = [chip.text for chip in page.view._ui.chips.chips]
    assert said == ["Overdue", "Police"]
    assert page.model.total and all(
        page.model.row_at(at).overdue and page.model.row_at(at).action.owner_agency == "pol"
        for at in lines(page)
    )
    every = counts(office.work, find=ActionFilter()).everything
    assert page.view._ui.chips.tail == f"{page.model.total} of {every} shown"
    assert edit.accessibleDescription() == f"Overdue. Police. {page.model.total} of {every} shown"
    assert QApplication.focusWidget() is page.view.table
    page.view.chip_pressed.emit(1)
    office.settle()
    assert page.view.words == "overdue" and len(page.view._ui.chips.chips) == 1


def test_a_filter_that_nothing_fits_says_how_many_it_hides(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.set_words("is:open xyzzy")
    office.settle()
    every = counts(office.work, find=ActionFilter()).everything
    assert not page.view.table.isVisible()
    assert office.find(QLabel, "empty_label").text() == (f"No action fits. {every} are hidden by the filter.")
    assert QApplication.focusWidget() is office.find(QLineEdit, "filter_edit")
    office.find(QPushButton, "empty_button").click()
    office.settle()
    assert page.view.table.isVisible() and page.view.words == "is:open"


def test_groups_fold_by_keys_and_the_cursor_stays_with_them(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    table, model = page.view.table, page.model
    before = model.rowCount()
    office.press(Qt.Key.Key_Left)
    assert table.current_line == 0
    office.press(Qt.Key.Key_Left)
    assert model.is_folded(0) and model.rowCount() == before - model.heads[0].count
    office.press(Qt.Key.Key_Right)
    assert not model.is_folded(0)
    office.press(Qt.Key.Key_Right)
    assert table.current_line == 1
    page.commands()["tracker_fold"]()
    assert model.rowCount() == len(model.heads) and table.current_line == 0
    office.press(Qt.Key.Key_End)
    office.press(Qt.Key.Key_Return)
    assert model.rowCount() == len(model.heads) + model.heads[-1].count
    page.commands()["tracker_unfold"]()
    assert model.rowCount() == before
    office.press(Qt.Key.Key_Home)
    office.press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is office.find(QLineEdit, "filter_edit")


def test_the_head_of_a_long_group_stays_in_view(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.set_words("")
    page.group("due")
    office.settle()
    table = page.view.table
    table.go_to(page.model.rowCount() - 1)
    office.settle()
    sticky = table._sticky
    assert sticky.isVisible() and page.model.heads[sticky.group].title == "Settled"
    assert sticky.geometry().top() == table.viewport().geometry().top()
    table.go_to(table.rowAt(0))
    office.settle()
    tall = table.verticalHeader().defaultSectionSize()
    assert table.rowViewportPosition(table.current_line) >= tall
    table.scrollToTop()
    assert not sticky.isVisible()


def test_a_click_on_a_head_sorts_and_again_turns_it_round(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.group("")
    office.settle()
    page.view.table.sort_wanted.emit("number")
    office.settle()
    numbers = [page.model.row_at(at).reference for at in lines(page)]
    assert numbers == sorted(numbers)
    page.view.table.sort_wanted.emit("number")
    office.settle()
    assert [page.model.row_at(at).reference for at in lines(page)] == numbers[::-1]
    assert page.state.descending


def test_every_grouping_shows_every_action_once(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    whole = page.model.total
    for key in ("owner", "case", "due", "agency", ""):
        page.group(key)
        office.settle()
        ids = [page.model.rowid_at(at) for at in lines(page)]
        assert len(set(ids)) == len(ids) == whole
        assert bool(page.model.heads) is bool(key)
        assert all(head.title for head in page.model.heads)


def test_enter_shows_the_whole_life_and_escape_goes_back(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    action = to_action(office, page, nth=3)
    office.press(Qt.Key.Key_Return)
    office.settle()
    sheet = page.view.sheet
    shown = life(office.work, action_id=action.id)
    assert sheet.reference == shown.reference
    assert office.find(QLabel, "text_label").text() == action.text
    assert len(sheet._model.rows) == len(shown.lines) and sheet._model.rows[0].title == "Given"
    assert QApplication.focusWidget() is office.find(QPushButton, "reply_button")
    office.press(Qt.Key.Key_Escape)
    assert not page.view.is_side_open and QApplication.focusWidget() is page.view.table


def test_the_sheet_follows_the_cursor(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    to_action(office, page)
    page.side.open()
    office.settle()
    first = page.view.sheet.reference
    other = to_action(office, page, nth=4)
    office.room.wait(lambda: page.view.sheet.reference != first)
    assert page.view.sheet.reference.endswith(other.tag)


def test_a_filter_is_kept_by_name_used_and_let_go(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.set_words("is:open @pol")
    page.group("case")
    office.settle()
    page.commands()["tracker_save_filter"]()
    office.settle()
    keep(office)
    assert page.view.sheet.doing.fields["name"].property("wrong")
    office.type("Police by case")
    keep(office)
    one = saved_filters(office.work)[0]
    assert (one.name, one.words, one.group_by) == ("Police by case", "is:open @pol", "case")
    page.view.set_words("is:overdue")
    page.group("")
    office.settle()
    menu = ways(page.filters.menu())
    assert menu[f"use:{one.id}"].words == "Police by case" and menu["words:is:overdue"].ticked
    page.filters.chosen(f"use:{one.id}")
    office.settle()
    assert (page.view.words, page.state.group_by) == ("is:open @pol", "case")
    page.filters.chosen(f"drop:{one.id}")
    office.settle()
    assert saved_filters(office.work) == ()
    page.side.undo()
    office.settle()
    assert [back.name for back in saved_filters(office.work)] == ["Police by case"]


def test_narrowing_by_a_click_changes_the_words(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.menu_chosen.emit("narrow", "@pol")
    page.view.menu_chosen.emit("narrow", "is:overdue")
    page.view.menu_chosen.emit("narrow", "@hlth")
    assert page.view.words == "is:open is:overdue @hlth"
    menu = ways(tracker_menus.narrow_menu(page.view.words, page.agencies))
    assert [name for name, entry in menu.items() if entry.ticked] == ["is:open", "is:overdue", "@hlth"]
    assert tracker_menus.narrowed("is:open text", "is:settled") == "text is:settled"
    assert tracker_menus.narrowed("is:open text", "is:open") == "text"
    for name in menu:
        page.view.set_words(name)
        assert page._read.chips and not page._read.leftovers, name
    office.settle()


def test_columns_groups_and_order_are_remembered_and_words_are_not(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.menu_chosen.emit("view", "column:labels")
    page.view.menu_chosen.emit("view", "sort:carried")
    page.view.menu_chosen.emit("view", "way")
    page.view.set_words("case:LAN-0417")
    office.settle()
    preferences = office.program.looks.preferences
    again = TrackerState()
    again.remember(preferences.word, preferences.keep)
    assert "labels" in again.columns and (again.sort, again.descending) == ("carried", True)
    assert again.words == "is:open"
    assert "LAN" not in preferences._settings.fileName() and not any(
        "0417" in str(preferences._settings.value(key)) for key in preferences._settings.allKeys()
    )
    page.view.menu_chosen.emit("view", "column:labels")
    page.view.menu_chosen.emit("view", "group:agency")
    page.view.menu_chosen.emit("view", "sort:due")
    assert "labels" not in page.state.columns and not page.state.descending


def test_going_to_the_meeting_and_back_finds_everything_as_it_was(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    page.view.set_words("is:open case:LAN-0417")
    office.settle()
    action = to_action(office, page, nth=2)
    page.side.open()
    office.settle()
    office.press(Qt.Key.Key_G)
    for _ in range(3):
        office.settle()
    assert office.place == ("write_up", action.meeting_id)
    office.shell.back()
    for _ in range(3):
        office.settle()
    back = office.shell.page
    assert office.place[0] == "actions" and back is not page
    assert back.view.words == "is:open case:LAN-0417" and back.view.is_side_open
    assert back.model.row_at(back.view.table.current_line).action.id == action.id
    back.go("action_case")
    office.settle()
    assert office.place == ("case", action.case_id)


def test_coming_with_a_wish_shows_it_and_coming_back_what_was_made_of_it(tracker_office, tracker) -> None:
    office = tracker_office
    office.go("actions", show="is:overdue")
    page = office.shell.page
    assert page.view.words == "is:overdue"
    page.view.set_words("is:overdue @pol")
    office.settle()
    to_action(office, page)
    page.go("action_case")
    office.settle()
    office.shell.back()
    office.settle()
    assert office.shell.page.view.words == "is:overdue @pol"
    office.go("start")
    office.go("actions", show="is:overdue")
    assert office.shell.page.view.words == "is:overdue"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_line_offers_what_the_letters_do(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    to_action(office, page)
    table = page.view.table
    place = table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft())
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place)
    QApplication.sendEvent(table.viewport(), asked)
    menu = page.view._row_menu
    assert menu.isVisible()
    said = [action.text().split("\t") for action in menu.actions() if action.text()]
    assert ["Give it a new date", "D"] in said and ["Go to where it was made", "G"] in said
    menu.close()
    next(action for action in menu.actions() if action.text().startswith("Give it")).trigger()
    office.settle()
    office.settle()
    assert page.view.sheet.doing is not None and page.view.sheet.doing.offer.doing is Doing.REDATE
    page.side.cancel()


def test_papers_of_an_action_are_those_of_its_meeting_and_agency(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    action = to_action(office, page)
    menu = ways(page.out.print_menu())
    assert not any(entry.why_not for entry in menu.values())
    page.out.chosen("paper:agency-slip")
    office.settle()
    assert office.place == ("preview", action.meeting_id)
    preview = office.shell.page
    assert (preview._kind.value, preview._key) == ("agency-slip", action.owner_agency)


def test_the_actions_shown_are_exported_as_a_table_and_as_a_calendar(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    office.room.files.save = office.room.folder
    page.view.set_words("is:open @pol")
    office.settle()
    menu = ways(page.out.export_menu())
    assert menu["file:csv"].words.startswith(f"{page.model.total} actions: ")
    for shape in ("csv", "xlsx", "ics"):
        page.out.chosen(f"file:{shape}")
        office.settle()
        office.settle()
        written = office.room.folder / f"actions-{page.today.isoformat()}.{shape}"
        assert written.exists() and office.shell._banners.top.lead == f"Written as {written.name}."
    office.shell.clear_banner("written")
    table = (office.room.folder / f"actions-{page.today.isoformat()}.csv").read_text("utf-8-sig")
    references = [page.model.row_at(at).reference for at in lines(page)]
    assert all(reference in table for reference in references) and table.count("LAN-") >= len(references)
    page.view.set_words("xyzzy")
    office.settle()
    menu = ways(page.out.export_menu())
    files = {name: bool(entry.why_not) for name, entry in menu.items() if name.startswith("file:")}
    assert files.pop("file:ics-again") is False and all(files.values()), "a calendar may only take out"
    page.out.chosen("in:")
    office.settle()
    assert office.place[0] == "import_actions"


def test_a_calendar_takes_out_what_was_settled_since(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    office.room.files.save = office.room.folder
    target = office.room.folder / f"actions-{page.today.isoformat()}.ics"

    def export(shape: str) -> str:
        page.out.chosen(f"file:{shape}")
        office.settle()
        office.settle()
        return office.shell._banners.top.sentence

    page.view.set_words("is:open @pol")
    office.settle()
    assert export("ics") == "Settled and undated ones are left out."
    assert export("ics-again") == "Nothing of earlier calendars ended since."
    before = target.read_bytes()
    row = next(row for row in map(page.model.row_at, lines(page)) if row.action.deadline.on)
    review_action(
        office.work, action_id=row.action.id, meeting_id=None, outcome=ActionEventKind.OVERTAKEN, note="Moved"
    )
    assert export("ics-again") == "It takes 1 entry out of calendars that hold them."
    (struck,) = [
        event
        for event in icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
        if event["STATUS"] == "CANCELLED"
    ]
    assert struck["SUMMARY"] == f"Action {row.reference}" and str(struck["UID"]).encode() in before
    office.shell.clear_banner("written")


def test_a_draft_with_the_slip_is_written_and_nothing_is_sent(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    office.room.files.folder = office.room.folder
    to_action(office, page)
    page.out.chosen("mail:")
    office.settle()
    office.settle()
    drafts = list(office.room.folder.glob("*.eml"))
    assert len(drafts) == 1 and office.shell._banners.top.lead == f"Written as {drafts[0].name}."
    office.shell.clear_banner("written")


def test_every_command_of_the_tracker_is_answered_here(tracker_office, tracker) -> None:
    office, page = tracker_office, tracker
    everywhere = {one.name for one in tracker_commands() if one.scope is Scope.EVERYWHERE}
    assert everywhere <= set(office.shell.available())
    bound = {one.name for one in tracker_commands() if one.scope is Scope.TRACKER and not one.typed}
    names = {action.objectName().removesuffix("_action") for action in page.view.table.actions()}
    assert bound == names

"""Commands of other pages: found from everywhere by words one would type, and what is said on arrival."""

from __future__ import annotations

import pytest
from hands import Hands
from palette_hands import choose, rows_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tracker_room import to_action

from mappa_desk.services.meetings import list_meetings
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.commands_elsewhere import DESK, WAYS, way_of
from mappa_desk.ui.palette_rows import MOST_ELSEWHERE, elsewhere_rows, here_rows
from mappa_desk.ui.ports import Banner

ASKED = (
    ("transfer", "action_transfer", "actions", "Choose the action in the list, then press T."),
    ("new date", "action_date", "actions", "Choose the action in the list, then press D."),
    ("redate", "action_date", "actions", "Choose the action in the list, then press D."),
    ("reply", "action_reply", "actions", "Choose the action in the list, then press R."),
    ("escalate", "action_rung", "actions", "Choose the action in the list, then press U."),
    ("reassign the action", "action_transfer", "actions", "Choose the action in the list, then press T."),
    ("export", "tracker_export", "actions", "Narrow the list to what the file is to hold, then press Export"),
    ("excel", "tracker_export", "actions", "Narrow the list to what the file is to hold, then press Export"),
    ("call for updates", "chase_calls", "chase", "Space ticks the agencies, Enter writes their sheets."),
    ("chase overdue", "chase_ladder", "chase", "Space ticks the actions, Enter moves them up a rung."),
    ("reply of an agency", "chase_reply", "chase", "Choose its line, then press R."),
    ("arrest", "note_change", "chase", "Choose a line of its case, then press N."),
)


def banner(hands: Hands) -> Banner:
    top = hands.shell._banners.top
    assert top is not None
    return top


@pytest.mark.parametrize(("typed", "name", "page", "then"), ASKED)
def test_what_another_page_does_is_found_and_said_there(tracker_office, typed, name, page, then) -> None:
    office = tracker_office
    office.go("people")
    row = choose(office, typed, lambda row: row.command == name)
    assert row.place == f"in {page.capitalize()}" and row.words == WAYS[name].words(commands.command(name))
    assert office.place[0] == page
    assert banner(office).lead == f"{row.words}." and banner(office).sentence.startswith(then)
    focused = QApplication.focusWidget()
    assert focused is not None and office.shell.page.widget.isAncestorOf(focused)  # no dialog has it


def test_what_needs_no_choice_is_done_on_arrival(tracker_office, tracker) -> None:
    office = tracker_office
    groups = (("groups by day", "tracker_by_due", "due"), ("by case", "tracker_by_case", "case"))
    for typed, name, group in groups:
        office.go("start")
        choose(office, typed, lambda row, name=name: row.command == name)
        assert office.place == ("actions", "") and office.shell.page.state.group_by == group
    office.go("start")
    choose(office, "overdue", lambda row: row.command == "tracker_overdue")
    assert office.place == ("actions", "") and office.shell.page.view.words == "is:overdue"


def test_where_the_list_is_to_be_chosen_from_no_life_lies_over_it(tracker_office, tracker) -> None:
    office = tracker_office
    office.settle()
    choose(office, tracker.model.row_at(1).reference, lambda row: row.hit is not None)
    assert office.shell.page.view.is_side_open
    office.go("start")
    choose(office, "transfer", lambda row: row.command == "action_transfer")
    assert not office.shell.page.view.is_side_open


def test_on_its_own_page_it_is_done_at_once_with_what_is_chosen(tracker_office, tracker) -> None:
    office = tracker_office
    to_action(office, tracker)
    row = choose(office, "transfer", lambda row: row.command == "action_transfer")
    assert office.shell.page is tracker and row.place == "" and row.keys == "T"
    assert tracker.view.sheet.doing is not None


def test_a_row_says_why_it_cannot_be_done_and_stays(tracker_office, tracker) -> None:
    office = tracker_office
    tracker.view.set_words("is:settled")
    office.settle()
    to_action(office, tracker, open_one=False)
    row = choose(office, "new date", lambda row: row.command == "action_date")
    view = office.office.palette.view
    assert row.why == "It is settled. Open it again first." and row.why in row.spoken
    assert view.isVisible() and tracker.view.sheet.doing is None
    tracker.view.set_words("xyzzy")
    office.settle()
    whys = {row.command: row.why for row in rows_for(office, "action")}
    assert whys["action_transfer"] == "Choose an action first."
    whys = {row.command: row.why for row in rows_for(office, "export")}
    assert whys["tracker_export"] == "No action is shown."
    view.close_it()


def test_in_a_vault_for_reading_a_row_says_so() -> None:
    rows = elsewhere_rows((), "transfer", read_only=True)
    assert [row.why for row in rows] == ["This vault is open for reading."]
    assert [row.why for row in elsewhere_rows((), "export actions", read_only=True)] == [""]


def test_the_banner_of_what_to_do_next_goes_with_its_page(tracker_office, tracker) -> None:
    office = tracker_office
    office.go("people")
    choose(office, "transfer", lambda row: row.command == "action_transfer")
    assert banner(office).lead.startswith("Transfer")
    office.go("cases")
    assert office.shell._banners.top is None


def test_every_way_is_of_the_table_and_leads_to_a_page_that_there_is(tracker_office) -> None:
    names = {entry.name for entry in commands.TABLE}
    assert set(WAYS) <= names
    assert all(entry.in_palette or entry.scope in (Scope.TRACKER, Scope.CHASE) for entry in
               map(commands.command, WAYS))  # fmt: skip
    for page in {way.page for entry in commands.TABLE if (way := way_of(entry)) and way.page != DESK}:
        tracker_office.go(page)
        assert tracker_office.place[0] == page
    for entry in commands.TABLE:
        way = way_of(entry)
        if way is not None:
            assert "{" not in way.then(entry) and way.words(entry)


def test_here_too_what_says_the_words_goes_before_what_they_only_lead_to() -> None:
    names = [row.command for row in here_rows({"tracker_overdue", "action_date", "tracker_by_due"}, "date")]
    assert names == ["action_date", "tracker_by_due"]


def test_two_letters_are_left_to_people_and_cases_and_few_rows_are_offered() -> None:
    assert elsewhere_rows((), "re") == () and elsewhere_rows((), "   ") == ()
    assert len(elsewhere_rows((), "the")) <= MOST_ELSEWHERE
    assert all(row.command in WAYS for row in elsewhere_rows((), "action"))  # the desk's own go last
    rows = elsewhere_rows((), "transfer")
    assert rows[0].command == "action_transfer" and elsewhere_rows({"action_transfer"}, "transfer") == ()


def test_what_is_done_on_the_desk_leads_to_the_meeting_that_runs(hands) -> None:
    row = choose(hands, "adjourn", lambda row: row.command == "adjourn_meeting")
    assert row.place == "at the desk" and hands.place == ("meetings", "")
    assert banner(hands).sentence == "Open the meeting with Enter. There take it from Ctrl+K."
    hands.go("start_now")
    hands.type("LAN-0778")
    hands.press(Qt.Key.Key_Return)
    running = hands.place[1]
    reference = next(row.case_reference for row in list_meetings(hands.work) if row.meeting_id == running)
    hands.go("cases")
    row = choose(hands, "standard wording", lambda row: row.command == "standard_wording")
    assert row.place.startswith(f"at the desk of {reference}-M") and hands.place == ("meeting", running)
    assert banner(hands).sentence == "There press Ctrl+Space."

"""The palette leads to what was found: an action, its place in a running meeting, minutes, a kept filter."""

from __future__ import annotations

import pytest
from palette_hands import choose, rows_for
from PySide6.QtWidgets import QApplication
from tracker_room import lines

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.meetings import list_meetings, start_meeting
from mappa_desk.services.saved_filters import save_filter
from mappa_desk.ui.models.palette import PaletteRow
from mappa_desk.ui.write_up import WriteUp


def is_action(row: PaletteRow) -> bool:
    return row.hit is not None and row.hit.record_kind == Action.KIND


@pytest.mark.parametrize("open_one", [True, False])
def test_the_number_of_an_action_leads_to_it_with_its_life_beside(tracker_office, tracker, open_one) -> None:
    office = tracker_office
    tracker.view.set_words("is:open" if open_one else "is:settled")
    office.settle()
    wanted = tracker.model.row_at(lines(tracker)[-1])
    office.go("start")
    row = choose(office, wanted.reference.lower(), is_action)
    assert row.words.startswith(wanted.reference)
    assert row.place == ("Action, open" if open_one else f"Action, {row.place.partition(', ')[2]}")
    page = office.shell.page
    assert office.place == ("actions", "") and page.view.is_side_open
    assert page.model.row_at(page.view.table.current_line).action.id == wanted.action.id
    office.room.wait(lambda: page.side.life is not None)
    assert page.side.life.action.id == wanted.action.id
    assert QApplication.focusWidget() is page.view.table
    assert all(page.model.row_at(at).case_reference == wanted.case_reference for at in lines(page))
    page.side.close()


def test_the_short_number_and_the_words_lead_there_too(tracker_office, tracker) -> None:
    office = tracker_office
    wanted = tracker.model.row_at(lines(tracker)[0])
    some = " ".join(wanted.action.text.split()[:4])
    for typed in (wanted.action.tag, f"{wanted.action.tag} {wanted.case_reference}", some):
        office.go("cases")
        choose(office, typed, lambda row: is_action(row) and row.hit.record_id == wanted.action.id)
        page = office.shell.page
        assert office.place == ("actions", "")
        assert page.model.row_at(page.view.table.current_line).action.id == wanted.action.id
        page.side.close()


def test_a_short_number_means_the_case_that_is_shown(tracker_office, tracker) -> None:
    office = tracker_office
    rows = {tracker.model.row_at(at).action.case_id: tracker.model.row_at(at) for at in lines(tracker)}
    first, second, third = list(rows.values())[:3]
    shown = (("case", first.action.case_id, first), ("case", second.action.case_id, second),
             ("meeting", third.action.meeting_id, third))  # fmt: skip
    for page, record, wanted in shown:
        office.go(page, record)
        found = rows_for(office, wanted.action.tag.lower())
        assert next(row for row in found if is_action(row)).hit.record_id == wanted.action.id
    office.office.palette.view.close_it()


def test_another_number_from_the_tracker_itself_moves_on_and_back_returns(tracker_office, tracker) -> None:
    office = tracker_office
    office.settle()
    first, second = (tracker.model.row_at(lines(tracker)[at]) for at in (0, -1))
    for wanted in (first, second):
        choose(office, wanted.reference, is_action)
        page = office.shell.page
        assert page.model.row_at(page.view.table.current_line).action.id == wanted.action.id
    page.view.set_words("is:open")
    office.settle()
    page.view.table.go_to(lines(page)[2])
    third = page.model.row_at(lines(page)[2])
    page.go("action_case")
    office.settle()
    assert office.place == ("case", third.action.case_id)
    office.shell.back()
    office.settle()
    back = office.shell.page
    assert back.view.words == "is:open"
    assert back.model.row_at(back.view.table.current_line).action.id == third.action.id
    back.side.close()


def test_an_approved_meeting_opens_to_be_read_at_what_was_found(tracker_office) -> None:
    office = tracker_office
    rows = list_meetings(office.work)
    sealed = next(row for row in rows if row.meeting.state is MeetingState.APPROVED)
    reference = meeting_reference(sealed.case_reference, sealed.meeting.number)
    row = choose(office, reference, lambda row: row.hit is not None and row.hit.record_kind == "meeting")
    assert office.place == ("write_up", sealed.meeting_id) and row.place == "Meeting, approved"
    with office.work.reading() as reading:
        entries = reading.all(
            Entry, meeting_id=sealed.meeting_id, entry_kind=EntryKind.CONTRIBUTION, removed=False
        )
    said = entries[-1]
    office.go("start")
    choose(office, " ".join(said.text.split()[:6]), lambda row: row.hit and row.hit.record_id == said.id)
    page = office.shell.page
    assert isinstance(page, WriteUp) and office.place == ("write_up", sealed.meeting_id)
    office.room.wait(lambda: page.state.ready)
    office.settle()
    assert page.page.caret()[0] == f"entry:{said.id}"


def test_a_kept_filter_is_found_by_its_name_and_opens_the_list_so(tracker_office, tracker) -> None:
    office = tracker_office
    save_filter(
        office.work, name="Police <b>late</b>", words="is:overdue @pol", group_by="due", sort_by="-owner"
    )
    save_filter(office.work, name="Just by owner", words="", group_by="owner", sort_by="")
    office.go("start")
    row = choose(office, "police <b>", lambda row: row.kept is not None)
    assert row.spoken == "Police <b>late</b>, is:overdue @pol, Filter of the actions"
    page = office.shell.page
    assert office.place == ("actions", "") and page.view.words == "is:overdue @pol"
    assert (page.state.group_by, page.state.sort, page.state.descending) == ("due", "owner", True)
    choose(office, "just by", lambda row: row.kept is not None)
    page = office.shell.page
    assert page.view.words == "" and page.state.group_by == "owner" and not page.state.descending


def test_while_a_meeting_runs_its_action_is_pointed_at_on_the_desk_and_the_item_stays(hands) -> None:
    with hands.work.reading() as reading:
        open_ones = reading.all(Action, state=ActionState.OPEN, removed=False)
    coming = {
        row.meeting.case_id: row.meeting_id
        for row in list_meetings(hands.work)
        if row.meeting.state is MeetingState.PLANNED
    }
    wanted = next(one for one in open_ones if one.case_id in coming)
    meeting = coming[wanted.case_id]
    start_meeting(hands.work, meeting_id=meeting)
    for _ in range(2):  # from another page, and from the desk itself, which is not made anew
        page = hands.shell.page
        choose(hands, wanted.tag, lambda row: is_action(row) and row.hit.record_id == wanted.id)
        hands.room.wait(lambda: hands.shell.page.state.ready)
        hands.settle()
        assert hands.place == ("meeting", meeting)
        listed = QApplication.focusWidget()
        assert listed.objectName() == "actions_list" and listed.current_row().action.id == wanted.id
        assert hands.shell.page.state.item == hands.shell.page.state.view.meeting.current_item
    assert hands.shell.page is page

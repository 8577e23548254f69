"""The morning's chase by keys: done for several agencies at once, and taken back."""

from __future__ import annotations

import shutil
from email import message_from_bytes
from email.policy import default

import pytest
from chase_room import TODAY, ChaseRoom, page_of, to_part
from hands import CTRL, Hands
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from mappa_desk.domain.actions import ActionEvent, ActionEventKind, Channel
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.chasing import Chase, ChaseKind, UrgentChange
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.chasing import chase_view
from mappa_desk.ui.models.chase import Part, Shape


@pytest.fixture
def hands(qapp, dressed, chase_cases, tmp_path):
    """Somebody at the keyboard of the chase, with something in every part."""
    room = ChaseRoom(qapp, tmp_path)
    shutil.copytree(chase_cases, room.wiring.default_folder(practice=True))
    yield room.opened_at_chase()
    room.close()


def all_of(hands: Hands, kind: type, **equals):
    with hands.work.reading() as reading:
        return reading.all(kind, **equals)


def banner(hands: Hands) -> str:
    return hands.shell._banners.top.lead


def test_all_agencies_are_called_at_once_with_a_sheet_each_and_one_key_takes_it_back(hands) -> None:
    page, folder = page_of(hands), hands.room.folder
    to_part(hands, Part.CALLS)
    hands.press(Qt.Key.Key_A)
    chosen = page.chosen()
    agencies = {line.agency for line in chosen}
    assert len(agencies) > 1 and len(chosen) == len(chase_view(hands.work).calls)
    assert hands.find(QPushButton, "main_button").text() == f"Call {len(agencies)} agencies for updates"
    hands.press(Qt.Key.Key_Return)
    sheet = page.side.sheet
    assert QApplication.focusWidget() is sheet._inputs["reply_by"]
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Choose a folder" in sheet._ui.error_label.text(), "e-mail needs a place for its sheets"
    assert QApplication.focusWidget() is sheet._inputs["folder"] and not all_of(hands, Chase)[1:]
    hands.type(str(folder / "none"))
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: "There is no folder" in sheet._ui.error_label.text())
    assert "There is no folder" in sheet._ui.error_label.text()
    assert QApplication.focusWidget() is sheet._inputs["folder"] and not all_of(hands, Chase)[1:]
    sheet._inputs["folder"].setText(str(folder))
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: not page.side.is_open)
    hands.settle()
    calls = all_of(hands, Chase, chase_kind=ChaseKind.CALL)
    assert {(one.case_id, one.agency) for one in calls} == {(one.case_id, one.agency) for one in chosen}
    assert len({one.round_id for one in calls}) == 1 and {one.how for one in calls} == {Channel.SECURE_MAIL}
    assert all((folder / one.file_name).read_bytes()[:5] == b"%PDF-" for one in calls)
    assert banner(hands).startswith("Called for updates: ") and not chase_view(hands.work).calls
    drafts = [message_from_bytes(path.read_bytes(), policy=default) for path in folder.glob("*.eml")]
    assert len(drafts) == len(agencies) and {draft["X-Unsent"] for draft in drafts} == {"1"}
    attached = {part.get_filename() for draft in drafts for part in draft.iter_attachments()}
    assert attached == {one.file_name for one in calls}
    assert f"{len(drafts)} drafts of e-mails written." in hands.shell._banners.top.sentence
    nobody = sum(1 for draft in drafts if not draft["To"])
    assert f"{nobody} have no address yet." in hands.shell._banners.top.sentence
    page.office.files.shown.clear()
    hands.shell._banners.top.actions[1].call()
    assert page.office.files.shown[0].parent == folder and page.office.files.shown[0].exists()
    awaited = [line for line in page.lines if line.part is Part.CALLS]
    assert len(awaited) == len(calls) and not any(line.due for line in awaited)
    assert QApplication.focusWidget() is page.view.list
    hands.press(Qt.Key.Key_Z, CTRL)
    assert banner(hands).startswith("Taken back: ")
    assert "still in their folder" in hands.shell._banners.top.sentence
    assert {line.key for line in page.lines if line.part is Part.CALLS} == {line.key for line in chosen}
    assert len(all_of(hands, Chase, chase_kind=ChaseKind.CALL)) == 2 * len(calls), "nothing is removed"


def test_a_call_by_telephone_needs_no_sheet(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.CALLS)
    before = set(hands.room.folder.rglob("*.pdf"))
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Tab)
    hands.type("by t")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    called = all_of(hands, Chase, chase_kind=ChaseKind.CALL)
    assert called and {one.how for one in called} == {Channel.TELEPHONE}
    assert set(hands.room.folder.rglob("*.pdf")) == before and not page.side.is_open


def test_a_do_now_action_is_told_and_called_back(hands) -> None:
    page = page_of(hands)
    line = page.chosen()[0]
    assert line.state == "Not told yet" and line.part is Part.DO_NOW
    hands.press(Qt.Key.Key_T)
    assert page.side.sheet.answers()["to_whom"] == line.source.row.action.owner_name
    hands.type("Duty desk")
    assert page.side.sheet.answers()["to_whom"] == "Duty desk", (
        "another name takes the place of the offered one"
    )
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    told = all_of(hands, ActionEvent, action_id=line.action_ids[0], event_kind=ActionEventKind.TOLD)
    assert [one.came_by for one in told] == [Channel.TELEPHONE]
    page.view.choose(line.key)
    assert page.view.current().state.startswith("No call back since ")
    hands.press(Qt.Key.Key_Return)
    assert page.side.sheet.answers()["told_by"] == told[0].told_by, "Enter does what is due next"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    page.view.choose(line.key)
    assert page.view.current().state.startswith("Called back ") and not page.chosen()[0].due
    for _ in range(2):
        hands.press(Qt.Key.Key_Z, CTRL)
    page.view.choose(line.key)
    assert page.view.current().state == "Not told yet"


def test_actions_climb_each_to_its_next_rung_and_a_skip_needs_its_reason(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.LADDER)
    hands.press(Qt.Key.Key_A)
    lines = page.chosen()
    assert len({line.agency for line in lines}) > 1 and {line.state for line in lines} == {"Due: Reminder"}
    hands.press(Qt.Key.Key_Return)
    sheet = page.side.sheet
    assert "MAPPA office" in sheet._read["wording"].toPlainText()
    hands.type("sen")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "left out" in sheet._ui.error_label.text()
    assert QApplication.focusWidget() is sheet._inputs["skipped_because"]
    hands.type("The contact point has left")
    sheet._inputs["folder"].setText(str(hands.room.folder))
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    rungs = all_of(hands, Chase, chase_kind=ChaseKind.RUNG)
    drafts = [
        message_from_bytes(path.read_bytes(), policy=default) for path in hands.room.folder.glob("*.eml")
    ]
    assert len(drafts) == len({line.agency for line in lines}) and not any(draft["To"] for draft in drafts)
    assert all("Say by the next working day what" in draft.get_body().get_content() for draft in drafts)
    assert {one.rung for one in rungs} == {"senior"} and {one.skipped_because for one in rungs} == {
        "The contact point has left"
    }
    assert {one for chase in rungs for one in chase.action_ids} == {
        one for line in lines for one in line.action_ids
    }
    assert not [line for line in page.lines if line.part is Part.LADDER and line.due]
    hands.press(Qt.Key.Key_Z, CTRL)
    assert {line.state for line in page.lines if line.part is Part.LADDER} == {"Due: Reminder"}


def test_a_reply_is_keyed_action_by_action_with_its_source(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.CALLS)
    line = max((one for one in page.lines if one.part is Part.CALLS), key=lambda one: len(one.action_ids))
    page.view.choose(line.key)
    hands.press(Qt.Key.Key_R)
    pane = page.replies._pane
    assert QApplication.focusWidget() is pane.came_by and len(pane.cards) == len(line.action_ids)
    hands.type("by te")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Carys Bevan-Jones")
    for _ in range(3):
        hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is pane.cards[0].outcome
    hands.type("new")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is pane.cards[0].due and "new date" in pane.error_label.text()
    hands.type("11/12")
    hands.press(Qt.Key.Key_Tab)
    hands.type("The landlord is away")
    assert pane.keep_button.text() == "Keep 1 answer" and page.unkept()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    first = line.source.actions[0].action.id
    event = all_of(hands, ActionEvent, action_id=first, event_kind=ActionEventKind.REDATED)[-1]
    assert (event.came_by, event.told_by) == (Channel.TELEPHONE, "Carys Bevan-Jones")
    assert event.note == "The landlord is away" and event.due_after.isoformat() == "2026-12-11"
    assert not page.side.is_open and banner(hands).startswith("1 answer of ")
    hands.press(Qt.Key.Key_Z, CTRL)
    due = {
        row.action.id: row.action.deadline.on for one in chase_view(hands.work).calls for row in one.actions
    }
    assert due[first] == line.source.actions[0].action.deadline.on


def test_a_pasted_reply_goes_to_its_actions(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.CALLS)
    group = max(
        (row for row in page.model.rows if row.part is Part.CALLS and row.shape is Shape.GROUP),
        key=lambda row: len({one for line in row.lines for one in line.action_ids}),
    )
    page.view.choose(group.key)
    hands.press(Qt.Key.Key_R)
    pane = page.replies._pane
    one, two = pane.cards[0], pane.cards[1]
    keys = (one.action_id, two.action_id)
    pane.paste.setFocus()
    pane.paste.insertPlainText(f"Dear all,\n{one.number}: done.\n{two.number} - still waiting for the clinic")
    hands.settle()
    assert one.answer().outcome == "done" and two.answer().outcome == "updated"
    assert two.answer().words == "still waiting for the clinic"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    last = [all_of(hands, ActionEvent, order_by="at", action_id=key)[-1] for key in keys]
    late = group.lines[0].source.actions[0].overdue
    done = ActionEventKind.DONE_LATE if late else ActionEventKind.DONE
    assert [event.event_kind for event in last] == [done, ActionEventKind.UPDATED]
    assert not page.side.is_open and banner(hands).startswith("2 answers of ")


def test_those_who_have_not_answered_are_asked_again_and_their_answers_noted(hands) -> None:
    page = page_of(hands)
    page._go_to(Part.ANSWERS)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Space)
    lines = page.chosen()
    assert len(lines) > 1
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    asked = all_of(hands, Chase, chase_kind=ChaseKind.INVITATION) + all_of(
        hands, Chase, chase_kind=ChaseKind.REPORT
    )
    assert {one.attendance_id for one in asked} == {line.source.attendance.id for line in lines}
    line = next(line for line in page.lines if line.key == lines[0].key)
    assert line.state == "Asked again once" and not line.due
    assert not [one for one in page.lines if one.part is Part.ANSWERS and one.due and one in lines]
    assert not any(row.tick is Qt.CheckState.Checked for row in page.model.rows), "what was done is let go"
    page.view.choose(line.key)
    hands.press(Qt.Key.Key_R)
    hands.type("sends")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "A name is needed" in page.side.sheet._ui.error_label.text()
    hands.type("Nia Prosser")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    row = all_of(hands, Attendance, meeting_id=line.meeting_id)
    deputy = next(one for one in row if one.id == line.source.attendance.id)
    assert deputy.state is AttendanceState.DEPUTY and deputy.name == "Nia Prosser"
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    rows = all_of(hands, Attendance, meeting_id=line.meeting_id)
    assert next(one for one in rows if one.id == deputy.id).name == line.source.attendance.name


def test_a_change_is_noted_and_brings_the_meeting_forward(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.CALLS)
    hands.press(Qt.Key.Key_Down)
    line = page.chosen()[0]
    hands.press(Qt.Key.Key_N)
    hands.settle()
    sheet = page.side.sheet
    assert sheet.answers()["case"] == line.number
    for _ in range(3):
        hands.press(Qt.Key.Key_Tab)
    hands.type("Arrested last night")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    change = next(one for one in all_of(hands, UrgentChange) if one.text == "Arrested last night")
    assert change.case_id == line.case_id and change.happened_on == TODAY
    if page.side.is_open:
        assert "planned for" in page.side.sheet._read["said"].text()
        hands.press(Qt.Key.Key_Return, CTRL)
        hands.settle()
        change = next(one for one in all_of(hands, UrgentChange) if one.id == change.id)
        meeting = next(
            one for one in all_of(hands, Meeting, case_id=line.case_id) if one.id == change.meeting_id
        )
        assert meeting.planned_on.isoformat() == "2026-11-26" and banner(hands).startswith(
            "Meets on Thu 26 Nov"
        )
    assert page.view.choose(f"change:{change.id}")


def test_a_change_is_taken_off_and_put_back(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.CHANGES)
    key = page.view.current().key
    page._do("remove")
    hands.settle()
    assert not page.view.choose(key) and banner(hands) == "Change taken off."
    page.view.focus_list()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert page.view.choose(key)


def test_who_was_asked_stays_in_sight_until_the_reply_comes_and_can_be_reminded(hands) -> None:
    page = page_of(hands)
    to_part(hands, Part.CALLS)
    hands.press(Qt.Key.Key_Down)
    line = page.chosen()[0]
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Tab)
    hands.type("by te")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    asked = next(one for one in page.lines if one.key.startswith("awaited:") and one.case_id == line.case_id)
    assert page.view.choose(asked.key) and asked.state.startswith("Answer due ")
    page._do("climb")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert {one.rung for one in all_of(hands, Chase, chase_kind=ChaseKind.RUNG)} == {"reminder"}
    hands.press(Qt.Key.Key_Z, CTRL)
    page.view.choose(asked.key)
    hands.press(Qt.Key.Key_R)
    pane = page.replies._pane
    for card in pane.cards:
        card.words.setPlainText("On its way")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert not page.view.choose(asked.key)
    events = all_of(hands, ActionEvent, action_id=asked.action_ids[0], event_kind=ActionEventKind.UPDATED)
    assert events[-1].chase_id == asked.source.chase.id and events[-1].note == "On its way"


def test_the_last_round_of_today_is_taken_back_after_coming_again(hands) -> None:
    hands.press(Qt.Key.Key_T)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    told = len(all_of(hands, ActionEvent, event_kind=ActionEventKind.TOLD))
    hands.go("start")
    hands.go("chase")
    hands.press(Qt.Key.Key_Z, CTRL)
    assert banner(hands) == "Taken back: The last round of today."
    hands.press(Qt.Key.Key_Escape)
    assert hands.shell._banners.top is None
    assert len(all_of(hands, ActionEvent, event_kind=ActionEventKind.TOLD)) == told + 1


def test_a_reply_of_tomorrow_is_refused_beside_its_day_and_nothing_is_lost(hands) -> None:
    page = page_of(hands)
    hands.press(Qt.Key.Key_R)
    pane = page.replies._pane
    pane.cards[0].words.setPlainText("Done by then")
    pane.on.setText("1/12/2026")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "still to come" in pane.error_label.text() and QApplication.focusWidget() is pane.on
    assert pane.answers()[0].words == "Done by then" and pane.keep_button.isEnabled()
    pane.on.setText("nonsense")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "calendar day is needed" in pane.error_label.text()
    pane.cards[0].outcome.setCurrentIndex(pane.cards[0].outcome.findData("not_done"))
    pane.cards[0].words.clear()
    pane.on.setText("today")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert pane.error_label.text() == "A reason is needed here."
    assert QApplication.focusWidget() is pane.cards[0].words

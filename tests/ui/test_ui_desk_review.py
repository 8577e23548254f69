"""A review on the desk: since last time, read-back with its undo, and the edges of a closed part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk_room import MORNING, PASSPHRASE, REFERENCE, DeskRoom, SteadyClock, copied, make_vault
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.actions import Acceptance, ActionEventKind, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.decisions import Dissent
from mappa_desk.services import actions, cases, decisions, meetings, people, roll_call
from mappa_desk.services.desk import desk_view
from mappa_desk.services.work import Work
from mappa_desk.store.vault import Vault
from mappa_desk.ui.models.desk_notes import say_words
from mappa_desk.ui.views.desk_folds import Side
from mappa_desk.wiring import fresh_id

REVIEW_DAY = MORNING + timedelta(weeks=6)


def _act(work: Work, meeting_id: str, text: str, agency: str, days: int) -> str:
    due = Deadline(kind=DeadlineKind.DATE, on=MORNING.date() + timedelta(days=days))
    made = actions.make_action(
        work, meeting_id=meeting_id, item="plan", text=text, owner_agency=agency, owner_role="duty officer",
        deadline=due,
    )  # fmt: skip
    return made.value.id


def make_review(folder: Path) -> str:
    """A vault whose first meeting was held and closed, and a review that is planned six weeks later."""
    first = make_vault(folder)
    clock = SteadyClock()
    vault = Vault.open(folder, PASSPHRASE, clock=clock, new_id=fresh_id)
    work = Work(vault=vault, clock=clock, new_id=fresh_id, reference=REFERENCE)
    work = work.signed(people.keyholders(work)[0])
    meetings.start_meeting(work, meeting_id=first)
    moved = _act(work, first, "Confirm the address", "hsg", 10)
    _act(work, first, "Check the register", "pol", 60)
    settled = _act(work, first, "Send the dates", "pol", 12)
    decisions.take_decision(
        work, meeting_id=first, item="plan", decided="The zone stays", because="one map for all",
        dissent=(Dissent(agency="pol"),),
    )  # fmt: skip
    for days in (20, 30):
        kept = next(one for one in desk_view(work, meeting_id=first).actions if one.id == moved)
        due = Deadline(kind=DeadlineKind.DATE, on=MORNING.date() + timedelta(days=days))
        actions.revise_action(work, action=replace(kept, deadline=due))
    meetings.close_meeting(work, meeting_id=first)
    clock.at = MORNING + timedelta(days=25)
    actions.review_action(
        work, action_id=moved, meeting_id=None, outcome=ActionEventKind.UPDATED, note="Two in view.",
        told_by="Jan Wolk",
    )  # fmt: skip
    actions.review_action(work, action_id=settled, meeting_id=None, outcome=ActionEventKind.DONE)
    case = desk_view(work, meeting_id=first).case
    cases.edit_case(work, case=replace(case, release_on=date(2027, 1, 20), lead_agency="pol"))
    clock.at = REVIEW_DAY
    case_id = desk_view(work, meeting_id=first).case.id
    review = meetings.plan_meeting(
        work, case_id=case_id, kind=MeetingKind.REVIEW, on=REVIEW_DAY.date(), at="10:00"
    ).value
    for row in desk_view(work, meeting_id=review.id).attendance:
        roll_call.mark(work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    vault.close()
    return review.id


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("review") / "vault"
    return folder, make_review(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """The review on the desk, not yet started."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, clock=SteadyClock(REVIEW_DAY)).show()
    yield room
    room.close()


@pytest.fixture
def running(desk: DeskRoom) -> DeskRoom:
    """The same while the meeting runs."""
    desk.page.commands()["start_meeting"]()
    desk.idle()
    return desk


# Since last time


def test_a_review_opens_with_what_came_before_and_leaves_the_caret_in_the_line(desk: DeskRoom):
    assert desk.page.panel.side() is Side.SINCE and desk.focus() is desk.line
    lines = {row.key.partition(":")[0]: row for row in desk.page._models.since.rows}
    assert "Level 3, Initial" in lines["last"].note
    heads = [row.lead for row in desk.page._models.since.rows if row.is_heading]
    assert heads == [
        "Changed since", "Actions: 2 open, 1 have an outcome", "Decisions then, and why",
        "Level and its history",
    ]  # fmt: skip
    changed = [row for row in desk.page._models.since.rows if row.key.startswith("change:")]
    assert [(row.lead, row.text, row.note) for row in changed] == [
        ("Release date", "Wed 20 Jan 2027", "Before: none"),
        ("Lead agency", "Police", "Before: Probation"),
    ]
    shown = [row for row in desk.page._models.since.rows if row.action_id]
    assert [row.lead for row in shown] == ["Police, M01-02", "Housing, M01-01", "Police, M01-03"]
    assert shown[2].note == "Made at M01, done late Mon 7 Dec 2026."
    housing = shown[1]
    assert housing.icon == "flag" and housing.tone == "danger"
    assert housing.note == (
        "Made at M01, due Sat 12 Dec 2026, overdue, re-dated twice. "
        "Mon 7 Dec 2026: Two in view, told by Jan Wolk."
    )
    assert shown[0].note == "Made at M01, due Mon 11 Jan 2027."
    decision = next(row for row in desk.page._models.since.rows if row.tone == "decision")
    assert (decision.text, decision.note) == (
        "The zone stays", "Because: one map for all Disagreed: Police",
    )  # fmt: skip


def test_a_narrow_desk_is_not_covered_by_it(dressed, template, tmp_path):
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, clock=SteadyClock(REVIEW_DAY))
    room.window.resize(900, 640)
    room.show()
    try:
        assert room.page.panel.side() is Side.SINCE
        assert room.line.isVisible() and room.focus() is room.line
    finally:
        room.close()


def test_enter_on_an_action_asks_what_became_of_it(running: DeskRoom):
    desk = running
    desk.page.commands()["show_since"]()
    since = desk.page._models.since
    place = next(at for at, row in enumerate(since.rows) if row.lead == "Housing, M01-01")
    desk.page.panel._ui.since_list.select_place(place)
    desk.press("Return")
    desk.type("D")
    desk.press("Return")
    desk.until(
        lambda: any(
            past.action.state in (ActionState.DONE, ActionState.DONE_LATE) and past.settled_here
            for past in desk.kept().past_actions
        )
    )
    desk.idle()
    assert desk.focus() is desk.line
    assert since.rows[place].tone != "danger"
    assert "Actions: 1 open, 2 have an outcome" in [row.lead for row in since.rows]


def test_a_first_meeting_says_so_and_opens_as_before(dressed, tmp_path):
    folder = tmp_path / "vault"
    room = DeskRoom(folder, make_vault(folder)).show()
    try:
        assert room.page.panel.side() is Side.ACTIONS
        assert room.page._models.since.rows[0].lead == "First meeting"
    finally:
        room.close()


# Read-back


def _read(desk: DeskRoom, *lines: str) -> None:
    for line in lines:
        desk.say(line)
    desk.idle()
    desk.page.commands()["read_back"]()


def _stamped(desk: DeskRoom, text: str) -> Acceptance:
    kept = desk.kept()
    everything = (*kept.actions, *(past.action for past in kept.past_actions))
    return next(one.acceptance for one in everything if one.text == text)


def _press(desk: DeskRoom, key: str) -> None:
    """One deliberate key, after the pause that a hand makes."""
    desk.page.read_back._since.invalidate()
    desk.press(key)
    desk.idle()


def test_what_is_carried_is_stamped_at_this_meeting_and_can_be_taken_back(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri")
    _press(desk, "A")
    _press(desk, "A")
    assert _stamped(desk, "Confirm the address") is Acceptance.ACCEPTED
    history = actions.history(
        desk.work,
        action_id=next(p.action.id for p in desk.kept().past_actions if p.action.tag == "M01-01"),
    )
    assert (history[-1].event_kind, history[-1].meeting_id) == (ActionEventKind.ACCEPTED, desk.meeting_id)
    _press(desk, "Left")
    assert "Undo the stamp of M01-01" in desk.page.read_back.panel._ui.undo_stamp_button.text()
    _press(desk, "Ctrl+Z")
    assert _stamped(desk, "Confirm the address") is Acceptance.NOT_READ_BACK
    _press(desk, "Ctrl+Z")
    assert _stamped(desk, "call the school") is Acceptance.NOT_READ_BACK
    _press(desk, "Ctrl+Z")
    assert desk.page.read_back.is_open


def test_leaving_and_coming_back_can_still_undo_until_the_close(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri")
    _press(desk, "A")
    desk.page.escape()
    assert desk.focus() is desk.line
    desk.page.commands()["read_back"]()
    assert "Undo the stamp of 1, " in desk.page.read_back.panel._ui.undo_stamp_button.text()
    desk.page.escape()
    desk.page.commands()["close_meeting"]()
    desk.idle()
    desk.page.commands()["read_back"]()
    _press(desk, "Ctrl+Z")
    assert _stamped(desk, "call the school") is Acceptance.ACCEPTED
    assert "stays as it was stamped" in desk.page.read_back.panel._ui.stamp_label.text()


def test_enter_on_each_button_a_held_key_and_a_double_key_stamp_nothing(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri", "@hsg view the flat by fri")
    panel = desk.page.read_back.panel
    for button in (panel._ui.accept_button, panel._ui.behalf_button, panel._ui.object_button):
        button.setFocus()
        for key in ("Return", "Enter", "Space"):
            desk.press(key)
    assert panel.asking is False
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
    QApplication.sendEvent(panel, held)
    desk.idle()
    assert {one.acceptance for one in desk.kept().actions} == {Acceptance.NOT_READ_BACK}
    panel.focus_keys()
    for _ in range(14):
        desk.press("A")
    desk.idle()
    accepted = [one for one in desk.kept().actions if one.acceptance is Acceptance.ACCEPTED]
    assert len(accepted) == 1


def test_on_behalf_asks_who_by_letters_and_an_empty_answer_stamps_nothing(running: DeskRoom):
    desk = running
    _read(desk, "@hlth send the dates by fri")
    _press(desk, "B")
    panel = desk.page.read_back.panel
    assert panel.asking and desk.focus() is panel._ui.entry_combo
    desk.press("Return")
    assert panel.asking and desk.kept().actions[0].acceptance is Acceptance.NOT_READ_BACK
    desk.type("Dr")
    desk.press("Return")
    desk.idle()
    kept = desk.kept().actions[0]
    assert kept.acceptance is Acceptance.ON_BEHALF and kept.on_behalf_taken_by.startswith("Dr Siân")
    _press(desk, "Left")
    assert "Dr Siân" in panel._ui.stamp_label.text()
    _press(desk, "Ctrl+Z")
    kept = desk.kept().actions[0]
    assert (kept.acceptance, kept.on_behalf_taken_by) == (Acceptance.NOT_READ_BACK, "")


def test_change_here_comes_back_to_the_action(running: DeskRoom):
    desk = running
    _read(desk, "@pol call the school by fri", "@hsg view the flat by fri")
    _press(desk, "Right")
    _press(desk, "C")
    assert not desk.page.read_back.is_open and desk.page.panel.sheet is not None
    desk.type(" together with Police")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().actions[1].text == "view the flat together with Police")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.until(lambda: desk.page.read_back.is_open)
    desk.idle()
    panel = desk.page.read_back.panel
    assert panel._ui.text_label.text() == "view the flat together with Police"
    assert panel.isAncestorOf(desk.focus())


def test_an_earlier_action_is_changed_under_its_own_number(running: DeskRoom):
    desk = running
    desk.page.commands()["read_back"]()
    _press(desk, "C")
    assert desk.page.panel.sheet._plan.title == "Action M01-01"
    desk.page.escape()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.until(lambda: desk.page.read_back.is_open)


def test_one_item_is_read_back_by_itself(running: DeskRoom):
    desk = running
    desk.say("@pol call the school by fri")
    desk.press("Ctrl+PgDown")
    desk.page.commands()["read_back_item"]()
    assert not desk.page.read_back.is_open
    assert desk.shell.said[-1] == "No action was made under this item."
    desk.say("@hsg view the flat by fri")
    desk.idle()
    desk.page.commands()["read_back_item"]()
    assert desk.page.read_back.panel._ui.count_label.text() == "action 1 of 1"
    assert desk.page.read_back.panel._ui.text_label.text() == "view the flat"


# The edges of a closed part


def test_the_line_stays_on_its_side_of_a_closed_part(running: DeskRoom):
    desk = running
    desk.type("pol: said to all")
    desk.page.commands()["closed_part"]()
    sheet = desk.page.panel.sheet
    for box in list(sheet._checks["stayed"])[1:]:
        box[1].setChecked(False)
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().closed_parts)
    desk.idle()
    desk.until(lambda: not desk.page.panel._ui.closed_band.isHidden())
    assert desk.page.panel._ui.closed_label.text() == "Closed part: 1 person"
    desk.type("said to one")
    desk.page.panel.closed_part_end_requested.emit()
    desk.until(lambda: desk.kept().closed_parts[0].ended_at is not None)
    desk.idle()
    desk.say("said to all again")
    desk.idle()
    part = desk.kept().closed_parts[0]
    told = {entry.text: entry.closed_part_id for entry in desk.kept().entries}
    assert told == {"said to all": None, "said to one": part.id, "said to all again": None}


def test_a_half_done_decision_holds_the_closed_part_until_it_is_kept(running: DeskRoom):
    desk = running
    desk.page.commands()["closed_part"]()
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().closed_parts)
    desk.idle()
    desk.type("the watch goes on")
    desk.press("Ctrl+D")
    desk.type("it works")
    desk.press("Esc")
    desk.page.commands()["closed_part"]()
    assert desk.kept().closed_parts[0].ended_at is None
    assert desk.shell.said[-1].startswith("A decision is half done.")
    desk.press("Ctrl+D")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().decisions)
    desk.idle()
    desk.page.commands()["closed_part"]()
    desk.until(lambda: desk.kept().closed_parts[0].ended_at is not None)
    assert desk.kept().entries[0].closed_part_id == desk.kept().closed_parts[0].id


# The statement


def test_the_statement_is_stamped_as_shown_with_who_did_not_agree(running: DeskRoom):
    desk = running
    desk.page.commands()["statement_how"]()
    sheet = desk.page.panel.sheet
    desk.type("Sh")
    desk.press("Tab")
    desk.press("Space")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.kept().statements)
    desk.idle()
    reading = desk.kept().statements[0]
    first = sheet._plan.fields[1].choices[0].key
    assert reading.how == "displayed" and reading.declined_by == (first,)
    assert first not in reading.heard_by and desk.kept().statement_due == ()


def test_the_statement_that_is_read_is_the_areas_own_and_short_for_who_joins_late(running: DeskRoom):
    desk = running
    item = next(row for row in desk.page.state.items if row.code == "statement")
    full = say_words(desk.page.state.view, item)
    form = desk.page.state.view.form
    assert full.startswith(item.say) and full.endswith(form.statement_text.strip())
    desk.press("Ctrl+J")
    desk.type("confid")
    desk.press("Return")
    assert form.statement_text.strip() in desk.page.panel._ui.say_full_label.text()
    desk.press("Ctrl+R")
    desk.until(lambda: say_words(desk.page.state.view, item) == item.say)
    late = roll_call.add_person(desk.work, meeting_id=desk.meeting_id, agency="hsg", name="Jo Late").value
    roll_call.came_in(desk.work, attendance_id=late.id)
    assert say_words(desk.kept(), item) == form.statement_short

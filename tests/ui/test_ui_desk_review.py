"""A review on the desk: since last time, read-back with its undo, and the edges of a closed part."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom, SteadyClock, copied, make_vault
from review_room import REVIEW_DAY

from mappa_desk.domain.actions import ActionState
from mappa_desk.services import roll_call
from mappa_desk.ui.models.desk_notes import say_words
from mappa_desk.ui.views.desk_folds import Side


@pytest.fixture
def desk(review_desk: DeskRoom) -> DeskRoom:
    """The review on the desk, not yet started."""
    return review_desk


@pytest.fixture
def running(begun_review: DeskRoom) -> DeskRoom:
    """The same while the meeting runs."""
    return begun_review


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


def test_a_narrow_desk_is_not_covered_by_it(dressed, planned_review, tmp_path):
    folder, meeting_id = planned_review
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

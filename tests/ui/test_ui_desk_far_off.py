"""Far-off actions fold on the desk and take one key; the ladder, what carries over, what could not wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from desk_room import DeskRoom
from PySide6.QtGui import QColor
from review_room import REVIEW_DAY

from mappa_desk.domain.actions import ActionEventKind, Channel
from mappa_desk.domain.agendas import Need
from mappa_desk.domain.chasing import ChangeKind
from mappa_desk.services import action_lives, gaps, undo, urgent_changes
from mappa_desk.services.action_history import note_event
from mappa_desk.services.ladder import ladder
from mappa_desk.ui.models.chair_card import card_picture
from mappa_desk.ui.models.desk_notes import prompt_lines

FAR = REVIEW_DAY.date() + timedelta(days=20)


@pytest.fixture
def desk(begun_review: DeskRoom) -> DeskRoom:
    """The review runs; one action is folded, one stands on the ladder, somebody was arrested."""
    desk = begun_review
    police, housing = sorted(desk.kept().past_actions, key=lambda past: past.action.tag, reverse=True)
    action_lives.mark_action(desk.work, action_ids=(police.action.id,), look_on=FAR)
    with desk.work.writing() as uow:
        rung = ladder(desk.work)[0].id
        note_event(desk.work, uow, housing.action, ActionEventKind.CHASED, note="Asked", rung=rung)
        uow.save(replace(housing.action, carried=2))
    urgent_changes.add_change(
        desk.work, case_id=housing.action.case_id, change_kind=ChangeKind.ARREST, text="Arrested in Preston",
        happened_on=desk.work.today(), told_by="Duty sergeant", came_by=Channel.TELEPHONE,
    )  # fmt: skip
    desk.page.state.take(desk.kept())
    return desk


def _choose(desk: DeskRoom, key: str) -> None:
    rows = desk.page._models.actions
    listed = desk.page.panel._ui.actions_list
    desk.page.commands()["show_actions"]()
    listed.setFocus()
    listed.select_place(rows.place_of(key))
    desk.press("Return")


def _id_of(desk: DeskRoom, tag: str) -> str:
    return next(past.action.id for past in desk.page.state.view.past_actions if past.action.tag == tag)


def _private(desk: DeskRoom, item: str) -> tuple[str, ...]:
    told = {"now": desk.work.clock.now(), "ends": None, "expected": None}
    return card_picture(desk.page.state.view, item=item, **told).private


def test_one_key_says_of_all_that_are_folded_that_they_are_not_yet_due(desk: DeskRoom):
    rows = desk.page._models.actions
    assert [row.key.partition(":")[0] for row in rows.rows] == ["head", "head", "past", "fold", "head"]
    fold = next(row for row in rows.rows if row.folded)
    assert rows.words(fold) == "Not yet due: 1. first on Wed 13 Jan 2027. Show"
    asked = [gap for gap in gaps.gaps(desk.work, meeting_id=desk.meeting_id) if gap.code == "outcome"]
    assert len(asked) == 2, "what is folded away still needs its outcome"
    _choose(desk, "fold:past")
    desk.type("S")
    desk.press("Return")
    desk.until(lambda: any(row.number == "M01-02" for row in rows.rows))
    assert next(row for row in rows.rows if row.folded).outcome == "Hide"
    _choose(desk, "fold:past")
    desk.type("Y")
    desk.press("Return")
    desk.until(lambda: any(past.settled_here for past in desk.kept().past_actions))
    desk.idle()
    assert not any(row.folded for row in rows.rows)
    told = [past for past in desk.kept().past_actions if past.settled_here]
    assert [(past.action.tag, past.events[-1].note) for past in told] == [("M01-02", "Not yet due")]
    assert undo.undo(desk.work, meeting_id=desk.meeting_id).value == "M01-02: not yet due"
    desk.page.state.take(desk.kept())
    assert any(row.folded for row in rows.rows)


def test_the_rung_stands_beside_the_action_and_the_chair_is_prompted_before_the_third_carry(desk: DeskRoom):
    rows, view = desk.page._models.actions, desk.page.state.view
    first = ladder(desk.work)[0].title
    housing = next(row for row in rows.rows if row.number == "M01-01")
    assert housing.rung == f"Ladder: {first}" and first in rows.words(housing) and first in rows.tip(housing)
    since = next(row for row in desk.page._models.since.rows if row.lead == "Housing, M01-01")
    assert f"on the ladder: {first}" in since.note
    item = next(one for one in view.items if Need.ACTION_OUTCOMES in one.needs)
    private = _private(desk, item.code)
    (prompt,) = [text for text in private if "carried" in text]
    assert "M01-01 is carried twice" in prompt and first in prompt


def test_the_sheet_of_a_third_carry_says_what_to_ask(desk: DeskRoom):
    _choose(desk, f"past:{_id_of(desk, 'M01-01')}")
    desk.type("C")
    desk.press("Return")
    about = desk.page.panel.sheet._plan.about
    assert about == "Carried twice already: ask what stands in the way. Confirm the address"


def test_what_could_not_wait_leads_what_changed_since_last_time(desk: DeskRoom):
    rows = desk.page._models.since.rows
    at = next(place for place, row in enumerate(rows) if row.key == "head:urgent")
    assert rows[at + 1].lead == "Arrest" and rows[at + 1].text == "Arrested in Preston"
    assert rows[at + 1].note.endswith("told by Duty sergeant, by telephone")


def test_what_will_carry_over_is_shown_before_the_meeting_is_closed(desk: DeskRoom):
    view = desk.page.state.view
    assert desk.page._models.actions.rows[-1].heading == "Carries over: 2 open"
    item = next(one for one in view.items if Need.END in one.needs)
    lines = [row for row in prompt_lines(view, item.code) if row.key.startswith("carry:")]
    assert [row.lead for row in lines] == ["Housing, M01-01", "Police, M01-02"]
    private = _private(desk, item.code)
    assert "Carries over to the next review, 2 open: M01-01, M01-02." in private
    desk.page.commands()["close_meeting"]()
    desk.until(lambda: "2 actions carry over" in desk.shell.said)


def test_every_kind_of_line_is_drawn(desk: DeskRoom):
    desk.page.commands()["show_actions"]()
    listed = desk.page.panel._ui.actions_list
    picture = listed.grab().toImage()
    fold = desk.page._models.actions.place_of("fold:past")
    box = listed.visualRect(desk.page._models.actions.index(fold))
    seen = {QColor(picture.pixel(x, box.center().y())).lightness() for x in range(box.left(), box.right())}
    assert box.height() >= 20 and min(seen) < 140

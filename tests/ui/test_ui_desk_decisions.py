"""The decision card: who is asked for a final view, who disagreed, and what is half done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, make_vault
from PySide6.QtWidgets import QPushButton

from mappa_desk.services import minutes
from mappa_desk.services.undo import undo


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("decisions") / "vault"
    return folder, make_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """A desk with its meeting running and four agencies in."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    room.page.commands()["start_meeting"]()
    room.idle()
    room.press("Ctrl+Shift+P")
    for _ in range(4):
        room.press("P")
        room.idle()
        room.press("Down")
    room.page.escape()
    yield room
    room.close()


def _go(desk: DeskRoom, letters: str) -> None:
    desk.press("Ctrl+J")
    desk.type(letters)
    desk.press("Return")
    desk.idle()


def _card(desk: DeskRoom):
    return desk.page.decision._card


def _keep(desk: DeskRoom, count: int = 1):
    desk.press("Ctrl+Return")
    desk.until(lambda: len(desk.kept().decisions) == count and not desk.page.decision.is_open)
    desk.idle()
    return desk.kept().decisions[-1]


def test_before_the_level_is_decided_the_unheard_are_offered_first(desk: DeskRoom):
    _go(desk, "level dec")
    desk.say("pol: would keep Level 3")
    desk.idle()
    desk.press("Ctrl+D")
    asked = _card(desk)._ui.final_names_label
    assert asked.isVisible()
    assert asked.text() == ("Not yet heard on the level: Probation, Housing, Health. Then: Police."), (
        "those who are expected are not asked"
    )
    desk.press("Esc")
    _go(desk, "disclosure")
    desk.press("Ctrl+D")
    assert not _card(desk)._ui.final_names_label.isVisible()


def test_nobody_is_printed_as_disagreeing_only_where_it_was_asked(desk: DeskRoom):
    _go(desk, "level dec")
    desk.press("Ctrl+D")
    desk.type("remains at Level 3")
    assert not _keep(desk).dissent_asked
    desk.press("Ctrl+D")
    desk.type("remains at Level 3 for now")
    _card(desk)._ui.nobody_box.setFocus()
    desk.press("Space")
    decision = _keep(desk, 2)
    assert decision.dissent_asked and decision.dissent == ()
    frozen = minutes.snapshot(desk.work, meeting_id=desk.meeting_id)
    assert [one.dissent_asked for one in frozen.decisions] == [False, True]


def test_several_disagree_and_one_is_taken_out_again_by_keyboard(desk: DeskRoom):
    desk.type("the zone stays")
    desk.press("Ctrl+D")
    desk.type("one map for all")
    ui = _card(desk)._ui
    ui.dissent_combo.setFocus()
    for agency, why in (("Police", "too small"), ("Housing", "no bus"), ("Health", "no view yet")):
        ui.dissent_combo.setCurrentText(agency)
        desk.press("Tab")
        desk.type(why)
        desk.press("Return")
    assert not ui.nobody_box.isEnabled() and "take that out first" in ui.nobody_box.toolTip()
    ui.dissent_rows.findChild(QPushButton, "dissent_out_1").setFocus()
    assert desk.focus().accessibleName() == "Take out Housing"
    desk.press("Space")
    assert desk.focus() is ui.dissent_combo and ui.dissent_edit.text() == "no bus"
    ui.dissent_edit.clear()
    ui.dissent_combo.setCurrentIndex(0)
    ui.resolved_edit.setFocus()
    desk.type("the chair decided after hearing both")
    ui.effect_edit.setFocus()
    desk.type("27/11")
    decision = _keep(desk)
    assert [(one.agency, one.why) for one in decision.dissent] == [
        ("pol", "too small"),
        ("hlth", "no view yet"),
    ]
    assert decision.resolved == "the chair decided after hearing both"
    assert decision.takes_effect.isoformat() == "2026-11-27"
    undo(desk.work, meeting_id=desk.meeting_id)
    assert desk.kept().decisions == ()


def test_a_reason_without_its_agency_is_asked_for_and_not_lost(desk: DeskRoom):
    desk.type("the zone stays")
    desk.press("Ctrl+D")
    _card(desk)._ui.dissent_edit.setFocus()
    desk.type("too small")
    desk.press("Ctrl+Return")
    ui = _card(desk)._ui
    assert ui.error_label.text() == "Which agency disagreed?" and desk.focus() is ui.dissent_combo
    desk.page.escape()
    assert desk.line.toPlainText() == "" and desk.page.decision.waits
    desk.press("Ctrl+D")
    assert _card(desk)._ui.dissent_edit.text() == "too small"


def test_a_decision_is_filed_where_it_was_begun(desk: DeskRoom):
    _go(desk, "disclosure")
    desk.type("nobody is told")
    desk.press("Ctrl+D")
    desk.type("no need was shown")
    desk.press("Esc")
    _go(desk, "contri")
    desk.press("Ctrl+D")
    assert _card(desk)._ui.about_label.text() == "Disclosure"
    _keep(desk)
    assert desk.kept().entries[-1].item == "disclosure"


def test_a_changed_decision_that_is_left_waits_and_does_not_swallow_a_new_one(desk: DeskRoom):
    desk.type("the zone stays")
    desk.press("Ctrl+D")
    _keep(desk)
    taken = desk.kept().entries[-1].id
    desk.page.decision.edit(taken)
    desk.press("Esc")
    assert not desk.page.decision.waits, "looked at and unchanged: nothing waits"
    desk.page.decision.edit(taken)
    desk.type("one map for all")
    desk.press("Esc")
    assert desk.page.decision.waits and desk.line.toPlainText() == ""
    desk.press("Ctrl+D")
    assert _keep(desk).because == "one map for all"
    desk.type("and patrols are told")
    desk.press("Ctrl+D")
    desk.type("they need it")
    desk.press("Esc")
    desk.page.decision.edit(taken)
    assert _card(desk).card().decided == "and patrols are told", "the half done one comes first"
    assert _keep(desk, 2).because == "they need it"


def test_a_decision_removed_meanwhile_is_taken_anew_with_every_word(desk: DeskRoom):
    desk.type("the zone stays")
    desk.press("Ctrl+D")
    _keep(desk)
    desk.page.decision.edit(desk.kept().entries[-1].id)
    desk.type("one map for all")
    undo(desk.work, meeting_id=desk.meeting_id)
    desk.page.state.outbox.ask_view()
    desk.until(lambda: not desk.page.state.view.decisions)
    assert _keep(desk).because == "one map for all"


def test_the_field_with_the_focus_is_in_view_in_a_low_window(desk: DeskRoom):
    desk.window.resize(1366, 420)
    desk.type("the zone stays")
    desk.press("Ctrl+D")
    ui = _card(desk)._ui
    view = ui.fields_scroll.viewport()
    for _ in range(3):
        desk.press("Return")
        field = desk.focus()
        top = field.mapTo(view, field.rect().topLeft()).y()
        assert -1 <= top <= view.height() - 10, field.objectName()
    desk.press("Shift+Tab")
    desk.press("Shift+Tab")
    assert desk.focus() is ui.considered_edit
    desk.press("Shift+Return")
    assert ui.considered_edit.toPlainText() == "\n", "a line break stays a line break"

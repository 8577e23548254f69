"""Folding the agenda to numbers and the side away: by key, kept for each width, never the line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, running_vault
from PySide6.QtWidgets import QApplication

from mappa_desk.ui import theme
from mappa_desk.ui.shell_looks import Preferences
from mappa_desk.ui.views.desk_folds import Side


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[DeskRoom]:
    folder = tmp_path / "vault"
    room = DeskRoom(folder, running_vault(folder))
    preferences = Preferences(tmp_path / "looks.ini")
    room.page.panel.folds.remember(preferences.word, preferences.keep)
    yield room.show()
    room.close()


def test_the_agenda_folds_to_numbers_and_the_record_takes_the_room(desk: DeskRoom) -> None:
    panel = desk.page.panel
    desk.until(lambda: panel._ui.agenda_column.width() == theme.px(224))
    record = panel.record.width()
    desk.page.commands()["fold_agenda"]()
    desk.until(lambda: panel._ui.agenda_column.width() == theme.px(48))
    desk.until(lambda: panel.record.width() == record + theme.px(224) - theme.px(48))
    assert panel._ui.agenda_list.isVisible()
    assert panel._ui.agenda_fold_button.accessibleName() == "Unfold the agenda"
    panel._ui.agenda_fold_button.click()
    desk.until(lambda: panel._ui.agenda_column.width() == theme.px(224))


def test_a_fold_is_kept_for_its_width_alone(desk: DeskRoom, tmp_path: Path) -> None:
    panel = desk.page.panel
    desk.page.commands()["fold_agenda"]()
    desk.page.commands()["fold_side"]()
    desk.window.resize(1700, 800)
    desk.until(lambda: panel._ui.agenda_column.width() == theme.px(264))
    assert panel._ui.side_column.isVisible()
    again = Preferences(tmp_path / "looks.ini")
    assert again.word("folded_compact") == "agenda side"
    assert again.word("folded_wide") == ""
    panel.folds.remember(again.word, again.keep)
    desk.window.resize(1366, 640)
    desk.until(lambda: panel._ui.agenda_column.width() == theme.px(48))
    assert not panel._ui.side_column.isVisible()


def test_the_side_folds_away_and_comes_back_when_it_is_asked_for(desk: DeskRoom) -> None:
    panel = desk.page.panel
    panel.focus_side(Side.ACTIONS)
    desk.page.commands()["fold_side"]()
    assert not panel._ui.side_column.isVisible()
    assert desk.line.hasFocus()
    panel.bring_up(Side.SINCE)
    assert not panel._ui.side_column.isVisible(), "what the program shows by itself unfolds nothing"
    desk.page.commands()["show_actions"]()
    assert panel._ui.side_column.isVisible()
    assert panel._ui.actions_list.hasFocus()


def test_the_gaps_stand_at_the_side_though_it_is_folded(desk: DeskRoom) -> None:
    panel = desk.page.panel
    desk.page.commands()["fold_side"]()
    desk.page.commands()["ready_to_finalise"]()
    assert panel._ui.side_column.isVisible()
    desk.page.readiness.close()
    assert not panel._ui.side_column.isVisible()


def test_what_is_kept_of_a_narrow_window_or_is_no_fold_is_left_alone(desk: DeskRoom) -> None:
    panel = desk.page.panel
    desk.window.resize(900, 640)
    desk.until(lambda: not panel._ui.agenda_column.isVisible())
    desk.page.commands()["fold_agenda"]()
    desk.window.resize(1366, 640)
    desk.until(lambda: panel._ui.agenda_column.width() == theme.px(224))
    panel.folds.remember(lambda _name: "agenda nonsense", lambda _name, _value: None)
    desk.until(lambda: panel._ui.agenda_column.width() == theme.px(48))
    assert panel._ui.side_column.isVisible()

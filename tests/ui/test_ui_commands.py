"""The table of commands obeys its own rules."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import commands
from mappa_desk.ui.commands import TABLE, Scope


def normal(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def test_names_are_given_once() -> None:
    names = [entry.name for entry in TABLE]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("scope", list(Scope))
def test_no_key_is_given_twice_within_a_scope(scope: Scope) -> None:
    keys = [normal(key) for entry in TABLE if entry.scope is scope for key in entry.keys]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.name)
def test_no_command_takes_a_key_that_is_kept(entry: commands.Command) -> None:
    assert {key: commands.refusal(key, entry.scope) for key in entry.keys} == dict.fromkeys(entry.keys, "")


@pytest.mark.parametrize(
    "key",
    ["Ctrl+Alt+E", "Alt+F", "Insert", "F10", "Shift+F10", "Ctrl+Shift+1", "Ctrl+Shift+U", "Ctrl+Esc",
     "Meta+L", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+Shift+Z", "Alt+Backspace", "a", "1", "@", ""],
)  # fmt: skip
def test_kept_keys_are_refused(key: str) -> None:
    assert commands.refusal(key, Scope.DESK)


def test_letters_are_commands_only_in_lists_without_a_caret() -> None:
    assert commands.refusal("P", Scope.ROLL_CALL) == ""
    assert commands.refusal("P", Scope.RECORD)


def test_only_the_chair_s_seat_shadows_a_key_that_works_everywhere() -> None:
    everywhere = {normal(key) for entry in TABLE if entry.scope is Scope.EVERYWHERE for key in entry.keys}
    desk = {normal(key) for entry in TABLE if entry.scope is Scope.DESK for key in entry.keys}
    assert everywhere & desk == {"Ctrl+0"}


def test_bind_refuses_a_name_of_another_scope(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    with pytest.raises(ValueError, match="desk"):
        commands.bind(widget, Scope.EVERYWHERE, {"next_item": lambda: None})
    with pytest.raises(KeyError):
        commands.bind(widget, Scope.DESK, {"make_tea": lambda: None})


def test_a_bound_key_runs_its_handler(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    ran: list[str] = []
    actions = commands.bind(widget, Scope.DESK, {"next_item": lambda: ran.append("next")})
    actions["next_item"].trigger()
    assert ran == ["next"]
    assert [key.toString() for key in actions["next_item"].shortcuts()] == ["Ctrl+PgDown"]


def test_a_tooltip_names_the_keys(qapp) -> None:
    assert commands.with_key("Curtain", "curtain") == "Curtain (Ctrl+. or F12)"

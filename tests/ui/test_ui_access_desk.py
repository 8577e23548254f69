"""The live desk, its sheets and its windows in every state, as a screen reader and a strict eye meet them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_eye import Eye
from desk_walk import Walk
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from strict_eye import PLANTED, clipped, tab_backwards, unspeakable
from window_room import WindowRoom

from mappa_desk.ui import commands, theme
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.commands_chase import chase_commands
from mappa_desk.ui.commands_documents import document_commands
from mappa_desk.ui.keys import keys_of
from mappa_desk.ui.roll_call import letters


class Reach:
    """Which commands something answers, by where: gathered while the eye walks."""

    def __init__(self) -> None:
        self.answered: set[str] = set()
        self.in_palette: set[str] = set()
        self.keys_listed: set[str] = set()
        self.said_as_typed = False
        self.walk: Walk | None = None

    def __call__(self, state: str) -> None:
        assert self.walk is not None
        walk = self.walk
        self.answered |= set(walk.shell.available())
        self.in_palette |= {row.command for row in walk.office.palette._commands()}
        self.keys_listed |= {row.words for row in keys_of(walk.shell.place[0], set(walk.shell.available()))}
        for widget in walk.view.findChildren(QWidget):
            bound = (action.objectName() for action in widget.actions())
            self.answered |= {name.removesuffix("_action") for name in bound if name.endswith("_action")}
        if state == "desk":
            rows = walk.page._models.record
            said = [rows.words(row) for row in rows.rows]
            self.said_as_typed = any(PLANTED in one for one in said)


@pytest.fixture(scope="module")
def walked(
    qapp: QApplication, filled_vault: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Eye, Reach]]:
    """The eye after its walk: each state at the hardest size and at one of the others in turn."""
    theme.apply(qapp, scheme="light", scale=1.0)
    room = WindowRoom(qapp, tmp_path_factory.mktemp("walk"))
    shutil.copytree(filled_vault, room.wiring.default_folder(practice=True))
    reach = Reach()
    seen = Eye(qapp, some=2, also=reach)
    seen.walk = reach.walk = Walk(room, seen)
    seen.walk.all()
    for page in ("cases", "meetings", "actions", "documents", "settings"):
        seen.walk.shell.navigate(page)
        room.idle(seen.walk.program)
        reach(page)
    yield seen, reach
    theme.apply(qapp, scheme="light", scale=1.0)
    room.close()


def test_every_state_was_looked_at(walked) -> None:
    seen, _reach = walked
    assert len(set(seen.states)) == len(seen.states) >= 48
    assert {"decision", "closed_part", "card", "room", "changeover", "readiness", "find"} <= set(seen.states)
    assert seen.looks >= 2 * len(seen.states)


@pytest.mark.parametrize(
    "kind", ["speech", "tab order", "clipped", "filled", "size", "saved", "reference", "line"]
)
def test_nothing_is_wrong_with(walked, kind) -> None:
    assert walked[0].faults(kind) == []


def test_what_a_user_typed_is_said_as_it_stands(walked) -> None:
    assert walked[1].said_as_typed


def test_every_command_is_answered_somewhere_and_reached_without_the_mouse(walked) -> None:
    _seen, reach = walked
    typed_or_letters = {entry.name for entry in commands.TABLE if entry.typed} | set(letters().values())
    pages = (
        Scope.PREVIEW,
        Scope.PANEL_DAY,
        Scope.WRITE_UP,
        Scope.MARKS,
        Scope.CORRECTIONS,
        Scope.CIRCULATION,
        Scope.DOCUMENTS,
        Scope.COPIES,
        Scope.CHASE,
        Scope.FORM_RETURN,
        Scope.ACTION_IMPORT,
    )
    elsewhere = {entry.name for entry in commands.TABLE if entry.scope in pages}
    elsewhere |= {entry.name for entry in (*document_commands(), *chase_commands())}
    elsewhere |= {"merge_person", "export_contacts"}
    """Bound on those pages and panes, whose own tests press them."""
    stamps = {entry.name for entry in commands.TABLE if entry.scope is Scope.READ_BACK}
    dead = {entry.name for entry in commands.TABLE} - reach.answered - typed_or_letters - elsewhere - stamps
    assert dead == set()
    hidden = {
        entry.name
        for entry in commands.TABLE
        if not entry.keys and entry.name not in reach.in_palette | elsewhere
    }
    assert hidden == set()


def test_the_list_of_keys_holds_every_key_of_the_desk(walked) -> None:
    desk = {entry.words for entry in commands.TABLE if entry.keys and entry.scope is Scope.DESK}
    assert desk <= walked[1].keys_listed


def test_the_eye_sees_what_is_wrong(dressed, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    lines = QVBoxLayout(window)
    first, second = QLineEdit(), QPushButton("A verb with several words")
    label = QLabel("a long line of words")
    second.setAccessibleName("<b>bold</b>")
    lines.addWidget(first)
    lines.insertWidget(0, second)
    lines.addWidget(label)
    label.setFixedWidth(20)
    second.setFixedWidth(40)
    window.resize(300, 200)
    window.show()
    assert [one.split(":")[0] for one in unspeakable(window)] == [
        "no name", "markup in Name of QPushButton", "guesses rich text",
    ]  # fmt: skip
    assert len(tab_backwards(window)) == 1
    assert len(clipped(window)) == 2

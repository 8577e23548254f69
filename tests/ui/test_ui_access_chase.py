"""The morning's chase and every pane of it, as a strict eye meets them."""

from __future__ import annotations

import shutil

import pytest
from chase_room import ChaseRoom, page_of
from hands import Hands
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from test_ui_access import cut, nameless

from mappa_desk.ui import theme
from mappa_desk.ui.models.chase import Part

STATES = ("list", "call", "reply", "tell", "climb", "again", "answer", "change", "arrange")


@pytest.fixture(scope="module")
def office(qapp, chase_cases, tmp_path_factory):
    """An office at the chase."""
    theme.apply(qapp, scheme="light", scale=1.0)
    room = ChaseRoom(qapp, tmp_path_factory.mktemp("access"))
    shutil.copytree(chase_cases, room.wiring.default_folder(practice=True))
    yield room.opened_at_chase()
    room.close()


def show(hands: Hands, state: str) -> None:
    """Bring the page into a state."""
    hands.shell.replace("chase")
    hands.settle()
    page = page_of(hands)
    deeds = {
        "call": (Part.CALLS, "main"), "reply": (Part.CALLS, "reply"), "tell": (Part.DO_NOW, "told"),
        "climb": (Part.LADDER, "main"), "again": (Part.ANSWERS, "main"), "answer": (Part.ANSWERS, "reply"),
        "arrange": (Part.CHANGES, "main"),
    }  # fmt: skip
    if state == "change":
        page.commands()["note_change"]()
    elif state != "list":
        part, name = deeds[state]
        page.view.go_to_part(part)
        page._do(name)
    hands.settle()
    assert page.side.is_open is (state != "list"), state


@pytest.mark.parametrize("state", STATES)
def test_everything_has_a_name_and_one_button_is_filled(office, state) -> None:
    show(office, state)
    assert nameless(office.view) == []
    filled = [
        button.text()
        for button in office.view.findChildren(QPushButton)
        if button.isVisible() and button.property("primary")
    ]
    assert len(filled) == 1, filled


@pytest.mark.parametrize(("size", "scale"), [((1366, 688), 1.0), ((900, 632), 1.5), ((1280, 632), 2.0)])
def test_nothing_is_cut_and_the_list_keeps_a_line_in_sight(office, size, scale) -> None:
    theme.apply(QApplication.instance(), scheme="light", scale=scale)
    try:
        for state in STATES:
            show(office, state)
            window = office.view
            window.showNormal()
            window.resize(*size)
            office.settle()
            assert (window.width(), window.height()) == size, state
            saved = window.findChild(QLabel, "saved_label")
            assert window.rect().contains(QRect(saved.mapTo(window, saved.rect().topLeft()), saved.size()))
            assert cut(window) == [], state
            if state == "list":
                page = page_of(office)
                row = page.view.list.visualRect(page.view.list.currentIndex())
                assert page.view.list.viewport().rect().contains(row.center())
    finally:
        theme.apply(QApplication.instance(), scheme="light", scale=1.0)

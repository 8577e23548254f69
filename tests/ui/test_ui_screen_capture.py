"""How the system is asked to keep a window out of captures, and of which windows it is asked."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mappa_desk.ui.screen_capture import ScreenCapture, refusal


class User32:
    """Stands for Windows: takes some wishes and not others."""

    def __init__(self, *taken: int) -> None:
        self.asked: list[tuple[int, int]] = []

        def ask(window: int, wish: int) -> int:
            self.asked.append((window, wish))
            return int(wish in taken)

        self.SetWindowDisplayAffinity = ask


@pytest.mark.parametrize(
    ("taken", "asked", "done"),
    [((0x11, 0x01), [0x11], True), ((0x01,), [0x11, 0x01], True), ((), [0x11, 0x01], False)],
)
def test_windows_is_asked_to_leave_it_out_and_an_older_one_to_blacken_it(monkeypatch, taken, asked, done):
    system = User32(*taken)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=system), raising=False)
    refuse = refusal()
    assert refuse is not None and refuse(77) is done
    assert system.asked == [(77, wish) for wish in asked]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_elsewhere_nothing_is_asked_and_nothing_is_promised(monkeypatch, qapp, platform):
    monkeypatch.setattr(sys, "platform", platform)
    owner = QObject()
    assert refusal() is None
    assert not ScreenCapture(qapp, refusal(), owner).is_refused


def test_each_window_is_asked_for_when_it_comes_again_and_parts_of_it_are_not(qtbot, qapp):
    asked: list[int] = []
    owner = QObject()
    capture = ScreenCapture(qapp, lambda window: asked.append(window) is None, owner)
    assert capture.is_refused
    window = QWidget()
    qtbot.addWidget(window)
    QWidget(window)
    for _ in range(2):
        window.show()
        window.hide()
    assert asked == [int(window.winId())] * 2

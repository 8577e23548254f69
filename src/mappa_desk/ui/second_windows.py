"""The two windows beside the desk: the chair's card and Room. They live and die with the open vault.

The card goes with its desk and comes back with it while its meeting runs. Room stays where it was put, and
holds nothing while no running meeting is at the desk. Neither ever opens by itself for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import commands, theme
from mappa_desk.ui.chair_card import ChairCard
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.desk import DeskPage
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.room import Room
from mappa_desk.ui.shell import Shell
from mappa_desk.ui.shell_looks import Preferences
from mappa_desk.ui.widgets.second_window import SecondWindow

TICK_MS = 5_000
_EVERYWHERE = ("curtain", "lock", "text_larger", "text_smaller", "text_normal")
_BEHIND_CURTAIN = ("curtain", "lock")


class _Maker(Protocol):
    """What feeds one of the windows."""

    size: tuple[int, int]
    commands: tuple[str, ...]

    @property
    def window(self) -> SecondWindow | None: ...
    def open(self) -> SecondWindow: ...
    def show(self, state: DeskState | None) -> None: ...
    def curtain(self, is_closed: bool) -> None: ...
    def let_go(self) -> None: ...


class SecondWindows(QObject):
    """Opens, feeds, blanks and closes them. `watch` is told of each window that comes on the screen."""

    def __init__(
        self,
        shell: Shell,
        preferences: Preferences,
        *,
        practice: bool,
        capture_refused: bool,
        watch: Callable[[QWidget], None],
    ) -> None:
        super().__init__(shell)
        self._shell, self._preferences, self._watch = shell, preferences, watch
        self._desk: DeskPage | None = None
        self.card = ChairCard()
        self.room = Room(practice=practice)
        self._makers: dict[str, _Maker] = {"chair_card": self.card, "room": self.room}
        self._names = {"chair_card": self.tr("The chair's card"), "room": self.tr("Room")}
        self._notes = {"chair_card": "", "room": self.tr("The one window that may be shared.")}
        if not capture_refused:
            self._notes["room"] += " " + self.tr("This system cannot keep the others out of a shared screen.")
        for name in self._makers:
            self._tell(name)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._feed)
        shell.second_requested.connect(self.toggle)
        shell.curtain_changed.connect(self._on_curtain)
        shell.lock_requested.connect(self.close_all)
        shell.page_changed.connect(self._on_page_changed)

    def toggle(self, name: str) -> None:
        """Open the window, or close it when it is open: "chair_card" or "room"."""
        window = self._makers[name].window
        if window is not None:
            window.close()
        elif self._desk is not None:
            self._open(name)

    def close_all(self) -> None:
        """Nothing of them is left, and neither comes back by itself."""
        self.card.forget()
        for maker in self._makers.values():
            if maker.window is not None:
                maker.window.close()

    # Opening and closing

    def _open(self, name: str) -> None:
        maker = self._makers[name]
        window = maker.open()
        self._bind(window, name)
        window.typed.connect(self._on_typed)
        window.uninvited.connect(self._shell.view.activateWindow)
        window.closed.connect(lambda: self._on_closed(name))
        self._place(window, name, maker.size)
        maker.curtain(self._shell.is_curtained)
        self._feed()
        window.show()
        self._watch(window)
        self._tick.start()
        self._tell(name, self.tr("{window} is open"))

    def _tell(self, name: str, sentence: str = "") -> None:
        """Show at its button whether it is open, and say so politely."""
        if sentence:
            self._shell.announce(sentence.format(window=self._names[name]))
        self._shell.view.show_second(name, self._makers[name].window is not None, self._notes[name])

    def _on_closed(self, name: str) -> None:
        maker = self._makers[name]
        window = maker.window
        if window is None:
            return
        self._preferences.keep(f"{name}_place", bytes(window.saveGeometry().data()).hex())
        maker.let_go()
        window.deleteLater()
        self._tell(name, self.tr("{window} is closed"))
        if all(one.window is None for one in self._makers.values()):
            self._tick.stop()

    def _place(self, window: SecondWindow, name: str, size: tuple[int, int]) -> None:
        """Where it was last; else on the other screen, or at the right of the only one."""
        try:
            kept = bytes.fromhex(self._preferences.word(f"{name}_place"))
        except ValueError:
            kept = b""
        if kept and window.restoreGeometry(QByteArray(kept)):
            return
        here = self._shell.view.screen()
        others = [screen for screen in here.virtualSiblings() if screen is not here]
        free = (others[0] if others else here).availableGeometry()
        window.resize(min(theme.px(size[0]), free.width()), min(theme.px(size[1]), free.height() - 40))
        window.move(free.right() + 1 - window.width(), free.top())

    # Keys

    def _bind(self, window: SecondWindow, name: str) -> None:
        for scope, names in ((Scope.EVERYWHERE, _EVERYWHERE), (Scope.DESK, self._makers[name].commands)):
            handlers = {one: self._runner(one) for one in names}
            for action in commands.bind(window, scope, handlers).values():
                action.setAutoRepeat(False)
        commands.bind(window, Scope.EVERYWHERE, {"close_view": lambda: self.toggle(name)})
        if window is self.card.window:
            self.card.window.read_requested.connect(lambda: self._press("statement_read"))
            self.card.window.next_requested.connect(lambda: self._press("next_item"))
            self.card.window.curtain_requested.connect(lambda: self._press("curtain"))

    def _runner(self, name: str) -> Callable[[], None]:
        def run() -> None:
            is_reading_back = self._desk is not None and self._desk.read_back.is_open
            held = self._shell.is_curtained or (name == "next_item" and is_reading_back)
            if name in _BEHIND_CURTAIN or not held:
                self._shell.run(name)

        return run

    def _press(self, name: str) -> None:
        """A button was pressed: what it asks is done, and the keyboard goes back to who types."""
        self._runner(name)()
        self._shell.view.activateWindow()

    def _on_typed(self, letters: str) -> None:
        if self._desk is not None and not self._shell.is_curtained:
            self._shell.view.activateWindow()
            self._desk.panel.typed_elsewhere.emit(letters)

    # Feeding

    def _on_page_changed(self, _page: str) -> None:
        page = self._shell.page
        old, self._desk = self._desk, page if isinstance(page, DeskPage) else None
        if old is not None and shiboken6.isValid(old.state):
            old.state.viewed.disconnect(self._on_viewed)
            old.state.item_changed.disconnect(self._feed)
        self.card.leave()
        if self._desk is not None:
            self._desk.state.viewed.connect(self._on_viewed)
            self._desk.state.item_changed.connect(self._feed)
        self._feed()

    def _on_viewed(self) -> None:
        if self._desk is not None and self.card.comes_back(self._desk.state):
            self._open("chair_card")
        self._feed()

    def _feed(self, _before: str = "") -> None:
        state = self._desk.state if self._desk is not None and self._desk.state.ready else None
        for maker in self._makers.values():
            maker.show(state)

    def _on_curtain(self, is_closed: bool) -> None:
        for maker in self._makers.values():
            maker.curtain(is_closed)

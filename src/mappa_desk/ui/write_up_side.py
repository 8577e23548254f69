"""The right side of write-up: what was typed and its marks, and the panes that others hang over them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mappa_desk.ui.views.write_up_side import PaneFrame
from mappa_desk.ui.write_up_state import WriteUpState


class Side(QObject):
    """One pane is shown at a time; those below it come back as it is closed."""

    changed = Signal(str)
    """Name of the pane that is shown now; empty for what was typed."""

    def __init__(self, state: WriteUpState, focus_page: Callable[[], None]) -> None:
        super().__init__(state)
        self._state, self._focus_page = state, focus_page
        self._panes: dict[str, PaneFrame] = {}

    @property
    def shown(self) -> str:
        """Name of the pane on top; empty when there is none."""
        return next(reversed(self._panes), "")

    def pane(self, name: str) -> QWidget | None:
        """What a pane that is open holds."""
        frame = self._panes.get(name)
        return frame.content if frame is not None else None

    def open_pane(
        self, name: str, widget: QWidget, title: str, *, with_head: bool = True, focus: bool = True
    ) -> None:
        """Show a widget in the side, under a head with its title and a button that closes it.

        One of the same name is taken away first. `with_head` is False for a widget that has a head of its
        own; it then asks for `close_pane` itself. The keyboard goes there unless `focus` is False.
        """
        self._drop(name)
        frame = PaneFrame(widget, title, with_head=with_head)
        frame.close_requested.connect(lambda: self.close_pane(name))
        self._panes[name] = frame
        self._state.panel.add_pane(frame)
        self._show()
        if focus:
            widget.setFocus()
        self._state.shell.announce(title)

    def close_pane(self, name: str = "") -> bool:
        """Take a pane away, the one on top by default; the caret goes back to the page. False for none."""
        name = name or self.shown
        frame = self._panes.get(name)
        if frame is None:
            return False
        focus = QApplication.focusWidget()
        had_it = focus is None or frame is focus or frame.isAncestorOf(focus)
        self._drop(name)
        self._show()
        if had_it:
            self._focus_page()
        return True

    def _drop(self, name: str) -> None:
        frame = self._panes.pop(name, None)
        if frame is not None:
            self._state.panel.remove_pane(frame)
            frame.hide()
            frame.deleteLater()

    def fill(self) -> None:
        """One filled button a view: that of a sheet, else that of the pane on top, else the page's own."""
        frame, panel = self._panes.get(self.shown), self._state.panel
        content = frame.content if frame is not None else None
        set_filled = getattr(content, "set_filled", None)
        if set_filled is not None:
            set_filled(panel.sheet is None)
        filled = frame is not None and any(
            button.property("primary") for button in frame.findChildren(QPushButton)
        )
        panel.set_ready_filled(not filled)

    def _show(self) -> None:
        name = self.shown
        frame = self._panes.get(name)
        self._state.panel.show_pane(frame)
        self.fill()
        self.changed.emit(name)

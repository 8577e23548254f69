"""Feeds Room with its own picture. Nothing but that picture, in words, is ever handed to the window."""

from __future__ import annotations

from mappa_desk.domain.room import room_picture
from mappa_desk.domain.room_picture import RoomPicture
from mappa_desk.ui.desk_header import planned_end
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.room import room_words
from mappa_desk.ui.views.room import SIZE, RoomWindow


class Room:
    """The window while it is open."""

    size = SIZE
    commands: tuple[str, ...] = ()

    def __init__(self, *, practice: bool) -> None:
        self.window: RoomWindow | None = None
        self._practice = practice

    def open(self) -> RoomWindow:
        """A fresh window, not shown yet."""
        self.window = RoomWindow()
        return self.window

    def show(self, state: DeskState | None) -> None:
        """Show the running meeting of this desk; nothing where there is none."""
        if self.window is None:
            return
        picture = RoomPicture(practice=self._practice)
        if state is not None:
            now = state.now()
            picture = room_picture(state.view, now, planned_end(state.view.meeting, now))
        self.window.show_words(room_words(picture))

    def curtain(self, is_closed: bool) -> None:
        """Blank it, or show it again."""
        if self.window is not None:
            self.window.curtain(is_closed)

    def let_go(self) -> None:
        """The window was closed."""
        self.window = None

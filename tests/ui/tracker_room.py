"""The tracker of an open office, as a test's hands meet it."""

from __future__ import annotations

from hands import CTRL, Hands
from PySide6.QtCore import Qt

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.ui.tracker import TrackerPage
from mappa_desk.ui.views.tracker_sheet import MenuEntry


class TrackerHands(Hands):
    """Somebody at the keyboard, who waits until the tracker has read everything it asked for."""

    waits = True
    """False while a test holds the answers back."""

    def settle(self) -> None:
        super().settle()
        page = self.shell.page
        if self.waits and isinstance(page, TrackerPage) and page._read is not None:
            self.room.wait(lambda: page.reading.complete and page._counts is not None)
            super().settle()


def lines(page) -> list[int]:
    model = page.model
    return [at for at in range(model.rowCount()) if not model.line(at).is_head]


def to_action(office: Hands, page, *, open_one: bool = True, nth: int = 0) -> Action:
    """Put the cursor on an action and the keyboard into the table."""
    found = [at for at in lines(page) if (page.model.row_at(at).action.state is ActionState.OPEN) is open_one]
    page.view.table.go_to(found[nth])
    page.view.table.setFocus()
    office.settle()
    return page.model.row_at(found[nth]).action


def kept(office: Hands, action: Action) -> Action:
    with office.work.reading() as reading:
        return reading.get(Action, action.id)


def keep(office: Hands) -> None:
    office.press(Qt.Key.Key_Return, CTRL)
    for _ in range(3):
        office.settle()


def ways(entries) -> dict[str, MenuEntry]:
    return {entry.name: entry for entry in entries if entry is not None}

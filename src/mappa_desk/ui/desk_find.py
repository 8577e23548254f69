"""Find on the desk: plain words in the whole record of the meeting. Looking changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.contributions import PARKED
from mappa_desk.ui.desk_moves import Moves
from mappa_desk.ui.desk_record import Record
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.agenda import UNSORTED, unplaced_words
from mappa_desk.ui.models.desk_record import RowMaker
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import RecordRow, row_words
from mappa_desk.ui.shell_caret import Caret
from mappa_desk.ui.widgets.find_bar import FindBar, found_words

SAY_AFTER_MS = 500
"""How long the keys rest before what was found is said."""


class Find(QObject):
    """The desk shows the items in which something was found; the line stays with the item it was typed in."""

    def __init__(self, state: DeskState, record: Record, moves: Moves) -> None:
        super().__init__(state)
        self._state, self._record, self._moves = state, record, moves
        self._bar: FindBar = state.panel.find_bar
        self._maker = RowMaker()
        self._rows: list[RecordRow] = []
        self._at = -1
        self._caret = Caret()
        self._say = QTimer(self)
        self._say.setSingleShot(True)
        self._say.setInterval(SAY_AFTER_MS)
        self._say.timeout.connect(self._tell)
        self._bar.words_changed.connect(self._look)
        self._bar.stepped.connect(self.step)
        self._bar.taken.connect(self.take)
        self._bar.closed.connect(self.close)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def is_open(self) -> bool:
        """Whether the bar stands over the record."""
        return not self._bar.isHidden()

    def open(self) -> None:
        """Show the bar with the words of last time chosen, ready to be typed over."""
        panel = self._state.panel
        if panel.sheet is not None:
            panel.capture.show_refusal(tr("Close what lies over the record first: Esc."))
            return
        if not self.is_open:
            self._caret.take()
            self._state.look_from_here()
            panel.show_centre()
        self._bar.open()
        self._look(self._bar.field.text())

    def next(self) -> None:
        """The next one; with the bar away, open it with the words of last time."""
        if self.is_open:
            self.step(1)
        else:
            self.open()

    def step(self, step: int) -> None:
        """Show the next one found, or the one before; after the last comes the first."""
        if self._rows:
            self._show((self._at + step) % len(self._rows))
            self._tell()

    def take(self) -> None:
        """Go to what is shown, as if it had been chosen: the line is kept first in its item."""
        row = self._rows[self._at] if self._rows else None
        if row is None:
            return
        self._hide()
        self._moves.go_to_place(row.entry.item, row.entry.id)

    def close(self) -> bool:
        """Take the bar away, back to the item and the caret from before. False when there was none."""
        if not self.is_open:
            return False
        self._hide()
        self._caret.give_back()
        if self._bar.holds(QApplication.focusWidget()) or QApplication.focusWidget() is None:
            self._state.panel.focus_line()
        return True

    def leave(self) -> None:
        """Take the bar away before anything else happens; the keyboard stays where it is."""
        if self.is_open:
            had_it = self._bar.holds(QApplication.focusWidget())
            self._hide()
            if had_it:
                self._state.panel.focus_line()

    def _hide(self) -> None:
        self._say.stop()
        self._state.panel.record.mark_row("")
        self._state.look_no_more()
        if self._bar.holds(QApplication.focusWidget()):
            self._state.panel.focus_line()
        self._bar.hide()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Somebody works elsewhere on the desk: looking is over. A chosen entry is gone to."""
        panel = self._state.panel
        if not self.is_open or now is None or self._bar.holds(now) or not panel.isAncestorOf(now):
            return
        if now is panel.record:
            QTimer.singleShot(0, self, self._take_chosen)
        else:
            QTimer.singleShot(0, self, self.leave)

    def _take_chosen(self) -> None:
        chosen = self._record.chosen()
        if self.is_open and chosen:
            self._hide()
            self._moves.go_to_place(chosen[0].entry.item, chosen[0].entry.id)

    # Looking

    def _look(self, text: str) -> None:
        words = " ".join(text.casefold().split())
        key = self._rows[self._at].key if self._rows else ""
        self._rows = [row for row in self._all_rows() if words in _plain(row)] if words else []
        places = [row.key for row in self._rows]
        if key in places:
            self._show(places.index(key))
        elif places:
            self._show(self._first_here())
        else:
            self._at = -1
            self._state.panel.record.mark_row("")
            self._bar.show_found(-1, 0)
        if words:
            self._say.start()

    def _first_here(self) -> int:
        """The first one in the item that is shown, else the first of all."""
        here = (at for at, row in enumerate(self._rows) if row.entry.item == self._state.item)
        return next(here, 0)

    def _all_rows(self) -> list[RecordRow]:
        state = self._state
        codes = [item.code for item in state.items] + [PARKED, UNSORTED]
        return [
            row
            for code in codes
            for row in self._maker.rows(state.view, item=code, zone=state.zone, today=state.today())
        ]

    def _show(self, at: int) -> None:
        self._at = at
        row = self._rows[at]
        if row.entry.item != self._state.item:
            self._state.show_item(row.entry.item)
        self._state.panel.record.mark_row(row.key)
        self._bar.show_found(at, len(self._rows))

    def _tell(self) -> None:
        """Say where one stands and what stands there."""
        self._say.stop()
        count = found_words(self._at, len(self._rows))
        if not self._rows:
            self._state.shell.announce(count)
            return
        row = self._rows[self._at]
        item = self._state.item_row(row.entry.item)
        place = f"{item.number} {item.title}" if item is not None else unplaced_words(row.entry.item)
        self._state.shell.announce(f"{count}. {place}. {row_words(row)}")


def _plain(row: RecordRow) -> str:
    """What stands in a row, for looking: who, heading and all of its text."""
    parts = (row.heard_as, row.heading, row.note, row.text, row.bold_after)
    return " ".join(" ".join(parts).casefold().split())

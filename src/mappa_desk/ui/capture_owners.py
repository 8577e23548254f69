"""Owners offered while one is typed. Typing goes on whatever is shown; only Tab and the arrows take a row.

Enter keeps the line as it stands, unless the arrows had chosen a row: then it takes that row. Esc takes the
list away before it does anything else.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from mappa_desk.domain.capture_owners import Beginning, free_choice, owner_beginning, read_owner
from mappa_desk.domain.capture_people import OwnerChoice, owner_choices, speaker_prefix
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.people import Person
from mappa_desk.domain.text_places import place_in, units
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.capture_owners import OwnerList, OwnerRow
from mappa_desk.ui.widgets.capture_text import CaptureText, modifiers_of

MOST = 8
_NONE = Qt.KeyboardModifier.NoModifier
_COMMAND = Qt.KeyboardModifier.ControlModifier
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ICONS = {"agency": "people", "not on the list": "plus"}
_NOTES = {
    "here": "here",
    "expected": "expected",
    "not here": "not here",
    "agency": "agency",
    "contact book": "contact book",
    "not on the list": "not on the list",
}


class OwnerHelp(QObject):
    """Shows who may be meant behind "@": those who are here first, then the contact book, then as typed."""

    def __init__(self, state: DeskState, line: CaptureText) -> None:
        super().__init__(state)
        self._state, self._line = state, line
        self._field = line.parentWidget() or line
        self._people: tuple[Person, ...] = ()
        self._choices: tuple[OwnerChoice, ...] = ()
        self._at: Beginning | None = None
        self._left_at = -1
        self._kind: EntryKind | None = None
        self.list = OwnerList(state.panel)
        self.list.pressed.connect(self._take)
        line.add_key_hook(self._on_key)
        line.cursorPositionChanged.connect(self._follow)
        line.textChanged.connect(self._follow)
        line.focus_moved.connect(lambda there: None if there else self.close())
        state.item_changed.connect(lambda _before: self.close())

    def set_people(self, people: tuple[Person, ...]) -> None:
        """The contact book."""
        self._people = people

    def set_kind(self, kind: EntryKind | None) -> None:
        """The kind that a chord chose: behind an "@" of another kind nobody is offered."""
        self._kind = kind

    def close(self) -> None:
        """Take the list away."""
        self._choices, self._at = (), None
        self.list.hide()

    def leave(self) -> bool:
        """Take the list away for the owner that is being typed. False when there is none."""
        if not self.list.isVisible():
            return False
        self._left_at = self._at.start if self._at else -1
        self.close()
        return True

    # Following the caret

    def _follow(self) -> None:
        if not self._state.ready or not self._line.hasFocus() or self._line.isReadOnly():
            self.close()
            return
        at = self._beginning()
        if at is None or at.start == self._left_at:
            self._left_at = self._left_at if at else -1
            self.close()
            return
        choices = self._fitting(at)
        if not choices:
            self.close()
            return
        if (at, choices) != (self._at, self._choices):
            self._at, self._choices = at, choices
            was_open = self.list.isVisible()
            self.list.set_rows(tuple(map(_row, choices)))
            self.list.open_over(self._field, self._line)
            if not was_open:
                self._state.shell.announce(self.list.accessibleName())

    def _beginning(self) -> Beginning | None:
        if self._kind not in (None, EntryKind.ACTION) or self._line.textCursor().hasSelection():
            return None
        text, view = self._line.toPlainText(), self._state.view
        if "@" not in text[:200]:
            return None
        prefix = speaker_prefix(text, view.attendance, view.agencies)
        start = prefix.length if prefix and not prefix.escaped else 0
        return owner_beginning(text, place_in(text, self._line.textCursor().position()), start)

    def _fitting(self, at: Beginning) -> tuple[OwnerChoice, ...]:
        view = self._state.view
        room = {"attendance": view.attendance, "agencies": view.agencies, "people": self._people}
        found = read_owner(at.typed, 0, **room)  # type: ignore[arg-type]  # keywords of one call, by name
        whole = found is not None and bool(found.owner.name or found.owner.role)
        if found is not None and whole and found.end < len(at.typed):
            return ()
        free = None if found is not None else free_choice(at.typed)
        most = min(MOST, self.list.room_over(self._field)) - (free is not None)
        choices = owner_choices(at.typed, most=most, **room)  # type: ignore[arg-type]  # as above
        return (*choices, free) if free is not None else choices

    # Keys

    def _on_key(self, event: QKeyEvent) -> bool:
        if not self.list.isVisible():
            return False
        key, held = event.key(), modifiers_of(event)
        chosen = self.list.chosen
        if key in _ENTERS and held in (_NONE, _COMMAND) and not event.isAutoRepeat():
            if chosen >= 0:
                self._take(chosen)
                return True
            self.close()
            return False
        if held != _NONE:
            return False
        if key == Qt.Key.Key_Tab:
            self._take(max(0, chosen))
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key == Qt.Key.Key_Down or (key == Qt.Key.Key_Up and chosen >= 0):
            self.list.choose(chosen + (1 if key == Qt.Key.Key_Down else -1))
            self._state.shell.announce(self.list.accessibleName())
        else:
            return False
        return True

    def _take(self, place: int) -> None:
        """Put the words of a row in place of what was typed of the owner, as one step of the line's undo."""
        at = self._at
        if at is None or not 0 <= place < len(self._choices):
            return
        choice, text = self._choices[place], self._line.toPlainText()
        end = at.start + len(at.typed)
        follows = text[end : end + 1]
        cursor = self._line.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(units(text[: at.start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(choice.insert if follows.isspace() else f"{choice.insert} ")
        cursor.endEditBlock()
        self._line.setTextCursor(cursor)
        self.close()
        self._state.shell.announce(tr("Owner: {who}").format(who=choice.words))


def _row(choice: OwnerChoice) -> OwnerRow:
    return OwnerRow(_ICONS.get(choice.note, "person"), choice.words, tr(_NOTES[choice.note]))

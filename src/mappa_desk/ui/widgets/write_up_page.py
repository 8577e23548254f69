"""The minutes as one continuous page that can be written in anywhere: one editor, always over the paragraph
that has the caret.

Positions are Python's indexes of a paragraph's text. Nothing typed is dropped: what was changed elsewhere
while somebody types stands beside it until one of the two is taken (`conflict`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.text_places import place_in, units
from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.ui.models.write_up import Arrival
from mappa_desk.ui.widgets.write_up_choice import Choice
from mappa_desk.ui.widgets.write_up_draw import Looks, found_look, wave
from mappa_desk.ui.widgets.write_up_editor import CARET_ROOM, PageEditor
from mappa_desk.ui.widgets.write_up_mouse import PageMouse
from mappa_desk.ui.widgets.write_up_rows import lay
from mappa_desk.ui.widgets.write_up_view import PageView
from mappa_desk.ui.widgets.write_up_walk import Walk

PATIENCE_MS = 1_500
"""How long keys wait for the page that a split or a join makes."""
_KEEP = QTextCursor.MoveMode.KeepAnchor


class Placed(Protocol):
    """A mark: where it begins and ends."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class WriteUpPage(PageView):
    """The page. It keeps nothing itself: it says what was typed and what is wanted."""

    caret_moved = Signal(str, int)
    text_changed = Signal(str, str)
    """Key of the paragraph and its text, at each key."""
    left = Signal(str, str)
    """What was typed in a paragraph is to be kept now: the caret left it, or it is about to be reshaped."""
    split_wanted = Signal(str, int)
    """From here on keys wait until `go_to` or `release_keys`."""
    join_wanted = Signal(str, bool)
    """With the one before (True) or behind. Keys wait as with a split."""
    move_wanted = Signal(str, int)
    new_after_wanted = Signal(str)
    """An empty paragraph is wanted behind this one. Keys wait as with a split."""
    mark_clicked = Signal(str, int)
    read_only_hit = Signal(str)
    undo_exhausted = Signal()
    redo_exhausted = Signal()
    conflict = Signal(str)
    """A paragraph that is being typed in was changed elsewhere: both texts are kept."""
    refused = Signal(str)
    """A sentence saying why a paste or a key was refused."""
    escape_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = PageEditor(self.viewport())
        self._editor.hide()
        self._resting = ""
        self._marks: dict[str, tuple[Placed, ...]] = {}
        self._handed: dict[str, str] = {}
        self._moving = False
        self._waiting = False
        self._queue: list[QEvent] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.release_keys)
        self.choice = Choice(self)
        self.walk = Walk(self)
        self._mouse = PageMouse(self)
        editor = self._editor
        editor.hold = self._hold
        editor.add_key_hook(self.walk.on_key)
        editor.rows_changed.connect(self._on_rows_changed)
        editor.typed_text.connect(self._on_typed)
        editor.cursorPositionChanged.connect(self._on_caret)
        editor.mouse.connect(self._mouse.from_editor)
        editor.wheeled.connect(lambda event: QApplication.sendEvent(self.viewport(), event))
        editor.focus_moved.connect(self._on_focus_moved)
        editor.refused.connect(self.refused)
        editor.escape_pressed.connect(self.escape_pressed)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    # What the presenter sets

    def show(self, paragraphs: Sequence[Paragraph] | None = None) -> None:
        """Show these paragraphs. Caret, selection, typing, its undo and the place of the page stay.

        Without paragraphs the widget itself is shown, as any other.
        """
        if paragraphs is None:
            super().show()
            return
        anchor = self.anchor()
        fresh, conflicts = self._merged(list(paragraphs))
        shape = [row.key for row in fresh] != [row.key for row in self._page.rows]
        lost = self._page.place_of(self.edited) if self.edited else -1
        taken = self._page.set_rows(fresh)
        if shape:
            self.choice.clear()
        self.places.take(taken)
        place = self._page.place_of(self.edited) if self.edited else -1
        if place >= 0 and fresh[place].editable:
            self._refresh(place)
        elif self.edited:
            self._reopen_near(min(lost, len(fresh) - 1))
        if not self._page.place_of(self._resting) >= 0:
            self._resting = ""
        self.settle(anchor)
        self.rest()
        for key in conflicts:
            self.conflict.emit(key)

    def go_to(self, key: str, position: int = 0, end: int | None = None) -> bool:
        """Put the caret there, or select as far as `end`; never takes the keyboard. False without such a key.

        Keys that waited for this are typed now.
        """
        place = self._page.place_of(key)
        if place >= 0:
            if self._page.rows[place].editable:
                self.open(place, position, end)
            else:
                self.rest_on(place)
        self.release_keys()
        return place >= 0

    def text_of(self, key: str) -> str:
        """The words of a paragraph as they stand on the page; empty without such a paragraph."""
        place = self._page.place_of(key)
        return self._page.text_at(place) if place >= 0 else ""

    def editor(self) -> PageEditor:
        """The editor in place; hidden while the caret is nowhere."""
        return self._editor

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs as they were shown last."""
        return tuple(self._page.rows)

    def caret(self) -> tuple[str, int]:
        """Key of the paragraph with the caret, and the position in it; a read-only one where it rests."""
        if not self.edited:
            return self._resting, 0
        return self.edited, place_in(self._editor.toPlainText(), self._editor.textCursor().position())

    def set_marks(self, key: str, marks: Sequence[Placed]) -> None:
        """Wavy lines under parts of a paragraph; one of no length marks the whole in the margin."""
        self._marks[key] = tuple(marks)
        spans = tuple((mark.start, mark.end) for mark in marks if mark.end > mark.start)
        old = self.looks.get(key, Looks())
        whole = any(mark.end <= mark.start for mark in marks)
        self._look(key, Looks(spans, old.found, old.wrong, whole))

    def set_found(self, key: str, ranges: Sequence[tuple[int, int]]) -> None:
        """Tint what was looked for."""
        old = self.looks.get(key, Looks())
        self._look(key, Looks(old.marks, tuple(ranges), old.wrong, old.whole))

    def clear_found(self) -> None:
        """Take every tint off."""
        for key in [key for key, looks in self.looks.items() if looks.found]:
            self.set_found(key, ())

    def replace_range(self, key: str, start: int, end: int, text: str) -> bool:
        """Put a text in place of a part, as one step of the typing's undo. False where nobody can type."""
        place = self._page.place_of(key)
        if place < 0 or not self._page.rows[place].editable:
            return False
        if key != self.edited:
            self.open(place, end)
        self._editor.replace(start, end, text)
        return True

    def restore(self, key: str, text: str) -> None:
        """Put a text that was typed earlier and never kept back on the page, as typed and not kept."""
        place = self._page.place_of(key)
        if place < 0:
            return
        self._page.typings.typed(self._page.rows[place], text)
        if key == self.edited:
            self._editor.put(text)
        else:
            self._relay_one(place)

    def kept(self, key: str, text: str) -> None:
        """This text of the paragraph is on the disk."""
        self._page.typings.kept(key, text)

    def theirs(self, key: str) -> Paragraph | None:
        """The paragraph as it was changed elsewhere while it was typed in; None without a conflict."""
        return self._page.typings.theirs(key)

    def take_theirs(self, key: str) -> None:
        """Settle a conflict: what was typed goes."""
        place = self._page.place_of(key)
        if place < 0:
            return
        self._page.typings.drop(key)
        if key == self.edited:
            self._editor.put(self._page.rows[place].text)
        else:
            self._relay_one(place)

    def keep_mine(self, key: str) -> None:
        """Settle a conflict: what was typed stays, to be kept over the other text."""
        self._page.typings.keep_mine(key)
        self._handed.pop(key, None)

    # What the presenter's commands do

    def flush(self) -> None:
        """Say in `left` what is typed at the caret and was not said yet."""
        self._say_left(self.edited)

    def split(self) -> None:
        """Split the paragraph at the caret."""
        key, position = self.caret()
        if key and self.edited:
            self.ask(self.split_wanted, key, position)

    def join(self, backwards: bool = True) -> None:
        """Join the paragraph with the one before, or the one behind."""
        if self.edited:
            self.ask(self.join_wanted, self.edited, backwards)

    def move_paragraph(self, by: int) -> None:
        """Move the paragraph up (-1) or down (1)."""
        if self.edited:
            self.flush()
            self.move_wanted.emit(self.edited, by)

    def new_after(self) -> None:
        """Ask for a new paragraph behind this one."""
        if self.edited:
            self.ask(self.new_after_wanted, self.edited)

    def release_keys(self) -> None:
        """Type the keys that waited for a split or a join."""
        self._patience.stop()
        self._waiting = False
        while self._queue and not self._waiting:
            QApplication.sendEvent(self._editor, self._queue.pop(0))

    # Opening and leaving

    def ask(self, signal: object, key: str, *words: object) -> None:
        """Ask for another shape of the page; keys wait until it is there."""
        self.flush()
        place = self._page.place_of(key)
        for near in range(max(0, place - 2), min(place + 3, len(self._page.rows))):
            self._page.typings.reshape(self._page.rows[near].key)
        self._waiting = True
        self._patience.start()
        signal.emit(key, *words)  # type: ignore[attr-defined]  # one of the signals above

    def open(self, place: int, position: int, end: int | None = None) -> None:
        """Put the caret into a paragraph that can be typed in; `end` selects as far as that."""
        text = self._page.text_at(place)
        caret = units(text[: position if end is None else end])
        self.open_at(place, caret, units(text[:position]))

    def open_at(self, place: int, caret: int, anchor: int | None = None) -> None:
        """The same with positions as Qt counts them."""
        row, before = self._page.rows[place], self.edited
        self._moving = True
        focused = self.hasFocus() or self._editor.hasFocus()
        if row.key != before:
            self._commit()
            self._resting = ""
            text = self._page.text_at(place)
            self._editor.load(text, lay(row, "", self.places.sheet, rows=1).by)
            self.places.edit(row.key, self._editor.rows)
            self._editor.setAccessibleName(self._page.name_of(place))
            self._apply_looks()
            self.settle(self.anchor())
            self._editor.show()
            self.setFocusProxy(self._editor)
            if focused:
                self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self._editor.textCursor()
        cursor.setPosition(caret if anchor is None else anchor)
        cursor.setPosition(caret, _KEEP)
        self._editor.setTextCursor(cursor)
        self._moving = False
        self._on_caret()
        if row.key != before:
            self._say_left(before)

    def rest_on(self, place: int) -> None:
        """Go to a paragraph that nobody can type in."""
        before, focused = self.edited, self._editor.hasFocus()
        self._shut()
        self._resting = self._page.rows[place].key
        self.scrollTo(self._page.index(place))
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.viewport().update()
        self.caret_moved.emit(self._resting, 0)
        self._say_left(before)

    def _shut(self) -> None:
        """Take the editor off the page."""
        if self.edited:
            self._commit()
            anchor = self.anchor()
            self.places.edit("")
            self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes it off
            if self._editor.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._editor.hide()
            self.settle(anchor)

    def _commit(self) -> None:
        if self.edited and self._editor.composing:
            QGuiApplication.inputMethod().commit()

    def _reopen_near(self, place: int) -> None:
        """The paragraph with the caret is gone: go on in the nearest one."""
        near = self.walk.near(max(0, place))
        self.places.edited = ""
        if near < 0:
            self._shut_gone()
        else:
            self.open_at(near, 0)

    def _shut_gone(self) -> None:
        focused = self._editor.hasFocus()
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes it off
        self._editor.hide()
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_left(self, key: str) -> None:
        place = self._page.place_of(key)
        if place < 0 or key not in self._page.typings:
            self._handed.pop(key, None)
            return
        text = self._page.text_at(place)
        if self._handed.get(key) != text:
            self._handed[key] = text
            self.left.emit(key, text)

    # What arrives

    def _merged(self, fresh: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
        """The new paragraphs with whatever is typed and not kept among them, and the keys in conflict."""
        typings, conflicts = self._page.typings, []
        composing = self._editor.composing and bool(self.edited)
        known = {row.key: row for row in fresh}
        for key in typings.keys():  # noqa: SIM118 (a copy: it changes meanwhile)
            if key in known:
                arrival = typings.arrive(known[key], composing=composing and key == self.edited)
                if arrival is Arrival.CONFLICT:
                    conflicts.append(key)
                continue
            if typings.is_reshaped(key) or self._handed.get(key) == self.text_of(key):
                typings.drop(key)
                continue
            at = self._page.place_of(key)
            before = next((row.key for row in reversed(self._page.rows[:at]) if row.key in known), "")
            where = next((n + 1 for n, row in enumerate(fresh) if row.key == before), 0)
            fresh.insert(where, self._page.rows[at])
            conflicts.append(key)
        return fresh, conflicts

    def _refresh(self, place: int) -> None:
        """The paragraph with the caret may have another text, label or lead."""
        row, text = self._page.rows[place], self._page.text_at(place)
        if text != self._editor.toPlainText() and not self._editor.composing:
            self._moving = True
            self._editor.put(text)
            self._moving = False
            self._apply_looks()
        by = lay(row, "", self.places.sheet, first=place == 0, rows=1).by
        self._editor.set_measure(by)
        self.places.edit(row.key, self._editor.rows)
        self._editor.setAccessibleName(self._page.name_of(place))

    def _relay_one(self, place: int) -> None:
        anchor = self.anchor()
        self.places.spoil(place)
        self.places.laid(place)
        self.places.recount()
        self.settle(anchor)

    def _look(self, key: str, looks: Looks) -> None:
        if looks == self.looks.get(key, Looks()):
            return
        self.looks[key] = looks
        if key == self.edited:
            self._apply_looks()
        self.viewport().update()

    def _apply_looks(self) -> None:
        looks, text = self.looks.get(self.edited, Looks()), self._editor.toPlainText()
        parts = [(span, found_look()) for span in looks.found]
        parts += [(span, wave("warning")) for span in looks.marks]
        self._editor.set_looks([(units(text[:a]), units(text[:b]), look) for (a, b), look in parts])

    # What the editor says

    def _on_typed(self) -> None:
        place = self._page.place_of(self.edited)
        if place < 0 or self._moving:
            return
        text = self._editor.toPlainText()
        self._page.typings.typed(self._page.rows[place], text)
        self.rest()
        self.text_changed.emit(self.edited, text)

    def _on_rows_changed(self, rows: int) -> None:
        if self.edited and not self._moving:
            anchor = self.edited, self.top_of(self._page.place_of(self.edited))
            self.places.edit(self.edited, rows)
            self.settle(anchor)

    def _on_caret(self) -> None:
        if self._moving or not self.edited:
            return
        self.show_caret()
        self.caret_moved.emit(*self.caret())

    def show_caret(self) -> None:
        """Bring the line with the caret into sight."""
        place = self._page.place_of(self.edited)
        if place >= 0:
            top = self.top_of(place) + self.laid(place).text_top
            top += round(self._editor.caret_top(self._editor.textCursor()))
            self.reveal(top, top + self._editor.by.pitch)

    def _on_focus_moved(self, focused: bool) -> None:
        if not focused and self.isActiveWindow():
            self.flush()

    def _hold(self, event: QEvent) -> bool:
        """Keep a key for the page that is about to come."""
        if not self._waiting:
            return False
        if isinstance(event, QKeyEvent):
            if not (event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
                self._queue.append(event.clone())
        elif isinstance(event, QInputMethodEvent):
            self._queue.append(event.clone())
        return True

    # The page's own events

    def places_changed(self) -> None:
        """The editor stands exactly over the words of its paragraph."""
        place = self._page.place_of(self.edited) if hasattr(self, "_editor") else -1
        if place < 0:
            return
        laid = self.laid(place)
        rows = self._editor.rows + 2
        self._editor.setGeometry(
            laid.left,
            self.top_of(place) + laid.text_top,
            round(laid.by.width) + CARET_ROOM,
            rows * laid.by.pitch,
        )
        self._editor.verticalScrollBar().setValue(0)

    def relay(self, anchor: tuple[str, int] | None) -> None:
        """A new width or type: the editor's lines first, they decide a height."""
        super().relay(anchor)
        place = self._page.place_of(self.edited) if hasattr(self, "_editor") else -1
        if place >= 0:
            self._editor.set_measure(lay(self._page.rows[place], "", self.places.sheet, rows=1).by)
            self._apply_looks()
            self.settle(anchor)

    def has_caret(self, key: str) -> bool:
        """The paragraph under the editor, or the read-only one that was gone to."""
        return key in (self.edited, self._resting) and bool(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the editor, where there is one."""
        super().focusInEvent(event)
        if not self.edited and not self._resting:
            first = self.walk.near(self.places.at(self.verticalOffset() + 1)) if self._page.rows else -1
            if first >= 0:
                self.open_at(first, 0)
        if self.edited:
            self._editor.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys while the caret is nowhere: walking, scrolling, copying; whatever types is told."""
        if not self.walk.on_resting_key(event, self._resting):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Puts the caret where it was clicked."""
        self._mouse.press(event.position().toPoint(), event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Selects."""
        self._mouse.move(event.position().toPoint(), event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends selecting."""
        self._mouse.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects a word."""
        self._mouse.double(event.position().toPoint(), event)

    def can_reshape(self) -> bool:
        """Whether the paragraph with the caret can be split, joined and moved: it is an entry."""
        place = self._page.place_of(self.edited)
        return place >= 0 and self._page.rows[place].kind is ParagraphKind.ENTRY

    def place(self, key: str) -> int:
        """Place of a paragraph, -1 when there is none."""
        return self._page.place_of(key)

    def copy_resting(self) -> None:
        """Copy the read-only paragraph that was gone to."""
        QGuiApplication.clipboard().setText(self.text_of(self._resting))

    def click_mark(self, key: str, position: int) -> None:
        """Say which mark was clicked, if one stands there."""
        for at, mark in enumerate(self._marks.get(key, ())):
            if mark.start <= position < max(mark.end, mark.start + 1) and mark.end > mark.start:
                self.mark_clicked.emit(key, at)
                return

"""The text field of the capture line: two to six rows, keys handed over, oversize pastes refused aloud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from mappa_desk.domain.contributions import FIELD_LIMIT, RUN_LIMIT
from mappa_desk.domain.text_places import units
from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.report_paste import can_paste_report, pasted_report

KeyHook = Callable[[QKeyEvent], bool]
"""Looks at a key before the field does; True when it used the key up."""

FRAME_ROOM = 12
"""Padding and edge of a field with a frame of its own, above and below together."""
_EDITOR_LETTERS = frozenset("ACVXYZ")
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMAND = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier


def refusal(text: str, held: int = 0) -> str:
    """Why a text may not enter a field that holds `held` characters; empty when it may."""
    if held + len(text) > FIELD_LIMIT:
        return tr("Not pasted: {n} characters are more than one entry holds ({most}).").format(
            n=f"{held + len(text):,}", most=f"{FIELD_LIMIT:,}"
        )
    longest = max((len(run) for run in text.split()), default=0)
    if longest > RUN_LIMIT:
        return tr("Not pasted: it holds one run of {n} characters without a space.").format(n=f"{longest:,}")
    return ""


def modifiers_of(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers of a key press without the number pad's flag."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def is_typed(event: QKeyEvent) -> bool:
    """True for a key that types a character. Ctrl with Alt is AltGr, which types on many layouts."""
    held = modifiers_of(event) & (_COMMAND | _ALT)
    text = event.text()
    return bool(text) and text.isprintable() and held in (_NONE, _COMMAND | _ALT)


def is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y does it again everywhere; some desktops know Ctrl+Shift+Z alone."""
    ctrl_y = event.key() == Qt.Key.Key_Y and modifiers_of(event) == _COMMAND
    return ctrl_y or event.matches(QKeySequence.StandardKey.Redo)


class CaptureText(QPlainTextEdit):
    """Plain text only. Printable keys always type; Enter keeps, Shift+Enter breaks the line."""

    keep_requested = Signal()
    prefix_taken = Signal(str)
    """A known code, colon, space was typed at the start and taken out of the text."""
    prefix_given_back = Signal(str)
    """The characters of the prefix stand in the text again."""
    record_requested = Signal()
    escape_pressed = Signal()
    refused = Signal(str)
    """A sentence saying why a paste or a key was refused. The text is as it was."""
    height_changed = Signal(int)
    focus_moved = Signal(bool)
    report_pasted = Signal(object)
    """A `ReportText` was pasted: what was left out of it can be told."""
    key_done = Signal(str)
    """A key was dealt with by the field; gives the text it typed, empty for a key that types nothing."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        least_rows: int = 2,
        most_rows: int = 6,
        framed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._least_rows = least_rows
        self._most_rows = most_rows
        self._names_speaker: Callable[[str], bool] = lambda _text: False
        self._key_hooks: list[KeyHook] = []
        self._taken = ""
        self._just_taken = False
        self._prefix_is_text = False
        self._takes_reports = False
        self.setTabChangesFocus(True)
        self._frame_room = FRAME_ROOM if framed else 0
        self.setProperty("frameless", not framed)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setProperty("font_role", "record")
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        # A scroll bar that came in between made the words wrap anew, which the layout does not tell.
        self.verticalScrollBar().rangeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        theme.signals.changed.connect(self._on_theme_changed)
        self._fit()

    # What the panel sets

    def set_rows(self, least: int, most: int) -> None:
        """Between how many rows the field grows."""
        self._least_rows, self._most_rows = least, most
        self._fit()

    def set_prefix_reader(self, reader: Callable[[str], bool]) -> None:
        """Says whether a text that ends in a colon and a space names a speaker of this meeting."""
        self._names_speaker = reader

    def add_key_hook(self, hook: KeyHook) -> None:
        """Let `hook` see each key, Tab too, before the field does. The last one added is asked first."""
        self._key_hooks.insert(0, hook)

    def set_line(self, text: str, caret: int = 0, anchor: int | None = None) -> None:
        """Put a text in with its caret as Qt counts it; the undo history starts anew."""
        self._taken, self._just_taken, self._prefix_is_text = "", False, False
        self.setPlainText(text)
        cursor = self.textCursor()
        end = units(text)
        cursor.setPosition(min(caret if anchor is None else anchor, end))
        cursor.setPosition(min(caret, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def empty(self) -> None:
        """Take everything out; the undo history starts anew."""
        self._taken, self._just_taken, self._prefix_is_text = "", False, False
        self.clear()

    def caret(self) -> tuple[int, int]:
        """Caret and anchor as Qt counts them (`domain.text_places`)."""
        cursor = self.textCursor()
        return cursor.position(), cursor.anchor()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Gives chords that belong to the window back before the editor claims them (Ctrl+K, Ctrl+U)."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._belongs_to_window(event):
            event.ignore()
            return True
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and any(hook(event) for hook in self._key_hooks):
            event.accept()
            return True
        return super().event(event)

    @staticmethod
    def _belongs_to_window(event: QKeyEvent) -> bool:
        modifiers = modifiers_of(event)
        if not modifiers & _COMMAND or modifiers & _ALT:
            return False
        letter = chr(event.key()) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""
        if not letter:
            return False
        return letter != "Z" if modifiers & _SHIFT else letter not in _EDITOR_LETTERS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keeps on Enter, takes a code prefix at the space, gives it back at Backspace; all else types."""
        modifiers = modifiers_of(event)
        if event.key() in _ENTERS and modifiers in (_NONE, _COMMAND):
            if not event.isAutoRepeat():
                self.keep_requested.emit()
            event.accept()
            return
        if self._is_bare_key(event, modifiers):
            event.accept()
            return
        if self._would_overflow(event):
            self.refused.emit(tr("This entry is full: {n} characters.").format(n=f"{FIELD_LIMIT:,}"))
            event.accept()
            return
        if is_redo(event):
            self.redo()
            event.accept()
            return
        was_taken = self._just_taken
        self._just_taken = False
        if was_taken and event.key() == Qt.Key.Key_Backspace and modifiers == _NONE:
            self._give_back(insert=True)
            event.accept()
            return
        super().keyPressEvent(event)
        if self._taken and event.matches(QKeySequence.StandardKey.Undo):
            self._notice_undone_prefix()
        elif event.text() == " ":
            self._take_prefix()
        self.key_done.emit(event.text() if is_typed(event) else "")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method commits is typed too: the next Backspace is meant for it."""
        if event.commitString():
            self._just_taken = False
        super().inputMethodEvent(event)

    def _is_bare_key(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        """True when the key was one that leaves the field without typing anything."""
        empty = self.document().isEmpty()
        if event.key() == Qt.Key.Key_Up and modifiers == _NONE and empty:
            self.record_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and modifiers == _NONE:
            self.escape_pressed.emit()
        else:
            return False
        return True

    def _would_overflow(self, event: QKeyEvent) -> bool:
        full = self.document().characterCount() - 1 >= FIELD_LIMIT
        return full and is_typed(event) and not self.textCursor().hasSelection()

    def _take_prefix(self) -> None:
        cursor = self.textCursor()
        if cursor.blockNumber() != 0 or cursor.hasSelection() or self._prefix_is_text:
            return
        before = cursor.block().text()[: cursor.positionInBlock()]
        if not before.endswith(": ") or not self._names_speaker(before):
            return
        cursor.setPosition(0)
        cursor.setPosition(len(before), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._taken, self._just_taken = before, True
        self.prefix_taken.emit(before)

    def _give_back(self, *, insert: bool) -> None:
        taken, self._taken, self._prefix_is_text = self._taken, "", True
        if insert:
            cursor = self.textCursor()
            cursor.setPosition(0)
            cursor.insertText(taken)
            self.setTextCursor(cursor)
        self.prefix_given_back.emit(taken)

    def give_prefix_back(self) -> bool:
        """Put the code that became the speaker back before the text. False when there is no such line."""
        if not self._taken or self.document().isEmpty():
            return False
        self._just_taken = False
        self._give_back(insert=True)
        return True

    def _notice_undone_prefix(self) -> None:
        if self.document().firstBlock().text().startswith(self._taken):
            self._give_back(insert=False)

    # Paste and drop

    def set_takes_reports(self, takes: bool) -> None:
        """Whether a paste is a report: paragraphs and rows are kept, and what went is told."""
        self._takes_reports = takes

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only: no pictures, no files."""
        return can_paste_report(source) if self._takes_reports else source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Puts plain text in, or refuses it with a sentence and changes nothing."""
        report = pasted_report(source) if self._takes_reports else None
        text = report.text if report else source.text()
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        cursor = self.textCursor()
        chosen = abs(cursor.position() - cursor.anchor())
        sentence = refusal(text, self.document().characterCount() - 1 - chosen)
        if sentence:
            self.refused.emit(sentence)
            return
        self._just_taken = False
        cursor.insertText(text)
        self.ensureCursorVisible()
        if report is not None:
            self.report_pasted.emit(report)

    # Size

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(240, self.height_for_rows(self._least_rows))

    def minimumSizeHint(self) -> QSize:
        """The same: rows are never cut."""
        return self.sizeHint()

    def height_for_rows(self, rows: int) -> int:
        """Height of so many rows of text in pixels."""
        thick = 2 * (theme.edge() - 1) if self._frame_room else 0
        return self.fontMetrics().lineSpacing() * rows + self._frame_room + thick

    def _fit(self) -> None:
        needed = int(self.document().size().height())
        rows = max(self._least_rows, min(self._most_rows, needed))
        height = self.height_for_rows(rows)
        # A bar that came while the field was lower or narrower would lie over the ends of the lines.
        fits = needed <= self._most_rows
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.height_changed.emit(height)

    def _on_theme_changed(self) -> None:
        self.ensurePolished()
        self._fit()

    def _on_text_changed(self) -> None:
        if self.document().isEmpty():
            self._prefix_is_text = False

    def focusInEvent(self, event: object) -> None:
        """Tells the frame to draw its ring."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.focus_moved.emit(True)

    def focusOutEvent(self, event: object) -> None:
        """Tells the frame to take its ring away."""
        super().focusOutEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.focus_moved.emit(False)

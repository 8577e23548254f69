"""The capture line: speaker, kind, text, and one row that says how the line is understood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_capture import Ui_Capture
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.record import KIND_MARKS, Chip
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.desk_record_rows import SPEAKER_COLUMN

_MODIFIER_KEYS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class CapturePanel(QWidget):
    """One line at the foot of the desk. It never leaves, never asks and never loses a character."""

    kept = Signal()
    """Enter was pressed: the line as it stands is to be kept."""
    edited = Signal()
    """The text changed in any way."""
    prefix_taken = Signal(str)
    prefix_given_back = Signal(str)
    record_requested = Signal()
    escape_pressed = Signal()
    refused = Signal(str)
    speaker_requested = Signal()
    kind_requested = Signal()
    report_pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Capture()
        self._ui.setupUi(self)
        self._line = self._ui.line_edit
        self._reason = self._described = ""
        self._line.add_key_hook(self._on_key)
        self._ui.field_frame.setFocusProxy(self._line)
        self.setFocusProxy(self._line)
        self._ui.case_label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        layout = self.layout()
        if layout is not None:
            layout.setAlignment(self._ui.speaker_button, Qt.AlignmentFlag.AlignTop)
        inside = self._ui.field_frame.layout()
        if inside is not None:
            inside.setAlignment(self._ui.kind_button, Qt.AlignmentFlag.AlignTop)
        self._line.keep_requested.connect(self.kept)
        self._line.textChanged.connect(self.edited)
        self._line.prefix_taken.connect(self.prefix_taken)
        self._line.prefix_given_back.connect(self.prefix_given_back)
        self._line.record_requested.connect(self.record_requested)
        self._line.escape_pressed.connect(self.escape_pressed)
        self._line.refused.connect(self.refused)
        self._line.report_pasted.connect(self.report_pasted)
        self._line.focus_moved.connect(self._ui.field_frame.set_focused)
        self._ui.speaker_button.clicked.connect(self.speaker_requested)
        self._ui.kind_button.clicked.connect(self.kind_requested)
        theme.signals.changed.connect(self._on_theme_changed)
        theme_dress.dress(self)
        self._on_theme_changed()
        self.set_kind(EntryKind.CONTRIBUTION)

    @property
    def line(self) -> CaptureText:
        """The text field, for focus and for tests."""
        return self._line

    def text(self) -> str:
        """What stands in the line."""
        return self._line.toPlainText()

    def caret(self) -> tuple[int, int]:
        """Caret and anchor."""
        return self._line.caret()

    def set_line(self, text: str, caret: int = 0, anchor: int | None = None) -> None:
        """Put a text and its caret in; the undo history starts anew."""
        self._line.set_line(text, caret, anchor)

    def empty(self) -> None:
        """Take everything out of the line."""
        self._line.empty()

    def give_prefix_back(self) -> bool:
        """Put the code that became the speaker back into the line. False when there is none."""
        return self._line.give_prefix_back()

    def insert(self, text: str) -> None:
        """Type a text at the caret."""
        self._line.insertPlainText(text)

    def focus_line(self) -> None:
        """Put the caret into the line."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """True while the caret is in the line."""
        return self._line.hasFocus()

    def set_prefix_reader(self, reader: Callable[[str], bool]) -> None:
        """Says whether a text that ends in a colon and a space names a speaker."""
        self._line.set_prefix_reader(reader)

    def set_rows(self, least: int, most: int) -> None:
        """Between how many rows the line grows."""
        self._line.set_rows(least, most)

    def set_read_only(self, reason: str) -> None:
        """Say why nothing can be typed; an empty reason opens the line."""
        self._line.setReadOnly(bool(reason))
        self._line.setToolTip(plain_tip(reason))
        self._reason = reason
        self._describe()

    def set_case(self, reference: str) -> None:
        """The case the line writes into, in words at its left edge."""
        self._ui.case_label.setText(reference)

    def set_speaker(self, seat: str, name: str, *, still: bool) -> None:
        """Who speaks; `still` when kept from the line before; an empty name for nobody."""
        self._ui.speaker_button.set_speaker(seat, name, still=still)

    def set_kind(self, kind: EntryKind) -> None:
        """Word and icon of the kind at the left edge of the line."""
        icon, tone = KIND_MARKS[kind]
        word = words.tr(words.KINDS[kind])
        short = words.tr("Report") if kind is EntryKind.WRITTEN_REPORT else word
        self._ui.kind_button.set_kind(icon, tone, short, word)
        self._line.set_takes_reports(kind is EntryKind.WRITTEN_REPORT)

    def set_chips(self, chips: tuple[Chip, ...], described: str) -> None:
        """How the line is understood, drawn under it and described to a screen reader as one."""
        self._ui.chip_row.set_chips(chips)
        self._described = described
        self._describe()

    def set_hint(self, hint: str) -> None:
        """One grey hint where there are no chips, until the next key in the line; empty takes it away."""
        self._ui.chip_row.set_hint(hint)
        self._ui.field_frame.set_alarmed(False)
        self._describe()

    def show_refusal(self, sentence: str) -> None:
        """A refusal, said until the next key in the line."""
        self._ui.chip_row.set_hint(sentence, tone="danger")
        self._ui.field_frame.set_alarmed(True)
        self._describe()

    def _describe(self) -> None:
        """One description of the field for a screen reader: why it is closed, how it reads, the hint."""
        hint = self._ui.chip_row.hint()
        said = ". ".join(part for part in (self._reason, self._described, hint) if part)
        if self._line.accessibleDescription() != said:
            self._line.setAccessibleDescription(said)

    def _on_key(self, event: QKeyEvent) -> bool:
        """What the row said is over at the next key; a held or a modifier key is none."""
        if not event.isAutoRepeat() and event.key() not in _MODIFIER_KEYS and self._ui.chip_row.hint():
            self.set_hint("")
        return False

    def said(self) -> str:
        """What the row under the line says."""
        return self._ui.chip_row.said()

    def _on_theme_changed(self) -> None:
        self._ui.case_label.setFixedWidth(theme.px(SPEAKER_COLUMN) - 12)
        self._ui.kind_rule.setFixedWidth(1)

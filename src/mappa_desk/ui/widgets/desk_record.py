"""The record with editing in place: an editor over the text of one row."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal

from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets import desk_record_rows as rows
from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.desk_record_view import RecordRowsView


class RecordView(RecordRowsView):
    """The record of one item, whose rows can be edited where they stand."""

    edit_finished = Signal(str, str)
    """Key of the row and its new text, when the editor in place is left."""
    edit_changed = Signal(str)
    _editor: CaptureText | None = None

    def begin_edit(self, key: str, text: str, caret: int | None = None) -> None:
        """Open an editor over the text of a row. Leaving it gives the text in `edit_finished`."""
        self.finish_edit()
        place = next((at for at in range(self._count()) if self._row(at).key == key), -1)
        if place < 0:
            return
        editor = CaptureText(self.viewport(), least_rows=1, most_rows=12, framed=True)
        editor.setObjectName("entry_edit")
        editor.setAccessibleName(tr("Words of the entry"))
        self._editor = editor
        self._places.edit(key, float(editor.height()))
        editor.keep_requested.connect(self.finish_edit)
        editor.escape_pressed.connect(self.finish_edit)
        editor.focus_moved.connect(self._on_editor_focus)
        editor.height_changed.connect(self._on_editor_grew)
        editor.set_line(text, len(text) if caret is None else caret)
        editor.textChanged.connect(lambda: self.edit_changed.emit(editor.toPlainText()))
        self._places.edit(key, float(editor.height()))
        self._arrange()
        self.scrollTo(self.model().index(place, 0))
        self.places_changed()
        editor.show()
        self.setTabOrder(self, editor)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def editing(self) -> str:
        """Key of the row under edit, empty when there is none."""
        return self._places.edited_key

    @property
    def editor(self) -> CaptureText | None:
        """The editor in place while there is one."""
        return self._editor

    def finish_edit(self) -> None:
        """Close the editor and give its text. Nothing typed is ever dropped."""
        key, text = self.take_edit()
        if key:
            self.edit_finished.emit(key, text)

    def take_edit(self) -> tuple[str, str]:
        """Close the editor and give row and text to the caller alone; both empty when there is none."""
        if self._editor is None:
            return "", ""
        editor, key = self._editor, self._places.edited_key
        had_focus = editor.hasFocus()
        self._editor = None
        text = editor.toPlainText()
        editor.blockSignals(True)
        editor.hide()
        editor.deleteLater()
        self._places.edit("", 0.0)
        self._arrange()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return key, text

    def _on_editor_focus(self, focused: bool) -> None:
        if not focused and self.isActiveWindow():
            QTimer.singleShot(0, self, self.finish_edit)

    def _on_editor_grew(self, height: int) -> None:
        self._places.edit(self._places.edited_key, float(height))
        self._arrange()

    def places_changed(self) -> None:
        """The editor moves with its row."""
        if self._editor is None:
            return
        place = next((at for at in range(self._count()) if self._row(at).key == self._places.edited_key), -1)
        if place < 0:
            return
        inner = rows.text_rect(self._places.laid(self._row(place)))
        top = round(self._places.tops[place]) - self.verticalOffset()
        self._editor.setGeometry(
            round(inner.left()) - 7,
            round(top + inner.top()) - 3,
            round(inner.width()) + 14,
            self._editor.height(),
        )

"""Short forms and standard wording on the desk: in the line, in an entry under edit, in cards and sheets.

What is kept with an entry as the words typed in the room is the line as it stood at Enter, so with its short
forms opened: what the minute taker saw and could take back is what is kept, and it reads without a key to it.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from mappa_desk.domain.expansion import blanks, to_fill
from mappa_desk.domain.wording import StandardWording
from mappa_desk.domain.wording_book import WordingBook
from mappa_desk.services.wording import wording_book
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.typing_help import TypingHelp


class Phrases(QObject):
    """Reads the vault's words once and helps in every text field of the desk that the caret enters."""

    def __init__(self, state: DeskState, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._sheets = state, sheets
        self._book = WordingBook()
        self._forms: dict[str, str] = {}
        self._line: CaptureText = state.panel.capture.line
        self._help(self._line)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._on_focus_changed)

    def read(self) -> None:
        """Read short forms and wordings from the vault; until they are there, typing is plain."""
        work = self._state.work
        self._state.jobs.store(lambda: wording_book(work()), self._on_read, self)

    def _on_read(self, result: Ok[WordingBook] | Err) -> None:
        if isinstance(result, Err):
            self._state.shell.report(result.error, self.read)
            return
        self._book = result.value
        self._forms.clear()
        self._forms.update(result.value.forms())

    # Fields

    def _on_focus_changed(self, _before: QWidget | None, field: QWidget | None) -> None:
        if isinstance(field, CaptureText) and self._state.panel.isAncestorOf(field):
            self._help(field)

    def _help(self, field: CaptureText) -> TypingHelp:
        found = field.findChild(TypingHelp)
        return found if isinstance(found, TypingHelp) else TypingHelp(field, self._forms)

    # Standard wording

    def pick(self) -> None:
        """Let a standard wording be chosen: this item's first. It goes where the caret is."""
        field = QApplication.focusWidget()
        if field is not None and field is self._state.panel.record.editor:
            self._refuse(tr("Finish this entry first: standard wording goes into the line or into a card."))
            return
        if not isinstance(field, CaptureText) or not self._state.panel.isAncestorOf(field):
            field = self._line
        if field.isReadOnly():
            self._refuse(field.accessibleDescription())
            return
        offered = self._book.offered(self._state.item)
        if not offered:
            self._refuse(tr("No standard wording is switched on."))
            return
        target, wordings = field, {wording.id: wording for wording in offered}
        self._sheets.pick(
            tr("Standard wording"),
            tuple(self._as_pick(wording) for wording in offered),
            lambda code: self._put(target, wordings[code]),
        )

    def _as_pick(self, wording: StandardWording) -> Pick:
        titles = {item.code: item.short_title for item in self._state.items}
        note = next((titles[code] for code in wording.items if code in titles), "")
        if self._state.item in wording.items:
            note = tr("this item")
        return Pick(wording.id, "", wording.title, note, wording.text)

    def _put(self, field: CaptureText, wording: StandardWording) -> None:
        if not shiboken6.isValid(field) or not field.isVisible():
            field = self._line
        field.setFocus()
        if self._help(field).insert_wording(wording.text):
            count = len(blanks(to_fill(wording.text)))
            said = tr("{title}. {n} to fill, Tab goes on.") if count else "{title}"
            self._state.shell.announce(said.format(title=wording.title, n=count))

    def _refuse(self, sentence: str) -> None:
        self._state.panel.capture.show_refusal(sentence)
        self._state.shell.announce(sentence)

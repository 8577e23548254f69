"""Shows the keys that do something on the present screen, over it, and gives the caret back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.models.palette import KeyRow
from mappa_desk.ui.shell import Shell
from mappa_desk.ui.shell_caret import Caret
from mappa_desk.ui.views.keys import KeysView

_PANES = {Scope.MARKS: "chair_marks", Scope.CORRECTIONS: "corrections"}
"""Lists of panes, and the command that opens each."""
_ON_DESK = (Scope.DESK, Scope.RECORD, Scope.ROLL_CALL, Scope.READ_BACK)


class Keys(QObject):
    """Opens and closes the list of keys."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.view = KeysView()
        self._caret = Caret()
        shell.view.cover_stack.addWidget(self.view)
        self.view.closed.connect(self.close)

    def toggle(self) -> None:
        """Open the list, or close it."""
        if self._shell.view.cover_stack.currentWidget() is self.view:
            self.close()
            return
        self._caret.take()
        self._shell.view.cover_stack.setCurrentWidget(self.view)
        self.view.set_rows(keys_of(self._shell.place[0], set(self._shell.available())))

    def close(self) -> None:
        """Close the list."""
        self._shell.view.cover_stack.setCurrentIndex(0)
        self._caret.give_back()


def keys_of(page: str, available: set[str]) -> tuple[KeyRow, ...]:
    """The keys that work on a page: those of the commands it has, and those its fields handle themselves."""
    scopes = {
        Scope.EVERYWHERE: QCoreApplication.translate("keys", "Everywhere"),
        Scope.DESK: QCoreApplication.translate("keys", "At the desk"),
        Scope.RECORD: QCoreApplication.translate("keys", "On an entry"),
        Scope.ROLL_CALL: QCoreApplication.translate("keys", "On a person"),
        Scope.READ_BACK: QCoreApplication.translate("keys", "Reading back"),
        Scope.PREVIEW: QCoreApplication.translate("keys", "In the preview"),
        Scope.PANEL_DAY: QCoreApplication.translate("keys", "On the timetable"),
        Scope.WRITE_UP: QCoreApplication.translate("keys", "Writing up"),
        Scope.MARKS: QCoreApplication.translate("keys", "On a mark of the chair"),
        Scope.CORRECTIONS: QCoreApplication.translate("keys", "On a correction"),
        Scope.CIRCULATION: QCoreApplication.translate("keys", "On the circulation list"),
        Scope.FORM_RETURN: QCoreApplication.translate("keys", "On a filled form"),
        Scope.ACTION_IMPORT: QCoreApplication.translate("keys", "On a row of a spreadsheet"),
        Scope.DOCUMENTS: QCoreApplication.translate("keys", "On a document of the meeting"),
        Scope.COPIES: QCoreApplication.translate("keys", "On a copy that was given out"),
        Scope.TRACKER: QCoreApplication.translate("keys", "On an action of the tracker"),
        Scope.CHASE: QCoreApplication.translate("keys", "On a line of the chase"),
    }
    on_desk = page == "meeting"
    rows = [
        KeyRow(scopes[entry.scope], entry.words, entry.keys_text)
        for entry in commands.TABLE
        if entry.keys
        and (
            entry.name in available
            or (entry.typed and (entry.scope is Scope.EVERYWHERE or on_desk))
            or (on_desk and entry.scope in _ON_DESK and entry.scope is not Scope.DESK)
            or (page == "preview" and entry.scope is Scope.PREVIEW)
            or (page == "circulation" and entry.scope is Scope.CIRCULATION)
            or (page == "chase" and entry.scope is Scope.CHASE)
            or (page == "actions" and entry.scope is Scope.TRACKER)
            or (page == "import_actions" and entry.scope is Scope.ACTION_IMPORT)
            or (page == "form_return" and entry.scope is Scope.FORM_RETURN)
            or ("show_copies" in available and entry.scope in (Scope.DOCUMENTS, Scope.COPIES))
            or _PANES.get(entry.scope, "") in available
        )
    ]
    inner_first = sorted(rows, key=lambda row: row.place == scopes[Scope.EVERYWHERE])
    return tuple(inner_first)

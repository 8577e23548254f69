"""What a command is: its name, its words, its keys, where they work and where it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence


class Scope(StrEnum):
    """Where a key works. An inner scope wins over `EVERYWHERE` while its widget is shown."""

    EVERYWHERE = "everywhere"
    DESK = "desk"
    RECORD = "record"
    """While the focus is on the list of entries."""
    ROLL_CALL = "roll_call"
    """While the focus is on the people of the meeting."""
    READ_BACK = "read_back"
    PREVIEW = "preview"
    PANEL_DAY = "panel_day"
    """While the focus is on the timetable of a panel day."""
    WRITE_UP = "write_up"
    """On the page where the minutes are written up."""
    MARKS = "marks"
    """While the focus is on the chair's marks."""
    CORRECTIONS = "corrections"
    """While the focus is on the corrections that were asked for."""
    CIRCULATION = "circulation"
    """While the focus is on the circulation list."""
    DOCUMENTS = "documents"
    """While the focus is on the documents of a meeting."""
    COPIES = "copies"
    """While the focus is on the copies that were given out."""
    CHASE = "chase"
    """While the focus is on the list of the morning's chase."""
    TRACKER = "tracker"
    """While the focus is on the table of all actions, or on the life of one."""
    ACTION_IMPORT = "action_import"
    """While the focus is on the rows of a spreadsheet that may come in."""
    FORM_RETURN = "form_return"
    """While a filled contribution form is set beside the record."""


class Menu(StrEnum):
    """Where a command stands in the list of keys and in the palette."""

    GO = "go"
    LINE = "line"
    RECORD = "record"
    MEETING = "meeting"
    PEOPLE = "people"
    READ_BACK = "read_back"
    WRITE_UP = "write_up"
    CHAIR = "chair"
    DOCUMENTS = "documents"
    CHASE = "chase"
    ACTIONS = "actions"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the program can do. `typed` keys are handled by the field they are typed in, not bound."""

    name: str
    words_source: str
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.EVERYWHERE
    menu: Menu = Menu.PROGRAM
    typed: bool = False
    in_palette: bool = True

    @property
    def words(self) -> str:
        """What it does, as a verb, in the user's language."""
        return QCoreApplication.translate("commands", self.words_source)

    @property
    def keys_text(self) -> str:
        """Its keys as they are printed on the keyboard, "Ctrl+. or F12"; empty when it has none."""
        joiner = QCoreApplication.translate("commands", " or ")
        return joiner.join(
            QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in self.keys
        )

"""The sheet beside the tracker: one action with its whole life, or several chosen ones, and the doings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mappa_desk._generated.ui_tracker_sheet import Ui_TrackerSheet
from mappa_desk.ui.models.record import Chip
from mappa_desk.ui.models.tracker_life import LifeModel, LifeRow
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.tracker_doing import TrackerDoingView

_NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of a menu: a name that is given back, its words, its key, why not when it cannot."""

    name: str
    words: str
    key: str = ""
    why_not: str = ""
    ticked: bool | None = None
    """None for one that is no choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What the sheet says above the life."""

    reference: str
    text: str = ""
    chips: tuple[Chip, ...] = ()
    facts: str = ""
    rows: tuple[LifeRow, ...] = ()
    primary: str = ""
    """Words of the filled button, empty for none; it does `primary_name`."""
    primary_name: str = ""
    second: str = ""
    second_name: str = ""


class TrackerSheetView(QWidget):
    """Shows what it is told. `wanted` gives the name of a doing."""

    wanted = Signal(str)
    closed = Signal()
    kept = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_TrackerSheet()
        self._ui.setupUi(self)
        ui = self._ui
        self._model = LifeModel()
        self._facts = SheetFacts(reference="")
        self.doing: TrackerDoingView | None = None
        self._letters: tuple[QAction, ...] = ()
        self._menu = QMenu(self)
        ui.more_button.setMenu(self._menu)
        ui.life_list.setModel(self._model)
        ui.reply_button.clicked.connect(lambda: self.wanted.emit(self._facts.primary_name))
        ui.rung_button.clicked.connect(lambda: self.wanted.emit(self._facts.second_name))
        ui.close_button.clicked.connect(self.closed)
        ui.keep_button.clicked.connect(self.kept)
        ui.cancel_button.clicked.connect(self.cancelled)
        ui.scroll.setAccessibleName(self.tr("The action"))
        dress(self)
        self.close_doing()

    def show_facts(self, facts: SheetFacts) -> None:
        """Say this of the action, or of those that are chosen."""
        ui = self._ui
        other = facts.reference != self._facts.reference
        self._facts = facts
        ui.reference_label.setText(facts.reference)
        ui.text_label.setText(facts.text)
        ui.text_label.setVisible(bool(facts.text))
        ui.pills.show_chips(facts.chips)
        ui.facts_label.setText(facts.facts)
        self._model.set_rows(facts.rows)
        for widget in (ui.life_line, ui.life_label, ui.life_list):
            widget.setVisible(bool(facts.rows))
        ui.life_list.fit()
        if other:
            ui.scroll.verticalScrollBar().setValue(0)
        for button, words in ((ui.reply_button, facts.primary), (ui.rung_button, facts.second)):
            button.setText(words)
            button.setAccessibleName(words)
        self._arrange()

    def set_menu(self, entries: Sequence[MenuEntry | None]) -> None:
        """What else can be done; None is a line between."""
        fill_menu(self._menu, entries, self.wanted.emit)
        self._arrange()

    @property
    def reference(self) -> str:
        """What stands at the head."""
        return self._facts.reference

    def open_doing(self, doing: TrackerDoingView) -> None:
        """Show a form above the life, in place of the one before."""
        self.close_doing()
        self.doing = doing
        doing.kept.connect(self.kept)
        doing.cancelled.connect(self.cancelled)
        self._ui.doing_layout.addWidget(doing)
        self._ui.doing_host.show()
        doing.show()
        self._arrange()
        doing.first().setFocus()

    def take_letters(self, letters: Mapping[str, QAction]) -> None:
        """Single letters that are commands here, but not while a form asks something."""
        self._letters = tuple(letters.values())

    def close_doing(self) -> None:
        """Take the form away."""
        if self.doing is not None:
            self.doing.hide()
            self.doing.deleteLater()
            self.doing = None
        self._ui.doing_host.hide()
        self._arrange()

    def focus_first(self) -> None:
        """Go to the first thing that can be done."""
        button = self._ui.reply_button
        (button if button.isVisible() else self._ui.more_button).setFocus()

    def _arrange(self) -> None:
        ui, doing = self._ui, self.doing is not None
        for letter in self._letters:
            letter.setEnabled(not doing)
        ui.facts_label.setVisible(bool(self._facts.facts) and not doing)
        ui.keep_button.setVisible(doing)
        ui.cancel_button.setVisible(doing)
        ui.reply_button.setVisible(not doing and bool(self._facts.primary))
        ui.rung_button.setVisible(not doing and bool(self._facts.second))
        ui.more_button.setVisible(not doing and not self._menu.isEmpty())
        ui.foot_frame.setVisible(doing or not self._menu.isEmpty() or bool(self._facts.primary))


def fill_menu(menu: QMenu, entries: Sequence[MenuEntry | None], chosen: Callable[[str], object]) -> None:
    """Put these lines into a menu; `chosen` is called with the name of one."""
    menu.clear()
    menu.setToolTipsVisible(True)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        action = menu.addAction(entry.words.replace("&", "&&"))
        if entry.key:
            # Shown beside the words; the table of commands is what gives the key.
            action.setText(f"{action.text()}\t{QKeySequence(entry.key).toString(_NATIVE)}")
        action.setEnabled(not entry.why_not)
        if entry.why_not:
            action.setToolTip(plain_tip(entry.why_not))
            action.setStatusTip(entry.why_not)
        if entry.ticked is not None:
            action.setCheckable(True)
            action.setChecked(entry.ticked)
        action.triggered.connect(lambda _on=False, name=entry.name: chosen(name))

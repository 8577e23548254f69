"""The live desk as one view: agenda, record, line, side and footer, folded by the window's width."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from mappa_desk._generated.ui_desk import Ui_Desk
from mappa_desk.ui import icons, theme, theme_dress
from mappa_desk.ui.models.actions import ActionsModel
from mappa_desk.ui.models.agenda import AgendaModel, AgendaRow
from mappa_desk.ui.models.desk_notes import NotesModel
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.people import PeopleModel
from mappa_desk.ui.models.record import RecordModel
from mappa_desk.ui.views.capture import CapturePanel
from mappa_desk.ui.views.desk_folds import DeskFolds, Fold, Side, Width
from mappa_desk.ui.views.desk_foot import AgendaFoot
from mappa_desk.ui.views.desk_panes import SidePanes
from mappa_desk.ui.views.desk_script import ScriptStrip
from mappa_desk.ui.views.roll_call import RollCallPanel
from mappa_desk.ui.widgets.desk_record import RecordView
from mappa_desk.ui.widgets.find_bar import FindBar
from mappa_desk.ui.widgets.quiet_focus import rest_keyboard, tab_in_order


@dataclass(frozen=True, slots=True)
class Models:
    """The models that the desk shows."""

    agenda: AgendaModel
    record: RecordModel
    people: PeopleModel
    actions: ActionsModel
    since: NotesModel
    prompts: NotesModel


class DeskPanel(QWidget):
    """Everything one sees of the live desk. Knows no service; says what was asked of it."""

    item_chosen = Signal(str)
    previous_requested = Signal()
    next_requested = Signal()
    jump_requested = Signal()
    undo_requested = Signal()
    read_back_requested = Signal()
    actions_now_requested = Signal()
    action_chosen = Signal(object)
    since_chosen = Signal(object)
    """A line of "since last time" was chosen."""
    closed_part_end_requested = Signal()
    readiness_filled = Signal(bool)
    """Whether the gaps' own button may be the filled one."""
    typed_elsewhere = Signal(str)
    """A printable key was pressed where nothing takes text: it belongs to the line."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Desk()
        self._ui.setupUi(self)
        self.capture = CapturePanel()
        self._ui.capture_layout.addWidget(self.capture)
        self.roll_call = RollCallPanel()
        self._ui.people_layout.addWidget(self.roll_call)
        self.find_bar = FindBar()
        self._ui.layout_6.insertWidget(self._ui.layout_6.indexOf(self._ui.centre_stack), self.find_bar)
        tab_in_order(self._ui.closed_button, *self.find_bar.stops(), self._ui.record_view)
        self._script = ScriptStrip(self._ui)
        self.foot = AgendaFoot(self._ui, self)
        self._sheet: QWidget | None = None
        self.folds = DeskFolds(self._ui, self.capture, self.roll_call, self._script, self.foot)
        self.panes = SidePanes(self._ui, self)
        self._set_models(models)
        self._wire()
        for hidden in (self._ui.undo_bar, self._ui.closed_band, self._ui.people_column):
            hidden.hide()
        self._ui.side_tabs.setStyleSheet("QTabBar::tab { padding: 0 4px; }")
        self._ui.side_tabs.setProperty("font_role", "table")
        self._ui.side_tabs.setUsesScrollButtons(False)
        self._ui.side_tabs.setDrawBase(False)
        self._ui.side_tabs.setExpanding(False)
        for tab in (tr("Actions"), tr("People"), tr("Since last time"), tr("Prompts")):
            self._ui.side_tabs.addTab(tab)
        theme_dress.dress(self)
        theme.signals.changed.connect(self._arrange)
        self.folds.turned.connect(self._arrange)
        self._arrange()

    def _set_models(self, models: Models) -> None:
        self._ui.agenda_list.setModel(models.agenda)
        self._ui.record_view.setModel(models.record)
        self.roll_call.set_model(models.people)
        self._ui.actions_list.setModel(models.actions)
        self._ui.since_list.setModel(models.since)
        self._ui.prompts_list.setModel(models.prompts)

    def _wire(self) -> None:
        ui = self._ui
        ui.agenda_list.chosen.connect(self._on_agenda_chosen)
        ui.agenda_button.clicked.connect(self.jump_requested)
        ui.side_button.clicked.connect(self._turn_side)
        ui.previous_button.clicked.connect(self.previous_requested)
        ui.next_button.clicked.connect(self.next_requested)
        ui.undo_button.clicked.connect(self.undo_requested)
        ui.read_back_button.clicked.connect(self.read_back_requested)
        ui.print_actions_button.clicked.connect(self.actions_now_requested)
        ui.actions_list.chosen.connect(self.action_chosen)
        ui.since_list.entered_row.connect(self.since_chosen)
        ui.closed_button.clicked.connect(self.closed_part_end_requested)
        ui.side_tabs.currentChanged.connect(self._on_tab_changed)
        for place in (ui.agenda_list, ui.actions_list, ui.since_list, ui.prompts_list, ui.record_view):
            place.typed.connect(self.typed_elsewhere)
        self.roll_call.list.typed.connect(self.typed_elsewhere)  # type: ignore[attr-defined]  # a DeskList

    @property
    def record(self) -> RecordView:
        """The record, whose rows can be edited in place."""
        return self._ui.record_view

    @property
    def desk_page(self) -> QWidget:
        """Everything but the read-back: where the desk's keys work."""
        return self._ui.desk_page

    def undo_places(self) -> tuple[QWidget, ...]:
        """Lists other than the record in which Ctrl+Z takes back changes of the record."""
        return (self._ui.agenda_list, self._ui.actions_list, self.roll_call.list)

    # What is shown

    def set_item(self, number: str, title: str, summary: str) -> None:
        """Head of the item that is shown."""
        self._ui.item_number_label.setText(number)
        self._ui.item_number_label.setVisible(bool(number))
        self._ui.item_title_label.setText(title)
        self._ui.item_count_label.setText(summary)
        self._ui.record_view.setAccessibleName(tr("Record, {summary}").format(summary=summary))
        self._ui.record_view.setAccessibleDescription(f"{number} {title}".strip())

    def set_item_time(self, time: str, is_over: bool) -> None:
        """Time that the item took so far, with a sign where it is more than was planned."""
        ui = self._ui
        if (ui.item_time_label.text(), not ui.item_over_icon.isHidden()) == (time, is_over):
            return
        ui.item_time_label.setText(time)
        ui.item_time_label.setVisible(bool(time))
        theme.mark(ui.item_time_label, "tone", "warning" if is_over else "muted")
        icons.put(ui.item_over_icon, "triangle" if is_over else "", "warning", 14)
        ui.item_over_icon.setVisible(is_over)

    def set_script(self, say: str, prompts: tuple[str, ...]) -> None:
        """Words to read aloud and the private prompts of the item."""
        self._script.set_words(say, prompts)

    def set_agenda_words(self, behind: str, button: str) -> None:
        """How far the meeting is: for the head of the agenda, and for its button where it is folded away."""
        self._ui.agenda_count_label.setText(behind)
        self._ui.agenda_button.setText(button)

    def set_neighbours(self, before: str, after: str) -> None:
        """The item before and the one next step, empty where there is none."""
        for button, words, name in (
            (self._ui.previous_button, before, tr("Item before: {title}")),
            (self._ui.next_button, after, tr("Go on: {title}")),
        ):
            button.setText(f" {words} " if self.folds.width is not Width.NARROW else "")
            button.setProperty("words", words)
            button.setAccessibleName(name.format(title=words))
            button.setVisible(bool(words))

    def _fill_one(self) -> None:
        """One filled button a view: the sheet's, else that of the gaps, else the way on."""
        self._fold_height()
        filled = self._sheet is None and self.side() is not Side.READINESS
        theme.mark(self._ui.next_button, "primary", filled)
        icons.put(self._ui.next_button, "arrow_right", "on_accent" if filled else "text")
        self.readiness_filled.emit(self._sheet is None)

    def set_unheard(self, names: tuple[str, ...]) -> None:
        """Who has not been heard in this round; nothing outside the rounds."""
        self._ui.unheard_head_label.setVisible(bool(names))
        self._ui.unheard_label.setText(", ".join(names))

    def set_counts(self, actions: int, people: int, prompts: int) -> None:
        """Counts beside the names of the tabs."""
        tabs = self._ui.side_tabs
        for place, name, count in (
            (Side.ACTIONS, tr("Actions"), actions),
            (Side.PEOPLE, tr("People"), people),
            (Side.PROMPTS, tr("Prompts"), prompts),
        ):
            tabs.setTabText(place, f"{name} {count}" if count else name)

    def name_regions(self, *, agenda: str, actions: str, people: str) -> None:
        """Regions say their count with their name when the focus comes to them."""
        self._ui.agenda_list.setAccessibleName(", ".join(part for part in (tr("Agenda"), agenda) if part))
        self._ui.actions_list.setAccessibleName(tr("Actions. {what}").format(what=actions))
        self.roll_call.list.setAccessibleName(tr("People, {what}").format(what=people))

    def set_has_actions(self, some: bool) -> None:
        """Whether there is anything to print or to read back."""
        self._ui.read_back_button.setEnabled(some)
        self._ui.print_actions_button.setEnabled(some)

    def show_undo(self, sentence: str, button: str = "") -> None:
        """A bar that offers to take the last change back; an empty sentence takes it away."""
        self._ui.undo_label.setText(sentence)
        self._ui.undo_button.setText(f" {button or tr('Undo')}")
        self._ui.undo_button.setAccessibleName(button or tr("Undo"))
        self._ui.undo_bar.setVisible(bool(sentence))

    def show_closed_part(self, words: str) -> None:
        """The band that crosses the desk while a closed part goes on; empty takes it away."""
        self._ui.closed_label.setText(words)
        self._ui.closed_band.setVisible(bool(words))

    def mark_current(self, place: int) -> None:
        """Put the agenda's cursor on a row and bring it into view."""
        self._ui.agenda_list.select_place(place)
        self._ui.agenda_list.relay()

    # Side

    def show_side(self, side: Side) -> None:
        """Bring a panel of the side to the front."""
        if side is Side.PEOPLE and self.folds.width is Width.WIDEST:
            return
        self.folds.side_open = True
        if side is not Side.READINESS:
            self.folds.turn(Fold.SIDE, False)
        if side is not Side.READINESS and self._ui.side_tabs.currentIndex() != side:
            self._ui.side_tabs.setCurrentIndex(side)
        self._ui.side_stack.setCurrentIndex(side)
        self.folds.fit_side()
        self._fold_height()

    def bring_up(self, side: Side) -> None:
        """Bring a panel to the front where it stands beside the record; it never opens over the record."""
        folded = self.folds.is_folded(Fold.SIDE)
        if not folded and (self.folds.width is not Width.NARROW or self.folds.side_open):
            self.show_side(side)
            return
        self._ui.side_tabs.blockSignals(True)
        self._ui.side_tabs.setCurrentIndex(side)
        self._ui.side_tabs.blockSignals(False)
        self._ui.side_stack.setCurrentIndex(side)
        self.folds.fit_side()

    def side(self) -> Side:
        """The panel at the front."""
        return Side(self._ui.side_stack.currentIndex())

    def focus_side(self, side: Side) -> None:
        """Bring a panel to the front and put the focus on its list."""
        self.show_side(side)
        {
            Side.ACTIONS: self._ui.actions_list,
            Side.PEOPLE: self.roll_call.list,
            Side.SINCE: self._ui.since_list,
            Side.PROMPTS: self._ui.prompts_list,
            Side.READINESS: self._ui.readiness_page,
        }[side].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_side_sheet(self) -> bool:
        """Where the side lies over the record, take it away. True when there was one."""
        if self.folds.width is not Width.NARROW or not self.folds.side_open:
            return False
        self.focus_line()
        return True

    def show_centre(self) -> None:
        """Bring the record and the line into view where the side lies over them."""
        self.folds.side_open = False
        self.folds.fit_side()
        self._fold_height()

    def focus_line(self) -> None:
        """Put the caret into the line. What had the keyboard before may be hidden only afterwards."""
        self.capture.focus_line()
        if self.folds.width is Width.NARROW and self.folds.side_open:
            self.show_centre()

    def set_readiness(self, panel: QWidget) -> None:
        """The pane of gaps, which takes the side while it is open."""
        self.panes.readiness = panel
        self.panes.add(panel, tr("Ready to finalise?"))

    def open_readiness(self, is_open: bool) -> None:
        """Show the gaps, or the tabs again."""
        self.open_pane(self.panes.readiness if is_open else None)

    def open_pane(self, widget: QWidget | None, title: str = "") -> None:
        """Show a pane in the place of the tabs, or the tabs again with None."""
        self.panes.put(widget, title)
        if widget is not None:
            self.show_side(Side.READINESS)
        else:
            self.bring_up(Side(self._ui.side_tabs.currentIndex()))
        self._fill_one()

    def add_band(self, band: QWidget) -> None:
        """A band over the record, under the words to say."""
        self._ui.layout_6.insertWidget(self._ui.layout_6.indexOf(self._ui.centre_stack), band)
        tab_in_order(self._ui.closed_button, *band.findChildren(QPushButton), self.find_bar.stops()[0])

    # Sheets

    def show_sheet(self, sheet: QWidget) -> None:
        """Lay a sheet over the record; the line stays."""
        self.focus_line()
        self.close_sheet()
        self._sheet = sheet
        self._ui.sheet_layout.addWidget(sheet)
        theme_dress.dress(sheet)
        self._ui.centre_stack.setCurrentIndex(1)
        self._fill_one()
        sheet.show()

    def close_sheet(self) -> bool:
        """Take the sheet away. True when there was one."""
        if self._sheet is None:
            return False
        sheet, self._sheet = self._sheet, None
        self._ui.sheet_layout.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        self._ui.centre_stack.setCurrentIndex(0)
        self._fill_one()
        return True

    @property
    def sheet(self) -> QWidget | None:
        """The sheet that lies over the record."""
        return self._sheet

    def show_read_back(self, panel: QWidget | None) -> None:
        """Give the whole page to the read-back, or take it back with None."""
        layout = self._ui.read_back_layout
        if panel is not None and layout.indexOf(panel) < 0:
            layout.addWidget(panel)
            panel.show()
        rest_keyboard(self._ui.pages.currentWidget())
        self._ui.pages.setCurrentIndex(1 if panel is not None else 0)

    # Regions

    def regions(self) -> tuple[tuple[str, QWidget], ...]:
        """Name and widget of each region that F6 visits, in order, as far as they are shown."""
        ui = self._ui
        sides: dict[Side, tuple[str, QWidget]] = {
            Side.ACTIONS: (tr("Actions"), ui.actions_list),
            Side.PEOPLE: (tr("People"), self.roll_call.list),
            Side.SINCE: (tr("Since last time"), ui.since_list),
            Side.PROMPTS: (tr("Prompts"), ui.prompts_list),
            Side.READINESS: self.panes.region(),
        }
        found: list[tuple[str, QWidget]] = [
            (tr("Line"), self.capture.line),
            (tr("Agenda"), ui.agenda_list),
            (tr("Record"), ui.record_view if self._sheet is None else self._sheet),
            sides[self.side()],
        ]
        if self.folds.width is Width.WIDEST:
            found.append(sides[Side.PEOPLE])
        return tuple((name, widget) for name, widget in found if widget.isVisibleTo(self))

    # Folding

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new size may fold or unfold columns."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.folds.arrange(self.width(), self.height())
        self._fold_height()

    def _fold_height(self) -> None:
        self.folds.fold_height(self.height(), with_sheet=self._sheet is not None)

    def _on_agenda_chosen(self, row: AgendaRow) -> None:
        if row.code is not None:
            self.item_chosen.emit(row.code)

    def _turn_side(self) -> None:
        if not self.close_side_sheet():
            self.show_side(self.side())

    def _on_tab_changed(self, place: int) -> None:
        if place >= 0:
            self.show_side(Side(place))

    def labels(self) -> list[QLabel]:
        """Every label, for tests of their text format."""
        return self.findChildren(QLabel)

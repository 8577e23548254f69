"""The tracker: a line that finds, what it was read as, one table in groups, one action's sheet beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from mappa_desk._generated.ui_tracker import Ui_Tracker
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.record import Chip
from mappa_desk.ui.models.tracker import TrackerModel
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.tracker_sheet import MenuEntry, TrackerSheetView, fill_menu
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.tracker_table import TrackerTable

SIDE_BY_SIDE = 860
"""Logical width, divided by the text size, below which the sheet takes the place of the list."""
SIDE_WIDE = 352
LEAST_LIST = 640
TYPED_MS = 120
"""How long after the last key what was typed is looked for."""
MENUS = ("saved", "narrow", "view", "print", "export")


class TrackerView(QWidget):
    """Shows what it is told; knows no service."""

    words_changed = Signal(str)
    """The filter line, a moment after the last key."""
    chip_pressed = Signal(int)
    menu_wanted = Signal(str)
    """A menu is about to open: "saved", "narrow", "view", "print" or "export"."""
    menu_chosen = Signal(str, str)
    """Name of the menu, and of the line in it."""
    everything_wanted = Signal()

    def __init__(self, model: TrackerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Tracker()
        self._ui.setupUi(self)
        ui = self._ui
        self.table: TrackerTable = ui.table
        self.sheet = TrackerSheetView()
        ui.side_layout.addWidget(self.sheet)
        ui.side_frame.setProperty("region", self.tr("The action"))
        ui.side_frame.setAccessibleName(self.tr("The action"))
        ui.side_frame.setFocusProxy(self.sheet)
        self.table.setProperty("region", self.tr("Actions"))
        self.table.show_tracker(model)
        self.table.up_wanted.connect(ui.filter_edit.setFocus)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self._typed.timeout.connect(lambda: self.words_changed.emit(self.words))
        ui.filter_edit.textChanged.connect(lambda _text: self._typed.start())
        ui.filter_edit.installEventFilter(self)
        self._mark = plain_label("")
        self._mark.setParent(ui.filter_edit)
        icons.put(self._mark, "search", "muted", 18)
        self._buttons: dict[str, QPushButton] = {
            "saved": ui.saved_button, "narrow": ui.narrow_button, "view": ui.view_button,
            "print": ui.print_button, "export": ui.export_button,
        }  # fmt: skip
        self._menus: dict[str, QMenu] = {}
        self._row_menu = QMenu(self)
        for name, button in self._buttons.items():
            menu = QMenu(button)
            menu.aboutToShow.connect(lambda name=name: self.menu_wanted.emit(name))
            button.setMenu(menu)
            self._menus[name] = menu
        ui.chips.pressed.connect(self.chip_pressed)
        ui.empty_button.clicked.connect(self.everything_wanted)
        ui.empty_frame.hide()
        ui.side_frame.hide()
        dress(self)
        theme.signals.changed.connect(self._on_theme_changed)
        self._arrange()

    # The filter line

    @property
    def words(self) -> str:
        """What stands in the filter line."""
        return self._ui.filter_edit.text()

    def set_words(self, words: str) -> None:
        """Put a line into the filter, and look for it at once."""
        self._ui.filter_edit.setText(words)
        self._typed.stop()
        self.words_changed.emit(words)

    def focus_filter(self) -> None:
        """Go to the filter line with everything in it chosen."""
        self._ui.filter_edit.setFocus()
        self._ui.filter_edit.selectAll()

    def show_read(self, chips: tuple[Chip, ...], tail: str) -> None:
        """What the line was read as, and how many there are."""
        self._ui.chips.show_chips(chips, tail, taken_off=self.tr("Click takes it off the filter"))
        self._ui.filter_edit.setAccessibleDescription(self._ui.chips.accessibleName())

    @property
    def read_words(self) -> str:
        """The same as one description."""
        return self._ui.chips.accessibleName()

    # The list

    def show_empty(self, sentence: str, button: str = "") -> None:
        """What an empty list says; an empty sentence shows the list."""
        ui = self._ui
        ui.empty_label.setText(sentence)
        ui.empty_button.setText(button)
        ui.empty_button.setAccessibleName(button)
        ui.empty_button.setVisible(bool(button))
        if sentence and self.table.hasFocus():
            ui.filter_edit.setFocus()
        if not sentence and ui.empty_button.hasFocus():
            self.table.show()
            self.table.setFocus()
        ui.empty_frame.setVisible(bool(sentence))
        self.table.setVisible(not sentence)

    def focus_list(self) -> None:
        """Go to the table, or to the filter line while it is empty."""
        (self.table if self.table.isVisible() else self._ui.filter_edit).setFocus()

    def set_view_words(self, words: str) -> None:
        """What the button for groups, order and columns says."""
        self._ui.view_button.setText(f"{words} ")

    def set_menu(self, name: str, entries: Sequence[MenuEntry | None]) -> None:
        """The lines of a menu."""
        fill_menu(self._menus[name], entries, lambda line: self.menu_chosen.emit(name, line))

    def menu(self, name: str) -> QMenu:
        """A menu by its name."""
        return self._menus[name]

    def open_menu(self, name: str) -> None:
        """Open a menu as a click would."""
        self._buttons[name].showMenu()

    def open_row_menu(
        self, entries: Sequence[MenuEntry | None], chosen: Callable[[str], object], place: QPoint
    ) -> None:
        """Open the menu of a line at a place of the screen."""
        fill_menu(self._row_menu, entries, chosen)
        self._row_menu.popup(place)

    # Beside

    @property
    def is_side_open(self) -> bool:
        """True while the sheet is shown."""
        return not self._ui.side_frame.isHidden()

    @property
    def is_wide(self) -> bool:
        """True where list and sheet stand side by side."""
        return self.width() >= SIDE_BY_SIDE * theme.scale()

    def open_side(self) -> None:
        """Show the sheet."""
        self._ui.side_frame.show()
        self._arrange()

    def close_side(self) -> None:
        """Take the sheet away; the keyboard goes back to the list."""
        had = self.sheet.isAncestorOf(self.focusWidget() or self)
        self._ui.side_frame.hide()
        self._arrange()
        if had:
            self.focus_list()

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads."""
        found: list[QWidget] = [self._ui.filter_edit, self.table]
        if self.is_side_open:
            found.append(self._ui.side_frame)
        return tuple(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room side by side the sheet takes the place of the list."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter line the arrow downwards and Enter lead to the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._look_now()
                self.focus_list()
            return True
        return super().eventFilter(watched, event)

    def _look_now(self) -> None:
        if self._typed.isActive():
            self._typed.stop()
            self.words_changed.emit(self.words)

    def _arrange(self) -> None:
        ui, shown, wide = self._ui, self.is_side_open, self.is_wide
        ui.list_side.setVisible(wide or not shown)
        if wide:
            ui.side_frame.setMinimumWidth(theme.px(SIDE_WIDE))
            ui.side_frame.setMaximumWidth(theme.px(SIDE_WIDE))
        else:
            ui.side_frame.setMinimumWidth(0)
            ui.side_frame.setMaximumWidth(self.maximumWidth())
        side = theme.px(18)
        ui.filter_edit.setTextMargins(side + 8, 0, 0, 0)
        self._mark.setGeometry(12, (ui.filter_edit.height() - side) // 2, side, side)
        theme.mark(ui.side_frame, "rule", "left" if wide else "")
        roomy = ui.list_side.width() >= LEAST_LIST * theme.scale() or not ui.list_side.width()
        for name, words in (
            ("saved", self.tr("Saved")), ("print", self.tr("Print")), ("export", self.tr("Export")),
        ):  # fmt: skip
            self._buttons[name].setText(f" {words}" if roomy else "")

    def _on_theme_changed(self) -> None:
        self._arrange()

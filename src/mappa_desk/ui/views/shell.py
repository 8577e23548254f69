"""The one window of an open vault: header, banner, pages at the left, the present page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QWidget

from mappa_desk._generated.ui_shell import Ui_Shell
from mappa_desk.ui import commands, icons, theme
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.ports import HeaderFacts
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.banner import BannerView
from mappa_desk.ui.widgets.nav_badge import NavBadge
from mappa_desk.ui.widgets.quiet_focus import rest_keyboard, tab_in_order

SMALLEST = (640, 400)
"""Logical pixels: the window becomes no smaller."""
WIDE = 1600
COMPACT = 1180
NARROW = 900
TIGHT = 700
"""Logical widths, divided by the text size, below which the header and the pages at the left give way."""

_TOOLS = {"find_and_replace": ("Find and replace", "search"), "preview": ("Preview", "document")}
"""Words and icon of each command that a page may have a button for."""


class ShellView(QWidget):
    """Shows what it is told; closing is asked for by `close_requested` and done by `close_for_good`."""

    page_chosen = Signal(str)
    find_requested = Signal()
    curtain_requested = Signal()
    lock_requested = Signal()
    due_chosen = Signal(str)
    second_chosen = Signal(str)
    """Command that opens or closes a window beside the desk."""
    tool_chosen = Signal(str)
    """Command of a button that the page has in the header."""
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Shell()
        self._ui.setupUi(self)
        dress(self)
        self._may_close = False
        self._due_command = ""
        self._facts = HeaderFacts("")
        self._has_pages = True
        ui = self._ui
        self.cover_stack = ui.cover_stack
        self.banner = BannerView()
        ui.banner_lines.addWidget(self.banner)
        self._pages: dict[str, QPushButton] = {
            "start": ui.start_nav,
            "cases": ui.cases_nav,
            "meetings": ui.meetings_nav,
            "actions": ui.actions_nav,
            "chase": ui.chase_nav,
            "clocks": ui.clocks_nav,
            "people": ui.people_nav,
            "documents": ui.documents_nav,
            "settings": ui.settings_nav,
        }
        self._page_names = tuple(button.text() for button in self._pages.values())
        self._late = NavBadge(ui.clocks_nav)
        for page, button in self._pages.items():
            button.clicked.connect(lambda _checked=False, page=page: self.page_chosen.emit(page))
        for button, signal, name in (
            (ui.find_button, self.find_requested, "palette"),
            (ui.curtain_button, self.curtain_requested, "curtain"),
            (ui.lock_button, self.lock_requested, "lock"),
        ):
            button.clicked.connect(signal)
            button.setToolTip(plain_tip(commands.with_key(commands.command(name).words, name)))
        self._seconds: dict[str, QPushButton] = {"chair_card": ui.card_button, "room": ui.room_button}
        for name, button in self._seconds.items():
            button.clicked.connect(lambda _checked=False, name=name: self.second_chosen.emit(name))
            self.show_second(name, False)
        self._tools: dict[str, QPushButton] = {}
        ui.due_button.clicked.connect(lambda: self.due_chosen.emit(self._due_command))
        ui.header_frame.setMinimumWidth(1)  # its words give way to the window, not the window to its words
        for stack in (ui.cover_stack, ui.page_stack):
            stack.setMinimumSize(1, 1)  # a page folds when the window is smaller, which it must first be
        self.setMinimumSize(*SMALLEST)
        ui.lock_button.setProperty("region", self.tr("Header"))
        for button in self._pages.values():
            button.setProperty("region", self.tr("Pages"))
        theme.signals.changed.connect(self._on_theme_changed)
        self.show_saved("")
        self.show_facts(self._facts)
        self.resize(theme.px(1366) if theme.scale() < 1 else 1366, 688)

    def set_practice(self, is_practice: bool) -> None:
        """Mark the whole window as practice."""
        self._ui.practice_label.setVisible(is_practice)
        self._ui.practice_hatch.setVisible(is_practice)

    def add_page(self, widget: QWidget) -> None:
        """Put a page's widget into the window; it is not shown yet."""
        self._ui.page_stack.addWidget(widget)
        dress(widget)

    def show_page(self, widget: QWidget, nav: str, *, with_pages: bool = True) -> None:
        """Show a page that was added, with its name at the left marked. The desk has the window to itself."""
        rest_keyboard(self._ui.page_stack.currentWidget())
        self._ui.page_stack.setCurrentWidget(widget)
        self._has_pages = with_pages
        for page, button in self._pages.items():
            button.setAutoExclusive(False)
            button.setChecked(page == nav)
            button.setAutoExclusive(True)
        self._fold()

    def remove_page(self, widget: QWidget) -> None:
        """Take a page out and let it go."""
        self._ui.page_stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def show_facts(self, facts: HeaderFacts) -> None:
        """Show the facts of the present page in the header."""
        ui = self._ui
        self._facts = facts
        ui.title_label.setText(facts.title)
        ui.subtitle_label.setText(facts.subtitle)
        ui.subtitle_label.setVisible(bool(facts.subtitle))
        ui.state_label.setText(facts.state)
        icons.put(ui.state_icon, facts.state_icon, "accent")
        ui.chair_label.setText(self.tr("Chair: {name}").format(name=facts.chair) if facts.chair else "")
        ui.keys_label.setText(self.tr("Keys: {name}").format(name=facts.keys) if facts.keys else "")
        ui.clock_label.setFont(theme.font("clock"))
        ui.clock_label.setText(facts.clock)
        theme.mark(ui.expected_label, "tone", "warning" if facts.late else "muted")
        icons.put(ui.late_icon, "triangle" if facts.late else "", "warning", 14)
        ui.due_button.setText(facts.due)
        ui.due_button.setAccessibleName(facts.due)
        self._due_command = facts.due_command
        ui.about_label.setText(facts.about)
        if tuple(self._tools) != facts.tools:
            self._make_tools(facts.tools)
        ui.case_band.set_place(facts.band, facts.band_words)
        self._fold()

    def _make_tools(self, names: tuple[str, ...]) -> None:
        """Buttons of the page's own commands, named and explained by the table."""
        for button in self._tools.values():
            button.hide()
            button.deleteLater()
        self._tools = {}
        for name in names:
            button = QPushButton()
            button.setObjectName(f"{name}_tool")
            button.setProperty("quiet", True)
            button.setProperty("words", _TOOLS[name][0])
            icons.put(button, _TOOLS[name][1])
            button.setAccessibleName(self.tr(_TOOLS[name][0]))
            button.setToolTip(plain_tip(commands.with_key(commands.command(name).words, name)))
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, name=name: self.tool_chosen.emit(name))
            self._ui.tools_layout.addWidget(button)
            self._tools[name] = button
        tab_in_order(self._ui.curtain_button, *self._tools.values(), self._ui.lock_button)

    def show_saved(self, time: str) -> None:
        """Everything is kept; `time` stands in the tooltip."""
        self._say_saved(self.tr("Saved"), "tick", "done", "", self.tr("Kept at {time}").format(time=time))

    def show_saving(self) -> None:
        """A change has been on its way for more than a second."""
        self._say_saved(self.tr("Saving"), "clock", "muted", "", "")

    def show_not_kept(self, count: int) -> None:
        """So many entries wait on the screen."""
        self._say_saved(self.tr("{count} not kept").format(count=count), "octagon", "danger", "danger", "")

    def show_second(self, name: str, is_open: bool, note: str = "") -> None:
        """Whether a window beside the desk is open; `note` is what is to be known of it."""
        button = self._seconds[name]
        button.setChecked(is_open)
        state = self.tr("open") if is_open else self.tr("closed")
        button.setAccessibleName(f"{self._second_words(name)}, {state}")
        button.setAccessibleDescription(note or self.tr("A window beside the desk"))
        button.setToolTip(plain_tip("\n".join(part for part in (commands.command(name).words, note) if part)))

    def _second_words(self, name: str) -> str:
        return self.tr("Room") if name == "room" else self.tr("Chair's card")

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads besides the page itself: header, banner, names of the pages."""
        ui = self._ui
        found: list[QWidget] = [ui.lock_button]
        if self.banner.isVisible():
            found.append(self.banner)
        if ui.nav_frame.isVisible():
            found.extend(button for button in self._pages.values() if button.isChecked())
        return tuple(found)

    def show_late(self, count: int, words: str) -> None:
        """The one badge: how many clocks have run out, in a number and in words."""
        self._late.show_count(count, words)

    def ask_before_closing(self, is_asked: bool) -> None:
        """Whether closing the window is asked for first."""
        self._may_close = not is_asked

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _on_theme_changed(self) -> None:
        """Larger text needs more room: the header gives way at once, and again once it is drawn."""
        self._fold()
        QTimer.singleShot(0, self, self._fold)

    def _say_saved(self, words: str, mark: str, tone: str, text_tone: str, tip: str) -> None:
        ui = self._ui
        ui.saved_label.setText(words)
        theme.mark(ui.saved_label, "tone", text_tone)
        theme.mark(ui.saved_label, "font_role", "strong" if text_tone else "body")
        icons.put(ui.saved_icon, mark, tone)
        ui.saved_frame.setToolTip(plain_tip(tip))
        ui.saved_frame.setAccessibleName(words)
        self._fold()

    def _fold(self) -> None:
        """Give way in the order of the brief. The reference and Saved never go."""
        ui, facts = self._ui, self._facts
        room = self.width() / theme.scale()
        ui.ends_label.setText(facts.ends)
        ui.expected_label.setText(", ".join(part for part in (facts.expected, facts.late) if part))
        shown: dict[QWidget, bool] = {
            ui.state_frame: bool(facts.state) and room >= TIGHT,
            ui.chair_frame: bool(facts.chair or facts.keys) and room >= COMPACT,
            ui.clock_frame: bool(facts.clock) and room >= TIGHT,
            ui.ends_label: bool(facts.ends) and room >= COMPACT,
            ui.expected_label: bool(facts.expected) and room >= COMPACT,
            ui.late_icon: bool(facts.late) and room >= COMPACT,
            ui.due_button: bool(facts.due),
            ui.curtain_button: not self._has_pages and not facts.tools,
            ui.card_button: not self._has_pages and not facts.tools and room >= TIGHT,
            ui.room_button: not self._has_pages and not facts.tools and room >= TIGHT,
            ui.nav_frame: self._has_pages,
            ui.find_button: self._has_pages or not facts.tools,
            ui.about_label: bool(facts.about) and room >= NARROW,
            ui.tools_frame: bool(facts.tools),
        }
        for widget, is_shown in shown.items():
            widget.setVisible(is_shown)
        self._word_tools(room >= NARROW)
        self._word(ui.lock_button, self.tr("Lock"), room >= TIGHT)
        self._word(ui.curtain_button, self.tr("Curtain"), room >= NARROW)
        self._word(ui.room_button, self.tr("Room"), room >= COMPACT)
        self._word(ui.card_button, self.tr("Chair's card"), room >= WIDE)
        wide_finder = self._has_pages and room >= NARROW
        ui.find_button.set_worded(wide_finder)
        ui.find_button.setFixedWidth(theme.px(320) if wide_finder else max(44, theme.px(44)))
        ui.nav_frame.setFixedWidth(theme.px(200) if room >= NARROW else theme.px(48))
        for button, name in zip(self._pages.values(), self._page_names, strict=True):
            self._word(button, name, room >= NARROW)
        self._late.place()
        self._fit()

    def _fit(self) -> None:
        """Where the header is still too wide for the window, more gives way: its planned end first."""
        ui = self._ui
        steps: tuple[Callable[[], None], ...] = (
            self._drop_planned_end,
            ui.chair_frame.hide,
            ui.about_label.hide,
            lambda: self._word_tools(False),
            lambda: self._word(ui.room_button, self.tr("Room"), False),
            lambda: self._word(ui.curtain_button, self.tr("Curtain"), False),
            lambda: self._show_ends(False),
            lambda: self._word(ui.lock_button, self.tr("Lock"), False),
            ui.state_frame.hide,
            ui.clock_frame.hide,
        )
        for give_way in steps:
            if self._header_width() <= self.width():
                return
            give_way()

    def _header_width(self) -> int:
        """The least width at which the header shows everything that is not hidden."""
        header = self._ui.header_frame
        for frame in (*reversed(header.findChildren(QFrame)), header):
            layout = frame.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
        return header.minimumSizeHint().width()

    def _drop_planned_end(self) -> None:
        """How late it is takes the line of the planned end."""
        if self._facts.late and not self._ui.ends_label.isHidden():
            self._ui.ends_label.setText(self._facts.expected)
            self._ui.expected_label.setText(self._facts.late)

    def _word_tools(self, is_shown: bool) -> None:
        for button in self._tools.values():
            self._word(button, f" {self.tr(str(button.property('words')))}", is_shown)

    def _show_ends(self, is_shown: bool) -> None:
        for widget in (self._ui.ends_label, self._ui.expected_label, self._ui.late_icon):
            widget.setVisible(is_shown)

    @staticmethod
    def _word(button: QAbstractButton, words: str, is_shown: bool) -> None:
        button.setText(words if is_shown else "")

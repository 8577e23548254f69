"""Write-up as one view: outline, page, side and footer, folded by the room there is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from mappa_desk._generated.ui_write_up_panel import Ui_WriteUpPanel
from mappa_desk.ui import commands, icons, theme, theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_outline import OutlineModel
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.views.write_up_find import ReplaceBar
from mappa_desk.ui.views.write_up_front import OffersView
from mappa_desk.ui.views.write_up_marks import MarksView
from mappa_desk.ui.views.write_up_outline import FOLDED_WIDTH, OutlineList
from mappa_desk.ui.views.write_up_typed import TypedView
from mappa_desk.ui.widgets.quiet_focus import rest_keyboard, tab_through

BESIDE = 1180
"""From this width at 100 % text the side stands beside the page; below, it takes the page's place."""
WHOLE_OUTLINE = 940
"""From this width the outline shows titles; below, numbers."""
OUTLINE_WIDTH = 232
PANE_WIDTH = 400
ANY_WIDTH = 16_777_215
_KEYS = ("join_paragraph", "split_paragraph", "paragraph_up", "paragraph_down")


class WriteUpPanel(QWidget):
    """Everything one sees of write-up but the page itself, which is put into it. Knows no service."""

    part_chosen = Signal(str)
    """A row of the outline: the code of a part of the page."""
    undo_requested = Signal()
    ready_requested = Signal()
    corrections_requested = Signal()
    actions_requested = Signal()
    attendance_requested = Signal()
    typed_elsewhere = Signal(str)
    """A printable key was pressed where nothing takes text: it belongs to the page."""

    def __init__(self, outline: OutlineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ui = self._ui = Ui_WriteUpPanel()
        ui.setupUi(self)
        self.find_bar = ReplaceBar()
        ui.find_layout.addWidget(self.find_bar)
        self.typed, self.marks, self.offers = TypedView(), MarksView(), OffersView()
        ui.beside_body_layout.addWidget(self.offers)
        ui.beside_body_layout.addWidget(self.typed)
        ui.beside_body_layout.addWidget(self.marks)
        ui.beside_body_layout.addStretch(1)
        ui.outline_column.set_look("sunken", "")
        ui.centre_column.set_look("window", "")
        ui.side_column.set_look("surface", "l")
        ui.outline_list.setModel(outline)
        ui.outline_list.chosen.connect(lambda row: self.part_chosen.emit(row.code))
        ui.outline_list.typed.connect(self.typed_elsewhere)
        ui.undo_button.clicked.connect(self.undo_requested)
        ui.undo_close_button.clicked.connect(lambda: self.show_undo(""))
        ui.ready_button.clicked.connect(self.ready_requested)
        ui.corrections_button.clicked.connect(self.corrections_requested)
        ui.actions_button.clicked.connect(self.actions_requested)
        ui.attendance_button.clicked.connect(self.attendance_requested)
        ui.fold_button.clicked.connect(lambda: self.fold_side(True))
        ui.beside_button.clicked.connect(lambda: self.fold_side(False))
        ui.fold_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._page: QWidget | None = None
        self._sheet: QWidget | None = None
        self._folded = False
        """The side was folded away by hand, where there is room for it."""
        self._open_over = False
        """Where there is no room for it: whether it stands in the page's place."""
        self._hint_is_refusal = False
        self._hint_is_keys = True
        self._sealed = False
        self._filled = True
        for hidden in (ui.undo_bar, ui.sealed_band):
            hidden.hide()
        theme_dress.dress(self)
        theme.signals.changed.connect(self._arrange)
        self.show_hint("")
        self.setTabOrders()
        self._arrange()

    def setTabOrders(self) -> None:
        """Outline, find bar, page, undo bar, side, footer."""
        ui = self._ui
        stops: list[QWidget] = [ui.outline_list, ui.actions_button, ui.attendance_button]
        stops += [*self.find_bar.stops(), ui.page_slot, ui.undo_button, ui.fold_button, ui.beside_scroll]
        stops += [ui.beside_button, ui.ready_button]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: what the side shows comes and goes, so its place in the line is set as it is needed."""
        tab_through(self._ui.beside_scroll, self._ui.beside_button)
        return super().focusNextPrevChild(forward)

    # The parts others put in

    def set_page(self, page: QWidget) -> None:
        """The page of the minutes, in the centre."""
        self._page = page
        self._ui.page_layout.addWidget(page)
        self._ui.page_slot.setFocusProxy(page)

    def add_pane(self, widget: QWidget) -> None:
        """Put a pane into the side; it is not shown yet."""
        self._ui.side_stack.addWidget(widget)

    def show_pane(self, widget: QWidget | None) -> None:
        """Show a pane that was added, or what was typed in the room."""
        stack = self._ui.side_stack
        target = widget if widget is not None else self._ui.beside_page
        if stack.currentWidget() is not target:
            rest_keyboard(stack.currentWidget())
            stack.setCurrentWidget(target)
        if widget is not None:
            self._open_over = True
        self._arrange()

    def remove_pane(self, widget: QWidget) -> None:
        """Take a pane out; whoever made it lets it go."""
        rest_keyboard(widget)
        self._ui.side_stack.removeWidget(widget)
        self._open_over = False
        self._arrange()

    def show_sheet(self, sheet: QWidget | None) -> None:
        """Lay a sheet over the page, or take it away again."""
        ui, before = self._ui, self._sheet
        self._sheet = sheet
        if before is not None and before is not sheet:
            rest_keyboard(before)
            ui.page_layout.removeWidget(before)
            before.hide()
            before.deleteLater()
        if sheet is not None:
            self._open_over = False  # a sheet asks something: nothing lies over it
            ui.page_layout.addWidget(sheet)
            sheet.show()
        if self._page is not None:
            if sheet is not None:
                rest_keyboard(self._page)
            self._page.setVisible(sheet is None)
        self.set_ready_filled(self._filled)
        self._arrange()

    @property
    def sheet(self) -> QWidget | None:
        """The sheet over the page."""
        return self._sheet

    # What is shown

    @property
    def outline(self) -> OutlineList:
        """The list at the left."""
        found: OutlineList = self._ui.outline_list
        return found

    def regions(self) -> tuple[QWidget, ...]:
        """Outline, page, side, footer."""
        ui = self._ui
        found: list[QWidget] = [ui.outline_list]
        if not self.find_bar.isHidden():
            found.append(self.find_bar.field)
        if self._sheet is not None:
            found.append(self._sheet)
        elif self._page is not None:
            found.append(self._page)
        pane = ui.side_stack.currentWidget()
        if self.side_shown:
            found.append(ui.beside_scroll if pane is None or pane is ui.beside_page else pane)
        return (*found, ui.ready_button)

    def show_counts(self, *, gaps: int, before_approval: int, actions: int, people: int) -> None:
        """Counts of gaps, actions and people, at their places."""
        ui = self._ui
        many = tr("{n} gaps").format(n=gaps) if gaps != 1 else tr("1 gap")
        ui.outline_count.setText(many)
        before = tr("{gaps}, {n} before approval").format(gaps=many, n=before_approval)
        ui.gaps_label.setText(before if gaps else tr("No gaps"))
        ui.ready_button.setAccessibleDescription(ui.gaps_label.text())
        self._name(ui.actions_button, tr("Actions"), actions)
        self._name(ui.attendance_button, tr("Attendance"), people)
        ui.outline_list.setAccessibleName(tr("Outline of the minutes, {gaps}").format(gaps=many))
        self._name_lists(self.numbers)

    @staticmethod
    def _name(button: QPushButton, words: str, count: int) -> None:
        named = f"{words} ({count})"
        if button.property("words") == named:
            return
        button.setProperty("words", named)
        button.setAccessibleName(named)
        button.setToolTip(plain_tip(named))

    def show_progress(self, sentence: str) -> None:
        """How far the writing up is."""
        self._ui.progress_label.setText(sentence)

    def show_hint(self, sentence: str, *, refused: bool = False) -> None:
        """One sentence in the footer; an empty one brings back the keys that work on a paragraph."""
        ui = self._ui
        self._hint_is_keys = not sentence
        if not sentence and not self._sealed:
            join, split, up, down = (commands.command(name).keys_text for name in _KEYS)
            keys = tr("{join} joins    {split} splits    {up}, {down} move")
            sentence = keys.format(join=join, split=split, up=up, down=down).replace("Return", tr("Enter"))
        ui.hint_label.setText(sentence)
        ui.hint_label.setAccessibleName(sentence)
        theme.mark(ui.hint_label, "tone", "warning" if refused else "muted")
        icons.put(ui.hint_icon, "triangle" if refused else "", "warning", 16)
        ui.hint_icon.setVisible(refused)
        self._hint_is_refusal = refused

    @property
    def hint(self) -> str:
        """What the hint row says."""
        return self._ui.hint_label.text()

    def show_undo(self, sentence: str) -> None:
        """A quiet bar that offers to take the last change back; an empty sentence takes it away."""
        ui = self._ui
        if not sentence:
            rest_keyboard(ui.undo_bar)
        ui.undo_label.setText(sentence)
        ui.undo_button.setAccessibleName(tr("Undo: {what}").format(what=sentence))
        ui.undo_bar.setVisible(bool(sentence))

    def show_sealed(self, sentence: str, *, with_corrections: bool) -> None:
        """Why nothing can be changed; empty takes the band away. What is sealed asks for no more work."""
        ui = self._ui
        self._sealed = with_corrections
        if with_corrections:
            ui.gaps_label.setText("")
            self.show_progress("")
        self.set_ready_words(
            tr("Open the circulation list") if with_corrections else tr("Ready to finalise?")
        )
        ui.ready_button.setAccessibleDescription(ui.gaps_label.text())
        if self._hint_is_keys:
            self.show_hint("")
        ui.sealed_label.setText(sentence)
        ui.corrections_button.setVisible(with_corrections)
        ui.sealed_band.setVisible(bool(sentence))

    @property
    def next_command(self) -> str:
        """What the button at the foot runs: the gaps of a draft, or who gets what was sealed."""
        return "circulation" if self._sealed else "ready_to_finalise"

    def show_marks_in_sight(self) -> None:
        """Scroll the side until its marks are seen, once they are laid out."""
        QTimer.singleShot(0, self.marks, lambda: self._ui.beside_scroll.ensureWidgetVisible(self.marks, 0, 0))

    def show_typed_title(self, words: str) -> None:
        """Name of what is shown at the side, for a screen reader."""
        self._ui.beside_scroll.setAccessibleName(words)

    def set_ready_filled(self, filled: bool) -> None:
        """One filled button a view: a pane may have its own."""
        self._filled = filled
        theme.mark(self._ui.ready_button, "primary", filled and self._sheet is None)

    def set_ready_words(self, words: str) -> None:
        """What the button at the foot does next."""
        self._ui.ready_button.setText(words)
        self._ui.ready_button.setAccessibleName(words)

    # Folding

    @property
    def narrow(self) -> bool:
        """True where the side finds no room beside the page."""
        return self.width() / theme.scale() < BESIDE

    @property
    def side_shown(self) -> bool:
        """Whether the side is to be seen."""
        pane = self._ui.side_stack.currentWidget() is not self._ui.beside_page
        return self._open_over if self.narrow else (pane or not self._folded)

    def fold_side(self, away: bool) -> None:
        """Fold the side away, or bring it back."""
        if away:
            rest_keyboard(self._ui.side_column)
        self._folded, self._open_over = away, not away
        self._arrange()
        (self._page or self).setFocus() if away else self._ui.beside_scroll.setFocus()

    def show_centre(self) -> bool:
        """Where the side stands in the page's place, bring the page back. True when it did."""
        if not (self.narrow and self._open_over):
            return False
        rest_keyboard(self._ui.side_column)
        self._open_over = False
        self._arrange()
        return True

    @property
    def numbers(self) -> bool:
        """Whether the outline gives way to its numbers."""
        return self.width() / theme.scale() < WHOLE_OUTLINE

    def _name_lists(self, numbers: bool) -> None:
        ui = self._ui
        for button, icon in ((ui.actions_button, "action"), (ui.attendance_button, "people")):
            words = "" if numbers else str(button.property("words") or "")
            if button.text() != words or not words:
                button.setText(words)
                icons.put(button, icon if numbers else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What gives way goes by the width at hand."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The side gives way first, then the outline's titles, then words of the footer."""
        ui, room = self._ui, self.width() / theme.scale()
        is_pane = ui.side_stack.currentWidget() is not ui.beside_page
        shown, over = self.side_shown, self.narrow and self._open_over
        numbers = self.numbers
        ui.outline_column.setFixedWidth(theme.px(FOLDED_WIDTH if numbers else OUTLINE_WIDTH))
        ui.outline_head.setVisible(not numbers)
        self._name_lists(numbers)
        if over:
            ui.side_column.setMinimumWidth(0)
            ui.side_column.setMaximumWidth(ANY_WIDTH)
        else:
            ui.side_column.setFixedWidth(theme.px(PANE_WIDTH if is_pane else 300))
        ui.side_column.setVisible(shown)
        ui.centre_column.setVisible(not over)
        ui.beside_button.setVisible(not shown)
        ui.beside_button.setText(f" {tr('As typed')}" if room >= WHOLE_OUTLINE else "")
        ui.progress_label.setVisible(room >= BESIDE)
        ui.gaps_label.setVisible(room >= 700)
        ui.outline_list.relay()
        QTimer.singleShot(0, ui.outline_list, ui.outline_list.show_current)
        ui.fold_button.setText(f"{tr('Fold')} " if not over else f"{tr('Back to the page')} ")

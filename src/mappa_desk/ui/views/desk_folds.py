"""How the desk folds by its width and height. Never the line, never the reference."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from mappa_desk._generated.ui_desk import Ui_Desk
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.views.capture import CapturePanel
from mappa_desk.ui.views.desk_foot import AgendaFoot
from mappa_desk.ui.views.desk_script import ScriptStrip
from mappa_desk.ui.views.roll_call import RollCallPanel

GUTTER = 24
LOW = 330
"""Below this height at 100 % text the words to say give way to the record."""
SMALL = 560
"""Below this height at 100 % text the line grows to three rows and no further."""
NUMBERS = 48
"""Width of the agenda where it is folded to numbers."""
ANY_WIDTH = 16_777_215
"""Qt's own limit: no limit."""


class Width(IntEnum):
    """How much room the desk has, in logical pixels at 100 % text."""

    NARROW = 0
    COMPACT = 1180
    WIDE = 1600
    WIDEST = 1920


class Side(IntEnum):
    """Panels at the side, in the order of their tabs. `READINESS` has no tab."""

    ACTIONS = 0
    PEOPLE = 1
    SINCE = 2
    PROMPTS = 3
    READINESS = 4


class Fold(StrEnum):
    """What a user may fold where the window has room for it."""

    AGENDA = "agenda"
    SIDE = "side"


def width_class(width: int, scale: float) -> Width:
    """Which arrangement fits a window `width` pixels wide at a text size."""
    room = width / scale
    if width < Width.COMPACT or (scale >= 1.5 and room < Width.COMPACT):
        return Width.NARROW
    return next(step for step in (Width.WIDEST, Width.WIDE, Width.COMPACT) if room >= step or step == 1180)


class DeskFolds(QObject):
    """Arranges the columns of a desk's form for the room there is."""

    turned = Signal()
    """The user folded or unfolded something."""

    def __init__(
        self,
        ui: Ui_Desk,
        capture: CapturePanel,
        roll_call: RollCallPanel,
        script: ScriptStrip,
        foot: AgendaFoot,
    ) -> None:
        super().__init__()
        self._ui, self._capture, self._roll_call, self._script = ui, capture, roll_call, script
        self._foot = foot
        self.width = Width.COMPACT
        self.side_open = False
        """In a narrow window: whether the side lies over the record."""
        self._folded: dict[Width, set[Fold]] = {}
        self._word: Callable[[str], str] = lambda _name: ""
        self._keep: Callable[[str, str], None] = lambda _name, _value: None
        ui.agenda_fold_button.clicked.connect(lambda: self._turn_by_hand(Fold.AGENDA))

    def remember(self, word: Callable[[str], str], keep: Callable[[str, str], None]) -> None:
        """Where folds are kept between starts: a word by its name, one for each width."""
        self._word, self._keep = word, keep
        self._folded.clear()
        self.turned.emit()

    def commands(self) -> dict[str, Callable[[], None]]:
        """Folding by the palette, by the names of the key table."""
        return {
            "fold_agenda": lambda: self._turn_by_hand(Fold.AGENDA),
            "fold_side": lambda: self._turn_by_hand(Fold.SIDE),
        }

    def _turn_by_hand(self, part: Fold) -> None:
        """Fold or unfold; a keyboard that was in what goes finds itself in the line."""
        focus = self._ui.side_column.window().focusWidget()
        self.turn(part)
        if self.is_folded(Fold.SIDE) and focus is not None and self._ui.side_column.isAncestorOf(focus):
            self._capture.focus_line()
        self.turned.emit()

    def is_folded(self, part: Fold) -> bool:
        """True where the user folded this part at the width that the window has now."""
        return self.width is not Width.NARROW and part in self._at_this_width()

    def turn(self, part: Fold, folded: bool | None = None) -> None:
        """Fold a part or unfold it, for this width and from now on. A narrow window folds by itself."""
        if self.width is Width.NARROW:
            return
        kept = self._at_this_width()
        if folded is None:
            folded = part not in kept
        if folded is not (part in kept):
            kept ^= {part}
            self._keep(f"folded_{self.width.name.lower()}", " ".join(sorted(kept)))

    def _at_this_width(self) -> set[Fold]:
        if self.width not in self._folded:
            words = self._word(f"folded_{self.width.name.lower()}").split()
            self._folded[self.width] = {part for part in Fold if part in words}
        return self._folded[self.width]

    def arrange(self, width: int, height: int) -> None:
        """Fold or unfold for a size in pixels. What gives way goes before what comes takes its room."""
        ui = self._ui
        before, self.width = self.width, width_class(width, theme.scale())
        if self.width is Width.NARROW and before is not Width.NARROW:
            # It lies over the record only where somebody works in it.
            focus = ui.side_column.window().focusWidget()
            self.side_open = focus is not None and ui.side_column.isAncestorOf(focus)
        wide, narrow = self.width >= Width.WIDE, self.width is Width.NARROW
        gap = GUTTER if wide else 0
        ui.body_layout.setContentsMargins(gap, gap, gap, gap)
        ui.body_layout.setSpacing(gap)
        self._fold_agenda(wide, narrow)
        ui.actions_foot.setVisible(wide)
        self.fit_side()
        box = "ltrb" if wide else ""
        ui.agenda_column.set_look("sunken", box)
        ui.centre_column.set_look("surface", box)
        for column in (ui.side_column, ui.people_column):
            column.set_look("surface", box or "l")
        self._move_people(self.width is Width.WIDEST)
        self._script.set_open_by_default(wide)
        self._capture.set_rows(2, 3 if height < theme.px(SMALL) else 6)
        for button in (ui.previous_button, ui.next_button):
            button.setText("" if narrow else f" {button.property('words') or ''} ")
        ui.side_button.setVisible(narrow)
        ui.script_more_button.setVisible(not narrow)
        ui.item_count_label.setVisible(not narrow)

    def _fold_agenda(self, wide: bool, narrow: bool) -> None:
        """The agenda's column: whole, as numbers alone, or none where a button stands for it."""
        ui = self._ui
        numbers = self.is_folded(Fold.AGENDA)
        ui.agenda_head.setVisible(wide and not numbers)
        ui.agenda_column.setVisible(not narrow)
        ui.agenda_button.setVisible(narrow)
        ui.agenda_column.setFixedWidth(theme.px(NUMBERS if numbers else 264 if wide else 224))
        words = tr("Unfold the agenda") if numbers else tr("Fold")
        ui.agenda_fold_button.setText("" if numbers else f" {words}")
        ui.agenda_fold_button.setAccessibleName(tr("Unfold the agenda") if numbers else tr("Fold the agenda"))
        ui.agenda_fold_button.setToolTip(plain_tip(ui.agenda_fold_button.accessibleName()))
        icons.put(ui.agenda_fold_button, "chevron_right" if numbers else "chevron_left", "muted")
        self._foot.fold(numbers)

    @property
    def side_lies_over(self) -> bool:
        """Whether the side stands in the place of the record just now."""
        return self.width is Width.NARROW and self.side_open

    def fold_height(self, height: int, *, with_sheet: bool) -> None:
        """In a low window the words to say give way, and around a sheet everything but the line."""
        low = height < theme.px(LOW)
        self._script.set_hidden(low or self.side_lies_over)
        self._ui.item_head.setFixedHeight(theme.px(44 if low else 52))
        self._ui.footer.setFixedHeight(theme.px(40 if low else 44))
        gaps = self.side_lies_over and self._ui.side_stack.currentIndex() == Side.READINESS
        self._ui.item_head.setVisible(not (low and (with_sheet or gaps)))
        self._ui.footer.setVisible(not (low and (with_sheet or self.side_lies_over)))

    def fit_side(self) -> None:
        """The side's width; in a narrow window it takes the place of the record, above the line."""
        ui = self._ui
        narrow = self.width is Width.NARROW
        self._move_side(self.side_lies_over)
        if narrow:
            ui.side_column.setMinimumWidth(0)
            ui.side_column.setMaximumWidth(ANY_WIDTH)
        elif ui.side_stack.currentIndex() == Side.READINESS:
            ui.side_column.setFixedWidth(theme.px(400))
        else:
            ui.side_column.setFixedWidth(theme.px(384 if self.width >= Width.WIDE else 300))
        gaps = ui.side_stack.currentIndex() == Side.READINESS
        folded = self.is_folded(Fold.SIDE) and not gaps
        ui.side_column.setVisible(self.side_open if narrow else not folded)
        ui.centre_stack.setVisible(not self.side_lies_over)

    def _move_side(self, over: bool) -> None:
        """Into the place of the record, or back beside it. Whoever has the keyboard keeps it."""
        ui = self._ui
        centre = ui.layout_6
        if (centre.indexOf(ui.side_column) >= 0) is over:
            return
        focus = ui.side_column.window().focusWidget()
        if over:
            centre.insertWidget(centre.indexOf(ui.centre_stack), ui.side_column, 1)
        else:
            ui.body_layout.insertWidget(ui.body_layout.indexOf(ui.centre_column) + 1, ui.side_column)
        if focus is not None and ui.side_column.isAncestorOf(focus):
            ui.side_column.show()
            focus.setFocus()

    def _move_people(self, own_column: bool) -> None:
        ui = self._ui
        target: QVBoxLayout = ui.people_column_layout if own_column else ui.people_layout
        if target.indexOf(self._roll_call) < 0:
            target.addWidget(self._roll_call)
            self._roll_call.show()
        ui.people_column.setVisible(own_column)
        ui.people_column.setFixedWidth(theme.px(304))
        ui.side_tabs.setTabVisible(Side.PEOPLE, not own_column)
        ui.side_tabs.setTabText(
            Side.PEOPLE, ui.side_tabs.tabText(Side.PEOPLE)
        )  # measured anew as it comes back

"""The script strip: one row of words to say, which opens to all of them and the private prompts."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Qt

from mappa_desk._generated.ui_desk import Ui_Desk
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.hatch import HATCH, Hatch

FOLDED = 36
MOST_OPEN = 148


class Shown(Enum):
    """How much of the words is shown."""

    ONE_ROW = 0
    WORDS = 1
    ALL = 2


class ScriptStrip(QObject):
    """Folds and unfolds the strip of a desk's form. What somebody opened stays open until they fold it.

    Where there is room the words to say are all shown; the private prompts only when they are asked for.
    """

    def __init__(self, ui: Ui_Desk) -> None:
        super().__init__(ui.script_strip)
        self._ui = ui
        self._shown = Shown.ONE_ROW
        self._chosen = False
        self._hidden = False
        self._say = ""
        self._prompts: tuple[str, ...] = ()
        layout = ui.script_strip.layout()
        if layout is not None:
            for button in (ui.script_button, ui.script_more_button):
                layout.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        self._hatch = Hatch()
        self._hatch.setFixedWidth(HATCH)
        ui.layout_12.insertWidget(0, self._hatch)
        ui.script_button.clicked.connect(self._on_toggled)
        ui.script_more_button.clicked.connect(self._on_toggled)
        theme.signals.changed.connect(self._fit)
        self._fit()

    def set_words(self, say: str, prompts: tuple[str, ...]) -> None:
        """Words to read aloud, and the prompts that nobody else may see."""
        self._say, self._prompts = say, prompts
        self._ui.say_full_label.setText(say)
        self._ui.private_label.setText("\n".join(prompts))
        self._ui.script_strip.setVisible(bool(say or prompts) and not self._hidden)
        self._fit()

    def set_open_by_default(self, is_open: bool) -> None:
        """All the words or one row of them, unless somebody chose already."""
        wanted = Shown.WORDS if is_open else Shown.ONE_ROW
        if not self._chosen and self._shown is not wanted:
            self._shown = wanted
            self._fit()

    def set_hidden(self, hidden: bool) -> None:
        """Give way altogether, in a window that is low for its text."""
        self._hidden = hidden
        self._ui.script_strip.setVisible(bool(self._say or self._prompts) and not hidden)

    def _on_toggled(self) -> None:
        self._chosen = True
        self._shown = Shown.ONE_ROW if self._shown is Shown.ALL else Shown.ALL
        self._fit()

    def _fit(self) -> None:
        ui = self._ui
        self._hatch.setVisible(theme.scheme() == "high_contrast")
        only_private = not self._say and bool(self._prompts)
        folded = self._shown is Shown.ONE_ROW or (only_private and self._shown is Shown.WORDS)
        everything = self._shown is Shown.ALL
        icons.put(ui.script_button, "chevron_right" if folded else "chevron_down", "text", 16)
        words = tr("Words to say: fold") if everything else tr("Words to say: show all")
        ui.script_button.setAccessibleName(words)
        ui.script_more_button.setText(tr("Fold") if everything else tr("Show all"))
        ui.say_head_label.setText(tr("Private") if only_private else tr("Say"))
        theme.mark(ui.say_head_label, "tone", "private" if only_private else "")
        ui.say_label.setText(" ".join((self._say or " ".join(self._prompts)).split()))
        ui.say_label.setVisible(folded)
        ui.say_full_label.setVisible(bool(self._say))
        ui.private_frame.setVisible(bool(self._prompts) and everything)
        ui.script_scroll.setVisible(not folded)
        room = 0 if folded else theme.space(2)
        ui.script_words.setContentsMargins(0, room, 0, room)
        if folded:
            ui.script_strip.setFixedHeight(theme.px(FOLDED))
            return
        width = max(200, ui.script_scroll.viewport().width())
        page = ui.script_page.heightForWidth(width) if ui.script_page.hasHeightForWidth() else 0
        needed = max(page, ui.script_page.minimumSizeHint().height()) + theme.px(24) + 2 * room + 8
        ui.script_strip.setFixedHeight(min(theme.px(MOST_OPEN), needed))

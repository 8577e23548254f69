"""The script strip: one row of words to say, which opens to all of them and the private prompts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk._generated.ui_desk import Ui_Desk
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.desk_words import tr

FOLDED = 36
MOST_OPEN = 148


class ScriptStrip(QObject):
    """Folds and unfolds the strip of a desk's form. What somebody opened stays open until they fold it."""

    def __init__(self, ui: Ui_Desk) -> None:
        super().__init__(ui.script_strip)
        self._ui = ui
        self._open = False
        self._chosen = False
        self._hidden = False
        self._say = ""
        self._prompts: tuple[str, ...] = ()
        ui.script_button.clicked.connect(self._on_toggled)
        ui.script_more_button.clicked.connect(self._on_toggled)
        theme.signals.changed.connect(self._fit)
        self._fit()

    def set_words(self, say: str, prompts: tuple[str, ...]) -> None:
        """Words to read aloud, and the prompts that nobody else may see."""
        self._say, self._prompts = say, prompts
        self._ui.say_label.setText(" ".join(say.split()))
        self._ui.say_full_label.setText(say)
        self._ui.private_label.setText("\n".join(prompts))
        self._ui.private_frame.setVisible(bool(prompts))
        self._ui.script_strip.setVisible(bool(say or prompts) and not self._hidden)
        self._fit()

    def set_open_by_default(self, is_open: bool) -> None:
        """Open or folded, unless somebody chose already."""
        if not self._chosen and self._open != is_open:
            self._open = is_open
            self._fit()

    def set_hidden(self, hidden: bool) -> None:
        """Give way altogether, in a window that is low for its text."""
        self._hidden = hidden
        self._ui.script_strip.setVisible(bool(self._say or self._prompts) and not hidden)

    def _on_toggled(self) -> None:
        self._open, self._chosen = not self._open, True
        self._fit()

    def _fit(self) -> None:
        ui = self._ui
        icons.put(ui.script_button, "chevron_down" if self._open else "chevron_right", "text", 16)
        ui.script_button.setAccessibleName(
            tr("Words to say: fold") if self._open else tr("Words to say: show all")
        )
        ui.script_more_button.setText(tr("Fold") if self._open else tr("Show all"))
        ui.say_label.setVisible(not self._open)
        only_private = not self._say and bool(self._prompts)
        ui.say_head_label.setText(tr("Private") if only_private else tr("Say"))
        theme.mark(ui.say_head_label, "tone", "private" if only_private else "")
        if only_private and not self._open:
            ui.say_label.setText(" ".join(self._prompts))
        ui.say_full_label.setVisible(bool(self._say))
        ui.script_scroll.setVisible(self._open)
        room = theme.space(2) if self._open else 0
        ui.script_words.setContentsMargins(0, room, 0, room)
        if self._open:
            needed = ui.script_page.sizeHint().height() + theme.px(24) + 2 * room + 8
            width = max(200, ui.script_scroll.viewport().width())
            if ui.script_page.hasHeightForWidth():
                needed = ui.script_page.heightForWidth(width) + theme.px(24) + 2 * room + 8
            ui.script_strip.setFixedHeight(min(theme.px(MOST_OPEN), needed))
        else:
            ui.script_strip.setFixedHeight(theme.px(FOLDED))

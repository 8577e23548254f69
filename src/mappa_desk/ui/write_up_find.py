"""Find and replace on the write-up page. Looking changes nothing; the words as typed stay as they are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.write_up_find import Found
from mappa_desk.services import write_up
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_find import find_all, next_from, wanted
from mappa_desk.ui.views.write_up_find import ReplaceBar
from mappa_desk.ui.widgets.find_bar import found_words
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import Steps

LOOK_AFTER_MS = 250
"""How long the keys rest on the page before it is looked through anew."""
SAY_AFTER_MS = 500
MANY_WORDS = 15_000
SOON_MS = 120
"""A page with so many words is looked through once the keys in the bar rest so long."""


class FindReplace(QObject):
    """The bar over the page."""

    def __init__(self, state: WriteUpState, saving: Saving, steps: Steps, page: WriteUpPage) -> None:
        super().__init__(state)
        self._state, self._saving, self._steps, self._page = state, saving, steps, page
        self._bar: ReplaceBar = state.panel.find_bar
        self._replacing = False
        self._found: tuple[Found, ...] = ()
        self._at = -1
        self._marked: dict[str, tuple[tuple[int, int], ...]] = {}
        self._soon = self._timer(SOON_MS, self._look_on)
        self._again, self._say = self._timer(LOOK_AFTER_MS, self._look), self._timer(SAY_AFTER_MS, self._tell)
        self._bar.changed.connect(self._on_changed)
        self._bar.stepped.connect(self.step)
        self._bar.replaced.connect(self.replace)
        self._bar.replaced_all.connect(self.replace_all)
        self._bar.closed.connect(self.close)
        state.viewed.connect(self._on_viewed)
        saving.typing.connect(lambda _key: self._on_viewed())

    def _timer(self, ms: int, call: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(call)
        return timer

    @property
    def is_open(self) -> bool:
        """Whether the bar stands over the page."""
        return not self._bar.isHidden()

    @property
    def found(self) -> tuple[Found, ...]:
        """Every place, in the order of the page."""
        return self._found

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar; words that are selected on one line of the page are looked for."""
        self._replacing = replacing and self._state.writable
        self._state.panel.show_centre()
        chosen = self._page.editor().textCursor().selectedText()
        words = chosen if len(chosen) <= 200 and "\u2029" not in chosen and "\u2028" not in chosen else ""
        self._bar.open(replacing=self._replacing, words=words if not self._bar.holds(_focus()) else "")
        self._look()
        if replacing and not self._replacing:
            self._state.refuse(RuleError(tr("The record of this meeting can no longer be changed.")))

    def next(self) -> None:
        """The next place; with the bar away, open it with the words of last time."""
        if self.is_open:
            self.step(1)
        else:
            self.open()

    def close(self) -> bool:
        """Take the bar away; the caret stays on what was found. False when there was none."""
        if not self.is_open:
            return False
        for timer in (self._again, self._say, self._soon):
            timer.stop()
        self._mark({})
        self._found, self._at = (), -1
        had_it = self._bar.holds(_focus()) or _focus() is None
        if had_it:
            self._page.setFocus()
        self._bar.hide()
        return True

    # Looking

    def _on_changed(self) -> None:
        if not self.is_open:
            return
        if self._state.ready and self._state.up.words > MANY_WORDS:
            self._soon.start()
        else:
            self._look_on()

    def _look_on(self) -> None:
        """Look through the page and show the next place from where one is."""
        self._soon.stop()
        self._look()
        at = next_from(self._found, self._state.places, self._state.key, self._from())
        if at >= 0:
            self._show(at)
        self._say.start()

    def _on_viewed(self) -> None:
        if self.is_open:
            self._again.start()

    def _from(self) -> int:
        """Where the looking goes on from: the start of what is shown, else the caret."""
        if 0 <= self._at < len(self._found) and self._found[self._at].key == self._state.key:
            return self._found[self._at].start
        return self._state.position

    def _look(self) -> None:
        """Find every place anew; the one shown stays shown where it is still there."""
        bar, state = self._bar, self._state
        if not state.ready:
            return
        before = self._found[self._at] if 0 <= self._at < len(self._found) else None
        pattern = wanted(
            bar.field.text(), match_case=bar.match_case.isChecked(), whole_words=bar.whole_words.isChecked()
        )
        typed = self._saving.unkept()
        texts = [
            (row.key, self._saving.text_of(row) if row.key in typed else row.text)
            for row in state.paragraphs
            if row.editable or not self._replacing
        ]
        self._found = find_all(texts, pattern)
        self._at = self._found.index(before) if before in self._found else -1
        ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in self._found:
            ranges[one.key].append((one.start, one.end))
        self._mark({key: tuple(spots) for key, spots in ranges.items()})
        self._bar.show_found(self._at, len(self._found))

    def _mark(self, ranges: dict[str, tuple[tuple[int, int], ...]]) -> None:
        for key in self._marked.keys() - ranges.keys():
            self._page.set_found(key, ())
        for key, spots in ranges.items():
            if self._marked.get(key) != spots:
                self._page.set_found(key, spots)
        self._marked = ranges

    def step(self, step: int) -> None:
        """The next place, or the one before; after the last comes the first."""
        if self._soon.isActive():
            self._look_on()
            return
        if not self._found:
            self._tell()
            return
        if self._at >= 0:
            at = (self._at + step) % len(self._found)
        else:
            at = next_from(self._found, self._state.places, self._state.key, self._state.position, step=step)
        self._show(at)
        self._tell()

    def _show(self, at: int) -> None:
        self._at = at
        one = self._found[at]
        focus = _focus()
        # Keys that wait for a new paragraph are not typed over what is found.
        self._page.when_free(lambda: self._page.go_to(one.key, one.start, one.end))
        if self._bar.holds(focus) and focus is not None and focus is not _focus():
            focus.setFocus()
        self._bar.show_found(at, len(self._found))

    def _tell(self) -> None:
        """Say where one stands and what stands there."""
        self._say.stop()
        count = found_words(self._at, len(self._found))
        if not 0 <= self._at < len(self._found):
            self._state.shell.announce(
                count if not self._found else tr("{n} found").format(n=len(self._found))
            )
            return
        one = self._found[self._at]
        row = self._state.paragraph(one.key)
        text = self._saving.text_of(row) if row is not None else ""
        around = text[max(0, one.start - 40) : one.end + 40]
        self._state.shell.announce(f"{count}. {self._state.label(one.key)}. {around}")

    # Replacing

    def replace(self) -> None:
        """Write the other words in place of what is shown, and go on to the next."""
        if not self._may_replace():
            return
        if self._again.isActive() or self._soon.isActive():
            self._again.stop()
            self._look_on()  # typed since: what was found may stand elsewhere
            return
        if not 0 <= self._at < len(self._found):
            self.step(1)
            return
        one, put = self._found[self._at], self._bar.put.text()
        self._page.replace_range(one.key, one.start, one.end, put)
        self._at = -1
        self._look()
        at = next_from(self._found, self._state.places, one.key, one.start + len(put))
        if at >= 0:
            self._show(at)
        self._tell()

    def replace_all(self) -> None:
        """Write them everywhere, as one change that can be taken back."""
        bar = self._bar
        if not self._may_replace():
            return
        self._look_on()  # what was typed a moment ago may not have been looked for yet
        if not self._found:
            self._tell()
            return

        def name(count: int) -> str:
            if not count:
                self._state.say(tr("Not found."))
                return ""
            return tr("Replaced {n} times").format(n=count) if count != 1 else tr("Replaced once")

        self._steps.step(
            write_up.replace_all, name, meeting_id=self._state.meeting_id, find=bar.field.text(),
            put=bar.put.text(), match_case=bar.match_case.isChecked(),
            whole_words=bar.whole_words.isChecked(), only=None, then=self._leave_bar,
        )  # fmt: skip

    def _leave_bar(self, count: int) -> None:
        """All is replaced: the keyboard goes back to the page, where Ctrl+Z takes it back."""
        if count and self._bar.holds(_focus()):
            self._page.setFocus()

    def _may_replace(self) -> bool:
        return self.is_open and self._replacing and self._state.writable


def _focus() -> Any:
    return QApplication.focusWidget()

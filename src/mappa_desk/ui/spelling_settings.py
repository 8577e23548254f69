"""Joins the settings of spelling with the vault and with the marks."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.errors import RuleError
from mappa_desk.services.spelling import add_word, forget_word, own_words
from mappa_desk.ui.office import OfficePage
from mappa_desk.ui.spelling import Spelling
from mappa_desk.ui.views.spelling import SpellingView


class SpellingSettings(QObject):
    """The part of the settings that is about spelling."""

    def __init__(self, page: OfficePage, spelling: Spelling) -> None:
        super().__init__(page)
        self._page, self._spelling = page, spelling
        self.view = SpellingView()
        self.view.set_on(spelling.is_on)
        self.view.set_available(spelling.is_available)
        self.view.switched.connect(spelling.switch)
        self.view.word_added.connect(self._add)
        self.view.word_removed.connect(self._remove)
        spelling.switched.connect(self.view.set_on)

    def read(self, _outcome: object = None) -> None:
        """Read the words again, here and for the marks."""
        self._page.ask(own_words, self.view.set_words)
        self._spelling.read_words()

    def _add(self, word: str) -> None:
        def kept(outcome: object) -> None:
            self.view.show_wrong("")
            self.view.clear_word()
            self.read(outcome)

        self._page.change(lambda work: add_word(work, word=word), kept, self._refused)

    def _remove(self, word: str) -> None:
        self._page.change(lambda work: forget_word(work, word=word), self.read)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RuleError):
            self.view.show_wrong(str(error))
        else:
            self._page.office.shell.report(error)

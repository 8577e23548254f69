"""Spelling in the fields that hold record text: marks, suggestions, the vault's own words.

A field is marked from the first time it has the keyboard. Everything that takes time is asked of the
dictionary's own process by a job; what it said is remembered, so that a key never waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import SpellingStopped
from mappa_desk.domain.spelling import KnownWords, Lexicon, plain
from mappa_desk.domain.wording import OwnWord
from mappa_desk.services.speller import MOST_STARTS, Speller, is_available
from mappa_desk.services.spelling import add_word, names_not_offered, right_words
from mappa_desk.services.work import Work
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.ports import Banner, BannerAction, ShellPort
from mappa_desk.ui.widgets.spelling_marks import SpellingMarks

PATIENCE_MS = 5_000
"""How long an answer of the dictionary is waited for before it is started anew."""
STALE_MS = 1_000
"""How old the names of the meeting may be when a field takes the keyboard."""
MOST_SUGGESTIONS = 7
PREFERENCE = "spelling"
"""Kept in the window's preferences: "off", or anything else for on."""


class Dictionary(Protocol):
    """What is asked of the dictionary. Both wait for the answer and raise SpellingStopped."""

    def check(self, words: set[str]) -> dict[str, bool]:
        """Whether each of these words is right."""

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant, likeliest first."""

    def stop(self) -> None:
        """End it at once; it may start again."""

    def close(self) -> None:
        """End it for good."""


class Keeper(Protocol):
    """Where the window keeps its preferences."""

    def word(self, name: str, otherwise: str = "") -> str:
        """A kept word."""

    def keep(self, name: str, value: str) -> None:
        """Keep a word."""


class Spelling(QObject):
    """Spelling of one open vault."""

    changed = Signal()
    """Other words are right or wrong than before."""
    switched = Signal(bool)
    """The marks were switched on or off."""
    watched = Signal(QPlainTextEdit)
    """A field is marked from now on."""

    def __init__(
        self,
        app: QApplication,
        jobs: JobRunner,
        work: Callable[[], Work],
        shell: ShellPort,
        *,
        preferences: Keeper,
        dictionary: Dictionary | None = None,
    ) -> None:
        super().__init__()
        self._jobs, self.work, self.shell, self._preferences = jobs, work, shell, preferences
        self._dictionary: Dictionary = dictionary or Speller()
        self.lexicon = Lexicon()
        self.meeting_id = self._case_id = ""
        self._is_on = preferences.word(PREFERENCE) != "off"
        self.is_available = dictionary is not None or is_available()
        self._stopped = not self.is_available
        self._failures = 0
        self._asked: set[str] = set()
        self._suggested: dict[str, tuple[str, ...]] = {}
        self._not_offered: frozenset[str] = frozenset()
        self._questions: deque[tuple[Callable[[], Any], Callable[[Any], None]]] = deque()
        self._is_asking = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._dictionary.stop)
        self._words_read = QElapsedTimer()
        self._app = app
        app.focusChanged.connect(self._on_focus_changed)

    # What the office asks

    @property
    def is_on(self) -> bool:
        """Whether words are marked."""
        return self._is_on and not self._stopped

    def switch(self, is_on: bool | None = None) -> None:
        """Marks on, or off; the other of the two by default. Kept for the next start."""
        if self._stopped:
            self.shell.announce(self.tr("Spelling is not available."))
            return
        self._is_on = not self._is_on if is_on is None else is_on
        self._preferences.keep(PREFERENCE, "on" if self._is_on else "off")
        self.shell.announce(self.tr("Spelling marks on") if self._is_on else self.tr("Spelling marks off"))
        self.switched.emit(self.is_on)

    def go_to(self, page: str, record_id: str) -> None:
        """Another page is shown: the names of its meeting or case are right there."""
        self._suggested.clear()
        self.meeting_id = record_id if page in ("meeting", "write_up") else ""
        self._case_id = record_id if page in ("case", "edit_case", "new_meeting") else ""
        self.read_words()

    def read_words(self) -> None:
        """Read the words that are right here."""
        if self._stopped:
            return
        work, meeting_id, case_id = self.work(), self.meeting_id, self._case_id
        self._words_read.restart()

        def read() -> tuple[frozenset[str], frozenset[str]]:
            here = {"meeting_id": meeting_id, "case_id": case_id}
            return right_words(work, **here), names_not_offered(work, **here)

        def answered(result: Ok[tuple[frozenset[str], frozenset[str]]] | Err) -> None:
            if isinstance(result, Ok) and (meeting_id, case_id) == (self.meeting_id, self._case_id):
                right, self._not_offered = result.value
                self._know(KnownWords(right))

        self._jobs.work(read, answered, self)

    def stop(self) -> None:
        """Ask nothing any more, and end the dictionary."""
        if self._stopped:
            return
        self._stopped = True
        self._questions.clear()
        self._patience.stop()
        self._app.focusChanged.disconnect(self._on_focus_changed)
        self._dictionary.close()

    # Fields

    def watch(self, field: QPlainTextEdit) -> SpellingMarks:
        """Mark this field from now on. Gives its marks, the same ones each time."""
        for child in field.children():
            if isinstance(child, SpellingMarks):
                return child
        marks = SpellingMarks(field, self.lexicon, self.ask)
        marks.set_on(self.is_on)
        self.changed.connect(marks.look_soon)
        self.switched.connect(marks.set_on)
        self.watched.emit(field)
        return marks

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._stopped or not isinstance(now, QPlainTextEdit) or now.isReadOnly():
            return
        self.watch(now)
        if self._words_read.isValid() and self._words_read.elapsed() > STALE_MS:
            self.read_words()

    # The dictionary

    def ask(self, words: set[str]) -> None:
        """Have words judged that nobody judged yet; `changed` tells when they are."""
        fresh = words - self._asked
        if self.is_on and fresh:
            self._asked |= fresh
            self.judge(fresh, lambda: None)

    def judge(self, words: set[str], then: Callable[[], None]) -> None:
        """Have these words judged, then go on; not where the dictionary does not answer."""

        def answered(result: Ok[dict[str, bool]] | Err) -> None:
            self._asked -= words
            if self._heard(result) and isinstance(result, Ok):
                self.lexicon.learn(result.value)
                self.changed.emit()
                then()

        self._questions.append((lambda: self._dictionary.check(words), answered))
        self._ask_next()

    def suggest(self, word: str, then: Callable[[tuple[str, ...]], None]) -> None:
        """Hand `then` what may have been meant by a word: names and words known here first."""
        known = self.lexicon.known.words - self._not_offered

        def find() -> tuple[str, ...]:
            near = get_close_matches(word, [one for one in known if len(one) > 3], n=2, cutoff=0.8)
            return tuple(dict.fromkeys((*near, *self._dictionary.suggest(word))))[:MOST_SUGGESTIONS]

        def answered(result: Ok[tuple[str, ...]] | Err) -> None:
            if self._heard(result) and isinstance(result, Ok):
                self._suggested[word] = result.value
                then(result.value)

        if word in self._suggested:
            then(self._suggested[word])
        elif not self._stopped:
            self._questions.appendleft((find, answered))
            self._ask_next()

    def _ask_next(self) -> None:
        """One question at a time: a dictionary that hangs must not hold up every worker."""
        if self._is_asking or not self._questions:
            return
        question, hand_over = self._questions.popleft()

        def answered(result: Any) -> None:
            self._is_asking = False
            self._patience.stop()
            try:
                hand_over(result)
            finally:
                self._ask_next()

        self._is_asking = True
        self._patience.start()
        self._jobs.work(question, answered, self)

    def _heard(self, result: Ok[Any] | Err) -> bool:
        """False when there was no answer; after the last start it is said once."""
        if isinstance(result, Ok):
            return True
        if not isinstance(result.error, SpellingStopped):
            raise result.error
        self._failures += 1
        if self._failures >= MOST_STARTS and not self._stopped:
            self._stopped = True
            self.switched.emit(self.is_on)
            close = BannerAction(self.tr("Close"), lambda: self.shell.clear_banner("spelling"))
            self.shell.show_banner(
                Banner(
                    "spelling",
                    self.tr("Spelling has stopped."),
                    self.tr("What you type is kept as before. The next start brings the marks back."),
                    actions=(close,),
                )
            )
        return False

    # Own words

    def add(self, word: str) -> None:
        """Take a word as right in this vault; on the desk it is a step that undo takes back."""
        work, meeting_id = self.work(), self.meeting_id
        self.shell.saving()

        def answered(result: Ok[Outcome[OwnWord]] | Err) -> None:
            if isinstance(result, Err):
                self.shell.report(result.error, lambda: self.add(word))
                return
            self.shell.saved()
            self.shell.announce(self.tr("Added to this vault's words: {word}").format(word=word))
            self._know(self.lexicon.known | KnownWords((word,)))

        self._jobs.store(lambda: add_word(work, word=plain(word), meeting_id=meeting_id), answered, self)

    def _know(self, words: KnownWords) -> None:
        if words.words != self.lexicon.known.words:
            self.lexicon.known = words
            self._suggested.clear()
            self.changed.emit()

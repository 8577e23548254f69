"""Joins the card between two cases with the services: what it says, and the start of the next case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.changeovers import Changeover
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.areas import area_view
from mappa_desk.services.changeover import changeover, start_next
from mappa_desk.services.work import Work
from mappa_desk.ui.models.changeover import card_words, minutes_left, stopped_words
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.ports import HeaderFacts
from mappa_desk.ui.views.changeover import ChangeoverView

TICK_MS = 5_000


class ChangeoverPage(OfficePage):
    """Between the last case and `meeting_id`, which waits to begin. It shows nothing that was said."""

    def __init__(self, office: Office, meeting_id: str) -> None:
        self.view = ChangeoverView()
        super().__init__(office, self.view)
        self._meeting_id = meeting_id
        self._card: Changeover | None = None
        self._busy = False
        self.view.start_requested.connect(self.start)
        self.view.back_requested.connect(self.go_back)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_time)

    def title(self) -> str:
        return self.tr("Between cases")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"start_next_case": self.start, "escape": self.go_back}

    def regions(self) -> tuple[QWidget, ...]:
        return self.view.regions()

    def enter(self) -> None:
        meeting_id = self._meeting_id
        self._tick.start()

        def read(work: Work) -> tuple[Changeover, tuple[Agency, ...], datetime]:
            return changeover(work, meeting_id=meeting_id), area_view(work).agencies, work.clock.now()

        self.ask(read, lambda found: self._show(*found))

    def start(self) -> None:
        """Start the next case with those who stay."""
        if self._card is None or self._busy:
            return
        self._set_busy(True)
        meeting_id = self._meeting_id
        self.change(
            lambda work: start_next(work, meeting_id=meeting_id),
            lambda _outcome: self.office.shell.replace("meeting", meeting_id),
            self._on_refused,
        )

    def go_back(self) -> None:
        """Back to the last case: its line, its record."""
        if self._card is not None:
            self.office.shell.replace("meeting", self._card.before.id)
        else:
            self.office.shell.back()

    def _show(self, card: Changeover, agencies: tuple[Agency, ...], now: datetime) -> None:
        self._card = card
        words = card_words(card, agencies, now.tzinfo)
        self.view.show_card(words)
        self._show_time()
        if not self.view.says_card():
            self.office.shell.announce(words.spoken)

    def _show_time(self) -> None:
        if self._card is None:
            return
        now = self.office.work().clock.now()
        self.office.shell.header(
            HeaderFacts(
                self.title(),
                state=self.tr("Room is blank"),
                state_icon="room",
                clock=now.strftime("%H:%M"),
                ends=stopped_words(self._card),
                expected=minutes_left(self._card.following, now),
            )
        )

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, RuleError):
            self.view.show_refusal(str(error))
            self.office.shell.announce(str(error))
        else:
            self.office.shell.report(error)
        self.view.focus_start()

    def _set_busy(self, is_busy: bool) -> None:
        self._busy = is_busy
        self.view.set_busy(is_busy)

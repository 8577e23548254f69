"""Joins the page of the clocks with the vault: what runs out when, and where to go to stop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mappa_desk.domain.clocks import ClockKind, ClockStands, ClocksView, RunningClock
from mappa_desk.services.clocks import clocks
from mappa_desk.ui.models import clocks as words
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.clocks import ClocksView as ClocksPageView


class ClocksPage(OfficePage):
    """Every clock of every case; `show` is the word of a kind to begin with, empty for all."""

    def __init__(self, office: Office, show: str = "") -> None:
        self.view = ClocksPageView()
        super().__init__(office, self.view)
        self._kind = show if show in {kind.value for kind in ClockKind} else words.EVERY
        self._read: ClocksView | None = None
        self._focused = False
        self.view.clock_opened.connect(self._open)
        self.view.kind_chosen.connect(self._choose)
        self.view.figures_requested.connect(lambda: office.shell.navigate("settings", "standards"))

    def title(self) -> str:
        return self.tr("Clocks")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"find_here": self.view.focus_filter}

    def enter(self) -> None:
        self.ask(clocks, self._show)

    def _show(self, view: ClocksView) -> None:
        self._read = view
        self.view.set_cards(words.cards(view), self._kind)
        self.view.set_late(words.late_words(view))
        self.view.set_figures(words.figures_words(view))
        self._list(view)
        if not self._focused:
            self._focused = True
            self.view.focus_first()

    def _choose(self, kind: str) -> None:
        self._kind = kind
        if self._read is not None:
            self._list(self._read)

    def _list(self, view: ClocksView) -> None:
        of_kind = tuple(clock for clock in view.clocks if self._kind in (words.EVERY, clock.kind.value))
        model = words.clocks_model(view)
        model.set_rows(of_kind)
        empty = (
            self.tr("Nothing waits for a day. Clocks start when a referral is accepted or a meeting is held.")
            if self._kind == words.EVERY
            else self.tr("No clock of this kind runs.")
        )
        self.view.set_empty(empty, self.tr("No clock fits. {count} are hidden by the filter."))
        self.view.set_model(model)

    def _open(self, clock: RunningClock) -> None:
        """Where the clock is stopped."""
        shell = self.office.shell
        if clock.kind is ClockKind.MINUTES:
            shell.navigate("write_up", clock.meeting_id)
        elif clock.kind is ClockKind.REPORTS:
            if self._is_late(clock):
                shell.navigate("chase", "answers")
            else:
                shell.navigate("documents", clock.meeting_id)
        elif clock.kind is ClockKind.ACTIONS:
            shell.navigate("actions", show=f"is:open case:{clock.case_reference}")
        elif clock.due is None and clock.since is None:
            shell.navigate("edit_case", clock.case_id)
        elif clock.planned_on is None:
            shell.navigate("new_meeting", clock.case_id)
        else:
            shell.navigate("case", clock.case_id)

    def _is_late(self, clock: RunningClock) -> bool:
        """Who is late is chased; before that the meeting's forms are what can be sent out."""
        view = self._read
        return view is not None and clock.stands(view.today, view.ahead) is ClockStands.LATE

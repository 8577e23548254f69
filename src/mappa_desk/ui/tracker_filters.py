"""Filters kept by name: used, kept anew, let go; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from mappa_desk.domain.chasing import SavedFilter
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.saved_filters import drop_filter, save_filter, saved_filters
from mappa_desk.services.work import Work
from mappa_desk.ui import tracker_menus as menus
from mappa_desk.ui.models.tracker_doings import Doing, DoingAnswers, Offer
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.tracker_host import Kept, TrackerHost
from mappa_desk.ui.views.tracker_doing import TrackerDoingView
from mappa_desk.ui.views.tracker_sheet import MenuEntry


class TrackerFilters(QObject):
    """The menu of kept filters."""

    def __init__(self, page: TrackerHost) -> None:
        super().__init__(page.view)
        self._page = page
        self._saved: tuple[SavedFilter, ...] = ()

    def read(self) -> None:
        """Read them from the vault."""
        self._page.ask(saved_filters, self._show)

    def _show(self, saved: tuple[SavedFilter, ...]) -> None:
        self._saved = saved

    @property
    def saved(self) -> tuple[SavedFilter, ...]:
        """What was kept, in its order."""
        return self._saved

    def menu(self) -> Sequence[MenuEntry | None]:
        """What the menu shows now."""
        return menus.saved_menu(self._saved, self._page.state.words)

    def chosen(self, line: str) -> None:
        """A line of the menu was chosen."""
        kind, _, rest = line.partition(":")
        if kind == "words":
            self._page.view.set_words(rest)
        elif kind == "keep":
            self.keep()
        else:
            one = next((one for one in self._saved if one.id == rest), None)
            if one is not None:
                self._use(one) if kind == "use" else self._drop(one)

    def _use(self, one: SavedFilter) -> None:
        state = self._page.state
        state.group_by = one.group_by
        state.sort, state.descending = one.sort_by.removeprefix("-") or "due", one.sort_by.startswith("-")
        self._page.show_ways()
        self._page.view.set_words(one.words)

    def keep(self) -> None:
        """Ask for a name, and keep the filter with its groups and its order."""
        page = self._page
        here = next((one for one in self._saved if one.words.split() == page.state.words.split()), None)
        form = TrackerDoingView(
            Offer(
                doing=Doing.FILTER,
                about=page.state.words or tr("Every action"),
                begin=DoingAnswers(name=here.name if here else ""),
            )
        )
        state = page.state
        words, group_by = state.words, state.group_by
        sort_by = f"-{state.sort}" if state.descending else state.sort

        def make(answers: DoingAnswers) -> Callable[[Work], Kept]:
            if not answers.name.strip():
                raise RuleError(tr("A filter is kept by a name."), field="name")

            def keep(work: Work) -> Kept:
                kept = save_filter(
                    work, name=answers.name, words=words, group_by=group_by, sort_by=sort_by
                ).value
                said = tr("Filter “{name}” kept").format(name=kept.name)
                return Kept(said, lambda work: drop_filter(work, filter_id=kept.id))

            return keep

        page.keeper.ask(form, make)

    def _drop(self, one: SavedFilter) -> None:
        def drop(work: Work) -> Kept:
            drop_filter(work, filter_id=one.id)
            said = tr("Filter “{name}” let go").format(name=one.name)
            return Kept(
                said,
                lambda work: save_filter(
                    work, name=one.name, words=one.words, group_by=one.group_by, sort_by=one.sort_by,
                    position=one.position,
                ),
            )  # fmt: skip

        self._page.change(drop, self._page.keeper.done)

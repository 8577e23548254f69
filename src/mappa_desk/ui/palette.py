"""Joins the palette with the commands and with finding: two letters are enough."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from mappa_desk.domain.chasing import SavedFilter
from mappa_desk.domain.views import Hit
from mappa_desk.services.areas import area_view
from mappa_desk.services.saved_filters import saved_filters
from mappa_desk.services.search import find
from mappa_desk.services.whereabouts import case_shown, running_desk
from mappa_desk.services.work import Work
from mappa_desk.ui import palette_rows
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.palette import PaletteRow
from mappa_desk.ui.office import Office
from mappa_desk.ui.palette_way import PaletteWay
from mappa_desk.ui.ports import TellingPage
from mappa_desk.ui.put_right_way import OF_MEETING
from mappa_desk.ui.resting_voice import RestingVoice
from mappa_desk.ui.shell import Shell
from mappa_desk.ui.shell_caret import Caret
from mappa_desk.ui.views.palette import PaletteView

SHORTEST = 2
"""Letters before anything is looked for in the record."""
FOUND = 20
_AT_FIRST = 12
_NUMBER = re.compile(r"m\d+(-\d*)?", re.IGNORECASE)
"""The number of an action or a meeting within its case."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the palette reads of the vault once, as it opens."""

    filters: tuple[SavedFilter, ...] = ()
    running_id: str = ""
    running: str = ""
    """Reference of the meeting that runs."""
    agencies: Mapping[str, str] = field(default_factory=dict)
    case_reference: str = ""
    """Of the case whose page, meeting or paper is shown."""


class Palette(QObject):
    """Goes, does and finds."""

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell)
        self._shell, self._office = shell, office
        self.view = PaletteView(shell.view)
        self.way = PaletteWay(shell, office)
        self._caret = Caret()
        self._round = 0
        self.looking = False
        """True until everything is shown that the typed words find."""
        self._typed = ""
        self._known = Known()
        self.view.words_changed.connect(self._on_words_changed)
        self.view.row_chosen.connect(self._on_row_chosen)
        self.view.closed.connect(self._caret.give_back)
        self._voice = RestingVoice(shell.announce, self)
        self.view.pointed.connect(self._voice.say)
        self.view.closed.connect(self._voice.hush)

    def open(self) -> None:
        """Show the palette, or take it away when it is there."""
        if self.view.isVisible():
            self.view.close_it()
            return
        self._caret.take()
        self._know()
        self.view.open()
        self._voice.hush()  # the field says the first row itself as the caret comes to it

    def _know(self) -> None:
        """Read the filters and the meeting that runs; what was typed before they are there is looked up."""
        work, place = self._office.work(), self._shell.place

        def answered(result: Ok[Known] | Err) -> None:
            before, self._known = self._known, result.value if isinstance(result, Ok) else Known()
            if self._known != before and self._typed and self.view.isVisible():
                self._on_words_changed(self._typed)

        self._office.jobs.work(lambda: _known(work, *place), answered, self)

    def _on_words_changed(self, text: str) -> None:
        self._round += 1
        self._typed = typed = text.strip()
        long_enough = len(typed) >= SHORTEST
        empty = self.tr("Looking.") if long_enough else self.tr("Two letters are enough; try a reference.")
        self.view.set_rows(self._commands(typed) if typed else self._commands()[:_AT_FIRST], empty)
        self.looking = long_enough
        if long_enough:
            self._look_for(typed)

    def _look_for(self, words: str) -> None:
        this_round, work, case = self._round, self._office.work(), self._known.case_reference

        def found(result: Ok[tuple[Hit, ...]] | Err) -> None:
            if this_round != self._round:
                return
            self.looking = False
            if self.view.isVisible():
                hits = result.value if isinstance(result, Ok) else ()
                self.view.add_rows(
                    palette_rows.hit_rows(hits, words, self._known.agencies),
                    self.tr("Nothing with those letters. Two letters are enough; try a reference."),
                )

        self._office.jobs.work(lambda: _find(work, words, case), found, self)

    def _commands(self, typed: str = "") -> tuple[PaletteRow, ...]:
        """What can be done here; of what was typed also filters, and what other pages can do."""
        available, page = self._shell.available(), self._shell.page
        why_not = page.why_not if isinstance(page, TellingPage) else None
        here = palette_rows.here_rows(available, typed, why_not)
        read_only = self._office.work().vault.read_only
        return (
            *here,
            *palette_rows.filter_rows(self._known.filters, typed),
            *palette_rows.elsewhere_rows(available, typed, running=self._known.running, read_only=read_only),
        )

    def _on_row_chosen(self, row: PaletteRow) -> None:
        if row.why:
            self._shell.announce(row.why)
            return
        self.view.close_it()
        if row.kept is not None:
            self.way.to_filter(row.kept)
        elif row.hit is not None:
            self.way.to_hit(row.hit)
        elif row.command in self._shell.available():
            self._shell.run(row.command)
        else:
            self.way.to_command(row.command, self._known.running_id)


def _known(work: Work, page: str, record_id: str) -> Known:
    running_id, running = running_desk(work)
    names = {one.id: one.name for one in area_view(work).agencies}
    case_id = record_id if page == "case" else ""
    meeting_id = record_id if page in OF_MEETING else ""
    shown = case_shown(work, case_id=case_id, meeting_id=meeting_id)
    return Known(saved_filters(work), running_id, running, names, shown)


def _find(work: Work, words: str, case_reference: str) -> tuple[Hit, ...]:
    """What is found; of a number alone first the action of the case that is shown."""
    hits = find(work, words=words, limit=FOUND)
    if not case_reference or not _NUMBER.fullmatch(words):
        return hits
    near = find(work, words=f"{case_reference}-{words}", limit=FOUND)
    return (*near, *(hit for hit in hits if hit not in near))

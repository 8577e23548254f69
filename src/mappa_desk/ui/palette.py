"""Joins the palette with the commands and with finding: two letters are enough."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import Hit
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.search import find
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Menu
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.palette import PaletteRow
from mappa_desk.ui.office import Office
from mappa_desk.ui.resting_voice import RestingVoice
from mappa_desk.ui.shell import Shell
from mappa_desk.ui.shell_caret import Caret
from mappa_desk.ui.views.palette import PaletteView

SHORTEST = 2
"""Letters before anything is looked for in the record."""
FOUND = 20
_ICONS = {
    "case": "folder",
    "meeting": "calendar",
    "entry": "note",
    "action": "action",
    "decision": "decision",
    "person": "person",
    "attendance": "person",
    "agency": "people",
    "urgent_change": "flag",
}
_MENU_ICONS = {Menu.GO: "arrow_right", Menu.PEOPLE: "people", Menu.DOCUMENTS: "document"}


class Palette(QObject):
    """Goes, does and finds."""

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell)
        self._shell, self._office = shell, office
        self.view = PaletteView(shell.view)
        self._caret = Caret()
        self._round = 0
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
        self.view.open()
        self._voice.hush()  # the field says the first row itself as the caret comes to it

    def _on_words_changed(self, text: str) -> None:
        self._round += 1
        words = text.casefold().split()
        rows = tuple(row for row in self._commands() if all(word in row.words.casefold() for word in words))
        long_enough = len(text.strip()) >= SHORTEST
        empty = self.tr("Looking.") if long_enough else self.tr("Two letters are enough; try a reference.")
        self.view.set_rows(rows if words else rows[:12], empty)
        if long_enough:
            self._look_for(text.strip())

    def _look_for(self, words: str) -> None:
        this_round, work = self._round, self._office.work()

        def found(result: Ok[tuple[Hit, ...]] | Err) -> None:
            if this_round == self._round and self.view.isVisible():
                hits = result.value if isinstance(result, Ok) else ()
                self.view.add_rows(
                    tuple(_row(hit) for hit in hits),
                    self.tr("Nothing with those letters. Two letters are enough; try a reference."),
                )

        self._office.jobs.work(lambda: find(work, words=words, limit=FOUND), found, self)

    def _commands(self) -> tuple[PaletteRow, ...]:
        available = self._shell.available()
        return tuple(
            PaletteRow(
                entry.words,
                keys=entry.keys_text,
                icon=_MENU_ICONS.get(entry.menu, "chevron_right"),
                command=entry.name,
            )
            for entry in commands.TABLE
            if entry.in_palette and entry.name in available
        )

    def _on_row_chosen(self, row: PaletteRow) -> None:
        self.view.close_it()
        if row.command:
            self._shell.run(row.command)
        elif row.hit is not None:
            self._go_to(row.hit)

    def _go_to(self, hit: Hit) -> None:
        if hit.meeting_id or hit.record_kind == Meeting.KIND:
            self._shell.navigate("meeting", hit.meeting_id or hit.record_id)
            return
        office, reference = self._office, hit.case_reference

        def case_id() -> str:

            return case_by_reference(office.work(), reference=reference).id

        def answered(result: Ok[str] | Err) -> None:
            if isinstance(result, Ok):
                self._shell.navigate("case", result.value)
            else:
                self._shell.report(result.error)

        if reference:
            office.jobs.store(case_id, answered, self)


def _row(hit: Hit) -> PaletteRow:
    title = " ".join(part for part in (hit.reference or hit.case_reference, hit.title) if part)
    return PaletteRow(title, hit.excerpt, icon=_ICONS.get(hit.record_kind, "search"), hit=hit)

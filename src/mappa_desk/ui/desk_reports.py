"""Reports on the desk: taken in from a file, and summed up beside their whole text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.services.reports import TakenReport
from mappa_desk.ui.desk_moves import Moves
from mappa_desk.ui.desk_record import Record
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.report_taking import Host, ReportTaking, said_after


class DeskReports(QObject):
    """Joins the desk with what takes reports in. The caret stays in the line while a file is read."""

    def __init__(
        self, state: DeskState, record: Record, moves: Moves, sheets: Sheets, files: FilePort | None
    ) -> None:
        super().__init__(state)
        self._state, self._record, self._moves = state, record, moves
        self._wanted = ""
        host = Host(
            jobs=state.jobs,
            files=files,
            parent=state.panel,
            view=lambda: state.view,
            item=lambda: state.item,
            zone=lambda: state.zone,
            day=lambda typed, name: sheets.day(typed, name=name, past=True),
            ask=sheets.ask,
            say=self._say,
            refuse=state.refuse,
            taken=self._on_taken,
        )
        self._taking = ReportTaking(host, self)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Commands of the desk, by the names of the key table."""
        return {
            "take_in_report": lambda: self._begin(self._taking.begin),
            "paste_report": lambda: self._begin(self._taking.begin_pasted),
            "summarise_report": self.summarise,
            "read_form": lambda: self._state.shell.navigate("form_return", self._state.meeting_id),
        }

    def summarise(self) -> None:
        """Put the caret into a report's own text, all of it chosen: what is typed takes its place.

        The chosen report, else the last one whose text is still the whole of it.
        """
        found = self._to_sum_up()
        if found is None:
            self._refuse(tr("Every report here has its summary. Choose one first: Up from the empty line."))
            return
        if found.item != self._state.item:
            self._moves.go_to(found.item)
        self._record.show_entry(found.id)
        self._record.edit()
        editor = self._state.panel.record.editor
        if editor is not None:
            editor.moveCursor(QTextCursor.MoveOperation.Start)
            editor.selectAll()
            self._say(
                tr("Type the summary: it takes the place of this text. The whole report stays as typed.")
            )

    def _to_sum_up(self) -> Entry | None:
        chosen = [row.entry for row in self._record.chosen() if _is_report(row.entry)]
        if chosen and self._record.has_focus:
            return chosen[-1]
        whole = [
            entry
            for entry in self._state.view.entries
            if _is_report(entry) and not entry.removed and entry.text.strip() == entry.words.strip()
        ]
        return max(whole, key=lambda entry: entry.captured_at, default=None)

    def _begin(self, begin: Callable[[], None]) -> None:
        if self._state.writable:
            begin()
        else:
            self._refuse(tr("This record can no longer change, so no report can be taken in."))

    def _on_taken(self, taken: TakenReport) -> None:
        self._say(said_after(taken))

    def _say(self, sentence: str) -> None:
        self._state.panel.capture.set_hint(sentence)
        if sentence:
            self._state.shell.announce(sentence)

    def _refuse(self, sentence: str) -> None:
        self._state.panel.capture.show_refusal(sentence)
        self._state.shell.announce(sentence)


def _is_report(entry: Entry) -> bool:
    return entry.entry_kind is EntryKind.WRITTEN_REPORT

"""A report that is pasted into the line: what went is said, and known when the line is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.report_text import ReportText
from mappa_desk.services.reports import TakenReport
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.report_sheet import gone_words, long_words

LEAST_REPORT = 300
"""Characters from which on a line that comes back counts as a report; nobody types so much of one."""


class Pasting(QObject):
    """Remembers what was pasted into the line until it is kept or emptied."""

    def __init__(self, state: DeskState) -> None:
        super().__init__(state)
        self._state = state
        self._panel = state.panel.capture
        self._pasted: ReportText | None = None
        self._panel.report_pasted.connect(self._on_pasted)
        self._panel.edited.connect(self._on_edited)

    def take(self, kind: EntryKind) -> ReportText | None:
        """What was pasted into the line that is being kept; None where it is no report."""
        pasted, self._pasted = self._pasted, None
        return pasted if kind is EntryKind.WRITTEN_REPORT else None

    def restore(self, text: str, kind: EntryKind | None) -> None:
        """A half-typed line is back: a long report is known as one, though not what went with its paste."""
        if kind is EntryKind.WRITTEN_REPORT and len(text) > LEAST_REPORT:
            self._pasted = ReportText(text)

    def on_kept(self, taken: TakenReport) -> None:
        """A report came to the disk: a long one quietly asks for a summary."""
        if taken.is_long and not self._panel.text() and not self._panel.said():
            said = long_words(len(taken.entry.words))
            self._panel.set_hint(said)
            self._state.shell.announce(said)

    def _on_pasted(self, report: ReportText) -> None:
        before = self._pasted or ReportText("")
        self._pasted = ReportText(
            report.text, (*before.left_out, *report.left_out), (*before.noted, *report.noted)
        )
        said = gone_words(report.left_out, report.noted)
        if said:
            self._panel.set_hint(said)
            self._state.shell.announce(said)

    def _on_edited(self) -> None:
        if not self._panel.text():
            self._pasted = None

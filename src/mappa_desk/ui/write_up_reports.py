"""Reports on the page for writing up: taken in, pasted into their paragraph, summed up beside their text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.report_text import ReportText
from mappa_desk.services.reports import TakenReport
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.report_sheet import gone_words
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.report_taking import Host, ReportTaking, said_after
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_host import PageSheets
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import Done, Steps


class WriteUpReports(QObject):
    """Joins the page with what takes reports in."""

    def __init__(
        self,
        state: WriteUpState,
        page: WriteUpPage,
        sheets: PageSheets,
        *,
        save_all: Callable[[], None],
        focus_page: Callable[[], None],
        files: FilePort | None,
        steps: Steps,
    ) -> None:
        super().__init__(state)
        self._state, self._page, self._steps = state, page, steps
        self._before = ("", 0)
        """Where the caret stood when a report was asked for."""
        self._save_all, self._focus_page = save_all, focus_page
        host = Host(
            jobs=state.jobs,
            files=files,
            parent=state.panel,
            view=lambda: state.view,
            item=self._item,
            zone=lambda: state.zone,
            day=lambda typed, name: sheets.day(typed, name=name, past=True),
            ask=sheets.ask,
            say=self._say,
            refuse=state.refuse,
            taken=self._on_taken,
        )
        self._taking = ReportTaking(host, self)
        page.caret_moved.connect(self._on_caret)
        page.editor().report_pasted.connect(self._on_pasted)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Commands of the page, by the names of the key table."""
        return {
            "take_in_report": lambda: self._begin(self._taking.begin),
            "paste_report": lambda: self._begin(self._taking.begin_pasted),
            "summarise_report": self.summarise,
            "read_form": lambda: self._state.shell.navigate("form_return", self._state.meeting_id),
        }

    def summarise(self) -> None:
        """Choose the whole text of a report, so that what is typed takes its place; its words stay beside."""
        state = self._state
        here = state.paragraph()
        entry = self._report(here.entry_id) if here is not None else None
        found = entry or next((one for one in state.view.entries if _is_whole(one)), None)
        key = f"entry:{found.id}" if found is not None else ""
        if found is None or state.place(key) < 0 or not state.writable:
            state.say(tr("Every report here has its summary. Put the caret into one first."))
            return
        self._page.go_to(key, 0, len(self._page.text_of(key)))
        self._focus_page()
        state.say(tr("Type the summary: it takes the place of this text. The whole report stays as typed."))

    def _say(self, sentence: str) -> None:
        self._state.panel.show_hint(sentence)
        if sentence:
            self._state.shell.announce(sentence)

    def _begin(self, begin: Callable[[], None]) -> None:
        if self._state.writable:
            self._save_all()
            self._before = (self._state.key, self._state.position)
            begin()
        else:
            self._state.say(tr("This record can no longer change, so no report can be taken in."))

    def _item(self) -> str:
        here = self._state.paragraph()
        return here.item if here is not None else ""

    def _report(self, entry_id: str) -> Entry | None:
        entries = self._state.view.entries if entry_id else ()
        found = next((one for one in entries if one.id == entry_id), None)
        return found if found is not None and found.entry_kind is EntryKind.WRITTEN_REPORT else None

    def _on_caret(self, key: str, _position: int) -> None:
        if self._state.ready:
            here = self._state.paragraph(key)
            report = here is not None and self._report(here.entry_id) is not None
            self._page.editor().set_takes_reports(report)

    def _on_pasted(self, report: ReportText) -> None:
        if said := gone_words(report.left_out, report.noted):
            self._state.say(said)

    def _on_taken(self, taken: TakenReport) -> None:
        key = f"entry:{taken.entry.id}"
        self._steps.made(Done(tr("Report taken in"), *self._before), tr("Report taken in."))

        def go() -> None:
            self._page.go_to(key)
            self._state.say(said_after(taken))

        if self._state.place(key) >= 0:
            go()
        else:
            self._state.after_reading(go)


def _is_whole(entry: Entry) -> bool:
    """A report that still stands in the minutes as it came."""
    is_report = entry.entry_kind is EntryKind.WRITTEN_REPORT and not entry.removed
    return is_report and entry.text.strip() == entry.words.strip()

"""What leaves the tracker: the papers of the chosen action, and the list that is shown as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.tracker_views import TrackerRow
from mappa_desk.services.action_calendars import write_calendar
from mappa_desk.services.action_export import export_actions
from mappa_desk.services.hand_outs import draft_slip_mails
from mappa_desk.services.work import Work
from mappa_desk.ui.models import dates, office_words
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.tracker_host import TrackerHost
from mappa_desk.ui.views.tracker_sheet import MenuEntry

_OF_AGENCY = (DocumentKind.AGENCY_SLIP, DocumentKind.AGENCY_ACTIONS)
_PAPERS = (*_OF_AGENCY, DocumentKind.ACTIONS)
_SHAPES = {
    "xlsx": "Spreadsheet (.xlsx)",
    "csv": "Table for any spreadsheet (.csv)",
    "ics": "Due days for a calendar (.ics)",
}
_AGAIN = "ics-again"
"""A calendar that also takes out what an earlier one brought in."""
KEY = "written"


class TrackerOut(QObject):
    """The menus of printing and exporting."""

    def __init__(self, page: TrackerHost) -> None:
        super().__init__(page.view)
        self._page = page

    def print_menu(self) -> Sequence[MenuEntry | None]:
        """The papers of the action under the cursor; why not where there are none."""
        row = self._row()
        entries: list[MenuEntry | None] = []
        for kind in _PAPERS:
            words, why = office_words.document(kind), self._why_not(row, kind)
            if row is not None and not why:
                of = row.agency_name if kind in _OF_AGENCY else ""
                words = ", ".join(part for part in (words, of, row.meeting_reference) if part)
            entries.append(MenuEntry(f"paper:{kind.value}", words, "", why))
        why = self._why_not(row, DocumentKind.AGENCY_SLIP) or self._closed()
        name = row.agency_name if row is not None and not why else tr("the agency")
        mail = tr("E-mail draft to {agency} with its slip").format(agency=name)
        return (*entries, None, MenuEntry("mail:", mail, "", why))

    def _why_not(self, row: TrackerRow | None, kind: DocumentKind) -> str:
        if row is None:
            return tr("Choose an action first.")
        if row.action.meeting_id is None:
            return tr("No meeting made this action, so no meeting’s list holds it.")
        if kind in _OF_AGENCY and not row.action.owner_agency:
            return tr("It has no agency.")
        return ""

    def _closed(self) -> str:
        closed = self._page.office.work().vault.read_only
        return tr("This vault is open for reading.") if closed else ""

    def export_menu(self) -> Sequence[MenuEntry | None]:
        """The shapes of a file."""
        total = self._page.model.total
        count = dates.counted(total, tr("action"), tr("actions"))
        why = "" if total else tr("No action is shown.")
        files = tuple(
            MenuEntry(f"file:{shape}", f"{count}: {tr(words)}", "", why or self._closed())
            for shape, words in _SHAPES.items()
        )
        # What ended since may be all there is: then no action is shown, and the calendar is still to be told.
        again = tr("Due days, taking out ended ones (.ics)")
        files = (*files, MenuEntry(f"file:{_AGAIN}", f"{count}: {again}", "", self._closed()))
        return (*files, None, MenuEntry("in:", tr("Take in a spreadsheet of actions"), "", self._closed()))

    def chosen(self, line: str) -> None:
        """A line of one of the two menus was chosen."""
        kind, _, rest = line.partition(":")
        row = self._row()
        if kind == "file":
            self._write(rest)
        elif kind == "in":
            self._page.leave()
            self._page.office.shell.navigate("import_actions")
        elif row is None or row.action.meeting_id is None:
            return
        elif kind == "mail":
            self._mail(row.action.meeting_id, row.action.owner_agency)
        else:
            document = DocumentKind(rest)
            agency = row.action.owner_agency if document in _OF_AGENCY else ""
            self._page.leave()
            self._page.office.shell.preview(row.action.meeting_id, document, agency)

    def _row(self) -> TrackerRow | None:
        table = self._page.view.table
        row = self._page.model.row_at(table.current_line) if table.current_line >= 0 else None
        return row if isinstance(row, TrackerRow) else None

    # Files

    def _write(self, shape: str) -> None:
        page, again = self._page, shape == _AGAIN
        shape = "ics" if again else shape
        suggested = f"actions-{page.today.isoformat()}.{shape}"
        target = page.office.files.ask_save(page.view, tr("Export the actions shown"), suggested, shape)
        if target is None:
            return
        find, state = page.find, page.state

        def sheet(work: Work) -> tuple[Path, str]:
            given = export_actions(
                work, find=find, target=target, shape=shape, sort=state.sort, descending=state.descending
            ).value
            cut = dates.counted(given.cut, tr("cell was"), tr("cells were"))
            about = [tr("{cells} too long and cut.").format(cells=cut)] if given.cut else []
            if given.restricted:
                rows = dates.counted(given.restricted, tr("row holds"), tr("rows hold"))
                about.append(tr("{rows} words that not every agency may have.").format(rows=rows))
            return given.path, " ".join(about)

        def calendar(work: Work) -> tuple[Path, str]:
            given = write_calendar(work, find=find, target=target, again=again).value
            if not again:
                return given.path, tr("Settled and undated ones are left out.")
            entries = dates.counted(given.cancelled, tr("entry"), tr("entries"))
            said = tr("It takes {entries} out of calendars that hold them.").format(entries=entries)
            return given.path, said if given.cancelled else tr("Nothing of earlier calendars ended since.")

        page.change(calendar if shape == "ics" else sheet, lambda done: self._written(*done))

    def _mail(self, meeting_id: str, agency: str) -> None:
        page = self._page
        folder = page.office.files.ask_folder(page.view, tr("Folder for the draft and the slip"), Path.home())
        if folder is None:
            return

        def draft(work: Work) -> tuple[Path, str]:
            given = draft_slip_mails(work, meeting_id=meeting_id, agencies=(agency,), folder=folder).value[0]
            said = ", ".join(given.to) or tr("Nobody of the agency has a secure address in the contact book")
            return given.path, tr("Nothing is sent. To: {who}.").format(who=said) if given.to else f"{said}."

        page.change(draft, lambda done: self._written(*done))

    def _written(self, path: Path, about: str) -> None:
        shell, files = self._page.office.shell, self._page.office.files
        said = tr("Written as {name}.").format(name=path.name)
        buttons = (
            BannerAction(tr("Show folder"), lambda: files.show_folder(path)),
            BannerAction(tr("Close"), lambda: shell.clear_banner(KEY)),
        )
        shell.show_banner(Banner(KEY, said, about, 1, buttons))

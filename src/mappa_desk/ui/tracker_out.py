"""What leaves the tracker: the papers of the chosen action, and the list that is shown as a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.tracker_views import TrackerRow
from mappa_desk.ui.models import office_words
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.tracker_host import TrackerHost
from mappa_desk.ui.views.tracker_sheet import MenuEntry

_OF_AGENCY = (DocumentKind.AGENCY_SLIP, DocumentKind.AGENCY_ACTIONS)
_PAPERS = (*_OF_AGENCY, DocumentKind.ACTIONS)


class TrackerOut(QObject):
    """The menus of printing and exporting."""

    def __init__(self, page: TrackerHost) -> None:
        super().__init__(page.view)
        self._page = page

    def print_menu(self) -> Sequence[MenuEntry | None]:
        """The papers of the action under the cursor; why not where there are none."""
        row = self._row()
        why = ""
        if row is None:
            why = tr("Choose an action first.")
        elif row.action.meeting_id is None:
            why = tr("No meeting made this action, so no meeting’s list holds it.")
        entries = []
        for kind in _PAPERS:
            words = office_words.document(kind)
            missing = why
            if kind in _OF_AGENCY and not missing:
                if row is not None and row.action.owner_agency:
                    words = tr("{document}: {agency}").format(document=words, agency=row.agency_name)
                else:
                    missing = tr("It has no agency.")
            if row is not None and not missing:
                words = tr("{document}, {meeting}").format(document=words, meeting=row.meeting_reference)
            entries.append(MenuEntry(f"paper:{kind.value}", words, "", missing))
        return tuple(entries)

    def export_menu(self) -> Sequence[MenuEntry | None]:
        """The shapes of a file."""
        return ()

    def chosen(self, line: str) -> None:
        """A line of one of the two menus was chosen."""
        kind, _, rest = line.partition(":")
        row = self._row()
        if kind == "paper" and row is not None and row.action.meeting_id is not None:
            document = DocumentKind(rest)
            agency = row.action.owner_agency if document in _OF_AGENCY else ""
            self._page.leave()
            self._page.office.shell.preview(row.action.meeting_id, document, agency)

    def _row(self) -> TrackerRow | None:
        table = self._page.view.table
        row = self._page.model.row_at(table.current_line) if table.current_line >= 0 else None
        return row if isinstance(row, TrackerRow) else None

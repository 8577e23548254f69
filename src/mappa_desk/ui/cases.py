"""Joins the list pages with the vault: cases, meetings, the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.domain.views import CaseRow, MeetingRow
from mappa_desk.services.after_minutes import copies_as_they_stand
from mappa_desk.services.areas import area_view
from mappa_desk.services.cases import list_cases
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.work import Work
from mappa_desk.ui.models import lists
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.list_page import ListPageView

_COMING = (MeetingState.PLANNED, MeetingState.RUNNING, MeetingState.ADJOURNED)
_WRITTEN = (MeetingState.CLOSED, MeetingState.APPROVED)


class ListPage(OfficePage):
    """What the list pages share."""

    def __init__(self, office: Office) -> None:
        self.view = ListPageView()
        super().__init__(office, self.view)
        self._focused = False
        self.view.set_add("")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"find_here": self.view.focus_filter}

    def focus_once(self) -> None:
        """Go to the rows when the page is first shown."""
        if not self._focused:
            self._focused = True
            self.view.focus_table()


class CasesPage(ListPage):
    """All cases."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.view.set_head(self.tr("Cases"))
        self.view.set_add(self.tr("Open a case"))
        self.view.set_empty(
            self.tr("No case yet. Open one, or import a case file."),
            self.tr("No case fits. {count} are hidden by the filter."),
        )
        self.view.row_chosen.connect(lambda case: office.shell.navigate("case", case))
        self.view.add_requested.connect(lambda: office.shell.navigate("new_case"))

    def title(self) -> str:
        return self.tr("Cases")

    def enter(self) -> None:
        self.ask(lambda work: (list_cases(work), area_view(work).agencies), lambda read: self._show(*read))

    def _show(self, rows: tuple[CaseRow, ...], agencies: tuple[Agency, ...]) -> None:
        model = lists.cases_model(agencies)
        model.set_rows(rows)
        self.view.set_model(model)
        self.focus_once()


class MeetingsPage(ListPage):
    """All meetings: those to come, or those that were."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._rows: tuple[MeetingRow, ...] = ()
        self.view.set_head(self.tr("Meetings"))
        self.view.set_add(self.tr("Plan a meeting"))
        self.view.set_choices((self.tr("To come"), self.tr("Held"), self.tr("All")))
        self.view.set_empty(
            self.tr("No meeting here. Plan one."),
            self.tr("No meeting fits. {count} are hidden by the filter."),
        )
        self.view.row_chosen.connect(self._open)
        self.view.add_requested.connect(lambda: office.shell.navigate("new_meeting"))
        self.view.choice_changed.connect(self._choose)
        self.view.set_more(self.tr("Documents"))
        self.view.more_requested.connect(self._documents)

    def title(self) -> str:
        return self.tr("Meetings")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "meeting_documents": self._documents}

    def _documents(self) -> None:
        meeting_id = self.view.current_key
        if meeting_id:
            self.office.shell.navigate("documents", meeting_id)
        else:
            self.office.shell.announce(self.tr("Choose a meeting first."))

    def enter(self) -> None:
        self.ask(list_meetings, self._show)

    def _open(self, meeting_id: str) -> None:
        """The desk; of a closed meeting the page where its minutes are written up, and read once sealed."""
        closed = {row.meeting_id for row in self._rows if row.meeting.state in _WRITTEN}
        self.office.shell.navigate("write_up" if meeting_id in closed else "meeting", meeting_id)

    def _show(self, rows: tuple[MeetingRow, ...]) -> None:
        self._rows = rows
        self._choose(0)
        self.focus_once()

    def _choose(self, choice: int) -> None:
        coming = sorted(
            (row for row in self._rows if row.meeting.state in _COMING),
            key=lambda row: (row.meeting.planned_on, row.meeting.planned_at),
        )
        held = sorted(
            (row for row in self._rows if row.meeting.state not in _COMING),
            key=lambda row: (row.meeting.planned_on, row.meeting.planned_at),
            reverse=True,
        )
        model = lists.meetings_model()
        model.set_rows((coming, held, (*coming, *held))[max(choice, 0)])
        self.view.set_model(model)


class DocumentsPage(ListPage):
    """The register of documents given out, newest first."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._meetings: dict[str, str] = {}
        self.view.set_head(self.tr("Documents given out"))
        self.view.set_empty(
            self.tr("Nothing given out. Open the documents of a meeting."),
            self.tr("No document fits. {count} are hidden by the filter."),
        )
        self.view.set_foot(
            self.tr("One line for each written file. A line is never changed and never taken away.")
        )
        self.view.set_more(self.tr("Check a document"))
        self.view.more_requested.connect(lambda: office.shell.navigate("check_document"))
        self.view.row_chosen.connect(
            lambda line: office.shell.navigate("documents", self._meetings[line], show="copies")
        )

    def title(self) -> str:
        return self.tr("Documents")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {
            **super().commands(),
            "system_copy": self._copy_for_system,
            "meeting_documents": self._documents,
        }

    def _documents(self) -> None:
        meeting_id = self._meetings.get(self.view.current_key, "")
        if meeting_id:
            self.office.shell.navigate("documents", meeting_id)
        else:
            self.office.shell.announce(self.tr("Choose a document first."))

    def _copy_for_system(self) -> None:
        meeting_id = self._meetings.get(self.view.current_key, "")
        if meeting_id:
            self.office.shell.navigate("system_copy", meeting_id)
        else:
            self.office.shell.announce(self.tr("Choose a document first."))

    def enter(self) -> None:
        self.ask(_register, lambda read: self._show(*read))

    def _show(
        self, lines: tuple[DocumentGiven, ...], references: dict[str, str], agencies: tuple[Agency, ...]
    ) -> None:
        self._meetings = {line.id: line.meeting_id for line in lines}
        model = lists.register_model(references, agencies)
        model.set_rows(lines)
        self.view.set_model(model)
        self.focus_once()


def _register(work: Work) -> tuple[tuple[DocumentGiven, ...], dict[str, str], tuple[Agency, ...]]:
    rows = list_meetings(work)
    references = {row.meeting_id: meeting_reference(row.case_reference, row.meeting.number) for row in rows}
    lines: list[DocumentGiven] = []
    with work.reading() as reading:
        lines.extend(copies_as_they_stand(reading, reading.all(DocumentGiven, order_by="-at")))
    return tuple(lines), references, area_view(work).agencies

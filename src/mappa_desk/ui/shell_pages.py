"""Makes the presenter of each page by its name. Only pages that exist are named here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.ui.action_import import ImportActions
from mappa_desk.ui.area import AreaPage
from mappa_desk.ui.case import CasePage
from mappa_desk.ui.case_form import CaseForm
from mappa_desk.ui.cases import CasesPage, DocumentsPage, MeetingsPage
from mappa_desk.ui.changeover import ChangeoverPage
from mappa_desk.ui.chase import ChasePage
from mappa_desk.ui.chase_host import Chased
from mappa_desk.ui.checking import CheckingPage
from mappa_desk.ui.circulation import CirculationPage
from mappa_desk.ui.clocks import ClocksPage
from mappa_desk.ui.contact_form import ContactForm
from mappa_desk.ui.contact_import import ImportContacts
from mappa_desk.ui.desk import DeskPage
from mappa_desk.ui.documents import MeetingDocumentsPage
from mappa_desk.ui.form_return import FormReturnPage
from mappa_desk.ui.merge_person import MergePerson
from mappa_desk.ui.new_meeting import NewMeeting, NewPanelDay, StartNow
from mappa_desk.ui.office import Office
from mappa_desk.ui.panel_day import PanelDayPage
from mappa_desk.ui.people import PeoplePage
from mappa_desk.ui.ports import Page
from mappa_desk.ui.preview import PreviewPage
from mappa_desk.ui.put_right import PutRightPage, PutRightPart
from mappa_desk.ui.shell_looks import Looks
from mappa_desk.ui.shell_page import PageShell
from mappa_desk.ui.spelling import Spelling
from mappa_desk.ui.start import StartPage
from mappa_desk.ui.system_copy import SystemCopyPage
from mappa_desk.ui.tracker import TrackerPage
from mappa_desk.ui.tracker_state import TrackerState
from mappa_desk.ui.write_up import WriteUp


class OfficePages:
    """The pages of one open vault."""

    def __init__(self, looks: Looks) -> None:
        self.office: Office | None = None
        self.spelling: Spelling | None = None
        self._shown: PageShell | None = None
        self._looks = looks
        self._chased = Chased()
        self._tracker = TrackerState()
        self._tracker.remember(looks.preferences.word, looks.preferences.keep)

    def __call__(self, name: str, record_id: str, **wishes: str) -> Page:
        """A fresh page. Raises KeyError for a name that there is not."""
        if self.office is None:
            raise RuntimeError("The office comes before its pages.")
        gate = PageShell(self.office.shell)
        office = replace(self.office, shell=gate.port)
        makers: dict[str, Callable[[], Page]] = {
            "start": lambda: StartPage(office),
            "cases": lambda: CasesPage(office),
            "case": lambda: CasePage(office, record_id),
            "new_case": lambda: CaseForm(office),
            "edit_case": lambda: CaseForm(office, record_id),
            "meetings": lambda: MeetingsPage(office),
            "meeting": lambda: self._desk(office, record_id, wishes.get("show", "")),
            "write_up": lambda: WriteUp(
                office.jobs,
                office.work,
                record_id,
                office.shell,
                show=wishes.get("show", ""),
                files=office.files,
            ),
            "new_meeting": lambda: NewMeeting(office, record_id, wishes.get("panel_day", "")),
            "start_now": lambda: StartNow(office),
            "panel_day": lambda: PanelDayPage(office, record_id),
            "new_panel_day": lambda: NewPanelDay(office),
            "changeover": lambda: ChangeoverPage(office, record_id),
            "actions": lambda: self._actions(office, wishes),
            "chase": lambda: ChasePage(office, record_id, self._chased),
            "documents": lambda: (
                MeetingDocumentsPage(office, record_id, wishes.get("show", ""))
                if record_id
                else DocumentsPage(office)
            ),
            "check_document": lambda: CheckingPage(office),
            "system_copy": lambda: SystemCopyPage(office, record_id),
            "preview": lambda: PreviewPage(
                office,
                record_id,
                DocumentKind(wishes.get("kind") or DocumentKind.MINUTES),
                wishes.get("agency", ""),
                wishes.get("then", ""),
            ),
            "circulation": lambda: CirculationPage(office, record_id),
            "form_return": lambda: FormReturnPage(office, record_id, wishes.get("agency", "")),
            "put_right": lambda: PutRightPage(office, record_id),
            "put_right_part": lambda: PutRightPart(office, record_id),
            "merge_person": lambda: MergePerson(office, record_id),
            "clocks": lambda: ClocksPage(office, wishes.get("show", "")),
            "people": lambda: PeoplePage(office, record_id),
            "contact": lambda: ContactForm(office, record_id),
            "new_contact": lambda: ContactForm(office),
            "import_contacts": lambda: ImportContacts(office),
            "import_actions": lambda: ImportActions(office),
            "settings": lambda: AreaPage(office, self._looks, record_id, spelling=self.spelling),
        }
        page = makers[name]()
        if self._shown is not None:
            self._shown.is_shown = False
        self._shown = gate
        return page

    def _actions(self, office: Office, wishes: Mapping[str, str]) -> TrackerPage:
        """The tracker as it was left, or as it is wished for."""
        show, row, ways = wishes.get("show", ""), int(wishes.get("row") or 0), wishes.get("ways", "")
        return TrackerPage(office, self._tracker, self._tracker.arrive(show, row, ways))

    def _desk(self, office: Office, meeting_id: str, show: str) -> DeskPage:
        """The live desk, folded as it was left at each width."""
        page = DeskPage(office.jobs, office.work, meeting_id, office.shell, show=show, files=office.files)
        page.panel.folds.remember(self._looks.preferences.word, self._looks.preferences.keep)
        return page

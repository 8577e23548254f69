"""Joins the page that takes contacts in with the services: read, tried out, taken in."""

from __future__ import annotations

from pathlib import Path

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import BookStep
from mappa_desk.domain.contact_import import ContactFile, Fact, ImportPlan
from mappa_desk.domain.errors import DeskError, FileRefused
from mappa_desk.services.areas import area_view
from mappa_desk.services.contact_files import import_contacts, plan_import, read_contact_file
from mappa_desk.services.work import Work
from mappa_desk.ui.contact_undo import offer_back
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.contact_import import ContactImportView

_ENDINGS = "csv *.vcf *.vcard *.txt *.tsv"


class ImportContacts(OfficePage):
    """Takes contacts in from a file, after a dry run."""

    def __init__(self, office: Office) -> None:
        self.view = ContactImportView()
        super().__init__(office, self.view)
        self._file: ContactFile | None = None
        self._plan: ImportPlan | None = None
        self._round = 0
        self.view.file_wanted.connect(self._choose)
        self.view.changed.connect(self._try_out)
        self.view.saved.connect(self._on_saved)
        self.view.cancelled.connect(office.shell.back)

    def title(self) -> str:
        return self.tr("Take in contacts")

    def enter(self) -> None:
        self.view.focus_first()

    def _choose(self) -> None:
        found = self.office.files.ask_open(self.view, self.tr("Take in contacts"), _ENDINGS)
        if found:
            self.read(found[0])

    def read(self, path: Path) -> None:
        """Read this file and try it out."""
        work = self.office.work()

        def answered(result: Ok[tuple[ContactFile, tuple[Agency, ...]]] | Err) -> None:
            if isinstance(result, Ok):
                file, agencies = result.value
                self._file = file
                self.view.set_file(file, agencies)
                self._try_out()
                self.view.focus_first()
            elif isinstance(result.error, FileRefused):
                self._file = self._plan = None
                self.view.set_nothing("")
                self.view.errors.show({"file": f"{path.name}: {result.error}"})
                self.view.focus_first()
            else:
                self.office.shell.report(result.error, lambda: self.read(path))

        self.view.errors.show({})
        self.office.jobs.work(lambda: (read_contact_file(path), _agencies(work)), answered, self)

    def _try_out(self) -> None:
        file, becomes, agency = self._file, self.view.becomes(), self.view.agency()
        if file is None:
            return
        self._round += 1
        this_round = self._round
        chosen: tuple[Fact, ...] = file.becomes if file.cards else becomes

        def shown(plan: ImportPlan) -> None:
            if this_round == self._round:
                self._plan = plan
                self.view.set_plan(plan)

        self.ask(lambda work: plan_import(work, file=file, becomes=chosen, agency=agency), shown)

    def _on_saved(self, good_only: bool) -> None:
        plan = self._plan
        if plan is None:
            return
        self.view.set_busy(True)
        self.change(
            lambda work: import_contacts(work, plan=plan, good_only=good_only), self._done, self._on_refused
        )

    def _done(self, outcome: Outcome[BookStep]) -> None:
        offer_back(self.office, outcome.value)
        self.office.shell.replace("people")

    def _on_refused(self, error: Exception) -> None:
        self.view.set_busy(False)
        if isinstance(error, DeskError):
            self.view.errors.show({"": str(error)}, take_focus=True)
            self._try_out()
        else:
            self.office.shell.report(error)


def _agencies(work: Work) -> tuple[Agency, ...]:
    return tuple(agency for agency in area_view(work).agencies if agency.active)

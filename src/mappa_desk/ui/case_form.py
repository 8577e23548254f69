"""Joins the form of a case with the service that opens or changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.areas import area_view
from mappa_desk.services.cases import case_view, edit_case, open_case
from mappa_desk.services.work import Work
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.case_form import CaseAnswers, CaseFormView


class CaseForm(OfficePage):
    """Opens a case, or edits the one whose id is given."""

    def __init__(self, office: Office, case_id: str = "") -> None:
        self.view = CaseFormView()
        super().__init__(office, self.view)
        self._case_id = case_id
        self._case: Case | None = None
        self._today = date.min
        self._shown: CaseAnswers | None = None
        self.view.saved.connect(self._on_saved)
        self.view.cancelled.connect(office.shell.back)

    def title(self) -> str:
        return self.tr("Edit the case") if self._case_id else self.tr("Open a case")

    def enter(self) -> None:
        self.ask(lambda work: _read(work, self._case_id), lambda read: self._show(*read))

    def _show(self, case: Case | None, agencies: tuple[Agency, ...], today: date) -> None:
        self._case, self._today = case, today
        self.view.set_agencies(agencies)
        if case is not None:
            self.view.set_case(case)
        self._shown = self.view.answers()
        self.view.focus_first()

    def unkept(self) -> bool:
        return self._shown is not None and self.view.answers() != self._shown

    def _on_saved(self) -> None:
        answers = self.view.answers()
        born, wrong_born = self._day(answers.date_of_birth)
        release, wrong_release = self._day(answers.release_on)
        accepted, wrong_accepted = self._day(answers.referral_accepted_on)
        wrong = {
            "date_of_birth": wrong_born,
            "release_on": wrong_release,
            "referral_accepted_on": wrong_accepted,
        }
        if not answers.reference:
            wrong["reference"] = self.tr("A case needs its reference.")
        wrong = {name: sentence for name, sentence in wrong.items() if sentence}
        self.view.errors.show(wrong, take_focus=True)
        if wrong:
            return
        self.view.set_busy(True)
        kept = self._case
        self.change(
            lambda work: _save(work, kept, answers, born=born, release=release, accepted=accepted),
            lambda outcome: self.office.shell.replace("case", outcome.value.id),
            self._on_refused,
        )

    def _day(self, text: str) -> tuple[date | None, str]:
        if not text:
            return None, ""
        read = read_date(text, today=self._today)
        if read is None or read.on is None:
            return None, self.tr("“{text}” is not a date. Write it as 27/11/2026.").format(text=text)
        return read.on, ""

    def _on_refused(self, error: Exception) -> None:
        self.view.set_busy(False)
        if isinstance(error, RuleError):
            self.view.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self.office.shell.report(error, self._on_saved)


def _read(work: Work, case_id: str) -> tuple[Case | None, tuple[Agency, ...], date]:
    case = case_view(work, case_id=case_id).case if case_id else None
    return case, area_view(work).agencies, work.today()


def _save(
    work: Work,
    kept: Case | None,
    answers: CaseAnswers,
    *,
    born: date | None,
    release: date | None,
    accepted: date | None,
) -> Outcome[Case]:
    facts = {
        "name": answers.name,
        "also_known_as": answers.also_known_as,
        "date_of_birth": born,
        "category": answers.category,
        "level": answers.level,
        "lead_agency": answers.lead_agency,
        "lead_officer": answers.lead_officer,
        "whereabouts": answers.whereabouts,
        "addresses": answers.addresses,
        "release_on": release,
        "referral_accepted_on": accepted,
        "visor_reference": answers.visor_reference,
        "summary": answers.summary,
    }
    if kept is None:
        return open_case(work, reference=answers.reference, **facts)  # type: ignore[arg-type]  # one table, two calls
    return edit_case(work, case=replace(kept, **facts), reason=answers.reason)  # type: ignore[arg-type]  # as above

"""Joins the settings of the printed page with the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.areas import form_notes, logo_from, save_form
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.office import OfficePage
from mappa_desk.ui.views.printed_page import PrintedPageAnswers, PrintedPageView

_LARGEST = 2_000_000
"""Bytes that are read of a chosen file; a logo has a tenth of that."""


class PrintedPageSettings(QObject):
    """The part of the settings about the printed page. `kept` is told each form that was kept here."""

    def __init__(self, page: OfficePage, kept: Callable[[AreaForm], None]) -> None:
        super().__init__(page)
        self._page, self._kept = page, kept
        self._form: AreaForm | None = None
        self._shown: PrintedPageAnswers | None = None
        self.view = PrintedPageView()
        self.view.logo_wanted.connect(self._choose)
        self.view.kept.connect(self._keep)

    def show(self, form: AreaForm) -> None:
        """Show a form as it is kept now. What is typed here and not kept yet stays."""
        typed = self.unkept()
        self._form = form
        self.view.set_notes(form_notes(form))
        if not typed:
            self.view.set_answers(_answers(form))
            self._shown = self.view.answers()

    def unkept(self) -> bool:
        """True while the fields say something else than what is kept."""
        return self._shown is not None and self.view.answers() != self._shown

    def _choose(self) -> None:
        office = self._page.office
        found = office.files.ask_open(self.view, self.tr("Choose the logo"), "png")
        if found:
            office.jobs.work(lambda: logo_from(_read(found[0])), self._chosen, self)

    def _chosen(self, result: Ok[str] | Err) -> None:
        if isinstance(result, Err):
            self._refused(result.error)
        else:
            self.view.set_logo(result.value)

    def _keep(self) -> None:
        if self._form is None:
            return
        answers, before = self.view.answers(), self._form
        approved, wrong = self._day(answers.approved)
        if wrong:
            self.view.show_wrong("approved", wrong)
            return
        self.view.show_wrong("", "")
        form = replace(
            before,
            logo=answers.logo,
            logo_says=answers.logo_says,
            approved_by_board_on=approved,
            departs_because=answers.departs_because,
            statement_edition=answers.statement_edition,
            section_order=answers.section_order,
        )
        if form != before:
            form = replace(form, verified=False)
        self._page.change(lambda work: save_form(work, form=form), self._saved, self._refused)

    def _saved(self, outcome: Outcome[AreaForm]) -> None:
        self._shown = self.view.answers()
        self.show(outcome.value)
        self._kept(outcome.value)

    def _day(self, text: str) -> tuple[date | None, str]:
        if not text:
            return None, ""
        read = read_date(text, today=self._page.office.work().today())
        if read is None or read.on is None:
            return None, self.tr("“{text}” is not a date. Write it as 27/11/2026.").format(text=text)
        return read.on, ""

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RuleError):
            known = error.field in ("logo_says", "departs_because", "statement_edition")
            self.view.show_wrong(error.field if known else "logo", str(error))
        else:
            self._page.office.shell.report(error)


def _answers(form: AreaForm) -> PrintedPageAnswers:
    on = form.approved_by_board_on
    return PrintedPageAnswers(
        logo=form.logo,
        logo_says=form.logo_says,
        approved=f"{on:%d/%m/%Y}" if on else "",
        departs_because=form.departs_because,
        statement_edition=form.statement_edition,
        section_order=form.section_order,
    )


def _read(path: Path) -> bytes:
    """The beginning of a file, which is all of any that may be a logo. Raises RuleError."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise RuleError("That file cannot be read.", field="logo") from error

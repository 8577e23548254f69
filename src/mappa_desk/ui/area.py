"""Joins the settings with the vault and with the window's own preferences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.views import AreaView
from mappa_desk.services.areas import (
    area_view,
    confirm_standard,
    save_agency,
    save_form,
    save_standard,
)
from mappa_desk.services.people import keyholders
from mappa_desk.services.work import Work
from mappa_desk.ui import theme
from mappa_desk.ui.ladder_settings import LadderSettings
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.printed_page import PrintedPageSettings
from mappa_desk.ui.shell_looks import Looks
from mappa_desk.ui.spelling import Spelling
from mappa_desk.ui.spelling_settings import SpellingSettings
from mappa_desk.ui.views.area import AreaView as AreaPageView
from mappa_desk.ui.views.wording import WordingSection
from mappa_desk.ui.widgets.field_errors import FieldErrors
from mappa_desk.ui.wording_settings import WordingSettings


class AreaPage(OfficePage):
    """The settings."""

    def __init__(
        self, office: Office, looks: Looks, part: str = "", *, spelling: Spelling | None = None
    ) -> None:
        self.view = AreaPageView()
        super().__init__(office, self.view)
        self._looks = looks
        # A default that nobody has confirmed names no place where anybody could look it up.
        self._shipped_sources = {
            standard.source for standard in office.work().reference.standards if not standard.verified
        }
        self._agencies: tuple[Agency, ...] = ()
        self._form: AreaForm | None = None
        view = self.view
        self.words = WordingSettings(self)
        self.ladder = LadderSettings(self)
        view.add_section("ladder", self.tr("Escalation ladder"), self.ladder.view)
        view.add_section("abbreviations", self.tr("Abbreviations"), self.words.abbreviations)
        view.add_section("wording", self.tr("Standard wording"), self.words.wordings)
        self.printed = PrintedPageSettings(self, self._form_kept_beside)
        view.add_section("printed", self.tr("Printed page"), self.printed.view)
        self.spelling = SpellingSettings(self, spelling) if spelling is not None else None
        if self.spelling is not None:
            view.add_section("spelling", self.tr("Spelling"), self.spelling.view)
        view.figure_kept.connect(self._keep_figure)
        view.figure_confirmed.connect(self._confirm_figure)
        view.agency_kept.connect(self._keep_agency)
        view.form_kept.connect(self._keep_form)
        view.form_confirmed.connect(self._confirm_form)
        view.scheme_chosen.connect(looks.choose_scheme)
        view.size_chosen.connect(lambda size: looks.choose_scale(size / 100))
        view.set_window(theme.wanted_scheme(), round(theme.scale() * 100))
        view.show_part(part)

    def title(self) -> str:
        return self.tr("Settings")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        section = self.view.section()
        return {"find_here": section.focus_filter} if isinstance(section, WordingSection) else {}

    def enter(self) -> None:
        self.ask(area_view, self._show)
        self.words.read()
        self.ladder.read()
        if self.spelling is not None:
            self.spelling.read()
        self.view.focus_first()

    def unkept(self) -> bool:
        return (self._form is not None and self.view.form() != self._form) or (
            self.words.unkept() or self.printed.unkept() or self.ladder.unkept()
        )

    def _show(self, view: AreaView) -> None:
        self._agencies = view.agencies
        self.view.set_standards(view.standards)
        self.view.set_agencies(view.agencies)
        self.view.set_form(view.form)
        self._form = self.view.form()
        self.printed.show(view.form)

    def _form_kept_beside(self, form: AreaForm) -> None:
        """The printed page was kept: what is typed about the form stays, over what is kept now."""
        self.view.form_is_now(form)
        if self._form is not None:
            self._form = self.view.as_shown(self._form, form)

    def _read_again(self, _outcome: object) -> None:
        self.ask(area_view, self._show)

    def _keep_figure(self) -> None:
        figure = self.view.figure()
        if figure is not None:
            self.change(lambda work: save_standard(work, standard=figure), self._read_again)

    def _confirm_figure(self, code: str) -> None:
        figure = self.view.figure()
        if figure is None:
            return
        if not figure.source or figure.source in self._shipped_sources:
            self.view.show_source_wrong(self.tr("Say where the figure is written before confirming it."))
            return

        def confirm(work: Work) -> object:
            save_standard(work, standard=figure)
            return confirm_standard(work, code=code, by=_name_at_keys(work))

        self.change(confirm, self._read_again)

    def _keep_agency(self) -> None:
        agency = self.view.agency()
        if agency is None:
            self.view.agency_errors.show({"code": self.tr("An agency needs its code.")}, take_focus=True)
            return
        known = {code for one in self._agencies for code in (one.code, *one.aliases)}
        if not agency.revision and agency.code in known - {""}:
            taken = self.tr("The code “{code}” is taken.").format(code=agency.code)
            self.view.agency_errors.show({"code": taken}, take_focus=True)
            return
        self.view.agency_errors.show({})
        self.change(
            lambda work: save_agency(work, agency=agency),
            self._read_again,
            lambda error: self._refused(error, self.view.agency_errors),
        )

    def _keep_form(self) -> None:
        form = self.view.form()
        if form is None:
            return
        if form != self._form:
            form = replace(form, verified=False)
        self.view.form_errors.show({})
        self.change(
            lambda work: save_form(work, form=form),
            self._read_again,
            lambda error: self._refused(error, self.view.form_errors),
        )

    def _confirm_form(self) -> None:
        form = self.view.form()
        if form is not None:
            confirmed = replace(form, verified=True)
            self.change(
                lambda work: save_form(work, form=confirmed),
                self._read_again,
                lambda error: self._refused(error, self.view.form_errors),
            )

    def _refused(self, error: Exception, errors: FieldErrors) -> None:
        if isinstance(error, RuleError):
            errors.show({error.field: str(error)}, take_focus=True)
        else:
            self.office.shell.report(error)


def _name_at_keys(work: Work) -> str:
    return next((person.name for person in keyholders(work) if person.id == work.by), "")

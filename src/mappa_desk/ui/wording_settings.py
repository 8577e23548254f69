"""Joins the settings of short forms and standard wording with the vault."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.wording import Abbreviation, StandardWording
from mappa_desk.domain.wording_book import WordingBook
from mappa_desk.services.wording import (
    drop_abbreviation,
    drop_wording,
    save_abbreviation,
    save_wording,
    switch_abbreviation,
    switch_wording,
    wording_book,
)
from mappa_desk.services.work import Work
from mappa_desk.ui.models.wording import (
    WordsAnswers,
    abbreviation_rows,
    abbreviations_model,
    wording_rows,
    wordings_model,
)
from mappa_desk.ui.office import OfficePage
from mappa_desk.ui.views.wording import SectionPlan, WordingSection

Kept = Outcome[Abbreviation] | Outcome[StandardWording]


class WordingSettings(QObject):
    """Two sections of the settings: short forms, and standard wording."""

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page)
        self._page = page
        reference = page.office.work().reference
        titles = {
            item.code: item.short_title
            for item in sorted(
                (item for template in reference.agendas for item in template.items),
                key=lambda item: item.number,
            )
        }
        self._came = {one.id: WordsAnswers(one.short, one.opens_to) for one in reference.abbreviations}
        self._came |= {
            one.id: WordsAnswers(one.title, one.text, one.items) for one in reference.standard_wording
        }
        self.abbreviations = WordingSection(self._plan_of_short_forms(), abbreviations_model(), {})
        self.wordings = WordingSection(self._plan_of_wordings(), wordings_model(), titles)
        for section in (self.abbreviations, self.wordings):
            section.kept.connect(lambda section=section: self._keep(section))
            section.switched.connect(lambda section=section: self._switch(section))
            section.deleted.connect(lambda section=section: self._delete(section))
            section.as_it_came.connect(lambda section=section: self._as_it_came(section))

    def _plan_of_short_forms(self) -> SectionPlan:
        return SectionPlan(
            title=self.tr("Abbreviations"),
            sentence=self.tr(
                "A short form opens at the space or punctuation after it. Backspace right after gives it "
                "back; a \\ before it, or all capitals, keep it as it is typed."
            ),
            name=self.tr("Short form"),
            text=self.tr("Opens to"),
            one=self.tr("New"),
            fields=("short", "opens_to"),
            name_for_life=True,
            one_line=True,
        )

    def _plan_of_wordings(self) -> SectionPlan:
        return SectionPlan(
            title=self.tr("Standard wording"),
            sentence=self.tr(
                "Ctrl+Space in the line offers these. Square brackets, such as [date], are blanks to fill; "
                "Tab leads on."
            ),
            name=self.tr("Title"),
            text=self.tr("Text"),
            one=self.tr("New"),
            fields=("title", "text"),
            with_items=True,
            shares=(1, 1),
        )

    def read(self) -> None:
        """Read the words and show them."""
        self._page.ask(wording_book, self._show)

    def unkept(self) -> bool:
        """True while leaving would lose what was typed in a card."""
        return self.abbreviations.unkept() or self.wordings.unkept()

    def _show(self, book: WordingBook, section: WordingSection | None = None, chosen: str = "") -> None:
        for one, rows in (
            (self.abbreviations, abbreviation_rows(book)),
            (self.wordings, wording_rows(book)),
        ):
            one.set_rows(rows, chosen if one is section else "")

    def _read_again(self, section: WordingSection, chosen: str) -> None:
        self._page.ask(wording_book, lambda book: self._show(book, section, chosen))

    def _keep(self, section: WordingSection) -> None:
        row, answers = section.row, section.answers()

        def save(work: Work) -> Kept:
            if section is self.abbreviations:
                return save_abbreviation(work, short=answers.name, opens_to=answers.text, new=row is None)
            code = row.key if row is not None else ""
            return save_wording(work, title=answers.name, text=answers.text, items=answers.items, code=code)

        def kept(outcome: Kept) -> None:
            if section.answers() == answers:
                section.settle()
            self._page.office.shell.announce(self.tr("Kept"))
            self._read_again(section, outcome.value.id)

        self._page.change(save, kept, lambda error: self._refused(section, error))

    def _switch(self, section: WordingSection) -> None:
        row = section.row
        if row is None:
            return
        key, active = row.key, not row.active

        def switch(work: Work) -> Kept:
            if section is self.abbreviations:
                return switch_abbreviation(work, short=key, active=active)
            return switch_wording(work, code=key, active=active)

        self._page.change(
            switch,
            lambda _outcome: self._read_again(section, key),
            lambda error: self._refused(section, error),
        )

    def _delete(self, section: WordingSection) -> None:
        row = section.row
        if row is None:
            return

        def delete(work: Work) -> object:
            if section is self.abbreviations:
                return drop_abbreviation(work, short=row.key)
            return drop_wording(work, code=row.key)

        def deleted(_outcome: object) -> None:
            sentence = self.tr("Deleted. Keep brings it back.")
            section.show_deleted(row.answers, sentence)
            self._page.office.shell.announce(sentence)
            self._page.ask(wording_book, self._show)

        self._page.change(delete, deleted, lambda error: self._refused(section, error))

    def _as_it_came(self, section: WordingSection) -> None:
        came = self._came.get(section.row.key) if section.row is not None else None
        if came is not None:
            section.show_answers(came)

    def _refused(self, section: WordingSection, error: Exception) -> None:
        if isinstance(error, RuleError):
            section.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self._page.office.shell.report(error)

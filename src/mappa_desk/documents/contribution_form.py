"""The contribution form that one agency fills before a meeting: the one document with fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.form_composing import FormComposer
from mappa_desk.documents.form_fields import FieldSpec, with_fields
from mappa_desk.documents.line_breaking import Span, Typesetter
from mappa_desk.documents.page_furniture import Furniture, FurnitureWords
from mappa_desk.documents.page_grid import MM, Sheet, sheet_for
from mappa_desk.documents.papers import CellWords, RowWords, TableWords
from mappa_desk.documents.publishing import publish
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.tagged_metadata import DocumentFacts
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.typefaces import faces
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.form_questions import (
    CODE_FIELD,
    QUESTIONS,
    FieldKind,
    FormCode,
    FormPart,
    Question,
)
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.preparation import PapersSnapshot

_SHEET = Sheet(text_x=0.0, label_width=grid.LABEL_WIDTH)
_FACT = 30 * MM
"""Room for the name of a fact."""


def render_contribution_form(
    snapshot: PapersSnapshot,
    *,
    agency: str,
    code: FormCode,
    wording: Mapping[str, str],
    large: bool = False,
) -> Rendered:
    """The form for the agency with the code `agency`, as PDF/UA-1 with fields, unencrypted.

    `snapshot` is printed as it is: services project it first. `code` identifies the form when it comes back.
    `large` sets it in large print. The same arguments give the same bytes. Raises RuleError when the wording
    lacks a word.
    """
    return _Form(snapshot, agency, code, Wording(wording), large).render()


@dataclass(frozen=True, slots=True)
class _Form:
    """One form."""

    snapshot: PapersSnapshot
    agency: str
    code: FormCode
    words: Wording
    large: bool

    def render(self) -> Rendered:
        """The finished document."""
        words, snapshot = self.words, self.snapshot
        composer = FormComposer(Typesetter(faces()), sheet_for(large=self.large, sheet=_SHEET))
        furniture = Furniture(self._furniture(), composer.typesetter, composer.root)
        composer.place = words("form.title")
        composer.title(words("form.title"))
        self._compose_facts(composer)
        for text in furniture.too_long:
            composer.paragraph(text)
        if not snapshot.ask_for:
            composer.paragraph(words("form.search"))
        composer.paragraph(words("form.what_for"))
        composer.paragraph(words("form.how"))
        for part in FormPart:
            with composer.section():
                self._compose_part(composer, part)
        spec = FieldSpec(CODE_FIELD, words("form.code_says"), fixed=str(self.code))
        composer.fixed(spec, words("form.code"))
        title = words("form.document", agency=self._agency_name, reference=self._reference)
        facts = DocumentFacts(title, snapshot.form.area_name, self._dated)
        made = publish(composer, furniture, title=facts.title, author=facts.author, dated=facts.dated)
        return replace(made, data=with_fields(made.data, composer.root, facts))

    @property
    def _reference(self) -> str:
        return meeting_reference(self.snapshot.case.reference, self.snapshot.meeting.number)

    @property
    def _agency_name(self) -> str:
        return next((one.name for one in self.snapshot.agencies if one.code == self.agency), self.agency)

    def _furniture(self) -> FurnitureWords:
        words, form = self.words, self.snapshot.form
        practice = []
        if self.snapshot.case.practice:
            practice = [
                Span(words("paper.practice"), bold=True, quiet=True),
                Span(words("paper.practice_more"), quiet=True),
            ]
        return FurnitureWords(
            place=words("form.furniture"),
            marking=words("paper.marking"),
            reference=self._reference,
            practice=practice,
            status=[
                Span(words("form.head"), quiet=True),
                Span(words("form.for_agency", agency=self._agency_name), bold=True, quiet=True),
            ],
            foot=words("form.foot", reference=self._reference, agency=self._agency_name),
            handling=form.handling_short,
            page=lambda page, pages: words("paper.page", page=page, pages=pages),
            large=self.large,
        )

    def _compose_facts(self, composer: FormComposer) -> None:
        words = self.words
        if self.large:
            for key, value in self._facts():
                if value:
                    composer.paragraph([Span(words(f"form.{key}") + ": ", bold=True), Span(value)])
            return
        rows = [
            RowWords(
                (CellWords(words(f"form.{key}"), bold=True), CellWords(value)), place=words(f"form.{key}")
            )
            for key, value in self._facts()
            if value
        ]
        columns = (Column("", 0.0, _FACT - 2 * MM), Column("", _FACT, grid.FULL_WIDTH - _FACT))
        table = TableWords(columns, rows, False, words("paper.continued_below"))
        composer.table(table, TableLook(grid.CELL, pad=2.6))

    def _facts(self) -> list[tuple[str, str]]:
        snapshot, words = self.snapshot, self.words
        day = snapshot.reply_by
        names = {one.code: one.name for one in snapshot.agencies}
        lead = snapshot.case.lead_agency
        return [
            ("person", self._person()),
            ("meeting", self._meeting()),
            ("agency", self._agency_name),
            ("reply_by", long_date(day) if day else words("form.reply_by_none")),
            ("chair", snapshot.meeting.chair),
            ("lead_agency", names.get(lead, lead)),
            ("ask_for", "\n".join(snapshot.ask_for)),
        ]

    def _meeting(self) -> str:
        meeting, words = self.snapshot.meeting, self.words
        key = "form.meeting_at" if meeting.planned_at else "form.meeting_words"
        text = words(
            key,
            level=int(meeting.level),
            kind=words(f"meeting_kind_of.{meeting.kind.value}"),
            day=long_date(meeting.planned_on),
            at=meeting.planned_at,
        )
        return words("form.meeting_place", meeting=text, place=meeting.place) if meeting.place else text

    def _compose_part(self, composer: FormComposer, part: FormPart) -> None:
        words = self.words
        composer.place = words(f"form.part.{part.value}")
        composer.heading(composer.place)
        for question in QUESTIONS:
            if question.part is not part or question.field.startswith("news_"):
                continue
            self._ask(composer, question)
            if question.field == "last_contact":
                self._ask_news(composer)

    def _ask(self, composer: FormComposer, question: Question) -> None:
        words, name = self.words, question.field
        label, hint = words(f"form.ask.{name}"), self._hint(name)
        says = words(f"form.says.{name}")
        if question.kind is FieldKind.CHOICE:
            options = []
            for choice in question.choices:
                text = words(f"form.{name}.{choice}")
                spec = FieldSpec(name, f"{says}: {text}", choice=choice, group_says=says)
                options.append((spec, text))
            composer.ask_choice(options, label, hint)
        elif question.kind is FieldKind.TEXT:
            composer.ask_text(FieldSpec(name, says, multiline=True), label, hint, question.lines)
        else:
            composer.ask_line(FieldSpec(name, says), label)

    def _ask_news(self, composer: FormComposer) -> None:
        words = self.words
        rows = []
        for question in QUESTIONS:
            if question.field.startswith("news_") and not question.beside:
                row = question.field.removeprefix("news_")
                on = FieldSpec(f"{question.field}_on", words("form.says.news_on", row=row))
                rows.append((on, FieldSpec(question.field, words("form.says.news", row=row))))
        composer.ask_dated(rows, words("form.ask.news"), self._hint("news"), words("form.heads.news"))

    def _hint(self, name: str) -> str:
        return self.words.first_key("form.hint.").get(name, "")

    def _person(self) -> str:
        """What to search by: the name with other names and birth date where the projection left them."""
        case, words = self.snapshot.case, self.words
        if not case.name:
            return words("paper.reference_only", reference=case.reference)
        if not self.snapshot.form.print_names:
            return words("paper.initials", reference=case.reference, initials=case.name)
        text = words("paper.named", reference=case.reference, name=case.name)
        if case.also_known_as:
            text += words("paper.also_known_as", names=words.listed(case.also_known_as))
        if case.date_of_birth:
            text += words("paper.born", day=long_date(case.date_of_birth))
        if case.visor_reference:
            text += words("form.visor", reference=case.visor_reference)
        return text

    @property
    def _dated(self) -> datetime:
        return datetime.combine(self.snapshot.taken_on, time(), UTC)

"""A filled form as rows: what was asked, what was answered, what is held, and whether it is to be taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.returned_forms import EarlierReturn, FormFlag, FormLine, ReturnedForm
from mappa_desk.ui.models.desk_words import HANDLING
from mappa_desk.ui.models.tables import ROW, Column, Index, RowsModel

_CUT = 300
"""Characters of an answer that a cell of the table is given; the whole stands below it."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("form_return", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer with what is to become of it."""

    line: FormLine
    ticked: bool
    flag: FormFlag
    recipients: str
    """The agencies that may have it, as they were typed."""
    is_open: bool
    """False when nothing can be taken into this meeting any more."""

    @property
    def key(self) -> str:
        """The field."""
        return self.line.field

    @property
    def may_be_taken(self) -> bool:
        """True when it can be ticked."""
        return self.line.can_take and self.is_open

    @property
    def travels(self) -> str:
        """How far it may travel, in words; nothing where nothing is to be taken."""
        if not self.may_be_taken or self.line.entry_kind is None or (self.line.same and not self.ticked):
            return ""
        return _tr(HANDLING[self.flag.handling])


def rows_of(
    form: ReturnedForm, ticked: Collection[str], flags: Mapping[str, FormFlag], typed: Mapping[str, str]
) -> tuple[AnswerRow, ...]:
    """The answers of a form as rows. `typed` are the named recipients by field, as they were typed."""
    own = FormFlag(handling=form.handling)
    return tuple(
        AnswerRow(
            line=line,
            ticked=line.field in ticked,
            flag=flags.get(line.field, own),
            recipients=typed.get(line.field, ""),
            is_open=not form.refused,
        )
        for line in form.lines
    )


def state_words(row: AnswerRow) -> str:
    """What is to become of an answer, in one or two words."""
    if row.line.same and not row.ticked:
        return _tr("Held")
    if not row.may_be_taken:
        if row.is_open and row.key == "response":
            return _tr("See below")
        return _tr("Not to take") if row.is_open else _tr("Closed")
    return _tr("Take") if row.ticked else _tr("Leave")


def state_icon(row: AnswerRow) -> str:
    """The icon beside it."""
    if not row.may_be_taken:
        return "dash"
    return "tick" if row.ticked else "ring"


def held_words(line: FormLine) -> str:
    """What the record holds, each thing as a paragraph of its own."""
    return "\n\n".join(line.held) or _tr("Nothing")


def does_words(row: AnswerRow) -> str:
    """What taking the answer does, or why it cannot be taken."""
    line = row.line
    if line.why_not or not row.is_open:
        return line.why_not
    said = _tr("Taking it makes: {what}.") if line.entry_kind is not None else _tr("Taking it notes: {what}.")
    words = said.format(what=line.does)
    return f"{words} {_tr('The record has these words already.')}" if line.same else words


class AnswersModel(RowsModel[AnswerRow]):
    """The table of answers. A screen reader is told the whole of a row in whichever cell it is."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            return spoken(self.row_at(index.row()))
        return super().data(index, role)

    def row_at(self, place: int) -> AnswerRow:
        """A row by its number."""
        row: AnswerRow = super().data(self.index(place, 0), ROW)
        return row


def spoken(row: AnswerRow) -> str:
    """A row as it is spoken: the question, what becomes of the answer, the answer, what is held."""
    parts = [row.line.asked.rstrip("?"), state_words(row), row.line.answer]
    parts.append(_tr("Held now: {what}").format(what=_short(held_words(row.line))))
    if row.travels:
        parts.append(row.travels)
    return ". ".join(" ".join(part.split()).rstrip(".") for part in parts)


def answers_model() -> AnswersModel:
    """An empty table of answers."""
    columns: tuple[Column[AnswerRow], ...] = (
        Column(_tr("Take"), state_words, icon=state_icon, tone=_tone, share=0),
        Column(_tr("Asked"), lambda row: row.line.asked, bold=True, share=0),
        Column(_tr("Answered"), lambda row: _short(row.line.answer), share=3),
        Column(_tr("Held now"), lambda row: _short(held_words(row.line)), tone=_held_tone, share=3),
        Column(_tr("Travels"), lambda row: row.travels, share=0),
    )
    return AnswersModel(columns, lambda row: row.key)


def handlings() -> tuple[tuple[str, str], ...]:
    """Every way in which an entry may travel: value and words."""
    return tuple((flag.value, _tr(words)) for flag, words in HANDLING.items())


def facts_words(form: ReturnedForm) -> str:
    """Who filled the form and how it may be used, in one paragraph."""
    return "  ·  ".join(f"{name.rstrip('?:')}: {' '.join(text.split())}" for name, text in form.facts)


def earlier_words(earlier: EarlierReturn, agency: str, when: Callable[[datetime], str]) -> str:
    """One sentence about a form that was read before. `when` puts a moment into words."""
    taken = _tr("1 of its answers stands") if earlier.taken == 1 else _tr("{n} of its answers stand")
    if earlier.same_file:
        said = _tr("This very file was read on {day}; {taken} in the record.")
    else:
        said = _tr("Another form of {agency} was read on {day}; {taken} in the record.")
    return said.format(agency=agency, day=when(earlier.at), taken=taken.format(n=earlier.taken))


def agencies_named(text: str, agencies: Collection[Agency]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the agencies in a list as people type it, and the words that are no agency."""
    known = {word.casefold(): one.code for one in agencies for word in (one.name, one.code, *one.aliases)}
    typed = [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]
    found = tuple(dict.fromkeys(known[word.casefold()] for word in typed if word.casefold() in known))
    return found, tuple(word for word in typed if word.casefold() not in known)


def flag_of(value: str, recipients: tuple[str, ...]) -> FormFlag:
    """A flag from a choice and the agencies named beside it."""
    handling = Handling(value)
    return FormFlag(handling=handling, recipients=recipients if handling is Handling.NAMED_RECIPIENTS else ())


def _short(text: str) -> str:
    return " ".join(text[:_CUT].split())


def _tone(row: AnswerRow) -> str:
    return "" if row.may_be_taken else "muted"


def _held_tone(row: AnswerRow) -> str:
    return "" if row.line.held else "muted"

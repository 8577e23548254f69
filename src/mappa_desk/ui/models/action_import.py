"""The dry run of a spreadsheet as a table: which rows are taken, and what is doubtful about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mappa_desk.domain.action_import import ImportPlan, OwnerSaid, PlannedRow, RowDoing, Verdict
from mappa_desk.domain.deadlines import UNKNOWN_WORDS
from mappa_desk.ui.models import action_import_words as words
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.action_import_words import tr
from mappa_desk.ui.models.tables import Column, RowsModel


class Shown(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    TAKEN = "taken"
    DOUBTED = "doubted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One row of the dry run, and whether it is taken in."""

    row: PlannedRow
    taken: bool


def import_model(agencies: Mapping[str, str]) -> RowsModel[ImportLine]:
    """The rows of a dry run; `agencies` are names by code. Keys are the numbers of the rows."""
    columns: tuple[Column[ImportLine], ...] = (
        Column(
            tr("Take in"),
            lambda line: tr("Yes") if line.taken else tr("No"),
            share=0,
            icon=lambda line: "tick" if line.taken else "dash",
            tone=lambda line: "" if line.taken else "muted",
        ),
        Column(tr("Row"), _number, lambda line: line.row.number, right=True, share=0),
        Column(
            tr("What"),
            lambda line: words.verdict(line.row.verdict),
            share=0,
            icon=lambda line: words.verdict_icon(line.row.verdict),
            tone=lambda line: words.verdict_tone(line.row.verdict),
        ),
        Column(tr("Case"), lambda line: line.row.case_reference or line.row.said.case, share=0),
        Column(tr("Action"), lambda line: one_line(line.row.said.text), bold=True, share=2),
        Column(tr("Owner"), lambda line: owner(line.row.said.owner, agencies), share=1),
        Column(tr("Due"), lambda line: due(line.row), share=0),
        Column(tr("What is said of it"), lambda line: words.said(line.row), share=4),
    )
    return RowsModel(columns, lambda line: str(line.row.number))


def lines_of(plan: ImportPlan, taken: frozenset[int], shown: Shown) -> tuple[ImportLine, ...]:
    """The rows that are shown."""
    lines = (ImportLine(row, row.number in taken) for row in plan.rows)
    return tuple(line for line in lines if _is_shown(line, shown))


def spoken(line: ImportLine) -> str:
    """The whole of a row in words, for the line under the table."""
    row = line.row
    text = one_line(row.said.text)
    text += "." if text and text[-1] not in ".!?" else ""
    said = " ".join(part for part in (text, words.said(row)) if part)
    return tr("Row {number}: {words}").format(number=row.number, words=said or tr("nothing to say."))


def counted(plan: ImportPlan) -> str:
    """The count of a dry run: "38 good, 6 in doubt, 2 refused, 4 with nothing new"."""
    same = sum(row.doing is RowDoing.SAME and row.verdict is Verdict.ACCEPTED for row in plan.rows)
    parts = [
        tr("{count} good").format(count=plan.count(Verdict.ACCEPTED)),
        tr("{count} in doubt").format(count=plan.count(Verdict.DOUBTED)),
        tr("{count} refused").format(count=plan.count(Verdict.REFUSED)),
    ]
    if same:
        parts.append(tr("{count} of the good ones say nothing new").format(count=same))
    return f"{words.rows(len(plan.rows))}: {', '.join(parts)}"


def owner(said: OwnerSaid, agencies: Mapping[str, str]) -> str:
    """Who owns it: "Police, Priya Nair"."""
    person = said.name or said.role
    return ", ".join(part for part in (agencies.get(said.agency, said.agency), person) if part)


def due(row: PlannedRow) -> str:
    """When it is due, as it is shown everywhere."""
    deadline = row.said.due.deadline
    if deadline.on is not None:
        return dates.day(deadline.on)
    return UNKNOWN_WORDS[deadline.kind] if row.said.due_given else ""


def one_line(text: str) -> str:
    """Text without its line breaks."""
    return " ".join(text.split())


def _number(line: ImportLine) -> str:
    return str(line.row.number)


def _is_shown(line: ImportLine, shown: Shown) -> bool:
    if shown is Shown.TAKEN:
        return line.taken
    return shown is Shown.ALL or line.row.verdict.value == shown.value

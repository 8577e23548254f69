"""Who gets what: the list that was agreed at the close, else the rule by which copies may be given."""

from __future__ import annotations

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_grid import CELL, MM, Sheet
from mappa_desk.documents.papers import CellWords, Mark, Paper, RowWords, TableWords
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.wordings import capital, sentence
from mappa_desk.domain.agencies import AgencyClass
from mappa_desk.domain.circulation import CirculationLine

_WIDTHS = (("agency", 38), ("person", 60), ("gets", 72))
_NARROW = (("agency", 32), ("person", 46), ("gets", 60))
_GUTTER = 3 * MM


def compose_circulation(composer: Paper, source: MinutesSource) -> None:
    """Adds the list; where none was agreed, which agencies may have a copy by default."""
    lines = sorted(source.snapshot.circulation, key=lambda line: line.position)
    if not lines:
        _compose_default(composer, source)
        return
    words = source.words
    composer.paragraph(words("paper.circulation.intro"), keep=True)
    columns = _columns(source, composer.sheet)
    rows = [_row(source, line) for line in lines]
    composer.table(TableWords(columns, rows, True, words("paper.continued_below")), TableLook(CELL, pad=4.0))


def _columns(source: MinutesSource, sheet: Sheet) -> tuple[Column, ...]:
    columns, x = [], 0.0
    for key, width in _NARROW if sheet.narrow else _WIDTHS:
        room = width * MM - (0.0 if key == "gets" else _GUTTER)
        columns.append(Column(source.words(f"paper.circulation.{key}"), x * MM, room))
        x += width
    return tuple(columns)


def _row(source: MinutesSource, line: CirculationLine) -> RowWords:
    words = source.words
    agency = source.agency(line.agency) or words("paper.list.no_agency")
    person = ", ".join(part for part in (line.name, line.role) if part)
    return RowWords(
        (CellWords(agency, bold=True), CellWords(person), CellWords(_gets(source, line))),
        place=f"{words('paper.close.circulation')}, {line.name}",
        mark=Mark(CirculationLine.KIND, line.id),
    )


def _gets(source: MinutesSource, line: CirculationLine) -> str:
    """ "Minutes and action list. Housing needs it for the move."; "Nothing: left the agency." """
    words = source.words
    if not line.documents:
        key = "nothing_because" if line.why else "nothing"
        return words(f"paper.circulation.{key}", why=sentence(line.why))
    names = [words(f"may_get.{one.value}") for one in line.documents]
    given = capital(words.listed([name[:1].lower() + name[1:] for name in names]))
    return (
        words("paper.circulation.with_reason", given=given, why=capital(sentence(line.why)))
        if line.why
        else given
    )


def _compose_default(composer: Paper, source: MinutesSource) -> None:
    """Third parties are named apart: only the first three classes may be on a circulation list by default."""
    words = source.words
    third = {
        agency.code for agency in source.snapshot.agencies if agency.agency_class is AgencyClass.THIRD_PARTY
    }
    codes = [row.agency for row in sorted(source.snapshot.attendance, key=lambda row: row.seat)]
    listed = source.agencies(code for code in codes if code not in third)
    if listed:
        composer.paragraph(words("paper.close.circulation_words", agencies=words.listed(listed)))
    else:
        composer.paragraph(words("paper.close.circulation_none"))
    apart = source.agencies(code for code in codes if code in third)
    if apart:
        composer.paragraph(words("paper.close.circulation_third", agencies=words.listed(apart)))

"""The draft that goes to the chair alone: every line numbered, room for marks, and what is still missing.

The numbers stand in the left margin as artifacts, so that a screen reader reads the text alone; `lines` lead
from a number back to the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.documents.draft_composing import NumberedComposer
from mappa_desk.documents.draft_gaps import placed_gaps
from mappa_desk.documents.draft_pages import NotesWords
from mappa_desk.documents.line_breaking import Span, Typesetter
from mappa_desk.documents.minutes import compose_minutes, dated, practice_words
from mappa_desk.documents.minutes_front import title_of
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_furniture import Furniture, FurnitureWords
from mappa_desk.documents.page_grid import DRAFT_SHEET
from mappa_desk.documents.publishing import publish
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.typefaces import faces
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.chair_drafts import DraftLine
from mappa_desk.domain.minutes import MinutesSnapshot
from mappa_desk.domain.views import Gap

DOUBLE = 1.6
"""Lines of a draft in double spacing stand so many times as far apart: two lines of hand fit between."""


@dataclass(frozen=True, slots=True)
class ChairDraftRendered:
    """A draft, and for each of its paragraphs the number of its first line with the record that it is of."""

    rendered: Rendered
    lines: tuple[DraftLine, ...]


def render_chair_draft(
    snapshot: MinutesSnapshot,
    *,
    gaps: Sequence[Gap],
    marks_by: date | None,
    number: int,
    wording: Mapping[str, str],
    double: bool = False,
) -> ChairDraftRendered:
    """The draft as PDF/UA-1 and PDF/A-2a, a pure function of its arguments.

    `snapshot` is projected to the chair's draft first. `number` is 1 for the first draft of these minutes,
    `marks_by` the day until which marks are asked for. `gaps` are listed at the end of the page that holds
    their line, and those without a line on a list at the end. `double` spreads the lines. Raises RuleError
    when the wording lacks a word.
    """
    source = MinutesSource(snapshot, Wording(wording))
    words = source.words
    sheet = replace(DRAFT_SHEET, spread=DOUBLE) if double else DRAFT_SHEET
    composer = NumberedComposer(Typesetter(faces()), sheet, _notes_words(words))
    furniture = Furniture(_furniture(source, number, marks_by), composer.typesetter, composer.root)
    compose_minutes(composer, source, in_full=furniture.too_long)
    composer.notes, rest = placed_gaps(gaps, composer.numbered, snapshot)
    composer.tell_notes()
    if rest:
        composer.numbering = False
        with composer.section():
            composer.place = words("paper.draft.gaps_rest")
            composer.heading(words("paper.draft.gaps_rest"))
            for place, gap in enumerate(rest, start=1):
                composer.labelled(str(place), gap.sentence)
    rendered = publish(
        composer,
        furniture,
        title=draft_title(source, number),
        author=snapshot.form.area_name,
        dated=dated(snapshot),
    )
    lines = [DraftLine(one.line, one.mark.record_kind, one.mark.record_id) for one in composer.numbered]
    return ChairDraftRendered(rendered, tuple(lines))


def draft_title(source: MinutesSource, number: int) -> str:
    """ "Draft 2 for the chair: Minutes of a Level 3 review meeting, LAN-0417-M03"."""
    return source.words(
        "paper.draft.title", number=number, title=title_of(source), reference=source.reference
    )


def draft_foot(source: MinutesSource, number: int) -> str:
    """ "LAN-0417-M03 · draft 2 of 13 November 2026 · for the chair only"."""
    words, day = source.words, long_date(source.snapshot.taken_on).partition(" ")[2]
    numbered = words("paper.draft.number", number=number, day=day)
    return " · ".join([source.reference, numbered, words("paper.draft.chair_only")])


def draft_handling(source: MinutesSource, marks_by: date | None) -> str:
    """By when marks are asked for, and that nothing is sealed yet."""
    send = source.words("paper.draft.send", day=long_date(marks_by)) if marks_by else ""
    return send + source.words("paper.draft.nothing_sealed")


def draft_status(source: MinutesSource) -> list[Span]:
    """ "Draft for the chair. DRAFT, not approved", the status word in bold."""
    words = source.words
    return [
        Span(words("paper.draft.head"), quiet=True),
        Span(words("paper.status_draft"), bold=True, quiet=True),
        Span(words("paper.status_draft_more"), quiet=True),
    ]


def _notes_words(words: Wording) -> NotesWords:
    return NotesWords(
        heading=words("paper.draft.gaps_page"),
        heading_read=lambda page: words("paper.draft.gaps_page_read", page=page),
        line=lambda line: words("paper.draft.line", line=line),
    )


def _furniture(source: MinutesSource, number: int, marks_by: date | None) -> FurnitureWords:
    words = source.words
    return FurnitureWords(
        place=words("paper.furniture"),
        marking=words("paper.marking"),
        reference=source.reference,
        practice=practice_words(source),
        status=draft_status(source),
        foot=draft_foot(source, number),
        handling=draft_handling(source, marks_by),
        page=source.page_words,
        tab=words("paper.tab"),
        hint=words("paper.draft.hint"),
    )

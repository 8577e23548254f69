"""The covering letter: goes with the executive summary to whoever asked for minutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.minutes_front import compose_in_full
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.short_papers import PaperWords, compose_facts, make_short, meeting_day
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.minutes import MinutesSnapshot


class Holds(StrEnum):
    """What minutes hold that keeps them from being released in full."""

    THIRD_PARTY = "third_party"
    CONFIDENCE = "confidence"
    SENSITIVE = "sensitive"


def render_covering_letter(
    snapshot: MinutesSnapshot,
    *,
    request: MinutesRequest,
    on: date,
    wording: Mapping[str, str],
    holds: Collection[Holds] = (),
    copy: CopyMark | None = None,
    large: bool = False,
) -> Rendered:
    """The letter as PDF/UA-1 and PDF/A-2a. `snapshot` is projected to this edition first.

    `on` is the day of the letter. `holds` narrows what the minutes are said to hold; by default a letter says
    the same of all minutes, so that none tells whether these hold intelligence. The same arguments give the
    same bytes. Raises RuleError when the wording lacks a word.
    """
    source = MinutesSource(snapshot, Wording(wording), CopyFacts(large=large))
    words = source.words
    paper = PaperWords(
        title=words("paper.letter.title"),
        head=words("paper.letter.head"),
        foot=[words("paper.letter.foot", day=long_date(on).partition(" ")[2])],
        handling=words("paper.letter.handling"),
        with_status=False,
    )

    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        paper.mark = Mark(MinutesRequest.KIND, request.id)
        to = ", ".join(part for part in (request.asked_by, request.organisation) if part)
        facts = (
            ("from", words("paper.letter.from_words", area=snapshot.form.area_name).strip(" ,")),
            ("to", to),
            ("day", long_date(on)),
            ("reference", source.reference),
        )
        compose_facts(paper, source, [(words(f"paper.letter.{key}"), value) for key, value in facts])
        compose_in_full(paper, source, in_full)
        paper.place = words("paper.letter.title")
        for text in _paragraphs(source, request, holds):
            paper.paragraph(text, style=grid.LETTER)
        paper.paragraph(words("paper.letter.signed"), style=grid.LETTER_CLOSE)

    return make_short(source, paper, parts, copy)


def _paragraphs(source: MinutesSource, request: MinutesRequest, holds: Collection[Holds]) -> list[str]:
    words = source.words
    named = [words(f"paper.letter.holds_{one.value}") for one in Holds if not holds or one in holds]
    return [
        words(
            "paper.letter.asked",
            asked=long_date(request.asked_on),
            held=meeting_day(source),
            person=_person(source),
        ),
        words("paper.letter.not_in_full", holds=words.listed(named)),
        words("paper.letter.enclosed"),
        words("paper.letter.ask_agency"),
    ]


def _person(source: MinutesSource) -> str:
    """The person as the area's form allows: with name and birth date, by initials, or by reference alone."""
    case, words = source.snapshot.case, source.words
    if not case.name:
        return words("paper.letter.person_reference", reference=case.reference)
    if not source.snapshot.form.print_names:
        return words("paper.letter.person_initials", initials=case.name, reference=case.reference)
    born = words("paper.born", day=long_date(case.date_of_birth)) if case.date_of_birth else ""
    return words("paper.letter.person_named", name=case.name, born=born, reference=case.reference)

"""The executive summary, given out on request in place of the minutes: fields, and words written for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import compose_in_full, person_words
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.short_papers import PaperWords, compose_facts, make_short, meeting_day
from mappa_desk.documents.wordings import Wording, capital
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.calendar_words import MONTHS
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.executive_summaries import PILLARS, SummaryPart
from mappa_desk.domain.minutes import MinutesSnapshot


def render_executive_summary(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    seal: str = "",
    copy: CopyMark | None = None,
    leaves_out: bool = False,
    large: bool = False,
) -> Rendered:
    """The summary as PDF/UA-1 and PDF/A-2a. `snapshot` is projected to this edition first.

    Where nothing was written for a part the summary says so: it never fills in. `leaves_out` says that words
    written for it are left out. The same arguments give the same bytes. Raises RuleError when the wording
    lacks a word.
    """
    source = MinutesSource(snapshot, Wording(wording), CopyFacts(leaves_out=leaves_out, large=large))
    words, meeting = source.words, snapshot.meeting
    kind = words(f"paper.summary.kind_{meeting.kind.value}")
    foot = [words("paper.foot_version", version=snapshot.version), *([seal] if seal else [])]
    paper = PaperWords(
        title=words("paper.summary.title", level=int(meeting.level), kind=kind),
        head=words("paper.summary.head"),
        foot=foot,
        handling=words("paper.summary.handling"),
    )

    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        _compose_head(paper, source, in_full)
        _compose_agencies(paper, source)
        _compose_written(paper, source)
        _compose_outcome(paper, source)

    return make_short(source, paper, parts, copy)


def _compose_head(paper: Paper, source: MinutesSource, in_full: Sequence[str]) -> None:
    words, snapshot = source.words, source.snapshot
    category = snapshot.meeting.category or snapshot.case.category
    number = int(category) if category is not None else 0
    about = words(f"category_about.{number}") if number else ""
    review = "sequence_review" if snapshot.meeting.kind is MeetingKind.REVIEW else "sequence_initial"
    ordinal = capital(words.ordinal(snapshot.meeting.number))
    facts = (
        ("person", person_words(source)),
        ("area", snapshot.form.area_name),
        (
            "category",
            words("paper.facts.category_words", number=number, about=about)
            if number
            else words("paper.not_recorded"),
        ),
        ("level", words("paper.summary.level_words", level=int(snapshot.meeting.level))),
        ("day", meeting_day(source)),
        ("sequence", words(f"paper.facts.{review}", ordinal=ordinal)),
    )
    compose_facts(paper, source, [(words(f"paper.summary.{key}"), value) for key, value in facts])
    paper.place = words("paper.summary.about")
    paper.labelled(words("paper.summary.about"), words("paper.summary.about_words"), strong=True)
    limits = words("paper.summary.limits_words")
    if source.facts.leaves_out:
        limits += " " + words("paper.summary.left_out")
    paper.labelled(words("paper.summary.limits"), limits, strong=True)
    compose_in_full(paper, source, in_full)


def _compose_agencies(paper: Paper, source: MinutesSource) -> None:
    words = source.words
    names = [agency.name for agency in sorted(source.snapshot.agencies, key=lambda one: one.order)]
    with _section(paper, words("paper.summary.agencies")):
        listed = words("paper.summary.agencies_words", names=words.listed(names))
        paper.paragraph(listed if names else words("paper.summary.agencies_none"))


def _compose_written(paper: Paper, source: MinutesSource) -> None:
    """Risk, headline plan and licence conditions: what was written for the summary, or that nothing was."""
    words = source.words
    with _section(paper, words("paper.summary.risk")):
        _put_all(paper, source, SummaryPart.RISK)
    with _section(paper, words("paper.summary.plan")):
        if not any(_written(source, part) for part in PILLARS):
            paper.paragraph([Span(words("paper.summary.no_plan"), quiet=True)])
        for part in PILLARS:
            for entry in _written(source, part):
                label = words(f"paper.summary.{part.value}_label")
                paper.mark = Mark(Entry.KIND, entry.id)
                paper.labelled(label, capital(entry.text), strong=True)
        label = words("paper.summary.licence")
        for entry in _written(source, SummaryPart.LICENCE):
            paper.mark = Mark(Entry.KIND, entry.id)
            paper.labelled(label, capital(entry.text), strong=True)
        if not _written(source, SummaryPart.LICENCE):
            paper.labelled(label, [Span(words("paper.summary.no_licence"), quiet=True)], strong=True)


def _put_all(paper: Paper, source: MinutesSource, part: SummaryPart) -> None:
    found = _written(source, part)
    if not found:
        paper.paragraph([Span(source.words(f"paper.summary.no_{part.value}"), quiet=True)])
    for entry in found:
        paper.mark = Mark(Entry.KIND, entry.id)
        paper.paragraph(capital(entry.text))


@contextmanager
def _section(paper: Paper, heading: str) -> Iterator[None]:
    with paper.section():
        paper.place = heading
        paper.heading(heading)
        yield


def _compose_outcome(paper: Paper, source: MinutesSource) -> None:
    words, meeting = source.words, source.snapshot.meeting
    after = meeting.level_after
    level = words("paper.summary.level_not_decided")
    if after is not None:
        key = "level_same" if after is meeting.level else "level_changed"
        level = words(f"paper.facts.{key}", level=int(meeting.level), after=int(after)) + "."
    review = meeting.next_review
    month = words("paper.summary.review_not_set")
    if review is not None:
        on = review.on
        month = f"{MONTHS[on.month - 1]} {on.year}." if on else words("paper.summary.review_none")
    with _section(paper, words("paper.summary.outcome")):
        paper.labelled(words("paper.summary.level"), level, strong=True)
        for entry in _written(source, SummaryPart.OUTCOME):
            paper.mark = Mark(Entry.KIND, entry.id)
            paper.labelled(words("paper.summary.outcome_label"), capital(entry.text), strong=True)
        paper.labelled(words("paper.summary.review"), month, strong=True)


def _written(source: MinutesSource, part: SummaryPart) -> list[Entry]:
    return [entry for entry in source.entries if entry.item == part.value]

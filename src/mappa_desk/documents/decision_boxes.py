"""The box of one decision: what was decided, why, what was set aside, who disagreed and how that ended."""

from __future__ import annotations

from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import BoxRow, Mark, Paper
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.decisions import Decision


def compose_decision(
    composer: Paper, source: MinutesSource, decision: Decision, number: str, tag: str
) -> None:
    """Adds the box. An empty label is left out, except who disagreed: silence is never printed as consent."""
    words = source.words
    rows: list[BoxRow] = []
    for key in ("decided", "because", "also_considered"):
        text = getattr(decision, key)
        if text:
            rows.append(BoxRow(words(f"paper.decision.{key}"), [Span(text)], key))
    disagreed = words("paper.decision.disagreed")
    rows.append(BoxRow(disagreed, [Span(_disagreed(source, decision))], "dissent"))
    if decision.resolved:
        rows.append(BoxRow(words("paper.decision.resolved"), [Span(decision.resolved)], "resolved"))
    if decision.takes_effect:
        day = words("paper.decision.takes_effect_words", day=long_date(decision.takes_effect))
        rows.append(BoxRow(words("paper.decision.takes_effect"), [Span(day)], "takes_effect"))
    composer.mark = Mark(Decision.KIND, decision.id)
    composer.box(number, heading_of(source, decision), rows, tag=tag)


def heading_of(source: MinutesSource, decision: Decision) -> str:
    """ "Decision 3: remains at Level 3"."""
    if not decision.heading:
        return source.words("paper.decision.heading_bare", number=decision.number)
    heading = decision.heading.removesuffix(".")
    return source.words("paper.decision.heading", number=decision.number, heading=heading)


def _disagreed(source: MinutesSource, decision: Decision) -> str:
    words = source.words
    if not decision.dissent:
        return words("paper.decision.nobody" if decision.dissent_asked else "paper.decision.not_asked")
    views = []
    for dissent in decision.dissent:
        key = "dissent" if dissent.why else "dissent_bare"
        views.append(words(f"paper.decision.{key}", agency=source.agency(dissent.agency), why=dissent.why))
    return "\n".join(views)

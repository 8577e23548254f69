"""The do-now list: what does not wait for the minutes, who was told of it and when, who rang back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.actions import actions_by_agency
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import compose_in_full
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import CellWords, Mark, RowWords, TableWords
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.short_papers import WIDE_SHEET, PaperWords, columns_of, make_short
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording, british_day, capital, clock_time, sentence
from mappa_desk.domain.actions import Action, Channel
from mappa_desk.domain.calendar_words import long_date, short_date
from mappa_desk.domain.do_now import DoNowFacts
from mappa_desk.domain.minutes import MinutesSnapshot

_WIDTHS = (
    ("actions.number", 18.0),
    ("list.what", 62.0),
    ("actions.due", 33.0),
    ("now_list.told", 31.0),
    ("now_list.back", 26.0),
)
_LOOK = TableLook(grid.CELL, pad=4.0, least_height=44.0)


def render_do_now(
    snapshot: MinutesSnapshot,
    *,
    facts: Sequence[DoNowFacts],
    wording: Mapping[str, str],
    leaves_out: bool = False,
    large: bool = False,
) -> Rendered:
    """The list of one case for the MAPPA office's own telephone, as PDF/UA-1 and PDF/A-2a.

    `snapshot` is projected to this edition first: it names nobody of the case. Listed are its actions of
    which there are `facts`; whoever was told is named as it was typed. The same arguments give the same
    bytes.
    """
    source = MinutesSource(snapshot, Wording(wording), CopyFacts(leaves_out=leaves_out, large=large))
    words = source.words
    day = long_date(snapshot.taken_on).partition(" ")[2]
    paper = PaperWords(
        title=words("paper.now_list.title", reference=snapshot.case.reference),
        head=words("paper.now_list.head", day=day),
        foot=[words("paper.list.foot_list", day=day), words("paper.list.foot_all")],
        handling=words("paper.now_list.handling"),
        with_status=False,
    )
    by_id = {one.action_id: one for one in facts}
    every = (*snapshot.actions, *(past.action for past in snapshot.previous_actions))
    groups = actions_by_agency(source, [action for action in every if action.id in by_id])

    def parts(paper: Composer, in_full: Sequence[str]) -> None:
        intro = words("paper.now_list.intro_large" if large else "paper.now_list.intro")
        if leaves_out:
            intro += " " + words("paper.list.left_out")
        paper.paragraph(intro, x=0.0, style=grid.LEAD)
        compose_in_full(paper, source, in_full)
        if not groups:
            paper.paragraph(words("paper.now_list.none"), x=0.0)
            return
        rows: list[RowWords] = []
        for code, actions in groups:
            name = source.agency(code) or words("paper.list.no_agency")
            heading = CellWords([Span(name, bold=True)])
            rows.append(RowWords((heading,), name, across=True, again=words("paper.continued", name=name)))
            rows += [_row(source, action, by_id[action.id]) for action in actions]
        heads = [(words(f"paper.{key}"), width) for key, width in _WIDTHS]
        paper.table(TableWords(columns_of(heads), rows, True, words("paper.continued_below")), _LOOK)

    return make_short(source, paper, parts, sheet=WIDE_SHEET)


def _row(source: MinutesSource, action: Action, facts: DoNowFacts) -> RowWords:
    words = source.words
    number = action_words.number_of(source, action)
    what = [Span(sentence(action.text))]
    role = action_words.owner_role(source, action)
    if role:
        what.append(Span("\n" + capital(role), quiet=True))
    if facts.given_at is not None:
        given = words("paper.now_list.given", moment=", ".join(_moment(facts.given_at)))
        what.append(Span("\n" + given, quiet=True))
    told = _told(source, facts)
    part = _part(source)
    back = part.join(_moment(facts.back_at)) if facts.back_at is not None else ""
    return RowWords(
        (
            CellWords(number, bold=True),
            CellWords(what),
            CellWords(action_words.due_short(source, action.deadline)),
            CellWords(told) if told else CellWords("", box=True),
            CellWords(back) if back else CellWords("", box=True),
        ),
        place=f"{words('paper.actions.heading')}, {number}",
        mark=Mark(Action.KIND, action.id),
    )


def _told(source: MinutesSource, facts: DoNowFacts) -> str:
    """Day, time and how, whom; empty for nobody."""
    if facts.told_at is None:
        return ""
    day, time = _moment(facts.told_at)
    how = source.words(f"channel.{facts.told_how.value}") if facts.told_how is not Channel.NOT_SAID else ""
    lines = [day, ", ".join(part for part in (time, how.lower()) if part), facts.told_whom]
    return _part(source).join(line for line in lines if line)


def _part(source: MinutesSource) -> str:
    """What stands between the facts of a narrow cell: a line each, in large print one line for all."""
    return ", " if source.facts.large else "\n"


def _moment(moment: datetime) -> tuple[str, str]:
    """Day and clock time, "12 Nov 2026" and "11:40"."""
    return short_date(british_day(moment)).partition(" ")[2], clock_time(moment)

"""The call for updates: one agency's open actions before a review, each with room for what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.actions import actions_by_agency, open_actions
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import compose_in_full
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import BoxRow, CellWords, Mark, RowWords, TableWords
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.short_papers import WIDE_SHEET, PaperWords, columns_of, make_short
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording, capital, sentence
from mappa_desk.domain.actions import Action
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.chase_rules import review_of
from mappa_desk.domain.minutes import MinutesSnapshot

_WIDTHS = (
    ("actions.number", 16.0),
    ("list.what", 53.0),
    ("actions.due", 33.0),
    ("call.done", 24.0),
    ("call.what", 44.0),
)
_ANSWER = 52.0
"""Points of the least height of a row to answer in: three lines by hand."""
_SIGN = 34.0
_SIGN_WHOLE = 84.0
"""Points that the last row needs with the head above it."""
_WHO = (("call.answered", 69.0), ("call.who", 101.0))


def render_call_for_updates(
    snapshot: MinutesSnapshot,
    *,
    agency: str,
    reply_by: date | None,
    wording: Mapping[str, str],
    copy: CopyMark | None = None,
    leaves_out: bool = False,
    large: bool = False,
) -> Rendered:
    """The sheet of the agency with the code `agency`, as PDF/UA-1 and PDF/A-2a.

    `snapshot` is projected to this edition first: it names nobody. `reply_by` is the day by which answers are
    asked for, None for as soon as may be. The same arguments give the same bytes.
    """
    source = MinutesSource(snapshot, Wording(wording), CopyFacts(leaves_out=leaves_out, large=large))
    words, name = source.words, source.agency(agency)
    day = long_date(snapshot.taken_on).partition(" ")[2]
    paper = PaperWords(
        title=words("paper.call.title", agency=name, reference=snapshot.case.reference),
        head=words("paper.call.head", day=day),
        foot=[words("paper.list.foot_list", day=day), name],
        handling=words("paper.list.foot_handling"),
        with_status=False,
    )
    actions = [one for _, group in actions_by_agency(source, open_actions(source, agency)) for one in group]

    def parts(paper: Composer, in_full: Sequence[str]) -> None:
        _compose_day(paper, source, reply_by)
        compose_in_full(paper, source, in_full)
        if leaves_out:
            paper.paragraph(words("paper.call.left_out"), x=0.0)
        if not actions:
            paper.paragraph(words("paper.list.none_agency"), x=0.0)
            return
        with paper.section():
            heading = words("paper.call.actions")
            paper.place = heading
            paper.heading(heading)
            _table(paper, source, _WIDTHS, [_row(source, one) for one in actions], _ANSWER)
            paper.need(_SIGN_WHOLE * paper.sheet.scale)
            paper.place = words("paper.call.answered")
            whose = CellWords(words("paper.call.whose", agency=name), bold=True)
            row = RowWords((whose, CellWords("", box=True)), place=paper.place)
            _table(paper, source, _WHO, [row], _SIGN)

    return make_short(source, paper, parts, copy, sheet=WIDE_SHEET)


def _compose_day(paper: Composer, source: MinutesSource, reply_by: date | None) -> None:
    """The box under the title: the one day that counts, the review, and how to answer."""
    words, review = source.words, review_of(source.snapshot.meeting)
    title = words("paper.call.soon")
    if reply_by is not None:
        title = words("paper.call.reply_by", day=long_date(reply_by))
    ahead = words("paper.call.review", day=long_date(review)) if review else words("paper.call.review_open")
    how = words("paper.call.how_large" if source.facts.large else "paper.call.how")
    paper.place = words("paper.call.answer")
    paper.box(
        "",
        title,
        (
            BoxRow(f"{words('paper.call.before')}:", ahead, "review"),
            BoxRow(f"{words('paper.call.answer')}:", how, "how"),
        ),
        tag="H2",
    )


def _table(
    paper: Composer,
    source: MinutesSource,
    widths: Sequence[tuple[str, float]],
    rows: Sequence[RowWords],
    height: float,
) -> None:
    heads = [(source.words(f"paper.{key}"), width) for key, width in widths]
    table = TableWords(columns_of(heads), rows, True, source.words("paper.continued_below"))
    paper.table(table, TableLook(grid.CELL, pad=4.0, least_height=height))


def _row(source: MinutesSource, action: Action) -> RowWords:
    words = source.words
    number = action_words.number_of(source, action)
    what = [Span(sentence(action.text))]
    if action_words.flags(source, action):
        what.append(Span(words("paper.list.flag", flag=action_words.state(source, action)), bold=True))
    role = action_words.owner_role(source, action)
    if role:
        what.append(Span("\n" + capital(role), quiet=True))
    return RowWords(
        (
            CellWords(number, bold=True),
            CellWords(what),
            CellWords(action_words.due_short(source, action.deadline)),
            CellWords("", box=True),
            CellWords("", box=True),
        ),
        place=f"{words('paper.actions.heading')}, {number}",
        mark=Mark(Action.KIND, action.id),
    )

"""The agency slip: one agency's open actions to keep, and below a line to cut the part that it sends back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.actions import actions_by_agency, open_actions
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import compose_in_full
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import CellWords, Mark, Paper, RowWords, TableWords
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.short_papers import WIDE_SHEET, PaperWords, columns_of, make_short
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording, capital, sentence
from mappa_desk.domain.actions import Action
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.minutes import MinutesSnapshot

_KEEP = (("actions.number", 16.0), ("list.what", 86.0), ("actions.owner", 36.0), ("actions.due", 32.0))
_SEND = (("actions.number", 16.0), ("actions.due", 34.0), ("slip.done", 34.0), ("slip.what", 86.0))
_ANSWER = 44.0
"""Points of the least height of a row to answer in."""
_SLIP_HEAD = 130.0
"""Points that the part to send back needs above its rows."""


def render_agency_slip(
    snapshot: MinutesSnapshot,
    *,
    agency: str,
    wording: Mapping[str, str],
    seal: str = "",
    copy: CopyMark | None = None,
    leaves_out: bool = False,
    large: bool = False,
) -> Rendered:
    """The slip of the agency with the code `agency`, as PDF/UA-1 and PDF/A-2a.

    `snapshot` is projected to this edition first: it names nobody. The part to send back holds the reference
    and the numbers alone, so that it tells nothing to whoever finds it. The same arguments give the same
    bytes.
    """
    source = MinutesSource(snapshot, Wording(wording), CopyFacts(leaves_out=leaves_out, large=large))
    words, reference = source.words, snapshot.case.reference
    name = source.agency(agency)
    day = long_date(snapshot.taken_on).partition(" ")[2]
    paper = PaperWords(
        title=words("paper.slip.title", agency=name, reference=reference),
        head=words("paper.slip.head", day=day),
        foot=[words("paper.list.foot_list", day=day), name, *([seal] if seal else [])],
        handling=words("paper.list.foot_handling"),
        with_status=False,
    )
    actions = [one for _, group in actions_by_agency(source, open_actions(source, agency)) for one in group]

    def parts(paper: Composer, in_full: Sequence[str]) -> None:
        compose_in_full(paper, source, in_full)
        intro = words("paper.slip.left_out") if leaves_out else ""
        if not actions:
            paper.paragraph(f"{words('paper.list.none_agency')} {intro}".strip(), x=0.0)
            return
        with paper.section():
            paper.place = words("paper.slip.keep")
            paper.heading(words("paper.slip.keep"))
            if intro:
                paper.paragraph(intro, x=0.0)
            rows = [_to_keep(source, action) for action in actions]
            _table(paper, source, _KEEP, rows, TableLook(grid.CELL, pad=4.0))
        paper.need(_SLIP_HEAD + min(len(actions), 3) * _ANSWER)
        with paper.section():
            paper.cut_line(words("paper.slip.cut"))
            paper.place = words("paper.slip.send")
            paper.heading(words("paper.slip.send"))
            how = words("paper.slip.how", agency=name, reference=source.reference)
            paper.paragraph(how, x=0.0, keep=True)
            answers = [_to_answer(source, action) for action in actions]
            look = TableLook(grid.CELL, pad=4.0, least_height=_ANSWER)
            _table(paper, source, _SEND, answers, look)

    return make_short(source, paper, parts, copy, sheet=WIDE_SHEET)


def _table(
    paper: Paper,
    source: MinutesSource,
    widths: Sequence[tuple[str, float]],
    rows: Sequence[RowWords],
    look: TableLook,
) -> None:
    heads = [(source.words(f"paper.{key}"), width) for key, width in widths]
    paper.table(TableWords(columns_of(heads), rows, True, source.words("paper.continued_below")), look)


def _to_keep(source: MinutesSource, action: Action) -> RowWords:
    words = source.words
    number = action_words.number_of(source, action)
    what = [Span(sentence(action.text))]
    if action_words.flags(source, action):
        what.append(Span(words("paper.list.flag", flag=action_words.state(source, action)), bold=True))
    if action.purpose:
        purpose = words("paper.actions.why", purpose=sentence(action.purpose))
        what.append(Span("\n" + purpose, quiet=True))
    return RowWords(
        (
            CellWords(number, bold=True),
            CellWords(what),
            CellWords(capital(action_words.owner_role(source, action) or words("paper.not_recorded"))),
            CellWords(action_words.due_short(source, action.deadline)),
        ),
        place=f"{words('paper.actions.heading')}, {number}",
        mark=Mark(Action.KIND, action.id),
    )


def _to_answer(source: MinutesSource, action: Action) -> RowWords:
    number = action_words.number_of(source, action)
    return RowWords(
        (
            CellWords(number, bold=True),
            CellWords(action_words.due_short(source, action.deadline)),
            CellWords("", box=True),
            CellWords("", box=True),
        ),
        place=f"{source.words('paper.slip.send')}, {number}",
        mark=Mark(Action.KIND, action.id),
    )

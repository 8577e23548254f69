"""Actions now: one page at the close, by agency, while the minutes are still a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.actions import actions_by_agency
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_front import compose_in_full
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import CellWords, Mark, Paper, RowWords, TableWords
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.short_papers import PaperWords, columns_of, make_short, meeting_day
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording, capital, sentence
from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.minutes import MinutesSnapshot

_WIDTHS = (("actions.number", 14.0), ("list.what", 90.0), ("actions.owner", 34.0), ("actions.due", 32.0))
_ROOMY = TableLook(grid.CELL, pad=4.0)
_CLOSE = TableLook(grid.CLOSE_CELL, pad=2.2)


def render_actions_now(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    copy: CopyMark | None = None,
    leaves_out: bool = False,
    large: bool = False,
) -> Rendered:
    """The open actions that this meeting made, as PDF/UA-1 and PDF/A-2a, closer set where that saves a page.

    `snapshot` is projected to this edition first: it names nobody. The same arguments give the same bytes.
    """
    source = MinutesSource(snapshot, Wording(wording), CopyFacts(leaves_out=leaves_out, large=large))
    roomy = _render(source, _ROOMY, copy)
    if roomy.pages == 1 or large:
        return roomy
    close = _render(source, _CLOSE, copy)
    return close if close.pages < roomy.pages else roomy


def _render(source: MinutesSource, look: TableLook, copy: CopyMark | None) -> Rendered:
    words, meeting = source.words, source.snapshot.meeting
    paper = PaperWords(
        title=words("paper.now.title", reference=source.snapshot.case.reference),
        head=words("paper.now.head"),
        foot=[words("paper.now.foot"), words("paper.list.foot_all")],
        handling=words("paper.list.foot_handling"),
        tab=source.is_draft,
    )
    made = [one for one in source.actions if one.state is ActionState.OPEN]
    groups = actions_by_agency(source, made)

    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        kind = words(f"paper.list.kind_{meeting.kind.value}")
        intro = words("paper.now.intro", level=int(meeting.level), kind=kind, day=meeting_day(source))
        if source.facts.leaves_out:
            intro += " " + words("paper.list.left_out")
        paper.paragraph(intro, x=0.0, style=grid.LEAD)
        compose_in_full(paper, source, in_full)
        if not groups:
            paper.paragraph(words("paper.now.none"), x=0.0)
            return
        rows: list[RowWords] = []
        for code, actions in groups:
            name = source.agency(code) or words("paper.list.no_agency")
            heading = CellWords([Span(name, bold=True)])
            rows.append(RowWords((heading,), name, across=True, again=words("paper.continued", name=name)))
            rows += [_row(source, action) for action in actions]
        heads = [(words(f"paper.{key}"), width) for key, width in _WIDTHS]
        paper.table(TableWords(columns_of(heads), rows, True, words("paper.continued_below")), look)

    return make_short(source, paper, parts, copy)


def _row(source: MinutesSource, action: Action) -> RowWords:
    words = source.words
    number = action_words.number_of(source, action)
    what = [Span(sentence(action.text))]
    flags = action_words.flags(source, action)
    if flags:
        what.append(Span(words("paper.list.flag", flag=action_words.state(source, action)), bold=True))
    role = action_words.owner_role(source, action) or source.agency(action.owner_agency)
    return RowWords(
        (
            CellWords(number, bold=True),
            CellWords(what),
            CellWords(capital(role)),
            CellWords(action_words.due_short(source, action.deadline)),
        ),
        place=f"{words('paper.actions.heading')}, {number}",
        mark=Mark(Action.KIND, action.id),
    )

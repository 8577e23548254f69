"""The table of all actions in the minutes: those made at this meeting, then earlier ones still open."""

from __future__ import annotations

from mappa_desk.documents import action_words
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_grid import CELL, MM, Sheet
from mappa_desk.documents.papers import CellWords, Mark, Paper, RowWords, TableWords
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.wordings import sentence
from mappa_desk.domain.actions import Acceptance, Action, ActionState
from mappa_desk.domain.meetings import Meeting

_WIDTHS = (("number", 16), ("what", 68), ("owner", 38), ("due", 30), ("state", 18))
_NARROW = (("number", 16), ("what", 45), ("owner", 28), ("due", 31), ("state", 18))
_GUTTER = 3 * MM
_FIRST_ROWS = 170.0


def compose_actions_table(composer: Paper, source: MinutesSource) -> None:
    """Adds the section with the table, 170 mm wide."""
    words = source.words
    earlier = [one.action for one in source.snapshot.previous_actions if one.action.state is ActionState.OPEN]
    composer.need(_FIRST_ROWS)
    with composer.section():
        composer.place = words("paper.actions.heading")
        composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
        composer.heading(words("paper.actions.heading"))
        if not source.actions and not earlier:
            composer.paragraph(words("paper.actions.none"))
            return
        composer.paragraph(_summary(source, with_earlier=bool(earlier)), keep=True)
        rows = [_row(source, action) for action in (*source.actions, *earlier)]
        composer.table(
            TableWords(_columns(source, composer.sheet), rows, True, words("paper.continued_below")),
            TableLook(CELL),
        )


def _columns(source: MinutesSource, sheet: Sheet) -> tuple[Column, ...]:
    columns, x = [], 0.0
    for key, width in _NARROW if sheet.narrow else _WIDTHS:
        room = width * MM - (0.0 if key == "state" else _GUTTER)
        columns.append(Column(source.words(f"paper.actions.{key}"), x * MM, room))
        x += width
    return tuple(columns)


def _row(source: MinutesSource, action: Action) -> RowWords:
    number = action_words.number_of(source, action)
    state = action_words.state(source, action)
    return RowWords(
        (
            CellWords(number, bold=True),
            CellWords(_what(source, action)),
            CellWords(_owner(source, action)),
            CellWords(action_words.due_short(source, action.deadline)),
            CellWords(state, bold=bool(action_words.flags(source, action))),
        ),
        place=f"{source.words('paper.actions.heading')}, {number}",
        mark=Mark(Action.KIND, action.id),
    )


def _what(source: MinutesSource, action: Action) -> list[Span]:
    words = source.words
    spans = [Span(sentence(action.text))]
    if action.purpose:
        spans.append(Span("\n" + words("paper.actions.why", purpose=sentence(action.purpose)), quiet=True))
    if action.acceptance is Acceptance.OBJECTED and action.objection:
        spans.append(Span("\n" + words("paper.actions.objection", objection=sentence(action.objection))))
    unread = action.acceptance is Acceptance.NOT_READ_BACK
    if unread and action.meeting_id == source.snapshot.meeting.id:
        spans.append(Span("\n" + words("paper.actions.not_read_back"), quiet=True))
    return spans


def _owner(source: MinutesSource, action: Action) -> str:
    behalf = action_words.on_behalf(source, action)
    owner = action_words.owner(source, action)
    return f"{owner}. {behalf}" if behalf else owner


def _summary(source: MinutesSource, *, with_earlier: bool) -> str:
    words, actions = source.words, source.actions
    if not actions:
        return words("paper.actions.count_none") + (words("paper.actions.earlier") if with_earlier else "")
    text = words.counted("paper.actions.count", len(actions))
    for acceptance in (
        Acceptance.ACCEPTED,
        Acceptance.ON_BEHALF,
        Acceptance.OBJECTED,
        Acceptance.NOT_READ_BACK,
    ):
        count = sum(action.acceptance is acceptance for action in actions)
        if acceptance is Acceptance.ACCEPTED and count == len(actions) > 1:
            text += words("paper.actions.accepted_all")
        elif count:
            text += words.counted(f"paper.actions.{acceptance.value}", count)
    return text + (words("paper.actions.earlier") if with_earlier else "")

"""The action list: open actions by agency and date, by reference only, with a box to answer in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mappa_desk.documents import action_words
from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.large_print import composer_for
from mappa_desk.documents.line_breaking import Span, Typesetter
from mappa_desk.documents.minutes import copy_words, dated, practice_words
from mappa_desk.documents.minutes_front import compose_in_full
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_furniture import Furniture, FurnitureWords
from mappa_desk.documents.page_grid import MM
from mappa_desk.documents.papers import CellWords, Paper, RowWords, TableWords
from mappa_desk.documents.publishing import publish
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.typefaces import faces
from mappa_desk.documents.wordings import Wording, british_day, capital, sentence
from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.minutes import MinutesSnapshot, PreviousAction

_WIDTHS = (
    ("actions.number", 16),
    ("list.what", 60),
    ("actions.owner", 30),
    ("actions.due", 30),
    ("list.reply", 34),
)
_INSET = 2 * MM
_ROOMY = TableLook(grid.CELL, pad=4.0, least_height=37.0)
_CLOSE = TableLook(grid.CLOSE_CELL, pad=3.0, least_height=32.0)


def render_actions(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    agency: str = "",
    seal: str = "",
    copy: CopyMark | None = None,
    leaves_out: bool = False,
    large: bool = False,
) -> Rendered:
    """The open actions of the case, of all agencies or of the one with the code `agency`, as for minutes.

    The list for all agencies leaves out actions that arose in a closed part or are for named recipients;
    an agency's own list holds all of its own. `leaves_out` says that something is left out; `large`
    gives large print. Up to fourteen actions of two lines take one page.
    """
    facts = CopyFacts(leaves_out=leaves_out, large=large)
    list_ = _ActionList(MinutesSource(snapshot, Wording(wording), facts), agency)
    roomy = list_.render(_ROOMY, seal, copy)
    if roomy.pages == 1 or large:
        return roomy
    close = list_.render(_CLOSE, seal, copy)
    return close if close.pages < roomy.pages else roomy


class _ActionList:
    """One list, which may be rendered in a roomy or in a close setting."""

    def __init__(self, source: MinutesSource, agency: str) -> None:
        self._source = source
        self._agency = agency
        self._groups = actions_by_agency(source, open_actions(source, agency))
        words, reference = source.words, source.snapshot.case.reference
        self._title = words("paper.list.title", reference=reference)
        if agency:
            name = source.agency(agency)
            self._title = words("paper.list.title_agency", agency=name, reference=reference)

    def render(self, look: TableLook, seal: str, copy: CopyMark | None) -> Rendered:
        """The finished document."""
        words, snapshot = self._source.words, self._source.snapshot
        composer = composer_for(Typesetter(faces()), large=self._source.facts.large)
        head_and_foot = _furniture(self._source, self._agency, seal, copy)
        furniture = Furniture(head_and_foot, composer.typesetter, composer.root)
        composer.place = self._title
        composer.title(self._title)
        meeting = snapshot.meeting
        intro = words(
            "paper.list.from_meeting_large" if self._source.facts.large else "paper.list.from_meeting",
            level=int(meeting.level),
            kind=words(f"paper.list.kind_{meeting.kind.value}"),
            day=long_date(_meeting_day(self._source)),
        )
        if self._source.facts.leaves_out:
            intro += " " + words("paper.list.left_out")
        composer.paragraph(intro, x=0.0, style=grid.LEAD)
        compose_in_full(composer, self._source, furniture.too_long)
        if self._groups:
            _compose_table(composer, self._source, self._groups, look)
        else:
            composer.paragraph(words("paper.list.none_agency" if self._agency else "paper.list.none"), x=0.0)
        author = snapshot.form.area_name
        return publish(composer, furniture, title=self._title, author=author, dated=dated(snapshot))


def _meeting_day(source: MinutesSource) -> date:
    meeting = source.snapshot.meeting
    return british_day(meeting.started_at) if meeting.started_at else meeting.planned_on


def open_actions(source: MinutesSource, agency: str) -> list[Action]:
    """The open actions of the case that a list for everybody holds, or with `agency` that agency's own."""
    snapshot = source.snapshot
    for_all = [action for action in snapshot.actions if source.is_open_action(action)]
    for_all += [one.action for one in snapshot.previous_actions if not _is_restricted(one)]
    own = [*snapshot.actions, *(one.action for one in snapshot.previous_actions)]
    return [
        action
        for action in (own if agency else for_all)
        if action.state is ActionState.OPEN
        and not action.removed
        and (not agency or action.owner_agency == agency)
    ]


def actions_by_agency(source: MinutesSource, actions: Sequence[Action]) -> list[tuple[str, list[Action]]]:
    """Actions by agency, in the order of the agencies; within one by date, undated ones last."""
    order = {one.code: place for place, one in enumerate(source.snapshot.agencies)}
    chosen = sorted(
        actions,
        key=lambda action: (
            order.get(action.owner_agency, len(order)),
            action.owner_agency,
            action.deadline.on or date.max,
            action.tag,
        ),
    )
    groups: dict[str, list[Action]] = {}
    for action in chosen:
        groups.setdefault(action.owner_agency, []).append(action)
    return list(groups.items())


def _is_restricted(previous: PreviousAction) -> bool:
    return previous.in_closed_part or previous.handling is Handling.NAMED_RECIPIENTS


def _compose_table(
    composer: Paper, source: MinutesSource, groups: Sequence[tuple[str, list[Action]]], look: TableLook
) -> None:
    words = source.words
    rows = []
    for code, actions in groups:
        name = source.agency(code) or words("paper.list.no_agency")
        heading = CellWords([Span(name, bold=True)])
        rows.append(RowWords((heading,), name, across=True, again=words("paper.continued", name=name)))
        rows += [_row(source, action) for action in actions]
    columns, x = [], 0.0
    for key, width in _WIDTHS:
        right = _INSET if key == "list.reply" else 0.5 * MM
        columns.append(Column(words(f"paper.{key}"), x * MM + _INSET, width * MM - _INSET - right))
        x += width
    composer.table(TableWords(columns, rows, True, words("paper.continued_below")), look)


def _row(source: MinutesSource, action: Action) -> RowWords:
    words = source.words
    what = [Span(sentence(action.text))]
    behalf = action_words.on_behalf(source, action)
    if behalf:
        what.append(Span(f" {behalf}."))
    if action_words.flags(source, action):
        what.append(Span(words("paper.list.flag", flag=action_words.state(source, action)), bold=True))
    number = action_words.number_of(source, action)
    return RowWords(
        (
            CellWords(number, bold=True),
            CellWords(what),
            CellWords(capital(action_words.owner_role(source, action) or source.agency(action.owner_agency))),
            CellWords(action_words.due_short(source, action.deadline)),
            CellWords("", box=True),
        ),
        place=f"{words('paper.actions.heading')}, {number}",
    )


def _furniture(source: MinutesSource, agency: str, seal: str, copy: CopyMark | None) -> FurnitureWords:
    words, snapshot = source.words, source.snapshot
    day = long_date(snapshot.taken_on).partition(" ")[2]
    parts = [words("paper.list.foot_list", day=day)]
    parts.append(source.agency(agency) if agency else words("paper.list.foot_all"))
    if seal:
        parts.append(seal)
    return FurnitureWords(
        place=words("paper.furniture"),
        marking=words("paper.marking"),
        reference=source.reference,
        practice=practice_words(source),
        status=[Span(words("paper.list.head", day=day), quiet=True)],
        foot=" · ".join([source.reference, *parts, *copy_words(source, copy)]),
        handling=words("paper.list.foot_handling"),
        page=source.page_words,
        large=source.facts.large,
    )

"""Which actions are wanted: one frozen filter, what fits it, and the line of words that says it.

Marks of different kinds are all to be met. Of one kind any will do, as an action has one state, one agency,
one owner, one case and one priority; labels and words are all wanted. How a line is read is in
`action_filter_words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.actions import Acceptance, Action, ActionState, DeadlineKind, Priority
from mappa_desk.domain.capture_dates import trailing_date
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.identifiers import action_reference

NOW = "now"
LATER = "later"
PLAIN_WORDS = frozenset(
    {"open", "settled", "closed", "overdue", "urgent", "undated", "unaccepted", "unowned"}
)
"""Words that are marks when they stand before the first word of text."""
PLAIN_PAIRS = {
    ("no", "date"): "undated",
    ("no", "owner"): "unowned",
    ("not", "accepted"): "unaccepted",
    ("do", "now"): "urgent",
}
"""Two words that are a mark in the same place, each with what it means."""
PRIORITY_MARKS = {Priority.URGENT: "urgent", Priority.BEFORE_RELEASE: "release", Priority.NORMAL: "normal"}
_YES = frozenset({Acceptance.ACCEPTED, Acceptance.ON_BEHALF})
_SAFE = re.compile(r"\w[\w.’&()/-]*")
_WORD = re.compile(r"[^\W\d_]+")
_ANY_DAY = date(2000, 1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """What an action must be to be shown. Without any mark every action fits that was not removed.

    A field that may be None, True or False asks nothing, wants it, or wants the opposite. Days are dates,
    both ends included.
    """

    states: tuple[ActionState, ...] = ()
    not_states: tuple[ActionState, ...] = ()
    open_only: bool | None = None
    """False wants those that are settled."""
    overdue: bool | None = None
    """Open, and due before today."""
    agencies: tuple[str, ...] = ()
    """Codes of the owning agency, empty for those that no agency owns."""
    not_agencies: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    """Words of the owner's name or role; those of one entry stand there in this order, as beginnings."""
    not_owner: tuple[str, ...] = ()
    no_owner: bool | None = None
    """No person and no role: an agency alone is nobody."""
    cases: tuple[str, ...] = ()
    """References of cases, compared without regard to capitals."""
    not_cases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    not_labels: tuple[str, ...] = ()
    priorities: tuple[Priority, ...] = ()
    not_priorities: tuple[Priority, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    no_date: bool | None = None
    """Has no day: undated, or of an event whose day is not known."""
    at_next_meeting: bool | None = None
    """Due at the next meeting, whether its day is known or not."""
    carried_at_least: int = 0
    carried_at_most: int | None = None
    redated_at_least: int = 0
    redated_at_most: int | None = None
    not_accepted: bool | None = None
    """Its owner has not said yes, and nobody on their behalf."""
    look: str = ""
    """ "later" wants those that are put aside until a later day, "now" the others; overdue is always now."""
    words: tuple[str, ...] = ()
    """Beginnings of words of the reference, the text, the purpose, the owner's name or the closing note."""
    not_words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when it asks nothing."""
        return self == ActionFilter()


def fits(find: ActionFilter, action: Action, *, case_reference: str, redated: int, today: date) -> bool:
    """Whether an action is wanted: what every query for actions has to give, said once in plain words.

    `redated` is how often its day was moved, `today` the day that "overdue" and "later" are measured against.
    """
    return not action.removed and all(_answers(find, action, case_reference, redated, today))


def _answers(
    find: ActionFilter, action: Action, case_reference: str, redated: int, today: date
) -> Iterator[bool]:
    owner = folded(f"{action.owner_name} {action.owner_role}")
    due, late = action.deadline.on, is_overdue(action, today)
    case = case_reference.casefold()
    yield _among(action.state, find.states, find.not_states)
    yield _as_asked(find.open_only, action.state is ActionState.OPEN)
    yield _as_asked(find.overdue, late)
    yield _among(action.owner_agency, find.agencies, find.not_agencies)
    yield not find.owner or any(holds(owner, words) for words in find.owner)
    yield not any(holds(owner, words) for words in find.not_owner)
    yield _as_asked(find.no_owner, not action.owner_name and not action.owner_role)
    yield _among(case, [one.casefold() for one in find.cases], [one.casefold() for one in find.not_cases])
    yield set(find.labels) <= set(action.labels)
    yield set(find.not_labels).isdisjoint(action.labels)
    yield _among(action.priority, find.priorities, find.not_priorities)
    yield find.due_from is None or (due is not None and due >= find.due_from)
    yield find.due_to is None or (due is not None and due <= find.due_to)
    yield _as_asked(find.no_date, due is None)
    yield _as_asked(find.at_next_meeting, action.deadline.kind is DeadlineKind.NEXT_MEETING)
    yield find.carried_at_least <= action.carried
    yield find.carried_at_most is None or action.carried <= find.carried_at_most
    yield find.redated_at_least <= redated
    yield find.redated_at_most is None or redated <= find.redated_at_most
    yield _as_asked(find.not_accepted, action.acceptance not in _YES)
    later = action.look_on is not None and action.look_on > today and not late
    yield not find.look or later is (find.look == LATER)
    text = folded(
        "\n".join(
            (
                action_reference(case_reference, action.tag),
                action.text,
                action.purpose,
                action.owner_name,
                action.settled_note,
                action.source_number,
                *action.labels,
            )
        )
    )
    yield all(holds(text, words) for words in find.words)
    yield not any(holds(text, words) for words in find.not_words)


def _among(value: object, wanted: Iterable[object], unwanted: Iterable[object]) -> bool:
    some = tuple(wanted)
    return (not some or value in some) and value not in tuple(unwanted)


def _as_asked(asked: bool | None, is_so: bool) -> bool:
    return asked is None or asked is is_so


def folded(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", bare.casefold()))


def holds(text: tuple[str, ...], words: str) -> bool:
    """True when words stand in a folded text one behind the other, the last as a beginning.

    Words without a letter or a digit stand nowhere.
    """
    wanted = folded(words)
    size = len(wanted)
    return size > 0 and any(
        text[at : at + size - 1] == wanted[:-1] and text[at + size - 1].startswith(wanted[-1])
        for at in range(len(text) - size + 1)
    )


def print_filter(find: ActionFilter) -> str:
    """The line that reads as this filter on any day, words of text first and marks behind them."""
    return " ".join((*_printed_words(find), *_printed_marks(find)))


def _printed_words(find: ActionFilter) -> Iterator[str]:
    line = " ".join(find.words)
    marks = PLAIN_WORDS | {first for first, _ in PLAIN_PAIRS}
    plain = all(_WORD.fullmatch(word) and word.lower() not in marks for word in find.words)
    # Words of text that read as a date at the end of a line are put in quotation marks, and so stay words.
    plain = plain and trailing_date(line, 0, len(line), today=_ANY_DAY) is None
    for word in find.words:
        yield word if plain else _quoted(word)
    for word in find.not_words:
        yield f"-{word if _WORD.fullmatch(word) else _quoted(word)}"


def _printed_marks(find: ActionFilter) -> Iterator[str]:
    if find.open_only is not None:
        yield "is:open" if find.open_only else "is:settled"
    yield from _yes_or_no("is:overdue", find.overdue)
    yield from _each("state:", find.states, find.not_states)
    yield from _each("@", find.agencies, find.not_agencies)
    yield from _each("owner:", find.owner, find.not_owner)
    yield from _yes_or_no("no:owner", find.no_owner)
    yield from _each("case:", find.cases, find.not_cases)
    yield from _each("#", find.labels, find.not_labels)
    marks = [tuple(PRIORITY_MARKS[one] for one in some) for some in (find.priorities, find.not_priorities)]
    yield from _each("priority:", *marks)
    yield from _due(find)
    yield from _yes_or_no("no:date", find.no_date)
    yield from _yes_or_no("due:meeting", find.at_next_meeting)
    yield from _count("carried", find.carried_at_least, find.carried_at_most)
    yield from _count("redated", find.redated_at_least, find.redated_at_most)
    yield from _yes_or_no("is:unaccepted", find.not_accepted)
    if find.look:
        yield f"look:{find.look}"


def _yes_or_no(mark: str, asked: bool | None) -> Iterator[str]:
    if asked is not None:
        yield mark if asked else f"-{mark}"


def _each(mark: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> Iterator[str]:
    for sign, values in (("", wanted), ("-", unwanted)):
        for value in values:
            safe = _SAFE.fullmatch(value) and value.lower() not in ("none", "nobody")
            said = f"{mark}{value if safe else _quoted(value)}"
            yield f"{sign}no:agency" if mark == "@" and not value else f"{sign}{said}"


def _due(find: ActionFilter) -> Iterator[str]:
    if find.due_from is not None and find.due_from == find.due_to:
        yield f"due:{find.due_from.isoformat()}"
        return
    if find.due_from is not None:
        yield f"due:>={find.due_from.isoformat()}"
    if find.due_to is not None:
        yield f"due:<={find.due_to.isoformat()}"


def _count(mark: str, least: int, most: int | None) -> Iterator[str]:
    if least and least == most:
        yield f"{mark}:{least}"
        return
    if least:
        yield f"{mark}:>={least}"
    if most is not None:
        yield f"{mark}:<={most}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

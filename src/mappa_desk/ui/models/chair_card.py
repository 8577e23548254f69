"""What the chair's card shows of a meeting: words to say, private reminders, who is unheard, last actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from mappa_desk.domain.action_lives import prompts_chair
from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.agendas import AgendaItem, Need, Round
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.carry_over import will_carry
from mappa_desk.domain.hearing import final_views, unheard
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.action_history import times
from mappa_desk.ui.models.desk_notes import prompt_lines
from mappa_desk.ui.models.desk_words import tr

LAST = 3
"""How many of the actions made here are shown."""
NAMED = 2
"""How many people who joined late are named; more are counted."""
_NOTES = {
    MeetingState.PLANNED: "The meeting has not begun. The words to say come with its first item.",
    MeetingState.ADJOURNED: "The meeting is adjourned.",
    MeetingState.CLOSED: "The meeting is over.",
    MeetingState.APPROVED: "The meeting is over.",
    MeetingState.CANCELLED: "The meeting is cancelled.",
    MeetingState.NOT_HELD: "The meeting was not held.",
}
_ABSENT = (AttendanceState.APOLOGIES, AttendanceState.NO_REPLY)


@dataclass(frozen=True, slots=True)
class CardAction:
    """One of the last actions."""

    number: str
    owner: str
    due: str
    has_date: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPicture:
    """Everything on the card; what is empty is not shown."""

    clock: str
    ends: str = ""
    reference: str = ""
    practice: bool = False
    note: str = ""
    """Why there is nothing to say."""
    band: str = ""
    """A closed part goes on, and with how many."""
    due: str = ""
    """Who has not heard the statement."""
    say: str = ""
    read_note: str = ""
    """For whom *Read* stamps the time; empty while there is nothing to read out."""
    ask_once: str = ""
    """Who takes part from elsewhere and was not asked yet."""
    private: tuple[str, ...] = ()
    unheard_head: str = ""
    unheard: str = ""
    actions: tuple[CardAction, ...] = ()
    count: str = ""
    next_item: str = ""


def card_picture(
    view: DeskView, *, item: str, now: datetime, ends: datetime | None, expected: datetime | None
) -> CardPicture:
    """The card at an item and a moment. `ends` is the planned end, `expected` the one foreseen."""
    shown = next((row for row in view.items if row.code == item), None)
    due, say, note = _statement(view, shown, now.tzinfo)
    head, names = _unheard(view, shown)
    part = next((one for one in view.closed_parts if one.ended_at is None), None)
    here = [action for action in view.actions if not action.removed]
    last = sorted(here, key=lambda action: action.place)[-LAST:]
    return CardPicture(
        clock=words.clock(now, now.tzinfo),
        ends=_ends(ends, expected, now.tzinfo),
        reference=view.case.reference,
        practice=view.case.practice,
        band=tr("Closed part: {n}").format(n=words.counted(len(part.stayed), "person", "people"))
        if part
        else "",
        note=tr(_NOTES.get(view.meeting.state, "")),
        due=due,
        say=say or (shown.say if shown else ""),
        read_note=note,
        ask_once=_ask_once(view),
        private=(*_reminders(view, shown), *_prompts(view, item)),
        unheard_head=head,
        unheard=names,
        actions=tuple(
            CardAction(
                str(action.place),
                words.owner(action, view.agencies),
                _short_due(action.deadline),
                words.has_date(action.deadline),
            )
            for action in last
        ),
        count=tr("{n} so far").format(n=len(here)) if here else "",
        next_item=_next_item(view, item),
    )


def _ends(ends: datetime | None, expected: datetime | None, zone: tzinfo | None) -> str:
    if expected is not None:
        return tr("expected end {at}").format(at=words.clock(expected, zone))
    return tr("ends {at}").format(at=words.clock(ends, zone)) if ends is not None else ""


def _next_item(view: DeskView, item: str) -> str:
    """Number and title of the next item while the meeting runs."""
    rows = sorted(view.items, key=lambda row: row.number)
    at = next((place for place, row in enumerate(rows) if row.code == item), -1)
    if view.meeting.state is not MeetingState.RUNNING or at + 1 >= len(rows):
        return ""
    found = rows[at + 1]
    return f"{found.number} {found.short_title or found.title}"


# The statement


def _statement(view: DeskView, item: AgendaItem | None, zone: tzinfo | None) -> tuple[str, str, str]:
    """Who is due, the words to read and for whom *Read* stamps: in full at first, short for who joined late.

    Before the item of the statement nothing is said of it, so that the opening can be spoken.
    """
    rows = [row for row in view.attendance if row.id in view.statement_due]
    if not rows or view.meeting.state is not MeetingState.RUNNING:
        return "", "", ""
    counted = words.counted(len(rows), "person", "people")
    if view.statements:
        named = ", ".join(_joined(row, view, zone) for row in rows) if len(rows) <= NAMED else counted
        whom = ", ".join(_agencies(rows, view)) if len(rows) <= NAMED else counted
        text = view.form.statement_short.strip() or view.form.statement_text.strip()
    else:
        if _is_before_statement(view, item):
            return "", "", ""
        named = whom = counted
        text = view.form.statement_text.strip()
    due = tr("Statement due: {who}").format(who=named)
    return due, text, tr("stamps the time for {who}").format(who=whom)


def _is_before_statement(view: DeskView, item: AgendaItem | None) -> bool:
    first = min((row.number for row in view.items if Need.STATEMENT in row.needs), default=None)
    return first is not None and (item is None or item.number < first)


def _joined(row: Attendance, view: DeskView, zone: tzinfo | None) -> str:
    name = words.agency_name(row.agency, view.agencies) or row.name
    at = words.clock(row.intervals[-1].in_at, zone) if row.intervals else ""
    return tr("{who}, joined {at}").format(who=name, at=at) if at else name


def _agencies(rows: list[Attendance], view: DeskView) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.agency_name(row.agency, view.agencies) or row.name for row in rows))


def _ask_once(view: DeskView) -> str:
    """Those on a call who were not asked yet, many of them by agency alone."""
    if view.meeting.state is not MeetingState.RUNNING:
        return ""
    rows = [row for row in view.attendance if row.id in view.remote_due]
    if len(rows) > NAMED:
        return ", ".join(_agencies(rows, view))
    people = ((words.agency_name(row.agency, view.agencies), row.name) for row in rows)
    return "; ".join(", ".join(part for part in person if part) for person in people)


# Private


def _prompts(view: DeskView, item: str) -> Iterator[str]:
    for line in prompt_lines(view, item):
        if line.tone == "private":
            yield ". ".join(part for part in (line.lead, line.text) if part)


def _reminders(view: DeskView, item: AgendaItem | None) -> Iterator[str]:
    """What the record itself reminds the chair of: agencies that did not come, dates given too often."""
    if item is None:
        return
    if item.heard_in is Round.INFORMATION:
        yield from _absent(view)
    if Need.ACTION_OUTCOMES in item.needs:
        yield from _slipping(view)
    if Need.END in item.needs:
        found = will_carry(view.actions, view.past_actions)
        if found:
            tags = ", ".join(action.tag for action in found)
            yield tr("Carries over to the next review, {n} open: {tags}.").format(n=len(found), tags=tags)


def _slipping(view: DeskView) -> Iterator[str]:
    """Actions that one more carry brings to the area's figure: the chair asks before giving another date."""
    for past in view.past_actions:
        action = past.action
        often_enough = action.carried and prompts_chair(action, view.carried_prompt)
        if past.settled_here or past.folded or not often_enough:
            continue
        often = times(action.carried)
        rung = tr(" It stands on the ladder at: {rung}.").format(rung=past.rung) if past.rung else ""
        yield tr(
            "Action {tag} is carried {often}. Ask what stands in the way before giving a new date.{rung}"
        ).format(tag=action.tag, often=often, rung=rung)


def _absent(view: DeskView) -> Iterator[str]:
    """Agencies of which nobody came: their report is to be read in, or there is none."""
    away = [row for row in view.attendance if row.state in _ABSENT and not row.is_chair]
    came = {row.agency for row in view.attendance if row not in away}
    told = {row.agency for row in view.heard if Round.INFORMATION in row.rounds}
    away = [row for row in away if row.agency and row.agency not in came | told]
    reported = _agencies([row for row in away if row.report_received], view)
    silent = tuple(name for name in _agencies(away, view) if name not in reported)
    if reported:
        yield tr("Still to read in, the report of: {agencies}.").format(agencies=", ".join(reported))
    if silent:
        yield tr("Nobody came and no report came in: {agencies}.").format(agencies=", ".join(silent))


# Who has been heard, and actions


def _unheard(view: DeskView, item: AgendaItem | None) -> tuple[str, str]:
    """In one of the four rounds who is silent; before the level is decided whom to ask for a final view."""
    if item is None:
        return "", ""

    def names(codes: tuple[str, ...]) -> str:
        return ", ".join(words.agency_name(code, view.agencies) for code in codes)

    if item.heard_in is Round.LEVEL or Need.LEVEL_DECISION in item.needs:
        silent, others = final_views(view.heard, view.attendance)
        return (tr("Any final view? In this order:"), names(silent + others)) if silent + others else ("", "")
    if item.heard_in is None:
        return "", ""
    silent = unheard(view.heard, view.attendance, item.heard_in)
    head = tr("Not yet heard on {subject}:").format(subject=tr(item.heard_in.value))
    return (head, names(silent)) if silent else ("", "")


def _short_due(due: Deadline) -> str:
    """A day without its year; "no date" when there is none."""
    if due.on is not None:
        return words.day(due.on).rpartition(" ")[0]
    if due.kind is DeadlineKind.NEXT_MEETING:
        return tr("next meeting")
    return tr("before release") if due.kind is DeadlineKind.BEFORE_RELEASE else tr("no date")

"""The life of one action as lines to read: when, what, why; and the chips that say how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from mappa_desk.domain.action_lives import ActionLife, LifeLine, own_note
from mappa_desk.domain.actions import Acceptance, ActionEvent, ActionState, Channel, DeadlineKind, Priority
from mappa_desk.domain.actions import ActionEventKind as Kind
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as office
from mappa_desk.ui.models import tracker_words as words
from mappa_desk.ui.models.desk_rows import ROW_ROLE
from mappa_desk.ui.models.record import Chip
from mappa_desk.ui.models.tracker_words import tr

Index = QModelIndex | QPersistentModelIndex

_NONE: Mapping[str, str] = MappingProxyType({})
_TITLES: dict[Kind, tuple[str, str, str]] = {
    Kind.MADE: ("Given", "action", "accent"),
    Kind.ACCEPTED: ("Accepted", "tick", "done"),
    Kind.ACCEPTED_ON_BEHALF: ("Accepted on behalf", "tick", "done"),
    Kind.OBJECTED: ("The owner objects", "triangle", "warning"),
    Kind.ACCEPTANCE_UNDONE: ("Acceptance taken back", "undo", "muted"),
    Kind.UPDATED: ("Update", "note", "text"),
    Kind.REDATED: ("New date", "calendar", "text"),
    Kind.CARRIED: ("Carried over", "carried", "text"),
    Kind.TRANSFERRED: ("Transferred", "people", "text"),
    Kind.DONE: ("Done", "action_done", "done"),
    Kind.DONE_LATE: ("Done late", "action_done", "text"),
    Kind.OVERTAKEN: ("Overtaken by events", "dash", "text"),
    Kind.NOT_DONE: ("Not done by the agency", "flag", "danger"),
    Kind.WITHDRAWN: ("Withdrawn", "dash", "text"),
    Kind.REOPENED: ("Open again", "ring", "text"),
    Kind.MARKED: ("Marked", "pencil", "muted"),
    Kind.CHASED: ("Reminder", "telephone", "text"),
    Kind.TOLD: ("Owner told", "telephone", "text"),
    Kind.CALLED_BACK: ("Called back", "telephone", "done"),
}
"""Words, icon and tone for each kind of line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeRow:
    """One line of a life, ready to be drawn."""

    key: str
    when: str
    title: str
    text: str = ""
    icon: str = ""
    tone: str = "text"
    stands: bool = True
    last: bool = False

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        return ". ".join(part.rstrip(".") for part in (self.when, self.title, self.text) if part)


def life_rows(life: ActionLife, agencies: Mapping[str, str] = _NONE) -> tuple[LifeRow, ...]:
    """The lines of a life, oldest first. `agencies` are names by code."""
    lines = [line for before, line in zip((None, *life.lines), life.lines, strict=False)
             if before is None or not _said_already(before, line)]  # fmt: skip
    end = len(lines) - 1
    return tuple(_row(line, place == end, agencies) for place, line in enumerate(lines))


def _said_already(before: LifeLine, line: LifeLine) -> bool:
    """True for the bare new date that was kept with a line which says it too, such as "Carried to"."""
    one, other = before.event, line.event
    same = all(
        getattr(one, name) == getattr(other, name) for name in ("meeting_id", "due_before", "due_after")
    )
    bare = other.event_kind is Kind.REDATED and not other.note and not line.takes_back
    return same and bare and one.event_kind in (Kind.CARRIED, Kind.TRANSFERRED)


def named(owner: str, agencies: Mapping[str, str]) -> str:
    """Words of an owner as a history has them, with the agency's name for its code."""
    before, comma, code = owner.rpartition(", ")
    return f"{before}{comma}{agencies.get(code, code)}"


def _row(line: LifeLine, last: bool, agencies: Mapping[str, str]) -> LifeRow:
    event = line.event
    title, icon, tone = _TITLES[event.event_kind]
    at = event.at.astimezone()
    when = f"{dates.day(at.date())}, {dates.clock(at)}"
    where = tr("at {tag}").format(tag=line.meeting_tag) if line.meeting_tag else ""
    if line.takes_back:
        title, icon, tone = tr("Taken back"), "undo", "muted"
    else:
        title = _title(event, tr(title), line.rung_title, agencies)
    if not line.stands:
        tone = "muted"
    return LifeRow(
        key=event.id,
        when=", ".join(part for part in (when, where) if part),
        title=title,
        text=_told(line, agencies),
        icon=icon,
        tone=tone,
        stands=line.stands,
        last=last,
    )


def _title(event: ActionEvent, title: str, rung: str, agencies: Mapping[str, str]) -> str:
    kind, after = event.event_kind, event.due_after
    if kind is Kind.REDATED and after is not None:
        return tr("New date: {day}").format(day=dates.day(after))
    if kind is Kind.CARRIED and after is not None and after != event.due_before:
        return tr("Carried to {day}").format(day=dates.day(after))
    if kind is Kind.TRANSFERRED and event.owner_after:
        return tr("Transferred to {who}").format(who=named(event.owner_after, agencies))
    if kind is Kind.CHASED and rung and rung.casefold() != title.casefold():
        return tr("Reminder: {rung}").format(rung=rung[:1].lower() + rung[1:])
    return title


def _told(line: LifeLine, agencies: Mapping[str, str]) -> str:
    """Why, by whom, how it came, what shows it."""
    event = line.event
    if line.takes_back:
        return ""
    parts: list[str] = []
    if event.event_kind is Kind.MADE:
        parts.append(named(event.owner_after, agencies))
        if event.due_after is not None:
            parts.append(tr("due {day}").format(day=dates.day(event.due_after)))
        head = ", ".join(part for part in parts if part)
        parts = [head] if head else []
    parts.append(own_note(event.note) if event.note else "")
    moved = event.event_kind in (Kind.REDATED, Kind.CARRIED, Kind.TRANSFERRED)
    if moved and event.due_before is not None and event.due_before != event.due_after:
        parts.append(tr("It was {day}").format(day=dates.day(event.due_before)))
    if event.event_kind is Kind.TRANSFERRED and event.owner_before:
        parts.append(tr("From {who}").format(who=named(event.owner_before, agencies)))
    came = words.channel(event.came_by) if event.came_by is not Channel.NOT_SAID else ""
    said = tr("To {who}") if event.event_kind is Kind.TOLD else tr("Told by {who}")
    teller = said.format(who=event.told_by) if event.told_by else ""
    both = ", ".join(part for part in (teller, came[:1].lower() + came[1:] if teller else came) if part)
    parts += [both, event.evidence]
    told = [part.strip().rstrip(".") for part in parts if part.strip()]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in told)


def standing_chips(life: ActionLife, today: date) -> tuple[Chip, ...]:
    """How it stands: late, carried, re-dated, its rung, its marks."""
    action, chips = life.action, []
    if action.state is not ActionState.OPEN:
        done = action.state in (ActionState.DONE, ActionState.DONE_LATE)
        on = f", {dates.day(action.settled_on)}" if action.settled_on else ""
        chips.append(
            Chip(
                "action_done" if done else "dash",
                f"{office.action_state(action.state)}{on}",
                "done" if action.state is ActionState.DONE else "muted",
            )
        )
    elif late := _late(life):
        chips.append(Chip("flag", late, "danger"))
    else:
        chips.append(Chip("ring", tr("Open"), "muted"))
    if life.carried:
        tone = "warning" if life.prompts_chair else "muted"
        chips.append(Chip("carried", tr("Carried {times}").format(times=words.times(life.carried)), tone))
    if life.redated:
        chips.append(
            Chip("calendar", tr("New date {times}").format(times=words.times(life.redated)), "muted")
        )
    if life.rung is not None:
        chips.append(Chip("telephone", life.rung.title, "muted"))
    if action.priority is not Priority.NORMAL:
        tone = "warning" if action.priority is Priority.URGENT else "muted"
        chips.append(Chip("triangle", words.priority(action.priority), tone))
    if action.look_on is not None and action.look_on > today:
        chips.append(Chip("eye", tr("Look again {day}").format(day=dates.day(action.look_on)), "muted"))
    if action.acceptance is Acceptance.OBJECTED:
        chips.append(Chip("triangle", tr("The owner objects"), "warning"))
    chips += [Chip("", f"#{label}", "accent") for label in action.labels]
    return tuple(chips)


def _late(life: ActionLife) -> str:
    if not life.overdue or life.days_left is None:
        return ""
    days = dates.counted(-life.days_left, tr("day"), tr("days"))
    return tr("Overdue, {days}").format(days=days)


def facts(life: ActionLife) -> str:
    """Who does it, by when, where it was made, whether the owner said yes."""
    action, when = life.action, life.action.deadline
    who = ", ".join(part for part in (life.agency_name, action.owner_role, action.owner_name) if part)
    said = dates.day(when.on)
    event = {
        DeadlineKind.NEXT_MEETING: tr("at the next meeting"),
        DeadlineKind.BEFORE_RELEASE: tr("before release"),
    }.get(when.kind, "")
    due = ", ".join(part for part in (event, said) if part)
    yes = {
        Acceptance.NOT_READ_BACK: tr("Not accepted yet"),
        Acceptance.ACCEPTED: tr("Accepted by its owner"),
        Acceptance.ON_BEHALF: tr("Accepted on behalf of its owner by {who}").format(
            who=action.on_behalf_taken_by
        ),
        Acceptance.OBJECTED: "",
    }[action.acceptance]
    parts = (
        who or tr("No owner"),
        tr("Due {when}").format(when=due) if due else tr("No date"),
        yes if action.state is ActionState.OPEN else "",
        action.objection,
        action.purpose,
        tr("Carried once more, the chair asks what stands in its way") if life.prompts_chair else "",
    )
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


class LifeModel(QAbstractListModel):
    """The lines of one life."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[LifeRow, ...] = ()

    def set_rows(self, rows: Sequence[LifeRow]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == ROW_ROLE else None

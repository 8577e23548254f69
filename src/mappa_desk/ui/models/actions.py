"""Actions at the side: those of this meeting, then those from last time with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.carry_over import will_carry
from mappa_desk.domain.views import DeskView, PastAction
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import Chip, action_chips


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One line: an action of this meeting, one from last time, or the heading of either part."""

    key: str
    heading: str = ""
    action: Action | None = None
    past: PastAction | None = None
    number: str = ""
    owner: str = ""
    text: str = ""
    due: str = ""
    chips: tuple[Chip, ...] = ()
    outcome: str = ""
    outcome_icon: str = ""
    tone: str = "muted"
    rung: str = ""
    """Where it stands on the escalation ladder."""
    folded: tuple[str, ...] = ()
    """Ids of the far-off actions that this line stands for."""

    @property
    def is_past(self) -> bool:
        """True for an action from an earlier meeting."""
        return self.past is not None


def _times(count: int) -> str:
    return {1: tr("Carried once"), 2: tr("Carried twice")}.get(count, tr("Carried {n} times").format(n=count))


def outcome_words(past: PastAction) -> tuple[str, str, str]:
    """Word, icon and colour role of an action from last time."""
    state = past.action.state
    if state is ActionState.OPEN:
        if past.settled_here:
            return _times(max(1, past.action.carried)), "carried", "text"
        if past.overdue:
            return tr("Overdue"), "flag", "danger"
        return tr("To settle"), "ring", "muted"
    word = tr(words.ACTION_STATES[state])
    if state in (ActionState.DONE, ActionState.DONE_LATE):
        return word, "tick", "done"
    return word, ("octagon" if state is ActionState.NOT_DONE else "dash"), "text"


def _mine(view: DeskView, action: Action, today: date) -> ActionLine:
    chips = tuple(chip for chip in action_chips(action, today) if chip.tone in ("warning", "danger"))
    hidden = {tr("Not yet read back")}
    return ActionLine(
        key=action.id,
        action=action,
        number=str(action.place),
        owner=words.owner(action, view.agencies),
        text=action.text,
        due=words.deadline(action.deadline, today) if words.has_date(action.deadline) else "",
        chips=tuple(chip for chip in chips if chip.text not in hidden),
    )


def _past(view: DeskView, past: PastAction, today: date) -> ActionLine:
    word, icon, tone = outcome_words(past)
    return ActionLine(
        key=f"past:{past.action.id}",
        past=past,
        action=past.action,
        number=past.action.tag,
        owner=words.agency_name(past.action.owner_agency, view.agencies) or past.action.owner_name,
        text=past.action.text,
        due=words.deadline(past.action.deadline, today),
        outcome=word,
        outcome_icon=icon,
        tone=tone,
        rung=tr("Ladder: {rung}").format(rung=past.rung) if past.rung else "",
    )


def _fold(past: list[PastAction], *, unfolded: bool) -> ActionLine:
    """The line of those that are not to be looked at yet, with the first day on which one is."""
    days = [one.action.look_on for one in past if one.action.look_on is not None]
    text = tr("Not yet due: {n}").format(n=len(past))
    first = tr("first on {day}").format(day=words.day(min(days))) if days else ""
    return ActionLine(
        key="fold:past",
        text=text,
        due=first,
        outcome=tr("Hide") if unfolded else tr("Show"),
        outcome_icon="chevron_down" if unfolded else "chevron_right",
        folded=tuple(one.action.id for one in past),
    )


def _carry_heading(view: DeskView, here: list[Action]) -> str:
    """What the next review will ask after as things stand: said before the meeting is closed."""
    count = len(will_carry(here, view.past_actions))
    return tr("Carries over: {n} open").format(n=count) if count else ""


def action_lines(view: DeskView, *, today: date, unfolded: bool = False) -> tuple[ActionLine, ...]:
    """Lines of both parts, each under its heading with its counts; then how many carry over.

    Those from before that are not to be looked at yet stand behind one line unless `unfolded`.
    """
    here = [action for action in view.actions if not action.removed]
    undated = sum(not words.has_date(action.deadline) for action in here)
    left = sum(not past.settled_here for past in view.past_actions)
    if here:
        head = tr("This meeting: {n}").format(n=len(here))
        head += tr(", {n} without a date").format(n=undated) if undated else ""
    else:
        head = tr("No actions yet in this meeting.")
    lines = [ActionLine(key="head:here", heading=head)]
    lines += [_mine(view, action, today) for action in sorted(here, key=lambda row: row.place)]
    if view.past_actions:
        text = tr("From last time: {n}").format(n=len(view.past_actions))
        text += tr(", {n} still to settle").format(n=left) if left else tr(", all settled")
        lines.append(ActionLine(key="head:past", heading=text))
        far = [past for past in view.past_actions if past.folded]
        lines += [_past(view, past, today) for past in view.past_actions if not past.folded]
        if far:
            lines.append(_fold(far, unfolded=unfolded))
            lines += [_past(view, past, today) for past in far] if unfolded else []
    carry = _carry_heading(view, here)
    if carry:
        lines.append(ActionLine(key="head:carry", heading=carry))
    return tuple(lines)


class ActionsModel(RowsModel[ActionLine]):
    """The side's actions as a list."""

    def words(self, row: ActionLine) -> str:
        """Number, owner, what, when and outcome."""
        if row.heading:
            return row.heading
        if row.folded:
            return ". ".join((row.text, row.due, row.outcome))
        lead = tr("Action {n}").format(n=row.number)
        parts = [
            lead,
            row.owner,
            row.text,
            row.due,
            row.rung,
            row.outcome,
            *(chip.text for chip in row.chips),
        ]
        return ". ".join(part for part in parts if part)

    def is_heading(self, row: ActionLine) -> bool:
        """Heads of the two parts cannot be chosen."""
        return bool(row.heading)

    def tip(self, row: ActionLine) -> str:
        """What the action is, for a line that shows only its number."""
        if not row.is_past:
            return row.owner
        rung = f", {row.rung}" if row.rung else ""
        return f"{row.number} {row.owner}: {row.text}, {row.due}{rung}"

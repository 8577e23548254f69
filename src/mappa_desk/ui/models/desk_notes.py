"""What stands at the side for reading: since last time, and the chair's private prompts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.actions import ActionState, Channel
from mappa_desk.domain.agendas import AgendaItem, Need
from mappa_desk.domain.carry_over import will_carry
from mappa_desk.domain.cases import Category, Whereabouts
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.views import DeskView, PastAction
from mappa_desk.ui.models import chase_words, office_words
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.action_history import history_words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr

_FACTS = {
    "whereabouts": "Where the person is",
    "release_on": "Release date",
    "addresses": "Address",
    "lead_agency": "Lead agency",
    "lead_officer": "Lead officer",
    "category": "Category",
}


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A short paragraph with an icon, or a heading when there is nothing but its lead."""

    key: str
    lead: str = ""
    text: str = ""
    note: str = ""
    icon: str = ""
    tone: str = "text"
    action_id: str = ""
    """The action from last time that Enter asks after."""

    @property
    def is_heading(self) -> bool:
        """True for a line that only heads others."""
        return not (self.text or self.icon)


def since_lines(view: DeskView) -> tuple[NoteLine, ...]:
    """What the chair cannot have on paper: open actions with their history, decisions with why, the level."""
    last = view.previous_meeting
    if last is None and not view.past_actions and not view.previous_decisions:
        first = NoteLine("first", tr("First meeting"), tr("Nothing came before this meeting on the desk."))
        return (first, *_urgent_lines(view), *_level_lines(view))
    lines: list[NoteLine] = []
    if last is not None:
        about = tr("Level {level}, {kind}").format(level=int(last.level), kind=words.meeting_kind(last.kind))
        head = tr("Last meeting, {tag}").format(tag=last.tag)
        lines.append(NoteLine("last", head, words.day(last.planned_on), about, "calendar"))
    return (
        *lines,
        *_urgent_lines(view),
        *_change_lines(view),
        *_action_lines(view),
        *_decision_lines(view),
        *_level_lines(view),
    )


def _urgent_lines(view: DeskView) -> list[NoteLine]:
    """What happened between the meetings and did not wait for this one, each with its day and source."""
    lines = [NoteLine("head:urgent", tr("What could not wait"))] if view.urgent_changes else []
    for change in view.urgent_changes:
        told = tr("told by {who}").format(who=change.told_by) if change.told_by else ""
        how = "" if change.came_by is Channel.NOT_SAID else chase_words.channel(change.came_by).lower()
        note = ", ".join(part for part in (words.day(change.happened_on), told, how) if part)
        kind = chase_words.change(change.change_kind)
        lines.append(NoteLine(f"urgent:{change.id}", kind, change.text, note, "flag", "warning"))
    return lines


def _change_lines(view: DeskView) -> list[NoteLine]:
    """Facts of the case that are others than at the end of the last meeting."""
    if not view.case_changes:
        return []
    lines = [NoteLine("head:changes", tr("Changed since"))]
    for change in view.case_changes:
        before, after = (_fact(value, view) for value in (change.before, change.after))
        note = tr("Before: {before}").format(before=before)
        lines.append(NoteLine(f"change:{change.fact}", tr(_FACTS[change.fact]), after, note, "pencil"))
    return lines


def _fact(value: object, view: DeskView) -> str:
    """A fact of the case in words."""
    if isinstance(value, Whereabouts):
        return office_words.whereabouts(value)
    if isinstance(value, Category):
        return tr("Category {n}").format(n=int(value))
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value) or tr("none")
    return words.agency_name(str(value), view.agencies) if value else tr("none")


def _action_lines(view: DeskView) -> list[NoteLine]:
    """Open actions by agency, then those that have an outcome."""
    if not (view.past_actions or view.settled_since):
        return []
    still = [past for past in view.past_actions if past.action.state is ActionState.OPEN]
    here = [past for past in view.past_actions if past.action.state is not ActionState.OPEN]
    settled = [*here, *view.settled_since]
    head = tr("Actions: {n} open").format(n=len(still))
    if settled:
        head += tr(", {n} have an outcome").format(n=len(settled))
    lines = [NoteLine("head:actions", head)]
    order = {agency.id: place for place, agency in enumerate(view.agencies)}
    still.sort(key=lambda past: order.get(past.action.owner_agency, len(order)))
    return lines + [_action_line(view, past) for past in (*still, *settled)]


def _action_line(view: DeskView, past: PastAction) -> NoteLine:
    action = past.action
    owner = words.agency_name(action.owner_agency, view.agencies) or action.owner_name or tr("No owner")
    icon, tone = "action", "text"
    if action.state is not ActionState.OPEN:
        icon = "tick" if action.state in (ActionState.DONE, ActionState.DONE_LATE) else "dash"
        tone = "done" if icon == "tick" else "text"
    elif past.overdue:
        icon, tone = "flag", "danger"
    lead = f"{owner}, {action.tag}"
    return NoteLine(f"action:{action.id}", lead, action.text, history_words(past), icon, tone, action.id)


def _decision_lines(view: DeskView) -> list[NoteLine]:
    if not view.previous_decisions:
        return []
    return [NoteLine("head:decisions", tr("Decisions then, and why"))] + [
        NoteLine(
            decision.id,
            tr("Decision {n}").format(n=decision.number),
            decision.decided,
            _why(decision, view),
            "decision",
            "decision",
        )
        for decision in view.previous_decisions
    ]


def _why(decision: Decision, view: DeskView) -> str:
    parts = [tr("Because: {why}").format(why=decision.because) if decision.because else ""]
    against = ", ".join(words.agency_name(one.agency, view.agencies) for one in decision.dissent)
    parts.append(tr("Disagreed: {who}").format(who=against) if against else "")
    return " ".join(part for part in parts if part)


def _level_lines(view: DeskView) -> list[NoteLine]:
    rows = sorted(view.standings, key=lambda row: row.since, reverse=True)
    lines = [NoteLine("head:level", tr("Level and its history"))] if rows else []
    for standing in rows:
        since = tr("since {on}").format(on=words.day(standing.since))
        agency = words.agency_name(standing.lead_agency, view.agencies)
        text = ", ".join(part for part in (since, agency) if part)
        head = tr("Level {n}").format(n=int(standing.level))
        lines.append(NoteLine(standing.id, head, text, standing.reason, "flag"))
    return lines


def say_words(view: DeskView, item: AgendaItem | None) -> str:
    """The words to say at an item; where the statement is asked for, the area's own, in short for the late.

    Where nobody is due to hear it, the words of the agenda alone.
    """
    if item is None:
        return ""
    if Need.STATEMENT not in item.needs or (view.statements and not view.statement_due):
        return item.say
    form = view.form
    short = form.statement_short.strip() if view.statements else ""
    statement = short or form.statement_text.strip()
    return "\n\n".join(part for part in ("" if short else item.say, statement) if part)


def prompt_lines(view: DeskView, item: str) -> tuple[NoteLine, ...]:
    """The private prompts of an item, then what must be on the record."""
    found = next((row for row in view.items if row.code == item), None)
    if found is None:
        return ()
    lines = [
        NoteLine(f"prompt:{at}", "", text, "", "padlock", "private") for at, text in enumerate(found.prompts)
    ]
    lines += [
        NoteLine(f"record:{at}", tr("To record"), text, "", "pencil") for at, text in enumerate(found.record)
    ]
    return (*lines, *(_carry_lines(view) if Need.END in found.needs else ()))


def _carry_lines(view: DeskView) -> list[NoteLine]:
    """What the next review will ask after as things stand: shown before the meeting is closed."""
    found = will_carry(view.actions, view.past_actions)
    lines = [NoteLine("head:carry", tr("Carries over: {n} open").format(n=len(found)))] if found else []
    for action in found:
        owner = words.agency_name(action.owner_agency, view.agencies) or action.owner_name or tr("No owner")
        due = words.day(action.deadline.on) if action.deadline.on else tr("no date")
        if action.deadline.on is None and words.has_date(action.deadline):
            due = words.deadline(action.deadline, view.meeting.planned_on)
        lines.append(NoteLine(f"carry:{action.id}", f"{owner}, {action.tag}", action.text, due, "carried"))
    return lines


class NotesModel(RowsModel[NoteLine]):
    """Notes for reading, as a list."""

    def is_heading(self, row: NoteLine) -> bool:
        """Heads of the groups cannot be chosen."""
        return row.is_heading

    def words(self, row: NoteLine) -> str:
        """Everything the note says; private ones say so first."""
        private = tr("Private") if row.tone == "private" else ""
        return ". ".join(part for part in (private, row.lead, row.text, row.note) if part)

"""What stands at the side for reading: since last time, and the chair's private prompts."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A short paragraph with an icon, or a heading when there is no text."""

    key: str
    lead: str = ""
    text: str = ""
    note: str = ""
    icon: str = ""
    tone: str = "text"


def since_lines(view: DeskView) -> tuple[NoteLine, ...]:
    """What the chair cannot have on paper: the last meeting, its decisions, the level's history, actions."""
    lines: list[NoteLine] = []
    last = view.previous_meeting
    if last is None:
        lines.append(
            NoteLine("first", tr("First meeting"), tr("Nothing came before this meeting on the desk."))
        )
    else:
        when = words.day(last.planned_on)
        about = tr("Level {level}, {kind}").format(level=int(last.level), kind=words.meeting_kind(last.kind))
        lines.append(
            NoteLine("last", tr("Last meeting, {tag}").format(tag=last.tag), when, about, "calendar")
        )
    settled = sum(
        past.settled_here or past.action.state is not ActionState.OPEN for past in view.past_actions
    )
    if view.past_actions:
        text = tr("{n} were open, {m} have an outcome.").format(n=len(view.past_actions), m=settled)
        lines.append(NoteLine("actions", tr("Actions"), text, "", "action"))
    for decision in view.previous_decisions:
        because = tr("Because: {why}").format(why=decision.because) if decision.because else ""
        head = tr("Decision {n}").format(n=decision.number)
        lines.append(NoteLine(decision.id, head, decision.decided, because, "decision", "decision"))
    for standing in sorted(view.standings, key=lambda row: row.since, reverse=True):
        since = tr("since {on}").format(on=words.day(standing.since))
        agency = words.agency_name(standing.lead_agency, view.agencies)
        text = ", ".join(part for part in (since, agency) if part)
        head = tr("Level {n}").format(n=int(standing.level))
        lines.append(NoteLine(standing.id, head, text, standing.reason, "flag"))
    return tuple(lines)


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
    return tuple(lines)


class NotesModel(RowsModel[NoteLine]):
    """Notes for reading, as a list."""

    def words(self, row: NoteLine) -> str:
        """Everything the note says; private ones say so first."""
        private = tr("Private") if row.tone == "private" else ""
        return ". ".join(part for part in (private, row.lead, row.text, row.note) if part)

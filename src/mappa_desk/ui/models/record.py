"""The record of one agenda item: kept entries in order, then what is still on its way to the disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.actions import Acceptance, Action
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr

CARD_KINDS = (EntryKind.ISSUE, EntryKind.ACTION, EntryKind.DECISION, EntryKind.NOTE)
KIND_MARKS = {
    EntryKind.ACTION: ("action", "accent"),
    EntryKind.DECISION: ("decision", "decision"),
    EntryKind.ISSUE: ("issue", "warning"),
    EntryKind.NOTE: ("note", "muted"),
    EntryKind.WRITTEN_REPORT: ("document", "muted"),
    EntryKind.NIL_RETURN: ("dash", "muted"),
    EntryKind.REFUSAL: ("padlock", "muted"),
    EntryKind.CONTRIBUTION: ("person", "muted"),
}
"""Icon and colour role of each kind."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A small label with an icon; `tone` names a colour role."""

    icon: str
    text: str
    tone: str = "accent"
    short: str = ""
    """Fewer words for a narrow row; empty where there are none."""
    elastic: bool = False
    """May be cut at its right end where room is short; others never are."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One entry as it is drawn. `state` is empty once it is on the disk."""

    key: str
    entry: Entry
    text: str
    time: str
    speaker: str = ""
    """Empty when the entry above has the same speaker."""
    heard_as: str = ""
    """The speaker in words, always."""
    unknown_speaker: bool = False
    new_voice: bool = True
    """True when more space stands above it than between entries of one speaker."""
    heading: str = ""
    note: str = ""
    bold_after: str = ""
    """A second part of the text that is led in by a bold word ("Because")."""
    bold_lead: str = ""
    chips: tuple[Chip, ...] = ()
    state: str = ""
    """Empty, "saving", "waiting" or "refused"."""
    problem: str = ""

    @property
    def is_card(self) -> bool:
        """True for what is drawn with an edge: issue, action, decision, note."""
        return self.entry.entry_kind in CARD_KINDS

    @property
    def pending(self) -> bool:
        """True while it is not on the disk."""
        return bool(self.state)

    @property
    def stamp(self) -> tuple[object, ...]:
        """Changes whenever the drawn height may change."""
        return (
            self.key,
            self.text,
            self.bold_after,
            self.heading,
            self.note,
            self.speaker,
            self.chips,
            self.new_voice,
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry on its way to the disk."""

    number: int
    entry: Entry
    state: str
    problem: str = ""
    heading: str = ""
    note: str = ""
    chips: tuple[Chip, ...] = ()


def action_chips(action: Action, today: date) -> tuple[Chip, ...]:
    """Date and read-back of an action, with what is missing first."""
    due = words.deadline(action.deadline, today)
    if not words.has_date(action.deadline):
        chips = [Chip("triangle", due, "warning")]
    else:
        chips = [Chip("calendar", due, "accent")]
    if action.urgent:
        chips.insert(0, Chip("flag", tr("Urgent"), "danger"))
    if not (action.owner_agency or action.owner_name or action.owner_role):
        chips.insert(0, Chip("triangle", tr("No owner"), "warning"))
    if action.on_behalf_taken_by and action.acceptance is not Acceptance.ON_BEHALF:
        chips.append(Chip("people", tr("Taken on behalf by {who}").format(who=action.on_behalf_taken_by)))
    if action.acceptance is Acceptance.NOT_READ_BACK:
        chips.append(Chip("issue", tr("Not yet read back"), "warning"))
    elif action.acceptance is Acceptance.OBJECTED:
        chips.append(Chip("triangle", tr("Owner objects"), "danger"))
    else:
        chips.append(Chip("tick", tr(words.ACCEPTANCES[action.acceptance]), "done"))
    return tuple(chips)


def item_summary(rows: Iterable[RecordRow]) -> str:
    """Counts of one item: 6 entries, 1 issue, 1 action, 1 decision."""
    kinds = [row.entry.entry_kind for row in rows]
    if not kinds:
        return tr("No entries yet")
    parts = [words.counted(len(kinds), "entry", "entries")]
    for kind, one, many in (
        (EntryKind.ISSUE, "issue", "issues"),
        (EntryKind.ACTION, "action", "actions"),
        (EntryKind.DECISION, "decision", "decisions"),
    ):
        if kind in kinds:
            parts.append(words.counted(kinds.count(kind), one, many))
    return ", ".join(parts)


class RecordModel(RowsModel[RecordRow]):
    """The record of the item shown, as a list."""

    def words(self, row: RecordRow) -> str:
        """Everything about the entry in the order in which it is drawn."""
        return row_words(row)


def row_words(row: RecordRow) -> str:
    """Everything about an entry in the order in which it is drawn, for a screen reader."""
    lead = row.heading or tr(words.KINDS[row.entry.entry_kind])
    voice = row.heard_as or (tr("Who?") if row.unknown_speaker else "")
    state = {"saving": tr("Saving"), "waiting": tr("Not yet kept"), "refused": tr("Not kept")}.get(
        row.state, ""
    )
    because = f"{row.bold_lead} {row.bold_after}" if row.bold_after else ""
    spoken = [state, lead, row.note if row.is_card else voice, row.time, row.text, because]
    return ". ".join([part for part in spoken if part] + [chip.text for chip in row.chips])

"""The record of one agenda item: kept entries in order, then what is still on its way to the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from mappa_desk.domain.actions import Acceptance, Action
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.views import DeskView
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


@dataclass(slots=True)
class _Lookup:
    """What the rows of one meeting need to find, made once a refresh."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    voices: dict[str, int] = field(default_factory=dict)


def _lookup(view: DeskView) -> _Lookup:
    found = _Lookup(
        decisions={decision.entry_id: decision for decision in view.decisions},
        actions={action.entry_id: action for action in view.actions if not action.removed},
        people={row.id: row.name for row in view.attendance},
        names={agency.id: agency.name for agency in view.agencies},
    )
    for row in view.attendance:
        if not row.observer:
            found.voices[row.agency] = found.voices.get(row.agency, 0) + 1
    raised = [entry.id for entry in view.entries if entry.entry_kind is EntryKind.ISSUE]
    found.issues = {entry_id: number for number, entry_id in enumerate(raised, start=1)}
    return found


def _decision_parts(entry: Entry, decision: Decision | None) -> dict[str, object]:
    if decision is None:
        return {"heading": tr("Decision"), "chips": (Chip("triangle", tr("No reason yet"), "warning"),)}
    dissent = ", ".join(view.agency for view in decision.dissent)
    chips: list[Chip] = []
    if not decision.because:
        chips.append(Chip("triangle", tr("No reason yet"), "warning"))
    if not decision.dissent and not decision.dissent_asked:
        chips.append(Chip("issue", tr("Nobody asked who disagrees"), "warning"))
    return {
        "heading": tr("Decision {n}").format(n=decision.number),
        "note": tr("{who} disagreed, noted").format(who=dissent) if dissent else decision.heading,
        "text": decision.decided or entry.text,
        "bold_lead": tr("Because") if decision.because else "",
        "bold_after": decision.because,
        "chips": tuple(chips),
    }


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
    if action.acceptance is Acceptance.NOT_READ_BACK:
        chips.append(Chip("issue", tr("Not yet read back"), "warning"))
    elif action.acceptance is Acceptance.OBJECTED:
        chips.append(Chip("triangle", tr("Owner objects"), "danger"))
    else:
        chips.append(Chip("tick", tr(words.ACCEPTANCES[action.acceptance]), "done"))
    return tuple(chips)


def _issue_note(entry: Entry, voice: str) -> str:
    by = tr("raised by {who}, ").format(who=voice) if voice else ""
    outcome = {
        IssueOutcome.DECISION: tr("settled by a decision"),
        IssueOutcome.ACTION: tr("settled by an action"),
        IssueOutcome.NO_ACTION: tr("no action needed"),
    }.get(entry.outcome or IssueOutcome.OPEN, tr("not yet settled"))
    return by + outcome + (f": {entry.outcome_reason}" if entry.outcome_reason else "")


def _plain_chips(entry: Entry) -> tuple[Chip, ...]:
    chips: list[Chip] = []
    if entry.entry_kind is EntryKind.WRITTEN_REPORT:
        dated = tr("Written report dated {on}").format(on=entry.report_dated) if entry.report_dated else ""
        chips.append(Chip("document", dated or tr("Written report"), "muted"))
    if entry.entry_kind is EntryKind.REFUSAL:
        chips.append(Chip("padlock", tr("Declines to share"), "warning"))
    if entry.entry_kind is EntryKind.NIL_RETURN and entry.text:
        chips.append(Chip("dash", tr("Nothing to add"), "muted"))
    if entry.handling is not Handling.NORMAL:
        chips.append(Chip("padlock", tr(words.HANDLING[entry.handling]), "private"))
    if entry.closed_part_id:
        chips.append(Chip("padlock", tr("Closed part"), "private"))
    return tuple(chips)


def _parts(entry: Entry, found: _Lookup, voice: str, agencies: DeskView, today: date) -> dict[str, object]:
    if entry.entry_kind is EntryKind.DECISION:
        parts = _decision_parts(entry, found.decisions.get(entry.id))
    elif entry.entry_kind is EntryKind.ACTION:
        action = found.actions.get(entry.id)
        parts = {"heading": tr("Action"), "chips": ()}
        if action is not None:
            parts = {
                "heading": tr("Action {n}").format(n=action.place),
                "note": words.owner(action, agencies.agencies),
                "text": action.text,
                "chips": action_chips(action, today),
            }
    elif entry.entry_kind is EntryKind.ISSUE:
        number = found.issues.get(entry.id)
        parts = {
            "heading": tr("Issue {n}").format(n=number) if number else tr("Issue"),
            "note": _issue_note(entry, voice),
        }
    elif entry.entry_kind is EntryKind.NOTE:
        parts = {"heading": tr("Note"), "note": voice}
    else:
        parts = {"text": entry.text or tr(words.KINDS[entry.entry_kind])}
    chips = parts.get("chips", ())
    assert isinstance(chips, tuple)
    parts["chips"] = chips + _plain_chips(entry)
    return parts


def record_rows(
    view: DeskView,
    *,
    item: str,
    zone: tzinfo | None,
    today: date,
    waiting: Iterable[Waiting] = (),
    edits: Mapping[str, str] | None = None,
    held: bool = False,
) -> tuple[RecordRow, ...]:
    """Rows of one item (or of what has no item yet), then those that wait for the disk.

    `edits` are new texts on their way by entry id; `held` says that the disk does not take them.
    """
    found = _lookup(view)
    rows: list[RecordRow] = []
    run = ""
    states = [(entry, None) for entry in view.entries if entry.item == item]
    on_way = [(sent.entry, sent) for sent in waiting if sent.entry.item == item]
    for entry, sent in [*states, *on_way]:
        voice = found.names.get(entry.agency, entry.agency)
        speaks = entry.entry_kind not in (EntryKind.ACTION, EntryKind.DECISION)
        run_key = f"{entry.agency}/{entry.attendance_id or ''}" if speaks else run
        changed = run_key != run or not rows
        unknown = speaks and not entry.agency and entry.entry_kind is not EntryKind.NOTE
        shown = (voice or (tr("Who?") if unknown else "")) if speaks and changed else ""
        time = words.clock(entry.captured_at, zone)
        if speaks and found.voices.get(entry.agency, 0) > 1 and entry.attendance_id in found.people:
            time = f"{time}  {found.people[entry.attendance_id]}"
        parts = _parts(entry, found, voice, view, today)
        if sent is not None and sent.heading:
            parts |= {"heading": sent.heading, "note": sent.note, "chips": sent.chips}
        parts.setdefault("text", entry.text)
        state = sent.state if sent else ""
        if edits and entry.id in edits:
            parts["text"], state = edits[entry.id], "waiting" if held else "sent"
        rows.append(
            RecordRow(
                key=f"waiting:{sent.number}" if sent else entry.id,
                entry=entry,
                time=time,
                speaker=shown,
                heard_as=voice,
                unknown_speaker=unknown,
                new_voice=changed,
                state=state,
                problem=sent.problem if sent else "",
                **parts,  # type: ignore[arg-type]  # built by kind just above
            )
        )
        run = run_key
    return tuple(rows)


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
        lead = row.heading or tr(words.KINDS[row.entry.entry_kind])
        voice = row.heard_as or (tr("Who?") if row.unknown_speaker else "")
        state = {"saving": tr("Saving"), "waiting": tr("Not yet kept"), "refused": tr("Not kept")}.get(
            row.state, ""
        )
        because = f"{row.bold_lead} {row.bold_after}" if row.bold_after else ""
        spoken = [state, lead, row.note if row.is_card else voice, row.time, row.text, because]
        return ". ".join([part for part in spoken if part] + [chip.text for chip in row.chips])

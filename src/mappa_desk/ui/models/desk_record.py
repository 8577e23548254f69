"""Makes the rows of the record from what was read. A row whose entry did not change is the very same row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.capture import NIL_TEXT
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import Chip, RecordRow, Waiting, action_chips

_SILENT = (EntryKind.ACTION, EntryKind.DECISION)
"""Kinds that name no speaker of their own and do not break the run of one."""


@dataclass(slots=True)
class _Lookup:
    """What the rows of one meeting need to find, made once a refresh."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    """What settles an issue, by its id."""
    people: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    voices: dict[str, int] = field(default_factory=dict)


def _lookup(view: DeskView) -> _Lookup:
    found = _Lookup(
        decisions={decision.entry_id: decision for decision in view.decisions},
        actions={action.entry_id or action.id: action for action in view.actions if not action.removed},
        people={row.id: row.name for row in view.attendance},
        names={agency.id: agency.name for agency in view.agencies},
    )
    for row in view.attendance:
        if not row.observer:
            found.voices[row.agency] = found.voices.get(row.agency, 0) + 1
    raised = [entry.id for entry in view.entries if entry.entry_kind is EntryKind.ISSUE]
    found.issues = {entry_id: number for number, entry_id in enumerate(raised, start=1)}
    for entry in view.entries:
        if entry.settles_issue_id:
            found.answers[entry.settles_issue_id] = _answer_words(entry, found)
    return found


def _answer_words(entry: Entry, found: _Lookup) -> str:
    """Name of the decision or action that stands in the record through an entry."""
    decision, action = found.decisions.get(entry.id), found.actions.get(entry.id)
    if decision is not None:
        return tr("decision {n}").format(n=decision.number)
    return tr("action {n}").format(n=action.place) if action is not None else ""


def _decision_parts(entry: Entry, decision: Decision | None, names: dict[str, str]) -> dict[str, object]:
    if decision is None:
        return {"heading": tr("Decision"), "chips": (Chip("triangle", tr("No reason yet"), "warning"),)}
    dissent = ", ".join(names.get(view.agency, view.agency) for view in decision.dissent)
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


def _issue_chip(entry: Entry, answer: str) -> Chip:
    """How an issue was settled; `answer` names the decision or action that did it."""
    if entry.outcome is IssueOutcome.NO_ACTION:
        return Chip("dash", tr("No action: {reason}").format(reason=entry.outcome_reason), "muted")
    if entry.outcome in (IssueOutcome.DECISION, IssueOutcome.ACTION):
        by = {IssueOutcome.DECISION: tr("a decision"), IssueOutcome.ACTION: tr("an action")}[entry.outcome]
        return Chip("tick", tr("Settled by {answer}").format(answer=answer or by), "done")
    return Chip("triangle", tr("Needs a decision, an action or a reason for none"), "warning")


def _plain_chips(entry: Entry) -> tuple[Chip, ...]:
    chips: list[Chip] = []
    if entry.entry_kind is EntryKind.WRITTEN_REPORT:
        dated = tr("Written report dated {on}").format(on=entry.report_dated) if entry.report_dated else ""
        chips.append(Chip("document", dated or tr("Written report"), "muted"))
    if entry.entry_kind is EntryKind.REFUSAL:
        chips.append(Chip("padlock", tr("Declines to share"), "warning"))
    if entry.entry_kind is EntryKind.NIL_RETURN and entry.text != NIL_TEXT:
        chips.append(Chip("dash", tr("Nothing to add"), "muted"))
    if entry.handling is not Handling.NORMAL:
        chips.append(Chip("padlock", tr(words.HANDLING[entry.handling]), "private"))
    if entry.closed_part_id:
        chips.append(Chip("padlock", tr("Closed part"), "private"))
    return tuple(chips)


def _parts(
    entry: Entry, found: _Lookup, voice: str, agencies: tuple[Agency, ...], today: date
) -> dict[str, object]:
    if entry.entry_kind is EntryKind.DECISION:
        parts = _decision_parts(entry, found.decisions.get(entry.id), found.names)
    elif entry.entry_kind is EntryKind.ACTION:
        action = found.actions.get(entry.id)
        parts = {"heading": tr("Action"), "chips": ()}
        if action is not None:
            parts = {
                "heading": tr("Action {n}").format(n=action.place),
                "note": words.owner(action, agencies),
                "text": action.text,
                "chips": action_chips(action, today),
            }
    elif entry.entry_kind is EntryKind.ISSUE:
        number = found.issues.get(entry.id)
        parts = {
            "heading": tr("Issue {n}").format(n=number) if number else tr("Issue"),
            "note": tr("raised by {who}").format(who=voice) if voice else "",
            "chips": (_issue_chip(entry, found.answers.get(entry.id, "")),),
        }
    elif entry.entry_kind is EntryKind.NOTE:
        parts = {"heading": tr("Note"), "note": voice}
    else:
        parts = {"text": entry.text or tr(words.KINDS[entry.entry_kind])}
    chips = parts.get("chips", ())
    assert isinstance(chips, tuple)
    parts["chips"] = chips + _plain_chips(entry)
    return parts


class RowMaker:
    """Keeps the rows it made, so that a long record costs little more than what changed in it."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[object, ...], RecordRow]] = {}

    def rows(
        self,
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
        made: dict[str, tuple[tuple[object, ...], RecordRow]] = {}
        rows: list[RecordRow] = []
        run = ""
        kept: list[tuple[Entry, Waiting | None]] = [(one, None) for one in view.entries if one.item == item]
        on_way = [(sent.entry, sent) for sent in waiting if sent.entry.item == item]
        for entry, sent in [*kept, *on_way]:
            speaks = entry.entry_kind not in _SILENT
            run_key = f"{entry.agency}/{entry.attendance_id or ''}" if speaks else run
            changed = run_key != run or not rows
            run = run_key
            edit = edits.get(entry.id) if edits else None
            around = (held, today, zone)
            mark = _mark(entry, found, sent=sent, changed=changed, edit=edit, around=around)
            had = self._made.get(entry.id)
            row = had[1] if had is not None and had[0] == mark else None
            if row is None:
                row = _row(
                    entry, found, sent=sent, changed=changed, edit=edit, around=around, agencies=view.agencies
                )
            made[entry.id] = (mark, row)
            rows.append(row)
        self._made = made
        return tuple(rows)


def _mark(
    entry: Entry,
    found: _Lookup,
    *,
    sent: Waiting | None,
    changed: bool,
    edit: str | None,
    around: tuple[bool, date, tzinfo | None],
) -> tuple[object, ...]:
    """Everything the row of an entry depends on, quick to compare."""
    decision, action = found.decisions.get(entry.id), found.actions.get(entry.id)
    return (
        entry.revision,
        changed,
        found.names.get(entry.agency),
        found.voices.get(entry.agency),
        found.people.get(entry.attendance_id or ""),
        found.issues.get(entry.id),
        found.answers.get(entry.id),
        decision.revision if decision else 0,
        action.revision if action else 0,
        edit,
        sent,
        around if sent is not None or edit is not None or action is not None else None,
    )


def _row(
    entry: Entry,
    found: _Lookup,
    *,
    sent: Waiting | None,
    changed: bool,
    edit: str | None,
    around: tuple[bool, date, tzinfo | None],
    agencies: tuple[Agency, ...],
) -> RecordRow:
    held, today, zone = around
    voice = found.names.get(entry.agency, entry.agency)
    speaks = entry.entry_kind not in _SILENT
    unknown = speaks and not entry.agency and entry.entry_kind is not EntryKind.NOTE
    time = words.clock(entry.captured_at, zone)
    if speaks and found.voices.get(entry.agency, 0) > 1 and entry.attendance_id in found.people:
        time = f"{time}  {found.people[entry.attendance_id]}"
    parts = _parts(entry, found, voice, agencies, today)
    if sent is not None and sent.heading:
        parts |= {"heading": sent.heading, "note": sent.note, "chips": sent.chips}
    parts.setdefault("text", entry.text)
    state = sent.state if sent else ""
    if edit is not None:
        parts["text"], state = edit, "waiting" if held else "sent"
    return RecordRow(
        key=f"waiting:{sent.number}" if sent else entry.id,
        entry=entry,
        time=time,
        speaker=(voice or (tr("Who?") if unknown else "")) if speaks and changed else "",
        heard_as=voice,
        unknown_speaker=unknown,
        new_voice=changed,
        state=state,
        problem=sent.problem if sent else "",
        **parts,  # type: ignore[arg-type]  # built by kind just above
    )

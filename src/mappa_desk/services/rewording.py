"""One text of the page that is written up: where it is kept, and how a changed one is saved.

A text is named by the key of its paragraph: `front:brief_why`, `item:<code>:reason`, `entry:<id>`,
`entry:<id>:outcome_reason`, `decision:<id>:because`, `decision:<id>:dissent:0`, `action:<id>:purpose`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem, ItemState
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.records import Record
from mappa_desk.services import actions, decisions
from mappa_desk.services.contributions import keep_reworded
from mappa_desk.services.filing import agenda_item, required, writable_meeting
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_CHANGED = "This paragraph was changed elsewhere since it was opened here. Both texts are kept; choose one."
_NO_SUCH = "This page has no such paragraph."
_FIELDS: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "front": (Meeting, ("brief_why", "brief_risk")),
    "item": (AgendaItem, ("reason",)),
    "entry": (Entry, ("text", "outcome_reason")),
    "decision": (Decision, ("heading", "decided", "because", "also_considered", "resolved", "dissent")),
    "action": (Action, ("text", "purpose")),
}


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text is kept: the kind of record, its id, the field, and the place in a list of views."""

    record_type: type[Record]
    record_id: str
    field: str
    index: int = 0

    def text_of(self, record: Record) -> str:
        """The text of this field in one state of the record; empty where it has none."""
        value = getattr(record, self.field)
        if self.field == "dissent":
            return value[self.index].why if self.index < len(value) else ""
        return str(value)

    def put(self, record: Record, text: str) -> Record:
        """The record with another text in this field."""
        if isinstance(record, Decision) and self.field == "dissent":
            views = list(record.dissent)
            views[self.index] = replace(views[self.index], why=text)
            return replace(record, dissent=tuple(views))
        return replace(record, **{self.field: text})  # type: ignore[arg-type]  # every field here is a text


def place_of(reading: Reading, meeting_id: str, key: str) -> TextPlace:
    """Where the text of a paragraph is kept. Raises NotFound for a key that names none of this meeting."""
    head, _, rest = key.partition(":")
    record_type, fields = _FIELDS.get(head, (Record, ()))
    name, _, field = rest.partition(":")
    if head == "front":
        name, field = meeting_id, rest
    elif head == "item":
        name = agenda_item(reading, meeting_id, name).id
    elif head == "entry":
        field = field or "text"
    field, _, index = field.partition(":")
    if field not in fields or (index and not index.isdigit()):
        raise NotFound(_NO_SUCH, field="paragraph")
    return TextPlace(record_type, name, field, int(index or 0))


def present(reading: Reading, meeting_id: str, place: TextPlace) -> Record:
    """The record that a text is kept in. Raises NotFound when it belongs to another meeting."""
    record = reading.get(place.record_type, place.record_id)
    of = record.id if isinstance(record, Meeting) else getattr(record, "meeting_id", "")
    if of != meeting_id or (place.field == "dissent" and place.index >= len(getattr(record, "dissent", ()))):
        raise NotFound(_NO_SUCH, field="paragraph")
    return record


def revise(work: Work, *, meeting_id: str, paragraph_key: str, revision: int, text: str) -> Outcome[Record]:
    """Saves the changed text of one paragraph; what was typed in the room stays. One undo step.

    The draft of the paragraph is dropped in the same transaction. What else changed in the record since
    `revision` is no conflict while this text is still the one of that revision. The value is the record as
    it is kept now. Raises StaleRevision when this text was changed, NotFound for a key that names no text of
    this meeting, RuleError for a text that cannot be empty and for approved minutes. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        record, name = reword(work, uow, meeting_id, paragraph_key, text=text, revision=revision)
        uow.drop_draft(meeting.id, paragraph_key)
        if uow.changes:
            uow.step(meeting.id, f"{name}: changed")
        return Outcome(record, uow.changes)


def reword(
    work: Work, uow: UnitOfWork, meeting_id: str, key: str, *, text: str, revision: int | None = None
) -> tuple[Record, str]:
    """Saves one text in this unit of work; gives the record and its name in words.

    Without `revision` it takes the present state as the one that was read. Raises as `revise`. Durable
    when the unit is left.
    """
    place = place_of(uow, meeting_id, key)
    record = present(uow, meeting_id, place)
    if revision is not None:
        _check_not_changed(uow, place, record, revision)
    wanted = text.strip()
    if wanted == place.text_of(record):
        return record, ""
    if isinstance(record, Entry) and record.removed:
        raise StaleRevision("This entry was removed while it was edited.")
    return _SAVE[place.record_type](work, uow, place, record, wanted)


def _check_not_changed(uow: UnitOfWork, place: TextPlace, record: Record, revision: int) -> None:
    if record.revision == revision:
        return
    history = uow.revisions(place.record_type, record.id)
    body = history[revision - 1].body if 0 < revision <= len(history) else None
    if body is None or place.text_of(body) != place.text_of(record):
        raise StaleRevision(_CHANGED)


_Save = Callable[[Work, UnitOfWork, TextPlace, Record, str], tuple[Record, str]]


def _save_front(
    work: Work, uow: UnitOfWork, place: TextPlace, record: Record, text: str
) -> tuple[Record, str]:
    return uow.save(place.put(record, check_text(text, field=place.field))), "Front sheet"


def _save_item(
    work: Work, uow: UnitOfWork, place: TextPlace, record: Record, text: str
) -> tuple[Record, str]:
    assert isinstance(record, AgendaItem)
    if record.state not in (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE):
        raise RuleError("This item was not settled empty, so it has no reason.", field="reason")
    kept = required(text, "Why is there nothing to record?", field="reason")
    return uow.save(place.put(record, kept)), record.short_title or record.title


def _save_entry(
    work: Work, uow: UnitOfWork, place: TextPlace, record: Record, text: str
) -> tuple[Record, str]:
    assert isinstance(record, Entry)
    name = f"Entry of {work.clock_time(record.captured_at)}"
    if place.field == "text":
        kept = required(text, "An entry cannot be empty; remove it instead.", field="text")
        return keep_reworded(uow, record, kept), name
    kept = required(text, "Why is there no action? Say why.", field=place.field)
    return uow.save(place.put(record, kept)), name


def _save_decision(
    work: Work, uow: UnitOfWork, place: TextPlace, record: Record, text: str
) -> tuple[Record, str]:
    wanted = place.put(record, text)
    assert isinstance(wanted, Decision)
    return decisions.keep_revised(uow, wanted), f"Decision {wanted.number}"


def _save_action(
    work: Work, uow: UnitOfWork, place: TextPlace, record: Record, text: str
) -> tuple[Record, str]:
    wanted = place.put(record, text)
    assert isinstance(wanted, Action)
    return actions.keep_revised(work, uow, wanted), f"Action {wanted.place}"


_SAVE: dict[type[Record], _Save] = {
    Meeting: _save_front,
    AgendaItem: _save_item,
    Entry: _save_entry,
    Decision: _save_decision,
    Action: _save_action,
}

"""The minutes of last time, confirmed at this meeting: as presented, or with changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mappa_desk.domain.agendas import AgendaItem, ItemState, Need
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.corrections import Correction, MinutesConfirmation
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services.after_minutes import last_minutes_codes, this_confirms, waiting_notes
from mappa_desk.services.filing import required, writable_meeting
from mappa_desk.services.meeting_record import held_before, view_of
from mappa_desk.services.record_places import is_restricted
from mappa_desk.services.work import Work
from mappa_desk.store.queries.after_minutes import newest_version
from mappa_desk.store.work import UnitOfWork

_SETTLED = (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedChange:
    """A correction to the last minutes that may become a change when they are confirmed."""

    correction: Correction
    words: str
    restricted: bool = False
    """True when it is about a part that does not go to everybody: it is not offered ticked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmView:
    """What can be confirmed at a meeting, and what waits for it."""

    previous: Meeting | None
    version: int
    """Newest approved version of the last minutes, 0 while they are a draft."""
    offered: tuple[OfferedChange, ...] = ()
    confirmation: MinutesConfirmation | None = None


def confirm_view(work: Work, *, meeting_id: str) -> ConfirmView:
    """The minutes of last time as this meeting can confirm them. Raises NotFound."""
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        previous = held_before(reading, meeting)
        if previous is None:
            return ConfirmView(previous=None, version=0)
        before = view_of(work, reading, previous.id)
        return ConfirmView(
            previous=previous,
            version=newest_version(reading, previous.id),
            offered=tuple(
                OfferedChange(
                    correction=note,
                    words=f"{note.place}: {note.what}" if note.place else note.what,
                    restricted=is_restricted(before, note.record_kind, note.record_id),
                )
                for note in waiting_notes(reading, previous.id)
            ),
            confirmation=this_confirms(reading, meeting_id),
        )


def confirm_minutes(
    work: Work, *, meeting_id: str, as_presented: bool, changes: Sequence[str] = ()
) -> Outcome[MinutesConfirmation]:
    """Records that this meeting confirmed the last minutes, or says it anew. One undo step.

    It is the content of the agenda item that asks for it, which closes itself. Raises RuleError before the
    meeting has started, where no meeting was held before, for changes without a word and for changes to
    minutes that are confirmed as presented. Durable on return.
    """
    told = tuple(
        required(change, "Which change? Write at least one sentence.", field="changes")
        for change in changes
        if change.strip()
    )
    if not as_presented and not told:
        raise RuleError("Which changes? Write at least one.", field="changes")
    if as_presented and told:
        raise RuleError("Minutes confirmed as presented have no changes.", field="changes")
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        if meeting.state is MeetingState.PLANNED:
            raise RuleError("Start the meeting before it confirms the last minutes.")
        previous = held_before(uow, meeting)
        if previous is None:
            raise RuleError("No meeting on this person was held before this one.")
        version = newest_version(uow, previous.id)
        standing = this_confirms(uow, meeting_id)
        fresh = standing or MinutesConfirmation(
            id=work.new_id(),
            meeting_id=meeting_id,
            confirmed_meeting_id=previous.id,
            as_presented=True,
            at=work.now(),
        )
        wanted = replace(
            fresh,
            confirmed_meeting_id=previous.id,
            version=version,
            as_presented=as_presented,
            changes=told,
            at=work.now(),
        )
        if standing is not None and replace(wanted, at=standing.at) == standing:
            return Outcome(standing)
        kept = uow.save(wanted)
        _open_item(work, uow, meeting_id)
        uow.step(meeting_id, f"Minutes of {previous.tag}: confirmed")
        return Outcome(kept, uow.changes)


def take_back_confirmation(work: Work, *, meeting_id: str) -> Outcome[None]:
    """Takes the confirmation away. One undo step. Raises RuleError, NotFound. Durable on return."""
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        standing = this_confirms(uow, meeting_id)
        if standing is None:
            raise NotFound("The last minutes are not confirmed at this meeting.")
        uow.remove(standing)
        uow.step(meeting_id, "Confirmation taken back")
        return Outcome(None, uow.changes)


def _open_item(work: Work, uow: UnitOfWork, meeting_id: str) -> None:
    """The item of the last minutes is no longer settled as empty.

    One of a meeting planned with an earlier edition of the agenda learns here that it asks for this.
    """
    asking = last_minutes_codes(work)
    for item in uow.all(AgendaItem, meeting_id=meeting_id):
        if Need.LAST_MINUTES not in item.needs and item.code not in asking:
            continue
        needs = item.needs if Need.LAST_MINUTES in item.needs else (*item.needs, Need.LAST_MINUTES)
        settled = item.state in _SETTLED
        wanted = replace(
            item,
            needs=needs,
            state=ItemState.OPEN if settled else item.state,
            reason="" if settled else item.reason,
        )
        if wanted != item:
            uow.save(wanted)

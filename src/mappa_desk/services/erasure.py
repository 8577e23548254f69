"""A part of the record destroyed by order: the one way in which sealed minutes lose words.

The words go from every revision, every sealed version that held them, the search index and the pages of the
file. What took their place is a new version with a seal of its own that says that something was destroyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.chair_drafts import ApprovalPaper, ChairMark
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import Chase, UrgentChange
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.erasures import erased, is_destroyed, next_version
from mappa_desk.domain.errors import DiskFull, DiskGone, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, SealedMinutes
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record
from mappa_desk.domain.reports import ReceivedReport
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.domain.write_up import WriteUpTick
from mappa_desk.services.erasure_lists import forget_in_lists
from mappa_desk.services.erasure_places import MayHold, may_hold
from mappa_desk.services.erasure_reach import Named, Reach, reach_of
from mappa_desk.services.filing import required
from mappa_desk.services.form_erasing import erase_answers
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.minutes import latest_seal, opened, seal_snapshot
from mappa_desk.services.record_places import place_of_record
from mappa_desk.services.work import Work
from mappa_desk.store.queries.steps import forget_in_steps
from mappa_desk.store.work import UnitOfWork

NOTE = "part erased by order"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What an order would destroy, told before it is done."""

    places: tuple[str, ...]
    """Where the parts stand: "9.3", "Action M03-07"."""
    versions: tuple[tuple[str, int], ...]
    """Sealed versions that would be destroyed, by meeting id and number."""
    papers: int
    """Files kept beside the approval, which may show the part."""
    holds: MayHold


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was destroyed, what stands in its place, and who may still hold it."""

    erasures: tuple[Erasure, ...]
    sealed: tuple[SealedMinutes, ...]
    """The versions that are sealed now, the meeting's own first."""
    holds: MayHold
    finished: bool = True
    """False while the file could not be written anew: it is done at the next checkpoint, closing at last."""


def plan_erasure(work: Work, *, meeting_id: str, record: Named, also: tuple[Named, ...] = ()) -> ErasurePlan:
    """What `erase_part` would do, with nothing done yet. Raises as it does."""
    with work.reading() as reading:
        reach = reach_of(work, reading, meeting_id, (record, *also))
        view = view_of(work, reading, meeting_id)
        places = (place_of_record(view, kind, record_id) for kind, record_id in (record, *also))
        return ErasurePlan(
            places=tuple(place for place in places if place),
            versions=tuple((one.meeting_id, one.version) for one in reach.sealed),
            papers=len([one for one in reading.all(ApprovalPaper, meeting_id=meeting_id) if one.content]),
            holds=may_hold(work, reading, meeting_id, reach, papers_go=False),
        )


def erase_part(
    work: Work,
    *,
    meeting_id: str,
    record: Named,
    order_reference: str,
    ordered_by: str,
    ordered_on: date,
    also: tuple[Named, ...] = (),
    left: str = "",
    papers: bool = False,
) -> Outcome[Erased]:
    """Destroys a part of the record by order, sealed or not, and says who may still hold it.

    `record` and `also` are kinds and ids of entries, decisions, actions, the front sheet (kind and id of the
    meeting), corrections, errata or marks of this meeting, or what it said to confirm the last minutes.
    `left` is what may stay of one paragraph. With `papers` the files kept beside the approval go too, since
    nobody can look into them. Sealed minutes that held the part, those of later meetings too, are
    destroyed in all their versions and sealed anew without it. Raises RuleError for an order without
    reference, name or a day that has come, and as `reach_of` does; NotFound. Durable on return; nothing of
    the words is left in any page of the vault once `finished`.
    """
    reference = required(order_reference, "Under which reference was it ordered?", field="order_reference")
    by = required(ordered_by, "Who ordered it?", field="ordered_by")
    if ordered_on > work.today():
        raise RuleError("The day of the order is still to come.", field="ordered_on")
    stays = check_text(left.strip(), field="left")
    with work.writing() as uow:
        reach = reach_of(work, uow, meeting_id, (record, *also), stays)
        order = _Order(meeting_id, tuple(dict.fromkeys((record, *also))), reference, by, ordered_on)
        erasures = _erasures(work, uow, order, reach)
        forget_in_lists(work, uow, reach)
        _destroy_words(uow, meeting_id, reach)
        if papers:
            _destroy_papers(uow, meeting_id)
        sealed = _seal_anew(work, uow, meeting_id, reach, erasures)
        for one in {erasure.meeting_id for erasure in erasures}:
            uow.note(NOTE, Meeting.KIND, one)
        holds = may_hold(work, uow, meeting_id, reach, papers_go=papers)
        changes = uow.changes
    return Outcome(Erased(erasures=erasures, sealed=sealed, holds=holds, finished=purged(work)), changes)


def purged(work: Work) -> bool:
    """Writes the file anew so that no page holds what was destroyed; False where that has to wait."""
    try:
        return work.vault.purge()
    except (DiskFull, DiskGone):
        return False


def destroyed_versions(work: Work, *, meeting_id: str) -> tuple[int, ...]:
    """Numbers of the sealed versions of a meeting that were destroyed by order."""
    with work.reading() as reading:
        every = reading.all(SealedMinutes, order_by="version", meeting_id=meeting_id)
        return tuple(one.version for one in every if is_destroyed(one))


@dataclass(frozen=True, slots=True)
class _Order:
    meeting_id: str
    named: tuple[Named, ...]
    reference: str
    by: str
    on: date


def _erasures(work: Work, uow: UnitOfWork, order: _Order, reach: Reach) -> tuple[Erasure, ...]:
    """One line for each part that was named, and one for each later meeting whose sealed minutes held it."""
    affected = {one.meeting_id for one in reach.sealed}
    wanted = [(order.meeting_id, kind, record_id) for kind, record_id in order.named]
    reached = [(Action.KIND, one) for one in sorted(reach.parts.actions)]
    reached += [(Meeting.KIND, one) for one in sorted(reach.parts.front_sheets)]
    for other in sorted(affected - {order.meeting_id}):
        wanted += [(other, kind, record_id) for kind, record_id in reached]
        told = [uow.get(MinutesConfirmation, one) for one in sorted(reach.parts.confirmations)]
        wanted += [(other, one.KIND, one.id) for one in told if one.meeting_id == other]
    made = []
    for in_meeting, kind, record_id in wanted:
        newest = latest_seal(uow, in_meeting) if in_meeting in affected else None
        place = place_of_record(view_of(work, uow, in_meeting), kind, record_id)
        made.append(
            uow.save(
                Erasure(
                    id=work.new_id(),
                    meeting_id=in_meeting,
                    version=newest.version + 1 if newest is not None else 0,
                    place=place,
                    record_kind=kind,
                    record_id=record_id,
                    order_reference=order.reference,
                    ordered_by=order.by,
                    ordered_on=order.on,
                    at=work.now(),
                )
            )
        )
    return tuple(made)


def _destroy_words(uow: UnitOfWork, meeting_id: str, reach: Reach) -> None:
    parts = reach.parts
    gone: set[Named] = {(Entry.KIND, one.id) for one in reach.shared}
    gone |= {(Entry.KIND, one) for one in parts.entries}
    gone |= {(Decision.KIND, one) for one in parts.decisions} | {(Action.KIND, one) for one in parts.actions}
    uow.erase(Entry, lambda one: erased(one, parts.left), *sorted(parts.entries))
    for other in reach.shared:
        _forget_past(uow, other, reach)
    _blank(uow, Decision, parts.decisions)
    _blank(uow, Action, parts.actions)
    for action_id in parts.actions:
        _blank(uow, ActionEvent, (one.id for one in uow.all(ActionEvent, action_id=action_id)))
    _blank(uow, Chase, _chases_of(uow, parts.actions))
    _blank(uow, UrgentChange, parts.changes)
    _blank(uow, Meeting, parts.front_sheets)
    _blank(uow, Correction, parts.corrections)
    _blank(uow, Erratum, parts.errata)
    _blank(uow, ChairMark, parts.marks)
    _blank(uow, MinutesConfirmation, parts.confirmations)
    for entry_id in parts.entries | set(reach.came_from):
        _blank(uow, ReceivedReport, (one.id for one in uow.all(ReceivedReport, entry_id=entry_id)))
    erase_answers(uow, parts.entries | set(reach.came_from))
    for record_id in parts.records | parts.front_sheets:
        _blank(uow, WriteUpTick, (one.id for one in uow.all(WriteUpTick, record_id=record_id)))
    for entry_id in reach.came_from:
        _blank_past(uow, entry_id)
    for draft in uow.drafts():
        of_front = draft.place.startswith("front:") and draft.meeting_id in parts.front_sheets
        if of_front or any(one in draft.place for one in parts.records):
            uow.drop_draft(draft.meeting_id, draft.place)
    forget_in_steps(uow, meeting_id, gone)


def _blank(uow: UnitOfWork, record_type: type[Record], ids: Iterable[str]) -> None:
    uow.erase(record_type, erased, *sorted(ids))


def _chases_of(uow: UnitOfWork, action_ids: Iterable[str]) -> set[str]:
    """Ids of the calls and reminders that were about any of these actions."""
    events = (event for one in action_ids for event in uow.all(ActionEvent, action_id=one))
    return {event.chase_id for event in events if event.chase_id and uow.find(Chase, event.chase_id)}


def _forget_past(uow: UnitOfWork, other: Entry, reach: Reach) -> None:
    """An entry that once had the words keeps how it reads now, in all its past; in the bin it keeps nothing
    that reads as they do."""
    text = "" if other.removed and any(other.text in one for one in reach.texts) else other.text
    uow.erase(Entry, lambda one: replace(one, text=text, words=text), other.id)
    for decision in uow.all(Decision, entry_id=other.id):
        uow.erase(Decision, partial(_as_now, decision), decision.id)


def _as_now(now: Decision, then: Decision) -> Decision:
    return replace(now, revision=then.revision)


def _blank_past(uow: UnitOfWork, entry_id: str) -> None:
    """What is left of an entry in the record that it was moved out of."""
    uow.erase(Entry, lambda one: replace(one, text="", words="", outcome_reason=""), entry_id)
    _blank(uow, Decision, (one.id for one in uow.all(Decision, entry_id=entry_id)))
    _blank(uow, Action, (one.id for one in uow.all(Action, entry_id=entry_id)))


def _destroy_papers(uow: UnitOfWork, meeting_id: str) -> None:
    _blank(uow, ApprovalPaper, (one.id for one in uow.all(ApprovalPaper, meeting_id=meeting_id)))


def _seal_anew(
    work: Work, uow: UnitOfWork, meeting_id: str, reach: Reach, erasures: tuple[Erasure, ...]
) -> tuple[SealedMinutes, ...]:
    """Destroys every sealed version that held a part and seals the newest of each meeting without it."""
    made = []
    affected = dict.fromkeys(one.meeting_id for one in reach.sealed)
    for one in sorted(affected, key=lambda each: each != meeting_id):
        newest = latest_seal(uow, one)
        assert newest is not None, "a meeting with sealed minutes has a newest version"
        told = tuple(erasure for erasure in erasures if erasure.meeting_id == one)
        final = next_version(opened(newest), reach.parts, newest.version + 1, told)
        made.append(seal_snapshot(work, uow, final))
    for sealed in reach.sealed:
        _blank(uow, SealedMinutes, (sealed.id,))
        for line_type in (DocumentGiven, SystemCopy):
            lines = uow.all(line_type, meeting_id=sealed.meeting_id, version=sealed.version)
            _blank(uow, line_type, (one.id for one in lines))
    return tuple(made)

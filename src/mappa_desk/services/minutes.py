"""The minutes: a frozen snapshot of the record, its approval, and the seal over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.carry_over import events_that_stand
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.editions import LIVE_LISTS
from mappa_desk.domain.erasures import is_destroyed
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.gaps import blocking
from mappa_desk.domain.levels import level_after
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.domain.minutes import (
    Approval,
    ApprovedHow,
    DocumentKind,
    MinutesSnapshot,
    MinutesStatus,
    PreviousAction,
    SealedMinutes,
)
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.seals import canonical_json, seal_code
from mappa_desk.domain.views import DeskView, Gap
from mappa_desk.services import timing
from mappa_desk.services.approvals import keep_paper, read_paper
from mappa_desk.services.case_outcome import settle_case
from mappa_desk.services.circulation import lines_of
from mappa_desk.services.closed_parts import stayed_whole, told_in_parts
from mappa_desk.services.day_of_meeting import on_the_day
from mappa_desk.services.filing import required, writable_meeting
from mappa_desk.services.gaps import gaps_of
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.rough_notes import settle_notes
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

FIRST_VERSION = 1

_SNAPSHOT: TypeAdapter[MinutesSnapshot] = TypeAdapter(MinutesSnapshot)


def snapshot(work: Work, *, meeting_id: str, kind: DocumentKind = DocumentKind.MINUTES) -> MinutesSnapshot:
    """Everything the documents of a meeting draw on, frozen.

    Minutes are the sealed version once approved, else a draft; they tell the state of the day of the meeting.
    A list of actions tells how the actions stand today, before and after approval. Raises NotFound;
    RuleError for a seal that does not fit what was sealed.
    """
    with work.reading() as reading:
        return snapshot_and_seal(work, reading, meeting_id, kind)[0]


def approve(
    work: Work,
    *,
    meeting_id: str,
    approved_by: str,
    how: ApprovedHow,
    on: date,
    reference: str = "",
    despite_gaps_because: str = "",
    paper: Path | None = None,
) -> Outcome[Approval]:
    """Approves and seals the minutes of a closed meeting: from then on its record cannot change.

    Refuses while blocking gaps stand, unless `despite_gaps_because` says why; and while a half-typed line
    waits. `paper` is a file of up to 5 MB that is kept beside the approval as it is. The level decision
    becomes the case's standing, or closes the case of a person who leaves MAPPA.
    The working papers and the words as typed go or stay by the area's rules.
    Raises RuleError. Durable on return, also in the main file.
    """
    file = read_paper(paper) if paper is not None else None
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        name = required(approved_by, "Who approves the minutes?", field="approved_by")
        _check_ready(uow, meeting, on, work)
        view = view_of(work, uow, meeting_id)
        found = gaps_of(work, uow, view)
        why = check_text(despite_gaps_because.strip(), field="despite_gaps_because")
        _check_gaps(found, why)
        approval = uow.save(
            Approval(
                id=work.new_id(),
                meeting_id=meeting_id,
                version=FIRST_VERSION,
                approved_by=name,
                how=how,
                approved_on=on,
                reference=check_text(reference.strip(), field="reference"),
                despite_gaps_because=why if blocking(found) else "",
                at=work.now(),
            )
        )
        if file is not None:
            keep_paper(work, uow, meeting_id, FIRST_VERSION, file)
        settle_case(work, uow, view)
        uow.save(replace(meeting, state=MeetingState.APPROVED, level_after=level_after(view)))
        _seal(work, uow, meeting_id, found, approval)
        timing.settle_papers(work, uow, meeting_id)
        settle_notes(work, uow, meeting_id)
        changes = uow.changes
    work.vault.checkpoint()
    return Outcome(approval, changes)


def snapshot_and_seal(
    work: Work,
    reading: Reading,
    meeting_id: str,
    kind: DocumentKind = DocumentKind.MINUTES,
    version: int = 0,
) -> tuple[MinutesSnapshot, str]:
    """The snapshot as `snapshot` gives it, and its seal code.

    The code of a draft is empty; so is that of a list of actions on which something has changed since.
    `version` asks for an earlier version of sealed minutes, which is superseded. Raises NotFound for none.
    """
    of_minutes = kind not in LIVE_LISTS
    sealed = latest_seal(reading, meeting_id)
    if version and of_minutes and (sealed is None or sealed.version != version):
        found = reading.all(SealedMinutes, meeting_id=meeting_id, version=version)
        if not found:
            raise NotFound(f"There is no version {version} of these minutes.", field="version")
        return replace(opened(found[0]), status=MinutesStatus.SUPERSEDED), found[0].seal_code
    if sealed is not None and of_minutes:
        return opened(sealed), sealed.seal_code
    view = view_of(work, reading, meeting_id)
    found_gaps = gaps_of(work, reading, view)
    draft = _draft(work, reading, on_the_day(reading, view) if of_minutes else view, found_gaps)
    if of_minutes:
        return draft, ""
    list_ = replace(draft, as_of=None)
    if sealed is None:
        return list_, ""
    frozen = opened(sealed)
    list_ = replace(list_, status=frozen.status, version=frozen.version, approval=frozen.approval)
    unchanged = (list_.actions, list_.previous_actions) == (frozen.actions, frozen.previous_actions)
    return list_, sealed.seal_code if unchanged else ""


def latest_seal(reading: Reading, meeting_id: str) -> SealedMinutes | None:
    """The newest sealed version of the minutes of a meeting, None before approval."""
    sealed = reading.all(SealedMinutes, order_by="version", meeting_id=meeting_id)
    return sealed[-1] if sealed else None


def opened(sealed: SealedMinutes) -> MinutesSnapshot:
    """The snapshot that was sealed. Raises RuleError for a version that was destroyed by order, and when
    the code does not fit what was sealed."""
    if is_destroyed(sealed):
        raise RuleError(f"Version {sealed.version} of these minutes was destroyed by order.", field="version")
    if seal_code(sealed.snapshot_json.encode()) != sealed.seal_code:
        raise RuleError(
            "These sealed minutes do not fit their seal code. Check the vault.", field="seal_code"
        )
    return _SNAPSHOT.validate_json(sealed.snapshot_json)


def _seal(
    work: Work, uow: UnitOfWork, meeting_id: str, found: tuple[Gap, ...], approval: Approval
) -> SealedMinutes:
    view = on_the_day(uow, view_of(work, uow, meeting_id))
    final = replace(
        _draft(work, uow, view, found),
        status=MinutesStatus.APPROVED,
        version=approval.version,
        approval=approval,
    )
    return seal_snapshot(work, uow, final)


def seal_snapshot(work: Work, uow: UnitOfWork, final: MinutesSnapshot) -> SealedMinutes:
    """Seals one version of the minutes. Durable when the unit is left; then nothing changes it any more."""
    canonical = canonical_json(_SNAPSHOT.dump_python(final, mode="json"))
    return uow.save(
        SealedMinutes(
            id=work.new_id(),
            meeting_id=final.meeting.id,
            version=final.version,
            sealed_at=work.now(),
            seal_code=seal_code(canonical),
            snapshot_json=canonical.decode(),
        )
    )


def _draft(work: Work, reading: Reading, view: DeskView, found: tuple[Gap, ...]) -> MinutesSnapshot:
    """The snapshot of a draft. The chair's prompts and the words as typed stay out of every document."""
    started = view.meeting.started_at
    return MinutesSnapshot(
        case=view.case,
        meeting=view.meeting,
        previous_meeting=view.previous_meeting,
        items=tuple(replace(item, prompts=()) for item in view.items),
        attendance=view.attendance,
        statements=view.statements,
        closed_parts=view.closed_parts,
        handovers=view.handovers,
        entries=tuple(replace(entry, words="") for entry in view.entries),
        decisions=view.decisions,
        actions=view.actions,
        previous_actions=tuple(
            previous_action(reading, past.action, events_that_stand(past.events, view.meeting.id))
            for past in view.past_actions
        ),
        agencies=view.agencies,
        form=view.form,
        gap_count=len(blocking(found)),
        taken_on=work.today(),
        as_of=work.day_of(started) if started else view.meeting.planned_on,
        remote_checks=view.remote_checks,
        told_in_parts=told_in_parts(reading, view),
        circulation=lines_of(reading, view.meeting.id),
        erasures=reading.all(Erasure, order_by=("at", "id"), meeting_id=view.meeting.id),
        confirmation=view.confirmation,
    )


def previous_action(reading: Reading, action: Action, events: tuple[ActionEvent, ...] = ()) -> PreviousAction:
    """An action from before as a document may tell of it, with who may have the entry it was made with."""
    entry = reading.find(Entry, action.entry_id or "")
    part_id = entry.closed_part_id if entry else None
    part = reading.find(ClosedPart, part_id) if part_id else None
    return PreviousAction(
        action=action,
        events=events,
        handling=entry.handling if entry else Handling.NORMAL,
        recipients=entry.recipients if entry else (),
        in_closed_part=part_id is not None,
        stayed_agencies=stayed_whole(reading, part) if part else (),
    )


def _check_ready(uow: UnitOfWork, meeting: Meeting, on: date, work: Work) -> None:
    if meeting.state is not MeetingState.CLOSED:
        raise RuleError("Close the meeting before its minutes are approved.")
    if on > work.today():
        raise RuleError("The day of approval is still to come.", field="on")
    if meeting.started_at is not None and on < work.day_of(meeting.started_at):
        raise RuleError("The day of approval is before the meeting.", field="on")
    if any(draft.meeting_id == meeting.id and draft.text.strip() for draft in uow.drafts()):
        raise RuleError("A half-typed line is still waiting in this meeting; keep it or clear it first.")


def _check_gaps(found: tuple[Gap, ...], why: str) -> None:
    stand = blocking(found)
    if stand and not why:
        first = stand[0].sentence
        count = "One thing is" if len(stand) == 1 else f"{len(stand)} things are"
        raise RuleError(f"{count} still missing before approval. First: {first}", field="gaps")

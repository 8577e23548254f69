"""Corrections that attendees ask for: noted, led to their place, taken or not and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.copies_rules import SETTLED, copy_state
from mappa_desk.domain.corrections import Correction, CorrectionState, Erratum
from mappa_desk.domain.editions import AS_MINUTES
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.gaps_after import entry_of_record, item_of_record
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.domain.reviews import after
from mappa_desk.domain.views import ConfirmedAt, DeskView
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.copy_events import events_of
from mappa_desk.services.filing import known_agency, required
from mappa_desk.services.handing_out import NOT_WRITTEN
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.record_places import is_restricted, record_of_place
from mappa_desk.services.work import Work
from mappa_desk.store.queries.after_minutes import newest_version
from mappa_desk.store.work import Reading, UnitOfWork

DAYS = "corrections_days"
"""Code of the area's figure: how long corrections can be asked for."""

_OVER = (MeetingState.CLOSED, MeetingState.APPROVED)

_OF_THE_MINUTES = AS_MINUTES - {DocumentKind.CHAIR_DRAFT}
"""Kinds of which somebody outside holds minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPlace:
    """One correction and where it leads."""

    correction: Correction
    item: str = ""
    entry_id: str = ""
    restricted: bool = False
    """True when it stands in a part that does not go to everybody."""
    late: bool = False
    """True when it was asked for after the area's last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCopy:
    """A copy of an earlier version that somebody holds and no newer copy has followed."""

    given: DocumentGiven
    holder: str
    """Who has it, as the register says it; the file's name where it names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView:
    """What was asked for in the minutes of one meeting, and what came of it."""

    meeting: Meeting
    rows: tuple[CorrectionPlace, ...]
    version: int
    """Newest approved version, 0 while a draft."""
    given_on: date | None
    """The day on which the first copy of the minutes was given out."""
    until: date | None
    """The last day for corrections by the area's own figure; None before a copy was given out."""
    until_confirmed: bool = False
    """True when somebody of the area confirmed that figure."""
    errata: tuple[Erratum, ...] = ()
    old_copies: tuple[HeldCopy, ...] = ()
    confirmed_at: ConfirmedAt | None = None

    @property
    def sealed(self) -> bool:
        """True once the minutes are approved."""
        return self.version > 0

    @property
    def open(self) -> int:
        """How many are neither taken nor refused."""
        return sum(row.correction.state is CorrectionState.OPEN for row in self.rows)


def corrections_view(work: Work, *, meeting_id: str) -> CorrectionsView:
    """The corrections of a meeting, oldest first, in one reading. Raises NotFound."""
    with work.reading() as reading:
        view = view_of(work, reading, meeting_id)
        given = _given(reading, meeting_id)
        first = work.day_of(given[0].at) if given else None
        standard = _days(work, reading)
        until = after(first, standard, is_bank_holiday) if first and standard else None
        version = newest_version(reading, meeting_id)
        return CorrectionsView(
            meeting=view.meeting,
            rows=tuple(_placed(view, one, until) for one in view.corrections),
            version=version,
            given_on=first,
            until=until,
            until_confirmed=standard is not None and bool(standard.verified_by),
            errata=reading.all(Erratum, order_by=("version", "at"), meeting_id=meeting_id),
            old_copies=_old_copies(given, version, _settled(reading, given)),
            confirmed_at=view.confirmed_at,
        )


def note_correction(
    work: Work,
    *,
    meeting_id: str,
    asked_by: str,
    what: str,
    place: str = "",
    agency: str = "",
    asked_on: date | None = None,
) -> Outcome[Correction]:
    """Notes a correction that somebody asked for; "9.3" or "Decision 2" as its place leads to the record.

    It is taken in after the area's last day too, and then shown as late. One undo step before approval.
    Raises RuleError before the meeting is closed, for a day to come and for missing words, NotFound.
    Durable on return.
    """
    on = asked_on or work.today()
    if on > work.today():
        raise RuleError("The day on which it was asked for is still to come.", field="asked_on")
    with work.writing() as uow:
        meeting = _over(uow, meeting_id)
        if agency:
            known_agency(uow, work, agency)
        kind, record_id = record_of_place(view_of(work, uow, meeting_id), place)
        kept = uow.save(
            Correction(
                id=work.new_id(),
                meeting_id=meeting_id,
                asked_by=required(asked_by, "Who asks for it?", field="asked_by"),
                agency=agency,
                asked_on=on,
                place=check_text(" ".join(place.split()), field="place"),
                record_kind=kind,
                record_id=record_id,
                what=required(what, "What is to be put right?", field="what"),
                noted_at=work.now(),
            )
        )
        _step(uow, meeting, "Correction noted")
        return Outcome(kept, uow.changes)


def settle_correction(
    work: Work, *, correction_id: str, state: CorrectionState, why: str = ""
) -> Outcome[Correction]:
    """Says what becomes of a correction.

    Before approval it is taken into the draft, or not taken with a reason. After approval it is left for the
    next meeting, or not taken; as an erratum it goes through `errata.issue_errata`. It can be opened again
    unless it is an erratum. One undo step before approval. Raises RuleError, NotFound. Durable on return.
    """
    reason = check_text(why.strip(), field="why")
    if state is CorrectionState.NOT_TAKEN and not reason:
        raise RuleError("Why is this correction not taken?", field="why")
    if state is CorrectionState.ERRATUM:
        raise RuleError("An erratum needs what was wrong, what is right, and who agreed.", field="state")
    with work.writing() as uow:
        asked = standing_correction(uow, correction_id)
        meeting = _over(uow, asked.meeting_id)
        sealed = meeting.state is MeetingState.APPROVED
        if state is CorrectionState.TAKEN and sealed:
            raise RuleError("The minutes are approved: make it an erratum or a note for the next meeting.")
        if state is CorrectionState.NEXT_MEETING and not sealed:
            raise RuleError("The minutes are still a draft: take it into the draft, or say why not.")
        settled = replace(
            asked,
            state=state,
            why=reason if state is not CorrectionState.OPEN else "",
            settled_at=None if state is CorrectionState.OPEN else work.now(),
        )
        if (settled.state, settled.why) == (asked.state, asked.why):
            return Outcome(asked)
        kept = uow.save(settled)
        _step(uow, meeting, f"Correction: {state.value.replace('_', ' ')}")
        return Outcome(kept, uow.changes)


def remove_correction(work: Work, *, correction_id: str) -> Outcome[Correction]:
    """Takes away a correction that was noted by mistake. Raises RuleError, NotFound. Durable on return."""
    with work.writing() as uow:
        asked = standing_correction(uow, correction_id)
        meeting = _over(uow, asked.meeting_id)
        kept = uow.save(replace(asked, removed=True))
        _step(uow, meeting, "Correction taken away")
        return Outcome(kept, uow.changes)


def standing_correction(uow: UnitOfWork, correction_id: str) -> Correction:
    """A correction that can still be settled. Raises RuleError for one taken away or made an erratum."""
    asked = uow.get(Correction, correction_id)
    if asked.removed:
        raise RuleError("This correction was taken away.")
    if asked.state is CorrectionState.ERRATUM:
        raise RuleError("This correction became an erratum, and an erratum stays.")
    return asked


def _over(reading: Reading, meeting_id: str) -> Meeting:
    meeting = reading.get(Meeting, meeting_id)
    if meeting.state not in _OVER:
        raise RuleError("Corrections are noted once the meeting is closed.")
    return meeting


def _step(uow: UnitOfWork, meeting: Meeting, label: str) -> None:
    """Undo belongs to the draft; once approved, a correction is opened again by hand."""
    if meeting.state is not MeetingState.APPROVED:
        uow.step(meeting.id, label)


def _given(reading: Reading, meeting_id: str) -> tuple[DocumentGiven, ...]:
    """The copies of the minutes that were given out and not taken back, oldest first."""
    found = reading.all(DocumentGiven, order_by="at", meeting_id=meeting_id)
    lines = [line for line in found if line.document in _OF_THE_MINUTES]
    back = {line.sha256 for line in lines if line.how == NOT_WRITTEN}
    return tuple(line for line in lines if line.how != NOT_WRITTEN and line.sha256 not in back)


def _days(work: Work, reading: Reading) -> AreaStandard | None:
    return next((one for one in area_standards(reading, work) if one.id == DAYS), None)


def _settled(reading: Reading, given: tuple[DocumentGiven, ...]) -> frozenset[str]:
    """Ids of the copies that came back or were destroyed."""
    return frozenset(line.id for line in given if copy_state(events_of(reading, line)) in SETTLED)


def _old_copies(
    given: tuple[DocumentGiven, ...], version: int, settled: frozenset[str]
) -> tuple[HeldCopy, ...]:
    newer = {_holder(line) for line in given if line.version == version}
    held: dict[str, HeldCopy] = {}
    for line in given:
        holder = _holder(line)
        if 0 < line.version < version and holder not in newer and line.id not in settled:
            held[holder] = HeldCopy(given=line, holder=holder)
    return tuple(held.values())


def _holder(line: DocumentGiven) -> str:
    return line.recipient or line.agency or line.file_name


def _placed(view: DeskView, asked: Correction, until: date | None) -> CorrectionPlace:
    return CorrectionPlace(
        correction=asked,
        item=item_of_record(view, asked.record_kind, asked.record_id),
        entry_id=entry_of_record(view, asked.record_kind, asked.record_id),
        restricted=is_restricted(view, asked.record_kind, asked.record_id),
        late=until is not None and asked.asked_on > until,
    )

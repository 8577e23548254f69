"""The demonstration: a full-size review meeting on a practice case, held as written, and its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.handouts import write_document
from mappa_desk.services.meetings import plan_meeting
from mappa_desk.services.minutes import latest_seal, opened
from mappa_desk.services.minutes_requests import open_request
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.practice import AT_THE_KEYS
from mappa_desk.services.scripted_meeting import PLANNED_BEFORE, Progress, hold
from mappa_desk.services.scripts import Script, ScriptClock, british_moment, read_script
from mappa_desk.services.work import Work

_BEFORE = (DocumentKind.AGENDA, DocumentKind.RUNNING_BOOK, DocumentKind.RUNNING_SHEET)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMeeting:
    """The meeting that was held, in figures."""

    meeting_id: str
    reference: str
    people: int
    """On the list, those who did not come among them."""
    agencies: int
    took_part: int
    entries: int
    words: int
    """Of all entries together."""
    decisions: int
    dissent: int
    """Decisions with which somebody disagreed."""
    actions: int
    """In the list of actions: made here and carried over."""
    carried: int
    owners: tuple[str, ...]
    """Codes of the agencies that own one of them."""
    seal_code: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One document: how its file is called, its kind, and for whom."""

    name: str
    kind: DocumentKind
    agency: str = ""
    person: str = ""
    large: bool = False


_ASKED_BY = ("J. Reed", "Reed and Lowe, solicitors")
"""Fictional: who asks for the minutes of the demonstration."""


def demo_script() -> Script:
    """The written meeting."""
    file = files("mappa_desk._generated") / "data" / "practice" / "demo_meeting.toml"
    return read_script(file.read_text(encoding="utf-8"))


def demo_clock() -> ScriptClock:
    """A clock that stands shortly before the meeting is planned, so that every run tells the same times."""
    script = demo_script()
    return ScriptClock(british_moment(script.on, "08:00") - PLANNED_BEFORE)


def hold_demo_meeting(work: Work, clock: ScriptClock, *, progress: Progress | None = None) -> DemoMeeting:
    """Holds the meeting in a practice vault that holds its case, or finds it held; closed and approved.

    `clock` must be the clock of the vault. Raises RuleError for a vault of real cases and when an earlier run
    was broken off. Durable on return.
    """
    if not work.vault.practice:
        raise RuleError("The demonstration is for a practice vault.")
    script = demo_script()
    name, role, agency = AT_THE_KEYS
    signed = work.signed(add_keyholder(work, name=name, role=role, agency=agency).value)
    meeting = _held_before(signed, script) or hold(signed, clock, script, progress=progress)
    if script.approval is not None:
        clock.put(british_moment(script.approval.on, script.approval.at))
    return _in_figures(signed, meeting)


def write_demo_documents(work: Work, held: DemoMeeting, folder: Path) -> Iterator[Path]:
    """Writes every kind of document of this meeting and the papers for the next one; gives each path.

    Each owner gets a list of actions, one agency a slip, a copy and a form, one who was there a copy, and
    somebody who asked for minutes gets the summary with its letter.
    The next meeting is the one that was agreed at this one; it is planned unless an earlier run did so.
    Raises as `write_document`. Each file and its line in the register are durable when its path is given.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RuleError(
            f"The folder {folder} cannot be made: {error.strerror or 'unknown cause'}."
        ) from error
    yield from _write(work, folder, held.meeting_id, held.reference, _after(work, held))
    following = _next_meeting(work, held)
    if following is not None:
        reference = meeting_reference(demo_script().reference, following.number)
        papers = [_Wanted(kind.value, kind) for kind in _BEFORE]
        papers += [_Wanted(f"invitation-{code}", DocumentKind.INVITATION, code) for code in held.owners]
        form = DocumentKind.CONTRIBUTION_FORM
        papers += [_Wanted(f"{form.value}-{code}", form, code) for code in held.owners[:1]]
        call = DocumentKind.CALL_FOR_UPDATES
        papers += [_Wanted(f"{call.value}-{code}", call, code) for code in held.owners[:1]]
        yield from _write(work, folder, following.id, reference, papers)


def _after(work: Work, held: DemoMeeting) -> list[_Wanted]:
    """Every kind that approved minutes give, each at least once."""
    kind = DocumentKind
    _ask_for_minutes(work, held)
    with work.reading() as reading:
        rows = reading.all(Attendance, order_by="seat", meeting_id=held.meeting_id)
    there = next((row for row in rows if row.took_part and not row.is_chair), None)
    wanted = [
        _Wanted("minutes", kind.MINUTES),
        _Wanted("minutes-large", kind.MINUTES, large=True),
        _Wanted("executive-summary", kind.EXECUTIVE_SUMMARY),
        _Wanted("covering-letter", kind.COVERING_LETTER),
        _Wanted("actions", kind.ACTIONS),
        _Wanted("do-now", kind.DO_NOW),
    ]
    if there is not None:
        wanted.append(_Wanted("attendee-copy", kind.ATTENDEE_COPY, person=there.id))
    for code in held.owners[:1]:
        wanted.append(_Wanted(f"agency-copy-{code}", kind.AGENCY_COPY, code))
        wanted.append(_Wanted(f"agency-slip-{code}", kind.AGENCY_SLIP, code))
    return [*wanted, *(_Wanted(f"actions-{code}", kind.AGENCY_ACTIONS, code) for code in held.owners)]


def _ask_for_minutes(work: Work, held: DemoMeeting) -> None:
    """Notes that somebody asked for the minutes, unless an earlier run did so."""
    with work.reading() as reading:
        asked = reading.all(MinutesRequest, meeting_id=held.meeting_id)
    if not asked:
        name, organisation = _ASKED_BY
        open_request(
            work,
            meeting_id=held.meeting_id,
            asked_by=name,
            organisation=organisation,
            asked_on=work.today(),
            purpose="Parole hearing",
        )


def _write(
    work: Work, folder: Path, meeting_id: str, reference: str, wanted: Sequence[_Wanted]
) -> Iterator[Path]:
    for one in wanted:
        target = folder / f"{reference}-{one.name}.pdf"
        given = write_document(
            work,
            meeting_id=meeting_id,
            kind=one.kind,
            target=target,
            agency=one.agency,
            person=one.person,
            large=one.large,
        ).value
        yield target.with_name(given.file_name)


def _next_meeting(work: Work, held: DemoMeeting) -> Meeting | None:
    """The meeting that was agreed at this one, planned now or by an earlier run; None for none."""
    with work.reading() as reading:
        before = reading.get(Meeting, held.meeting_id)
        later = reading.all(Meeting, order_by="number", case_id=before.case_id)
    planned = [meeting for meeting in later if meeting.number > before.number]
    agreed = before.next_review
    if planned or agreed is None or agreed.on is None:
        return planned[0] if planned else None
    return plan_meeting(
        work,
        case_id=before.case_id,
        kind=MeetingKind.REVIEW,
        on=agreed.on,
        at=agreed.at,
        place=agreed.place,
        level=agreed.level,
    ).value


def _held_before(work: Work, script: Script) -> Meeting | None:
    case = case_by_reference(work, reference=script.reference)
    with work.reading() as reading:
        same_day = reading.all(Meeting, case_id=case.id, planned_on=script.on)
    for meeting in same_day:
        if meeting.state is MeetingState.APPROVED:
            return meeting
    if same_day:
        raise RuleError(
            f"An earlier demonstration was broken off in {work.vault.folder}; "
            "choose another folder for the vault."
        )
    return None


def _in_figures(work: Work, meeting: Meeting) -> DemoMeeting:
    with work.reading() as reading:
        sealed = latest_seal(reading, meeting.id)
    if sealed is None:
        raise RuleError("The minutes of the demonstration are not sealed.")
    minutes: MinutesSnapshot = opened(sealed)
    carried = [
        previous.action for previous in minutes.previous_actions if previous.action.state.value == "open"
    ]
    listed = (*minutes.actions, *carried)
    order = {agency.code: agency.order for agency in minutes.agencies}
    owners = {action.owner_agency for action in listed if action.owner_agency}
    return DemoMeeting(
        meeting_id=meeting.id,
        reference=meeting_reference(minutes.case.reference, meeting.number),
        people=len(minutes.attendance),
        agencies=len({row.agency for row in minutes.attendance}),
        took_part=sum(row.took_part for row in minutes.attendance),
        entries=len(minutes.entries),
        words=sum(len(entry.text.split()) for entry in minutes.entries),
        decisions=len(minutes.decisions),
        dissent=sum(bool(decision.dissent) for decision in minutes.decisions),
        actions=len(listed),
        carried=len(carried),
        owners=tuple(sorted(owners, key=lambda code: order.get(code, 0))),
        seal_code=sealed.seal_code,
    )

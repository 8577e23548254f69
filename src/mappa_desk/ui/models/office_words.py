"""Words of the trade as the office shows them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Category, Level, Whereabouts
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus


def _tr(text: str) -> str:
    return QCoreApplication.translate("office_words", text)


def level(value: Level | None) -> str:
    """As in "Level 3"; empty for None."""
    return _tr("Level {number}").format(number=int(value)) if value else ""


def category(value: Category | None) -> str:
    """As in "Category 2"; says so when it is not set."""
    return _tr("Category {number}").format(number=int(value)) if value else _tr("No category yet")


def kind(value: MeetingKind) -> str:
    """The words "Initial" or "Review"."""
    return _tr("Initial") if value is MeetingKind.INITIAL else _tr("Review")


def meeting(value: Meeting) -> str:
    """As in "Review, Level 3"."""
    return f"{kind(value.kind)}, {level(value.level)}"


def state(value: MeetingState) -> str:
    """Where a meeting stands."""
    return {
        MeetingState.PLANNED: _tr("Planned"),
        MeetingState.RUNNING: _tr("Running"),
        MeetingState.ADJOURNED: _tr("Adjourned"),
        MeetingState.CLOSED: _tr("Closed, in draft"),
        MeetingState.APPROVED: _tr("Approved"),
        MeetingState.CANCELLED: _tr("Cancelled"),
        MeetingState.NOT_HELD: _tr("Not held"),
    }[value]


def state_icon(value: MeetingState) -> str:
    """The icon beside a meeting's state."""
    return {
        MeetingState.PLANNED: "ring",
        MeetingState.RUNNING: "ring_half",
        MeetingState.ADJOURNED: "clock",
        MeetingState.CLOSED: "pencil",
        MeetingState.APPROVED: "tick",
        MeetingState.CANCELLED: "dash",
        MeetingState.NOT_HELD: "dash",
    }[value]


def whereabouts(value: Whereabouts) -> str:
    """Where the person lives at present."""
    return {
        Whereabouts.COMMUNITY: _tr("In the community"),
        Whereabouts.PRISON: _tr("In prison"),
        Whereabouts.HOSPITAL: _tr("In hospital"),
        Whereabouts.APPROVED_PREMISES: _tr("Approved premises"),
        Whereabouts.NOT_KNOWN: _tr("Not known"),
    }[value]


def action_state(value: ActionState) -> str:
    """How an action stands."""
    return {
        ActionState.OPEN: _tr("Open"),
        ActionState.DONE: _tr("Done"),
        ActionState.DONE_LATE: _tr("Done late"),
        ActionState.OVERTAKEN: _tr("Overtaken by events"),
        ActionState.NOT_DONE: _tr("Not done"),
        ActionState.WITHDRAWN: _tr("Withdrawn"),
    }[value]


def carried(times: int) -> str:
    """How often an action was carried over: "carried twice"; empty for never."""
    words = {0: "", 1: _tr("Carried once"), 2: _tr("Carried twice")}
    return words.get(times, _tr("Carried {count} times").format(count=times))


def agency_class(value: AgencyClass) -> str:
    """What a body is to MAPPA."""
    return {
        AgencyClass.RESPONSIBLE_AUTHORITY: _tr("Responsible authority"),
        AgencyClass.DUTY_TO_COOPERATE: _tr("Duty to co-operate"),
        AgencyClass.ASSOCIATE: _tr("Associate"),
        AgencyClass.THIRD_PARTY: _tr("Third party"),
    }[value]


def document(value: DocumentKind) -> str:
    """Name of a document."""
    return {
        DocumentKind.AGENDA: _tr("Agenda"),
        DocumentKind.RUNNING_BOOK: _tr("Chair’s running book"),
        DocumentKind.RUNNING_SHEET: _tr("Running sheet"),
        DocumentKind.INVITATION: _tr("Invitation"),
        DocumentKind.CONTRIBUTION_FORM: _tr("Contribution form"),
        DocumentKind.MINUTES: _tr("Minutes"),
        DocumentKind.CHAIR_DRAFT: _tr("Draft for the chair"),
        DocumentKind.ATTENDEE_COPY: _tr("Attendee’s copy"),
        DocumentKind.AGENCY_COPY: _tr("Agency’s copy"),
        DocumentKind.EXECUTIVE_SUMMARY: _tr("Executive summary"),
        DocumentKind.COVERING_LETTER: _tr("Covering letter"),
        DocumentKind.ACTIONS: _tr("Actions"),
        DocumentKind.ACTIONS_NOW: _tr("Actions now"),
        DocumentKind.AGENCY_ACTIONS: _tr("Actions of one agency"),
        DocumentKind.AGENCY_SLIP: _tr("Agency slip"),
        DocumentKind.CALL_FOR_UPDATES: _tr("Call for updates"),
        DocumentKind.DO_NOW: _tr("Do-now list"),
        DocumentKind.ERRATUM: _tr("Erratum"),
    }[value]


def status(value: MinutesStatus, version: int = 0) -> str:
    """Status word of a document: "Draft", "Approved, version 1"."""
    if value is MinutesStatus.DRAFT:
        return _tr("Draft, not approved")
    if value is MinutesStatus.SUPERSEDED:
        return _tr("Superseded")
    return _tr("Approved, version {number}").format(number=version)


def agency_name(code: str, agencies: Iterable[Agency]) -> str:
    """Name of an agency by its code; the code itself when it is not known."""
    return next((agency.name for agency in agencies if agency.code == code), code)

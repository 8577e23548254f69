"""What the write-up page says of itself: the header's facts, how far it is, why nothing can be changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.services.write_up import WriteUpView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import HeaderFacts
from mappa_desk.ui.write_up_state import WriteUpState

TOOLS = ("find_and_replace", "preview")
"""Commands with a button in the header."""


def header_facts(view: DeskView, number: int) -> HeaderFacts:
    """Reference, how far the minutes are (`number` is that of the next draft), and of which meeting."""
    meeting = view.meeting
    sealed = meeting.state is MeetingState.APPROVED
    about = tr("Level {level} {kind} of {day}").format(
        level=int(meeting.level),
        kind=words.meeting_kind(meeting.kind).lower(),
        day=words.day(meeting.planned_on),
    )
    running = meeting.state is MeetingState.RUNNING
    return HeaderFacts(
        title=view.case.reference,
        subtitle=_stage(number, sealed=sealed),
        state=tr("Meeting runs") if running else (tr("Sealed") if sealed else ""),
        state_icon="ring_half" if running else ("padlock" if sealed else ""),
        about=about,
        tools=TOOLS,
        band=view.place_in_day,
        band_words=tr("Case {n} of {all} on the panel day").format(n=view.place_in_day, all=view.cases_of_day)
        if view.place_in_day
        else "",
    )


def _stage(number: int, *, sealed: bool) -> str:
    """How far the minutes are: approved, after the newest draft for the chair, or before the first."""
    if sealed:
        return tr("Write-up, approved")
    made = number - 1
    return tr("Write-up, after draft {n}").format(n=made) if made else tr("Write-up, before draft 1")


def progress_words(up: WriteUpView) -> str:
    """As in "31 of 44 paragraphs finished, 6,472 words"."""
    return tr("{done} of {all} paragraphs finished, {words} words").format(
        done=up.finished, all=up.of, words=f"{up.words:,}"
    )


def sealed_words(view: DeskView, zone: tzinfo | None, *, read_only: bool) -> str:
    """Why nothing can be changed; empty where it can."""
    if view.meeting.state is MeetingState.APPROVED:
        approval = view.approval
        if approval is None:
            return tr("Approved and sealed. The text can no longer be changed.")
        sealed = tr("Approved by {who} on {day} and sealed. The text can no longer be changed.")
        said = sealed.format(who=approval.approved_by, day=words.day(approval.approved_on))
        at = view.confirmed_at
        if at is None:
            return said
        how = tr("as presented") if at.confirmation.as_presented else tr("with changes")
        told = tr("Confirmed {how} at {reference} on {day}.")
        return f"{said} {told.format(how=how, reference=at.reference, day=words.day(at.on))}"
    if view.meeting.state in (MeetingState.CANCELLED, MeetingState.NOT_HELD):
        return tr("This meeting was not held. There is nothing to write up.")
    return tr("This vault is open for reading. Nothing can be changed in it.") if read_only else ""


def abbreviations_opened(state: WriteUpState) -> Callable[[int], str]:
    """Names the step by how many were opened; says so where there was none."""

    def name(count: int) -> str:
        if not count:
            state.say(tr("Every known abbreviation stands opened at its first use."))
            return ""
        return tr("Opened {count}").format(count=words.counted(count, "abbreviation", "abbreviations"))

    return name

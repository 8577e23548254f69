"""The papers that prepare a meeting: what they draw on, read in one go, and the finished document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mappa_desk.domain.actions import Action, ActionEvent, ActionState
from mappa_desk.domain.agendas import AgendaItem, MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.carry_over import made_at
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.closed_readers import part_at
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState, PanelDay
from mappa_desk.domain.minutes import DocumentKind, PreviousAction
from mappa_desk.domain.panel_days import AgencySheet, agency_sheet
from mappa_desk.domain.paper_editions import check_paper_reader, project_paper
from mappa_desk.domain.preparation import PapersSnapshot
from mappa_desk.domain.reviews import after
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.closed_parts import stayed_whole, told_in_parts
from mappa_desk.services.filing import SEALED_OFF, area_agencies, area_form, known_agency
from mappa_desk.services.meeting_record import held_before, standing_decisions, view_of
from mappa_desk.services.panel_days import timetable_of
from mappa_desk.services.work import Work
from mappa_desk.store.queries.actions import events_of_case
from mappa_desk.store.work import Reading

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import Rendered

REPLY_DAYS = "contributions_before_meeting"
"""Code of the area's figure: how long before a meeting agencies are asked to answer."""
NAMES = "invitation_names"
"""Code of the area's rule: whether an invitation names the person."""
_CALLED_OFF = (MeetingState.CANCELLED, MeetingState.NOT_HELD)


def papers_snapshot(work: Work, reading: Reading, meeting_id: str) -> PapersSnapshot:
    """Everything the papers before a meeting draw on, frozen in the reading that is open. Raises NotFound.

    Open actions are those of the case that earlier meetings made and that are open today. Decisions of the
    meeting before and actions that hold unsanitised intelligence are as they are kept: the papers leave them
    out by their flag, decisions are left out here.
    """
    meeting = reading.get(Meeting, meeting_id)
    case = reading.get(Case, meeting.case_id)
    previous = held_before(reading, meeting)
    form = area_form(reading, work)
    standards = {one.id: one for one in area_standards(reading, work)}
    decisions, restricted = _last_decisions(reading, work, previous)
    actions = _open_actions(reading, meeting)
    return PapersSnapshot(
        case=case,
        meeting=_with_place(reading, meeting),
        previous_meeting=previous,
        items=reading.all(AgendaItem, order_by="number", meeting_id=meeting_id),
        attendance=_in_seats(reading.all(Attendance, meeting_id=meeting_id)),
        agencies=area_agencies(reading, work),
        form=form,
        open_actions=actions,
        last_decisions=decisions,
        standings=reading.all(Standing, order_by="since", case_id=case.id),
        statement=form.statement_text,
        reply_by=_reply_by(work, meeting, standards.get(REPLY_DAYS)),
        ask_for=_ask_for(work, meeting),
        taken_on=work.today(),
        restricted=(*restricted, *_told_in_private(reading, actions)),
        name_in_invitation=_says_yes(standards.get(NAMES)),
        day=_day_of(work, reading, meeting),
    )


def render_paper(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    agency: str = "",
    recipient: str = "",
    large: bool = False,
) -> Rendered:
    """A paper before a meeting as PDF/UA-1 and PDF/A-2a, as it would be given out now.

    `kind` is one of `PAPER_EDITIONS`. `agency` is the code of the agency that it is for and `recipient` the
    name of the person there; an invitation needs an agency, the chair's book and the running sheet take none.
    `large` gives the large-print edition. Raises NotFound; RuleError for a wrong reader and a meeting that
    was called off.
    """
    # The layout library costs a sixth of a second to import; nothing before the first document needs it.
    from mappa_desk.documents.meeting_papers import PAPERS  # noqa: PLC0415 - start-up time

    check_paper_reader(kind, agency=agency, recipient=recipient.strip())
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        if meeting.state in _CALLED_OFF:
            raise RuleError(SEALED_OFF[meeting.state])
        if agency:
            known_agency(reading, work, agency)
        snapshot = papers_snapshot(work, reading, meeting_id)
    projected = project_paper(snapshot, kind, agency=agency)
    return PAPERS[kind](
        projected, wording=work.reference.wording, agency=agency, recipient=recipient.strip(), large=large
    )


def _with_place(reading: Reading, meeting: Meeting) -> Meeting:
    """The meeting at the place of its panel day where it has none of its own."""
    if meeting.place or meeting.panel_day_id is None:
        return meeting
    return replace(meeting, place=reading.get(PanelDay, meeting.panel_day_id).place)


def _in_seats(rows: tuple[Attendance, ...]) -> tuple[Attendance, ...]:
    return tuple(sorted(rows, key=lambda row: (not row.is_chair, row.seat, row.name, row.id)))


def _open_actions(reading: Reading, meeting: Meeting) -> tuple[PreviousAction, ...]:
    """The open actions of earlier meetings, oldest first, each with its whole history."""
    histories: dict[str, list[ActionEvent]] = {}
    for event in events_of_case(reading, meeting.case_id):
        histories.setdefault(event.action_id, []).append(event)
    still_open = reading.all(Action, case_id=meeting.case_id, state=ActionState.OPEN, removed=False)
    earlier = [action for action in still_open if made_at(action) < meeting.number]
    earlier.sort(key=lambda action: (made_at(action), action.place))
    found = []
    for action in earlier:
        entry = reading.find(Entry, action.entry_id or "")
        part = reading.find(ClosedPart, entry.closed_part_id) if entry and entry.closed_part_id else None
        found.append(
            PreviousAction(
                action=action,
                events=tuple(histories.get(action.id, ())),
                handling=entry.handling if entry else Handling.NORMAL,
                recipients=entry.recipients if entry else (),
                in_closed_part=entry is not None and entry.closed_part_id is not None,
                stayed_agencies=stayed_whole(reading, part) if part else (),
            )
        )
    return tuple(found)


def _last_decisions(
    reading: Reading, work: Work, previous: Meeting | None
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions of the meeting before without unsanitised ones, and the ids of restricted ones."""
    if previous is None:
        return (), ()
    entries = {entry.id: entry for entry in reading.all(Entry, meeting_id=previous.id)}
    every = standing_decisions(reading, previous.id)
    kept = tuple(one for one in every if entries[one.entry_id].handling is not Handling.SANITISE)
    told: set[str] = set()
    if reading.all(ClosedPart, meeting_id=previous.id):
        told = {one.record_id for one in told_in_parts(reading, view_of(work, reading, previous.id))}
    restricted = tuple(
        one.id
        for one in kept
        if entries[one.entry_id].closed_part_id is not None
        or entries[one.entry_id].handling is Handling.NAMED_RECIPIENTS
        or one.id in told
    )
    return kept, restricted


def _told_in_private(reading: Reading, actions: tuple[PreviousAction, ...]) -> tuple[str, ...]:
    """Ids of the events of these actions that were told in a closed part."""
    parts: dict[str, tuple[ClosedPart, ...]] = {}
    found = []
    for past in actions:
        for event in past.events:
            held = event.meeting_id
            if held is None:
                continue
            if held not in parts:
                parts[held] = reading.all(ClosedPart, meeting_id=held)
            if part_at(parts[held], event.at) is not None:
                found.append(event.id)
    return tuple(found)


def _reply_by(work: Work, meeting: Meeting, standard: AreaStandard | None) -> date | None:
    """The area's time before the meeting; None where it sets none and where that day has gone by."""
    if standard is None or not standard.value:
        return None
    day = after(meeting.planned_on, replace(standard, value=-standard.value), is_bank_holiday)
    is_late = meeting.state is MeetingState.PLANNED and day < work.today()
    return None if is_late else day


def _ask_for(work: Work, meeting: Meeting) -> tuple[str, ...]:
    kind = "first" if meeting.kind is MeetingKind.INITIAL else "review"
    asked = {
        key: words
        for key, words in work.reference.wording.items()
        if key.startswith(("paper.invitation.ask.all_", f"paper.invitation.ask.{kind}_"))
    }
    return tuple(asked[key] for key in sorted(asked, key=lambda key: key.rpartition("_")[2]))


def _says_yes(standard: AreaStandard | None) -> bool:
    return standard is not None and bool(standard.value)


def _day_of(work: Work, reading: Reading, meeting: Meeting) -> tuple[AgencySheet, ...]:
    if meeting.panel_day_id is None:
        return ()
    table = timetable_of(work, reading, meeting.panel_day_id)
    return tuple(agency_sheet(table, stay.agency) for stay in table.agencies)

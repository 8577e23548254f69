"""What is known of a meeting before it is held, frozen for the papers that prepare it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import PreviousAction
from mappa_desk.domain.panel_days import AgencySheet


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersSnapshot:
    """Everything the papers before a meeting may draw on, read in one transaction and never changed after.

    A paper is a pure function of it: the same snapshot gives the same bytes.
    """

    case: Case
    meeting: Meeting
    previous_meeting: Meeting | None = None
    items: tuple[AgendaItem, ...]
    """With the chair's prompts, which only the chair's own book may hold."""
    attendance: tuple[Attendance, ...] = ()
    """Those who are expected, with replies and reports as far as they came in."""
    agencies: tuple[Agency, ...] = ()
    form: AreaForm
    open_actions: tuple[PreviousAction, ...] = ()
    """Open on the day the snapshot was taken, oldest first."""
    last_decisions: tuple[Decision, ...] = ()
    """Of the meeting before."""
    standings: tuple[Standing, ...] = ()
    """Category and level of the case over time, oldest first."""
    statement: str = ""
    """The whole text that is read out at the start."""
    reply_by: date | None = None
    """The day until which agencies are asked to answer."""
    ask_for: tuple[str, ...] = ()
    """What the invited agency is asked to bring, in words, one line each."""
    taken_on: date
    restricted: tuple[str, ...] = ()
    """Ids of last decisions, and of events of actions, that hold words of a closed part or for named
    recipients: the chair's own book marks them, no other paper holds them."""
    name_in_invitation: bool = False
    """The area's rule: invitations to agencies that information may be shared with name the person."""
    day: tuple[AgencySheet, ...] = ()
    """On a panel day the times of each agency; a paper for an agency holds its own alone."""

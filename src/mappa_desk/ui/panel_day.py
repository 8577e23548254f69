"""Joins the page of a panel day with the services: its timetable, each agency's sheet, how slots move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.panel_days import Timetable, agency_sheet
from mappa_desk.domain.views import MeetingRow, PanelDayView
from mappa_desk.services import panel_days
from mappa_desk.services.areas import area_view
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.panel_day import people_model, sheet_model, sheet_words, slots_model
from mappa_desk.ui.new_meeting import read_clock
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.panel_day import PanelDayView as PanelDayPageView


@dataclass(frozen=True, slots=True)
class Read:
    """Everything the page shows, read in one go."""

    day: PanelDayView
    table: Timetable
    agencies: tuple[Agency, ...]
    candidates: tuple[MeetingRow, ...]


class PanelDayPage(OfficePage):
    """The cases of one panel day as a timetable; without an id that of today, the next one, else the last."""

    def __init__(self, office: Office, panel_day_id: str) -> None:
        self.view = PanelDayPageView()
        super().__init__(office, self.view)
        self._day_id = panel_day_id
        self._read: Read | None = None
        self._first = True
        view = self.view
        view.meeting_chosen.connect(lambda meeting: office.shell.navigate("meeting", meeting))
        view.plan_requested.connect(self._plan)
        view.sheet_chosen.connect(lambda _code: self._draw())
        view.move_requested.connect(self._move)
        view.change_requested.connect(self._change_slot)
        view.off_requested.connect(self._take_off)
        view.add_requested.connect(self._add)
        commands.bind(view.timetable, Scope.PANEL_DAY, self._slot_commands())

    def title(self) -> str:
        return self.tr("Panel day")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"plan_meeting": self._plan, **self._slot_commands()}

    def enter(self) -> None:
        day_id = self._day_id
        self.ask(lambda work: _read(work, day_id or _nearest(work)), self._show)

    def _slot_commands(self) -> dict[str, Callable[[], None]]:
        return {
            "slot_earlier": lambda: self.view.move_case(-1),
            "slot_later": lambda: self.view.move_case(1),
            "edit_slot": self.view.edit_slot,
        }

    def _show(self, read: Read | None) -> None:
        if read is None:
            self.office.shell.replace("new_panel_day")
            return
        self._read, self._day_id = read, read.day.day.id
        day = read.day.day
        self.head(day.title, self.tr("Panel day, {day}").format(day=dates.day(day.on)))
        self.view.set_head(f"{day.title}, {dates.day(day.on)}", day.place)
        names = tuple(
            (stay.agency, words.agency_name(stay.agency, read.agencies)) for stay in read.table.agencies
        )
        self.view.set_agencies(names, self.view.sheet)
        self.view.set_candidates(tuple((row.meeting_id, _candidate(row)) for row in read.candidates))
        self._draw()
        if self._first:
            self._first = False
            self.view.focus_first()

    def _draw(self) -> None:
        """Show the whole day, or the sheet of the agency that is chosen."""
        read, code = self._read, self.view.sheet
        if read is None:
            return
        if code:
            sheet = agency_sheet(read.table, code)
            sentence = sheet_words(sheet, words.agency_name(code, read.agencies))
            self.view.show_sheet(sheet_model(sheet), sentence)
            return
        clashes = [slot.reference for slot in read.table.slots if slot.meeting_id in read.table.clashes]
        notice = (
            self.tr("{cases}: to begin before the case before has ended.").format(cases=", ".join(clashes))
            if clashes
            else ""
        )
        meetings = tuple(row.meeting for row in read.day.meetings)
        self.view.show_day(slots_model(read.table, meetings), people_model(read.table, read.agencies), notice)

    def _plan(self) -> None:
        self.office.shell.navigate("new_meeting", "", panel_day=self._day_id)

    def _move(self, meeting_id: str, step: int) -> None:
        self._do(lambda work: panel_days.move_slot(work, meeting_id=meeting_id, step=step))

    def _change_slot(self, meeting_id: str, at: str, minutes: int) -> None:
        clock = read_clock(at) or at
        self._do(lambda work: panel_days.change_slot(work, meeting_id=meeting_id, at=clock, minutes=minutes))

    def _take_off(self, meeting_id: str) -> None:
        self._do(lambda work: panel_days.take_off_panel_day(work, meeting_id=meeting_id))

    def _add(self, meeting_id: str) -> None:
        day_id = self._day_id
        if meeting_id:
            self._do(
                lambda work: panel_days.add_to_panel_day(work, meeting_id=meeting_id, panel_day_id=day_id)
            )

    def _do(self, call: Callable[[Work], object]) -> None:
        self.view.show_error("")
        self.change(call, lambda _outcome: self.enter(), self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, RuleError):
            self.view.show_error(str(error), error.field)
            self.office.shell.announce(str(error))
        else:
            self.office.shell.report(error)


def _candidate(row: MeetingRow) -> str:
    """A planned meeting that may be put on the day, in words."""
    when = " ".join(part for part in (dates.day(row.meeting.planned_on), row.meeting.planned_at) if part)
    return f"{row.case_reference}, {words.meeting(row.meeting)}, {when}"


def _nearest(work: Work) -> str:
    """Id of the panel day of today, else of the next one, else of the last; empty when there is none."""
    days = panel_days.list_panel_days(work)
    ahead = [day for day in days if day.on >= work.today()]
    return (ahead[-1] if ahead else days[0]).id if days else ""


def _read(work: Work, day_id: str) -> Read | None:
    """Everything the page shows; None when there is no panel day yet."""
    if not day_id:
        return None
    today: date = work.today()
    return Read(
        panel_days.panel_day(work, panel_day_id=day_id),
        panel_days.day_timetable(work, panel_day_id=day_id),
        area_view(work).agencies,
        tuple(
            row
            for row in reversed(list_meetings(work))
            if row.meeting.state is MeetingState.PLANNED
            and row.meeting.panel_day_id is None
            and row.meeting.planned_on >= today
        ),
    )

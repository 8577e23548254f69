"""Joins the planning forms with the services: a meeting, one at once, a panel day."""

from __future__ import annotations

import re
from datetime import date

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.cases import Level
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import StandingPanel
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, PanelDay
from mappa_desk.domain.views import CaseRow
from mappa_desk.services.cases import list_cases
from mappa_desk.services.contacts import contact_book
from mappa_desk.services.meetings import plan_meeting, start_now
from mappa_desk.services.panel_days import list_panel_days, make_panel_day
from mappa_desk.services.work import Work
from mappa_desk.ui.models import dates
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.new_meeting import (
    MeetingAnswers,
    NewMeetingView,
    NewPanelDayView,
    StartNowView,
    understood,
)

_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:.]?([0-5]\d)$")


def read_clock(text: str) -> str | None:
    """A clock time as it is kept, "10:00", from "10:00", "10.00", "1000" or "9:30"; None when it is none."""
    found = _CLOCK.match(text.strip())
    return f"{int(found[1]):02d}:{found[2]}" if found else None


class NewMeeting(OfficePage):
    """Plans a meeting in four answers."""

    def __init__(self, office: Office, case_id: str = "", panel_day_id: str = "") -> None:
        self.view = NewMeetingView()
        super().__init__(office, self.view)
        self._case_id, self._panel_day_id = case_id, panel_day_id
        self._given = ("", "", "")
        self._cases: dict[str, CaseRow] = {}
        self._today = date.min
        self.view.saved.connect(self._on_saved)
        self.view.cancelled.connect(office.shell.back)
        self.view.case_changed.connect(self._on_case_changed)
        self.view.date_edited.connect(self._on_date_edited)

    def title(self) -> str:
        return self.tr("Plan a meeting")

    def enter(self) -> None:
        self.ask(_read, lambda read: self._show(*read))

    def _show(
        self,
        rows: tuple[CaseRow, ...],
        days: tuple[PanelDay, ...],
        today: date,
        panels: tuple[StandingPanel, ...],
    ) -> None:
        self._today = today
        open_rows = tuple(row for row in rows if row.case.closed_on is None)
        self._cases = {row.case.id: row for row in open_rows}
        self.view.set_panels(panels)
        self.view.set_panel_days(tuple(day for day in days if day.on >= today))
        for day in days:
            if day.id == self._panel_day_id:
                self.view.choose_panel_day(day)
                self._given = (dates.typed(day.on), "", day.place)
        self.view.set_cases(open_rows, self._case_id)
        if not open_rows:
            self.view.errors.show({"case": self.tr("There is no case yet. Open one first.")})
        self.view.focus_first(has_case=self._case_id in self._cases)

    def unkept(self) -> bool:
        answers, given = self.view.answers(), self._given
        return (answers.date, answers.time, answers.place) != given

    def _on_case_changed(self, case_id: str) -> None:
        row = self._cases.get(case_id)
        if row is not None:
            kind = MeetingKind.REVIEW if row.meetings else MeetingKind.INITIAL
            self.view.propose(kind=kind, level=row.case.level)

    def _on_date_edited(self, text: str) -> None:
        self.view.set_date_read(understood(self._day(text), self._today))

    def _day(self, text: str) -> date | None:
        read = read_date(text, today=self._today) if text.strip() else None
        return read.on if read is not None else None

    def _on_saved(self, opens_desk: bool) -> None:
        answers = self.view.answers()
        on, at = self._day(answers.date), read_clock(answers.time)
        wrong = {}
        if not answers.case_id:
            wrong["case"] = self.tr("Which case is it about?")
        if on is None:
            wrong["on"] = (
                self.tr("“{text}” is not a date. Write 27/11, fri or tomorrow.").format(text=answers.date)
                if answers.date
                else self.tr("A meeting needs its date.")
            )
        if answers.time and at is None:
            wrong["at"] = self.tr("“{text}” is not a time. Write 10:00.").format(text=answers.time)
        self.view.errors.show(wrong, take_focus=True)
        if wrong or on is None:
            return
        self.view.set_busy(True)
        day, clock = on, at or ""
        self.change(
            lambda work: _plan(work, answers, day, clock),
            lambda outcome: self._planned(outcome.value, opens_desk),
            self._on_refused,
        )

    def _planned(self, meeting: Meeting, opens_desk: bool) -> None:
        if opens_desk:
            self.office.shell.replace("meeting", meeting.id)
        elif self._panel_day_id:
            self.office.shell.replace("panel_day", self._panel_day_id)
        else:
            self.office.shell.replace("case", meeting.case_id)

    def _on_refused(self, error: Exception) -> None:
        self.view.set_busy(False)
        if isinstance(error, RuleError):
            self.view.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self.office.shell.report(error)


class StartNow(OfficePage):
    """Starts a meeting at once."""

    def __init__(self, office: Office) -> None:
        self.view = StartNowView()
        super().__init__(office, self.view)
        self.view.saved.connect(self._on_saved)
        self.view.cancelled.connect(office.shell.back)

    def title(self) -> str:
        return self.tr("Start a meeting now")

    def enter(self) -> None:
        self.view.setFocus()

    def _on_saved(self, reference: str, level: int) -> None:
        if not reference:
            self.view.errors.show(
                {"reference": self.tr("A meeting needs the case's reference.")}, take_focus=True
            )
            return
        self.change(
            lambda work: start_now(work, level=Level(level), reference=reference),
            lambda outcome: self.office.shell.replace("meeting", outcome.value.id),
            self._on_refused,
        )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, RuleError):
            self.view.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self.office.shell.report(error)


class NewPanelDay(OfficePage):
    """Makes a panel day; cases are put on it when their meetings are planned."""

    def __init__(self, office: Office) -> None:
        self.view = NewPanelDayView()
        super().__init__(office, self.view)
        self._today = date.min
        self.view.saved.connect(self._on_saved)
        self.view.cancelled.connect(office.shell.back)

    def title(self) -> str:
        return self.tr("Plan a panel day")

    def enter(self) -> None:
        self.view.setFocus()
        self.ask(lambda work: work.today(), self._on_today)

    def _on_today(self, today: date) -> None:
        self._today = today

    def _on_saved(self, day: str, place: str, title: str) -> None:
        read = read_date(day, today=self._today) if day else None
        on = read.on if read is not None else None
        wrong = {}
        if on is None:
            wrong["on"] = self.tr("A panel day needs its date, as 27/11, fri or tomorrow.")
        if not title:
            wrong["title"] = self.tr("A panel day needs a title.")
        self.view.errors.show(wrong, take_focus=True)
        if on is None or wrong:
            return
        when = on
        self.change(
            lambda work: make_panel_day(work, on=when, title=title, place=place),
            lambda outcome: self.office.shell.replace("panel_day", outcome.value.id),
            self._on_refused,
        )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, RuleError):
            self.view.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self.office.shell.report(error)


def _read(
    work: Work,
) -> tuple[tuple[CaseRow, ...], tuple[PanelDay, ...], date, tuple[StandingPanel, ...]]:
    return list_cases(work), list_panel_days(work), work.today(), contact_book(work).panels


def _plan(work: Work, answers: MeetingAnswers, on: date, at: str) -> Outcome[Meeting]:
    return plan_meeting(
        work,
        case_id=answers.case_id,
        kind=answers.kind,
        on=on,
        at=at,
        place=answers.place,
        level=answers.level,
        minutes=answers.minutes,
        panel_day_id=answers.panel_day_id,
        panel=answers.panel,
    )

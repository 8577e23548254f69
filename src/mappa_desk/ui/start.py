"""Joins the start page with what the vault says of today."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from mappa_desk.domain.clocks import ClockKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import MeetingRow, StartView
from mappa_desk.services.areas import area_view
from mappa_desk.services.desk import start_view
from mappa_desk.services.people import keyholders
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.rows import Row
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.start import StartView as StartPageView

_LEADS_TO = (
    ("action", "actions", "is:overdue"), ("report", "clocks", ClockKind.REPORTS.value),
    ("minute", "clocks", ClockKind.MINUTES.value), ("review", "clocks", ClockKind.REVIEW.value),
    ("not yet held", "meetings", ""),
)  # fmt: skip
"""Part of the word of a number, the page that it leads to, and the kind of clocks to show there."""

_DAY = "day:"
"""Begins the key of a row that leads to a panel day."""


class StartPage(OfficePage):
    """Today, due, recent."""

    def __init__(self, office: Office) -> None:
        self.view = StartPageView()
        super().__init__(office, self.view)
        shell = office.shell
        self._drafts: tuple[str, ...] = ()
        self._sealed: frozenset[str] = frozenset()
        """Ids of closed meetings on this page, whose minutes are to be written up."""
        self.view.desk_requested.connect(self._on_chosen)
        self.view.meeting_chosen.connect(self._on_chosen)
        self.view.plan_requested.connect(lambda: shell.navigate("new_meeting"))
        self.view.panel_day_requested.connect(lambda: shell.navigate("new_panel_day"))
        self.view.practice_requested.connect(office.try_practice)
        self.view.due_chosen.connect(self._on_due_chosen)
        self.view.clocks_requested.connect(lambda: shell.navigate("clocks"))
        self._first = True

    def enter(self) -> None:
        self.ask(_read, self._show)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The minutes of the meeting that was held last can be written up from here."""
        drafts, shell = self._drafts, self.office.shell
        return {"write_up": lambda: shell.navigate("write_up", drafts[0])} if drafts else {}

    def _show(self, read: tuple[StartView, date, str, int, float, bool]) -> None:
        view, today, keys, lock_minutes, free_gb, practice = read
        held = sorted(
            {row.meeting_id: row for row in (*view.today, *view.recent)}.values(),
            key=lambda row: row.meeting.planned_on,
            reverse=True,
        )
        self._drafts = tuple(row.meeting_id for row in held if row.meeting.state is MeetingState.CLOSED)
        self._sealed = frozenset(row.meeting_id for row in held if row.meeting.state is MeetingState.APPROVED)
        self.head(self.tr("MAPPA Desk"), dates.long_day(today))
        self.view.set_today(
            (
                *(self._today(row, place == 0) for place, row in enumerate(view.today)),
                *self._timetables(view.today),
            ),
            self._empty(practice),
        )
        self.view.set_coming(tuple(self._coming(row) for row in view.coming[:5]))
        self.view.set_recent(tuple(self._recent(row, today) for row in view.recent))
        self.view.set_due(view.due)
        self.view.set_vault(
            keys=(self.tr("At the keys: {name}").format(name=keys), self.tr("Signs what is typed."))
            if keys
            else ("", ""),
            space=(
                self.tr("Space left: {gigabytes} GB").format(gigabytes=f"{free_gb:,.0f}"),
                self.tr("On the vault's drive."),
            ),
            recovery=("", "") if practice else (
                self.tr("No recovery yet"), self.tr("A lost passphrase loses the vault."),
            ),
            locks=(
                self.tr("Lock now with {key}").format(key=commands.command("lock").keys_text),
                self.tr("Locks by itself after {count} minutes.").format(count=lock_minutes),
            ),
        )  # fmt: skip
        cases = dates.counted(view.case_count, self.tr("fictional case"), self.tr("fictional cases"))
        self.view.set_practice(
            practice, self.tr("{cases}. Nothing here is counted in a report.").format(cases=cases)
        )
        if self._first:
            self._first = False
            self.view.focus_first()

    def _timetables(self, today: tuple[MeetingRow, ...]) -> tuple[Row, ...]:
        """A row that leads to the timetable of each panel day of today."""
        days = dict.fromkeys(row.meeting.panel_day_id for row in today if row.meeting.panel_day_id)
        return tuple(
            Row(f"{_DAY}{day_id}", self.tr("Timetable of the panel day"), lead="", icon="calendar")
            for day_id in days
        )

    def _on_chosen(self, key: str) -> None:
        if key.startswith(_DAY):
            self.office.shell.navigate("panel_day", key.removeprefix(_DAY))
        elif key in self._drafts or key in self._sealed:
            self.office.shell.navigate("write_up", key)
        else:
            self.office.shell.navigate("meeting", key)

    def _empty(self, practice: bool) -> str:
        if practice:
            return self.tr("No meeting today. Plan one, or open one of the meetings below.")
        return self.tr("No meeting today. Plan one, or try the practice vault.")

    def _today(self, row: MeetingRow, is_first: bool) -> Row:
        return Row(
            row.meeting_id,
            row.case_reference,
            words.meeting(row.meeting),
            self._facts(row),
            lead=row.meeting.planned_at or self.tr("open"),
            trailing="" if is_first else self._state(row),
            button=self._button(row) if is_first else "",
        )

    def _button(self, row: MeetingRow) -> str:
        closed = row.meeting.state is MeetingState.CLOSED
        return self.tr("Write up the minutes") if closed else self.tr("Open the desk")

    def _coming(self, row: MeetingRow) -> Row:
        return Row(
            row.meeting_id,
            row.case_reference,
            words.meeting(row.meeting),
            self._facts(row),
            trailing=" ".join(
                part for part in (dates.day(row.meeting.planned_on), row.meeting.planned_at) if part
            ),
            icon="calendar",
            icon_tone="muted",
        )

    def _recent(self, row: MeetingRow, today: date) -> Row:
        return Row(
            row.meeting_id,
            row.case_reference,
            f"{words.meeting(row.meeting)}: {self._stands(row.meeting.state)}",
            trailing=dates.near_day(row.meeting.planned_on, today),
            icon=words.state_icon(row.meeting.state),
            icon_tone="muted",
        )

    def _stands(self, state: MeetingState) -> str:
        return self.tr("minutes to write up") if state is MeetingState.CLOSED else words.state(state)

    def _facts(self, row: MeetingRow) -> str:
        answered = (
            self.tr("{count} not answered").format(count=row.awaited)
            if row.awaited
            else self.tr("all answered")
        )
        parts = [
            self.tr("{count} minutes").format(count=row.meeting.planned_minutes)
            if row.meeting.planned_minutes
            else "",
            dates.counted(row.agencies, self.tr("agency"), self.tr("agencies")) if row.agencies else "",
            answered if row.agencies else "",
            self.tr("{actions} open").format(
                actions=dates.counted(row.open_actions, self.tr("action"), self.tr("actions"))
            )
            if row.open_actions
            else "",
        ]
        return ", ".join(part for part in parts if part)

    @staticmethod
    def _state(row: MeetingRow) -> str:
        return "" if row.meeting.state is MeetingState.PLANNED else words.state(row.meeting.state)

    def _on_due_chosen(self, word: str) -> None:
        if "minute" in word.casefold() and len(self._drafts) == 1:
            self.office.shell.navigate("write_up", self._drafts[0])
            return
        for part, page, show in _LEADS_TO:
            if part in word.casefold():
                self.office.shell.navigate(page, **({"show": show} if show else {}))
                return


def _read(work: Work) -> tuple[StartView, date, str, int, float, bool]:
    names = {person.id: person.name for person in keyholders(work)}
    free = shutil.disk_usage(Path(work.vault.folder)).free / 1e9
    return (
        start_view(work),
        work.today(),
        names.get(work.by, ""),
        area_view(work).form.lock_minutes,
        free,
        work.vault.practice,
    )

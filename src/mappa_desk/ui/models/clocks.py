"""What the page of the clocks says: columns of its table, words and numbers of its cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.clocks import ClockKind, ClockStands, ClocksView, RunningClock
from mappa_desk.ui.models import area, dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.tables import Column, RowsModel

_FAR = date.max
LAST_DAY = 1
"""The column of the last day."""
EVERY = ""
"""Key of the card of all clocks; the others have the word of their kind."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("clocks", text)


@dataclass(frozen=True, slots=True)
class ClockCard:
    """One card: how many clocks of a kind run, and how many of them have run out."""

    key: str
    title: str
    count: int
    note: str
    grave: bool


def kind_title(kind: ClockKind) -> str:
    """Words at the head of a kind of clocks."""
    return {
        ClockKind.MINUTES: _tr("Minutes"),
        ClockKind.REVIEW: _tr("Reviews"),
        ClockKind.FIRST_MEETING: _tr("First meetings"),
        ClockKind.REPORTS: _tr("Reports"),
        ClockKind.ACTIONS: _tr("Actions"),
    }[kind]


def cards(view: ClocksView) -> tuple[ClockCard, ...]:
    """A card of all clocks and one of each kind."""
    return (
        _card(EVERY, _tr("All"), view.clocks, view.today),
        *(
            _card(
                kind.value,
                kind_title(kind),
                tuple(clock for clock in view.clocks if clock.kind is kind),
                view.today,
            )
            for kind in ClockKind
        ),
    )


def clocks_model(view: ClocksView) -> RowsModel[RunningClock]:
    """The table of the clocks."""
    today, ahead = view.today, view.ahead
    columns: tuple[Column[RunningClock], ...] = (
        Column(
            _tr("Stands"),
            lambda row: stands(row, today, ahead),
            lambda row: row.due or _FAR,
            share=0,
            tone=lambda row: _TONES[row.stands(today, ahead)],
            icon=lambda row: _ICONS[row.stands(today, ahead)],
        ),
        Column(_tr("Last day"), lambda row: dates.day(row.due), lambda row: row.due or _FAR, share=0),
        Column(_tr("Case"), lambda row: row.case_reference, bold=True, share=0),
        Column(_tr("What"), lambda row: what(row, today), share=1),
        Column(
            _tr("Counted by"),
            counted_by,
            share=0,
            tone=_figure_tone,
        ),
    )
    return RowsModel(columns, lambda row: row.key)


def stands(clock: RunningClock, today: date, ahead: int) -> str:
    """How a clock stands: "3 days late", "in 4 days", "planned 2 days too late", "no date yet"."""
    due = clock.due
    if due is None:
        return _tr("no date yet")
    how = clock.stands(today, ahead)
    if how is ClockStands.LATE:
        return _tr("{days} late").format(days=_days((today - due).days))
    if how is ClockStands.WILL_BE_LATE and clock.planned_on is not None:
        return _tr("planned {days} too late").format(days=_days((clock.planned_on - due).days))
    return dates.distance(due, today)


def what(clock: RunningClock, today: date) -> str:
    """What the clock waits for, in one line."""
    level = words.level(clock.level)
    if clock.kind is ClockKind.MINUTES:
        return _tr("Minutes of the {meeting} held {day}").format(
            meeting=_meeting(clock), day=dates.day(clock.since)
        )
    if clock.kind is ClockKind.REPORTS:
        return _tr("{count} of {all} reports awaited for the {meeting} {day}").format(
            count=clock.count, all=clock.of, meeting=_meeting(clock), day=_on(clock.planned_on, today)
        )
    if clock.kind is ClockKind.ACTIONS:
        return _actions(clock)
    if clock.kind is ClockKind.REVIEW:
        return _tr("{level} review; last held {day}; {planned}").format(
            level=level, day=dates.day(clock.since), planned=_planned(clock, today)
        )
    if clock.since is None:
        return _tr("First {level} meeting; when was the referral accepted?").format(level=level)
    return _tr("First {level} meeting; referral accepted {day}; {planned}").format(
        level=level, day=dates.day(clock.since), planned=_planned(clock, today)
    )


def counted_by(clock: RunningClock) -> str:
    """The figure behind the last day, and whether the area has confirmed it."""
    if clock.kind is ClockKind.ACTIONS:
        return _tr("their own dates")
    if clock.standard is None:
        return _tr("no figure set")
    figure = area.figure(clock.standard)
    return figure if clock.standard.verified else _tr("{figure}, not confirmed").format(figure=figure)


def _figure_tone(clock: RunningClock) -> str:
    if clock.kind is ClockKind.ACTIONS:
        return "muted"
    return "" if clock.standard is not None and clock.standard.verified else "warning"


def late_words(view: ClocksView) -> str:
    """How many clocks have run out, beside the head of the page."""
    if not view.clocks:
        return ""
    if not view.late:
        return _tr("None has run out")
    return dates.counted(view.late, _tr("has run out"), _tr("have run out"))


def figures_words(view: ClocksView) -> str:
    """What is to be known of the figures behind the days; empty when all are confirmed."""
    missing, all_of_them = len(view.unconfirmed), len(view.standards)
    if not missing:
        return ""
    if all_of_them == 1:
        return _tr("The figure behind these days is not confirmed by your area yet.")
    if missing == all_of_them:
        return _tr("None of the {all} figures behind these days is confirmed by your area yet.").format(
            all=all_of_them
        )
    return _tr("{count} of the {all} figures behind these days are not confirmed by your area yet.").format(
        count=missing, all=all_of_them
    )


def badge_words(late: int) -> str:
    """The number of the one badge for a screen reader; empty for none."""
    return dates.counted(late, _tr("clock has run out"), _tr("clocks have run out")) if late else ""


def _card(key: str, title: str, clocks: tuple[RunningClock, ...], today: date) -> ClockCard:
    out = sum(clock.due is not None and clock.due < today for clock in clocks)
    days = [clock.due for clock in clocks if clock.due is not None]
    if out:
        note = _tr("{count} late").format(count=out)
    elif days:
        note = _tr("next {day}").format(day=dates.day(min(days)).rpartition(" ")[0])
    else:
        note = _tr("no date yet") if clocks else _tr("none")
    return ClockCard(key, title, len(clocks), note, bool(out))


def _meeting(clock: RunningClock) -> str:
    is_first = clock.meeting_kind is MeetingKind.INITIAL
    return (_tr("first {level} meeting") if is_first else _tr("{level} review")).format(
        level=words.level(clock.level)
    )


def _planned(clock: RunningClock, today: date) -> str:
    if clock.planned_on is not None:
        return _tr("planned for {day}").format(day=dates.near_day(clock.planned_on, today))
    if clock.agreed_on is not None:
        return _tr("agreed for {day}, not planned").format(day=dates.near_day(clock.agreed_on, today))
    return _tr("not planned")


def _on(day: date | None, today: date) -> str:
    if day is None:
        return ""
    near = dates.near_day(day, today)
    return near if near != dates.day(day) else _tr("on {day}").format(day=near)


def _actions(clock: RunningClock) -> str:
    soon = clock.count - clock.of
    parts = []
    if clock.of:
        parts.append(dates.counted(clock.of, _tr("action overdue"), _tr("actions overdue")))
    if soon:
        noun = (_tr("more due soon"),) * 2 if clock.of else (_tr("action due soon"), _tr("actions due soon"))
        parts.append(dates.counted(soon, *noun))
    return ", ".join(parts)


def _days(number: int) -> str:
    return dates.counted(number, _tr("day"), _tr("days"))


_TONES = {
    ClockStands.LATE: "danger",
    ClockStands.WILL_BE_LATE: "warning",
    ClockStands.SOON: "warning",
    ClockStands.RUNNING: "muted",
    ClockStands.NOT_KNOWN: "warning",
}
_ICONS = {
    ClockStands.LATE: "flag",
    ClockStands.WILL_BE_LATE: "triangle",
    ClockStands.SOON: "ring_half",
    ClockStands.RUNNING: "ring",
    ClockStands.NOT_KNOWN: "issue",
}

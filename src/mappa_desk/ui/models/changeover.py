"""What the card between two cases says, in words ready to show. Nothing of what was said in the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Mode
from mappa_desk.domain.changeovers import Changeover, Mover
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.panel_days import clock_of, minutes_of
from mappa_desk.ui.models import desk_words as words

_MODES = {Mode.ROOM: "room", Mode.VIDEO: "video", Mode.TELEPHONE: "telephone"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("changeover", text)


@dataclass(frozen=True, slots=True)
class MoverLine:
    """One person in a column: icon, who, how they take part."""

    icon: str
    tone: str
    who: str
    note: str

    @property
    def spoken(self) -> str:
        """Everything it says, for a screen reader."""
        return ", ".join(part for part in (self.who, self.note) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """The whole card."""

    before_reference: str
    before_when: str
    before_kind: str
    line: str
    line_is_empty: bool
    gaps: str
    following_reference: str
    following_when: str
    following_kind: str
    statement: str
    slot: str
    leave: tuple[MoverLine, ...]
    stay: tuple[MoverLine, ...]
    due: tuple[MoverLine, ...]
    hint: str

    @property
    def spoken(self) -> str:
        """The card in one breath, when it comes up."""
        parts = (
            f"{self.before_reference}, {self.before_when}",
            self.line,
            self.gaps,
            f"{self.following_reference}, {self.following_when}",
            self.statement,
            _tr("{n} leave, {m} stay, {k} due").format(n=len(self.leave), m=len(self.stay), k=len(self.due)),
        )
        return ". ".join(part for part in parts if part)

    @property
    def people_spoken(self) -> str:
        """Everybody by name, when the focus comes to the columns."""
        columns = ((_tr("Leave"), self.leave), (_tr("Stay"), self.stay), (_tr("Due"), self.due))
        return ". ".join(
            f"{head}: {'; '.join(one.spoken for one in lines) or _tr('nobody')}" for head, lines in columns
        )


def card_words(card: Changeover, agencies: tuple[Agency, ...], zone: tzinfo | None) -> CardWords:
    """The card in words; times are shown in `zone`."""
    on_call = any(one.mode in (Mode.VIDEO, Mode.TELEPHONE) for one in card.stay)
    return CardWords(
        before_reference=card.before_reference,
        before_when=_when_it_stopped(card.before, zone),
        before_kind=_kind(card.before),
        line=_tr("Line is empty") if card.line_is_empty else _tr("A half-typed line is left"),
        line_is_empty=card.line_is_empty,
        gaps=_gaps(card),
        following_reference=card.following_reference,
        following_when=(
            _tr("Next, at {at}").format(at=card.following.planned_at)
            if card.following.planned_at
            else _tr("Next")
        ),
        following_kind=_kind(card.following),
        statement=_tr("Statement due: everyone"),
        slot=_slot(card.following),
        leave=tuple(_line(one, agencies, "arrow_right", "text") for one in card.leave),
        stay=tuple(_line(one, agencies, "tick", "done") for one in card.stay),
        due=tuple(_due(one, agencies, card.following.planned_at) for one in card.due),
        hint=_tr("Ask those on a call: alone, not overheard, not recording?") if on_call else "",
    )


def minutes_left(meeting: Meeting, now: datetime) -> str:
    """How far the planned start is, "6 minutes to the next"; empty where no time was set."""
    at = minutes_of(meeting.planned_at)
    if at is None or meeting.planned_on != now.date():
        return ""
    left = at - (now.hour * 60 + now.minute)
    if left > 0:
        return _tr("{n} to the next").format(n=_length(left))
    if left == 0:
        return _tr("the next is due now")
    return _tr("the next was due {n} ago").format(n=_length(-left))


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    said = (words.counted(hours, "hour", "hours"), words.counted(rest, "minute", "minutes"))
    return " ".join(part for part, count in zip(said, (hours, rest), strict=True) if count)


def _when_it_stopped(meeting: Meeting, zone: tzinfo | None) -> str:
    if meeting.state is MeetingState.RUNNING:
        return _tr("Still running since {at}").format(at=words.clock(meeting.started_at, zone))
    if meeting.state is MeetingState.ADJOURNED:
        return _tr("Adjourned")
    return _tr("Closed at {at}").format(at=words.clock(meeting.ended_at, zone))


def _kind(meeting: Meeting) -> str:
    kind = words.meeting_kind(meeting.kind)
    return _tr("{kind}, Level {level}").format(kind=kind, level=int(meeting.level))


def _gaps(card: Changeover) -> str:
    if not card.gaps:
        return _tr("No gaps")
    counted = words.counted(card.gaps, "gap", "gaps")
    if not card.blocking_gaps:
        return counted
    return _tr("{gaps}, {n} to settle").format(gaps=counted, n=card.blocking_gaps)


def _slot(meeting: Meeting) -> str:
    if not meeting.planned_minutes:
        return ""
    length = words.counted(meeting.planned_minutes, "minute", "minutes")
    at = minutes_of(meeting.planned_at)
    if at is None:
        return length
    end = (at + meeting.planned_minutes) % (24 * 60)
    return _tr("{length}, until {at}").format(length=length, at=clock_of(end))


def _line(one: Mover, agencies: tuple[Agency, ...], icon: str, tone: str) -> MoverLine:
    agency = words.agency_name(one.agency, agencies) if one.agency else ""
    who = ", ".join(part for part in (agency, one.name or one.role) if part)
    if one.is_chair:
        who = _tr("{who}, in the chair").format(who=who)
    if one.deputy_for:
        who = _tr("{who}, deputy for {name}").format(who=who, name=one.deputy_for)
    return MoverLine(icon, tone, who, _tr(_MODES[one.mode]) if one.mode else "")


def _due(one: Mover, agencies: tuple[Agency, ...], at: str) -> MoverLine:
    icon, tone, note = "clock", "muted", _tr("from {at}").format(at=at) if at else ""
    if one.is_here:
        icon, tone, note = "tick", "done", _tr("here already")
    elif one.no_reply:
        icon, tone, note = "triangle", "warning", _tr("no reply")
    return MoverLine(icon, tone, _line(one, agencies, icon, tone).who, note)


def stopped_words(card: Changeover) -> str:
    """What the header says of the last case's clock."""
    if card.before.state is MeetingState.RUNNING:
        return _tr("{reference} still runs").format(reference=card.before_reference)
    return _tr("clock stopped")

"""The sheets of a panel day: cases down and agencies across, who is needed when, one agency's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.panel_days import AgencySheet, Stay, Stretch, Timetable, clock_of
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.tables import Column, RowsModel


def _tr(text: str) -> str:
    return QCoreApplication.translate("panel_day", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """One case of the day, or a line under the cases that tells when each agency comes and goes."""

    key: str
    time: str
    reference: str = ""
    about: str = ""
    minutes: str = ""
    state: str = ""
    state_icon: str = ""
    clashes: bool = False
    cells: tuple[str, ...] = ()
    """For each agency how many people are expected, or a time."""

    @property
    def is_case(self) -> bool:
        """False for the lines under the cases."""
        return bool(self.key)


def slots_model(table: Timetable, meetings: Iterable[Meeting]) -> RowsModel[SlotRow]:
    """The whole day. Keys are meeting ids, empty for the lines under the cases."""
    codes = tuple(stay.agency for stay in table.agencies)
    columns: list[Column[SlotRow]] = [
        Column(
            _tr("Time"),
            lambda row: row.time,
            share=0,
            bold=True,
            tone=lambda row: "warning" if row.clashes else "" if row.is_case else "muted",
            icon=lambda row: "triangle" if row.clashes else "",
        ),
        Column(_tr("Case"), lambda row: row.reference, share=0, bold=True),
        Column(_tr("Meeting"), lambda row: row.about),
        Column(_tr("Minutes"), lambda row: row.minutes, share=0, right=True),
        Column(_tr("State"), lambda row: row.state, share=0, icon=lambda row: row.state_icon),
    ]
    for place, code in enumerate(codes):
        columns.append(_agency_column(code, place))
    model: RowsModel[SlotRow] = RowsModel(columns, lambda row: row.key)
    model.set_rows((*_case_rows(table, codes, meetings), *_foot_rows(table)))
    return model


def _agency_column(code: str, place: int) -> Column[SlotRow]:
    return Column(
        code,
        lambda row: row.cells[place],
        share=0,
        icon=lambda row: "tick" if row.is_case and row.cells[place] else "",
        tone=lambda row: "" if row.is_case else "muted",
    )


def _case_rows(table: Timetable, codes: Sequence[str], meetings: Iterable[Meeting]) -> Iterable[SlotRow]:
    known = {meeting.id: meeting for meeting in meetings}
    for slot in table.slots:
        meeting = known[slot.meeting_id]
        clashes = slot.meeting_id in table.clashes
        expected = [guest.agency for guest in slot.guests] if slot.takes_place else []
        span = _span(slot.at, slot.ends) or _tr("no time")
        yield SlotRow(
            key=slot.meeting_id,
            time=_tr("{time}, overlaps").format(time=span) if clashes else span,
            reference=slot.reference,
            about=words.meeting(meeting),
            minutes=str(slot.minutes) if slot.minutes else "",
            state=words.state(meeting.state),
            state_icon=words.state_icon(meeting.state),
            clashes=clashes,
            cells=tuple(str(expected.count(code)) if code in expected else "" for code in codes),
        )


def _foot_rows(table: Timetable) -> Iterable[SlotRow]:
    if not table.agencies:
        return
    stays = table.agencies
    yield SlotRow(key="", time=_tr("Arrives"), cells=tuple(clock_of(stay.arrives) for stay in stays))
    yield SlotRow(key="", time=_tr("Leaves"), cells=tuple(clock_of(stay.leaves) for stay in stays))
    if any(stay.gaps for stay in stays):
        yield SlotRow(key="", time=_tr("Not needed between"), cells=tuple(_idle(stay) for stay in stays))


def people_model(table: Timetable, agencies: Iterable[Agency]) -> RowsModel[Stay]:
    """Everybody of the day with the times at which they come and go."""
    known = tuple(agencies)
    references = {slot.meeting_id: slot.reference for slot in table.slots}
    columns: tuple[Column[Stay], ...] = (
        Column(_tr("Code"), lambda stay: stay.agency, share=0),
        Column(_tr("Agency"), lambda stay: words.agency_name(stay.agency, known), share=0, bold=True),
        Column(_tr("Who"), lambda stay: ", ".join(part for part in (stay.name, stay.role) if part), share=2),
        Column(_tr("Arrives"), lambda stay: clock_of(stay.arrives) or _tr("no time"), share=0),
        Column(_tr("Leaves"), lambda stay: clock_of(stay.leaves), share=0),
        Column(_tr("Not needed between"), lambda stay: gaps(stay.gaps), share=0),
        Column(_tr("Cases"), lambda stay: ", ".join(references[one] for one in stay.meeting_ids), share=3),
    )
    model: RowsModel[Stay] = RowsModel(columns, lambda stay: f"{stay.agency}:{stay.name or stay.role}")
    model.set_rows(table.people)
    return model


def sheet_model(sheet: AgencySheet) -> RowsModel[SlotRow]:
    """One agency's own sheet: its slots and references, nothing else."""
    columns: tuple[Column[SlotRow], ...] = (
        Column(_tr("Time"), lambda row: row.time, share=0, bold=True),
        Column(_tr("Case"), lambda row: row.reference, bold=True),
    )
    model: RowsModel[SlotRow] = RowsModel(columns, lambda row: row.key)
    model.set_rows(
        tuple(
            SlotRow(
                key=str(place),
                time=_span(slot.at, slot.ends) or _tr("no time"),
                reference=slot.reference,
            )
            for place, slot in enumerate(sheet.slots)
        )
    )
    return model


def sheet_words(sheet: AgencySheet, name: str) -> str:
    """When the agency is needed, in one sentence."""
    if sheet.arrives is None:
        return _tr("{agency}: no time set yet").format(agency=name)
    parts = [
        _tr("{agency} arrives at {arrives} and leaves at {leaves}").format(
            agency=name, arrives=clock_of(sheet.arrives), leaves=clock_of(sheet.leaves)
        )
    ]
    if sheet.gaps:
        parts.append(_tr("not needed {gaps}").format(gaps=gaps(sheet.gaps)))
    return ", ".join(parts)


def gaps(stretches: Iterable[Stretch]) -> str:
    """Times in which somebody is not needed, "10:30 to 11:15"."""
    return ", ".join(_span(one.begins, one.ends) for one in stretches)


def _idle(stay: Stay) -> str:
    """How long an agency is not needed in between, "20 min"; when, its own sheet and the people say."""
    minutes = sum(one.ends - one.begins for one in stay.gaps)
    return _tr("{n} min").format(n=minutes) if minutes else ""


def _span(begins: int | None, ends: int | None) -> str:
    if begins is None:
        return ""
    return _tr("{begins} to {ends}").format(begins=clock_of(begins), ends=clock_of(ends))

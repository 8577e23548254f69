"""The escalation ladder in the settings: columns of its table, and a rung as it stands in the fields."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.chasing import Rung
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.tables import Column, RowsModel


def _tr(text: str) -> str:
    return QCoreApplication.translate("ladder", text)


@dataclass(frozen=True, slots=True)
class RungAnswers:
    """What stands in the fields."""

    title: str = ""
    to_whom: str = ""
    days: int = 0
    wording: str = ""
    source: str = ""


def answers_of(rung: Rung) -> RungAnswers:
    """A rung as the fields show it."""
    return RungAnswers(rung.title, rung.to_whom, rung.days, rung.wording.strip(), rung.source)


def state(rung: Rung) -> str:
    """Whether a rung is in use and confirmed."""
    if not rung.active:
        return _tr("Switched off")
    if not rung.verified:
        return _tr("Not yet confirmed")
    return _tr("Confirmed by {name}, {day}").format(name=rung.verified_by, day=dates.day(rung.verified_on))


def ladder_model() -> RowsModel[Rung]:
    """The rungs, lowest first. Keys are their codes."""
    columns: tuple[Column[Rung], ...] = (
        Column(_tr("Rung"), lambda row: row.title, bold=True),
        Column(_tr("Working days"), lambda row: str(row.days), lambda row: row.days, right=True, share=0),
        Column(
            _tr("State"),
            state,
            share=0,
            tone=lambda row: "muted" if not row.active else "done" if row.verified else "warning",
            icon=lambda row: "dash" if not row.active else "tick" if row.verified else "flag",
        ),
    )
    return RowsModel(columns, lambda row: row.id)

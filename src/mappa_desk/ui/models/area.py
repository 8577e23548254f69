"""The columns of the settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.tables import Column, RowsModel


def _tr(text: str) -> str:
    return QCoreApplication.translate("area", text)


def figure(standard: AreaStandard) -> str:
    """A figure with its unit: "10 working days"."""
    return f"{standard.value:g} {standard.unit}"


def state(standard: AreaStandard) -> str:
    """Whether a figure is confirmed, by whom and when."""
    if not standard.verified:
        return _tr("Not yet confirmed")
    return _tr("Confirmed by {name}, {day}").format(
        name=standard.verified_by, day=dates.day(standard.verified_on)
    )


def standards_model() -> RowsModel[AreaStandard]:
    """The figures the area works to. Keys are their codes."""
    columns: tuple[Column[AreaStandard], ...] = (
        Column(_tr("What"), lambda row: row.title, bold=True),
        Column(_tr("Figure"), figure, lambda row: row.value, right=True, share=0),
        Column(_tr("Level"), lambda row: words.level(row.level), share=0),
        Column(_tr("Source"), lambda row: row.source),
        Column(
            _tr("State"),
            state,
            share=0,
            tone=lambda row: "done" if row.verified else "warning",
            icon=lambda row: "tick" if row.verified else "flag",
        ),
    )
    return RowsModel(columns, lambda row: row.id)


def agencies_model() -> RowsModel[Agency]:
    """The agencies. Keys are their codes."""
    columns: tuple[Column[Agency], ...] = (
        Column(_tr("Code"), lambda row: row.code, share=0, bold=True),
        Column(_tr("Name"), lambda row: row.name),
        Column(_tr("Class"), lambda row: words.agency_class(row.agency_class), share=0),
        Column(_tr("Other codes"), lambda row: ", ".join(row.aliases), share=0),
    )
    return RowsModel(columns, lambda row: row.id)

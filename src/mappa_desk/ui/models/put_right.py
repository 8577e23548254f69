"""The parts of a record as rows, and what an order would reach, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.record_parts import RecordPart
from mappa_desk.ui.models.tables import Column, RowsModel

_SHOWN = 160
"""Characters of a text in a row."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("put_right", text)


def parts_model() -> RowsModel[RecordPart]:
    """The parts in the order of the record. Keys lead to the page of a part."""
    columns: tuple[Column[RecordPart], ...] = (
        Column(_tr("Meeting"), lambda row: row.reference, share=0, grouped=True),
        Column(_tr("Place"), lambda row: row.place, bold=True, share=0),
        Column(_tr("What it reads"), _text, share=5),
        Column(_tr("State"), lambda row: _tr("Sealed") if row.is_sealed else _tr("Draft"), share=0),
    )
    return RowsModel(columns, lambda row: row.key)


def _text(row: RecordPart) -> str:
    line = " ".join(row.text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def plan_sentences(sealed: int, held: tuple[str, ...]) -> tuple[str, ...]:
    """What would be destroyed: how many sealed versions hold it, and who else may (`held`, sentences)."""
    if not sealed:
        first = _tr("These minutes are a draft: the words go from every state of the record.")
    elif sealed == 1:
        first = _tr("One sealed version holds it. It is destroyed, and a new one is sealed without the part.")
    else:
        first = _tr("{count} sealed versions hold it. They are destroyed, and new ones are sealed.").format(
            count=sealed
        )
    return (first, *held)

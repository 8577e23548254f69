"""How the columns of the tracker share its width: some take what their words need, others what is left."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from mappa_desk.ui import theme
from mappa_desk.ui.models.tracker import TrackerModel
from mappa_desk.ui.models.tracker_columns import TrackerColumn
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.tracker_draw import ICON_ROOM, PAD, least_of_icons

LEAST_SHARED = 120
LEAST_WORDS = 176
"""Logical pixels: the least of a column that shares what is left, and of the words of the action."""
LEAST_CUT = 88
"""The least of the words of the action where even the columns that never go have no room beside them."""
ARROW = 4
SLACK = 6
LONGEST = 24
"""So many characters of a number at most are given room."""


class ColumnWidths:
    """The widths of a table over a `TrackerModel`. What the user drew wider or narrower stays so."""

    def __init__(self, table: QTableView) -> None:
        self._table = table
        self._drawn: dict[str, float] = {}
        self._fitting = False

    def note(self, number: int, _before: int, now: int) -> None:
        """A column got another width; by the user's hand it is kept, at the text size of now."""
        model = self._table.model()
        if not self._fitting and now and isinstance(model, TrackerModel):
            self._drawn[model.columns[number].key] = now / theme.scale()

    def fit(self, model: TrackerModel) -> None:
        """Give each column its width. Where room is short those of least worth give way."""
        columns, port = model.columns, self._table.viewport().width()
        need = {number: self._need(model, column) for number, column in enumerate(columns)}
        going = sorted((n for n in need if columns[n].gives_way), key=lambda n: columns[n].gives_way)
        while going and sum(need.values()) > port:
            last = going.pop()
            if columns[last].icon:
                least = max(least_of_icons(), self._table.horizontalHeader().minimumSectionSize())
                need[last] = min(need[last], least)  # the shape says how it stands
            else:
                del need[last]
        for number in (n for n in need if columns[n].key == "what"):
            over = max(sum(need.values()) - port, 0)
            need[number] = max(need[number] - over, min(need[number], theme.px(LEAST_CUT)))
        left = max(port - sum(need.values()), 0)
        shares = {n: columns[n].share for n in need if columns[n].share and columns[n].key not in self._drawn}
        whole = sum(shares.values()) or 1
        more = {number: left * share // whole for number, share in shares.items()}
        if more:
            more[max(more)] += left - sum(more.values())
        self._fitting = True
        for number in range(len(columns)):
            self._table.setColumnHidden(number, number not in need)
            if number in need:
                self._table.setColumnWidth(number, need[number] + more.get(number, 0))
        self._fitting = False

    def _need(self, model: TrackerModel, column: TrackerColumn) -> int:
        if column.key in self._drawn:
            return round(self._drawn[column.key] * theme.scale())
        if column.share:
            return theme.px(LEAST_WORDS if column.key == "what" else LEAST_SHARED)
        words = max(
            paint.text_width(_widest(model, column), "table", bold=column.bold),
            paint.text_width(column.head, "table", bold=True) + (theme.px(ARROW) if column.sort else 0),
        )
        return round(words) + theme.px(SLACK) + 2 * PAD + (theme.px(ICON_ROOM) if column.icon else 0)


def _widest(model: TrackerModel, column: TrackerColumn) -> str:
    """Words that the column has to hold: its sample, and of numbers the longest at the top of the list."""
    if column.key != "number":
        return column.sample
    first = (column.text(row)[:LONGEST] for row in model.first_page)
    return max((column.sample, *first), key=len)

"""Where the rows of the record stand: measured when seen, guessed until then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from time import perf_counter

from mappa_desk.ui.models.record import RecordRow
from mappa_desk.ui.widgets import desk_record_rows as rows


class RowPlaces:
    """Heights and tops of all rows for one width. A changed row is a new object and is measured anew."""

    def __init__(self, row_at: Callable[[int], RecordRow], count: Callable[[], int]) -> None:
        self._row_at = row_at
        self._count = count
        self._laid: dict[str, rows.Laid] = {}
        self._guesses: dict[str, tuple[RecordRow, float, float]] = {}
        self.width = 0.0
        self.tops: list[float] = [0.0]
        self._measured_from = 0
        self.edited_key = ""
        self.edited_height = 0.0

    def forget(self, key: str | None = None) -> None:
        """Drop the measures of one row, or all of them."""
        if key is None:
            self._laid.clear()
            self._guesses.clear()
        else:
            self._laid.pop(key, None)

    def edit(self, key: str, height: float) -> None:
        """Give the text of a row the height of its editor; an empty key ends it."""
        for changed in (self.edited_key, key):
            self._laid.pop(changed, None)
        self.edited_key, self.edited_height = key, height

    def laid(self, row: RecordRow) -> rows.Laid:
        """The row laid out for the present width."""
        found = self._laid.get(row.key)
        if found is None or found.row is not row or found.width != self.width:
            height = self.edited_height if row.key == self.edited_key else None
            found = rows.lay(row, self.width, height)
            self._laid[row.key] = found
        return found

    def is_measured(self, row: RecordRow) -> bool:
        """True when the row's height is known and not guessed."""
        found = self._laid.get(row.key)
        return found is not None and found.row is row and found.width == self.width

    def height(self, row: RecordRow) -> float:
        """Height of a row, guessed from its letters until it is measured."""
        if self.is_measured(row):
            return self._laid[row.key].height
        guess = self._guesses.get(row.key)
        if guess is not None and guess[0] is row and guess[1] == self.width:
            return guess[2]
        height = rows.estimate(row, self.width)
        self._guesses[row.key] = (row, self.width, height)
        return height

    def recount(self) -> None:
        """Add up the heights."""
        y = 0.0
        tops = [0.0]
        for place in range(self._count()):
            y += self.height(self._row_at(place))
            tops.append(y)
        self.tops = tops

    def lay_back(self, place: int, room: float) -> None:
        """Measure rows upwards from a place until they fill the room."""
        while place >= 0 and room > 0:
            room -= self.laid(self._row_at(place)).height
            place -= 1
        self.recount()

    def lay_on(self, place: int, room: float) -> None:
        """Measure rows downwards from a place until they fill the room."""
        while place < self._count() and room > 0:
            room -= self.laid(self._row_at(place)).height
            place += 1
        self.recount()

    def place_at(self, y: float) -> int:
        """The row that covers a height; the last one below them all."""
        return max(0, min(bisect_right(self.tops, y) - 1, self._count() - 1))

    def measure_some(self, budget_ms: float) -> bool:
        """Measure rows that nobody looks at for a while; True when all are measured."""
        until = perf_counter() + budget_ms / 1000
        place = min(self._measured_from, self._count()) - 1
        while place >= 0:
            row = self._row_at(place)
            if not self.is_measured(row):
                self.laid(row)
                if perf_counter() > until:
                    self._measured_from = place
                    return False
            place -= 1
        self._measured_from = 0
        return True

    def measure_again(self) -> None:
        """Rows changed: look for unmeasured ones from the end again."""
        self._measured_from = self._count()

"""Where the paragraphs of the write-up page stand: measured when seen, guessed until then."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate
from time import perf_counter

from mappa_desk.ui.models.write_up import PageModel, Shown
from mappa_desk.ui.widgets.write_up_rows import Laid, estimate, lay
from mappa_desk.ui.widgets.write_up_sheet import SHEET_PAD, SHEET_TOP, Sheet, sheet

KEPT_LAID = 160
"""Paragraphs whose lines are kept; of the others the height is."""
TOP = SHEET_TOP + SHEET_PAD


class PagePlaces:
    """Heights and tops of all paragraphs for one width."""

    def __init__(self, model: PageModel) -> None:
        self._model = model
        self.sheet: Sheet = sheet(800)
        self.sheet_width = 800
        """Of the viewport that the sheet was made for, in pixels."""
        self._heights: list[int] = []
        self._measured: list[bool] = []
        self._laid: OrderedDict[str, Laid] = OrderedDict()
        self.tops: list[int] = [TOP]
        self._from = 0
        self.edited = ""
        self.edited_rows = 1

    # What changed

    def forget(self, width: int) -> None:
        """Guess everything anew for a width in pixels, or after a change of type."""
        self.sheet, self.sheet_width = sheet(width), width
        self._laid.clear()
        rows = self._model.rows
        self._heights = [self._guess(at) for at in range(len(rows))]
        self._measured = [False] * len(rows)
        self._from = 0
        self.recount()

    def take(self, shown: Shown) -> None:
        """Other paragraphs are shown: those that changed are measured anew."""
        first, end = shown.first, shown.first + shown.removed
        fresh = range(first, first + shown.inserted)
        self._measured[first:end] = [False] * shown.inserted
        self._heights[first:end] = [0] * shown.inserted
        for at in fresh:
            self._heights[at] = self._guess(at)
        for at in (*fresh, *shown.changed):
            self.spoil(at)
        if first == 0 and self._measured:
            self.spoil(0)
        self._from = 0
        self.recount()

    def spoil(self, place: int) -> None:
        """This paragraph is laid anew when it is needed; until then its height stands."""
        self._measured[place] = False
        self._laid.pop(self._model.rows[place].key, None)

    def edit(self, key: str, rows: int = 1) -> bool:
        """The editor stands over this paragraph and takes so many rows; True when a height changed."""
        if (key, rows) == (self.edited, self.edited_rows):
            return False
        before, self.edited, self.edited_rows = self.edited, key, rows
        changed = False
        for one in {before, key}:
            place = self._model.place_of(one)
            if place >= 0:
                self.spoil(place)
                high = self._heights[place]
                self.laid(place)
                changed |= self._heights[place] != high
        if changed:
            self.recount()
        return changed

    # What is asked

    def laid(self, place: int) -> Laid:
        """A paragraph laid out. Its height counts from now on, its top from the next `recount`."""
        row = self._model.rows[place]
        found = self._laid.get(row.key)
        if found is None:
            rows = self.edited_rows if row.key == self.edited else None
            found = lay(row, self._model.text_at(place), self.sheet, first=place == 0, rows=rows)
            self._laid[row.key] = found
            if len(self._laid) > KEPT_LAID:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(row.key)
            found.paragraph = row
        self._heights[place], self._measured[place] = found.height, True
        return found

    def recount(self) -> None:
        """Add up the heights."""
        self.tops = list(accumulate(self._heights, initial=TOP))

    @property
    def end(self) -> int:
        """The bottom of the sheet."""
        return self.tops[-1] + 2 * SHEET_PAD

    def at(self, y: float) -> int:
        """The paragraph that covers a height; the first or the last one beyond them."""
        return max(0, min(bisect_right(self.tops, y) - 1, len(self._heights) - 1))

    def lay_on(self, place: int, room: float) -> bool:
        """Measure paragraphs downwards until they fill the room; True when a height changed."""
        changed = False
        while place < len(self._heights) and room > 0:
            high = self._heights[place]
            room -= self.laid(place).height
            changed |= self._heights[place] != high
            place += 1
        return changed

    def lay_back(self, place: int, room: float) -> bool:
        """The same upwards, from this paragraph on."""
        changed = False
        while place >= 0 and room > 0:
            high = self._heights[place]
            room -= self.laid(place).height
            changed |= self._heights[place] != high
            place -= 1
        return changed

    def measure_some(self, budget_ms: float) -> bool:
        """Measure paragraphs that nobody looks at for a while; True when all are measured."""
        until = perf_counter() + budget_ms / 1000
        while self._from < len(self._measured):
            if not self._measured[self._from]:
                self._measure(self._from)
                if perf_counter() > until:
                    return False
            self._from += 1
        return True

    def _measure(self, place: int) -> None:
        """The height alone: lines of what is not seen are not kept."""
        row = self._model.rows[place]
        rows = self.edited_rows if row.key == self.edited else None
        made = lay(row, self._model.text_at(place), self.sheet, first=place == 0, rows=rows)
        self._heights[place], self._measured[place] = made.height, True

    def _guess(self, place: int) -> int:
        return estimate(self._model.rows[place], self._model.text_at(place), self.sheet)

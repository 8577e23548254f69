"""What the tracker remembers while the vault is open, and what of it the next start may know.

What was typed stays in memory: the file of preferences holds nothing of a case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mappa_desk.ui.models.tracker_columns import BY_KEY, SHIPPED

GROUPINGS = ("agency", "owner", "case", "due", "")
SORTS = ("due", "number", "owner", "agency", "state", "carried", "priority", "case")
OPEN = "is:open"
_GROUP, _SORT, _COLUMNS = "tracker/group", "tracker/sort", "tracker/columns"


@dataclass
class TrackerState:
    """How the tracker was left."""

    words: str = OPEN
    group_by: str = "agency"
    sort: str = "due"
    descending: bool = False
    columns: tuple[str, ...] = SHIPPED
    rowid: int = 0
    """The action under the cursor, 0 for none."""
    left: tuple[str, str] = ("", "")
    """The wish that the page was opened with and the words that it was left with, for coming back to it."""
    side: bool = False
    """Whether the sheet was open."""
    folded: frozenset[str] = field(default_factory=frozenset)
    _keep: Callable[[str, str], None] = lambda _name, _value: None

    def remember(self, word: Callable[[str, str], str], keep: Callable[[str, str], None]) -> None:
        """Take groups, order and columns as they were left, and keep them from now on."""
        self._keep = keep
        group, columns = word(_GROUP, self.group_by), word(_COLUMNS, ",".join(self.columns)).split(",")
        sort, _, way = word(_SORT, self.sort).partition(" ")
        self.group_by = group if group in GROUPINGS else self.group_by
        self.sort = sort if sort in SORTS else self.sort
        self.descending = way == "down"
        self.columns = tuple(key for key in columns if key in BY_KEY) or SHIPPED

    def arrive(self, show: str = "", row: int = 0, ways: str = "") -> str:
        """Begin with a line of the filter, an action by its row, groups and order as "agency -due".

        Gives the wish in one word: whoever comes back to the page by it finds it as it was left.
        """
        wish = " ".join(part for part in (show, str(row or ""), ways) if part)
        is_back, words = bool(wish) and self.left[0] == wish, self.left[1]
        self.left = ("", "")
        if is_back:
            self.words = words
        elif wish:
            self.words = show
        if row and not is_back:
            self.rowid, self.side = row, True
        if ways and not is_back:
            self.group_by, _, sort = ways.partition(" ")
            self.sort, self.descending = sort.removeprefix("-") or "due", sort.startswith("-")
        return wish

    def keep(self) -> None:
        """Keep groups, order and columns for the next start."""
        self._keep(_GROUP, self.group_by)
        self._keep(_SORT, f"{self.sort} down" if self.descending else self.sort)
        self._keep(_COLUMNS, ",".join(self.columns))

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

    def keep(self) -> None:
        """Keep groups, order and columns for the next start."""
        self._keep(_GROUP, self.group_by)
        self._keep(_SORT, f"{self.sort} down" if self.descending else self.sort)
        self._keep(_COLUMNS, ",".join(self.columns))

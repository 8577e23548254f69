"""The columns of the tracker: what each says, how wide its words are, and which give way first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mappa_desk.ui.models import dates
from mappa_desk.ui.models import tracker_words as words


@dataclass(frozen=True, slots=True)
class TrackerColumn:
    """One column. `sort` is the name by which the store sorts it, empty where it cannot."""

    key: str
    head_source: str
    text: Callable[[Any], str]
    sample: str = ""
    """The widest words it is made to hold; empty for one that shares what is left."""
    share: int = 0
    sort: str = ""
    tone: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    bold: bool = False
    right: bool = False
    gives_way: int = 0
    """Where there is no room the highest goes first; 0 never goes."""
    always: bool = False
    """Cannot be switched off."""
    shipped: bool = True

    @property
    def head(self) -> str:
        """Its head in the user's language."""
        return words.tr(self.head_source)


COLUMNS: tuple[TrackerColumn, ...] = (
    TrackerColumn(
        "number",
        "No.",
        lambda row: row.reference,
        sample="LAN-0000-M00-000",
        sort="number",
        bold=True,
        always=True,
    ),
    TrackerColumn("what", "What", lambda row: row.action.text, share=3, always=True),
    TrackerColumn(
        "owner",
        "Owner",
        words.owner,
        share=2,
        sort="owner",
        tone=lambda row: "text" if words.person(row) or row.agency_name else "warning",
        gives_way=4,
    ),
    TrackerColumn(
        "due",
        "Due",
        words.due,
        sample="Wed 30 Nov 2026",
        sort="due",
        tone=lambda row: "text" if words.dated(row) else "warning",
        always=True,
    ),
    TrackerColumn(
        "state",
        "State",
        words.state,
        sample="Withdrawn",
        sort="state",
        tone=words.state_tone,
        icon=words.state_icon,
        gives_way=1,
        always=True,
    ),
    TrackerColumn(
        "carried",
        "Carried",
        lambda row: str(row.action.carried),
        sample="Carried",
        sort="carried",
        right=True,
        tone=lambda row: "text" if row.action.carried else "muted",
        gives_way=5,
    ),
    TrackerColumn(
        "redated",
        "New dates",
        lambda row: str(row.redated),
        sample="New dates",
        right=True,
        tone=lambda row: "text" if row.redated else "muted",
        gives_way=6,
        shipped=False,
    ),
    TrackerColumn(
        "priority",
        "Priority",
        lambda row: words.priority(row.action.priority),
        sample="Urgent: do now",
        sort="priority",
        gives_way=8,
        shipped=False,
    ),
    TrackerColumn("labels", "Labels", words.labels, share=1, gives_way=9, shipped=False),
    TrackerColumn(
        "look_on",
        "Look again",
        lambda row: dates.day(row.action.look_on),
        sample="Wed 30 Nov 2026",
        gives_way=7,
        shipped=False,
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
SHIPPED = tuple(column.key for column in COLUMNS if column.shipped)

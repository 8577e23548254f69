"""The menus of the tracker: narrowing by a click, groups and order, filters that are kept by name."""

from __future__ import annotations

from collections.abc import Sequence

from mappa_desk.domain.action_filter import NOW
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.chasing import SavedFilter
from mappa_desk.ui.models.tracker_columns import COLUMNS
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.tracker_state import TrackerState
from mappa_desk.ui.views.tracker_sheet import MenuEntry

GROUP_WORDS = {
    "agency": "Agency",
    "owner": "Owner",
    "case": "Case",
    "due": "Day",
    "": "No groups",
}
SORT_WORDS = {
    "due": "Day",
    "number": "Number",
    "owner": "Owner",
    "agency": "Agency",
    "state": "State",
    "carried": "Times carried",
    "priority": "Priority",
    "case": "Case",
}
_NARROW: tuple[tuple[str, str], ...] = (
    ("is:open", "Open"),
    ("is:overdue", "Overdue"),
    ("due:<=7d", "Due within seven days"),
    ("no:date", "Without a date"),
    ("no:owner", "Without an owner"),
    ("no:agency", "Without an agency"),
    ("is:unaccepted", "Not accepted by its owner"),
    ("carried:>=2", "Carried twice or more"),
    ("redated:>=2", "New dates twice or more"),
    ("priority:urgent", "Urgent: do now"),
    ("priority:release", "Before release"),
    (f"look:{NOW}", "Not put aside until later"),
    ("is:settled", "Settled"),
)
"""Words of the filter line, and what each says in a menu."""


def narrow_menu(words: str, agencies: Sequence[Agency]) -> tuple[MenuEntry | None, ...]:
    """What can be added to the line; what stands there already is ticked."""
    here = words.split()
    marks = tuple(MenuEntry(mark, tr(said), ticked=mark in here) for mark, said in _NARROW)
    owners = tuple(
        MenuEntry(
            f"@{agency.id}", tr("Agency: {name}").format(name=agency.name), ticked=f"@{agency.id}" in here
        )
        for agency in agencies
        if agency.active
    )
    return (*marks, None, *owners)


def narrowed(words: str, mark: str) -> str:
    """The line with a mark added, or taken off when it stands there. Open and settled rule each other out."""
    here = words.split()
    if mark in here:
        here.remove(mark)
    else:
        against = {"is:open": "is:settled", "is:settled": "is:open"}.get(mark, "")
        here = [word for word in here if word != against]
        if mark.startswith("@"):
            here = [word for word in here if not word.startswith("@")]
        here.append(mark)
    return " ".join(here)


def view_menu(state: TrackerState) -> tuple[MenuEntry | None, ...]:
    """Groups, order, columns and folding, in one list."""
    groups = tuple(
        MenuEntry(f"group:{key}", tr("Group by {what}").format(what=tr(said).lower()) if key else tr(said),
                  ticked=state.group_by == key)
        for key, said in GROUP_WORDS.items()
    )  # fmt: skip
    sorts = tuple(
        MenuEntry(f"sort:{key}", tr("Sort by {what}").format(what=tr(said).lower()), ticked=state.sort == key)
        for key, said in SORT_WORDS.items()
    )
    way = MenuEntry("way", tr("Last first"), ticked=state.descending)
    columns = tuple(
        MenuEntry(
            f"column:{column.key}",
            tr("Column: {name}").format(name=column.head),
            ticked=column.key in state.columns,
        )
        for column in COLUMNS
        if not column.always
    )
    folds: tuple[MenuEntry | None, ...] = ()
    if state.group_by:
        folds = (
            None,
            MenuEntry("fold", tr("Fold every group")),
            MenuEntry("unfold", tr("Unfold every group")),
        )
    return (*groups, *folds, None, *sorts, way, None, *columns)


def view_words(state: TrackerState) -> str:
    """What the button says: how the list is grouped."""
    if not state.group_by:
        return tr("Sorted by {what}").format(what=tr(SORT_WORDS[state.sort]).lower())
    return tr("By {what}").format(what=tr(GROUP_WORDS[state.group_by]).lower())


def saved_menu(saved: Sequence[SavedFilter], words: str) -> tuple[MenuEntry | None, ...]:
    """The kept filters, the one that is on ticked; then keeping and letting go."""
    kept = tuple(
        MenuEntry(f"use:{one.id}", one.name, ticked=one.words.split() == words.split()) for one in saved
    )
    here = next((one for one in saved if one.words.split() == words.split()), None)
    shipped = (
        MenuEntry("words:is:open", tr("All open actions"), ticked=words.split() == ["is:open"]),
        MenuEntry("words:is:overdue", tr("Overdue"), ticked=words.split() == ["is:overdue"]),
        MenuEntry(
            "words:is:open no:date", tr("Open without a date"), ticked=words.split() == ["is:open", "no:date"]
        ),
    )
    last: list[MenuEntry | None] = [None, MenuEntry("keep", tr("Keep this filter by name"))]
    if here is not None:
        last.append(MenuEntry(f"drop:{here.id}", tr("Let “{name}” go").format(name=here.name)))
    between: tuple[MenuEntry | None, ...] = (None,) if kept else ()
    return (*shipped, *between, *kept, *last)

"""The columns of the tracker in a spreadsheet, and those of the sheet by which actions are brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mappa_desk.domain.actions import DeadlineKind, Priority
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.tracker_views import TrackerRow
from mappa_desk.exchange.action_sheets import Cell, SheetColumn

Words = Mapping[str, str]


def _at_event(row: TrackerRow, words: Words) -> Cell:
    kind = row.action.deadline.kind
    return "" if kind is DeadlineKind.DATE else words[f"deadline_kind.{kind.value}"]


_Read = Callable[[TrackerRow, Words], Cell]
_COLUMNS: tuple[tuple[SheetColumn, _Read], ...] = (
    (SheetColumn("Number", 19), lambda row, _: row.reference),
    (SheetColumn("Case", 11), lambda row, _: row.case_reference),
    (SheetColumn("Action", 56), lambda row, _: row.action.text),
    (SheetColumn("Agency", 19), lambda row, _: row.agency_name or row.action.owner_agency),
    (SheetColumn("Owner", 20), lambda row, _: row.action.owner_name),
    (SheetColumn("Role", 22), lambda row, _: row.action.owner_role),
    (SheetColumn("Due", 16, days=True), lambda row, _: row.action.deadline.on),
    (SheetColumn("Due at", 14), _at_event),
    (SheetColumn("State", 18), lambda row, words: words[f"action_state.{row.action.state.value}"]),
    (SheetColumn("Overdue", 9), lambda row, _: "Yes" if row.overdue else "No"),
    (SheetColumn("Days left", 9), lambda row, _: row.days_left),
    (SheetColumn("Carried", 9), lambda row, _: row.action.carried),
    (SheetColumn("Re-dated", 9), lambda row, _: row.redated),
    (SheetColumn("Accepted", 18), lambda row, words: words[f"acceptance.{row.action.acceptance.value}"]),
    (SheetColumn("Priority", 15), lambda row, words: words[f"priority.{row.action.priority.value}"]),
    (SheetColumn("Labels", 18), lambda row, _: ", ".join(row.action.labels)),
    (SheetColumn("Look again on", 16, days=True), lambda row, _: row.action.look_on),
    (SheetColumn("Purpose", 40), lambda row, _: row.action.purpose),
    (SheetColumn("Taken on behalf by", 22), lambda row, _: row.action.on_behalf_taken_by),
    (SheetColumn("Settled on", 16, days=True), lambda row, _: row.action.settled_on),
    (SheetColumn("What happened", 40), lambda row, _: row.action.settled_note),
    (SheetColumn("Given at", 16), lambda row, _: row.meeting_reference),
    (SheetColumn("Number elsewhere", 17), lambda row, _: row.action.source_number),
)
PRINTED = 10
"""So many of the first columns are printed: a page takes no more that can be read."""
COLUMNS: tuple[SheetColumn, ...] = tuple(column for column, _ in _COLUMNS)
"""The columns of an exported tracker, in their order."""


def cells_of(row: TrackerRow, words: Words) -> list[Cell]:
    """One row of the exported tracker; `words` are those of the labels by key ("action_state.open")."""
    return [read(row, words) for _, read in _COLUMNS]


def template_columns(words: Words, agencies: Sequence[Agency]) -> tuple[SheetColumn, ...]:
    """The columns of the sheet that is filled in to bring actions in, each with what goes there."""
    states = ("Open", "Done", "Overtaken by events", "Not done", "Withdrawn")
    names = tuple(agency.name for agency in agencies if agency.active)
    priorities = tuple(words[f"priority.{priority.value}"] for priority in Priority)
    return (
        SheetColumn("Case", 14, "Reference of the case, such as LAN-0417. Never a name."),
        SheetColumn(
            "Number",
            20,
            "Of an action that the desk knows, such as LAN-0417-M03-07: the row is then an update of it. "
            "Empty, or a number of your own, for one that is new.",
        ),
        SheetColumn("Action", 60, "What is to be done, beginning with a verb. One action a row."),
        SheetColumn("Purpose", 30, "Which risk it serves. May be empty."),
        SheetColumn("Agency", 24, "Whose action it is: the agency’s name or code.", _fitting(names)),
        SheetColumn("Owner", 24, "One person by name. Others who help belong into the action’s words."),
        SheetColumn("Role", 24, "The owner’s role. May be empty."),
        SheetColumn(
            "Due", 17, "A day, such as 30/11/2026; or “next meeting”, or “before release”.", days=True
        ),
        SheetColumn("State", 20, "Open where it is left empty.", states),
        SheetColumn("Done on", 17, "The day on which it was done or fell away.", days=True),
        SheetColumn("Update", 40, "What has happened since."),
        SheetColumn("Told by", 24, "Who says so."),
        SheetColumn("Evidence", 24, "What shows it: a letter and its date, a reference in a case system."),
        SheetColumn("Priority", 16, "Normal where it is left empty.", priorities),
        SheetColumn("Labels", 18, "Words to find it by, with commas between them."),
    )


def _fitting(choices: tuple[str, ...]) -> tuple[str, ...]:
    """As many as a list in a sheet can hold: 255 characters with their commas, none with a comma in it.

    Nor with a quotation mark, which would end the list and make a formula of what follows.
    """
    fit: list[str] = []
    for choice in choices:
        if not {",", '"'} & set(choice) and len(",".join((*fit, choice))) <= 255:
            fit.append(choice)
    return tuple(fit)

"""Actions from a spreadsheet: its cells, what its columns become, what each row says and would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mappa_desk.domain.actions import ActionEventKind, Channel, Deadline

Cell = str | date | float
"""Text as it stands, a day, or a number. An empty cell is empty text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet as it was read. `name` is empty for a table that is kept as text."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first: int = 1
    """Number of the first row, as the spreadsheet counts."""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """A spreadsheet as it was read. Nothing of it is in the vault."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    noted: tuple[str, ...] = ()
    """What was left out of it, one sentence each."""


class Becomes(StrEnum):
    """What a column may become."""

    SKIP = ""
    CASE = "case"
    NUMBER = "number"
    MEETING_ON = "meeting_on"
    """The day on which it was given: relative dates count from it."""
    TEXT = "text"
    PURPOSE = "purpose"
    AGENCY = "agency"
    OWNER = "owner"
    ROLE = "role"
    DUE = "due"
    STATE = "state"
    DONE_ON = "done_on"
    UPDATE = "update"
    TOLD_BY = "told_by"
    EVIDENCE = "evidence"
    PRIORITY = "priority"
    LABELS = "labels"


REPEATED = frozenset({Becomes.SKIP, Becomes.UPDATE})
"""What more than one column may become."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the columns of a sheet are read."""

    heads: tuple[str, ...]
    becomes: tuple[Becomes, ...]
    body: int
    """Index of the first row below the heads."""
    known_from: str = ""
    """Name of the file with the same heads that was taken in before, empty for none."""


class Verdict(StrEnum):
    """What is thought of a row."""

    ACCEPTED = "accepted"
    DOUBTED = "doubted"
    REFUSED = "refused"


class RowDoing(StrEnum):
    """What taking in a row would do."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    """Everything that it says is in the vault already."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerSaid:
    """Who owns an action, as a row says it."""

    agency: str = ""
    name: str = ""
    role: str = ""
    others: tuple[str, ...] = ()
    """Others whom the row names beside the first."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySaid:
    """A day as a row says it, and what is doubtful about it."""

    deadline: Deadline = field(default_factory=Deadline)
    doubt: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSaid:
    """What became of an action, as a row says it. `outcome` is None for one that is still open."""

    outcome: ActionEventKind | None = None
    on: date | None = None
    note: str = ""
    said: bool = False
    """False when the row says nothing of it."""
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSaid:
    """What a row says, before anything is looked up in the vault but agencies and people."""

    number: int
    """Of the row, as the spreadsheet counts."""
    case: str = ""
    case_above: bool = False
    """True when the case stands in a row above and not in this one."""
    action_number: str = ""
    meeting_on: date | None = None
    text: str = ""
    purpose: str = ""
    owner: OwnerSaid = field(default_factory=OwnerSaid)
    owner_given: bool = False
    due: DaySaid = field(default_factory=DaySaid)
    due_given: bool = False
    state: StateSaid = field(default_factory=StateSaid)
    update: str = ""
    told_by: str = ""
    evidence: str = ""
    urgent: bool = False
    before_release: bool = False
    labels: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """Beside those about its owner, its date and its state."""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """What one row becomes."""

    said: RowSaid
    verdict: Verdict
    doing: RowDoing
    sentences: tuple[str, ...] = ()
    """Each doubt, or why it is refused; for an accepted row what is worth knowing."""
    case_id: str = ""
    case_reference: str = ""
    """Empty while nobody has said which case is meant."""
    opens_case: bool = False
    """Taking it in opens this case."""
    action_id: str = ""
    tag: str = ""
    """The action that it is about, for one that the vault holds."""
    revision: int = 0
    """The revision of that action when the plan was made."""
    outcome: ActionEventKind | None = None
    """What it would make of that action."""
    due: Deadline | None = None
    """The new date it would give to that action."""
    note: str = ""
    """The words that it would add to the history."""

    @property
    def number(self) -> int:
        """Number of the row."""
        return self.said.number

    @property
    def can_be_taken(self) -> bool:
        """True for a row that would change something and says of which case."""
        return (
            self.verdict is not Verdict.REFUSED
            and self.doing in (RowDoing.NEW, RowDoing.UPDATE)
            and bool(self.case_reference)
        )

    @property
    def sentence(self) -> str:
        """What is said of it, in one line."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The dry run of one sheet: every row with what it becomes."""

    file: str
    sha256: str
    sheet: str
    layout: Layout
    rows: tuple[PlannedRow, ...] = ()
    unknown_cases: tuple[str, ...] = ()
    """Cases as the sheet writes them that the vault does not hold and nobody has named, in its order."""
    case_over: str = ""
    """Reference of the case of rows that name none."""
    noted: tuple[str, ...] = ()
    """What is worth knowing of the whole, one sentence each."""
    came_by: Channel = Channel.SPREADSHEET

    def count(self, verdict: Verdict) -> int:
        """How many rows are thought of so."""
        return sum(row.verdict is verdict for row in self.rows)

    def takable(self, *verdicts: Verdict) -> tuple[int, ...]:
        """Numbers of the rows of these verdicts that can be taken in."""
        return tuple(row.number for row in self.rows if row.verdict in verdicts and row.can_be_taken)

    def chosen(self, numbers: Iterable[int]) -> tuple[PlannedRow, ...]:
        """The rows with these numbers, in the order of the sheet."""
        wanted = frozenset(numbers)
        return tuple(row for row in self.rows if row.number in wanted)

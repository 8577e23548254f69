"""Actions and the history that is only ever added to."""

from datetime import date, datetime

from sqlalchemy import Column, Computed, Date, Index, text
from sqlmodel import Field

from mappa_desk.domain.actions import Acceptance, ActionEventKind, ActionState, Channel
from mappa_desk.store.tables.base import Moment, RecordRow, at_least, json_list, one_of, yes_no

STILL_OPEN = "state = 'open' AND removed = 0"
"""The condition of the partial indexes; a query uses them only when it says the same words."""
KEPT = "removed = 0"
"""The condition of the tracker's indexes. In each of them the rows of one value lie as they fall due."""
SETTLED = "state <> 'open'"
UNDATED = "due IS NULL"
RANK = (
    "CASE WHEN urgent THEN 0 WHEN before_release OR json_extract(deadline, '$.kind') = 'before_release'"
    " THEN 1 ELSE 2 END"
)
"""Priority as a number, the first one first."""
OWNER = "CASE owner_name WHEN '' THEN owner_role ELSE owner_name END"
"""What an action's owner is sorted by: the person, else the role."""


def _as_due(name: str, *before: str, where: str = KEPT) -> Index:
    """An index of the tracker: by these columns or expressions, then open before settled, then by day."""
    return Index(
        f"action_tracker_{name}", *map(text, (*before, SETTLED, UNDATED, "due")), sqlite_where=text(where)
    )


class ActionRow(RecordRow, table=True):
    """One undertaking with one owner. `due` is read out of the deadline, for the indexes."""

    __tablename__ = "action"
    __table_args__ = (
        one_of("state", ActionState),
        one_of("acceptance", Acceptance),
        at_least("carried", 0),
        *yes_no("urgent", "removed", "before_release"),
        *json_list("labels"),
        Index("action_case", "case_id", "tag"),
        Index("action_meeting", "meeting_id", "tag"),
        Index("action_entry", "entry_id"),
        Index("action_agency_due", "owner_agency", "due", sqlite_where=text(STILL_OPEN)),
        Index("action_due", "due", sqlite_where=text(STILL_OPEN)),
        Index("action_case_open", "case_id", "due", sqlite_where=text(STILL_OPEN)),
        _as_due("due"),
        _as_due("agency", "owner_agency"),
        _as_due("state", "state"),
        _as_due("carried", "carried"),
        _as_due("priority", RANK),
        _as_due("owner", f"({OWNER}) = ''", f"{OWNER} COLLATE NOCASE", "owner_agency"),
        _as_due("label", "labels", where=f"{KEPT} AND labels <> '[]'"),
        Index("action_tracker_person", "owner_name", "owner_role", sqlite_where=text(KEPT)),
        Index("action_tracker_look", "look_on", sqlite_where=text(f"{KEPT} AND look_on IS NOT NULL")),
    )

    case_id: str = Field(foreign_key="case.id")
    meeting_id: str | None = Field(foreign_key="meeting.id")
    entry_id: str | None
    tag: str
    text: str
    purpose: str
    owner_name: str
    owner_role: str
    owner_agency: str
    owner_attendance_id: str | None
    on_behalf_taken_by: str
    deadline: str
    urgent: bool
    state: str
    acceptance: str
    accepted_at: datetime | None = Field(sa_type=Moment)
    objection: str
    carried: int
    settled_on: date | None
    settled_note: str
    removed: bool
    labels: str
    before_release: bool
    look_on: date | None
    source_number: str
    import_id: str | None
    due: date | None = Field(
        default=None, sa_column=Column(Date, Computed("json_extract(deadline, '$.on')", persisted=False))
    )


class ActionEventRow(RecordRow, table=True):
    """One thing that happened to an action."""

    __tablename__ = "action_event"
    __table_args__ = (
        one_of("event_kind", ActionEventKind),
        one_of("came_by", Channel),
        Index("action_event_action", "action_id", "at"),
        Index("action_event_meeting", "meeting_id"),
        Index(
            "action_event_moved",
            "action_id",
            "due_before",
            "due_after",
            sqlite_where=text("event_kind = 'redated'"),
        ),
    )

    action_id: str
    meeting_id: str | None
    at: datetime = Field(sa_type=Moment)
    event_kind: str
    note: str
    told_by: str
    due_before: date | None
    due_after: date | None
    owner_before: str
    owner_after: str
    came_by: str
    evidence: str
    rung: str
    chase_id: str | None

"""The unit of work: what is saved inside it is kept together with its history, or not at all."""

from __future__ import annotations

import dataclasses
import json
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, literal, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError

from mappa_desk.domain.actions import Action
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Changes
from mappa_desk.domain.errors import RuleError, StaleRevision, StoreBug
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.records import Record
from mappa_desk.domain.timing import ItemTime
from mappa_desk.domain.views import Draft
from mappa_desk.store import erasing, search_index
from mappa_desk.store.anchor import Mark
from mappa_desk.store.audit import Change, Link, values_of
from mappa_desk.store.faults import SEALED
from mappa_desk.store.kept import Revision
from mappa_desk.store.mapping import Mapper, mapper
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import (
    APPEND_ONLY,
    AUDIT,
    DIGEST_KEY,
    DRAFT,
    ITEM_TIME,
    META,
    REVISION,
    ROWS,
    SEALED_KINDS,
    UNDO_STEP,
    table,
)

__all__ = ["Reading", "UnitOfWork"]

R = TypeVar("R", bound=Record)
_STALE = "This was changed elsewhere since it was opened here. Look at the newest and make the change again."
_VERB = re.compile(r"[a-z][a-z -]{0,39}")
_MEETING = table(ROWS[Meeting])
_ACTION = table(ROWS[Action])
_MEETING_OF = select(_MEETING.c.case_id, _MEETING.c.state).where(_MEETING.c.id == bindparam("id"))
_CASE_OF_ACTION = select(_ACTION.c.case_id).where(_ACTION.c.id == bindparam("id"))
_NEWEST = (
    select(REVISION.c.number, REVISION.c.body)
    .where(REVISION.c.kind == bindparam("kind"), REVISION.c.record_id == bindparam("id"))
    .order_by(REVISION.c.number.desc())
    .limit(1)
)
_INSERT_REVISION = REVISION.insert()
_INSERT_LINK = AUDIT.insert()
_DRAFT_UPSERT = insert(DRAFT)
_DRAFT_UPSERT = _DRAFT_UPSERT.on_conflict_do_update(
    index_elements=[DRAFT.c.meeting_id, DRAFT.c.place],
    set_={column.name: _DRAFT_UPSERT.excluded[column.name] for column in DRAFT.c if not column.primary_key},
)
_DROP_DRAFT = delete(DRAFT).where(
    DRAFT.c.meeting_id == bindparam("of_meeting"), DRAFT.c.place == bindparam("of_place")
)
_TIME_UPSERT = insert(ITEM_TIME)
_TIME_UPSERT = _TIME_UPSERT.on_conflict_do_update(
    index_elements=[ITEM_TIME.c.id],
    set_={name: _TIME_UPSERT.excluded[name] for name in ("item", "began_at", "ended_at", "seconds")},
)
_CLOSE_REDO = delete(UNDO_STEP).where(
    UNDO_STEP.c.meeting_id == bindparam("of_meeting"), UNDO_STEP.c.undone == literal(True)
)
_COMMITTED = update(META).values(commits=META.c.commits + 1)


class UnitOfWork(Reading):
    """One write transaction. Leaving its `with` block commits durably; any exception rolls all of it back."""

    def __init__(
        self, connection: Connection, *, by: str, at: datetime, mark: Mark, keys: dict[str, bytes]
    ) -> None:
        """Begins after `mark`. `by` is the acting person's id, `at` the moment of the unit (aware).

        `keys` are the digest keys that are known already, by case id; those made here are added.
        """
        super().__init__(connection)
        self._by = by
        self._at = at
        self._mark = mark
        self._keys = keys
        self._step: tuple[str, str] | None = None
        self._parts: dict[tuple[str, str], tuple[int, int]] = {}
        self._wrote = False
        self._broken = False
        self._stale_index = False
        self.erased = False
        """True once something was erased in this unit."""
        self._changed: set[tuple[str, str]] = set()

    @property
    def at(self) -> datetime:
        """The moment of this unit, aware: what is saved in it bears this time."""
        return self._at

    @property
    def changes(self) -> Changes:
        """What was saved and removed in this unit so far."""
        return Changes(frozenset(self._changed))

    def save(self, record: R) -> R:
        """Keeps the present state of a record: its row, its revision, its audit entry, its search words.

        A record of revision 0 is new; any other must carry the revision that is kept. To bring a removed
        one back, save it with the number of its last revision. Gives the record as kept, revision one
        higher, moments in UTC. Raises StaleRevision, RuleError for sealed minutes or a history that is
        only added to, StoreBug for values the table refuses. Durable once the unit is left.
        """
        m = mapper(type(record))
        case_id = self._allow(record, adding=record.revision == 0)
        kept = m.in_utc(dataclasses.replace(record, revision=record.revision + 1))
        change = Change(m.kind, kept.id, kept.revision, self._at, self._by, m.to_json(kept))
        verb = self._write(m, record.revision, kept, change)
        search_index.put(self.connection, kept, new=record.revision == 0)
        self._chain(verb, change, case_id)
        self._touched(kept, record.revision)
        return kept

    def remove(self, record: Record) -> None:
        """Takes a record's row away and leaves a revision that says so. Its past stays readable.

        Raises StaleRevision and RuleError as `save` does.
        """
        m = mapper(type(record))
        case_id = self._allow(record, adding=False)
        gone = delete(m.table).where(m.table.c.id == record.id, m.table.c.revision == record.revision)
        if self.connection.execute(gone).rowcount != 1:
            raise StaleRevision(_STALE)
        number = record.revision + 1
        change = Change(m.kind, record.id, number, self._at, self._by, None)
        self._insert_revision(change)
        search_index.drop(self.connection, record)
        self._chain("removed", change, case_id)
        self._touched(record, record.revision, number)

    def erase(self, record_type: type[R], without: Callable[[R], R], *record_ids: str) -> int:
        """Destroys words of records for good, in approved minutes too. Gives the revisions rewritten.

        `without` gives a state of the record less what is to go; it is asked for each revision. Each one
        that it changes is written anew with a link of the audit chain, the newest one's row too. Nothing of
        the words can be found once the unit is left and `Vault.purge` has run. Raises StoreBug for a record
        that was never kept, or for an Erasure. Steps of undo and drafts are the caller's to forget.
        """
        try:
            changes, stale = erasing.rewritten(self.connection, record_type, record_ids, without)
            for change in changes:
                body = mapper(record_type).from_json(str(change.body))
                self._chain(erasing.ERASED, change, self._case_of(body))
                self._changed.add((change.kind, change.record_id))
        except BaseException:
            self._broken = True
            raise
        self._stale_index = self._stale_index or stale
        self.erased = self.erased or bool(changes)
        return len(changes)

    def insert_history(self, record_type: type[R], revisions: Iterable[Revision[R]]) -> None:
        """Brings in one record with its whole past, as an import does: times and names as they were.

        `revisions` are oldest first, numbered from 1. Raises StaleRevision when the vault holds the
        record already, RuleError for approved minutes that are not part of the same import, StoreBug for
        numbers out of order.
        """
        m = mapper(record_type)
        past = [
            dataclasses.replace(revision, body=None if revision.body is None else m.in_utc(revision.body))
            for revision in revisions
        ]
        bodies = [revision.body for revision in past if revision.body is not None]
        if not bodies or [revision.number for revision in past] != list(range(1, len(past) + 1)):
            raise StoreBug("A history must begin with its first revision and leave none out.")
        record, last = bodies[0], past[-1].body
        if self.connection.execute(_NEWEST, {"kind": m.kind, "id": record.id}).first() is not None:
            raise StaleRevision("The vault holds this already. Nothing was changed.")
        self._refuse_into_sealed(record)
        if last is not None:
            self._row(m.insert, m.to_row(last))
            search_index.put(self.connection, last, new=True)
        case_id = self._case_of(record)
        for revision in past:
            body = None if revision.body is None else m.to_json(revision.body)
            change = Change(m.kind, record.id, revision.number, revision.at, revision.by, body)
            self._insert_revision(change)
            self._chain("imported", change, case_id)
        self._changed.add((m.kind, record.id))

    def step(self, meeting_id: str, label: str) -> None:
        """Makes everything that is saved in this unit one undo step of the meeting, named `label`.

        It closes the way to redo: the undone steps of the meeting go, what they changed stays in revisions.
        """
        self._step = (meeting_id, label)

    def step_now(self, meeting_id: str, label: str) -> int:
        """Makes what was saved since the last such call one undo step at once and gives its number.

        For a unit that changes several meetings, each with a step of its own. 0 when nothing was saved.
        """
        parts, self._parts = self._parts, {}
        return self._keep_step(meeting_id, label, parts)

    def mark_undone(self, step_id: int, undone: bool = True) -> None:
        """Marks an undo step as taken back, or as done again. Raises StoreBug for a step that is not kept."""
        self._wrote = True
        marked = update(UNDO_STEP).where(UNDO_STEP.c.id == step_id).values(undone=undone)
        if self.connection.execute(marked).rowcount != 1:
            raise StoreBug("There is no such undo step.")

    def note(self, verb: str, kind: str = "", record_id: str = "") -> None:
        """Adds a bare audit entry such as "printed". `verb` is a few lower-case words, never case text.

        Raises StoreBug for a verb of any other form.
        """
        if not _VERB.fullmatch(verb):
            raise StoreBug("An audit verb is a few lower-case words.")
        self._append(verb, kind, record_id, (0, self._case_with(kind, record_id), b""))

    def keep_draft(self, draft: Draft) -> None:
        """Keeps a half-typed line in place of the one kept before. No revision, no audit entry."""
        self._wrote = True
        self.connection.execute(_DRAFT_UPSERT, dataclasses.asdict(draft))

    def drop_draft(self, meeting_id: str, place: str) -> None:
        """Drops a half-typed line, if there is one."""
        self._wrote = True
        self.connection.execute(_DROP_DRAFT, {"of_meeting": meeting_id, "of_place": place})

    def keep_time(self, stretch: ItemTime) -> None:
        """Keeps how long an item took so far. No revision, no audit entry: working papers."""
        self._wrote = True
        self.connection.execute(_TIME_UPSERT, dataclasses.asdict(stretch))

    def forget_times(self, meeting_id: str) -> int:
        """Destroys the times of a meeting's items and gives how many there were; nothing of them stays."""
        self._wrote = True
        gone = delete(ITEM_TIME).where(ITEM_TIME.c.meeting_id == meeting_id)
        return self.connection.execute(gone).rowcount

    def finish(self) -> Mark | None:
        """For the vault, before it commits: the mark this unit leaves, or None when it wrote nothing."""
        if self._broken:
            raise StoreBug("A save failed inside this unit, so none of it can be kept.")
        if self._step is not None:
            self._keep_step(*self._step, self._parts)
        if not self._wrote:
            return None
        if self._stale_index:
            search_index.rebuild(self.connection)
        if self.erased:
            self.connection.exec_driver_sql(erasing.PURGE_DUE)
        self.connection.execute(_COMMITTED)
        return dataclasses.replace(self._mark, commit=self._mark.commit + 1)

    def _keep_step(self, meeting_id: str, label: str, saved: dict[tuple[str, str], tuple[int, int]]) -> int:
        parts = [[*key, *numbers] for key, numbers in saved.items() if key[0] not in APPEND_ONLY]
        if not parts:
            return 0
        self.connection.execute(_CLOSE_REDO, {"of_meeting": meeting_id})
        row = {"meeting_id": meeting_id, "label": label, "at": self._at, "by": self._by}
        row |= {"undone": False, "parts": json.dumps(parts)}
        made = self.connection.execute(UNDO_STEP.insert(), row).inserted_primary_key
        return int(made[0]) if made is not None else 0

    def _write(self, m: Mapper[R], before: int, kept: R, change: Change) -> str:
        """Writes row and revision and gives the audit verb."""
        row = m.to_row(kept)
        if before == 0:
            self._insert_revision(change)
            self._row(m.insert, row)
            return "made"
        verb = "changed"
        if self._row(m.update, {**row, "kept_id": kept.id, "kept_revision": before}) != 1:
            newest = self.connection.execute(_NEWEST, {"kind": m.kind, "id": kept.id}).first()
            if newest is None or newest.body is not None or newest.number != before:
                raise StaleRevision(_STALE)
            self._row(m.insert, row)
            verb = "brought back"
        self._insert_revision(change)
        return verb

    def _row(self, statement: Any, values: dict[str, Any]) -> int:
        """Writes a row and gives how many were touched. After a refusal nothing of the unit is kept."""
        self._wrote = True
        try:
            return self.connection.execute(statement, values).rowcount
        except IntegrityError as error:
            self._broken = True
            raise StoreBug(f"The table refuses these values: {error.orig}") from error

    def _insert_revision(self, change: Change) -> None:
        self._wrote = True
        try:
            self.connection.execute(_INSERT_REVISION, values_of(change))
        except IntegrityError as error:
            self._broken = change.number > 1
            raise StaleRevision(_STALE) from error

    def _allow(self, record: Record, *, adding: bool) -> str:
        """The case the record belongs to. Raises RuleError where nothing may change any more."""
        if record.KIND in APPEND_ONLY and not adding:
            raise RuleError("This history is only ever added to. Add a new line that sets it right.")
        if record.KIND in SEALED_KINDS:
            meeting_id = record.id if isinstance(record, Meeting) else str(getattr(record, "meeting_id", ""))
            meeting = self.connection.execute(_MEETING_OF, {"id": meeting_id}).first()
            if meeting is not None:
                if meeting.state == MeetingState.APPROVED:
                    raise RuleError(SEALED)
                return str(meeting.case_id)
        return self._case_of(record)

    def _refuse_into_sealed(self, record: Record) -> None:
        """A history may only join approved minutes that came in with it."""
        meeting_id = str(getattr(record, "meeting_id", ""))
        if record.KIND in SEALED_KINDS and (Meeting.KIND, meeting_id) not in self._changed:
            self._allow(record, adding=True)

    def _case_of(self, record: Record) -> str:
        """Id of the case whose key digests the record; empty for what belongs to no case."""
        if isinstance(record, Case):
            return record.id
        case_id = getattr(record, "case_id", None)
        if case_id is None and (meeting_id := getattr(record, "meeting_id", None)) is not None:
            case_id = self.connection.execute(_MEETING_OF, {"id": meeting_id}).scalar()
        if case_id is None and (action_id := getattr(record, "action_id", None)) is not None:
            case_id = self.connection.execute(_CASE_OF_ACTION, {"id": action_id}).scalar()
        return str(case_id or "")

    def _case_with(self, kind: str, record_id: str) -> str:
        """Id of the case that a note is about; empty for a note of the vault as a whole."""
        query = {Meeting.KIND: _MEETING_OF, Action.KIND: _CASE_OF_ACTION}.get(kind)
        if query is not None:
            return str(self.connection.execute(query, {"id": record_id}).scalar() or "")
        return record_id if kind == Case.KIND else ""

    def _chain(self, verb: str, change: Change, case_id: str) -> None:
        """Adds the audit entry of one revision."""
        digest = change.digest(self._key(case_id))
        self._append(verb, change.kind, change.record_id, (change.number, case_id, digest))

    def _append(self, verb: str, kind: str, record_id: str, of: tuple[int, str, bytes]) -> None:
        """Adds an entry. `of` is the revision it vouches for: its number, its case and its digest."""
        link = Link(self._mark.seq + 1, self._at, self._by, verb, kind, record_id, *of)
        head = link.hash(self._mark.head)
        self._wrote = True
        row = {**values_of(link), "prev": self._mark.head, "hash": head}
        self.connection.execute(_INSERT_LINK, row)
        self._mark = Mark(self._mark.commit, link.seq, head)

    def _key(self, case_id: str) -> bytes:
        """The digest key of a case, made with its first revision."""
        if case_id not in self._keys:
            query = select(DIGEST_KEY.c.key).where(DIGEST_KEY.c.case_id == case_id)
            key = self.connection.execute(query).scalar()
            if key is None:
                key = secrets.token_bytes(32)
                self.connection.execute(DIGEST_KEY.insert(), {"case_id": case_id, "key": key})
            self._keys[case_id] = key
        return self._keys[case_id]

    def _touched(self, record: Record, before: int, after: int = 0) -> None:
        key = (record.KIND, record.id)
        first = self._parts.get(key, (before, 0))[0]
        self._parts[key] = (first, after or record.revision)
        self._changed.add(key)

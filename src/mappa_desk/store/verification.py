"""Checks a whole vault: pages, rows, the audit chain, every revision, the anchor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, exists, func, select
from sqlalchemy.exc import DBAPIError

from mappa_desk.domain.errors import StoreBug, VaultDamaged
from mappa_desk.store import audit, faults, search_index
from mappa_desk.store.anchor import Mark
from mappa_desk.store.erasing import ERASED
from mappa_desk.store.mapping import Mapper, mapper
from mappa_desk.store.tables import AUDIT, DIGEST_KEY, META, REVISION, ROWS

Progress = Callable[[str, int, int], bool | None]
"""Called with the part ("pages", "rows", "chain", "revisions"), what is done and how much there is.

Giving back False stops the check.
"""
_EVERY = 1_000
_MOST = 100
"""Faults that are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found. No faults and complete means: nothing was lost, altered or put back."""

    faults: tuple[str, ...]
    entries: int
    """Links of the audit chain that were checked."""
    revisions: int
    complete: bool

    @property
    def sound(self) -> bool:
        """True when everything was checked and nothing was found."""
        return self.complete and not self.faults


class _StoppedError(Exception):
    """The caller asked for the check to stop."""


class _Check:
    def __init__(self, connection: Connection, anchored: Mark, progress: Progress | None) -> None:
        self.connection = connection
        self.anchored = anchored
        self.progress = progress
        self.faults: list[str] = []
        self.more = 0
        self.entries = 0
        self.revisions = 0

    def run(self) -> Verification:
        complete = True
        try:
            for part in (self.pages, self.rows, self.chain, self.each_revision, self.each_row, self.index):
                self.guarded(part)
        except _StoppedError:
            complete = False
        if self.more:
            self.faults.append(f"{self.more} more faults were found.")
        return Verification(tuple(self.faults), self.entries, self.revisions, complete)

    def guarded(self, part: Callable[[], None]) -> None:
        """Goes on with the next part when pages that this one needs cannot be read."""
        try:
            part()
        except DBAPIError as error:
            if faults.code(error) not in (faults.CORRUPT, faults.NOT_A_DATABASE):
                raise
            self.fault("A part of the record cannot be read.")

    def fault(self, sentence: str) -> None:
        if len(self.faults) < _MOST:
            self.faults.append(sentence)
        else:
            self.more += 1

    def tell(self, part: str, done: int, total: int) -> None:
        if self.progress is not None and self.progress(part, done, total) is False:
            raise _StoppedError

    def counted(self, part: str, rows: Any, total: int) -> Iterator[Any]:
        for done, row in enumerate(rows):
            if done % _EVERY == 0:
                self.tell(part, done, total)
            yield row
        self.tell(part, total, total)

    def pages(self) -> None:
        self.tell("pages", 0, 1)
        for (found,) in self.connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
            self.fault(f"A page of the record is altered ({found}).")
        self.tell("pages", 1, 1)

    def rows(self) -> None:
        self.tell("rows", 0, 2)
        for (found,) in self.connection.exec_driver_sql("PRAGMA integrity_check"):
            if found != "ok":
                self.fault(f"The record does not hold together ({_in_one_line(found)}).")
        self.tell("rows", 1, 2)
        for found in self.connection.exec_driver_sql("PRAGMA foreign_key_check"):
            self.fault(f"A row of {found[0]} points to a row of {found[2]} that is not there.")
        self.tell("rows", 2, 2)

    def chain(self) -> None:
        """Each link follows from the one before, and the chain and the count of commits reach the anchor."""
        total = self.connection.execute(select(func.count()).select_from(AUDIT)).scalar() or 0
        seq, head = 0, audit.GENESIS
        reached = self.anchored.seq == 0
        for row in self.counted("chain", self.connection.execute(select(AUDIT).order_by(AUDIT.c.seq)), total):
            if row.seq != seq + 1:
                self.fault(f"Audit entries {seq + 1} to {row.seq - 1} are missing.")
            elif row.prev != head:
                self.fault(f"Audit entry {row.seq} does not follow from the one before it.")
            if not audit.holds(row):
                self.fault(f"Audit entry {row.seq} was altered.")
            if row.seq == self.anchored.seq:
                reached = row.hash == self.anchored.head
            seq, head = row.seq, row.hash
            self.entries += 1
        commits = self.connection.execute(select(META.c.commits)).scalar() or 0
        if not reached or commits < self.anchored.commit:
            self.fault("The record is behind its anchor: changes that were saved are missing.")

    def each_revision(self) -> None:
        """Each revision is what its newest audit entry vouches for, and each such entry has its revision.

        An entry may only follow another for the same revision when it says that words were erased.
        """
        keys = {row.case_id: row.key for row in self.connection.execute(select(DIGEST_KEY))}
        same = and_(
            AUDIT.c.kind == REVISION.c.kind,
            AUDIT.c.record_id == REVISION.c.record_id,
            AUDIT.c.revision == REVISION.c.number,
        )
        of = (AUDIT.c.kind, AUDIT.c.record_id, AUDIT.c.revision)
        self.each_supersedes(select(*of, AUDIT.c.verb).where(AUDIT.c.revision > 0).order_by(*of, AUDIT.c.seq))
        later = AUDIT.alias()
        newest = ~exists().where(
            later.c.kind == AUDIT.c.kind,
            later.c.record_id == AUDIT.c.record_id,
            later.c.revision == AUDIT.c.revision,
            later.c.seq > AUDIT.c.seq,
        )
        total = self.connection.execute(select(func.count()).select_from(REVISION)).scalar() or 0
        query = select(REVISION, AUDIT.c.case_id, AUDIT.c.digest).select_from(
            REVISION.outerjoin(AUDIT, and_(same, newest))
        )
        for row in self.counted("revisions", self.connection.execute(query), total):
            name = f"Revision {row.number} of {row.kind} {row.record_id}"
            self.revisions += 1
            if row.digest is None:
                self.fault(f"{name} has no audit entry.")
            elif (key := keys.get(row.case_id)) is not None and row.digest != _change(row).digest(key):
                self.fault(f"{name} is not what was saved.")
        lost = (
            select(*of)
            .distinct()
            .select_from(AUDIT.outerjoin(REVISION, same))
            .where(AUDIT.c.revision > 0, REVISION.c.kind.is_(None), AUDIT.c.case_id.in_(list(keys)))
        )
        for kind, record_id, number in self.connection.execute(lost):
            self.fault(f"Revision {number} of {kind} {record_id} is missing.")

    def each_supersedes(self, links: Any) -> None:
        """Only an erasure vouches for a revision that was vouched for before, and it never does so first."""
        before: tuple[str, str, int] | None = None
        for kind, record_id, number, verb in self.connection.execute(links):
            this = (kind, record_id, number)
            if (this == before) is not (verb == ERASED):
                self.fault(f"Revision {number} of {kind} {record_id} is vouched for out of order.")
            before = this

    def each_row(self) -> None:
        """Each row is its record's newest revision, and nothing that was not removed lacks its row."""
        later = REVISION.alias()
        superseded = exists().where(
            later.c.kind == REVISION.c.kind,
            later.c.record_id == REVISION.c.record_id,
            later.c.number > REVISION.c.number,
        )
        standing = select(REVISION.c.record_id).where(REVISION.c.body.is_not(None), ~superseded)
        for record_type in ROWS:
            m = mapper(record_type)
            newest = select(REVISION.c.body).where(
                REVISION.c.kind == m.kind, REVISION.c.record_id == m.table.c.id, ~superseded
            )
            self.tell(m.kind, 0, 1)
            for *values, body in self.connection.execute(select(*m.columns, newest.scalar_subquery())):
                if not _same(m, values, body):
                    self.fault(f"The row of {m.kind} {values[0]} is not its newest revision.")
            has_row = exists().where(m.table.c.id == REVISION.c.record_id)
            missing = standing.where(REVISION.c.kind == m.kind, ~has_row)
            for record_id in self.connection.execute(missing).scalars():
                self.fault(f"The row of {m.kind} {record_id} is missing.")

    def index(self) -> None:
        """The full-text index counts what it has."""
        self.tell("index", 0, 1)
        if not search_index.fits(self.connection):
            self.fault("The search index does not fit the record. It can be made anew from it.")
        self.tell("index", 1, 1)


def verify(
    connection: Connection, anchored: Mark | VaultDamaged, progress: Progress | None = None
) -> Verification:
    """Checks everything there is within one read transaction. Raises the database's errors.

    `anchored` is the anchor's mark, or what is wrong with the anchor: a fault like any other.
    """
    if isinstance(anchored, VaultDamaged):
        check = _Check(connection, Mark(0, 0, audit.GENESIS), progress)
        check.fault(str(anchored))
        return check.run()
    return _Check(connection, anchored, progress).run()


def _same(m: Mapper[Any], values: list[Any], body: str | None) -> bool:
    """Whether a row and a body are the same record; what is no record at all is the same as none."""
    try:
        return body is not None and m.from_json(body) == m.from_row(values)
    except StoreBug:
        return False


def _change(row: Any) -> audit.Change:
    return audit.Change(row.kind, row.record_id, row.number, row.at, row.by, row.body)


def _in_one_line(found: str) -> str:
    """SQLite says what it finds on up to a hundred lines, most of them following from the first."""
    lines = [line for line in found.splitlines() if not line.startswith("***")] or [found]
    return lines[0] if len(lines) == 1 else f"{lines[0]}, and {len(lines) - 1} more"

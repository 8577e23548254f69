"""What it costs to keep one entry durably, against the bare driver with the same rows and pragmas.

    python benchmarks/durable_entry.py [entries]

An entry of 300 words is a row, a revision, an audit link, two index rows and the count of commits, in one
transaction that is synced. Four ways take turns entry by entry, so that a busy disk meets all of them:

- bare      the driver alone, statements written out, values made beforehand
- no anchor the vault, its anchor left alone
- anchor    the vault as it ships: the anchor is written after each commit and synced at a checkpoint
- synced    the vault with a disk sync of the anchor after each commit

It prints the median and the 95th percentile in milliseconds, the ratio of the medians to bare, and how far
that ratio swings between ten slices of the run.
"""

from __future__ import annotations

import contextlib
import dataclasses
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.store import engine, files, key, opening
from mappa_desk.store.anchor import Anchor, Mark
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import UnitOfWork, Vault

PASSPHRASE = "five words for a benchmark"
WORDS = ("risk plan visit officer Tuesday address housing contact police licence " * 30).strip()
SLICES = 10


class Clock:
    """The laptop's clock."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


class NoAnchor:
    """Stands where the anchor stands and does nothing."""

    def set(self, mark: Mark) -> None:
        """Nothing."""

    def sync(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


def new_id() -> str:
    """A fresh id."""
    return uuid.uuid4().hex


def a_vault(folder: Path) -> tuple[Vault, Meeting]:
    """A new vault with a case and a running meeting."""
    vault = Vault.create(
        folder, PASSPHRASE, clock=Clock(), new_id=new_id, practice=True, cost=KeyCost.cheap()
    )
    with vault.writing(by="chair") as uow:
        case = uow.save(Case(id=new_id(), reference="LAN-0417", opened_on=date(2026, 1, 5)))
        meeting = uow.save(
            Meeting(
                id=new_id(),
                case_id=case.id,
                number=1,
                kind=MeetingKind.INITIAL,
                level=Level.TWO,
                state=MeetingState.RUNNING,
                planned_on=date(2026, 11, 22),
            )
        )
    return vault, meeting


def through_the_vault(folder: Path, anchor: str) -> tuple[Callable[[int], None], Vault]:
    """Gives the function that keeps one entry through the vault, and the vault."""
    vault, meeting = a_vault(folder)
    writer: Any = vault._writer  # the benchmark alone changes how the anchor behaves
    if anchor == "none":
        writer._anchor.close()
        writer._anchor = NoAnchor()
    elif anchor == "synced":
        writer._anchor.close()
        data_key = key.unwrap(folder, PASSPHRASE)
        writer._anchor = Anchor(folder / files.ANCHOR, opening.anchor_key(data_key), sync=True)

    def keep(number: int) -> None:
        entry = Entry(
            id=new_id(), meeting_id=meeting.id, position=number, text=WORDS, captured_at=datetime.now(UTC)
        )
        with vault.writing(by="chair") as uow:
            uow.save(entry)

    return keep, vault


def through_the_driver(folder: Path, entries: int) -> tuple[Callable[[int], None], Any]:
    """Gives the function that writes one entry's rows through the bare driver, and the connection."""
    vault, meeting = a_vault(folder)
    with vault.writing(by="chair") as uow:
        kept = uow.save(
            Entry(id=new_id(), meeting_id=meeting.id, position=0, text=WORDS, captured_at=datetime.now(UTC))
        )
        rows = {
            name: tuple(
                uow.connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY rowid DESC").first() or ()
            )
            for name in ("entry", "revision", "audit")
        }
    vault.close()
    connection = engine.connect(folder / files.DATABASE, key.unwrap(folder, PASSPHRASE))
    for pragma in engine.WRITER_PRAGMAS:
        connection.execute(pragma)
    inserts = {name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})" for name, row in rows.items()}
    made = [(new_id(), number) for number in range(entries)]

    def keep(number: int) -> None:
        record_id, position = made[number]
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(inserts["revision"], ("entry", record_id, *rows["revision"][2:]))
        entry = list(rows["entry"])
        entry[0], entry[places_of(Entry)["position"]] = record_id, position
        connection.execute(inserts["entry"], entry)
        doc = connection.execute(
            "INSERT INTO search_doc (kind, record_id) VALUES ('entry', ?)", (record_id,)
        ).lastrowid
        connection.execute("INSERT INTO search_index (rowid, body) VALUES (?, ?)", (doc, kept.text))
        audit = list(rows["audit"])
        audit[0] += number + 1
        audit[5] = record_id
        connection.execute(inserts["audit"], audit)
        connection.execute("UPDATE meta SET commits = commits + 1")
        connection.execute("COMMIT")

    return keep, connection


def newest_row(uow: UnitOfWork, name: str) -> tuple[Any, ...]:
    """The row that was written last to a table, as the driver gives it."""
    return tuple(uow.connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY rowid DESC").first() or ())


def places_of(record_type: type[Any]) -> dict[str, int]:
    """Places of the fields of a record type in its row: the table keeps their order."""
    return {field.name: place for place, field in enumerate(dataclasses.fields(record_type))}


def main() -> None:
    """Runs the benchmark and prints its table."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as scratch, contextlib.ExitStack() as closing:
        keepers: dict[str, Callable[[int], None]] = {}
        keepers["bare"], connection = through_the_driver(Path(scratch) / "bare", entries)
        closing.callback(connection.close)
        for name, anchor in (("no anchor", "none"), ("anchor", "written"), ("synced", "synced")):
            keepers[name], vault = through_the_vault(Path(scratch) / name, anchor)
            closing.callback(vault.close)
        times: dict[str, list[float]] = {name: [] for name in keepers}
        for number in range(entries):
            for name, keep in keepers.items():
                start = time.perf_counter()
                keep(number)
                times[name].append((time.perf_counter() - start) * 1000)
    report(times)


def report(times: dict[str, list[float]]) -> None:
    """Prints the table."""
    bare = times["bare"]
    print(f"{len(bare)} entries of {len(WORDS.split())} words, milliseconds")
    print(f"{'':10} {'median':>7} {'p95':>7} {'to bare':>8}  {'over ten slices':>15}")
    size = max(1, len(bare) // SLICES)
    slices = [slice(start, start + size) for start in range(0, size * SLICES, size)]
    for name, taken in times.items():
        ratios = [statistics.median(taken[part]) / statistics.median(bare[part]) for part in slices]
        p95 = statistics.quantiles(taken, n=20)[-1]
        ratio = statistics.median(taken) / statistics.median(bare)
        print(
            f"{name:10} {statistics.median(taken):7.3f} {p95:7.3f} {ratio:8.2f}"
            f"  {min(ratios):7.2f} - {max(ratios):.2f}"
        )


if __name__ == "__main__":
    main()

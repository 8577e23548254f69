"""Makes a vault as large as a whole country would fill: a practice vault, every word of it made up.

    python benchmarks/big_vault.py [FOLDER] [--share 1.0] [--plain]

At a share of 1 it holds 35,000 people, 200,000 meetings, 1,000,000 contributions and 1,200,000 actions with
some four million lines of their histories, laid down in the order of time. Words come as they do in a
language: few of them often, most of them seldom. Contributions are short (twenty words), actions have ten.

Rows and the full-text index are those of the program. Revisions and the audit chain are left out (nothing of
the tracker reads them), so the vault opens but `verify` would miss them. A run that was broken off goes on
where it stopped. --plain adds a copy of the database that is not encrypted, `plain.db`, to compare with.
Ten minutes on two shared cores; 9 GB with the copy, asked for before it begins.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _big_rows import CHUNK, Maker, Size

from mappa_desk.services.areas import seed_area
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.reference import load_reference
from mappa_desk.services.work import Work
from mappa_desk.store import engine, files, key
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault

PASSPHRASE = "five words for a benchmark"
BYTES = 9 * 10**9
"""Room that the whole of it takes with the copy and what is written on the way."""
LESS_SYNC = "PRAGMA synchronous = NORMAL"
LATE_INDEXES = ("action", "action_event", "entry")
"""Tables whose indexes are made when all rows are there."""


class Clock:
    """The laptop's clock."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


def new_id() -> str:
    """A fresh id."""
    return uuid.uuid4().hex


def opened(folder: Path, *, read_only: bool = False) -> Work:
    """The vault in `folder` as services are given it."""
    vault = Vault.open(folder, PASSPHRASE, clock=Clock(), new_id=new_id, read_only=read_only)
    return Work(vault, Clock(), new_id, load_reference())


def folder_or_small(stack: contextlib.ExitStack, folder: Path | None) -> Path:
    """The folder that was given; else a vault of a fiftieth, thrown away when the stack ends."""
    if folder is None:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "vault"
        subprocess.run([sys.executable, __file__, str(folder), "--share", "0.02"], check=True)
    return folder


def begin(folder: Path) -> None:
    """An empty practice vault with the area's lists and one keyholder."""
    vault = Vault.create(
        folder, PASSPHRASE, clock=Clock(), new_id=new_id, practice=True, cost=KeyCost.cheap()
    )
    with vault:
        work = Work(vault, Clock(), new_id, load_reference())
        seed_area(work)
        add_keyholder(work, name="A. Chair", role="Chair", agency="prob")


def unindexed(connection: Any) -> None:
    """Takes the indexes of the large tables away and notes what made them, for when all rows are there."""
    connection.execute("CREATE TABLE IF NOT EXISTS late_index (made TEXT)")
    holes = ", ".join("?" * len(LATE_INDEXES))
    found = connection.execute(
        f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql <> '' AND tbl_name IN ({holes})",
        LATE_INDEXES,
    ).fetchall()
    for name, made in found:
        connection.execute("INSERT INTO late_index VALUES (?)", (made,))
        connection.execute(f"DROP INDEX {name}")


def indexed(connection: Any) -> None:
    """Makes them, one at a time."""
    for (made,) in connection.execute("SELECT made FROM late_index ORDER BY rowid").fetchall():
        with whole(connection):
            connection.execute(made)
            connection.execute("DELETE FROM late_index WHERE made = ?", (made,))
        say(" ".join(made.split()[:5]))
    connection.execute("DROP TABLE late_index")


@contextlib.contextmanager
def whole(connection: Any) -> Iterator[None]:
    """One transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def fill(folder: Path, size: Size) -> None:
    """Fills the vault from where an earlier run stopped."""
    connection = engine.connect(folder / files.DATABASE, key.unwrap(folder, PASSPHRASE))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(LESS_SYNC)
    connection.execute("PRAGMA cache_size = -1500000")
    maker = Maker(size)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if "late_index" not in tables and not connection.execute('SELECT 1 FROM "case"').fetchone():
        with whole(connection):
            unindexed(connection)
            maker.people(connection)
        tables.add("late_index")
    done = connection.execute("SELECT count(*) FROM meeting").fetchone()[0]
    while done < len(maker.meetings):
        with whole(connection):
            done += maker.chunk(connection, done // CHUNK)
        say(f"{done} of {len(maker.meetings)} meetings")
    if "late_index" in tables:
        indexed(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def copy_plain(folder: Path) -> Path:
    """A copy of the database without a key, made by the same engine."""
    target = folder / "plain.db"
    if not target.exists():
        part = folder / "plain.part"
        part.unlink(missing_ok=True)
        connection = engine.connect(folder / files.DATABASE, key.unwrap(folder, PASSPHRASE))
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(part),))
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH DATABASE plain")
        connection.close()
        part.rename(target)
    return target


def say(words: str) -> None:
    """One line of progress."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def main() -> None:
    """Makes the vault."""
    asked = argparse.ArgumentParser(description="Makes a very large practice vault.")
    asked.add_argument("folder", type=Path, nargs="?", help="without it a hundredth of one, thrown away")
    asked.add_argument("--share", type=float, default=1.0)
    asked.add_argument("--plain", action="store_true")
    told = asked.parse_args()
    if told.folder is not None:
        make(told.folder, told.share, plain=told.plain)
        return
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch) / "vault", 0.01, plain=True)


def make(folder: Path, share: float, *, plain: bool) -> None:
    """Makes it where there is room for it."""
    room = shutil.disk_usage(folder.parent).free
    if not folder.exists():
        if room < BYTES * share:
            sys.exit(f"This takes {BYTES * share / 1e9:.1f} GB; there are {room / 1e9:.1f} GB.")
        begin(folder)
    fill(folder, Size.of(share))
    if plain:
        copy_plain(folder)
    size = (folder / files.DATABASE).stat().st_size
    say(f"{size / 1e9:.2f} GB in {folder.name}")


if __name__ == "__main__":
    main()

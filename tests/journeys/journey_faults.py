"""A practice vault to break, the ways of breaking it, and what is compared before and after a command."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from mappa_desk.domain.errors import KnownStoreError
from mappa_desk.services.work import Work
from mappa_desk.store.key import unwrap
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring

HEADER, RECORD, ANCHOR = "header", "record.db", "anchor"
PAGE = 4096
HOLD_OPEN = """
import sys
from pathlib import Path
from mappa_desk.wiring import Wiring
wiring = Wiring()
wiring.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.readline()
wiring.close()
"""
AS_NOBODY_SPECIAL = """
import ctypes, os, sys
drop = getattr(ctypes.CDLL(None), "prctl", lambda *_: None)
for privilege in range(64):
    drop(24, privilege, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-m", "mappa_desk", *sys.argv[1:]])
"""
"""Gives the privileges of root away (PR_CAPBSET_DROP), so that the modes of files count for the program."""
WITH_SMALL_FILES = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
os.execv(sys.executable, [sys.executable, "-m", "mappa_desk", *sys.argv[2:]])
"""
"""Where no small disk can be mounted: the system refuses files above a size as a full disk does."""


@dataclass(frozen=True)
class Place:
    """A folder of one test with a vault of its own in it, its passphrase in a file, and a case to import."""

    folder: Path
    vault: Path
    key: str
    """The raw key of the vault's database, in hex."""

    @property
    def passphrase(self) -> Path:
        """The file with the passphrase."""
        return self.folder / "passphrase.txt"

    @property
    def new_case(self) -> Path:
        """A large case file that the vault does not hold yet."""
        return self.folder / "LAN-0351.json"

    def on_vault(self, command: str, *arguments: str | Path) -> tuple[str | Path, ...]:
        """A command line on the vault with the right passphrase."""
        return (command, "--vault", self.vault, "--passphrase-file", self.passphrase, *arguments)

    def change(self, statement: str, *values: object) -> None:
        """Changes the database with the bare driver and the raw key."""
        connection = keyed(self.vault / RECORD, self.key)
        with connection:
            connection.execute(statement, values)
        connection.close()


def keyed(database: Path, key: str) -> driver.Connection:
    """A connection of the bare driver."""
    connection = driver.connect(str(database))
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


def flip(path: Path, at: int) -> None:
    """Turns one bit of a file."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def flip_deep(place: Place) -> None:
    """Turns a bit in the middle of the record, in the first page that opening the vault does not need."""
    record = place.vault / RECORD
    page = record.stat().st_size // PAGE // 2
    while True:
        flip(record, page * PAGE + PAGE // 2)
        if len(_faults(place.vault)) > 0 and _opens(place.vault):
            return
        flip(record, page * PAGE + PAGE // 2)
        page += 1


def later_format(header: Path) -> None:
    """Makes a header say that a later edition wrote it, its checksum being right."""
    line = header.read_bytes().partition(b"\n")[0]
    later = json.dumps({**json.loads(line), "format": 2}, sort_keys=True, separators=(",", ":")).encode()
    header.write_bytes(later + b"\n" + hashlib.blake2b(later, digest_size=32).hexdigest().encode() + b"\n")


@dataclass(frozen=True)
class Picture:
    """What the vault is: the bytes of its files, all of its rows, and what a check of it finds."""

    files: dict[str, str]
    rows: str
    faults: tuple[str, ...]


def picture(place: Place) -> Picture:
    """The vault as it stands, seen in a copy, so that looking changes nothing."""
    names = [name for name in (HEADER, RECORD, ANCHOR) if (place.vault / name).exists()]
    digests = {name: hashlib.sha256((place.vault / name).read_bytes()).hexdigest() for name in names}
    with tempfile.TemporaryDirectory(dir=place.folder) as hidden:
        copy = Path(hidden) / "vault"
        shutil.copytree(place.vault, copy, copy_function=shutil.copyfile)
        copy.chmod(0o700)
        return Picture(digests, _rows(copy / RECORD, place.key), _faults(copy))


def _rows(database: Path, key: str) -> str:
    """A digest of every row of every table; the driver's words where it cannot be read."""
    if not database.exists():
        return "no database"
    summed = hashlib.sha256()
    connection = keyed(database, key)
    try:
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        ]
        for table in tables:
            summed.update(table.encode())
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                summed.update(repr(row).encode())
    except driver.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return summed.hexdigest()


def _faults(vault: Path) -> tuple[str, ...]:
    """What opening and checking the vault find wrong."""
    try:
        with _opened(vault) as work:
            return (*work.vault.faults, *work.vault.verify().faults)
    except KnownStoreError as error:
        return (str(error),)


def _opens(vault: Path) -> bool:
    try:
        with _opened(vault):
            return True
    except KnownStoreError:
        return False


@contextlib.contextmanager
def _opened(vault: Path) -> Iterator[Work]:
    wiring = Wiring(data_folder=vault.parent)
    try:
        yield wiring.open(vault, PRACTICE_PASSPHRASE, read_only=True)
    finally:
        wiring.close()


def raw_key(vault: Path) -> str:
    """The raw key of a practice vault's database, in hex."""
    return unwrap(vault, PRACTICE_PASSPHRASE).hex()


@contextlib.contextmanager
def held_open(vault: Path) -> Iterator[None]:
    """Another process holds the vault open during the block."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_OPEN, str(vault), PRACTICE_PASSPHRASE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        try:
            yield
        finally:
            holder.stdin.write("\n")
            holder.stdin.close()


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nobody may write to the folder or its files during the block, but for the privileges of root."""
    inside = list(folder.iterdir())
    for path in inside:
        path.chmod(0o400)
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)
        for path in inside:
            path.chmod(0o600)


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """Mounts a disk of `size` bytes on a folder. Gives False, and no disk, where only root could."""
    mounted = os.geteuid() == 0 and (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)

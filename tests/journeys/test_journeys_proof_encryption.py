"""Nothing of a meeting can be read on the disk without the key: shown with other programs than ours."""

from __future__ import annotations

import random
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from folder_watch import watched
from journey_program import Demonstration, Said, run

from mappa_desk.domain.cases import Level
from mappa_desk.services.contributions import keep_line
from mappa_desk.services.meetings import start_now
from mappa_desk.store.key import unwrap
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "resources" / "practice" / "demo_meeting.toml"
OTHER_SCRIPT = """
import sys
from sqlcipher3 import dbapi2
path, key = sys.argv[1], sys.stdin.readline().strip()
connection = dbapi2.connect(f"file:{path}?mode=ro", uri=True)
if key:
    connection.execute(f'''PRAGMA key = "x'{key}'"''')
assert not [name for name in sys.modules if name.startswith("mappa")]
print(connection.execute("SELECT count(*) FROM entry").fetchone()[0])
"""
STOCK_SCRIPT = """
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
"""
HOW_MANY = 200
SHORTEST = 8
"""Letters of a word. Seven may stand in ten megabytes of noise by chance once in millions of runs."""
HEADER_WORDS = {"practice", "passphrase", "argon2id", "recovery", "understood", "lanes", "created", "format"}
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a parsed TOML file, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def distinctive_words() -> tuple[str, ...]:
    """Every name of the demonstration's people, and words of what they say, chosen alike in each run."""
    script = tomllib.loads(SCRIPT.read_text("utf-8"))
    names = {person["name"] for person in script["people"].values()}
    found = set(re.findall(rf"\b[^\W\d_]{{{SHORTEST},}}\b", " ".join(texts_of(script))))
    plain = sorted(word for word in found if word.casefold() not in HEADER_WORDS)
    return (*sorted(names), *random.Random(200).sample(plain, HOW_MANY - len(names)))


def words_in(data: bytes, words: Iterable[str]) -> set[str]:
    """The words that can be read in some bytes in any of the encodings; plain letters in either case."""
    lower = data.lower()
    return {word for word in words if any(_holds(data, lower, word, encoding) for encoding in ENCODINGS)}


def _holds(data: bytes, lower: bytes, word: str, encoding: str) -> bool:
    if word.isascii():
        return word.lower().encode(encoding) in lower
    return word.encode(encoding) in data


@pytest.fixture(scope="module")
def key(demo: Demonstration) -> str:
    """The raw key of the demonstration's database, in hex."""
    return unwrap(demo.vault, PRACTICE_PASSPHRASE).hex()


def count_entries(database: Path, key: str) -> Said:
    """Runs the script that knows nothing of this project, with the key on standard input."""
    return run(database, begin=(sys.executable, "-I", "-c", OTHER_SCRIPT), typed=key + "\n")


def test_another_program_reads_it_with_the_key_alone(demo: Demonstration, key: str) -> None:
    told = count_entries(demo.vault / "record.db", key)
    assert (told.code, told.err) == (0, "")
    said = re.search(r"([\d,]+) entries with", demo.said)
    assert said is not None
    assert int(told.out) >= int(said[1].replace(",", ""))


@pytest.mark.parametrize("wrong", ["", "0" * 64], ids=["without a key", "with another key"])
def test_it_reads_nothing_without_it(demo: Demonstration, wrong: str) -> None:
    told = count_entries(demo.vault / "record.db", wrong)
    assert (told.code, told.out) == (1, "")
    assert "file is not a database" in told.err


def test_stock_sqlite_reads_nothing(demo: Demonstration) -> None:
    told = run(demo.vault / "record.db", begin=(sys.executable, "-I", "-c", STOCK_SCRIPT))
    assert (told.code, told.out) == (1, "")
    assert "file is not a database" in told.err


def test_the_words_are_many_and_would_be_found_in_a_plain_copy(
    demo: Demonstration, key: str, tmp_path: Path
) -> None:
    words = distinctive_words()
    assert len(set(words)) == HOW_MANY
    plain = tmp_path / "plain.db"
    connection = driver.connect(str(demo.vault / "record.db"))
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    assert words_in(plain.read_bytes(), words) == set(words)
    for encoding in ENCODINGS:
        assert words_in("\x01WÓJCIK Wójcikx".encode(encoding), ("Wójcik", "Thirlwell")) == {"Wójcik"}
        assert words_in("\x01THIRLWELLx".encode(encoding), ("Wójcik", "Thirlwell")) == {"Thirlwell"}


def test_no_file_of_the_closed_vault_holds_a_word(demo: Demonstration) -> None:
    found = {path.name: words_in(path.read_bytes(), distinctive_words()) for path in demo.vault.iterdir()}
    assert {"header", "record.db", "anchor"} <= found.keys()
    assert not any(found.values()), found


def test_no_file_holds_a_word_while_the_vault_is_open_and_its_log_is_full(
    demo: Demonstration, tmp_path: Path
) -> None:
    words = distinctive_words()
    vault = Path(shutil.copytree(demo.vault, tmp_path / "vault"))
    wiring = Wiring(data_folder=tmp_path)
    work = wiring.open(vault, PRACTICE_PASSPHRASE)
    try:
        meeting = start_now(work, level=Level.TWO, reference="LAN-9417").value
        for at in range(0, len(words), 10):
            keep_line(work, meeting_id=meeting.id, item="", text=" ".join(words[at : at + 10]))
        found = {path.name: path.read_bytes() for path in vault.iterdir()}
    finally:
        wiring.close()
    assert len(found["record.db-wal"]) > 50_000
    assert "record.db-shm" in found and "holder" in found
    held = {name: words_in(data, words) for name, data in found.items()}
    assert not any(held.values()), held


def test_nothing_is_written_but_the_vault_and_the_documents(demo: Demonstration) -> None:
    assert demo.elsewhere == ()
    around = demo.vault.parent
    assert {path.name for path in around.iterdir()} == {"vault", "documents", "home", "temporary"}
    assert [path for name in ("home", "temporary") for path in (around / name).iterdir()] == []
    assert {path.suffix for path in demo.out.iterdir()} == {".pdf"}
    assert {path.name for path in demo.vault.iterdir()} <= {"header", "record.db", "anchor", "lock"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which files were made")
def test_a_file_that_was_there_for_a_moment_would_be_told(tmp_path: Path) -> None:
    with watched(tmp_path) as made:
        (tmp_path / "moment").write_text("x", "utf-8")
        (tmp_path / "moment").unlink()
    assert made == ["moment"]

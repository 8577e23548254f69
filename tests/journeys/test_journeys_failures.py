"""What can go wrong is provoked for real: one plain sentence, exit code 1, the record as it was."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("modes, mounts and limits of files are things of Unix", allow_module_level=True)

from journey_faults import (
    ANCHOR,
    AS_NOBODY_SPECIAL,
    HEADER,
    RECORD,
    WITH_SMALL_FILES,
    Picture,
    Place,
    flip,
    flip_deep,
    held_open,
    later_format,
    picture,
    raw_key,
    small_disk,
    unwritable,
)
from journey_program import PROGRAM, Said, run

from mappa_desk.services.case_files import import_files
from mappa_desk.services.people import add_keyholder
from mappa_desk.store.key import KeyCost
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring

CASES = Path(__file__).resolve().parents[2] / "resources" / "practice"
OLDER = "record-before-the-last-import.db"
ROOM_LEFT = 160 * 1024
"""On the small disk: enough to open the vault, too little for a case of a megabyte."""
Arguments = tuple[str | Path, ...]
NOBODY = (sys.executable, "-c", AS_NOBODY_SPECIAL)


def nothing(_place: Place) -> None:
    """The vault is sound."""


@dataclass(frozen=True)
class Failure:
    """One way to fail: what is broken first, what is asked for, and the words that the answer must hold."""

    name: str
    says: str
    ask: Callable[[Place], Arguments]
    broken: Callable[[Place], object] = nothing
    during: Callable[[Place], AbstractContextManager[object]] = lambda _place: nullcontext()
    begin: tuple[str, ...] = PROGRAM
    cause: str = ""
    """The same for failures that rightly give the same sentence; the name unless given."""


def read_it(place: Place) -> Arguments:
    return place.on_vault("actions")


def write_it(place: Place) -> Arguments:
    return place.on_vault("import", place.new_case)


def check_it(place: Place) -> Arguments:
    return place.on_vault("verify")


def write_case(place: Place, **changes: object) -> Path:
    """The new case as a file in which something was changed."""
    file = place.folder / "changed.json"
    file.write_text(json.dumps({**json.loads(place.new_case.read_text("utf-8")), **changes}), "utf-8")
    return file


def hostile(data: bytes) -> Callable[[Place], Arguments]:
    def ask(place: Place) -> Arguments:
        file = place.folder / "hostile.json"
        file.write_bytes(data)
        return place.on_vault("import", file)

    return ask


def other_record(place: Place) -> Arguments:
    held = json.loads((CASES / "LAN-0428.json").read_text("utf-8"))
    held["case"]["name"] = "Somebody Else"
    file = place.folder / "other.json"
    file.write_text(json.dumps(held), "utf-8")
    return place.on_vault("import", file)


def real_case(place: Place) -> Arguments:
    held = json.loads(place.new_case.read_text("utf-8"))
    return place.on_vault("import", write_case(place, case={**held["case"], "practice": False}))


def put_back_older(place: Place) -> None:
    shutil.copyfile(place.vault.with_name(OLDER), place.vault / RECORD)


def cut(path: Path, to: int) -> None:
    with path.open("r+b") as file:
        file.truncate(to)


def with_passphrase(words: str, command: str = "actions") -> Callable[[Place], Arguments]:
    def ask(place: Place) -> Arguments:
        place.passphrase.write_text(words, "utf-8")
        return place.on_vault(command)

    return ask


FAILURES = (
    Failure("a wrong passphrase", "passphrase does not open", with_passphrase("not the passphrase\n")),
    Failure("an empty passphrase", "Type the passphrase", with_passphrase("\n")),
    Failure("no file with the passphrase", "passphrase file .* cannot be read",
            lambda place: ("actions", "--vault", place.vault, "--passphrase-file", place.folder / "none")),
    Failure("a vault that is not there", "There is no vault in",
            lambda place: replace(place, vault=place.folder / "none").on_vault("actions")),
    Failure("a damaged header", "header of this vault is damaged", read_it,
            lambda place: flip(place.vault / HEADER, 60)),
    Failure("a cut header", "header of this vault is damaged", read_it,
            lambda place: cut(place.vault / HEADER, 100), cause="a damaged header"),
    Failure("a missing header", "header of this vault is missing", read_it,
            lambda place: (place.vault / HEADER).unlink()),
    Failure("a damaged first page", "record of this vault is damaged", read_it,
            lambda place: flip(place.vault / RECORD, 1000), cause="a damaged record"),
    Failure("a truncated record", "record of this vault is damaged", check_it,
            lambda place: cut(place.vault / RECORD, (place.vault / RECORD).stat().st_size // 2),
            cause="a damaged record"),
    Failure("an emptied record", "record of this vault is damaged", write_it,
            lambda place: cut(place.vault / RECORD, 0), cause="a damaged record"),
    Failure("bits turned mid-file", "The vault is at fault", check_it, flip_deep),
    Failure("a missing record", "record of this vault is missing", read_it,
            lambda place: (place.vault / RECORD).unlink()),
    Failure("a missing anchor", "anchor of this vault is missing", write_it,
            lambda place: (place.vault / ANCHOR).unlink()),
    Failure("a damaged anchor", "anchor of this vault is damaged", write_it,
            lambda place: (place.vault / ANCHOR).write_bytes(bytes(1024))),
    Failure("an older record put back", "behind its anchor", write_it, put_back_older),
    Failure("a newer schema", "written by a newer edition", read_it,
            lambda place: place.change("UPDATE alembic_version SET version_num = '9999'")),
    Failure("a newer header", "written by a newer edition", read_it,
            lambda place: later_format(place.vault / HEADER), cause="a newer schema"),
    Failure("a second window", "Another window holds this vault open since", write_it,
            during=lambda place: held_open(place.vault)),
    Failure("a folder that cannot be written", "folder cannot be written", write_it,
            during=lambda place: unwritable(place.vault), begin=NOBODY),
    Failure("documents where nobody may write", "Choose another place",
            lambda place: place.on_vault("print", "actions", "--meeting", "LAN-0422-M01", "--out",
                                         place.folder / "closed" / "x.pdf"),
            lambda place: (place.folder / "closed").mkdir(mode=0o500), begin=NOBODY),
    Failure("an unknown case", "LAN-9999",
            lambda place: place.on_vault("export", "--case", "LAN-9999", "--out", place.folder / "x.json")),
    Failure("an unknown meeting", "LAN-0422-M99",
            lambda place: place.on_vault("print", "minutes", "--meeting", "LAN-0422-M99", "--out",
                                         place.folder / "x.pdf")),
    Failure("an unknown agency", "no agency",
            lambda place: place.on_vault("print", "agency-actions", "--meeting", "LAN-0422-M01", "--agency",
                                         "zz", "--out", place.folder / "x.pdf")),
    Failure("somebody without the keys", "holds the keys", lambda place: (*read_it(place), "--as", "Nobody")),
    Failure("a vault that exists", "There is a vault in .* already",
            lambda place: place.on_vault("init", "--practice")),
    Failure("a folder that is not empty", "folder is not empty",
            lambda place: replace(place, vault=place.folder).on_vault("init", "--practice")),
    Failure("recovery not understood", "without the passphrase nobody",
            lambda place: replace(place, vault=place.folder / "new").on_vault("init")),
    Failure("a missing file", "There is no file",
            lambda place: place.on_vault("import", place.folder / "none")),
    Failure("a file that is there", "passphrase.txt already",
            lambda place: place.on_vault("export", "--case", "LAN-0422", "--out", place.passphrase)),
    Failure("a file that is no JSON", "not JSON", hostile(b"#!/bin/sh")),
    Failure("a file that is no text", "not UTF-8", hostile(b"\xff\xfe\x00\x00")),
    Failure("a file nested without end", "nested too deeply", hostile(b'{"a":' + b"[" * 200_000)),
    Failure("a file of a newer edition", "newer edition",
            lambda place: place.on_vault("import", write_case(place, format=99))),
    Failure("a file with strange fields", "not a field of this format",
            lambda place: place.on_vault("import", write_case(place, colour="red"))),
    Failure("another record of the same case", "different record under", other_record),
    Failure("a real case for a practice vault", "no practice case", real_case),
)  # fmt: skip
FULL_DISK = Failure("a full disk", "The disk is full", write_it)
NAMES = [failure.name for failure in (*FAILURES, FULL_DISK)]


@dataclass(frozen=True)
class Outcome:
    """What a failing command said, and the vault before and after it."""

    place: Place
    said: Said
    before: Picture
    after: Picture

    @property
    def sentence(self) -> str:
        """What it said on standard error, without the names of this test's folders."""
        return self.said.err.replace(str(self.place.folder), "").strip()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A sound practice vault with three cases, and its record as it was before the last of them came."""
    folder = tmp_path_factory.mktemp("sound")
    vault = folder / "vault"
    wiring = Wiring(data_folder=folder, key_cost=KeyCost.cheap())
    files = tuple(CASES / f"LAN-{number}.json" for number in ("0428", "0422", "0399"))
    work = wiring.create(vault, PRACTICE_PASSPHRASE, practice=True, filled=False)
    add_keyholder(work, name="Bethan Lloyd-Carter")
    import_files(work, paths=files[:2])
    wiring.close()
    shutil.copyfile(vault / RECORD, folder / OLDER)
    import_files(wiring.open(vault, PRACTICE_PASSPHRASE), paths=files[2:])
    wiring.close()
    return Place(folder, vault, raw_key(vault))


def laid(sound: Place, folder: Path) -> Place:
    """The sound vault anew in a folder of its own."""
    folder.mkdir(exist_ok=True)
    place = replace(sound, folder=folder, vault=Path(shutil.copytree(sound.vault, folder / "vault")))
    shutil.copyfile(sound.folder / OLDER, folder / OLDER)
    shutil.copyfile(CASES / "LAN-0351.json", place.new_case)
    place.passphrase.write_text(PRACTICE_PASSPHRASE + "\n", "utf-8")
    return place


def provoke(failure: Failure, place: Place) -> Outcome:
    """Breaks what is to be broken, gives the command and takes a picture before and after it."""
    failure.broken(place)
    asked = failure.ask(place)
    before = picture(place)
    with failure.during(place):
        said = run(*asked, begin=failure.begin, folder=place.folder)
    return Outcome(place, said, before, picture(place))


@contextlib.contextmanager
def on_full_disk(sound: Place, folder: Path) -> Iterator[Outcome]:
    """A case is imported where the disk has hardly any room left."""
    size = sum(path.stat().st_size for path in sound.vault.iterdir())
    disk = folder / "disk"
    disk.mkdir(parents=True)
    with small_disk(disk, size + ROOM_LEFT) as mounted:
        place = replace(laid(sound, folder), vault=Path(shutil.copytree(sound.vault, disk / "vault")))
        limited = (sys.executable, "-c", WITH_SMALL_FILES, str(ROOM_LEFT))
        yield provoke(replace(FULL_DISK, begin=PROGRAM if mounted else limited), place)


@pytest.fixture(scope="module")
def outcomes(sound: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Outcome]]:
    """Every failure once, by its name."""
    folders = [tmp_path_factory.mktemp("failure") for _ in FAILURES]
    with (
        on_full_disk(sound, tmp_path_factory.mktemp("full") / "place") as full,
        ThreadPoolExecutor(2) as hands,
    ):
        done = hands.map(
            lambda pair: provoke(pair[0], laid(sound, pair[1])), zip(FAILURES, folders, strict=True)
        )
        yield {**dict(zip(NAMES, done, strict=False)), FULL_DISK.name: full}


def by_name(name: str) -> Failure:
    return next(failure for failure in (*FAILURES, FULL_DISK) if failure.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_it_ends_with_1_and_one_plain_sentence(outcomes: dict[str, Outcome], name: str) -> None:
    said = outcomes[name].said
    assert said.code == 1, said
    assert "Traceback" not in said.err + said.out
    (line,) = said.err.splitlines()
    assert re.search(by_name(name).says, line), line
    assert line.endswith(".") and line[0].isupper()


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_as_it_was(outcomes: dict[str, Outcome], name: str) -> None:
    outcome = outcomes[name]
    assert outcome.after == outcome.before


def test_each_cause_has_a_sentence_of_its_own(outcomes: dict[str, Outcome]) -> None:
    sentences: dict[str, set[str]] = {}
    for name in NAMES:
        cause = by_name(name).cause or name
        sentences.setdefault(outcomes[name].sentence, set()).add(cause)
    assert {words: causes for words, causes in sentences.items() if len(causes) > 1} == {}


def test_the_failures_are_told_apart_by_what_is_compared(outcomes: dict[str, Outcome], sound: Place) -> None:
    whole = picture(sound)
    assert whole.faults == ()
    for name, outcome in outcomes.items():
        if by_name(name).broken is nothing or "documents" in name:
            assert outcome.before == whole, name
        else:
            assert outcome.before != whole, name
    assert outcomes["an older record put back"].before.rows not in ("", whole.rows)


def test_a_check_names_what_is_wrong_on_standard_output(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes["bits turned mid-file"]
    told = outcome.said.out.splitlines()
    assert told and all(line.endswith(".") for line in told)
    assert outcome.said.err.strip() == f"The vault is at fault; faults found: {len(told)}."
    assert tuple(told) == tuple(dict.fromkeys(outcome.before.faults))


def test_a_folder_that_cannot_be_written_is_still_read(sound: Place, tmp_path: Path) -> None:
    place = laid(sound, tmp_path)
    with unwritable(place.vault):
        read = run(*read_it(place), begin=NOBODY)
    assert (read.code, read.err) == (0, "")
    assert "LAN-0422" in read.out


def test_after_the_full_disk_the_same_import_succeeds(sound: Place, tmp_path: Path) -> None:
    with on_full_disk(sound, tmp_path / "place") as full:
        assert full.said.code == 1
        moved = replace(full.place, vault=Path(shutil.copytree(full.place.vault, tmp_path / "moved")))
    again = run(*write_it(moved))
    assert (again.code, again.err) == (0, "")
    assert again.out.startswith("LAN-0351: added")
    after = picture(moved)
    assert after.faults == () and after.rows != full.after.rows


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("actions", "--nonsense"),
        ("import",),
        ("print", "leaflet"),
        ("open",),
        ("practice", "x"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_how_it_is_used(arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: mappa-desk") and "Traceback" not in said.err

"""How commands end that cannot be done: 1 with one plain sentence, 2 for wrong usage, a traceback never."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Call

from mappa_desk.cli import run_command_line
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring


def program(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, without a terminal and without a display."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DISPLAY", "QT_"))}
    return subprocess.run(
        [sys.executable, "-m", "mappa_desk", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        stdin=options.get("stdin", subprocess.DEVNULL),
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("actions", "--case", "LAN-9999"),
        ("actions", "--agency", "nobody"),
        ("actions", "--as", "Nobody"),
        ("export", "--case", "LAN-9999", "--out", "x.json"),
        ("import", "nowhere.json"),
        ("import", "/"),
        ("print", "minutes", "--meeting", "LAN-0417-M99", "--out", "x.pdf"),
        ("print", "minutes", "--meeting", "nonsense", "--out", "x.pdf"),
        ("print", "minutes", "--meeting", "LAN-0417-M02", "--out", "/proc/x.pdf"),
        ("print", "agency-actions", "--meeting", "LAN-0417-M02", "--agency", "zz", "--out", "x.pdf"),
    ],
)
def test_what_is_refused_ends_with_1_and_one_sentence(on_vault: Call, arguments: tuple[str, ...]) -> None:
    said = on_vault(*arguments)
    assert said.code == 1
    (line,) = said.err.splitlines()
    assert line.endswith(".") and "Traceback" not in said.err + said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("actions", "--nonsense"),
        ("actions", "--on", "tomorrow"),
        ("actions", "--format", "xml"),
        ("import",),
        ("export", "--out", "x.json"),
        ("print", "minutes", "--out", "x.pdf"),
        ("print", "leaflet", "--meeting", "LAN-0417-M02", "--out", "x.pdf"),
        ("print", "agency-actions", "--meeting", "LAN-0417-M02", "--out", "x.pdf"),
        ("print", "minutes", "--meeting", "LAN-0417-M02", "--out", "x.pdf", "--copy", "3", "--of", "2"),
        ("search",),
    ],
)
def test_wrong_usage_ends_with_2(on_vault: Call, call: Call, arguments: tuple[str, ...]) -> None:
    said = call(*arguments) if arguments == ("nonsense",) else on_vault(*arguments)
    assert said.code == 2
    assert said.err.startswith("Usage: mappa-desk")


def test_a_wrong_passphrase_is_refused(call: Call, vault: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase\n", encoding="utf-8")
    said = call("actions", "--vault", vault, "--passphrase-file", wrong)
    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1


def test_the_passphrase_comes_from_standard_input(
    call: Call, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(PRACTICE_PASSPHRASE + "\n"))
    assert call("actions", "--vault", vault, "--passphrase-file", "-").code == 0


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_passphrase_file_that_cannot_be_read_is_named(
    call: Call, vault: Path, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "keyfile"
    if content is not None:
        file.write_bytes(content)
    said = call("actions", "--vault", vault, "--passphrase-file", file)
    assert said.code == 1
    assert str(file) in said.err


class _Faulty(Wiring):
    def holds_vault(self, folder: Path) -> bool:
        raise ValueError("secret words of a case")


def test_a_fault_of_ours_is_named_without_a_traceback_and_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_command_line(["actions"], _Faulty()) == 1
    written = capsys.readouterr()
    assert written.err == "Something is wrong inside the program (ValueError). Nothing more was done.\n"


def test_the_process_ends_with_the_same_codes(tmp_path: Path) -> None:
    missing = program("actions", "--vault", tmp_path / "none", "--passphrase-file", "-")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr == f"There is no vault in {tmp_path / 'none'}.\n"
    usage = program("actions", "--nonsense")
    assert usage.returncode == 2 and "Traceback" not in usage.stderr
    assert program("--help").returncode == 0


def test_without_a_terminal_nobody_is_asked(vault: Path) -> None:
    said = program("actions", "--vault", vault)
    assert said.returncode == 2
    assert "give --passphrase-file" in said.stderr


@pytest.mark.skipif(os.name == "nt", reason="a pseudo terminal is a thing of Unix")
def test_on_a_terminal_the_passphrase_is_asked_for(vault: Path) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mappa_desk", "actions", "--vault", str(vault), "--case", "LAN-0428"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    asked = b""
    while b"Passphrase" not in asked:
        asked += os.read(ours, 1000)
    os.write(ours, PRACTICE_PASSPHRASE.encode() + b"\n")
    out, _ = process.communicate(timeout=60)
    os.close(theirs)
    os.close(ours)
    assert (process.returncode, out) == (0, b"No action fits.\n")


def test_help_loads_neither_the_window_nor_the_database() -> None:
    code = (
        "import sys\nfrom mappa_desk.__main__ import run\nassert run(['--help']) == 0\n"
        "loaded = {'PySide6', 'sqlmodel', 'sqlalchemy', 'pydantic', 'reportlab'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


def test_a_reader_that_goes_away_gets_no_traceback(vault: Path, passphrase: Path) -> None:
    with subprocess.Popen(
        [
            sys.executable, "-m", "mappa_desk", "schema",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()

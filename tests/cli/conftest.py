"""A laptop of its own for each test: a data folder, a practice vault made once, a command line to call."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Call, Said, laptop

from mappa_desk.cli import run_command_line
from mappa_desk.wiring import PRACTICE_PASSPHRASE


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice vault with its cases, to be copied."""
    folder = tmp_path_factory.mktemp("filled") / "vault"
    wiring = laptop(folder.parent)
    wiring.create(folder, PRACTICE_PASSPHRASE, practice=True)
    wiring.close()
    return folder


@pytest.fixture
def vault(filled: Path, tmp_path: Path) -> Path:
    """A practice vault of this test alone."""
    return Path(shutil.copytree(filled, tmp_path / "vault"))


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    """The file with the passphrase of the practice vault."""
    file = tmp_path / "passphrase.txt"
    file.write_text(PRACTICE_PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command in this process."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        code = run_command_line([str(argument) for argument in arguments], laptop(tmp_path))
        written = capsys.readouterr()
        return Said(code, written.out, written.err)

    return run


@pytest.fixture
def on_vault(call: Call, vault: Path, passphrase: Path) -> Call:
    """Runs a command on the practice vault of this test."""

    def run(command: str, *arguments: str | Path) -> Said:
        return call(command, "--vault", vault, "--passphrase-file", passphrase, *arguments)

    return run

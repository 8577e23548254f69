"""`print --protect-with FILE` writes one copy that opens with a passphrase only."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pikepdf
import pytest
from command_line import Call

PASSPHRASE = "gravel tulip orbit canvas melt"
PRINT = ("print", "minutes", "--meeting", "LAN-0417-M02", "--agency", "hsg", "--recipient", "Housing")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the passphrase of the copy."""
    file = tmp_path / "copy.txt"
    file.write_text(f"{PASSPHRASE}\r\nsecond line\n", encoding="utf-8")
    return file


def test_a_copy_opens_with_the_first_line_of_the_file(on_vault: Call, tmp_path: Path, secret: Path) -> None:
    """The passphrase is told nowhere; the copy is marked."""
    target = tmp_path / "copy.pdf"
    said = on_vault(*PRINT, "--out", target, "--protect-with", secret)
    assert said.code == 0 and str(target) in said.out
    assert PASSPHRASE not in said.out + said.err
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(target)
    with pikepdf.open(target, password=PASSPHRASE) as pdf:
        assert pdf.encryption.R == 6
        assert "Copy 1 of 1" not in str(pdf.docinfo)


def test_the_passphrase_may_come_from_standard_input(
    on_vault: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of the two may; not both."""
    target = tmp_path / "copy.pdf"
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    assert on_vault(*PRINT, "--out", target, "--protect-with", "-").code == 0
    with pikepdf.open(target, password=PASSPHRASE) as pdf:
        assert len(pdf.pages) > 1
    said = on_vault(*PRINT, "--out", target, "--protect-with", "-", "--passphrase-file", "-")
    assert said.code == 2 and "standard input" in said.err


@pytest.mark.parametrize(
    ("line", "sentence"), [("short", "at least 12"), ("", "first line for --protect-with is empty")]
)
def test_a_passphrase_that_will_not_do_is_refused(
    on_vault: Call, tmp_path: Path, line: str, sentence: str
) -> None:
    """One sentence, and no file."""
    file, target = tmp_path / "copy.txt", tmp_path / "copy.pdf"
    file.write_text(f"{line}\n", encoding="utf-8")
    said = on_vault(*PRINT, "--out", target, "--protect-with", file)
    assert said.code != 0 and sentence in said.err
    assert not target.exists()


def test_only_a_numbered_copy_is_protected(on_vault: Call, tmp_path: Path, secret: Path) -> None:
    """A master is for the archive and stays open; a file that is not there is said to be missing."""
    target = tmp_path / "copy.pdf"
    said = on_vault(*PRINT[:4], "--out", target, "--protect-with", secret)
    assert said.code == 1 and "say who it is for" in said.err
    said = on_vault(*PRINT, "--out", target, "--protect-with", tmp_path / "missing.txt")
    assert said.code == 1 and "missing.txt" in said.err
    assert not target.exists()

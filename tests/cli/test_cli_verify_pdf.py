"""`verify-pdf` answers for a file and for a code, by words and by how it ends."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from command_line import Call

from mappa_desk.domain.seals import ALPHABET

MEETING = "LAN-0417-M02"
"""A practice meeting whose minutes are sealed."""


@pytest.fixture
def minutes(on_vault: Call, tmp_path: Path) -> Path:
    """Its minutes, as they were given out."""
    target = tmp_path / "minutes.pdf"
    assert on_vault("print", "minutes", "--meeting", MEETING, "--out", target).code == 0
    return target


@pytest.fixture
def verify(on_vault: Call) -> Call:
    """Runs the command on the same vault."""
    return lambda *more: on_vault("verify-pdf", *more)


def code_on(path: Path) -> str:
    """The code in the foot of the first page, read by another program's library."""
    import re

    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_bounded()
    found = re.search(rf"\b([{ALPHABET}]{{4}} ){{3}}[{ALPHABET}]{{4}}\b", text)
    assert found is not None
    return found[0]


def test_a_copy_that_was_given_out_is_known(verify: Call, minutes: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(minutes, tmp_path / "found on a bus.pdf"))
    said = verify(copy)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Known: a copy that this vault gave out.\nThis file is unchanged")
    assert "It is the newest version." in said.out


def test_a_file_that_was_saved_anew_is_not_known(verify: Call, minutes: Path, tmp_path: Path) -> None:
    with pikepdf.open(minutes) as pdf:
        pdf.save(tmp_path / "a.pdf")
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="opens it", owner="other", R=6))
    said = verify(tmp_path / "a.pdf")
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith("Not known: changed since it was written.\nThis file bears the code")
    locked = verify(tmp_path / "b.pdf")
    assert (locked.code, locked.out.splitlines()[0]) == (1, "Not known: it cannot be opened.")
    (tmp_path / "words.txt").write_text("opens it\n", encoding="utf-8")
    opened = verify(tmp_path / "b.pdf", "--pdf-passphrase-file", tmp_path / "words.txt")
    assert opened.out.startswith("Not known: changed since it was written.")


def test_a_foreign_file_and_none_at_all(verify: Call, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 of somebody else")
    said = verify(tmp_path / "x.pdf")
    assert (said.code, said.out.splitlines()[0]) == (1, "Not known.")
    missing = verify(tmp_path / "none.pdf")
    assert (missing.code, missing.out) == (1, "")
    assert missing.err.startswith("The file cannot be read")


def test_a_code_off_the_paper_is_known_however_it_is_typed(verify: Call, minutes: Path) -> None:
    code = code_on(minutes)
    for typed in (code, code.lower().replace(" ", "-"), code.replace(" ", "").replace("0", "o")):
        said = verify("--code", typed)
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith("Known: the code of sealed minutes.\nThis is the code of version 1")


def test_a_wrong_code_is_not_known(verify: Call) -> None:
    said = verify("--code", "7K2M 94QD XA6P 3TRC")
    assert (said.code, said.out.splitlines()[0], said.err) == (1, "Not known.", "")
    no_code = verify("--code", "7K2M")
    assert (no_code.code, no_code.out) == (1, "")
    assert "sixteen letters and digits" in no_code.err


def test_a_file_and_a_code_together_or_neither_is_wrong_usage(verify: Call, minutes: Path) -> None:
    assert verify().code == 2
    both = verify(minutes, "--code", "7K2M 94QD XA6P 3TRC")
    assert both.code == 2
    assert "either a file or --code" in both.err

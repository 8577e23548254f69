"""The draft for the chair from the command line: PDF or Word by the file's ending, none once approved."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pikepdf
from command_line import Call

DRAFT = ("print", "chair-draft", "--meeting")


def test_a_draft_is_written_as_pdf_and_as_word_file(on_vault: Call, tmp_path: Path) -> None:
    for name in ("draft.pdf", "draft.docx"):
        said = on_vault(*DRAFT, "LAN-0405-M04", "--out", tmp_path / name)
        assert (said.code, said.out) == (0, f"{tmp_path / name}\n"), said.err
    with pikepdf.open(tmp_path / "draft.pdf") as pdf:
        assert len(pdf.pages) >= 1
    assert docx.Document(io.BytesIO((tmp_path / "draft.docx").read_bytes())).paragraphs


def test_a_second_draft_stands_beside_the_first(on_vault: Call, tmp_path: Path) -> None:
    target = tmp_path / "draft.pdf"
    assert on_vault(*DRAFT, "LAN-0405-M04", "--out", target).code == 0
    first = target.read_bytes()
    said = on_vault(*DRAFT, "LAN-0405-M04", "--out", target)
    assert (said.code, said.out) == (0, f"{tmp_path / 'draft-2.pdf'}\n")
    assert target.read_bytes() == first


def test_approved_minutes_have_no_draft(on_vault: Call, tmp_path: Path) -> None:
    said = on_vault(*DRAFT, "LAN-0366-M01", "--out", tmp_path / "draft.pdf")
    assert (said.code, said.out) == (1, "")
    assert said.err == "The minutes of this meeting are approved and can no longer change.\n"
    assert list(tmp_path.glob("draft*")) == []


def test_a_draft_for_the_chair_is_for_nobody_else(on_vault: Call, tmp_path: Path) -> None:
    for whom in (("--agency", "pol"), ("--recipient", "A Landlord"), ("--recipient", "x", "--copy", "1")):
        said = on_vault(*DRAFT, "LAN-0405-M04", "--out", tmp_path / "draft.pdf", *whom)
        assert (said.code, said.out) == (1, "")
        assert said.err == "The draft for the chair holds every part and goes to the chair alone.\n"
    assert list(tmp_path.glob("draft*")) == []

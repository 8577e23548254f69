"""Printing the editions at the command line: each kind, what is left out, large print, what is refused."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from command_line import Call


def pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("agenda", ()),
        ("invitation", ("--agency", "hsg")),
        ("contribution-form", ("--agency", "hsg")),
        ("agency-copy", ("--agency", "hsg")),
        ("agency-slip", ("--agency", "hsg")),
        ("agency-actions", ("--agency", "hsg")),
        ("call-for-updates", ("--agency", "hsg")),
        ("call-for-updates", ("--agency", "hsg", "--large")),
        ("do-now", ()),
        ("executive-summary", ()),
        ("minutes", ("--annex",)),
        ("minutes", ("--large",)),
    ],
)
def test_an_edition_is_written(on_vault: Call, tmp_path: Path, kind: str, more: tuple[str, ...]) -> None:
    target = tmp_path / "paper.pdf"
    said = on_vault("print", kind, "--meeting", "LAN-0417-M02", "--out", target, *more)
    assert (said.code, said.out) == (0, f"{target}\n")
    assert pages(target) >= 1


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("agency-copy", ()),
        ("agency-slip", ()),
        ("agency-actions", ()),
        ("call-for-updates", ()),
        ("do-now", ("--agency", "hsg")),
        ("do-now", ("--recipient", "Ann Lloyd")),
        ("invitation", ()),
        ("attendee-copy", ()),
        ("covering-letter", ()),
        ("erratum", ()),
        ("actions-now", ()),
        ("minutes", ("--leave-out", "99.9")),
        ("agency-copy", ("--agency", "hsg", "--annex")),
        ("agenda", ("--leave-out", "9.1")),
        ("minutes", ("--version", "7")),
    ],
)
def test_what_cannot_be_made_is_refused(
    on_vault: Call, tmp_path: Path, kind: str, more: tuple[str, ...]
) -> None:
    target = tmp_path / "paper.pdf"
    said = on_vault("print", kind, "--meeting", "LAN-0417-M02", "--out", target, *more)
    assert said.code in (1, 2) and said.out == ""
    assert said.err.strip().endswith(".") and "Traceback" not in said.err
    assert not target.exists()


def test_what_was_ticked_is_told_beside_the_name(on_vault: Call, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    said = on_vault(
        "print", "minutes", "--meeting", "LAN-0417-M02", "--out", target, "--leave-out", "Decision 1"
    )
    assert (said.code, said.out) == (0, f"{target}\n")
    assert said.err == "Left out: 1 entry, ticked to be left out.\n"


def test_a_letter_needs_a_request_that_is_known(on_vault: Call, tmp_path: Path) -> None:
    target = tmp_path / "letter.pdf"
    said = on_vault(
        "print", "covering-letter", "--meeting", "LAN-0417-M02", "--out", target, "--request", "Nobody"
    )
    assert said.code == 2 and "There is not one request by “Nobody”" in said.err
    assert not target.exists()

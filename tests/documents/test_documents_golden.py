"""Golden files: structure and text, outline and page count of every document.

`MAPPA_GOLDEN=write` in the environment writes them anew; look at the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from every_kind import KINDS
from pdf_reading import read_outline, read_structure, shape

from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.minutes import DocumentKind

NAMES = ["minutes", "draft", "empty", "actions", "agency-actions", "version-2", "chair-draft"]
ELSEWHERE = {
    DocumentKind.AGENDA,
    DocumentKind.INVITATION,
    DocumentKind.RUNNING_BOOK,
    DocumentKind.RUNNING_SHEET,
}
"""Kinds whose golden files `test_documents_papers.py` compares, from samples of their own."""
OTHERS = sorted({kind.value for kind in KINDS} - {kind.value for kind in ELSEWHERE} - set(NAMES))
GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def told(rendered: Rendered) -> str:
    """What a golden file holds."""
    parts = [
        f"{rendered.title}\n{rendered.pages} pages",
        "\n".join(read_outline(rendered.data)),
        "\n".join(shape(read_structure(rendered.data))),
    ]
    return "\n\n".join(parts) + "\n"


def compare(rendered: Rendered, name: str) -> None:
    """Compares a document with its golden file, or writes that anew."""
    path = GOLDEN / f"{name}.txt"
    found = told(rendered)
    if os.environ.get("MAPPA_GOLDEN") == "write":
        path.write_text(found, "utf-8", newline="\n")
    assert found == path.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_document_is_as_it_was_looked_at(documents: dict[str, Rendered], name: str) -> None:
    compare(documents[name], name)


@pytest.mark.parametrize("name", OTHERS)
def test_kind_is_as_it_was_looked_at(kinds: dict[str, dict[str, Rendered]], name: str) -> None:
    compare(kinds["demo"][name], name)


def test_every_kind_has_a_golden_file() -> None:
    assert {kind.value for kind in DocumentKind} <= {path.stem for path in GOLDEN.glob("*.txt")}

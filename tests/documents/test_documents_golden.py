"""Golden files: structure and text, outline and page count of every document.

`MAPPA_GOLDEN=write` in the environment writes them anew; look at the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pdf_reading import read_outline, read_structure, shape

from mappa_desk.documents.rendering import Rendered

NAMES = ["minutes", "draft", "empty", "actions", "agency-actions", "version-2", "chair-draft"]
GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def told(rendered: Rendered) -> str:
    """What a golden file holds."""
    parts = [
        f"{rendered.title}\n{rendered.pages} pages",
        "\n".join(read_outline(rendered.data)),
        "\n".join(shape(read_structure(rendered.data))),
    ]
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_document_is_as_it_was_looked_at(documents: dict[str, Rendered], name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    found = told(documents[name])
    if os.environ.get("MAPPA_GOLDEN") == "write":
        path.write_text(found, "utf-8", newline="\n")
    assert found == path.read_text("utf-8")

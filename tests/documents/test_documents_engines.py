"""Two engines of different make draw every kind alike; `engines.py` asks more of them.

Also that a lost line, a blank page, another size of the page and another number of pages are noticed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from engines import by_pdfium, by_poppler, differences
from every_kind import KINDS

from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.minutes import DocumentKind

LIKE_MINUTES = {DocumentKind.ATTENDEE_COPY, DocumentKind.AGENCY_COPY}
"""Set by the same parts as the minutes, so left to the command."""
ASKED = sorted({kind.value for kind in KINDS} - {kind.value for kind in LIKE_MINUTES})
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="poppler-utils are wanted: NOT CHECKED"
)


@needs_poppler
@pytest.mark.parametrize("name", ASKED)
def test_engines_draw_it_alike(kinds: dict[str, dict[str, Rendered]], tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(kinds["demo"][name].data)
    assert differences(path, {"pdfium": by_pdfium, "poppler": by_poppler}) == []


def without_a_line(pdf: pikepdf.Pdf) -> None:
    """Takes away what one operator of text draws, a long one."""
    operations = pikepdf.parse_content_stream(pdf.pages[0])
    texts = [place for place, (operands, operator) in enumerate(operations) if str(operator) == "Tj"]
    longest = max(texts, key=lambda place: len(bytes(operations[place][0][0])))
    del operations[longest]
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))


def blank(pdf: pikepdf.Pdf) -> None:
    """Takes away all of the first page."""
    pdf.pages[0].Contents = pdf.make_stream(b"")


def smaller(pdf: pikepdf.Pdf) -> None:
    """Makes the first page narrower."""
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 560, 842])


def one_more(pdf: pikepdf.Pdf) -> None:
    """Adds a page."""
    pdf.add_blank_page()


CHANGES = [
    (without_a_line, "a cell differs"),
    (blank, "other: blank"),
    (smaller, "and other: ["),
    (one_more, "pages:"),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_what_one_engine_draws_otherwise_is_noticed(
    kinds: dict[str, dict[str, Rendered]], tmp_path: Path, change: object, said: str
) -> None:
    path, changed = tmp_path / "as-it-is.pdf", tmp_path / "changed.pdf"
    path.write_bytes(kinds["demo"]["covering-letter"].data)
    with pikepdf.open(path) as pdf:
        change(pdf)  # type: ignore[operator] # one of the functions above
        pdf.save(changed)
    by = {"one": by_pdfium, "other": lambda _: by_pdfium(changed)}
    assert any(said in fault for fault in differences(path, by))

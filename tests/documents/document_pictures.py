"""The pictures of documents that docs/ keeps: first page of every kind in grey, some in colour or at 200 %.

`python tests/documents/engines.py pictures` makes them anew with poppler.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from document_samples import SEAL, empty_meeting, full_review
from every_kind import KINDS, every_document
from later_samples import second_version
from sample_wording import shipped_wording

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.domain.minutes import DocumentKind

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "documents"
LIKE_MINUTES = {DocumentKind.MINUTES, DocumentKind.ATTENDEE_COPY, DocumentKind.AGENCY_COPY}
"""The minutes are shown in colour, and the copies look like them."""
SMALL = 46
"""Dots an inch of a whole page."""
DOUBLE = 144
"""Dots an inch of a page at 200 %: twice those of a plain screen at 72."""


def every_file(folder: Path) -> Iterator[Path]:
    """Every kind of an empty meeting, of a full one, and of that in large print, as files."""
    wording = shipped_wording()
    sizes = {
        "empty": every_document(empty_meeting(), wording),
        "demo": every_document(full_review(), wording),
        "large": every_document(full_review(), wording, large=True),
    }
    for size, documents in sizes.items():
        for name, rendered in documents.items():
            path = folder / f"{size}-{name}.pdf"
            path.write_bytes(rendered.data)
            yield path


def make_pictures() -> int:
    """Writes the pictures; gives 0."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wording = shipped_wording()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = {path.stem: path for path in every_file(folder)}
        second = folder / "second.pdf"
        second.write_bytes(render_minutes(second_version(), wording=wording, seal=SEAL).data)
        for kind in sorted(set(KINDS) - LIKE_MINUTES):
            _draw(made[f"demo-{kind.value}"], kind.value, "-gray", "-r", str(SMALL))
        _draw(made["large-minutes"], "large-print", "-gray", "-r", str(SMALL))
        _draw(second, "minutes", "-r", str(SMALL))
        top = ("-x", "0", "-y", "0", "-W", "1191", "-H", "480")
        _draw(second, "minutes-200-percent", "-gray", "-r", str(DOUBLE), *top)
        _draw(made["demo-contribution-form"], "contribution-form-200-percent", "-r", str(DOUBLE), *top)
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.name} {path.stat().st_size // 1024} KB")
    return 0


def _draw(source: Path, name: str, *how: str) -> None:
    command = ["pdftoppm", "-png", "-singlefile", *how, str(source), str(PICTURES / name)]
    subprocess.run(command, check=True)

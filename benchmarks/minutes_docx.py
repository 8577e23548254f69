"""How long minutes take, against the same minutes as a .docx turned into PDF by LibreOffice.

    python benchmarks/minutes_docx.py [ROUNDS]

It needs `pip install python-docx` and LibreOffice Writer (`soffice` on the path); neither is a part of the
program or of its tests. Both ways take turns and write the same text, about 6,000 words:

- ours         `render_minutes` in this program
- ours, whole  a fresh Python that imports, renders and writes one file
- docx         python-docx builds the file, a fresh LibreOffice with a warm profile turns it into PDF

It prints medians in milliseconds and the ratios of the rounds. The goal is that minutes in the running
program come at least 8 times faster.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from minutes_pdf import Block, blocks_of

from document_samples import SEAL, full_review  # isort: skip # a path that minutes_pdf adds
from sample_wording import shipped_wording  # isort: skip

from mappa_desk.documents.minutes import render_minutes

GOAL = 8.0
ROUNDS = 5
TESTS = Path(__file__).resolve().parents[1] / "tests" / "documents"
WHOLE = """
import sys
from pathlib import Path
from document_samples import SEAL, full_review
from sample_wording import shipped_wording
from mappa_desk.documents.minutes import render_minutes
Path(sys.argv[1]).write_bytes(render_minutes(full_review(), wording=shipped_wording(), seal=SEAL).data)
"""


def write_docx(blocks: Sequence[Block], target: Path) -> None:
    """The minutes as a .docx: headings, paragraphs, tables, head and foot."""
    # Only this benchmark knows python-docx, and only when it is installed.
    from docx import Document

    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "OFFICIAL-SENSITIVE"
    section.footer.paragraphs[0].text = "LAN-0417-M03 · version 1"
    for block in blocks:
        if block.rows:
            columns = max(map(len, block.rows))
            table = document.add_table(rows=0, cols=columns)
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=False):
                    cell.text = text
        elif block.tag.startswith("H"):
            document.add_heading(block.text, level=int(block.tag[1]))
        else:
            document.add_paragraph(block.text)
    document.save(str(target))


def to_pdf(source: Path, folder: Path) -> None:
    """Turns a .docx into a PDF in `folder`, with a LibreOffice profile that is kept there."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=300
    )


def whole_process(target: Path) -> None:
    """Our minutes from a fresh Python."""
    path = os.pathsep.join([str(TESTS), str(TESTS.parents[1] / "src")])
    subprocess.run(
        [sys.executable, "-c", WHOLE, str(target)], check=True, env={**os.environ, "PYTHONPATH": path}
    )


def main() -> int:
    """Runs the rounds. The exit code is 1 when the goal is missed, 2 when something is not installed."""
    if importlib.util.find_spec("docx") is None or shutil.which("soffice") is None:
        print("This benchmark needs python-docx and LibreOffice Writer.")
        return 2
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    snapshot, wording = full_review(), shipped_wording()
    blocks = blocks_of(snapshot)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "minutes.docx"

        def docx() -> None:
            write_docx(blocks, source)
            to_pdf(source, folder)

        ways = {
            "ours": lambda: render_minutes(snapshot, wording=wording, seal=SEAL),
            "ours, whole": lambda: whole_process(folder / "ours.pdf"),
            "docx": docx,
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for run in ways.values():
            run()
        for _ in range(rounds):
            for way, run in ways.items():
                begun = time.perf_counter()
                run()
                taken[way].append(time.perf_counter() - begun)
        sizes = (folder / "ours.pdf").stat().st_size // 1024, (folder / "minutes.pdf").stat().st_size // 1024
    for way, seconds in taken.items():
        print(f"  {way:<12} {statistics.median(seconds) * 1000:8.0f} ms  (least {min(seconds) * 1000:.0f})")
    ratios: dict[str, list[float]] = {}
    for way in ("ours", "ours, whole"):
        found = [slow / fast for slow, fast in zip(taken["docx"], taken[way], strict=True)]
        print(f"  docx to {way}: {statistics.median(found):.1f}  ({min(found):.1f} to {max(found):.1f})")
        ratios[way] = found
    print(f"  files: ours {sizes[0]} KB, LibreOffice {sizes[1]} KB")
    return int(statistics.median(ratios["ours"]) < GOAL)


if __name__ == "__main__":
    sys.exit(main())

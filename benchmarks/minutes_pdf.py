"""How long minutes take, against bare platypus with the same text, in one running program.

    python benchmarks/minutes_pdf.py [ROUNDS]

The minutes are the sample review of the tests, about 6,000 words on 24 pages, once as it is and once with
each contribution ten times. Both ways take turns, round by round, after a first run that is not counted:

- ours      `render_minutes`: set, tagged, checked for missing characters, finished as PDF/UA-1 and PDF/A-2a
- platypus  reportlab's Paragraph and Table with the same text, faces and sizes, head and foot on each page;
            no tags, no claims, no check

It prints medians in milliseconds, and of the ratios of the rounds the median and the spread. The goal is a
ratio of at most 1.5.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "documents"))

from document_samples import SEAL, full_review
from pdf_reading import Node, read_structure
from sample_wording import shipped_wording

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.typefaces import faces
from mappa_desk.domain.minutes import MinutesSnapshot

from reportlab.lib.styles import ParagraphStyle  # isort: skip # after the room that keeps its settings out
from reportlab.pdfgen.canvas import Canvas  # isort: skip
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle  # isort: skip

GOAL = 1.5
ROUNDS = 15


@dataclass(frozen=True)
class Block:
    """One paragraph, heading or table of the minutes, as plain text."""

    tag: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks_of(snapshot: MinutesSnapshot) -> list[Block]:
    """The text of the minutes in reading order, taken from the finished file."""
    tree = read_structure(render_minutes(snapshot, wording=shipped_wording(), seal=SEAL).data)
    return [block for kid in tree.kids if isinstance(kid, Node) for block in _blocks(kid)]


def _blocks(node: Node) -> list[Block]:
    if node.tag == "Table":
        rows = tuple(
            tuple(cell.text for cell in row.kids if isinstance(cell, Node)) for row in node.all("TR")
        )
        return [Block("Table", rows=rows)]
    if node.tag == "LI":
        label, *paragraphs = [part.text for part in node.all("Lbl", "P")]
        first, *others = paragraphs or [""]
        return [Block("P", f"{label} {first}"), *(Block("P", text) for text in others)]
    if node.tag[0] in "HP":
        return [Block(node.tag, node.text)]
    return [block for kid in node.kids if isinstance(kid, Node) for block in _blocks(kid)]


def longer(snapshot: MinutesSnapshot, times: int) -> MinutesSnapshot:
    """The same meeting with each entry so many times."""
    entries = tuple(
        replace(entry, id=f"{entry.id}-{time_}", position=entry.position * times + time_)
        if time_
        else replace(entry, position=entry.position * times)
        for entry in snapshot.entries
        for time_ in range(times)
        if not time_ or entry.entry_kind.value not in ("action", "decision")
    )
    return replace(snapshot, entries=entries)


def _styles() -> dict[str, ParagraphStyle]:
    regular, bold = faces().regular.font.fontName, faces().bold.font.fontName
    made = {}
    for tag, style, face in (
        ("H1", grid.TITLE, bold),
        ("H2", grid.SECTION, bold),
        ("H3", grid.AGENCY, bold),
        ("H4", grid.AGENCY, bold),
        ("P", grid.BODY, regular),
        ("TD", grid.CELL, regular),
    ):
        made[tag] = ParagraphStyle(
            tag,
            fontName=face,
            fontSize=style.size,
            leading=style.leading,
            spaceBefore=style.before,
            spaceAfter=style.after,
            leftIndent=grid.TEXT_X if tag == "P" else 0,
        )
    return made


def platypus(blocks: Sequence[Block]) -> bytes:
    """The same text through Paragraph and Table."""
    styles = _styles()
    story: list[Flowable] = []
    for block in blocks:
        if block.rows:
            story.append(_table(block, styles["TD"]))
        else:
            story.append(Paragraph(escape(block.text), styles[block.tag]))
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=(grid.PAGE_WIDTH, grid.PAGE_HEIGHT),
        leftMargin=grid.LEFT - 6,
        rightMargin=grid.RIGHT - 6,
        topMargin=grid.TOP - 6,
        bottomMargin=grid.BOTTOM - 6,
        initialFontName=faces().regular.font.fontName,
        invariant=1,
    )
    document.build(story, onFirstPage=_head_and_foot, onLaterPages=_head_and_foot)
    return target.getvalue()


def _table(block: Block, style: ParagraphStyle) -> Table:
    columns = max(map(len, block.rows))
    rows = [[Paragraph(escape(text), style) for text in row] for row in block.rows]
    return Table(
        rows,
        colWidths=[grid.FULL_WIDTH / columns] * columns,
        repeatRows=1,
        style=TableStyle(
            [("FONT", (0, 0), (-1, -1), style.fontName, 9.5), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "grey")]
        ),
    )


def _head_and_foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(faces().regular.font.fontName, 9)
    canvas.drawCentredString(grid.PAGE_WIDTH / 2, grid.PAGE_HEIGHT - 36, "OFFICIAL-SENSITIVE")
    canvas.drawString(grid.LEFT, 57, "LAN-0417-M03 · version 1")
    canvas.drawRightString(grid.PAGE_WIDTH - grid.RIGHT, 57, f"Page {document.page}")


def in_turn(ways: dict[str, Callable[[], bytes]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each way in each round; the order is turned about from round to round."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()
    for number in range(rounds):
        for name in list(ways) if number % 2 else reversed(list(ways)):
            begun = time.perf_counter()
            ways[name]()
            taken[name].append(time.perf_counter() - begun)
    return taken


def report(title: str, taken: dict[str, list[float]], ours: str, other: str) -> float:
    """Prints medians and the ratio ours to other with its spread; gives the median ratio."""
    ratios = [one / two for one, two in zip(taken[ours], taken[other], strict=True)]
    print(title)
    for name, seconds in taken.items():
        print(f"  {name:<12} {statistics.median(seconds) * 1000:8.1f} ms  (least {min(seconds) * 1000:.1f})")
    median = statistics.median(ratios)
    low, high = statistics.quantiles(ratios, n=10)[0], statistics.quantiles(ratios, n=10)[-1]
    print(f"  ratio {ours} to {other}: {median:.2f}  (middle 80 %: {low:.2f} to {high:.2f})")
    return median


def main() -> int:
    """Runs both sizes. The exit code is 1 when the goal is missed at the ordinary size."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    wording = shipped_wording()
    missed = False
    for times in (1, 10):
        snapshot = longer(full_review(), times) if times > 1 else full_review()
        blocks = blocks_of(snapshot)
        words = sum(len(f"{block.text} {' '.join(map(' '.join, block.rows))}".split()) for block in blocks)
        pages = render_minutes(snapshot, wording=wording).pages
        taken = in_turn(
            {
                "ours": lambda snapshot=snapshot: render_minutes(snapshot, wording=wording, seal=SEAL).data,
                "platypus": lambda blocks=blocks: platypus(blocks),
            },
            max(5, rounds // times),
        )
        ratio = report(f"{words} words, {pages} pages", taken, "ours", "platypus")
        missed |= times == 1 and ratio > GOAL
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

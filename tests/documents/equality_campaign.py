"""Draws generated meetings with hostile text in every field and compares the files with the record.

By itself, the whole campaign: `.venv/bin/python tests/documents/equality_campaign.py --meetings 1000`.
For each meeting the minutes with every annex and one other kind are drawn; the short form is in the test run.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field, fields
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from equality_texts import HostileTexts
from every_kind import MASTERS_WITH_FIELDS
from leaks_campaign import ON, SEAL
from leaks_oracle import K
from leaks_record import Making
from sample_wording import shipped_wording

from mappa_desk.documents.comparing import deviations
from mappa_desk.documents.contribution_form import render_contribution_form
from mappa_desk.documents.line_breaking import typed_lines
from mappa_desk.documents.meeting_papers import PAPERS
from mappa_desk.documents.reading_back import ReadBack, read_back
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.telling import told_form
from mappa_desk.documents.typefaces import faces, is_invisible
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.form_edition import project_form
from mappa_desk.domain.form_questions import code_for
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus
from mappa_desk.domain.paper_editions import project_paper
from mappa_desk.domain.preparation import PapersSnapshot
from mappa_desk.services.drawing import Order, draw

FOR_AN_AGENCY = {
    K.AGENCY_COPY, K.AGENCY_ACTIONS, K.AGENCY_SLIP, K.CALL_FOR_UPDATES, K.INVITATION, K.CONTRIBUTION_FORM,
}  # fmt: skip
OTHERS = (
    K.AGENCY_COPY, K.ACTIONS, K.AGENCY_ACTIONS, K.AGENCY_SLIP, K.EXECUTIVE_SUMMARY, K.ERRATUM, K.ACTIONS_NOW,
    K.CALL_FOR_UPDATES, K.DO_NOW, K.AGENDA, K.RUNNING_BOOK, K.RUNNING_SHEET, K.INVITATION,
    K.CONTRIBUTION_FORM,
)  # fmt: skip
IN_FULL = {
    "entry.text", "decision.decided", "decision.because", "action.text", "erratum.wrong", "erratum.right",
    "erratum.reason", "meeting.brief_why", "meeting.brief_risk", "closed_part.reason",
    "action_event.note", "minutes_confirmation.changes", "circulation_line.why",
}  # fmt: skip
"""Fields that the minutes with every annex print in full and outside tables, in whose cells a long text is
cut and goes on below."""


@dataclass
class Counts:
    """What was drawn, compared and found."""

    files: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    texts: int = 0
    """Texts of the record that were looked for in the minutes."""
    blocks: int = 0
    missing: int = 0
    """Characters that the faces lack and that were named."""
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Drawn:
    """What one meeting is drawn from."""

    seed: int
    snapshot: MinutesSnapshot
    papers: PapersSnapshot
    told: tuple[tuple[str, str, str], ...]
    """Field, id of the record, text."""


def run(seed: int, wording: dict[str, str], counts: Counts) -> None:
    """One meeting: the minutes with every annex, and one other kind by turns."""
    texts = HostileTexts(seed)
    status = list(MinutesStatus)[seed % 3]
    making = Making(texts, status, size=10)
    snapshot, told = making.snapshot(), tuple(texts.texts)
    drawn = Drawn(seed, snapshot, making.papers(), told)
    _one(drawn, K.MINUTES, wording, counts)
    _one(drawn, OTHERS[seed % len(OTHERS)], wording, counts)


def _one(drawn: Drawn, kind: K, wording: dict[str, str], counts: Counts) -> None:
    name = f"seed {drawn.seed}, {kind.value}"
    try:
        rendered = made(kind, drawn.snapshot, drawn.papers, wording)
        read = read_back(rendered.data)
    except RuleError as error:
        counts.refused[str(error).partition("“")[0]] += 1
        return
    except Exception:
        counts.faults.append(f"{name}: {traceback.format_exc(limit=-3)}")
        return
    counts.files[kind.value] += 1
    counts.pages += rendered.pages
    counts.blocks += len(read.blocks)
    counts.missing += len(rendered.missing)
    allowed = {"fields"} if kind in MASTERS_WITH_FIELDS else set()
    for extra in fields(read.extras):
        if getattr(read.extras, extra.name) and extra.name not in allowed:
            counts.faults.append(f"{name}: there are {extra.name} in the file")
    found = deviations(read, rendered.told, pages=rendered.pages)
    counts.faults += [f"{name}: {one}" for one in found if not ("fields to fill in" in one and allowed)]
    counts.faults += [f"{name}: {one}" for one in unnamed(read, rendered)]
    if kind is K.MINUTES:
        counts.faults += [f"{name}: {one}" for one in lost(read, drawn, counts)]


def made(kind: K, snapshot: MinutesSnapshot, papers: PapersSnapshot, wording: dict[str, str]) -> Rendered:
    """The document: minutes with every annex, any other for Housing or for everybody."""
    agency = "hsg" if kind in FOR_AN_AGENCY else ""
    if kind is K.CONTRIBUTION_FORM:
        code = code_for(meeting_id="m3", reference="LAN-0417-M03", agency=agency)
        projected = project_form(papers, agency=agency)
        return render_contribution_form(projected, agency=agency, code=code, wording=wording)
    if kind in PAPERS:
        return PAPERS[kind](project_paper(papers, kind, agency=agency), wording=wording, agency=agency)
    return draw(
        Order(
            kind=kind, snapshot=snapshot, wording=wording, seal=SEAL if snapshot.version else "",
            agency=agency, annex=kind is K.MINUTES, on=ON,
        )
    )  # fmt: skip


def lost(read: ReadBack, drawn: Drawn, counts: Counts) -> list[str]:
    """Texts of the record, taken from the record alone, that are not along the structure tree."""
    along = "\n".join(_tight(block.text) for block in read.blocks)
    shown = records_shown(drawn.snapshot)
    faults = []
    for path, owner, text in drawn.told:
        if path not in IN_FULL or owner not in shown:
            continue
        counts.texts += 1
        for line in typed_lines(text):
            wanted = _tight(line).removesuffix(".")[1:]
            if wanted not in along:
                faults.append(f"{path} of {owner} is not along the structure tree: {line[:80]!r}")
    return faults


def records_shown(snapshot: MinutesSnapshot) -> set[str]:
    """Ids of the records whose texts the minutes with every annex print."""
    entries = {
        entry.id: entry
        for entry in snapshot.entries
        if not entry.removed and entry.handling.value != "sanitise" and entry.position
    }
    plain = {"contribution", "note", "refusal", "issue"}
    shown = {one.id for one in entries.values() if one.entry_kind.value in plain}
    shown |= {one.id for one in snapshot.decisions if one.entry_id in entries}
    shown |= {one.id for one in snapshot.actions if one.entry_id in entries and not one.removed}
    shown |= {one.id for one in snapshot.attendance if one.took_part}
    if snapshot.version:
        shown |= {one.id for one in snapshot.errata}
    shown |= {"m3", "mc"}
    return shown


def unnamed(read: ReadBack, rendered: Rendered) -> list[str]:
    """Characters in the file that the faces cannot draw and that are not named as missing."""
    known = faces().regular.known & faces().bold.known
    named = {glyph.character for glyph in rendered.missing}
    there = {
        letter
        for block in read.blocks
        for letter in block.text
        if letter not in known and not is_invisible(letter) and letter not in "\n\ufffd"
    }
    return [f"U+{ord(letter):04X} cannot be drawn and is not named" for letter in sorted(there - named)]


def _tight(text: str) -> str:
    return told_form(text).replace(" ", "")


def main() -> int:
    """Runs the campaign and prints the figures."""
    parser = argparse.ArgumentParser(description="Compares the text of generated documents with the record.")
    parser.add_argument("--meetings", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so many seconds")
    chosen = parser.parse_args()
    wording, counts, begun, done = shipped_wording(), Counts(), time.perf_counter(), 0
    for seed in range(chosen.first, chosen.first + chosen.meetings):
        if chosen.seconds and time.perf_counter() - begun > chosen.seconds:
            break
        run(seed, wording, counts)
        done += 1
    files, seconds = sum(counts.files.values()), time.perf_counter() - begun
    print(f"{done} meetings, {files} files of {counts.pages} pages, {counts.blocks} blocks compared, "
          f"{counts.texts} texts of the record found, {counts.missing} missing glyphs named, "
          f"{seconds:.0f} s")  # fmt: skip
    for kind, count in sorted(counts.files.items()):
        print(f"  {kind}: {count}")
    for why, count in sorted(counts.refused.items()):
        print(f"  refused {count} times: {why}")
    print(f"Faults: {len(counts.faults)}")
    for fault in counts.faults[:40]:
        print("  " + fault)
    return 1 if counts.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Draws every kind of document for every reader and looks in each file for words that it may not hold.

By itself, the whole campaign: `.venv/bin/python tests/documents/leaks_campaign.py --seeds 40`. Every seed is
another meeting with other handling, closed parts, recipients and ticks; the short form is in the test run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from leaks_looking import words_in
from leaks_making import Canaries
from leaks_oracle import ONE_AGENCY, Asked, K, allowed_words
from leaks_record import AGENCIES, Traced, traced_record
from sample_wording import shipped_wording

from mappa_desk.documents.chair_draft import render_chair_draft
from mappa_desk.documents.chair_draft_docx import chair_draft_docx
from mappa_desk.documents.contribution_form import render_contribution_form
from mappa_desk.documents.meeting_papers import PAPERS
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.stamping import stamp
from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.do_now import DoNowFacts
from mappa_desk.domain.editions import EDITIONS, project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.form_edition import project_form
from mappa_desk.domain.form_questions import code_for
from mappa_desk.domain.minutes import MinutesStatus
from mappa_desk.domain.paper_editions import PAPER_EDITIONS, project_paper
from mappa_desk.services.drawing import Order
from mappa_desk.services.shape_drawing import MINUTES_KINDS, Shape, draw_as

SEAL = "7K2M 94QD XA6P 3TRC"
ON = date(2026, 11, 23)
TOLD_IN_A_LETTER = {"minutes_request.asked_by", "minutes_request.organisation"}
"""What a covering letter says of the request that it answers."""


@dataclass
class Tally:
    """What was drawn and what was found."""

    files: Counter[str] = field(default_factory=Counter)
    looked_for: int = 0
    """Words that were forbidden in some file, counted for each file."""
    found: int = 0
    """Words that were allowed in some file and in it."""
    refused: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    fields_seen: set[str] = field(default_factory=set)
    """Fields of which a word was found in some file."""


def run(seed: int, status: MinutesStatus, wording: dict[str, str], tally: Tally, *, readers: int = 0) -> None:
    """One meeting: every kind for every reader, or for so many of each kind drawn from the seed."""
    traced = traced_record(seed, status=status)
    chosen = list(every_reader(traced))
    if readers:
        by_kind: dict[K, list[Asked]] = {}
        for asked in chosen:
            by_kind.setdefault(asked.kind, []).append(asked)
        chance = Canaries(seed).chance
        chosen = [one for some in by_kind.values() for one in chance.sample(some, min(readers, len(some)))]
    for asked in chosen:
        for name, data in files_of(traced, asked, wording, tally):
            look_at(traced, asked, name, data, tally)


def look_at(traced: Traced, asked: Asked, name: str, data: bytes, tally: Tally) -> None:
    """Counts the words of one file and keeps those that should not be there."""
    allowed, found = allowed_words(traced, asked), words_in(data, name)
    if asked.kind is K.COVERING_LETTER:
        allowed |= {word for word, (path, _) in traced.words.items() if path in TOLD_IN_A_LETTER}
    tally.files[asked.kind.value] += 1
    tally.looked_for += len(traced.words) - len(allowed)
    tally.found += len(found & allowed)
    tally.fields_seen |= {traced.words[word][0] for word in found & allowed}
    for word in sorted(found - allowed):
        where = traced.words.get(word, ["nothing of this meeting", ""])
        tally.leaks.append(f"seed {traced.seed}, {name}: {where[0]} of {where[1]}, for {asked}")


def every_reader(traced: Traced) -> Iterator[Asked]:
    """Each kind for each audience, each with and without ticks."""
    people = [row.id for row in traced.snapshot.attendance if row.took_part]
    chance = Canaries(len(traced.words)).chance
    ids = [
        one.id
        for name in ("entries", "decisions", "actions", "errata")
        for one in getattr(traced.snapshot, name)
    ]
    for kind in (*EDITIONS, *PAPER_EDITIONS, K.CONTRIBUTION_FORM):
        for asked in _audiences(kind, people):
            yield asked
            if kind in EDITIONS and kind is not K.CHAIR_DRAFT:
                yield replace(asked, left=frozenset(chance.sample(ids, 4)))


def _audiences(kind: K, people: list[str]) -> Iterator[Asked]:
    if kind in ONE_AGENCY or kind in (K.AGENCY_COPY, K.INVITATION, K.CONTRIBUTION_FORM):
        yield from (Asked(kind, agency) for agency in AGENCIES)
    elif kind is K.ATTENDEE_COPY:
        yield from (Asked(kind, row.partition("-")[0], row) for row in people)
    elif kind is K.CHAIR_DRAFT:
        yield Asked(kind, annex=True)
    elif kind is K.MINUTES:
        yield from (Asked(kind), Asked(kind, annex=True))
        yield from (Asked(kind, agency) for agency in AGENCIES)
        yield from (Asked(kind, row.partition("-")[0], row) for row in people[:4])
    elif kind is K.AGENDA:
        yield from (Asked(kind, agency) for agency in ("", *AGENCIES))
    else:
        yield Asked(kind)


def files_of(
    traced: Traced, asked: Asked, wording: dict[str, str], tally: Tally
) -> Iterator[tuple[str, bytes]]:
    """The files of one document: the PDF, one recipient's copy of it, and its other shapes."""
    try:
        if asked.kind in PAPER_EDITIONS or asked.kind in (K.CONTRIBUTION_FORM, K.CHAIR_DRAFT):
            yield f"{asked.kind.value}.pdf", _other(traced, asked, wording)
            if asked.kind is K.CHAIR_DRAFT:
                told = {"gaps": (), "marks_by": ON, "number": 1, "wording": wording}
                yield (
                    "chair-draft.docx",
                    chair_draft_docx(project(traced.snapshot, asked.kind, annex=True), **told),
                )
            return
        order = order_of(traced, asked, wording)
        master = draw_as(order, Shape.PDF).data
    except RuleError as error:
        tally.refused[f"{asked.kind.value}: {error}"] += 1
        return
    yield f"{asked.kind.value}.pdf", master
    yield f"{asked.kind.value}-3.pdf", stamp(master, CopyMark(3, 12, "Somebody"), wording=wording)
    if asked.kind in MINUTES_KINDS:
        for shape in (Shape.WORD, Shape.TEXT, Shape.HTML):
            yield f"{asked.kind.value}.{shape.value}", draw_as(replace(order, large=False), shape).data


def order_of(traced: Traced, asked: Asked, wording: dict[str, str]) -> Order:
    """What is to be drawn."""
    canaries = Canaries()
    canaries.words, canaries._count = traced.words, len(traced.words)
    request = (
        canaries.made(MinutesRequest, id="rq", meeting_id="m3") if asked.kind is K.COVERING_LETTER else None
    )
    return Order(
        kind=asked.kind,
        snapshot=traced.snapshot,
        wording=wording,
        seal=SEAL if traced.snapshot.version else "",
        agency=asked.agency,
        person=asked.person,
        annex=asked.annex,
        left=tuple(sorted(asked.left)),
        large=bool(asked.left),
        do_now=_still_open(traced) if asked.kind is K.DO_NOW else (),
        request=request,
        on=ON,
    )


def _still_open(traced: Traced) -> tuple[DoNowFacts, ...]:
    """Every action as one that does not wait, so that what the list may not hold is asked of it."""
    of = traced.snapshot
    every = (*of.actions, *(past.action for past in of.previous_actions))
    return tuple(DoNowFacts(action_id=one.id) for one in every if one.state is ActionState.OPEN)


def _other(traced: Traced, asked: Asked, wording: dict[str, str]) -> bytes:
    if asked.kind is K.CHAIR_DRAFT:
        projected = project(traced.snapshot, asked.kind, annex=True)
        return render_chair_draft(projected, gaps=(), marks_by=ON, number=1, wording=wording).rendered.data
    if asked.kind is K.CONTRIBUTION_FORM:
        code = code_for(meeting_id="m3", reference="LAN-0417-M03", agency=asked.agency)
        form = project_form(traced.papers, agency=asked.agency)
        return render_contribution_form(form, agency=asked.agency, code=code, wording=wording).data
    projected = project_paper(traced.papers, asked.kind, agency=asked.agency)
    return PAPERS[asked.kind](projected, wording=wording, agency=asked.agency).data


def main() -> int:
    """Runs the campaign and prints the figures."""
    parser = argparse.ArgumentParser(description="Looks for leaks in every kind of document.")
    parser.add_argument("--seeds", type=int, default=40, help="how many meetings, each in three statuses")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so many seconds")
    chosen = parser.parse_args()
    wording, tally, begun, done = shipped_wording(), Tally(), time.perf_counter(), 0
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        if chosen.seconds and time.perf_counter() - begun > chosen.seconds:
            break
        for status in MinutesStatus:
            run(seed, status, wording, tally)
        done += 1
    print(f"{done} meetings in three statuses, {sum(tally.files.values())} files, "
          f"{tally.looked_for} forbidden words looked for, {tally.found} allowed ones found, "
          f"{time.perf_counter() - begun:.0f} s")  # fmt: skip
    for kind, count in sorted(tally.files.items()):
        print(f"  {kind}: {count}")
    for why, count in sorted(tally.refused.items()):
        print(f"  refused {count} times: {why}")
    print(f"Leaks: {len(tally.leaks)}")
    for leak in tally.leaks[:50]:
        print("  " + leak)
    return 1 if tally.leaks else 0


if __name__ == "__main__":
    raise SystemExit(main())

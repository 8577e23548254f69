"""What approval costs a meeting of 50,000 words when its rough notes are kept, and when they are destroyed.

`python benchmarks/rough_notes.py [words]`: 500 entries of 100 words, each worded twice after it was typed, in
a vault with as many entries of another meeting. Gives the seconds of the unit of work, and of writing the
file anew, without the key's own cost.
"""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services.reference import load_reference
from mappa_desk.services.rough_notes import KEEP_NOTES, settle_notes
from mappa_desk.services.steady_clock import SteadyClock
from mappa_desk.services.work import Work
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault

EACH = 100
AT = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)


def main() -> None:
    """Fills a vault, destroys the words as typed of one meeting and says how long it took."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    drawn, numbers = random.Random(50), itertools.count(1)
    known = [f"word{number:04d}" for number in range(3_000)]

    def new_id() -> str:
        return f"{next(numbers):032x}"

    def texts() -> str:
        return " ".join(drawn.choices(known, k=EACH))

    with tempfile.TemporaryDirectory() as folder, Vault.create(
        Path(folder) / "vault", "benchmark", clock=SteadyClock(), new_id=new_id, practice=True,
        cost=KeyCost.cheap(),
    ) as vault:  # fmt: skip
        work = Work(vault, SteadyClock(), new_id, load_reference())
        meetings = []
        with vault.writing(by="") as uow:
            case = uow.save(Case(id=new_id(), reference="LAN-0417", opened_on=date(2026, 1, 5)))
            rule = next(one for one in work.reference.standards if one.id == KEEP_NOTES)
            uow.save(replace(rule, revision=0, value=0))
            for number in (1, 2):
                meeting = Meeting(
                    id=new_id(), case_id=case.id, number=number, kind=MeetingKind.REVIEW, level=Level.TWO,
                    state=MeetingState.CLOSED, planned_on=date(2026, 11, 22),
                )  # fmt: skip
                meetings.append(uow.save(meeting))
        for meeting in meetings:
            for place in range(words // EACH):
                with vault.writing(by="") as uow:
                    entry = uow.save(
                        Entry(id=new_id(), meeting_id=meeting.id, position=place, captured_at=AT,
                              text=texts(), words=texts())
                    )  # fmt: skip
                    for _ in range(2):
                        entry = uow.save(replace(entry, text=texts()))
        vault.checkpoint()
        size = (vault.folder / "record.db").stat().st_size
        began = time.perf_counter()
        with vault.writing(by="") as uow:
            settle_notes(work, uow, meetings[0].id)
        done = time.perf_counter()
        assert vault.purge()
        ended = time.perf_counter()
        print(f"{words:,} words, vault {size / 1e6:.1f} MB")
        print(f"destroyed in {done - began:.2f} s, file written anew in {ended - done:.2f} s")
        assert vault.verify().sound


if __name__ == "__main__":
    main()

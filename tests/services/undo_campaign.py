"""Random edits, undos and redos on two meetings of one vault: each must find every state it was in again.

    .venv/bin/python tests/services/undo_campaign.py --steps 10000 [--seed 1] [--life 1000]

Every `--life` steps a fresh vault is begun. In each, two records grow side by side by edits drawn at random
from all that the services offer, with undo, redo and moves of entries from one record into the other between
them. After every step

- no record of the other meeting was saved, and now and then it is compared to the last field;
- an undo or a redo gives exactly the picture that was taken before or after that step;
- a change that is refused changes nothing.

What was split or joined is not moved here: undo leads no further back than such a move by design.

At the end everything is taken back and done again in both, against all pictures taken on the way; the vault's
own checks find no fault, no entry is missing, and both cases leave as case files that can be taken in.
It prints the sums. Exit 1 when anything differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from meeting_room import Room
from sqlalchemy import text
from undo_edits import EDITS, Hand

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem, MeetingKind
from mappa_desk.domain.attendance import Attendance, RemoteCheck
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, StatementReading
from mappa_desk.domain.records import Record
from mappa_desk.exchange.case_file_checks import case_file_faults
from mappa_desk.services import transfers, undo
from mappa_desk.services.case_contents import case_contents
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.shared_words import sharing
from mappa_desk.store.queries.steps import turning_point
from mappa_desk.store.tables import ROWS
from mappa_desk.store.work import Reading

Picture = dict[tuple[str, str], Record]
REFERENCES = ("LAN-0417", "LAN-0500")
_HELD = (AgendaItem, Attendance, RemoteCheck, StatementReading, ClosedPart, Handover)
_SAVES = tuple(
    text(f"SELECT count(*), coalesce(sum(revision), 0) FROM {rows.__tablename__} WHERE {where}")
    for kind, rows in ROWS.items()
    for where in (
        ["id = :meeting"]
        if kind is Meeting
        else ["case_id = :case"]
        if kind is Action
        else ["meeting_id = :meeting"]
        if kind in (*_HELD, Entry, Decision)
        else []
    )
)
_ANSWERED = (IssueOutcome.DECISION, IssueOutcome.ACTION)
UNDO, REDO, MOVE = 0.22, 0.12, 0.02
"""How often a step is an undo, a redo, a move into the other record; all else is an edit."""
BURST = 0.01
"""How often it is a run of undos and redos instead."""


@dataclass
class Side:
    """One meeting with the pictures of every state it can be brought back to."""

    meeting: Meeting
    steps: list[int] = field(default_factory=list)
    """Ids of the undo steps, oldest first; the last ones are undone."""
    pictures: list[Picture] = field(default_factory=list)
    """`pictures[n]` is the meeting with its first n steps done."""
    at: int = 0


class Campaign:
    """Two meetings that run, and a hand that does not know what it does."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room = room
        self.draw = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self._same: dict[Record, Record] = {}
        self._entries = 0
        self.sides = tuple(self._begin(reference) for reference in REFERENCES)

    def _begin(self, reference: str) -> Side:
        case = self.room.case(reference)
        before = self.room.running(case)
        self.room.act(before, "Ring the landlord")
        self.room.act(before, "Find the file")
        self.room.finish(before)
        self.room.clock.go_on(days=3)
        side = Side(self.room.running(case, MeetingKind.REVIEW))
        with self.room.work.reading() as reading:
            side.steps = [step.id for step in reading.steps(side.meeting.id)]
        side.steps.clear()
        side.pictures = [self.picture(side)]
        return side

    # Pictures

    def picture(self, side: Side) -> Picture:
        """Everything the record of a meeting holds, each record with its fields, without its revision."""
        with self.room.work.reading() as reading:
            return {(one.KIND, one.id): self._kept_once(one) for one in _content(reading, side.meeting)}

    def saves(self, side: Side) -> tuple[int, ...]:
        """How many records the meeting holds and how often they were saved: one save more shows."""
        here = {"meeting": side.meeting.id, "case": side.meeting.case_id}
        with self.room.work.reading() as reading:
            found = [reading.connection.execute(query, here).one() for query in _SAVES]
        return tuple(number for row in found for number in row)

    def _kept_once(self, record: Record) -> Record:
        plain = replace(record, revision=0)
        if isinstance(plain, Meeting):
            plain = replace(plain, current_item="")  # going from item to item is no step
        return self._same.setdefault(plain, plain)

    # Steps

    def run(self, steps: int) -> None:
        """Goes on by so many steps. Raises AssertionError at the first that is not as it must be."""
        for _ in range(steps):
            at = self.draw.randrange(2)
            self.step(self.sides[at], self.sides[1 - at])

    def step(self, side: Side, other: Side) -> None:
        """One edit, undo, redo or move on one side."""
        beside = self.saves(other)
        chance = self.draw.random()
        if self.draw.random() < BURST:
            self.burst(side)
        elif chance < UNDO:
            self.turn(side, -1)
        elif chance < UNDO + REDO:
            self.turn(side, 1)
        elif chance < UNDO + REDO + MOVE:
            self.move(side, other)
            return
        else:
            self.edit(side)
        assert self.saves(other) == beside, "a record of the other meeting was saved"

    def burst(self, side: Side) -> None:
        """A held Ctrl+Z, and some of it done again."""
        for _ in range(self.draw.randint(2, 40)):
            self.turn(side, -1)
        for _ in range(self.draw.randint(0, 50)):
            self.turn(side, 1)
        for one in self.sides:
            assert self.picture(one) == one.pictures[one.at], "a meeting is not what it was"

    def turn(self, side: Side, by: int) -> None:
        """Undo or redo, which must give the picture taken on that side of the step."""
        call, name = (undo.undo, "undo") if by < 0 else (undo.redo, "redo")
        with self.room.work.reading() as reading:
            done, undone = turning_point(reading, side.meeting.id)
        step = done if by < 0 else undone
        there = side.at > 0 if by < 0 else side.at < len(side.steps)
        if not there:
            assert by < 0 or step is None, "redo offers a step that was closed"
            self.counts[f"{name} at the end"] += 1
            return
        assert step is not None and step.id == side.steps[side.at - 1 if by < 0 else side.at]
        assert call(self.room.work, meeting_id=side.meeting.id).value == step.label
        side.at += by
        found, expected = self.picture(side), side.pictures[side.at]
        assert found == expected, f"{name} of {step.label}: {_difference(found, expected)}"
        self.counts[name] += 1

    def edit(self, side: Side) -> None:
        """Something drawn from all that can be done to a record."""
        name, change = self.draw.choice(EDITS)
        hand = Hand(self.room.work, self.draw, self.room.look(side.meeting))
        before = self._newest(side)
        try:
            change(hand)
        except RuleError:
            assert self.picture(side) == side.pictures[side.at], f"{name} was refused and changed something"
            self.counts["refused"] += 1
            return
        after = self._newest(side)
        if after == before:
            assert self.picture(side) == side.pictures[side.at], f"{name} is no step and changed something"
            self.counts["no step"] += 1
            return
        del side.steps[side.at :], side.pictures[side.at + 1 :]
        side.steps.append(after)
        side.pictures.append(self.picture(side))
        side.at += 1
        self.counts["edit"] += 1
        self.counts[name] += 1

    def move(self, side: Side, other: Side) -> None:
        """An entry goes into the other record, or back: every state of both holds that from then on."""
        entries = self.room.look(side.meeting).entries
        if not entries:
            return
        entry = self.draw.choice(entries)
        with self.room.work.reading() as reading:
            came = transfers.came_by(reading, entry.id)
            if sharing(reading, side.meeting.id, (entry.id,)):
                self.counts["not moved: words in common"] += 1
                return
        in_steps = self._in_steps(side)
        try:
            if came is not None and self.draw.random() < 0.5:
                (made,) = transfers.move_back(self.room.work, entry_ids=(entry.id,)).value
            else:
                (made,) = transfers.move_to_record(
                    self.room.work,
                    entry_ids=(entry.id,),
                    to_meeting_id=other.meeting.id,
                    reason="Wrong record",
                ).value
        except RuleError:
            self.counts["move refused"] += 1
            for one in self.sides:
                assert self.picture(one) == one.pictures[one.at], "a refused move changed something"
            return
        now = self.picture(side)
        fixed = in_steps - self._in_steps(side)
        side.pictures = [_without(picture, entry.id, fixed, now) for picture in side.pictures]
        came = self._came_with(made)
        other.pictures = [{**picture, **came} for picture in other.pictures]
        self._drop_empty_steps(side)
        for one in self.sides:
            found, expected = self.picture(one), one.pictures[one.at]
            assert found == expected, f"move: {_difference(found, expected)}"
        self.counts["move"] += 1

    def _came_with(self, made: Entry) -> Picture:
        """An entry that came into a record, with the action or decision that it brought."""
        with self.room.work.reading() as reading:
            found: list[Record] = [made, *reading.all(Action, entry_id=made.id, removed=False)]
            if made.entry_kind is EntryKind.DECISION:
                found += reading.all(Decision, entry_id=made.id)
        return {(one.KIND, one.id): self._kept_once(one) for one in found}

    def _in_steps(self, side: Side) -> set[tuple[str, str]]:
        """Kind and id of every record that undo or redo may still turn."""
        with self.room.work.reading() as reading:
            steps = reading.steps(side.meeting.id)
        return {(part.kind, part.record_id) for step in steps for part in step.parts}

    def _drop_empty_steps(self, side: Side) -> None:
        """A step that held nothing but the entry that went is no step any more."""
        with self.room.work.reading() as reading:
            left = {step.id for step in reading.steps(side.meeting.id)}
        for place in reversed(range(len(side.steps))):
            if side.steps[place] not in left:
                assert side.pictures[place] == side.pictures[place + 1], "a step went that changed more"
                del side.steps[place], side.pictures[place + 1]
                side.at -= place < side.at

    def _newest(self, side: Side) -> int:
        with self.room.work.reading() as reading:
            step, _ = turning_point(reading, side.meeting.id)
        return step.id if step is not None else 0

    # The end

    def finish(self) -> None:
        """Takes everything back and does it again in both, and looks whether the vault hangs together."""
        for side, other in (self.sides, self.sides[::-1]):
            beside = self.picture(other)
            here = side.at
            for by, until in ((-1, 0), (1, len(side.steps)), (-1, here)):
                while side.at != until:
                    self.turn(side, by)
            assert self.picture(other) == beside, "the other meeting was touched"
        assert self.room.vault.verify().faults == ()
        with self.room.work.reading() as reading:
            for reference in REFERENCES:
                case = case_by_reference(self.room.work, reference=reference)
                faults = case_file_faults(case_contents(reading, case))
                assert faults == (), faults[:3]
            for side in self.sides:
                rows = reading.all(Entry, meeting_id=side.meeting.id)
                live = {key[1] for key in side.pictures[side.at] if key[0] == Entry.KIND}
                assert live == {row.id for row in rows if not row.removed}
                view = self.room.look(side.meeting)
                assert {one.id for one in view.binned} == {
                    row.id for row in rows if row.removed and not row.went_elsewhere
                }


def _content(reading: Reading, meeting: Meeting) -> list[Record]:
    """Every record that the meeting shows."""
    here = {"meeting_id": meeting.id}
    found: list[Record] = [reading.get(Meeting, meeting.id)]
    for kind in _HELD:
        found += reading.all(kind, **here)
    entries = reading.all(Entry, removed=False, **here)
    standing = {entry.id for entry in entries if entry.entry_kind is EntryKind.DECISION}
    found += entries
    found += (one for one in reading.all(Decision, **here) if one.entry_id in standing)
    found += reading.all(Action, removed=False, case_id=meeting.case_id)
    return found


def _without(picture: Picture, entry_id: str, fixed: set[tuple[str, str]], now: Picture) -> Picture:
    """A picture of a record that an entry has left for good.

    What had words in common with it is `fixed`: it stays as it is now, however far back undo goes.
    """
    left = {key: record for key, record in picture.items() if key not in fixed}
    left |= {key: now[key] for key in fixed if key in now}
    left.pop((Entry.KIND, entry_id), None)
    answered = {one.settles_issue_id for one in left.values() if isinstance(one, Entry)}
    for key, record in list(left.items()):
        if getattr(record, "entry_id", "") == entry_id:
            del left[key]
        elif isinstance(record, Entry) and record.settles_issue_id == entry_id:
            left[key] = replace(record, settles_issue_id=None)
        elif isinstance(record, Entry) and record.outcome in _ANSWERED and record.id not in answered:
            left[key] = replace(record, outcome=IssueOutcome.OPEN)
    return left


def _difference(found: Picture, expected: Picture) -> str:
    words = []
    for key in sorted(found.keys() | expected.keys()):
        if found.get(key) != expected.get(key):
            words.append(f"\n  found    {found.get(key)}\n  expected {expected.get(key)}")
    return "".join(words[:4])


def campaign(folder: Path, *, steps: int, seed: int, told: Callable[[Any], None] = print) -> Counter[str]:
    """Runs one campaign in a fresh vault and gives its sums. Raises AssertionError."""
    room = Room(folder)
    try:
        made = Campaign(room, seed)
        began = time.monotonic()
        for done in range(0, steps, 500):
            made.run(min(500, steps - done))
            told(f"{min(done + 500, steps):>6} steps, {time.monotonic() - began:6.0f} s")
        made.finish()
        told(f"all taken back and done again after {time.monotonic() - began:.0f} s")
    finally:
        room.close()
    return made.counts


def main() -> int:
    """Reads the arguments, runs, prints the sums."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--life", type=int, default=1_000, help="steps before a fresh vault is begun")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        for begun in range(0, asked.steps, asked.life):
            seed, steps = asked.seed + begun // asked.life, min(asked.life, asked.steps - begun)
            try:
                counts += campaign(Path(folder) / f"vault-{seed}", steps=steps, seed=seed)
            except AssertionError as error:
                print(f"seed {seed}: {error}")
                return 1
    for name, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        print(f"{count:>6} {name}")
    print(f"from seed {asked.seed}, {asked.steps} steps: every state was found again, nothing crossed over")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

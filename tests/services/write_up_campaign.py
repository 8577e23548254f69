"""Random work on the minutes of one meeting: no word goes while they are written up, undo finds each state.

    .venv/bin/python tests/services/write_up_campaign.py --steps 5000 [--seed 1]

Splits, joins, moves, replacements in the whole draft, rewordings, new paragraphs, versions brought back and
ticks, drawn at random, with undo and redo between them. After every step

- the words of all texts, each as often as it stands, are those of before with exactly what the step added
  and took;
- every line of shorthand that was typed in the room is there, letter by letter, and no other;
- an undo or a redo gives exactly the picture that was taken before or after that step;
- a step that is refused changes nothing;
- the page that followed the change is the page as it is read anew.

At the end everything is taken back and done again, and the vault's own checks find no fault. It prints the
sums. Exit 1 when anything differs.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from meeting_room import Room

from mappa_desk.domain.actions import Action
from mappa_desk.domain.changes import Changes, Outcome
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling
from mappa_desk.domain.decisions import Decision, DecisionKind, Dissent
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.records import Record
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services import contributions, decisions, splitting, undo, versions, write_up
from mappa_desk.store.queries.steps import turning_point

Picture = dict[tuple[str, str], Record]
ITEMS = ("", PARKED, "contributions", "risk", "plan", "victims")
SAID = "the person was seen by a patrol near the station and left when spoken to RMP yesterday"
WORDS = tuple(SAID.split())
UNDO, REDO = 0.2, 0.12
"""How often a step is an undo or a redo; all else is an edit."""
BURST = 0.01
"""How often it is a run of undos and redos instead."""


class Campaign:
    """One meeting with its minutes half written, and a hand that does not know what it does."""

    def __init__(self, room: Room, seed: int, *, entries: int = 60, looks: int = 1) -> None:
        """`looks` 1 compares the page with a fresh one after every step, 5 after every fifth."""
        self.room = room
        self._looks, self._followed = looks, 0
        self.draw = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self._fresh = 0
        self._same: dict[Record, Record] = {}
        self.meeting = room.running()
        self._fill(entries)
        self.page = write_up.write_up_view(room.work, meeting_id=self.meeting.id)
        self.typed = self.shorthand()
        with room.work.reading() as reading:
            self.steps = [step.id for step in reading.steps(self.meeting.id)]
        self.first = len(self.steps)
        self.pictures: dict[int, Picture] = {self.first: self.picture()}
        self.at = self.first

    def _fill(self, entries: int) -> None:
        """A record as it stands after a meeting: speakers in runs, some restricted, decisions and actions."""
        work, kinds = self.room.work, (EntryKind.CONTRIBUTION, EntryKind.CONTRIBUTION, EntryKind.NOTE)
        for number in range(entries):
            text = self.sentence(8)
            contributions.keep_line(
                work,
                meeting_id=self.meeting.id,
                item=ITEMS[number * len(ITEMS) // entries],
                text=text,
                words=f"typed {number}: {text.lower()}",
                kind=kinds[number // 5 % 3],
                agency=("pol", "prob", "")[number // 4 % 3],
                handling=Handling.NOT_FOR_PERSON if number % 15 > 12 else Handling.NORMAL,
            )
            if number % 12 == 5:
                self.room.act(self.meeting, self.sentence(5))
            if number % 20 == 7:
                decisions.take_decision(
                    work,
                    meeting_id=self.meeting.id,
                    item="plan",
                    decided=self.sentence(5),
                    because=self.sentence(4),
                    kind=DecisionKind.OTHER,
                    dissent=(Dissent(agency="hsg", why=self.sentence(3)),),
                )

    # What is looked at

    def picture(self) -> Picture:
        """Every record of the meeting that is not in the bin, without its revision."""
        here = {"meeting_id": self.meeting.id}
        with self.room.work.reading() as reading:
            found: list[Record] = [replace(reading.get(Meeting, self.meeting.id), current_item="")]
            found += reading.all(Entry, removed=False, **here)
            found += reading.all(Decision, **here)
            found += reading.all(Action, removed=False, **here)
        plain = (replace(one, revision=0) for one in found)
        return {(one.KIND, one.id): self._same.setdefault(one, one) for one in plain}

    def words(self) -> Counter[str]:
        """The words of all texts of the page, each as often as it stands."""
        return Counter(word for one in self.page.paragraphs if one.editable for word in one.text.split())

    def shorthand(self) -> frozenset[str]:
        """The lines that were typed in the room."""
        with self.room.work.reading() as reading:
            entries = reading.all(Entry, meeting_id=self.meeting.id, removed=False)
        return frozenset(line for entry in entries for line in entry.words.splitlines())

    def sentence(self, most: int) -> str:
        """Words with one among them that stands nowhere else."""
        self._fresh += 1
        some = [self.draw.choice(WORDS) for _ in range(self.draw.randint(1, most))]
        return f"{' '.join(some)} n{self._fresh}."

    # Steps

    def run(self, steps: int) -> None:
        """Goes on by so many steps. Raises AssertionError at the first that is not as it must be."""
        for _ in range(steps):
            chance = self.draw.random()
            if self.draw.random() < BURST:
                for by in [-1] * self.draw.randint(2, 40) + [1] * self.draw.randint(0, 50):
                    self.turn(by)
            elif chance < UNDO + REDO:
                self.turn(-1 if chance < UNDO else 1)
            else:
                self.edit()

    def turn(self, by: int) -> None:
        """Undo or redo, which must give the picture taken on that side of the step."""
        if not self.first <= self.at + by <= len(self.steps):
            return
        call, name = (undo.undo, "undo") if by < 0 else (undo.redo, "redo")
        outcome = call(self.room.work, meeting_id=self.meeting.id)
        self.at += by
        self.follow(outcome.changes)
        assert self.picture() == self.pictures[self.at], f"{name} of {outcome.value}: another state"
        assert self.shorthand() == self.typed, f"{name} of {outcome.value}: shorthand differs"
        self.counts[name] += 1

    def edit(self) -> None:
        """Something drawn from all that is done while minutes are written up."""
        change = self.draw.choice(EDITS)
        name = change.__name__.strip("_")
        before, newest = self.words(), self._newest()
        try:
            outcome, added, taken = change(self)
        except RuleError:
            assert self.picture() == self.pictures[self.at], f"{name} was refused and changed something"
            self.counts["refused"] += 1
            return
        self.follow(outcome.changes)
        assert self.words() == before + added - taken and not taken - (before + added), f"{name}: words"
        assert self.shorthand() == self.typed, f"{name}: shorthand differs"
        after = self._newest()
        if after == newest:
            assert self.picture() == self.pictures[self.at], f"{name} is no step and changed something"
            self.counts["no step"] += 1
            return
        del self.steps[self.at :]
        self.steps.append(after)
        self.at += 1
        self.pictures[self.at] = self.picture()
        self.counts[name] += 1

    def follow(self, changes: Changes) -> None:
        """The page after a change must be the page as it is read anew."""
        self.page = write_up.write_up_change(self.room.work, page=self.page, changes=changes)
        self._followed += 1
        if self._followed % self._looks == 0:
            anew = write_up.write_up_view(self.room.work, meeting_id=self.meeting.id)
            assert self.page == anew, "the page that followed is not the page that is read"

    def _newest(self) -> int:
        with self.room.work.reading() as reading:
            step, _ = turning_point(reading, self.meeting.id)
        return step.id if step is not None else 0

    def entry(self) -> Entry:
        """Any entry that can be joined and split, now and then any other."""
        plain = [one for one in self.page.view.entries if one.entry_kind not in (EntryKind.ACTION,)]
        return self.draw.choice(plain if self.draw.random() < 0.9 else self.page.view.entries)

    def paragraph(self) -> Paragraph:
        """Any text that can be reworded."""
        return self.draw.choice([one for one in self.page.paragraphs if one.editable])

    # The end

    def finish(self) -> None:
        """Takes everything back and does it again, and looks whether the vault hangs together."""
        for by, until in ((-1, self.first), (1, len(self.steps))):
            while self.at != until:
                self.turn(by)
        assert self.room.vault.verify().faults == ()


Step = tuple[Outcome[object], Counter[str], Counter[str]]
"""What was done, the words that it added, and those that it took."""


def _said(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in text.split())


def _split(on: Campaign) -> Step:
    entry = on.entry()
    blanks = [found.start() for found in re.finditer(r"\s", entry.text)]
    at = on.draw.choice(blanks) if blanks else 0
    done = splitting.split_entry(
        on.room.work,
        entry_id=entry.id,
        revision=entry.revision,
        first=entry.text[:at],
        second=entry.text[at:],
    )
    return done, _said(), _said()


def _join(on: Campaign) -> Step:
    for _ in range(20):
        entry = on.entry()
        try:
            return splitting.join_entries(on.room.work, entry_ids=(entry.id,)), _said(), _said()
        except RuleError:
            assert on.picture() == on.pictures[on.at], "a refused join changed something"
    raise RuleError("Nothing here can be joined.")


def _move(on: Campaign) -> Step:
    done = write_up.move_paragraph(
        on.room.work, entry_id=on.draw.choice(on.page.view.entries).id, by=on.draw.choice((-1, 1))
    )
    return done, _said(), _said()


def _replace(on: Campaign) -> Step:
    find, put = on.draw.choice(WORDS), on.draw.choice((*WORDS, "unless", "in the meantime", ""))
    only = None
    if on.draw.random() < 0.3:
        only = tuple(on.paragraph().key for _ in range(5))
    before = on.words()
    done = write_up.replace_all(
        on.room.work,
        meeting_id=on.meeting.id,
        find=find,
        put=put,
        match_case=on.draw.random() < 0.5,
        whole_words=True,
        only=only,
    )
    changed = write_up.write_up_view(on.room.work, meeting_id=on.meeting.id)
    after = Counter(word for one in changed.paragraphs if one.editable for word in one.text.split())
    lost = before - after
    unlike = [word for word in lost if word.strip(".").casefold() != find.casefold()]
    assert not unlike, f"replacing {find} took {unlike}"
    assert sum(lost.values()) <= done.value
    return done, after - before, lost


def _revise(on: Campaign) -> Step:
    paragraph = on.paragraph()
    words = paragraph.text.split()
    at = on.draw.randint(0, len(words))
    text = " ".join([*words[:at], *on.sentence(3).split(), *words[at + on.draw.randint(0, 2) :]])
    done = write_up.revise(
        on.room.work,
        meeting_id=on.meeting.id,
        paragraph_key=paragraph.key,
        revision=paragraph.revision,
        text=text,
    )
    return done, _said(text), _said(paragraph.text)


def _new(on: Campaign) -> Step:
    text = on.sentence(4)
    after = on.draw.choice((on.entry().id, None))
    item = on.draw.choice(ITEMS)
    done = write_up.new_entry_after(
        on.room.work, meeting_id=on.meeting.id, after_id=after, item=item, text=text
    )
    return done, _said(text), _said()


def _bring_back(on: Campaign) -> Step:
    paragraph = on.paragraph()
    past = versions.versions_of(on.room.work, meeting_id=on.meeting.id, paragraph_key=paragraph.key)
    chosen = on.draw.choice(past)
    done = versions.bring_back(
        on.room.work,
        meeting_id=on.meeting.id,
        paragraph_key=paragraph.key,
        revision=paragraph.revision,
        number=chosen.number,
    )
    return done, _said(chosen.text), _said(paragraph.text)


def _tick(on: Campaign) -> Step:
    record_id = on.draw.choice((on.entry().id, on.meeting.id))
    done = write_up.tick(
        on.room.work, meeting_id=on.meeting.id, record_id=record_id, active=on.draw.random() < 0.6
    )
    return done, _said(), _said()


EDITS: tuple[Callable[[Campaign], Step], ...] = (
    _split,
    _split,
    _join,
    _join,
    _move,
    _move,
    _move,
    _replace,
    _revise,
    _revise,
    _new,
    _bring_back,
    _tick,
)


def campaign(
    folder: Path,
    *,
    steps: int,
    seed: int,
    entries: int = 60,
    looks: int = 1,
    told: Callable[[object], None] = print,
) -> Counter[str]:
    """Runs one campaign in a fresh vault and gives its sums. Raises AssertionError."""
    room = Room(folder)
    try:
        made = Campaign(room, seed, entries=entries, looks=looks)
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
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        try:
            counts = campaign(Path(folder) / "vault", steps=asked.steps, seed=asked.seed)
        except AssertionError as error:
            print(f"seed {asked.seed}: {error}")
            return 1
    for name, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        print(f"{count:>6} {name}")
    print(f"seed {asked.seed}, {asked.steps} steps: no word went, the shorthand is as it was typed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

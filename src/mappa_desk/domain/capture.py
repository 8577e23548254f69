"""The capture line: who speaks, what kind of entry it is and, for an action, owner, date and urgency.

Room grammar is `@owner text by date`, `@owner by date: text` and `!`, where an owner may be named with the
one who takes it on their behalf; nothing else. Whatever is not understood stays text: each character of the
line is inside the span of a chip, or in the resulting text, or it is a backslash that kept a mark as text, or
a blank at an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.capture_chips import NOBODY, UNDATED, Chip, ChipKind, Understanding, speak_deadline
from mappa_desk.domain.capture_dates import DatePhrase, leading_date, trailing_date
from mappa_desk.domain.capture_owners import read_owner
from mappa_desk.domain.capture_people import Owner, Speaker, speaker_prefix
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.deadlines import resolve, say_deadline
from mappa_desk.domain.people import Person
from mappa_desk.domain.working_days import IsHoliday, never

__all__ = ["NIL_TEXT", "NIL_WORDS", "NOBODY", "UNDATED", "Chip", "ChipKind", "Understanding", "understand"]

NIL_WORDS = frozenset({"nil", "nil.", "nil return", "nothing to add", "nothing to add."})
"""What, said by somebody, is a nil return."""
NIL_TEXT = "Nothing to add."
MARK = re.compile(r"\s*(?P<outer>\\+)?(?P<bang>!+\s*)?(?P<escape>\\+)?@(?=[^\W\d_]|\()")
"""Begins an action: "@" before a letter or a bracket, perhaps behind "!"; a backslash keeps it as text."""
BANG = re.compile(r"\s*(?P<escape>\\+)?!+\s*")
_AFTER_OWNER = re.compile(r"\s*[:,]?\s*")
_ORDER = tuple(ChipKind)


def understand(
    text: str,
    *,
    attendance: Iterable[Attendance] = (),
    agencies: Iterable[Agency] = (),
    people: Iterable[Person] = (),
    today: date,
    kind: EntryKind | None = None,
    speaker: str = "",
    is_holiday: IsHoliday = never,
    suppressed: frozenset[ChipKind] = frozenset(),
    next_meeting_on: date | None = None,
    release_on: date | None = None,
    release_days: int = 0,
) -> Understanding:
    """How the line `text` reads, as it stands after each key.

    `kind` is set where a chord chose one; None lets the line decide: an "@" before a letter begins an action,
    "nil" from a speaker is a nil return. `speaker` is the code on the speaker chip, when there is one.
    `suppressed` names chips that were turned back into text. The dates and `release_days` (days before a
    release that the area sets) only serve the words of the chip of an event. Never raises for any text.
    """
    reader = _Reader(
        words=text,
        attendance=tuple(attendance),
        agencies=tuple(agencies),
        people=tuple(people),
        today=today,
        is_holiday=is_holiday,
        suppressed=suppressed,
        events=(next_meeting_on, release_on, release_days),
    )
    reader.read_speaker()
    nil_return = kind is None and bool(speaker or reader.speaker) and reader.read_nil()
    if nil_return:
        return reader.understanding(EntryKind.NIL_RETURN, NIL_TEXT)
    if kind is EntryKind.ACTION or (kind is None and reader.begins_action()):
        reader.read_action()
        return reader.understanding(EntryKind.ACTION)
    return reader.understanding(kind or EntryKind.CONTRIBUTION)


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Reads one line once, from the left; `at` is where it has got to."""

    words: str
    attendance: tuple[Attendance, ...]
    agencies: tuple[Agency, ...]
    people: tuple[Person, ...]
    today: date
    is_holiday: IsHoliday
    suppressed: frozenset[ChipKind]
    events: tuple[date | None, date | None, int]
    at: int = 0
    speaker: Speaker | None = None
    owner: Owner = NOBODY
    taken_by: str = ""
    deadline: Deadline = UNDATED
    urgent: bool = False
    chips: list[Chip] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)

    def read_speaker(self) -> None:
        found = speaker_prefix(self.words, self.attendance, self.agencies)
        if found is None or ChipKind.SPEAKER in self.suppressed:
            return
        if found.escaped:
            self.cuts.append((0, 1))
            return
        self.speaker, self.at = found.speaker, found.length
        words = found.speaker.words
        self._cut(ChipKind.SPEAKER, 0, found.length, words, f"Speaker {words}")

    def read_nil(self) -> bool:
        said = self.words[self.at :].strip()
        if ChipKind.KIND in self.suppressed or said.lstrip("\\").lower() not in NIL_WORDS:
            return False
        if said.startswith("\\"):
            self._uncut(self.words.index("\\", self.at))
            return False
        self._cut(ChipKind.KIND, self.at, len(self.words), "Nothing to add")
        return True

    def begins_action(self) -> bool:
        mark = None if ChipKind.KIND in self.suppressed else MARK.match(self.words, self.at)
        if mark is None or self._keeps_as_text(mark):
            return False
        self.chips.append(Chip(ChipKind.KIND, mark.end() - 1, mark.end(), "Action"))
        return True

    def read_action(self) -> None:
        before = (list(self.chips), list(self.cuts))
        self._read_first_bang()
        dated = self._read_owner()
        end = self._read_last_bang()
        if not dated and ChipKind.DUE not in self.suppressed:
            self._due(trailing_date(self.words, self.at, end, today=self.today, is_holiday=self.is_holiday))
        if not self.text() and self.owner == NOBODY:
            # Nothing but marks: they are the text.
            self.chips, self.cuts = before
            self.deadline, self.urgent = UNDATED, False
        if self.owner == NOBODY:
            self._missing(ChipKind.OWNER, "Owner?", "No owner yet")
        if self.deadline.kind is DeadlineKind.NONE:
            self._missing(ChipKind.DUE, "Date?", "No date yet")

    def understanding(self, kind: EntryKind, text: str | None = None) -> Understanding:
        return Understanding(
            words=self.words,
            text=self.text() if text is None else text,
            kind=kind,
            agency=self.speaker.agency if self.speaker else "",
            attendance_id=self.speaker.attendance_id if self.speaker else None,
            owner=self.owner,
            taken_by=self.taken_by,
            deadline=self.deadline,
            urgent=self.urgent,
            chips=tuple(sorted(self.chips, key=lambda chip: _ORDER.index(chip.kind))),
        )

    def text(self) -> str:
        kept, at = [], 0
        for start, end in sorted(self.cuts):
            kept.append(self.words[at:start])
            at = max(at, end)
        return "".join((*kept, self.words[at:])).strip()

    def _read_first_bang(self) -> None:
        bang = BANG.match(self.words, self.at)
        if bang is None or ChipKind.URGENT in self.suppressed:
            return
        if bang["escape"]:
            self._uncut(bang.end("escape") - 1)
            return
        self.urgent, self.at = True, bang.end()
        self._cut(ChipKind.URGENT, bang.start(), bang.end(), "Urgent")

    def _read_owner(self) -> bool:
        """Reads "@owner", and "by date:" after it. True when that date was there."""
        mark = MARK.match(self.words, self.at)
        if mark is None or ChipKind.OWNER in self.suppressed or self._keeps_as_text(mark):
            return False
        found = read_owner(
            self.words, mark.end(), attendance=self.attendance, agencies=self.agencies, people=self.people,
            with_behalf=ChipKind.BEHALF not in self.suppressed,
        )  # fmt: skip
        if found is None:
            return False
        self.owner, self.taken_by, end = found.owner, found.taken_by, found.end
        if found.escape is not None:
            self._uncut(found.escape)
        head = None
        if ChipKind.DUE not in self.suppressed:
            head = leading_date(self.words, end, today=self.today, is_holiday=self.is_holiday)
        if head is None:
            after = _AFTER_OWNER.match(self.words, end)
            end = after.end() if after else end
        said, named = self.owner.words, found.taker_end if self.taken_by else end
        self._cut(ChipKind.OWNER, mark.end() - 1, named, f"Owner: {said}", f"Owner {said}")
        if self.taken_by:
            self._cut(ChipKind.BEHALF, named, end, f"Taken on behalf by {self.taken_by}")
        self.at = end
        self._due(head)
        return head is not None

    def _keeps_as_text(self, mark: re.Match[str]) -> bool:
        """True when a backslash stands before the mark; it goes, and what it kept stays."""
        for name in ("outer", "escape"):
            if mark[name]:
                self._uncut(mark.end(name) - 1)
                return True
        return False

    def _read_last_bang(self) -> int:
        """Reads "!" at the end and gives the place where the words before it end."""
        end = len(self.words.rstrip())
        first = end
        while first > self.at and self.words[first - 1] == "!":
            first -= 1
        if first == end:
            return end
        if self.words[max(self.at, first - 1) : first] == "\\":
            self._uncut(first - 1)
            return first - 1
        if ChipKind.URGENT not in self.suppressed:
            self.urgent = True
            self._cut(ChipKind.URGENT, first, end, "Urgent")
        return len(self.words[:first].rstrip())

    def _due(self, phrase: DatePhrase | None) -> None:
        if phrase is None:
            return
        if phrase.escaped:
            self.cuts.append((phrase.start, phrase.end))
            return
        self.deadline = resolve(phrase.deadline, *self.events)
        self.at = max(self.at, phrase.end) if phrase.start == self.at else self.at
        words = f"Due: {say_deadline(self.deadline, self.today)}"
        spoken = f"Due {speak_deadline(self.deadline, self.today)}"
        self._cut(ChipKind.DUE, phrase.start, phrase.end, words, spoken)

    def _cut(self, kind: ChipKind, start: int, end: int, words: str, spoken: str = "") -> None:
        self.chips.append(Chip(kind, start, end, words, spoken=spoken))
        self.cuts.append((start, end))

    def _uncut(self, backslash: int) -> None:
        """Takes out the one backslash that kept a mark as text."""
        self.cuts.append((backslash, backslash + 1))

    def _missing(self, kind: ChipKind, words: str, spoken: str) -> None:
        end = len(self.words)
        self.chips.append(Chip(kind, end, end, words, missing=True, spoken=spoken))

"""Rough notes: the words as typed in the room, kept with approved minutes or destroyed, as the area decides.

A report that an agency sent, or a form that it filled, is no rough note, although its text stands in the same
field: the minutes may hold a summary alone, and the report is what the summary can be held against. It stays
whatever the rule says.
Shipped is "keep", unverified: what was kept by mistake can still be destroyed, the other way there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.people import Person
from mappa_desk.domain.reports import ReceivedReport
from mappa_desk.services import timing
from mappa_desk.services.areas import area_standards
from mappa_desk.services.erased_past import came_from
from mappa_desk.services.work import Work
from mappa_desk.store.queries.notes import notes_about
from mappa_desk.store.work import Reading, UnitOfWork

KEEP_NOTES = "keep_rough_notes"
"""Code of the area's rule: 1 keeps the words as typed with approved minutes, 0 destroys them."""
KEPT = "rough notes kept"
DESTROYED = "rough notes destroyed"
_TOLD = {
    KEPT: "The words as typed in the room were kept with the record.",
    DESTROYED: "The words as typed in the room were destroyed at approval.",
    timing.KEPT: "The times of the items were kept.",
    timing.DESTROYED: "The times of the items were destroyed at approval.",
    "part erased by order": "A part of the record was destroyed by order.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesRule:
    """What approval does with the rough notes of one meeting."""

    keeps: bool
    verified: bool
    """True once somebody has confirmed the area's rule against a source."""
    source: str
    entries: int
    """Entries that still have words as typed."""
    reports: int
    """Reports received, whose text stays in any case."""
    keeps_times: bool
    times: int = 0
    """Times of items that are kept now, the other working papers."""
    approved: bool

    @property
    def sentence(self) -> str:
        """What will happen, for whoever is about to approve. No case text."""
        if self.approved or not (self.entries or self.times):
            return ""
        if not self.entries:
            return self._of_times
        many = "1 entry" if self.entries == 1 else f"{self.entries} entries"
        rule = "the area’s rule" if self.verified else "a local rule that nobody has confirmed"
        if self.keeps:
            told = f"The words as typed of {many} stay with the record ({rule})."
        else:
            told = f"Approval destroys the words as typed of {many} for good ({rule})."
            if self.reports:
                told += " Reports received stay."
        return f"{told} {self._of_times}".strip()

    @property
    def _of_times(self) -> str:
        if not self.times:
            return ""
        told = f"The times of the items {'stay' if self.keeps_times else 'are destroyed'}"
        return f"{told} too." if self.entries and self.keeps_times == self.keeps else f"{told}."


@dataclass(frozen=True, slots=True)
class PutAway:
    """One thing that was kept or destroyed for good in a meeting, with its moment (UTC) and who did it."""

    at: datetime
    by: str
    sentence: str


def notes_rule(work: Work, *, meeting_id: str) -> NotesRule:
    """What approval will do with the rough notes of a meeting. Raises NotFound."""
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        rules = {rule.id: rule for rule in area_standards(reading, work)}
        rule, times = rules.get(KEEP_NOTES), rules.get(timing.KEEP_PAPERS)
        reports = _reports(reading, meeting_id)
        entries = reading.all(Entry, meeting_id=meeting_id)
        return NotesRule(
            keeps=rule is None or rule.value > 0,
            verified=rule is not None and rule.verified,
            source=rule.source if rule is not None else "",
            entries=sum(bool(one.words) and one.id not in reports for one in entries),
            reports=len(reports),
            keeps_times=times is not None and times.value > 0,
            times=len(reading.times(meeting_id)),
            approved=meeting.state is MeetingState.APPROVED,
        )


def put_away(work: Work, *, meeting_id: str) -> tuple[PutAway, ...]:
    """What was kept, destroyed or erased for good in a meeting, oldest first, for its history."""
    with work.reading() as reading:
        return _put_away(reading, meeting_id)


def put_away_in_case(work: Work, *, case_id: str) -> tuple[tuple[str, PutAway], ...]:
    """The same for every meeting of a case, each line with the tag of its meeting ("M03"), oldest first."""
    with work.reading() as reading:
        held = reading.all(Meeting, case_id=case_id)
        lines = [(meeting.tag, line) for meeting in held for line in _put_away(reading, meeting.id)]
    return tuple(sorted(lines, key=lambda pair: pair[1].at))


def _put_away(reading: Reading, meeting_id: str) -> tuple[PutAway, ...]:
    found = []
    for one in notes_about(reading, Meeting.KIND, meeting_id):
        if one.verb in _TOLD:
            person = reading.find(Person, one.by) if one.by else None
            found.append(PutAway(one.at, person.name if person is not None else "", _TOLD[one.verb]))
    return tuple(found)


def settle_notes(work: Work, uow: UnitOfWork, meeting_id: str) -> None:
    """At approval: destroys the words as typed of every entry unless the area keeps them; notes which.

    They go from every state of the entries, those in the bin too, and from what is left in a record that one
    was moved out of. Durable when the unit is left; no page holds them once the vault was purged.
    """
    reports = _reports(uow, meeting_id)
    ids = [one.id for one in uow.all(Entry, meeting_id=meeting_id) if one.id not in reports]
    if not ids:
        return
    keeps = all(rule.value > 0 for rule in area_standards(uow, work) if rule.id == KEEP_NOTES)
    if not keeps:
        uow.erase(Entry, _without_words, *ids, *came_from(uow, ids))
    uow.note(KEPT if keeps else DESTROYED, Meeting.KIND, meeting_id)


def _without_words(entry: Entry) -> Entry:
    return replace(entry, words="")


def _reports(reading: Reading, meeting_id: str) -> frozenset[str]:
    """Ids of the entries whose words an agency sent, as a report or in a form."""
    sent = {one.entry_id for one in reading.all(ReceivedReport, meeting_id=meeting_id)}
    return frozenset(sent.union(*(one.entry_ids for one in reading.all(FormReturn, meeting_id=meeting_id))))

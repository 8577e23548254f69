"""Earlier versions of one text of the minutes, by whom and when; any of them can be brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.people import Person
from mappa_desk.domain.records import Record
from mappa_desk.services.filing import writable_meeting
from mappa_desk.services.rewording import place_of, present, reword
from mappa_desk.services.work import Work


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One state of a text: since when (aware UTC) it stood so, and who wrote it."""

    number: int
    """Revision of the record in which the text first read like this; what `bring_back` takes."""
    at: datetime
    by: str
    """Name of who was at the keys; empty where that is not known."""
    text: str
    words: str = ""
    """For an entry: as it was typed in the room."""


def versions_of(work: Work, *, meeting_id: str, paragraph_key: str) -> tuple[TextVersion, ...]:
    """Every version of one text, oldest first, the present one last; equal ones in a row are one.

    Can be read of approved minutes too. Raises NotFound for a key that names no text of this meeting.
    """
    with work.reading() as reading:
        place = place_of(reading, meeting_id, paragraph_key)
        present(reading, meeting_id, place)
        found: list[TextVersion] = []
        names: dict[str, str] = {}
        for row in reading.revisions(place.record_type, place.record_id):
            if row.body is None or getattr(row.body, "removed", False):
                continue
            text = place.text_of(row.body)
            if found and found[-1].text == text:
                continue
            if row.by not in names:
                person = reading.find(Person, row.by) if row.by else None
                names[row.by] = person.name if person else ""
            words = str(getattr(row.body, "words", ""))
            found.append(TextVersion(row.number, row.at, names[row.by], text, words))
    return tuple(found)


def bring_back(
    work: Work, *, meeting_id: str, paragraph_key: str, revision: int, number: int
) -> Outcome[Record]:
    """Brings an earlier text back as a new revision; the one in between stays a version. One undo step.

    `number` is that of a version, `revision` the present one. The draft of the paragraph is dropped. Raises
    as `revise`, and NotFound for a version that never was. Durable on return.
    """
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        place = place_of(uow, meeting_id, paragraph_key)
        present(uow, meeting_id, place)
        past = uow.revisions(place.record_type, place.record_id)
        row = past[number - 1] if 0 < number <= len(past) else None
        if row is None or row.body is None:
            raise NotFound("There is no such version of this text.", field="number")
        text = place.text_of(row.body)
        record, name = reword(work, uow, meeting_id, paragraph_key, text=text, revision=revision)
        uow.drop_draft(meeting_id, paragraph_key)
        if uow.changes:
            uow.step(meeting_id, f"{name}: version of {work.clock_time(row.at)} brought back")
        return Outcome(record, uow.changes)

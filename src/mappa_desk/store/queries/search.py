"""Finding text: what is typed is words, never syntax."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.sql import bindparam, text

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.identifiers import action_reference, meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.records import Record
from mappa_desk.domain.views import Hit
from mappa_desk.store.mapping import mapper
from mappa_desk.store.reading import Reading
from mappa_desk.store.search_index import ACTIONS_FROM, INDEXED

R = TypeVar("R", bound=Record)

RANKED_UP_TO = 500
"""Up to so many hits the best come first; above, the newest (ranking has to read every hit)."""
_MOST_WORDS = 32
_WIDTH = 160
_COUNT = text("SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH :match LIMIT :most)")
_BEST = text(
    "SELECT d.kind, d.record_id FROM search_index JOIN search_doc AS d ON d.id = search_index.rowid"
    " WHERE search_index MATCH :match ORDER BY rank LIMIT :limit"
)
_NEWEST = text(
    "SELECT d.kind, d.record_id FROM search_index JOIN search_doc AS d ON d.id = search_index.rowid"
    " WHERE search_index MATCH :match AND search_index.rowid BETWEEN :above AND :below"
    " ORDER BY search_index.rowid DESC LIMIT :limit"
)
_OTHERS = {"above": 0, "below": ACTIONS_FROM - 1}
_ACTIONS = {"above": ACTIONS_FROM, "below": (1 << 63) - 1}
_MEETINGS = text(
    'SELECT m.id, m.number, m.planned_on, c.reference FROM meeting AS m JOIN "case" AS c ON c.id = m.case_id'
    " WHERE m.id IN :ids"
).bindparams(bindparam("ids", expanding=True))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a hit belongs."""

    case_reference: str = ""
    meeting_reference: str = ""


def find_text(reading: Reading, words: str, limit: int = 50) -> tuple[Hit, ...]:
    """The records that hold all the words, the last of them also as the beginning of one.

    Capitals and accents make no difference. Words without a letter or a digit are passed over; without any
    other word nothing is found. At most `limit` hits: the best first, or when there are many the newest,
    actions and others in turn.
    """
    terms = _terms(words)
    if not terms:
        return ()
    match = " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
    if not words[-1:].isspace():
        match += " *"
    connection = reading.connection
    count = connection.execute(_COUNT, {"match": match, "most": RANKED_UP_TO + 1}).scalar() or 0
    asked = {"match": match, "limit": limit}
    if count <= RANKED_UP_TO:
        docs: Iterable[Any] = connection.execute(_BEST, asked)
    else:
        newest = (connection.execute(_NEWEST, {**asked, **kinds}) for kinds in (_OTHERS, _ACTIONS))
        docs = islice((doc for pair in zip_longest(*newest) for doc in pair if doc is not None), limit)
    found = [(str(kind), str(record_id)) for kind, record_id in docs]
    records = _records(reading, found)
    places = _places(reading, records.values())
    return tuple(_hit(records[key], places, terms) for key in found if key in records)


def excerpt(whole: str, terms: Iterable[str], width: int = _WIDTH) -> str:
    """At most about `width` characters of a text around the first of the terms, on one line."""
    line = " ".join(whole.split())
    folded = _folded(line)
    starts = [start for term in terms if (start := folded.find(_folded(term))) >= 0]
    start = max(0, min(starts, default=0) - width // 3)
    if start:
        start = line.find(" ", start) + 1 or start
    end = start + width
    if end < len(line):
        end = max(line.rfind(" ", start, end), start + width // 2)
    return ("… " if start else "") + line[start:end].strip() + (" …" if end < len(line) else "")


def _terms(words: str) -> list[str]:
    parts = words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split()
    return [part for part in parts if any(map(str.isalnum, part))][:_MOST_WORDS]


def _folded(whole: str) -> str:
    """The text without capitals and accents, character for character."""
    return "".join((unicodedata.normalize("NFD", c)[0].lower() or c)[0] for c in whole)


def _records(reading: Reading, found: list[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    records: dict[tuple[str, str], Record] = {}
    for record_type in INDEXED:
        ids = [record_id for kind, record_id in found if kind == record_type.KIND]
        if ids:
            for record in _by_ids(reading, record_type, ids):
                records[(record_type.KIND, record.id)] = record
    return records


def _by_ids(reading: Reading, record_type: type[R], ids: list[str]) -> list[R]:
    m = mapper(record_type)
    query = select(*m.columns).where(m.table.c.id.in_(ids))
    return [m.from_row(row) for row in reading.connection.execute(query)]


def _places(reading: Reading, records: Iterable[Record]) -> dict[str, _Place]:
    """Case and meeting references by meeting id and by case id."""
    places: dict[str, _Place] = {}
    meeting_ids: set[str] = set()
    case_ids: set[str] = set()
    for record in records:
        if isinstance(record, Meeting):
            meeting_ids.add(record.id)
        elif isinstance(record, Action | UrgentChange):
            case_ids.add(record.case_id)
        elif isinstance(record, Attendance | Entry | Decision):
            meeting_ids.add(record.meeting_id)
    for case in _by_ids(reading, Case, sorted(case_ids)):
        places[case.id] = _Place(case.reference)
    for row in reading.connection.execute(_MEETINGS, {"ids": sorted(meeting_ids)}):
        places[row.id] = _Place(row.reference, meeting_reference(row.reference, row.number))
    return places


def _hit(record: Record, places: dict[str, _Place], terms: list[str]) -> Hit:
    place = places.get(str(getattr(record, "meeting_id", record.id)), _Place())
    title, whole, reference, at = "", "", place.meeting_reference, None
    match record:
        case Case():
            place, reference = _Place(record.reference), record.reference
            title, whole = record.name, "; ".join((record.name, *record.also_known_as))
        case Meeting():
            title, whole, at = place.meeting_reference, record.place, record.started_at
        case Attendance():
            title, whole = record.name, ", ".join(part for part in (record.name, record.role) if part)
        case Entry():
            title, whole, at = record.agency, record.text, record.captured_at
        case Decision():
            title, whole = record.heading, " ".join((record.decided, record.because, record.also_considered))
        case UrgentChange():
            place = places.get(record.case_id, _Place())
            reference = place.case_reference
            title, whole, at = record.told_by, record.text, record.at
        case Action():  # pragma: no branch  nothing else is indexed
            place = places.get(record.case_id, _Place())
            reference = action_reference(place.case_reference, record.tag)
            title, whole = record.owner_agency, " ".join((record.text, record.purpose, record.settled_note))
    of_case = isinstance(record, UrgentChange)
    meeting_id = "" if of_case else str(getattr(record, "meeting_id", "") or "")
    if isinstance(record, Meeting):
        meeting_id = record.id
    return Hit(
        record_kind=record.KIND,
        record_id=record.id,
        case_reference=place.case_reference,
        reference=reference,
        title=title,
        excerpt=excerpt(whole, terms),
        at=at,
        meeting_id=meeting_id,
        state=record.state.value if isinstance(record, Meeting | Action) else "",
    )

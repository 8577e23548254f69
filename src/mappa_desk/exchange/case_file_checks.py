"""Whether a case file hangs together: ids, owners, references, histories, numbers and seals."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from functools import cache

from pydantic import TypeAdapter, ValidationError

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind
from mappa_desk.domain.erasures import is_destroyed
from mappa_desk.domain.identifiers import case_reference_fault
from mappa_desk.domain.meetings import ClosedPart, MeetingState
from mappa_desk.domain.minutes import MinutesSnapshot
from mappa_desk.domain.records import Record
from mappa_desk.domain.seals import seal_code
from mappa_desk.exchange.case_file_shapes import RECORD_TYPES, ActionPart, CaseFile, Kept, MeetingPart
from mappa_desk.exchange.faults import Fault

_ID = re.compile(r"[0-9a-f]{32}")
_AGENCY = re.compile(r"[a-z][a-z0-9_-]{0,31}|")
_TAG = re.compile(r"M(\d{2,4})-\d{2,4}")
_FILE_NAME = re.compile(r"[^/\\:]*")


def case_file_faults(case_file: CaseFile) -> tuple[Fault, ...]:
    """Every fault of a well-formed case file by its place; none when it may be taken."""
    return tuple(_all_faults(case_file))


def _all_faults(case_file: CaseFile) -> Iterator[Fault]:
    yield from _case(case_file)
    yield from _ids(case_file)
    yield from _moments(case_file)
    numbers = {part.meeting.id: part.meeting.number for part in case_file.meetings}
    yield from _doubled("meetings", "number", (part.meeting.number for part in case_file.meetings))
    yield from _doubled("actions", "tag", (held.action.tag for held in case_file.actions))
    for at, part in enumerate(case_file.meetings):
        yield from _meeting(f"meetings[{at}]", part, case_file)
    for at, held in enumerate(case_file.actions):
        yield from _action(f"actions[{at}]", held, case_file, numbers)
    for at, standing in enumerate(case_file.standings):
        yield from _same(f"standings[{at}].case_id", standing.case_id, case_file.case.id)
        yield from _known(f"standings[{at}].meeting_id", standing.meeting_id, numbers)
    yield from _between_meetings(case_file, numbers)
    yield from _histories(case_file)


def _case(case_file: CaseFile) -> Iterator[Fault]:
    case = case_file.case
    yield from _same("reference", case_file.reference, case.reference)
    words = case_reference_fault(case.reference)
    if words:
        yield Fault("case.reference", words)
    if case.category is Category.THREE and case.level is Level.ONE:
        yield Fault("case.level", "cannot be Level 1 in Category 3")


def _ids(case_file: CaseFile) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, record in case_file.placed():
        if not _ID.fullmatch(record.id):
            yield Fault(f"{place}.id", "must be 32 hexadecimal characters in lower case")
        elif record.id in seen:
            yield Fault(f"{place}.id", "stands twice in the file")
        seen.add(record.id)


def _moments(case_file: CaseFile) -> Iterator[Fault]:
    """Times that are not in UTC."""
    for place, record in case_file.placed():
        yield from _record_moments(place, record)
    for kind in (record_type.KIND for record_type in RECORD_TYPES):
        for record_id, revisions in case_file.histories.of(kind).items():
            for at, kept in enumerate(revisions):
                yield from _record_moments(f"histories.{kind}.{record_id[:32]}[{at}]", kept)


def _record_moments(place: str, value: object) -> Iterator[Fault]:
    if isinstance(value, datetime):
        if value.utcoffset() != timedelta(0):
            yield Fault(place, "must be a time in UTC, with Z at its end")
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _record_moments(f"{place}[{at}]", inner)
    elif is_dataclass(value):
        for each in fields(value):
            inner = getattr(value, each.name)
            if isinstance(inner, datetime | tuple) or is_dataclass(inner):
                yield from _record_moments(f"{place}.{each.name}", inner)


def _meeting(place: str, part: MeetingPart, case_file: CaseFile) -> Iterator[Fault]:
    meeting = part.meeting
    yield from _same(f"{place}.meeting.case_id", meeting.case_id, case_file.case.id)
    yield from _known(f"{place}.meeting.panel_day_id", meeting.panel_day_id, _ids_of(case_file.panel_days))
    for name in MeetingPart.__dataclass_fields__:
        if name != "meeting":
            for at, record in enumerate(getattr(part, name)):
                yield from _same(f"{place}.{name}[{at}].meeting_id", record.meeting_id, meeting.id)
    codes = {item.code for item in part.items}
    yield from _known(f"{place}.meeting.current_item", meeting.current_item, codes)
    yield from _doubled(f"{place}.items", "code", (item.code for item in part.items))
    taken = {entry.id for entry in part.entries if _is_standing_decision(entry)}
    standing = (one.number if one.entry_id in taken else f"no number of {one.id}" for one in part.decisions)
    yield from _doubled(f"{place}.decisions", "number", standing)
    yield from _doubled(f"{place}.approvals", "version", (approval.version for approval in part.approvals))
    yield from _seals(place, part, case_file.case.id)
    yield from _after(place, part, case_file)
    yield from _people(place, part, case_file)
    entries = _ids_of(part.entries)
    closed = _ids_of(part.closed_parts) | _taken_back(case_file, ClosedPart)
    for at, entry in enumerate(part.entries):
        here = f"{place}.entries[{at}]"
        yield from _known(f"{here}.item", entry.item, codes | {PARKED})
        yield from _known(f"{here}.closed_part_id", entry.closed_part_id, closed)
        yield from _known(f"{here}.settles_issue_id", entry.settles_issue_id, entries)
        yield from _agency(f"{here}.agency", entry.agency)
    for at, decision in enumerate(part.decisions):
        yield from _known(f"{place}.decisions[{at}].entry_id", decision.entry_id, entries, needed=True)
    for at, document in enumerate(part.documents):
        if not _FILE_NAME.fullmatch(document.file_name) or document.file_name in (".", ".."):
            yield Fault(f"{place}.documents[{at}].file_name", "looks like a path")


def _is_standing_decision(entry: Entry) -> bool:
    """The number of a decision that was taken back is free for the next one."""
    return entry.entry_kind is EntryKind.DECISION and not entry.removed


def _after(place: str, part: MeetingPart, case_file: CaseFile) -> Iterator[Fault]:
    """What is noted of minutes after their meeting leads to nothing outside the file."""
    meetings = {one.meeting.id for one in case_file.meetings}
    for at, told in enumerate(part.confirmations):
        here = f"{place}.confirmations[{at}].confirmed_meeting_id"
        yield from _known(here, told.confirmed_meeting_id, meetings, needed=True)
    errata = _ids_of(part.errata)
    for at, asked in enumerate(part.corrections):
        yield from _known(f"{place}.corrections[{at}].erratum_id", asked.erratum_id, errata)


def _seals(place: str, part: MeetingPart, case_id: str) -> Iterator[Fault]:
    yield from _doubled(f"{place}.sealed", "version", (sealed.version for sealed in part.sealed))
    destroyed_in = [one.version for one in part.erasures]
    for at, sealed in enumerate(part.sealed):
        here = f"{place}.sealed[{at}]"
        if is_destroyed(sealed) and not sealed.seal_code:
            if not (
                any(version > sealed.version for version in destroyed_in)
                and any(one.version > sealed.version and one.seal_code for one in part.sealed)
            ):
                yield Fault(f"{here}.snapshot_json", "is empty, and the file names no order for it")
            continue
        if seal_code(sealed.snapshot_json.encode()) != sealed.seal_code:
            yield Fault(f"{here}.seal_code", "does not fit the sealed minutes: they were changed")
        try:
            held = snapshot_adapter().validate_json(sealed.snapshot_json)
        except ValidationError:
            yield Fault(f"{here}.snapshot_json", "does not hold minutes that can be read")
            continue
        if (held.meeting.id, held.case.id, held.version) != (part.meeting.id, case_id, sealed.version):
            yield Fault(f"{here}.snapshot_json", "holds the minutes of another meeting or version")
    if bool(part.sealed) != (part.meeting.state is MeetingState.APPROVED):
        yield Fault(f"{place}.meeting.state", "does not fit the sealed minutes: approved ones have a seal")
    for name in ("approvals", "sealed"):
        for at, record in enumerate(getattr(part, name)):
            if record.version < 1:
                yield Fault(f"{place}.{name}[{at}].version", "must be 1 or more")


@cache
def snapshot_adapter() -> TypeAdapter[MinutesSnapshot]:
    """Reads and writes sealed minutes. Made once, when first needed: it takes a moment to build."""
    return TypeAdapter(MinutesSnapshot)


def _people(place: str, part: MeetingPart, case_file: CaseFile) -> Iterator[Fault]:
    """Attendance rows, and the ids of those rows in the other records of a meeting."""
    persons = _ids_of(case_file.persons)
    rows = _ids_of(part.attendance) | _taken_back(case_file, Attendance)
    for at, row in enumerate(part.attendance):
        yield from _known(f"{place}.attendance[{at}].person_id", row.person_id, persons)
        yield from _agency(f"{place}.attendance[{at}].agency", row.agency)
    for at, entry in enumerate(part.entries):
        yield from _known(f"{place}.entries[{at}].attendance_id", entry.attendance_id, rows)
    for at, reading in enumerate(part.statements):
        for name in ("heard_by", "declined_by"):
            yield from _all_known(f"{place}.statements[{at}].{name}", getattr(reading, name), rows)
    for at, closed in enumerate(part.closed_parts):
        yield from _all_known(f"{place}.closed_parts[{at}].stayed", closed.stayed, rows)


def _action(place: str, held: ActionPart, case_file: CaseFile, numbers: dict[str, int]) -> Iterator[Fault]:
    action = held.action
    yield from _same(f"{place}.action.case_id", action.case_id, case_file.case.id)
    yield from _agency(f"{place}.action.owner_agency", action.owner_agency)
    tag = _TAG.fullmatch(action.tag)
    if not tag:
        yield Fault(f"{place}.action.tag", "must read like M03-07")
    elif action.meeting_id in numbers and int(tag[1]) != numbers[action.meeting_id]:
        yield Fault(f"{place}.action.tag", "names another meeting than the one that made it")
    elif action.meeting_id is None and int(tag[1]) != 0:
        yield Fault(f"{place}.action.tag", "must begin with M00, since no meeting made it")
    yield from _known(f"{place}.action.meeting_id", action.meeting_id, numbers)
    for part in case_file.meetings:
        if part.meeting.id == action.meeting_id:
            yield from _known(f"{place}.action.entry_id", action.entry_id, _ids_of(part.entries), needed=True)
            rows = _ids_of(part.attendance) | _taken_back(case_file, Attendance)
            yield from _known(f"{place}.action.owner_attendance_id", action.owner_attendance_id, rows)
    for at, event in enumerate(held.events):
        yield from _same(f"{place}.events[{at}].action_id", event.action_id, action.id)
        yield from _known(f"{place}.events[{at}].meeting_id", event.meeting_id, numbers)


def _between_meetings(case_file: CaseFile, numbers: dict[str, int]) -> Iterator[Fault]:
    actions = {held.action.id for held in case_file.actions} | _taken_back(case_file, Action)
    for at, change in enumerate(case_file.urgent_changes):
        yield from _same(f"urgent_changes[{at}].case_id", change.case_id, case_file.case.id)
        yield from _known(f"urgent_changes[{at}].meeting_id", change.meeting_id, numbers)
    for at, chase in enumerate(case_file.chases):
        place = f"chases[{at}]"
        yield from _same(f"{place}.case_id", chase.case_id, case_file.case.id)
        yield from _agency(f"{place}.agency", chase.agency)
        yield from _known(f"{place}.meeting_id", chase.meeting_id, numbers)
        yield from _all_known(f"{place}.action_ids", chase.action_ids, actions)


def _histories(case_file: CaseFile) -> Iterator[Fault]:
    persons = _ids_of(case_file.persons)
    standing: dict[str, set[str]] = {record_type.KIND: set() for record_type in RECORD_TYPES}
    for place, record in case_file.placed():
        standing[record.KIND].add(record.id)
        revisions = case_file.histories.of(record.KIND).get(record.id, ())
        if not revisions or revisions[-1].removed or record.revision != revisions[-1].number:
            yield Fault(place, "its history does not end with it as it stands")
    for kind, present in standing.items():
        for record_id, revisions in case_file.histories.of(kind).items():
            place = f"histories.{kind}.{record_id[:32]}"
            if not _ID.fullmatch(record_id):
                yield Fault(place, "must stand under an id of 32 hexadecimal characters")
            if record_id not in present and not (revisions and revisions[-1].removed):
                yield Fault(place, "is the history of a record that the file does not hold")
            for at, kept in enumerate(revisions):
                last = at == len(revisions) - 1
                yield from _revision(f"{place}[{at}]", kept, record_id, at + 1, last=last)
                yield from _known(f"{place}[{at}].by", kept.by, persons)


def _revision(place: str, kept: Kept[Record], record_id: str, number: int, *, last: bool) -> Iterator[Fault]:
    if kept.number != number:
        yield Fault(f"{place}.number", f"must be {number}: revisions count up from 1")
    if kept.body is None and not (last or kept.removed):
        yield Fault(f"{place}.body", "is missing")
    if kept.body is not None:
        if last or kept.removed:
            yield Fault(f"{place}.body", "must be left out: it is the record as it stands, or a removal")
        if kept.body.id != record_id or kept.body.revision != number:
            yield Fault(f"{place}.body", "belongs to another record or another revision")


def _taken_back(case_file: CaseFile, record_type: type[Record]) -> set[str]:
    """Ids of records that only their history is left of: what was said of them may still stand."""
    lives = case_file.histories.of(record_type.KIND)
    return {record_id for record_id, life in lives.items() if life and life[-1].removed}


def _ids_of(records: Iterable[Record]) -> set[str]:
    return {record.id for record in records}


def _known(
    place: str, value: str | None, known: Container[str | None], *, needed: bool = False
) -> Iterator[Fault]:
    if (value or needed) and value not in known:
        yield Fault(place, "points to something that the file does not hold")


def _all_known(place: str, values: tuple[str, ...], known: set[str]) -> Iterator[Fault]:
    for at, value in enumerate(values):
        yield from _known(f"{place}[{at}]", value, known, needed=True)


def _same(place: str, value: str, owner: str) -> Iterator[Fault]:
    if value != owner:
        yield Fault(place, "is not the one it stands under")


def _agency(place: str, code: str) -> Iterator[Fault]:
    if not _AGENCY.fullmatch(code):
        yield Fault(place, "must be the short code of an agency")


def _doubled(place: str, name: str, values: Iterable[object]) -> Iterator[Fault]:
    seen: set[object] = set()
    for at, value in enumerate(values):
        if value in seen:
            yield Fault(f"{place}[{at}]", f"has the same {name} as one before it")
        seen.add(value)

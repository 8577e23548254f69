"""A capture line written out from how it reads: what is printed is understood as what it was printed from.

Serves the property test of the grammar, and a line that is to be opened again for editing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.capture import MARK, NIL_WORDS, Understanding
from mappa_desk.domain.capture_dates import trailing_date
from mappa_desk.domain.capture_owners import read_owner
from mappa_desk.domain.capture_people import CHAIR, Owner, find_speaker, speaker_prefix
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.deadlines import EVENT_WORDS
from mappa_desk.domain.people import Person

_LEADING_MARK = re.compile(r"\\*!|\\*@(?=[^\W\d_]|\()")
_ONLY_BANGS = re.compile(r"\\*!+")
_LAST_BANGS = re.compile(r"!+\Z")
_EATEN = ",;–—-"
"""Marks that a date takes with it when they stand before it."""


def chosen_kind(read: Understanding) -> EntryKind | None:
    """The kind to read a printed line with: None where the line itself says it."""
    return None if read.kind in (EntryKind.CONTRIBUTION, EntryKind.NIL_RETURN) else read.kind


def say_line(
    read: Understanding,
    *,
    attendance: Iterable[Attendance] = (),
    agencies: Iterable[Agency] = (),
    people: Iterable[Person] = (),
    today: date,
    speaker: str = "",
) -> str:
    """The line that reads as `read` does, in the natural order, to be read with `chosen_kind(read)`.

    Takes the room in which it was read and the code on the speaker chip. Never raises.
    """
    rows, named, book = tuple(attendance), tuple(agencies), tuple(people)
    lead = _speaker_words(read, rows, named)
    if read.kind is EntryKind.NIL_RETURN:
        return f"{lead}nil"
    text = read.text
    if read.kind is EntryKind.ACTION:
        text = _action_words(read, today, rows, named, book)
    elif read.kind is EntryKind.CONTRIBUTION:
        nil = bool(lead or speaker) and text.lstrip("\\").lower() in NIL_WORDS
        text = f"\\{text}" if nil or MARK.match(text) else text
    if not lead and speaker_prefix(text, rows, named) is not None:
        return f"\\{text}"
    return lead + text


def _speaker_words(read: Understanding, rows: tuple[Attendance, ...], named: tuple[Agency, ...]) -> str:
    """The code, alias or seat that names the speaker, with its colon and space; empty for none."""
    if not read.agency:
        return ""
    spoken = [
        word for agency in named for word in (agency.code, *agency.aliases) if agency.code == read.agency
    ]
    for code in (read.agency, *spoken, CHAIR, *(str(row.seat) for row in rows)):
        found = find_speaker(code, rows, named)
        if found and (found.agency, found.attendance_id) == (read.agency, read.attendance_id):
            return f"{code}: "
    return ""


def _action_words(
    read: Understanding,
    today: date,
    rows: tuple[Attendance, ...],
    named: tuple[Agency, ...],
    book: tuple[Person, ...],
) -> str:
    owner = _owner_words(read, rows, named, book)
    text = read.text
    dated = read.deadline.kind is not DeadlineKind.NONE
    only_bangs = not owner and _ONLY_BANGS.fullmatch(text) is not None
    if not dated and not only_bangs:
        text = _kept_end(text, today, urgent=read.urgent)
    if not owner and _LEADING_MARK.match(read.text):
        text = f"\\{text}"
    due = _due_words(read.deadline)
    if due and text.endswith(tuple(_EATEN)):
        text += ","
    return " ".join(part for part in (owner, text, due, "!" if read.urgent else "") if part)


def _owner_words(
    read: Understanding, rows: tuple[Attendance, ...], named: tuple[Agency, ...], book: tuple[Person, ...]
) -> str:
    """The words that name the owner, and before them those that name who takes it; empty for nobody."""
    owner = read.owner
    takers = [row.name for row in rows if read.taken_by and read.taken_by.startswith(row.name)]
    leads = [f"{name} on behalf of " for name in takers if name] if read.taken_by else [""]
    for lead in (*leads, *(f"{agency.code} on behalf of " for agency in named if read.taken_by)):
        for one in _names_of(owner, named):
            said = f"@{lead}{one}:"
            found = read_owner(said, 1, attendance=rows, agencies=named, people=book)
            whole = found is not None and found.end == len(said) - 1
            if found and whole and (found.owner, found.taken_by) == (owner, read.taken_by):
                return said
    return ""


def _names_of(owner: Owner, named: tuple[Agency, ...]) -> Iterable[str]:
    if owner.agency:
        yield owner.agency
        yield from (name for one in named if one.code == owner.agency for name in (*one.aliases, one.name))
    if owner.name:
        yield owner.name
        yield from owner.name.split()
    yield CHAIR
    who = owner.name or owner.role
    if owner.agency:
        yield f"{owner.agency} ({who})"
    yield f"({who})"


def _due_words(deadline: Deadline) -> str:
    """As it was said; a day that was picked, in figures."""
    if deadline.kind is DeadlineKind.NONE or deadline.said:
        return deadline.said
    if deadline.kind is DeadlineKind.NEXT_MEETING:
        return f"by {EVENT_WORDS[deadline.kind]}"
    if deadline.kind is DeadlineKind.BEFORE_RELEASE:
        return EVENT_WORDS[deadline.kind]
    return f"by {deadline.on:%d/%m/%Y}" if deadline.on else ""


def _kept_end(text: str, today: date, *, urgent: bool) -> str:
    """The text with a backslash before each mark at its end that would else be read."""
    bangs = _LAST_BANGS.search(text)
    body, tail = (text[: bangs.start()], text[bangs.start() :]) if bangs else (text, "")
    if tail and urgent:
        return text
    tail = f"\\{tail}" if tail else ""
    whole = len(body.rstrip()) if tail else len(body)
    found = trailing_date(body, 0, whole, today=today)
    if found is None:
        return body + tail
    at = found.start if found.escaped else _phrase_start(body, found.start)
    return f"{body[:at]}\\{body[at:]}{tail}"


def _phrase_start(body: str, start: int) -> int:
    """Where the words of a date begin behind the comma and the blanks before them."""
    lead = re.compile(rf"\s*[{_EATEN}]?\s*").match(body, start)
    return lead.end() if lead else start

"""Approved minutes with a closed part, and the shortest way to copies of them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from meeting_room import Room

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import closed_parts, contributions, roll_call
from mappa_desk.services.copies import (
    PreparedCopies,
    Recipient,
    issue_copies,
    prepare_copies,
    recipients_of,
)

OPEN_WORDS = "The keys of the hostel were handed over on Friday"
SHUT_WORDS = "The informant lives in the yellow house"
NAMES = ("Anwen", "Bilal", "Ceri", "Dafydd", "Eira", "Farah", "Gwyn", "Huw")
PASSPHRASE = "gravel tulip orbit canvas melt"


def approved(room: Room) -> Meeting:
    """Approved minutes with a closed part in which the police alone stayed, and words for probation only."""
    made = named(room, room.running())
    rows = room.look(made).attendance
    police = next(row for row in rows if row.agency == "pol")
    contributions.keep_line(
        room.work, meeting_id=made.id, item="risk", text=OPEN_WORDS, agency="pol", attendance_id=police.id
    )
    closed_parts.begin_closed_part(room.work, meeting_id=made.id, stayed=(police.id,), reason="Intelligence")
    contributions.keep_line(
        room.work, meeting_id=made.id, item="risk", text=SHUT_WORDS, agency="pol", attendance_id=police.id
    )
    closed_parts.end_closed_part(room.work, meeting_id=made.id)
    alone = contributions.keep_line(
        room.work, meeting_id=made.id, item="risk", text="For probation alone: the code word", agency="prob"
    ).value
    contributions.set_handling(
        room.work, entry_id=alone.id, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
    )
    room.act(made)
    room.finish(made)
    return made


def named(room: Room, meeting: Meeting) -> Meeting:
    """Everybody who is there bears a name."""
    for number, row in enumerate(room.look(meeting).attendance):
        name = row.name or f"{NAMES[number % len(NAMES)]} {'ABCDEFGHIJKLMNOP'[number]}."
        roll_call.edit_attendance(room.work, attendance=replace(row, name=name))
    return meeting


def everybody(room: Room, meeting: Meeting) -> tuple[Recipient, ...]:
    """Those whom the circulation list gives anything."""
    return tuple(one for one in recipients_of(room.work, meeting_id=meeting.id) if one.documents)


def of(room: Room, meeting: Meeting, agency: str) -> Recipient:
    """One of them, by agency."""
    return next(one for one in everybody(room, meeting) if one.agency == agency)


def issue(room: Room, meeting: Meeting, folder: Path, **more: object) -> tuple[DocumentGiven, ...]:
    """Issues the minutes to everybody, or what is asked for."""
    told = {"kind": DocumentKind.MINUTES, "recipients": everybody(room, meeting), "how": "By hand", **more}
    return issue_copies(room.work, meeting_id=meeting.id, folder=folder, **told).value  # type: ignore[arg-type]  # by name


def prepare(room: Room, meeting: Meeting, folder: Path, **more: object) -> PreparedCopies:
    """Prepares the minutes for everybody, or what is asked for."""
    told = {"kind": DocumentKind.MINUTES, "recipients": everybody(room, meeting), **more}
    return prepare_copies(room.work, meeting_id=meeting.id, folder=folder, **told)  # type: ignore[arg-type]  # by name


def text_of(path: Path, passphrase: str = "") -> str:
    """The text of a written file, by poppler, with single blanks."""
    opening = ["-upw", passphrase] if passphrase else []
    done = subprocess.run(
        ["pdftotext", "-layout", *opening, str(path), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())

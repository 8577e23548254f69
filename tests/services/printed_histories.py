"""The minutes of a random history, printed and read again."""

from __future__ import annotations

from lived_histories import History, Told

from mappa_desk.documents.minutes_plain import plain_minutes
from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.editions import project
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot
from mappa_desk.services import minutes

_HEAD = ("No.", "What, and why", "Owner", "Due", "State")


def print_and_read(history: History) -> int:
    """Prints the minutes of each meeting and reads their table of actions; gives how many were read."""
    for held in history.held:
        snapshot = minutes.snapshot(history.work, meeting_id=held.meeting.id)
        printed = plain_minutes(
            project(snapshot, DocumentKind.MINUTES), wording=history.work.reference.wording
        )
        cells = (tuple(cell.strip() for cell in piece.text.split("|")) for piece in printed)
        rows = {found[0]: found[2:] for found in cells if len(found) == len(_HEAD) and found != _HEAD}
        wanted = {}
        for told in held.day.values():
            own = told.made == held.meeting.number
            if own or told.state is ActionState.OPEN:
                number = str(int(told.tag.partition("-")[2])) if own else told.tag
                wanted[number] = (short_date(told.due) if told.due else "No date", _stands(told, snapshot))
        assert {number: row[1:] for number, row in rows.items()} == wanted, held.meeting.tag
    return len(history.held)


def _stands(told: Told, snapshot: MinutesSnapshot) -> str:
    """The words of the column "State", said once more without the program."""
    if told.state is not ActionState.OPEN:
        return {"overtaken": "Overtaken by events"}.get(
            told.state.value, told.state.value.replace("_", " ").capitalize()
        )
    late = told.due is not None and told.due < snapshot.measured_on
    often = ("", "carried once", "carried twice", "carried three times", "carried four times")[told.carried]
    return ", ".join(part for part in ("overdue" if late else "", often) if part).capitalize() or "Open"

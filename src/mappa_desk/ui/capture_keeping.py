"""From the line to the disk: the entry stands in the record at once, and waits there until it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mappa_desk.domain.actions import Action
from mappa_desk.domain.capture import ChipKind, Understanding
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.errors import DeskError
from mappa_desk.domain.report_text import ReportText
from mappa_desk.services.actions import make_action
from mappa_desk.services.contributions import keep_line
from mappa_desk.services.decisions import take_decision
from mappa_desk.services.reports import TakenReport, take_report
from mappa_desk.services.work import Work
from mappa_desk.ui.capture_speakers import Voice
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import Chip, Waiting

SAVING_AFTER_MS = 1_000
_WITH_HEADING = (EntryKind.ACTION, EntryKind.DECISION, EntryKind.ISSUE)
_CHIP_MARKS = {
    ChipKind.SPEAKER: ("person", "accent"),
    ChipKind.OWNER: ("person", "accent"),
    ChipKind.BEHALF: ("people", "accent"),
    ChipKind.DUE: ("calendar", "accent"),
    ChipKind.URGENT: ("flag", "danger"),
}
_LEADS = ("Owner: ", "Due: ", "Taken on behalf ")
_ELASTIC = (ChipKind.SPEAKER, ChipKind.OWNER, ChipKind.BEHALF)


def shown_chips(read: Understanding) -> tuple[Chip, ...]:
    """The chips of a line as they are drawn. Its kind stands at the left edge and is no chip."""
    chips: list[Chip] = []
    for chip in read.chips:
        if chip.kind is not ChipKind.KIND:
            icon, tone = ("issue", "warning") if chip.missing else _CHIP_MARKS[chip.kind]
            short = chip.words
            for lead in _LEADS:
                short = short.removeprefix(lead)
            chips.append(
                Chip(icon, chip.words, tone, short, elastic=chip.kind in _ELASTIC and not chip.missing)
            )
    return tuple(chips)


class LineKeeper(QObject):
    """Sends lines to the disk in the order in which they were typed."""

    came_back = Signal(int, str)
    """Number of an entry that a rule or a fault of ours refused, and the sentence that says why."""
    report_kept = Signal(object)
    """A `TakenReport` came to the disk."""
    action_kept = Signal(str)
    """Id of the entry of an action that came to the disk."""

    def __init__(self, state: DeskState) -> None:
        super().__init__(state)
        self._state = state
        self._numbers = count(1)

    def send(
        self,
        read: Understanding,
        voice: Voice | None,
        typed: str,
        handling: Handling,
        *,
        pasted: ReportText | None = None,
    ) -> None:
        """Show a line in the record and send it. `typed` is the line with its prefix.

        `pasted` is what is known of a report that was pasted into it.
        """
        state = self._state
        agency, person = read.agency, read.attendance_id
        if not agency and voice is not None:
            agency, person = voice.agency, voice.attendance_id
        number, said_at = next(self._numbers), state.now()
        entry = Entry(
            id=f"waiting:{number}",
            meeting_id=state.meeting_id,
            item=state.line_item,
            position=0,
            entry_kind=read.kind,
            agency=agency,
            attendance_id=person,
            text=read.text,
            words=typed,
            captured_at=said_at.astimezone(UTC),
            handling=handling,
        )
        chips = shown_chips(read) if read.kind is EntryKind.ACTION else ()
        heading = tr(words.KINDS[read.kind]) if read.kind in _WITH_HEADING else ""
        note = read.owner.words if read.kind is EntryKind.ACTION else ""
        state.wait(Waiting(number, entry, "sent", heading=heading, note=note, chips=chips))
        state.shell.saving()
        QTimer.singleShot(SAVING_AFTER_MS, self, lambda: self._still_sending(number))
        state.outbox.send(
            Errand(
                self._errand(read, entry, said_at, pasted),
                lambda outcome: self._landed(number, outcome),
                lambda error: self._refused(number, error),
                holds_text=True,
            )
        )

    def _errand(
        self, read: Understanding, entry: Entry, said_at: datetime, pasted: ReportText | None
    ) -> Callable[[], Outcome[Any]]:
        state, meeting = self._state, self._state.meeting_id

        def work() -> Work:
            return state.work().at(said_at)

        if read.kind is EntryKind.ACTION:
            owner = read.owner
            return lambda: make_action(
                work(), meeting_id=meeting, item=entry.item, text=entry.text, owner_agency=owner.agency,
                owner_name=owner.name, owner_role=owner.role, owner_attendance_id=owner.attendance_id,
                deadline=read.deadline, urgent=read.urgent, on_behalf_taken_by=read.taken_by,
                words=entry.words, agency=entry.agency, attendance_id=entry.attendance_id,
                handling=entry.handling,
            )  # fmt: skip
        if read.kind is EntryKind.DECISION:
            return lambda: take_decision(
                work(), meeting_id=meeting, item=entry.item, decided=entry.text, agency=entry.agency,
                words=entry.words, handling=entry.handling,
            )  # fmt: skip
        if pasted is not None:
            return lambda: take_report(
                work(), meeting_id=meeting, item=entry.item, text=entry.text, agency=entry.agency,
                attendance_id=entry.attendance_id, left_out=pasted.left_out, handling=entry.handling,
                from_line=True,
            )  # fmt: skip
        return lambda: keep_line(
            work(), meeting_id=meeting, item=entry.item, text=entry.text, words=entry.words,
            kind=entry.entry_kind, agency=entry.agency, attendance_id=entry.attendance_id,
            handling=entry.handling,
        )  # fmt: skip

    def _landed(self, number: int, outcome: Outcome[Any]) -> None:
        if isinstance(outcome.value, Action):
            self.action_kept.emit(outcome.value.entry_id)
        elif isinstance(outcome.value, TakenReport):
            self.report_kept.emit(outcome.value)
        self._state.landed(number)

    def _still_sending(self, number: int) -> None:
        found = next((held for held in self._state.waiting if held.number == number), None)
        if found is not None and found.state == "sent":
            self._state.wait(replace(found, state="saving"))

    def _refused(self, number: int, error: Exception) -> None:
        found = next((held for held in self._state.waiting if held.number == number), None)
        if found is None:
            return
        known = isinstance(error, DeskError)
        sentence = str(error) if known else tr("A fault of the program stopped this.")
        if not known:
            self._state.shell.report(error)
        self._state.wait(replace(found, state="refused", problem=sentence))
        self.came_back.emit(number, sentence)

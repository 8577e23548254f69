"""What becomes of kept entries: parked, split, joined, brought back, moved into another record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import PARKED, Entry, EntryKind
from mappa_desk.domain.entry_lives import Departure, EntryLife
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.text_places import split_at
from mappa_desk.domain.views import MeetingRow
from mappa_desk.services.contributions import bring_back_entries
from mappa_desk.services.entry_lives import departures, entry_life
from mappa_desk.services.splitting import join_entries, split_entry
from mappa_desk.services.transfers import move_back, move_to_record, other_records
from mappa_desk.ui.capture_drafts import Drafts
from mappa_desk.ui.desk_actions import ActionsDesk
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.desk_record import Record
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Request
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import Ask, Field, SheetPlan
from mappa_desk.ui.models.desk_leaves import GONE, Leaves, bin_leaves, life_leaves
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import RecordRow
from mappa_desk.ui.views.desk_leaves import LeavesSheet

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)


class Entries(QObject):
    """Joins the record with the services for what becomes of entries. Nothing here asks by itself."""

    def __init__(
        self, state: DeskState, record: Record, drafts: Drafts, sheets: Sheets, *, actions: ActionsDesk
    ) -> None:
        super().__init__(state)
        self._state, self._record, self._drafts = state, record, drafts
        self._sheets, self._actions = sheets, actions
        self._view = state.panel.record
        self._sheet: LeavesSheet | None = None
        self._gone: tuple[Departure, ...] = ()
        self._shows_bin = False
        self._to_show = ""
        state.viewed.connect(self._on_viewed)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Commands of the whole desk, by the names of the key table."""
        return {
            "park_entry": self.park,
            "move_entry_case": self.move_to_case,
            "show_bin": self.open_bin,
            "entry_life": self.open_life,
            "settle_issue": self.settle,
        }

    def _refuse(self, sentence: str) -> None:
        self._state.panel.capture.show_refusal(sentence)
        self._state.shell.announce(sentence)

    def _chosen(self) -> tuple[RecordRow, ...]:
        """The chosen entries, or the one under edit. A sentence at the line when there is none."""
        rows = self._record.chosen() if self._record.has_focus else ()
        if not rows and self._view.editing:
            row = self._record.row(self._view.editing)
            rows = (row,) if row is not None else ()
        if not rows:
            self._refuse(tr("Choose an entry first: Up from the empty line."))
        return rows

    def _ids(self) -> tuple[str, ...]:
        return tuple(row.entry.id for row in self._chosen())

    # Parked, split, joined

    def park(self) -> None:
        """Set the chosen entries aside for later."""
        ids = self._ids()
        if ids:
            self._record.move_to(PARKED, ids)

    def split(self) -> None:
        """Make two entries of the one under edit, at the caret."""
        editor, key = self._view.editor, self._view.editing
        row = self._record.row(key) if key else None
        if editor is None or row is None:
            self._refuse(tr("Open the entry with F2 and put the caret where it is to be split."))
            return
        text, caret = editor.toPlainText(), editor.caret()[0]
        parts = first, second = split_at(text, caret)
        if row.entry.entry_kind in _WITH_RECORD:
            self._refuse(tr("Turn the action or decision back into a plain line before it is split."))
        elif not (first.strip() and second.strip()):
            self._refuse(tr("Both parts need words. Put the caret between them."))
        else:
            self._send_split(row, parts, caret)

    def _send_split(self, row: RecordRow, parts: tuple[str, str], caret: int) -> None:
        """The words stay on the screen until both parts are on the disk; refused, the editor opens again."""
        state, key, revision = self._state, row.key, row.entry.revision
        first, second = parts
        text = first + second
        self._view.take_edit()
        self._drafts.forget(f"entry:{key}")
        state.edits[key] = text
        self._record.refresh()
        state.shell.saving()

        def refused(error: Exception) -> None:
            state.edits.pop(key, None)
            self._record.refresh()
            self._view.begin_edit(key, text, caret)
            state.refuse(error)

        def done(made: tuple[Entry, Entry]) -> None:
            state.edit_landed(key)
            state.shell.announce(tr("Split"))
            self._show_soon(made[1].id)

        errand = Errand(
            lambda: split_entry(state.work(), entry_id=key, revision=revision, first=first, second=second),
            lambda outcome: done(outcome.value),
            refused,
            holds_text=True,
        )
        state.outbox.send(errand)

    def join(self) -> None:
        """Join the chosen entries, or one with the entry before it."""
        ids = self._ids()
        if ids:
            self._view.finish_edit()
            self._state.do(
                join_entries, say=tr("Joined"), done=lambda kept: self._show_soon(kept.id), entry_ids=ids
            )

    def _show_soon(self, entry_id: str) -> None:
        """Put the focus on an entry once a reading that holds it is shown, unless it went elsewhere."""
        self._to_show = entry_id if self._record.has_focus else ""

    # Issues

    def settle(self) -> None:
        """Settle the chosen issue."""
        rows = self._chosen()
        issue = next((row.entry for row in rows if row.entry.entry_kind is EntryKind.ISSUE), None)
        if issue is not None:
            self._actions.settle(issue)
        elif rows:
            self._refuse(tr("Only an issue is settled in this way."))

    # Another person's record

    def move_to_case(self) -> None:
        """Move the chosen entries into the record of a meeting on another person."""
        rows, state = self._chosen(), self._state
        ids = tuple(row.entry.id for row in rows)
        if ids:
            self._view.finish_edit()  # it goes along, and leaves nothing half typed here
            work, meeting_id = state.work, state.meeting_id
            self._sheets.look_up(
                lambda: other_records(work(), meeting_id=meeting_id),
                lambda found: self._on_offered(found, ids),
                self,
            )

    def _on_offered(self, result: Ok[tuple[MeetingRow, ...]] | Err, ids: tuple[str, ...]) -> None:
        if isinstance(result, Err):
            self._state.refuse(result.error)
        elif not result.value:
            self._refuse(tr("There is no other record that takes an entry."))
        else:
            rows = {row.meeting_id: row for row in result.value}
            picks = tuple(self._pick(row) for row in result.value)
            self._sheets.pick(
                tr("Whose record does it belong to?"), picks, lambda key: self._ask_why(rows[key], ids)
            )

    def _pick(self, row: MeetingRow) -> Pick:
        meeting = row.meeting
        today = meeting.planned_on == self._state.today()
        when = (meeting.planned_at or tr("today")) if today else words.day(meeting.planned_on)
        state = "" if meeting.state is MeetingState.PLANNED else tr(words.MEETING_STATES[meeting.state])
        note = ", ".join(part for part in (when, state) if part)
        reference = meeting_reference(row.case_reference, meeting.number)
        return Pick(row.meeting_id, "", reference, note, reference.replace("-", " "))

    def _ask_why(self, row: MeetingRow, ids: tuple[str, ...]) -> None:
        reference = meeting_reference(row.case_reference, row.meeting.number)
        title = tr("Move to {reference}").format(reference=reference)
        field = Field("reason", tr("Why"), Ask.LONG, tr("Typed into the wrong record"))
        arguments = {"entry_ids": ids, "to_meeting_id": row.meeting_id}

        def moved(entries: tuple[Entry, ...]) -> None:
            ids_there = tuple(entry.id for entry in entries)
            said = tr("Moved to the record of {reference}.").format(reference=reference)
            self._record.offer(said, tr("Move it back"), lambda: self._move_back(ids_there))

        self._sheets.ask(
            SheetPlan(
                title, tr("Move"), (field,), tr("It leaves this record and stands there under Unsorted")
            ),
            lambda answers: Request(move_to_record, {**arguments, **answers}, tr("Moved"), moved),
        )

    def _move_back(self, ids: tuple[str, ...]) -> None:
        self._state.do(move_back, say=tr("Moved back"), entry_ids=ids)

    # Sheets of rows

    def open_bin(self) -> None:
        """Show what was removed, to be brought back, and what went into another record."""
        state, work, meeting_id = self._state, self._state.work, self._state.meeting_id

        def read(result: Ok[tuple[Departure, ...]] | Err) -> None:
            if isinstance(result, Err):
                state.refuse(result.error)
                return
            self._gone = result.value
            leaves = bin_leaves(state.view, self._gone, state.zone)
            if leaves.rows:
                self._open(leaves, bin_=True)
            else:
                self._refuse(tr("Nothing was removed in this meeting."))

        self._sheets.look_up(lambda: departures(work(), meeting_id=meeting_id), read, self)

    def open_life(self) -> None:
        """Show the words of the chosen entry as they were typed, and every state since."""
        ids, state, work = self._ids(), self._state, self._state.work

        def read(result: Ok[EntryLife] | Err) -> None:
            if isinstance(result, Err):
                state.refuse(result.error)
            else:
                self._open(life_leaves(result.value, state.zone), bin_=False)

        if ids:
            self._sheets.look_up(lambda: entry_life(work(), entry_id=ids[-1]), read, self)

    def _open(self, leaves: Leaves, *, bin_: bool) -> None:
        self._sheets.close()
        sheet = LeavesSheet(leaves)
        sheet.left.connect(self.close_sheet)
        sheet.typed.connect(self._state.panel.typed_elsewhere)
        sheet.chosen.connect(self._bring_back)
        self._sheet, self._shows_bin = sheet, bin_
        self._state.panel.show_sheet(sheet)
        sheet.setFocus()
        self._state.shell.announce(f"{leaves.title}, {len(leaves.rows)}")

    def close_sheet(self) -> bool:
        """Take the sheet away; the caret goes back to the line. True when there was one."""
        sheet, self._sheet = self._sheet, None
        if sheet is None or self._state.panel.sheet is not sheet:
            return False
        self._state.panel.focus_line()
        self._state.panel.close_sheet()
        return True

    def _bring_back(self, keys: tuple[str, ...]) -> None:
        away = tuple(key.removeprefix(GONE) for key in keys if key.startswith(GONE))
        ids = tuple(key for key in keys if not key.startswith(GONE))
        if ids:
            self._state.do(bring_back_entries, say=tr("Brought back"), entry_ids=ids)
        if away:
            self._state.do(
                move_back, say=tr("Moved back"), entry_ids=away, done=lambda _back: self.open_bin()
            )

    def _on_viewed(self) -> None:
        """The bin follows the record while it is open; it closes with its last row."""
        if self._to_show and self._record.row(self._to_show) is not None:
            entry_id, self._to_show = self._to_show, ""
            if self._record.has_focus:
                self._record.show_entry(entry_id)
        if self._sheet is None or not self._shows_bin or self._state.panel.sheet is not self._sheet:
            return
        leaves = bin_leaves(self._state.view, self._gone, self._state.zone)
        if leaves.rows:
            self._sheet.show_leaves(leaves)
        else:
            self.close_sheet()

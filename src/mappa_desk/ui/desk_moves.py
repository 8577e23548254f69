"""Moving about the desk and saying who speaks: items, entries, speakers, kinds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import PARKED, EntryKind
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.meetings import go_to_item
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.capture_picker import SpeakerPicker
from mappa_desk.ui.capture_speakers import Voice, voice_from_seat, voice_of, voice_of_agency
from mappa_desk.ui.desk_pointing import point_at_action
from mappa_desk.ui.desk_record import Record
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.agenda import UNSORTED, parked_count, unplaced_words, unsorted_count
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import RecordRow
from mappa_desk.ui.roll_call import RollCall

_PICKED_KINDS = (
    EntryKind.CONTRIBUTION,
    EntryKind.ACTION,
    EntryKind.ISSUE,
    EntryKind.NOTE,
    EntryKind.WRITTEN_REPORT,
    EntryKind.REFUSAL,
)

_UNPLACED = (Pick(PARKED, "P", tr("Parked")), Pick(UNSORTED, "U", tr("Unsorted")))
"""Where entries wait that stand under no item, with the letter by which each is picked."""
_BIN = "(bin)"


class Moves(QObject):
    """Chords that move or attribute. With the focus on chosen entries they act on those, else on the line."""

    bin_requested = Signal()

    def __init__(
        self, state: DeskState, capture: Capture, record: Record, sheets: Sheets, roll_call: RollCall
    ) -> None:
        super().__init__(state)
        self._state, self._capture, self._record = state, capture, record
        self._sheets, self._roll_call = sheets, roll_call
        self._shell, self._line = state.shell, state.panel.capture
        self._picker = SpeakerPicker(state, sheets, roll_call)

    def commands(self) -> dict[str, Callable[[], None]]:
        """Commands of the desk, by the names of the key table."""
        return {
            "pick_speaker": self.pick_speaker,
            "turn_action": lambda: self.turn(EntryKind.ACTION),
            "turn_issue": lambda: self.turn(EntryKind.ISSUE),
            "nothing_to_add": self.nothing_to_add,
            "declines_to_share": self.declines,
            "pick_kind": self.pick_kind,
            "next_item": lambda: self.step(1),
            "previous_item": lambda: self.step(-1),
            "jump_item": self.jump,
            "move_entry": self.move_entries,
        }

    def go_to(self, code: str) -> None:
        """Show an item. What stands in the line is kept first, in the item where it was typed."""
        state = self._state
        if not state.ready:
            return
        if self._line.text().strip() and not self._capture.keep():
            return
        if code == state.item:
            self._state.panel.focus_line()
            return
        state.show_item(code)
        self._capture.set_voice(None)
        self._state.panel.focus_line()
        item = state.item_row()
        if item is None:
            self._shell.announce(unplaced_words(code))
            return
        self._shell.announce(f"{item.number} {item.title}")
        if state.view.meeting.state is MeetingState.RUNNING:
            work, meeting_id = state.work, state.meeting_id
            state.outbox.do(lambda: go_to_item(work(), meeting_id=meeting_id, item=code), None, state.refuse)

    def with_line_kept(self, call: Callable[[], None]) -> None:
        """Keep what stands in the line under its item, then go on; a line that is refused stops it."""
        if not self._line.text().strip() or self._capture.keep():
            call()

    def go_to_place(self, item: str, entry_id: str) -> None:
        """Show an item and, where there is one, an entry in it."""
        self.go_to(item)
        if entry_id:
            self._record.show_entry(entry_id)

    def grant(self, wish: str, show_times: Callable[[], None]) -> None:
        """Show what the desk was opened for: "times", or "entry:" or "action:" and an id."""
        found = next((one for one in self._state.view.entries if wish == f"entry:{one.id}"), None)
        if wish == "times":
            show_times()
        elif found is not None:
            self.go_to_place(found.item, found.id)
        elif wish.startswith("action:"):
            point_at_action(self._state, wish.removeprefix("action:"))

    def step(self, step: int) -> None:
        """The next item or the one before; text in the line is kept first."""
        found = self._state.neighbour(step)
        if found is not None:
            self.go_to(found.code)
        elif self._line.text().strip():
            self._capture.keep()

    def _items_as_picks(self) -> tuple[Pick, ...]:
        return tuple(
            Pick(item.code, str(item.number), item.title, search=item.short_title)
            for item in self._state.items
        )

    def jump(self) -> None:
        """Pick an item by number or letters."""
        counts = parked_count(self._state.view), unsorted_count(self._state.view)
        more = [pick for pick, count in zip(_UNPLACED, counts, strict=True) if count]
        if self._state.view.binned:
            more.append(Pick(_BIN, "B", tr("Bin")))
        self._sheets.pick(
            tr("Jump to an item"),
            (*self._items_as_picks(), *more),
            lambda code: self.bin_requested.emit() if code == _BIN else self.go_to(code),
        )

    def move_entries(self) -> None:
        """File the chosen entries under another item."""
        ids = tuple(row.entry.id for row in self.chosen_entries())
        if not ids:
            self._line.show_refusal(tr("Choose an entry first: Up from the empty line."))
            return
        self._sheets.pick(
            tr("Move to which item?"),
            (*self._items_as_picks(), *_UNPLACED),
            lambda code: self._record.move_to(code, ids),
        )

    # Speakers and kinds

    def speak(self, seat: int) -> None:
        """Set the speaker by seat, or give the chosen entries to that seat."""
        if self._record.has_focus and self._record.chosen():
            self._give_to_seat(seat)
            return
        self._capture.speak(seat)

    def _give_to_seat(self, seat: int) -> None:
        """The chosen entries were said from that seat; the same chord again steps through its people."""
        view, rows = self._state.view, self._record.chosen()
        voices = {voice_of_agency(view, row.entry.agency, row.entry.attendance_id) for row in rows}
        voice = voice_from_seat(view, seat, voices.pop() if len(voices) == 1 else None)
        if voice is None:
            self._line.show_refusal(tr("Nobody sits at {seat}.").format(seat=seat))
        else:
            self._record.reattribute(voice)

    def pick_speaker(self) -> None:
        """Pick who speaks by two letters, on the line or in the chosen entries."""
        ids = tuple(row.entry.id for row in self.chosen_entries())

        def speaks(voice: Voice) -> None:
            if ids:
                self._record.reattribute(voice, ids)
            else:
                self._capture.set_voice(voice)
                self._shell.announce(voice.name)

        self._picker.pick(speaks)

    def turn(self, kind: EntryKind) -> None:
        """Turn a kind on or off, for the line or for the chosen entries."""
        if self._record.has_focus and self._record.turn(kind):
            return
        self._capture.turn(kind)

    def pick_kind(self) -> None:
        """Pick the kind of the line."""
        picks = tuple(
            Pick(kind.value, str(at), tr(words.KINDS[kind])) for at, kind in enumerate(_PICKED_KINDS, start=1)
        )
        self._sheets.pick(tr("Kind of entry"), picks, lambda key: self._capture.set_kind(EntryKind(key)))

    def nothing_to_add(self) -> None:
        """Record that the speaker has nothing to add."""
        if not self._capture.nothing_to_add():
            self.pick_speaker()

    def declines(self) -> None:
        """The line becomes what an agency declines to share, and why; the speaker is asked for if none is."""
        if self._record.has_focus and self._record.turn(EntryKind.REFUSAL):
            return
        self._capture.set_kind(EntryKind.REFUSAL)
        self._state.panel.focus_line()
        self._shell.announce(tr(words.KINDS[EntryKind.REFUSAL]))
        if self._capture.voice is None:
            self.pick_speaker()
        else:
            self._line.set_hint(tr("Type what is not shared, and why."))

    def let_speak(self, row: Attendance) -> None:
        """Put the speaker that a row of the people stands for on the line."""
        voice = voice_from_seat(self._state.view, row.seat, None) or voice_of(self._state.view, row)
        self._capture.set_voice(voice)
        self._state.panel.focus_line()
        self._shell.announce(voice.name)

    def chosen_entries(self) -> tuple[RecordRow, ...]:
        """The chosen entries while the focus is on the record."""
        return self._record.chosen() if self._record.has_focus else ()

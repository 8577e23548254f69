"""Copies a chosen entry into the record of a linked person."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.services.links import CopyTarget, copy_entry, copy_targets
from mappa_desk.ui.desk_moves import Moves
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.agenda import UNSORTED
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr


class Copies(QObject):
    """Whose record, then under which item; the undo step is that record's own."""

    def __init__(self, state: DeskState, moves: Moves, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._moves, self._sheets = state, moves, sheets

    def copy(self) -> None:
        """Copy the chosen entry. Asks whose record only where there are several."""
        rows, state = self._moves.chosen_entries(), self._state
        if len(rows) != 1:
            self._refuse(tr("Choose one entry first: Up from the empty line."))
            return
        work, meeting_id, entry = state.work, state.meeting_id, rows[0].entry

        def answered(result: Ok[tuple[CopyTarget, ...]] | Err) -> None:
            if isinstance(result, Err):
                state.shell.report(result.error)
            elif not result.value:
                self._refuse(tr("No linked person is discussed in this slot or on this panel day."))
            elif len(result.value) == 1:
                self._ask_item(result.value[0], entry)
            else:
                self._ask_record(result.value, entry)

        self._sheets.look_up(lambda: copy_targets(work(), meeting_id=meeting_id), answered, self)

    def _refuse(self, sentence: str) -> None:
        self._state.panel.capture.show_refusal(sentence)
        self._state.shell.announce(sentence)

    def _ask_record(self, targets: tuple[CopyTarget, ...], entry: Entry) -> None:
        known = {target.meeting.id: target for target in targets}
        picks = tuple(
            Pick(
                target.meeting.id,
                target.meeting.planned_at,
                meeting_reference(target.case_reference, target.meeting.number),
                target.why,
            )
            for target in targets
        )
        self._sheets.pick(
            tr("Copy to which linked record?"), picks, lambda key: self._ask_item(known[key], entry)
        )

    def _ask_item(self, target: CopyTarget, entry: Entry) -> None:
        """The same item of the other agenda stands first, so that Enter takes it."""
        items = sorted(target.items, key=lambda item: (item.code != entry.item, item.number))
        picks = (
            *(Pick(item.code, str(item.number), item.title, search=item.short_title) for item in items),
            Pick(UNSORTED, "", tr("Unsorted")),
        )
        title = tr("Copy to {reference}, under which item?").format(reference=target.case_reference)
        self._sheets.pick(title, picks, lambda item: self._send(target, entry, item))

    def _send(self, target: CopyTarget, entry: Entry, item: str) -> None:
        def copied(_entry: Entry) -> None:
            said = tr("Copied to {reference}. Undo is in that record.").format(
                reference=target.case_reference
            )
            self._state.panel.capture.set_hint(said)
            self._state.shell.announce(said)

        self._state.do(copy_entry, done=copied, entry_id=entry.id, to_meeting_id=target.meeting.id, item=item)

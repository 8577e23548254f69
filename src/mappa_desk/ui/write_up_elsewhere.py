"""While the disk refuses: what is typed on the page and not kept goes into a sealed file elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.elsewhere import UnkeptCopy, UnkeptWords, WordsState
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.services.elsewhere import SUFFIX, save_elsewhere
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.agenda import unplaced_words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_state import WriteUpState


class CopyElsewhere(QObject):
    """Writes the copy; the desk takes it in again. The focus stays where it is."""

    def __init__(self, state: WriteUpState, saving: Saving, files: FilePort | None) -> None:
        super().__init__(state)
        self._state, self._saving, self._files = state, saving, files

    def unkept(self) -> UnkeptCopy:
        """Every text that is on the screen and in no revision, in the order of the page."""
        state, view = self._state, self._state.view
        now = state.now().astimezone(UTC)
        texts = self._saving.unkept()
        keys = sorted(texts, key=state.place)
        return UnkeptCopy(
            meeting_id=state.meeting_id,
            reference=meeting_reference(view.case.reference, view.meeting.number),
            saved_at=now,
            words=tuple(self._words(key, texts[key], now) for key in keys if texts[key].strip()),
        )

    def save(self) -> None:
        """Ask for a place and write what waits there."""
        copy, state = self.unkept(), self._state
        if self._files is None or not copy.words:
            state.say(tr("Every word is kept; nothing waits."))
            return
        suggested = f"{copy.reference}-{words.clock(copy.saved_at, state.zone).replace(':', '')}.{SUFFIX}"
        title = tr("Save a copy elsewhere: it opens with the vault’s passphrase")
        target = self._files.ask_save(state.panel, title, suggested.lower(), SUFFIX)
        if target is not None:
            work = state.work()
            state.jobs.work(lambda: save_elsewhere(work, copy=copy, target=target), self._on_saved, self)

    def _on_saved(self, result: Ok[Path] | Err) -> None:
        if isinstance(result, Err):
            self._state.refuse(result.error)
            return
        said = tr("A copy is in {place}. The words still wait here.")
        self._state.say(said.format(place=str(result.value)))

    def _words(self, key: str, text: str, at: datetime) -> UnkeptWords:
        state, view = self._state, self._state.view
        paragraph = state.paragraph(key)
        item = paragraph.item if paragraph is not None else ""
        entry_id = (
            paragraph.entry_id if paragraph is not None and key == f"entry:{paragraph.entry_id}" else ""
        )
        entry = next((one for one in view.entries if one.id == entry_id), None)
        found = next((one for one in view.items if one.code == item), None)
        return UnkeptWords(
            state=WordsState.CHANGE if entry is not None else WordsState.HALF_TYPED,
            text=text,
            at=at,
            item=item if found is not None else "",
            item_title=found.title if found is not None else unplaced_words(item),
            agency=entry.agency if entry is not None else "",
            attendance_id=entry.attendance_id if entry is not None else None,
            speaker=words.agency_name(entry.agency, view.agencies) if entry is not None else "",
            kind=EntryKind.CONTRIBUTION,
            handling=entry.handling if entry is not None else Handling.NORMAL,
            recipients=entry.recipients if entry is not None else (),
            closed_part_id=entry.closed_part_id if entry is not None else None,
            entry_id=entry_id,
        )

"""While the disk refuses: what waits on the screen goes into a sealed file elsewhere, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.elsewhere import UnkeptCopy, UnkeptWords, WordsState
from mappa_desk.domain.errors import DeskError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.views import Draft
from mappa_desk.services.elsewhere import SUFFIX, TakenIn, save_elsewhere, take_in
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.capture_drafts import Drafts, read_kind
from mappa_desk.ui.capture_speakers import voice_of_agency
from mappa_desk.ui.desk_decision import PLACE
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.agenda import unplaced_words
from mappa_desk.ui.models.desk_decisions import from_text
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort

ENTRY = "entry:"
"""What the place of an edited entry's draft begins with."""
_TYPED = (EntryKind.ACTION, EntryKind.DECISION)
"""Kinds whose owner and date are read from the words as they were typed, so these are what is saved."""


class Elsewhere(QObject):
    """Joins the desk with the services for a copy outside the vault. The focus stays where it is."""

    def __init__(
        self, state: DeskState, capture: Capture, drafts: Drafts, files: FilePort | None = None
    ) -> None:
        super().__init__(state)
        self._state, self._capture, self._drafts, self._files = state, capture, drafts, files

    def commands(self) -> dict[str, Callable[[], None]]:
        """Commands of the desk, by the names of the key table."""
        return {"save_elsewhere": self.save, "take_in_words": self.take_in}

    def unkept(self) -> UnkeptCopy:
        """Everything that is on the screen and not in the record, in the order in which it was typed."""
        state, view = self._state, self._state.view
        now = state.now().astimezone(UTC)
        return UnkeptCopy(
            meeting_id=state.meeting_id,
            reference=meeting_reference(view.case.reference, view.meeting.number),
            saved_at=now,
            words=(*self._entries(), *self._changes(now), *self._line(now), *self._fields(now)),
        )

    def save(self) -> None:
        """Ask for a place and write what waits there."""
        copy, state = self.unkept(), self._state
        if self._files is None or not copy.words:
            self._say(tr("Every word is kept; nothing waits."))
            return
        suggested = f"{copy.reference}-{words.clock(copy.saved_at, state.zone).replace(':', '')}.{SUFFIX}"
        title = tr("Save a copy elsewhere: it opens with the vault’s passphrase")
        target = self._files.ask_save(state.panel, title, suggested.lower(), SUFFIX)
        if target is None:
            return
        work = state.work()
        state.jobs.work(
            lambda: save_elsewhere(work, copy=copy, target=target),
            self._on_saved,
            self,
        )

    def _on_saved(self, result: Ok[Path] | Err) -> None:
        if isinstance(result, Err):
            self._refuse(result.error)
            return
        said = tr("A copy is in {place}. The words still wait here.")
        self._say(said.format(place=str(result.value)))

    def take_in(self) -> None:
        """Ask for a saved copy and file what the record does not hold yet."""
        files, panel = self._files, self._state.panel
        found = files.ask_open(panel, tr("Take in saved words"), SUFFIX) if files is not None else ()
        if found:
            self._state.do(take_in, done=self._on_taken, refused=self._refuse, source=found[0],
                           meeting_id=self._state.meeting_id)  # fmt: skip

    def _on_taken(self, taken: TakenIn) -> None:
        self._state.shell.announce(tr("Taken in"))
        many = words.counted(len(taken.entries), "entry", "entries")
        said = tr("{count} taken in.").format(count=many) if taken.entries else tr("Nothing was taken in.")
        known = tr("{n} stood in the record already.").format(n=taken.known) if taken.known else ""
        self._state.panel.capture.set_hint(" ".join(part for part in (said, known) if part))

    # What waits

    def _entries(self) -> tuple[UnkeptWords, ...]:
        return tuple(
            self._words(
                WordsState.ENTRY,
                entry.words if entry.entry_kind in _TYPED else entry.text,
                entry.captured_at,
                item=entry.item,
                agency=entry.agency,
                attendance_id=entry.attendance_id,
                kind=entry.entry_kind,
                handling=entry.handling,
            )
            for entry in (held.entry for held in self._state.waiting)
        )

    def _changes(self, now: datetime) -> tuple[UnkeptWords, ...]:
        """New texts of kept entries: sent and waiting, or in the open editor."""
        view = self._state.panel.record
        editor = view.editor
        texts = dict(self._state.edits)
        if editor is not None and view.editing:
            texts[view.editing] = editor.toPlainText()
        for draft in self._drafts.unwritten():
            if draft.place.startswith(ENTRY):
                texts.setdefault(draft.place.removeprefix(ENTRY), draft.text)
        entries = {entry.id: entry for entry in self._state.view.entries}
        return tuple(
            self._words(
                WordsState.CHANGE,
                text,
                now,
                item=entries[key].item,
                agency=entries[key].agency,
                attendance_id=entries[key].attendance_id,
                kind=EntryKind.CONTRIBUTION,
                handling=entries[key].handling,
                entry_id=key,
            )
            for key, text in texts.items()
            if key in entries and text.strip() and text != entries[key].text
        )

    def _line(self, now: datetime) -> tuple[UnkeptWords, ...]:
        text, capture = self._state.panel.capture.text(), self._capture
        if not text.strip():
            return ()
        voice = capture.voice
        return (
            self._words(
                WordsState.HALF_TYPED,
                text,
                now,
                item=self._state.line_item,
                agency=voice.agency if voice else "",
                attendance_id=voice.attendance_id if voice else None,
                kind=capture.chosen_kind or EntryKind.CONTRIBUTION,
                handling=capture.handling,
            ),
        )

    def _fields(self, now: datetime) -> tuple[UnkeptWords, ...]:
        """What else is half typed and not on the disk: a decision's card."""
        drafts = (one for one in self._drafts.unwritten() if one.place == PLACE)
        return tuple(self._of_card(draft, now) for draft in drafts)

    def _of_card(self, draft: Draft, now: datetime) -> UnkeptWords:
        card = from_text(draft.text)
        parts = (card.decided, card.because, card.also_considered, card.resolved) if card else (draft.text,)
        text = "\n".join(part for part in parts if part.strip())
        _kind, handling = read_kind(f"/{card.handling}" if card else "")
        return self._words(
            WordsState.HALF_TYPED, text, now, item=draft.item, agency="", attendance_id=None,
            kind=EntryKind.DECISION, handling=handling,
        )  # fmt: skip

    def _words(
        self,
        kept: WordsState,
        text: str,
        at: datetime,
        *,
        item: str,
        agency: str,
        attendance_id: str | None,
        kind: EntryKind,
        handling: Handling,
        entry_id: str = "",
    ) -> UnkeptWords:
        found = self._state.item_row(item)
        view = self._state.view
        first = next((entry for entry in view.entries if entry.id == entry_id), None)
        part = next((part.id for part in view.closed_parts if part.ended_at is None), None)
        voice = voice_of_agency(self._state.view, agency, attendance_id)
        return UnkeptWords(
            state=kept,
            text=text,
            at=at,
            item=item,
            item_title=found.title if found else unplaced_words(item),
            agency=agency,
            attendance_id=attendance_id,
            speaker=voice.name if voice else "",
            kind=kind,
            handling=handling,
            recipients=first.recipients if first is not None else (),
            closed_part_id=first.closed_part_id if first is not None else part,
            entry_id=entry_id,
        )

    # What is said

    def _say(self, sentence: str) -> None:
        self._state.panel.capture.set_hint(sentence)
        self._state.shell.announce(sentence)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self._state.panel.capture.show_refusal(str(error))
            self._state.shell.announce(str(error))
        else:
            self._state.shell.report(error)

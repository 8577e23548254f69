"""The record's presenter: rows of the item shown, editing in place, moving, turning, removing, undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal

from mappa_desk.domain.contributions import PARKED, Entry, EntryKind
from mappa_desk.domain.errors import StaleRevision
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import Draft
from mappa_desk.services import contributions
from mappa_desk.services.undo import redo, undo
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.capture_drafts import Drafts
from mappa_desk.ui.capture_speakers import Voice
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.agenda import unplaced_words
from mappa_desk.ui.models.desk_record import RowMaker
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import RecordModel, RecordRow, item_summary


class Record(QObject):
    """Joins the record with the services. Nothing here takes the focus by itself."""

    decision_opened = Signal(str)
    """Id of the entry of a decision that is to be edited with all its fields."""
    overtaken = Signal(str, str)
    """An entry that was changed or removed while its text was edited: its id and the text that was typed."""
    both_wanted = Signal(str)
    """An entry of which two texts stand is to be edited."""

    def __init__(self, state: DeskState, capture: Capture, drafts: Drafts, model: RecordModel) -> None:
        super().__init__(state)
        self._state, self._capture, self._drafts, self._model = state, capture, drafts, model
        self._view = state.panel.record
        self._maker = RowMaker()
        state.viewed.connect(self.refresh)
        state.waiting_changed.connect(self.refresh)
        state.item_changed.connect(self._on_item_changed)
        self._view.edit_finished.connect(self._on_edit_finished)
        self._view.edit_changed.connect(self._on_edit_changed)
        self._view.doubleClicked.connect(lambda _index: self.edit())
        self._view.left_at_end.connect(state.panel.focus_line)
        self._bar_call: Callable[[], None] | None = None
        self._bar_mark: object = None
        self._bar_new = False
        self._began: dict[str, tuple[str, int]] = {}
        """Text and revision that each open edit began from."""
        self.two_texts: set[str] = set()
        """Ids of entries of which two texts stand until one is chosen."""
        state.viewed.connect(self._watch_bar)

    def refresh(self) -> None:
        """Show the rows as they stand; only what changed is drawn anew."""
        state = self._state
        if not state.ready:
            return
        rows = self._maker.rows(
            state.view, item=state.item, zone=state.zone, today=state.today(), waiting=state.waiting,
            edits=state.edits, held=state.outbox.error is not None,
        )  # fmt: skip
        self._model.set_rows(rows)
        self._view.set_hint(
            tr("Nothing recorded here yet.") if state.view.entries else _first_hint(state.view.meeting.state)
        )
        found = state.item_row()
        number, title = (str(found.number), found.title) if found else ("", unplaced_words(state.item))
        state.panel.set_item(number, title, item_summary(rows))

    def _on_item_changed(self, _before: str) -> None:
        self._view.finish_edit()
        self._view.clearSelection()
        self.refresh()
        self._view.show_end()

    # Which entries

    @property
    def has_focus(self) -> bool:
        """True while the focus is on the list of entries (not in an editor within it)."""
        return self._view.hasFocus()

    def chosen(self) -> tuple[RecordRow, ...]:
        """The selected rows in order, else the one with the ring; what is not on the disk yet is left out."""
        places = sorted(index.row() for index in self._view.selectionModel().selectedIndexes())
        if not places and self._view.hasFocus() and self._view.currentIndex().isValid():
            places = [self._view.currentIndex().row()]
        rows = (self._model.row_at(place) for place in places)
        return tuple(row for row in rows if row is not None and not row.pending)

    def row(self, key: str) -> RecordRow | None:
        """The row shown for an entry, by its key."""
        return self._model.row_at(self._model.place_of(key))

    def last(self) -> None:
        """Put the focus on the newest entry."""
        if self._model.rowCount():
            self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._choose(self._model.rowCount() - 1)

    def show_entry(self, entry_id: str) -> None:
        """Bring an entry into view and put the focus on it."""
        place = self._model.place_of(entry_id)
        if place >= 0:
            self._state.panel.show_centre()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._choose(place)
            self._view.scrollTo(self._model.index(place))

    def _choose(self, place: int) -> None:
        """Choose one row and nothing else, whichever modifiers are still held."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._view.selectionModel().setCurrentIndex(self._model.index(place), alone)

    def _ids(self) -> tuple[str, ...]:
        return tuple(row.entry.id for row in self.chosen())

    # Changes of chosen entries

    def reattribute(self, voice: Voice, entry_ids: tuple[str, ...] = ()) -> bool:
        """Give entries another speaker, the chosen ones by default. False when there is none."""
        ids = entry_ids or self._ids()
        if not ids:
            return False
        self._state.do(
            contributions.reattribute, say=voice.name, entry_ids=ids, agency=voice.agency,
            attendance_id=voice.attendance_id,
        )  # fmt: skip
        return True

    def turn(self, kind: EntryKind) -> bool:
        """Turn the chosen entries into a kind, or back to plain ones. False when none is chosen."""
        rows = self.chosen()
        if rows:
            all_are = all(row.entry.entry_kind is kind for row in rows)
            wanted = EntryKind.CONTRIBUTION if all_are else kind
            ids = tuple(row.entry.id for row in rows)
            self._state.do(
                contributions.change_kinds, say=tr(words.KINDS[wanted]), entry_ids=ids, kind=wanted
            )
        return bool(rows)

    def move_to(self, item: str, entry_ids: tuple[str, ...] = ()) -> None:
        """File the chosen entries under another item."""
        ids = entry_ids or self._ids()
        found, hint = self._state.item_row(item), self._state.panel.capture.set_hint
        title = f"{found.number} {found.short_title or found.title}" if found else unplaced_words(item)
        said = tr("Parked for later") if item == PARKED else tr("Moved to {item}").format(item=title)
        self._state.do(
            contributions.move_entry, say=tr("Parked") if item == PARKED else tr("Moved"),
            done=lambda _moved: hint(said), entry_ids=ids, item=item,
        )  # fmt: skip

    def remove(self) -> None:
        """Put the chosen entries in the bin; a bar offers them back until the next change."""
        if self._ids():
            self._state.do(contributions.remove_entries, entry_ids=self._ids(), done=self._offer_back)

    def _offer_back(self, removed: tuple[Entry, ...]) -> None:
        many = tr("{n} entries removed").format(n=len(removed))
        said = tr("Entry removed") if len(removed) == 1 else many
        self.offer(f"{said}.")
        self._state.shell.announce(said)

    def offer(self, sentence: str, button: str = "", call: Callable[[], None] | None = None) -> None:
        """Show a bar until the next change of the record; its button runs `call`, or undoes."""
        self._state.panel.show_undo(sentence, button)
        self._bar_call, self._bar_mark, self._bar_new = call, None, True

    def take_offer(self) -> None:
        """The bar's button was pressed."""
        call, self._bar_call = self._bar_call, None
        self._state.panel.show_undo("")
        (call or self.undo)()

    def shift(self, step: int) -> None:
        """Move the current entry up or down within its item."""
        row = self._model.row_at(self._view.currentIndex().row())
        rows = [one for one in self._model.rows if not one.pending]
        if row is None or row.pending:
            return
        at = next(place for place, one in enumerate(rows) if one.key == row.key)
        if not 0 <= at + step < len(rows):
            return
        behind = rows[at + 1] if step > 0 else (rows[at - 2] if at >= 2 else None)
        self._state.do(
            contributions.reorder_entry, say=tr("Moved"), entry_id=row.entry.id,
            after_id=behind.entry.id if behind else None,
        )  # fmt: skip

    # Undo

    def undo(self) -> None:
        """Take back the last change of this meeting's record, and name it."""
        self._turn_back(undo, tr("Undone: {what}"))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn_back(redo, tr("Done again: {what}"))

    def _turn_back(self, call: Callable[..., object], sentence: str) -> None:
        def done(what: str) -> None:
            entry = what.removesuffix(": removed")
            came_back = entry != what and call is undo
            said = tr("Restored: {what}").format(what=entry) if came_back else sentence.format(what=what)
            self._state.panel.show_undo("")
            self._state.panel.capture.set_hint(said)
            self._state.shell.announce(said)

        self._state.do(call, done=done, meeting_id=self._state.meeting_id)  # type: ignore[arg-type]  # Outcome[str]

    def _watch_bar(self) -> None:
        """The bar that offers an entry back stays until the next change of the record."""
        if not (self._bar_new or self._bar_mark):
            return
        view = self._state.view
        mark = (view.can_undo, frozenset((entry.id, entry.revision) for entry in view.entries))
        if self._bar_new:
            self._bar_mark, self._bar_new = mark, False
        elif mark != self._bar_mark:
            self._bar_mark = self._bar_call = None
            self._state.panel.show_undo("")

    def show_waiting(self) -> None:
        """The disk refuses: entries that are on their way say so."""
        for held in self._state.waiting:
            if held.state in ("sent", "saving"):
                self._state.wait(replace(held, state="waiting"))
        self.refresh()

    # Editing in place

    def edit(self) -> None:
        """Open the current entry for editing where it stands."""
        row = self._model.row_at(self._view.currentIndex().row())
        if row is None or not self._state.writable:
            return
        if row.pending:
            if row.state == "refused" and not self._state.panel.capture.text().strip():
                self._capture.take_back(int(row.key.partition(":")[2]))
                self._state.panel.focus_line()
            return
        if row.key in self.two_texts:
            self.both_wanted.emit(row.key)
        elif row.entry.entry_kind is EntryKind.DECISION:
            self.decision_opened.emit(row.entry.id)
        else:
            self._began[row.key] = row.text, row.entry.revision
            self._view.begin_edit(row.key, row.text)

    def restore_edit(self, draft: Draft) -> None:
        """Open an entry with the half-typed text that was left in it."""
        key = draft.place.partition(":")[2]
        entry = next((one for one in self._state.view.entries if one.id == key), None)
        if entry is None or draft.revision not in (0, entry.revision):
            self.overtaken.emit(key, draft.text)
        elif self._model.place_of(key) >= 0:
            self._began[key] = entry.text, entry.revision
            self._view.begin_edit(key, draft.text, draft.caret)

    def _on_edit_changed(self, _text: str) -> None:
        key = self._view.editing
        row = self._model.row_at(self._model.place_of(key))
        if row is None:
            return
        entry = row.entry
        _text_then, revision = self._began.get(key, (row.text, entry.revision))

        def draft() -> Draft | None:
            editor = self._view.editor
            if editor is None or self._view.editing != key:
                return None
            caret, anchor = editor.caret()
            return Draft(
                meeting_id=self._state.meeting_id, place=f"entry:{key}", text=editor.toPlainText(),
                caret=caret, anchor=anchor, item=entry.item, revision=revision,
            )  # fmt: skip

        self._drafts.touch(f"entry:{key}", draft)

    def _on_edit_finished(self, key: str, text: str) -> None:
        self._drafts.forget(f"entry:{key}")
        row = self._model.row_at(self._model.place_of(key))
        began = self._began.pop(key, None)
        if row is None:
            if began is not None and text.strip() and text != began[0]:
                self.overtaken.emit(key, text)
            return
        if not text.strip():
            self._state.panel.capture.show_refusal(tr("An entry cannot be empty; Delete removes it."))
            return

        state = self._state
        before, revision = began or (row.text, row.entry.revision)
        if text == before:
            state.outbox.do(
                lambda: contributions.revise_entry(state.work(), entry_id=key, revision=revision, text=text)
            )
            return

        def refused(error: Exception) -> None:
            """The words stay in front of the person who typed them."""
            state.edits.pop(key, None)
            self.refresh()
            if isinstance(error, StaleRevision) or self.row(key) is None:
                self.overtaken.emit(key, text)
                return
            self._began[key] = before, revision
            self._view.begin_edit(key, text)
            state.refuse(error)

        state.edits[key] = text
        self.refresh()
        state.shell.saving()
        state.outbox.send(
            Errand(
                lambda: contributions.revise_entry(
                    state.work(), entry_id=key, revision=revision, text=text, began=before
                ),
                lambda _outcome: state.edit_landed(key),
                refused,
                holds_text=True,
            )
        )


def _first_hint(meeting: MeetingState) -> str:
    """What stands in a record that is wholly empty."""
    keys = tr("Type what is said. pol: marks Police. @ makes an action.")
    if meeting is MeetingState.PLANNED:
        return tr("The meeting has not started. What is typed now waits here to be placed.") + " " + keys
    return keys

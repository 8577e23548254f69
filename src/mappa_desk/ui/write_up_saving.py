"""What is typed on the page on its way to the disk: drafts while one types, the text when one leaves.

A paragraph's text is a draft on the disk within a second, and a new revision when the caret leaves it. The
page holds what is typed until a reading gives it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import KnownStoreError, NotFound, StaleRevision
from mappa_desk.domain.text_places import units
from mappa_desk.domain.views import Draft
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services.drafts import keep_draft
from mappa_desk.services.rewording import revise
from mappa_desk.services.write_up_moves import new_entry_after
from mappa_desk.ui.capture_drafts import AGAIN_MS, LIMIT_MS, REST_MS
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_new import after_id, begun_again, emptied, is_new, is_of_page
from mappa_desk.ui.write_up_state import WriteUpState


@dataclass(slots=True)
class Typed:
    """A paragraph's text that no revision holds yet, and what it began from."""

    text: str
    began: str
    revision: int
    caret: int = 0


class Saving(QObject):
    """Keeps what is typed. Typing is never held up; the disk gets everything in the order of the keys."""

    typing = Signal(str)
    """A paragraph was typed in."""
    made = Signal(str, str)
    """A new paragraph is in the record: the key it had, and the one it has from now on."""
    overtaken = Signal(str, str)
    """A paragraph was changed or removed elsewhere while it was typed in: its key and what was typed."""

    def __init__(self, state: WriteUpState, page: WriteUpPage) -> None:
        super().__init__(state)
        self._state, self._page = state, page
        self.typed: dict[str, Typed] = {}
        self.two_texts: set[str] = set()
        """Keys of paragraphs of which two texts stand until one is chosen."""
        self._flying: dict[str, str] = {}
        self._making: set[str] = set()
        """New paragraphs that are on their way into the record, until the page shows them there."""
        self._again: set[str] = set()
        """Those of them that were typed on and are to be kept as soon as they are there."""
        self._landed: dict[str, str] = {}
        self._revisions: dict[tuple[str, str], int] = {}
        self._due: set[str] = set()
        self._drafted: set[str] = set()
        self._rest, self._limit = self._timer(REST_MS), self._timer(LIMIT_MS)
        state.viewed.connect(self._on_viewed)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self.write_drafts)
        return timer

    # On the screen

    def overlay(self, paragraphs: Iterable[Paragraph], *, editable: bool) -> tuple[Paragraph, ...]:
        """The paragraphs for the page: with texts that are kept since they were read, and closed where
        nobody may type."""
        return tuple(self._shown(paragraph, editable) for paragraph in paragraphs)

    def _shown(self, paragraph: Paragraph, editable: bool) -> Paragraph:
        # A reading from before a text that is on its way never puts the older one back.
        text = self._flying.get(paragraph.key, self._landed.get(paragraph.key, paragraph.text))
        if paragraph.key in self._again:
            text = self.typed[paragraph.key].text if paragraph.key in self.typed else text
        may = editable and paragraph.editable and paragraph.key not in self.two_texts
        if text == paragraph.text and may == paragraph.editable:
            return paragraph
        return replace(paragraph, text=text, editable=may)

    def text_of(self, paragraph: Paragraph) -> str:
        """The text of a paragraph as it stands on the screen."""
        return self._page.text_of(paragraph.key)

    def unkept(self) -> dict[str, str]:
        """Texts that are on the screen and in no revision, by key of their paragraph."""
        return {**self._flying, **{key: typed.text for key, typed in self.typed.items()}}

    # Typing

    def on_typed(self, key: str, text: str) -> None:
        """A key was pressed in a paragraph: its draft is due."""
        paragraph = self._state.paragraph(key)
        if paragraph is None or not self._state.writable:
            return
        kept = self._flying.get(key, self._landed.get(key, paragraph.text))
        typed = self.typed.setdefault(key, Typed(kept, kept, paragraph.revision))
        typed.text, typed.caret = text, units(text[: self._page.caret()[1]])
        self.typing.emit(key)
        if text == typed.began:
            self.forget(key)
        else:
            self._touch(key)

    def _touch(self, key: str) -> None:
        self._due.add(key)
        self._rest.start()
        if not self._limit.isActive():
            self._limit.start()

    def forget(self, key: str) -> None:
        """The text is again as it is kept: a draft of it is no longer wanted."""
        self.typed.pop(key, None)
        self._due.discard(key)
        if key in self._drafted:
            self._drafted.discard(key)
            self._send_draft(key, Draft(meeting_id=self._state.meeting_id, place=key, text=""))

    # Drafts

    def write_drafts(self) -> None:
        """Write every draft that is due, now."""
        self._rest.stop()
        self._limit.stop()
        due, self._due = self._due, set()
        for key in due:
            typed, paragraph = self.typed.get(key), self._state.paragraph(key)
            if typed is None:
                continue
            place = (paragraph.record_kind, paragraph.record_id) if paragraph else ("", "")
            draft = Draft(
                meeting_id=self._state.meeting_id, place=key, text=typed.text, caret=typed.caret,
                anchor=typed.caret, item=paragraph.item if paragraph else "",
                revision=max(typed.revision, self._revisions.get(place, 0)),
            )  # fmt: skip
            self._drafted.add(key)
            self._send_draft(key, draft)

    def _send_draft(self, key: str, draft: Draft) -> None:
        state, work = self._state, self._state.work
        state.shell.saving()

        def refused(error: Exception) -> None:
            if key not in self.typed:
                return
            if isinstance(error, KnownStoreError):
                self._due.add(key)
                QTimer.singleShot(AGAIN_MS, self, self.write_drafts)
            else:
                state.refuse(error)

        state.outbox.send(
            Errand(lambda: keep_draft(work(), draft=draft), lambda _none: None, refused, quiet=True)
        )

    # Revisions

    def save(self, key: str) -> None:
        """Make a revision of what was typed in a paragraph; nothing when nothing was."""
        if key in self._making:
            if key in self.typed:
                self._again.add(key)
                self._touch(key)
            return
        typed = self.typed.pop(key, None)
        self._due.discard(key)
        if typed is not None:
            self._send(key, typed)

    def save_all(self) -> None:
        """Make revisions of everything that was typed, in the order of the page."""
        for key in sorted(self.typed, key=self._state.place):
            self.save(key)

    def _send(self, key: str, typed: Typed) -> None:
        state, paragraph = self._state, self._state.paragraph(key)
        if is_new(key):
            self._send_new(key, typed)
            return
        place = (paragraph.record_kind, paragraph.record_id) if paragraph else ("", "")
        self._flying[key] = typed.text
        state.shell.saving()
        state.outbox.send(
            Errand(
                lambda: self._state.noted(self._revise(key, place, typed)),
                lambda _outcome: self._on_saved(key, typed),
                partial(self._on_refused, key, typed),
                holds_text=True,
            )
        )

    def _revise(self, key: str, place: tuple[str, str], typed: Typed) -> Outcome[Any]:
        """On the worker. What this page saved of the record itself since then is no conflict."""
        outcome: Outcome[Any] = revise(
            self._state.work(),
            meeting_id=self._state.meeting_id,
            paragraph_key=key,
            revision=max(typed.revision, self._revisions.get(place, 0)),
            text=typed.text,
        )
        self._revisions[place] = int(getattr(outcome.value, "revision", 0))
        return outcome

    def _send_new(self, key: str, typed: Typed) -> None:
        """A new paragraph that holds words becomes an entry; an empty one leaves the page."""
        state, paragraph = self._state, self._state.paragraph(key)
        if not typed.text.strip() or paragraph is None:
            self.forget(key)
            self.drop_new(key)
            return
        behind = after_id(state.up.paragraphs, key)
        self._flying[key] = typed.text
        self._making.add(key)
        state.shell.saving()

        def run() -> Outcome[Entry]:
            return new_entry_after(
                state.work(), meeting_id=state.meeting_id, text=typed.text, after_id=behind,
                item="" if behind else paragraph.item,
            )  # fmt: skip

        def done(outcome: Outcome[Entry]) -> None:
            self._flying.pop(key, None)
            self._drafted.discard(key)
            state.after_viewing(lambda: self._land_new(key, outcome.value))

        state.outbox.send(
            Errand(lambda: state.noted(run()), done, partial(self._on_refused, key, typed), holds_text=True)
        )

    def _land_new(self, key: str, entry: Entry) -> None:
        """The new paragraph takes the place of the one that was typed; caret and later keys go with it."""
        state, page, fresh = self._state, self._page, f"entry:{entry.id}"
        newer, caret = self.typed.pop(key, None), page.caret()
        self._due.discard(key)
        page.take_theirs(key)
        state.end(key)
        state.show_page()
        if newer is not None:
            self.typed[fresh] = Typed(newer.text, entry.text, entry.revision, newer.caret)
            page.restore(fresh, newer.text)
            self._touch(fresh)
        if caret[0] == key:
            page.go_to(fresh, caret[1], release=False)
        self._making.discard(key)
        if key in self._again:
            self._again.discard(key)
            self.save(fresh)
        self.made.emit(key, fresh)

    def flies(self, key: str) -> bool:
        """Whether a text of this paragraph is on its way to the disk."""
        return key in self._flying or key in self._making

    def drop_new(self, key: str) -> None:
        """Take a new paragraph off the page that nothing was typed in, unless the caret came back to it."""

        def drop() -> None:
            if self._state.key != key and key not in self.typed and not self.flies(key):
                self._state.end(key)
                self._state.show_page()

        QTimer.singleShot(0, self, drop)

    def revision_of(self, paragraph: Paragraph) -> int:
        """The newest revision of a paragraph's record that this page knows of; for the worker."""
        place = (paragraph.record_kind, paragraph.record_id)
        return max(paragraph.revision, self._revisions.get(place, 0))

    def _on_saved(self, key: str, typed: Typed) -> None:
        self._drafted.discard(key)
        if self._flying.get(key) == typed.text:
            self._flying.pop(key)
        self._landed[key] = typed.text.strip()
        if key in self.typed:  # typed on meanwhile: its draft went with the text that was kept
            self._touch(key)
        if self._state.outbox.busy:  # the next reading may already hold more than this
            self._state.show_page()

    def _on_refused(self, key: str, typed: Typed, error: Exception) -> None:
        if self._flying.get(key) == typed.text:
            self._flying.pop(key, None)
        self._making.discard(key)
        self._again.discard(key)
        newer = self.typed.pop(key, None)
        if newer is not None:
            typed = replace(newer, began=typed.began, revision=typed.revision)
        if isinstance(error, StaleRevision | NotFound):
            self._state.after_reading(lambda: self._meet(key, typed))
            self._state.outbox.ask_view()
            return
        if typed.text.strip():
            self.typed[key] = typed
            self._touch(key)
            if self._page.text_of(key) != typed.text:
                self._page.restore(key, typed.text)
        else:
            self.forget(key)
            self._page.take_theirs(key)
            error = emptied(error, self._state.paragraph(key))
        self._state.refuse(error)

    def _meet(self, key: str, typed: Typed) -> None:
        """The record is another than the text began from; where the text itself is not, it is sent anew."""
        paragraph = self._state.paragraph(key)
        if paragraph is not None and paragraph.text == typed.began:
            self._send(key, replace(typed, revision=paragraph.revision))
        elif paragraph is None or paragraph.text != typed.text:
            self.overtaken.emit(key, typed.text)

    # What comes back

    def _on_viewed(self) -> None:
        self._landed.clear()
        gone = [key for key in self.typed if self._state.paragraph(key) is None]
        for key in gone:
            self.overtaken.emit(key, self.typed.pop(key).text)

    def restore(self, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
        """Take up what was left half typed; gives what came back, in the order of the page.

        A draft of a text that was changed or went away since is one of two texts.
        """
        back: list[Draft] = []
        drafts = tuple(drafts)
        for draft in drafts:
            begun = begun_again(self._state.up.paragraphs, draft)
            if begun is not None:
                self._state.begin(begun)
        for draft in sorted(drafts, key=lambda one: self._state.place(one.place)):
            paragraph = self._state.paragraph(draft.place)
            if paragraph is None and draft.text.strip() and is_of_page(draft.place):
                self.overtaken.emit(draft.place, draft.text)
                continue
            if paragraph is None or not paragraph.editable or not draft.text:
                continue
            self._drafted.add(draft.place)
            if draft.text == paragraph.text:
                self.forget(draft.place)
            elif draft.revision in (0, paragraph.revision):
                typed = Typed(draft.text, paragraph.text, paragraph.revision, draft.caret)
                self.typed[draft.place] = typed
                self._page.restore(draft.place, draft.text)
                back.append(draft)
            else:
                self.overtaken.emit(draft.place, draft.text)
        return tuple(back)

    def forget_draft(self, key: str) -> None:
        """One of two texts was chosen: no draft of the paragraph is left."""
        self._drafted.add(key)
        self.forget(key)

    # The end

    def settle(self, done: Callable[[Exception | None], None]) -> None:
        """Write what is typed, now. `done(None)` once it is on the disk, or with the error."""
        outbox = self._state.outbox
        self._page.flush()
        self.save_all()
        self.write_drafts()
        if outbox.error is not None:
            outbox.retry()
        if not outbox.busy and not self._again:
            done(None)
            return
        told = False

        def finish(error: Exception | None) -> None:
            nonlocal told
            if not told and (error is not None or not self._again):
                told = True
                outbox.settled.disconnect(on_settled)
                outbox.holding.disconnect(on_holding)
                done(error)

        on_settled = partial(finish, None)

        def on_holding(error: Exception, _count: int) -> None:
            finish(error)

        outbox.settled.connect(on_settled)
        outbox.holding.connect(on_holding)

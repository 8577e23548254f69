"""Changes of the page's shape: join, split, move, new, finished, replace all; and the way back from each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.write_up import FINISHED
from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.services import write_up
from mappa_desk.services.splitting import join_entries, split_entry
from mappa_desk.services.undo import redo, undo
from mappa_desk.services.work import Work
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_new import is_new, new_paragraph
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_state import WriteUpState

IN_TURN = frozenset(
    (
        "finish_paragraph", "reopen_paragraph", "join_paragraph", "split_paragraph", "paragraph_up",
        "paragraph_down", "new_paragraph", "remove_paragraph", "take_offer", "leave_mark",
        "open_abbreviations", "undo_write_up", "redo_write_up", "next_mark", "previous_mark",
    )
)  # fmt: skip
"""Commands that wait, as keys do, while another shape of the page is on its way."""


@dataclass(frozen=True, slots=True)
class Done:
    """A step as the status line names it, and where the caret stood before it."""

    name: str
    key: str
    position: int


class Steps(QObject):
    """Everything typed is saved first, so that undo of a step gives back the words of the moment before."""

    def __init__(self, state: WriteUpState, saving: Saving, page: WriteUpPage) -> None:
        super().__init__(state)
        self._state, self._saving, self._page = state, saving, page
        self._done: list[Done] = []
        """Steps since the last typing, oldest first."""
        self._undone: list[Done] = []
        self._mark = 0
        """The step that undo of the record would take back right after the last one of this page."""
        self._waits: dict[str, Callable[[str], None]] = {}
        self._typings = 0
        """How often something was typed: a step that comes back after that is not taken back by Ctrl+Z."""
        saving.typing.connect(self._on_typing)
        saving.made.connect(self._on_made)
        page.undo_exhausted.connect(self.take_back)
        page.redo_exhausted.connect(self.do_again)
        page.split_wanted.connect(self.split)
        page.join_wanted.connect(lambda key, backwards: self.join(key, backwards=backwards))
        page.move_wanted.connect(lambda key, by: self.move(key, by=by))
        page.new_after_wanted.connect(self.new_after)

    def _on_typing(self, _key: str) -> None:
        self._typings += 1
        if self._done or self._undone:
            self._done.clear()
            self._undone.clear()
            self._state.panel.show_undo("")

    def take_back(self) -> None:
        """Take back the last step of this page, and name it; nothing where something was typed since."""
        if self._done and self._changed_since():
            self._done.clear()
            self._state.panel.show_undo("")
            self._refuse(tr("Something else was changed since. Ctrl+K, Undo the last change of the record."))
        elif self._done:
            step = self._done.pop()

            def go() -> None:
                self._page.go_to(step.key, step.position, release=False)

            def then() -> None:
                self._undone.append(step)
                self._state.after_reading(go)

            self._turn(undo, tr("{step}. Undone").format(step=step.name), then)
        else:
            self._state.say(
                tr("Nothing done here is left to take back. Ctrl+K, Undo the last change of the record.")
            )

    def _note_mark(self) -> None:
        self._mark = self._state.view.undo_step

    def _changed_since(self) -> bool:
        """Whether the record's last step is another than the last one of this page: made beside it."""
        return bool(self._mark) and self._state.view.undo_step != self._mark

    def do_again(self) -> None:
        """Do the step again that was taken back last."""
        if self._undone:
            step = self._undone.pop()
            said = tr("{step}. Done again").format(step=step.name)
            self._turn(redo, said, lambda: self._done.append(step))
        else:
            self._state.say(tr("Nothing was taken back that could be done again."))

    def undo_any(self) -> None:
        """Take back the last change of the record, whatever it was, and name it."""
        self._saving.save_all()
        self._done.clear()
        self._turn(undo, tr("Undone: {what}"))

    def redo_any(self) -> None:
        """Do again what was taken back last."""
        self._saving.save_all()
        self._turn(redo, tr("Done again: {what}"))

    def _turn(
        self,
        call: Callable[..., Outcome[str]],
        sentence: str,
        then: Callable[[], None] | None = None,
    ) -> None:
        state = self._state
        self._page.wait()

        def done(what: str) -> None:
            state.panel.show_undo("")
            state.say(sentence.format(what=what))
            if then is not None:
                then()
            state.after_reading(self._page.release_keys)
            state.after_reading(self._note_mark)

        state.do(call, done=done, refused=self._refused, meeting_id=state.meeting_id)

    # Steps

    def step(
        self,
        call: Callable[..., Outcome[Any]],
        name: str | Callable[[Any], str],
        *,
        said: str | Callable[[Any], str] = "",
        with_bar: bool = True,
        then: Callable[[Any], None] | None = None,
        **arguments: Any,
    ) -> None:
        """Save what is typed, then change the record in one step that Ctrl+Z takes back by its name.

        `name` may be made from what the service gave; an empty one says that nothing was changed. Without
        the bar it is said in the status line alone. Typing before it is behind the step from then on, so
        that the next Ctrl+Z takes the step back and not the letters.
        """
        state = self._state
        self._saving.save_all()
        typings, key, position = self._typings, state.key, state.position

        def done(value: Any) -> None:
            named = name if isinstance(name, str) else name(value)
            told = said if isinstance(said, str) else said(value)
            if named and typings == self._typings:
                self.made(Done(named, key, position), f"{told or named}." if with_bar else "")
            if named:
                state.say(f"{told or named}.")
            if then is not None:
                then(value)

        state.do(call, done=done, refused=self._refused, **arguments)

    def made(self, step: Done, told: str = "") -> None:
        """Something on this page made one step of the record: Ctrl+Z takes it back from now on."""
        self._done.append(step)
        self._undone.clear()
        self._page.editor().document().clearUndoRedoStacks()
        self._state.after_reading(self._note_mark)
        self._state.panel.show_undo(told)

    def join(self, key: str = "", *, backwards: bool = True) -> None:
        """Join the paragraph with the one before it, or the one behind it with it. One speaker only."""
        here = self._entry(key)
        if here is None:
            return
        other = self._neighbour(here, -1 if backwards else 1)
        if other is None:
            refusal = tr("No paragraph stands before this one to join it to.")
            self._refuse(refusal if backwards else tr("No paragraph stands behind this one to join to it."))
            return
        first, second = (other, here) if backwards else (here, other)
        at = len(self._saving.text_of(first).rstrip()) + 1
        name = tr("Joined {one} and {other}").format(
            one=self._state.label(first.key), other=self._state.label(second.key)
        )
        self.step(
            join_entries, name, said=tr("Joined"), then=lambda _kept: self._go_after(first.key, at),
            entry_ids=(first.entry_id, second.entry_id),
        )  # fmt: skip

    def split(self, key: str = "", position: int = -1) -> None:
        """Make two paragraphs of one at a place in its text, the caret by default."""
        place = self._state.position if position < 0 else position
        if is_new(key or self._state.key):
            self.once_made(key or self._state.key, lambda fresh: self.split(fresh, place))
            return
        here = self._entry(key)
        if here is None:
            return
        text = self._saving.text_of(here)
        first, second = text[:place], text[place:]
        if not (first.strip() and second.strip()):
            self._refuse(tr("Both parts need words. Put the caret between them."))
            return

        def call(work: Work) -> Outcome[Any]:
            revision = self._saving.revision_of(here)
            return split_entry(work, entry_id=here.entry_id, revision=revision, first=first, second=second)

        def then(parts: Any) -> None:
            self._go_after(f"entry:{parts[1].id}", 0)

        self.step(
            call, tr("Split {one}").format(one=self._state.label(here.key)), said=tr("Split"), then=then
        )

    def move(self, key: str = "", *, by: int) -> None:
        """Move the paragraph up (-1) or down (1) within its item."""
        here = self._entry(key, also=(ParagraphKind.DECISION, ParagraphKind.ACTION))
        if here is None:
            return
        one = self.whole(here)
        self._page.wait()

        def said(moved: Entry) -> str:
            item = next((row for row in self._state.view.items if row.code == moved.item), None)
            if item is not None and moved.item != here.item:
                return tr("Moved {one} into item {n}").format(one=one, n=item.number)
            return (tr("Moved {one} up") if by < 0 else tr("Moved {one} down")).format(one=one)

        def shown() -> None:
            self._page.release_keys()
            self._page.show_caret()

        self.step(
            write_up.move_paragraph, tr("Moved {one}").format(one=one), said=said,
            then=lambda _kept: self._state.after_reading(shown),
            entry_id=here.entry_id, by=by,
        )  # fmt: skip

    def whole(self, here: Paragraph) -> str:
        """How the whole of what moves is named: a decision by its number, not by one of its rows."""
        rows = [row for row in self._state.paragraphs if here.box and row.record_id == here.record_id]
        return self._state.label(rows[0].key if rows else here.key)

    def new_after(self, key: str = "") -> None:
        """A new paragraph of the same speaker behind this one, with the caret in it."""
        state = self._state
        here = state.paragraph(key or state.key)
        if here is None or not state.writable:
            self._refuse(tr("The record of this meeting can no longer be changed."))
        elif is_new(here.key):
            self.once_made(here.key, self.new_after)
        else:
            begun = new_paragraph(here)
            if not state.begun(begun.key):
                state.begin(begun)
            self._page.go_to(begun.key)

    def once_made(self, key: str, call: Callable[[str], None]) -> None:
        """A new paragraph is kept first; then the step goes on with the entry it became."""
        if key in self._saving.typed or self._saving.flies(key):
            self._waits[key] = call
            self._saving.save(key)
        else:
            self._page.release_keys()

    def _on_made(self, key: str, fresh: str) -> None:
        call = self._waits.pop(key, None)
        if call is not None:
            self._state.after_reading(lambda: call(fresh))

    def _go_after(self, key: str, position: int) -> None:
        """The caret goes there once the page shows what was changed."""

        def go() -> None:
            self._page.go_to(key, position)

        self._state.after_reading(go)

    # Finished

    def finish(self) -> None:
        """This paragraph is written up: tick it and go to the next one that is not."""
        state, here = self._state, self._state.paragraph()
        if here is None or not state.writable:
            return
        target = self.next_unfinished()
        if is_new(here.key):
            self._saving.save(here.key)
        elif here.editable and not here.finished:
            self._saving.save(here.key)
            self._tick(here, active=True, say=tr("{one} finished").format(one=state.label(here.key)))
        if target is not None:
            self._page.go_to(target.key, 0)
        else:
            state.say(tr("Every paragraph is finished."))

    def reopen(self) -> None:
        """This paragraph is not written up after all."""
        here = self._state.paragraph()
        if here is not None and here.finished and self._state.writable:
            self._tick(here, active=False, say=tr("{one} open again").format(one=self._state.label(here.key)))

    def _tick(self, paragraph: Paragraph, *, active: bool, say: str) -> None:
        self.step(
            write_up.tick, say, with_bar=False, meeting_id=self._state.meeting_id,
            record_id=write_up.tick_record(self._state.up, paragraph), code=FINISHED,
            words=write_up.tick_words(paragraph), active=active,
        )  # fmt: skip

    def next_unfinished(self) -> Paragraph | None:
        """The next paragraph that may be typed in and is not ticked, from the caret round to it."""
        state, here = self._state, self._state.paragraph()
        rows = state.paragraphs
        at = state.place(state.key)
        around = (*rows[at + 1 :], *rows[: max(at, 0)])
        done = self._tick_place(here) if here is not None else ("", "")
        return next(
            (row for row in around if row.editable and not row.finished and self._tick_place(row) != done),
            None,
        )

    def _tick_place(self, paragraph: Paragraph) -> tuple[str, str]:
        return write_up.tick_record(self._state.up, paragraph), write_up.tick_words(paragraph)

    # Which

    def allowed(self, *, moving: bool = False) -> bool:
        """Whether the caret's paragraph may be joined and split, or moved; where not, it is said why."""
        also = (ParagraphKind.DECISION, ParagraphKind.ACTION) if moving else ()
        return is_new(self._state.key) or self._entry("", also=also) is not None

    def _entry(self, key: str, *, also: tuple[ParagraphKind, ...] = ()) -> Paragraph | None:
        state = self._state
        found = state.paragraph(key or state.key)
        if not state.writable:
            self._refuse(tr("The record of this meeting can no longer be changed."))
            return None
        if found is None or found.kind not in (ParagraphKind.ENTRY, *also) or not found.entry_id:
            self._refuse(tr("Only what was said is joined, split and moved here."))
            return None
        return found

    def _neighbour(self, here: Paragraph, step: int) -> Paragraph | None:
        """The next paragraph of another entry in the same item."""
        rows = self._state.paragraphs
        at = self._state.place(here.key) + step
        while 0 <= at < len(rows) and rows[at].item == here.item:
            row = rows[at]
            if row.entry_id and row.entry_id != here.entry_id and row.kind is not ParagraphKind.SPEAKER:
                return row
            at += step
        return None

    def _refuse(self, sentence: str) -> None:
        self._refused(RuleError(sentence))

    def _refused(self, error: Exception) -> None:
        self._page.release_keys()
        self._state.refuse(error)

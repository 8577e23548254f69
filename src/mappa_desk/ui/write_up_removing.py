"""Throws a paragraph away and brings one back, on the page for writing up. Its shorthand is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.services.contributions import bring_back, remove_entry
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_host import PageSheets
from mappa_desk.ui.write_up_new import is_new
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import Done, Steps

_KINDS = (ParagraphKind.ENTRY, ParagraphKind.DECISION, ParagraphKind.ACTION)
_SHOWN = 90
"""So many letters of a paragraph tell which it is."""


class Removing(QObject):
    """The bin of the page: one step each way, which Ctrl+Z takes back by its name."""

    def __init__(
        self, state: WriteUpState, saving: Saving, steps: Steps, page: WriteUpPage, sheets: PageSheets
    ) -> None:
        super().__init__(state)
        self._state, self._saving, self._steps, self._page = state, saving, steps, page
        self._sheets = sheets

    def commands(self) -> dict[str, Callable[[], None]]:
        """Commands of the page, by the names of the key table."""
        return {"remove_paragraph": self.remove, "bring_back_paragraph": self.ask}

    def remove(self) -> None:
        """Put the paragraph with the caret in the bin; an empty new one just goes."""
        state = self._state
        here = state.paragraph()
        if not state.writable:
            state.refuse(RuleError(tr("The record of this meeting can no longer be changed.")))
        elif here is None or here.kind not in _KINDS or not (here.entry_id or is_new(here.key)):
            state.refuse(RuleError(tr("Only what was said, a decision or an action is removed here.")))
        elif is_new(here.key):
            self._drop_new(here)
        else:
            self._remove(here)

    def _drop_new(self, here: Paragraph) -> None:
        """What no record holds yet leaves the page; typed words go first into the record and then the bin."""
        typed = self._saving.text_of(here).strip()
        if typed or self._saving.flies(here.key):
            self._steps.once_made(here.key, self._remove_made)
            return
        self._saving.forget(here.key)
        rows, at = self._page.paragraphs, self._state.place(here.key)
        near = next((row.key for row in (*reversed(rows[:at]), *rows[at + 1 :]) if row.editable), "")
        self._page.go_to(near)

    def _remove_made(self, key: str) -> None:
        self._page.release_keys()
        made = self._state.paragraph(key)
        if made is not None:
            self._remove(made)

    def _remove(self, here: Paragraph) -> None:
        if not self._saving.text_of(here).strip():
            self._saving.forget(here.key)
            self._page.take_theirs(here.key)
        named = tr("Removed {one}").format(one=self._steps.whole(here))
        told = {
            ParagraphKind.DECISION: tr("{named}, the whole decision with its reason. Its shorthand is kept"),
            ParagraphKind.ACTION: tr("{named}. Its shorthand is kept, its number is not given again"),
        }.get(here.kind, tr("{named}. Its shorthand is kept"))
        self._steps.step(remove_entry, named, said=told.format(named=named), entry_id=here.entry_id)

    def ask(self) -> None:
        """Bring one back out of the bin; with several, ask which."""
        state = self._state
        binned = state.view.binned
        if not state.writable:
            state.refuse(RuleError(tr("The record of this meeting can no longer be changed.")))
        elif not binned:
            state.say(tr("No paragraph was removed."))
        elif len(binned) == 1:
            self._steps.step(bring_back, _back, then=self._go, entry_id=binned[0].id)
        else:
            self._saving.save_all()
            before = Done(_back(binned[0]), state.key, state.position)
            choices = tuple(Choice(one.id, self._words(one)) for one in binned)
            which = Field("entry", tr("Which one"), Ask.CHOICE, binned[-1].id, choices)
            plan = SheetPlan(tr("Bring back a removed paragraph"), tr("Bring back"), (which,))
            self._sheets.ask(plan, partial(self._request, before))

    def _request(self, before: Done, answers: Answers) -> Request:
        def done(entry: Entry) -> None:
            self._steps.made(before, f"{before.name}.")
            self._go(entry)

        return Request(bring_back, {"entry_id": str(answers["entry"])}, before.name, done)

    def _words(self, entry: Entry) -> str:
        items = {item.code: item.number for item in self._state.view.items}
        words = " ".join(entry.text.split())
        short = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        number = items.get(entry.item)
        return f"{number}: {short}" if number is not None else short

    def _go(self, entry: Entry) -> None:
        def go() -> None:
            rows = self._state.paragraphs
            key = next((row.key for row in rows if row.entry_id == entry.id and row.editable), "")
            self._page.go_to(key)

        self._state.after_reading(go)


def _back(_entry: Entry) -> str:
    return tr("Paragraph brought back")

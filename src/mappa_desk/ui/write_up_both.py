"""A paragraph that was changed elsewhere while it was typed in: both texts stand until one is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import StaleRevision
from mappa_desk.domain.views import Draft
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services.both_texts import KeptText, keep_as_new, kept_text
from mappa_desk.services.drafts import keep_draft
from mappa_desk.services.rewording import revise
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.views.both_texts import BothSheet
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_state import WriteUpState

BANNER = "both"


class BothTextsHere(QObject):
    """Keeps what was typed as a draft, says so in a banner, and shows both when asked. Asks nothing."""

    def __init__(self, state: WriteUpState, saving: Saving, page: WriteUpPage) -> None:
        super().__init__(state)
        self._state, self._saving, self._page = state, saving, page
        self._mine: dict[str, str] = {}
        self._sheet: BothSheet | None = None
        saving.overtaken.connect(self.meet)
        page.read_only_hit.connect(self._on_read_only)

    def meet(self, key: str, mine: str) -> None:
        """Both texts stand from now on."""
        self._mine[key] = mine
        self._saving.two_texts.add(key)
        state, work = self._state, self._state.work
        draft = Draft(meeting_id=state.meeting_id, place=key, text=mine, caret=len(mine), revision=1)
        state.outbox.send(
            Errand(lambda: keep_draft(work(), draft=draft), lambda _none: None, state.refuse, quiet=True)
        )
        state.show_page()
        self._say(key)

    def _say(self, key: str) -> None:
        def say(kept: KeptText | None) -> None:
            if key in self._mine:
                show = BannerAction(tr("Show both"), lambda: self.open(key))
                sentence = tr("Both are kept; choose one.")
                self._state.shell.show_banner(Banner(BANNER, self._lead(key, kept), sentence, 2, (show,)))

        self._read(key, say)

    def _on_read_only(self, key: str) -> None:
        if key in self._mine:
            self.open(key)

    def _read(self, key: str, then: Callable[[KeptText | None], None]) -> None:
        """Who changed an entry and when; of other paragraphs that is not known."""
        entry_id = key.partition(":")[2]
        if not key.startswith("entry:") or ":" in entry_id:
            then(None)
            return
        state, work = self._state, self._state.work()

        def read(result: Ok[KeptText] | Err) -> None:
            then(result.value if isinstance(result, Ok) else None)

        state.jobs.store(lambda: kept_text(work, entry_id=entry_id), read, self)

    def _lead(self, key: str, kept: KeptText | None) -> str:
        label = self._state.label(key) or tr("A paragraph")
        if kept is None:
            return tr("{place} was changed elsewhere.").format(place=label)
        at, who = words.clock(kept.at, self._state.zone), kept.by
        if kept.gone:
            said = tr("{who} removed this entry at {at}.") if who else tr("This entry was removed at {at}.")
        else:
            said = tr("{who} changed this entry at {at}.") if who else tr("This entry was changed at {at}.")
        return said.format(who=who, at=at)

    def open(self, key: str) -> None:
        """Show both texts side by side over the page, as they stand now."""
        self._read(key, lambda kept: self._show(key, kept))

    def _show(self, key: str, kept: KeptText | None) -> None:
        if key not in self._mine:
            return
        mine, paragraph = self._mine[key], self._state.paragraph(key)
        text = kept.entry.text if kept is not None else (paragraph.text if paragraph is not None else "")
        gone = paragraph is None
        sheet = BothSheet(self._lead(key, kept), text, mine, gone=gone, can_be_new=kept is not None)
        sheet.kept_chosen.connect(lambda: self._leave(key))
        sheet.left.connect(self.close)
        if paragraph is not None:
            sheet.mine_chosen.connect(lambda: self._use_mine(paragraph, mine))
        if kept is not None:
            sheet.new_chosen.connect(lambda: self._keep_new(key, kept.entry, mine))
        self._sheet = sheet
        self._state.panel.show_centre()
        self._state.panel.show_sheet(sheet)
        sheet.setFocus()
        self._state.shell.announce(self._lead(key, kept))

    def close(self) -> bool:
        """Take the sheet away; both texts stay. True when there was one."""
        if self._sheet is None:
            return False
        self._sheet = None
        self._state.panel.show_sheet(None)
        self._page.setFocus()
        return True

    # The three ways to end it

    def _use_mine(self, paragraph: Paragraph, mine: str) -> None:
        key, state = paragraph.key, self._state
        self._page.keep_mine(key)
        self._send(
            key,
            lambda: revise(
                state.work(), meeting_id=state.meeting_id, paragraph_key=key,
                revision=paragraph.revision, text=mine,
            ),
            tr("Yours is kept."),
            mine_stays=True,
        )  # fmt: skip

    def _keep_new(self, key: str, entry: Entry, mine: str) -> None:
        work = self._state.work
        self._send(key, lambda: keep_as_new(work(), entry_id=entry.id, text=mine), tr("Kept as a new entry."))

    def _leave(self, key: str) -> None:
        draft = Draft(meeting_id=self._state.meeting_id, place=key, text="")
        work = self._state.work

        def drop() -> Outcome[None]:
            keep_draft(work(), draft=draft)
            return Outcome(None)

        self._send(key, drop, tr("Left as it is kept."))

    def _send(
        self, key: str, run: Callable[[], Outcome[Any]], said: str, *, mine_stays: bool = False
    ) -> None:
        state, sheet = self._state, self._sheet
        if sheet is not None:
            sheet.set_busy(True)

        def done(_outcome: Outcome[Any]) -> None:
            if not mine_stays:
                self._page.take_theirs(key)
            self._mine.pop(key, None)
            self._saving.two_texts.discard(key)
            self.close()
            state.shell.clear_banner(BANNER)
            state.say(said)
            waiting = next(iter(self._mine), "")
            if waiting:
                self._say(waiting)

        def refused(error: Exception) -> None:
            if isinstance(error, StaleRevision):
                state.after_reading(lambda: self.open(key))
                state.outbox.ask_view()
                return
            if sheet is not None and self._sheet is sheet:
                sheet.set_busy(False)
            state.refuse(error)

        state.shell.saving()
        state.outbox.send(Errand(lambda: state.noted(run()), done, refused))

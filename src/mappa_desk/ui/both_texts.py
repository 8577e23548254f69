"""An entry that was changed while its text was edited: both texts stand until one is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import StaleRevision
from mappa_desk.domain.views import Draft
from mappa_desk.services.both_texts import KeptText, keep_as_new, kept_text, leave_kept
from mappa_desk.services.contributions import revise_entry
from mappa_desk.ui.capture_drafts import Drafts
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.desk_record import Record
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.views.both_texts import BothSheet

BANNER = "both"


class BothTexts(QObject):
    """Keeps what was typed as a draft, says so in a banner, and shows both when asked."""

    def __init__(self, state: DeskState, record: Record, drafts: Drafts, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._record, self._drafts, self._sheets = state, record, drafts, sheets
        self._mine: dict[str, str] = {}
        self._sheet: BothSheet | None = None
        record.overtaken.connect(self.meet)
        record.both_wanted.connect(self.open)

    def meet(self, entry_id: str, mine: str) -> None:
        """An entry was changed or removed under an edit: keep the typed text and say so. Asks nothing."""
        self._mine[entry_id] = mine
        self._record.two_texts.add(entry_id)
        state, place = self._state, f"entry:{entry_id}"
        draft = Draft(
            meeting_id=state.meeting_id, place=place, text=mine, caret=len(mine), anchor=len(mine), revision=1
        )
        self._drafts.touch(place, lambda: draft)
        self._drafts.write()
        self._read(entry_id, self._say)

    def open(self, entry_id: str) -> None:
        """Show both texts side by side, as they stand now."""
        self._read(entry_id, lambda kept: self._show(entry_id, kept))

    def close(self) -> bool:
        """Take the sheet away; both texts stay. True when there was one."""
        sheet, self._sheet = self._sheet, None
        if sheet is None or self._state.panel.sheet is not sheet:
            return False
        self._state.panel.focus_line()
        self._state.panel.close_sheet()
        return True

    def _read(self, entry_id: str, then: Callable[[KeptText], None]) -> None:
        state, work = self._state, self._state.work()

        def read(result: Ok[KeptText] | Err) -> None:
            if isinstance(result, Err):
                state.refuse(result.error)
            elif entry_id in self._mine:
                then(result.value)

        state.jobs.store(lambda: kept_text(work, entry_id=entry_id), read, self)

    def _lead(self, kept: KeptText) -> str:
        at = words.clock(kept.at, self._state.zone)
        said = tr("This entry was removed at {at}.") if kept.gone else tr("This entry was changed at {at}.")
        if kept.by:
            removed, changed = (
                tr("{who} removed this entry at {at}."),
                tr("{who} changed this entry at {at}."),
            )
            said = removed if kept.gone else changed
        return said.format(who=kept.by, at=at)

    def _say(self, kept: KeptText) -> None:
        entry_id = kept.entry.id
        show = BannerAction(tr("Show both"), lambda: self.open(entry_id))
        sentence = tr("Both are kept; choose one.")
        self._state.shell.show_banner(Banner(BANNER, self._lead(kept), sentence, 2, (show,)))

    def _show(self, entry_id: str, kept: KeptText) -> None:
        self._sheets.close()
        mine = self._mine[entry_id]
        sheet = BothSheet(self._lead(kept), kept.entry.text, mine, gone=kept.gone)
        sheet.mine_chosen.connect(lambda: self._use_mine(kept, mine))
        sheet.new_chosen.connect(lambda: self._keep_new(entry_id, mine))
        sheet.kept_chosen.connect(lambda: self._leave(entry_id, mine))
        sheet.left.connect(self.close)
        sheet.typed.connect(self._state.panel.typed_elsewhere)
        self._sheet = sheet
        self._state.panel.show_centre()
        self._state.panel.show_sheet(sheet)
        sheet.setFocus()
        self._state.shell.announce(self._lead(kept))

    # The three ways to end it

    def _use_mine(self, kept: KeptText, mine: str) -> None:
        entry, work = kept.entry, self._state.work
        self._send(
            entry.id,
            lambda: revise_entry(
                work(), entry_id=entry.id, revision=entry.revision, text=mine, began=entry.text
            ),
            tr("Yours is kept."),
        )

    def _keep_new(self, entry_id: str, mine: str) -> None:
        work = self._state.work
        self._send(
            entry_id, lambda: keep_as_new(work(), entry_id=entry_id, text=mine), tr("Kept as a new entry.")
        )

    def _leave(self, entry_id: str, mine: str) -> None:
        """It can still be taken back while the bar stands."""
        work = self._state.work

        def offer() -> None:
            self._record.offer(
                tr("Left as it is kept."), tr("Show both again"), lambda: self._again(entry_id, mine)
            )

        self._send(entry_id, lambda: leave_kept(work(), entry_id=entry_id), "", offer)

    def _again(self, entry_id: str, mine: str) -> None:
        self.meet(entry_id, mine)
        self.open(entry_id)

    def _send(
        self,
        entry_id: str,
        run: Callable[[], Outcome[Any]],
        said: str,
        then: Callable[[], None] | None = None,
    ) -> None:
        state, sheet = self._state, self._sheet
        if sheet is not None:
            sheet.set_busy(True)

        def done(_outcome: Outcome[Any]) -> None:
            self._settled(entry_id)
            if said:
                state.panel.capture.set_hint(said)
                state.shell.announce(said)
            if then is not None:
                then()

        def refused(error: Exception) -> None:
            if isinstance(error, StaleRevision):
                self.open(entry_id)  # it was changed once more: show it as it stands now
                return
            if sheet is not None and self._sheet is sheet:
                sheet.set_busy(False)
            state.refuse(error)

        state.shell.saving()
        state.outbox.send(Errand(run, done, refused))

    def _settled(self, entry_id: str) -> None:
        self._mine.pop(entry_id, None)
        self._record.two_texts.discard(entry_id)
        self._drafts.forget(f"entry:{entry_id}")
        self.close()
        self._drafts.rewrite_line()
        waiting = next(iter(self._mine), None)
        if waiting is None:
            self._state.shell.clear_banner(BANNER)
        else:
            self._read(waiting, self._say)

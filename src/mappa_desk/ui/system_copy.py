"""Joins the copy for the case system with the vault and the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.system_copies import BlockView, CopyView, copy_view, tick_block, untick_block
from mappa_desk.ui.clipboard_guard import ClipboardGuard, may_stay
from mappa_desk.ui.models import system_copy as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.system_copy import SystemCopyView


class SystemCopyPage(OfficePage):
    """The minutes of one meeting in blocks: Enter copies one, Ctrl+Enter ticks it off and goes on."""

    def __init__(self, office: Office, meeting_id: str) -> None:
        self.view = SystemCopyView()
        super().__init__(office, self.view)
        self._meeting_id = meeting_id
        self._copy: CopyView | None = None
        self._restricted = False
        self._busy = False
        self._guard = office.clipboard or ClipboardGuard(self)
        self._guard.cleared.connect(self._on_cleared)
        view = self.view
        view.copy_requested.connect(self.copy)
        view.tick_requested.connect(self.tick)
        view.untick_requested.connect(self.untick)
        view.restricted_changed.connect(self._on_restricted)
        view.block_chosen.connect(lambda _place: self._show_block())

    def title(self) -> str:
        return self.tr("Copy for the case system")

    def regions(self) -> tuple[QWidget, ...]:
        return self.view.regions()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"escape": self.office.shell.back}

    def enter(self) -> None:
        self._read(first=True)

    def copy(self) -> None:
        """Put the chosen block on the clipboard."""
        found = self._chosen()
        if found is None:
            return
        self._guard.copy(found.block.text)
        self._say(words.copied_words(found.block, seconds=self._guard.seconds, may_stay=may_stay()))

    def tick(self) -> None:
        """Note that the chosen block was entered, and go to the next that was not."""
        found, copy = self._chosen(), self._copy
        if found is None or copy is None or self._busy:
            return
        system, reference, typed = self.view.answers()
        try:
            entered_on = self._day(typed)
        except RuleError as error:
            self._refuse(error)
            return
        self._busy = True
        meeting_id, block, version = self._meeting_id, found.block, copy.version
        self.change(
            lambda work: tick_block(
                work, meeting_id=meeting_id, block=block, version=version, system=system,
                reference=reference, entered_on=entered_on,
            ),
            lambda _outcome: self._ticked(block.number),
            self._refuse,
        )  # fmt: skip

    def untick(self) -> None:
        """Take the newest tick of the chosen block back."""
        found = self._chosen()
        if found is None or self._busy or not (found.ticked or found.changed):
            return
        self._busy = True
        tick = (found.ticked or found.changed)[-1]
        self.change(
            lambda work: untick_block(work, copy_id=tick.id),
            lambda _outcome: self._unticked(tick.block),
            self._refuse,
        )

    # Showing

    def _read(self, *, first: bool = False, then: Callable[[], None] | None = None) -> None:
        meeting_id, restricted = self._meeting_id, self._restricted

        def show(found: tuple[CopyView, date]) -> None:
            self._show(*found, first=first)
            if then is not None:
                then()

        self.ask(
            lambda work: (copy_view(work, meeting_id=meeting_id, restricted=restricted), work.today()), show
        )

    def _show(self, copy: CopyView, today: date, *, first: bool) -> None:
        self._copy = copy
        rows = tuple(words.block_row(one.block, one.ticked, one.changed) for one in copy.blocks)
        status = words.status_words(copy.status, copy.version, len(rows), copy.length)
        self.view.show_blocks(rows, status, " ".join(copy.left_out), restricted=copy.restricted)
        self.head(tr("Copy for the case system"), copy.reference)
        if first:
            last = copy.last
            system = last.system if last else next(iter(copy.systems), "")
            self.view.offer(copy.systems, system, last.reference if last else "", today.strftime("%d/%m/%Y"))
            open_ones = [place for place, one in enumerate(copy.blocks) if not one.ticked]
            self.view.go_to(next(iter(open_ones), 0))
            self.view.focus_blocks()
        self._show_block()

    def _show_block(self) -> None:
        found = self._chosen()
        if found is None:
            self.view.show_text("", ticked=False)
        else:
            self.view.show_text(found.block.text, ticked=bool(found.ticked or found.changed))

    def _chosen(self) -> BlockView | None:
        place = self.view.place
        if self._copy is None or not 0 <= place < len(self._copy.blocks):
            return None
        return self._copy.blocks[place]

    def _on_restricted(self, restricted: bool) -> None:
        self._restricted = restricted
        self._read()

    # What is said

    def _ticked(self, number: int) -> None:
        self._busy = False

        def go_on() -> None:
            copy = self._copy
            waiting = [one.block.number for one in copy.blocks if not one.ticked] if copy else []
            later = [one for one in waiting if one > number] or waiting
            if later:
                self.view.go_to(later[0] - 1)
                left = tr("Block {n} is ticked off. {left} to go.")
                self._say(left.format(n=number, left=len(waiting)))
            else:
                self._say(tr("Block {n} is ticked off. Every block was entered.").format(n=number))
            self.view.focus_blocks()

        self._read(then=go_on)

    def _unticked(self, number: int) -> None:
        self._busy = False
        self._read(then=partial(self._say, tr("The tick of block {n} was taken back.").format(n=number)))

    def _on_cleared(self) -> None:
        self.view.say(tr("The clipboard was cleared."))  # the office says it aloud, on every page

    def _say(self, sentence: str) -> None:
        self.view.say(sentence)
        self.office.shell.announce(sentence)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, DeskError):
            self.office.shell.report(error)
            return
        field = error.field if isinstance(error, RuleError) else ""
        self.view.say(str(error), wrong=field or "-")
        self.office.shell.announce(str(error))

    def _day(self, typed: str) -> date:
        today = self.office.work().today()
        found = (
            read_date(typed, today=today, is_holiday=is_bank_holiday, past=True) if typed.strip() else None
        )
        if found is None or found.on is None:
            raise RuleError(tr("On which day was it entered? Write it as 27/11."), field="entered_on")
        return found.on

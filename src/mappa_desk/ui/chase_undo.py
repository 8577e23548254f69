"""What was done on the chase is offered back: in a banner, and by key while the page is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.services.chasing import take_back_round
from mappa_desk.services.work import Work
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.ports import Banner, BannerAction

KEY = "written"
"""The shell takes a banner of this name away when another page is gone to."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, in words, and what takes it back."""

    words: str
    take_back: Callable[[Work], Any]
    wrote: bool = False
    """True where files were written, which stay."""


class ChaseUndo(QObject):
    """The things that were done, the last one first. Each is taken back by lines of their own."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page
        self._done: list[Done] = []

    def note(self, words: str, take_back: Callable[[Work], Any], *, file: str = "", more: str = "") -> None:
        """Say what was done, with a button that takes it back and one that shows the files."""
        self._done.append(Done(words, take_back, bool(file)))
        shell, files = self._page.office.shell, self._page.office.files
        actions = [BannerAction(self.tr("Undo"), self.take_back)]
        if file:
            show = self.tr("Show folder")
            actions.append(BannerAction(show, lambda: files.show_folder(Path(file))))
        actions.append(BannerAction(self.tr("Close"), lambda: shell.clear_banner(KEY)))
        shell.show_banner(Banner(KEY, words, more, 1, tuple(actions)))

    def close(self) -> None:
        """What was said of the last doing is read; it can still be taken back by key."""
        self._page.office.shell.clear_banner(KEY)

    def tell(self, words: str, way: str, go: Callable[[], None]) -> None:
        """Say what was done and leads on from here; nothing of it is taken back by key."""
        shell = self._page.office.shell
        close = BannerAction(self.tr("Close"), lambda: shell.clear_banner(KEY))
        shell.show_banner(Banner(KEY, words, "", 1, (BannerAction(way, go), close)))

    def take_back(self) -> None:
        """Take back what was done last: on this page, else the last round of today."""
        page = self._page
        if not self._done:
            self._offer_last_round()
        if not self._done:
            page.say(self.tr("Nothing to take back."))
            return
        last = self._done.pop()

        def taken(_outcome: object) -> None:
            said = self.tr("Taken back: {what}").format(what=last.words)
            stay = self.tr("The files that were written are still in their folder.") if last.wrote else ""
            shell = page.office.shell
            close = BannerAction(self.tr("Close"), lambda: shell.clear_banner(KEY))
            shell.show_banner(Banner(KEY, said, stay, 1, (close,)))
            page.read()

        def refused(error: Exception) -> None:
            self._done.append(last)
            page.office.shell.report(error)

        page.change(last.take_back, taken, refused)

    def _offer_last_round(self) -> None:
        page = self._page
        last = page.facts.last_round if page.facts is not None else None
        if last is not None and page.office.work().day_of(last.at) == page.office.work().today():
            words = self.tr("The last round of today.")
            self._done.append(Done(words, lambda work: take_back_round(work, round_id=last.round_id)))

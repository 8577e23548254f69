"""The shell of an open vault: pages, header, banners, the saved mark, curtain and lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.models import dates
from mappa_desk.ui.ports import Banner, BannerAction, FormPage, HeaderFacts, Page
from mappa_desk.ui.shell_banners import BannerQueue
from mappa_desk.ui.shell_caret import Caret
from mappa_desk.ui.shell_faults import banner_for
from mappa_desk.ui.views.curtain import CurtainView
from mappa_desk.ui.views.shell import ShellView

SAVING_AFTER_MS = 1000
_ALONE = ("meeting", "changeover", "write_up")
"""Pages that have the window to themselves."""
_UNDER = {"case": "cases", "new_case": "cases", "edit_case": "cases", "new_meeting": "meetings",
          "start_now": "meetings", "new_panel_day": "meetings", "panel_day": "meetings",
          "new_contact": "people", "contact": "people", "import_contacts": "people",
          "import_actions": "actions", "circulation": "meetings", "preview": "documents",
          "system_copy": "documents", "form_return": "documents", "check_document": "documents"}  # fmt: skip
_BEHIND_CURTAIN = ("curtain", "lock")


class Pages(Protocol):
    """Makes the presenter of a page by its name."""

    def __call__(self, name: str, record_id: str, **wishes: str) -> Page:
        """A fresh page. Raises KeyError for a name that there is not."""


class Shell(QObject):
    """Joins the window with the pages it hosts. Gives pages the `ShellPort`."""

    lock_requested = Signal()
    curtain_changed = Signal(bool)
    page_changed = Signal(str)
    second_requested = Signal(str)
    """A window beside the desk is to open or to close."""

    def __init__(self, view: ShellView, pages: Pages, now: Callable[[], datetime]) -> None:
        super().__init__(view)
        self.view = view
        self._make, self._now = pages, now
        self._page: Page | None = None
        self._place: tuple[str, str, dict[str, str]] = ("", "", {})
        self._behind: list[tuple[str, str, dict[str, str]]] = []
        self._banners = BannerQueue()
        self._not_kept = 0
        self._curtain = CurtainView()
        self._caret = Caret()
        view.cover_stack.addWidget(self._curtain)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SAVING_AFTER_MS)
        self._slow.timeout.connect(view.show_saving)
        self.handlers: dict[str, Callable[[], None]] = {
            "back": self.back,
            "next_region": lambda: self._step_region(1),
            "previous_region": lambda: self._step_region(-1),
            "escape": self._escape,
            "close_view": self.back,
            "save_now": self._save_now,
            "curtain": self.curtain,
            "lock": self.lock,
            "settings": lambda: self.navigate("settings"),
            "go_abbreviations": partial(self.navigate, "settings", "abbreviations"),
            "go_wording": partial(self.navigate, "settings", "wording"),
            "go_ladder": partial(self.navigate, "settings", "ladder"),
            "open_case": lambda: self.navigate("new_case"),
            "plan_meeting": lambda: self.navigate("new_meeting"),
            "start_now": lambda: self.navigate("start_now"),
            "add_contact": lambda: self.navigate("new_contact"),
            "import_contacts": lambda: self.navigate("import_contacts"),
            "import_actions": lambda: self.navigate("import_actions"),
            "plan_panel_day": lambda: self.navigate("new_panel_day"),
            "go_panel_day": lambda: self.navigate("panel_day"),
        }  # fmt: skip
        for name in ("start", "cases", "meetings", "actions", "chase", "clocks", "people", "documents"):
            self.handlers[f"go_{name}"] = partial(self.navigate, name)
        self._actions: dict[str, QAction] = {}
        view.page_chosen.connect(self.navigate)
        view.curtain_requested.connect(self.curtain)
        view.lock_requested.connect(self.lock)
        view.due_chosen.connect(self.run)
        view.second_chosen.connect(self.run)
        view.tool_chosen.connect(self.run)
        view.find_requested.connect(lambda: self.run("palette"))
        view.banner.action_chosen.connect(self._on_banner_action)
        view.banner.details_requested.connect(self._on_banner_details)

    def bind(self, more: Mapping[str, Callable[[], None]]) -> None:
        """Add the commands of the program's other parts and give the window its keys. Called once."""
        self.handlers |= more
        from_page = {
            entry.name: (lambda name=entry.name: self.run(name))
            for entry in commands.TABLE
            if entry.scope is Scope.EVERYWHERE and not entry.typed and entry.name not in self.handlers
        }
        self._actions = commands.bind(self.view, Scope.EVERYWHERE, {**self.handlers, **from_page})

    def navigate(self, page: str, record_id: str = "", **wishes: str) -> None:
        """Go to a page. What is half typed on the present one is written first."""
        self._leave(lambda: self._go(page, record_id, wishes, remember=True))

    def lead(self, arrived: Callable[[], None], page: str, record_id: str = "", **wishes: str) -> None:
        """Go to a page and call `arrived` there; not when the present page is not left after all."""

        def go() -> None:
            self._go(page, record_id, wishes, remember=True)
            arrived()

        self._leave(go)

    def back(self) -> None:
        """Go to the page before; from the first one nowhere."""
        if self._behind:
            self._leave(lambda: self._go(*self._behind.pop(), remember=False))
        elif self._place[0] not in ("", "start"):
            self._leave(lambda: self._go("start", "", {}, remember=False))

    def replace(self, page: str, record_id: str = "", **wishes: str) -> None:
        """Go to a page in place of this one: back does not return here. For forms that are done."""
        self._leave(lambda: self._go(page, record_id, wishes, remember=False), anyway=True)

    def refresh(self) -> None:
        """Read the present page again."""
        if self._page is not None:
            self._page.enter()

    def run(self, command: str) -> None:
        """Run a command by its name: the page's own first."""
        call = self.available().get(command)
        if call is not None:
            call()

    def available(self) -> dict[str, Callable[[], None]]:
        """Every command that does something here and now."""
        own = dict(self._page.commands()) if self._page is not None else {}
        return {**self.handlers, **own}

    def show_banner(self, banner: Banner) -> None:
        """Show it, or let it wait behind a graver one."""
        before = self._banners.top
        self._banners.show(banner)
        self._draw_banner()
        if self._banners.top == banner and banner != before:
            self.announce(f"{banner.lead} {banner.sentence}".strip())

    def clear_banner(self, key: str) -> None:
        """The cause is gone."""
        self._banners.clear(key)
        self._draw_banner()

    def asks_before_leaving(self) -> bool:
        """True while the window asks whether what is not kept is to be left."""
        top = self._banners.top
        return top is not None and top.key == "unkept"

    def report(
        self,
        error: Exception,
        retry: Callable[[], None] | None = None,
        *,
        waiting: int = 0,
        elsewhere: Callable[[], None] | None = None,
    ) -> None:
        """Say an error as a banner."""
        banner = banner_for(error, retry, waiting=waiting, elsewhere=elsewhere)
        if not banner.actions:
            close = BannerAction(self.tr("Close"), lambda: self.clear_banner(banner.key))
            banner = Banner(banner.key, banner.lead, banner.sentence, banner.grave, (close,), banner.details)
        self.show_banner(banner)

    def saving(self) -> None:
        """A change is on its way to the disk."""
        if not self._slow.isActive():
            self._slow.start()

    def saved(self, at: datetime | None = None) -> None:
        """Everything is on the disk."""
        self._slow.stop()
        for key in ("disk", "store", "stale", "rule"):
            self._banners.clear(key)
        self._draw_banner()
        if self._not_kept == 0:
            self.view.show_saved(dates.clock(at or self._now()))

    def not_kept(self, count: int) -> None:
        """So many entries wait on the screen."""
        self._slow.stop()
        self._not_kept = count
        if count:
            self.view.show_not_kept(count)
        else:
            self.view.show_saved(dates.clock(self._now()))

    def header(self, facts: HeaderFacts) -> None:
        """Show these facts of the present page."""
        self.view.show_facts(facts)

    def preview(self, meeting_id: str, kind: DocumentKind = DocumentKind.MINUTES, agency: str = "") -> None:
        """Show the very bytes of a document."""
        self.navigate("preview", meeting_id, kind=kind.value, agency=agency)

    def announce(self, text: str) -> None:
        """Say it politely to a screen reader."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, text))

    def second_window(self, name: str) -> None:
        """Open or close a window beside the desk."""
        self.second_requested.emit(name)

    def lock(self) -> None:
        """Ask for the lock."""
        self.lock_requested.emit()

    @property
    def is_curtained(self) -> bool:
        """True while the curtain hides everything."""
        return self.view.cover_stack.currentWidget() is self._curtain

    def curtain(self) -> None:
        """Close the curtain, or open it and give the caret back."""
        stack = self.view.cover_stack
        if self.is_curtained:
            stack.setCurrentIndex(0)
            self._enable_for_curtain(False)
            self._caret.give_back()
            self.curtain_changed.emit(False)
            return
        self._caret.take(self.view)
        self._enable_for_curtain(True)
        stack.setCurrentWidget(self._curtain)
        self._curtain.setFocus()
        self.curtain_changed.emit(True)

    def warn_of_lock(self, is_due: bool) -> None:
        """Say that the lock is near, on the curtain too, or that somebody stayed."""
        self._curtain.show_warning(is_due)
        if is_due:
            words = self.tr("Locks in 30 seconds."), self.tr("Any key stays.")
            self.show_banner(Banner("lock_soon", *words))
        else:
            self.clear_banner("lock_soon")

    def disable_keys(self) -> None:
        """No command works any more: the window is covered for good."""
        for action in self._actions.values():
            action.setEnabled(False)

    def settle(self, done: Callable[[Exception | None], None]) -> None:
        """Have the present page write what is half typed."""
        if self._page is None:
            done(None)
        else:
            self._page.settle(done)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    @property
    def place(self) -> tuple[str, str]:
        """Name and record id of the page that is shown."""
        return self._place[0], self._place[1]

    def _leave(self, go: Callable[[], None], *, anyway: bool = False) -> None:
        if not anyway and isinstance(self._page, FormPage) and self._page.unkept():
            self._ask_before_leaving(go)
            return

        def settled(error: Exception | None) -> None:
            if error is None:
                go()
            else:
                self.report(error, lambda: self._leave(go))

        self.settle(settled)

    def _ask_before_leaving(self, go: Callable[[], None]) -> None:
        def leave() -> None:
            self.clear_banner("unkept")
            self._leave(go, anyway=True)

        self.show_banner(
            Banner(
                "unkept",
                self.tr("What you typed here is not kept yet."),
                "",
                2,
                (
                    BannerAction(self.tr("Leave without keeping"), leave),
                    BannerAction(self.tr("Stay"), lambda: self.clear_banner("unkept")),
                ),
            )
        )

    def _go(self, name: str, record_id: str, wishes: dict[str, str], *, remember: bool) -> None:
        page = self._make(name, record_id, **wishes)
        old, old_place = self._page, self._place
        if remember and old is not None and old_place != (name, record_id, wishes):
            self._behind.append(old_place)
        self._page, self._place = page, (name, record_id, wishes)
        other = old_place[:2] != (name, record_id)
        for key in ("rule", "unkept", "both", "glyph", "figure", *(("written",) if other else ())):
            self._banners.clear(key)
        self._banners.turn()
        self._draw_banner()
        self.view.add_page(page.widget)
        self.view.show_facts(HeaderFacts(page.title()))
        self.view.show_page(page.widget, _UNDER.get(name, name), with_pages=name not in _ALONE)
        if old is not None:
            self.view.remove_page(old.widget)
        self._shadow_keys(page)
        page.enter()
        if self.view.focusWidget() is None:
            page.widget.setFocus()
        self.page_changed.emit(name)

    def _shadow_keys(self, page: Page) -> None:
        """A key that the page uses for itself is the page's while it is shown (`Ctrl+0` on the desk)."""
        inner = {
            QKeySequence(key)
            for name in page.commands()
            if commands.command(name).scope is not Scope.EVERYWHERE
            for key in commands.command(name).keys
        }
        for name, action in self._actions.items():
            keys = [QKeySequence(key) for key in commands.command(name).keys]
            action.setShortcuts([key for key in keys if key not in inner])

    def _enable_for_curtain(self, is_closed: bool) -> None:
        for name, action in self._actions.items():
            action.setEnabled(not is_closed or name in _BEHIND_CURTAIN)

    def _escape(self) -> None:
        call = dict(self._page.commands()).get("escape") if self._page is not None else None
        if call is not None:
            call()
        elif self._place[0] in _UNDER:
            self.back()

    def _save_now(self) -> None:
        def settled(error: Exception | None) -> None:
            if error is None:
                self.saved()
                self.announce(self.tr("Saved {time}").format(time=dates.clock(self._now())))
            else:
                self.report(error, self._save_now)

        self.settle(settled)

    def _step_region(self, step: int) -> None:
        regions = [*self.view.regions()]
        if self._page is not None:
            regions += [region for region in self._page.regions() if region.isVisible()]
        here = QApplication.focusWidget()
        at = next(
            (n for n, region in enumerate(regions) if here is not None
             and (region is here or region.isAncestorOf(here))), -1 if step > 0 else 0
        )  # fmt: skip
        target = regions[(at + step) % len(regions)]
        target.setFocus()
        now = QApplication.focusWidget()
        # What has a name says it as the keyboard comes to it; a region of several controls is named first.
        if name := str(target.property("region") or ""):
            self.announce(name)
        elif now is not None and now is not target and not now.isAncestorOf(target):
            self.announce(target.accessibleName())

    def _draw_banner(self) -> None:
        self.view.banner.show_banner(self._banners.top)

    def _on_banner_action(self, place: int) -> None:
        banner = self._banners.top
        if banner is not None and place < len(banner.actions):
            banner.actions[place].call()

    def _on_banner_details(self) -> None:
        banner = self._banners.top
        if banner is not None:
            self.view.banner.show_details(banner.details)

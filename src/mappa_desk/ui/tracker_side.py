"""The sheet beside the tracker: reads the life of the action under the cursor, and keeps what is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from mappa_desk.domain.action_lives import ActionLife
from mappa_desk.domain.actions import Acceptance, Action, ActionState
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.services.action_lives import life
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui import tracker_doings as doings
from mappa_desk.ui.models import tracker_life
from mappa_desk.ui.models.tracker import Head
from mappa_desk.ui.models.tracker_doings import Doing, DoingAnswers
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.tracker_doings import DOINGS, Chosen, several_words
from mappa_desk.ui.tracker_host import Kept, TrackerHost
from mappa_desk.ui.tracker_reading import rows_of
from mappa_desk.ui.views.tracker_doing import TrackerDoingView
from mappa_desk.ui.views.tracker_sheet import MenuEntry, SheetFacts

FOLLOW_MS = 60
"""How long the cursor rests on an action before its life is read."""
MOST = 500
"""So many actions at most are changed at once."""
KEY = "written"
"""One banner says what was done last, here and on every other page."""

_SETTLED = ("action_reply", "action_outcome")


class TrackerSide(QObject):
    """Follows the cursor while the sheet is open."""

    kept = Signal()
    """Something is on the disk that the list does not show yet."""

    def __init__(self, page: TrackerHost) -> None:
        super().__init__(page.view)
        self._page = page
        self._sheet = page.view.sheet
        self._life: ActionLife | None = None
        self._several: tuple[Action, ...] = ()
        self._count = 0
        self._undo: list[Kept] = []
        self._waiting = ""
        self._for_doing = False
        """True while the sheet is open for a form alone."""
        self._pending: Callable[[DoingAnswers], Callable[[Work], Kept]] | None = None
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self.read)
        sheet = self._sheet
        sheet.closed.connect(self.close)
        sheet.wanted.connect(self.begin)
        sheet.kept.connect(self._keep)
        sheet.cancelled.connect(self.cancel)

    # What is shown

    def follow(self) -> None:
        """The cursor or the choice moved."""
        if self._page.view.is_side_open and self._sheet.doing is None:
            self._follow.start()

    def open(self, *, into: bool = False) -> None:
        """Show the sheet; with `into` the keyboard goes there once the life is read."""
        self._page.view.open_side()
        self._for_doing = False
        self._waiting = "into" if into else ""
        self.read()

    def close(self) -> None:
        """Take the sheet away."""
        self._follow.stop()
        self._sheet.close_doing()
        self._page.view.close_side()

    @property
    def life(self) -> ActionLife | None:
        """The life that is shown."""
        return self._life

    def read(self) -> None:
        """Read what the cursor is on, or the several that are chosen."""
        page = self._page
        lines = page.view.table.chosen_lines(MOST + 1)
        if len(lines) > 1:
            rowids = [page.model.rowid_at(line) or 0 for line in lines]
            self._count = len(rowids)
            page.ask(lambda work: rows_of(work, rowids[:MOST]), lambda rows: self._show_several(
                tuple(row.action for row in rows)))  # fmt: skip
            return
        row = self._row()
        if row is None:
            self._follow.start()  # its page is on its way, or the cursor is on the head of a group
            if page.view.table.current_line < 0 or not page.model.total:
                self._follow.stop()
                self._show_none()
            elif page.model.line(page.view.table.current_line).is_head:
                self._follow.stop()
                self._show_none(page.model.heads[page.model.line(page.view.table.current_line).group])
            return
        action_id = row.action.id
        page.ask(lambda work: life(work, action_id=action_id), self._show)

    def _show(self, shown: ActionLife) -> None:
        self._life, self._several, self._count = shown, (), 1
        action = shown.action
        is_open = action.state is ActionState.OPEN
        self._sheet.show_facts(
            SheetFacts(
                reference=shown.reference,
                text=action.text,
                chips=tracker_life.standing_chips(shown, self._page.today),
                facts=tracker_life.facts(shown),
                rows=tracker_life.life_rows(shown, {one.id: one.name for one in self._page.agencies}),
                primary=tr("Record a reply") if not self._read_only else "",
                primary_name="action_reply",
                second=tr("Move up a rung") if shown.overdue and not self._read_only else "",
                second_name="action_rung",
            )
        )
        self._sheet.set_menu(self._menu(is_open, single=True))
        self._went_in()

    def _show_several(self, actions: tuple[Action, ...]) -> None:
        self._life, self._several = None, actions
        many = self._count > MOST
        count = tr("More than {n}").format(n=MOST) if many else str(self._count)
        words = tr("What is kept here is kept for each of them, and taken back for all of them at once.")
        if many:
            words = tr("Choose no more than {n} at once.").format(n=MOST)
        may = not many and not self._read_only
        self._sheet.show_facts(
            SheetFacts(
                reference=several_words(count),
                text=words,
                primary=tr("Mark them") if may else "",
                primary_name="action_labels",
                second=tr("Move up a rung") if may else "",
                second_name="action_rung",
            )
        )
        is_open = all(action.state is ActionState.OPEN for action in actions)
        self._sheet.set_menu(self._menu(is_open, single=False) if may else ())
        self._went_in()

    def _show_none(self, head: Head | None = None) -> None:
        """Nothing to do something with: an empty list, or the head of a group."""
        self._life, self._several, self._count, self._waiting = None, (), 0, ""
        words = tr("Choose one of its actions, or several with Shift and the arrows.") if head else ""
        title = f"{head.title}, {head.tally}" if head else tr("No action chosen")
        self._sheet.show_facts(SheetFacts(reference=title, text=words))
        self._sheet.set_menu(())

    def _went_in(self) -> None:
        waiting, self._waiting = self._waiting, ""
        if waiting == "into":
            self._sheet.focus_first()
        elif waiting:
            self.begin(waiting)

    def open_menu(self, place: QPoint) -> None:
        """Open the menu of the chosen actions at a place of the screen."""
        page = self._page
        table = page.view.table
        lines = table.chosen_lines(MOST)
        rows = [row for row in (page.model.row_at(line) for line in lines) if row is not None]
        if rows:
            is_open = all(row.action.state is ActionState.OPEN for row in rows)
            page.view.open_row_menu(self._menu(is_open, single=len(lines) == 1), self.begin, place)

    def _menu(self, is_open: bool, *, single: bool) -> Sequence[MenuEntry | None]:
        entries: list[MenuEntry | None] = []
        for name in DOINGS:
            why = "" if is_open or name in _SETTLED else tr("It is settled. Open it again first.")
            if name == "action_accept" and not single:
                continue
            if self._read_only:
                why = tr("This vault is open for reading.")
            entries.append(MenuEntry(name, commands.command(name).words, commands.command(name).keys[0], why))
        if single:
            entries.append(None)
            for name in ("action_topic", "action_case"):
                entry = commands.command(name)
                entries.append(MenuEntry(name, entry.words, next(iter(entry.keys), "")))
        return entries

    @property
    def _read_only(self) -> bool:
        return self._page.office.work().vault.read_only

    # Doing

    def begin(self, name: str) -> None:
        """Open the form of a command; first the life is read of what the cursor is on."""
        page = self._page
        if name not in DOINGS:
            page.go(name)
            return
        if self._read_only:
            page.office.shell.announce(tr("This vault is open for reading."))
            return
        doing, focus = DOINGS[name]
        chosen, current = self._chosen(), self._is_current()
        if not page.view.is_side_open:
            self._for_doing = True
            page.view.open_side()
        if not current and (chosen is None or doing is Doing.RUNG):
            self._waiting = name  # the form opens when the lives have been read
            self.read()
            return
        refusal = self._refusal(name, chosen)
        if chosen is None or refusal:
            page.office.shell.announce(refusal)
            page.office.shell.show_banner(Banner(KEY, refusal, "", 1, (self._close_banner(),)))
        else:
            # At once, so that whoever types on types into the form.
            self._open(doing, chosen, focus)
        if not current:
            self.read()

    def _row(self) -> Any:
        """The row under the cursor, None on a head and while it is on its way."""
        page = self._page
        line = page.view.table.current_line
        return page.model.row_at(line) if line >= 0 else None

    def _is_current(self) -> bool:
        """True when the sheet shows what is chosen."""
        lines = self._page.view.table.chosen_lines(MOST + 1)
        if len(lines) > 1:
            return self._count == len(lines) and bool(self._several)
        row, shown = self._row(), self._life
        return row is not None and shown is not None and shown.action.id == row.action.id

    def _chosen(self) -> Chosen | None:
        """What a form would be about; None for nothing, for too many and while rows are on their way."""
        page = self._page
        lines = page.view.table.chosen_lines(MOST + 1)
        if self._is_current() and len(lines) <= MOST:
            if self._life is None:
                return Chosen(actions=self._several, reference=several_words(len(lines)))
            rung = self._life.rung.id if self._life.rung is not None else ""
            return Chosen(actions=(self._life.action,), reference=self._life.reference, rung=rung)
        if len(lines) > 1:
            rows = [page.model.row_at(line) for line in lines]
            if len(lines) > MOST or None in rows:
                return None
            return Chosen(actions=tuple(row.action for row in rows), reference=several_words(len(lines)))
        row = self._row()
        return Chosen(actions=(row.action,), reference=row.reference) if row is not None else None

    @staticmethod
    def _refusal(name: str, chosen: Chosen | None) -> str:
        if chosen is None:
            return tr("Choose an action first.")
        settled = any(action.state is not ActionState.OPEN for action in chosen.actions)
        if settled and (name not in _SETTLED or chosen.single is None):
            return tr("It is settled. Open it again first.") if chosen.single else tr(
                "Some of these are settled already."
            )  # fmt: skip
        if name == "action_accept" and chosen.single is None:
            return tr("Choose one action: each owner answers for their own.")
        return ""

    def _open(self, doing: Doing, chosen: Chosen, focus: str) -> None:
        page = self._page
        known = page.ladder
        view = TrackerDoingView(doings.offer(doing, chosen, page.agencies, known, focus))
        view.edited.connect(lambda name: self._on_edited(view, chosen, known, name))
        today = page.today
        self.ask(view, lambda answers: doings.call(doing, chosen, answers, today))
        self._on_edited(view, chosen, known, "")

    def ask(self, form: TrackerDoingView, make: Callable[[DoingAnswers], Callable[[Work], Kept]]) -> None:
        """Show a form; `make` turns its answers into what is kept."""
        self._page.view.open_side()
        self._pending = make
        self._sheet.open_doing(form)

    def _on_edited(self, view: TrackerDoingView, chosen: Chosen, rungs: Sequence[Rung], _name: str) -> None:
        answers, today, doing = view.answers, self._page.today, view.offer.doing
        for name in ("due", "day", "look"):
            view.show_meant(name, doings.meant(name, getattr(answers, name), today))
        if doing is Doing.RUNG:
            skips = doings.left_out(rungs, chosen.rung, answers.rung)
            view.show_row("skipped", skips)
            office = next((rung.to_whom for rung in rungs if rung.id == answers.rung), "")
            whom = office[:1].lower() + office[1:]
            view.show_meant("rung", tr("Goes to {whom}.").format(whom=whom) if office else "")
        if doing is Doing.ACCEPT:
            view.show_row("note", answers.outcome == Acceptance.OBJECTED.value)
            view.show_row("told", answers.outcome != Acceptance.ACCEPTED.value)

    def cancel(self) -> None:
        """Leave the form as if it had never been opened."""
        if self._sheet.doing is not None:
            self._sheet.close_doing()
            self._pending = None
            self._go_on()

    def _go_on(self) -> None:
        """Back to the list; a sheet that lies over it goes when it was opened for the form alone."""
        view = self._page.view
        if view.is_wide:
            view.focus_list()
        elif self._for_doing:
            self.close()
            view.focus_list()
        else:
            self._sheet.focus_first()

    @property
    def unkept(self) -> bool:
        """True while a form holds what nothing has kept."""
        return self._sheet.doing is not None and self._sheet.doing.changed

    def _keep(self) -> None:
        form, make = self._sheet.doing, self._pending
        if form is None or make is None:
            return
        try:
            keep = make(form.answers)
        except RuleError as error:
            self._refused(form, error)
            return
        self._page.change(keep, self.done, lambda error: self._refused(form, error))

    def _refused(self, form: TrackerDoingView, error: Exception) -> None:
        if self._sheet.doing is not form:
            return
        if not isinstance(error, DeskError):
            self._page.office.shell.report(error, self._keep)
            return
        field = getattr(error, "field", "") or ""
        form.show_wrong(doings.FIELD_OF.get(field, field), str(error))

    def done(self, kept: Kept) -> None:
        """It is on the disk: say so, and offer to take it back."""
        self._undo.append(kept)
        self._sheet.close_doing()
        self._pending = None
        self._say(kept.words, undo=True)
        self._go_on()
        self.read()
        self.kept.emit()

    # Taking back

    def undo(self) -> None:
        """Take back what was kept last from this page."""
        if not self._undo:
            self._page.office.shell.announce(tr("Nothing was kept here that could be taken back."))
            return
        kept = self._undo.pop()

        def back(work: Work) -> object:
            return kept.back(work)

        self._page.change(back, lambda _done: self._on_back(kept))

    def _on_back(self, kept: Kept) -> None:
        self._say(tr("Taken back: {what}").format(what=kept.words), undo=False)
        self.read()
        self.kept.emit()

    def _say(self, words: str, *, undo: bool) -> None:
        actions = (BannerAction(tr("Undo"), self.undo), self._close_banner()) if undo else (
            self._close_banner(),
        )  # fmt: skip
        about = tr("Ctrl+Z takes it back.") if undo else ""
        self._page.office.shell.show_banner(Banner(KEY, f"{words}.", about, 1, actions))

    def _close_banner(self) -> BannerAction:
        shell = self._page.office.shell
        return BannerAction(tr("Close"), lambda: shell.clear_banner(KEY))

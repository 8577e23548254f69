"""Joins the morning's chase with the vault: what waits, what is ticked, what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.chase_views import ChaseView
from mappa_desk.services.chasing import chase_view
from mappa_desk.services.waiting_changes import WaitingChange, waiting_changes
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.chase_changes import ChaseChanges
from mappa_desk.ui.chase_doings import ChaseDoings
from mappa_desk.ui.chase_host import Chased
from mappa_desk.ui.chase_replies import ChaseReplies
from mappa_desk.ui.chase_undo import ChaseUndo
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.documents_side import DocumentsSide
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import (
    ChaseLine,
    ChaseModel,
    ChaseRow,
    Part,
    Shape,
    arranged,
    part_count,
    part_name,
    to_do,
    told,
)
from mappa_desk.ui.models.chase_lines import chase_lines, lines_aside, part_notes
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.ports import HeaderFacts
from mappa_desk.ui.views.chase import ChasePageView, Doing

_ONLY_GO = ("meeting", "case", "paper", "owners")
"""Doings that change nothing."""
_PARTS = {f"chase_{part.value}": part for part in Part}


class ChasePage(OfficePage):
    """The co-ordinator's quarter of an hour: five parts in one list, several agencies at once."""

    def __init__(self, office: Office, show: str = "", left: Chased | None = None) -> None:
        self.model = ChaseModel()
        self.view = ChasePageView(self.model)
        super().__init__(office, self.view)
        self.facts: ChaseView | None = None
        self.lines: tuple[ChaseLine, ...] = ()
        self.left = left or Chased()
        self._changes: tuple[WaitingChange, ...] = ()
        self._ticked, self._turned = self.left.ticked, self.left.turned
        self._typed, self._wish = "", show
        self._after: list[Callable[[], None]] = []
        view = self.view
        self.side = DocumentsSide(self)
        self.undo = ChaseUndo(self)
        self.replies = ChaseReplies(self)
        self.changes = ChaseChanges(self)
        self.doings = ChaseDoings(self, self.replies, self.changes)
        self._letters: dict[str, Callable[[], None]] = {
            commands.command(name).keys[0]: call for name, call in self._of_list().items()
        }
        view.list.set_letters(frozenset(key for key in self._letters if len(key) == 1))
        view.list.marked.connect(lambda letter: self._letters[letter]())
        view.list.entered_row.connect(lambda _row: self._do("main"))
        view.list.tick_wanted.connect(self._tick)
        view.list.fold_wanted.connect(self._fold)
        commands.bind(view.list, Scope.CHASE, {"chase_undo": self._take_back})
        view.filter_changed.connect(self._filter)
        view.part_wanted.connect(self._go_to)
        view.row_changed.connect(self._tell)
        view.pressed.connect(self._do)
        view.change_wanted.connect(self._note_change)

    def title(self) -> str:
        return self.tr("Chase")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {
            "escape": self._escape,
            "find_here": self.view.focus_filter,
            "note_change": self._note_change,
        }

    def regions(self) -> tuple[QWidget, ...]:
        return self.view.regions()

    def enter(self) -> None:
        self.read(self._begin)

    def unkept(self) -> bool:
        """True while answers in the pane beside are kept by nothing yet."""
        return self.side.unkept() or self.replies.unkept()

    def settle(self, done: Callable[[Exception | None], None]) -> None:
        """What is being written is written first."""
        self.side.after_running(lambda: done(None))

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Read everything anew; `then` runs once it is shown."""
        if then is not None:
            self._after.append(then)
        self.ask(_read, lambda found: self._show(*found))

    # What is chosen

    def chosen(self) -> tuple[ChaseLine, ...]:
        """The ticked lines of the part under the cursor, else the line or the agency under it."""
        row = self.view.current()
        if row is None:
            return ()
        if row.tick is None:
            return row.lines
        ticked = tuple(line for line in self._fitting() if line.part is row.part and line.key in self._ticked)
        return ticked or to_do(row.lines)

    def let_go(self, lines: tuple[ChaseLine, ...]) -> None:
        """What was done is ticked no more."""
        self._ticked -= {line.key for line in lines}
        self._draw()

    def say(self, words: str) -> None:
        """Tell a screen reader."""
        self.office.shell.announce(words)

    def done(self, words: str, take_back: Callable[[Work], Any], *, file: str = "", more: str = "") -> None:
        """Say what was done, and offer to take it back; `file` is one of those written, `more` about them."""
        self.undo.note(words, take_back, file=file, more=more)

    def tell_of(self, words: str, way: str, page: str, record_id: str) -> None:
        """Say what was done, with a way to where it goes on."""
        self.undo.tell(words, way, lambda: self.office.shell.navigate(page, record_id))

    # Showing

    def _show(self, facts: ChaseView, changes: tuple[WaitingChange, ...]) -> None:
        self.facts, self._changes = facts, changes
        self.lines = chase_lines(facts, ((one.change, one.case_reference, one.meeting) for one in changes))
        self._ticked.intersection_update(line.key for line in self.lines)
        self._draw()
        waiting, self._after = self._after, []
        for call in waiting:
            call()

    def _draw(self) -> None:
        here = self.view.current()
        place = self.model.place_of(here.key) if here is not None else -1
        self.model.set_rows(
            arranged(
                self.lines,
                ticked=frozenset(self._ticked),
                turned=frozenset(self._turned),
                typed=self._typed,
                notes=part_notes(self.facts) if self.facts is not None else {},
                aside=self._aside(),
            )
        )
        if here is not None and not self.view.choose(here.key):
            self._stay_near(place)
        due = {part: [line for line in self.lines if line.part is part and line.due] for part in Part}
        said = {part: part_count(part, lines) for part, lines in due.items()}
        self.view.set_counts({part: len(lines) for part, lines in due.items()}, said)
        waiting = sum(len(lines) for lines in due.values())
        cases = len({line.case_id for line in self.lines if line.due})
        all_ = self.tr("{n} to do in {cases}").format(
            n=waiting, cases=dates.counted(cases, self.tr("case"), self.tr("cases"))
        )
        self.office.shell.header(
            HeaderFacts(self.tr("Chase"), all_ if waiting else self.tr("Nothing waits today"))
        )
        self._tell()

    def _aside(self) -> dict[Part, ChaseLine]:
        return lines_aside(self.facts) if self.facts is not None else {}

    def _stay_near(self, place: int) -> None:
        """The row under the cursor is done: the next one that can be chosen, else the one before."""
        rows = self.model.rows
        after = [at for at in range(min(place, len(rows)), len(rows)) if not self.model.is_heading(rows[at])]
        before = [at for at in range(min(place, len(rows))) if not self.model.is_heading(rows[at])]
        if after or before:
            self.view.list.select_place(after[0] if after else before[-1])
        else:
            self.view.choose_none()

    def _begin(self) -> None:
        wish, self._wish = self._wish, ""
        parts = [part for part in Part if part.value == wish] or list(Part)
        if self.view.current() is None and (wish or not self.view.choose(self.left.here)):
            any(self.view.go_to_part(part) for part in parts)
        if not self.side.is_open:
            self.view.focus_list()

    def _tell(self) -> None:
        """Say what is under the cursor, and what can be done with what is chosen."""
        row, chosen = self.view.current(), self.chosen()
        self.view.set_ticked(self._ticked_words(row.part if row is not None else None))
        if row is None or not chosen:
            empty = self.tr("Nothing waits today.") if not self.lines else ""
            self.view.set_detail(empty, "", ())
            self.view.set_doings(())
            return
        self.left.here = row.key
        self.view.mark_part(row.part)
        for_ticked = chosen != to_do(row.lines)
        why = self.tr("For the {n} that are ticked:").format(n=len(chosen)) if for_ticked else ""
        if row.shape is Shape.GROUP:
            self.view.set_detail(row.number, row.text, told(chosen), why)
        else:
            line = row.lines[0]
            self.view.set_detail(line.number, line.text, line.facts, why)
        self.view.set_doings(self._offered(row.part, chosen))
        self.view.set_legend(self._legend(row.part))

    def _ticked_words(self, part: Part | None) -> str:
        """How many lines Enter acts on, and how many more are ticked out of its reach."""
        here = sum(1 for line in self._fitting() if line.part is part and line.key in self._ticked)
        beyond = len(self._ticked) - here
        said = self.tr("{n} ticked").format(n=here) if here else ""
        if beyond and here:
            return self.tr("{said}, {n} elsewhere").format(said=said, n=beyond)
        return self.tr("{n} ticked elsewhere").format(n=beyond) if beyond else said

    def _legend(self, part: Part) -> str:
        """What the keys do in this part."""
        own = {
            Part.DO_NOW: self.tr("T told, B called back, R keys the reply, P prints the list"),
            Part.CALLS: self.tr("P looks at the sheet, R keys the reply, N notes a change"),
            Part.CHANGES: self.tr("N notes a change"),
            Part.ANSWERS: self.tr("R keys the answer"),
        }
        said = own.get(part, self.tr("R keys the reply, N notes a change"))
        return self.tr(
            "Enter does what is due. Space ticks, A ticks the part, Esc unticks, {own}, O opens, "
            "Ctrl+Z takes back, 1 to 5 go to a part"
        ).format(own=said)

    def _offered(self, part: Part, chosen: tuple[ChaseLine, ...]) -> tuple[Doing, ...]:
        why = self.tr("This vault is open for reading.") if self.office.work().vault.read_only else ""
        return tuple(
            Doing(name, words, "" if name in _ONLY_GO else why)
            for name, words in self.doings.offered(part, chosen)
        )

    # Doing

    def _of_list(self) -> dict[str, Callable[[], None]]:
        """What the letters and digits of the list do."""
        return {
            **{name: partial(self._go_to, part) for name, part in _PARTS.items()},
            "chase_all": self._tick_all,
            "chase_reply": lambda: self._do("reply"),
            "chase_told": lambda: self._do("told"),
            "chase_back": lambda: self._do("back"),
            "chase_paper": lambda: self._do("paper"),
            "chase_note": self._note_change,
            "chase_open": lambda: self._do("open"),
        }

    def _do(self, name: str) -> None:
        row, chosen = self.view.current(), self.chosen()
        if row is None or not chosen or self._is_busy():
            return
        if name == "open":
            name = "meeting" if row.part is Part.ANSWERS else "case"
        if self.office.work().vault.read_only and name not in _ONLY_GO:
            self.say(self.tr("This vault is open for reading."))
        else:
            self.doings.run(name, row.part, chosen)

    def _note_change(self) -> None:
        if not self._is_busy():
            self.changes.note(self._case_here())

    def _take_back(self) -> None:
        if not self._is_busy():
            self.undo.take_back()

    def _is_busy(self) -> bool:
        """True while what was begun beside the list takes its while; says so."""
        if self.side.is_running:
            self.say(self.tr("Wait until the sheets are written, or stop them with Esc."))
        return self.side.is_running

    def _case_here(self) -> str:
        row = self.view.current()
        return row.lines[0].case_id if row is not None and row.lines else ""

    def _go_to(self, part: Part) -> None:
        if self.side.is_open:
            return
        found = self.view.go_to_part(part)
        self.view.focus_list()
        if not found:
            self.say(self.tr("{part}: nothing").format(part=part_name(part)))

    def _tick(self, row: ChaseRow) -> None:
        if row.tick is None:
            return
        if row.tick is Qt.CheckState.Checked:
            self._ticked -= {line.key for line in row.lines}
        else:
            self._ticked |= {line.key for line in to_do(row.lines)}
        self._draw()
        now = next((one.tick for one in self.model.rows if one.key == row.key), None)
        said = self.tr("not ticked") if now is Qt.CheckState.Unchecked else self.tr("ticked")
        total = self.tr("{n} in all").format(n=len(self._ticked))
        self.say(f"{row.number}: {said}, {total}")

    def _tick_all(self) -> None:
        """Tick what is due in this part. It never unticks: Escape does, for all parts."""
        row = self.view.current()
        if row is None:
            return
        keys = {line.key for line in self._fitting() if line.part is row.part and line.due}
        said = self.tr("{n} ticked") if keys - self._ticked else self.tr("All {n} are ticked. Esc unticks.")
        self._ticked |= keys
        self._draw()
        self.say(said.format(n=len(keys)) if keys else self.tr("Nothing is due here."))

    def _fold(self, row: ChaseRow, fold: bool) -> None:
        if row.shape is Shape.LINE and fold and row.inset:
            self.view.choose(f"group:{row.part.value}:{row.lines[0].agency}")
        elif row.folded is not None and row.folded is not fold:
            self._turned ^= {row.key}
            self._draw()

    def _filter(self, text: str) -> None:
        self._typed = text
        self._draw()
        if self.view.current() is None:
            any(self.view.go_to_part(part) for part in Part)

    def _fitting(self) -> tuple[ChaseLine, ...]:
        typed = self._typed.strip()
        return tuple(line for line in self.lines if line.fits(typed)) if typed else self.lines

    def _escape(self) -> None:
        """Stays when asked whether to leave; else closes pane, filter, ticks and banner, one by one."""
        shell = self.office.shell
        if shell.asks_before_leaving():
            shell.clear_banner("unkept")
        elif self.side.is_open:
            self.side.leave()
            if self._ticked and not self.side.is_open:
                self.say(self.tr("{n} still ticked").format(n=len(self._ticked)))
        elif self._typed or self.view.filter.hasFocus():
            self.view.filter.clear()
            self.view.focus_list()
        elif self._ticked:
            self._ticked.clear()
            self._draw()
            self.say(self.tr("Nothing ticked"))
        else:
            self.undo.close()


def _read(work: Work) -> tuple[ChaseView, tuple[WaitingChange, ...]]:
    return chase_view(work), waiting_changes(work)

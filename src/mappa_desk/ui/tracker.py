"""Joins the tracker with the vault: what is typed finds, the cursor shows a life, letters do something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.action_filter_words import FilterPart, ParsedFilter, parse_filter
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.tracker_views import TrackerCounts
from mappa_desk.services.areas import area_view
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.ladder import ladder
from mappa_desk.services.tracker import counts
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui import tracker_menus as menus
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.record import Chip
from mappa_desk.ui.models.tracker import TrackerModel
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.tracker_doings import DOINGS
from mappa_desk.ui.tracker_filters import TrackerFilters
from mappa_desk.ui.tracker_host import Keeper
from mappa_desk.ui.tracker_out import TrackerOut
from mappa_desk.ui.tracker_reading import TrackerReading, Wanted
from mappa_desk.ui.tracker_refusals import why_not
from mappa_desk.ui.tracker_side import TrackerSide
from mappa_desk.ui.tracker_state import OPEN, TrackerState
from mappa_desk.ui.views.tracker import TrackerView

_WRITTEN = (MeetingState.CLOSED, MeetingState.APPROVED)
_ICONS = {
    FilterPart.STATE: "ring",
    FilterPart.OVERDUE: "flag",
    FilterPart.AGENCY: "people",
    FilterPart.OWNER: "person",
    FilterPart.CASE: "folder",
    FilterPart.LABEL: "note",
    FilterPart.PRIORITY: "triangle",
    FilterPart.DUE: "calendar",
    FilterPart.CARRIED: "carried",
    FilterPart.REDATED: "calendar",
    FilterPart.ACCEPTANCE: "tick",
    FilterPart.LOOK: "eye",
    FilterPart.TEXT: "search",
}


class TrackerPage(OfficePage):
    """All actions of all cases. `wish` is what it was opened for, as `TrackerState.arrive` gave it."""

    def __init__(self, office: Office, state: TrackerState, wish: str = "") -> None:
        self.model = TrackerModel()
        self.model.set_columns(state.columns)
        self.view = TrackerView(self.model)
        super().__init__(office, self.view)
        self.state = state
        self._wish = wish
        self.today = office.work().today()
        self.agencies: tuple[Agency, ...] = ()
        self.ladder: tuple[Rung, ...] = ()
        self._read: ParsedFilter | None = None
        self._counts: TrackerCounts | None = None
        self._entered = False
        self.reading = TrackerReading(office, self.model, self.view)
        self.side = TrackerSide(self)
        self.filters = TrackerFilters(self)
        self.out = TrackerOut(self)
        self._connect()

    def _connect(self) -> None:
        view, table = self.view, self.view.table
        view.words_changed.connect(self._on_words)
        view.chip_pressed.connect(self._on_chip)
        view.menu_wanted.connect(self._on_menu_wanted)
        view.menu_chosen.connect(self._on_menu_chosen)
        view.everything_wanted.connect(lambda: view.set_words(OPEN))
        table.end_wanted.connect(self.reading.look_at_end)
        table.sort_wanted.connect(self._on_sort)
        table.entered_row.connect(lambda _line: self.side.open(into=True))
        table.clicked_row.connect(self._on_clicked)
        table.menu_wanted.connect(self.side.open_menu)
        table.current_changed.connect(self._on_moved)
        table.chosen_changed.connect(self.side.follow)
        self.reading.shown.connect(self._on_shown)
        self.reading.counted.connect(self._on_counted)
        self.side.kept.connect(self._on_kept)
        letters = {name: partial(self.side.begin, name) for name in DOINGS}
        commands.bind(
            table,
            Scope.TRACKER,
            {**letters, "action_topic": partial(self.go, "action_topic"), "undo_tracker": self.side.undo},
        )
        view.sheet.take_letters(
            commands.bind(
                view.sheet, Scope.TRACKER, {**letters, "action_topic": partial(self.go, "action_topic")}
            )
        )
        commands.bind(view.sheet, Scope.TRACKER, {"undo_tracker": self.side.undo})

    # What the shell asks

    def title(self) -> str:
        return self.tr("Actions")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        groups = {
            "tracker_by_agency": "agency",
            "tracker_by_owner": "owner",
            "tracker_by_case": "case",
            "tracker_by_due": "due",
            "tracker_ungrouped": "",
        }
        own: dict[str, Callable[[], None]] = {
            "escape": self._escape,
            "find_here": self.view.focus_filter,
            "preview": lambda: self.view.open_menu("print"),
            "tracker_overdue": lambda: self.view.set_words("is:overdue"),
            "tracker_save_filter": self.filters.keep,
            "tracker_fold": lambda: self.view.table.fold_all(True),
            "tracker_unfold": lambda: self.view.table.fold_all(False),
            "tracker_print": lambda: self.view.open_menu("print"),
            "tracker_export": lambda: self.view.open_menu("export"),
            **{name: partial(self.side.begin, name) for name in DOINGS},
            **{name: partial(self.group, key) for name, key in groups.items()},
            **{name: partial(self.go, name) for name in ("action_meeting", "action_case", "action_topic")},
        }
        return own

    def why_not(self, command: str) -> str:
        """Why a command cannot work on what is chosen now; empty when it can."""
        return why_not(self, command)

    def regions(self) -> tuple[QWidget, ...]:
        return self.view.regions()

    def unkept(self) -> bool:
        """True while a form beside the list holds what nothing has kept yet."""
        return self.side.unkept

    def enter(self) -> None:
        self.ask(
            lambda work: (area_view(work).agencies, ladder(work), work.today()),
            lambda read: self._begin(*read),
        )

    def _begin(self, agencies: tuple[Agency, ...], rungs: tuple[Rung, ...], today: date) -> None:
        self.agencies, self.ladder, self.today = agencies, rungs, today
        self.reading.agencies = {one.id: one.name for one in agencies}
        self.show_ways()
        self.filters.read()
        self._say_head()
        if not self._entered:
            self._entered = True
            self.view.set_words(self.state.words)
            self.view.focus_list()
        else:
            self.look()

    # Finding

    def _on_words(self, words: str) -> None:
        if words != self.state.words:
            self.state.rowid, self._line = 0, -1
        self.state.words = words
        self.look()

    def look(self) -> None:
        """Find again, as everything stands."""
        state = self.state
        read = parse_filter(state.words, today=self.today, agencies=self.agencies, is_holiday=is_bank_holiday)
        self._read, self._counts = read, None
        self._say()
        self.reading.look(
            Wanted(find=read.filter, sort=state.sort, descending=state.descending, group_by=state.group_by)
        )

    @property
    def keeper(self) -> Keeper:
        """The sheet, for what keeps something."""
        return self.side

    def _say_head(self) -> None:
        """How many are open, in the header; counted beside the reading of rows, which must not wait."""
        work = self.office.work()

        def answered(result: Ok[TrackerCounts] | Err) -> None:
            if isinstance(result, Ok):
                found = result.value
                words = self.tr("{open} open, {late} overdue")
                said = words.format(open=f"{found.fitting:,}", late=f"{found.overdue:,}")
                self.head(self.tr("Actions"), said)

        self.office.jobs.work(lambda: counts(work, find=ActionFilter(open_only=True)), answered, self)

    @property
    def find(self) -> ActionFilter:
        """Which actions are shown."""
        return self._read.filter if self._read is not None else ActionFilter()

    def _say(self) -> None:
        read, found = self._read, self._counts
        if read is None:
            return
        chips = tuple(
            Chip(_ICONS[chip.part], chip.words, "danger" if chip.part is FilterPart.OVERDUE else "accent")
            for chip in read.chips
        )
        tail = ""
        if found is not None:
            tail = self.tr("{shown} of {all} shown").format(
                shown=f"{found.fitting:,}", all=f"{found.everything:,}"
            )
        self.view.show_read(chips, tail)

    def _on_counted(self, found: TrackerCounts) -> None:
        self._counts = found
        self._say()
        self._say_empty()

    def _on_shown(self) -> None:
        """Put the cursor back where it was, and say what an empty list means."""
        table, model, reading = self.view.table, self.model, self.reading
        self._say_empty()
        line = model.line_of_rowid(self.state.rowid) if self.state.rowid else -1
        if reading.at_end and not reading.complete:
            line = model.rowCount() - 1
        elif line < 0 and reading.complete and 0 <= self._line < model.rowCount():
            line = self._line
        wish = self.state.rowid
        if line >= 0:
            table.go_to(line)
        else:
            table.go_to_first()
            if wish and not reading.complete:
                self.state.rowid = wish  # it stands further down, in rows that are still on their way
        if self.state.side and not self.view.is_side_open and reading.complete:
            self.side.open()

    def _on_kept(self) -> None:
        self.filters.read()
        self.look()
        self._say_head()

    def _say_empty(self) -> None:
        if self.model.total or not self.reading.complete:
            self.view.show_empty("")
            return
        hidden = self._counts.hidden if self._counts is not None else 0
        if hidden:
            words = self.tr("No action fits. {count} are hidden by the filter.").format(count=f"{hidden:,}")
            self.view.show_empty(words, self.tr("Show all open actions"))
        elif self._counts is not None:
            self.view.show_empty(
                self.tr("No action yet. A meeting makes them, or a spreadsheet brings them in.")
            )

    def _on_chip(self, place: int) -> None:
        if self._read is not None and place < len(self._read.chips):
            self.view.set_words(self._read.without(self._read.chips[place]))

    # Order, groups, columns

    def _on_sort(self, key: str) -> None:
        state = self.state
        state.descending = not state.descending if state.sort == key else False
        state.sort = key
        self._again()

    def group(self, key: str) -> None:
        """Group by this, or not at all."""
        self.state.group_by = key
        self._again()

    def _again(self) -> None:
        self.state.keep()
        self.show_ways()
        self.look()

    def show_ways(self) -> None:
        """Say how the list is grouped and sorted."""
        self.view.table.show_sort(self.state.sort, self.state.descending)
        self.view.set_view_words(menus.view_words(self.state))

    def _on_menu_wanted(self, name: str) -> None:
        makers = {
            "narrow": lambda: menus.narrow_menu(self.state.words, self.agencies),
            "view": lambda: menus.view_menu(self.state),
            "saved": self.filters.menu,
            "print": self.out.print_menu,
            "export": self.out.export_menu,
        }
        self.view.set_menu(name, makers[name]())

    def _on_menu_chosen(self, name: str, line: str) -> None:
        if name == "narrow":
            self.view.set_words(menus.narrowed(self.state.words, line))
        elif name == "view":
            self._on_view_chosen(line)
        elif name == "saved":
            self.filters.chosen(line)
        else:
            self.out.chosen(line)

    def _on_view_chosen(self, line: str) -> None:
        kind, _, key = line.partition(":")
        state = self.state
        if kind == "group":
            self.group(key)
        elif kind == "sort":
            state.sort, state.descending = key, False
            self._again()
        elif kind == "way":
            state.descending = not state.descending
            self._again()
        elif kind == "column":
            had = key in state.columns
            state.columns = (
                tuple(one for one in state.columns if one != key) if had else (*state.columns, key)
            )
            state.keep()
            self.model.set_columns(state.columns)
            self._on_shown()
        else:
            self.view.table.fold_all(kind == "fold")

    # The cursor

    _line = -1

    def _on_moved(self) -> None:
        line = self.view.table.current_line
        if line >= 0:
            self._line = line
            rowid = self.model.rowid_at(line)
            self.state.rowid = rowid or 0
        self.side.follow()

    def _on_clicked(self, _line: int) -> None:
        """A click shows the life where there is room beside the list."""
        if not self.view.is_side_open and self.view.is_wide:
            self.side.open()

    def _escape(self) -> None:
        shell = self.office.shell
        if shell.asks_before_leaving():
            shell.clear_banner("unkept")
        elif self.view.sheet.doing is not None:
            self.side.cancel()
        elif self.view.is_side_open:
            self.side.close()
            self.state.side = False
        else:
            self.view.focus_list()

    # Going elsewhere

    def leave(self) -> None:
        """Remember whether the sheet was open, for coming back."""
        self.state.side = self.view.is_side_open
        self.state.left = (self._wish, self.state.words)

    def go(self, name: str) -> None:
        """Go to the meeting that made the action under the cursor, or to its case."""
        row = self.model.row_at(self.view.table.current_line) if self.view.table.current_line >= 0 else None
        shell = self.office.shell
        if row is None:
            shell.announce(tr("Choose an action first."))
            return
        self.leave()
        meeting_id, case_id = row.action.meeting_id, row.action.case_id
        if name == "action_case" or meeting_id is None:
            shell.navigate("case", case_id)
            return

        def written(work: Work) -> bool:
            with work.reading() as reading:
                return reading.get(Meeting, meeting_id).state in _WRITTEN

        self.ask(written, lambda is_written: shell.navigate(
            "write_up" if is_written else "meeting", meeting_id))  # fmt: skip

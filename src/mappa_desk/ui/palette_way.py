"""Where the palette leads: to what was found, to a filter, to the page that can do what was asked for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from mappa_desk.domain.action_filter import ActionFilter, print_filter
from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.chasing import SavedFilter
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import Hit
from mappa_desk.services.whereabouts import Whereabouts, whereabouts
from mappa_desk.ui import commands
from mappa_desk.ui.commands_elsewhere import DESK, way_of
from mappa_desk.ui.desk import DeskPage
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.office import Office
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.shell import Shell
from mappa_desk.ui.tracker import TrackerPage

KEY = "written"
"""What to do next stands where it is said what was done last."""
_WRITTEN = (MeetingState.CLOSED, MeetingState.APPROVED)


class PaletteWay(QObject):
    """Goes there. Whatever the present page still has to ask or to write comes first."""

    def __init__(self, shell: Shell, office: Office) -> None:
        super().__init__(shell)
        self._shell, self._office = shell, office

    def to_hit(self, hit: Hit) -> None:
        """An action in the list of all or of the running meeting; all else in its meeting or case."""
        work = self._office.work()

        def answered(result: Ok[Whereabouts] | Err) -> None:
            if isinstance(result, Err):
                self._shell.report(result.error)
            else:
                self._to_place(result.value, hit)

        self._office.jobs.store(lambda: whereabouts(work, hit=hit), answered, self)

    def to_filter(self, kept: SavedFilter) -> None:
        """The actions as a filter shows them, with its groups and its order."""
        self._shell.navigate("actions", show=kept.words, ways=f"{kept.group_by} {kept.sort_by or 'due'}")

    def to_command(self, name: str, running_id: str) -> None:
        """The page that can do it, saying what to do next; `running_id` is of the meeting that runs."""
        entry = commands.command(name)
        way = way_of(entry)
        if way is None:
            return
        page, record_id, sentence = way.page, way.record_id, way.then(entry)
        if page == DESK:
            page, record_id = ("meeting", running_id) if running_id else ("meetings", "")
            if not running_id:
                sentence = self.tr("Open the meeting with Enter. {then}").format(then=sentence)
        if sentence:
            arrived = partial(self._say_next, way.words(entry), sentence)
        elif way.show:
            self._shell.navigate(page, record_id, show=way.show)
            return
        else:
            arrived = partial(self._shell.run, name)
        self._shell.lead(arrived, page, record_id)

    def _say_next(self, words: str, sentence: str) -> None:
        shell = self._shell
        if isinstance(shell.page, TrackerPage):
            shell.page.state.side = False  # where there is little room it would lie over the list
        close = BannerAction(self.tr("Close"), lambda: shell.clear_banner(KEY))
        shell.show_banner(Banner(KEY, f"{words}.", sentence, 1, (close,)))

    def _to_place(self, found: Whereabouts, hit: Hit) -> None:
        shell = self._shell
        if found.meeting is not None:
            self._to_meeting(found.meeting, found)
        elif found.action is not None:
            is_open = True if found.action.state is ActionState.OPEN else None
            line = print_filter(ActionFilter(open_only=is_open, cases=(hit.case_reference,)))
            shell.navigate("actions", show=line, row=str(found.row))
        else:
            shell.navigate("case", found.case_id)

    def _to_meeting(self, meeting: Meeting, found: Whereabouts) -> None:
        """Its desk; of one that is over the page where its minutes are written up, and read once sealed."""
        wish = f"action:{found.action.id}" if found.action is not None else ""
        if found.entry_id and meeting.state is not MeetingState.RUNNING:
            wish = f"entry:{found.entry_id}"  # while a meeting runs its item is not left for looking
        page = self._shell.page
        if isinstance(page, DeskPage) and page.state.meeting_id == meeting.id and page.state.ready:
            page.moves.grant(wish, page.clock.show_times)
        else:
            name = "write_up" if meeting.state in _WRITTEN else "meeting"
            self._shell.navigate(name, meeting.id, **({"show": wish} if wish else {}))

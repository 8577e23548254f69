"""The pictures of the guide's chapter about the time between meetings: the tracker, one life, a review."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from action_import_grabs import TRACKER
from chase_room import TODAY, ChaseRoom
from guide_pictures import Album
from PySide6.QtCore import Qt

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services.action_lives import mark_action
from mappa_desk.services.chasing import climb
from mappa_desk.services.ladder import ladder
from mappa_desk.services.meetings import edit_meeting, start_meeting
from mappa_desk.services.scripts import ScriptClock, british_moment
from mappa_desk.services.work import Work
from mappa_desk.ui import theme

FAR = TODAY + timedelta(days=45)


class BetweenAlbum(Album):
    """Looks for actions, at the life of one, and at those from before in a review."""

    def __init__(self, room: ChaseRoom, out: Path) -> None:
        super().__init__(room, out)
        self._told = _chased(self.work)
        self.view.showNormal()
        self.view.resize(1366, 688)
        self.go("actions")

    def tell(self) -> None:
        """The chapter, in its order."""
        page = self.page
        page.view.set_words("is:open due:<7d")
        self.rest()
        for scheme in ("dark", "light"):
            theme.apply(self.room.app, scheme=scheme, scale=1.0)
            self.rest()
            self.take("tracker" if scheme == "light" else "tracker-dark")
        page.view.set_words("is:open carried:>0")
        self.rest()
        lines = [at for at in range(page.model.rowCount()) if not page.model.line(at).is_head]
        found = next(at for at in lines if page.model.row_at(at).action.id == self._told.id)
        page.view.table.go_to(found)
        page.view.focus_list()
        self.press(Qt.Key.Key_Return)
        self.take("action-life")
        self.press(Qt.Key.Key_Escape)
        self._review()

    def _review(self) -> None:
        """A review of a case of which one action is not to be looked at yet."""
        with self.work.reading() as reading:
            planned = reading.all(Meeting, state=MeetingState.PLANNED)
            held = [one for one in reading.all(Action) if one.state is ActionState.OPEN]
        late = {one.id for one in held if (one.deadline.on or TODAY) < TODAY}
        of = {one.id: [action for action in held if action.case_id == one.case_id] for one in planned}
        best = max(planned, key=lambda one: _mixed(of[one.id], late))
        far = [action.id for action in of[best.id] if action.id not in late]
        mark_action(self.work, action_ids=far[-2:], look_on=FAR)
        edit_meeting(self.work, meeting=replace(best, chair="Helen Marsh", chair_agency="prob"))
        start_meeting(self.work, meeting_id=best.id)
        self.go("meeting", best.id)
        self.room.wait(lambda: self.page.state.ready)
        item = next(one for one in self.page.state.items if one.code == "last_actions")
        self.page.moves.go_to(item.code)
        self.run("show_actions")
        self.take("review-actions")


def _mixed(actions: list[Action], late: set[str]) -> int:
    """How well a case shows both: some that are late, some that are not."""
    overdue = sum(action.id in late for action in actions)
    return min(overdue, len(actions) - overdue) * 10 + len(actions)


def _chased(work: Work) -> Action:
    """An overdue action that was carried once, then came to the first rung of the ladder."""
    with work.reading() as reading:
        held = [one for one in reading.all(Action, order_by="tag") if one.state is ActionState.OPEN]
    action = max((one for one in held if not one.urgent), key=lambda one: (one.carried, -len(one.text)))
    on = action.deadline.on
    assert on is not None
    first = ladder(work)[0].id

    def at(days: int, hour: str) -> Work:
        return replace(work, clock=ScriptClock(british_moment(on + timedelta(days=days), hour)))

    climb(at(3, "09:31"), action_ids=[action.id], rung=first)
    return action


def take_spreadsheet(album: Album) -> None:
    """The rows of a spreadsheet of the practice cases."""
    album.view.showNormal()
    album.view.resize(1366, 688)
    album.go("import_actions")
    with tempfile.TemporaryDirectory() as folder:
        tracker = Path(folder) / "action tracker.csv"
        tracker.write_text(TRACKER, encoding="utf-8-sig")
        page = album.page
        before = page._round
        page.read(tracker)
        album.room.wait(lambda: page._round > before or page.view.errors._shown)
        album.settle()
        album.press(Qt.Key.Key_Down)
        album.take("action-import")

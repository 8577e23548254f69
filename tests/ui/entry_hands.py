"""What the tests of kept entries share: how they read the record, the bar, a picker and a sheet."""

from __future__ import annotations

from desk_room import MORNING, DeskRoom

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import cases, meetings
from mappa_desk.ui.views.desk_leaves import LeavesSheet


def texts(desk: DeskRoom, item: str | None = None) -> list[str]:
    wanted = desk.page.state.item if item is None else item
    return [entry.text for entry in desk.kept().entries if entry.item == wanted]


def say(desk: DeskRoom, *lines: str) -> None:
    for line in lines:
        desk.say(line)
    desk.idle()


def bar(desk: DeskRoom) -> tuple[str, str]:
    """What the bar says and offers; empty while it is hidden."""
    ui = desk.page.panel._ui
    return (ui.undo_label.text(), ui.undo_button.text().strip()) if ui.undo_bar.isVisible() else ("", "")


def pick(desk: DeskRoom, typed: str) -> None:
    """Answer the picker that is open."""
    desk.until(lambda: desk.page.sheets._picker is not None)
    desk.type(typed)
    desk.press("Return")


def sheet(desk: DeskRoom) -> LeavesSheet:
    desk.until(lambda: isinstance(desk.page.panel.sheet, LeavesSheet))
    return desk.page.panel.sheet


def other_meeting(desk: DeskRoom, reference: str = "LAN-0500") -> Meeting:
    """A meeting of the day on another person."""
    case = cases.open_case(
        desk.work, reference=reference, category=Category.TWO, level=Level.THREE, lead_agency="pol"
    ).value
    return meetings.plan_meeting(
        desk.work, case_id=case.id, kind=MeetingKind.INITIAL, on=MORNING.date(), at="11:00"
    ).value


def reopened(desk: DeskRoom) -> None:
    """End the program of this desk and start it anew on the same vault, until the line is back."""
    desk.close()
    desk.__init__(desk.folder, desk.meeting_id)
    desk.show()
    desk.until(desk.line.toPlainText)

"""From case to case of a day at the desk: the day's list, and the change to the next case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.changeover import needs_card, next_case
from mappa_desk.services.panel_days import DayCase, day_cases
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr


class DayCases(QObject):
    """Never flips by itself: a case is taken from the list by Enter, the next one starts from its card."""

    def __init__(self, state: DeskState, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._sheets = state, sheets

    def commands(self) -> dict[str, Callable[[], None]]:
        """What it answers, by the names of the key table."""
        return {
            "day_cases": self.show_list,
            "next_case": self.change_over,
            "go_panel_day": self.show_timetable,
        }

    def show_list(self) -> None:
        """List the cases of the day; Enter takes one. The line is written before it is left."""
        state, work, meeting_id = self._state, self._state.work, self._state.meeting_id

        def shown(result: Ok[tuple[DayCase, ...]] | Err) -> None:
            if isinstance(result, Err):
                state.shell.report(result.error)
                return
            picks = tuple(self._pick(one) for one in result.value)
            self._sheets.pick(tr("The day's cases"), picks, self._take)

        self._sheets.look_up(lambda: day_cases(work(), meeting_id=meeting_id), shown, self)

    def change_over(self) -> None:
        """Go to the card before the next case of the panel day."""
        self._find_next(say_none=True)

    def show_timetable(self) -> None:
        """Go to the timetable of the panel day; the line is written first."""
        self._state.shell.navigate("panel_day", self._state.view.meeting.panel_day_id or "")

    def after_close(self) -> None:
        """The meeting was closed: on a panel day the card before the next case comes up."""
        self._find_next(say_none=False)

    def _pick(self, one: DayCase) -> Pick:
        row, meeting = one.row, one.row.meeting
        kind = tr("{kind}, Level {level}").format(
            kind=words.meeting_kind(meeting.kind), level=int(meeting.level)
        )
        said = [
            tr("here") if row.meeting_id == self._state.meeting_id else "",
            tr(words.MEETING_STATES[meeting.state]),
            words.counted(one.gaps, "gap", "gaps") if one.gaps else "",
            tr("half-typed line") if one.has_draft else "",
            "" if one.on_panel_day else tr("not on the panel day") if self._on_panel_day else "",
        ]
        return Pick(
            row.meeting_id,
            meeting.planned_at,
            f"{row.case_reference}, {kind}",
            ", ".join(part for part in said if part),
        )

    @property
    def _on_panel_day(self) -> bool:
        return self._state.view.meeting.panel_day_id is not None

    def _take(self, meeting_id: str) -> None:
        """Go to a case. One that waits to begin after another of its panel day starts from its card."""
        state, work = self._state, self._state.work
        if meeting_id == state.meeting_id:
            return

        def answered(result: Ok[bool] | Err) -> None:
            if isinstance(result, Err):
                state.shell.report(result.error)
            else:
                state.shell.navigate("changeover" if result.value else "meeting", meeting_id)

        state.jobs.store(lambda: needs_card(work(), meeting_id=meeting_id), answered, self)

    def _find_next(self, *, say_none: bool) -> None:
        state, work, meeting_id = self._state, self._state.work, self._state.meeting_id
        if state.view.meeting.state is MeetingState.PLANNED:
            state.panel.capture.show_refusal(tr("This case has not begun. Start it here first."))
            return

        def answered(result: Ok[str] | Err) -> None:
            if isinstance(result, Err):
                state.shell.report(result.error)
            elif result.value:
                self._take(result.value)
            elif say_none:
                sentence = tr("No other case of this panel day waits to begin.")
                state.panel.capture.show_refusal(sentence)
                state.shell.announce(sentence)

        state.jobs.store(lambda: next_case(work(), meeting_id=meeting_id), answered, self)

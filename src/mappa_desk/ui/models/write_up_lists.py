"""Attendance and actions of the meeting as short lists beside the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr


@dataclass(frozen=True, slots=True)
class ShortRow:
    """Two lines: what, and what is to be known of it. `goes_to` is a paragraph's key or empty."""

    key: str
    title: str
    about: str
    icon: str = ""
    tone: str = "muted"
    goes_to: str = ""


def attendance_rows(view: DeskView) -> tuple[ShortRow, ...]:
    """Everybody on the list: agency, person and role, whether and how they were there."""
    rows = []
    for row in view.attendance:
        agency = words.agency_name(row.agency, view.agencies) if row.agency else ""
        how = tr(words.MODES[row.mode]) if row.mode is not None and row.took_part else ""
        state = tr(words.ATTENDANCE[row.state])
        person = words.person(row) or tr("Nobody named")
        icon = "tick" if row.took_part else ("ring" if row.state is AttendanceState.EXPECTED else "dash")
        about = ", ".join(part for part in (person, state, how) if part)
        rows.append(ShortRow(row.id, agency or person, about, icon, "done" if row.took_part else "muted"))
    return tuple(rows)


def action_rows(view: DeskView, today: date) -> tuple[ShortRow, ...]:
    """The actions of this meeting in their order: owner and date, the words below."""
    rows = []
    for action in sorted(view.actions, key=lambda one: one.place):
        if action.removed:
            continue
        title = tr("Action {n}: {owner}").format(n=action.place, owner=words.owner(action, view.agencies))
        due = words.deadline(action.deadline, today) if words.has_date(action.deadline) else tr("No date")
        rows.append(
            ShortRow(action.id, title, f"{due}. {action.text}", "action", "text", f"action:{action.id}:text")
        )
    return tuple(rows)


class ShortModel(RowsModel[ShortRow]):
    """Such a list."""

    def words(self, row: ShortRow) -> str:
        """Both lines."""
        return f"{row.title}. {row.about}"

    def tip(self, row: ShortRow) -> str:
        """All of the second line."""
        return row.about

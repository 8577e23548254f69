"""Why a command of the tracker cannot work on what is chosen now, said before it is tried."""

from __future__ import annotations

from mappa_desk.domain.actions import ActionState
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.tracker_doings import DOINGS
from mappa_desk.ui.tracker_host import TrackerHost

_OF_ONE = ("tracker_print", "action_meeting", "action_case", "action_topic")
ALSO_SETTLED = ("action_reply", "action_outcome")
"""What can be said of an action that is settled."""


def why_not(page: TrackerHost, name: str) -> str:
    """One sentence; empty when the command can work. Several that are chosen answer for themselves."""
    if name == "tracker_export":
        return "" if page.model.total else tr("No action is shown.")
    if name not in DOINGS and name not in _OF_ONE:
        return ""
    if name in DOINGS and page.office.work().vault.read_only:
        return tr("This vault is open for reading.")
    line = page.view.table.current_line
    if line < 0 or page.model.line(line).is_head:
        return tr("Choose an action first.")
    row = page.model.row_at(line)
    is_settled = row is not None and row.action.state is not ActionState.OPEN
    if is_settled and name in DOINGS and name not in ALSO_SETTLED and page.view.table.chosen_count() == 1:
        return tr("It is settled. Open it again first.")
    return ""

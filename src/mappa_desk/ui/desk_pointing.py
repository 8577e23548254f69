"""The desk opened for one action: the keyboard goes to its line in the list, and the item stays as it is."""

from __future__ import annotations

from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.actions import ActionsModel
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.views.desk_folds import Side
from mappa_desk.ui.widgets.desk_actions import ActionsList


def point_at_action(state: DeskState, action_id: str) -> None:
    """Put the keyboard on the line of an action, unfolding those that are not to be looked at yet.

    The item that runs is not left: what is typed next is filed where it was before.
    """
    listed = state.panel.findChild(ActionsList, "actions_list")
    model = listed.model() if listed is not None else None
    if listed is None or not isinstance(model, ActionsModel):
        return
    keys = (action_id, f"past:{action_id}")
    if not any(model.place_of(key) >= 0 for key in keys) and not state.shows_far_off:
        state.shows_far_off = True
        state.viewed.emit()
    place = max(model.place_of(key) for key in keys)
    if place < 0:
        state.shell.announce(tr("This meeting does not list the action."))
        return
    listed.select_place(place)
    state.panel.focus_side(Side.ACTIONS)

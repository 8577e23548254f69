"""Enter on an action of the side's list opens it where the desk stands."""

from __future__ import annotations

from desk_room import DeskRoom


def test_correcting_an_action_leaves_the_line_under_its_item(running_desk: DeskRoom):
    desk = running_desk
    desk.page.moves.go_to("risk")
    desk.type("@hsg hold the address by fri")
    desk.press("Return")
    desk.idle()
    desk.page.moves.go_to("level")
    action = desk.kept().actions[-1]
    listed = desk.page.panel._ui.actions_list
    desk.page.commands()["show_actions"]()
    listed.setFocus()
    listed.select_place(desk.page._models.actions.place_of(action.id))
    desk.press("Return")
    desk.idle()
    assert desk.focus() is not desk.line and desk.focus() is not listed
    assert desk.page.state.item == "level", "the item of the action is not gone to"
    desk.press("Escape")
    desk.press("Escape")
    desk.type("pol: no change")
    desk.press("Return")
    desk.idle()
    assert [entry.item for entry in desk.kept().entries if entry.text == "no change"] == ["level"]

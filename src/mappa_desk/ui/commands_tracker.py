"""The commands of the tracker: finding, grouping, and what is done with an action from its table."""

from __future__ import annotations

from mappa_desk.ui.command_shapes import Command, Menu, Scope


def tracker_commands() -> tuple[Command, ...]:
    """The part of the table that belongs to the tracker."""
    here, rows, menu = Scope.EVERYWHERE, Scope.TRACKER, Menu.ACTIONS
    return (
        Command("tracker_overdue", "Actions that are overdue", (), here, menu),
        Command("tracker_save_filter", "Keep this filter by name", (), here, menu),
        Command("tracker_by_agency", "Actions in groups by agency", (), here, menu),
        Command("tracker_by_owner", "Actions in groups by owner", (), here, menu),
        Command("tracker_by_case", "Actions in groups by case", (), here, menu),
        Command("tracker_by_due", "Actions in groups by day", (), here, menu),
        Command("tracker_ungrouped", "Actions without groups", (), here, menu),
        Command("tracker_fold", "Fold every group", (), here, menu),
        Command("tracker_unfold", "Unfold every group", (), here, menu),
        Command("tracker_print", "Print what belongs to the chosen action", (), here, menu),
        Command("tracker_export", "Export the actions shown", (), here, menu),
        Command("action_meeting", "Go to the meeting that made the action", (), here, menu),
        Command("action_case", "Go to the case of the action", (), here, menu),
        Command("open_action", "Its whole life", ("Return",), rows, menu, typed=True, in_palette=False),
        Command(
            "fold_group",
            "Unfold or fold the group",
            ("Right", "Left"),
            rows,
            menu,
            typed=True,
            in_palette=False,
        ),
        Command(
            "choose_actions",
            "Choose several actions",
            ("Shift+Up", "Shift+Down"),
            rows,
            menu,
            typed=True,
            in_palette=False,
        ),
        Command("action_reply", "Record a reply", ("R",), rows, menu, in_palette=False),
        Command("action_outcome", "Record its outcome", ("O",), rows, menu, in_palette=False),
        Command("action_date", "Give it a new date", ("D",), rows, menu, in_palette=False),
        Command("action_transfer", "Transfer it", ("T",), rows, menu, in_palette=False),
        Command("action_accept", "Record the owner’s answer", ("A",), rows, menu, in_palette=False),
        Command("action_labels", "Labels", ("L",), rows, menu, in_palette=False),
        Command("action_priority", "Priority", ("P",), rows, menu, in_palette=False),
        Command("action_look", "When to look again", ("W",), rows, menu, in_palette=False),
        Command("action_rung", "Move up a rung", ("U",), rows, menu, in_palette=False),
        Command("action_topic", "Go to where it was made", ("G",), rows, menu, in_palette=False),
        Command("undo_tracker", "Take back what was kept last", ("Ctrl+Z",), rows, menu, in_palette=False),
    )

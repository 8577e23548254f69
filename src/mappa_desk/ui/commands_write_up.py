"""The commands of the page where the minutes are written up."""

from __future__ import annotations

from mappa_desk.ui.command_shapes import Command, Menu, Scope


def write_up_commands() -> tuple[Command, ...]:
    """The part of the table that belongs to write-up."""
    here, menu = Scope.WRITE_UP, Menu.WRITE_UP
    return (
        Command("finish_paragraph", "Paragraph finished, go on to the next", ("Ctrl+Return",), here, menu),
        Command("reopen_paragraph", "Paragraph not finished after all", (), here, menu),
        Command("join_paragraph", "Join with the paragraph before", ("Ctrl+Shift+J",), here, menu),
        Command("split_paragraph", "Split the paragraph at the caret", ("Ctrl+Shift+Return",), here, menu),
        Command("paragraph_up", "Move the paragraph up", ("Alt+Up",), here, menu),
        Command("paragraph_down", "Move the paragraph down", ("Alt+Down",), here, menu),
        Command("new_paragraph", "New paragraph behind this one", ("Ctrl+Shift+A",), here, menu),
        Command("remove_paragraph", "Remove this paragraph", ("Ctrl+Shift+Del",), here, menu),
        Command("bring_back_paragraph", "Bring back a removed paragraph", (), here, menu),
        Command("find_and_replace", "Find and replace", ("Ctrl+H",), here, menu),
        Command("next_mark", "Next mark", ("Ctrl+E", "F8"), here, menu),
        Command("previous_mark", "Mark before", ("Ctrl+Shift+E", "Shift+F8"), here, menu),
        Command("take_offer", "Write what the mark offers", ("Ctrl+Shift+Space",), here, menu),
        Command("leave_mark", "Leave the mark as it is", ("Ctrl+Shift+L",), here, menu),
        Command("next_gap", "Next gap", ("Ctrl+Shift+G",), here, menu),
        Command("next_section", "Next item of the minutes", ("Ctrl+PgDown",), here, menu),
        Command("previous_section", "Item of the minutes before", ("Ctrl+PgUp",), here, menu),
        Command("go_outline", "Go to the outline of the minutes", ("Ctrl+J",), here, menu),
        Command("list_attendance", "Attendance beside the minutes", ("Ctrl+Shift+P",), here, menu),
        Command("list_actions", "Actions beside the minutes", ("Ctrl+Shift+T",), here, menu),
        Command("show_versions", "Versions of this paragraph", ("Alt+Return",), here, menu),
        Command("open_abbreviations", "Open every abbreviation at its first use", (), here, menu),
        Command("propose_front", "Propose the front sheet from the record", (), here, menu),
        Command("fold_beside", "Fold the side away, or bring it back", (), here, menu),
        Command("undo_write_up", "Undo the last change of the record", (), here, menu),
        Command("redo_write_up", "Redo the last change of the record", (), here, menu),
        Command("open_desk", "Open the desk of this meeting", (), here, Menu.MEETING),
    )

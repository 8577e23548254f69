"""The commands of the morning's chase. Single letters and digits work while its list has the keyboard."""

from __future__ import annotations

from mappa_desk.ui.command_shapes import Command, Menu, Scope


def chase_commands() -> tuple[Command, ...]:
    """The part of the table that belongs to the chase."""
    here, chase, menu = Scope.EVERYWHERE, Scope.CHASE, Menu.CHASE
    parts = (
        ("chase_do_now", "Do now", "1"),
        ("chase_calls", "Calls for updates", "2"),
        ("chase_ladder", "Overdue, by the ladder", "3"),
        ("chase_answers", "Answers and reports awaited", "4"),
        ("chase_changes", "Changes that cannot wait", "5"),
    )
    return (
        Command("go_chase", "Go to the chase", (), here, Menu.GO),
        Command("note_change", "Note a change that cannot wait for the review", (), here, menu),
        *(Command(name, words, (key,), chase, menu, in_palette=False) for name, words, key in parts),
        Command("chase_act", "Do what is due", ("Return",), chase, menu, typed=True, in_palette=False),
        Command("chase_tick", "Tick, or untick", ("Space",), chase, menu, typed=True, in_palette=False),
        Command("chase_all", "Tick all that is due in this part", ("A",), chase, menu, in_palette=False),
        Command("chase_unfold", "Unfold the agency", ("Right",), chase, menu, typed=True, in_palette=False),
        Command("chase_fold", "Fold the agency", ("Left",), chase, menu, typed=True, in_palette=False),
        Command("chase_reply", "Key what came back", ("R",), chase, menu, in_palette=False),
        Command("chase_told", "Told of a do-now action", ("T",), chase, menu, in_palette=False),
        Command("chase_back", "The owner called back", ("B",), chase, menu, in_palette=False),
        Command("chase_paper", "Look at the paper", ("P",), chase, menu, in_palette=False),
        Command("chase_note", "Note a change that cannot wait", ("N",), chase, menu, in_palette=False),
        Command("chase_open", "Open the case", ("O",), chase, menu, in_palette=False),
        Command("chase_undo", "Take back what was done last", ("Ctrl+Z",), chase, menu, in_palette=False),
    )

"""The commands of the draft for the chair, its marks, the approval, corrections and the last minutes."""

from __future__ import annotations

from mappa_desk.ui.command_shapes import Command, Menu, Scope


def chair_commands() -> tuple[Command, ...]:
    """The part of the table that belongs to what happens between the chair and the minutes."""
    everywhere, documents = Scope.EVERYWHERE, Menu.DOCUMENTS
    marks, corrections, menu = Scope.MARKS, Scope.CORRECTIONS, Menu.CHAIR
    return (
        Command("make_chair_draft", "Make a draft for the chair", (), everywhere, documents),
        Command("chair_marks", "Draft for the chair, and marks", (), everywhere, documents),
        Command("approve_minutes", "Approve the minutes", (), everywhere, documents),
        Command("save_approval_paper", "Save the approval paper", (), everywhere, documents),
        Command("corrections", "Corrections to these minutes", (), everywhere, documents),
        Command("confirm_minutes", "Confirm the last minutes", (), everywhere, Menu.MEETING),
        Command("mark_done", "Mark done", ("D",), marks, menu, in_palette=False),
        Command("mark_not_taken", "Mark not taken, with the reason", ("N",), marks, menu, in_palette=False),
        Command("mark_open", "Mark back to open", ("O",), marks, menu, in_palette=False),
        Command("mark_remove", "Take the mark off the list", ("Delete",), marks, menu, in_palette=False),
        Command("correction_taken", "Correction taken", ("T",), corrections, menu, in_palette=False),
        Command(
            "correction_not_taken",
            "Correction not taken, with the reason",
            ("N",),
            corrections,
            menu,
            in_palette=False,
        ),
        Command(
            "correction_erratum", "Correction as an erratum", ("E",), corrections, menu, in_palette=False
        ),
        Command("correction_next", "Left for the next meeting", ("M",), corrections, menu, in_palette=False),
        Command("correction_open", "Correction back to open", ("O",), corrections, menu, in_palette=False),
        Command(
            "correction_remove",
            "Take the correction off the list",
            ("Delete",),
            corrections,
            menu,
            in_palette=False,
        ),
    )

"""The commands of the page that takes actions in from a spreadsheet."""

from __future__ import annotations

from mappa_desk.ui.command_shapes import Command, Menu, Scope

_TAKE = ("Ctrl+Return", "Ctrl+Enter")


def action_import_commands() -> tuple[Command, ...]:
    """The part of the table that belongs to spreadsheets of actions."""
    page, menu = Scope.ACTION_IMPORT, Menu.ACTIONS
    return (
        Command("import_actions", "Take in actions from a spreadsheet", (), Scope.EVERYWHERE, menu),
        Command("turn_row", "Take this row in, or leave it", ("Space",), page, menu, in_palette=False),
        Command("take_rows", "Take the rows in", _TAKE, page, menu, in_palette=False),
    )

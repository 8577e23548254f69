"""The commands of contribution forms that come back filled."""

from __future__ import annotations

from mappa_desk.ui.command_shapes import Command, Menu, Scope

_TAKE = ("Ctrl+Return", "Ctrl+Enter")


def form_commands() -> tuple[Command, ...]:
    """The part of the table that belongs to filled forms."""
    page, menu = Scope.FORM_RETURN, Menu.DOCUMENTS
    return (
        Command("read_form", "Read a filled contribution form", (), Scope.EVERYWHERE, menu),
        Command("tick_answer", "Take this answer, or leave it", ("Space",), page, menu, in_palette=False),
        Command("untake_answers", "Take the answers back out", ("Ctrl+Z",), page, menu, in_palette=False),
        Command("take_answers", "Take the ticked answers", _TAKE, page, menu, in_palette=False),
    )

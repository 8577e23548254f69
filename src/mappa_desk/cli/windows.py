"""What the two commands that open the window say of themselves; `__main__` opens it."""

from __future__ import annotations

import click

from mappa_desk.cli.words import say


@click.command("open", help=say("open.help"))
@click.argument("folder", metavar="DIRECTORY")
def open_command(folder: str) -> None:
    """Refuses what `__main__` did not understand."""
    raise click.UsageError(say("open.alone", folder=folder))


@click.command("practice", help=say("practice.help"))
def practice_command() -> None:
    """Never reached: `practice` alone is the window, and anything behind it is wrong usage."""

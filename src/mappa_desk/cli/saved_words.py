"""Words that were saved outside the vault while its disk refused them."""

from __future__ import annotations

from pathlib import Path

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.vaults import Access, with_access
from mappa_desk.cli.words import say
from mappa_desk.services.elsewhere import read_by_passphrase


@click.command("words", help=say("words.help"))
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@with_access
def words_command(_desk: Desk, access: Access, *, source: Path) -> None:
    """Shows the words of a saved copy."""
    copy = read_by_passphrase(source=source, passphrase=access.passphrase())
    click.echo(f"{copy.reference}, {copy.saved_at.astimezone():%d/%m/%Y %H:%M}")
    for words in copy.words:
        lead = ", ".join(
            part for part in (f"{words.at.astimezone():%H:%M}", words.item_title, words.speaker) if part
        )
        click.echo(f"{lead}: {words.text}")

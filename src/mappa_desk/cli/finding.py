"""Search in everything that the vault holds."""

from __future__ import annotations

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.vaults import Access, opened, with_access
from mappa_desk.cli.words import say
from mappa_desk.services.search import find


# Words are words, never syntax: "-05" and "--what" are searched for, not taken for options.
@click.command("search", help=say("search.help"), context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="WORDS...")
@with_access
def search_command(desk: Desk, access: Access, *, words: tuple[str, ...]) -> None:
    """Finds words."""
    with opened(desk, access, read_only=True) as work:
        hits = find(work, words=" ".join(words))
    for hit in hits:
        title = f"{hit.title}: " if hit.title else ""
        click.echo(f"{hit.reference or hit.case_reference}  {title}{hit.excerpt}")
    if not hits:
        click.echo(say("search.none"))

"""Is the vault sound, and is the program itself?"""

from __future__ import annotations

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.progress import on_terminal
from mappa_desk.cli.vaults import Access, opened, with_access
from mappa_desk.cli.words import say
from mappa_desk.domain.errors import VaultDamaged
from mappa_desk.services.self_check import check_program


@click.command("verify", help=say("verify.help"))
@with_access
def verify_command(desk: Desk, access: Access) -> None:
    """Checks pages, rows, audit chain and anchor of a vault."""
    with opened(desk, access, read_only=True) as work, on_terminal(say("verify.progress")) as bar:

        def tell(part: str, done: int, total: int) -> None:
            bar(done, total)

        found = work.vault.verify(tell)
        faults = tuple(dict.fromkeys((*work.vault.faults, *found.faults)))
    for fault in faults:
        click.echo(fault)
    if faults:
        raise VaultDamaged(say("verify.at_fault", count=len(faults)))
    click.echo(say("verify.sound", entries=found.entries, revisions=found.revisions))


@click.command("self-check", help=say("self-check.help"))
@click.pass_obj
def self_check_command(desk: Desk) -> None:
    """Makes a temporary vault, saves, renders and opens it again."""
    for line in check_program(desk.create, desk.open, desk.close, passphrase=desk.practice_passphrase):
        click.echo(line)
    click.echo(say("self-check.done"))

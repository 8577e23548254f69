"""The demonstration: a practice vault, a whole meeting, its documents. Asks nothing, needs no display."""

from __future__ import annotations

from pathlib import Path

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.progress import on_terminal
from mappa_desk.cli.words import say
from mappa_desk.domain.errors import KnownStoreError
from mappa_desk.services.cases import list_cases
from mappa_desk.services.demo_meeting import DemoMeeting, demo_clock, hold_demo_meeting, write_demo_documents
from mappa_desk.services.practice import import_practice_cases


@click.command("demo", help=say("demo.help"))
@click.option("--vault", type=click.Path(path_type=Path, file_okay=False), help=say("demo.vault_help"))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=say("demo.out_help"))
@click.pass_obj
def demo_command(desk: Desk, *, vault: Path | None, out: Path | None) -> None:
    """Shows what the program does."""
    folder = vault or desk.demo_folder()
    documents = out or desk.demo_documents()
    clock = demo_clock()
    if desk.holds_vault(folder):
        if not desk.is_practice(folder):
            raise KnownStoreError(say("demo.real_vault", folder=folder))
        work = desk.open(folder, desk.practice_passphrase, clock=clock)
    else:
        work = desk.create(folder, desk.practice_passphrase, practice=True, clock=clock, filled=False)
    try:
        click.echo(say("demo.vault", folder=folder))
        click.echo(say("demo.passphrase", words=desk.practice_passphrase))
        with on_terminal(say("demo.importing")) as tell:
            import_practice_cases(work, progress=tell)
        click.echo(say("demo.cases", count=len(list_cases(work))))
        with on_terminal(say("demo.holding")) as tell:
            held = hold_demo_meeting(work, clock, progress=tell)
        click.echo(_summary(held))
        for path in write_demo_documents(work, held, documents):
            click.echo(path)
    finally:
        desk.close()
    click.echo(say("demo.open_it", folder=folder))


def _summary(held: DemoMeeting) -> str:
    return say(
        "demo.held",
        reference=held.reference,
        people=held.people,
        agencies=held.agencies,
        took_part=held.took_part,
        entries=held.entries,
        words=f"{held.words:,}",
        decisions=held.decisions,
        dissent=held.dissent,
        actions=held.actions,
        carried=held.carried,
        seal=held.seal_code,
    )

"""Case files in and out: import, export, schema."""

from __future__ import annotations

from pathlib import Path

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.progress import on_terminal
from mappa_desk.cli.vaults import Access, opened, with_access
from mappa_desk.cli.words import say
from mappa_desk.domain.errors import FileRefused
from mappa_desk.services.case_files import export_case, import_files, schema

_FILE = click.Path(path_type=Path)


@click.command("import", help=say("import.help"))
@click.argument("paths", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help=say("import.dry_run_help"))
@with_access
def import_command(desk: Desk, access: Access, *, paths: tuple[Path, ...], dry_run: bool) -> None:
    """Brings in case files, all of them or none."""
    with opened(desk, access) as work, on_terminal(say("import.progress")) as tell:
        try:
            results = import_files(work, paths=paths, dry_run=dry_run, progress=tell)
        except FileRefused as refused:
            for fault in refused.faults:
                click.echo(fault)
            raise
    for result in results:
        state = ("would_add" if dry_run else "added") if result.new else "unchanged"
        click.echo(
            say(
                f"import.{state}",
                reference=result.reference,
                meetings=result.meetings,
                actions=result.actions,
            )
        )


@click.command("export", help=say("export.help"))
@click.option("--case", "reference", required=True, metavar="REF", help=say("export.case_help"))
@click.option("--out", "target", required=True, type=_FILE, metavar="FILE", help=say("export.out_help"))
@with_access
def export_command(desk: Desk, access: Access, *, reference: str, target: Path) -> None:
    """Writes one case as a case file."""
    with opened(desk, access) as work:
        click.echo(export_case(work, reference=reference, target=target))


@click.command("schema", help=say("schema.help"))
def schema_command() -> None:
    """Writes the JSON Schema of case files."""
    click.echo(schema(), nl=False)

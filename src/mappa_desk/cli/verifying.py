"""Is a file a copy that was given out, unchanged; and which minutes bear a code?"""

from __future__ import annotations

from pathlib import Path

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.vaults import Access, opened, read_passphrase, with_access
from mappa_desk.cli.words import say
from mappa_desk.services.verifying import verify_code, verify_file


@click.command("verify-pdf", help=say("verify-pdf.help"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--code", default="", metavar="CODE", help=say("verify-pdf.code_help"))
@click.option("--pdf-passphrase-file", default="", metavar="FILE", help=say("verify-pdf.passphrase_help"))
@with_access
def verify_pdf_command(
    desk: Desk, access: Access, *, file: Path | None, code: str, pdf_passphrase_file: str
) -> int:
    """Says what a file or a code is to the vault; gives 0 for a known one and 1 for any other."""
    if (file is None) == (not code):
        raise click.UsageError(say("verify-pdf.one_of_two"))
    passphrase = read_passphrase(Path(pdf_passphrase_file)) if pdf_passphrase_file else ""
    with opened(desk, access, read_only=True) as work:
        verdict = verify_file(work, file, passphrase) if file is not None else verify_code(work, code)
    click.echo(say(f"verify-pdf.{verdict.state.value}"))
    for sentence in verdict.sentences:
        click.echo(sentence)
    return 0 if verdict.is_known else 1

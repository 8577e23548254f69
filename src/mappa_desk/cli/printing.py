"""Documents written to a file and entered in the register."""

from __future__ import annotations

from pathlib import Path

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.vaults import Access, opened, secret_from, with_access
from mappa_desk.cli.words import say
from mappa_desk.domain.editions import EDITIONS
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.handouts import left_out, left_out_words, write_document
from mappa_desk.services.meetings import meeting_by_reference
from mappa_desk.services.shape_drawing import shape_of


@click.command("print", help=say("print.help"))
@click.argument("kind", type=click.Choice([kind.value for kind in EDITIONS]))
@click.option("--meeting", "reference", required=True, metavar="REF", help=say("print.meeting_help"))
@click.option(
    "--out",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say("print.out_help"),
)
@click.option("--agency", default="", metavar="CODE", help=say("print.agency_help"))
@click.option("--recipient", default="", metavar="NAME", help=say("print.recipient_help"))
@click.option("--copy", "number", type=click.IntRange(1), metavar="N", help=say("print.copy_help"))
@click.option("--of", "copies", type=click.IntRange(1), metavar="N", help=say("print.of_help"))
@click.option("--protect-with", "protect_file", default="", metavar="FILE", help=say("print.protect_help"))
@with_access
def print_command(
    desk: Desk,
    access: Access,
    *,
    kind: str,
    reference: str,
    target: Path,
    agency: str,
    recipient: str,
    number: int | None,
    copies: int | None,
    protect_file: str,
) -> None:
    """Writes one document."""
    if kind == DocumentKind.AGENCY_ACTIONS and not agency:
        raise click.UsageError(say("print.which_agency"))
    if (number or 0) > (copies or number or 0):
        raise click.UsageError(say("print.copy_of"))
    if protect_file == "-" == access.passphrase_file:
        raise click.UsageError(say("print.protect_twice"))
    passphrase = secret_from(protect_file) if protect_file else ""
    if protect_file and not passphrase:
        raise click.UsageError(say("print.protect_empty"))
    with opened(desk, access) as work:
        meeting = meeting_by_reference(work, reference=reference)
        given = write_document(
            work,
            meeting_id=meeting.id,
            kind=DocumentKind(kind),
            target=target,
            agency=agency,
            recipient=recipient,
            copy_number=number or 0,
            copies=copies or number or 0,
            shape=shape_of(target),
            passphrase=passphrase,
        ).value
        without = left_out_words(
            left_out(work, meeting_id=meeting.id, kind=DocumentKind(kind), agency=agency, recipient=recipient)
        )
    click.echo(target.with_name(given.file_name))
    for sentence in without:
        click.echo(sentence, err=True)

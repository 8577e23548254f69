"""Documents written to a file and entered in the register."""

from __future__ import annotations

from pathlib import Path

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.vaults import Access, opened, secret_from, with_access
from mappa_desk.cli.words import say
from mappa_desk.domain.editions import EDITIONS, OF_ONE_AGENCY
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.paper_editions import PAPER_EDITIONS
from mappa_desk.services.handouts import left_out, left_out_words, write_document
from mappa_desk.services.meetings import meeting_by_reference
from mappa_desk.services.minutes_requests import requests
from mappa_desk.services.shape_drawing import shape_of
from mappa_desk.services.ticking import ticked_at
from mappa_desk.services.work import Work

_KINDS = (*EDITIONS, *PAPER_EDITIONS, DocumentKind.CONTRIBUTION_FORM)
_FOR_AN_AGENCY = OF_ONE_AGENCY | {
    DocumentKind.AGENCY_COPY,
    DocumentKind.INVITATION,
    DocumentKind.CONTRIBUTION_FORM,
}


@click.command("print", help=say("print.help"))
@click.argument("kind", type=click.Choice([kind.value for kind in _KINDS]))
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
@click.option("--annex", is_flag=True, help=say("print.annex_help"))
@click.option("--large", is_flag=True, help=say("print.large_help"))
@click.option("--leave-out", "places", multiple=True, metavar="PLACE", help=say("print.leave_out_help"))
@click.option("--version", type=click.IntRange(1), metavar="N", help=say("print.version_help"))
@click.option("--request", "asked_by", default="", metavar="NAME", help=say("print.request_help"))
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
    annex: bool,
    large: bool,
    places: tuple[str, ...],
    version: int | None,
    asked_by: str,
    protect_file: str,
) -> None:
    """Writes one document."""
    wanted = DocumentKind(kind)
    _check_options(wanted, agency=agency, recipient=recipient, number=number or 0, copies=copies or 0)
    if protect_file == "-" == access.passphrase_file:
        raise click.UsageError(say("print.protect_twice"))
    passphrase = secret_from(protect_file) if protect_file else ""
    if protect_file and not passphrase:
        raise click.UsageError(say("print.protect_empty"))
    with opened(desk, access) as work:
        meeting_id = meeting_by_reference(work, reference=reference).id
        left = ticked_at(work, meeting_id=meeting_id, places=places)
        request_id = _request_of(work, meeting_id, asked_by) if asked_by else ""
        given = write_document(
            work,
            meeting_id=meeting_id,
            kind=wanted,
            target=target,
            agency=agency,
            recipient=recipient,
            copy_number=number or 0,
            copies=copies or number or 0,
            annex=annex,
            version=version or 0,
            left=left,
            large=large,
            request_id=request_id,
            shape=shape_of(target),
            passphrase=passphrase,
        ).value
        without = left_out(
            work,
            meeting_id=meeting_id,
            kind=wanted,
            agency=agency,
            recipient=recipient,
            annex=annex,
            version=version or 0,
            left=left,
            request_id=request_id,
        )
    click.echo(target.with_name(given.file_name))
    for sentence in left_out_words(without):
        click.echo(sentence, err=True)


def _request_of(work: Work, meeting_id: str, asked_by: str) -> str:
    """Id of the one request of somebody whose name holds these words."""
    said = asked_by.casefold()
    found = [one for one in requests(work, meeting_id=meeting_id) if said in one.asked_by.casefold()]
    if len(found) != 1:
        raise click.UsageError(say("print.which_request", name=asked_by))
    return found[0].id


def _check_options(kind: DocumentKind, *, agency: str, recipient: str, number: int, copies: int) -> None:
    if kind in _FOR_AN_AGENCY and not agency:
        raise click.UsageError(say("print.which_agency"))
    if kind is DocumentKind.ATTENDEE_COPY and not recipient:
        raise click.UsageError(say("print.who"))
    if number > (copies or number):
        raise click.UsageError(say("print.copy_of"))

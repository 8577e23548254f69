"""The tracker: the actions of all cases as a table, as CSV or as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.vaults import Access, opened, with_access
from mappa_desk.cli.words import say
from mappa_desk.domain.actions import DeadlineKind
from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.views import ActionRow
from mappa_desk.services.actions import tracker
from mappa_desk.services.areas import area_view
from mappa_desk.services.work import Work

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, or hides one behind."""
_WHAT_WIDTH = 46
_OWNER_WIDTH = 38

Plain = dict[str, str | int | bool | None]


@click.command("actions", help=say("actions.help"))
@click.option("--open", "open_only", is_flag=True, help=say("actions.open_help"))
@click.option("--overdue", "overdue_only", is_flag=True, help=say("actions.overdue_help"))
@click.option("--agency", default="", metavar="CODE", help=say("actions.agency_help"))
@click.option("--case", "case_reference", default="", metavar="REF", help=say("actions.case_help"))
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=say("actions.on_help"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=say("actions.format_help"),
)
@with_access
def actions_command(
    desk: Desk,
    access: Access,
    *,
    open_only: bool,
    overdue_only: bool,
    agency: str,
    case_reference: str,
    day: datetime | None,
    form: str,
) -> None:
    """Lists actions."""
    with opened(desk, access, read_only=True) as work:
        found = tracker(
            work,
            on=day.date() if day else None,
            open_only=open_only,
            overdue_only=overdue_only,
            agency=_agency_code(work, agency),
            case_reference=case_reference,
        )
    plain = [_plain(row) for row in found]
    if form == "json":
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(_as_csv(plain), nl=False)
    else:
        click.echo(_as_table(found) if found else say("actions.none"))


def _agency_code(work: Work, typed: str) -> str:
    """The code of an agency that was named by code, by another code or by name. Raises RuleError."""
    wanted = typed.strip().casefold()
    if not wanted:
        return ""
    for agency in area_view(work).agencies:
        if wanted in (agency.code, *agency.aliases, agency.name.casefold()):
            return agency.code
    raise RuleError(say("actions.no_agency", name=typed.strip()))


def _plain(row: ActionRow) -> Plain:
    action = row.action
    return {
        "reference": row.reference,
        "case": row.case_reference,
        "what": action.text,
        "purpose": action.purpose,
        "owner": ", ".join(part for part in (action.owner_name, action.owner_role) if part),
        "agency": row.agency_name,
        "due": action.deadline.on.isoformat() if action.deadline.on else "",
        "due_at": ""
        if action.deadline.kind in (DeadlineKind.DATE, DeadlineKind.NONE)
        else action.deadline.kind,
        "state": action.state.value,
        "acceptance": action.acceptance.value,
        "urgent": action.urgent,
        "carried": action.carried,
        "overdue": row.overdue,
        "days_left": row.days_left,
    }


COLUMNS = (
    "reference", "case", "what", "purpose", "owner", "agency", "due", "due_at", "state", "acceptance",
    "urgent", "carried", "overdue", "days_left",
)  # fmt: skip


def _as_csv(rows: Sequence[Plain]) -> str:
    """CSV with a head row. No text cell can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)
    return text.getvalue()


def _cell(value: str | int | bool | None) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value
    return "" if value is None else str(value)


def _as_table(rows: Sequence[ActionRow]) -> str:
    head = tuple(
        say(f"actions.head_{name}") for name in ("number", "what", "owner", "due", "state", "carried")
    )
    lines = [head, *(_line(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _line(row: ActionRow) -> tuple[str, ...]:
    action = row.action
    owner = ", ".join(part for part in (row.agency_name, action.owner_role or action.owner_name) if part)
    if action.deadline.on:
        due = short_date(action.deadline.on)
    else:
        due = say(f"actions.due_{action.deadline.kind.value}")
    state = say("actions.overdue") if row.overdue else say(f"actions.state_{action.state.value}")
    return (
        row.reference,
        _short(action.text, _WHAT_WIDTH),
        _short(owner, _OWNER_WIDTH) or say("actions.nobody"),
        due,
        state,
        str(action.carried or ""),
    )


def _short(text: str, width: int) -> str:
    """A text on one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"

"""The tracker: the actions of all cases as a table, as CSV or as JSON, or written to a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.vaults import Access, opened, with_access
from mappa_desk.cli.words import say
from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.action_filter_words import parse_filter
from mappa_desk.domain.actions import DeadlineKind
from mappa_desk.domain.calendar_words import count, short_date
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.tracker_views import TrackerRow
from mappa_desk.services.action_export import (
    SheetShape,
    action_template,
    actions_table,
    export_actions,
    restricted_rows,
)
from mappa_desk.services.areas import area_view
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.hand_outs import write_calendar
from mappa_desk.services.tracker import order, rows_at
from mappa_desk.services.work import Work

_WHAT_WIDTH = 46
_OWNER_WIDTH = 38
_PAGE = 500

Plain = dict[str, str | int | bool | list[str] | None]


@click.command("actions", help=say("actions.help"))
@click.option("--open", "open_only", is_flag=True, help=say("actions.open_help"))
@click.option("--overdue", "overdue_only", is_flag=True, help=say("actions.overdue_help"))
@click.option("--agency", default="", metavar="CODE", help=say("actions.agency_help"))
@click.option("--case", "case_reference", default="", metavar="REF", help=say("actions.case_help"))
@click.option("--filter", "words", default="", metavar="WORDS", help=say("actions.filter_help"))
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help=say("actions.on_help"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=say("actions.format_help"),
)
@click.option(
    "--out", "target", type=click.Path(path_type=Path), metavar="FILE", help=say("actions.out_help")
)
@click.option("--cancelled", "cancel", is_flag=True, help=say("actions.cancelled_help"))
@click.option(
    "--template",
    "template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say("actions.template_help"),
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
    words: str,
    day: datetime | None,
    form: str,
    target: Path | None,
    cancel: bool,
    template: Path | None,
) -> None:
    """Lists actions."""
    with opened(desk, access, read_only=target is None and template is None) as work:
        if template is not None:
            click.echo(str(action_template(work, target=template, shape=_shape(template)).value))
            return
        on = day.date() if day else work.today()
        find = _read(work, words, on)
        if open_only:
            find = replace(find, open_only=True)
        if overdue_only:
            find = replace(find, overdue=True)
        if agency.strip():
            find = replace(find, agencies=(_agency_code(work, agency),))
        if case_reference.strip():
            find = replace(find, cases=(case_by_reference(work, reference=case_reference).reference,))
        if target is not None:
            click.echo(_write(work, find, target, on, cancel=cancel))
        elif form == "csv":
            data, _ = actions_table(work, find=find, shape=SheetShape.CSV, on=on)
            click.echo(data, nl=False)
        else:
            _show(_rows(work, find, on), form)
        if target is None and form != "table" and (rows := restricted_rows(work, find, on)):
            click.echo(_not_for_all(rows), err=True)


def _read(work: Work, words: str, on: date) -> ActionFilter:
    """The filter that a line of words says; what it does not understand is told on standard error."""
    found = parse_filter(words, today=on, agencies=area_view(work).agencies, is_holiday=is_bank_holiday)
    if found.leftovers:
        click.echo(say("actions.leftovers", words=" ".join(found.leftovers)), err=True)
    return found.filter


def _agency_code(work: Work, typed: str) -> str:
    """The code of an agency that was named by code, by another code or by name. Raises RuleError."""
    wanted = typed.strip().casefold()
    for agency in area_view(work).agencies:
        if wanted in (agency.code, *agency.aliases, agency.name.casefold()):
            return agency.code
    raise RuleError(say("actions.no_agency", name=typed.strip()))


def _write(work: Work, find: ActionFilter, target: Path, on: date, *, cancel: bool) -> str:
    """Writes a file by its ending and says what was written. Raises RuleError."""
    if target.suffix.lower() == ".ics":
        given = write_calendar(work, target=target, find=find, cancel=cancel).value
        return say(
            "actions.calendar_cancelled" if given.cancelled else "actions.calendar",
            path=given.path,
            actions=count(given.actions, "action"),
            cancelled=given.cancelled,
            left=given.undated + given.settled,
        )
    if cancel:
        raise RuleError(say("actions.cancelled_calendar"))
    sheet = export_actions(work, find=find, target=target, shape=_shape(target), on=on).value
    said = say("actions.written", path=sheet.path, actions=count(sheet.rows, "action"))
    if sheet.cut:
        said += "; " + say("actions.cut", cells=count(sheet.cut, "cell"))
    return f"{said}; {_not_for_all(sheet.restricted)}" if sheet.restricted else said


def _not_for_all(rows: int) -> str:
    return say("actions.restricted", rows=count(rows, "row"))


def _shape(target: Path) -> SheetShape:
    ending = target.suffix.lower().removeprefix(".")
    if ending not in set(SheetShape):
        raise RuleError(say("actions.ending"))
    return SheetShape(ending)


def _rows(work: Work, find: ActionFilter, on: date) -> list[TrackerRow]:
    ids = order(work, find=find, on=on).rowids
    return [row for at in range(0, len(ids), _PAGE) for row in rows_at(work, ids[at : at + _PAGE], on=on)]


def _show(found: Sequence[TrackerRow], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_plain(row) for row in found], ensure_ascii=False, indent=2))
    else:
        click.echo(_as_table(found) if found else say("actions.none"))


def _plain(row: TrackerRow) -> Plain:
    action = row.action
    event = action.deadline.kind not in (DeadlineKind.DATE, DeadlineKind.NONE)
    return {
        "reference": row.reference,
        "case": row.case_reference,
        "meeting": row.meeting_reference,
        "what": action.text,
        "purpose": action.purpose,
        "owner": ", ".join(part for part in (action.owner_name, action.owner_role) if part),
        "agency": row.agency_name,
        "due": _iso(action.deadline.on),
        "due_at": action.deadline.kind.value if event else "",
        "state": action.state.value,
        "acceptance": action.acceptance.value,
        "urgent": action.urgent,
        "priority": action.priority.value,
        "labels": list(action.labels),
        "look_on": _iso(action.look_on),
        "carried": action.carried,
        "redated": row.redated,
        "overdue": row.overdue,
        "days_left": row.days_left,
        "settled_on": _iso(action.settled_on),
        "settled_note": action.settled_note,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _as_table(rows: Sequence[TrackerRow]) -> str:
    head = tuple(
        say(f"actions.head_{name}") for name in ("number", "what", "owner", "due", "state", "carried")
    )
    lines = [head, *(_line(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _line(row: TrackerRow) -> tuple[str, ...]:
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

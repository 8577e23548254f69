"""The sheet of a call for updates, made ready to be written and registered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.chase_views import CallLine
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesSnapshot
from mappa_desk.services.drawing import draw
from mappa_desk.services.handing_out import Paper
from mappa_desk.services.ordering import Asked, order_of
from mappa_desk.services.placing import check_place
from mappa_desk.services.work import Work


@dataclass(frozen=True, slots=True)
class CallPaper:
    """One sheet: the file with its line of the register, the actions on it, the day for answers."""

    paper: Paper
    action_ids: tuple[str, ...]
    reply_by: date


def call_paper(work: Work, *, line: CallLine, reply_by: date, folder: Path) -> CallPaper:
    """Draws the sheet of one agency. Nothing is written yet.

    Raises RuleError for a folder where nothing can be written, and for a sheet on which the agency may read
    no action: it is asked in another way.
    """
    target = folder / sheet_name(line)
    check_place(target, private=work.vault.folder)
    kind = DocumentKind.CALL_FOR_UPDATES
    order = order_of(work, Asked(meeting_id=line.meeting_id, kind=kind, agency=line.agency))
    order = replace(order, reply_by=reply_by)
    printed = _printed(order.projected())
    if not printed:
        raise RuleError(
            f"{line.agency_name} may read no action of {line.case_reference}. Ask without a sheet.",
            field="lines",
        )
    rendered = draw(order)
    given = DocumentGiven(
        id=work.new_id(),
        meeting_id=line.meeting_id,
        document=kind,
        edition=kind.value,
        version=order.snapshot.version,
        status=order.snapshot.status,
        agency=line.agency,
        seal_code=order.seal,
        sha256=hashlib.sha256(rendered.data).hexdigest(),
        file_name=target.name,
        pages=rendered.pages,
        at=work.now(),
    )
    return CallPaper(Paper(given, rendered.data, target), printed, reply_by)


def sheet_name(line: CallLine) -> str:
    """The name of the file: reference and agency's code, nobody's name."""
    return f"{line.meeting_reference}-call-{line.agency}.pdf"


def _printed(snapshot: MinutesSnapshot) -> tuple[str, ...]:
    every = (*snapshot.actions, *(past.action for past in snapshot.previous_actions))
    return tuple(one.id for one in every if one.state is ActionState.OPEN and not one.removed)

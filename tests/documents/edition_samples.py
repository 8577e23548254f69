"""Every kind of document that is made of one meeting's minutes, drawn from the sample record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from document_samples import SEAL, full_review
from later_samples import second_version
from sample_record import entry

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus
from mappa_desk.services.drawing import Order

REQUEST = MinutesRequest(
    id="rq1",
    meeting_id="m03",
    asked_by="J. Reed",
    organisation="Reed and Lowe, solicitors",
    asked_on=date(2026, 11, 20),
    at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
)
ON = date(2026, 11, 23)
WRITTEN = (
    (
        "risk",
        "For the executive summary: the risk of serious harm was assessed as high, to known adults and to "
        "the public.",
    ),
    ("plan", "For the executive summary, supervision: weekly meetings with the offender manager."),
    ("plan", "For the executive summary, monitoring and control: a curfew and a zone that is kept clear."),
    ("plan", "For the executive summary, treatment: a place on a programme from January 2027."),
    ("plan", "For the executive summary, licence conditions: residence as directed; a zone; a curfew."),
    ("plan", "For the executive summary, victim safety: Vqvictim has an alarm."),
)
"""Item and text of what the sample says for the summary; the last is under no heading that it has."""


def with_summary(snapshot: MinutesSnapshot) -> MinutesSnapshot:
    """The sample with words written for the executive summary, noted by the meeting."""
    first = max(one.position for one in snapshot.entries) + 1
    written = tuple(
        entry(first + place, item, text, entry_kind=EntryKind.NOTE)
        for place, (item, text) in enumerate(WRITTEN)
    )
    return replace(snapshot, entries=(*snapshot.entries, *written))


def order_of(kind: DocumentKind, wording: Mapping[str, str], *, large: bool = False, **more: object) -> Order:
    """What is drawn for one kind: of the second version for errata, of a draft for the page at the close."""
    snapshot = with_summary(full_review())
    if kind is DocumentKind.ERRATUM:
        snapshot = second_version()
    if kind is DocumentKind.ACTIONS_NOW:
        snapshot = replace(full_review(status=MinutesStatus.DRAFT), as_of=None)
    settings: dict[str, object] = {"agency": "hsg"} if kind in _FOR_HOUSING else {}
    if kind is DocumentKind.ATTENDEE_COPY:
        settings = {"agency": "hsg", "person": _PERSON}
    if kind is DocumentKind.COVERING_LETTER:
        settings = {"request": REQUEST, "on": ON}
    if kind is not DocumentKind.ACTIONS_NOW:
        settings["seal"] = SEAL
    return Order(
        kind=kind,
        snapshot=snapshot,
        wording=wording,
        large=large,
        **{**settings, **more},  # type: ignore[arg-type]  # typed by the call
    )


_FOR_HOUSING = (
    DocumentKind.AGENCY_ACTIONS,
    DocumentKind.AGENCY_COPY,
    DocumentKind.AGENCY_SLIP,
    DocumentKind.CALL_FOR_UPDATES,
)
_PERSON = next(row.id for row in full_review().attendance if row.agency == "hsg")

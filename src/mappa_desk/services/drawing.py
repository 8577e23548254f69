"""Which drawer makes which kind of document: from a snapshot that was read, through its edition, to a PDF.

The layout library costs a sixth of a second to import and nothing before the first document needs it, so
each drawer imports its own renderer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.do_now import DoNowFacts
from mappa_desk.domain.editions import left_out, project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot

if TYPE_CHECKING:
    from mappa_desk.documents.copy_facts import CopyFacts
    from mappa_desk.documents.rendering import CopyMark, Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be drawn, from what, and for whom."""

    kind: DocumentKind
    snapshot: MinutesSnapshot
    """As it was read, not yet reduced to an edition."""
    wording: Mapping[str, str]
    seal: str = ""
    agency: str = ""
    """Code of the agency that it is for."""
    person: str = ""
    """Id of the attendance row of the one it is for."""
    recipient: str = ""
    annex: bool = False
    left: tuple[str, ...] = ()
    """Ids of what was ticked to be left out."""
    large: bool = False
    copy_number: int = 0
    """With a recipient: the number of this copy, 0 for one without a mark."""
    copies: int = 0
    request: MinutesRequest | None = None
    """Only for a covering letter: what it answers."""
    on: date | None = None
    """Only for a covering letter: its day."""
    reply_by: date | None = None
    """Only for a call for updates: the day for answers."""
    do_now: tuple[DoNowFacts, ...] = ()
    """Only for a do-now list: who was told of its actions."""

    def projected(self, *, with_ticked: bool = False) -> MinutesSnapshot:
        """What the document may hold. `with_ticked` keeps what was ticked, to number the rest as it was."""
        return project(
            self.snapshot,
            self.kind,
            agency=self.agency,
            person=self.person,
            annex=self.annex,
            left=() if with_ticked else self.left,
        )

    @property
    def leaves_out(self) -> bool:
        """True when handling, a closed part or a tick keeps something out of it."""
        return bool(
            left_out(
                self.snapshot,
                self.kind,
                agency=self.agency,
                person=self.person,
                annex=self.annex,
                left=self.left,
            )
        )

    @property
    def mark(self) -> CopyMark | None:
        """What names the copy; None for a master."""
        from mappa_desk.documents.rendering import CopyMark  # noqa: PLC0415 - start-up time

        if not self.recipient or not self.copy_number:
            return None
        return CopyMark(number=self.copy_number, copies=self.copies, recipient=self.recipient)


Drawer = Callable[[Order], "Rendered"]


def draw(order: Order) -> Rendered:
    """The finished document. The same order gives the same bytes. Raises RuleError."""
    return DRAWERS[order.kind](order)


def minutes_of(order: Order) -> tuple[MinutesSnapshot, CopyFacts]:
    """What a copy of the minutes may hold, and what it tells of itself, whatever file comes of it."""
    from mappa_desk.documents.copy_facts import copy_facts  # noqa: PLC0415 - start-up time

    projected = order.projected()
    whole = order.projected(with_ticked=True) if order.left else None
    facts = copy_facts(
        projected,
        order.kind,
        agency=order.agency,
        person=order.person,
        recipient=order.recipient,
        leaves_out=order.leaves_out,
        whole=whole,
        large=order.large,
    )
    return projected, facts


def _minutes(order: Order) -> Rendered:
    from mappa_desk.documents.minutes import render_minutes  # noqa: PLC0415 - start-up time

    projected, facts = minutes_of(order)
    return render_minutes(projected, wording=order.wording, seal=order.seal, copy=order.mark, facts=facts)


def _actions(order: Order) -> Rendered:
    from mappa_desk.documents.actions import render_actions  # noqa: PLC0415 - start-up time

    listed = order.agency if order.kind is DocumentKind.AGENCY_ACTIONS else ""
    return render_actions(
        order.projected(),
        wording=order.wording,
        agency=listed,
        seal=order.seal,
        copy=order.mark,
        leaves_out=order.leaves_out,
        large=order.large,
    )


def _actions_now(order: Order) -> Rendered:
    from mappa_desk.documents.actions_now import render_actions_now  # noqa: PLC0415 - start-up time

    return render_actions_now(
        order.projected(),
        wording=order.wording,
        copy=order.mark,
        leaves_out=order.leaves_out,
        large=order.large,
    )


def _slip(order: Order) -> Rendered:
    from mappa_desk.documents.agency_slip import render_agency_slip  # noqa: PLC0415 - start-up time

    return render_agency_slip(
        order.projected(),
        agency=order.agency,
        wording=order.wording,
        seal=order.seal,
        copy=order.mark,
        leaves_out=order.leaves_out,
        large=order.large,
    )


def _call(order: Order) -> Rendered:
    from mappa_desk.documents.call_for_updates import render_call_for_updates  # noqa: PLC0415 - start-up time

    return render_call_for_updates(
        order.projected(),
        agency=order.agency,
        reply_by=order.reply_by,
        wording=order.wording,
        copy=order.mark,
        leaves_out=order.leaves_out,
        large=order.large,
    )


def _do_now(order: Order) -> Rendered:
    from mappa_desk.documents.do_now import render_do_now  # noqa: PLC0415 - start-up time

    out = {one.record_id for one in left_out(order.snapshot, order.kind, left=order.left)}
    return render_do_now(
        order.projected(),
        facts=order.do_now,
        wording=order.wording,
        leaves_out=any(one.action_id in out for one in order.do_now),
        large=order.large,
    )


def _summary(order: Order) -> Rendered:
    from mappa_desk.documents.executive_summary import render_executive_summary  # noqa: PLC0415 - start-up

    return render_executive_summary(
        order.projected(),
        wording=order.wording,
        seal=order.seal,
        copy=order.mark,
        leaves_out=order.leaves_out,
        large=order.large,
    )


def _letter(order: Order) -> Rendered:
    from mappa_desk.documents.covering_letter import render_covering_letter  # noqa: PLC0415 - start-up

    if order.request is None or order.on is None:
        raise RuleError("Say which request the letter answers.", field="request_id")
    return render_covering_letter(
        order.projected(),
        request=order.request,
        on=order.on,
        wording=order.wording,
        copy=order.mark,
        large=order.large,
    )


def _erratum(order: Order) -> Rendered:
    from mappa_desk.documents.erratum import render_erratum  # noqa: PLC0415 - start-up time

    return render_erratum(
        order.projected(),
        wording=order.wording,
        seal=order.seal,
        copy=order.mark,
        leaves_out=order.leaves_out,
        large=order.large,
    )


DRAWERS: Mapping[DocumentKind, Drawer] = MappingProxyType(
    {
        DocumentKind.MINUTES: _minutes,
        DocumentKind.ATTENDEE_COPY: _minutes,
        DocumentKind.AGENCY_COPY: _minutes,
        DocumentKind.ACTIONS: _actions,
        DocumentKind.AGENCY_ACTIONS: _actions,
        DocumentKind.ACTIONS_NOW: _actions_now,
        DocumentKind.AGENCY_SLIP: _slip,
        DocumentKind.CALL_FOR_UPDATES: _call,
        DocumentKind.DO_NOW: _do_now,
        DocumentKind.EXECUTIVE_SUMMARY: _summary,
        DocumentKind.COVERING_LETTER: _letter,
        DocumentKind.ERRATUM: _erratum,
    }
)
"""The drawer of each kind that is made of the minutes or of their actions."""

"""One finished document for each different edition, from which the copies of its readers are stamped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mappa_desk.domain.editions import EDITIONS, OF_ONE_AGENCY
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.services.copy_plans import Numbered, Wanted
from mappa_desk.services.drawing import Order, draw
from mappa_desk.services.handouts import render
from mappa_desk.services.ordering import Asked, order_of
from mappa_desk.services.work import Work

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import MissingGlyph, Rendered
    from mappa_desk.documents.stamping import Master

_NAMES_NOBODY = frozenset(
    {
        DocumentKind.MINUTES,
        DocumentKind.ACTIONS,
        DocumentKind.ACTIONS_NOW,
        DocumentKind.ERRATUM,
        DocumentKind.EXECUTIVE_SUMMARY,
        *OF_ONE_AGENCY,
    }
)
"""Kinds that do not say who their reader is: who may read the same gets the same pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One copy, and what the register says of it."""

    data: bytes
    pages: int
    seal: str
    version: int
    status: MinutesStatus


@dataclass(frozen=True, slots=True)
class _Edition:
    """A master with what it was made of."""

    alike: object
    """Equal for readers of the same pages."""
    rendered: Rendered
    master: Master
    order: Order | None
    """None for a paper that is drawn from the plan of the meeting."""


class Masters:
    """Renders each edition once. All copies of the minutes are of one reading of the record."""

    def __init__(self, work: Work, wanted: Wanted) -> None:
        self._work = work
        self._wanted = wanted
        self._editions: list[_Edition] = []
        self._missing: list[tuple[str, MissingGlyph]] = []

    @property
    def count(self) -> int:
        """How many documents were rendered so far."""
        return len(self._editions)

    @property
    def missing(self) -> tuple[tuple[str, MissingGlyph], ...]:
        """Names with a character that the faces cannot draw."""
        return tuple(self._missing)

    def made_for(self, copy: Numbered, passphrase: str) -> Made:
        """The copy of one recipient. Raises RuleError, NotFound."""
        from mappa_desk.documents.rendering import CopyMark  # noqa: PLC0415 - start-up time
        from mappa_desk.documents.stamping import missing_in  # noqa: PLC0415 - start-up time

        mark = CopyMark(number=copy.number, copies=copy.copies, recipient=copy.named)
        found = missing_in(mark, wording=self._work.reference.wording)
        self._missing += [(copy.named, glyph) for glyph in found]
        edition = self._edition_for(copy)
        order = edition.order
        return Made(
            data=edition.master.stamped(mark, passphrase=passphrase),
            pages=edition.rendered.pages,
            seal=order.seal if order else "",
            version=order.snapshot.version if order else 0,
            status=order.snapshot.status if order else MinutesStatus.DRAFT,
        )

    def _edition_for(self, copy: Numbered) -> _Edition:
        order = self._order_for(copy) if self._wanted.kind in EDITIONS else None
        alike = _alike(order, copy)
        for known in self._editions:
            if known.alike == alike:
                return known
        made = self._rendered(order, copy, alike)
        self._editions.append(made)
        return made

    def _order_for(self, copy: Numbered) -> Order:
        wanted, recipient = self._wanted, copy.recipient
        asked = Asked(
            meeting_id=wanted.meeting_id,
            kind=wanted.kind,
            agency=recipient.agency,
            person=recipient.attendance_id,
            recipient=recipient.name,
            left=wanted.left,
            large=wanted.large,
        )
        order = order_of(self._work, asked)
        first = self._editions[0].order if self._editions else None
        return replace(order, snapshot=first.snapshot, seal=first.seal) if first else order

    def _rendered(self, order: Order | None, copy: Numbered, alike: object) -> _Edition:
        from mappa_desk.documents.stamping import Master  # noqa: PLC0415 - start-up time

        wanted = self._wanted
        if order is not None:
            rendered = draw(order)
        else:
            rendered = render(
                self._work,
                meeting_id=wanted.meeting_id,
                kind=wanted.kind,
                agency=copy.recipient.agency,
                recipient=copy.recipient.name,
                left=wanted.left,
                large=wanted.large,
            )
        return _Edition(alike, rendered, Master(rendered.data, wording=self._work.reference.wording), order)


def _alike(order: Order | None, copy: Numbered) -> object:
    """What decides over the pages of a copy: with the same, two recipients share a master."""
    recipient = copy.recipient
    if order is None:
        return (recipient.agency, recipient.name)
    reader = () if order.kind in _NAMES_NOBODY else (order.agency, order.person, order.recipient)
    listed = order.agency if order.kind in OF_ONE_AGENCY else ""
    return (order.projected(), order.leaves_out, listed, reader)

"""One finished document for each different edition, from which the copies of its readers are stamped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mappa_desk.domain.copies_rules import NUMBERED
from mappa_desk.domain.editions import OF_ONE_AGENCY
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
    order: Order


class Masters:
    """Renders each edition once. All copies of the minutes are of one reading of the record."""

    def __init__(self, work: Work, wanted: Wanted) -> None:
        self._work = work
        self._wanted = wanted
        self._editions: list[_Edition] = []
        self._papers = 0
        self._missing: list[tuple[str, MissingGlyph]] = []

    @property
    def count(self) -> int:
        """How many documents were rendered so far."""
        return len(self._editions) + self._papers

    @property
    def missing(self) -> tuple[tuple[str, MissingGlyph], ...]:
        """Names with a character that the faces cannot draw."""
        return tuple(self._missing)

    def made_for(self, copy: Numbered, passphrase: str) -> Made:
        """The copy of one recipient. Raises RuleError, NotFound."""
        from mappa_desk.documents.rendering import CopyMark  # noqa: PLC0415 - start-up time
        from mappa_desk.documents.stamping import missing_in  # noqa: PLC0415 - start-up time

        if self._wanted.kind not in NUMBERED:
            return self._paper_for(copy, passphrase)
        mark = CopyMark(number=copy.number, copies=copy.copies, recipient=copy.named)
        found = missing_in(mark, wording=self._work.reference.wording)
        self._missing += [(copy.named, glyph) for glyph in found]
        edition = self._edition_for(copy)
        order = edition.order
        return Made(
            data=edition.master.stamped(mark, passphrase=passphrase),
            pages=edition.rendered.pages,
            seal=order.seal,
            version=order.snapshot.version,
            status=order.snapshot.status,
        )

    def _paper_for(self, copy: Numbered, passphrase: str) -> Made:
        """A paper before the meeting: drawn for its reader, without a mark."""
        from mappa_desk.documents.stamping import protected  # noqa: PLC0415 - start-up time

        wanted = self._wanted
        rendered = render(
            self._work,
            meeting_id=wanted.meeting_id,
            kind=wanted.kind,
            agency=copy.recipient.agency,
            recipient=copy.recipient.name,
            left=wanted.left,
            large=wanted.large,
        )
        self._papers += 1
        self._missing += [(copy.named, glyph) for glyph in rendered.missing]
        data = protected(rendered.data, passphrase) if passphrase else rendered.data
        return Made(data=data, pages=rendered.pages, seal="", version=0, status=MinutesStatus.DRAFT)

    def _edition_for(self, copy: Numbered) -> _Edition:
        order = self._order_for(copy)
        alike = _alike(order)
        for known in self._editions:
            if known.alike == alike:
                return known
        made = self._rendered(order, alike)
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

    def _rendered(self, order: Order, alike: object) -> _Edition:
        from mappa_desk.documents.stamping import Master  # noqa: PLC0415 - start-up time

        rendered = draw(order)
        return _Edition(alike, rendered, Master(rendered.data, wording=order.wording), order)


def _alike(order: Order) -> object:
    """What decides over the pages of a copy: with the same, two recipients share a master."""
    reader = () if order.kind in _NAMES_NOBODY else (order.agency, order.person, order.recipient)
    listed = order.agency if order.kind in OF_ONE_AGENCY else ""
    return (order.projected(), order.leaves_out, listed, reader)

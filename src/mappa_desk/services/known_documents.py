"""Which kinds of document window and command line offer: those that have an edition."""

from __future__ import annotations

from mappa_desk.domain.editions import EDITIONS
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.paper_editions import PAPER_EDITIONS

OFFERED = frozenset((*EDITIONS, *PAPER_EDITIONS, DocumentKind.CONTRIBUTION_FORM))
"""Every kind that can be made: of the minutes, of their lists, and of the papers before a meeting."""

"""The papers before a meeting, each by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from mappa_desk.documents.agenda import render_agenda
from mappa_desk.documents.invitation import render_invitation
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.running_book import render_running_book
from mappa_desk.documents.running_sheet import render_running_sheet
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.preparation import PapersSnapshot


class RenderPaper(Protocol):
    """Makes one kind of paper of a projected snapshot."""

    def __call__(
        self,
        snapshot: PapersSnapshot,
        *,
        wording: Mapping[str, str],
        agency: str = "",
        recipient: str = "",
        large: bool = False,
    ) -> Rendered:
        """The finished document."""


PAPERS: Mapping[DocumentKind, RenderPaper] = MappingProxyType(
    {
        DocumentKind.AGENDA: render_agenda,
        DocumentKind.RUNNING_BOOK: render_running_book,
        DocumentKind.RUNNING_SHEET: render_running_sheet,
        DocumentKind.INVITATION: render_invitation,
    }
)

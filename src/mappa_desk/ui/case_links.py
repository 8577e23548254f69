"""Joins the linked people of a case with the services."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.linked import LinkedCase
from mappa_desk.services.links import end_link, link_cases, links_of
from mappa_desk.ui.models import dates
from mappa_desk.ui.office import OfficePage
from mappa_desk.ui.views.case_links import CaseLinksView


class CaseLinks(QObject):
    """The section of a case's page that shows, makes and ends links. `told` takes what its head says."""

    def __init__(
        self, page: OfficePage, view: CaseLinksView, case_id: str, told: Callable[[str], None]
    ) -> None:
        super().__init__(page)
        self._page, self._view, self._case_id, self._told = page, view, case_id, told
        self._links: tuple[LinkedCase, ...] = ()
        view.case_chosen.connect(lambda case: page.office.shell.navigate("case", case))
        view.link_requested.connect(self._link)
        view.end_requested.connect(self._end)

    def read(self) -> None:
        """Read the links anew."""
        case_id = self._case_id
        self._page.ask(lambda work: links_of(work, case_id=case_id), self._show)

    def _show(self, links: tuple[LinkedCase, ...]) -> None:
        self._links = links
        self._view.set_links(links)
        counted = dates.counted(len(links), self.tr("linked person"), self.tr("linked people"))
        self._told(counted if links else self.tr("nobody"))

    def _link(self, reference: str, why: str) -> None:
        case_id = self._case_id

        def linked(_outcome: object) -> None:
            self._view.show_error("")
            self._view.fill("", "")
            self.read()

        self._page.change(
            lambda work: link_cases(work, case_id=case_id, reference=reference, why=why),
            linked,
            self._on_refused,
        )

    def _end(self, link_id: str) -> None:
        gone = next((one for one in self._links if one.link_id == link_id), None)

        def ended(_outcome: object) -> None:
            if gone is not None:
                self._view.fill(gone.reference, gone.why)
                words = self.tr("The link with {reference} has ended. Enter links them again.")
                self._page.office.shell.announce(words.format(reference=gone.reference))
            self.read()

        self._page.change(lambda work: end_link(work, link_id=link_id), ended, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, RuleError):
            self._view.show_error(str(error), error.field)
            self._page.office.shell.announce(str(error))
        else:
            self._page.office.shell.report(error)

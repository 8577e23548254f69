"""The front sheet: sentences proposed from the record, taken by a button and then edited like any other."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.front_sheet import FrontSheet
from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.services.write_up import propose_front_sheet
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.views.write_up_front import Offer
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_state import WriteUpState

_FIELDS = {"brief_why": "why", "brief_risk": "risk"}


class FrontSheetOffers(QObject):
    """Offers what the record says while the caret is in a part of the front sheet that is written."""

    def __init__(self, state: WriteUpState, saving: Saving, page: WriteUpPage) -> None:
        super().__init__(state)
        self._state, self._saving, self._page = state, saving, page
        self._sheet: FrontSheet | None = None
        self._asked_of: object = None
        state.panel.offers.taken.connect(self.take)
        state.caret_changed.connect(lambda _key: self.show())
        state.viewed.connect(self.show)

    def begin(self) -> None:
        """Go to the first part of the front sheet that is empty, else to its first."""
        parts = [row for row in self._state.paragraphs if self._is_part(row)]
        if not parts:
            self._state.say(tr("This area's minutes have no front sheet."))
            return
        target = next((row for row in parts if not self._saving.text_of(row)), parts[0])
        self._state.panel.show_centre()
        self._page.go_to(target.key, len(self._saving.text_of(target)))
        self._page.setFocus()

    def show(self) -> None:
        """Show what is offered for the caret's paragraph; elsewhere nothing."""
        here = self._state.paragraph() if self._state.ready else None
        if here is None or not self._is_part(here) or not self._state.writable:
            self._state.panel.offers.show_offers("", (), "")
            return
        if self._asked_of is not self._state.view:
            self._ask()
        found = getattr(self._sheet, _FIELDS[here.field], ()) if self._sheet is not None else ()
        text = self._saving.text_of(here)
        offers = tuple(Offer(one.text, one.source) for one in found if one.text not in text)
        title = tr("Offered for: {part}").format(part=here.label or tr("Front sheet"))
        empty = tr("The record offers nothing more.") if self._sheet is not None else tr("Looking.")
        self._state.panel.offers.show_offers(title, offers, empty)

    @staticmethod
    def _is_part(row: Paragraph) -> bool:
        return row.kind is ParagraphKind.FRONT and row.editable and row.field in _FIELDS

    def _ask(self) -> None:
        state, work = self._state, self._state.work()
        self._asked_of = state.view

        def read(result: Ok[FrontSheet] | Err) -> None:
            if isinstance(result, Err):
                state.refuse(result.error)
                return
            self._sheet = result.value
            self.show()

        state.jobs.store(lambda: propose_front_sheet(work, meeting_id=state.meeting_id), read, self)

    def take(self, text: str) -> None:
        """Write an offered sentence behind what stands there; Ctrl+Z takes it out again."""
        here = self._state.paragraph()
        if here is None or not self._is_part(here):
            return
        before = self._saving.text_of(here)
        gap = " " if before and not before[-1].isspace() else ""
        self._page.replace_range(here.key, len(before), len(before), gap + text)
        self._page.setFocus()
        self._state.shell.announce(tr("Taken. It can be edited now."))
        self.show()

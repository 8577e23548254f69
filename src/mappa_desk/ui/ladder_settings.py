"""Joins the settings of the escalation ladder with the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.ladder import confirm_rung, save_rung, whole_ladder
from mappa_desk.services.ladder_order import keep_rung
from mappa_desk.services.people import keyholders
from mappa_desk.services.work import Work
from mappa_desk.ui.office import OfficePage
from mappa_desk.ui.views.ladder import LadderView


class LadderSettings(QObject):
    """The section of the escalation ladder."""

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page)
        self._page = page
        self.view = LadderView()
        # A default that nobody has confirmed names no place where anybody could look it up.
        self._no_sources = {rung.source for rung in page.office.work().reference.ladder if not rung.verified}
        self.view.kept.connect(self._keep)
        self.view.switched.connect(self._switch)
        self.view.confirmed.connect(self._confirm)

    def read(self) -> None:
        """Read the rungs and show them."""
        self._page.ask(whole_ladder, self.view.set_rungs)

    def unkept(self) -> bool:
        """True while leaving would lose what was typed in the card."""
        return self.view.unkept()

    def _keep(self) -> None:
        rung = self._typed()
        self._change(lambda work: keep_rung(work, rung=rung), self.tr("Kept"))

    def _confirm(self) -> None:
        rung = self._typed()
        if not rung.source or rung.source in self._no_sources:
            sentence = self.tr("Say where the rung is written before confirming it.")
            self.view.errors.show({"source": sentence}, take_focus=True)
            return

        def confirm(work: Work) -> Outcome[Rung]:
            kept = keep_rung(work, rung=rung).value
            return confirm_rung(work, code=kept.id, by=_name_at_keys(work))

        self._change(confirm, self.tr("Confirmed"))

    def _switch(self) -> None:
        rung = self.view.rung
        if rung is None:
            return
        if rung.active:
            self._change(
                lambda work: save_rung(work, rung=replace(rung, active=False)), self.tr("Switched off")
            )
        else:
            self._change(
                lambda work: keep_rung(work, rung=replace(rung, active=True)), self.tr("Switched on")
            )

    def _typed(self) -> Rung:
        """The rung as the fields have it: the chosen one, or a new one."""
        typed = self.view.answers()
        base = self.view.rung or Rung(id="", position=0, title="", to_whom="", days=0, wording="")
        return replace(
            base,
            title=typed.title,
            to_whom=typed.to_whom,
            days=typed.days,
            wording=typed.wording,
            source=typed.source,
        )

    def _change(self, change: Callable[[Work], Outcome[Rung]], done: str) -> None:
        typed = self.view.answers()

        def changed(outcome: Outcome[Rung]) -> None:
            if self.view.answers() == typed:
                self.view.settle()
            self._page.office.shell.announce(done)
            code = outcome.value.id
            self._page.ask(whole_ladder, lambda rungs: self.view.set_rungs(rungs, code))

        self._page.change(change, changed, self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RuleError):
            self.view.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self._page.office.shell.report(error)


def _name_at_keys(work: Work) -> str:
    return next((person.name for person in keyholders(work) if person.id == work.by), "")

"""The decision card's presenter: from the line or from a kept decision, and never at the cost of a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.agendas import Need
from mappa_desk.domain.cases import Level
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.decisions import Decision, DecisionKind
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.hearing import final_views
from mappa_desk.domain.text_places import units
from mappa_desk.domain.views import Draft
from mappa_desk.services.decisions import revise_decision, take_decision
from mappa_desk.services.drafts import keep_draft
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.capture_drafts import Drafts
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.desk_sheets import Sheets, field_to_look_at, give_focus_back
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models.desk_decisions import DecisionFields, fields_of, from_text, to_text
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.views.desk_decision import DecisionCard

PLACE = "decision"
"""Place of the card's draft."""
_KIND_OF_NEED = {Need.LEVEL_DECISION: DecisionKind.LEVEL, Need.DISCLOSURE_DECISION: DecisionKind.DISCLOSURE}


class DecisionDesk(QObject):
    """Opens the card, keeps it in one call, and remembers it when it is left half done."""

    def __init__(self, state: DeskState, capture: Capture, drafts: Drafts, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._capture, self._drafts, self._sheets = state, capture, drafts, sheets
        self._card: DecisionCard | None = None
        self._left: DecisionFields | None = None
        self._item = ""
        """Where the decision was begun: it is filed there, whatever is shown when it is kept."""

    @property
    def is_open(self) -> bool:
        """True while the card lies over the record."""
        return self._card is not None

    def turn(self) -> None:
        """Open the card with the words of the line, or put them back into it."""
        if self._card is not None:
            self.leave()
            return
        if self._left is not None:
            self._open(self._left, self._item)
            return
        panel = self._state.panel.capture
        words = panel.text()
        item = self._state.item_row()
        needs = item.needs if item else ()
        kind = next((found for need, found in _KIND_OF_NEED.items() if need in needs), DecisionKind.OTHER)
        level = int(self._state.view.meeting.level) if kind is DecisionKind.LEVEL else 0
        card = DecisionFields(
            decided=words,
            words=words,
            kind=kind.value,
            level=level,
            handling=self._capture.take_handling().value,
        )
        self._open(card, self._state.item)
        panel.empty()

    def edit(self, entry_id: str) -> None:
        """Open the card of a decision that was taken. One that waits half done comes first."""
        self.leave()
        if self._left is not None and self._left.entry_id != entry_id:
            self._open(self._left, self._item)
            sentence = tr("This decision waits half done. Keep it or empty it, then open the other.")
            self._state.panel.capture.set_hint(sentence)
            self._state.shell.announce(sentence)
            return
        found = self._taken(entry_id)
        if found is not None:
            left = self._left if self._left is not None else fields_of(found)
            self._open(left, self._item_of(entry_id))

    def _taken(self, entry_id: str) -> Decision | None:
        return next((one for one in self._state.view.decisions if one.entry_id == entry_id), None)

    def _item_of(self, entry_id: str) -> str:
        return next((one.item for one in self._state.view.entries if one.id == entry_id), self._state.item)

    @property
    def waits(self) -> bool:
        """True while words stand in the card, or wait for the next Ctrl+D, and are not kept."""
        card = self._card.card() if self._card is not None else self._left
        return card is not None and not card.blank and not self._unchanged(card)

    def _unchanged(self, card: DecisionFields) -> bool:
        kept = self._taken(card.entry_id) if card.entry_id else None
        return kept is not None and replace(card, words="") == fields_of(kept)

    def leave(self) -> bool:
        """Take the card away. What was typed goes back to the line, or waits for the next Ctrl+D."""
        if self._card is None:
            return False
        card = self._card.card()
        self._close()
        if card.blank or self._unchanged(card):
            self._forget()
            return True
        bare = replace(card, because="", also_considered="", dissent=(), resolved="", effect="")
        if card == bare and not card.entry_id and not self._state.panel.capture.text():
            self._state.panel.capture.set_line(card.decided, units(card.decided))
            self._capture.set_handling(Handling(card.handling))
            self._forget()
        else:
            self._left = card
            self._state.panel.capture.set_hint(tr("The decision's fields wait; Ctrl+D opens them again."))
        return True

    def restore(self, draft: Draft) -> None:
        """A card that was left half done in an earlier session waits for Ctrl+D."""
        card = from_text(draft.text)
        if card is not None and not card.blank:
            self._left = card
            self._item = draft.item
            self._state.panel.capture.set_hint(tr("The decision's fields wait; Ctrl+D opens them again."))

    def _open(self, card: DecisionFields, item: str) -> None:
        state = self._state
        self._sheets.close()
        title = tr("Decision")
        number = next((one.number for one in state.view.decisions if one.entry_id == card.entry_id), 0)
        if number:
            title = tr("Decision {n}").format(n=number)
        names = tuple((one.id, one.name) for one in state.view.agencies)
        view = DecisionCard(title, names, self._sheets.meant)
        self._card, self._item = view, item
        view.set_card(card)
        silent, heard = final_views(state.view.heard, state.view.attendance)
        view.set_final_views(tuple(map(state.agency, silent)), tuple(map(state.agency, heard)))
        found = state.item_row(item)
        view.set_about(found.short_title if found else tr("Unsorted"))
        view.kept.connect(self._keep)
        view.left.connect(self.leave)
        view.refused.connect(view.show_error)
        state.panel.show_sheet(view)
        view.edited.connect(lambda: self._drafts.touch(PLACE, self._draft))
        if card.decided and not card.because:
            view.focus_because()
        else:
            view.setFocus()
        if not card.entry_id:
            self._drafts.touch(PLACE, self._draft)
        state.shell.announce(title)

    def _close(self) -> None:
        self._card = None
        give_focus_back(self._state)
        self._state.panel.close_sheet()

    def _draft(self) -> Draft | None:
        card = self._card.card() if self._card is not None else self._left
        if card is None:
            return None
        return Draft(meeting_id=self._state.meeting_id, place=PLACE, text=to_text(card), item=self._item)

    def _forget(self) -> None:
        """The card holds nothing any more: its draft goes."""
        self._left = None
        self._drafts.forget(PLACE)
        gone = Draft(meeting_id=self._state.meeting_id, place=PLACE, text="")
        work = self._state.work
        self._state.outbox.send(
            Errand(
                lambda: keep_draft(work(), draft=gone), lambda _none: None, lambda _error: None, quiet=True
            )
        )

    # Keeping

    def _keep(self) -> None:
        view = self._card
        if view is None:
            return
        card = view.card()
        try:
            call, arguments = self._request(card)
        except DeskError as error:
            view.show_error(str(error), error.field if isinstance(error, RuleError) else "")
            return

        def done(decision: Decision) -> None:
            if self._card is view:
                self._close()
            self._forget()
            self._drafts.rewrite_line()
            self._state.shell.announce(tr("Decision {n} kept").format(n=decision.number))

        def refused(error: Exception) -> None:
            if self._card is view and isinstance(error, DeskError):
                view.set_busy(False)
                view.show_error(str(error), field_to_look_at(self._state, error))
            else:
                self._state.refuse(error)

        view.set_busy(True)
        # What is typed while the decision is on its way belongs to the line.
        self._state.panel.focus_line()
        said_at = self._state.now()
        self._state.do(
            lambda work, **told: call(work.at(said_at), **told),
            done=done,
            refused=refused,
            holds_text=True,
            **arguments,
        )

    def _request(self, card: DecisionFields) -> tuple[Callable[..., Outcome[Any]], dict[str, Any]]:
        if not card.decided.strip():
            raise RuleError(tr("What was decided?"), field="decided")
        if any(not code for code, _why in card.dissent):
            raise RuleError(tr("Which agency disagreed?"), field="dissent")
        effect = self._sheets.day(card.effect, name="effect")
        parts: dict[str, Any] = {
            "decided": card.decided.strip(),
            "because": card.because.strip(),
            "dissent": card.dissents,
            "dissent_asked": card.nobody or bool(card.dissent),
            "also_considered": card.also_considered.strip(),
            "resolved": card.resolved.strip(),
            "takes_effect": effect,
            "level": Level(card.level) if card.level else None,
        }
        kind = DecisionKind(card.kind)
        had = self._taken(card.entry_id) if card.entry_id else None
        if had is not None:
            return revise_decision, {"decision": replace(had, decision_kind=kind, **parts)}
        return take_decision, {
            "meeting_id": self._state.meeting_id,
            "item": self._item,
            "kind": kind,
            "words": card.words or card.decided,
            "handling": Handling(card.handling),
            **parts,
        }

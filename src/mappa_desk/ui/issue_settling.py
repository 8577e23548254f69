"""How a raised issue is settled from the desk: by an action or decision, new or taken, or by a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import Action
from mappa_desk.domain.contributions import Entry, IssueOutcome
from mappa_desk.services.contributions import settle_issue
from mappa_desk.services.issues import answer_with_action, answer_with_decision
from mappa_desk.ui.action_card import ActionCard
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models.desk_fields import Ask, Field, SheetPlan
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr

_NEW_ACTION, _NEW_DECISION = "new action", "new decision"
_NOBODY_YET = Action(id="", case_id="", meeting_id="", entry_id="", tag="", text="")


class IssueSettling(QObject):
    """Offers what may settle an issue by one letter, and asks for the rest in a sheet."""

    def __init__(self, state: DeskState, sheets: Sheets, card: ActionCard) -> None:
        super().__init__(state)
        self._state, self._sheets, self._card = state, sheets, card

    def settle(self, issue: Entry) -> None:
        """Let it be chosen what settles the issue."""
        if not self._state.writable:
            return
        view = self._state.view
        picks = [
            Pick(_NEW_ACTION, "T", tr("A new action")),
            Pick(_NEW_DECISION, "D", tr("A new decision")),
            Pick(f"{IssueOutcome.NO_ACTION}:", "N", tr("No action, with a reason")),
        ]
        for one in view.decisions:
            key = f"{IssueOutcome.DECISION}:{one.entry_id}"
            picks.append(Pick(key, f"D{one.number}", one.decided, tr("decision")))
        for action in view.actions:
            key = f"{IssueOutcome.ACTION}:{action.entry_id}"
            picks.append(Pick(key, f"A{action.place}", action.text, tr("action")))
        picks.append(Pick(f"{IssueOutcome.OPEN}:", "O", tr("Still open")))
        self._sheets.pick(tr("What settles the issue?"), tuple(picks), partial(self._settled, issue))

    def _settled(self, issue: Entry, key: str) -> None:
        if key == _NEW_ACTION:
            self._ask_action(issue)
        elif key == _NEW_DECISION:
            self._ask_decision(issue)
        else:
            outcome, _, by = key.partition(":")
            self._settle_by(issue, IssueOutcome(outcome), by)

    def _settle_by(self, issue: Entry, outcome: IssueOutcome, by: str) -> None:
        if outcome is IssueOutcome.NO_ACTION:
            field = Field("reason", tr("Why"), Ask.LONG, issue.outcome_reason)
            self._sheets.ask(
                SheetPlan(tr("No action on the issue"), tr("Keep"), (field,), issue.text),
                lambda answers: Request(
                    settle_issue,
                    {**answers, "entry_id": issue.id, "outcome": outcome},
                    tr("Issue settled"),
                ),
            )
            return
        said = tr("Issue open") if outcome is IssueOutcome.OPEN else tr("Issue settled")
        self._state.do(settle_issue, say=said, entry_id=issue.id, outcome=outcome, by_entry_id=by or None)

    def _ask_action(self, issue: Entry) -> None:
        fields = (
            Field("text", tr("What is to be done"), Ask.LONG),
            self._card.owner_field(_NOBODY_YET),
            Field("due", tr("By when"), Ask.DATE, hint=tr("fri, 27/11, next meeting")),
        )

        def request(answers: Answers) -> Request:
            owner = self._card.owner(answers["owner"]) if answers["owner"] else None
            owned = {
                "owner_agency": owner.agency,
                "owner_name": owner.name,
                "owner_role": owner.role,
                "owner_attendance_id": owner.attendance_id,
            } if owner is not None else {}  # fmt: skip
            arguments = {"entry_id": issue.id, "text": answers["text"], **owned}
            arguments["deadline"] = self._sheets.deadline(answers["due"])
            return Request(answer_with_action, arguments, tr("Issue settled"))

        self._sheets.ask(
            SheetPlan(tr("An action that settles the issue"), tr("Keep"), fields, issue.text), request
        )

    def _ask_decision(self, issue: Entry) -> None:
        fields = (
            Field("decided", tr("What was decided"), Ask.LONG),
            Field("because", tr("Because"), Ask.LONG),
        )
        self._sheets.ask(
            SheetPlan(tr("A decision that settles the issue"), tr("Keep"), fields, issue.text),
            lambda answers: Request(
                answer_with_decision, {**answers, "entry_id": issue.id}, tr("Issue settled")
            ),
        )

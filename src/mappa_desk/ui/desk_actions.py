"""Actions, issues and handling from the desk: changed in a sheet, reviewed by a letter, settled."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.action_lives import prompts_chair
from mappa_desk.domain.actions import Action, ActionEventKind, ActionState
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.people import Person
from mappa_desk.services.actions import review_action
from mappa_desk.services.contributions import set_handlings
from mappa_desk.services.past_actions import not_yet_due
from mappa_desk.ui.action_card import ActionCard, typed_deadline
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.issue_settling import IssueSettling
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.action_history import times
from mappa_desk.ui.models.actions import ActionLine
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr

_OUTCOMES = (
    (ActionEventKind.DONE, "D", "Done", ""),
    (ActionEventKind.OVERTAKEN, "O", "Overtaken by events", "with a reason"),
    (ActionEventKind.NOT_DONE, "N", "Not done by the agency", "with a reason"),
    (ActionEventKind.CARRIED, "C", "Carried over", "with a reason and a date"),
    (ActionEventKind.TRANSFERRED, "T", "Transferred", "to a new owner"),
    (ActionEventKind.WITHDRAWN, "W", "Withdrawn", "with a reason"),
    (ActionEventKind.REOPENED, "R", "Open again", ""),
)
_NOT_YET, _SHOW = "not_yet", "show"


class ActionsDesk(QObject):
    """What can be done to an action, an issue or an entry's handling without leaving the desk."""

    def __init__(self, state: DeskState, capture: Capture, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._capture, self._sheets = state, capture, sheets
        self._card = ActionCard(state)
        self._issues = IssueSettling(state, sheets, self._card)
        state.panel.action_chosen.connect(self._on_chosen)

    def set_people(self, people: tuple[Person, ...]) -> None:
        """The contact book, for owners who are not in the room."""
        self._card.set_people(people)

    # Review of what came from last time

    def review(self, line: ActionLine) -> None:
        """Ask what became of an action from last time: one letter, then a reason where one is due."""
        action = line.action
        if action is None or not self._state.writable:
            return
        picks = tuple(
            Pick(kind.value, mark, tr(text), tr(note) if note else "") for kind, mark, text, note in _OUTCOMES
        )
        if action.state is ActionState.OPEN and not is_overdue(action, self._state.today()):
            picks += (Pick(_NOT_YET, "Y", tr("Not yet due"), tr("carried over, no more to say")),)
        title = tr("{tag}, {owner}: what became of it?").format(tag=action.tag, owner=line.owner)
        self._sheets.pick(title, picks, lambda key: self._picked(action, key))

    def _picked(self, action: Action, key: str) -> None:
        if key == _NOT_YET:
            self._not_yet_due((action.id,))
        else:
            self._reviewed(action, ActionEventKind(key))

    def _on_chosen(self, line: ActionLine) -> None:
        """Enter on a line of the list: an action opens where the desk stands, its item is not gone to.

        On the line of those that are not to be looked at yet one key settles or shows them all.
        """
        if line.past is not None:
            self.review(line)
        elif line.action is not None and self._state.writable:
            self.change(line.action)
        if not line.folded:
            return
        state = self._state
        shows = tr("Fold them away") if state.shows_far_off else tr("Show them")
        picks: tuple[Pick, ...] = (Pick(_SHOW, "S", shows),)
        if state.writable:
            kept = words.counted(len(line.folded), "action stays open", "actions stay open")
            picks = (Pick(_NOT_YET, "Y", tr("Not yet due"), kept), *picks)
        self._sheets.pick(line.text, picks, lambda key: self._unfold(line, key))

    def _unfold(self, line: ActionLine, key: str) -> None:
        if key == _NOT_YET:
            self._not_yet_due(line.folded)
            return
        self._state.shows_far_off = not self._state.shows_far_off
        self._state.viewed.emit()

    def _not_yet_due(self, action_ids: tuple[str, ...]) -> None:
        said = words.counted(len(action_ids), "action is not yet due", "actions are not yet due")
        self._state.do(not_yet_due, say=said, meeting_id=self._state.meeting_id, action_ids=action_ids)

    def _reviewed(self, action: Action, outcome: ActionEventKind) -> None:
        if outcome in (ActionEventKind.DONE, ActionEventKind.REOPENED):
            self._state.do(
                review_action, say=f"{action.tag}: {outcome.value}", action_id=action.id,
                meeting_id=self._state.meeting_id, outcome=outcome,
            )  # fmt: skip
            return
        fields = [Field("note", tr("Why"), Ask.LONG), Field("told_by", tr("Told by"))]
        if outcome is ActionEventKind.CARRIED:
            fields.insert(1, Field("due", tr("New date"), Ask.DATE, typed_deadline(action.deadline)))
        if outcome is ActionEventKind.TRANSFERRED:
            fields.insert(0, self._card.owner_field(action))
        label = next(tr(text) for kind, _mark, text, _note in _OUTCOMES if kind is outcome)
        plan = SheetPlan(f"{action.tag}: {label}", tr("Keep"), tuple(fields), self._about(action, outcome))

        def request(answers: Answers) -> Request:
            arguments = {"note": answers["note"], "told_by": answers["told_by"]}
            more: dict[str, object] = {}
            if "due" in answers:
                more["due"] = self._sheets.deadline(answers["due"]) if answers["due"] else None
            if "owner" in answers:
                owner = self._card.owner(answers["owner"])
                more |= {"owner_agency": owner.agency, "owner_name": owner.name, "owner_role": owner.role}
            here = {"action_id": action.id, "meeting_id": self._state.meeting_id, "outcome": outcome}
            return Request(review_action, {**here, **arguments, **more}, f"{action.tag}: {label}")

        self._sheets.ask(plan, request)

    def _about(self, action: Action, outcome: ActionEventKind) -> str:
        """What stands over the answer; before one carry too many also what the chair asks."""
        slips = action.carried and prompts_chair(action, self._state.view.carried_prompt)
        if outcome is not ActionEventKind.CARRIED or not slips:
            return action.text
        ask = tr("Carried {often} already: ask what stands in the way.").format(often=times(action.carried))
        return f"{ask} {action.text}"

    # Changing an action of this meeting

    def change(self, action: Action) -> None:
        """Words, owner, who takes it on their behalf, date, purpose and urgency of an action."""
        plan = self._card.plan(action, self._capture.hint_of(action))
        self._sheets.ask(plan, lambda answers: self._card.request(action, answers, self._sheets.deadline))

    # Issues and handling

    def settle(self, issue: Entry) -> None:
        """Settle a raised issue by a decision or an action, new or taken, or by a reason for none."""
        self._issues.settle(issue)

    def handling(self, entries: tuple[Entry, ...]) -> None:
        """How far the chosen entries, or the line that is being typed, may travel."""
        picks = tuple(
            Pick(kind.value, str(place), tr(words.HANDLING[kind]))
            for place, kind in enumerate(Handling, start=1)
            if entries or kind is not Handling.NAMED_RECIPIENTS
        )
        self._sheets.pick(tr("Handling"), picks, lambda key: self._handled(entries, Handling(key)))

    def _handled(self, entries: tuple[Entry, ...], handling: Handling) -> None:
        if not entries:
            self._capture.set_handling(handling)
            return
        if handling is Handling.NAMED_RECIPIENTS:
            self._ask_recipients(entries)
            return
        ids = tuple(entry.id for entry in entries)
        self._state.do(set_handlings, say=tr(words.HANDLING[handling]), entry_ids=ids, handling=handling)

    def _ask_recipients(self, entries: tuple[Entry, ...]) -> None:
        here = {row.agency for row in self._state.view.attendance}
        choices = tuple(Choice(one.id, one.name) for one in self._state.view.agencies if one.id in here)
        ids = tuple(entry.id for entry in entries)
        field = Field(
            "recipients",
            tr("Who may have it"),
            Ask.CHECKS,
            choices=choices,
            ticked=frozenset(code for entry in entries for code in entry.recipients),
        )
        about = entries[0].text if len(entries) == 1 else words.counted(len(entries), "entry", "entries")
        self._sheets.ask(
            SheetPlan(tr("Named recipients"), tr("Keep"), (field,), about),
            lambda answers: Request(
                set_handlings, {**answers, "entry_ids": ids, "handling": Handling.NAMED_RECIPIENTS}
            ),
        )

    def open_entry(self, entry: Entry) -> bool:
        """Open what an entry stands for, where that is more than its text. True when it was."""
        if entry.entry_kind is EntryKind.ISSUE:
            self.settle(entry)
            return True
        if entry.entry_kind is EntryKind.ACTION:
            found = next((one for one in self._state.view.actions if one.entry_id == entry.id), None)
            if found is not None:
                self.change(found)
                return True
        return False

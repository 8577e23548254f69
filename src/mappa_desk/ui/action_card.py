"""The card of one action: its words, its owner, who takes it on their behalf, its date, what it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mappa_desk.domain.actions import Action, Deadline, DeadlineKind
from mappa_desk.domain.capture_owners import free_owner, read_owner, taker_words
from mappa_desk.domain.capture_people import Owner, nearness, owner_choices
from mappa_desk.domain.people import Person
from mappa_desk.services.actions import revise_action
from mappa_desk.ui.desk_sheets import typed_day
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.read_back import number_of

MOST_OWNERS = 40
_EVENTS = {DeadlineKind.NEXT_MEETING: "next meeting", DeadlineKind.BEFORE_RELEASE: "before release"}


class ActionCard:
    """The plan of the card of an action, and the request from its answers. Owners read as on the line."""

    def __init__(self, state: DeskState) -> None:
        self._state = state
        self._people: tuple[Person, ...] = ()

    def set_people(self, people: tuple[Person, ...]) -> None:
        """The contact book, for owners who are not in the room."""
        self._people = people

    def plan(self, action: Action, hint: str = "") -> SheetPlan:
        """What the card asks; `hint` is what is weakest in the action, said at its top."""
        fields = [
            Field("text", tr("What is to be done"), Ask.LONG, action.text),
            self.owner_field(action),
            Field(
                "due",
                tr("By when"),
                Ask.DATE,
                typed_deadline(action.deadline),
                hint=tr("fri, 27/11, next meeting"),
            ),
            self._behalf_field(action),
            Field("purpose", tr("What for"), Ask.TEXT, action.purpose),
            Field("urgent", tr("Urgent"), Ask.TICK, "yes" if action.urgent else ""),
        ]
        if action.owner_role and action.owner_attendance_id is None:
            fields.insert(3, Field("named", tr("Who that is, once named"), Ask.TEXT, action.owner_name))
        title = tr("Action {n}").format(n=number_of(self._state.view, action))
        return SheetPlan(title, tr("Keep"), tuple(fields), self._about(action, hint))

    def _about(self, action: Action, hint: str) -> str:
        entry = next((one for one in self._state.view.entries if one.id == action.entry_id), None)
        typed = entry.words if entry is not None and entry.words != action.text else ""
        said = tr("As typed: {words}").format(words=typed) if typed else ""
        return " ".join(part for part in (hint, said) if part)

    def request(self, action: Action, answers: Answers, read_deadline: Callable[[str], Deadline]) -> Request:
        """The change that the answers ask for. Raises RuleError for a date that is unclear."""
        due = action.deadline
        if answers["due"] != typed_deadline(due):
            due = read_deadline(answers["due"])
        changed = replace(
            action, text=answers["text"], purpose=answers["purpose"], urgent=answers["urgent"], deadline=due,
            on_behalf_taken_by=answers["behalf"] or "",
        )  # fmt: skip
        if answers["owner"] != self.owner_words(action):
            owner = self.owner(answers["owner"])
            changed = replace(
                changed, owner_agency=owner.agency, owner_name=owner.name, owner_role=owner.role,
                owner_attendance_id=owner.attendance_id,
            )  # fmt: skip
        elif "named" in answers:
            changed = replace(changed, owner_name=answers["named"])
        return Request(revise_action, {"action": changed}, tr("Action changed"))

    # Owners

    def owner_words(self, action: Action) -> str:
        """The owner as the card shows it; empty for nobody."""
        if not (action.owner_agency or action.owner_name or action.owner_role):
            return ""
        return words.owner(action, self._state.view.agencies)

    def owner_field(self, action: Action) -> Field:
        """Who owns it: those who are here first; any other name or role may be typed."""
        view = self._state.view
        offered = owner_choices(
            "", attendance=view.attendance, agencies=view.agencies, people=self._people, most=MOST_OWNERS
        )
        choices = tuple(Choice(one.insert, one.words) for one in offered)
        return Field("owner", tr("Who owns it"), Ask.OPEN_CHOICE, self.owner_words(action), choices)

    def owner(self, typed: object) -> Owner:
        """The owner meant by what was typed or chosen; words that nobody answers to are taken as written."""
        text = str(typed or "").strip().removeprefix("@")
        view = self._state.view
        found = read_owner(
            text,
            0,
            attendance=view.attendance,
            agencies=view.agencies,
            people=self._people,
            with_behalf=False,
        )
        return found.owner if found is not None and found.end == len(text) else free_owner(text)

    def _behalf_field(self, action: Action) -> Field:
        """Who, being here, takes it for an owner who is not, and tells them."""
        here = [
            taker_words(Owner(row.agency, row.name, row.role, row.id, self._state.agency(row.agency)))
            for row in self._state.view.attendance
            if row.name and not row.observer and nearness(row) != "not here"
        ]
        kept = action.on_behalf_taken_by
        offered = tuple(Choice(who, who) for who in dict.fromkeys((*([kept] if kept else []), *here)))
        label = tr("Taken on their behalf, and told to them, by")
        return Field("behalf", label, Ask.CHOICE, kept, (Choice("", tr("Nobody")), *offered))


def typed_deadline(due: Deadline) -> str:
    """A deadline as it may be typed into a field."""
    return typed_day(due.on) if due.kind is DeadlineKind.DATE else _EVENTS.get(due.kind, "")

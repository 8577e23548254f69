"""The life of the meeting from the desk: start, end, calling off, closed parts, handovers, next review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from mappa_desk.domain.carry_over import will_carry
from mappa_desk.domain.cases import Level
from mappa_desk.domain.meetings import MeetingState, NextReview
from mappa_desk.domain.people import Person
from mappa_desk.services import meetings
from mappa_desk.services.closed_parts import begin_closed_part, end_closed_part
from mappa_desk.services.statements import read_statement
from mappa_desk.ui.desk_sheets import Sheets, typed_day
from mappa_desk.ui.desk_showing import running_part
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.unconfirmed import tell_unconfirmed

_LEVELS = (Choice("3", "Level 3"), Choice("2", "Level 2"))


class MeetingLife(QObject):
    """Commands about the meeting as a whole. Each is one key or one short sheet."""

    def __init__(self, state: DeskState, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._sheets = state, sheets
        self._people: tuple[Person, ...] = ()

    keys_handed_over = Signal(object)
    """The Person who types from now on, once it is on the disk."""
    closed = Signal()
    """The meeting was closed and that is on the disk."""

    def set_keyholders(self, people: tuple[Person, ...]) -> None:
        """Who may be at the keys."""
        self._people = people

    def _refuse(self, sentence: str) -> None:
        self._state.panel.capture.show_refusal(sentence)
        self._state.shell.announce(sentence)

    # Start and end

    def start(self) -> None:
        """Start a planned meeting, or go on with an adjourned one."""
        state = self._state
        call = (
            meetings.resume if state.view.meeting.state is MeetingState.ADJOURNED else meetings.start_meeting
        )

        def started(_meeting: object) -> None:
            first = state.items[0].code if state.items else ""
            state.show_item(state.view.meeting.current_item or first)

        state.do(call, done=started, say=tr("The meeting runs"), meeting_id=state.meeting_id)

    def close(self) -> None:
        """End the meeting. Entries may still be kept until approval; they go to Unsorted."""
        state = self._state

        left = len(will_carry(state.view.actions, state.view.past_actions))

        def ended(_meeting: object) -> None:
            state.show_item("")
            if left:
                state.shell.announce(words.counted(left, "action carries over", "actions carry over"))
            tell_unconfirmed(state)
            self.closed.emit()

        state.do(
            meetings.close_meeting, done=ended, say=tr("The meeting is closed"), meeting_id=state.meeting_id
        )

    def read_statement(self) -> None:
        """Stamp the statement as read to those who are in."""
        state = self._state
        due = len(state.view.statement_due)
        said = tr("Statement read, {n} heard it").format(n=words.counted(due, "person", "people"))
        state.do(read_statement, say=said, meeting_id=state.meeting_id)

    def adjourn(self) -> None:
        """Stop to go on another day."""
        fields = (
            Field("reason", tr("Why, and who decided"), Ask.LONG),
            Field("to", tr("To which day, if known"), Ask.DATE),
        )
        plan = SheetPlan(tr("Adjourn the meeting"), tr("Adjourn"), fields)
        self._sheets.ask(
            plan,
            lambda answers: Request(
                meetings.adjourn,
                {
                    "to": self._sheets.day(answers["to"], name="to"),
                    "reason": answers["reason"],
                    **self._here(),
                },
                tr("The meeting is adjourned"),
            ),
        )

    def cancel(self) -> None:
        """Call a planned meeting off."""
        self._call_off(tr("Cancel the meeting"), tr("Cancel it"), meetings.cancel)

    def not_held(self) -> None:
        """Record that the meeting did not take place."""
        self._call_off(tr("The meeting was not held"), tr("Record it"), meetings.not_held)

    def _call_off(self, title: str, button: str, call: Callable[..., object]) -> None:
        fields = (Field("reason", tr("Why"), Ask.LONG), Field("decided_by", tr("Who decided")))
        self._sheets.ask(
            SheetPlan(title, button, fields),
            lambda answers: Request(call, {**answers, **self._here()}, title),  # type: ignore[arg-type]  # a service
        )

    def _here(self) -> dict[str, str]:
        return {"meeting_id": self._state.meeting_id}

    # Closed part

    def closed_part(self) -> None:
        """End the closed part that goes on, or choose who stays for one."""
        if running_part(self._state) is not None:
            self._state.do(
                end_closed_part, say=tr("The closed part has ended"), meeting_id=self._state.meeting_id
            )
            return
        here = tuple(row for row in self._state.view.attendance if row.is_in)
        if not here:
            self._refuse(tr("Nobody is marked as in, so nobody can stay for a closed part."))
            return
        choices = tuple(
            Choice(row.id, f"{self._state.agency(row.agency)}: {words.person(row) or row.role}")
            for row in here
        )
        fields = (
            Field(
                "stayed",
                tr("Who stays"),
                Ask.CHECKS,
                choices=choices,
                ticked=frozenset(row.id for row in here),
            ),
            Field("reason", tr("Why")),
        )
        plan = SheetPlan(tr("Begin a closed part"), tr("Begin"), fields, tr("Untick those who leave"))
        self._sheets.ask(
            plan,
            lambda answers: Request(begin_closed_part, {**answers, **self._here()}, tr("Closed part begun")),
        )

    # Handovers

    def hand_over_chair(self) -> None:
        """Somebody else chairs from now on."""
        choices = tuple(
            Choice(row.name, f"{row.name}, {self._state.agency(row.agency)}")
            for row in self._state.view.attendance
            if row.took_part and row.name
        )
        fields = (Field("to", tr("Who chairs from now on"), Ask.OPEN_CHOICE, choices=choices),)
        self._sheets.ask(
            SheetPlan(tr("Hand over the chair"), tr("Hand over"), fields),
            lambda answers: Request(
                meetings.hand_over_chair, {**answers, **self._here()}, tr("Chair handed over")
            ),
        )

    def hand_over_keys(self) -> None:
        """Somebody else types from now on."""
        choices = tuple(Choice(person.name, person.name) for person in self._people)
        fields = (Field("to", tr("Who is at the keys from now on"), Ask.OPEN_CHOICE, choices=choices),)
        self._sheets.ask(
            SheetPlan(tr("Hand over the keys"), tr("Hand over"), fields),
            lambda answers: Request(
                meetings.hand_over_keys, {**answers, **self._here()}, tr("Keys handed over"), self._sign
            ),
        )

    def _sign(self, person: Person) -> None:
        self._state.sign(person)
        self.keys_handed_over.emit(person)

    # Facts

    def next_review(self) -> None:
        """When and how the next meeting is to be, or why there is none."""
        had = self._state.view.meeting.next_review or NextReview()
        level = str(int(had.level or self._state.view.meeting.level))
        fields = (
            Field("on", tr("On which day"), Ask.DATE, typed_day(had.on), hint=tr("in 12 weeks, 14/2")),
            Field("at", tr("At what time"), value=had.at, hint="10:00"),
            Field("level", tr("At which level"), Ask.CHOICE, level, _LEVELS),
            Field("place", tr("Where"), value=had.place),
            Field("invite", tr("Who else is to be invited"), value=had.invite),
            Field("none_because", tr("Or why there is no next review"), value=had.none_because),
        )

        def request(answers: Answers) -> Request:
            none = answers["none_because"]
            review = NextReview(
                on=self._sheets.day(answers["on"]),
                at=answers["at"],
                level=None if none else Level(int(answers["level"])),
                place=answers["place"],
                invite=answers["invite"],
                none_because=none,
            )
            return Request(
                meetings.set_next_review, {"review": review, **self._here()}, tr("Next review set")
            )

        self._sheets.ask(SheetPlan(tr("Next review"), tr("Set it"), fields), request)

    def edit_facts(self) -> None:
        """Chair, minute taker, place, lead agency, and the two sentences of the front sheet."""
        had = self._state.view.meeting
        agencies = (
            Choice("", tr("Not named")),
            *(Choice(one.id, one.name) for one in self._state.view.agencies),
        )
        fields = (
            Field("chair", tr("Chair: name and role"), value=had.chair),
            Field("chair_agency", tr("Chair's agency"), Ask.CHOICE, had.chair_agency, agencies),
            Field("minutes_by", tr("Minutes by"), value=had.minutes_by),
            Field("place", tr("Place"), value=had.place),
            Field("lead_agency", tr("Lead agency"), Ask.CHOICE, had.lead_agency, agencies),
            Field("lead_officer", tr("Lead officer"), value=had.lead_officer),
            Field("brief_why", tr("Why the meeting met, in one sentence"), Ask.LONG, had.brief_why),
            Field("brief_risk", tr("The risk: what, to whom, how soon"), Ask.LONG, had.brief_risk),
        )
        self._sheets.ask(
            SheetPlan(tr("The meeting's facts"), tr("Keep"), fields),
            lambda answers: Request(
                meetings.edit_meeting,
                {"meeting": replace(had, **answers)},
                tr("The meeting's facts are kept"),
            ),
        )

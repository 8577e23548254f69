"""Days and owners in a reply: what typed words mean for an action, and what is refused, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import ActionEventKind, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.carry_over import outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.views import ActionRow
from mappa_desk.ui.documents_side import DocumentsSide
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase_answers import ActionAnswer, Meant
from mappa_desk.ui.models.chase_pasted import Pasted, day_words
from mappa_desk.ui.models.chase_words import after_reviews


def warns_of(
    side: DocumentsSide, reviews: Iterable[tuple[str, date]], *, meetings: bool = False
) -> Callable[[str], str]:
    """Gives what is said under a typed day that lies after one of these reviews; see `after_reviews`."""
    held = tuple(reviews)

    def warn(typed: str) -> str:
        try:
            on = side.day(typed, name="on")
        except RuleError:
            return ""
        return after_reviews(on, held, meetings=meetings) if on is not None else ""

    return warn


class OfCard(RuleError):
    """A refusal that is about the answer for one action."""

    def __init__(self, message: str, *, field: str, action_id: str) -> None:
        super().__init__(message, field=field)
        self.action_id = action_id


class ReplyDays(QObject):
    """Reads what is keyed of the actions of one reply. `reviews` are the next ones by the case's id."""

    def __init__(
        self, side: DocumentsSide, rows: Mapping[str, ActionRow], reviews: Mapping[str, date], today: date
    ) -> None:
        super().__init__()
        self._side, self._rows, self._reviews, self._today = side, rows, reviews, today

    # What stands beside a field

    def happened(self, typed: str) -> Meant:
        """The day of what has happened, in full; it warns of one that is still to come."""
        on = self._read(typed, past=True)
        if on is None:
            return self._unclear(typed)
        if on > self._today:
            return Meant(self.tr("{day} is still to come.").format(day=dates.day(on)), warns=True)
        return Meant(self._side.meant(typed, past=True))

    def settled(self, action_id: str, kind: str, typed: str) -> Meant:
        """The day on which an action was done, and whether that was late."""
        said, on = self.happened(typed), self._read(typed, past=True)
        if said.warns or on is None or kind != ActionEventKind.DONE.value:
            return said
        action = self._rows[action_id].action
        open_one = action.state is ActionState.OPEN
        late = open_one and outcome(action, ActionEventKind.DONE, on=on).state is ActionState.DONE_LATE
        return Meant(self.tr("{day}: done late").format(day=said.words)) if late else said

    def due(self, action_id: str, typed: str) -> Meant:
        """The new date in full; it warns of one after the next review, and stands in nobody's way."""
        on = self._read(typed)
        if on is None:
            return self._unclear(typed)
        row, said = self._rows[action_id], self._side.meant(typed)
        review = self._reviews.get(row.action.case_id)
        after = after_reviews(on, [(row.case_reference, review)]) if review is not None else ""
        return Meant(f"{said}. {after}", warns=True) if after else Meant(said)

    def with_day(self, pasted: Pasted) -> Pasted:
        """What was pasted of an action, with the day that it says it was done on."""
        if pasted.outcome is not ActionEventKind.DONE:
            return pasted
        days = ((words, self._read(words, past=True)) for words in day_words(pasted.words))
        said, on = next(((words, on) for words, on in days if on is not None), ("", self._today))
        return replace(pasted, on=said if on <= self._today else "")

    # What is kept

    def settled_on(self, one: ActionAnswer, reply_day: date) -> date:
        """The day that an answer gives, else that of the reply. Raises OfCard."""
        on = reply_day
        if one.on:
            try:
                on = self._side.must_have_day(one.on, name="on")
            except RuleError as error:
                raise OfCard(str(error), field="on", action_id=one.action_id) from None
        if one.on and on > self._today:
            refusal = self.tr("The day on which it was done is still to come.")
            raise OfCard(refusal, field="on", action_id=one.action_id)
        return on

    def new_date(self, one: ActionAnswer) -> Deadline:
        """The new date of an answer. Raises OfCard."""
        try:
            on = self._side.day(one.due, name="due")
        except RuleError as error:
            raise OfCard(str(error), field="due", action_id=one.action_id) from None
        if on is None:
            raise OfCard(self.tr("Give the new date."), field="due", action_id=one.action_id)
        return Deadline(kind=DeadlineKind.DATE, on=on)

    def check_owner(self, one: ActionAnswer) -> None:
        """Raises OfCard for nobody, and for the agency that has the action already without anybody in it."""
        row, (agency, name, role) = self._rows[one.action_id], one.owner
        if not (agency or name or role):
            raise OfCard(self.tr("Who takes it over?"), field="owner_agency", action_id=one.action_id)
        if agency == row.action.owner_agency and not (name or role):
            refusal = self.tr("{agency} has it already. Choose another agency, or name who takes it over.")
            told = refusal.format(agency=row.agency_name)
            raise OfCard(told, field="owner_agency", action_id=one.action_id)
        if one.owner == (row.action.owner_agency, row.action.owner_name, row.action.owner_role):
            refusal = self.tr("They have it already. Say who takes it over.")
            raise OfCard(refusal, field="owner_name", action_id=one.action_id)

    def _read(self, typed: str, *, past: bool = False) -> date | None:
        try:
            return self._side.day(typed, name="on", past=past)
        except RuleError:
            return None

    def _unclear(self, typed: str) -> Meant:
        return Meant(self.tr("Not a date yet") if typed.strip() else "")

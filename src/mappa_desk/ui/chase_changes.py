"""Changes that cannot wait for the review: keyed as they come in, and an earlier meeting arranged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import ChangeKind, UrgentChange
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import CaseRow
from mappa_desk.services.cases import list_cases
from mappa_desk.services.urgent_changes import (
    MeetingOffer,
    add_change,
    arrange_meeting,
    bring_change_back,
    earlier_meeting,
    remove_change,
)
from mappa_desk.services.work import Work
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import ChaseLine
from mappa_desk.ui.models.chase_words import changes, ways_in
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan

Lines = tuple[ChaseLine, ...]


class ChaseChanges(QObject):
    """Notes changes, arranges the meeting that one of them needs, takes them off again."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page

    def note(self, case_id: str = "") -> None:
        """Ask what has happened; the case under the cursor is offered first."""
        page = self._page
        if page.office.work().vault.read_only:
            page.say(self.tr("This vault is open for reading."))
            return
        page.ask(list_cases, lambda rows: self._ask_for(rows, case_id))

    def _ask_for(self, rows: tuple[CaseRow, ...], case_id: str) -> None:
        page, side = self._page, self._page.side
        known = {row.case.reference.casefold(): row.case.id for row in rows}
        here = next((row.case.reference for row in rows if row.case.id == case_id), "")
        today = page.office.work().today()
        fields = (
            Field("case", self.tr("Case"), Ask.OPEN_CHOICE, here,
                  tuple(Choice(row.case.reference, row.case.reference) for row in rows)),
            Field("change_kind", self.tr("What has happened"), Ask.CHOICE,
                  ChangeKind.ARREST.value, changes()),
            Field("happened_on", self.tr("On which day"), Ask.DATE, dates.typed(today), past=True),
            Field("text", self.tr("In plain words"), Ask.LONG),
            Field("told_by", self.tr("Who says so")),
            Field("came_by", self.tr("How it came"), Ask.CHOICE, Channel.TELEPHONE.value, ways_in()),
            Field("about", "", Ask.WORDS, self.tr("The next meeting sees it under Since last time.")),
        )  # fmt: skip
        plan = SheetPlan(self.tr("A change that cannot wait"), self.tr("Note the change"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            wanted = known.get(str(answers["case"] or "").strip().casefold())
            if wanted is None:
                raise RuleError(self.tr("Which case? Choose its reference."), field="case")
            on = side.must_have_day(str(answers["happened_on"]), name="happened_on")
            return lambda work: add_change(
                work,
                case_id=wanted,
                change_kind=ChangeKind(answers["change_kind"]),
                happened_on=on,
                text=str(answers["text"]),
                told_by=str(answers["told_by"]),
                came_by=Channel(answers["came_by"]),
            )

        def noted(change: UrgentChange) -> None:
            page.view.choose(f"change:{change.id}")
            page.done(self.tr("Change noted."), lambda work: remove_change(work, change_id=change.id))
            self._offer(change.id)

        side.ask(plan, call, noted)

    def arrange(self, lines: Lines) -> None:
        """Offer an earlier meeting because of the change."""
        change = lines[0].source
        if isinstance(change, UrgentChange):
            self._offer(change.id)

    def _offer(self, change_id: str) -> None:
        self._page.ask(lambda work: earlier_meeting(work, change_id=change_id), self._show_offer)

    def _show_offer(self, offer: MeetingOffer) -> None:
        page, side = self._page, self._page.side
        if offer.none_because:
            page.say(offer.none_because)
            return
        review = offer.review
        if review is not None and review.planned_on <= offer.offered_on:
            page.say(
                self.tr("The next meeting is on {day} already.").format(day=dates.day(review.planned_on))
            )
            return
        if review is not None:
            said = self.tr("{tag} is planned for {day}. Its people and its agenda come with it.").format(
                tag=review.tag, day=dates.day(review.planned_on)
            )
        else:
            said = self.tr("No meeting is planned for this case.")
        fields = (
            Field("said", "", Ask.WORDS, said),
            Field("on", self.tr("On which day"), Ask.DATE, dates.typed(offer.offered_on)),
            Field("at", self.tr("At"), hint=self.tr("Such as 10:00")),
            Field("place", self.tr("Place"), value=review.place if review is not None else ""),
        )
        title = self.tr("Bring the meeting forward") if review is not None else self.tr("Plan a meeting")
        plan = SheetPlan(title, title, fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            on = side.day(str(answers["on"]), name="on")
            if on is None:
                raise RuleError(self.tr("On which day? Write it as 27/11."), field="on")
            return lambda work: arrange_meeting(
                work,
                change_id=offer.change.id,
                on=on,
                at=str(answers["at"]),
                place=str(answers["place"]),
            )

        def arranged(meeting: Meeting) -> None:
            page.view.choose(f"change:{offer.change.id}")
            said = self.tr("Meets on {day}. Invitations go out from its documents.")
            close = said.format(day=dates.day(meeting.planned_on))
            page.tell_of(close, self.tr("Open its documents"), "documents", meeting.id)

        side.ask(plan, call, arranged)

    def remove(self, lines: Lines) -> None:
        """Take changes off the case; they can be put back."""
        page = self._page
        ids = [line.source.id for line in lines if isinstance(line.source, UrgentChange)]

        def take_off(work: Work) -> Outcome[list[str]]:
            made = [remove_change(work, change_id=one) for one in ids]
            return Outcome(ids, made[-1].changes)

        def back(work: Work) -> None:
            for one in ids:
                bring_change_back(work, change_id=one)

        def gone(_outcome: Outcome[list[str]]) -> None:
            page.let_go(lines)
            words = self.tr("Change taken off.") if len(ids) == 1 else self.tr("Changes taken off.")
            page.read(lambda: page.done(words, back))

        page.change(take_off, gone)

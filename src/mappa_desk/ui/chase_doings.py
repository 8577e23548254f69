"""What is done with lines of the chase: agencies called, owners told, and what each part offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.chase_views import OWED, CallLine, DoNowLine, LadderLine, ReplyLine, RoundDone
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.chasing import (
    called_back,
    take_back_calls,
    take_back_round,
    told_now,
)
from mappa_desk.ui.chase_again import ChaseAgain
from mappa_desk.ui.chase_answers import ChaseAnswers
from mappa_desk.ui.chase_calls import ChaseCalls
from mappa_desk.ui.chase_changes import ChaseChanges
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.chase_ladder import ChaseLadder
from mappa_desk.ui.chase_replies import ChaseReplies
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.models.chase import ChaseLine, Part
from mappa_desk.ui.models.chase_lines import UNOWNED, UNOWNED_FILTER
from mappa_desk.ui.models.chase_words import ways_in, ways_out
from mappa_desk.ui.models.desk_fields import Ask, Field, SheetPlan

Lines = tuple[ChaseLine, ...]


class ChaseDoings(QObject):
    """Offers what can be done with the chosen lines, and does it."""

    def __init__(self, page: ChaseHost, replies: ChaseReplies, changes: ChaseChanges) -> None:
        super().__init__(page.view)
        self._calls = ChaseCalls(page)
        self._page, self._replies, self._changes = page, replies, changes
        self._ladder, self._again, self._answers = ChaseLadder(page), ChaseAgain(page), ChaseAnswers(page)

    def offered(self, part: Part, lines: Lines) -> tuple[tuple[str, str], ...]:
        """Names and words of what can be done with lines of a part; the first is what is due."""
        offers = {
            Part.DO_NOW: self._offer_do_now,
            Part.CALLS: self._offer_calls,
            Part.LADDER: self._offer_ladder,
            Part.ANSWERS: self._offer_answers,
            Part.CHANGES: self._offer_changes,
        }
        return offers[part](lines)

    def run(self, name: str, part: Part, lines: Lines) -> None:
        """Do it. A name that is not offered here says so; "main" is the first one."""
        offered = [one for one, _words in self.offered(part, lines)]
        wanted = offered[0] if name == "main" and offered else name
        doings: dict[str, Callable[[Lines], None]] = {
            "told": self.tell,
            "back": self.call_back,
            "call": self._calls.call,
            "climb": self._ladder.climb,
            "again": self._again.ask_again,
            "answer": self._answers.record,
            "meeting": lambda chosen: self._page.office.shell.navigate("meeting", chosen[0].meeting_id),
            "case": lambda chosen: self._page.office.shell.navigate("case", chosen[0].case_id),
            "paper": self._look,
            "arrange": self._changes.arrange,
            "remove": self._changes.remove,
            "reply": self._replies.key,
        }
        if lines[0].key == UNOWNED:
            doings = {"owners": lambda _chosen: self._show_unowned()}
        always = ("case", "answer") if part is Part.ANSWERS else ("case",)
        wanted = "answer" if wanted == "reply" and part is Part.ANSWERS else wanted
        if wanted not in (*offered, *always) or wanted not in doings:
            self._page.say(self.tr("This is not done here."))
            return
        doings[wanted](lines)

    def _show_unowned(self) -> None:
        self._page.office.shell.navigate("actions", show=UNOWNED_FILTER)

    # What is offered

    def _offer_do_now(self, lines: Lines) -> tuple[tuple[str, str], ...]:
        told = [line for line in lines if isinstance(line.source, DoNowLine) and line.source.told]
        words = self.tr("Told again") if len(told) == len(lines) else self.tr("Told by telephone")
        tell, back = ("told", words), ("back", self.tr("Called back"))
        reply = ("reply", self.tr("Record the reply"))
        case = ("case", self.tr("Open the case"))
        last = ("paper", self.tr("Print the list")) if lines[0].meeting_id else case
        if not told:
            return tell, reply, last
        return (back, reply, tell, last) if len(told) == len(lines) else (tell, back, reply, last)

    def _offer_calls(self, lines: Lines) -> tuple[tuple[str, str], ...]:
        if lines[0].key == UNOWNED:
            return (("owners", self.tr("Show in Actions")),)
        calls = [line for line in lines if isinstance(line.source, CallLine)]
        agencies = len({line.agency for line in calls})
        many = self.tr("Call {n} agencies for updates").format(n=agencies)
        reply = ("reply", self.tr("Record the reply"))
        case = ("case", self.tr("Open the case"))
        if not calls:
            return reply, ("climb", self.tr("Remind")), case
        look = ("paper", self.tr("Look at the sheet"))
        return ("call", many if agencies > 1 else self.tr("Call for updates")), reply, look, case

    def _offer_ladder(self, lines: Lines) -> tuple[tuple[str, str], ...]:
        due = {line.source.standing.next.title for line in lines if _next(line)}
        words = self.tr("Move up: {rung}").format(rung=due.pop()) if len(due) == 1 else self.tr("Move up")
        return (
            ("climb", words),
            ("reply", self.tr("Record the reply")),
            ("case", self.tr("Open the case")),
        )

    def _offer_answers(self, lines: Lines) -> tuple[tuple[str, str], ...]:
        owing = [line for line in lines if isinstance(line.source, ReplyLine) and line.source.kind in OWED]
        meeting = ("meeting", self.tr("Open the meeting"))
        if not owing:
            return meeting, ("answer", self.tr("Record the answer"))
        many = self.tr("Ask {n} again").format(n=len(owing))
        again = ("again", many if len(owing) > 1 else self.tr("Ask again"))
        return again, ("answer", self.tr("Record the answer")), meeting

    def _offer_changes(self, lines: Lines) -> tuple[tuple[str, str], ...]:
        remove, case = ("remove", self.tr("Take it off")), ("case", self.tr("Open the case"))
        if len(lines) > 1:
            return remove, case
        if lines[0].due:
            return ("arrange", self.tr("Arrange an earlier meeting")), remove, case
        return ("meeting", self.tr("Open the meeting")), remove, case

    def _look(self, lines: Lines) -> None:
        """Show the paper of the first line: the sheet of its agency, or what does not wait in its case."""
        first = lines[0]
        kind, agency = DocumentKind.CALL_FOR_UPDATES, first.agency
        if first.part is Part.DO_NOW:
            kind, agency = DocumentKind.DO_NOW, ""
        self._page.office.shell.preview(first.meeting_id, kind, agency)

    # Do now

    def tell(self, lines: Lines) -> None:
        """To whom it was told, and how; now."""
        page, side = self._page, self._page.side
        fields = (
            Field("lines", "", Ask.WORDS, _listed(lines)),
            Field("to_whom", self.tr("Who was told"), value=_owner(lines)),
            Field("how", self.tr("How"), Ask.CHOICE, Channel.TELEPHONE.value, ways_out()),
            Field("note", self.tr("What was agreed"), Ask.LONG),
        )
        plan = SheetPlan(self.tr("Told of it now"), self.tr("Note it"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            return lambda work: told_now(
                work,
                action_ids=_actions(lines),
                how=Channel(answers["how"]),
                to_whom=str(answers["to_whom"]),
                note=str(answers["note"]),
            )

        def noted(done: RoundDone) -> None:
            page.let_go(lines)
            said = self.tr("Told: {numbers}.").format(numbers=_numbers(lines))
            page.done(said, lambda work: take_back_round(work, round_id=done.round_id))

        side.ask(plan, call, noted)

    def call_back(self, lines: Lines) -> None:
        """Who called back, and what they said. The action stays open until it has an outcome."""
        page, side = self._page, self._page.side
        fields = (
            Field("lines", "", Ask.WORDS, _listed(lines)),
            Field("told_by", self.tr("Who called back"), value=_told(lines)),
            Field("how", self.tr("How"), Ask.CHOICE, Channel.TELEPHONE.value, ways_in()),
            Field("note", self.tr("What they said"), Ask.LONG),
        )
        plan = SheetPlan(self.tr("The owner called back"), self.tr("Note it"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            return lambda work: called_back(
                work,
                action_ids=_actions(lines),
                told_by=str(answers["told_by"]),
                how=Channel(answers["how"]),
                note=str(answers["note"]),
            )

        def noted(events: Any) -> None:
            page.let_go(lines)
            said = self.tr("Called back: {numbers}.").format(numbers=_numbers(lines))
            ids = [event.id for event in events]
            page.done(said, lambda work: take_back_calls(work, event_ids=ids))

        side.ask(plan, call, noted)


def _actions(lines: Lines) -> list[str]:
    return list(dict.fromkeys(action_id for line in lines for action_id in line.action_ids))


def _numbers(lines: Lines) -> str:
    first = ", ".join(line.number for line in lines[:3])
    return first if len(lines) <= 3 else f"{first} +{len(lines) - 3}"


def _listed(lines: Lines) -> str:
    said = [f"{line.number}  {line.text}" for line in lines[:6]]
    more = QCoreApplication.translate("chase", "and {n} more").format(n=len(lines) - 6)
    return "\n".join([*said, more] if len(lines) > 6 else said)


def _owner(lines: Lines) -> str:
    owners = {
        line.source.row.action.owner_name or line.source.row.action.owner_role
        for line in lines
        if isinstance(line.source, DoNowLine)
    }
    return owners.pop() if len(owners) == 1 else ""


def _told(lines: Lines) -> str:
    told = {
        line.source.told.told_by for line in lines if isinstance(line.source, DoNowLine) and line.source.told
    }
    return told.pop() if len(told) == 1 else ""


def _next(line: ChaseLine) -> bool:
    return isinstance(line.source, LadderLine) and line.source.standing.next is not None

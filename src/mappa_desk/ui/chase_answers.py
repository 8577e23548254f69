"""Invitations and reports: who is asked again, and what they answered, for several people at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_views import ReplyKind, ReplyLine, RoundDone
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.chasing import ask_again, take_back_round
from mappa_desk.services.roll_call import deputise, mark, report
from mappa_desk.services.undo import undo
from mappa_desk.services.work import Work
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import ChaseLine
from mappa_desk.ui.models.chase_words import ways_out
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan

OWES = (ReplyKind.UNANSWERED, ReplyKind.REPORT)
"""Kinds of line of which something is still to come."""
Lines = tuple[ChaseLine, ...]
_COMES = {"room": Mode.ROOM, "video": Mode.VIDEO, "telephone": Mode.TELEPHONE}


class ChaseAnswers(QObject):
    """Asks again, and notes answers on the list of the meeting."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page

    def ask_again(self, lines: Lines) -> None:
        """Note that those who owe an answer or a report were asked again."""
        page, side = self._page, self._page.side
        chosen = tuple(line for line in lines if _reply(line).kind in OWES)
        fields = (
            Field("lines", "", Ask.WORDS, _listed(chosen)),
            Field("how", self.tr("How they are asked"), Ask.CHOICE, Channel.SECURE_MAIL.value, ways_out()),
            Field("reply_by", self.tr("Answer wanted by"), Ask.DATE,
                  hint=self.tr("Each meeting’s own day")),
            Field("to_whom", self.tr("To whom"), hint=self.tr("The person on the list")),
            Field("note", self.tr("Note")),
        )  # fmt: skip
        plan = SheetPlan(self.tr("Ask again"), self.tr("Note that they were asked"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            reply_by = side.day(str(answers["reply_by"]), name="reply_by")
            return lambda work: ask_again(
                work,
                lines=[_reply(line) for line in chosen],
                how=Channel(answers["how"]),
                to_whom=str(answers["to_whom"]),
                reply_by=reply_by,
                note=str(answers["note"]),
            )

        def asked(done: RoundDone) -> None:
            page.let_go(chosen)
            count = dates.counted(len(done.chases), self.tr("person"), self.tr("people"))
            said = self.tr("Asked again: {who}.").format(who=count)
            page.done(said, lambda work: take_back_round(work, round_id=done.round_id))

        side.ask(plan, call, asked)

    def record(self, lines: Lines) -> None:
        """Note what they answered: who comes and how, who sends a deputy, whose report is here."""
        page, side = self._page, self._page.side
        several = len(lines) > 1
        all_reports = all(_reply(line).kind is ReplyKind.REPORT for line in lines)
        answers_offered = (
            Choice("room", self.tr("Comes, in the room")),
            Choice("video", self.tr("Comes, by video")),
            Choice("telephone", self.tr("Comes, by telephone")),
            *(() if several else (Choice("deputy", self.tr("Sends a deputy")),)),
            Choice("apologies", self.tr("Apologies")),
            Choice("no_reply", self.tr("No reply")),
            Choice("report", self.tr("The report is here")),
        )
        first = "report" if all_reports else "room"
        fields = (
            Field("lines", "", Ask.WORDS, _listed(lines)),
            Field("answer", self.tr("What they answered"), Ask.CHOICE, first, answers_offered),
            *(
                ()
                if several
                else (
                    Field("name", self.tr("Name of the deputy"), hint=self.tr("For a deputy")),
                    Field("role", self.tr("Role of the deputy"), hint=self.tr("For a deputy")),
                )
            ),
            Field("dated", self.tr("Date on the report"), hint=self.tr("As it stands on it")),
        )
        plan = SheetPlan(self.tr("What they answered"), self.tr("Keep the answer"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            kind = str(answers["answer"])
            if kind == "deputy" and not str(answers.get("name", "")).strip():
                raise RuleError(self.tr("Who sits in? A name is needed."), field="name")
            return lambda work: _keep(work, lines, kind, answers)

        def kept(meetings: list[str]) -> None:
            page.let_go(lines)
            count = dates.counted(len(lines), self.tr("answer"), self.tr("answers"))

            def back(work: Work) -> None:
                for meeting_id in reversed(meetings):
                    undo(work, meeting_id=meeting_id)

            page.done(self.tr("{n} kept.").format(n=count), back)

        side.ask(plan, call, kept)


def _keep(work: Work, lines: Lines, kind: str, answers: Answers) -> Outcome[list[str]]:
    """Notes one answer for every line. Gives the meeting of each, for undo."""
    meetings, last = [], None
    for line in lines:
        person = _reply(line).attendance
        if kind == "deputy":
            last = deputise(
                work, attendance_id=person.id, name=str(answers["name"]), role=str(answers["role"])
            )
        elif kind == "report":
            last = report(work, attendance_id=person.id, received=True, dated=str(answers["dated"]))
        else:
            state = AttendanceState.ATTENDED if kind in _COMES else AttendanceState(kind)
            last = mark(work, attendance_id=person.id, state=state, mode=_COMES.get(kind))
        if last.changes:
            meetings.append(line.meeting_id)
    assert last is not None, "a sheet has a line"
    return Outcome(meetings, last.changes)


def _reply(line: ChaseLine) -> ReplyLine:
    assert isinstance(line.source, ReplyLine)
    return line.source


def _listed(lines: Lines) -> str:
    said = [f"{line.number}  {line.agency_name}, {line.who}" for line in lines[:6]]
    return "\n".join([*said, f"+{len(lines) - 6}"] if len(lines) > 6 else said)

"""Invitations and reports: what people answered, for several of them at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.chase_views import ReplyKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.answers import Answer, AnswersKept, keep_answers, take_back_answers
from mappa_desk.ui.chase_again import listed, reply_of
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import ChaseLine
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan

Lines = tuple[ChaseLine, ...]
_COMES = {"room": Mode.ROOM, "video": Mode.VIDEO, "telephone": Mode.TELEPHONE}


class ChaseAnswers(QObject):
    """Notes answers on the list of the meeting."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page

    def record(self, lines: Lines) -> None:
        """Note what they answered: who comes and how, who sends a deputy, whose report is here."""
        page, side = self._page, self._page.side
        several = len(lines) > 1
        all_reports = all(reply_of(line).kind is ReplyKind.REPORT for line in lines)
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
            Field("lines", "", Ask.WORDS, listed(lines)),
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
            given = [_answer(reply_of(line).attendance.id, kind, answers) for line in lines]
            return lambda work: keep_answers(work, answers=given)

        def kept(done: AnswersKept) -> None:
            page.let_go(lines)
            count = dates.counted(len(lines), self.tr("answer"), self.tr("answers"))
            page.done(self.tr("{n} kept.").format(n=count), partial(take_back_answers, steps=done.steps))

        side.ask(plan, call, kept)


def _answer(attendance_id: str, kind: str, answers: Answers) -> Answer:
    """What the sheet says of one person."""
    if kind == "report":
        return Answer(attendance_id=attendance_id, dated=str(answers["dated"]))
    if kind == "deputy":
        return Answer(
            attendance_id=attendance_id,
            state=AttendanceState.DEPUTY,
            deputy=str(answers["name"]),
            deputy_role=str(answers["role"]),
        )
    state = AttendanceState.ATTENDED if kind in _COMES else AttendanceState(kind)
    return Answer(attendance_id=attendance_id, state=state, mode=_COMES.get(kind))

"""Who owes an answer or a report is asked again: one round in the log, and drafts of e-mails beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_views import OWED, ReplyLine, RoundDone
from mappa_desk.services.chasing import ask_again, take_back_round
from mappa_desk.services.work import Work
from mappa_desk.ui.chase_folder import AskedOfFolder
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.chase_mail import BY_MAIL, AskedOfNames, Written, ask_with_folder, drafts_of_round
from mappa_desk.ui.chase_reply_days import warns_of
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import ChaseLine
from mappa_desk.ui.models.chase_words import ways_out
from mappa_desk.ui.models.desk_fields import Ask, Field, SheetPlan

Lines = tuple[ChaseLine, ...]


class ChaseAgain(QObject):
    """Notes that people were asked again, and writes what they are sent."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page

    def ask_again(self, lines: Lines) -> None:
        """How those are asked who owe an answer or a report; by e-mail with a draft each."""
        page, side = self._page, self._page.side
        chosen = tuple(line for line in lines if reply_of(line).kind in OWED)
        fields = (
            Field("lines", "", Ask.WORDS, listed(chosen)),
            Field("how", self.tr("How they are asked"), Ask.CHOICE, Channel.SECURE_MAIL.value, ways_out()),
            Field(
                "reply_by",
                self.tr("Answer wanted by"),
                Ask.DATE,
                hint=self.tr("Each meeting’s own day"),
                warns=warns_of(
                    side,
                    ((line.number, reply_of(line).meeting.planned_on) for line in chosen),
                    meetings=True,
                ),
            ),
            Field(
                "folder",
                self.tr("Folder for drafts of e-mails, empty for none"),
                Ask.FOLDER,
                page.left.folder,
            ),
            Field("message", self.tr("Words added to the e-mail"), Ask.LONG),
            Field("to_whom", self.tr("To whom"), hint=self.tr("The person on the list")),
            Field("note", self.tr("Note for the log")),
            Field("about", "", Ask.WORDS, self.tr("Nothing is sent from here.")),
        )
        plan = SheetPlan(self.tr("Ask again"), self.tr("Note that they were asked"), fields)
        names, folders = AskedOfNames(), AskedOfFolder()
        cases = tuple(dict.fromkeys(line.case_id for line in chosen))

        def call(answers: Answers) -> Callable[[Any], Any]:
            how, folder = Channel(answers["how"]), str(answers["folder"]).strip()
            reply_by = side.day(str(answers["reply_by"]), name="reply_by")
            page.left.folder = folder or page.left.folder

            def ask_all(work: Work) -> Outcome[tuple[RoundDone, Written]]:
                said, by_mail = str(answers["message"]), bool(folder) and how in BY_MAIL
                if by_mail:
                    names.check(work, case_ids=cases, text=said)
                target = folders.ready(work, folder) if by_mail else None
                made = ask_again(
                    work,
                    lines=[reply_of(line) for line in chosen],
                    how=how,
                    to_whom=str(answers["to_whom"]),
                    reply_by=reply_by,
                    note=str(answers["note"]),
                )
                mails = Written()
                if target is not None:
                    mails = drafts_of_round(work, round_id=made.value.round_id, folder=target, message=said)
                return Outcome((made.value, mails), made.changes)

            return ask_all

        def asked(value: tuple[RoundDone, Written]) -> None:
            done, mails = value
            page.let_go(chosen)
            count = dates.counted(len(done.chases), self.tr("person"), self.tr("people"))
            said = self.tr("Asked again: {who}.").format(who=count)
            back = partial(take_back_round, round_id=done.round_id)
            page.done(said, back, file=next(iter(mails.files), ""), more=mails.said())

        ask_with_folder(page, plan, call, asked)


def reply_of(line: ChaseLine) -> ReplyLine:
    """The person whom a line of this part is about."""
    assert isinstance(line.source, ReplyLine)
    return line.source


def listed(lines: Lines) -> str:
    """The first of these people, a line each, and how many more there are."""
    said = [f"{line.number}  {line.agency_name}, {line.who}" for line in lines[:6]]
    return "\n".join([*said, f"+{len(lines) - 6}"] if len(lines) > 6 else said)

"""Calling agencies for updates: one sheet for each agency in each case, told as they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_views import CallLine, RoundDone
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.chasing import call_for_updates, take_back_round
from mappa_desk.services.work import Work
from mappa_desk.ui.chase_folder import AskedOfFolder, where
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.chase_mail import BY_MAIL, AskedOfNames, Written, ask_with_folder, drafts_of_round
from mappa_desk.ui.chase_reply_days import warns_of
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.long_doing import HowFar
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import ChaseLine, held_in
from mappa_desk.ui.models.chase_words import ways_out
from mappa_desk.ui.models.desk_fields import Ask, Field, SheetPlan

_ON_PAPER = (Channel.SECURE_MAIL, Channel.ORDINARY_MAIL, Channel.POST)
"""Ways by which a sheet goes with the call."""
Lines = tuple[ChaseLine, ...]


class ChaseCalls(QObject):
    """The sheet of a call, and what is said of it while it is written and afterwards."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page

    def call(self, lines: Lines) -> None:
        """One sheet for each agency in each case, one day for the answer, one line in the log for each."""
        page, side = self._page, self._page.side
        chosen = tuple(line for line in lines if isinstance(line.source, CallLine))
        names, folders = AskedOfNames(), AskedOfFolder()
        cases = tuple(dict.fromkeys(line.case_id for line in chosen))

        def call(answers: Answers) -> Callable[[Any], Any]:
            how, folder = Channel(answers["how"]), str(answers["folder"]).strip()
            if how in _ON_PAPER and not folder:
                raise RuleError(
                    self.tr("Where are the sheets to be written? Choose a folder."), field="folder"
                )
            page.left.folder = folder or page.left.folder
            reply_by = side.day(str(answers["reply_by"]), name="reply_by")
            on_paper, wants_mail = how in _ON_PAPER, answers["mail"] and how in BY_MAIL
            total = len(chosen)
            far = side.watch(self._told, total) if on_paper else HowFar(total)

            def call_all(work: Work) -> Outcome[tuple[RoundDone, Written]]:
                if wants_mail:
                    names.check(work, case_ids=cases, text=str(answers["message"]))
                target = folders.ready(work, folder) if on_paper else None
                made = call_for_updates(
                    work,
                    lines=[line.source for line in chosen],
                    reply_by=reply_by,
                    how=how,
                    to_whom=str(answers["to_whom"]),
                    note=str(answers["note"]),
                    folder=target,
                    go_on=far.go_on,
                )
                mails = Written()
                if target is not None and wants_mail:
                    said = str(answers["message"])
                    mails = drafts_of_round(work, round_id=made.value.round_id, folder=target, message=said)
                return Outcome((made.value, mails), made.changes)

            return call_all

        ask_with_folder(page, self._plan(chosen), call, partial(self._called, chosen))

    def _plan(self, chosen: Lines) -> SheetPlan:
        days = {line.source.reply_by for line in chosen}
        fields = (
            Field("lines", "", Ask.WORDS, held_in(chosen)),
            Field(
                "reply_by",
                self.tr("Answer wanted by"),
                Ask.DATE,
                dates.typed(days.pop()) if len(days) == 1 else "",
                hint=self.tr("Each review’s own day"),
                warns=warns_of(self._page.side, ((line.number, line.source.review_on) for line in chosen)),
            ),
            Field("how", self.tr("How they are asked"), Ask.CHOICE, Channel.SECURE_MAIL.value, ways_out()),
            Field("folder", self.tr("Folder for the sheets"), Ask.FOLDER, self._page.left.folder),
            Field("mail", self.tr("A draft of an e-mail for each agency"), Ask.TICK, "yes"),
            Field("message", self.tr("Words added to the e-mail"), Ask.LONG),
            Field("to_whom", self.tr("To whom, where it is one office")),
            Field("note", self.tr("Note for the log")),
            Field(
                "about",
                "",
                Ask.WORDS,
                self.tr("Sheets are written for e-mail and post. Nothing is sent from here."),
            ),
        )
        return SheetPlan(self.tr("Call for updates"), self.tr("Call for updates"), fields)

    def _told(self, far: HowFar) -> str:
        """How far the sheets are."""
        words = self.tr("Sheet {n} of {total}")
        if far.is_stopping:
            words = self.tr("Stopping after sheet {n} of {total}")
        return words.format(n=far.number, total=far.total)

    def _called(self, chosen: Lines, value: tuple[RoundDone, Written]) -> None:
        """Say what was called for; what a stop left out stays ticked."""
        page = self._page
        done, mails = value
        asked = {(chase.case_id, chase.agency) for chase in done.chases}
        called = tuple(line for line in chosen if (line.case_id, line.agency) in asked)
        page.let_go(called)
        said = self.tr("Called for updates: {who}.").format(who=held_in(called))
        written = [chase.file_name for chase in done.chases if chase.file_name]
        if written:
            sheets = dates.counted(len(written), self.tr("sheet"), self.tr("sheets"))
            said += " " + self.tr("{sheets} written.").format(sheets=sheets)
        more, left = mails.said(), len(chosen) - len(called)
        if left:
            stopped = self.tr("Stopped after sheet {n} of {total}.")
            said = f"{stopped.format(n=len(called), total=len(chosen))} {said}"
            one, many = self.tr("1 call is still to do."), self.tr("{n} calls are still to do.")
            more = f"{one if left == 1 else many.format(n=left)} {more}".strip()
        file = str(where(page.left.folder) / written[0]) if written else ""
        page.done(said, partial(take_back_round, round_id=done.round_id), file=file, more=more)

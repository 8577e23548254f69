"""Moving actions up the escalation ladder, several at once: each to its own next rung, or all to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_rules import rung_words
from mappa_desk.domain.chase_views import AwaitedLine, ChaseView, LadderLine, RoundDone
from mappa_desk.domain.views import ActionRow
from mappa_desk.services.chasing import climb_each, take_back_round
from mappa_desk.services.work import Work
from mappa_desk.ui.chase_folder import AskedOfFolder
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.chase_mail import BY_MAIL, Written, ask_with_folder, drafts_of_rungs
from mappa_desk.ui.chase_reply_days import warns_of
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import ChaseLine
from mappa_desk.ui.models.chase_words import ways_out
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan

Lines = tuple[ChaseLine, ...]


class ChaseLadder(QObject):
    """The sheet of a rung: which one, what its message says, to whom it goes, and until when."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page

    def climb(self, lines: Lines) -> None:
        """Ask for the rung and note it for every chosen action."""
        page, side = self._page, self._page.side
        facts = page.facts
        if facts is None or not facts.rungs:
            page.say(self.tr("The ladder has no rung."))
            return
        next_of = {one: _next_code(line) or facts.rungs[0].id for line in lines for one in line.action_ids}
        rung_named = {rung.id: rung for rung in facts.rungs}
        rows = [row for line in lines for row in _rows(line)]
        mixed = len(set(next_of.values())) > 1
        rungs = [
            Choice(
                rung.id,
                f"{rung.title}, {rung.to_whom[:1].lower()}{rung.to_whom[1:]}"
                + ("" if rung.verified else self.tr(" (not confirmed)")),
            )
            for rung in facts.rungs
        ]
        each = (Choice("", self.tr("The next one of each")),) if mixed else ()
        numbers = ", ".join(line.number for line in lines if line.agency == lines[0].agency)
        said = tuple(
            Choice(
                rung.id,
                rung_words(
                    rung,
                    numbers=numbers,
                    agency=lines[0].agency_name,
                    reply_by=self.tr("the day below"),
                ),
            )
            for rung in facts.rungs
        )
        first = "" if mixed else next(iter(next_of.values()))
        fields = (
            Field("lines", "", Ask.WORDS, _counted(self, lines)),
            Field("rung", self.tr("Rung"), Ask.CHOICE, first, (*each, *rungs)),
            Field("wording", self.tr("What the message says"), Ask.PREVIEW, choices=said, follows="rung"),
            Field("how", self.tr("How"), Ask.CHOICE, Channel.SECURE_MAIL.value, ways_out()),
            Field("to_whom", self.tr("To whom"), hint=self.tr("Whom the rung names")),
            Field(
                "reply_by", self.tr("Answer wanted by"), Ask.DATE, warns=warns_of(side, _reviews(facts, rows))
            ),
            Field("skipped_because", self.tr("Why a rung is left out, where one is"), Ask.LONG),
            Field(
                "folder",
                self.tr("Folder for drafts of e-mails, empty for none"),
                Ask.FOLDER,
                page.left.folder,
            ),
        )
        folders = AskedOfFolder()
        plan = SheetPlan(self.tr("Move up the ladder"), self.tr("Note it"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            reply_by = side.day(str(answers["reply_by"]), name="reply_by")
            wanted: dict[str, list[str]] = {}
            for action_id, code in next_of.items():
                wanted.setdefault(str(answers["rung"]) or code, []).append(action_id)

            how, folder = Channel(answers["how"]), str(answers["folder"]).strip()
            page.left.folder = folder or page.left.folder

            def climb_all(work: Work) -> Outcome[tuple[RoundDone, Written]]:
                target = folders.ready(work, folder) if folder and how in BY_MAIL else None
                made = climb_each(
                    work,
                    rungs=wanted,
                    how=how,
                    to_whom=str(answers["to_whom"]),
                    reply_by=reply_by,
                    skipped_because=str(answers["skipped_because"]),
                )
                mails = Written()
                if target is not None:
                    went = [
                        (rung_named[code], [row for row in rows if row.action.id in ids])
                        for code, ids in wanted.items()
                    ]
                    mails = drafts_of_rungs(work, climbed=went, folder=target, reply_by=reply_by)
                return Outcome((made.value, mails), made.changes)

            return climb_all

        def climbed(value: tuple[RoundDone, Written]) -> None:
            done, mails = value
            page.let_go(lines)
            said = self.tr("Moved up: {what}.").format(what=_counted(self, lines))
            back = partial(take_back_round, round_id=done.round_id)
            page.done(said, back, file=next(iter(mails.files), ""), more=mails.said())

        ask_with_folder(page, plan, call, climbed)


def _rows(line: ChaseLine) -> tuple[ActionRow, ...]:
    if isinstance(line.source, AwaitedLine):
        return line.source.actions
    return (line.source.row,) if isinstance(line.source, LadderLine) else ()


def _next_code(line: ChaseLine) -> str:
    if not isinstance(line.source, LadderLine):
        return ""
    standing = line.source.standing
    rung = standing.next or standing.present
    return rung.id if rung is not None else ""


def _counted(owner: QObject, lines: Lines) -> str:
    names = {line.agency: line.agency_name for line in lines}
    count = len({one for line in lines for one in line.action_ids})
    who = ", ".join(name for name in list(names.values())[:3] if name)
    if len(names) > 3:
        who = dates.counted(len(names), owner.tr("agency"), owner.tr("agencies"))
    actions = dates.counted(count, owner.tr("action"), owner.tr("actions"))
    return owner.tr("{actions} of {who}").format(actions=actions, who=who) if who else actions


def _reviews(facts: ChaseView, rows: Iterable[ActionRow]) -> Iterator[tuple[str, date]]:
    """Number and next review of the case of each action."""
    for row in rows:
        if row.action.case_id in facts.reviews:
            yield row.case_reference, facts.reviews[row.action.case_id]

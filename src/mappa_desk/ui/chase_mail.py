"""Drafts of e-mails that go with a round of the chase, and the folder that files of it are written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.views import ActionRow
from mappa_desk.services.chasing import rung_message
from mappa_desk.services.hand_outs import (
    MailAbout,
    MailDraft,
    MailGiven,
    draft_chase_mails,
    full_names_of_others,
    name_warnings,
    write_mail_drafts,
)
from mappa_desk.services.work import Work
from mappa_desk.ui.chase_folder import there
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.documents_side import Answers
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.desk_fields import SheetPlan

BY_MAIL = (Channel.SECURE_MAIL, Channel.ORDINARY_MAIL)
"""Ways of asking with which a draft of an e-mail goes."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("chase", text)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written beside the log: names of files, where names of the case stand, what went wrong."""

    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    trouble: str = ""
    nobody: int = 0
    """How many of the drafts have no address yet."""

    def said(self) -> str:
        """The same in a sentence or two, empty for nothing."""
        parts = []
        if self.files:
            count = len(self.files)
            one, many = _tr("1 draft of an e-mail written."), _tr("{n} drafts of e-mails written.")
            parts.append(one if count == 1 else many.format(n=count))
        if self.nobody:
            one, many = _tr("1 has no address yet."), _tr("{n} have no address yet.")
            parts.append(one if self.nobody == 1 else many.format(n=self.nobody))
        if self.trouble:
            parts.append(_tr("No draft was written: {why}").format(why=self.trouble))
        return " ".join((*parts, *self.warnings))


def drafts_of_round(work: Work, *, round_id: str, folder: Path, message: str = "") -> Written:
    """One draft for each agency or person of a round, with its sheets.

    The round stands when none can be written.
    """
    try:
        return _written(draft_chase_mails(work, round_id=round_id, folder=folder, message=message).value)
    except DeskError as error:
        return Written(trouble=str(error))


def drafts_of_rungs(
    work: Work, *, climbed: Sequence[tuple[Rung, Sequence[ActionRow]]], folder: Path, reply_by: date | None
) -> Written:
    """One draft for each agency in the words of each rung. All of them or none.

    The first rung goes to the owners' agency; those above it go to an office that the contact book does not
    know by name, so they are addressed to nobody.
    """
    day = dates.long_day(reply_by) if reply_by is not None else _tr("the next working day")
    drafts: list[MailDraft] = []
    for rung, rows in climbed:
        by_agency: dict[str, list[ActionRow]] = {}
        for row in rows:
            by_agency.setdefault(row.action.owner_agency, []).append(row)
        for agency, held in by_agency.items():
            draft = MailDraft(
                target=folder / f"{rung.id.replace('_', '-')}-{agency}.eml",
                agency=agency,
                asks={MailAbout.REMINDER: tuple(row.reference for row in held)},
                reply_by=reply_by,
                case_ids=tuple(dict.fromkeys(row.action.case_id for row in held)),
                to=None if rung.position <= 1 else (),
                message=rung_message(work, rung=rung.id, rows=held, reply_by=day),
            )
            drafts.append(draft)
    try:
        return _written(write_mail_drafts(work, drafts=drafts).value)
    except DeskError as error:
        return Written(trouble=str(error))


def _written(given: Sequence[MailGiven]) -> Written:
    warnings = tuple(dict.fromkeys(warning for one in given for warning in one.warnings))
    nobody = sum(1 for one in given if not one.to)
    return Written(tuple(str(one.path) for one in given), warnings, nobody=nobody)


class AskedOfNames:
    """Words that name somebody of a case are asked about before anything is written; the same words pass
    the second time."""

    def __init__(self) -> None:
        self._asked = ""

    def check(self, work: Work, *, case_ids: Iterable[str], text: str) -> None:
        """Raises RuleError the first time that these words name somebody."""
        said = text.strip()
        if not said or said == self._asked:
            return
        own = tuple(case_ids)
        found: dict[str, object] = dict.fromkeys(
            warning for one in own for warning in name_warnings(work, case_id=one, text=said)
        )
        others = full_names_of_others(work, text=said, besides=own)
        found.update((_tr("This text names the person of {case}.").format(case=one), "") for one in others)
        if found:
            self._asked = said
            again = _tr("Nothing is written yet. Change the words, or keep them as they are.")
            raise RuleError(" ".join((*found, again)), field="message")


def ask_with_folder(
    page: ChaseHost,
    plan: SheetPlan,
    call: Callable[[Answers], Callable[[Any], Any]],
    done: Callable[[Any], None],
) -> None:
    """Ask for a sheet's fields, one of which is a folder that can be chosen."""

    def choose(name: str) -> None:
        sheet = page.side.sheet
        typed = str(sheet.answers().get(name, "")) if sheet is not None else ""
        start = there(typed or page.left.folder)
        found = page.office.files.ask_folder(page.view, _tr("Folder for the files"), start)
        if found is not None and sheet is not None:
            sheet.set_file(name, str(found))

    page.side.ask(plan, call, done)
    sheet = page.side.sheet
    if sheet is not None:
        sheet.file_wanted.connect(choose)

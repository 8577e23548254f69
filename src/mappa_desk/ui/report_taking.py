"""Takes a report in from a file: asks for the file, has it read beside the program, shows it, keeps it.

The desk and the page for writing up each have one; what differs between them is given in a `Host`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.reports import ReportSource
from mappa_desk.domain.views import DeskView
from mappa_desk.services.reports import (
    KINDS,
    SOURCES,
    ReadFile,
    ReadPart,
    TakenReport,
    check_report,
    read_report,
    take_report,
)
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.models import report_sheet as sheet
from mappa_desk.ui.models.desk_fields import SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import FilePort
from mappa_desk.ui.widgets.report_paste import pasted_report


@dataclass(frozen=True, slots=True)
class Host:
    """What a page gives: where it is, how it lays a sheet over itself, how it says something."""

    jobs: JobRunner
    files: FilePort | None
    parent: QWidget
    view: Callable[[], DeskView]
    item: Callable[[], str]
    zone: Callable[[], tzinfo | None]
    day: Callable[[str, str], date | None]
    """Reads a day as people type it; the second is the field's name. Raises RuleError."""
    ask: Callable[[SheetPlan, Callable[[Answers], Request]], None]
    say: Callable[[str], None]
    """Says a sentence quietly."""
    refuse: Callable[[Exception], None]
    taken: Callable[[TakenReport], None]


class ReportTaking(QObject):
    """One file after the other. Nothing of a file is kept before the sheet is answered."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._reading = False

    def begin(self) -> None:
        """Ask for a file and have it read."""
        host = self._host
        if host.files is None or self._reading:
            return
        found = host.files.ask_open(host.parent, tr("Take in a report"), " ".join(KINDS))
        if not found:
            return
        self._reading = True
        host.say(tr("Reading the report."))
        path = found[0]
        host.jobs.work(lambda: read_report(path), self._on_read, self)

    def begin_pasted(self) -> None:
        """Show what lies on the clipboard, to be taken in as a report of its own."""
        report = pasted_report(QGuiApplication.clipboard().mimeData())
        if report.text.strip():
            part = ReadPart("", report.text, report.left_out, report.noted)
            self._show(ReadFile("", tr("From the clipboard"), "", (part,)))
        else:
            self._host.refuse(RuleError(tr("There are no words on the clipboard.")))

    def _on_read(self, result: Ok[ReadFile] | Err) -> None:
        self._reading = False
        if isinstance(result, Err):
            self._host.refuse(result.error)
            return
        self._host.say("")
        self._show(result.value)

    def _show(self, read: ReadFile) -> None:
        host = self._host
        sent = read.sent.astimezone(host.zone()).date() if read.sent else None
        plan = sheet.plan_of(
            host.view(),
            [(part.name, part.text, sheet.gone_words(part.left_out, part.noted)) for part in read.parts],
            file_name=read.name,
            facts=sheet.mail_facts(read.sender, read.subject, sent),
            item=host.item(),
            sent=sent,
        )
        host.ask(plan, lambda answers: self._request(read, answers))

    def _request(self, read: ReadFile, answers: Answers) -> Request:
        host = self._host
        who = str(answers["who"] or "")
        if not who:
            raise RuleError(tr("Whose report is it?"), field="who")
        part = read.parts[int(answers.get("part") or 0)]
        text = check_report(part.text)
        told: dict[str, Any] = {
            "meeting_id": host.view().meeting.id,
            "item": str(answers["item"] or ""),
            "text": text,
            "dated": sheet.day_words(host.day(str(answers["dated"]), "dated")),
            "source": SOURCES.get(read.kind, ReportSource.PASTED),
            "file_name": (part.name or read.name) if read.kind else "",
            "sha256": read.sha256,
            "left_out": part.left_out,
        }
        if who.startswith(sheet.PERSON):
            told["attendance_id"] = who.removeprefix(sheet.PERSON)
        else:
            told["agency"] = who.removeprefix(sheet.AGENCY)
        return Request(take_report, told, tr("Report taken in"), self._done)

    def _done(self, taken: TakenReport) -> None:
        self._host.taken(taken)


def said_after(taken: TakenReport) -> str:
    """What is said once a report is on the disk."""
    count = len(taken.entry.words)
    if taken.is_long:
        return sheet.long_words(count)
    return tr("Report taken in: {n} characters.").format(n=f"{count:,}")

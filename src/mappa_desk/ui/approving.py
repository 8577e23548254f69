"""The chair's approval as it is taken down: who, how, on which day, with which paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.gaps import blocking
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import ApprovedHow
from mappa_desk.domain.views import Gap
from mappa_desk.services.approvals import approval_paper, save_paper
from mappa_desk.services.gaps import gaps
from mappa_desk.services.minutes import approve
from mappa_desk.services.rough_notes import notes_rule
from mappa_desk.services.work import Work
from mappa_desk.ui.desk_sheets import typed_day
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.pane_hosts import PaneHost
from mappa_desk.ui.ports import Banner, BannerAction

_HOW = (
    Choice(ApprovedHow.AT_DESK.value, "At this desk"),
    Choice(ApprovedHow.MARKED_PAPER.value, "On marked paper"),
    Choice(ApprovedHow.EMAIL.value, "By e-mail"),
    Choice(ApprovedHow.OTHER.value, "Otherwise"),
)


class Approving(QObject):
    """The sheet of the approval, and the way back to its paper."""

    def __init__(self, host: PaneHost) -> None:
        super().__init__(host.widget)
        self._host = host

    def ask(self) -> None:
        """Look what is still missing, then take the approval down."""
        work, meeting_id = self._host.work, self._host.meeting_id

        def read() -> tuple[tuple[Gap, ...], str]:
            here = work()
            return gaps(here, meeting_id=meeting_id), notes_rule(here, meeting_id=meeting_id).sentence

        self._host.jobs.store(read, self._on_read, self)

    def _on_read(self, result: Ok[tuple[tuple[Gap, ...], str]] | Err) -> None:
        host = self._host
        if isinstance(result, Err):
            host.shell.report(result.error, self.ask)
            return
        state = host.view.meeting.state
        if state is MeetingState.APPROVED:
            host.refuse(RuleError(tr("These minutes are approved already.")))
        elif state is not MeetingState.CLOSED:
            host.refuse(RuleError(tr("Close the meeting before its minutes are approved.")))
        elif not host.writable:
            host.refuse(RuleError(tr("This vault is open for reading. Nothing can be approved in it.")))
        else:
            found, notes = result.value
            host.ask(self._plan(len(blocking(found)), notes), self._request)

    def _plan(self, must: int, notes: str) -> SheetPlan:
        host = self._host
        fields = [
            Field("approved_by", tr("Who approves"), value=host.view.meeting.chair),
            Field("how", tr("How"), Ask.CHOICE, ApprovedHow.AT_DESK.value, _HOW),
            Field("on", tr("On which day"), Ask.DATE, typed_day(host.today()), past=True),
            Field("reference", tr("Reference of the paper or the e-mail")),
            Field("paper", tr("File to keep beside it, up to 5 MB"), Ask.FILE),
        ]
        if notes:
            fields.append(Field("notes", tr("Rough notes"), Ask.WORDS, notes))
        if must:
            one = tr("1 gap stays open; approve anyway because")
            more = tr("{n} gaps stay open; approve anyway because").format(n=must)
            fields.append(Field("despite_gaps_because", one if must == 1 else more, Ask.LONG))
        about = tr("From then on the record cannot change")
        return SheetPlan(tr("Approve the minutes"), tr("Approve and seal"), tuple(fields), about)

    def _request(self, answers: Answers) -> Request:
        paper = str(answers["paper"]).strip()
        arguments = {
            "meeting_id": self._host.meeting_id,
            "approved_by": answers["approved_by"],
            "how": ApprovedHow(answers["how"]),
            "on": self._host.day(answers["on"], past=True) or self._host.today(),
            "reference": answers["reference"],
            "despite_gaps_because": answers.get("despite_gaps_because", ""),
            "paper": Path(paper).expanduser() if paper else None,
        }
        return Request(approve, arguments, tr("Minutes approved and sealed"), lambda _kept: self._approved())

    def _approved(self) -> None:
        self._host.close_pane("")
        self._host.shell.preview(self._host.meeting_id)

    # The paper

    def save_paper(self) -> None:
        """Write the paper of the approval out again, under its own name."""
        work, meeting_id = self._host.work, self._host.meeting_id
        self._host.jobs.store(lambda: approval_paper(work(), meeting_id=meeting_id), self._on_paper, self)

    def _on_paper(self, result: Ok[object] | Err) -> None:
        host, files = self._host, self._host.files
        if isinstance(result, Err):
            host.shell.report(result.error, self.save_paper)
            return
        name = getattr(result.value, "file_name", "")
        if not name:
            host.refuse(RuleError(tr("No paper of the approval was kept.")))
            return
        parent = host.page
        title = tr("Save the approval paper")
        target = files.ask_save(parent, title, name, Path(name).suffix[1:]) if files is not None else None
        if target is not None:
            host.do(
                _saved, done=self._written, refused=self._refused, meeting_id=host.meeting_id, target=target
            )

    def _written(self, written: Path) -> None:
        shell, files = self._host.shell, self._host.files
        actions = [BannerAction(tr("Close"), lambda: shell.clear_banner("written"))]
        if files is not None:
            actions.insert(0, BannerAction(tr("Show folder"), lambda: files.show_folder(written)))
        sentence = tr("Approval paper written as {name}.").format(name=written.name)
        shell.show_banner(Banner("written", sentence, "", 1, tuple(actions)))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self._host.refuse(error)
        else:
            self._host.shell.report(error)


def _saved(work: Work, *, meeting_id: str, target: Path) -> Outcome[Path]:
    """The paper written out, in the form in which a host takes what was done."""
    return Outcome(save_paper(work, meeting_id=meeting_id, target=target))

"""The pictures of the guide's chapter about documents: the demonstration meeting, approved and given out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from guide_pictures import Album
from PySide6.QtWidgets import QPlainTextEdit
from window_room import WindowRoom

from mappa_desk.domain.copies import CopyEventKind
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.circulation import agree_circulation, circulation
from mappa_desk.services.copies import add_event
from mappa_desk.services.demo_meeting import AT_THE_KEYS, demo_clock, demo_script
from mappa_desk.services.minutes import approve
from mappa_desk.services.minutes_requests import open_request
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.scripted_meeting import hold
from mappa_desk.services.work import Work
from mappa_desk.ui import theme
from mappa_desk.ui.views.issuing import Step

BREACH = "The envelope for the approved premises was opened in another department."


def hold_and_approve(work: Work) -> str:
    """Hold the demonstration meeting, agree its circulation list and approve it. Gives the meeting's id."""
    name, role, agency = AT_THE_KEYS
    clock, script = demo_clock(), demo_script()
    base = replace(work, clock=clock)
    signed = base.signed(add_keyholder(base, name=name, role=role, agency=agency).value)
    meeting = hold(signed, clock, replace(script, approval=None))
    rows = circulation(signed, meeting_id=meeting.id).rows
    agree_circulation(signed, meeting_id=meeting.id, lines=[row.line for row in rows])
    approve(
        signed,
        meeting_id=meeting.id,
        approved_by=meeting.chair,
        how=script.approval.how,
        on=signed.today(),
        despite_gaps_because="Shown in a picture.",
    )
    return meeting.id


class DocumentsAlbum(Album):
    """Gives copies of the practice review out, notes what became of them, and checks one."""

    def __init__(self, room: WindowRoom, out: Path) -> None:
        super().__init__(room, out)
        self._folder = room.folder / "MAPPA copies"
        self._folder.mkdir()
        self._meeting = hold_and_approve(self.work)
        self.go("documents", self._meeting)
        self.room.wait(lambda: self.page.facts is not None)
        self.rest()

    def both(self, name: str) -> None:
        """Keep a picture in light and one in dark colours."""
        self.take(name)
        for scheme in ("dark", "light"):
            theme.apply(self.room.app, scheme=scheme, scale=1.0)
            self.rest()
            if scheme == "dark":
                self.take(f"{name}-dark")

    def tell(self) -> None:
        """The chapter, in its order."""
        self.both("documents")
        self._give_out()
        self._register()
        self._request()
        self.go("preview", self._meeting, kind=DocumentKind.AGENDA.value)
        self.room.wait(lambda: self.page._pages is not None)
        self.page.view._ui.large_check.setChecked(True)
        self.room.wait(lambda: self.page.view.strip.count > 0)
        self.take("preview-agenda")
        self.go("check_document")
        self.page.view.code_edit.setText(self._code)
        self.page.check_code(self._code)
        self.settle()
        self.take("check-document")

    def _give_out(self) -> None:
        page = self.page
        self._code = page.facts.seal_code
        page.issue(DocumentKind.ATTENDEE_COPY)
        self.take("copies-for-whom")
        view = page.issuing.view
        self._next(Step.PEOPLE)
        self.take("copies-who")
        self._next(Step.HOW)
        view.how.folder_edit.setText("~/MAPPA copies")
        view.how.recall_edit.setText("in 6 weeks")
        self.take("copies-how")
        view.how.folder_edit.setText(str(self._folder))
        self._next(Step.LOOK)
        self.take("copies-second-look")
        view.next_requested.emit()
        self.settle()
        page.side.close()

    def _next(self, step: Step) -> None:
        view = self.page.issuing.view
        view.next_requested.emit()
        self.room.wait(lambda: view.step is step)
        self.rest()

    def _register(self) -> None:
        page, today = self.page, self.work.today()
        first, second, third = [line.given.id for line in page.facts.copies[:3]]
        for copy, kind, told in (
            (first, CopyEventKind.RECALLED, ""),
            (second, CopyEventKind.RETURNED, ""),
            (third, CopyEventKind.DESTROYED, "The agency’s records officer"),
        ):
            add_event(self.work, document_id=copy, kind=kind, on=today, told_by=told)
        page.read()
        self.settle()
        page.view.open_part("copies")
        self.take("copies-register")
        page.copies.note_breach(first)
        page.side.sheet.findChild(QPlainTextEdit, "what_field").setPlainText(BREACH)
        self.take("breach")
        page.side.close()

    def _request(self) -> None:
        page, today = self.page, self.work.today()
        open_request(
            self.work,
            meeting_id=self._meeting,
            asked_by="Ceri Lloyd",
            organisation="Parole Board",
            asked_on=today,
            purpose="For the review of the licence in January.",
            reply_by=today + timedelta(days=20),
        )
        page.read()
        self.settle()
        page.view.open_part("requests")
        request = page.facts.requests[0]
        page.issuing.begin(DocumentKind.EXECUTIVE_SUMMARY, request)
        view = page.issuing.view
        self._next(Step.PEOPLE)
        self._next(Step.HOW)
        view.how.folder_edit.setText(str(self._folder))
        self._next(Step.LOOK)
        view.look.looked_check.setChecked(True)
        view.look.typed_edit.setFocus()
        self.take("copies-two-steps")
        page.side.close()

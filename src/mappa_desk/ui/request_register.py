"""Who asked for minutes, for what and by when; and how each was answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.document_views import SUBJECTS, MeetingDocuments
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.minutes_requests import answer_request, open_request
from mappa_desk.ui.documents_side import Answers, DocumentsHost
from mappa_desk.ui.models import dates, office_words
from mappa_desk.ui.models import documents as words
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.points import PointRow, PointsModel
from mappa_desk.ui.views.document_parts import ListPart, PartWords


class RequestRegister(QObject):
    """The part of the documents page where requests stand."""

    def __init__(self, page: DocumentsHost) -> None:
        super().__init__(page.view)
        self._page = page
        self._facts: MeetingDocuments | None = None
        self.model = PointsModel(self)
        self.part = ListPart(
            self.model,
            PartWords(
                name="requests",
                title=self.tr("Requests for minutes"),
                empty=self.tr(
                    "Nobody has asked for these minutes. A request is answered with an executive summary and "
                    "a covering letter, not with the minutes."
                ),
                legend=self.tr("Enter notes the answer"),
                buttons=(
                    ("note_request", self.tr("Note a request")),
                    ("summary", self.tr("Executive summary")),
                    ("letter", self.tr("Covering letter")),
                    ("answer", self.tr("Note the answer")),
                ),
            ),
        )
        self.part.pressed.connect(self._on_pressed)
        self.part.entered.connect(self.answer)
        page.view.add_part("requests", self.tr("Requests"), self.part)

    def commands(self) -> dict[str, Callable[[], None]]:
        """What the page answers of these."""
        return {"note_request": self.note}

    def show(self, facts: MeetingDocuments) -> None:
        """Show the requests."""
        self._facts = facts
        self.model.set_rows(words.request_rows(facts))
        still = sum(1 for one in facts.requests if one.replied_on is None)
        title = self.tr("Requests ({n} open)").format(n=still) if still else self.tr("Requests")
        self._page.view.set_part_title("requests", title)
        for name, kind in (
            ("summary", DocumentKind.EXECUTIVE_SUMMARY), ("letter", DocumentKind.COVERING_LETTER),
        ):  # fmt: skip
            row = facts.row(kind)
            can = row is not None and row.hindrance is None and bool(facts.requests)
            why = self.tr("The minutes are not approved yet.") if row is not None and row.hindrance else ""
            self.part.enable(name, can, why)
        self.part.enable("answer", still > 0)
        self.part.refresh()

    def current(self) -> MinutesRequest | None:
        """The request under the cursor."""
        row = self.part.current()
        rows = self._facts.requests if self._facts is not None else ()
        return next((one for one in rows if row is not None and one.id == row.key), None)

    def _on_pressed(self, name: str) -> None:
        request, row = self.current(), self.part.current()
        if name == "note_request":
            self.note()
        elif request is None or row is None:
            return
        elif name == "answer":
            self.answer(row)
        else:
            self._give(name, request)

    def _give(self, name: str, request: MinutesRequest) -> None:
        """The summary goes out as a copy; the letter is written for this request and is looked at first."""
        if name == "summary":
            self._page.issue(DocumentKind.EXECUTIVE_SUMMARY, request)
        else:
            self._page.office.shell.navigate(
                "preview",
                self._page.meeting_id,
                kind=DocumentKind.COVERING_LETTER.value,
                agency=request.id,
            )

    def note(self) -> None:
        """Note that somebody asked for the minutes."""
        side, meeting_id = self._page.side, self._page.meeting_id
        today = self._page.office.work().today()
        offered = self._facts.reply_by if self._facts is not None else None
        fields = (
            Field("asked_by", self.tr("Who asks: name or office")),
            Field("organisation", self.tr("Organisation")),
            Field("asked_on", self.tr("Asked on"), Ask.DATE, dates.typed(today), past=True),
            Field("reply_by", self.tr("Reply by"), Ask.DATE, dates.typed(offered) if offered else ""),
            Field("purpose", self.tr("What for"), Ask.LONG),
        )
        plan = SheetPlan(self.tr("Somebody asks for the minutes"), self.tr("Note the request"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            asked_on = side.must_have_day(str(answers["asked_on"]), name="asked_on")
            reply_by = side.day(str(answers["reply_by"]), name="reply_by")
            told = {name: str(answers[name]) for name in ("asked_by", "organisation", "purpose")}
            return lambda work: open_request(
                work, meeting_id=meeting_id, asked_on=asked_on, reply_by=reply_by, **told
            )

        side.ask(plan, call, self._kept)

    def answer(self, row: PointRow) -> None:
        """Note what was released, on whose word and why."""
        held, side, facts = self.current(), self._page.side, self._facts
        if held is None or facts is None:
            return
        if held.replied_on is not None:
            self._page.office.shell.announce(self.tr("This request is answered."))
            return
        given = [
            line for line in facts.copies if line.given.document in SUBJECTS and line.written
        ]  # what a request may be answered with
        choices = tuple(
            Choice(
                line.given.id,
                f"{office_words.document(line.given.document)}: {words.who(line, facts.agencies)}",
            )
            for line in given
        )
        own = {line.given.id for line in given if line.given.recipient == held.asked_by}
        released = ", ".join(
            dict.fromkeys(
                office_words.document(line.given.document) for line in given if line.given.id in own
            )
        )
        fields = [
            Field("about", "", Ask.WORDS, f"{row.place}. {row.text}"),
            Field("released", self.tr("What was released; say so if nothing was"), Ask.LONG, released),
            Field("released_because", self.tr("Why"), Ask.LONG),
            Field("approved_by", self.tr("Who approved the answer"), value=facts.meeting.chair),
            Field("replied_on", self.tr("Replied on"), Ask.DATE, dates.typed(facts.today), past=True),
        ]
        if choices:
            fields.append(
                Field("documents", self.tr("Given out for it"), Ask.CHECKS, "", choices, frozenset(own))
            )
        plan = SheetPlan(self.tr("The answer to this request"), self.tr("Note the answer"), tuple(fields))

        def call(answers: Answers) -> Callable[[Any], Any]:
            replied_on = side.must_have_day(str(answers["replied_on"]), name="replied_on")
            told = {name: str(answers[name]) for name in ("released", "released_because", "approved_by")}
            ids = tuple(answers.get("documents", ()))
            return lambda work: answer_request(
                work, request_id=held.id, replied_on=replied_on, document_ids=ids, **told
            )

        side.ask(plan, call, self._kept)

    def _kept(self, kept: MinutesRequest) -> None:
        self._page.view.open_part("requests")
        self.part.choose(kept.id)

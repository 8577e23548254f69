"""Joins the documents of one meeting with the vault: what there is, what went out, what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.copies_rules import kind_refusal
from mappa_desk.domain.document_views import DocumentRow, MeetingDocuments
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.services.meeting_documents import meeting_documents
from mappa_desk.ui import commands
from mappa_desk.ui.copy_register import CopyRegister
from mappa_desk.ui.documents_side import DocumentsSide
from mappa_desk.ui.issuing import Issuing
from mappa_desk.ui.models import dates, office_words
from mappa_desk.ui.models import documents as words
from mappa_desk.ui.models.documents import DocumentsModel
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.other_shapes import OtherShapes
from mappa_desk.ui.request_register import RequestRegister
from mappa_desk.ui.views.documents import DocumentsView

_LETTERS = ("print_document", "save_document", "issue_document")
_WANTED_NEXT = {
    MeetingState.RUNNING: DocumentKind.ACTIONS_NOW,
    MeetingState.ADJOURNED: DocumentKind.ACTIONS_NOW,
    MeetingState.CLOSED: DocumentKind.CHAIR_DRAFT,
    MeetingState.APPROVED: DocumentKind.ATTENDEE_COPY,
}
"""What is most likely wanted of a meeting in a state."""
_TALK = (MeetingState.RUNNING, MeetingState.PLANNED, MeetingState.ADJOURNED)


class MeetingDocumentsPage(OfficePage):
    """The documents of one meeting. `show` opens a part ("copies", "breaches", "requests") or a kind."""

    def __init__(self, office: Office, meeting_id: str, show: str = "") -> None:
        self.model = DocumentsModel()
        self.view = DocumentsView(self.model)
        super().__init__(office, self.view)
        self.meeting_id, self._wish = meeting_id, show
        self.facts: MeetingDocuments | None = None
        self._after: list[Callable[[], None]] = []
        view = self.view
        self.side = DocumentsSide(self)
        self.copies = CopyRegister(self)
        self.requests = RequestRegister(self)
        self.issuing = Issuing(self)
        self.shapes = OtherShapes(self)
        view.list.set_letters(frozenset(commands.command(name).keys[0] for name in _LETTERS))
        view.set_legend(self.tr("Enter shows it. P print, S save as a file, I issue copies"))
        view.asked.connect(self._on_asked)
        view.row_changed.connect(self._on_row)
        view.check_requested.connect(lambda: office.shell.navigate("check_document"))
        view.write_up_requested.connect(self._go_back_to_minutes)
        view.due_requested.connect(self.copies.show_due)
        view.side_closed.connect(self.side.close)
        view.form_requested.connect(lambda: office.shell.navigate("form_return", meeting_id))

    def title(self) -> str:
        return self.tr("Documents")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        shell, meeting_id = self.office.shell, self.meeting_id
        own: dict[str, Callable[[], None]] = {
            "escape": self._escape,
            "preview": lambda: self._with_kind("preview"),
            "issue_copies": lambda: self._with_kind("issue"),
            "other_shapes": lambda: self._on_asked("other", DocumentKind.MINUTES.value),
            "write_up": lambda: shell.navigate("write_up", meeting_id),
            "circulation": lambda: shell.navigate("circulation", meeting_id),
            "read_form": lambda: shell.navigate("form_return", meeting_id),
            "system_copy": lambda: shell.navigate("system_copy", meeting_id),
            **self.copies.commands(),
            **self.requests.commands(),
        }
        return own

    def regions(self) -> tuple[QWidget, ...]:
        return self.view.regions()

    def enter(self) -> None:
        self.read(self._begin)

    def unkept(self) -> bool:
        """True while answers in the pane beside are kept by nothing yet."""
        return self.side.unkept() or self.issuing.unkept()

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Read everything anew; `then` runs once it is shown."""
        meeting_id = self.meeting_id
        if then is not None:
            self._after.append(then)
        self.ask(lambda work: meeting_documents(work, meeting_id=meeting_id), self._show)

    # Showing

    def _show(self, facts: MeetingDocuments) -> None:
        self.facts = facts
        self.head(facts.reference, self.tr("Documents"))
        meeting = office_words.meeting(facts.meeting)
        about = self.tr("{meeting}, {day}").format(meeting=meeting, day=dates.day(facts.meeting.planned_on))
        seal = self.tr("Seal {code}").format(code=facts.seal_code) if facts.seal_code else ""
        self.view.set_head(about, *self._status(facts), seal)
        late = len(facts.recall_due)
        one = self.tr("1 copy should have come back or been destroyed by now.")
        more = self.tr("{n} copies should have come back or been destroyed by now.").format(n=late)
        self.view.set_due("" if not late else one if late == 1 else more)
        back = self.tr("Go to the desk") if facts.meeting.state in _TALK else self.tr("Go to the minutes")
        self.view.set_way_back(back)
        self.model.set_rows(words.document_rows(facts))
        self.view.show_rows()
        self.copies.show(facts)
        self.requests.show(facts)
        waiting, self._after = self._after, []
        for call in waiting:
            call()

    def _status(self, facts: MeetingDocuments) -> tuple[str, str, str]:
        """How the minutes stand, with icon and tone; of a meeting without any, how the meeting stands."""
        state = facts.meeting.state
        if facts.status is not MinutesStatus.DRAFT:
            return self.tr("Sealed, version {n}").format(n=facts.version), "padlock", "done"
        if state in (MeetingState.PLANNED, MeetingState.CANCELLED, MeetingState.NOT_HELD):
            return office_words.state(state), office_words.state_icon(state), "muted"
        return self.tr("Draft, not approved"), "pencil", "warning"

    def _begin(self) -> None:
        wish, self._wish = self._wish, ""
        kinds = [kind for kind in DocumentKind if kind.value == wish]
        facts = self.facts
        if kinds:
            self.view.choose(kinds[0])
        elif facts is not None:
            self.view.choose(_WANTED_NEXT.get(facts.meeting.state, DocumentKind.INVITATION))
        if wish in ("copies", "breaches", "requests"):
            self.view.open_part(wish)
        elif self.side.is_open:
            pass
        else:
            self.view.focus_list()

    def issue(self, kind: DocumentKind, request: MinutesRequest | None = None) -> None:
        """Open the steps of giving copies out."""
        self.issuing.begin(kind, request)

    def show_copy(self, document_id: str) -> None:
        """Go to a line of the register."""
        self.view.open_part("copies")
        self.copies.copies.choose(document_id)

    def row(self, kind: DocumentKind) -> DocumentRow | None:
        """The row of a kind."""
        return self.facts.row(kind) if self.facts is not None else None

    def _on_row(self, value: str) -> None:
        kind = DocumentKind(value)
        row, facts = self.row(kind), self.facts
        if row is None or facts is None:
            return
        self.view.offer_other_shapes(row.hindrance is None and self.shapes.offered(kind))
        self.view.offer_filled_forms(kind is DocumentKind.CONTRIBUTION_FORM)
        why = "" if row.hindrance is None else f"{words.state(row, facts)}."
        self.view.set_detail(
            office_words.document(row.kind),
            words.purpose(row.kind),
            can=row.hindrance is None,
            why=why,
            may_issue=not kind_refusal(kind) and not self.office.work().vault.read_only,
        )

    # Doing

    def _with_kind(self, what: str) -> None:
        kind = self.view.kind
        if kind is not None:
            self._on_asked(what, kind.value)

    def _on_asked(self, what: str, value: str) -> None:
        kind = DocumentKind(value)
        row, facts, shell = self.row(kind), self.facts, self.office.shell
        if row is None or facts is None:
            return
        if row.hindrance is not None:
            shell.announce(f"{words.state(row, facts)}.")
        elif what == "other":
            self.shapes.begin()
        elif what == "issue":
            self.issuing.begin(kind)
        else:
            then = "" if what == "preview" else what
            shell.navigate("preview", self.meeting_id, kind=kind.value, then=then)

    def _go_back_to_minutes(self) -> None:
        facts, shell = self.facts, self.office.shell
        if facts is not None and facts.meeting.state in _TALK:
            shell.navigate("meeting", self.meeting_id)
        else:
            shell.navigate("write_up", self.meeting_id)

    def _escape(self) -> None:
        """Stays when asked whether to leave; else one step back in the pane; else to the page before."""
        shell = self.office.shell
        if shell.asks_before_leaving():
            shell.clear_banner("unkept")
        elif self.side.is_open and not self.issuing.step_back():
            self.side.close()
        elif not self.side.is_open:
            shell.back()

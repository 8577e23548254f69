"""Joins the page of the circulation list with the service: proposed, changed here, kept as one step."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.circulation_rules import CirculationRow, Look, changed, from_book
from mappa_desk.domain.contact_book import CHECK_MONTHS, ContactBook
from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.services.circulation import Circulation, agree_circulation, circulation, look_again
from mappa_desk.services.contacts import contact_book
from mappa_desk.services.desk import desk_view
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.views.circulation import CirculationView

KEY = "circulation"


class CirculationPage(OfficePage):
    """The circulation list of one meeting."""

    def __init__(self, office: Office, meeting_id: str) -> None:
        self.view = CirculationView()
        super().__init__(office, self.view)
        self._meeting_id = meeting_id
        self._list: Circulation | None = None
        self._rows: tuple[CirculationRow, ...] = ()
        self._kept: tuple[CirculationLine, ...] | None = None
        self._book: ContactBook | None = None
        view = self.view
        view.saved.connect(self._on_saved)
        view.cancelled.connect(office.shell.back)
        view.removed.connect(self._on_removed)
        view.later_wanted.connect(self._on_later)
        view.edited.connect(self._on_edited)
        view.added.connect(self._on_added)
        commands.bind(
            view.table,
            Scope.CIRCULATION,
            {
                "gets_minutes": lambda: view.turn(MayGet.MINUTES),
                "gets_actions": lambda: view.turn(MayGet.ACTIONS),
                "gets_own_actions": lambda: view.turn(MayGet.AGENCY_ACTIONS),
                "off_circulation": view.remove,
            },
        )

    def title(self) -> str:
        return self.tr("Circulation list")

    def regions(self) -> tuple[QWidget, ...]:
        return (self.view.table,)

    def enter(self) -> None:
        meeting_id = self._meeting_id
        self.ask(lambda work: _read(work, meeting_id), lambda read: self._show(*read))

    def unkept(self) -> bool:
        return self._kept is not None and self._lines() != self._kept

    @property
    def _months(self) -> int:
        return self._book.check_months if self._book else CHECK_MONTHS

    def _show(self, reference: str, found: Circulation, book: ContactBook) -> None:
        self.head(reference, self.tr("Circulation list"))
        self._list, self._rows, self._book = found, found.rows, book
        self._kept = self._lines()
        self._say()
        self.view.focus_first()

    def _say(self) -> None:
        found = self._list
        if found is None:
            return
        self.view.set_rows(self._rows, self._months)
        self.view.set_offered(self._offered())
        state = self.tr("Agreed") if found.agreed else self.tr("Proposed, not agreed yet")
        sentence = found.fixed or self.tr(
            "Made of who came, who was invited and what the contact book says. "
            "An observer or a third party gets nothing unless it is ticked; a third party needs a reason."
        )
        if not self._rows:
            sentence = found.fixed or self.tr("Nobody on the list of this meeting has a name yet.")
        self.view.set_state(state, sentence, later=len(self._later()), fixed=bool(found.fixed))

    def _offered(self) -> tuple[tuple[str, str], ...]:
        there = {row.line.person_id for row in self._rows}
        return tuple(
            (row.key, ", ".join(part for part in (row.agency_name, row.person.name) if part))
            for row in (self._book.rows if self._book else ())
            if row.contact.active and row.key not in there
        )

    def _on_added(self, person_id: str) -> None:
        entry = self._book.row(person_id) if self._book else None
        if entry is None:
            return
        line = from_book(self._meeting_id, entry, self.office.work().new_id())
        self._look_again((*self._lines(), line), then=line.id)

    def _look_again(self, lines: tuple[CirculationLine, ...], *, then: str = "") -> None:
        """Read what is worth a second look at these lines; the list shows them."""
        meeting_id = self._meeting_id

        def looked(rows: tuple[CirculationRow, ...]) -> None:
            self._rows = rows
            self._say()
            if then:
                self.view.go_to(then)
                self.view.focus_first()

        self.ask(lambda work: look_again(work, meeting_id=meeting_id, lines=lines), looked)

    def _later(self) -> tuple[CirculationRow, ...]:
        there = {row.key for row in self._rows}
        return tuple(row for row in self._list.unlisted if row.key not in there) if self._list else ()

    def _lines(self) -> tuple[CirculationLine, ...]:
        return tuple(row.line for row in self._rows)

    def _on_edited(self, key: str, gets: tuple[MayGet, ...], why: str) -> None:
        self._rows = tuple(changed(row, gets, why) if row.key == key else row for row in self._rows)
        self.view.set_rows(self._rows, self._months)

    def _on_removed(self, key: str) -> None:
        self._rows = tuple(row for row in self._rows if row.key != key)
        self._say()

    def _on_later(self) -> None:
        self._rows = (*self._rows, *self._later())
        self._say()

    def _on_saved(self) -> None:
        for row in self._rows:
            if Look.THIRD_PARTY in row.looks and row.line.documents and not row.line.why:
                self.view.go_to(row.key)
                break
        meeting_id, lines = self._meeting_id, self._lines()
        self.view.set_busy(True)
        self.change(
            lambda work: agree_circulation(work, meeting_id=meeting_id, lines=lines),
            self._done,
            self._on_refused,
        )

    def _done(self, outcome: Outcome[tuple[CirculationLine, ...]]) -> None:
        self._kept = self._lines()
        if outcome.changes:
            _tell_kept(self.office)
        self.office.shell.back()

    def _on_refused(self, error: Exception) -> None:
        self.view.set_busy(False)
        if isinstance(error, RuleError):
            self.view.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self.office.shell.report(error)


def _tell_kept(office: Office) -> None:
    """Say that the list is kept. It is one step of the meeting's undo; on the desk Ctrl+Z takes it back."""
    shell = office.shell
    words = QCoreApplication.translate("CirculationPage", "Circulation list kept.")
    close = BannerAction(
        QCoreApplication.translate("CirculationPage", "Close"), lambda: shell.clear_banner(KEY)
    )
    shell.show_banner(
        Banner(
            KEY,
            words,
            QCoreApplication.translate("CirculationPage", "Undo of the meeting takes it back."),
            1,
            (close,),
            passing=True,
        )
    )


def _read(work: Work, meeting_id: str) -> tuple[str, Circulation, ContactBook]:
    view = desk_view(work, meeting_id=meeting_id)
    reference = meeting_reference(view.case.reference, view.meeting.number)
    return reference, circulation(work, meeting_id=meeting_id), contact_book(work)

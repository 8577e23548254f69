"""Joins the People page with the contact book: who is where, how they are reached, what they may get."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import BookRow, ContactBook
from mappa_desk.services.contact_files import write_contacts
from mappa_desk.services.contacts import contact_book
from mappa_desk.ui.cases import ListPage
from mappa_desk.ui.contact_undo import news
from mappa_desk.ui.models.contacts import book_model
from mappa_desk.ui.office import Office
from mappa_desk.ui.ports import Banner, BannerAction


class PeoplePage(ListPage):
    """The contact book by agency."""

    def __init__(self, office: Office, person_id: str = "") -> None:
        super().__init__(office)
        self._rows: tuple[BookRow, ...] = ()
        self._choice = 0
        self._chosen = person_id
        self.view.set_head(self.tr("People"))
        self.view.set_add(self.tr("Add somebody"))
        self.view.set_more(self.tr("Take in a file"))
        self.view.set_choices(
            (self.tr("At work"), self.tr("Address to check"), self.tr("Left"), self.tr("All"))
        )
        self.view.row_chosen.connect(lambda person: office.shell.navigate("contact", person))
        self.view.add_requested.connect(lambda: office.shell.navigate("new_contact"))
        self.view.more_requested.connect(lambda: office.shell.navigate("import_contacts"))
        self.view.choice_changed.connect(self._choose)
        news.changed.connect(self.enter)

    def title(self) -> str:
        return self.tr("People")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {**super().commands(), "export_contacts": self._export}

    def enter(self) -> None:
        self.ask(contact_book, self._show)

    def _show(self, book: ContactBook) -> None:
        self._rows = book.rows
        months = self.tr("An address is checked again after {months} months.").format(
            months=book.check_months
        )
        note = "" if book.check_verified else self.tr("This figure is not confirmed by the area.")
        self.view.set_foot(f"{months} {note}".strip())
        self._choose(self._choice)
        self.view.choose(self._chosen or news.person_id)
        self.focus_once()

    def _choose(self, choice: int) -> None:
        self._choice = max(choice, 0)
        rows = (
            tuple(row for row in self._rows if row.contact.active),
            tuple(row for row in self._rows if row.old_check),
            tuple(row for row in self._rows if not row.contact.active),
            self._rows,
        )[self._choice]
        nobody = (
            self.tr("Nobody in the contact book. Add somebody, or take in a file."),
            self.tr("Every address is checked."),
            self.tr("Nobody has left."),
            self.tr("Nobody in the contact book. Add somebody, or take in a file."),
        )[self._choice]
        self.view.set_empty(nobody, self.tr("Nobody fits. {count} are hidden by the filter."))
        model = book_model()
        model.set_rows(rows)
        self.view.set_model(model)

    def _export(self) -> None:
        target = self.office.files.ask_save(
            self.view, self.tr("Write the contact book"), "contacts.csv", "csv"
        )
        if target is not None:
            self.change(lambda work: write_contacts(work, target=target), self._written)

    def _written(self, outcome: Outcome[Path]) -> None:
        shell, target = self.office.shell, outcome.value
        shell.show_banner(
            Banner(
                "written",
                self.tr("Written as {name}.").format(name=target.name),
                self.tr("Outside the vault the file is not encrypted."),
                1,
                (
                    BannerAction(self.tr("Show folder"), lambda: self.office.files.show_folder(target)),
                    BannerAction(self.tr("Close"), lambda: shell.clear_banner("written")),
                ),
            )
        )

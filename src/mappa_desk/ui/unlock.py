"""Opening the vault: the passphrase, then who is at the keys. Imports nothing of the database layer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mappa_desk.domain.errors import DeskError, VaultBusy, WrongPassphrase
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.views.unlock import UnlockView

if TYPE_CHECKING:
    from mappa_desk.domain.agencies import Agency
    from mappa_desk.domain.people import Person
    from mappa_desk.services.work import Work
    from mappa_desk.ui.ports import FilePort, VaultsPort
    from mappa_desk.ui.views.unlock_who import UnlockWhoView


class Unlocking(QObject):
    """Joins the unlock window with the vaults. `opened` brings the work of an open vault, unsigned."""

    opened = Signal(object)
    new_vault_wanted = Signal(object)

    def __init__(
        self,
        vaults: VaultsPort,
        jobs: JobRunner,
        files: FilePort,
        folder: Path,
        *,
        meeting_running: bool = False,
    ) -> None:
        super().__init__()
        self.view = UnlockView()
        self._vaults, self._jobs, self._files = vaults, jobs, files
        self._folder = folder
        self._read_only = False
        self._asked = False
        self.view.set_meeting_running(meeting_running)
        self.view.unlock_requested.connect(self._on_unlock_requested)
        self.view.another_vault_requested.connect(self._on_another_vault)

    def learn_vault(self) -> None:
        """Look whether it is a practice vault. Called once the window stands."""
        is_practice = self._vaults.is_practice(self._folder)
        self.view.set_practice(is_practice)
        self.view.set_hint(
            self.tr("Practice vaults are made with the passphrase “{words}”.").format(
                words=self._vaults.practice_passphrase
            )
            if is_practice
            else ""
        )

    def open_practice(self) -> None:
        """Open the practice vault with the words that everybody knows; make it first when it is absent."""
        vaults, folder = self._vaults, self._folder
        words = vaults.practice_passphrase

        def open_or_make() -> Work:
            if vaults.holds_vault(folder):
                return vaults.open(folder, words)
            return vaults.create(folder, words, practice=True, understood="")

        self.view.set_practice(True)
        self.view.set_hint(
            self.tr("The practice vault opens with “{words}”. Its cases are fictional.").format(words=words)
        )
        self._asked = True
        self.view.set_busy(True)
        self._jobs.store(open_or_make, self._on_opened, self)

    def _on_unlock_requested(self, passphrase: str) -> None:
        """Open the vault once: a second Enter while the first is at work asks for nothing."""
        if self._asked:
            return
        self._asked = True
        self.view.show_wrong("")
        self.view.set_busy(True)
        folder, read_only = self._folder, self._read_only
        self._jobs.store(
            lambda: self._vaults.open(folder, passphrase, read_only=read_only), self._on_opened, self
        )

    def _on_opened(self, result: Ok[Work] | Err) -> None:
        self._asked = False
        self.view.set_busy(False)
        if isinstance(result, Ok):
            self.view.clear()
            self.opened.emit(result.value)
            return
        self.view.show_wrong(self._words_for(result.error))
        self.view.ask_again()

    def _words_for(self, error: Exception) -> str:
        if isinstance(error, VaultBusy):
            self._read_only = True
            self.view.offer_reading(True)
            if error.since is None:
                return self.tr("Already open on this laptop by another window.")
            return self.tr("Already open since {at} on this laptop by another window.").format(
                at=_since(error.since)
            )
        if isinstance(error, WrongPassphrase):
            return self.tr("That is not the passphrase of this vault. Check the keyboard and Caps Lock.")
        if isinstance(error, DeskError):
            return str(error)
        return self.tr("The vault could not be opened: {name}.").format(name=type(error).__name__)

    def _on_another_vault(self) -> None:
        folder = self._files.ask_folder(
            self.view, self.tr("The folder of the vault, or an empty one for a new vault"), self._folder
        )
        if folder is None:
            return
        if self._vaults.holds_vault(folder):
            self._folder, self._read_only = folder, False
            self.view.offer_reading(False)
            self.view.show_wrong("")
            self.view.set_meeting_running(False)
            self.learn_vault()
            self.view.ask_again()
        else:
            self.new_vault_wanted.emit(folder)


class Introducing(QObject):
    """Asks who is at the keys. `introduced` brings the work signed by that person."""

    introduced = Signal(object)

    def __init__(self, work: Work, jobs: JobRunner) -> None:
        super().__init__()
        # Here and not above: this class is made after the unlock window, which must not wait for it.
        from mappa_desk.ui.views.unlock_who import UnlockWhoView  # noqa: PLC0415

        self.view: UnlockWhoView = UnlockWhoView()
        self._work, self._jobs = work, jobs
        self._people: dict[str, Person] = {}
        self.view.person_chosen.connect(self._on_chosen)
        self.view.person_added.connect(self._on_added)
        self._jobs.store(lambda: _people_and_agencies(work), self._on_read, self)

    def _on_read(self, result: Ok[tuple[tuple[Person, ...], tuple[Agency, ...]]] | Err) -> None:
        if isinstance(result, Err):
            self.view.show_wrong(str(result.error))
            return
        people, agencies = result.value
        self._people = {person.id: person for person in people}
        self.view.set_people(people, agencies)

    def _on_chosen(self, person_id: str) -> None:
        self._finish(self._people[person_id])

    def _on_added(self, name: str, role: str, agency: str) -> None:
        work = self._work

        def add() -> Person:
            from mappa_desk.services.people import add_keyholder  # noqa: PLC0415 (start-up time)

            return add_keyholder(work, name=name, role=role, agency=agency).value

        self._jobs.store(add, self._on_added_done, self)

    def _on_added_done(self, result: Ok[Person] | Err) -> None:
        if isinstance(result, Err):
            self.view.show_wrong(str(result.error))
        else:
            self._finish(result.value)

    def _finish(self, person: Person) -> None:
        self.introduced.emit(self._work.signed(person))


def _since(moment: datetime) -> str:
    """The clock time, with the day before it unless that is today."""
    there = moment.astimezone()
    today = there.date() == datetime.now(tz=there.tzinfo).date()
    return f"{there:%H:%M}" if today else f"{there.day} {there:%B %Y}, {there:%H:%M}"


def _people_and_agencies(work: Work) -> tuple[tuple[Person, ...], tuple[Agency, ...]]:
    from mappa_desk.services.areas import area_view  # noqa: PLC0415 (start-up time)
    from mappa_desk.services.people import keyholders  # noqa: PLC0415 (start-up time)

    return keyholders(work), area_view(work).agencies

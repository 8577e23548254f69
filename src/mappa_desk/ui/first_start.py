"""First start: place, passphrase, recovery, area; then the vault is made in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mappa_desk.domain.errors import DeskError
from mappa_desk.ui import first_start_places as places
from mappa_desk.ui.jobs import Err, JobRunner, Ok
from mappa_desk.ui.ports import FilePort, VaultsPort
from mappa_desk.ui.views.first_start import AREA, PASSPHRASE, PLACE, RECOVERY, FirstStartView, Strength

if TYPE_CHECKING:
    from mappa_desk.services.work import Work

SHORTEST = 8
"""Fewest characters of a passphrase; the measure says the rest."""


class FirstStart(QObject):
    """Joins the four steps with the vaults. `opened` brings the work of the new vault, unsigned."""

    opened = Signal(object)

    def __init__(
        self, vaults: VaultsPort, jobs: JobRunner, files: FilePort, folder: Path | None, *, practice: bool
    ) -> None:
        super().__init__()
        self.view = FirstStartView()
        self._vaults, self._jobs, self._files = vaults, jobs, files
        self._step = PLACE
        self._strength: Strength | None = None
        self._folder_is_own = folder is not None
        view = self.view
        view.next_requested.connect(self._on_next)
        view.back_requested.connect(self._on_back)
        view.practice_changed.connect(self._on_practice_changed)
        view.folder_edited.connect(self._on_folder_edited)
        view.folder_requested.connect(self._on_folder_requested)
        view.other_words_requested.connect(self._make_words)
        view.own_words_changed.connect(self._on_own_words_changed)
        view.words_edited.connect(self._measure)
        view.set_practice(practice)
        view.set_sentence_to_type(vaults.recovery_sentence)
        view.set_folder(str(folder or vaults.default_folder(practice=practice)))
        self._look_at_folder()
        self._offer_words()

    def _on_next(self) -> None:
        checks: tuple[Callable[[], str], ...] = (
            self._wrong_place,
            self._wrong_passphrase,
            self._wrong_recovery,
            lambda: "",
        )
        wrong = checks[self._step]()
        self.view.show_wrong(wrong)
        if wrong:
            return
        if self._step < AREA:
            self._step += 1
            self.view.show_step(self._step)
        else:
            self._make()

    def _on_back(self) -> None:
        if self._step > PLACE:
            self._step -= 1
            self.view.show_wrong("")
            self.view.show_step(self._step)

    def _wrong_place(self) -> str:
        if not self.view.folder:
            return self.tr("Choose a folder for the vault.")
        folder = Path(self.view.folder).expanduser()
        if not folder.is_absolute():
            return self.tr("Write the whole path of the folder, or choose it.")
        if self._vaults.holds_vault(folder):
            return self.tr("There is a vault in this folder already. Choose another one.")
        if folder.is_dir() and any(folder.iterdir()):
            return self.tr("This folder holds other files. A vault needs a folder of its own.")
        return ""

    def _wrong_passphrase(self) -> str:
        view = self.view
        if len(view.words) < SHORTEST:
            return self.tr("The passphrase needs at least {count} characters.").format(count=SHORTEST)
        # Measured again here: what was typed last may not have been measured yet.
        measured = _strength(view.words)
        if not view.is_practice and (measured is None or measured.tone == "danger"):
            return self.tr("This passphrase is too weak for a vault of real cases.")
        if not view.again:
            return self.tr("Type the passphrase once more, so that no letter is wrong.")
        if view.again != view.words:
            return self.tr("The two differ. Hold “Hold to show” to see what was typed.")
        return ""

    def _wrong_recovery(self) -> str:
        sentence = self._vaults.recovery_sentence
        if self.view.is_practice or self.view.understood == sentence:
            return ""
        return self.tr("Type these words exactly: {sentence}").format(sentence=sentence)

    def _on_practice_changed(self, is_practice: bool) -> None:
        self.view.set_practice(is_practice)
        if not self.view.is_own:
            self._offer_words()
        if not self._folder_is_own:
            self.view.set_folder(str(self._vaults.default_folder(practice=is_practice)))
            self._look_at_folder()

    def _on_folder_edited(self, _folder: str) -> None:
        self._folder_is_own = True
        self._look_at_folder()

    def _on_folder_requested(self) -> None:
        start = places.standing_part(Path(self.view.folder or Path.home())) or Path.home()
        folder = self._files.ask_folder(self.view, self.tr("An empty folder for the vault"), start)
        if folder is not None:
            self._folder_is_own = True
            self.view.set_folder(str(folder))
            self._look_at_folder()

    def _look_at_folder(self) -> None:
        folder = Path(self.view.folder)
        self.view.set_drive(places.drive_sentence(folder))
        self.view.set_sync_warning(places.sync_warning(folder))

    def _offer_words(self) -> None:
        """Words that everybody knows for practice, fresh ones for real cases."""
        if self.view.is_practice:
            self._on_words(Ok(self._vaults.practice_passphrase))
        else:
            self._make_words()

    def _make_words(self) -> None:
        self._jobs.work(_words, self._on_words, self)

    def _on_words(self, result: Ok[str] | Err) -> None:
        if isinstance(result, Ok):
            self.view.set_words(result.value)
            self._measure(result.value)

    def _on_own_words_changed(self, is_own: bool) -> None:
        self.view.set_own_words(is_own)
        if is_own:
            self._measure("")
        else:
            self._offer_words()

    def _measure(self, words: str) -> None:
        self._jobs.work(lambda: (words, _strength(words)), self._on_measured, self)

    def _on_measured(self, result: Ok[tuple[str, Strength | None]] | Err) -> None:
        if isinstance(result, Ok) and result.value[0] == self.view.words:
            self._strength = result.value[1]
            self.view.set_strength(self._strength)

    def _make(self) -> None:
        view, vaults = self.view, self._vaults
        folder, words, practice = Path(view.folder).expanduser(), view.words, view.is_practice
        understood = "" if practice else view.understood
        area = (view.area_name, view.form_title, view.form_edition)

        def make() -> Work:
            work = vaults.create(folder, words, practice=practice, understood=understood)
            if any(area):
                _keep_area(work, *area)
            return work

        view.set_busy(True)
        self._jobs.store(make, self._on_made, self)

    def _on_made(self, result: Ok[Work] | Err) -> None:
        self.view.set_busy(False)
        if isinstance(result, Ok):
            self.opened.emit(result.value)
            return
        self.view.show_step(self._step)
        error = result.error
        self.view.show_wrong(
            str(error)
            if isinstance(error, DeskError)
            else self.tr("The vault could not be made: {name}.").format(name=type(error).__name__)
        )


def _words() -> str:
    from mappa_desk.services.plain_words import five_words  # noqa: PLC0415 (start-up time)

    return five_words()


def _strength(words: str) -> Strength | None:
    from mappa_desk.ui.first_start_words import strength  # noqa: PLC0415 (start-up time)

    return strength(words)


def _keep_area(work: Work, name: str, title: str, edition: str) -> None:
    from mappa_desk.services.areas import area_view, save_form  # noqa: PLC0415 (start-up time)

    form = area_view(work).form
    save_form(work, form=replace(form, area_name=name, form_title=title, form_edition=edition))


__all__ = ["AREA", "PASSPHRASE", "PLACE", "RECOVERY", "FirstStart"]

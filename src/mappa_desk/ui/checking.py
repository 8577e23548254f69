"""Joins the page where a document is checked with the register and the seals of this vault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mappa_desk.domain.errors import DeskError
from mappa_desk.services.verifying import Known, Verdict, verify_code, verify_file
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.checking import CheckingView

_LOOKS = {
    Known.ISSUED: ("tick", "done"),
    Known.SEALED: ("tick", "done"),
    Known.CHANGED: ("octagon", "danger"),
    Known.LOCKED: ("padlock", "warning"),
    Known.UNKNOWN: ("triangle", "warning"),
}


class CheckingPage(OfficePage):
    """A file or a code, and what this vault knows of it."""

    def __init__(self, office: Office) -> None:
        self.view = CheckingView()
        super().__init__(office, self.view)
        self._file: Path | None = None
        self._verdict: Verdict | None = None
        self._round = 0
        view = self.view
        view.code_given.connect(self.check_code)
        view.file_requested.connect(self.choose)
        view.file_dropped.connect(lambda path: self.check_file(Path(path)))
        view.passphrase_given.connect(self._on_passphrase)
        view.documents_requested.connect(self._go)

    def title(self) -> str:
        return self.tr("Check a document")

    def regions(self) -> tuple[QWidget, ...]:
        return self.view.regions()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"check_document": self.view.focus_first}

    def enter(self) -> None:
        self.head(self.tr("Check a document"))
        self.view.focus_first()

    def choose(self) -> None:
        """Ask for a file and check it."""
        found = self.office.files.ask_open(self.view, self.tr("Check a document"), "pdf")
        if found:
            self.check_file(found[0])

    def check_code(self, typed: str) -> None:
        """Say which minutes bear a code."""
        work = self.office.work()
        self._file = None
        self._ask(lambda: verify_code(work, typed))

    def check_file(self, path: Path, passphrase: str = "") -> None:
        """Say whether a file is a copy that was given out."""
        work = self.office.work()
        self._file = path
        self._ask(lambda: verify_file(work, path, passphrase))

    def _on_passphrase(self, typed: str) -> None:
        if self._file is not None:
            self.check_file(self._file, typed)

    def _ask(self, call: Callable[[], Verdict]) -> None:
        self._round += 1
        this_round = self._round

        def came(result: Ok[Verdict] | Err) -> None:
            if this_round != self._round:
                return
            if isinstance(result, Ok):
                self._show(result.value)
            elif isinstance(result.error, DeskError):
                self._verdict = None
                self.view.show_answer((str(result.error),), "triangle", "warning")
                self.office.shell.announce(str(result.error))
            else:
                self.office.shell.report(result.error)

        self.office.jobs.work(call, came, self)

    def _show(self, verdict: Verdict) -> None:
        self._verdict = verdict
        icon, tone = _LOOKS[verdict.state]
        if verdict.superseded_by and verdict.is_known:
            icon, tone = "flag", "warning"
        name = (f"{self._file.name}:",) if self._file is not None else ()
        first = " ".join((*name, verdict.sentences[0]))
        leads = self.tr("Documents of {reference}").format(reference=verdict.reference)
        self.view.show_answer(
            (first, *verdict.sentences[1:]),
            icon,
            tone,
            leads=leads if verdict.meeting_id else "",
            locked=verdict.state is Known.LOCKED,
        )
        self.office.shell.announce(" ".join((first, *verdict.sentences[1:])))

    def _go(self) -> None:
        verdict = self._verdict
        if verdict is not None and verdict.meeting_id:
            self.office.shell.navigate("documents", verdict.meeting_id)

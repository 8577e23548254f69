"""The minutes as a Word file, plain text or a web page, for who cannot use the PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.other_shapes import write_minutes_as
from mappa_desk.ui.documents_side import Answers, DocumentsHost
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.ports import Banner, BannerAction


class OtherShapes(QObject):
    """Asks for the shape beside the list, then for the place, and writes everybody's copy."""

    def __init__(self, page: DocumentsHost) -> None:
        super().__init__(page.view)
        self._page = page

    def offered(self, kind: DocumentKind) -> bool:
        """True for what has other shapes than PDF."""
        return kind is DocumentKind.MINUTES

    def begin(self) -> None:
        """Ask for the shape."""
        page = self._page
        choices = (
            Choice("docx", self.tr("Word file, to paste into another system")),
            Choice("txt", self.tr("Plain text")),
            Choice("html", self.tr("Web page, read in any browser")),
        )
        about = self.tr("Everybody’s copy, in the same words and order. The register has it too.")
        fields = (
            Field("about", "", Ask.WORDS, about),
            Field("shape", self.tr("Shape"), Ask.CHOICE, "docx", choices),
            Field("how", self.tr("What it is for")),
        )
        plan = SheetPlan(self.tr("The minutes in another shape"), self.tr("Choose the place"), fields)
        target: list[Path] = []

        def call(answers: Answers) -> Callable[[Any], Any]:
            target.append(self._place(str(answers["shape"])))
            shape, how, meeting_id = str(answers["shape"]), str(answers["how"]), page.meeting_id
            return lambda work: write_minutes_as(
                work, meeting_id=meeting_id, shape=shape, target=target[-1], how=how
            )

        page.side.ask(plan, call, lambda given: self._written(given, target[-1]))

    def _place(self, shape: str) -> Path:
        """Where the user wants the file. Raises RuleError when they thought better of it."""
        page, facts = self._page, self._page.facts
        reference = facts.reference if facts is not None else ""
        name = f"{reference}-minutes.{shape}".lower()
        found = page.office.files.ask_save(page.view, self.tr("Write the minutes"), name, shape)
        if found is None:
            raise RuleError(self.tr("No place was chosen, so nothing was written."))
        return found

    def _written(self, given: DocumentGiven, target: Path) -> None:
        shell, files = self._page.office.shell, self._page.office.files
        written = target.with_name(given.file_name)
        shell.show_banner(
            Banner(
                "written",
                self.tr("Written as {name}.").format(name=written.name),
                self.tr("It stands in the register."),
                1,
                (
                    BannerAction(self.tr("Show folder"), lambda: files.show_folder(written)),
                    BannerAction(self.tr("Close"), lambda: shell.clear_banner("written")),
                ),
            )
        )

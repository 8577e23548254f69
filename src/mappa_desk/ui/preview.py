"""Joins the preview with the documents: the very bytes that are shown are those that are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.areas import area_view
from mappa_desk.services.circulation import lines_of
from mappa_desk.services.errata import version_that_holds
from mappa_desk.services.glyphs import TypedAt, typed_at
from mappa_desk.services.handouts import left_out, left_out_words, render, write_document
from mappa_desk.services.placing import Beside, why_beside
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.preview_readers import LINE, line_of
from mappa_desk.ui.models.preview_readers import readers as readers_of
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.views.preview import PreviewView

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import MissingGlyph, Rendered
    from mappa_desk.ui.preview_pages import PdfPages


GLYPH = "glyph"
VERSION = "version:"
"""Stands with its number for a version of the minutes that was superseded, in place of a reader."""
OWN_FILE = "own-file"
"""Stands for the area's own file as the reader of the minutes: with every restricted part."""


class PreviewPage(OfficePage):
    """One document of one meeting."""

    def __init__(
        self, office: Office, meeting_id: str, kind: DocumentKind = DocumentKind.MINUTES, agency: str = ""
    ) -> None:
        self.view = PreviewView()
        super().__init__(office, self.view)
        self._meeting_id, self._kind, self._agency = meeting_id, kind, agency
        self._agencies: tuple[Agency, ...] = ()
        self._people: tuple[Attendance, ...] = ()
        self._lines: tuple[CirculationLine, ...] = ()
        """The circulation list as it was agreed."""
        self._line: CirculationLine | None = None
        """The line of a reader who is not on the list of the meeting."""
        self._person = ""
        """Id of the attendance row of the one who gets the minutes; empty for everybody's copy."""
        self._annex = False
        self._version = self._newest = 0
        """The superseded version that is shown, 0 for none, and the newest one of these minutes."""
        self._reference = ""
        self._pages: PdfPages | None = None
        self._round = 0
        view = self.view
        view.closed.connect(office.shell.back)
        view.document_changed.connect(self._on_document_changed)
        view.write_requested.connect(self._write)
        view.print_requested.connect(self._print)
        view.page_wanted.connect(self._draw_page)
        commands.bind(
            view,
            Scope.PREVIEW,
            {"page_before": lambda: view.strip.turn(-1), "page_after": lambda: view.strip.turn(1)},
        )

    def title(self) -> str:
        return self.tr("Preview")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {
            "preview": self._print,
            "system_copy": lambda: self.office.shell.navigate("system_copy", self._meeting_id),
        }

    def regions(self) -> tuple[QWidget, ...]:
        return (self.view.strip,)

    def enter(self) -> None:
        meeting_id = self._meeting_id
        self.ask(lambda work: _read(work, meeting_id), lambda read: self._show(*read))
        self.view.focus_pages()

    def _show(
        self,
        reference: str,
        agencies: tuple[Agency, ...],
        people: tuple[Attendance, ...],
        newest: int,
        lines: tuple[CirculationLine, ...],
    ) -> None:
        self._reference, self._agencies, self._people, self._lines = reference, agencies, people, lines
        self._newest = newest
        self.view.set_sealed(newest > 0)
        if self._kind is DocumentKind.AGENCY_ACTIONS and not self._agency and agencies:
            self._agency = agencies[0].code
        self.head(reference, self.tr("Preview"))
        self._set_document()
        self._render()

    def _on_document_changed(self, kind: str, reader: str) -> None:
        self._kind = DocumentKind(kind)
        self._agency = self._person = ""
        self._annex, self._line, self._version = False, None, 0
        if self._kind is DocumentKind.AGENCY_ACTIONS:
            known = {agency.code for agency in self._agencies}
            first = self._agencies[0].code if self._agencies else ""
            self._agency = reader if reader in known else first
        elif self._kind is DocumentKind.MINUTES:
            self._annex = reader == OWN_FILE
            self._person = reader if any(row.id == reader for row in self._people) else ""
            self._line = line_of(reader, self._lines)
            older = range(1, self._newest)
            self._version = next((one for one in older if reader == f"{VERSION}{one}"), 0)
        self._set_document()
        self._render()

    def _set_document(self) -> None:
        names = {agency.code: agency.name for agency in self._agencies}
        if self._kind is DocumentKind.AGENCY_ACTIONS:
            readers = tuple(names.items())
        elif self._kind is DocumentKind.MINUTES:
            came = readers_of(names, self._people, self._lines)
            own = (OWN_FILE, self.tr("Own file, with every part"))
            said = self.tr("Version {n}, superseded")
            old = tuple((f"{VERSION}{one}", said.format(n=one)) for one in range(1, self._newest))
            readers = (("", self.tr("Everybody’s copy")), *came, own, *old)
        else:
            readers = ()
        by_line = f"{LINE}{self._line.id}" if self._line is not None else ""
        by_version = f"{VERSION}{self._version}" if self._version else ""
        reader = OWN_FILE if self._annex else self._person or by_line or by_version or self._agency
        self.view.set_document(self._kind, reader, readers)

    def _for_whom(self) -> dict[str, Any]:
        return {
            "meeting_id": self._meeting_id,
            "kind": self._kind,
            "agency": self._agency,
            "person": self._person,
            "annex": self._annex,
            "version": self._version,
        }

    def _render(self) -> None:
        self._round += 1
        this_round, work, whom = self._round, self.office.work(), self._for_whom()
        self.view.set_ready(False)

        def draw() -> tuple[Rendered, PdfPages, tuple[str, ...], TypedAt | None]:
            # The library that draws pages is needed for the first preview and not for the window.
            from mappa_desk.ui.preview_pages import PdfPages  # noqa: PLC0415

            rendered = render(work, **whom)
            first = rendered.missing[0].character if rendered.missing else ""
            at = typed_at(work, meeting_id=whom["meeting_id"], character=first) if first else None
            return rendered, PdfPages(rendered.data), left_out_words(left_out(work, **whom)), at

        def drawn(result: Ok[tuple[Rendered, PdfPages, tuple[str, ...], TypedAt | None]] | Err) -> None:
            if this_round != self._round:
                return
            if isinstance(result, Err):
                self.office.shell.report(result.error, self._render)
            else:
                self._show_pages(*result.value)

        self.office.jobs.work(draw, drawn, self)

    def _show_pages(
        self, rendered: Rendered, pages: PdfPages, without: tuple[str, ...], at: TypedAt | None
    ) -> None:
        self._pages = pages
        self.view.set_pages(f"{self._reference}, {words.document(self._kind)}", pages.shapes)
        self.view.set_note(" ".join(without))
        self._tell_missing(rendered.missing, at)

    def _tell_missing(self, missing: tuple[MissingGlyph, ...], at: TypedAt | None) -> None:
        """Say which character cannot be printed, and lead to the entry that holds it."""
        shell = self.office.shell
        if not missing:
            shell.clear_banner(GLYPH)
            return
        place = missing[0].place
        if at is not None:
            owner = self.tr("{speaker}'s entry").format(speaker=at.speaker)
            place = owner if at.speaker else self.tr("an entry")
        one = self.tr("One character in {place} cannot be printed: {code}.")
        several = self.tr("{n} characters cannot be printed, the first in {place}: {code}.")
        sentence = one if len(missing) == 1 else several
        go = BannerAction(self.tr("Close"), lambda: shell.clear_banner(GLYPH))
        if at is not None:
            wish = f"entry:{at.entry_id}"
            go = BannerAction(
                self.tr("Go there"), lambda: shell.navigate("meeting", self._meeting_id, show=wish)
            )
        lead = sentence.format(n=len(missing), place=place, code=missing[0].code_point)
        shell.show_banner(Banner(GLYPH, lead, "", 1, (go,)))

    def _draw_page(self, number: int) -> None:
        pages, this_round = self._pages, self._round
        if pages is None:
            return
        width = self.view.strip.page_width(number)

        def drawn(result: Ok[tuple[QImage, str]] | Err) -> None:
            if isinstance(result, Ok) and this_round == self._round:
                self.view.show_page(number, *result.value)

        self.office.jobs.work(lambda: (pages.picture(number, width), pages.words(number)), drawn, self)

    def _write(self) -> None:
        row = next((one for one in self._people if one.id == self._person), None)
        other = row if row is not None else self._line
        of_whom = other.agency if other is not None else self._agency
        own = OWN_FILE if self._annex else ""
        suggested = "-".join(
            part for part in (self._reference, self._kind.value, of_whom, own) if part
        ).lower()
        target = self.office.files.ask_save(self.view, self.tr("Write the PDF"), f"{suggested}.pdf", "pdf")
        if target is None:
            return
        whom = self._for_whom()
        named = (other.name or other.role) if other is not None else ""
        self.change(
            lambda work: _given_and_why(work, target=target, recipient=named, **whom),
            lambda told: self._written(*told, target),
        )

    def _written(self, given: DocumentGiven, why: Beside | None, target: Path) -> None:
        shell = self.office.shell
        written = target.with_name(given.file_name)
        causes = {
            Beside.HELD_OPEN: self.tr("That PDF is open in another program. Written as {name}."),
            Beside.PROTECTED: self.tr("That file may not be changed. Written as {name}."),
            Beside.REGISTERED: self.tr("That PDF was given out earlier and stays. Written as {name}."),
        }
        sentence = causes[why] if why is not None else self.tr("Written as {name}.")
        words_ = sentence.format(name=given.file_name)
        shell.show_banner(
            Banner(
                "written",
                words_,
                self.tr("It stands in the register."),
                1,
                (
                    BannerAction(self.tr("Show folder"), lambda: self.office.files.show_folder(written)),
                    BannerAction(self.tr("Close"), lambda: shell.clear_banner("written")),
                ),
            )
        )

    def _print(self) -> None:
        if self._pages is None:
            return
        # Printing brings a plug-in of its own; it is loaded when somebody prints.
        from mappa_desk.ui.preview_print import ask_printer, print_pages  # noqa: PLC0415

        printer = ask_printer(self.view, self._reference)
        if printer is None:
            return
        pages, meeting_id = self._pages, self._meeting_id

        def printed(result: Ok[int] | Err) -> None:
            if isinstance(result, Err) or not result.value:
                self.office.shell.show_banner(
                    Banner("print", self.tr("The printer did not take the document."), "", 2)
                )
            else:
                self.change(lambda work: _note_printed(work, meeting_id), lambda _noted: None)

        self.office.jobs.work(lambda: print_pages(pages, printer), printed, self)


def _read(
    work: Work, meeting_id: str
) -> tuple[str, tuple[Agency, ...], tuple[Attendance, ...], int, tuple[CirculationLine, ...]]:
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        people = reading.all(Attendance, order_by=("seat", "name"), meeting_id=meeting_id)
        lines = lines_of(reading, meeting_id)
        case = reading.get(Case, meeting.case_id)
    agencies = tuple(agency for agency in area_view(work).agencies if agency.active)
    newest = version_that_holds(work, meeting_id=meeting_id)
    return meeting_reference(case.reference, meeting.number), agencies, people, newest, lines


def _given_and_why(work: Work, *, target: Path, **wishes: Any) -> tuple[DocumentGiven, Beside | None]:
    """Writes the document; and why it has another name than was asked for, None when it has that one."""
    given = write_document(work, target=target, **wishes).value
    return given, why_beside(target) if given.file_name != target.name else None


def _note_printed(work: Work, meeting_id: str) -> None:
    with work.writing() as uow:
        uow.note("document printed", Meeting.KIND, meeting_id)

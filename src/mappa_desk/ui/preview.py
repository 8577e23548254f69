"""Joins the preview with the documents: the very bytes that are shown are those that are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mappa_desk.domain.document_views import SUBJECTS, needs_second_step
from mappa_desk.domain.editions import AS_MINUTES
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.glyphs import TypedAt, typed_at
from mappa_desk.services.handouts import left_out, left_out_words, render, write_document
from mappa_desk.services.placing import Beside, why_beside
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.preview_audience import OWN_FILE, Audience, Readers, read_audiences
from mappa_desk.ui.views.preview import PreviewView

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import MissingGlyph, Rendered
    from mappa_desk.ui.preview_pages import PdfPages


GLYPH = "glyph"
TWICE = "twice"
"""Key of the banner that asks for the second deliberate step."""
_AS_IT_IS = frozenset({DocumentKind.CHAIR_DRAFT, DocumentKind.CONTRIBUTION_FORM})
"""Kinds without a large print of their own."""


class PreviewPage(OfficePage):
    """One document of one meeting. `then` is what was asked for besides: "print" or "save"."""

    def __init__(
        self,
        office: Office,
        meeting_id: str,
        kind: DocumentKind = DocumentKind.MINUTES,
        reader: str = "",
        then: str = "",
    ) -> None:
        self.view = PreviewView()
        super().__init__(office, self.view)
        self._meeting_id, self._kind, self._key, self._then = meeting_id, kind, reader, then
        self._readers: Readers | None = None
        self._audience = Audience()
        self._large = False
        self._reference = ""
        self._pages: PdfPages | None = None
        self._round = 0
        view = self.view
        view.closed.connect(office.shell.back)
        view.document_changed.connect(self._on_document_changed)
        view.large_changed.connect(self._on_large)
        view.write_requested.connect(self._write)
        view.print_requested.connect(self._print)
        view.page_wanted.connect(self._draw_page)
        view.next_requested.connect(
            lambda: office.shell.navigate("documents", meeting_id, show=DocumentKind.ATTENDEE_COPY.value)
        )
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
            "write_pdf": self._write,
            "system_copy": lambda: self.office.shell.navigate("system_copy", self._meeting_id),
        }

    def regions(self) -> tuple[QWidget, ...]:
        return (self.view.strip,)

    def enter(self) -> None:
        meeting_id = self._meeting_id
        self.ask(lambda work: read_audiences(work, meeting_id), self._show)
        self.view.focus_pages()

    def _show(self, readers: Readers) -> None:
        self._readers, self._reference = readers, readers.facts.reference
        self.head(self._reference, self.tr("Preview"))
        self._choose(self._key)

    def _on_document_changed(self, kind: str, reader: str) -> None:
        same = DocumentKind(kind) is self._kind
        self._kind = DocumentKind(kind)
        self._choose(reader if same or self._kind is not DocumentKind.MINUTES else "")

    def _on_large(self, large: bool) -> None:
        self._large = large
        self._render()

    def _choose(self, key: str) -> None:
        readers, shell = self._readers, self.office.shell
        if readers is None:
            return
        shell.clear_banner(TWICE)
        kinds = readers.kinds
        self._audience = readers.chosen(self._kind, key)
        shown = kinds if self._kind in kinds else (self._kind, *kinds)
        self.view.set_kinds(shown, large=self._kind not in _AS_IT_IS)
        self.view.set_document(self._kind, self._audience.key, readers.offered(self._kind))
        self.view.set_next(self._next_step(readers))
        self._render()

    def _next_step(self, readers: Readers) -> str:
        """Sealed minutes of which nobody has a copy yet are to be given out."""
        facts = readers.facts
        out = any(line.given.version == facts.version and line.written for line in facts.copies)
        if not facts.version or out or self._kind not in AS_MINUTES:
            return ""
        return self.tr("Approved and sealed, version {n}. Nobody has a copy yet.").format(n=facts.version)

    def _for_whom(self) -> dict[str, Any]:
        large = self._large and self._kind not in _AS_IT_IS
        return {"meeting_id": self._meeting_id, "kind": self._kind, **self._audience.wishes(), "large": large}

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
            asked = {name: value for name, value in whom.items() if name != "large"}
            without = left_out_words(left_out(work, **asked))
            return rendered, PdfPages(rendered.data), without, at

        def drawn(result: Ok[tuple[Rendered, PdfPages, tuple[str, ...], TypedAt | None]] | Err) -> None:
            if this_round != self._round:
                return
            if isinstance(result, Err):
                self._pages = None
                self.view.clear_pages(self._title())
                self.view.set_note(str(result.error) if isinstance(result.error, RuleError) else "")
                if not isinstance(result.error, RuleError):
                    self.office.shell.report(result.error, self._render)
            else:
                self._show_pages(*result.value)

        self.office.jobs.work(draw, drawn, self)

    def _title(self) -> str:
        return f"{self._reference}, {words.document(self._kind)}"

    def _show_pages(
        self, rendered: Rendered, pages: PdfPages, without: tuple[str, ...], at: TypedAt | None
    ) -> None:
        self._pages = pages
        self.view.set_pages(self._title(), pages.shapes)
        self.view.set_note(" ".join(without))
        self._tell_missing(rendered.missing, at)
        then, self._then = self._then, ""
        if then == "print":
            self._print()
        elif then == "save":
            self._write()

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

    def _second_step(self, act: Callable[[], None], words_: str) -> bool:
        """True when the reader's own copy of a draft, or a subject's edition, needs a second step first."""
        readers, shell, kind = self._readers, self.office.shell, self._kind
        named = self._audience.is_named or kind in SUBJECTS
        if readers is None or not named or not needs_second_step(kind, readers.facts.status):
            return False
        subject = kind in SUBJECTS
        lead = self.tr("This is a draft that nobody has approved.")
        if subject:
            lead = self.tr("This goes to somebody who was not there, and may reach the person discussed.")

        def go_on() -> None:
            shell.clear_banner(TWICE)
            act()

        def give_out() -> None:
            shell.clear_banner(TWICE)
            shell.navigate("documents", self._meeting_id, show=kind.value)

        actions = (BannerAction(words_, go_on), BannerAction(self.tr("Issue copies"), give_out))
        shell.show_banner(Banner(TWICE, lead, self.tr("Look at who gets it."), 2, actions))
        return True

    def _write(self) -> None:
        if self._pages is not None and not self._second_step(self._write_now, self.tr("Write it")):
            self._write_now()

    def _write_now(self) -> None:
        audience = self._audience
        person = next(
            (row for row in (self._readers.people if self._readers else ()) if row.id == audience.person),
            None,
        )
        other = person if person is not None else audience.line
        of_whom = other.agency if other is not None else audience.agency
        parts = [self._reference, self._kind.value, of_whom]
        parts += [OWN_FILE if audience.annex else "", "large" if self._for_whom()["large"] else ""]
        suggested = "-".join(part for part in parts if part).lower()
        target = self.office.files.ask_save(self.view, self.tr("Write the PDF"), f"{suggested}.pdf", "pdf")
        if target is None:
            return
        whom = self._for_whom()
        self.change(
            lambda work: _given_and_why(work, target=target, recipient=audience.name, **whom),
            lambda told: self._written(*told, target),
        )

    def _written(self, given: DocumentGiven, why: Beside | None, target: Path) -> None:
        shell = self.office.shell
        written = target.with_name(given.file_name)
        if given.copy_number:
            self._show_as_written(given, written)
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

    def _show_as_written(self, given: DocumentGiven, written: Path) -> None:
        """A copy with a name on it: from now on the preview shows, and prints, the very file."""
        self._round += 1
        this_round = self._round

        def read() -> PdfPages:
            from mappa_desk.ui.preview_pages import PdfPages  # noqa: PLC0415 - as in `_render`

            return PdfPages(written.read_bytes())

        def came(result: Ok[PdfPages] | Err) -> None:
            if isinstance(result, Ok) and this_round == self._round:
                self._pages = result.value
                said = self.tr("{document}, copy {n} as written").format(
                    document=self._title(), n=given.copy_number
                )
                self.view.set_pages(said, result.value.shapes)

        self.office.jobs.work(read, came, self)

    def _print(self) -> None:
        if self._pages is not None and not self._second_step(self._print_now, self.tr("Print it")):
            self._print_now()

    def _print_now(self) -> None:
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


def _given_and_why(work: Work, *, target: Path, **wishes: Any) -> tuple[DocumentGiven, Beside | None]:
    """Writes the document; and why it has another name than was asked for, None when it has that one."""
    given = write_document(work, target=target, **wishes).value
    return given, why_beside(target) if given.file_name != target.name else None


def _note_printed(work: Work, meeting_id: str) -> None:
    with work.writing() as uow:
        uow.note("document printed", Meeting.KIND, meeting_id)

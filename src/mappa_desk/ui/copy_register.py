"""The register of a meeting's copies, and its breaches: what became of each is noted beside the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.copies import Breach, CopyEventKind
from mappa_desk.domain.document_views import CopyLine, MeetingDocuments
from mappa_desk.services.breaches import close_breach, edit_breach, open_breach
from mappa_desk.services.copies import add_event
from mappa_desk.ui import commands
from mappa_desk.ui.documents_side import Answers, DocumentsHost
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import documents as words
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.points import PointRow, PointsModel
from mappa_desk.ui.views.document_parts import ListPart, PartWords

_EVENTS = {
    "copy_recalled": CopyEventKind.RECALLED,
    "copy_returned": CopyEventKind.RETURNED,
    "copy_destroyed": CopyEventKind.DESTROYED,
    "copy_lost": CopyEventKind.LOST,
    "copy_wrong": CopyEventKind.WRONG_RECIPIENT,
    "copy_found": CopyEventKind.FOUND,
}


class CopyRegister(QObject):
    """Two parts of the documents page: copies given out, and breaches."""

    def __init__(self, page: DocumentsHost) -> None:
        super().__init__(page.view)
        self._page = page
        self._facts: MeetingDocuments | None = None
        self.copies_model, self.breaches_model = PointsModel(self), PointsModel(self)
        letters = {commands.command(name).keys[0]: kind for name, kind in _EVENTS.items()}
        self.copies = ListPart(self.copies_model, _copies_words(self))
        self.copies.set_letters(frozenset(letters))
        self.copies.marked.connect(lambda row, letter: self.note_event(row, letters[letter]))
        self.copies.entered.connect(lambda row: self.note_event(row, None))
        self.copies.pressed.connect(self._on_copies_pressed)
        self.breaches = ListPart(self.breaches_model, _breaches_words(self))
        self.breaches.entered.connect(self.edit_breach)
        self.breaches.pressed.connect(self._on_breaches_pressed)
        page.view.add_part("copies", self.tr("Copies"), self.copies)
        page.view.add_part("breaches", self.tr("Breaches"), self.breaches)

    def commands(self) -> dict[str, Callable[[], None]]:
        """What the page answers of these."""
        return {
            "show_copies": lambda: self._page.view.open_part("copies"),
            "recall_due": self.show_due,
            "note_breach": self.note_breach,
        }

    def show(self, facts: MeetingDocuments) -> None:
        """Show the register and the breaches."""
        self._facts = facts
        self.copies_model.set_rows(words.copy_rows(facts))
        self.breaches_model.set_rows(words.breach_rows(facts))
        still = sum(1 for one in facts.breaches if one.closed_on is None)
        view = self._page.view
        view.set_part_title("copies", self.tr("Copies ({n})").format(n=len(facts.copies)))
        view.set_part_title(
            "breaches", self.tr("Breaches ({n} open)").format(n=still) if still else self.tr("Breaches")
        )
        can = not self._page.office.work().vault.read_only
        why = self.tr("This vault is open for reading.")
        for name in ("note_event", "breach_of_copy"):
            self.copies.enable(name, can and bool(facts.copies), why if not can else "")
        self.copies.refresh()
        self.breaches.refresh()

    def show_due(self) -> None:
        """Go to the first copy that should have come back."""
        facts, view = self._facts, self._page.view
        view.open_part("copies")
        if facts is not None and facts.recall_due:
            self.copies.choose(facts.recall_due[0].given.id)
            self.copies.list.scrollTo(self.copies.list.currentIndex())
        else:
            self._page.office.shell.announce(self.tr("No copy is past its day."))

    def _line(self, key: str) -> CopyLine | None:
        rows = self._facts.copies if self._facts is not None else ()
        return next((line for line in rows if line.given.id == key), None)

    def _on_copies_pressed(self, name: str) -> None:
        row = self.copies.current()
        if row is None:
            return
        if name == "note_event":
            self.note_event(row, None)
        else:
            self.note_breach(row.key)

    def _on_breaches_pressed(self, name: str) -> None:
        row = self.breaches.current()
        if name == "open_breach":
            self.note_breach()
        elif row is not None and name == "edit_breach":
            self.edit_breach(row)
        elif row is not None:
            self.close_breach(row)

    # What became of a copy

    def note_event(self, row: PointRow, kind: CopyEventKind | None) -> None:
        """Note what became of a copy. Nothing is taken back: what was wrong is put right by the next note."""
        line, side = self._line(row.key), self._page.side
        if line is None:
            return
        choices = tuple(Choice(one.value, words.event(one)) for one in CopyEventKind)
        chosen = kind or (CopyEventKind.RETURNED if line.is_out else CopyEventKind.FOUND)
        fields = (
            Field("copy", "", Ask.WORDS, f"{row.place}. {row.text}"),
            Field("past", "", Ask.WORDS, self._past(line)),
            Field("kind", self.tr("What happened"), Ask.CHOICE, chosen.value, choices),
            Field("on", self.tr("On which day"), Ask.DATE, self._typed_today(), past=True),
            Field("told_by", self.tr("Who says so")),
            Field("note", self.tr("Note"), Ask.LONG),
        )
        asked = tuple(one for one in fields if one.ask is not Ask.WORDS or one.value)
        plan = SheetPlan(self.tr("What became of this copy"), self.tr("Note it"), asked)

        def call(answers: Answers) -> Callable[[Any], Any]:
            on = side.must_have_day(str(answers["on"]), name="on")
            return lambda work: add_event(
                work,
                document_id=line.given.id,
                kind=CopyEventKind(answers["kind"]),
                on=on,
                told_by=str(answers["told_by"]),
                note=str(answers["note"]),
            )

        side.ask(plan, call, lambda _kept: self._noted(row.key))

    def _noted(self, key: str) -> None:
        self._page.view.open_part("copies")
        self.copies.choose(key)
        row = self.copies.current()
        if row is not None:
            self._page.office.shell.announce(f"{row.place}: {row.state}")

    def _past(self, line: CopyLine) -> str:
        said = []
        for one in line.events:
            parts = (words.event(one.event_kind), dates.day(one.happened_on), one.told_by, one.note)
            said.append(", ".join(part for part in parts if part))
        return "\n".join(said)

    def _typed_today(self) -> str:
        return dates.typed(self._page.office.work().today())

    # Breaches

    def note_breach(self, document_id: str = "") -> None:
        """Open a breach: what happened, who has it, when it was found."""
        side, meeting_id = self._page.side, self._page.meeting_id
        facts = self._facts
        if facts is None:
            return
        copies = [Choice("", self.tr("None that is known"))]
        for line in facts.copies:
            row = next(one for one in self.copies_model.rows if one.key == line.given.id)
            copies.append(Choice(line.given.id, f"{row.place}: {row.text}"))
        fields = (
            Field("what", self.tr("What happened, in plain words"), Ask.LONG),
            Field("document_id", self.tr("Which copy"), Ask.CHOICE,
                  document_id, tuple(copies)),
            Field("found_on", self.tr("Found on"), Ask.DATE, self._typed_today(), past=True),
            Field("found_by", self.tr("Found by")),
            Field("who_has_it", self.tr("Who has it")),
            Field("recalled_on", self.tr("Asked back on"), Ask.DATE, past=True),
        )  # fmt: skip
        plan = SheetPlan(self.tr("A document reached the wrong hands"), self.tr("Note the breach"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            found_on = side.must_have_day(str(answers["found_on"]), name="found_on")
            recalled_on = side.day(str(answers["recalled_on"]), past=True, name="recalled_on")
            return lambda work: open_breach(
                work,
                meeting_id=meeting_id,
                what=str(answers["what"]),
                document_id=str(answers["document_id"]),
                found_on=found_on,
                found_by=str(answers["found_by"]),
                who_has_it=str(answers["who_has_it"]),
                recalled_on=recalled_on,
            )

        side.ask(plan, call, self._breach_kept)

    def edit_breach(self, row: PointRow) -> None:
        """Add to an open breach: to whom it was reported, and when; who has it."""
        held, side = self._breach(row.key), self._page.side
        if held is None:
            return
        if held.closed_on is not None:
            self._page.office.shell.announce(self.tr("This breach is closed."))
            return
        fields = (
            Field("what", self.tr("What happened, in plain words"), Ask.LONG, held.what),
            Field("who_has_it", self.tr("Who has it"), value=held.who_has_it),
            Field(
                "recalled_on", self.tr("Asked back on"), Ask.DATE, dates.typed(held.recalled_on), past=True
            ),
            Field("reported_to", self.tr("Reported to"), value=held.reported_to),
            Field("reported_on", self.tr("Reported on"), Ask.DATE, dates.typed(held.reported_on), past=True),
            Field("reference", self.tr("Their reference"), value=held.reference),
        )
        plan = SheetPlan(self.tr("More about this breach"), self.tr("Keep"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            wanted = replace(
                held,
                what=str(answers["what"]),
                who_has_it=str(answers["who_has_it"]),
                reported_to=str(answers["reported_to"]),
                reference=str(answers["reference"]),
                recalled_on=side.day(str(answers["recalled_on"]), past=True, name="recalled_on"),
                reported_on=side.day(str(answers["reported_on"]), past=True, name="reported_on"),
            )
            return lambda work: edit_breach(work, breach=wanted)

        side.ask(plan, call, self._breach_kept)

    def close_breach(self, row: PointRow) -> None:
        """Close a breach with how it ended."""
        held, side = self._breach(row.key), self._page.side
        if held is None or held.closed_on is not None:
            self._page.office.shell.announce(self.tr("This breach is closed."))
            return
        hint = self.tr("Where it was reported to nobody, why")
        fields = (
            Field("what", "", Ask.WORDS, held.what),
            Field("outcome", self.tr("How it ended"), Ask.LONG, hint=hint),
            Field("closed_on", self.tr("Closed on"), Ask.DATE, self._typed_today(), past=True),
        )
        plan = SheetPlan(self.tr("Close the breach"), self.tr("Close the breach"), fields)

        def call(answers: Answers) -> Callable[[Any], Any]:
            on = side.must_have_day(str(answers["closed_on"]), name="closed_on")
            outcome = str(answers["outcome"])
            return lambda work: close_breach(work, breach_id=held.id, outcome=outcome, on=on)

        side.ask(plan, call, self._breach_kept)

    def _breach(self, key: str) -> Breach | None:
        rows = self._facts.breaches if self._facts is not None else ()
        return next((one for one in rows if one.id == key), None)

    def _breach_kept(self, kept: Breach) -> None:
        self._page.view.open_part("breaches")
        self.breaches.choose(kept.id)


def _copies_words(owner: QObject) -> PartWords:
    return PartWords(
        name="copies",
        title=owner.tr("Copies given out"),
        empty=owner.tr("Nothing given out. A line stands here for each copy; it is never taken away."),
        legend=owner.tr(
            "Enter notes what became of a copy. A asked back, R returned, D destroyed, L lost, "
            "W with the wrong recipient, F found again"
        ),
        buttons=(
            ("note_event", owner.tr("Note what became of it")),
            ("breach_of_copy", owner.tr("Note a breach")),
        ),
    )


def _breaches_words(owner: QObject) -> PartWords:
    return PartWords(
        name="breaches",
        title=owner.tr("Breaches"),
        empty=owner.tr("No breach is known. Note one when a document reached somebody it was not for."),
        legend=owner.tr("Enter adds to a breach: who has it, to whom it was reported"),
        buttons=(
            ("open_breach", owner.tr("Note a breach")),
            ("edit_breach", owner.tr("Add to it")),
            ("close_breach", owner.tr("Close it")),
        ),
    )

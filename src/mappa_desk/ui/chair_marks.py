"""Draft for the chair, and marks: makes the draft, takes the marks in, lets them be worked off by letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mappa_desk.domain.chair_drafts import MarkState
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.mark_words import ReadMarks, read_marks
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.chair_drafts import DraftForm, MadeDraft, make_chair_draft
from mappa_desk.services.chair_marks import MarksView, marks_view, note_marks, remove_mark, settle_mark
from mappa_desk.services.work import Work
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.desk_sheets import typed_day
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.points import PointRow
from mappa_desk.ui.pane_hosts import PaneHost
from mappa_desk.ui.points_presenter import PointsPresenter
from mappa_desk.ui.points_words import mark_rows, marks_summary
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.views.points_pane import PaneWords

_BOTH = "both"
_STATES = {"mark_done": MarkState.DONE, "mark_open": MarkState.OPEN}
_SAID = {MarkState.DONE: "Done", MarkState.OPEN: "Open again"}


class ChairMarks(PointsPresenter):
    """The pane of the draft and its marks."""

    NAME = "chair_marks"
    LETTERS = ("mark_done", "mark_not_taken", "mark_open")
    SCOPE = Scope.MARKS
    REMOVE = "mark_remove"

    def __init__(self, host: PaneHost) -> None:
        super().__init__(host)
        self._view: MarksView | None = None
        self._make_after = False

    def words(self) -> PaneWords:
        """Everything that the pane says by itself."""
        return PaneWords(
            title=tr("Draft and marks"),
            empty=tr("No marks yet. When the draft comes back, key or paste them below."),
            legend=tr("Enter goes there. D done, N not taken, O open again, Delete off the list"),
            first=tr("Make a draft"),
            second=tr("Note the marks"),
            entry=tr("Marks of the chair, one a line"),
            hint=tr("line 130: say who"),
        )

    def read(self, work: Work, meeting_id: str) -> MarksView:
        """The drafts and the marks."""
        return marks_view(work, meeting_id=meeting_id)

    def show(self, found: Any) -> str:
        """Show drafts and marks; gives the sentence over the list."""
        view: MarksView = found
        self._view = view
        summary = marks_summary(view, self._host.today())
        self.model.set_rows(mark_rows(view))
        pane, can = self.pane, self._host.writable
        pane.show_summary(summary)
        pane.show_count(len(view.marks), summary)
        why = "" if can else tr("The minutes are approved: no draft and no mark is taken any more.")
        pane.set_buttons(first=can, second=can, why=why)
        pane.set_can_write(can)
        if self._make_after:
            self._make_after = False
            self._to_list = False  # the keyboard belongs to the sheet
            self.first()
        return summary

    # Marks

    def typed_on(self, text: str) -> None:
        """Say how the words are understood before they are kept."""
        self.pane.show_read(_how_read(read_marks(text)) if text.strip() else "")

    def second(self) -> None:
        """Take in the marks that stand in the field."""
        self.keep(self.pane.field.toPlainText())

    def keep(self, text: str) -> None:
        """Take in the marks of a text. What is not understood stays in the field."""
        read = read_marks(text)
        if not read.marks:
            self.say(
                tr("No line begins with a number. One mark a line: “line 130: say who”, “9.3: say who”.")
            )
            return

        def done(_kept: object) -> None:
            if self.pane.field.toPlainText() == text:
                self.pane.set_text("\n".join(read.left))
            said = words.counted(len(read.marks), "mark noted", "marks noted")
            if read.left:
                left = words.counted(len(read.left), "line stays", "lines stay")
                said = f"{said}. " + tr("{left} in the field.").format(left=left)
            self._host.shell.announce(said)

        meeting_id = self._host.meeting_id
        self._host.do(note_marks, done=done, refused=self.refused, meeting_id=meeting_id, marks=read.marks)

    def settle(self, row: PointRow, command: str) -> None:
        """Done, not taken with the reason, or open again."""
        if not self._can_change():
            return
        if command == "mark_not_taken":
            self.ask_why(row, settle_mark, mark_id=row.key, state=MarkState.NOT_TAKEN)
            return
        state = _STATES[command]
        if state is MarkState.DONE:
            self.pane.go_on()
        said = f"{row.place}: {tr(_SAID[state])}"
        self._host.do(settle_mark, refused=self.refused, say=said, mark_id=row.key, state=state)

    def remove(self, row: PointRow) -> None:
        """Take a mark off the list; undo brings it back."""
        if self._can_change():
            said = tr("{place}: taken off the list").format(place=row.place)
            self._host.do(remove_mark, refused=self.refused, say=said, mark_id=row.key)

    def _can_change(self) -> bool:
        if not self._host.writable:
            self.say(tr("The minutes are approved: the marks stay as they are."))
        return self._host.writable

    # The draft

    def open_and_make(self) -> None:
        """Show the pane, and ask how the draft is to be made as soon as it was read."""
        self._make_after = True
        self.open()

    def first(self) -> None:
        """Ask in which form the draft goes to the chair, until when and how; then where it is to be."""
        if self._view is None:
            self._make_after = True
            return
        if self._host.view.meeting.state is MeetingState.APPROVED:
            self.say(tr("The minutes are approved: there is no draft any more."))
            return
        forms = (
            Choice(DraftForm.PDF.value, tr("PDF, to print or to mark")),
            Choice(DraftForm.WORD.value, tr("Word file, to write into")),
            Choice(_BOTH, tr("Both")),
        )
        fields = (
            Field("form", tr("As"), Ask.CHOICE, DraftForm.PDF.value, forms),
            Field("marks_by", tr("Marks by"), Ask.DATE, typed_day(self._view.marks_due)),
            Field("how", tr("How it goes to the chair"), hint=tr("by secure e-mail, on paper ...")),
        )
        about = tr("Nothing is sealed. Gaps do not stand in the way: the draft lists them.")
        plan = SheetPlan(tr("Draft for the chair"), tr("Make the draft"), fields, about)
        self._host.ask(plan, self._request)

    def _request(self, answers: Answers) -> Request:
        marks_by = self._host.day(answers["marks_by"], name="marks_by")
        forms = tuple(DraftForm) if answers["form"] == _BOTH else (DraftForm(answers["form"]),)
        target = self._place(forms)
        if target is None:
            raise RuleError(tr("No place was chosen, so nothing was written."))
        arguments = {
            "meeting_id": self._host.meeting_id, "target": target, "forms": forms, "marks_by": marks_by,
            "how": answers["how"],
        }  # fmt: skip

        def done(made: MadeDraft) -> None:
            self._written(made, target)

        return Request(make_chair_draft, arguments, tr("Draft written"), done)

    def _place(self, forms: tuple[DraftForm, ...]) -> Path | None:
        view, files = self._host.view, self._host.files
        if files is None:
            return None
        number = len(self._view.drafts) + 1 if self._view is not None else 1
        name = f"{view.case.reference}-{view.meeting.tag}-chair-draft-{number}.{forms[0].value}".lower()
        return files.ask_save(self._host.page, tr("Write the draft for the chair"), name, forms[0].value)

    def _written(self, made: MadeDraft, target: Path) -> None:
        shell, files = self._host.shell, self._host.files
        names = tr(" and ").join(line.file_name for line in made.given)
        shown = target.with_name(made.given[0].file_name)
        actions = [BannerAction(tr("Close"), lambda: shell.clear_banner("written"))]
        if files is not None:
            actions.insert(0, BannerAction(tr("Show folder"), lambda: files.show_folder(shown)))
        sentence = tr("Draft {n} for the chair: written as {names}.").format(n=made.draft.number, names=names)
        shell.show_banner(Banner("written", sentence, tr("It stands in the register."), 1, tuple(actions)))
        self.back_to_list()


def _how_read(read: ReadMarks) -> str:
    """How the words in the field are understood, before they are kept."""
    if not read.marks:
        return tr("No line begins with a number yet.")
    said = words.counted(len(read.marks), "mark", "marks")
    if len(read.marks) == 1:
        mark = read.marks[0]
        said = mark.point if mark.place else tr("A mark of no line")
        if mark.line:
            said = tr("Line {n}: {point}").format(n=f"{mark.line:,}", point=mark.point)
    if not read.left:
        return said
    left = words.counted(
        len(read.left), "line without a number stays here", "lines without a number stay here"
    )
    return f"{said}; {left}"

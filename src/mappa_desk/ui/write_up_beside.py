"""What stands beside the page: the shorthand around the caret and the marks of its paragraph."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.write_up_marks import Mark
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services import write_up
from mappa_desk.services.contributions import reattribute
from mappa_desk.ui.models.desk_words import agency_name, tr
from mappa_desk.ui.models.write_up_marks import MarkRow, mark_rows
from mappa_desk.ui.models.write_up_typed import typed_rows
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import Steps

SPEAKER = "speaker:"
"""Begins the key of a speaker's heading: what it lacks is marked at its paragraph too."""
LOOK_AFTER_MS = 300
"""How long the keys rest before the marks of the paragraph are looked for anew."""


class Beside(QObject):
    """Shows both and takes what a mark offers. Nothing here takes the focus."""

    def __init__(self, state: WriteUpState, saving: Saving, steps: Steps, page: WriteUpPage) -> None:
        super().__init__(state)
        self._state, self._saving, self._steps, self._page = state, saving, steps, page
        self._panel = state.panel
        self._marks: dict[str, tuple[Mark, ...]] = {}
        """Marks as the page shows them: as read, or newer where somebody types."""
        self._wish = -1
        """Which mark was asked for by a click, whatever the caret stands in."""
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        self._look.timeout.connect(self._look_again)
        state.viewed.connect(self._on_viewed)
        state.caret_changed.connect(lambda _key: self.show())
        saving.typing.connect(lambda _key: self._look.start())
        page.mark_clicked.connect(self._on_clicked)
        self._panel.marks.taken.connect(self._on_taken)
        self._panel.marks.left.connect(self._on_left)
        self._panel.marks.speaker_chosen.connect(self._on_speaker)

    # What is marked

    def _on_viewed(self) -> None:
        """Hand the page the marks that are others than before."""
        read = self._state.read if self._state.writable else None
        fresh = dict(read.marks) if read is not None else {}
        for key in self._saving.typed:
            if key in self._marks or key in fresh:
                fresh[key] = self._found_in(key)
        self._state.after_showing(lambda: self._hand_over(fresh))

    def _hand_over(self, fresh: dict[str, tuple[Mark, ...]]) -> None:
        for key in self._marks.keys() - fresh.keys():
            self._page.set_marks(key, ())
        for key, marks in fresh.items():
            if self._marks.get(key) != marks:
                self._page.set_marks(key, marks)
        self._marks = {key: marks for key, marks in fresh.items() if marks}
        self.show()

    def _found_in(self, key: str) -> tuple[Mark, ...]:
        """The marks of a paragraph as it stands on the screen."""
        paragraph = self._state.paragraph(key)
        if paragraph is None or not self._state.writable or key not in self._state.up.places:
            return ()
        return write_up.marks_of(self._state.up, key, self._page.text_of(key))

    def _look_again(self) -> None:
        key = self._state.key
        if not self._state.ready or key not in self._saving.typed:
            return
        marks = self._found_in(key)
        if marks != self._marks.get(key, ()):
            self._page.set_marks(key, marks)
            self._marks[key] = marks
            if not marks:
                self._marks.pop(key)
        self.show()

    # What is shown

    def show(self) -> None:
        """Show what belongs to the caret's paragraph."""
        state = self._state
        if not state.ready:
            return
        here = state.paragraph()
        entry_id, item = (here.entry_id, here.item) if here is not None else ("", "")
        rows = typed_rows(state.view, entry_id, item=item, zone=state.zone)
        self._panel.typed.show_rows(rows)
        current = next((row for row in rows if row.current), None)
        heard = tr("As typed. {words}").format(words=current.spoken) if current else tr("As typed")
        self._panel.show_typed_title(heard)
        self.show_marks()

    def show_marks(self) -> None:
        """Show the marks of the caret's paragraph."""
        state = self._state
        found = mark_rows(
            self._marks.get(state.key, ()), position=self._position(), speakers=self._speakers()
        )
        title = tr("Marks in {place}").format(place=state.label(state.key)) if found else ""
        counted = {key: len(marks) for key, marks in self._marks.items() if not key.startswith(SPEAKER)}
        every = sum(counted.values())
        before = sum(many for key, many in counted.items() if state.place(key) < state.place(state.key))
        chosen = next((row.place for row in found if row.chosen), 0)
        count = tr("{n} of {all}").format(n=before + chosen + 1, all=every) if found else ""
        self._panel.marks.show_rows(title, count, found)

    def _position(self) -> int:
        marks = self._marks.get(self._state.key, ())
        return marks[self._wish].start if 0 <= self._wish < len(marks) else self._state.position

    @property
    def every(self) -> dict[str, tuple[Mark, ...]]:
        """All marks of the page by paragraph."""
        return dict(self._marks)

    def chosen(self) -> MarkRow | None:
        """The mark that the caret stands in, else the first of its paragraph."""
        rows = mark_rows(self._marks.get(self._state.key, ()), position=self._position())
        return next((row for row in rows if row.chosen), None)

    # What is done with a mark

    def _on_clicked(self, key: str, place: int) -> None:
        if key == self._state.key:
            self._wish = place
            self.show_marks()
            self._panel.show_marks_in_sight()
            self._wish = -1

    def take_offer(self) -> None:
        """Write what the mark at the caret offers."""
        row = self.chosen()
        if row is None or not row.mark.offer:
            self._state.refuse(RuleError(tr("No mark here offers other words.")))
        else:
            self._on_taken(row.place)

    def leave(self) -> None:
        """Leave the mark at the caret as it is, for good."""
        row = self.chosen()
        if row is None or not row.may_leave:
            self._state.refuse(RuleError(tr("No mark here may be left as it is.")))
        else:
            self._on_left(row.place)

    def _on_taken(self, place: int) -> None:
        """The offered words are typed in place of those marked: Ctrl+Z brings those back."""
        marks, key = self._marks.get(self._state.key, ()), self._state.key
        if not 0 <= place < len(marks) or not self._state.writable:
            return
        mark = marks[place]
        text = self._page.text_of(key)
        if text[mark.start : mark.end] != mark.words:
            self._look_again()  # typed since the marks were looked for
            moved = [
                one for one in self._marks.get(key, ()) if (one.code, one.words) == (mark.code, mark.words)
            ]
            if not moved:
                self._state.refuse(RuleError(tr("These words were changed since they were marked.")))
                return
            mark = min(moved, key=lambda one: abs(one.start - mark.start))
        had_it = self._had_focus()
        self._page.replace_range(key, mark.start, mark.end, mark.offer)
        self._state.shell.announce(tr("Written: {words}").format(words=mark.offer))
        self._look_again()
        if had_it:
            self._page.setFocus()

    def _on_left(self, place: int) -> None:
        here = self._state.paragraph()
        marks = self._marks.get(self._state.key, ())
        if here is None or not 0 <= place < len(marks):
            return
        mark = marks[place]
        if self._had_focus():
            self._page.setFocus()
        self._steps.step(
            write_up.tick,
            tr("Left as it is: {words}").format(words=mark.words or mark.says.rstrip(".")),
            with_bar=False, meeting_id=self._state.meeting_id,
            record_id=write_up.tick_record(self._state.up, here), code=mark.code, words=mark.words,
        )  # fmt: skip

    def _speakers(self) -> tuple[tuple[str, str], ...]:
        """The agencies that were there."""
        view = self._state.view
        codes = dict.fromkeys(row.agency for row in view.attendance if row.took_part and row.agency)
        return tuple((code, agency_name(code, view.agencies)) for code in codes)

    def _on_speaker(self, agency: str) -> None:
        """Somebody is named as who said it."""
        here, state = self._state.paragraph(), self._state
        if here is None or not here.entry_id or not agency or not state.writable:
            return
        people = [row.id for row in state.view.attendance if row.agency == agency and row.took_part]
        if self._had_focus():
            self._page.setFocus()
        self._steps.step(
            reattribute, tr("{place} given to {who}").format(
                place=state.label(here.key), who=agency_name(agency, state.view.agencies)
            ),
            entry_ids=(here.entry_id,), agency=agency, attendance_id=people[0] if len(people) == 1 else None,
        )  # fmt: skip

    def _had_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._panel.marks.isAncestorOf(focus)

    # From mark to mark

    def step(self, step: int) -> None:
        """Go to the next mark of the page, or the one before; round its end."""
        state = self._state
        spots = sorted(
            (state.place(key), mark.start, mark.end, key)
            for key, marks in self._marks.items()
            if not key.startswith(SPEAKER)
            for mark in marks
        )
        if not spots:
            state.say(tr("No marks are left."))
            return
        here = (state.place(state.key), state.position)
        around = [spot for spot in spots if not (spot[0] == here[0] and spot[1] <= here[1] <= spot[2])]
        onwards = [spot for spot in around if (spot[:2] > here) is (step > 0)]
        _place, start, end, key = (onwards or spots)[0 if step > 0 else -1]
        state.panel.show_centre()
        self._page.go_to(key, start, end)
        self._page.setFocus()
        row = self.chosen()
        if row is not None:
            state.panel.show_marks_in_sight()
            state.shell.announce(f"{state.label(key)}. {row.spoken}")

    def next_lacking(self) -> Paragraph | None:
        """The next paragraph from the caret on that lacks something."""
        state = self._state
        rows = state.paragraphs
        at = state.place(state.key)
        around = (*rows[at + 1 :], *rows[: at + 1])
        return next((row for row in around if row.gaps), None)

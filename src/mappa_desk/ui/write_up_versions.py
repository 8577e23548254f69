"""Versions of the paragraph under the caret: read when asked for, brought back as one step."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.write_up_page import Paragraph
from mappa_desk.services import versions
from mappa_desk.services.versions import TextVersion
from mappa_desk.services.work import Work
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_versions import summary, version_row
from mappa_desk.ui.views.write_up_versions import VersionsView
from mappa_desk.ui.write_up_saving import Saving
from mappa_desk.ui.write_up_side import Side
from mappa_desk.ui.write_up_state import WriteUpState
from mappa_desk.ui.write_up_steps import Steps

NAME = "versions"


class Versions(QObject):
    """The pane of versions."""

    def __init__(self, state: WriteUpState, saving: Saving, steps: Steps, side: Side) -> None:
        super().__init__(state)
        self._state, self._saving, self._steps, self._side = state, saving, steps, side
        self._key = ""
        self._focus_list = False
        state.caret_changed.connect(self._on_caret)
        state.viewed.connect(self._read_again)

    def open(self) -> None:
        """Show the versions of the paragraph under the caret. What is typed in it is saved first."""
        here = self._state.paragraph()
        if here is None or not here.editable:
            self._state.refuse(RuleError(tr("Put the caret into a paragraph first.")))
            return
        self._saving.save(here.key)
        self._key = here.key
        view = VersionsView()
        view.brought_back.connect(self._bring_back)
        view.typed.connect(self._state.panel.typed_elsewhere)
        title = tr("Versions of {place}").format(place=self._state.label(here.key))
        self._side.open_pane(NAME, view, title)
        self._read(here)

    @property
    def view(self) -> VersionsView | None:
        """The pane while it is open."""
        found = self._side.pane(NAME)
        return found if isinstance(found, VersionsView) else None

    def _on_caret(self, key: str) -> None:
        here = self._state.paragraph(key)
        if self.view is not None and here is not None and here.editable and key != self._key:
            self.open_for(here)

    def open_for(self, paragraph: Paragraph) -> None:
        """Another paragraph has the caret: the pane that is open shows its versions."""
        self._key = paragraph.key
        self._read(paragraph)

    def _read_again(self) -> None:
        here = self._state.paragraph(self._key)
        if self.view is not None and here is not None:
            self._read(here)

    def _read(self, paragraph: Paragraph) -> None:
        state, key = self._state, paragraph.key
        work = state.work()

        def read(result: Ok[tuple[TextVersion, ...]] | Err) -> None:
            view = self.view
            if isinstance(result, Err):
                state.refuse(result.error)
            elif view is not None and key == self._key:
                self._show(view, key, result.value)

        state.jobs.store(
            lambda: versions.versions_of(work, meeting_id=state.meeting_id, paragraph_key=key), read, self
        )

    def _show(self, view: VersionsView, key: str, found: tuple[TextVersion, ...]) -> None:
        state = self._state
        rows = [
            version_row(
                place + 1, one.text, found[place - 1].text if place else None,
                number=one.number, at=one.at, by=one.by, last=place == len(found) - 1,
                zone=state.zone, today=state.today(),
            )
            for place, one in enumerate(found)
        ]  # fmt: skip
        title = tr("Versions of {place}, {count}").format(place=state.label(key), count=summary(rows))
        view.show_versions(title, tuple(reversed(rows)), may=state.writable)

    def _bring_back(self, number: int) -> None:
        here = self._state.paragraph(self._key)
        if here is None:
            return

        def call(work: Work) -> Outcome[object]:
            return versions.bring_back(
                work, meeting_id=self._state.meeting_id, paragraph_key=here.key,
                revision=self._saving.revision_of(here), number=number,
            )  # type: ignore[return-value]  # fmt: skip

        name = tr("Earlier text of {place} brought back").format(place=self._state.label(here.key))
        self._steps.step(call, name, said=tr("Brought back"))

"""What is half typed goes to the disk at most a second after a key, and comes back with its caret."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.errors import KnownStoreError
from mappa_desk.domain.text_places import units
from mappa_desk.domain.views import Draft
from mappa_desk.services.drafts import LINE, keep_draft
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.capture_speakers import voice_of_agency
from mappa_desk.ui.desk_outbox import Errand
from mappa_desk.ui.desk_state import DeskState

REST_MS = 400
"""A draft is written once the keys rest so long ..."""
LIMIT_MS = 800
"""... or this long after the first key that is not written, whichever comes first."""

AGAIN_MS = 2_000
"""How long to wait before a draft that the disk refused is written again."""


def kind_and_handling(kind: EntryKind | None, handling: Handling) -> str:
    """How far a half-typed line may travel is kept beside its kind: "action", "/sanitise"."""
    of_kind = kind.value if kind else ""
    return of_kind if handling is Handling.NORMAL else f"{of_kind}/{handling.value}"


def read_kind(kept: str) -> tuple[EntryKind | None, Handling]:
    """Kind and handling of a draft; what is not known is none and unrestricted."""
    of_kind, _, of_handling = kept.partition("/")
    kind = next((one for one in EntryKind if one.value == of_kind), None)
    return kind, next((one for one in Handling if one.value == of_handling), Handling.NORMAL)


class Drafts(QObject):
    """Keeps the drafts of one desk: the line, an entry under edit, the fields of a decision."""

    def __init__(self, state: DeskState, capture: Capture) -> None:
        super().__init__(state)
        self._state = state
        self._capture = capture
        self._panel = state.panel.capture
        self._due: dict[str, Callable[[], Draft | None]] = {}
        self._on_disk: dict[str, Draft] = {}
        self._rest = self._timer(REST_MS)
        self._limit = self._timer(LIMIT_MS)
        capture.changed.connect(lambda: self.touch(LINE, self._line_draft))
        capture.kept.connect(self._on_line_kept)
        state.outbox.holding.connect(self._on_holding)
        state.outbox.freed.connect(self.rewrite_line)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self.write)
        return timer

    def touch(self, place: str, make: Callable[[], Draft | None]) -> None:
        """Something half typed changed; `make` gives its draft when it is written. None drops nothing."""
        if not self._state.writable:
            return
        self._due[place] = make
        self._rest.start()
        if not self._limit.isActive():
            self._limit.start()

    def forget(self, place: str) -> None:
        """What stood here is kept or was left; its draft was dropped with it."""
        self._due.pop(place, None)
        self._on_disk.pop(place, None)

    def write(self) -> None:
        """Write everything that is due, now."""
        self._rest.stop()
        self._limit.stop()
        due, self._due = self._due, {}
        for place, make in due.items():
            draft = make()
            if draft is not None and self._on_disk.get(place) != draft:
                self._send(draft)

    def _send(self, draft: Draft) -> None:
        state, work = self._state, self._state.work
        self._on_disk[draft.place] = draft
        state.shell.saving()

        def refused(error: Exception) -> None:
            self._on_disk.pop(draft.place, None)
            self._due.setdefault(draft.place, lambda: draft)
            if isinstance(error, KnownStoreError):
                QTimer.singleShot(AGAIN_MS, self, self.write)
            else:
                state.refuse(error)

        state.outbox.send(
            Errand(lambda: keep_draft(work(), draft=draft), lambda _none: None, refused, quiet=True)
        )

    def write_all(self) -> None:
        """Write the line with its caret too, though nothing was typed since."""
        if self._panel.text():
            self._due.setdefault(LINE, self._line_draft)
        self.write()

    def unwritten(self) -> tuple[Draft, ...]:
        """What is half typed beside the line and not on the disk as it stands."""
        made = (make() for place, make in self._due.items() if place != LINE)
        return tuple(draft for draft in made if draft is not None and draft.text)

    # The line

    def _line_draft(self) -> Draft:
        """The line as it stands; while the disk refuses, what waits stands before it."""
        state, capture = self._state, self._capture
        caret, anchor = self._panel.caret()
        text = self._panel.text()
        held = [entry.entry.words for entry in state.waiting] if state.outbox.error is not None else []
        if held:
            before = "\n".join(held) + "\n"
            shift = units(before)
            text, caret, anchor = before + text, caret + shift, anchor + shift
        voice, kind = capture.voice, capture.chosen_kind
        restricted = (one.entry.handling for one in state.waiting if held)
        handling = next((one for one in restricted if one is not Handling.NORMAL), capture.handling)
        return Draft(
            meeting_id=state.meeting_id,
            place=LINE,
            text=text,
            caret=caret,
            anchor=anchor,
            item=state.line_item,
            agency=voice.agency if voice else "",
            attendance_id=voice.attendance_id if voice else None,
            kind=kind_and_handling(kind, handling),
        )

    def _on_line_kept(self) -> None:
        """The line's draft is dropped in the transaction that keeps it; an older one must not come after."""
        self.forget(LINE)
        if not self._due:
            self._rest.stop()
            self._limit.stop()

    def _on_holding(self, _error: Exception, waiting: int) -> None:
        """The disk refused: the line's draft must hold what waits."""
        if waiting:
            self.touch(LINE, self._line_draft)

    def rewrite_line(self) -> None:
        """The line's draft was dropped with something else that was kept: write it anew if there is one."""
        self._on_disk.pop(LINE, None)
        if self._panel.text():
            self.touch(LINE, self._line_draft)

    def restore(self, draft: Draft) -> None:
        """Put the line back as it was left; what was typed before it could be read goes on behind it."""
        state = self._state
        voice = voice_of_agency(state.view, draft.agency, draft.attendance_id)
        kind, handling = read_kind(draft.kind)
        self._on_disk[LINE] = draft
        early, text, caret, anchor = self._panel.text(), draft.text, draft.caret, draft.anchor
        if early:
            text += ("" if text[-1:].isspace() else " ") + early
            caret = anchor = units(text)
        self._capture.restore(text, caret, anchor, voice, kind, handling=handling)
        if early:
            self.touch(LINE, self._line_draft)

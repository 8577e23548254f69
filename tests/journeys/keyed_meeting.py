"""The meeting of the demonstration as a typist keys it: lines, speakers, issues, actions and decisions.

`keyed_lines` turns the script into lines, `keys_of` a line into keys, and `misfiled` says what of it is not
in the record as it was typed. What is told of an action from last time is keyed as a line of its item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.views import DeskView
from mappa_desk.services.scripts import CHAIR, Act, Script, read_script

EVENTS = {"next_meeting": "by next meeting", "before_release": "before release"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: under which item it is typed, who speaks, what it becomes and what is to be kept of it."""

    item: str
    agency: str
    text: str
    kind: EntryKind = EntryKind.CONTRIBUTION
    due: date | None = None
    event: str = ""
    because: str = ""

    @property
    def typed(self) -> str:
        """The characters of the line."""
        if self.kind is EntryKind.ACTION:
            when = self.due.strftime("by %d/%m/%Y") if self.due else EVENTS.get(self.event, "")
            return f"@{self.agency} {self.text} {when}".strip()
        if self.kind is EntryKind.DECISION:
            return self.text
        return f"{self.agency}: {self.text}" if self.agency else self.text


def demo_script() -> Script:
    """The script of the demonstration."""
    path = files("mappa_desk._generated.data") / "practice" / "demo_meeting.toml"
    return read_script(path.read_text(encoding="utf-8"))


def keyed_lines(script: Script) -> tuple[Line, ...]:
    """Every line of a script, in order."""
    found: list[Line] = []
    item = ""
    for step in script.steps:
        item = step.item or item
        who = "" if not step.who else (CHAIR if step.who == CHAIR else script.people[step.who].agency)
        kind = EntryKind.ISSUE if step.kind is EntryKind.ISSUE else EntryKind.CONTRIBUTION
        found += [Line(item, who, text, kind) for text in _paragraphs(step.say)]
        if step.review is not None:
            found += [Line(item, "", text) for text in _paragraphs(step.review.note)]
        if step.act is not None:
            found.append(_action(script, item, step.act))
        if step.decide is not None:
            (decided, *_), because = _paragraphs(step.decide.decided), " ".join(step.decide.because.split())
            found.append(Line(item, "", decided, EntryKind.DECISION, because=because))
    return tuple(line for line in found if line.item)


def words_in(lines: Iterable[Line]) -> int:
    """How many words are typed."""
    return sum(len(f"{line.typed} {line.because}".split()) for line in lines)


def first_words(lines: Iterable[Line], words: int) -> tuple[Line, ...]:
    """The first lines that have so many words together."""
    found: list[Line] = []
    for line in lines:
        if words_in(found) >= words:
            break
        found.append(line)
    return tuple(found)


def _action(script: Script, item: str, act: Act) -> Line:
    agency = act.owner_agency or (script.people[act.owner].agency if act.owner else "")
    (text, *_) = _paragraphs(act.text)
    return Line(item, agency, text.rstrip("."), EntryKind.ACTION, act.due, act.due_at)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def keys_of(line: Line, item_number: int | None) -> Iterator[str]:
    """The keys of a line: one character each, or a chord such as "Ctrl+J". A number jumps there first."""
    if item_number is not None:
        yield from ("Ctrl+J", *str(item_number), "Return")
    yield from line.typed
    if line.kind is EntryKind.DECISION:
        yield from ("Ctrl+D", *line.because, "Ctrl+Return")
        return
    if line.kind is EntryKind.ISSUE:
        yield "Ctrl+I"
    yield "Return"


def press(key: str) -> None:
    """Press a key where the focus is, as the platform would: key event, shortcut first. Refuses a dialog."""
    focus = QApplication.focusWidget()
    assert focus is not None, f"nothing has the focus for {key}"
    if len(key) == 1:
        code, held, text = Qt.Key(ord(key.upper())) if key.isascii() else Qt.Key(0), _NONE, key
    else:
        chord = QKeySequence(key)[0]
        code, held, text = chord.key(), chord.keyboardModifiers(), "\r" if key == "Return" else ""
    claims = QKeyEvent(QEvent.Type.ShortcutOverride, code, held, text)
    claims.ignore()
    QCoreApplication.sendEvent(focus, claims)
    if not claims.isAccepted() and len(key) > 1 and _run_shortcut(key):
        return
    QCoreApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, code, held, text))
    after = QApplication.focusWidget()
    if after is not None:
        QCoreApplication.sendEvent(after, QKeyEvent(QEvent.Type.KeyRelease, code, held, text))


def dialogs() -> list[QDialog]:
    """Every dialog that is open: there should be none."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


_NONE = Qt.KeyboardModifier.NoModifier


def _run_shortcut(key: str) -> bool:
    """Trigger the shortcut that has this key where the focus is, as Qt's own map would."""
    wanted = QKeySequence(key)
    widget = QApplication.focusWidget()
    while widget is not None:
        for action in widget.actions():
            if wanted in action.shortcuts() and action.isEnabled():
                action.trigger()
                return True
        widget = widget.parentWidget()
    return False


def misfiled(lines: Iterable[Line], view: DeskView, *, before: frozenset[str] = frozenset()) -> list[str]:
    """What is not in the record as it was typed; empty when every character is where it belongs.

    `before` holds the ids of entries that were there before the first key.
    """
    kept = [one for one in view.entries if one.id not in before]
    actions = {one.entry_id: one for one in view.actions}
    decisions = {one.entry_id: one for one in view.decisions}
    faults = []
    for item in dict.fromkeys(line.item for line in lines):
        wanted = [line for line in lines if line.item == item]
        found = [one for one in kept if one.item == item]
        if len(wanted) != len(found):
            faults.append(f"{item}: {len(wanted)} lines were typed, {len(found)} entries are kept")
        for line, entry in zip(wanted, found, strict=False):
            action, decision = actions.get(entry.id), decisions.get(entry.id)
            if entry.entry_kind is not line.kind or entry.text != line.text:
                faults.append(f"{item}: {line.kind} {line.text!r} became {entry.entry_kind} {entry.text!r}")
            if line.kind is EntryKind.ACTION and (
                action is None
                or action.owner_agency != line.agency
                or action.deadline.on != (line.due or action.deadline.on)
            ):
                faults.append(f"{item}: owner or date of {line.text!r}")
            if line.kind is EntryKind.DECISION and (decision is None or decision.because != line.because):
                faults.append(f"{item}: the reason of {line.text!r}")
    return faults

"""The paragraphs of the write-up page as a list for the page and for a screen reader, and what is typed in
them before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from enum import Enum
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mappa_desk.domain.limits import clean
from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.ui.models.desk_words import tr

Index = QModelIndex | QPersistentModelIndex
HEADINGS = (ParagraphKind.ITEM, ParagraphKind.SPEAKER)


_look = attrgetter(*(one.name for one in fields(Paragraph) if one.name != "revision"))


def same(one: Paragraph, other: Paragraph) -> bool:
    """Whether two readings of a paragraph look alike; the revision, which nobody sees, may differ."""
    return one is other or one == other or (one.revision != other.revision and _look(one) == _look(other))


class Arrival(Enum):
    """What becomes of a paragraph that was typed in when it is read anew."""

    UNTOUCHED = "nothing was typed in it"
    TYPED = "what was typed stays and is not kept yet"
    KEPT = "what was typed is kept"
    TAKEN = "what was typed was handed over, and is part of the new text"
    CONFLICT = "it was changed elsewhere: both texts stay"


@dataclass(slots=True)
class Typing:
    """What was typed in one paragraph and is not known to be kept."""

    base: str
    """The text of the record that the typing began with."""
    text: str
    seen: set[int] = field(default_factory=set)
    """Every state the text went through: what comes back from the record may be an earlier one."""
    reshaped: bool = False
    """It was split or joined: its next text is right whatever it is."""
    theirs: Paragraph | None = None
    """The paragraph as it was changed elsewhere."""


class Typings:
    """What is typed and not known to be kept, by paragraph. Nothing typed is dropped without a reason."""

    def __init__(self) -> None:
        self._held: dict[str, Typing] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._held

    def text(self, paragraph: Paragraph) -> str:
        """The words of a paragraph as they stand on the page."""
        held = self._held.get(paragraph.key)
        return paragraph.text if held is None else held.text

    def typed(self, paragraph: Paragraph, text: str) -> None:
        """The paragraph was typed in. Back at the text of the record nothing is held any more."""
        held = self._held.get(paragraph.key)
        if held is None:
            if text == paragraph.text:
                return
            held = self._held[paragraph.key] = Typing(paragraph.text, text)
            held.seen.add(hash(paragraph.text))
        held.text, held.reshaped = text, False
        held.seen |= {hash(text), hash(clean(text).strip())}  # as the record keeps it
        if text == held.base and held.theirs is None:
            del self._held[paragraph.key]

    def reshape(self, key: str) -> None:
        """A split or a join was asked for: the next text of this paragraph is taken."""
        if key in self._held:
            self._held[key].reshaped = True

    def is_reshaped(self, key: str) -> bool:
        """Whether a split or a join of this paragraph is under way."""
        return key in self._held and self._held[key].reshaped

    def keep_mine(self, key: str) -> None:
        """What was typed goes over what was changed elsewhere."""
        held = self._held.get(key)
        if held is not None and held.theirs is not None:
            held.base, held.theirs = held.theirs.text, None

    def kept(self, key: str, text: str) -> None:
        """This text is on the disk."""
        held = self._held.get(key)
        if held is None:
            return
        held.base = text
        if held.text == text and held.theirs is None:
            del self._held[key]

    def drop(self, key: str) -> None:
        """Forget what was typed."""
        self._held.pop(key, None)

    def theirs(self, key: str) -> Paragraph | None:
        """The paragraph as it was changed elsewhere, while both texts stand."""
        held = self._held.get(key)
        return held.theirs if held is not None else None

    def keys(self) -> tuple[str, ...]:
        """The paragraphs with typing that is not known to be kept."""
        return tuple(self._held)

    def arrive(self, paragraph: Paragraph, *, composing: bool = False) -> Arrival:
        """The paragraph was read anew. `composing`: an input method is at work in it right now."""
        held = self._held.get(paragraph.key)
        if held is None:
            return Arrival.UNTOUCHED
        text = paragraph.text
        if text == held.text and not composing:
            del self._held[paragraph.key]
            return Arrival.KEPT
        if held.reshaped and not composing:
            del self._held[paragraph.key]
            return Arrival.TAKEN
        if text == held.base or hash(text) in held.seen:
            held.base, held.theirs = text, None
            return Arrival.TYPED
        known = held.theirs is not None and held.theirs.text == text
        held.theirs = paragraph
        return Arrival.TYPED if known else Arrival.CONFLICT


@dataclass(frozen=True, slots=True)
class Shown:
    """What a new reading changed: the run of paragraphs that was exchanged, and single ones that changed."""

    first: int
    removed: int
    inserted: int
    changed: tuple[int, ...] = ()


class PageModel(QAbstractListModel):
    """The paragraphs in order. A screen reader finds each with its heading, label and words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Paragraph] = []
        self.typings = Typings()
        self._places: dict[str, int] = {}

    def place_of(self, key: str) -> int:
        """Place of a paragraph, -1 when there is none."""
        return self._places.get(key, -1)

    def text_at(self, place: int) -> str:
        """The words of a paragraph as they stand on the page."""
        return self.typings.text(self.rows[place])

    def set_rows(self, rows: Sequence[Paragraph]) -> Shown:
        """Hold these paragraphs. What looks as before stays the same object."""
        old, new = self.rows, list(rows)
        first = 0
        while first < min(len(old), len(new)) and old[first].key == new[first].key:
            first += 1
        tail = 0
        most = min(len(old), len(new)) - first
        while tail < most and old[-1 - tail].key == new[-1 - tail].key:
            tail += 1
        removed, inserted = len(old) - first - tail, len(new) - first - tail
        changed = []
        for at in (*range(first), *range(len(new) - tail, len(new))):
            before = old[at if at < first else at - inserted + removed]
            if same(before, new[at]):
                if before.revision == new[at].revision:
                    new[at] = before
            else:
                changed.append(at)
        self._exchange(new, first, removed, inserted)
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        return Shown(first, removed, inserted, tuple(changed))

    def _exchange(self, new: list[Paragraph], first: int, removed: int, inserted: int) -> None:
        none = QModelIndex()
        if removed:
            self.beginRemoveRows(none, first, first + removed - 1)
            del self.rows[first : first + removed]
            self.endRemoveRows()
        if inserted:
            self.beginInsertRows(none, first, first + inserted - 1)
        self.rows = new
        if removed or inserted or len(self._places) != len(new):
            self._places = {row.key: at for at, row in enumerate(new)}
        if inserted:
            self.endInsertRows()

    # What a screen reader asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Number of paragraphs."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a paragraph, complete; its description says where it cannot be typed in."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index.row())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            row = self.rows[index.row()]
            kind = tr("Heading") if row.kind in HEADINGS else ""
            return ", ".join(word for word in (kind, "" if row.editable else tr("read only")) if word)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be read, only some can be typed in."""
        none = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and index.row() < len(self.rows) and self.rows[index.row()].editable:
            return none | Qt.ItemFlag.ItemIsEditable
        return none

    def spoken(self, place: int) -> str:
        """A paragraph in words: label, tag, lead, text, and what stands behind it."""
        row = self.rows[place]
        parts = (row.label, row.tag, row.lead, self.text_at(place), row.after)
        return ". ".join(part.strip(" .") for part in parts if part.strip(" ."))

    def name_of(self, place: int) -> str:
        """What is said when the caret comes to a paragraph: label, lead, speaker and part of the page."""
        row = self.rows[place]
        speaker = part = ""
        for at in range(place - 1, -1, -1):
            above = self.rows[at]
            if above.kind is ParagraphKind.SPEAKER and not speaker and row.kind is ParagraphKind.ENTRY:
                speaker = ", ".join(word for word in (above.text, above.after) if word)
            if above.kind is ParagraphKind.ITEM:
                part = " ".join(word for word in (above.label, above.text) if word)
                break
        label = row.label or (self._box_of(place) if row.box else "")
        lead = row.lead.strip(". :")
        named = (label, "" if lead == label else lead, row.tag, speaker, part)
        return ". ".join(word for word in named if word) or tr("Paragraph")

    def _box_of(self, place: int) -> str:
        """The name of the decision whose box a paragraph stands in: "Decision 1"."""
        own = self.rows[place].record_id
        first = place
        while own and first > 0 and self.rows[first - 1].record_id == own:
            first -= 1
        return self.rows[first].lead.strip(". :") if first != place else ""

"""A new paragraph: it stands on the page at once, and in the record as soon as it holds words and is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.views import Draft
from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.services.write_up_moves import NEW
from mappa_desk.ui import commands
from mappa_desk.ui.models.desk_words import tr

_KEPT = ("front", "item", "entry", "decision", "action")


def new_paragraph(behind: Paragraph) -> Paragraph:
    """An empty paragraph behind another: of the same entry's speaker, or the first in an item without any."""
    return Paragraph(
        key=f"{NEW}{behind.entry_id or behind.item}",
        kind=ParagraphKind.ENTRY,
        text="",
        editable=True,
        item=behind.item,
        record_kind=Entry.KIND,
        field="text",
    )


def begun_again(rows: Sequence[Paragraph], draft: Draft) -> Paragraph | None:
    """The new paragraph of a draft; where what stood before it is gone, the last of its item or of all.

    None for a draft of a paragraph that the record holds, and for one without words.
    """
    if not is_new(draft.place) or not draft.text.strip():
        return None
    of_item = [row for row in rows if row.item == draft.item]
    behind = anchor_of(rows, draft.place) or next(iter(reversed(of_item or rows)), None)
    return replace(new_paragraph(behind), key=draft.place) if behind is not None else None


def is_of_page(place: str) -> bool:
    """Whether a draft's place names a paragraph of this page, and not a line or a card of the desk."""
    return place.partition(":")[0] in _KEPT and ":" in place


def is_new(key: str) -> bool:
    """Whether a key names a paragraph that no record holds yet."""
    return key.startswith(NEW)


def anchor_of(rows: Sequence[Paragraph], place: str) -> Paragraph | None:
    """The paragraph that a new one with this key stands behind; None when it is not on the page."""
    wanted = place.removeprefix(NEW)
    of_entry = [row for row in rows if row.entry_id == wanted]
    of_item = [row for row in rows if row.item == wanted]
    return next(iter((*of_entry[-1:], *of_item[-1:])), None)


def after_id(rows: Sequence[Paragraph], place: str) -> str | None:
    """Id of the entry that it stands behind, also where that is gone: what follows it is no more open than it
    was. None for one that is the first of its item."""
    wanted = place.removeprefix(NEW)
    return None if any(row.item == wanted for row in rows) else wanted


def place_behind(rows: Sequence[Paragraph], begun: Paragraph) -> int:
    """Where a new paragraph is to stand among the others."""
    anchor = anchor_of(rows, begun.key)
    if anchor is None:
        return len(rows)
    return next(at for at, row in enumerate(rows) if row.key == anchor.key) + 1


def emptied(error: Exception, paragraph: Paragraph | None) -> Exception:
    """A refusal of an emptied paragraph says how it is removed; every other stays as it is."""
    if isinstance(error, RuleError) and paragraph is not None and paragraph.field == "text":
        words = tr("A paragraph cannot be empty, so its words are back. {keys} removes it.")
        return RuleError(words.format(keys=commands.command("remove_paragraph").keys_text))
    return error

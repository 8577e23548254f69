"""What a document leaves out, said in sentences to whoever makes it. No word of the case is in them."""

from __future__ import annotations

from collections.abc import Sequence

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.editions import Because, LeftOut

_KINDS = {
    Entry.KIND: ("entry", "entries"),
    Action.KIND: ("action", "actions"),
    ActionEvent.KIND: ("outcome’s words", "outcomes’ words"),
    Erratum.KIND: ("erratum", "errata"),
}
_BECAUSE = {
    Because.CLOSED_PART: "from a closed part",
    Because.NAMED_RECIPIENTS: "for named recipients",
    Because.SANITISE: "to be sanitised first",
    Because.NOT_FOR_THIS: "not for this kind of document",
    Because.TICKED: "ticked to be left out",
}


def left_out_words(found: Sequence[LeftOut]) -> tuple[str, ...]:
    """One sentence for each reason: "Left out: 2 entries, for named recipients." No case text."""
    groups: dict[Because, dict[str, int]] = {}
    for one in found:
        kinds = groups.setdefault(one.because, {})
        kinds[one.record_kind] = kinds.get(one.record_kind, 0) + 1
    return tuple(
        f"Left out: {' and '.join(_counted(kind, count) for kind, count in groups[because].items())}, "
        f"{_BECAUSE[because]}."
        for because in Because
        if because in groups
    )


def _counted(kind: str, count: int) -> str:
    one, more = _KINDS[kind]
    return f"1 {one}" if count == 1 else f"{count} {more}"

"""Gaps as rows: what is missing, where it is, and what may settle it there and then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.views import DeskView, Gap
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.agenda import unplaced_words
from mappa_desk.ui.models.desk_words import tr

_ICONS = {"speaker": "triangle", "item_open": "ring", "item_reason": "ring", "statement": "flag"}


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap. `choices` are pairs of key and words; none means that only the link helps."""

    key: str
    gap: Gap
    icon: str
    lead: str
    rest: str
    link: str
    choices: tuple[tuple[str, str], ...] = ()
    prompt: str = ""
    settles: str = ""
    """What a choice settles: "item", "speaker" or nothing."""
    entry_id: str = ""

    @property
    def together(self) -> bool:
        """True for a gap that may be settled with others by one reason."""
        return self.settles == "item"


def _place(view: DeskView, gap: Gap) -> tuple[str, str]:
    """Words of the link and the id of the entry it leads to."""
    item = next((row for row in view.items if row.code == gap.item), None)
    entry_id = gap.record_id if gap.record_kind == Entry.KIND else ""
    if gap.record_kind == Decision.KIND:
        entry_id = next((one.entry_id for one in view.decisions if one.id == gap.record_id), "")
    if item is None:
        return (unplaced_words(gap.item) if entry_id else ""), entry_id
    return tr("Item {n}").format(n=item.number), entry_id


def _item_choices(view: DeskView, gap: Gap, reasons: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    item = next((row for row in view.items if row.code == gap.item), None)
    if item is None or gap.record_kind != AgendaItem.KIND:
        return ()
    return tuple((code, reasons.get(code, code)) for code in item.settle_reasons)


def gap_rows(view: DeskView, gaps: tuple[Gap, ...], reasons: Mapping[str, str]) -> tuple[GapRow, ...]:
    """Rows in the order of the gaps, the blocking ones first."""
    here = tuple(dict.fromkeys(row.agency for row in view.attendance if row.took_part and row.agency))
    rows: list[GapRow] = []
    for number, gap in enumerate(gaps):
        link, entry_id = _place(view, gap)
        choices: tuple[tuple[str, str], ...] = ()
        prompt = settles = ""
        if gap.code in ("item_open", "item_reason"):
            choices = _item_choices(view, gap, reasons)
            prompt, settles = tr("Type the reason, or choose one"), "item" if choices else ""
        elif gap.code == "speaker":
            choices = tuple((code, words.agency_name(code, view.agencies)) for code in here)
            prompt, settles = tr("Choose who said it"), "speaker"
        lead, _, rest = gap.sentence.partition(" ") if not gap.blocking else _split(gap.sentence)
        icon = _ICONS.get(gap.code, "triangle" if gap.blocking else "flag")
        rows.append(
            GapRow(
                f"{gap.code}:{gap.record_id or gap.item}:{number}", gap, icon, lead, rest, link, choices,
                prompt, settles, entry_id,
            )
        )  # fmt: skip
    return tuple(rows)


def _split(sentence: str) -> tuple[str, str, str]:
    """The first question of a sentence stands in bold; otherwise all of it is plain."""
    head, mark, rest = sentence.partition("? ")
    return (f"{head}?", "", rest) if mark else ("", "", sentence)


def readiness_summary(gaps: tuple[Gap, ...]) -> str:
    """How far the record is from approval, in one sentence."""
    must = sum(gap.blocking for gap in gaps)
    look = len(gaps) - must
    if not gaps:
        return tr("Ready. Nothing is missing.")
    worth = tr("{n} worth a look").format(n=look)
    if not must:
        return tr("Ready. {worth}.").format(worth=worth)
    return tr("Not yet. {n} must be settled before the chair can approve, {worth}.").format(
        n=must, worth=worth
    )

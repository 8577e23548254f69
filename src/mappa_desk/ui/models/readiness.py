"""Gaps as rows: what is missing, where it is, and what may settle it there and then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mappa_desk.domain.actions import DeadlineKind
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.gaps_after import entry_of_record
from mappa_desk.domain.gaps_settling import likely_owners, likely_speakers
from mappa_desk.domain.views import DeskView, Gap
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.agenda import unplaced_words
from mappa_desk.ui.models.desk_words import tr

Pairs = tuple[tuple[str, str], ...]
NOT_APPLICABLE, NO_ACTION, AGAINST = "not_applicable", "no_action", "against:"
"""Keys of stems: words that are offered as the beginning of a sentence which somebody types to its end."""
_ICONS = {
    "speaker": "triangle",
    "item_open": "ring",
    "item_reason": "ring",
    "statement": "flag",
    "dissent": "decision",
    "decision_reason": "decision",
}
_SHOWN_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Settling:
    """What may settle a gap in place. `choices` and `stems` are pairs of key and words."""

    what: str = ""
    """What a choice settles, such as "item" or "speaker"; empty when only the link helps."""
    prompt: str = ""
    choices: Pairs = ()
    stems: Pairs = ()
    typed: bool = False
    """True when other words than those offered are taken too."""

    def read(self, answer: str) -> tuple[str, str]:
        """The key that an answer stands for and the words behind it; no key for what was typed freely."""
        if any(answer == key for key, _ in self.choices):
            return answer, ""
        said = " ".join(answer.split())
        for key, stem in self.stems:
            if said.casefold().startswith(stem.casefold()):
                return key, said[len(stem) :].strip()
        known = self._begun(said.rstrip(" .,;:").casefold())
        return (known, "") if known else ("", said)

    def _begun(self, said: str) -> str:
        """The key of the one offer that begins so; empty where none does or several do.

        Where free words are taken too, whole words of the offer are needed: "nobody" is one, "n" is not.
        """
        offers = [(key, shown.casefold()) for key, shown in (*self.choices, *self.stems)]
        exact = next((key for key, shown in offers if shown == said), "")
        fits = [key for key, shown in offers if said and shown.startswith(said)]
        if self.typed:
            whole = {key: shown for key, shown in offers if not shown[len(said) : len(said) + 1].isalnum()}
            fits = fits if all(key in whole for key in fits) else []
        return exact or (fits[0] if len(fits) == 1 else "")


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap. Without a way of settling only the link helps."""

    key: str
    gap: Gap
    icon: str
    lead: str
    rest: str
    link: str
    settling: Settling = Settling()
    entry_id: str = ""

    @property
    def settles(self) -> str:
        """What a choice settles; empty when only the link helps."""
        return self.settling.what

    @property
    def choices(self) -> Pairs:
        """The offered answers, as pairs of key and words."""
        return self.settling.choices

    @property
    def prompt(self) -> str:
        """What stands in the field until something is chosen."""
        return self.settling.prompt

    @property
    def together(self) -> bool:
        """True for a gap that may be settled with others by one reason."""
        return self.settles == "item"


def _place(view: DeskView, gap: Gap) -> tuple[str, str]:
    """Words of the link and the id of the entry it leads to."""
    item = next((row for row in view.items if row.code == gap.item), None)
    entry_id = entry_of_record(view, gap.record_kind, gap.record_id)
    if item is None:
        return (unplaced_words(gap.item) if entry_id else ""), entry_id
    return tr("Item {n}").format(n=item.number), entry_id


# What may settle a gap, by what it is about


def _item(view: DeskView, gap: Gap, reasons: Mapping[str, str]) -> Settling:
    item = next((row for row in view.items if row.code == gap.item), None)
    if item is None or gap.record_kind != AgendaItem.KIND or not item.settle_reasons:
        return Settling()
    choices = tuple((code, reasons.get(code, code)) for code in item.settle_reasons)
    stems = ((NOT_APPLICABLE, tr("Not applicable, because")),)
    return Settling("item", tr("Type the reason, or choose one"), choices, stems, typed=True)


def _speaker(view: DeskView, gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    likely = likely_speakers(view, gap.record_id)
    choices = tuple((code, words.agency_name(code, view.agencies)) for code in likely)
    prompt = f"{choices[0][1]}?" if choices else ""
    return Settling("speaker" if choices else "", prompt, choices)


def _dissent(view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    here = dict.fromkeys(row.agency for row in view.attendance if row.took_part and row.agency)
    stem = tr("{agency} disagreed, because")
    stems = tuple(
        (f"{AGAINST}{code}", stem.format(agency=words.agency_name(code, view.agencies))) for code in here
    )
    nobody = (("nobody", tr("Nobody disagreed; the chair asked")),)
    return Settling("dissent", tr("Choose: nobody, or the agency and why"), nobody, stems, typed=True)


def _because(_view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    return Settling("because", tr("Type the reason"), typed=True)


def _owner(view: DeskView, gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    action = next((one for one in view.actions if one.id == gap.record_id), None)
    if action is None:
        return Settling()
    agency = words.agency_name
    choices = tuple(
        (
            row.id,
            ", ".join(part for part in (row.name or row.role, agency(row.agency, view.agencies)) if part),
        )
        for row in likely_owners(view, action)
    )
    typed = bool(action.owner_agency)
    prompt = tr("Choose a person, or type the role") if typed else tr("Choose who owns it")
    return Settling("owner", prompt, choices, typed=typed)


def _due(_view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    choices = (
        (DeadlineKind.NEXT_MEETING.value, tr("By the next meeting")),
        (DeadlineKind.BEFORE_RELEASE.value, tr("Before release")),
    )
    return Settling("due", tr("Type the date, such as 27/11"), choices, typed=True)


def _under(view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    choices = tuple((item.code, f"{item.number} {item.short_title or item.title}") for item in view.items)
    return Settling("place", tr("Choose the item"), choices)


def _issue(view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    decided = tuple(
        (f"decision:{one.entry_id}", tr("Decision {n}: {text}").format(n=one.number, text=one.decided[:60]))
        for one in view.decisions
    )
    made = tuple(
        (f"action:{one.entry_id}", tr("Action {n}: {text}").format(n=one.place, text=one.text[:60]))
        for one in view.actions
        if not one.removed
    )
    stems = ((NO_ACTION, tr("No action, because")),)
    prompt = tr("Why no action? Or choose what answers it")
    return Settling("issue", prompt, (*decided, *made), stems, typed=True)


def _attendance(_view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    choices = (
        (AttendanceState.APOLOGIES.value, tr("Apologies")),
        (AttendanceState.NO_REPLY.value, tr("No reply")),
        (AttendanceState.ATTENDED.value, tr("Was there")),
    )
    return Settling("attendance", tr("Choose"), choices)


def _mode(_view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    shown = {Mode.ROOM: tr("In the room"), Mode.VIDEO: tr("By video"), Mode.TELEPHONE: tr("By telephone")}
    return Settling("mode", tr("Choose"), tuple((mode.value, said) for mode, said in shown.items()))


def _sanitised(_view: DeskView, _gap: Gap, _reasons: Mapping[str, str]) -> Settling:
    choices = (
        (Handling.NORMAL.value, tr("It is sanitised: print it")),
        (Handling.NOT_FOR_SUMMARY.value, tr("It is sanitised: print it, not in a summary")),
    )
    return Settling("handling", tr("Left out of every document"), choices)


_WAYS: Mapping[str, Callable[[DeskView, Gap, Mapping[str, str]], Settling]] = {
    "item_open": _item,
    "item_reason": _item,
    "speaker": _speaker,
    "dissent": _dissent,
    "decision_reason": _because,
    "owner": _owner,
    "due": _due,
    "parked": _under,
    "unsorted": _under,
    "issue_open": _issue,
    "issue_reason": _issue,
    "attendance": _attendance,
    "mode": _mode,
    "sanitise": _sanitised,
}
"""By the code of the gap. What is not here is settled at its place."""


def gap_rows(view: DeskView, gaps: tuple[Gap, ...], reasons: Mapping[str, str]) -> tuple[GapRow, ...]:
    """Rows in the order of the gaps, the blocking ones first."""
    rows: list[GapRow] = []
    seen: dict[str, int] = {}
    for gap in gaps:
        link, entry_id = _place(view, gap)
        way = _WAYS.get(gap.code)
        settling = way(view, gap, reasons) if way is not None else Settling()
        lead, rest = _split(gap.sentence)
        icon = _ICONS.get(gap.code, "triangle" if gap.blocking else "flag")
        key = f"{gap.code}:{gap.record_id or gap.item}"
        seen[key] = seen.get(key, 0) + 1
        rows.append(GapRow(f"{key}:{seen[key]}", gap, icon, lead, rest, link, settling, entry_id))
    return tuple(rows)


def _split(sentence: str) -> tuple[str, str]:
    """The first question of a sentence stands in bold; otherwise all of it is plain."""
    head, mark, rest = sentence.partition("? ")
    return (f"{head}?", rest) if mark else ("", sentence)


def parted(rows: tuple[GapRow, ...]) -> tuple[tuple[GapRow, ...], tuple[GapRow, ...], tuple[GapRow, ...]]:
    """Those that are shown at once, those folded that block too, and those that are worth a look."""
    must = tuple(row for row in rows if row.gap.blocking)
    at_once = _SHOWN_AT_ONCE if len(must) > _SHOWN_AT_ONCE + 1 else len(must)
    return must[:at_once], must[at_once:], tuple(row for row in rows if not row.gap.blocking)


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

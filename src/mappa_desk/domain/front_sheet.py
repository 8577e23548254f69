"""The front sheet: what the program tells by itself, and what the record offers for the two sentences.

Nothing is made up: each proposed sentence is in words of the record and names the record that it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.agendas import AgendaItem, Round
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.editions import GENERAL
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import DeskView
from mappa_desk.domain.wordings import Wording, capital, sentence

WHY_ITEMS = ("opening", "summary", "identification", "changes")
"""Codes of items under which a meeting says why it meets, the likeliest first."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)\s+|\n+")
_PURPOSE = re.compile(
    r"\b(?:(?:purposes?|aims?|reasons?) (?:of|for|is|are|was|were)"
    r"|(?:set out|gave|explained) [^.]*purposes?"
    r"|(?:is|was|been) (?:called|convened|referred|brought)|referred (?:to|for|because)"
    r"|(?:meeting|panel) (?:met|meets|is to|was to|reviews?|considers?))\b",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\b(?:very high|high|medium|low) (?:imminent )?risk\b|\brisk of serious harm\b|\brosh\b"
    r"|\brisks? (?:is|are|remains?|to|towards|of)\b|\bserious harm\b",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(
    r"\b(?:to|towards|against) (?:the |his |her |their |a |any |known |unknown )*"
    r"(?:partners?|ex-partners?|former partners?|victims?|children|child|public|women|woman|staff|family"
    r"|adults?|girls?|boys?|prisoners?|neighbours?|V\d)\b",
    re.IGNORECASE,
)
_LONGEST = 400
"""A proposed sentence has no more characters: a front sheet is read at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One line of the front sheet that the program tells by itself."""

    key: str
    """ "decision:<id>", "actions", "next_review"."""
    label: str
    text: str
    record_kind: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A sentence for the front sheet and the record that it came from."""

    text: str
    record_kind: str
    record_id: str
    source: str
    """Where it stands, in words: "9.3", "the facts of the meeting"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSheet:
    """What the record gives for the front sheet. A part is empty where the record says nothing of it."""

    why: tuple[Proposal, ...] = ()
    """Sentences that say why the meeting met, in the order to be read."""
    risk: tuple[Proposal, ...] = ()
    """At most one sentence that says the risk, in the record's own words."""
    lines: tuple[BriefLine, ...] = ()
    """Decisions, actions and next review, as the document prints them."""


def in_brief(view: DeskView, words: Wording) -> Iterator[BriefLine]:
    """Decisions one line each, how many actions and the first due, the next review: told, not written.

    What was decided or undertaken in a closed part or for named recipients is left out, as in the document.
    """
    shut = {entry.id for entry in view.entries if not _in_main_part(entry)}
    for decision in sorted(view.decisions, key=lambda decision: decision.number):
        if decision.entry_id not in shut:
            yield BriefLine(
                key=f"decision:{decision.id}",
                label=words("paper.front.decision", number=decision.number),
                text=_decision_line(view, decision, words),
                record_kind=Decision.KIND,
                record_id=decision.id,
            )
    made = [action for action in view.actions if not action.removed and action.entry_id not in shut]
    yield BriefLine(key="actions", label=words("paper.front.actions"), text=_actions_line(view, made, words))
    yield BriefLine(
        key="next_review",
        label=words("paper.front.next_review"),
        text=_review_line(view.meeting, words),
        record_kind=Meeting.KIND,
        record_id=view.meeting.id,
    )


def proposed(view: DeskView, words: Wording, numbers: dict[str, str]) -> FrontSheet:
    """What the record offers for the front sheet. `numbers` gives the number of an entry by its id.

    The reason is what an item about the purpose says, else an entry that tells it, with the facts of the
    meeting before it. The risk is offered only where an entry of the risk round states it.
    """
    facts = Proposal(
        text=_facts_sentence(view),
        record_kind=Meeting.KIND,
        record_id=view.meeting.id,
        source="the facts of the meeting",
    )
    told = _why(view, numbers)
    return FrontSheet(
        why=(facts, *told),
        risk=_risk(view, numbers),
        lines=tuple(in_brief(view, words)),
    )


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each without blanks at its ends."""
    found = (part.strip() for part in _SENTENCE_ENDS.split(text))
    return tuple(part for part in found if part)


def _in_main_part(entry: Entry) -> bool:
    return entry.closed_part_id is None and entry.handling in GENERAL


def _facts_sentence(view: DeskView) -> str:
    meeting, case = view.meeting, view.case
    level, kind = int(meeting.level), meeting.kind.value
    text = f"This was a Level {level} {kind} meeting on {case.reference}"
    category = meeting.category or case.category
    if category is not None:
        text += f", Category {int(category)}"
    lead = meeting.lead_agency or case.lead_agency
    name = next((agency.name for agency in view.agencies if agency.code == lead), lead)
    return f"{text}, led by {name}." if name else f"{text}."


def _why(view: DeskView, numbers: dict[str, str]) -> tuple[Proposal, ...]:
    entries = [entry for entry in view.entries if entry.is_open and not _is_record(entry)]
    order = {code: place for place, code in enumerate(WHY_ITEMS)}
    likely = sorted((one for one in entries if one.item in order), key=lambda one: order[one.item])
    for entry in (*likely, *(one for one in entries if one.item not in order)):
        parts = sentences(entry.text)
        for at, part in enumerate(parts):
            if _PURPOSE.search(part) and len(part) <= _LONGEST:
                return (_from_entry(entry, _as_far_as_fits(parts[at:]), numbers),)
    return ()


def _as_far_as_fits(parts: tuple[str, ...]) -> str:
    """The first sentence with those behind it that still can be read at a glance."""
    text = parts[0]
    for part in parts[1:]:
        if len(text) + 1 + len(part) > _LONGEST:
            break
        text = f"{text} {part}"
    return text


def _risk(view: DeskView, numbers: dict[str, str]) -> tuple[Proposal, ...]:
    """The sentence of the risk round that says most: the one with degree, harm and to whom comes first."""
    places = {item.code for item in view.items if _is_risk(item)}
    entries = [one for one in view.entries if one.item in places and one.is_open and not _is_record(one)]
    best: tuple[int, Entry, str] | None = None
    for entry in entries:
        for part in sentences(entry.text):
            if not _RISK.search(part) or len(part) > _LONGEST:
                continue
            worth = 1 + 2 * bool(_TO_WHOM.search(part))
            if best is None or worth > best[0]:
                best = (worth, entry, part)
    return (_from_entry(best[1], best[2], numbers),) if best else ()


def _is_risk(item: AgendaItem) -> bool:
    return item.heard_in is Round.RISK or item.code.startswith("risk")


def _is_record(entry: Entry) -> bool:
    return entry.entry_kind in (EntryKind.ACTION, EntryKind.DECISION)


def _from_entry(entry: Entry, words: str, numbers: dict[str, str]) -> Proposal:
    return Proposal(
        text=sentence(capital(words)),
        record_kind=Entry.KIND,
        record_id=entry.id,
        source=numbers.get(entry.id, "an entry without a number"),
    )


def _decision_line(view: DeskView, decision: Decision, words: Wording) -> str:
    text = sentence(capital(" ".join((decision.heading or decision.decided).split())))
    names = {agency.code: agency.name for agency in view.agencies}
    against = list(dict.fromkeys(names.get(one.agency, one.agency) for one in decision.dissent))
    return text + words("paper.front.disagreed", names=words.listed(against)) if against else text


def _actions_line(view: DeskView, made: Iterable[Action], words: Wording) -> str:
    actions = list(made)
    if not actions:
        text = words("paper.front.actions_none")
    else:
        owners = len({action.owner_agency for action in actions})
        agencies = words.counted("paper.front.agencies", owners)
        text = words.counted("paper.front.actions", len(actions), agencies=agencies)
        days = [action.deadline.on for action in actions if action.deadline.on]
        if days:
            due = "only_due" if len(actions) == 1 else "first_due"
            text += words(f"paper.front.{due}", day=long_date(min(days)))
    carried = sum(past.action.state is ActionState.OPEN for past in view.past_actions)
    return text + words.counted("paper.front.carried", carried) if carried else text


def _review_line(meeting: Meeting, words: Wording) -> str:
    review = meeting.next_review
    if review is None or (review.on is None and not review.none_because):
        return words("paper.close.review_not_set")
    if review.on is None:
        return words("paper.close.review_none", reason=review.none_because)
    day = long_date(review.on)
    text = (
        words("paper.close.review_at", day=day, time=review.at)
        if review.at
        else words("paper.close.review_on", day=day)
    )
    if review.level is not None:
        text += words("paper.close.review_level", level=int(review.level))
    if review.place:
        text += words("paper.close.review_place", place=review.place)
    return text + words("paper.close.review_end")

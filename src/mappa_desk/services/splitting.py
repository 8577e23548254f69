"""One entry made into two at the caret, and entries of one speaker made into one. No word is lost.

What was typed in the room is never overwritten: both parts of a split keep it, a join keeps every line of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.services.filing import place_after, required, writable_entry
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)
_ORDER = ("position", "captured_at", "id")
_TRAVELS = ("handling", "recipients", "closed_part_id", "report_dated")


def split_entry(
    work: Work, *, entry_id: str, revision: int, first: str, second: str
) -> Outcome[tuple[Entry, Entry]]:
    """Makes two entries of one. The second stands right behind, of the same speaker, kind and handling.

    `first` and `second` are the text before and behind the caret as they stand in the editor. Both keep the
    words as they were typed in the room, and the time. One undo step. The draft of the entry is dropped.
    Raises StaleRevision when it was changed since `revision`, RuleError for an empty part and for an action
    or a decision. Durable on return.
    """
    with work.writing() as uow:
        entry, meeting = writable_entry(uow, entry_id)
        if entry.entry_kind in _WITH_RECORD:
            raise RuleError("Turn the action or decision back into a plain line before it is split.")
        sentence = "Both parts need words. Put the caret between them."
        head, tail = required(first, sentence, field="text"), required(second, sentence, field="text")
        kept = uow.save(replace(entry, revision=revision, text=head))
        made = uow.save(
            replace(
                kept,
                id=work.new_id(),
                revision=0,
                position=place_after(uow, meeting.id, entry_id),
                text=tail,
                settles_issue_id=None,
                outcome=IssueOutcome.OPEN if kept.entry_kind is EntryKind.ISSUE else None,
                outcome_reason="",
            )
        )
        uow.drop_draft(meeting.id, f"entry:{entry_id}")
        uow.step(meeting.id, f"Entry of {work.clock_time(entry.captured_at)}: split")
        return Outcome((kept, made), uow.changes)


def join_entries(work: Work, *, entry_ids: tuple[str, ...]) -> Outcome[Entry]:
    """Makes one entry of several that stand one after the other; a single one joins the one before it.

    Texts are joined by a space, or by a line break where one of them has lines; the words as typed are kept
    too. Actions between them do not count, since the minutes have them below the item. What is left of the
    others is empty and stands in no bin. One undo step. Raises RuleError for another speaker, item, kind or
    handling between them, and for actions, decisions and issues. Durable on return.
    """
    if not entry_ids:
        raise RuleError("Choose at least one entry.", field="entries")
    with work.writing() as uow:
        parts = _run(uow, entry_ids)
        for one, other in pairwise(parts):
            _check_alike(one, other)
        for entry in parts[1:]:
            uow.save(replace(entry, removed=True, text="", words=""))
            uow.drop_draft(entry.meeting_id, f"entry:{entry.id}")
        text = check_text(_joined([entry.text for entry in parts]), field="text")
        typed = check_text(_typed(parts), field="words")
        kept = uow.save(replace(parts[0], text=text, words=typed))
        uow.step(kept.meeting_id, f"Entry of {work.clock_time(kept.captured_at)}: joined")
        return Outcome(kept, uow.changes)


def _run(uow: UnitOfWork, entry_ids: tuple[str, ...]) -> list[Entry]:
    """The entries to join in the order of the record. Raises RuleError when others stand between them."""
    last, meeting = writable_entry(uow, entry_ids[-1])
    there = [
        one
        for one in uow.all(Entry, order_by=_ORDER, meeting_id=meeting.id, item=last.item, removed=False)
        if one.entry_kind is not EntryKind.ACTION or one.id in entry_ids
    ]
    places = sorted(at for at, one in enumerate(there) if one.id in entry_ids)
    if len(places) != len(set(entry_ids)):
        raise RuleError("Only entries of one item can be joined.", field="entries")
    if len(places) == 1:
        if not places[0]:
            raise RuleError("No entry stands before this one to join it to.", field="entries")
        places.insert(0, places[0] - 1)
    if places != list(range(places[0], places[-1] + 1)):
        raise RuleError("Other entries stand between these, so they cannot be joined.", field="entries")
    return [there[at] for at in places]


def _check_alike(one: Entry, other: Entry) -> None:
    for entry in (one, other):
        if entry.entry_kind in (*_WITH_RECORD, EntryKind.ISSUE):
            raise RuleError("Actions, decisions and issues are not joined.", field="entries")
    if (one.agency, one.attendance_id) != (other.agency, other.attendance_id):
        raise RuleError("Only entries of one speaker can be joined.", field="entries")
    if one.entry_kind is not other.entry_kind:
        raise RuleError("Only entries of one kind can be joined.", field="entries")
    if any(getattr(one, name) != getattr(other, name) for name in _TRAVELS):
        raise RuleError("These entries are handled differently, so they cannot be joined.", field="entries")


def _joined(texts: Iterable[str]) -> str:
    parts = list(texts)
    return ("\n" if any("\n" in part for part in parts) else " ").join(parts)


def _typed(parts: Iterable[Entry]) -> str:
    """The shorthand of all parts, line after line; what a split gave to both of its halves stands once.

    Halves of one split were captured at one moment and their shorthand begins alike. The same words typed
    twice in the room stay twice.
    """
    kept: list[tuple[object, str]] = []
    for entry in parts:
        same = next((at for at, one in enumerate(kept) if _of_one_split(one, entry)), None)
        if same is None:
            kept.append((entry.captured_at, entry.words))
        elif len(entry.words) > len(kept[same][1]):
            kept[same] = (entry.captured_at, entry.words)
    return "\n".join(words for _, words in kept if words)


def _of_one_split(one: tuple[object, str], entry: Entry) -> bool:
    if one[0] != entry.captured_at:
        return False
    short, long_ = sorted((one[1], entry.words), key=len)
    return long_ == short or long_.startswith(f"{short}\n")

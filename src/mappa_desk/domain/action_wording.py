"""What is weak in the wording of an action: one hint at a time, the most serious first, never a block."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from mappa_desk.domain.actions import Action, Deadline, DeadlineKind
from mappa_desk.domain.calendar_words import WEEKDAYS, short_date
from mappa_desk.domain.working_days import IsHoliday, is_working_day, never

_DOING = (
    "arrange|ask|book|call|check|complete|confirm|contact|email|find|give|inform|invite|make|notify|obtain|"
    "phone|provide|refer|report|request|ring|send|share|speak|submit|tell|update|visit|write"
)
_SECOND = re.compile(rf";\s*\w|\band (?:then|also)\b|\band (?:to )?(?:{_DOING})\b", re.IGNORECASE)


def hint_for(
    action: Action,
    *,
    today: date,
    vague_verbs: Iterable[str] = (),
    is_holiday: IsHoliday = never,
    review_on: date | None = None,
    present: Collection[str] | None = None,
) -> str:
    """The one hint for an action, in words; empty when nothing is weak.

    In this order: no owner, no date, a past or a closed day, a day after the next review (`review_on`), an
    owner who is not here (`present` holds the ids of the rows of those who are; None leaves it out), two
    actions in one, a vague verb.
    """
    return (
        owner_hint(action)
        or date_hint(action.deadline, today=today, is_holiday=is_holiday, review_on=review_on)
        or ("" if present is None else absence_hint(action, present))
        or ("Two actions in one? Each needs its own owner and date." if has_two_actions(action.text) else "")
        or vague_hint(action.text, vague_verbs)
    )


def owner_hint(action: Action) -> str:
    """Says that the owner is missing, or that an agency alone stands there; empty for a person or a role."""
    if action.owner_name.strip() or action.owner_role.strip():
        return ""
    if action.owner_agency:
        return "An agency alone cannot do it. Which person, or which role?"
    return "No owner yet."


def absence_hint(action: Action, present: Collection[str]) -> str:
    """Says that the owner is not among those who are here and nobody takes it for them; else empty."""
    if action.owner_attendance_id in present or action.on_behalf_taken_by.strip():
        return ""
    return "The owner is not here. Who takes it on their behalf, and tells them?"


def date_hint(
    deadline: Deadline, *, today: date, is_holiday: IsHoliday = never, review_on: date | None = None
) -> str:
    """Says that the date is missing, past, on a closed day or after the next review; else empty."""
    on = deadline.on
    if deadline.kind is DeadlineKind.NONE or (deadline.kind is DeadlineKind.DATE and on is None):
        return "No date yet."
    if on is None:
        return ""
    if on < today:
        return f"{short_date(on)} is past."
    if deadline.kind is DeadlineKind.DATE and not is_working_day(on, is_holiday):
        return f"{short_date(on)} is a {WEEKDAYS[on.weekday()] if on.weekday() > 4 else 'bank holiday'}."
    if review_on is not None and on > review_on:
        return f"{short_date(on)} is after the next review."
    return ""


def vague_hint(text: str, vague_verbs: Iterable[str]) -> str:
    """Says which opening cannot be checked later ("monitor ..."); empty when the text begins otherwise."""
    verb = vague_verb(text, vague_verbs)
    return f"“{verb.capitalize()}” cannot be ticked off. What will have been done?" if verb else ""


def vague_verb(text: str, vague_verbs: Iterable[str]) -> str:
    """The vague verb that an action begins with, with or without "to"; empty when there is none."""
    opening = " ".join(text.lower().split()[:6]).removeprefix("to ")
    found = [verb for verb in vague_verbs if re.match(rf"{re.escape(verb.lower())}\b", opening)]
    return max(found, key=len, default="")


def has_two_actions(text: str) -> bool:
    """True when the text reads like two undertakings: "check the map and tell the partner"."""
    return _SECOND.search(text) is not None

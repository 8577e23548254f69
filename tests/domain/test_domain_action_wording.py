"""One hint for an action, the most serious first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from domain_builders import TODAY, action

from mappa_desk.domain.action_wording import has_two_actions, hint_for, vague_verb
from mappa_desk.domain.actions import Deadline, DeadlineKind

VERBS = ("continue", "keep an eye on", "monitor", "keep")
SATURDAY = Deadline(kind=DeadlineKind.DATE, on=date(2026, 11, 14))


def hint(**changes: Any) -> str:
    return hint_for(
        action(**changes),
        today=TODAY,
        vague_verbs=VERBS,
        is_holiday=lambda day: day == date(2026, 11, 27) and "text" in changes,
        review_on=date(2026, 12, 1),
    )


def test_a_good_action_has_no_hint() -> None:
    assert hint() == ""
    assert hint_for(action(), today=TODAY) == ""


def test_the_most_serious_comes_first() -> None:
    bad: dict[str, Any] = {
        "text": "Monitor him; ring the partner.",
        "owner_role": "",
        "owner_agency": "",
        "deadline": Deadline(),
    }
    seen = []
    for fixed in (
        {},
        {"owner_agency": "hsg"},
        {"owner_name": "J Smith"},
        {"deadline": Deadline(kind=DeadlineKind.DATE)},
        {"deadline": Deadline(kind=DeadlineKind.DATE, on=TODAY - timedelta(days=1))},
        {"deadline": SATURDAY},
        {"deadline": Deadline(kind=DeadlineKind.DATE, on=date(2026, 11, 27))},
        {"deadline": Deadline(kind=DeadlineKind.DATE, on=date(2026, 12, 2))},
        {"deadline": Deadline(kind=DeadlineKind.NEXT_MEETING)},
        {"text": "Monitor him."},
        {"text": "Ring him."},
    ):
        bad |= fixed
        seen.append(hint(**bad))
    assert seen == [
        "No owner yet.",
        "An agency alone cannot do it. Which person, or which role?",
        "No date yet.",
        "No date yet.",
        "Wed 11 Nov 2026 is past.",
        "Sat 14 Nov 2026 is a Saturday.",
        "Fri 27 Nov 2026 is a bank holiday.",
        "Wed 2 Dec 2026 is after the next review.",
        "Two actions in one? Each needs its own owner and date.",
        "“Monitor” cannot be ticked off. What will have been done?",
        "",
    ]


def test_an_owner_who_is_not_here_needs_somebody_who_tells_them() -> None:
    words = "The owner is not here. Who takes it on their behalf, and tells them?"
    for changes, here, said in (
        ({"owner_attendance_id": "a1"}, {"a1"}, ""),
        ({"owner_attendance_id": "a1"}, {"a2"}, words),
        ({"owner_attendance_id": None}, {"a1"}, words),
        ({"owner_attendance_id": None, "on_behalf_taken_by": "Ruth Ansah, Probation"}, {"a1"}, ""),
        ({"owner_attendance_id": "a1", "deadline": Deadline()}, set(), "No date yet."),
        ({"owner_attendance_id": "a1", "text": "Monitor him."}, set(), words),
    ):
        assert hint_for(action(**changes), today=TODAY, vague_verbs=VERBS, present=here) == said


def test_an_event_may_fall_on_a_closed_day() -> None:
    assert hint(deadline=Deadline(kind=DeadlineKind.NEXT_MEETING, on=SATURDAY.on)) == ""


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Monitor him", "monitor"),
        ("to continue to visit", "continue"),
        ("Keep an eye on the flat", "keep an eye on"),
        ("keep the key", "keep"),
        ("Monitoring report to be sent", ""),
        ("Ring him", ""),
        ("", ""),
    ],
)
def test_a_vague_opening_is_found(text: str, verb: str) -> None:
    assert vague_verb(text, VERBS) == verb


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("Check the map and tell the partner", True),
        ("Check the map; tell the partner", True),
        ("Check the map and then write", True),
        ("Confirm name and address", False),
        ("Check the map and the licence", False),
    ],
)
def test_two_actions_in_one_are_found(text: str, two: bool) -> None:
    assert has_two_actions(text) is two

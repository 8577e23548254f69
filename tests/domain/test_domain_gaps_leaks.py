"""Gaps that keep a name in, and an owner informed."""

from __future__ import annotations

from typing import Any

import pytest
from domain_builders import STARTED, attendance, decision, entry, first, met, plus, whole_view, with_one

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.gaps import find_gaps
from mappa_desk.domain.meetings import ClosedPart

KNOWN = {"case": met(name="Geraint Ŵyn Ellis", also_known_as=("Gerry", "G. W. Ellis"))}


def said(text: str, **changes: Any) -> list[tuple[str, str, bool]]:
    """The gaps of a whole record of a named person with one entry more."""
    view = whole_view(**{**KNOWN, "entries": plus(entry("contributions", text=text)), **changes})
    return [(gap.code, gap.sentence, gap.blocking) for gap in find_gaps(view)]


NAMED = [("name_in_entry", "9.2 names the person, whom these minutes know by initials.", False)]


@pytest.mark.parametrize(
    "text",
    [
        "Geraint Ŵyn Ellis was seen.",
        "GERRY was seen",
        "Seen with Mr Ellis’s brother",
        "ŵyn ellis: seen",
        "G. W. Ellis",
    ],
)
def test_a_name_in_nameless_minutes_is_worth_a_look(text: str) -> None:
    assert said(text) == NAMED


@pytest.mark.parametrize("text", ["He was seen at Ellison’s shop.", "Geraint’s brother Wyn", "Gerryl"])
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert said(text) == []


def test_minutes_that_print_names_may_hold_them() -> None:
    assert said("Mr Ellis was seen", form=met(print_names=True)) == []


def test_a_namesake_at_the_table_takes_the_surname() -> None:
    namesake = {
        "attendance": plus(attendance("educ", "Ann ELLIS", 6, id="educ1")),
        "statements": first(heard_by=("chair", "pol1", "prob1", "educ1")),
    }
    assert said("Ms Ellis said so", **namesake) == []
    assert said("Gerry said so", **namesake) == NAMED


def test_a_reason_may_name_too() -> None:
    told = {
        "entries": plus(entry("contributions", id="d", entry_kind=EntryKind.DECISION)),
        "decisions": plus(decision("d", 3, because="Mr Ellis agreed")),
    }
    assert [code for code, _, _ in said("", **told)] == ["name_in_entry"]


def test_a_list_of_actions_is_nameless_whatever_the_form_says() -> None:
    named = {"entries": with_one("action-entry", text="Visit Mr Ellis", entry_kind=EntryKind.ACTION)}
    for form in (met(), met(print_names=True)):
        assert said("", **named, form=form) == [
            (
                "name_in_action",
                "An action names the person, and lists of actions go out by reference alone.",
                False,
            )
        ]


@pytest.mark.parametrize("name", ["", "  ", "Al"])
def test_a_person_without_a_usable_name_is_not_looked_for(name: str) -> None:
    assert said("Al said so", case=met(name=name)) == []


def _owner_gaps(**changes: Any) -> list[str]:
    part = ClosedPart(id="cp", meeting_id="m3", started_at=STARTED, ended_at=STARTED, stayed=("pol1",))
    view = whole_view(**{"closed_parts": plus(part), **changes})
    return [gap.sentence for gap in find_gaps(view)]


KEPT = ["Action 1 is kept from Housing, which owns it: tell them."]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"handling": Handling.NAMED_RECIPIENTS, "recipients": ("pol",)}, KEPT),
        ({"handling": Handling.NAMED_RECIPIENTS, "recipients": ("pol", "hsg")}, []),
        ({"closed_part_id": "cp"}, KEPT),
        ({}, []),
    ],
)
def test_an_action_that_its_owner_will_not_read_is_worth_a_look(
    changes: dict[str, Any], found: list[str]
) -> None:
    assert _owner_gaps(entries=with_one("action-entry", **changes)) == found


def test_an_owner_who_stayed_or_is_unknown_is_not_kept_out() -> None:
    shut = {"entries": with_one("action-entry", closed_part_id="cp")}
    assert _owner_gaps(**shut, actions=first(owner_agency="pol")) == []
    assert _owner_gaps(**shut, actions=first(owner_agency="")) == []
    assert _owner_gaps(actions=first(entry_id="gone")) == []

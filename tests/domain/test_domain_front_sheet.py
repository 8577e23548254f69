"""The front sheet tells what the record holds and proposes nothing that the record does not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from domain_builders import action, entry, item, met, past, whole_view

from mappa_desk.domain.actions import Deadline
from mappa_desk.domain.agendas import Round
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.decisions import Dissent
from mappa_desk.domain.front_sheet import FrontSheet, in_brief, proposed, sentences
from mappa_desk.domain.meetings import NextReview
from mappa_desk.domain.views import DeskView
from mappa_desk.domain.wordings import Wording
from mappa_desk.services.reference import load_reference

WORDS = Wording(load_reference().wording)
RISK = "The risk of serious harm to a known adult was high and is now put at very high."


def told(view: DeskView) -> dict[str, str]:
    return {line.key.partition(":")[0]: line.text for line in in_brief(view, WORDS)}


def said(*entries: Any, **more: Any) -> DeskView:
    items = (item("opening", 1), item("contributions", 9), item("risk", 12), item("round", 13,
             heard_in=Round.RISK), item("plan", 14))  # fmt: skip
    return whole_view(items=lambda _: items, entries=lambda _: entries, decisions=(), actions=(), **more)


def sheet(*entries: Any, **more: Any) -> FrontSheet:
    return proposed(said(*entries, **more), WORDS, {"e": "9.1"})


def test_the_facts_of_the_meeting_come_first() -> None:
    (facts,) = sheet().why
    assert facts.text == "This was a Level 3 review meeting on LAN-0417, Category 2, led by Probation."
    assert (facts.record_kind, facts.record_id, facts.source) == ("meeting", "m3", "the facts of the meeting")
    (bare,) = sheet(meeting=met(category=None, lead_agency="")).why
    assert bare.text == "This was a Level 3 review meeting on LAN-0417."
    (unknown,) = sheet(meeting=met(lead_agency="gone")).why
    assert unknown.text.endswith("led by gone.")


def test_why_the_meeting_met_is_in_the_words_of_the_record_and_names_its_entry() -> None:
    purpose = "The chair set out three purposes. The first is to hear how the first ten weeks have gone."
    found = sheet(
        entry("plan", text="The purpose of the flat is housing."),
        entry("opening", id="e", text=f"Welcome. {purpose} {'And so on. ' * 40}".strip()),
    )
    proposal = found.why[1]
    assert proposal.text.startswith(purpose) and len(proposal.text) <= 400
    assert (proposal.record_kind, proposal.record_id, proposal.source) == ("entry", "e", "9.1")


def test_another_item_is_asked_where_the_opening_says_nothing() -> None:
    found = sheet(entry("opening", text="Welcome."), entry("plan", text="the meeting is to find a home"))
    assert found.why[1].text == "The meeting is to find a home."
    assert found.why[1].source == "an entry without a number"


@pytest.mark.parametrize(
    "silent",
    [
        entry("opening", text="Everybody was welcomed."),
        entry("opening", text="The purpose is told.", handling=Handling.SANITISE),
        entry("opening", text="The purpose is told.", closed_part_id="part"),
        entry("opening", text="The purpose is told.", entry_kind=EntryKind.ACTION),
        entry("opening", text=f"The purpose is {'very ' * 100}long."),
    ],
)
def test_nothing_is_made_up_where_the_record_does_not_say_why(silent: Any) -> None:
    assert len(sheet(silent).why) == 1


def test_the_risk_is_one_sentence_of_the_risk_round_that_says_to_whom() -> None:
    found = sheet(
        entry("risk", id="a", text="The risk is real. What holds it down: work."),
        entry("round", id="e", text=f"Reviewed on Monday 9 November 2026. {RISK} To staff it stays low."),
        entry("risk", text="That is a high risk."),
        entry("contributions", text="The risk to children is very high."),
    )
    (risk,) = found.risk
    assert (risk.text, risk.record_id, risk.source) == (RISK, "e", "9.1")


@pytest.mark.parametrize(
    "silent",
    [
        entry("risk", text="The offender manager set out how it stands."),
        entry("risk", text=RISK, handling=Handling.NAMED_RECIPIENTS, recipients=("pol",)),
        entry("risk", text=RISK, entry_kind=EntryKind.DECISION),
        entry("risk", text=f"The risk is {'very ' * 100}high."),
        entry("plan", text=RISK),
    ],
)
def test_no_risk_is_offered_where_the_round_states_none(silent: Any) -> None:
    assert sheet(silent).risk == ()


def test_sentences_are_told_apart_and_figures_are_not() -> None:
    assert sentences("Seen at 19.40 by P.C. Lee. Left!\nWhy?  It ended") == (
        "Seen at 19.40 by P.C. Lee.",
        "Left!",
        "Why?",
        "It ended",
    )


def test_decisions_actions_and_next_review_are_told_by_the_record() -> None:
    view = whole_view(
        decisions=lambda made: (
            replace(made[0], heading="the level stays", dissent=(Dissent(agency="pol"), Dissent(agency="x"))),
        ),
        actions=lambda made: (*made, action("M03-02", owner_agency="pol", deadline=Deadline())),
        past_actions=(past(), past()),
        meeting=met(
            next_review=NextReview(on=date(2027, 1, 14), at="10:00", level=Level.THREE, place="Room 2")
        ),
    )
    assert told(view) == {
        "decision": "The level stays. Police and x disagreed.",
        "actions": "Two, for two agencies. The first is due on Friday 27 November 2026. Two from last time "
        "stay open.",
        "next_review": "Thursday 14 January 2027 at 10:00, Level 3, Room 2.",
    }
    assert proposed(view, WORDS, {}).lines == tuple(in_brief(view, WORDS))


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (None, "The next review is not set."),
        (NextReview(), "The next review is not set."),
        (NextReview(none_because="The case leaves."), "There is no next review: The case leaves."),
    ],
)
def test_what_is_not_there_is_said(review: NextReview | None, words: str) -> None:
    view = whole_view(actions=(), meeting=met(next_review=review))
    assert told(view)["next_review"] == words
    assert told(view)["actions"] == "No action was made at this meeting."


def test_what_is_restricted_is_not_told_on_the_front_sheet() -> None:
    for shut in ({"closed_part_id": "part"}, {"handling": Handling.NAMED_RECIPIENTS}):
        view = whole_view(entries=lambda made, shut=shut: tuple(replace(one, **shut) for one in made))
        assert "decision" not in told(view)
        assert told(view)["actions"] == "No action was made at this meeting."


def test_an_action_without_a_date_names_none() -> None:
    view = whole_view(actions=(action(deadline=Deadline()),))
    assert told(view)["actions"] == "One, for one agency."

"""The shorter editions: what a summary, a paper of errata and the lists may hold, and what a tick does."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pytest
from canaries import full
from domain_builders import AGENCIES, STARTED, TODAY, action, attendance, case, decision, entry, item, meeting

from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.edition_gate import numbers_of
from mappa_desk.domain.editions import (
    AS_MINUTES,
    EDITIONS,
    FROM_APPROVED,
    LIVE_LISTS,
    OF_ONE_AGENCY,
    Because,
    left_out,
    project,
)
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.executive_summaries import SummaryPart, written_for
from mappa_desk.domain.meetings import ClosedPart, NextReview
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus

SUMMARY = DocumentKind.EXECUTIVE_SUMMARY
SAYS = "For the executive summary: "
FORBIDDEN_IN_SUMMARY = (
    "attendance.",
    "decision.",
    "action.",
    "closed_part.",
    "handover.",
    "statement_reading.",
    "circulation_line.",
    "erratum.",
    "item.",
    "dissent.",
    "remote_check.",
)


def written(name: str, text: str, where: str = "risk", **more: Any) -> Any:
    return entry(where, id=name, text=text, **more)


ENTRIES = (
    written("risk", f"{SAYS}high, to known adults."),
    written("said", "Victim A lives at 3 Elm Road."),
    written("plan", "For the Executive Summary, Supervision : weekly.", "plan"),
    written("bare", f"{SAYS}the plan stays.", "plan"),
    written("other", f"{SAYS}said elsewhere.", "contributions"),
    written("victims", "For the executive summary, victim safety: an alarm.", "plan"),
    written("flag", f"{SAYS}flagged.", handling=Handling.NOT_FOR_SUMMARY),
    written("person", f"{SAYS}not for the person.", handling=Handling.NOT_FOR_PERSON),
    written("raw", f"{SAYS}raw.", handling=Handling.SANITISE),
    written("named", f"{SAYS}named.", handling=Handling.NAMED_RECIPIENTS, recipients=("hsg",)),
    written("shut", f"{SAYS}shut.", closed_part_id="cp"),
    written("bin", f"{SAYS}removed.", removed=True),
)
SNAPSHOT = MinutesSnapshot(
    case=case(name="Kevin John Lewis", addresses=("3 Elm Road",), visor_reference="V-991"),
    meeting=replace(meeting(3), next_review=NextReview(on=date(2027, 1, 14), place="Room 9", invite="Ann")),
    items=(item("risk", 9), item("plan", 10), item("contributions", 11)),
    attendance=(
        attendance("pol", "Alun Pritchard", 1, id="pol1"),
        attendance("hsg", "J Smith", 3, id="hsg1"),
        attendance("hlth", "N Body", 4, id="h1", observer=True),
        attendance("prob", "A Way", 5, id="p1", state=AttendanceState.APOLOGIES),
    ),
    closed_parts=(ClosedPart(id="cp", meeting_id="m3", started_at=STARTED, stayed=("hsg1",)),),
    entries=ENTRIES,
    decisions=(replace(decision("said", 1), id="d-said"),),
    actions=(action("M03-01", id="a-said", entry_id="said", owner_agency="hsg"),),
    agencies=AGENCIES,
    form=AreaForm(id="form", area_name="Lanmere"),
    status=MinutesStatus.APPROVED,
    version=1,
    taken_on=TODAY,
)


def test_a_summary_may_not_list_what_it_must_never_hold() -> None:
    listed = EDITIONS[SUMMARY].fields
    assert [path for path in listed if path.startswith(FORBIDDEN_IN_SUMMARY)] == []
    assert {path for path in listed if path.startswith("entry.")} == {
        "entry.id", "entry.item", "entry.position", "entry.text",
    }  # fmt: skip
    assert EDITIONS[SUMMARY].handling == {Handling.NORMAL}


def test_a_summary_holds_only_what_was_written_for_it() -> None:
    kept = project(SNAPSHOT, SUMMARY, agency="hsg", person="hsg1")
    assert {one.id: (one.item, one.text) for one in kept.entries} == {
        "risk": ("risk", "high, to known adults."),
        "plan": ("supervision", "weekly."),
        "bare": ("plan", "the plan stays."),
    }
    assert (kept.attendance, kept.decisions, kept.actions, kept.closed_parts, kept.items) == ((),) * 5
    assert [one.name for one in kept.agencies] == [one.name for one in AGENCIES if one.code in ("pol", "hsg")]
    review = kept.meeting.next_review
    assert review == NextReview(on=date(2027, 1, 1))
    printed = repr(kept)
    for never in ("Elm Road", "Pritchard", "Smith", "Ann", "Room 9", "V-991", "Kevin", "alarm", "raw"):
        assert never not in printed


def test_what_was_written_and_kept_out_is_counted() -> None:
    found = {one.record_id: one.because for one in left_out(SNAPSHOT, SUMMARY)}
    assert found == {
        "flag": Because.NOT_FOR_THIS,
        "person": Because.NOT_FOR_THIS,
        "raw": Because.SANITISE,
        "named": Because.NAMED_RECIPIENTS,
        "shut": Because.CLOSED_PART,
    }
    ticked = {one.record_id for one in left_out(SNAPSHOT, SUMMARY, left=("risk",))}
    assert ticked == {*found, "risk"}
    assert "risk" not in {one.id for one in project(SNAPSHOT, SUMMARY, left=("risk",)).entries}


@pytest.mark.parametrize(
    "name",
    [
        "Alun Pritchard", "Pritchard", "J Smith", "Lewis", "3 Elm Road", "V-991", "Kevin John Lewis",
        "PRITCHARD", "alun pritchard", "Lewis’s", "LEWIS's", "j\u00a0smith", "Prítchard", "Pritchard\u0301",
        "Prit\u00adchard", "3 ELM  ROAD", "v-991", "Zoe", "Zoe\u0308", "D'arcy",
    ],
)  # fmt: skip
def test_a_summary_that_names_somebody_is_refused(name: str) -> None:
    named = replace(ENTRIES[0], text=f"{SAYS}high, as {name} told the panel.")
    known = replace(SNAPSHOT.case, also_known_as=("Zoë", "D’Arcy"))
    snapshot = replace(SNAPSHOT, case=known, entries=(named, *ENTRIES[1:]))
    with pytest.raises(RuleError, match="Tick that entry") as caught:
        project(snapshot, SUMMARY)
    assert caught.value.field == "left"
    assert project(snapshot, SUMMARY, left=("risk",)).entries


def test_a_summary_may_name_the_person_where_the_area_does() -> None:
    named = replace(ENTRIES[0], text=f"{SAYS}Kevin John Lewis poses a high risk.")
    snapshot = replace(SNAPSHOT, entries=(named,), form=replace(SNAPSHOT.form, print_names=True))
    assert project(snapshot, SUMMARY).entries[0].text == "Kevin John Lewis poses a high risk."


@pytest.mark.parametrize(
    ("text", "where", "part"),
    [
        ("for the EXECUTIVE summary: x", "risk", SummaryPart.RISK),
        ("  For the executive  summary: x", "risk", SummaryPart.RISK),
        ("For the executive summary, monitoring and  control: x", "", SummaryPart.MONITORING),
        ("For the executive summary, treatment: x\ny: z", "", SummaryPart.INTERVENTIONS),
        ("For the executive summary, licence conditions: x", "", SummaryPart.LICENCE),
        ("For the executive summary: x", "level", SummaryPart.OUTCOME),
        ("He asked for the executive summary: x", "risk", None),
        ("For the executive summary:", "risk", None),
        ("For the executive summary x", "risk", None),
        ("Something else", "risk", None),
    ],
)
def test_how_words_are_written_for_a_summary(text: str, where: str, part: SummaryPart | None) -> None:
    found = written_for(entry(where, id="e", text=text))
    assert (found.part if found else None) is part
    if found is not None and found.part is not None:
        assert found.words.startswith("x")


def test_words_under_an_unknown_heading_stay_out() -> None:
    found = written_for(entry("risk", id="e", text="For the executive summary, disclosure: to a partner."))
    assert found is not None and found.part is None


@pytest.mark.parametrize("kind", sorted(FROM_APPROVED))
def test_a_draft_gives_none_of_them(kind: DocumentKind) -> None:
    with pytest.raises(RuleError, match="not approved"):
        project(replace(SNAPSHOT, status=MinutesStatus.DRAFT), kind)
    with pytest.raises(RuleError, match="not approved"):
        left_out(replace(SNAPSHOT, status=MinutesStatus.DRAFT), kind)


def test_the_page_at_the_close_is_for_a_draft() -> None:
    with pytest.raises(RuleError, match="action list"):
        project(SNAPSHOT, DocumentKind.ACTIONS_NOW)


@pytest.mark.parametrize("kind", sorted({*OF_ONE_AGENCY, DocumentKind.AGENCY_COPY}))
def test_a_copy_for_an_agency_needs_one(kind: DocumentKind) -> None:
    with pytest.raises(RuleError, match="which agency"):
        project(SNAPSHOT, kind)


def asked(kind: DocumentKind) -> MinutesSnapshot:
    """The sample in the state that this kind is made from."""
    return replace(SNAPSHOT, status=MinutesStatus.DRAFT) if kind is DocumentKind.ACTIONS_NOW else SNAPSHOT


@pytest.mark.parametrize("kind", [kind for kind in EDITIONS if kind is not DocumentKind.CHAIR_DRAFT])
def test_a_tick_on_nothing_makes_no_copy(kind: DocumentKind) -> None:
    with pytest.raises(RuleError, match="ticked"):
        project(asked(kind), kind, agency="hsg", left=("nobody",))


def test_the_draft_for_the_chair_has_no_ticks() -> None:
    with pytest.raises(RuleError, match="every part"):
        project(SNAPSHOT, DocumentKind.CHAIR_DRAFT, annex=True, left=("said",))


@pytest.mark.parametrize("kind", sorted((AS_MINUTES - {DocumentKind.CHAIR_DRAFT}) | LIVE_LISTS))
@pytest.mark.parametrize("tick", ["said", "d-said", "a-said"])
def test_a_tick_takes_an_entry_with_its_decision_and_action(kind: DocumentKind, tick: str) -> None:
    kept = project(asked(kind), kind, agency="hsg", left=(tick,))
    assert (kept.decisions, kept.actions) == ((), ())
    assert "said" not in {one.id for one in kept.entries}
    because = {one.because for one in left_out(asked(kind), kind, agency="hsg", left=(tick,))}
    assert Because.TICKED in because


def erratum(name: str, place: str, wrong: str, right: str = "It is right.") -> Erratum:
    return Erratum(
        id=name, meeting_id="m3", version=2, place=place, wrong=wrong, right=right, reason="A slip.",
        agreed_by="Chair", at=STARTED,
    )  # fmt: skip


ERRATA = (
    erratum("number", "para 9.2", "x"),
    erratum("decision", "Decision 1", "x"),
    erratum("action", "at action M03-01", "x"),
    erratum("quote", "page 4", "She lives at VICTIM a lives at 3 elm road."),
    erratum("part", "page 4", "lives at 3 Elm"),
    erratum("near", "9.20", "x"),
    erratum("else", "9.1", "x"),
    erratum("twelve", "Decision 12", "x"),
)


@pytest.mark.parametrize("kind", [DocumentKind.MINUTES, DocumentKind.ATTENDEE_COPY, DocumentKind.ERRATUM])
def test_an_erratum_does_not_tell_what_was_ticked(kind: DocumentKind) -> None:
    snapshot = replace(SNAPSHOT, errata=ERRATA, version=2)
    assert numbers_of(snapshot)["said"] == "9.2"
    kept = [one.id for one in project(snapshot, kind, left=("said",)).errata]
    assert kept == ["near", "else", "twelve"]
    assert [one.id for one in project(snapshot, kind).errata] == [one.id for one in ERRATA]
    assert [one.id for one in project(snapshot, kind, left=("near",)).errata] == [
        one.id for one in ERRATA if one.id != "near"
    ]
    ticked = {
        one.record_id for one in left_out(snapshot, kind, left=("said",)) if one.record_kind == "erratum"
    }
    assert ticked == {"number", "decision", "action", "quote", "part"}


def noisy(value: Any) -> Any:
    """The same with a field more in every record, as if somebody had added one."""
    if isinstance(value, tuple):
        return tuple(noisy(part) for part in value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    held = {field.name: noisy(getattr(value, field.name)) for field in fields(value)}
    added = dataclass(frozen=True, slots=True, kw_only=True)(
        type(type(value).__name__, (type(value),), {"__annotations__": {"secret": "str"}, "secret": ""})
    )
    return added(**held, secret="Zqsecret")


@pytest.mark.parametrize("kind", EDITIONS)
def test_a_field_added_to_any_record_is_in_no_edition(kind: DocumentKind) -> None:
    status = MinutesStatus.DRAFT if kind is DocumentKind.ACTIONS_NOW else MinutesStatus.APPROVED
    snapshot = replace(full(MinutesSnapshot), status=status)
    plain = replace(
        snapshot, entries=(replace(ENTRIES[0], item="risk"),), closed_parts=(), decisions=(), actions=()
    )
    snapshot = replace(plain, **{one.name: noisy(getattr(plain, one.name)) for one in fields(plain)})
    assert "Zqsecret" in repr(snapshot)
    kept = project(snapshot, kind, agency="hsg")
    assert "Zqsecret" not in repr(kept)
    assert kept.entries or "snapshot.entries" not in EDITIONS[kind].fields


def test_a_summary_says_what_an_erratum_put_right() -> None:
    right = erratum("e1", "9.1", "high, to", "medium, to")
    kept = project(replace(SNAPSHOT, errata=(right, erratum("e2", "9.2", "x"))), SUMMARY)
    assert kept.entries[0].text == "medium, to known adults."
    assert kept.errata == ()
    with pytest.raises(RuleError, match=r"tells of 9\.1"):
        project(replace(SNAPSHOT, errata=(erratum("e1", "para 9.1", "hihg"),)), SUMMARY)
    assert project(replace(SNAPSHOT, errata=(erratum("e1", "9.1", "hihg"),)), SUMMARY, left=("risk",)).entries
    with pytest.raises(RuleError, match="Pritchard"):
        project(replace(SNAPSHOT, errata=(erratum("e1", "9.1", "adults", "Alun Pritchard"),)), SUMMARY)


def test_a_month_is_no_name() -> None:
    there = (*SNAPSHOT.attendance, attendance("pol", "Ann May", 6, id="may"))
    for text, fits in (("weekly until May 2027.", True), ("weekly, as Ann May said.", False)):
        said = (replace(ENTRIES[0], text=SAYS + text),)
        snapshot = replace(SNAPSHOT, attendance=there, entries=said)
        if fits:
            assert project(snapshot, SUMMARY).entries
            continue
        with pytest.raises(RuleError, match="Ann May"):
            project(snapshot, SUMMARY)

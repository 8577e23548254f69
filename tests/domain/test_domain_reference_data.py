"""The data files that come with the program, and what happens when one is wrong."""

from __future__ import annotations

import shutil
from datetime import date
from enum import IntEnum, StrEnum
from pathlib import Path

import pytest

from mappa_desk.domain import (
    actions,
    agencies,
    agendas,
    attendance,
    cases,
    chair_drafts,
    chasing,
    contacts,
    contributions,
    copies,
    corrections,
    decisions,
    meetings,
    minutes,
    reports,
)
from mappa_desk.domain.agendas import MeetingKind, Need, Round
from mappa_desk.domain.cases import Level
from mappa_desk.domain.errors import NotFound, ReferenceFault, StoreBug
from mappa_desk.domain.expansion import blanks, to_fill
from mappa_desk.domain.reference import Reference
from mappa_desk.services.reference import load_reference, read_reference

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
LABELLED: tuple[tuple[str, type[StrEnum] | type[IntEnum]], ...] = (
    ("category", cases.Category),
    ("category_short", cases.Category),
    ("category_about", cases.Category),
    ("level", cases.Level),
    ("whereabouts", cases.Whereabouts),
    ("agency_class", agencies.AgencyClass),
    ("meeting_kind", agendas.MeetingKind),
    ("meeting_state", meetings.MeetingState),
    ("attendance", attendance.AttendanceState),
    ("mode", attendance.Mode),
    ("mode_short", attendance.Mode),
    ("item_state", agendas.ItemState),
    ("round", agendas.Round),
    ("need", agendas.Need),
    ("entry_kind", contributions.EntryKind),
    ("handling", contributions.Handling),
    ("issue_outcome", contributions.IssueOutcome),
    ("decision_kind", decisions.DecisionKind),
    ("action_state", actions.ActionState),
    ("acceptance", actions.Acceptance),
    ("action_event", actions.ActionEventKind),
    ("deadline_kind", actions.DeadlineKind),
    ("channel", actions.Channel),
    ("priority", actions.Priority),
    ("chase_kind", chasing.ChaseKind),
    ("change_kind", chasing.ChangeKind),
    ("handover", meetings.HandoverOf),
    ("minutes_status", minutes.MinutesStatus),
    ("approved_how", minutes.ApprovedHow),
    ("document", minutes.DocumentKind),
    ("may_get", contacts.MayGet),
    ("address_kind", contacts.AddressKind),
    ("mark_state", chair_drafts.MarkState),
    ("correction_state", corrections.CorrectionState),
    ("report_source", reports.ReportSource),
    ("copy_event", copies.CopyEventKind),
)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def test_every_value_of_the_domain_has_words(reference: Reference) -> None:
    lacking = [
        f"{section}.{member.value}"
        for section, values in LABELLED
        for member in values
        if not reference.wording.get(f"{section}.{member.value}")
    ]
    assert lacking == []


def test_each_kind_of_meeting_has_its_agenda(reference: Reference) -> None:
    for level in (Level.TWO, Level.THREE):
        for kind, items in ((MeetingKind.INITIAL, 19), (MeetingKind.REVIEW, 21)):
            template = reference.agenda(kind, level)
            assert len(template.items) == items
            assert not template.verified
            assert template.source
    with pytest.raises(NotFound, match="no agenda for a Level 1 review"):
        reference.agenda(MeetingKind.REVIEW, Level.ONE)


def test_an_item_has_one_number_in_every_agenda(reference: Reference) -> None:
    numbers = {(item.code, item.number) for template in reference.agendas for item in template.items}
    assert sorted(number for _, number in numbers) == list(range(22))
    for template in reference.agendas:
        order = [item.number for item in template.items]
        assert order == sorted(order)


def test_agendas_ask_for_all_that_approval_needs(reference: Reference) -> None:
    for template in reference.agendas:
        asked = {need for item in template.items for need in item.needs}
        assert set(Need) - asked <= {Need.ACTION_OUTCOMES, Need.LAST_MINUTES}
        assert {item.heard_in for item in template.items} >= set(Round)
        statutory = [item for item in template.items if item.statutory]
        assert [item.code for item in statutory] == ["statement", "disclosure", "level", "next_review"]
        assert all(not item.settle_reasons and not item.group for item in statutory)


def test_level_two_is_grouped_under_eight_headings(reference: Reference) -> None:
    for template in reference.agendas:
        groups = [item.group for item in template.items if item.group]
        assert len(set(groups)) == (8 if template.level is Level.TWO else 0)
        in_order = list(dict.fromkeys(groups))
        assert groups == sorted(groups, key=in_order.index)


def test_words_for_the_desk_are_short_enough(reference: Reference) -> None:
    for template in reference.agendas:
        for item in template.items:
            assert len(item.short_title) <= 23
            assert len(item.say.split()) <= 60
            assert item.record


def test_figures_are_unverified_and_name_their_source(reference: Reference) -> None:
    codes = {standard.id for standard in reference.standards}
    assert {"review_level_2", "review_level_3", "minutes_level_2", "before_release_days"} <= codes
    assert all(not standard.verified and standard.source for standard in reference.standards)
    assert not reference.form.verified
    assert reference.form.form_title == ""


def test_agencies_have_distinct_codes_in_order(reference: Reference) -> None:
    codes = [code for agency in reference.agencies for code in (agency.code, *agency.aliases)]
    assert len(codes) == len(set(codes))
    assert [agency.code for agency in reference.agencies[:3]] == ["pol", "prob", "pris"]
    assert not any(code.isdigit() for code in codes)


def test_the_core_panel_is_data(reference: Reference, folder: Path) -> None:
    assert reference.core_panel == ("pol", "prob", "pris", "hsg", "hlth")
    change(folder / "reference" / "agencies.toml", '["pol", "prob", "pris", "hsg", "hlth"]', '["csc"]')
    assert read_reference(folder).core_panel == ("csc",)


def test_specialist_invitees_belong_to_known_agencies(reference: Reference) -> None:
    known = {agency.code for agency in reference.agencies}
    assert {invitee.agency for invitee in reference.invitees} <= known
    assert len({invitee.code for invitee in reference.invitees}) == len(reference.invitees) == 10
    assert all(invitee.when and invitee.offers for invitee in reference.invitees)
    funded = next(invitee for invitee in reference.invitees if invitee.valid_until)
    assert funded.doubt(date(2026, 11, 22)) and not funded.doubt(date(2024, 3, 31))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("agendas", "reference", "wording"):
        shutil.copytree(RESOURCES / name, tmp_path / name)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("agendas/review-level-3.toml", "level = 3", "level = 4", "review-level-3.toml, level"),
        ("agendas/review-level-3.toml", 'say = "', 'sey = "', "review-level-3.toml, items[1].sey"),
        ("agendas/review-level-3.toml", "[[items]]", "[items]", "review-level-3.toml"),
        ("agendas/review-level-3.toml", "edition =", "editon =", "review-level-3.toml, editon"),
        (
            "agendas/review-level-3.toml",
            '"all_in_hand"',
            '"no_such"',
            "review-level-3.toml, items[0].settle_reasons",
        ),
        (
            "agendas/review-level-3.toml",
            'code = "opening"',
            'code = "before"',
            "review-level-3.toml, items[1].code",
        ),
        (
            "agendas/review-level-3.toml",
            'code = "review-level-3"',
            'code = "review-level-2"',
            "review-level-3.toml, code",
        ),
        ("reference/agencies.toml", 'code = "prob"', 'code = "pol"', "agencies.toml, agencies[1]"),
        ("reference/agencies.toml", 'code = "prob"', 'code = "pr-ob"', "agencies.toml, agencies[1]"),
        ("reference/agencies.toml", 'code = "prob"', "", "agencies.toml, agencies[1].id"),
        ("reference/agencies.toml", "order = 1", "rank = 1", "agencies.toml, agencies[0].rank"),
        (
            "reference/agencies.toml",
            '"responsible_authority"',
            '"friend"',
            "agencies.toml, agencies[0].agency_class",
        ),
        ("reference/agencies.toml", "core_panel =", "panel =", "agencies.toml, core_panel"),
        ("reference/agencies.toml", '["pol", "prob"', '["pol", "probe"', "agencies.toml, core_panel[1]"),
        ("reference/agencies.toml", '["pol", "prob"', '["pol", "pol"', "agencies.toml, core_panel"),
        ("reference/standards.toml", "value = 20", 'value = "many"', "standards.toml, standards[0].value"),
        ("reference/standards.toml", "value = 20", "worth = 20", "standards.toml, standards[0].worth"),
        (
            "reference/standards.toml",
            'code = "first_meeting_level_2"',
            'code = "first_meeting_level_3"',
            "standards.toml, standards",
        ),
        ("reference/form.toml", "lock_minutes", "luck_minutes", "form.toml, luck_minutes"),
        ("reference/form.toml", "lock_minutes = 10", 'lock_minutes = "soon"', "form.toml, lock_minutes"),
        ("reference/settle_reasons.toml", "[reasons]", "[motives]", "settle_reasons.toml, reasons"),
        ("reference/vague_verbs.toml", '"be aware"', "7", "vague_verbs.toml, verbs[0]"),
        ("reference/escalation.toml", "position = 2", "position = 1", "escalation.toml, rungs"),
        ("reference/escalation.toml", '"senior"', '"board"', "escalation.toml, rungs"),
        ("reference/escalation.toml", "days = 5", 'days = "soon"', "escalation.toml, rungs[1].days"),
        ("reference/escalation.toml", "days = 5", "hours = 5", "escalation.toml, rungs[1].hours"),
        (
            "reference/escalation.toml",
            "office by {reply_by}",
            "office by {name}",
            "escalation.toml, rungs[0].wording",
        ),
        ("wording/labels.toml", '"Deputy"', "3", "labels.toml, attendance.deputy"),
        ("wording/abbreviations.toml", "lp =", "pol =", "abbreviations.toml, abbreviations.pol"),
        ("wording/abbreviations.toml", "lp =", "LP =", "abbreviations.toml, abbreviations.LP"),
        ("wording/abbreviations.toml", '"licence period"', '" "', "abbreviations.toml, abbreviations.lp"),
        ("wording/abbreviations.toml", "[abb", "[short", "abbreviations.toml, abbreviations"),
        ("wording/standard_wording.toml", "title =", "titel =", "standard_wording.toml, wording[0].titel"),
        ("wording/standard_wording.toml", "[agency]", "[agency", "standard_wording.toml, wording[0]"),
        (
            "wording/standard_wording.toml",
            '"private_place"',
            '"report_in_absence"',
            "standard_wording.toml, wording[2]",
        ),
        ("wording/standard_wording.toml", '"before"', '"behind"', "standard_wording.toml, wording[0]"),
    ],
)
def test_a_fault_names_its_file_and_place(folder: Path, file: str, old: str, new: str, place: str) -> None:
    change(folder / file, old, new)
    with pytest.raises(ReferenceFault) as fault:
        read_reference(folder)
    assert fault.value.place.startswith(place)
    assert place in str(fault.value)
    assert isinstance(fault.value, StoreBug)


def test_the_starter_set_is_worth_having_and_safe_to_type(reference: Reference) -> None:
    forms = {one.short: one.opens_to for one in reference.abbreviations}
    assert len(forms) >= 40
    assert forms["lp"] == "licence period"
    assert not {"st", "rd", "no", "so", "ro", "vic", "al"} & set(forms)
    wordings = reference.standard_wording
    assert len(wordings) >= 25
    assert all(blanks(to_fill(one.text)) and one.items and len(one.title) <= 60 for one in wordings)
    offered = {item for one in wordings for item in one.items}
    assert offered == {item.code for template in reference.agendas for item in template.items}


def test_words_are_given_once(folder: Path) -> None:
    (folder / "wording" / "again.toml").write_text('[mode]\nroom = "Here"\n', encoding="utf-8")
    with pytest.raises(ReferenceFault, match=r"mode\.room"):
        read_reference(folder)


def test_a_missing_or_unreadable_file_is_named(folder: Path) -> None:
    file = folder / "reference" / "standards.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ReferenceFault, match=r"standards\.toml is wrong: it cannot be read"):
        read_reference(folder)
    file.unlink()
    with pytest.raises(ReferenceFault, match=r"standards\.toml is wrong: the file is missing"):
        read_reference(folder)
    for agenda in (folder / "agendas").iterdir():
        agenda.unlink()
    with pytest.raises(ReferenceFault, match="agendas is wrong: there is no data file"):
        read_reference(folder)
    (folder / "agendas").rmdir()
    with pytest.raises(ReferenceFault, match="agendas is wrong"):
        read_reference(folder)

"""What each paper before a meeting may hold: reader by reader, flag by flag."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pytest
from domain_builders import AGENCIES, TODAY, action, attendance, case, decision, event, item, meeting

from mappa_desk.domain.actions import ActionEventKind, ActionState
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.cases import Case, Level, Standing
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind, PreviousAction
from mappa_desk.domain.panel_days import AgencySheet, SheetSlot
from mappa_desk.domain.paper_editions import (
    PAPER_EDITIONS,
    Known,
    check_paper_reader,
    person_known_by,
    project_paper,
)
from mappa_desk.domain.preparation import PapersSnapshot

AGENDA, INVITATION = DocumentKind.AGENDA, DocumentKind.INVITATION
BOOK, SHEET = DocumentKind.RUNNING_BOOK, DocumentKind.RUNNING_SHEET


@pytest.mark.parametrize("kind", PAPER_EDITIONS)
def test_a_field_that_is_not_listed_stays_out(kind: DocumentKind) -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class NoisyCase(Case):
        secret: str = ""

    noisy = NoisyCase(**{f.name: getattr(SNAPSHOT.case, f.name) for f in fields(Case)}, secret="canary")
    agency = "hsg" if kind is INVITATION else ""
    assert "canary" not in repr(project_paper(replace(SNAPSHOT, case=noisy), kind, agency=agency))


def past(id_: str, agency: str = "hsg", tag: str = "M02-01", **more: Any) -> PreviousAction:
    made = action(tag, id=id_, owner_agency=agency, text=f"Do {id_}.", owner_name="J Smith", purpose="Why.")
    return PreviousAction(action=made, **more)


SNAPSHOT = PapersSnapshot(
    case=case(
        name="Kevin John Lewis",
        also_known_as=("Kev",),
        date_of_birth=date(1980, 2, 3),
        visor_reference="V-1",
        lead_agency="prob",
        lead_officer="S O’Neill",
        addresses=("3 Mill Lane",),
        summary="Wounding.",
    ),
    meeting=meeting(3, started_at=None),
    previous_meeting=meeting(2),
    items=(item("before", 0), item("contributions", 9, say="Aloud", prompts=("Private",), minutes=5)),
    attendance=(attendance("pol", "Alun Pritchard", 1), attendance("hsg", "J Smith", 3)),
    agencies=(
        *(
            replace(one, agency_class=AgencyClass.RESPONSIBLE_AUTHORITY) if one.code == "pol" else one
            for one in AGENCIES
        ),
        Agency(id="char", name="Charity", agency_class=AgencyClass.THIRD_PARTY),
    ),
    form=AreaForm(id="form", handling_short="Keep it safe."),
    open_actions=(
        past("plain", events=(event("plain", ActionEventKind.CARRIED, note="Away."),)),
        past("named", handling=Handling.NAMED_RECIPIENTS, recipients=("hsg",)),
        past("others", handling=Handling.NAMED_RECIPIENTS, recipients=("pol",)),
        past("shut", in_closed_part=True, stayed_agencies=("pol",)),
        past("inside", in_closed_part=True, stayed_agencies=("pol", "hsg")),
        past("raw", handling=Handling.SANITISE),
        past("police", "pol"),
        past("charity", "char"),
        PreviousAction(action=action("M02-02", id="bin", owner_agency="hsg", removed=True)),
        PreviousAction(action=action("M02-03", id="done", owner_agency="hsg", state=ActionState.DONE)),
    ),
    last_decisions=(decision("e1"),),
    standings=(Standing(id="s", case_id="c1", since=TODAY, level=Level.THREE),),
    statement="Agree to this.",
    reply_by=TODAY,
    ask_for=("Search.",),
    taken_on=TODAY,
    name_in_invitation=True,
    day=tuple(
        AgencySheet(agency=code, slots=(SheetSlot(600, 660, code),), arrives=600, leaves=660, gaps=())
        for code in ("pol", "hsg", "char")
    ),
)


@pytest.mark.parametrize(
    ("kind", "agency", "kept"),
    [
        (AGENDA, "", []),
        (AGENDA, "hsg", ["plain", "named", "inside"]),
        (INVITATION, "hsg", ["plain", "named", "inside"]),
        (INVITATION, "pol", ["police"]),
        (INVITATION, "char", []),
        (AGENDA, "char", []),
        (AGENDA, "nobody", []),
        (BOOK, "", ["plain", "named", "others", "shut", "inside", "police", "charity"]),
        (SHEET, "", ["plain", "named", "others", "shut", "inside", "raw", "police", "charity"]),
    ],
)
def test_a_paper_holds_the_open_actions_of_its_reader(
    kind: DocumentKind, agency: str, kept: list[str]
) -> None:
    projected = project_paper(SNAPSHOT, kind, agency=agency)
    assert [one.action.id for one in projected.open_actions] == kept


@pytest.mark.parametrize(
    ("kind", "agency", "area_prints", "invitations_name", "known"),
    [
        (BOOK, "", False, False, Known.NAME),
        (SHEET, "", True, True, Known.INITIALS),
        (AGENDA, "", False, True, Known.INITIALS),
        (AGENDA, "hsg", True, False, Known.NAME),
        (AGENDA, "char", True, True, Known.REFERENCE),
        (AGENDA, "nobody", True, True, Known.REFERENCE),
        (INVITATION, "hsg", False, True, Known.NAME),
        (INVITATION, "hsg", True, False, Known.INITIALS),
        (INVITATION, "char", True, True, Known.REFERENCE),
    ],
)
def test_the_person_is_known_by_what_the_reader_may_know(
    kind: DocumentKind, agency: str, area_prints: bool, invitations_name: bool, known: Known
) -> None:
    snapshot = replace(
        SNAPSHOT,
        form=replace(SNAPSHOT.form, print_names=area_prints),
        name_in_invitation=invitations_name,
    )
    assert person_known_by(snapshot, kind, agency=agency) is known
    projected = project_paper(snapshot, kind, agency=agency)
    name = {Known.NAME: "Kevin John Lewis", Known.INITIALS: "K. J. L.", Known.REFERENCE: ""}[known]
    assert projected.case.name == name
    assert projected.form.print_names is (known is Known.NAME)
    if known is not Known.NAME:
        assert (projected.case.also_known_as, projected.case.date_of_birth) == ((), None)
        assert projected.case.visor_reference == ""


def test_an_agenda_for_everybody_is_for_the_one_who_may_know_least() -> None:
    invited = (*SNAPSHOT.attendance, attendance("char", "Bea Lund", 9))
    snapshot = replace(SNAPSHOT, attendance=invited, form=replace(SNAPSHOT.form, print_names=True))
    assert person_known_by(snapshot, AGENDA) is Known.REFERENCE
    assert project_paper(snapshot, AGENDA).case.name == ""
    assert person_known_by(snapshot, AGENDA, agency="hsg") is Known.NAME


def test_identifiers_go_to_those_who_search_by_them() -> None:
    housing = project_paper(SNAPSHOT, INVITATION, agency="hsg").case
    assert (housing.also_known_as, housing.date_of_birth) == (("Kev",), date(1980, 2, 3))
    assert housing.visor_reference == ""
    assert project_paper(SNAPSHOT, INVITATION, agency="pol").case.visor_reference == "V-1"


def test_an_invitation_is_for_one_agency() -> None:
    housing = project_paper(SNAPSHOT, INVITATION, agency="hsg")
    assert [row.name for row in housing.attendance] == ["J Smith"]
    assert [sheet.agency for sheet in housing.day] == ["hsg"]
    assert [one.code for one in housing.agencies] == ["prob", "hsg"]
    printed = repr(housing)
    for hidden in ("Pritchard", "Mill Lane", "Wounding", "Private", "Aloud", "Away.", "Because", "pol"):
        assert hidden not in printed


def test_a_third_party_is_told_nothing_of_the_case() -> None:
    charity = project_paper(SNAPSHOT, INVITATION, agency="char")
    assert charity.previous_meeting is None
    assert (charity.ask_for, charity.open_actions) == ((), ())
    assert (charity.case.lead_agency, charity.case.lead_officer) == ("", "")
    assert (charity.statement, charity.reply_by) == ("Agree to this.", TODAY)


def test_what_the_chair_sees_to_before_is_no_item_for_others() -> None:
    assert [one.number for one in project_paper(SNAPSHOT, AGENDA).items] == [9]
    assert [one.number for one in project_paper(SNAPSHOT, SHEET).items] == [0, 9]
    book = project_paper(SNAPSHOT, BOOK)
    assert [one.prompts for one in book.items] == [(), ("Private",)]
    assert book.case.addresses == ()


def test_readers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(RuleError, match="which agency"):
        project_paper(SNAPSHOT, INVITATION)
    for kind, said in ((BOOK, "chair’s own"), (SHEET, "own table")):
        with pytest.raises(RuleError, match=said):
            project_paper(SNAPSHOT, kind, agency="hsg")
        with pytest.raises(RuleError, match=said):
            check_paper_reader(kind, recipient="J Smith")
    check_paper_reader(AGENDA, recipient="J Smith")


@pytest.mark.parametrize("kind", PAPER_EDITIONS)
def test_projecting_changes_nothing_in_the_snapshot(kind: DocumentKind) -> None:
    agency = "hsg" if kind is INVITATION else ""
    before = repr(SNAPSHOT)
    assert project_paper(SNAPSHOT, kind, agency=agency) == project_paper(SNAPSHOT, kind, agency=agency)
    assert repr(SNAPSHOT) == before

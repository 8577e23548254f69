"""The action list: by agency and date, by reference alone, one page for an ordinary meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from document_samples import SEAL, full_review
from pdf_placing import placed_text
from pdf_reading import Node, read_structure
from sample_record import due

from mappa_desk.documents.actions import render_actions
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.editions import project
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, PreviousAction


def rows(tree: Node) -> list[list[str]]:
    """The rows of the table, cell by cell."""
    return [[cell.text for cell in row.kids] for row in tree.all("Table")[0].all("TR")]


def test_open_actions_are_grouped_by_agency_then_by_date(documents: dict[str, Rendered]) -> None:
    found = rows(read_structure(documents["actions"].data))
    groups = [row[0] for row in found if len(row) == 1]
    assert groups == ["Police", "Probation", "Housing", "Health", "Children’s social care", "Victim liaison"]
    place = found.index(["Probation"])
    assert [row[0] for row in found[place + 1 : place + 6]] == ["7", "1", "13", "6", "14"]
    assert "M02-01" not in {row[0] for row in found}
    assert ["M02-03", "Name one officer for this case and a deputy. Overdue, carried once."] in [
        row[:2] for row in found
    ]


def test_heads_of_groups_span_the_table(documents: dict[str, Rendered]) -> None:
    table = read_structure(documents["actions"].data).all("Table")[0]
    heads = [row.kids[0] for row in table.all("TR") if len(row.kids) == 1]
    assert {tuple(sorted(head.attributes.items())) for head in heads} == {
        (("ColSpan", "5"), ("Scope", "/Row"))
    }


def test_a_group_that_goes_on_to_the_next_page_is_named_again(documents: dict[str, Rendered]) -> None:
    rendered = documents["actions"]
    assert rendered.pages == 2
    second = [one for one in placed_text(rendered.data) if one.page == 2 and one.artifact]
    assert any(one.text == "No." for one in second)


def test_no_name_of_a_person_stands_on_the_list(
    documents: dict[str, Rendered], wording: dict[str, str]
) -> None:
    full = full_review()
    named = replace(full, case=replace(full.case, name="John Roe"))
    text = read_structure(render_actions(named, wording=wording).data).text
    assert "Roe" not in text
    assert "LAN-0417" in text
    assert "Do not write a name on it." in text


def one_page(snapshot: MinutesSnapshot) -> MinutesSnapshot:
    """Fourteen actions of two lines for six agencies."""
    agencies = ["pol", "prob", "hsg", "hlth", "csc", "vlo"]
    actions = tuple(
        replace(
            action,
            text="Send the date of the next review to the offender manager.",
            owner_agency=agencies[place % 6],
            owner_role="offender manager",
            on_behalf_taken_by="",
            deadline=due(date(2026, 11, 30)),
            urgent=False,
        )
        for place, action in enumerate(snapshot.actions)
    )
    return replace(snapshot, actions=actions, previous_actions=())


def test_fourteen_actions_take_one_page(wording: dict[str, str]) -> None:
    snapshot = one_page(full_review())
    assert len(snapshot.actions) == 14
    assert render_actions(snapshot, wording=wording).pages == 1


def test_dates_stand_on_one_line(documents: dict[str, Rendered]) -> None:
    texts = {one.text for one in placed_text(documents["actions"].data)}
    assert {"Mon 16 Nov 2026", "Wed 18 Nov 2026"} <= texts


def test_own_list_of_an_agency_holds_its_own_alone(documents: dict[str, Rendered]) -> None:
    rendered = documents["agency-actions"]
    assert rendered.title == "Actions for Housing, LAN-0417"
    assert [row[0] for row in rows(read_structure(rendered.data))] == ["No.", "Housing", "M02-03", "2"]
    assert any(SEAL in one.text for one in placed_text(rendered.data))


def test_restricted_actions_are_on_no_list_for_everybody(wording: dict[str, str]) -> None:
    full = full_review()
    hidden = full.actions[1]
    entries = tuple(
        replace(entry, closed_part_id="cp1") if entry.id == hidden.entry_id else entry
        for entry in full.entries
    )
    earlier = full.previous_actions[1]
    assert earlier.action.state is ActionState.OPEN
    snapshot = replace(
        full,
        entries=entries,
        previous_actions=(replace(earlier, handling=Handling.NAMED_RECIPIENTS, recipients=("hsg",)),),
    )
    everybody = read_structure(render_actions(snapshot, wording=wording).data).text
    assert hidden.text not in everybody
    assert earlier.action.text not in everybody
    own = read_structure(render_actions(snapshot, wording=wording, agency="hsg").data).text
    assert hidden.text in own
    assert earlier.action.text in own


@pytest.mark.parametrize(
    ("kind", "agency"), [(DocumentKind.ACTIONS, ""), (DocumentKind.AGENCY_ACTIONS, "prob")]
)
def test_what_the_projection_leaves_is_printed(
    wording: dict[str, str], kind: DocumentKind, agency: str
) -> None:
    projected = project(full_review(), kind, agency=agency)
    text = read_structure(render_actions(projected, wording=wording, agency=agency).data).text
    assert "Give the person the corrected map" in text
    assert "Tom Reilly" not in text
    assert "on behalf" not in text


def test_a_list_without_an_open_action_says_so(wording: dict[str, str]) -> None:
    nothing = replace(full_review(), actions=(), previous_actions=())
    assert "No action is open." in read_structure(render_actions(nothing, wording=wording).data).text
    own = render_actions(nothing, wording=wording, agency="edu", copy=CopyMark(1, 2, "Education"))
    tree = read_structure(own.data)
    assert "No action is open for this agency." in tree.text
    assert "Copy 1 of 2: Education" in tree.text


def test_a_long_list_keeps_every_action(wording: dict[str, str]) -> None:
    full = full_review()
    many = tuple(
        PreviousAction(
            action=replace(full.actions[place % 14], id=f"x{place}", meeting_id="m01", tag=f"M01-{place:02d}")
        )
        for place in range(1, 400)
    )
    rendered = render_actions(replace(full, previous_actions=many), wording=wording)
    assert sum(len(row) == 5 for row in rows(read_structure(rendered.data))) == 1 + 14 + 399
    again = [one for one in placed_text(rendered.data) if one.text.endswith(", continued") and one.artifact]
    assert len(again) > 10


def test_white_above_the_table_stays_when_the_table_is_split(
    documents: dict[str, Rendered], wording: dict[str, str]
) -> None:
    def white(rendered: Rendered) -> float:
        placed = [one for one in placed_text(rendered.data) if one.page == 1]
        intro = min(one.y for one in placed if one.size == 12)
        return intro - next(one.y for one in placed if one.text.startswith("Done on"))

    short = render_actions(full_review(), wording=wording, agency="hsg")
    assert (documents["actions"].pages, short.pages) == (2, 1)
    assert white(documents["actions"]) == pytest.approx(white(short), abs=0.1)

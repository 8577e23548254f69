"""One reader's copy of the minutes: heading, what it says of itself, its numbers, the order of its parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edition_samples import order_of
from pdf_reading import Node, read_structure

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.drawing import Order, draw

LEFT_OUT = "Something that was recorded at this meeting is left out of it."


def tree(order: Order) -> Node:
    return read_structure(draw(order).data)


def headings(order: Order) -> list[str]:
    return [node.text for node in tree(order).all("H2")]


def labels(found: Node) -> list[str]:
    return [node.text.strip() for node in found.all("Lbl")]


@pytest.mark.parametrize(
    ("kind", "title", "head", "reader"),
    [
        (DocumentKind.MINUTES, "Minutes of a Level 3 review meeting", "Minutes. Approved", ""),
        (
            DocumentKind.ATTENDEE_COPY,
            "Attendee’s copy: minutes of a Level 3 review meeting",
            "Attendee’s copy. Approved",
            "For Dana Whitlock, Housing, who was there.",
        ),
        (
            DocumentKind.AGENCY_COPY,
            "Agency’s copy: minutes of a Level 3 review meeting",
            "Agency’s copy. Approved",
            "For Housing.",
        ),
    ],
)
def test_each_copy_has_a_heading_of_its_own(
    kind: DocumentKind, title: str, head: str, reader: str, wording: dict[str, str]
) -> None:
    found = tree(order_of(kind, wording))
    assert found.all("H1")[0].text == title
    assert head in found.text
    assert reader in found.text
    assert LEFT_OUT in found.text


def test_a_copy_that_holds_all_says_nothing_of_it(wording: dict[str, str]) -> None:
    order = order_of(DocumentKind.AGENCY_COPY, wording)
    plain = tuple(one for one in order.snapshot.entries if one.is_open)
    whole = replace(order, snapshot=replace(order.snapshot, entries=plain, closed_parts=()))
    assert not whole.leaves_out
    assert LEFT_OUT not in tree(whole).text


def test_what_was_ticked_is_gone_and_the_rest_keeps_its_numbers(wording: dict[str, str]) -> None:
    order = order_of(DocumentKind.AGENCY_COPY, wording)
    before = tree(order)
    said = [one for one in order.snapshot.entries if one.item == "contributions" and one.is_open]
    gone = next(one for one in said if one.entry_kind is EntryKind.WRITTEN_REPORT)
    marked = replace(gone, text="Zqticked words.")
    entries = tuple(marked if one.id == gone.id else one for one in order.snapshot.entries)
    order = replace(order, snapshot=replace(order.snapshot, entries=entries))
    assert "Zqticked" in tree(order).text
    after = tree(replace(order, left=(gone.id,)))
    assert "Zqticked" not in after.text
    lost = [label for label in labels(before) if label not in labels(after)]
    assert len(lost) == 1
    assert [label for label in labels(before) if label not in lost] == labels(after)


def test_a_ticked_decision_or_action_is_nowhere(wording: dict[str, str]) -> None:
    order = order_of(DocumentKind.MINUTES, wording)
    decision = replace(order.snapshot.decisions[1], heading="Zqheading", decided="Zqdecided")
    action = replace(order.snapshot.actions[2], text="Zqaction")
    snapshot = replace(
        order.snapshot,
        decisions=tuple(decision if one.id == decision.id else one for one in order.snapshot.decisions),
        actions=tuple(action if one.id == action.id else one for one in order.snapshot.actions),
    )
    order = replace(order, snapshot=snapshot)
    assert tree(order).text.count("Zq") >= 4
    assert "Zq" not in tree(replace(order, left=(decision.id, action.id))).text


def test_a_tick_on_nothing_makes_no_copy(wording: dict[str, str]) -> None:
    with pytest.raises(RuleError, match="ticked"):
        draw(order_of(DocumentKind.MINUTES, wording, left=("nobody",)))


def test_an_area_orders_the_parts(wording: dict[str, str]) -> None:
    order = order_of(DocumentKind.MINUTES, wording)
    usual = headings(order)
    named = ("circulation", "Actions", "no such part")
    form = replace(order.snapshot.form, section_order=named)
    found = headings(replace(order, snapshot=replace(order.snapshot, form=form)))
    assert found[:3] == [usual[0], "Circulation", "Actions"]
    assert sorted(found) == sorted(usual)
    assert found[-1] == usual[-1]


@pytest.mark.parametrize("kind", [DocumentKind.ATTENDEE_COPY, DocumentKind.MINUTES, DocumentKind.ACTIONS])
def test_large_print_says_the_same_in_larger_type_without_tables(
    kind: DocumentKind, wording: dict[str, str]
) -> None:
    usual, large = tree(order_of(kind, wording)), tree(order_of(kind, wording, large=True))
    assert usual.all("Table") and not large.all("Table")
    for node in usual.all("H1", "H2"):
        assert node.text in {found.text for found in large.all(node.tag)}
    cells = [node.text for node in usual.all("TD") if node.text.strip()]
    told = " ".join(large.text.split())
    assert cells
    assert [cell for cell in cells if " ".join(cell.split()) not in told] == []


@pytest.mark.parametrize(("agency", "annexes"), [("csc", 1), ("prob", 1), ("hsg", 0), ("hlth", 0)])
def test_what_is_for_named_recipients_is_an_annex_for_them_alone(
    agency: str, annexes: int, wording: dict[str, str]
) -> None:
    order = replace(order_of(DocumentKind.AGENCY_COPY, wording), agency=agency)
    (named,) = [one for one in order.snapshot.entries if one.handling is Handling.NAMED_RECIPIENTS]
    marked = replace(named, text="Zqnamed words.")
    entries = tuple(marked if one.id == named.id else one for one in order.snapshot.entries)
    found = tree(replace(order, snapshot=replace(order.snapshot, entries=entries)))
    titles = [node.text for node in found.all("H2") if "for named recipients" in node.text]
    assert (len(titles), found.text.count("Zqnamed")) == (annexes, annexes)
    assert [node.text for node in found.all("H2")][-annexes:] == titles or not annexes

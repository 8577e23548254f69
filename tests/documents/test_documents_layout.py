"""The page: grid, heads and feet, and breaks that a reader would make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from document_samples import SEAL, full_review
from hostile_samples import with_text
from pdf_placing import Placed, placed_text
from sample_record import entry

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.page_grid import BOTTOM, LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, TEXT_X, TOP
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.minutes import MinutesSnapshot

LINE = "Words that fill this line of the page up to its right edge and no further, one after another. "


def body(data: bytes) -> list[Placed]:
    """Text between head and foot."""
    return [one for one in placed_text(data) if BOTTOM - 1 < one.y < PAGE_HEIGHT - TOP + 1]


def lines_by_page(data: bytes) -> dict[int, list[Placed]]:
    """What stands between head and foot of each page, downwards."""
    pages: dict[int, list[Placed]] = {}
    for one in sorted(body(data), key=lambda one: (one.page, -one.y, one.x)):
        pages.setdefault(one.page, []).append(one)
    return pages


def filled(lines: int, snapshot: MinutesSnapshot | None = None, **changes: object) -> MinutesSnapshot:
    """A meeting with an item whose entries take so many lines, and then `changes`."""
    base = replace(snapshot or with_text("x"), entries=(), decisions=(), actions=(), previous_actions=())
    filler = tuple(entry(number, "contributions", "One line.") for number in range(1, lines + 1))
    more = changes.pop("entries", ())
    return replace(base, entries=filler + more, **changes)  # type: ignore[arg-type, operator]


def test_margins_and_columns_are_as_designed(documents: dict[str, Rendered]) -> None:
    placed = body(documents["minutes"].data)
    assert round(LEFT / MM) == 20 and round(TEXT_X / MM) == 28
    assert min(one.x for one in placed) == pytest.approx(LEFT, abs=0.02)
    entries = [one for one in placed if one.text.startswith("On 2 September 2026")]
    assert [(one.x, one.size) for one in entries] == [(pytest.approx(LEFT + TEXT_X, abs=0.02), 12)]
    number = next(one for one in placed if one.text == "8.1")
    assert (number.x, number.y) == (pytest.approx(LEFT, abs=0.02), entries[0].y)
    assert min(one.y for one in placed) > BOTTOM


def test_each_page_says_what_it_is(documents: dict[str, Rendered]) -> None:
    rendered = documents["minutes"]
    pages: dict[int, str] = {}
    for one in placed_text(rendered.data):
        pages[one.page] = pages.get(one.page, "") + one.text
    for number in range(1, rendered.pages + 1):
        assert pages[number].count("OFFICIAL-SENSITIVE") == 2
        assert "PRACTICE, fictional content" in pages[number]
        assert "Minutes. Approved, version 1" in pages[number]
        assert f"LAN-0417-M03 · version 1 · {SEAL} · Copy 3 of 12: Housing" in pages[number]
        assert "Not to be copied or shared without the chair’s agreement." in pages[number]
        assert f"Page {number} of {rendered.pages}" in pages[number]
        assert "DRAFT" not in pages[number]


def test_head_and_foot_are_real_text_once(documents: dict[str, Rendered]) -> None:
    marks = [one for one in placed_text(documents["minutes"].data) if one.text == "OFFICIAL-SENSITIVE"]
    assert [one.page for one in marks if not one.artifact] == [1]


def test_a_draft_carries_its_tab_at_the_outer_edge_and_no_seal(documents: dict[str, Rendered]) -> None:
    rendered = documents["draft"]
    texts = [(one.page, one.text) for one in placed_text(rendered.data)]
    assert sum(text == "DRAFT" for _, text in texts) == 2 * rendered.pages
    feet = [text for _, text in texts if "no seal: draft" in text]
    assert len(feet) == rendered.pages


def test_words_that_have_no_room_in_the_foot_are_printed_in_full(wording: dict[str, str]) -> None:
    long = "Keep it where nobody but you can read it, " * 5
    snapshot = full_review()
    snapshot = replace(snapshot, form=replace(snapshot.form, handling_short=long.strip()))
    placed = placed_text(render_minutes(snapshot, wording=wording).data)
    printed = "".join(one.text for one in placed if one.page == 1 and one.size == 12)
    assert long.strip() in printed
    assert all(one.x > LEFT - 1 and one.x < PAGE_WIDTH for one in placed if one.size == 9)


def decisions_after(lines: int) -> MinutesSnapshot:
    """A decision of ordinary length after so many lines."""
    decision = Decision(
        id="d1",
        meeting_id="m03",
        entry_id="e900",
        number=1,
        heading="stays",
        decided=LINE * 2,
        because=LINE * 3,
        also_considered=LINE,
        dissent=(Dissent(agency="pol", why=LINE),),
        resolved=LINE,
        takes_effect=date(2026, 11, 12),
    )
    entries = (entry(900, "contributions", "x", entry_kind=EntryKind.DECISION),)
    return filled(lines, entries=entries, decisions=(decision,))


@pytest.mark.parametrize("lines", range(14, 30, 2))
def test_a_decision_box_is_kept_whole(wording: dict[str, str], lines: int) -> None:
    pages = {
        one.page
        for one in body(render_minutes(decisions_after(lines), wording=wording).data)
        if one.text.startswith(("Decision 1: stays", "Decided:", "Because:", "Takes effect:"))
    }
    assert len(pages) == 1


def test_a_box_longer_than_half_a_page_is_split_and_loses_nothing(wording: dict[str, str]) -> None:
    snapshot = decisions_after(20)
    long = replace(snapshot.decisions[0], because=LINE * 40)
    placed = body(render_minutes(replace(snapshot, decisions=(long,)), wording=wording).data)
    inside = [one for one in placed if one.x > LEFT + TEXT_X + 5 and one.size == 12]
    assert len({one.page for one in inside}) >= 2
    assert "".join(one.text for one in inside).count("Words that fill this line") == 45


def breaks(wording: dict[str, str]) -> Iterator[tuple[list[Placed], list[Placed]]]:
    """Foot of a page and head of the next, at many places of the same meeting."""
    full = full_review()
    for extra in range(0, 26, 2):
        filler = tuple(
            entry(9000 + number, "opening", "One line.", entry_kind=EntryKind.NOTE) for number in range(extra)
        )
        snapshot = replace(full, entries=(*filler, *full.entries))
        pages = lines_by_page(render_minutes(snapshot, wording=wording).data)
        for number in range(1, max(pages)):
            yield pages[number], pages.get(number + 1, [])


def test_no_heading_stands_at_the_foot_of_a_page(wording: dict[str, str]) -> None:
    count = 0
    for foot, _ in breaks(wording):
        lowest = min(one.y for one in foot)
        last = [one for one in foot if one.y == lowest]
        assert not any(one.bold and one.size in (12.5, 13.5, 15) for one in last), last
        count += 1
    assert count > 200


def test_what_one_agency_says_goes_on_under_its_name(wording: dict[str, str]) -> None:
    again = 0
    for foot, head in breaks(wording):
        if not head:
            continue
        top = max(one.y for one in head)
        first = "".join(one.text for one in head if one.y == top)
        if first.endswith(", continued"):
            again += 1
            assert all(one.artifact for one in head if one.y == top)
            agency = first.removesuffix(", continued")
            headings = [one.text for one in foot if one.bold and one.size == 12.5]
            assert not headings or headings[-1].strip() in (agency, first)
    assert again > 10


@pytest.mark.parametrize("lines", range(20, 32))
def test_no_single_line_is_left_at_a_page_break(wording: dict[str, str], lines: int) -> None:
    entries = (entry(900, "contributions", LINE * 5 + "This is the end.", agency="pol"),)
    data = render_minutes(filled(lines, entries=entries), wording=wording).data
    column = [one for one in body(data) if one.size == 12 and not one.artifact]
    first = next(place for place, one in enumerate(column) if one.text.startswith("Words that fill"))
    last = next(place for place, one in enumerate(column) if one.text.endswith("This is the end."))
    pages = [one.page for one in column[first : last + 1]]
    assert len(pages) > 5
    assert 1 not in {pages.count(page) for page in set(pages)}


def test_an_item_longer_than_a_page_is_printed_to_the_end(wording: dict[str, str]) -> None:
    entries = (entry(900, "contributions", LINE * 200, agency="pol"),)
    data = render_minutes(filled(0, entries=entries), wording=wording).data
    assert "".join(one.text for one in body(data) if not one.artifact).count("Words that fill") == 200

"""The draft for the chair: line numbers lead back to the record, the margin stays free, gaps are told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from hostile_samples import HOSTILE, with_text
from later_samples import MARKS_BY, chair_draft_of, chair_gaps
from pdf_placing import Placed, placed_text
from pdf_reading import read_structure, tight
from sample_record import entry

from mappa_desk.documents.chair_draft import ChairDraftRendered, render_chair_draft
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.page_grid import BOTTOM, LEFT, MARKS_WIDTH, MM, PAGE_HEIGHT, PAGE_WIDTH, TOP
from mappa_desk.domain.minutes import MinutesSnapshot

Line = tuple[int, float]
"""Page and baseline."""


def body(data: bytes) -> list[Placed]:
    """Text between head and foot, but for the hint beside it."""
    return [
        one
        for one in placed_text(data)
        if BOTTOM - 1 < one.y < PAGE_HEIGHT - TOP + 1 and one.x < PAGE_WIDTH - MARKS_WIDTH
    ]


def is_number(one: Placed) -> bool:
    return one.artifact and one.x < LEFT - 1 and one.text.isdigit()


def numbers(data: bytes) -> dict[int, Line]:
    """Where each line number stands; a number that stands twice fails."""
    found: dict[int, Line] = {}
    for one in filter(is_number, body(data)):
        assert int(one.text) not in found
        found[int(one.text)] = (one.page, round(one.y, 1))
    return found


def text_by_line(data: bytes) -> dict[Line, str]:
    """The text of the column by its place, its label before it; repeated headings left out."""
    rows: dict[Line, list[Placed]] = defaultdict(list)
    for one in body(data):
        if not one.artifact:
            rows[one.page, round(one.y, 1)].append(one)
    return {line: "|".join(_columns(row)) for line, row in rows.items()}


def _columns(row: list[Placed]) -> list[str]:
    """The texts of one line, from left to right; pieces of one column begin at one place."""
    columns: dict[float, str] = {}
    for one in sorted(row, key=lambda one: one.x):
        columns[one.x] = columns.get(one.x, "") + one.text
    return [text.rstrip() for text in columns.values()]


def render(snapshot: MinutesSnapshot, wording: dict[str, str], **options: object) -> ChairDraftRendered:
    told = {"gaps": (), "marks_by": None, "number": 1, **options}
    return render_chair_draft(snapshot, wording=wording, **told)  # type: ignore[arg-type] # its own options


def test_every_line_of_text_has_its_number_beside_it(chair_draft: ChairDraftRendered) -> None:
    data = chair_draft.rendered.data
    placed, texts = numbers(data), text_by_line(data)
    assert sorted(placed) == list(range(1, len(placed) + 1))
    order = [(page, -y) for page, y in (placed[number] for number in sorted(placed))]
    assert order == sorted(order)
    assert len(placed) > 700
    without = {line: text for line, text in texts.items() if line not in placed.values()}
    gaps = {gap.sentence for gap in chair_gaps()}
    headings = {"Gaps on this page", "Gaps without a line"}
    assert {text.partition("|")[2] or text for text in without.values()} == gaps | headings


def test_a_line_number_leads_back_to_what_is_printed_there(chair_draft: ChairDraftRendered) -> None:
    data, snapshot = chair_draft.rendered.data, chair_draft_of()
    placed, texts = numbers(data), text_by_line(data)
    entries = {one.id: one.text for one in snapshot.entries}
    actions = {one.id: one for one in snapshot.actions}
    seen: dict[str, int] = defaultdict(int)
    for line in chair_draft.lines:
        printed = texts[placed[line.line]]
        seen[line.record_kind] += 1
        printed = printed.partition("|")[2] or printed
        if line.record_kind == "decision" and printed.startswith("Decided: "):
            number = int(line.record_id.removeprefix("d"))
            assert snapshot.decisions[number - 1].decided.startswith(printed.removeprefix("Decided: ")[:40])
        if line.record_kind == "entry" and entries[line.record_id]:
            first = entries[line.record_id][:20]
            seen["text of an entry"] += first in printed
        label = texts[placed[line.line]].partition("|")[0]
        if line.record_kind == "action" and label.startswith("Action "):
            assert label == f"Action {actions[line.record_id].place}"
            seen["action in its item"] += 1
    firsts = [line.line for line in chair_draft.lines]
    assert firsts == sorted(set(firsts))
    assert seen["text of an entry"] >= sum(bool(text) for text in entries.values()) - 30
    assert seen["action in its item"] == len(actions)
    assert seen.keys() >= {"meeting", "item", "entry", "decision", "action", "attendance", "circulation_line"}


def test_each_paragraph_has_a_line_of_its_own(chair_draft: ChairDraftRendered) -> None:
    snapshot = chair_draft_of()
    told = {(line.record_kind, line.record_id) for line in chair_draft.lines}
    assert {
        ("entry", one.id) for one in snapshot.entries if one.entry_kind.value not in ("decision", "action")
    } <= told
    assert {("decision", one.id) for one in snapshot.decisions} <= told
    assert {("item", item.id) for item in snapshot.items} <= told
    assert all(line.record_kind and line.record_id for line in chair_draft.lines)


def test_the_text_is_that_of_the_minutes_and_no_number_is_read_into_it(
    chair_draft: ChairDraftRendered, wording: dict[str, str]
) -> None:
    def paragraphs(data: bytes) -> list[str]:
        return [
            tight(node.text)
            for node in read_structure(data).all("P", "H1", "H2", "H3", "H4", "TD", "TH", "Lbl")
        ]

    own = paragraphs(chair_draft.rendered.data)
    gaps = {tight(gap.sentence) for gap in chair_gaps()}
    own = [one for one in own if one not in gaps and not one.startswith(("Gapson", "line", "Gapswithout"))]
    plain = paragraphs(render_minutes(chair_draft_of(), wording=wording).data)
    first = plain.index(tight("Minutes of a Level 3 review meeting"))
    assert own[own.index(plain[first]) :][: len(plain) - first] == plain[first:]


def test_gaps_stand_at_the_end_of_the_page_of_their_line(chair_draft: ChairDraftRendered) -> None:
    data = chair_draft.rendered.data
    placed, texts = numbers(data), text_by_line(data)
    lines = {(line.record_kind, line.record_id): line.line for line in reversed(chair_draft.lines)}
    listed = {text: line for line, text in texts.items() if text.startswith("line ")}
    found = {}
    for gap in chair_gaps():
        for text, (page, y) in listed.items():
            label, _, sentence = text.partition("|")
            if sentence == gap.sentence:
                number = int(label.removeprefix("line "))
                assert placed[number][0] == page
                assert y < min(at for other, at in placed.values() if other == page)
                found[gap.code] = texts[placed[number]]
    assert found["speaker"].startswith("9.1|On 17 September 2026")
    assert found["decision_reason"].startswith("Because:")
    assert found["dissent"].startswith("Disagreed:")
    assert found["owner"].startswith("Action 4|")
    assert found["front_sheet"] == "In brief"
    assert found["no_report"].startswith("Move-on")
    assert found["statement"].startswith("1|")
    assert "not_closed" not in found
    assert lines["item", "i-opening"] in placed
    assert any(text == "1|The meeting has not been closed." for text in texts.values())


def test_the_white_for_marks_stays_white(chair_draft: ChairDraftRendered) -> None:
    placed = placed_text(chair_draft.rendered.data)
    inside = [one for one in placed if BOTTOM < one.y < PAGE_HEIGHT - TOP]
    right = [one for one in inside if one.x > PAGE_WIDTH - MARKS_WIDTH and one.text != "DRAFT"]
    assert {one.page for one in right} == {1}
    assert "".join(one.text for one in right) == (
        "For the chair’s marks. Give the line number when you answer by e-mail."
    )
    assert not any(one.artifact for one in right)
    assert round(MARKS_WIDTH / MM) == 50


def test_each_page_says_that_it_is_a_draft_for_the_chair(chair_draft: ChairDraftRendered) -> None:
    pages: dict[int, list[str]] = defaultdict(list)
    for one in placed_text(chair_draft.rendered.data):
        pages[one.page].append(one.text)
    assert len(pages) == chair_draft.rendered.pages
    for texts in pages.values():
        text = "".join(texts)
        assert "Draft for the chair. DRAFT, not approved" in text
        assert "LAN-0417-M03 · draft 2 of 13 November 2026 · for the chair only" in text
        assert "Send marks by Tuesday 17 November 2026. Nothing is sealed before the chair approves." in text
        assert texts.count("DRAFT") == 2


def test_without_a_day_for_marks_none_is_named(wording: dict[str, str]) -> None:
    text = "".join(one.text for one in placed_text(render(chair_draft_of(), wording).rendered.data))
    assert "Send marks" not in text
    assert "Nothing is sealed before the chair approves." in text


def test_double_spacing_moves_lines_and_renumbers_none(
    chair_draft: ChairDraftRendered, wording: dict[str, str]
) -> None:
    double = render(chair_draft_of(), wording, gaps=chair_gaps(), marks_by=MARKS_BY, number=2, double=True)
    assert double.lines == chair_draft.lines
    assert double.rendered.pages > chair_draft.rendered.pages * 1.4
    placed = numbers(double.rendered.data)
    steps = [placed[one][1] - placed[one + 1][1] for one in range(1, len(placed))]
    assert min(step for step in steps if step > 0) > 1.5 * 14


@pytest.mark.parametrize("lines", range(10, 40, 3))
def test_notes_and_text_keep_within_the_page(wording: dict[str, str], lines: int) -> None:
    base = replace(with_text("x"), decisions=(), actions=(), previous_actions=(), circulation=(), errata=())
    words = "Words that fill this line and the next one and a third one after those, up to the end. "
    entries = tuple(entry(number, "contributions", words) for number in range(1, lines))
    gap = chair_gaps()[0]
    gaps = [replace(gap, sentence=f"Gap {one.id}.", record_id=one.id) for one in entries]
    data = render(replace(base, entries=entries), wording, gaps=gaps).rendered.data
    assert min(one.y for one in placed_text(data) if one.size not in (9, 11)) > BOTTOM
    texts = list(text_by_line(data).values())
    assert all(sum(text.endswith(f"Gap {one.id}.") for text in texts) == 1 for one in entries)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_any_text_is_printed_and_numbered(wording: dict[str, str], name: str) -> None:
    drawn = render(with_text(HOSTILE[name]), wording, gaps=chair_gaps())
    text = tight(read_structure(drawn.rendered.data).text)
    shown = HOSTILE[name].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for part in shown.split():
        assert tight(part) in text
    found = numbers(drawn.rendered.data)
    assert sorted(found) == list(range(1, len(found) + 1))


def test_the_same_draft_gives_the_same_bytes(
    chair_draft: ChairDraftRendered, wording: dict[str, str]
) -> None:
    again = render(chair_draft_of(), wording, gaps=chair_gaps(), marks_by=MARKS_BY, number=2)
    assert again == chair_draft
    other = render(chair_draft_of(), wording, gaps=chair_gaps(), marks_by=MARKS_BY, number=3)
    assert other.rendered.data != chair_draft.rendered.data


def test_no_number_or_date_is_broken_in_the_narrow_tables(chair_draft: ChairDraftRendered) -> None:
    texts = list(text_by_line(chair_draft.rendered.data).values())
    firsts = [text.partition("|")[0] for text in texts]
    assert firsts.count("M02-03") == firsts.count("M02-08") == 2
    assert sum("|Fri 20 Nov 2026|" in text for text in texts) == 2
    assert sum("10:00 to 11:18" in text for text in texts) > 5

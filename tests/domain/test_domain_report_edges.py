"""Reports from outside at their edges: broken markup, odd numbers, unfinished tables."""

from __future__ import annotations

import pytest

from mappa_desk.domain.report_html import from_html
from mappa_desk.domain.report_markup import attributes_of, numeral
from mappa_desk.domain.report_plain import from_plain
from mappa_desk.domain.report_text import Flow, Losses


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("before<!a note>after", "beforeafter"),
        ("before<?php echo?>after", "beforeafter"),
        ("a < b", "a < b"),
        ("<p title='never closed>one</p><p>two", "one\ntwo"),
        ('<p title="never closed>one</p><p title=nor>two</p><p title=this>three', "one\ntwo\nthree"),
        ("<input type=checkbox checked>seen <input type=hidden value=no>", "[x] seen"),
        ("<ol><li value=x>first<li value=7>seventh</ol>", "1. first\n7. seventh"),
        ("<style>#gone{display:none}</style><p id=gone>hidden</p><p id=kept>shown</p>", "shown"),
        ("<!--StartFragment without its end", ""),
    ],
)
def test_markup_at_its_edges_gives_its_words(markup: str, text: str) -> None:
    assert from_html(markup).text == text


@pytest.mark.parametrize(
    ("count", "form", "said"),
    [(3, "a", "c"), (30, "a", "30"), (14, "i", "xiv"), (99, "I", "XCIX"), (2, "1", "2")],
)
def test_numbers_of_lists(count: int, form: str, said: str) -> None:
    assert numeral(count, form) == said


def test_attributes_with_signs_for_characters() -> None:
    assert attributes_of("title='a &amp; b' TITLE=second Style='COLOR:Red'") == {
        "title": "a & b",
        "style": "color:red",
    }


def test_a_soft_hyphen_joins_lines_and_broken_rows_are_cut_at_tabs() -> None:
    assert "understanding" in from_plain("under\u00ad\nstanding\n").text
    rows = from_plain('name\t"a quote that never ends\nB. Officer\tPolice\nC. Worker\tHousing\t\n').text
    assert "B. Officer | Police" in rows


def test_a_flow_takes_what_comes_in_any_order() -> None:
    losses = Losses()
    losses.head("Page one of two")
    losses.named("the attachment plan.pdf")
    flow = Flow(losses)
    flow.text("")
    flow.end_cell()
    flow.begin_cell()
    flow.text("in a cell without a row")
    flow.begin_row()
    flow.end_table()
    flow.end_table()
    result = flow.result()
    assert result.text == "in a cell without a row"
    assert any("4 words" in one for one in result.left_out)
    assert "the attachment plan.pdf" in result.left_out


def test_a_row_without_words_is_no_line() -> None:
    flow = Flow()
    flow.begin_cell()
    flow.end_cell()
    flow.begin_row()
    flow.begin_cell()
    flow.text("x")
    flow.end_table()
    assert flow.result().text == "x"


def test_what_is_no_text_is_counted_and_empty_rows_leave_no_line() -> None:
    report = from_html("<div style='mso-element:comment'>aside</div><input type=text value=x><p>kept</p>")
    assert "kept" in report.text
    assert len(report.left_out) == 2
    assert from_html("<table><tr><td>a<td>b<tr><td><td><tr><td>c<td>d</table>").text == "a | b\nc | d"
    assert from_html("<table><tr><td></td></tr><tr><td>x</td><td></td></tr></table>").text == "x"


def test_a_paragraph_far_up_is_not_looked_for() -> None:
    assert from_html(f"<p>one{'<b>' * 500}two<p>three").text.split() == ["onetwo", "three"]

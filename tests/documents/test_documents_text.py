"""What was typed is what a reader, a search and a screen reader get: nothing lost, nothing read as markup."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from document_samples import full_review
from hostile_samples import HOSTILE, with_text
from hypothesis import given
from hypothesis import strategies as st
from pdf_reading import marks_in_reading_order, read_structure, tight
from sample_record import entry
from sample_wording import shipped_wording

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.minutes import MinutesSnapshot

SHORT = ["markup", "names", "scripts", "emoji", "bidi", "decomposed", "spaces"]


def text_of(rendered: Rendered) -> str:
    """All text of the structure tree without spaces."""
    return tight(read_structure(rendered.data).text)


@pytest.fixture(scope="module")
def places(wording: dict[str, str]) -> int:
    """In how many places of the hostile meeting a text is printed."""
    return text_of(render_minutes(with_text("Zqmarker"), wording=wording)).count("qmarker")


@pytest.mark.parametrize("name", SHORT)
def test_hostile_text_comes_back_from_every_place(
    hostile: dict[str, Rendered], places: int, name: str
) -> None:
    assert places > 30
    wanted = tight(HOSTILE[name])[1:]
    assert text_of(hostile[name]).count(wanted) == places


def test_lines_come_back_as_paragraphs_of_the_entry(hostile: dict[str, Rendered]) -> None:
    body = next(
        node for node in read_structure(hostile["lines"].data).all("LI") if tight(node.text).startswith("9.1")
    )
    assert [node.text for node in body.all("P")] == ["one", "two", "three", "four", "five", "six"]


@pytest.mark.parametrize("name", ["run", "long"])
def test_text_of_several_pages_comes_back_whole(hostile: dict[str, Rendered], name: str) -> None:
    wanted = tight(HOSTILE[name])
    assert text_of(hostile[name]).count(wanted) >= 12


@pytest.mark.parametrize("name", ["nothing", "blank"])
def test_a_meeting_of_empty_texts_is_printed(hostile: dict[str, Rendered], name: str) -> None:
    assert "Decision1" in text_of(hostile[name])


def test_a_hundred_thousand_letters_without_a_space_take_no_time(wording: dict[str, str]) -> None:
    run = "abcdefghij" * 10_000
    snapshot = replace(with_text("x"), entries=(entry(1, "risk", run),), decisions=(), actions=())
    begun = time.perf_counter()
    rendered = render_minutes(snapshot, wording=wording)
    assert time.perf_counter() - begun < 2.0
    assert run in text_of(rendered)


def test_what_the_fonts_lack_is_named_with_its_place_and_kept(wording: dict[str, str]) -> None:
    snapshot = replace(
        with_text("plain"),
        entries=(
            entry(1, "contributions", "seen 😀 there, 日 too", agency="pol", attendance_id="ds"),
            entry(2, "risk", "and 😀 here"),
        ),
        decisions=(),
        actions=(),
    )
    rendered = render_minutes(snapshot, wording=wording)
    assert [(glyph.code_point, glyph.place) for glyph in rendered.missing] == [
        ("U+1F600", "Item 9: Agency contributions, 9.1"),
        ("U+65E5", "Item 9: Agency contributions, 9.1"),
        ("U+1F600", "Item 12: Risk assessment, 12.1"),
    ]
    assert "seen😀there,日too" in text_of(rendered)
    spans = read_structure(rendered.data).all("Span")
    assert [span.text for span in spans] == ["😀", "日", "😀"]


def test_nothing_is_missing_in_the_scripts_that_are_promised(hostile: dict[str, Rendered]) -> None:
    assert hostile["names"].missing == hostile["scripts"].missing == ()
    assert hostile["bidi"].missing == ()
    assert hostile["decomposed"].missing == ()


def told_in_order(snapshot: MinutesSnapshot) -> list[str]:
    """What the items of the minutes must say, in order, taken from the record alone."""
    decisions = {decision.entry_id: decision for decision in snapshot.decisions}
    actions = {action.entry_id: action for action in snapshot.actions}
    names = {agency.code: agency.name for agency in snapshot.agencies}
    texts: list[str] = []
    for item in snapshot.items:
        texts.append(f"{item.number}{item.title}")
        last: list[str] = []
        speaker = ""
        for one in snapshot.entries:
            if one.item != item.code or one.closed_part_id or one.recipients:
                continue
            if one.agency and one.attendance_id != speaker:
                texts.append(names[one.agency])
            speaker = one.attendance_id or ""
            if one.entry_kind is EntryKind.ACTION:
                last.append(actions[one.id].text)
            elif one.entry_kind is EntryKind.DECISION:
                texts += [decisions[one.id].decided, decisions[one.id].because]
            else:
                texts.append(one.text)
        texts += last
    return [tight(text) for text in texts]


def test_the_items_are_read_in_the_order_of_the_record(documents: dict[str, Rendered]) -> None:
    text, place = text_of(documents["minutes"]), 0
    for wanted in told_in_order(full_review()):
        found = text.find(wanted, place)
        assert found >= 0, wanted
        place = found + len(wanted)


@pytest.mark.parametrize("name", ["minutes", "draft", "empty", "actions", "agency-actions"])
def test_reading_order_is_the_order_of_the_page(documents: dict[str, Rendered], name: str) -> None:
    marks = marks_in_reading_order(documents[name].data)
    first = marks.index((1, 0))
    head_and_foot, told = marks[:first], marks[first:]
    assert told == sorted(set(told))
    assert len(head_and_foot) >= 4
    assert {page for page, _ in head_and_foot} == {1}


@pytest.mark.parametrize("name", ["empty", "agency-actions"])
def test_poppler_reads_the_same_text_as_our_reader(
    documents: dict[str, Rendered], files: dict[str, Path], name: str
) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo of poppler-utils is not installed: NOT CHECKED")
    said = subprocess.run(
        ["pdfinfo", "-struct-text", str(files[name])], capture_output=True, text=True, check=True
    ).stdout
    quoted = [line.strip()[1:-1] for line in said.splitlines() if line.strip().startswith('"')]
    assert tight("".join(quoted)) == text_of(documents[name])


@given(st.text(min_size=1, max_size=200))
def test_any_text_is_printed_and_comes_back(text: str) -> None:
    rendered = render_minutes(with_text(text), wording=shipped_wording())
    shown = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert tight(shown) in text_of(rendered)
    assert with_text(text).entries[0].text == text


def test_text_that_reportlab_would_read_as_markup_is_no_markup(wording: dict[str, str]) -> None:
    text = "<font size=99>x</font> &lt;b&gt; <img src='file:///etc/passwd'/> <para> ]]> <!--"
    snapshot = replace(with_text("x"), entries=(entry(1, "risk", text),), decisions=(), actions=())
    assert tight(text) in text_of(render_minutes(snapshot, wording=wording))

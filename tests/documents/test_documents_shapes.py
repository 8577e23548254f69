"""The minutes as Word file, plain text and HTML: the words of the PDF, real structure, nothing to fetch."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from document_samples import SEAL, empty_meeting, full_review
from docx import Document
from docx.oxml.ns import qn
from edition_samples import order_of
from hostile_samples import HOSTILE, with_text
from later_samples import second_version
from pdf_reading import read_structure, tight
from shape_reading import (
    docx_parts,
    docx_words,
    html_tree,
    html_words,
    pdf_words,
    pdf_words_as_told,
    text_words,
)

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.minutes_docx import minutes_docx
from mappa_desk.documents.minutes_html import minutes_html
from mappa_desk.documents.minutes_text import minutes_text
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.text_paper import WIDTH
from mappa_desk.domain.cases import Level
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus
from mappa_desk.services.drawing import draw
from mappa_desk.services.shape_drawing import MINUTES_KINDS, Shape, draw_as

COPY = CopyMark(number=3, copies=12, recipient="Housing")
SAMPLES: Mapping[str, Callable[[], MinutesSnapshot]] = {
    "approved": full_review,
    "grouped draft": lambda: full_review(status=MinutesStatus.DRAFT, level=Level.TWO),
    "second version": second_version,
    "empty": empty_meeting,
}
SHAPES = {"docx": minutes_docx, "txt": minutes_text, "html": minutes_html}
READ = {"docx": docx_words, "txt": text_words, "html": html_words}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("h1", "h2", "h3", "h4", "p", "span", "strong", "dl", "div", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "colspan"}


@pytest.fixture(scope="module")
def made(wording: dict[str, str]) -> dict[str, bytes]:
    """The second version in each shape."""
    snapshot = second_version()
    return {name: make(snapshot, wording=wording, seal=SEAL, copy=COPY) for name, make in SHAPES.items()}


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_all_shapes_say_the_same_words_in_the_same_order(wording: dict[str, str], sample: str) -> None:
    snapshot = SAMPLES[sample]()
    pdf = render_minutes(snapshot, wording=wording, seal=SEAL, copy=COPY).data
    expected = {"docx": pdf_words(pdf), "html": pdf_words(pdf), "txt": pdf_words_as_told(pdf)}
    for name, make in SHAPES.items():
        assert READ[name](make(snapshot, wording=wording, seal=SEAL, copy=COPY)) == expected[name], name


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_any_text_comes_back_from_any_shape(wording: dict[str, str], name: str) -> None:
    snapshot = with_text(HOSTILE[name])
    shown = "".join("□" if one in "\x07\x00\ud800" else one for one in HOSTILE[name])
    found = {shape: READ[shape](make(snapshot, wording=wording)) for shape, make in SHAPES.items()}
    assert found["docx"] == found["html"]
    for shape, words in found.items():
        for part in shown.split():
            assert words.count(tight(part)) > 25, (shape, part)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_same_minutes_give_the_same_bytes(
    made: dict[str, bytes], wording: dict[str, str], shape: str
) -> None:
    again = SHAPES[shape](second_version(), wording=wording, seal=SEAL, copy=COPY)
    assert again == made[shape]
    assert SHAPES[shape](second_version(), wording=wording, seal=SEAL) != made[shape]


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_marking_stands_at_head_and_foot(made: dict[str, bytes], shape: str) -> None:
    if shape == "docx":
        section = Document(BytesIO(made[shape])).sections[0]
        texts = {
            part: " ".join(one.text for one in getattr(section, part).paragraphs)
            for part in ("header", "footer", "first_page_footer")
        }
        assert all("OFFICIAL-SENSITIVE" in text for text in texts.values())
        assert "LAN-0417-M03" in texts["header"] and "Minutes. Approved, version 2" in texts["header"]
        assert f"version 2 · {SEAL} · Copy 3 of 12: Housing" in texts["footer"]
        assert Document(BytesIO(made[shape])).paragraphs[0].text.strip() == "OFFICIAL-SENSITIVE"
        return
    lines = made[shape].decode("utf-8-sig").split("\n")
    words = [re.sub("<[^>]+>", "", line).strip() for line in lines]
    words = [word for word in words[lines.index("<body>") if shape == "html" else 0 :] if word]
    assert words[0] == words[-1] == "OFFICIAL-SENSITIVE"
    assert f"LAN-0417-M03 · version 2 · {SEAL} · Copy 3 of 12: Housing" in words[-5:]


def test_pages_of_the_word_file_are_numbered(made: dict[str, bytes]) -> None:
    parts = docx_parts(made["docx"])
    feet = [text for name, text in parts.items() if "footer" in name]
    assert len(feet) == 2
    assert all('w:instr="PAGE"' in foot and 'w:instr="NUMPAGES"' in foot for foot in feet)


def test_the_word_file_has_headings_lists_and_heads_of_tables(made: dict[str, bytes]) -> None:
    word = Document(BytesIO(made["docx"]))
    headings = [
        (int(one.style.name[-1]), one.text.replace("\t", " ").strip())
        for one in word.paragraphs
        if one.style is not None and one.style.name.startswith("Heading")
    ]
    assert headings[0] == (1, "Minutes of a Level 3 review meeting")
    assert (2, "9 Agency contributions") in headings and (3, "Police detective sergeant") in headings
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(headings))
    items = [one for one in word.paragraphs if one._p.pPr is not None and one._p.pPr.numPr is not None]
    assert {"Handling", "Decision 1", "9.1", "M02-01"} <= {one.text.split("\t")[0] for one in items}
    lists = [one._p.pPr.numPr.numId.val for one in items]
    assert 1 < len(set(lists)) < len(lists)
    with_head = [table for table in word.tables if "w:tblHeader" in table.rows[0]._tr.xml]
    assert len(with_head) == len(word.tables) - 1 == 4


def test_the_word_file_is_in_the_order_of_the_schema(made: dict[str, bytes]) -> None:
    numbering = Document(BytesIO(made["docx"])).part.numbering_part.element
    names = [child.tag.rpartition("}")[2] for child in numbering]
    assert names == sorted(names, key=["abstractNum", "num"].index)
    order = [
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr"),
    ]
    properties = list(Document(BytesIO(made["docx"])).element.iter(qn("w:pPr")))
    assert len(properties) > 300
    for one in properties:
        found = [child.tag.rpartition("}")[2] for child in one]
        assert found == sorted(found, key=order.index)


def test_the_word_file_tells_nobody_and_leads_nowhere(made: dict[str, bytes]) -> None:
    core = Document(BytesIO(made["docx"])).core_properties
    assert (core.author, core.last_modified_by, core.comments, core.language) == ("", "", "", "en-GB")
    assert core.title == "Minutes of a Level 3 review meeting, LAN-0417-M03"
    text = "".join(docx_parts(made["docx"]).values())
    assert "TargetMode" not in text and "<w:hyperlink" not in text and "python-docx" not in text


def test_the_html_file_fetches_nothing_and_runs_nothing(made: dict[str, bytes]) -> None:
    tree = html_tree(made["html"])
    assert {node.tag for node in tree.iter()} <= TAGS
    assert {name for node in tree.iter() for name in node.attrib} <= ATTRIBUTES
    text = made["html"].decode("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|https?:|//", text)


def test_the_html_file_has_a_language_headings_and_scopes(made: dict[str, bytes]) -> None:
    tree = html_tree(made["html"])
    assert tree.get("lang") == "en-GB"
    assert tree.findtext("head/title") == "Minutes of a Level 3 review meeting, LAN-0417-M03"
    depths = [int(node.tag[1]) for node in tree.iter() if re.fullmatch("h[1-6]", node.tag)]
    assert depths[0] == 1 and depths.count(1) == 1 and len(depths) > 50
    assert all(after <= before + 1 for before, after in pairwise(depths))
    for table in tree.iter("table"):
        assert all(cell.get("scope") == "col" for cell in table.findall("thead/tr/th"))
        for row in table.findall("tbody/tr"):
            assert [cell.get("scope") for cell in row] == ["row", *[None] * (len(row) - 1)]
    for group in tree.iter("dl"):
        assert all([child.tag for child in pair] == ["dt", "dd"] for pair in group)


@pytest.mark.parametrize("name", ["markup", "bidi", "surrogate", "emoji"])
def test_typed_markup_makes_no_element(wording: dict[str, str], name: str) -> None:
    tree = html_tree(minutes_html(with_text(HOSTILE[name]), wording=wording))
    assert {node.tag for node in tree.iter()} <= TAGS
    assert {key for node in tree.iter() for key in node.attrib} <= ATTRIBUTES


def test_lines_of_plain_text_are_short_and_text_stands_beside_its_label(made: dict[str, bytes]) -> None:
    assert made["txt"].startswith(b"\xef\xbb\xbfOFFICIAL-SENSITIVE\r\n")
    lines = made["txt"].decode("utf-8-sig").split("\r\n")
    assert max(map(len, lines)) <= WIDTH
    assert not any(line != line.rstrip() for line in lines)
    assert lines[lines.index("In brief") + 1] == "--------"
    assert "Next review     Thursday 14 January 2027 at 10:00, Level 3, Room 2 and by" in lines
    assert "    In and out: 10:00 to 10:35" in lines and "        10:41 to 11:18" in lines


def test_a_run_without_a_space_is_not_broken(wording: dict[str, str]) -> None:
    lines = minutes_text(with_text(HOSTILE["run"]), wording=wording).decode("utf-8-sig").split("\r\n")
    assert any(HOSTILE["run"] in line for line in lines)


@pytest.mark.parametrize("kind", MINUTES_KINDS)
def test_a_copy_in_another_shape_says_what_its_pdf_says(wording: dict[str, str], kind: DocumentKind) -> None:
    order = order_of(kind, wording)
    order = replace(order, left=(order.snapshot.entries[0].id,), copy_number=2, copies=3, recipient="Housing")
    pdf = draw(order).data
    assert "left out" in read_structure(pdf).text
    expected = {Shape.WORD: pdf_words(pdf), Shape.HTML: pdf_words(pdf), Shape.TEXT: pdf_words_as_told(pdf)}
    for shape, words in expected.items():
        assert READ[shape.value](draw_as(order, shape).data) == words, shape

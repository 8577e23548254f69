"""What plain text, HTML and Word files make of parts that minutes seldom have."""

from __future__ import annotations

from mappa_desk.documents.docx_paper import DocxPaper
from mappa_desk.documents.docx_parts import new_document
from mappa_desk.documents.html_paper import HtmlPaper
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.page_grid import CELL, MINUTES_SHEET
from mappa_desk.documents.papers import CellWords, RowWords, TableWords
from mappa_desk.documents.plain_shapes import readable
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.text_paper import TextPaper

COLUMNS = (Column("No.", 0.0, 60.0), Column("What", 60.0, 300.0))
TABLE = TableWords(
    COLUMNS,
    (
        RowWords((CellWords("Police & others"),), place="Police", across=True, again="Police, continued"),
        RowWords((CellWords("1", bold=True), CellWords("Visit\nAsk")), place="1"),
        RowWords((CellWords("2"), CellWords("")), place="2"),
    ),
    True,
    "Continues below the table.",
)
LOOK = TableLook(CELL)


def test_a_row_across_heads_the_rows_below_it_in_html() -> None:
    paper = HtmlPaper()
    paper.table(TABLE, LOOK)
    assert paper.lines() == [
        "<table>",
        '<thead><tr><th scope="col">No.</th><th scope="col">What</th></tr></thead>',
        "<tbody>",
        '<tr><th scope="row" colspan="2">Police &amp; others</th></tr>',
        '<tr><th scope="row"><strong>1</strong></th><td><p>Visit</p><p>Ask</p></td></tr>',
        '<tr><th scope="row">2</th><td></td></tr>',
        "</tbody>",
        "</table>",
    ]


def test_a_row_across_heads_the_rows_below_it_in_text() -> None:
    paper = TextPaper()
    paper.table(TABLE, LOOK)
    assert paper.lines == [
        *("Police & others", "", "No.: 1", "    What: Visit", "        Ask", ""),
        *("No.: 2", "    What:"),
    ]


def test_a_row_across_is_one_cell_in_word() -> None:
    document = new_document({"left": 20.0, "right": 20.0, "top": 26.0})
    DocxPaper(document, MINUTES_SHEET, lists=True).table(TABLE, LOOK)
    rows = document.tables[0].rows
    assert [cell.text for cell in rows[1].cells] == ["Police & others"] * 2
    assert rows[1].cells[0]._tc is rows[1].cells[1]._tc
    assert [cell.text for cell in rows[2].cells] == ["1", "Visit\nAsk"]


def test_neighbours_make_one_list_and_words_without_text_make_nothing() -> None:
    paper = HtmlPaper()
    paper.labelled("9.1", "First")
    paper.labelled("9.2", " \n ")
    paper.labelled("9.3", "", note="A note")
    paper.labelled("", "Without a label")
    paper.labelled("9.4", "Last")
    assert [line.partition("<dd>")[0] for line in paper.lines()] == [
        *("<dl>", "<div><dt>9.1</dt>", "<div><dt>9.3</dt>", "</dl>"),
        *("<p>Without a label</p>", "<dl>", "<div><dt>9.4</dt>", "</dl>"),
    ]


def test_words_of_two_spans_stay_apart_only_where_they_were() -> None:
    paper = HtmlPaper()
    paper.paragraph([Span("Done.", bold=True), Span(" The letter"), Span("s", quiet=True), Span("  went ")])
    assert paper.lines() == ['<p><strong>Done.</strong> The letter<span class="quiet">s</span> went</p>']


def test_a_label_too_long_for_the_margin_stands_above_its_words() -> None:
    paper = TextPaper()
    paper.labelled("Reference of the approval", "LAN/2026/311")
    assert paper.lines == ["Reference of the approval", "                LAN/2026/311"]


def test_what_is_no_character_shows_as_a_box() -> None:
    assert readable("a\ud800b\ufffec\U0001ffffd\x9be\tf\u00a0g") == "a□b□c□d□e f\u00a0g"

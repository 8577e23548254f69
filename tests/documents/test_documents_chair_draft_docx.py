"""The draft for the chair as a Word file: the words of the PDF, real structure, nobody's name in the file."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hostile_samples import HOSTILE, with_text
from later_samples import MARKS_BY, chair_draft_of, chair_gaps
from pdf_reading import read_structure, tight

from mappa_desk.documents.chair_draft_docx import chair_draft_docx
from mappa_desk.documents.minutes import render_minutes

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl suppressLineNumbers pBdr shd tabs "
    "spacing ind jc rPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "sectPr": "headerReference footerReference pgSz pgMar pgBorders lnNumType cols docGrid",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs lang",
}
"""Order of the elements that the schema of ECMA-376 asks for, of those that are used."""


@pytest.fixture(scope="module")
def data(wording: dict[str, str]) -> bytes:
    """The sample draft."""
    return chair_draft_docx(chair_draft_of(), gaps=chair_gaps(), marks_by=MARKS_BY, number=2, wording=wording)


@pytest.fixture(scope="module")
def word(data: bytes) -> WordDocument:
    """The same, read back."""
    return Document(BytesIO(data))


def blocks(word: WordDocument) -> list[str]:
    """Paragraphs, and cells of tables, in their order; labels apart from the words behind them."""
    found: list[str] = []
    for block in word.iter_inner_content():
        if isinstance(block, Paragraph):
            found += block.text.split("\t")
        else:
            found += [
                paragraph.text for row in block.rows for cell in row.cells for paragraph in cell.paragraphs
            ]
    return [tight(text) for text in found if tight(text)]


def test_it_says_what_the_minutes_say_in_the_same_order(word: WordDocument, wording: dict[str, str]) -> None:
    pdf = read_structure(render_minutes(chair_draft_of(), wording=wording).data)
    plain = "".join(
        tight(node.text)
        for node in pdf.all("P", "H1", "H2", "H3", "H4", "TD", "TH", "Lbl")
        if not node.all("P")[1:]
    )
    start = plain.index(tight("Minutes of a Level 3 review meeting"))
    own = "".join(blocks(word))
    own = own[own.index(tight("Minutes of a Level 3 review meeting")) : own.index("GapsWhereWhat")]
    assert own == plain[start:]


def test_headings_are_headings(word: WordDocument) -> None:
    levels = [
        (paragraph.style.name, paragraph.text.replace("\t", " ").strip())
        for paragraph in word.paragraphs
        if paragraph.style is not None and paragraph.style.name.startswith("Heading")
    ]
    assert levels[0] == ("Heading 1", "Minutes of a Level 3 review meeting")
    assert ("Heading 2", "9 Agency contributions") in levels
    assert ("Heading 3", "Police detective sergeant") in levels
    assert any(text.endswith("Decision 1: the meeting goes on without Education") for _, text in levels)
    depths = [int(name[-1]) for name, _ in levels]
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_word_numbers_the_lines_and_the_right_margin_is_wide(word: WordDocument) -> None:
    section = word.sections[0]
    numbers = section._sectPr.find(qn("w:lnNumType"))
    assert numbers is not None
    assert numbers.get(qn("w:countBy")) == "1" and numbers.get(qn("w:restart")) == "continuous"
    assert round(section.right_margin.mm) == 50
    for part in (section.header, section.footer):
        assert all("w:suppressLineNumbers" in one._p.xml for one in part.paragraphs)


def test_heads_of_tables_are_repeated_and_rows_keep_whole(word: WordDocument) -> None:
    with_head = [
        table
        for table in word.tables
        if table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    ]
    assert len(word.tables) == 6
    assert len(with_head) == len(word.tables) - 1
    actions = next(table for table in with_head if table.cell(0, 1).text == "What, and why")
    assert [cell.text for cell in actions.rows[0].cells] == ["No.", "What, and why", "Owner", "Due", "State"]
    assert all(row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in actions.rows)
    assert all(table.rows[0].cells[0].paragraphs[0].runs[0].bold for table in word.tables)


def test_head_and_foot_say_what_it_is(word: WordDocument) -> None:
    head = " ".join(paragraph.text for paragraph in word.sections[0].header.paragraphs)
    foot = " ".join(paragraph.text for paragraph in word.sections[0].footer.paragraphs)
    assert "OFFICIAL-SENSITIVE" in head and "OFFICIAL-SENSITIVE" in foot
    assert "PRACTICE, fictional content" in head
    assert "Draft for the chair. DRAFT, not approved" in head
    assert "draft 2 of 13 November 2026 · for the chair only" in foot
    assert "Send marks by Tuesday 17 November 2026. Nothing is sealed before the chair approves." in foot
    xml = word.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in xml and 'w:instr="NUMPAGES"' in xml
    assert word.paragraphs[0].text.startswith("For the chair’s marks. Give the number of the paragraph")


def test_each_gap_names_its_paragraph(word: WordDocument) -> None:
    gaps = {row.cells[1].text: row.cells[0].text for row in word.tables[-1].rows}
    assert gaps["Who said this? 9.1 has no speaker."] == "9.1"
    assert gaps["Action 4 names Police and no person or role."] == "Action 4"
    assert gaps["The front sheet does not yet say what the risk is."] == "In brief"
    assert gaps["The meeting has not been closed."] == "The whole meeting"
    assert gaps["Two people have not heard the statement."] == "1"
    printed = {paragraph.text.split("\t")[0] for paragraph in word.paragraphs}
    assert gaps["Decision 2 has no reason."] in {text.split("  ")[0] for text in printed}


def test_the_file_tells_nobody_and_leads_nowhere(data: bytes, word: WordDocument) -> None:
    core = word.core_properties
    assert (core.title, core.author, core.last_modified_by, core.comments) == ("LAN-0417-M03", "", "", "")
    assert core.created == core.modified == datetime(2026, 11, 13, tzinfo=UTC)
    with ZipFile(BytesIO(data)) as file:
        names = file.namelist()
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = "".join(file.read(name).decode("utf-8") for name in names)
    assert not any("custom" in name or "thumbnail" in name or "app.xml" in name for name in names)
    assert "TargetMode" not in text and "<w:hyperlink" not in text and "rsidRoot" not in text
    assert "python-docx" not in text
    languages = {found.get(qn("w:val")) for found in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_the_same_draft_gives_the_same_bytes(data: bytes, wording: dict[str, str]) -> None:
    def made(number: int) -> bytes:
        return chair_draft_docx(
            chair_draft_of(), gaps=chair_gaps(), marks_by=MARKS_BY, number=number, wording=wording
        )

    assert made(2) == data
    assert made(3) != data


@pytest.mark.parametrize("tag", sorted(ORDER))
def test_elements_stand_in_the_order_of_the_schema(word: WordDocument, tag: str) -> None:
    order, count = ORDER[tag].split(), 0
    for part in (word.element, word.sections[0].header._element, word.sections[0].footer._element):
        for found in part.iter(qn(f"w:{tag}")):
            names = [child.tag.rpartition("}")[2] for child in found]
            assert names == sorted(names, key=order.index)
            count += 1
    assert count


def test_double_spacing_is_words_own(wording: dict[str, str]) -> None:
    data = chair_draft_docx(chair_draft_of(), gaps=(), marks_by=None, number=1, wording=wording, double=True)
    word = Document(BytesIO(data))
    entry = next(one for one in word.paragraphs if one.text.startswith("9.1\t"))
    assert entry.paragraph_format.line_spacing == 2.0
    assert "Gaps" not in [one.text.strip() for one in word.paragraphs]


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_any_text_comes_back_as_plain_text(wording: dict[str, str], name: str) -> None:
    data = chair_draft_docx(
        with_text(HOSTILE[name]), gaps=chair_gaps(), marks_by=MARKS_BY, number=1, wording=wording
    )
    text = "".join(blocks(Document(BytesIO(data))))
    shown = "".join("□" if one in "\x07\x00\ud800" else one for one in HOSTILE[name])
    for part in shown.split():
        assert tight(part) in text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is wanted: NOT CHECKED")
def test_libreoffice_opens_it(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "draft.docx")], check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "draft.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "Draft for the chair. DRAFT, not approved" in text
    assert "Agency contributions" in text
    assert "Page 2 of" in text

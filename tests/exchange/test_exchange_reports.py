"""Reports from real programs: paragraphs stay, tables are rows, what goes is counted. All fictional."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from report_builders import FULL, PARTS, package

from mappa_desk.domain.report_html import from_html
from mappa_desk.domain.report_plain import from_plain
from mappa_desk.exchange.report_docx import read_docx
from mappa_desk.exchange.report_process import read_file

REPORTS = Path(__file__).parent / "reports"


def words(name: str) -> str:
    with (REPORTS / name).open(encoding="utf-8", newline="") as file:
        return file.read()


def test_word_on_the_clipboard() -> None:
    report = from_html(words("word.html"))
    assert report.text.split("\n") == [
        "Practice report: Children’s Services",
        "Mr A’s daughter, aged 9, lives with her mother at an address that is known to the police.",
        "",
        "- Contact is supervised.",
        "  - Every second Saturday.",
        "1. See the plan.",
        "Risk | View of the agency",
        "To the child | High while contact is disputed.",
        "Lower once the court has decided.",
        "Seen by the new worker.",
    ]
    assert report.left_out == ("1 picture", "1 link’s address", "1 tracked deletion", "hidden text (4 words)")


def test_outlook_on_the_clipboard_lays_out_with_tables() -> None:
    report = from_html(words("outlook.html"))
    assert report.text.split("\n") == [
        "Dear panel,",
        "",
        "Practice: no new offences since 1 October.",
        "Sent by Practice Police",
        "Write to practice@police.example.",
        "From: Co-ordinator",
        "Sent: 12 November 2026",
    ]
    assert report.left_out == ("1 picture", "hidden text (2 words)")


def test_libreoffice_writer() -> None:
    report = from_html(words("libreoffice.html"))
    assert (
        "- First point\n- Second point\n1. One\n2. Two\nDate | What | Who\n3 Nov | Visit | J. Smith\n"
        in report.text
    )
    assert "Concerns | First paragraph.\nSecond paragraph.\nSeen and struck" in report.text
    assert report.left_out == ("hidden text (4 words)",)
    assert report.noted == ("1 passage was struck through and is kept",)


def test_a_web_page() -> None:
    report = from_html(words("web.html"))
    assert report.text.split("\n") == [
        "Practice hostel rules",
        "Residents are in by 9 pm.",
        "c. No visitors",
        "d. No alcohol",
        "  - not even",
        "  - at weekends",
        "The house",
        "Read more or go to hostel.example.",
        "line one",
        "  line two",
        "[x] agreed [ ] seen",
    ]
    assert report.left_out == ("1 picture", "1 link’s address", "1 script", "hidden text (3 words)")


def test_spreadsheets_by_page_and_by_tabs() -> None:
    excel = from_html(words("excel.html"))
    assert excel.text.split("\n") == [
        "Practice | Visits | Total",
        '03/11/2026 | 2 | =HYPERLINK("http://evil.example","2")',
        "Sum",
    ]
    assert excel.left_out == ("hidden text (2 words)",)
    calc = from_html(words("calc.html"))
    assert calc.text == "Practice | Visits\n03/11/2026 | 2 | calm"
    assert calc.left_out == ("hidden text (4 words)",)
    assert from_plain(words("excel.tsv")).text.split("\n") == [
        "Practice | Visits | Note",
        "03/11/2026 | 2 | Two lines / in one cell",
        "10/11/2026 | | =1+1",
    ]


def test_a_pdf_readers_lines_are_joined_where_that_is_safe() -> None:
    lines = from_plain(words("pdf.txt")).text.split("\n")
    assert len(lines) == 6
    assert "has kept every appointment since. He lives" in lines[1], "the text has the word without a hyphen"
    assert "his former partner, which" in lines[1]
    assert lines[2] == "Every appointment is noted. His former partner was told by the police."
    assert lines[3:] == ["1. Curfew from 9 pm", "2. No contact with Ms B",
                         "Contact: practice.officer@probation.example"]  # fmt: skip


def test_a_hyphen_that_may_be_meant_stays() -> None:
    text = (
        "The man was seen by the social worker and by the health visitor, a well-\n"
        "known colleague of ours who had also seen him in the year before and then\n"
        "wrote to the panel about what was said, and about his mood in those weeks,\n"
        "which was low."
    )
    assert "a well-known colleague" in from_plain(text).text


@pytest.mark.parametrize(
    "text",
    [
        "Attendance was good and everybody came except for the housing officer.\nDate: 3 May",
        "Flat 2\n14 Example Row\nPractice Town\nPR1 1AA",
        "A line\nAnother line\nA third",
        "This paragraph is one line however long it is, as most programs copy it, over a hundred letters.\n"
        "And another that must not be joined to the one before it, for nobody ever wrapped this text at all.",
        "Every line of this list is a sentence of about the same length here.\n"
        "No line of it was wrapped by a program, since each ends in a full st.\n"
        "So these are joined neither to each other nor to what stands above it.\n"
        "Whoever wrote them meant them as lines of their own, one by one, too.",
        "- first point of some length that nearly fills the line of the mail\n"
        "- second point of some length that nearly fills the line of it as well\n"
        "- third point",
        "> quoted words of the mail before that are wrapped at a width of seventy\n"
        "> characters and stay as they are, line by line, for that is how they came\n"
        "> in.",
    ],
)
def test_lines_that_somebody_made_stay(text: str) -> None:
    assert from_plain(text).text == text


def test_flowed_mail_is_joined_and_signatures_and_quotes_stay() -> None:
    text = "One \nline.\n> quoted \n> words\n-- \nSiân\n From here on"
    assert from_plain(text, flowed=True).text == "One line.\n> quoted\n> words\n--\nSiân\nFrom here on"
    assert from_plain("Uber \nlang\n-- \nX", flowed=True, without_space=True).text == "Uberlang\n--\nX"


def test_no_word_is_lost_when_lines_are_joined() -> None:
    text = words("pdf.txt")
    joined = from_plain(text).text
    assert "".join(text.split()).replace("-", "") == "".join(joined.split()).replace("-", "")


@pytest.mark.parametrize("name", ["python-docx.docx", "libreoffice.docx"])
def test_word_files_of_two_programs(name: str) -> None:
    found = read_file(REPORTS / name)
    (part,) = found.parts
    assert part.text.split("\n") == [
        "Practice: report of Housing",
        "Mr A has held the tenancy at 4 Example Row since 2019. Rent is paid.",
        "- First point",
        "- Second point",
        "1. One",
        "2. Two",
        "Date | What | Who",
        "3 Nov | Visit | J. Smith",
        "Concerns | First paragraph.",
        "Second paragraph.",
        "Seen and struck",
    ]
    assert part.left_out == ("hidden text (4 words)", "page heads and feet (2 words)")
    assert part.noted == ("1 passage was struck through and is kept",)
    assert (found.kind, found.name, len(found.sha256)) == ("docx", name, 64)


def test_a_word_file_with_everything() -> None:
    report = read_docx(package(FULL, **PARTS))
    assert report.text.split("\n") == [
        "Practice report",
        "He was twice late.[2]",
        "shown after all",
        "4. First",
        "5. Second",
        "  5.a) Under it",
        "[x] agreed",
        "High risk",
        "Beside the box",
        "In a box",
        "the plan[x][symbol]- end",
        "[2] On 3 and 9 May.",
    ]
    assert report.left_out == (
        "2 pictures",
        "1 link’s address",
        "1 comment",
        "1 tracked deletion",
        "hidden text (6 words)",
        "page heads and feet (3 words)",
        "1 blank that nobody filled",
    )
    assert report.noted == ("1 special symbol stands as [symbol]", "1 tracked insertion is kept")


def test_a_mail_of_thunderbird() -> None:
    found = read_file(REPORTS / "thunderbird.eml")
    (part,) = found.parts
    lines = part.text.split("\n")
    assert lines[0].startswith("Rent is paid to the week") and lines[0].endswith("since the last meeting.")
    assert lines[2:5] == ["Two visits were made:", "- 3 November: nobody in", "- 10 November: seen, calm"]
    assert "> Can you tell us whether the\n> rent is paid?" in part.text
    assert part.left_out == ("attachment logo.png",)
    assert found.sender == "Siân Practice <sian@housing.example>"
    assert found.subject == "Report for LAN-0417 – practice"
    assert found.sent == datetime(2026, 11, 12, 16, 5, 33, tzinfo=UTC)


def test_a_mail_of_outlook_with_a_word_file_on_it() -> None:
    found = read_file(REPORTS / "outlook.eml")
    own, attached = found.parts
    assert own.text == "Please see our report’s summary:\nLevel | 2"
    assert own.left_out == ("1 picture", "attachment Police report.docx", "1 attached mail")
    assert attached.name == "Police report.docx"
    assert attached.text.startswith("Practice: report of Housing\n")
    assert found.sent == datetime(2026, 11, 13, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Siân’s report – £20".encode(), "Siân’s report – £20"),
        ("Siân’s report – £20".encode("cp1252"), "Siân’s report – £20"),
        ("Siân’s report".encode("utf-16"), "Siân’s report"),
        ("\ufeffSiân".encode(), "Siân"),
    ],
)
def test_text_files_of_several_programs(tmp_path: Path, data: bytes, text: str) -> None:
    file = tmp_path / "report.TXT"
    file.write_bytes(data)
    assert read_file(file).parts[0].text == text

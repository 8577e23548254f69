"""The contribution form: what it asks, whom it names, and that every field is named, in order and inert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hostile_samples import HOSTILE
from papers_samples import empty_papers, full_papers, papers_with
from pdf_reading import Node, read_structure

from mappa_desk.documents.contribution_form import render_contribution_form
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.form_edition import CONTRIBUTION_FIELDS, project_form
from mappa_desk.domain.form_questions import CODE_FIELD, QUESTIONS, FieldKind, FormPart, code_for, read_code
from mappa_desk.domain.paper_editions import INVITATION_FIELDS
from mappa_desk.domain.preparation import PapersSnapshot

CODE = code_for(meeting_id="0" * 32, reference="LAN-0417-M03", agency="hsg")
NAMED = replace(full_papers(), name_in_invitation=True)


def make(
    snapshot: PapersSnapshot, wording: Mapping[str, str], agency: str = "hsg", *, large: bool = False
) -> Rendered:
    projected = project_form(snapshot, agency=agency)
    return render_contribution_form(projected, agency=agency, code=CODE, wording=wording, large=large)


@pytest.fixture(scope="module")
def form(wording: dict[str, str]) -> Rendered:
    return make(NAMED, wording)


@pytest.fixture
def pdf(form: Rendered):
    with pikepdf.open(BytesIO(form.data)) as opened:
        yield opened


def fields_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def widgets_in_order(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The widgets as a screen reader comes to them, along the structure."""
    found: list[pikepdf.Object] = []

    def walk(element: pikepdf.Object) -> None:
        if element.S == "/Form":
            assert element.K.Type == "/OBJR"
            found.append(element.K.Obj)
            return
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def name_of(widget: pikepdf.Object) -> str:
    return str(widget.T if "/T" in widget else widget.Parent.T)


def test_every_question_has_its_field_and_nothing_else_has(pdf: pikepdf.Pdf) -> None:
    fields = fields_of(pdf)
    assert set(fields) == {question.field for question in QUESTIONS} | {CODE_FIELD}
    for question in QUESTIONS:
        field = fields[question.field]
        if question.kind is FieldKind.CHOICE:
            assert (str(field.FT), int(field.Ff)) == ("/Btn", 1 << 15)
            states = [next(key for key in kid.AP.N if key != "/Off") for kid in field.Kids]
            assert states == [f"/{choice}" for choice in question.choices]
            assert all(kid.AS == "/Off" for kid in field.Kids)
        else:
            assert str(field.FT) == "/Tx"
            assert bool(int(field.Ff) & 1 << 12) is (question.kind is FieldKind.TEXT)
            assert "/V" not in field
    assert int(fields[CODE_FIELD].Ff) & 1, "the code cannot be changed"
    assert read_code(str(fields[CODE_FIELD].V)) == CODE


def test_every_field_says_what_it_is_and_no_two_say_the_same(pdf: pikepdf.Pdf) -> None:
    said = [str(widget.TU) for widget in widgets_in_order(pdf)]
    assert len(said) == len(set(said)) == 44
    assert "What your agency answers: We decline to share; the reason is below" in said
    assert "New information since the last meeting, line 3: what happened" in said
    groups = [str(field.TU) for field in pdf.Root.AcroForm.Fields if pikepdf.Name.Btn == field.FT]
    assert len(groups) == len(set(groups)) == 3


def test_fields_follow_the_questions_on_the_page_and_in_the_structure(pdf: pikepdf.Pdf) -> None:
    widgets = widgets_in_order(pdf)
    order = list(dict.fromkeys(map(name_of, widgets)))
    parts = [question.part for question in QUESTIONS if question.field in order]
    assert order == [*(question.field for question in QUESTIONS), CODE_FIELD]
    assert parts == sorted(parts, key=list(FormPart).index)
    pages = [page.obj.objgen for page in pdf.pages]
    places = [
        (pages.index(one.P.objgen), -round(float(one.Rect[1])), round(float(one.Rect[0]))) for one in widgets
    ]
    assert places == sorted(places), "down the page, and from left to right"
    for page in pdf.pages:
        assert page.obj.Tabs == pikepdf.Name.S
    for number, widget in enumerate(widgets):
        assert int(widget.F) == 4, "printed, never hidden"
        assert int(widget.StructParent) == len(pdf.pages) + number
        left, low, right, high = (float(edge) for edge in widget.Rect)
        assert 0 < left < right < 596
        assert 70 < low < high < 770, "inside the text of the page, clear of head and foot"


def test_the_words_beside_a_field_are_read_before_it_and_after_a_button(form: Rendered) -> None:
    tree = read_structure(form.data)
    beside = [
        node for node in tree.walk() if any(isinstance(kid, Node) and kid.tag == "Form" for kid in node.kids)
    ]
    assert {node.tag for node in beside} == {"P"}
    telephone = next(node for node in beside if node.text == "Telephone")
    assert isinstance(telephone.kids[0], str)
    button = next(node for node in beside if node.text.startswith("No trace"))
    assert isinstance(button.kids[0], Node)
    headings = [node.text for node in tree.all("H1", "H2")]
    assert headings == [
        "Contribution form", "Your answer", "What you know", "How it may be used", "The meeting",
        "Who answers",
    ]  # fmt: skip


def test_nothing_in_it_acts_or_is_sent(form: Rendered, pdf: pikepdf.Pdf) -> None:
    form_dictionary = pdf.Root.AcroForm
    assert set(form_dictionary.keys()) == {"/Fields", "/DR", "/DA"}, (
        "no XFA, no NeedAppearances, no signatures"
    )
    assert "/OpenAction" not in pdf.Root
    assert "/Names" not in pdf.Root
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            assert not {"/JS", "/AA", "/A"} & set(one.keys()) or one.get("/Type") == "/StructElem"


def test_what_is_typed_has_a_font_with_the_letters_of_wales(pdf: pikepdf.Pdf) -> None:
    font = pdf.Root.AcroForm.DR.Font["/SourceSans3"]
    assert (str(font.Encoding.BaseEncoding), str(font.Subtype)) == ("/WinAnsiEncoding", "/TrueType")
    mapped = font.ToUnicode.read_bytes().decode()
    for letter in "ŵŷẁŴÿéłŻ£€“”’–":
        assert f"<{ord(letter):04X}>" in mapped, letter
    assert "/FontFile2" in font.FontDescriptor
    for field in pdf.Root.AcroForm.Fields:
        if pikepdf.Name.Tx == field.FT:
            assert str(field.DA).startswith("/SourceSans3 ")


@pytest.mark.parametrize(
    ("agency", "named", "held", "missing"),
    [
        ("hsg", True, ("Llŷr Owain Gwyn", "Lewis Green", "14 March 1987"), ("PRACTICE-0417",)),
        ("pol", True, ("Llŷr Owain Gwyn", "PRACTICE-0417"), ()),
        ("hsg", False, ("initials L. O. G.",), ("Gwyn", "Green", "1987", "PRACTICE-0417")),
        ("char", True, ("person known by reference only",), ("Gwyn", "L. O. G.", "1987", "Lead agency")),
    ],
)
def test_it_names_the_person_as_the_invitation_of_that_agency_does(
    wording: dict[str, str], agency: str, named: bool, held: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    snapshot = replace(full_papers(), name_in_invitation=named)
    text = read_structure(make(snapshot, wording, agency).data).text
    for words in held:
        assert words in text
    for words in missing:
        assert words not in text
    assert "Wounding" not in text, "nothing of what is known stands in it"


def test_it_may_hold_no_more_than_the_invitation() -> None:
    assert CONTRIBUTION_FIELDS < INVITATION_FIELDS
    assert not any(
        field.startswith(("decision", "entry", "previous_action")) for field in CONTRIBUTION_FIELDS
    )


def test_large_print_asks_the_same_in_larger_type(wording: dict[str, str], form: Rendered) -> None:
    large = make(NAMED, wording, large=True)
    with pikepdf.open(BytesIO(large.data)) as pdf, pikepdf.open(BytesIO(form.data)) as usual:
        assert list(fields_of(pdf)) == list(fields_of(usual))
        for name, field in fields_of(pdf).items():
            if pikepdf.Name.Tx == field.FT and name != CODE_FIELD:
                assert float(str(field.DA).split()[1]) >= 16, name


def test_the_same_input_gives_the_same_bytes(wording: dict[str, str], form: Rendered) -> None:
    assert make(NAMED, wording).data == form.data


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_and_an_empty_case_make_a_form(wording: dict[str, str], what: str) -> None:
    made = make(replace(papers_with(HOSTILE[what]), name_in_invitation=True), wording)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert len(widgets_in_order(pdf)) == 44
    assert make(empty_papers(), wording).pages >= 4

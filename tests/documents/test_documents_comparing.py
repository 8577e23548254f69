"""A written file says what its parts said; every planted deviation is named in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from document_samples import SEAL, full_review
from every_kind import MASTERS_WITH_FIELDS, every_document
from hostile_samples import HOSTILE
from pikepdf import Name, Pdf, String

from mappa_desk.documents.comparing import deviations
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.reading_back import read_back
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.telling import told_form
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus

KINDS = ["minutes", "draft", "empty", "actions", "agency-actions", "version-2", "chair-draft"]


def changed(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The file after a change to it."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def master(wording: dict[str, str]) -> Rendered:
    """The approved minutes, not yet marked for anybody."""
    return render_minutes(full_review(), wording=wording, seal=SEAL)


@pytest.mark.parametrize("name", KINDS)
def test_a_file_as_it_was_drawn_agrees(documents: dict[str, Rendered], name: str) -> None:
    rendered = documents[name]
    assert rendered.told.parts
    assert deviations(read_back(rendered.data), rendered.told, pages=rendered.pages) == ()


@pytest.mark.parametrize("large", [False, True])
def test_every_kind_says_what_it_was_told_to_say(wording: dict[str, str], large: bool) -> None:
    for name, rendered in every_document(full_review(), wording, large=large).items():
        read = read_back(rendered.data)
        if DocumentKind(name) in MASTERS_WITH_FIELDS:
            assert read.extras.fields > 0
            read = replace(read, extras=replace(read.extras, fields=0))
        assert deviations(read, rendered.told, pages=rendered.pages) == (), name


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_text_agrees(hostile: dict[str, Rendered], name: str) -> None:
    rendered = hostile[name]
    assert deviations(read_back(rendered.data), rendered.told, pages=rendered.pages) == ()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (" a  b\t\tc\u2003d\u00a0e ", "a b c d e"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("cafe\u0301", "café"),
        ("a\u200bb\u202ec", "a\u200bb\u202ec"),
        ("a\ud800b", "a\ufffdb"),
        ("\ud83d\ude00", "😀"),
        ("a\x07b", "a\x07b"),
    ],
)
def test_the_form_that_texts_are_compared_in(text: str, form: str) -> None:
    assert told_form(text) == form


def swap(before: bytes, after: bytes, page: int = 0) -> Callable[[Pdf], None]:
    """Changes what a page draws."""

    def change(pdf: Pdf) -> None:
        one = pdf.pages[page].obj
        code = one.Contents.read_bytes()
        assert before in code
        one.Contents = pdf.make_stream(code.replace(before, after, 1))

    return change


def another_heading(pdf: Pdf) -> None:
    elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/H2"]
    elements[0].S = Name.P


def named_title(pdf: Pdf) -> None:
    pdf.docinfo.Title = String("Minutes on John Example")


def more_about_itself(pdf: Pdf) -> None:
    pdf.docinfo.Keywords = String("John Example")


def named_packet(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    changed_packet = packet.replace(b"<rdf:li>Lanmere</rdf:li>", b"<rdf:li>John Example</rdf:li>")
    assert changed_packet != packet
    pdf.Root.Metadata = pdf.make_stream(changed_packet, Type=Name.Metadata, Subtype=Name.XML)


def named_outline(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("John Example")


def hidden_words(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K.Alt = String("John Example")


def under_a_lid(pdf: Pdf) -> None:
    swap(b"ET", b"(John Example) Tj ET")(pdf)


def a_page_less(pdf: Pdf) -> None:
    del pdf.pages[-1]


PLANTED = {
    "a word changed": (swap(b"Reference) Tj", b"References) Tj"), "“References”, which should not be there"),
    "a word gone": (swap(b"(Reference) Tj", b"() Tj"), "“Reference”"),
    "a heading that is none": (another_heading, "which should not be there"),
    "words between": (under_a_lid, "John Example"),
    "words in a margin": (swap(b"(Page 1 of", b"(Page 7 of"), "The margin of page 1 says"),
    "title": (named_title, "The file calls itself “Minutes on John Example”"),
    "information": (more_about_itself, "“Keywords John Example”"),
    "packet": (named_packet, "metadata hold “John Example”"),
    "outline": (named_outline, "beside the pages says “John Example”"),
    "structure": (hidden_words, "not on its pages: “John Example”"),
    "pages": (a_page_less, "pages, not"),
}


@pytest.mark.parametrize("name", list(PLANTED))
def test_a_planted_deviation_is_named(master: Rendered, name: str) -> None:
    change, said = PLANTED[name]
    rendered = master
    found = deviations(read_back(changed(rendered.data, change)), rendered.told, pages=rendered.pages)
    assert any(said in one for one in found), found
    assert all(one.endswith(".") for one in found)


def test_a_draft_is_not_taken_for_the_approved_minutes(master: Rendered, wording: dict[str, str]) -> None:
    draft = render_minutes(full_review(status=MinutesStatus.DRAFT), wording=wording)
    found = deviations(read_back(draft.data), master.told)
    assert any("Head or foot of page 1 lacks" in one and "Approved" in one for one in found)


def test_one_entry_too_many_is_named_and_nothing_else(wording: dict[str, str]) -> None:
    full = full_review()
    noted = next(entry for entry in reversed(full.entries) if entry.entry_kind == "note")
    less = replace(full, entries=tuple(entry for entry in full.entries if entry is not noted))
    read = read_back(render_minutes(full, wording=wording).data)
    found = deviations(read, render_minutes(less, wording=wording).told)
    assert any(told_form(noted.text)[:40] in one for one in found)


def test_the_mark_of_another_copy_is_named(documents: dict[str, Rendered], master: Rendered) -> None:
    read = read_back(documents["minutes"].data)
    assert deviations(read, master.told, copy="Copy 3 of 12: Housing") == ()
    wrong = deviations(read, master.told, copy="Copy 4 of 12: Housing")
    assert any("lacks “Copy 4 of 12: Housing”" in one or "Copy 3 of 12" in one for one in wrong)
    assert deviations(read_back(master.data), master.told, copy="Copy 4 of 12: Housing")
    assert deviations(read, master.told)

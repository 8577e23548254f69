"""Lines: nothing lost or added, no line too wide, in time that grows with the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_reading import tight

from mappa_desk.documents.line_breaking import Span, Typesetter, normal_form, typed_lines
from mappa_desk.documents.typefaces import faces, is_invisible

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)
WORDS = st.text(alphabet="ab éŵ-.x\u00ad😀\u0302", max_size=300)


def set_lines(spans: list[Span], width: float = 120.0) -> list[str]:
    typesetter = Typesetter(faces())
    return [line.text for line in typesetter.lines(typesetter.boxes(spans), 12, width)]


@given(TEXT | WORDS)
def test_lines_together_are_the_text(text: str) -> None:
    assert "".join(set_lines([Span(text)])) == " ".join(normal_form(text).split(" ")).strip(" ") or tight(
        "".join(set_lines([Span(text)]))
    ) == tight(text)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=5), st.floats(20, 400))
def test_no_line_is_wider_than_its_measure(parts: list[tuple[str, bool]], width: float) -> None:
    typesetter = Typesetter(faces())
    spans = [Span(text, bold) for text, bold in parts]
    lines = typesetter.lines(typesetter.boxes(spans), 12, width)
    assert all(line.width * 12 / 1000 <= width + 1e-6 for line in lines)
    assert tight("".join(line.text for line in lines)) == tight("".join(text for text, _ in parts))


def test_spans_without_a_space_between_them_stay_together() -> None:
    assert set_lines([Span("Housing", bold=True), Span(", officer")], 60) == ["Housing, ", "officer"]


def test_an_empty_span_parts_nothing() -> None:
    assert set_lines([Span("Housing", bold=True), Span(""), Span(", officer")], 60) == [
        "Housing, ",
        "officer",
    ]


def test_a_space_between_spans_is_a_place_to_break() -> None:
    assert set_lines([Span("Decided: ", bold=True), Span("the map")], 60) == ["Decided: ", "the map"]


def test_a_space_that_holds_together_is_no_place_to_break() -> None:
    assert set_lines([Span("aaaaaa bbbbb\u00a0ccccc")], 75) == ["aaaaaa ", "bbbbb\u00a0ccccc"]


def test_a_run_is_parted_without_a_hyphen_or_a_space() -> None:
    lines = set_lines([Span("start " + "w" * 100 + " end")], 100)
    assert lines[0] == "start "
    assert "".join(lines) == "start " + "w" * 100 + " end"
    assert not any(line.endswith(" ") for line in lines[1:-2])


def test_rest_of_a_text_can_be_set_again_at_another_width() -> None:
    typesetter = Typesetter(faces())
    boxes = typesetter.boxes([Span("one two three four five six seven " + "x" * 60)])
    lines = typesetter.lines(boxes, 12, 60)
    rest = typesetter.lines(boxes[lines[1].end :], 12, 400)
    assert lines[0].text + lines[1].text + "".join(line.text for line in rest) == (
        "one two three four five six seven " + "x" * 60
    )


def test_decomposed_letters_are_drawn_composed_where_a_letter_exists() -> None:
    typesetter = Typesetter(faces())
    assert set_lines([Span("cafe\u0301")]) == ["café"]
    typesetter.boxes([Span("q\u0323")])
    assert typesetter.missing == ()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0x20, 0x7E),
        (0xA0, 0xFF),
        (0x100, 0x17F),
        (0x218, 0x21B),
        (0x391, 0x3CE),
        (0x400, 0x45F),
        (0x1E80, 0x1E85),
        (0x1EA0, 0x1EF9),
    ],
)
def test_promised_scripts_are_in_both_faces(first: int, last: int) -> None:
    wanted = {
        chr(code)
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) not in ("Cn", "Cc") and not is_invisible(chr(code))
    }
    assert wanted - faces().regular.known == set()
    assert wanted - faces().bold.known == set()


def test_every_kind_of_line_end_ends_a_line() -> None:
    assert typed_lines("a\nb\r\nc\rd\u2028e\x85f\x0bg") == list("abcdefg")

"""Seal codes and what a text field takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.contributions import FIELD_LIMIT, RUN_LIMIT
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import READER_LIMIT, check_reader, check_text, clean
from mappa_desk.domain.seals import ALPHABET, canonical_json, read_seal, seal_code

FORM = re.compile(rf"^[{ALPHABET}]{{4}}( [{ALPHABET}]{{4}}){{3}}$")


def test_a_known_seal_stays_what_it_was() -> None:
    # SHA-256 of the empty text begins e3b0c44298fc1c149afb.
    bits = int("e3b0c44298fc1c149afb", 16)
    wanted = "".join(ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))
    assert seal_code(b"").replace(" ", "") == wanted
    assert seal_code(b"") == "WERC 8GMR ZGE1 96QV"


@given(st.binary(), st.binary())
def test_seals_have_one_form_and_differ(first: bytes, second: bytes) -> None:
    assert FORM.match(seal_code(first))
    assert (seal_code(first) == seal_code(second)) == (first == second)


@given(st.binary())
def test_a_seal_is_read_as_it_was_printed_or_spoken(data: bytes) -> None:
    code = seal_code(data)
    assert read_seal(code) == code
    assert read_seal(code.lower().replace(" ", "-")) == code
    assert read_seal(code.replace("0", "o").replace("1", "l")) == code


@pytest.mark.parametrize("typed", ["", "WERC 8GMR ZGE1", "WERC 8GMR ZGE1 96QU", "WERC 8GMR ZGE1 96QV X"])
def test_refuses_what_is_no_seal(typed: str) -> None:
    with pytest.raises(RuleError, match="sixteen"):
        read_seal(typed)


def test_canonical_json_has_one_spelling() -> None:
    assert canonical_json({"b": 1, "a": ["ŵ", None]}) == '{"a":["ŵ",null],"b":1}'.encode()
    assert canonical_json({"a": 1, "b": 2}) == canonical_json({"b": 2, "a": 1})
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(float("nan"))


def test_text_is_kept_but_for_what_no_page_shows() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"
    assert clean("a\x00b\x07c\x7fd\x9be\tf\n") == "abcde\tf\n"
    assert clean("\ud800x") == "\N{REPLACEMENT CHARACTER}x"
    decomposed = "Sia\u0302n"
    assert clean(decomposed) == decomposed


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]) | st.sampled_from("\n\t")))
def test_clean_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


@given(st.text(st.characters()))
def test_cleaning_is_done_once_and_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode()


def test_a_field_takes_so_much() -> None:
    full = "word " * (FIELD_LIMIT // 5)
    assert check_text(full) == full
    with pytest.raises(RuleError, match="50,001 characters; a field takes 50,000") as refused:
        check_text(full + "x", field="text")
    assert refused.value.field == "text"
    run = "x" * RUN_LIMIT
    assert check_text(f"{run} {run}") == f"{run} {run}"
    with pytest.raises(RuleError, match="2,000 characters in a row"):
        check_text(run + "x")


@pytest.mark.parametrize("name", ["Zed  Smith", " Zoë Drăgușin-O’Neill ", "Housing\n(duty)", ""])
def test_a_reader_is_named_on_one_line(name: str) -> None:
    assert check_reader(name) == " ".join(name.split())


@pytest.mark.parametrize(
    "name", ["A\x00B", "A\u202eB", "A\u200bB", "A\ufeffB", "A\ud800", "x" * (READER_LIMIT + 1)]
)
def test_a_reader_s_name_holds_nothing_that_cannot_be_seen(name: str) -> None:
    with pytest.raises(RuleError) as refused:
        check_reader(name)
    assert refused.value.field == "recipient"

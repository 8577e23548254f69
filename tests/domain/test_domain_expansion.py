"""Short forms open at the end of a word and nowhere else; blanks are found by their own brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.expansion import (
    BLANK_LIMIT,
    ENDS,
    Blank,
    Opening,
    blank_before,
    blanks,
    is_short_form,
    next_blank,
    opening,
    to_fill,
    writing_fault,
)
from mappa_desk.domain.wording import Abbreviation, StandardWording
from mappa_desk.domain.wording_book import ListedAbbreviation, ListedWording, Origin, WordingBook

FORMS = {"lp": "licence period", "np": "no further police intelligence", "n": "north", "c19": "Covid"}
ANY = st.text(max_size=40)
SHORTS = st.sampled_from(sorted(FORMS)).flatmap(
    lambda short: st.sampled_from([short, short.capitalize(), f"\\{short}"])
)


def typed(text: str, end: str = " ") -> str:
    """The text after `end` was typed behind it."""
    found = opening(text, end, FORMS)
    if found is None:
        return text + end
    assert text[found.start :] == found.taken
    return text[: found.start] + found.put + end


@pytest.mark.parametrize(
    ("text", "end", "after"),
    [
        ("lp", " ", "licence period "),
        ("breach of lp", ".", "breach of licence period."),
        ("breach of lp", "", "breach of licence period"),
        ("breach of lp", "\n", "breach of licence period\n"),
        ("Lp", ",", "Licence period,"),
        ("within the Np", ";", "within the No further police intelligence;"),
        ("(lp", ")", "(licence period)"),
        ("“lp", "”", "“licence period”"),
        ("lp", "’", "licence period’"),
        ("first row\nlp", " ", "first row\nlicence period "),
        ("first row\u2028lp", " ", "first row\u2028licence period "),
        ("two  lp", "?", "two  licence period?"),
        ("heading to n", " ", "heading to north "),
        ("N", " ", "North "),
        ("c19", " ", "Covid "),
        ("of the lp", ":", "of the licence period:"),
    ],
)
def test_a_short_form_opens_at_the_end_of_its_word(text: str, end: str, after: str) -> None:
    assert typed(text, end) == after


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("help", " "),
        ("xlp", " "),
        ("lpx", " "),
        ("co-lp", " "),
        ("don’n", " "),
        ("don'n", " "),
        ("w/lp", " "),
        ("www.lp", " "),
        ("a_lp", " "),
        ("@lp", " "),
        ("e\u0301lp", " "),
        ("LP", " "),
        ("the NP", "."),
        ("lp", ":"),
        ("  lp", ":"),
        ("row\nlp", ":"),
        ("row\u2028 lp", ":"),
        ("\\lp", ":"),
        ("x" * 30, " "),
        ("", " "),
        ("lp ", " "),
        ("nothing known", " "),
        ("\\other", " "),
    ],
)
def test_it_stays_inside_a_word_a_code_and_an_acronym(text: str, end: str) -> None:
    assert opening(text, end, FORMS) is None


@pytest.mark.parametrize(
    ("text", "after"), [("\\lp", "lp "), ("see \\Np", "see Np "), ("(\\LP", "(LP "), ("\\\\lp", "\\\\lp ")]
)
def test_a_backslash_keeps_it_and_goes(text: str, after: str) -> None:
    assert typed(text) == after


def test_an_opening_tells_words_from_a_backslash_that_went() -> None:
    assert Opening(0, "lp", "licence period").opens
    assert not Opening(0, "\\lp", "lp").opens


@given(ANY, st.sampled_from(["", *sorted(ENDS), ":"]))
def test_no_text_raises_and_what_stands_before_the_word_is_untouched(text: str, end: str) -> None:
    found = opening(text, end, FORMS)
    if found is not None:
        assert text[: found.start] + found.taken == text
        assert found.taken.lstrip("\\").lower() in FORMS


@given(st.text(max_size=20).map(lambda text: text + " "), SHORTS, st.sampled_from(sorted(ENDS - {":"})))
def test_giving_back_restores_the_text_and_its_length(before: str, short: str, end: str) -> None:
    text = before + short
    found = opening(text, end, FORMS)
    assert found is not None
    opened = text[: found.start] + found.put + end
    back = opened[: found.start] + found.taken + opened[found.start + len(found.put) :]
    assert back == text + end


@given(ANY)
def test_words_without_a_short_form_never_change(text: str) -> None:
    assert opening(text, " ", {}) is None


@pytest.mark.parametrize("short", ["lp", "a", "c19", "é", "x" * 20, "ŵy"])
def test_what_may_be_a_short_form(short: str) -> None:
    assert is_short_form(short)


@pytest.mark.parametrize("short", ["", "LP", "l p", "l.p", "12", "x" * 21, "pol:", "\\lp", "a_b"])
def test_what_may_not(short: str) -> None:
    assert not is_short_form(short)


# Blanks


def test_wording_is_put_in_with_its_blanks_marked() -> None:
    assert to_fill("Released on [date] to [place].") == "Released on ⟦date⟧ to ⟦place⟧."
    assert to_fill("Nothing to fill") == "Nothing to fill"


def test_brackets_that_people_type_are_no_blanks() -> None:
    assert blanks("He said [sic] that [...] and [date]") == ()
    assert blanks("⟦⟧ ⟦" + "x" * (BLANK_LIMIT + 1) + "⟧") == ()
    assert blanks("On ⟦date⟧ at ⟦place⟧") == (Blank(3, 9), Blank(13, 20))


@pytest.mark.parametrize(
    ("start", "end", "forth", "back"),
    [
        (0, 0, Blank(2, 5), Blank(8, 11)),
        (2, 5, Blank(8, 11), None),
        (8, 11, None, Blank(2, 5)),
        (6, 6, Blank(8, 11), Blank(2, 5)),
        (13, 13, Blank(2, 5), Blank(8, 11)),
        (3, 3, Blank(8, 11), Blank(8, 11)),
    ],
)
def test_tab_goes_round_but_a_blank_passed_over_lets_it_out(
    start: int, end: int, forth: Blank | None, back: Blank | None
) -> None:
    text = "a ⟦b⟧ c ⟦d⟧ e"
    assert next_blank(text, start, end) == forth
    assert blank_before(text, start, end) == back


def test_without_blanks_tab_leaves() -> None:
    assert next_blank("plain [words]", 3, 3) is None
    assert blank_before("plain [words]", 3, 3) is None


@given(st.lists(st.sampled_from(["⟦a⟧", "word ", "[b]", "⟦", "⟧"]), max_size=8).map("".join), st.booleans())
def test_tab_alone_always_leads_out_of_a_field(text: str, forward: bool) -> None:
    start = end = 0
    for _press in range(len(text) + 2):
        found = next_blank(text, start, end) if forward else blank_before(text, start, end)
        if found is None:
            return
        start, end = found.start, found.end
    raise AssertionError("Tab goes round for ever")


@pytest.mark.parametrize(
    "wording", ["[date", "date]", "[]", "[[date]]", "[a\nb]", "[" + "x" * 81 + "]", "⟦x⟧"]
)
def test_brackets_that_make_no_blank_are_named(wording: str) -> None:
    assert writing_fault(wording).endswith(".")
    assert writing_fault("On [date] at [place]") == ""


# The book


def abbreviation(short: str, *, active: bool = True) -> ListedAbbreviation:
    return ListedAbbreviation(Abbreviation(id=short, opens_to=f"{short} words", active=active), Origin.OWN)


def wording(code: str, *items: str, active: bool = True) -> ListedWording:
    record = StandardWording(id=code, title=code, text="Text.", items=items, active=active)
    return ListedWording(record, Origin.SHIPPED)


def test_only_what_is_switched_on_and_is_no_code_opens() -> None:
    book = WordingBook((abbreviation("lp"), abbreviation("np", active=False), abbreviation("pol")), (),
                       frozenset({"pol"}))  # fmt: skip
    assert book.forms() == {"lp": "lp words"}


def test_the_items_own_wording_comes_first_then_that_of_any_item() -> None:
    book = WordingBook((), (wording("a", "risk"), wording("b"), wording("c", "level", "risk"),
                            wording("d", "level"), wording("e", "risk", active=False)))  # fmt: skip
    assert [one.id for one in book.offered("risk")] == ["a", "c", "b", "d"]
    assert [one.id for one in book.offered("close")] == ["b", "a", "c", "d"]

"""What is judged as a word, and what is right without the dictionary."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.spelling import CACHE_SIZE, KnownWords, Lexicon, parts_of_name, plain, words_of
from mappa_desk.domain.wording import OwnWord


def found(text: str) -> list[str]:
    return [word.text for word in words_of(text)]


@pytest.mark.parametrize(
    "text",
    ["LAN-0417", "10:41", "14/11/2026", "24h", "2nd", "3rd,", "£4.50", "a.officer@police.example",
     "https://www.example.org/seperate", "www.exmaple.org", r"C:\Minuts\drafft.pdf", "minuts.pdf",
     "e.g.", "i.e.", "@prob", "B12-7", "x", "—", "½", "PC1234", "R&D", "snake_caze"],
)  # fmt: skip
def test_what_is_no_word_is_left_out(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said 'yes' (twice).", ["He", "said", "yes", "twice"]),
        ("and/or", ["and", "or"]),
        ("risk—assessed", ["risk", "assessed"]),
        ("don’t o'clock Ruth's the agencies'", ["don’t", "o'clock", "Ruth's", "the", "agencies"]),
        ("risk-assessed re‑offend", ["risk-assessed", "re‑offend"]),
        ("pol: arrived,left", ["pol", "arrived", "left"]),
        ("“Ŵyn”…Łukasz", ["Ŵyn", "Łukasz"]),
        ("cafe\u0301 now", ["cafe\u0301", "now"]),
    ],
)
def test_words_are_found_whole(text: str, words: list[str]) -> None:
    assert found(text) == words


@given(st.text())
def test_each_word_stands_where_it_says_and_nothing_raises(text: str) -> None:
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
    Lexicon().judge(text, caret=3)


@given(st.text(alphabet="aéŵ'’-‑. @/\\:1\u0301\U0001f600\ud800", max_size=40))
def test_hard_characters_raise_nothing(text: str) -> None:
    lexicon = Lexicon()
    asked = lexicon.judge(text).unasked
    lexicon.learn(dict.fromkeys(asked, False))
    again = lexicon.judge(text)
    assert again.unasked == set()
    assert all(text[word.start : word.end] == word.text for word in again.wrong)


@pytest.mark.parametrize(
    ("word", "is_known"),
    [
        ("cuckooed", True), ("Cuckooed", True), ("CUCKOOED", True), ("cuckooed's", True), ("cuckoo", False),
        ("ViSOR", True), ("ViSOR's", True), ("VISOR", True), ("visor", False),
        ("Birstall", True), ("Birstall's", True), ("BIRSTALL'S", True), ("birstall", False),
        ("Llŷr", True), (unicodedata.normalize("NFD", "Llŷr"), True),
    ],
)  # fmt: skip
def test_known_words(word: str, is_known: bool) -> None:
    known = KnownWords(["cuckooed", "ViSOR", "Birstall", "Llŷr"])
    assert (plain(word) in known) is is_known


def test_a_name_is_known_by_its_parts() -> None:
    assert parts_of_name("Dr Siân O'Neill-Wójcik, 14 Mill Lane") == (
        "Dr", "Siân", "O'Neill-Wójcik", "O'Neill", "Wójcik", "Mill", "Lane",
    )  # fmt: skip


def judged(text: str, right: set[str], *, known: tuple[str, ...] = (), caret: int = -1) -> list[str]:
    lexicon = Lexicon()
    lexicon.known = KnownWords(known)
    asked = lexicon.judge(text, caret=caret).unasked
    lexicon.learn({word: word in right for word in asked})
    return [word.text for word in lexicon.judge(text, caret=caret).wrong]


def test_short_forms_and_letters_of_other_languages_are_not_judged() -> None:
    assert judged("MAPPA MARACs PPU's Ŵyn Żak RECIEVE recieve", set()) == ["RECIEVE", "recieve"]


def test_of_a_hyphenated_word_the_wrong_part_is_named() -> None:
    right = {"led", "risk", "assessed", "risk-assessed", "offend", "yo-yo"}
    assert judged(
        "risk-assessed safegaurding-led re-offend Birstall-led yo-yo", right, known=("Birstall",)
    ) == ["safegaurding"]


def test_the_word_at_the_caret_waits() -> None:
    assert judged("recieve teh", set(), caret=7) == ["teh"]
    assert judged("recieve teh", set(), caret=8) == ["recieve"]
    assert judged("recieve teh", set()) == ["recieve", "teh"]


def test_nothing_is_wrong_before_the_dictionary_spoke() -> None:
    judgement = Lexicon().judge("teh sub-comittee")
    assert judgement.wrong == []
    assert judgement.unasked == {"teh", "sub-comittee", "comittee"}


def test_what_the_dictionary_said_is_forgotten_in_the_order_it_came() -> None:
    lexicon = Lexicon()
    lexicon.learn({"teh": False})
    lexicon.learn({f"word{number}": True for number in range(CACHE_SIZE)})
    assert lexicon.judge("teh").unasked == {"teh"}


def test_words_from_two_places_are_known_together() -> None:
    both = KnownWords(("Nowak",)) | KnownWords(("tasked",))
    assert all(word in both for word in ("Nowak", "Nowak's", "tasked", "Tasked"))
    assert "nowak" not in both


def test_an_own_word_is_its_id() -> None:
    assert OwnWord(id="ViSOR").word == "ViSOR"

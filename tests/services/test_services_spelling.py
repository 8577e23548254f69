"""The real dictionary in its own process, and the words that are right in one vault, case and meeting."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meeting_room import Room

from mappa_desk.domain.errors import NotFound, RuleError, SpellingStopped
from mappa_desk.domain.spelling import KnownWords, Lexicon
from mappa_desk.domain.wording import OwnWord
from mappa_desk.services import cases, roll_call
from mappa_desk.services.speller import MOST_STARTS, Speller
from mappa_desk.services.spelling import add_word, forget_word, own_words, right_words, trade_words
from mappa_desk.services.spelling_engine import serve
from mappa_desk.services.undo import redo, undo

RIGHT_WORDS = """
colour favour behaviour neighbour labour honour centre metre theatre fibre litre calibre licence license
practice practise programme cheque defence offence pretence travelling labelled cancelled counselling fulfil
enrolment instalment skilful wilful jewellery grey storey tyre kerb catalogue dialogue analyse paralyse
recognise recognize organise organize prioritise prioritize summarise summarize judgement judgment ageing
mum aeroplane pyjamas sceptical mould plough whilst learnt spelt burnt safeguarding reoffending re-offend
co-operate cooperate risk-assessed face-to-face whereabouts curfew can't they've o'clock won't he's
probation victim's victims' offenders' naïve café façade MAPPA ViSOR MARAC OASys MARACs nDelius HMPPS PPU
upskirting unredacted non-compliance multi-agency MAPPA-eligible Ŵyn Llŷr Siân Łukasz Wójcik Żak
Birmingham Lancashire Leicester Wolverhampton Caernarfon Llandudno
"""
WRONG_WORDS = """
color favor behavior neighbor labor honor center theater fiber liter caliber defense offense pretense
traveling labeled fulfill enrollment installment skillful willful jewelry catalog analyze paralyze
airplain skeptical maneuver pediatric counselor recieve seperate definately occured accomodation adress
appointmnet teh wich beleive concious embarass goverment independant neccessary occassion publically
refered succesful tommorow untill wierd safegaurding probaton offendor victum licenceing arguement
commited dissapear existance foriegn harrass liason maintainance posession priviledge recomend
supercede threshhold vehical dont Birmingam RECIEVE safegaurding-led
"""


@pytest.fixture(scope="module")
def speller() -> Iterator[Speller]:
    made = Speller()
    yield made
    made.close()


def wrong_in(text: str, speller: Speller, known: frozenset[str] = frozenset()) -> list[str]:
    lexicon = Lexicon()
    lexicon.known = KnownWords((*trade_words(), *known))
    lexicon.learn(speller.check(lexicon.judge(text).unasked))
    return [word.text for word in lexicon.judge(text).wrong]


@pytest.mark.parametrize("word", RIGHT_WORDS.split())
def test_a_right_word_is_right(word: str, speller: Speller) -> None:
    assert wrong_in(f"The {word} is", speller) == []


@pytest.mark.parametrize("word", WRONG_WORDS.split())
def test_a_wrong_word_is_wrong(word: str, speller: Speller) -> None:
    assert wrong_in(f"The {word} is", speller) == [word.removesuffix("-led")]


def test_a_plain_paragraph_of_minutes_has_no_mark(speller: Speller) -> None:
    text = (
        "10:41 LAN-0417: the offender manager recognised that his behaviour on licence had changed; the "
        "approved premises’ staff (PPU and VLO informed) re-assessed the risk of serious harm. He’s to be "
        "recalled by 27/11/2026 if he doesn’t engage. Mail a.officer@police.example, see www.exmaple.org."
    )
    assert wrong_in(text, speller) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [("recieve", "receive"), ("color", "colour"), ("appointmnet", "appointment"),
     ("safegaurding", "safeguarding")],
)  # fmt: skip
def test_suggestions_name_what_was_meant(word: str, meant: str, speller: Speller) -> None:
    assert meant in speller.suggest(word)[:2]


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_no_text_stops_the_dictionary(speller: Speller, text: str) -> None:
    wrong_in(text, speller)
    assert speller.check(["colour", "color"]) == {"colour": True, "color": False}


@settings(max_examples=15)
@given(st.text("abcdefghijklmnopqrstuvwxyz'-éŵ", min_size=2, max_size=60))
def test_no_word_stops_the_suggestions(speller: Speller, word: str) -> None:
    speller.suggest(word)
    assert speller.check(["colour"]) == {"colour": True}


def test_the_engine_answers_each_line_with_a_line() -> None:
    asked = b'{"check": ["colour", "color"]}\n{"suggest": "color"}\n'
    answers = BytesIO()
    serve(BytesIO(asked), answers)
    first, second = answers.getvalue().splitlines()
    assert json.loads(first) == {"wrong": ["color"]}
    assert json.loads(second)["suggestions"][0] == "colour"


def test_a_dictionary_that_ends_is_started_again_but_not_for_ever() -> None:
    speller = Speller()
    for _ in range(MOST_STARTS):
        assert speller.check(["teh"]) == {"teh": False}
        speller.stop()
        with pytest.raises(SpellingStopped):
            speller.check(["teh"])
    with pytest.raises(SpellingStopped):
        speller.check(["teh"])
    speller.close()


def test_a_program_that_is_not_there_or_talks_nonsense_is_told_as_stopped() -> None:
    for command in (("no-such-program-anywhere",), (sys.executable, "-c", "print('hello', flush=True)")):
        speller = Speller(command)
        with pytest.raises(SpellingStopped):
            speller.check(["teh"])
        speller.close()


def test_closing_frees_whoever_waits_for_an_answer() -> None:
    speller = Speller((sys.executable, "-c", "import time; print(end='', flush=True); time.sleep(600)"))
    told: list[type[Exception]] = []

    def ask() -> None:
        try:
            speller.check(["teh"])
        except SpellingStopped as error:
            told.append(type(error))

    waiting = threading.Thread(target=ask)
    waiting.start()
    while speller._process is None:
        pass
    speller.close()
    waiting.join(30)
    assert told == [SpellingStopped]


def test_names_of_this_case_are_right_and_those_of_another_are_not(room: Room) -> None:
    meeting = room.running()
    other = cases.open_case(room.work, reference="LAN-0999", name="Zbigniew Quorndon").value
    case = cases.case_by_reference(room.work, reference="LAN-0417")
    cases.edit_case(
        room.work,
        case=replace(case, name="Tobiah Ffrench", also_known_as=("Spanky",), addresses=("14 Sandham Row",)),
    )
    roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="hsg", name="Oluwaseun Adeyemi", role="lead"
    )
    here = KnownWords(right_words(room.work, meeting_id=meeting.id))
    assert all(word in here for word in ("Tobiah", "Ffrench", "Spanky", "Sandham", "Oluwaseun", "Adeyemi"))
    assert all(word in here for word in ("hsg", "MAPPA", "Housing", "cmht"))
    assert "Quorndon" not in here
    there = KnownWords(right_words(room.work, case_id=other.id))
    assert "Quorndon" in there and "Sandham" not in there


def test_own_words_are_kept_in_the_vault_and_come_back(room: Room) -> None:
    add_word(room.work, word=" cuckooist ")
    add_word(room.work, word="Zdravka")
    add_word(room.work, word="Zdravka")
    work = room.reopened()
    assert [word.word for word in own_words(work)] == ["cuckooist", "Zdravka"]
    assert {"cuckooist", "Zdravka"} <= right_words(work)
    forget_word(room.work, word="Zdravka")
    assert [word.word for word in own_words(room.work)] == ["cuckooist"]
    assert "Zdravka" not in right_words(room.work)
    add_word(room.work, word="Zdravka")
    assert "Zdravka" in right_words(room.work)


@pytest.mark.parametrize("word", ["", "  ", "two words", "14", "a.b@c.example", "x" * 61, "'"])
def test_what_is_not_one_word_is_refused(room: Room, word: str) -> None:
    with pytest.raises(RuleError):
        add_word(room.work, word=word)
    assert own_words(room.work) == ()


def test_a_word_that_is_not_there_cannot_be_forgotten(room: Room) -> None:
    with pytest.raises(NotFound):
        forget_word(room.work, word="Zdravka")


def test_in_a_meeting_adding_and_forgetting_are_steps_that_undo_takes_back(room: Room) -> None:
    meeting = room.running()
    add_word(room.work, word="Zdravka", meeting_id=meeting.id)
    assert undo(room.work, meeting_id=meeting.id).value == "Word “Zdravka” added"
    assert own_words(room.work) == ()
    redo(room.work, meeting_id=meeting.id)
    assert [word.word for word in own_words(room.work)] == ["Zdravka"]
    forget_word(room.work, word="Zdravka", meeting_id=meeting.id)
    assert undo(room.work, meeting_id=meeting.id).value == "Word “Zdravka” forgotten"
    with room.work.reading() as reading:
        assert [row.active for row in reading.all(OwnWord)] == [True]

"""Marks while minutes are written up: each kind where it belongs, and none in ordinary sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from domain_builders import attendance, case, met, whole_view

from mappa_desk.domain.write_up_marks import Mark, MarkContext, marks_in, opened_form, short_forms
from mappa_desk.domain.write_up_names import coded_names, initials

KNOWN = {
    "AP": "approved premises",
    "CPS": "Crown Prosecution Service",
    "OASys": "Offender Assessment System",
    "RMP": "risk management plan",
    "SHPO": "sexual harm prevention order",
    "VLO": "victim liaison officer",
    "UC": "universal credit",
    "EP": "emergency policy",
    "ViSOR": "dangerous persons database",
}
CONTEXT = MarkContext(
    day=date(2026, 11, 12),
    known=KNOWN,
    names=(("John Price", "J. P."), ("Price", "J. P."), ("Dai Huws", "LAN-0500")),
    long_entry=300,
)


def written(text: str, context: MarkContext = CONTEXT) -> str:
    """The text with every offer taken."""
    for mark in reversed(marks_in(text, context)):
        if mark.offer:
            text = text[: mark.start] + mark.offer + text[mark.end :]
    return text


def marked(text: str, context: MarkContext = CONTEXT) -> list[tuple[str, str]]:
    return [(mark.code, mark.words) for mark in marks_in(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The street was passed again yesterday, with nothing.", "on Wednesday 11 November 2026, with"),
        ("Yesterday he left.", "On Wednesday 11 November 2026 he left."),
        ("He left. The day before yesterday it rained", "left. On Tuesday 10 November 2026 it"),
        ("He moves tomorrow morning", "moves on the morning of Friday 13 November 2026"),
        ("Until the day after tomorrow.", "Until Saturday 14 November 2026."),
        ("Managed at Level 2 from today.", "from Thursday 12 November 2026."),
        ("Seen earlier today", "Seen on Thursday 12 November 2026"),
        ("As minuted at today’s meeting.", "As minuted at this meeting."),
        ("Today's panel heard it.", "This panel heard it."),
        ("after today’s decisions and yesterday’s visit", "after this meeting’s decisions and "
         "Wednesday 11 November 2026’s visit"),
        ("He rang tonight and last night", "rang on the evening of Thursday 12 November 2026 and on the "
         "night of Wednesday 11 November 2026"),
        ("seen yesterday night", "at the night of Wednesday 11 November 2026"),
        ("Seen this afternoon at the office", "Seen on the afternoon of Thursday 12 November 2026 at"),
        ("He moved last week.", "in the week of Monday 2 November 2026."),
        ("since last week; later this week; next week", "since the week of Monday 2 November 2026; in the "
         "week of Monday 9 November 2026; in the week of Monday 16 November 2026"),
        ("at work last weekend", "on the weekend of Saturday 7 November 2026"),
        ("Moves next month, was moved last month", "in December 2026, was moved in October 2026"),
        ("sentenced last year", "in 2025"),
        ("He was seen last Thursday.", "on Thursday 5 November 2026."),
        ("seen last Wednesday", "on Wednesday 11 November 2026"),
        ("moves this Friday", "on Friday 13 November 2026"),
        ("moves this coming Thursday", "on Thursday 19 November 2026"),
        ("moves next Friday", "on Friday 20 November 2026"),
        ("ready by Friday.", "ready by Friday 13 November 2026."),
        ("Since Friday he works.", "Since Friday 6 November 2026 he works."),
        ("left three days ago", "on Monday 9 November 2026"),
        ("left two weeks ago", "in the week of Monday 26 October 2026"),
        ("a fortnight ago", "In the week of Monday 26 October 2026"),
        ("came eleven months ago and 10 years ago", "came in December 2025 and in 2016"),
        ("back in two weeks’ time", "back in the week of Monday 23 November 2026"),
        ("back in a week’s time", "back in the week of Monday 16 November 2026"),
        ("back in 2 days' time", "back on Saturday 14 November 2026"),
    ],
)  # fmt: skip
def test_relative_dates_are_offered_in_running_form(text: str, expected: str) -> None:
    assert expected in written(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He currently lives alone.", "currently"),
        ("No contact at present", "at present"),
        ("Over the last few weeks he drank", "the last few weeks"),
        ("Over the last month he drank", "Over the last month"),
        ("He left a few days ago", "a few days ago"),
        ("He left on Friday.", "on Friday"),
    ],
)
def test_what_cannot_be_worked_out_is_marked_without_an_offer(text: str, words: str) -> None:
    (mark,) = marks_in(text, CONTEXT)
    assert (mark.code, mark.words, mark.offer, mark.offer_says) == ("relative_date", words, "", "")
    assert text[mark.start : mark.end] == words
    assert mark.says == "Said on Thu 12 Nov 2026. Say the date."


def test_a_mark_of_a_date_says_what_it_offers() -> None:
    (mark,) = marks_in("Passed again yesterday, np", CONTEXT)
    assert mark == Mark(
        code="relative_date",
        start=13,
        end=22,
        words="yesterday",
        says="Said on Thu 12 Nov 2026.",
        offer="on Wednesday 11 November 2026",
        offer_says="Write Wednesday 11 November 2026?",
    )


@pytest.mark.parametrize(
    "text",
    [
        "The person reported as told nine times of ten.",
        "The appointment missed on Thursday 29 October 2026 was for a medical reason, which was confirmed.",
        "He attends every week on Friday and on Mondays.",
        "He works Monday to Friday. He goes on Friday mornings and on Monday to Friday.",
        "He is usually seen on Friday. The market is on Saturday and Sunday each week.",
        "Seen on Monday 2 November 2026 at 19:40, yesterday (Wednesday 11 November 2026) and on Friday 6.",
        'The victim said “he comes back tomorrow” and "not today".',
        "The last week of October and the last days of the licence passed.",
        "The next week he was recalled, the next month released, the next year seen the next Friday.",
        "The panel meets last Friday of each month, and the last Friday of June was missed.",
        "The licence ends in two weeks of prison. The last day is hard.",
        "Since the last meeting the price of the flat rose. He will wait within 14 days.",
        "PC Evans and DS Price-Jones of the CCTV unit, UK, spoke to NHS staff.",
        "Reference LAN-0417-M03, flat LA1 4XX, car AB12 CDE, item II and Part IV, BS 7858.",
        "DO NOT APPROACH ALONE",
        "Action: DO NOT ring. He must NOT go there, EVER-PRESENT or IMMEDIATELY.",
        "WhatsApp, YouTube, McDonald, MacLeod and O’Neill; A&E; R&B; x@AB.org; V1 and V2; P45.",
        "It was the RSPCA (an animal charity). The Suzy Lamplugh Trust (SLT) came.",
        "The risk management plan (RMP) stands. The RMP is read. All RMPs are.",
        "AP (approved premises) has a place.",
        "The price of a place is set.",
    ],
)
def test_ordinary_sentences_have_no_mark(text: str) -> None:
    assert marks_in(text, CONTEXT) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The place at the AP ends. The AP is full.", "The place at the approved premises (AP) ends. The AP"),
        ("RMP agreed.", "Risk management plan (RMP) agreed."),
        ("Ask the CPS.", "Ask the Crown Prosecution Service (CPS)."),
        ("He has an SHPO.", "He has a sexual harm prevention order (SHPO)."),
        ("A UC claim. An SHPO", "A universal credit (UC) claim. A sexual harm prevention order (SHPO)"),
        ("a EP", "an emergency policy (EP)"),
        ("Two VLOs and APs met.", "Two victim liaison officers (VLOs) and approved premises (APs) met."),
        (
            "on ViSOR and OASys",
            "on dangerous persons database (ViSOR) and Offender Assessment System (OASys)",
        ),
    ],
)
def test_a_known_abbreviation_is_opened_at_its_first_use(text: str, expected: str) -> None:
    assert written(text).startswith(expected)


def test_places_are_right_behind_letters_that_grow_when_they_are_small() -> None:
    (mark,) = marks_in("İSTİL said so YESTERDAY", CONTEXT)
    assert (mark.words, mark.start, mark.end) == ("YESTERDAY", 14, 23)


def test_what_was_opened_earlier_in_the_document_has_no_mark() -> None:
    assert marked("The AP and the RMP", replace(CONTEXT, opened=frozenset({"AP"}))) == [
        ("abbreviation", "RMP")
    ]


def test_an_unknown_abbreviation_is_marked_once_without_an_offer() -> None:
    (mark,) = marks_in("The RSPCA rang. The RSPCA came. Some RSPCAs.", CONTEXT)
    assert (mark.words, mark.offer) == ("RSPCA", "")
    assert "RSPCA is not among the known abbreviations" in mark.says


def test_several_of_a_form() -> None:
    assert opened_form("AA", "attendance agency", many=True) == "attendance agencies (AAs)"
    assert opened_form("KD", "key day", many=True) == "key days (KDs)"
    assert list(short_forms("VLOs met ViSOR staff")) == [("VLO", 0), ("ViSOR", 9)]


def test_names_are_marked_with_the_code_that_stands_for_them() -> None:
    assert written("John  Price paid the price; PRICE and Dai Huws’ car, not Pricey.") == (
        "J. P. paid the price; J. P. and LAN-0500’ car, not Pricey."
    )
    (mark,) = marks_in("price Price", replace(CONTEXT, names=(("Price", ""),)))
    assert (mark.start, mark.offer, mark.offer_says) == (6, "", "")
    assert marks_in("John Price", replace(CONTEXT, names=())) == ()


def test_marks_of_the_whole_paragraph_come_first() -> None:
    found = marks_in("today " + "word " * 80, CONTEXT, speaker_missing=True)
    assert [(mark.code, mark.start, mark.end) for mark in found] == [
        ("speaker", 0, 0),
        ("wall", 0, 0),
        ("relative_date", 0, 5),
    ]
    assert found[1].says == "This has 406 characters. A summary would be read sooner."


def test_a_blank_is_marked() -> None:
    assert marked("Released on ⟦date⟧ to AP") == [("blank", "⟦date⟧"), ("abbreviation", "AP")]


def test_names_on_record_and_their_codes() -> None:
    view = whole_view(
        case=met(name="John Mark Price", also_known_as=("Johnny", "JP", "Will Green")),
        attendance=lambda rows: (*rows, attendance("hsg", "Ann Green")),
    )
    linked = case(id="c2", reference="LAN-0500", name="Dai Huws")
    assert coded_names(view, [linked]) == (
        ("John Mark Price", "J. M. P."),
        ("Price", "J. M. P."),
        ("John", "J. M. P."),
        ("Johnny", "J. M. P."),
        ("Will Green", "J. M. P."),
        ("Dai Huws", "LAN-0500"),
        ("Huws", "LAN-0500"),
        ("Dai", "LAN-0500"),
    )
    assert initials(case(reference="LAN-0417")) == "LAN-0417"


def test_names_with_letters_whose_small_forms_differ_have_their_code() -> None:
    context = MarkContext(
        day=date(2026, 11, 12),
        known={},
        names=(("Ismail Kaya", "I. K."), ("Ismail", "I. K."), ("Strauß", "S.")),
    )
    for text in ("İsmail left.", "ismaıl left.", "STRAUẞ left.", "İsmail  Kaya left.", "Iſmail left."):
        (mark,) = marks_in(text, context)
        assert (mark.code, mark.offer[1:]) == ("name", ". K." if mark.offer[0] == "I" else ".")

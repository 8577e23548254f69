"""Words, numbers, dates and British time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mappa_desk.documents.wordings import Wording, british, capital, clock_time
from mappa_desk.domain.errors import RuleError

SOURCES = Path(__file__).resolve().parents[2] / "src" / "mappa_desk" / "documents"


def test_british_time_is_that_of_the_table_of_zones() -> None:
    london, moment = ZoneInfo("Europe/London"), datetime(1996, 1, 1, 0, 30, tzinfo=UTC)
    while moment.year < 2038:
        assert british(moment) == moment.astimezone(london).replace(tzinfo=None), moment
        moment += timedelta(hours=13)


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "00:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "02:00"),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), "01:59"),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "01:00"),
    ],
)
def test_summer_time_begins_and_ends_at_one_utc(moment: datetime, clock: str) -> None:
    assert clock_time(moment) == clock


def test_what_fills_a_blank_is_not_read_for_blanks(wording: dict[str, str]) -> None:
    words = Wording(wording)
    assert words("paper.decision.heading_bare", number="{other}") == "Decision {other}"


@pytest.mark.parametrize("key", ["paper.no_such_key", "paper.copy"])
def test_a_missing_word_is_named(wording: dict[str, str], key: str) -> None:
    with pytest.raises(RuleError, match=re.escape(key)):
        Wording(wording)(key)


def test_numbers_in_words(wording: dict[str, str]) -> None:
    words = Wording(wording)
    assert [words.number(number) for number in (0, 1, 14, 20, 21)] == [
        "no",
        "one",
        "fourteen",
        "twenty",
        "21",
    ]
    assert [words.ordinal(number) for number in (1, 3, 13, 21, 22, 111)] == [
        "first",
        "third",
        "13th",
        "21st",
        "22nd",
        "111th",
    ]
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert capital("") == ""


def test_every_key_of_the_documents_is_used(wording: dict[str, str]) -> None:
    asked_for = SOURCES.parent / "services" / "meeting_papers.py"
    source = "\n".join(path.read_text("utf-8") for path in (*SOURCES.glob("*.py"), asked_for))
    begun = "paper|actions|list|slip|call|now_list"
    patterns = re.findall(rf"""f?"((?:{begun})\.[a-z_.{{}}\[\]'() A-Z0-9]+)"|'(paper\.[a-z_.]+)'""", source)
    patterns = [double or single for double, single in patterns]
    made = [re.escape(pattern) for pattern in patterns]
    made = [re.sub(r"\\\{.*?\\\}", "[a-z_]+", pattern) for pattern in made]
    known = re.compile("|".join(rf"(?:paper\.)?{pattern}(?:_one|_many|(?<=_)[0-9])?" for pattern in made))
    keys = [key for key in wording if key.startswith("paper.") and not key.startswith("paper.abbreviation.")]
    assert [key for key in keys if not known.fullmatch(key)] == []

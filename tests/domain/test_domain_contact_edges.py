"""The contact book, circulation and blocks for case systems at their edges."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.circulation_rules import Came, CirculationRow
from mappa_desk.domain.contact_book import months_later, without_blanks
from mappa_desk.domain.errors import VaultBusy


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
    ],
)
def test_the_same_day_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_words_without_blanks_and_doubles() -> None:
    assert without_blanks((" North ", "", "  ", "north", "South  East")) == ("North", "South East")


def test_who_holds_a_vault_says_since_when() -> None:
    since = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
    assert VaultBusy("Already open.", since=since).since == since
    assert VaultBusy("Already open.").since is None


def test_a_row_of_the_circulation_list_is_known_by_its_line() -> None:
    line = CirculationLine(id="line", meeting_id="m3", position=1, name="B. Officer")
    assert CirculationRow(line=line, came=Came.ATTENDED).key == "line"

"""What is left of a record of which a part was destroyed by order."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.corrections import Correction, Erratum
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.erasures import GONE, Parts, erased, is_destroyed
from mappa_desk.domain.minutes import SealedMinutes
from mappa_desk.domain.people import Person

AT = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)
SECRET = "Zebracrossing"


def entry(**values: object) -> Entry:
    """An entry whose every word is secret."""
    told: dict[str, object] = {"text": SECRET, "words": SECRET, "agency": "pol", "report_dated": SECRET}
    told |= {"id": "e", "meeting_id": "m", "position": 1, "captured_at": AT, "outcome_reason": SECRET}
    return Entry(**{**told, **values})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("kind", list(EntryKind))
def test_an_entry_keeps_its_place_and_says_that_it_was_destroyed(kind: EntryKind) -> None:
    left = erased(entry(entry_kind=kind, outcome=IssueOutcome.NO_ACTION))
    assert SECRET not in repr(left)
    assert (left.text, left.position, left.agency) == (GONE, 1, "")
    assert left.entry_kind is (EntryKind.ISSUE if kind is EntryKind.ISSUE else EntryKind.NOTE)


def test_words_may_stay_and_what_went_elsewhere_stays_empty() -> None:
    stays = erased(entry(), "He moved.")
    assert (stays.text, stays.words, stays.agency) == ("He moved.", "", "pol")
    assert erased(entry(text="", removed=True)).text == ""


def test_the_other_kinds_lose_their_words() -> None:
    decision = Decision(id="d", meeting_id="m", entry_id="e", number=2, decided=SECRET, because=SECRET)
    erratum = Erratum(
        id="r", meeting_id="m", version=2, place="9.3", wrong=SECRET, right=SECRET, reason=SECRET,
        agreed_by="Chair", at=AT,
    )  # fmt: skip
    asked = Correction(
        id="c", meeting_id="m", asked_by="Pat", asked_on=date(2026, 11, 22), what=SECRET, noted_at=AT
    )
    for record in (decision, erratum, asked):
        left = erased(record)
        assert SECRET not in repr(left) and left.id == record.id
        assert {field.name for field in fields(left)} == {field.name for field in fields(record)}
    with pytest.raises(KeyError):
        erased(Person(id="p", name="Pat"))


def test_destroyed_minutes_have_neither_words_nor_seal() -> None:
    sealed = SealedMinutes(
        id="s", meeting_id="m", version=1, sealed_at=AT, seal_code="7K2M 94QD XA6P 3TRC", snapshot_json="{}"
    )
    assert not is_destroyed(sealed)
    assert is_destroyed(erased(sealed)) and not erased(sealed).seal_code
    assert Parts(entries=frozenset("e"), actions=frozenset("a")).records == {"e", "a"}

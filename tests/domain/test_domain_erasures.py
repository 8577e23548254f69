"""What is left of a record of which a part was destroyed by order."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import domain_builders as build
import pytest

from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.closed_readers import ToldInPart
from mappa_desk.domain.contributions import Entry, EntryKind, IssueOutcome
from mappa_desk.domain.corrections import Correction, Erratum
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.erasures import GONE, Parts, erased, holds, is_destroyed, next_version, without
from mappa_desk.domain.minutes import MinutesSnapshot, PreviousAction, SealedMinutes
from mappa_desk.domain.people import Person
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.record_parts import RecordPart

AT = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)
SECRET = "Zebracrossing"


def said(**values: object) -> Entry:
    """An entry whose every word is secret."""
    told: dict[str, object] = {"text": SECRET, "words": SECRET, "agency": "pol", "report_dated": SECRET}
    told |= {"id": "e", "meeting_id": "m", "position": 1, "captured_at": AT, "outcome_reason": SECRET}
    return Entry(**{**told, **values})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("kind", list(EntryKind))
def test_an_entry_keeps_its_place_and_says_that_it_was_destroyed(kind: EntryKind) -> None:
    left = erased(said(entry_kind=kind, outcome=IssueOutcome.NO_ACTION))
    assert SECRET not in repr(left)
    assert (left.text, left.position, left.agency) == (GONE, 1, "")
    assert left.entry_kind is (EntryKind.ISSUE if kind is EntryKind.ISSUE else EntryKind.NOTE)


def test_words_may_stay_and_what_went_elsewhere_stays_empty() -> None:
    stays = erased(said(), "He moved.")
    assert (stays.text, stays.words, stays.agency) == ("He moved.", "", "pol")
    assert erased(said(text="", removed=True)).text == ""


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


def shot() -> MinutesSnapshot:
    """Sealed minutes with a secret in every place that an order reaches."""
    case = build.case()
    meeting = build.meeting(brief_why=SECRET, brief_risk="")
    erratum = Erratum(
        id="r", meeting_id=meeting.id, version=2, place="9.3", wrong=SECRET, right="x", reason="x",
        agreed_by="Chair", at=AT,
    )  # fmt: skip
    return MinutesSnapshot(
        case=case,
        meeting=meeting,
        previous_meeting=build.meeting(id="before", brief_why="", brief_risk=SECRET),
        items=(),
        attendance=(),
        entries=(said(), said(id="other", text="stays", words="", outcome_reason="", report_dated="")),
        decisions=(
            replace(build.decision("e", decided=SECRET), id="d"),
            replace(build.decision("x"), id="d2"),
        ),
        actions=(build.action(id="a", entry_id="e", text=SECRET), build.action(id="a2", entry_id="x")),
        previous_actions=(
            PreviousAction(action=build.action(id="p", entry_id="far", text=SECRET)),
            PreviousAction(action=build.action(id="p2", entry_id="farther")),
        ),
        form=AreaForm(id="form"),
        taken_on=AT.date(),
        errata=(erratum,),
        told_in_parts=(ToldInPart("e", "part"), ToldInPart("other", "part")),
    )


def test_sealed_minutes_lose_every_part_and_nothing_else() -> None:
    whole = shot()
    parts = Parts(
        entries=frozenset("e"),
        decisions=frozenset("d"),
        actions=frozenset(("a", "p")),
        front_sheets=frozenset((whole.meeting.id, "before")),
        errata=frozenset("r"),
    )
    left = without(whole, parts)
    assert SECRET not in repr(left) and SECRET in repr(whole)
    assert [one.text for one in left.entries] == [GONE, "stays"]
    assert [one.id for one in left.decisions] == ["d2"] and [one.id for one in left.actions] == ["a2"]
    assert [one.action.id for one in left.previous_actions] == ["p2"]
    assert [one.record_id for one in left.told_in_parts] == ["other"]
    assert (left.meeting.brief_why, left.meeting.brief_risk) == (GONE, "")
    assert holds(whole, parts) and not holds(left, parts) and not holds(whole, Parts())
    assert without(whole, Parts(entries=frozenset("e"), left="He moved.")).decisions == whole.decisions
    bare = without(left, Parts(front_sheets=frozenset((whole.meeting.id,))))
    assert bare.meeting.brief_risk == ""


def test_the_next_version_names_the_order() -> None:
    order = Erasure(
        id="o", meeting_id="m", version=3, place="9.3", record_kind="entry", record_id="e",
        order_reference="ORD-1", ordered_by="Officer", ordered_on=AT.date(), at=AT,
    )  # fmt: skip
    final = next_version(shot(), Parts(entries=frozenset("e")), 3, (order,))
    assert (final.version, final.erasures) == (3, (order,))


def test_a_part_is_led_to_by_meeting_kind_and_id() -> None:
    part = RecordPart(
        meeting_id="m", reference="LAN-0417-M03", named=("entry", "e"), place="9.3", text="x",
        is_sealed=False, can_move=True, can_keep_words=True,
    )  # fmt: skip
    assert part.key == "m/entry/e"

"""The unit of work: what is kept with each save, what is refused, and that it is all or nothing."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from vault_help import Desk, Ids, a_case, a_meeting

from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import NotFound, StaleRevision, StoreBug
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import Draft
from mappa_desk.store.vault import Vault


class Stop(Exception):
    """Raised by a test to leave a unit the hard way."""


def test_a_save_keeps_row_revision_audit_and_words(desk: Desk) -> None:
    kept = desk.keep("He moved on Tuesday.")
    assert kept.revision == 1
    with desk.vault.reading() as reading:
        assert reading.get(Entry, kept.id) == kept
        (revision,) = reading.revisions(Entry, kept.id)
        assert (revision.number, revision.by, revision.body) == (1, "chair", kept)
        last = reading.audit(1)[0]
        assert (last.verb, last.kind, last.record_id, last.revision) == ("made", "entry", kept.id, 1)
        assert (last.by, last.case_id) == ("chair", desk.case.id)
        assert last.at == revision.at


def test_each_change_counts_the_revision_up(desk: Desk) -> None:
    kept = desk.keep("one")
    for number, text in enumerate(["two", "three"], start=2):
        with desk.vault.writing(by="other") as uow:
            kept = uow.save(dataclasses.replace(kept, text=text))
            assert uow.changes.touched == {("entry", kept.id)}
        assert kept.revision == number
    with desk.vault.reading() as reading:
        assert [one.body.text for one in reading.revisions(Entry, kept.id) if one.body] == [
            "one",
            "two",
            "three",
        ]
        assert [one.by for one in reading.revisions(Entry, kept.id)] == ["chair", "other", "other"]
        assert [one.verb for one in reading.audit(3)] == ["made", "changed", "changed"]


def test_a_save_from_an_older_revision_is_refused_and_the_newer_stays(desk: Desk) -> None:
    first = desk.keep("one")
    with desk.vault.writing(by="chair") as uow:
        second = uow.save(dataclasses.replace(first, text="two"))
    for stale in (first, dataclasses.replace(first, revision=0), dataclasses.replace(first, revision=7)):
        with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
            uow.save(dataclasses.replace(stale, text="mine"))
        with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
            uow.remove(stale)
    with desk.vault.reading() as reading:
        assert reading.get(Entry, first.id) == second
        assert len(reading.revisions(Entry, first.id)) == 2
    assert desk.vault.verify().sound


def test_a_stale_save_that_is_caught_leaves_the_rest_of_the_unit(desk: Desk) -> None:
    first = desk.keep("one")
    with desk.vault.writing(by="chair") as uow:
        other = uow.save(desk.entry("other"))
        for stale in (dataclasses.replace(first, revision=0), dataclasses.replace(first, revision=5)):
            with pytest.raises(StaleRevision):
                uow.save(stale)
    with desk.vault.reading() as reading:
        assert reading.find(Entry, other.id) == other
    assert desk.vault.verify().sound


def test_any_exception_undoes_the_whole_unit(desk: Desk) -> None:
    kept = desk.keep("one")
    with desk.vault.reading() as reading:
        before = reading.audit()
    with pytest.raises(Stop), desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(kept, text="two"))
        uow.save(a_case(desk.new_id, reference="LAN-1"))
        uow.keep_draft(Draft(meeting_id=desk.meeting.id, place="line", text="half"))
        raise Stop
    with desk.vault.reading() as reading:
        assert reading.get(Entry, kept.id) == kept
        assert reading.audit() == before
        assert reading.drafts() == ()
    desk.keep("after")
    assert desk.vault.verify().sound


def test_a_removed_record_keeps_its_past_and_comes_back(desk: Desk) -> None:
    kept = desk.keep("one")
    with desk.vault.writing(by="chair") as uow:
        uow.remove(kept)
        assert uow.changes.of("entry") == {kept.id}
    with desk.vault.reading() as reading:
        assert reading.find(Entry, kept.id) is None
        with pytest.raises(NotFound):
            reading.get(Entry, kept.id)
        past = reading.revisions(Entry, kept.id)
        assert [one.body for one in past] == [kept, None]
    for wrong in (0, 1, 3):
        with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
            uow.save(dataclasses.replace(kept, revision=wrong))
    with desk.vault.writing(by="chair") as uow:
        back = uow.save(dataclasses.replace(kept, revision=past[-1].number))
    assert back.revision == 3
    with desk.vault.reading() as reading:
        assert reading.get(Entry, kept.id) == back
        assert [one.verb for one in reading.audit(3)] == ["made", "removed", "brought back"]
    assert desk.vault.verify().sound


def test_changing_a_record_that_was_never_kept_is_stale(desk: Desk) -> None:
    with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(desk.entry(), revision=1))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("level", 9),
        ("whereabouts", "moon"),
        ("category", 0),
        ("opened_on", None),
        ("practice", 2),
        ("addresses", "{}"),
    ],
)
def test_the_table_refuses_what_the_domain_does_not_know(desk: Desk, column: str, value: object) -> None:
    with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql(f'UPDATE "case" SET "{column}" = ?', (value,))
    with desk.vault.reading() as reading:
        assert reading.all(Case) == (desk.case,)


def test_a_refused_save_is_a_bug_and_keeps_nothing(desk: Desk) -> None:
    with pytest.raises(StoreBug, match="refuses"), desk.vault.writing(by="chair") as uow:
        uow.save(a_meeting(desk.new_id, desk.case, number=-1))
    with desk.vault.reading() as reading:
        assert reading.all(Meeting) == (desk.meeting,)


def test_nothing_is_kept_after_a_refused_save_even_when_it_was_caught(desk: Desk) -> None:
    with pytest.raises(StoreBug, match="none of it"), desk.vault.writing(by="chair") as uow:
        uow.save(desk.entry())
        with pytest.raises(StoreBug, match="refuses"):
            uow.save(dataclasses.replace(desk.meeting, planned_minutes=-5))
    with desk.vault.reading() as reading:
        assert reading.all(Entry) == ()
        assert reading.all(Meeting) == (desk.meeting,)


def test_a_meeting_of_no_case_is_refused_at_the_end(vault: Vault, new_id: Ids) -> None:
    orphan = a_meeting(new_id, a_case(new_id))
    with pytest.raises(StoreBug), vault.writing(by="chair") as uow:
        uow.save(orphan)
    with vault.reading() as reading:
        assert reading.all(Meeting) == ()
    assert vault.verify().sound


def test_drafts_are_kept_without_a_trace_in_the_audit(desk: Desk) -> None:
    draft = Draft(meeting_id=desk.meeting.id, place="line", text="half a li", caret=9, anchor=3, agency="pol")
    with desk.vault.reading() as reading:
        before = reading.audit()
    desk.vault.keep_draft(draft)
    desk.vault.keep_draft(dataclasses.replace(draft, text="half a line", caret=11))
    with desk.vault.writing(by="chair") as uow:
        uow.keep_draft(Draft(meeting_id=desk.meeting.id, place="entry:1", text="other", revision=4))
    with desk.vault.reading() as reading:
        assert reading.draft(desk.meeting.id, "line") == dataclasses.replace(
            draft, text="half a line", caret=11
        )
        assert reading.draft(desk.meeting.id, "nowhere") is None
        assert [one.place for one in reading.drafts()] == ["entry:1", "line"]
        assert reading.audit() == before
    desk.vault.drop_draft(desk.meeting.id, "line")
    with desk.vault.writing(by="chair") as uow:
        uow.drop_draft(desk.meeting.id, "entry:1")
        uow.drop_draft(desk.meeting.id, "never there")
    with desk.vault.reading() as reading:
        assert reading.drafts() == ()


def test_a_draft_joins_the_unit_it_is_kept_in(desk: Desk) -> None:
    draft = Draft(meeting_id=desk.meeting.id, place="line", text="half")
    desk.vault.keep_draft(draft)
    with pytest.raises(Stop), desk.vault.writing(by="chair") as uow:
        uow.save(desk.entry())
        desk.vault.drop_draft(desk.meeting.id, "line")
        raise Stop
    with desk.vault.reading() as reading:
        assert reading.draft(desk.meeting.id, "line") == draft


def test_all_takes_equality_emptiness_and_order(desk: Desk) -> None:
    texts = ["b", "c", "a"]
    for number, text in enumerate(texts):
        desk.keep(text, position=-10 * number, agency="pol" if number else "", outcome=None)
    with desk.vault.reading() as reading:
        assert [one.text for one in reading.all(Entry)] == texts
        assert [one.text for one in reading.all(Entry, meeting_id=desk.meeting.id)] == texts
        assert [one.text for one in reading.all(Entry, order_by="text")] == ["a", "b", "c"]
        assert [one.text for one in reading.all(Entry, order_by="position")] == ["a", "c", "b"]
        assert [one.text for one in reading.all(Entry, order_by="-position")] == ["b", "c", "a"]
        assert [one.text for one in reading.all(Entry, order_by=("-agency", "text"))] == ["a", "c", "b"]
        assert [one.text for one in reading.all(Entry, agency="pol", outcome=None, removed=False)] == [
            "c",
            "a",
        ]
        assert reading.all(Meeting, state=MeetingState.RUNNING) == (desk.meeting,)
        assert reading.all(Meeting, state=MeetingState.PLANNED) == ()
        assert reading.all(Meeting, planned_on=date(2026, 11, 22), level=Level.TWO) == (desk.meeting,)
        assert reading.all(Case, also_known_as=()) == (desk.case,)
        for wrong in ({"order_by": "nothing"}, {"nothing": 1}):
            with pytest.raises(StoreBug):
                reading.all(Entry, **wrong)

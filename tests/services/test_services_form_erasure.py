"""What an agency filled in goes for good with the entry that was made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from form_filling import filled_file
from meeting_room import Room

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.erasures import GONE
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import contribution_forms, contributions, erasure, undo

SECRET = "The neighbour at number 12 told us, and is afraid of him."


def take(room: Room, meeting: Meeting, folder: Path, name: str, *fields: str, **answers: str) -> FormReturn:
    blank = contribution_forms.render_form(room.work, meeting_id=meeting.id, agency="hsg").data
    path = filled_file(folder, blank, name, **answers)
    form = contribution_forms.read_form(room.work, meeting_id=meeting.id, path=path)
    return contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=fields).value


def destroy(room: Room, meeting: Meeting, entry_id: str) -> None:
    done = erasure.erase_part(
        room.work,
        meeting_id=meeting.id,
        record=(Entry.KIND, entry_id),
        order_reference="ICO 4711",
        ordered_by="County court",
        ordered_on=date(2026, 11, 20),
    ).value
    assert done.finished


def pages(room: Room) -> bytes:
    """Every state of every record, as the vault keeps it."""
    with room.work.reading() as reading:
        rows = reading.connection.exec_driver_sql("SELECT body FROM revision").all()
    return "\n".join(str(row[0]) for row in rows).encode()


def test_an_order_takes_the_answer_too_and_leaves_the_others(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    tenancy = "Tenancy since March"
    take(room, meeting, tmp_path, "first.pdf", "involvement", involvement=tenancy, news_1=SECRET)
    form = take(
        room, meeting, tmp_path, "second.pdf", "news_1", "response",
        news_1=SECRET, news_1_on="3 November 2026, by night", response="declines",
        declines_because="A live investigation elsewhere",
    )  # fmt: skip
    assert SECRET.encode() in pages(room)
    news = dict(zip(form.taken, form.entry_ids, strict=True))["news_1"]
    destroy(room, meeting, news)
    assert SECRET.encode() not in pages(room), "nor in the form before, where it was not taken"
    assert b"by night" not in pages(room), "the day beside it goes too"
    with room.reopened().reading() as reading:
        kept = {one.file_name: {a.field: a.text for a in one.answers} for one in reading.all(FormReturn)}
    assert kept["second.pdf"] == {
        "response": "declines", "declines_because": "A live investigation elsewhere",
        "news_1_on": GONE, "news_1": GONE,
    }  # fmt: skip
    assert kept["first.pdf"] == {"involvement": tenancy, "news_1": GONE}


def test_a_form_that_was_taken_back_keeps_nothing_of_it_either(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    take(room, meeting, tmp_path, "form.pdf", "concerns", concerns=SECRET)
    undo.undo(room.work, meeting_id=meeting.id)
    form = take(room, meeting, tmp_path, "form.pdf", "concerns", concerns=SECRET)
    contributions.remove_entry(room.work, entry_id=form.entry_ids[0])
    again = take(room, meeting, tmp_path, "form.pdf", "concerns", concerns=SECRET)
    destroy(room, meeting, again.entry_ids[-1])
    with room.work.reading() as reading:
        (kept,) = reading.all(FormReturn)
        states = [
            revision.body
            for one in {kept.id, form.id}
            for revision in reading.revisions(FormReturn, one)
            if revision.body is not None
        ]
    assert {answer.text for state in states for answer in state.answers} == {GONE}


def test_the_reason_of_a_refusal_goes_with_it(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    form = take(room, meeting, tmp_path, "form.pdf", "response", response="declines", declines_because=SECRET)
    destroy(room, meeting, form.entry_ids[0])
    assert SECRET.encode() not in pages(room)
    with room.work.reading() as reading:
        (kept,) = reading.all(FormReturn)
    assert {one.field: one.text for one in kept.answers} == {"response": "declines", "declines_because": GONE}

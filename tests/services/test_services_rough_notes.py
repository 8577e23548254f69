"""What was typed in the room is kept or destroyed at approval as the area says, and the record says which."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
from meeting_room import PASSPHRASE, Room

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.reports import ReceivedReport, ReportSource
from mappa_desk.services import areas, case_files, contributions, minutes, rough_notes, splitting, transfers
from mappa_desk.store import key

TYPED = "Zebracrossing"
_spec = importlib.util.spec_from_file_location(
    "bare_pages_of_notes", Path(__file__).resolve().parent.parent / "store" / "bare_pages.py"
)
assert _spec is not None and _spec.loader is not None
PAGES = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(PAGES)


def found(room: Room, *words: str) -> set[str]:
    """The words that stand in any page of the vault's files."""
    read: set[str] = PAGES.found(room.folder, key.unwrap(room.folder, PASSPHRASE), words)
    return read


def rule(room: Room, value: float) -> None:
    """Sets the area's rule."""
    standards = areas.area_view(room.work).standards
    kept = next(one for one in standards if one.id == rough_notes.KEEP_NOTES)
    areas.save_standard(room.work, standard=replace(kept, value=value))


def keep(room: Room, meeting: Meeting, text: str, typed: str = "", item: str = "risk") -> Entry:
    """An entry whose words as typed differ from its text."""
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item=item, text=text, words=typed or f"{TYPED} {text}", agency="pol"
    ).value


def test_shipped_is_to_keep_and_nobody_has_confirmed_it(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "He moved")
    before = rough_notes.notes_rule(room.work, meeting_id=meeting.id)
    assert before.keeps and not before.verified and before.source == "Local rule, not confirmed"
    assert before.sentence.startswith("The words as typed of 1 entry stay")
    room.finish(meeting)
    with room.work.reading() as reading:
        assert reading.get(Entry, said.id).words == f"{TYPED} He moved"
    assert rough_notes.notes_rule(room.work, meeting_id=meeting.id).sentence == ""
    sentences = [one.sentence for one in rough_notes.put_away(room.work, meeting_id=meeting.id)]
    assert "The words as typed in the room were kept with the record." in sentences
    assert found(room, TYPED)


def test_a_rule_to_destroy_leaves_no_trace_of_them_anywhere(room: Room, tmp_path: Path) -> None:
    rule(room, 0)
    wrong, meeting = room.running(room.case("LAN-0500")), room.running(room.case("LAN-0417"))
    said = keep(room, meeting, "He moved to the coast.")
    contributions.revise_entry(room.work, entry_id=said.id, revision=1, text="He moved to the coast. Alone.")
    splitting.split_entry(
        room.work, entry_id=said.id, revision=2, first="He moved to the coast.", second="Alone."
    )
    binned = keep(room, meeting, "Not said")
    contributions.remove_entry(room.work, entry_id=binned.id)
    strayed = keep(room, wrong, "Strayed")
    (came,) = transfers.move_to_record(
        room.work, entry_ids=(strayed.id,), to_meeting_id=meeting.id, reason="Wrong record"
    ).value
    contributions.move_entry(room.work, entry_ids=(came.id,), item="risk")
    with room.work.writing() as uow:
        row = next(one for one in room.look(meeting).attendance if one.agency == "pol")
        uow.save(replace(uow.get(Entry, came.id), attendance_id=row.id))
    before = rough_notes.notes_rule(room.work, meeting_id=meeting.id)
    assert not before.keeps and "destroys the words as typed of" in before.sentence
    assert found(room, TYPED) == {TYPED}
    room.finish(meeting)
    assert not found(room, TYPED)
    shown = room.view(meeting)
    assert [one.text for one in shown.entries if one.item == "risk"][:2] == [
        "He moved to the coast.",
        "Alone.",
    ]
    assert {one.words for one in shown.entries} == {""}
    assert room.vault.verify().faults == ()
    lines = rough_notes.put_away(room.work, meeting_id=meeting.id)
    assert lines[-1].sentence == "The words as typed in the room were destroyed at approval."
    assert lines[-1].by == "Jo Parry"
    assert rough_notes.put_away_in_case(room.work, case_id=meeting.case_id)[-1] == ("M01", lines[-1])
    out = case_files.export_case(room.work, reference="LAN-0417", target=tmp_path / "case.json")
    assert TYPED not in out.read_text("utf-8")
    other = Room(tmp_path / "other")
    case_files.import_files(other.work, paths=[out])
    assert other.vault.verify().faults == ()
    other.close()
    assert minutes.snapshot(room.work, meeting_id=meeting.id).version == 1


def test_a_report_that_was_received_is_no_rough_note(room: Room) -> None:
    rule(room, 0)
    meeting = room.running()
    report = keep(room, meeting, "In short: he moved.", typed="The whole report, page by page")
    keep(room, meeting, "Other")
    with room.work.writing() as uow:
        uow.save(
            ReceivedReport(id=room.ids(), meeting_id=meeting.id, entry_id=report.id,
                           source=ReportSource.DOCX, at=room.work.now())
        )  # fmt: skip
    told = rough_notes.notes_rule(room.work, meeting_id=meeting.id)
    assert told.reports == 1 and told.entries == 1 and "Reports received stay." in told.sentence
    room.finish(meeting)
    with room.work.reading() as reading:
        assert reading.get(Entry, report.id).words == "The whole report, page by page"
    assert not found(room, TYPED)


@pytest.mark.parametrize("verified", [False, True])
def test_the_pane_says_what_will_happen(*, verified: bool) -> None:
    told = rough_notes.NotesRule(
        keeps=False, verified=verified, source="x", entries=3, reports=0, keeps_times=False, approved=False
    )
    words = "the area’s rule" if verified else "a local rule that nobody has confirmed"
    assert told.sentence == f"Approval destroys the words as typed of 3 entries for good ({words})."
    assert replace(told, approved=True).sentence == ""
    times = replace(told, entries=0, times=2)
    assert times.sentence == "The times of the items are destroyed."
    assert replace(times, keeps_times=True).sentence == "The times of the items stay."
    both = replace(told, times=2)
    assert both.sentence.endswith("The times of the items are destroyed too.")
    assert replace(both, keeps=True).sentence.endswith("The times of the items are destroyed.")
    assert replace(times, times=0).sentence == ""

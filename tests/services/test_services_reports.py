"""Reports of agencies: taken in whole, as one step, with what is known of how they came."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.reports import ReceivedReport, ReportSource
from mappa_desk.domain.views import Draft
from mappa_desk.services import contributions, drafts, gaps, reports, undo
from mappa_desk.services.desk import desk_view

TEXT = "Rent is paid to the week of 9 November.\nDate | Visit\n3 Nov | Nobody in"


def take(room: Room, meeting_id: str, **more: object) -> reports.TakenReport:
    told: dict[str, object] = {"item": "information", "agency": "hsg", "text": TEXT, "dated": "12 Nov 2026"}
    items = desk_view(room.work, meeting_id=meeting_id).items
    told["item"] = items[0].code
    return reports.take_report(room.work, meeting_id=meeting_id, **(told | more)).value


def test_the_whole_text_stays_while_the_entry_is_summed_up(room: Room) -> None:
    meeting = room.running()
    taken = take(room, meeting.id, source=ReportSource.DOCX, file_name="report.docx", sha256="ab" * 32,
                 left_out=("2 pictures", "1 link’s address"))  # fmt: skip
    contributions.revise_entry(
        room.work,
        entry_id=taken.entry.id,
        revision=taken.entry.revision,
        text="Rent paid; nobody in on 3 Nov.",
    )
    with room.reopened().reading() as reading:
        entry = reading.get(Entry, taken.entry.id)
        report = reading.get(ReceivedReport, taken.report.id)
    assert (entry.entry_kind, entry.agency, entry.report_dated) == (
        EntryKind.WRITTEN_REPORT, "hsg", "12 Nov 2026",
    )  # fmt: skip
    assert entry.words == TEXT
    assert entry.text == "Rent paid; nobody in on 3 Nov."
    assert (report.entry_id, report.source, report.characters) == (entry.id, ReportSource.DOCX, len(TEXT))
    assert report.left_out == ("2 pictures", "1 link’s address")
    assert reports.report_of(room.work, entry_id=entry.id) == report
    assert reports.reports_of(room.work, meeting_id=meeting.id) == (report,)


def test_one_undo_takes_everything_back(room: Room) -> None:
    meeting = room.running()
    row = next(one for one in desk_view(room.work, meeting_id=meeting.id).attendance if one.agency == "hsg")
    before = room.work.vault
    taken = take(room, meeting.id, agency="", attendance_id=row.id)
    with before.reading() as reading:
        marked = reading.get(Attendance, row.id)
    assert (marked.report_received, marked.report_dated) == (True, "12 Nov 2026")
    said = undo.undo(room.work, meeting_id=meeting.id).value
    assert "taken in" in said
    with before.reading() as reading:
        assert reading.get(Entry, taken.entry.id).removed
        assert reading.find(ReceivedReport, taken.report.id) is None
        assert not reading.get(Attendance, row.id).report_received
    undo.redo(room.work, meeting_id=meeting.id)
    with before.reading() as reading:
        assert not reading.get(Entry, taken.entry.id).removed
        assert reading.get(Entry, taken.entry.id).words == TEXT
        assert reading.get(ReceivedReport, taken.report.id).characters == len(TEXT)


def test_a_long_report_asks_for_a_summary_by_the_areas_figure(room: Room) -> None:
    meeting = room.running()
    figure = reports.long_from(room.work)
    words = "word " * 400
    assert not take(room, meeting.id, text=words[: figure - 1].strip()).is_long
    taken = take(room, meeting.id, text=words)
    assert taken.is_long
    found = [
        gap.code for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.record_id == taken.entry.id
    ]
    assert "long_entry" in found


def test_a_report_pasted_into_the_line_takes_the_lines_draft_with_it(room: Room) -> None:
    meeting = room.running()
    drafts.keep_draft(room.work, draft=Draft(meeting_id=meeting.id, place=drafts.LINE, text=TEXT))
    take(room, meeting.id)
    assert drafts.line_draft(room.work, meeting_id=meeting.id) is not None
    take(room, meeting.id, from_line=True)
    assert drafts.line_draft(room.work, meeting_id=meeting.id) is None


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": " \n "}, RuleError),
        ({"text": "a" * 2_001}, RuleError),
        ({"text": "word " * 10_001}, RuleError),
        ({"agency": "nobody"}, NotFound),
        ({"item": "no such item"}, NotFound),
        ({"attendance_id": "f" * 32}, NotFound),
    ],
)
def test_what_cannot_be_kept_changes_nothing(room: Room, more: dict[str, object], error: type) -> None:
    meeting = room.running()
    with room.work.vault.reading() as reading:
        before = (reading.all(Entry), reading.all(ReceivedReport), len(reading.steps(meeting.id)))
    with pytest.raises(error):
        take(room, meeting.id, **more)
    with room.work.vault.reading() as reading:
        assert (reading.all(Entry), reading.all(ReceivedReport), len(reading.steps(meeting.id))) == before


def test_a_report_longer_than_an_entry_is_told_what_to_do() -> None:
    with pytest.raises(RuleError, match=r"50,005 characters.*Take it in in parts"):
        reports.check_report("word " * 10_001)
    assert reports.check_report("a\x00b") == "ab"

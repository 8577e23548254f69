"""Editions as the services make them: who a copy is for, what was ticked, requests, logos, refusals."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from meeting_room import Room
from PIL import Image

from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind as Kind
from mappa_desk.services import (
    areas,
    closed_parts,
    contributions,
    errata,
    handouts,
    minutes,
    minutes_requests,
    roll_call,
    ticking,
)
from mappa_desk.services.errata import ErratumPoint


def keep(room: Room, meeting: Meeting, text: str, item: str = "contributions", agency: str = "pol") -> str:
    kept = contributions.keep_line(
        room.work,
        meeting_id=meeting.id,
        item=item,
        text=text,
        agency=agency,
        kind=EntryKind.CONTRIBUTION if agency else EntryKind.NOTE,
    )
    return kept.value.id


def text_of(room: Room, meeting: Meeting, kind: Kind, **more: object) -> str:
    """What the document says, from its parts."""
    rendered = handouts.render(room.work, meeting_id=meeting.id, kind=kind, **more)  # type: ignore[arg-type]  # by name
    with pikepdf.open(BytesIO(rendered.data)) as pdf:
        assert len(pdf.pages) == rendered.pages
    return "\n".join(part.text for part in rendered.told.parts)


def ask(room: Room, meeting: Meeting, who: str) -> str:
    return minutes_requests.open_request(
        room.work, meeting_id=meeting.id, asked_by=who, asked_on=date(2026, 11, 23)
    ).value.id


@pytest.mark.parametrize("kind", [Kind.EXECUTIVE_SUMMARY, Kind.COVERING_LETTER, Kind.ERRATUM])
def test_a_draft_gives_nothing_to_the_outside(room: Room, kind: Kind, tmp_path: Path) -> None:
    meeting = room.running()
    ask(room, meeting, "A Solicitor")
    target = tmp_path / "paper.pdf"
    with pytest.raises(RuleError, match="not approved"):
        handouts.render(room.work, meeting_id=meeting.id, kind=kind)
    with pytest.raises(RuleError, match="not approved"):
        handouts.write_document(room.work, meeting_id=meeting.id, kind=kind, target=target)
    assert not target.exists() and handouts.register(room.work, meeting_id=meeting.id) == ()


def test_a_summary_says_what_was_written_for_it(room: Room) -> None:
    meeting = room.running()
    keep(room, meeting, "For the executive summary: high, to the public.", "risk", "")
    keep(room, meeting, "Zqsaid by the police.", "risk")
    room.finish(meeting)
    said = text_of(room, meeting, Kind.EXECUTIVE_SUMMARY)
    assert "High, to the public." in said
    assert "Nothing about the plan was written for this summary." in said
    assert "Zq" not in said and "For the executive summary" not in said
    assert "For the executive summary: high, to the public." in text_of(room, meeting, Kind.MINUTES)


def test_a_letter_answers_the_request_that_is_named(room: Room) -> None:
    meeting = room.running()
    room.finish(meeting)
    with pytest.raises(RuleError, match="Nobody is noted"):
        text_of(room, meeting, Kind.COVERING_LETTER)
    first = ask(room, meeting, "A Solicitor")
    assert "A Solicitor" in text_of(room, meeting, Kind.COVERING_LETTER)
    ask(room, meeting, "A Court")
    with pytest.raises(RuleError, match="Say which request"):
        text_of(room, meeting, Kind.COVERING_LETTER)
    said = text_of(room, meeting, Kind.COVERING_LETTER, request_id=first)
    assert "A Solicitor" in said and "A Court" not in said
    with pytest.raises(NotFound):
        text_of(room, meeting, Kind.COVERING_LETTER, request_id="nothing")


def test_the_page_at_the_close_is_of_a_draft_and_the_errata_of_a_later_version(room: Room) -> None:
    meeting = room.running()
    keep(room, meeting, "Seen on Monday")
    assert "The minutes are a draft" in text_of(room, meeting, Kind.ACTIONS_NOW)
    room.finish(meeting)
    with pytest.raises(RuleError, match="action list"):
        text_of(room, meeting, Kind.ACTIONS_NOW)
    with pytest.raises(RuleError, match="Nothing has been put right"):
        text_of(room, meeting, Kind.ERRATUM)
    point = ErratumPoint(place="6.1", wrong="Monday", right="Zqtuesday", reason="The log says so")
    errata.issue_errata(room.work, meeting_id=meeting.id, points=[point], agreed_by="Siân Morris")
    assert "Zqtuesday" in text_of(room, meeting, Kind.ERRATUM)
    with pytest.raises(RuleError, match="Nothing has been put right"):
        text_of(room, meeting, Kind.ERRATUM, version=1)


def test_an_attendees_copy_is_for_one_who_was_there(room: Room) -> None:
    meeting = room.running()
    view = room.view(meeting)
    there = next(row for row in view.attendance if row.took_part)
    away = roll_call.add_person(room.work, meeting_id=meeting.id, agency="hsg", name="N Away").value
    roll_call.mark(room.work, attendance_id=away.id, state=AttendanceState.APOLOGIES)
    with pytest.raises(RuleError, match="Say who"):
        text_of(room, meeting, Kind.ATTENDEE_COPY)
    for more in ({"person": away.id}, {"recipient": "n away"}):
        with pytest.raises(RuleError, match="not recorded as having been there"):
            text_of(room, meeting, Kind.ATTENDEE_COPY, **more)
    assert "who was there." in text_of(room, meeting, Kind.ATTENDEE_COPY, person=there.id)


def test_a_closed_part_reaches_those_who_stayed(room: Room) -> None:
    meeting = room.running()
    rows = []
    for name in ("Ann Inside", "Bob Outside"):
        row = roll_call.add_person(room.work, meeting_id=meeting.id, agency="csc", name=name).value
        roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
        rows.append(row.id)
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(rows[0],))
    keep(room, meeting, "Zqclosed words.")
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    told = {
        "Ann Inside": text_of(room, meeting, Kind.ATTENDEE_COPY, person=rows[0]),
        "ann  inside": text_of(room, meeting, Kind.ATTENDEE_COPY, recipient="ann  inside"),
        "Bob Outside": text_of(room, meeting, Kind.ATTENDEE_COPY, person=rows[1]),
        "A Stranger": text_of(room, meeting, Kind.ATTENDEE_COPY, recipient="A Stranger"),
        "csc": text_of(room, meeting, Kind.AGENCY_COPY, agency="csc"),
    }
    assert {who for who, said in told.items() if "Zqclosed" in said} == {"Ann Inside", "ann  inside"}
    missing = {who for who, said in told.items() if "is left out of it." in said}
    assert missing == {"Bob Outside", "A Stranger", "csc"}


def test_what_was_ticked_is_registered_with_the_copy(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    gone = keep(room, meeting, "Zqticked words.")
    keep(room, meeting, "Others stay.")
    number = next(item.number for item in room.view(meeting).items if item.code == "contributions")
    left = ticking.ticked_at(room.work, meeting_id=meeting.id, places=[f"{number}.1", f"para {number}.1"])
    assert left == (gone,)
    said = text_of(room, meeting, Kind.AGENCY_COPY, agency="hsg", left=left)
    assert "Zqticked" not in said and "Others stay." in said
    given = handouts.write_document(
        room.work,
        meeting_id=meeting.id,
        kind=Kind.AGENCY_COPY,
        agency="hsg",
        left=left,
        large=True,
        target=tmp_path / "copy.pdf",
    ).value
    assert (given.parts_left_out, given.large_print) == ((gone,), True)
    assert handouts.register(room.reopened(), meeting_id=meeting.id) == (given,)
    under = ticking.ticked_at(room.work, meeting_id=meeting.id, places=[f"Item {number}"])
    assert gone in under and len(under) == 2
    for place in ("99.1", "nowhere", "Decision 77", "Change 1"):
        with pytest.raises(RuleError, match="Nothing stands at"):
            ticking.ticked_at(room.work, meeting_id=meeting.id, places=[place])


def test_the_draft_for_the_chair_has_no_large_print(room: Room) -> None:
    meeting = room.running()
    with pytest.raises(RuleError, match="no large print"):
        text_of(room, meeting, Kind.CHAIR_DRAFT, large=True)


def test_a_paper_before_the_meeting_has_nothing_to_tick(room: Room) -> None:
    meeting = room.running()
    for more in ({"left": ("x",)}, {"annex": True}, {"version": 1}):
        with pytest.raises(RuleError):
            text_of(room, meeting, Kind.AGENDA, **more)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    return out.getvalue()


def test_a_logo_is_kept_drawn_anew_and_sealed_with_the_minutes(room: Room) -> None:
    meeting = room.running()
    form = areas.area_view(room.work).form
    raw = base64.b64encode(picture()).decode()
    kept = areas.save_form(room.work, form=replace(form, logo=raw)).value
    assert base64.b64decode(kept.logo).startswith(b"\x89PNG") and kept.logo == areas.logo_from(picture())
    assert areas.form_notes(kept) == ("The logo is not printed until words say what it shows.",)
    kept = areas.save_form(room.work, form=replace(kept, logo_says="A bar")).value
    assert areas.form_notes(kept) == ()
    room.finish(meeting)
    areas.save_form(room.work, form=replace(areas.area_view(room.work).form, logo="", logo_says=""))
    assert minutes.snapshot(room.work, meeting_id=meeting.id).form.logo == kept.logo
    rendered = handouts.render(room.work, meeting_id=meeting.id, kind=Kind.MINUTES)
    assert rendered.told.pictures == ("A bar",)


@pytest.mark.parametrize("logo", ["broken", base64.b64encode(b"GIF89a" * 9).decode(), "A" * 900_000])
def test_a_broken_logo_is_one_sentence_and_changes_nothing(room: Room, logo: str) -> None:
    before = areas.area_view(room.work).form
    with pytest.raises(RuleError) as caught:
        areas.save_form(room.work, form=replace(before, logo=logo))
    assert caught.value.field == "logo"
    assert areas.area_view(room.work).form == before


def test_an_unknown_part_in_the_order_is_told_and_ignored(room: Room) -> None:
    form = areas.area_view(room.work).form
    kept = areas.save_form(room.work, form=replace(form, section_order=("items", "Zq"))).value
    assert areas.form_notes(kept) == ("The minutes have no part called “Zq”; the order leaves it out.",)

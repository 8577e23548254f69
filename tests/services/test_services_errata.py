"""Errata: a new sealed version with a change page's words; the one before stays, readable and superseded."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from meeting_room import Room

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.services import cases, contributions, corrections, errata, handouts, meetings, minutes
from mappa_desk.services.errata import ErratumPoint
from mappa_desk.services.record_places import place_of_record

POINT = ErratumPoint(
    place="6.1", wrong="Monday", right="Tuesday", reason="The log says so", asked_by="A Rees"
)


def _approved(room: Room, text: str = "Seen on Monday") -> tuple[Meeting, str]:
    meeting = room.running()
    entry = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="contributions", text=text, agency="pol"
    ).value
    room.finish(meeting)
    return meeting, entry.id


def _issue(room: Room, meeting: Meeting, *points: ErratumPoint) -> minutes.SealedMinutes:
    return errata.issue_errata(
        room.work, meeting_id=meeting.id, points=points or (POINT,), agreed_by="Siân Morris"
    ).value


def _words(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def test_a_new_version_carries_it_and_the_text_stays_as_it_was_sealed(room: Room) -> None:
    meeting, _ = _approved(room)
    (first,) = errata.versions(room.work, meeting_id=meeting.id)
    before = minutes.snapshot(room.work, meeting_id=meeting.id)
    second = _issue(room, meeting)
    assert (second.version, second.seal_code != first.seal_code) == (2, True)
    kept_first, kept_second = errata.versions(room.reopened(), meeting_id=meeting.id)
    assert (kept_first, kept_second) == (first, second)
    after = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert (after.version, after.status, after.approval) == (2, MinutesStatus.APPROVED, before.approval)
    assert (after.entries, after.decisions, after.actions) == (
        before.entries, before.decisions, before.actions,
    )  # fmt: skip
    (erratum,) = after.errata
    assert (erratum.wrong, erratum.right, erratum.version) == ("Monday", "Tuesday", 2)
    assert erratum.agreed_by == "Siân Morris"
    assert room.view(meeting).meeting.state is MeetingState.APPROVED
    _issue(room, meeting, ErratumPoint(place="9", wrong="x", right="y", reason="z"))
    third = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert [(one.version, one.right) for one in third.errata] == [(2, "Tuesday"), (3, "y")]


def test_the_old_version_is_superseded_and_can_still_be_read(room: Room) -> None:
    meeting, _ = _approved(room)
    _issue(room, meeting)
    with room.work.reading() as reading:
        new, seal = minutes.snapshot_and_seal(room.work, reading, meeting.id)
        old, old_seal = minutes.snapshot_and_seal(
            room.work, reading, meeting.id, DocumentKind.MINUTES, version=1
        )
        with pytest.raises(NotFound, match="no version 9"):
            minutes.snapshot_and_seal(room.work, reading, meeting.id, DocumentKind.MINUTES, version=9)
    assert (new.version, new.status) == (2, MinutesStatus.APPROVED)
    assert (old.version, old.status, old.errata) == (1, MinutesStatus.SUPERSEDED, ())
    assert seal != old_seal
    first = handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES, version=1)
    assert _words(first.data) >= 1


def test_the_register_knows_who_holds_the_old_version(room: Room, tmp_path: Path) -> None:
    meeting, _ = _approved(room)

    def give(name: str, recipient: str) -> None:
        handouts.write_document(
            room.work,
            meeting_id=meeting.id,
            kind=DocumentKind.MINUTES,
            target=tmp_path / name,
            recipient=recipient,
        )

    give("a.pdf", "A Rees")
    give("b.pdf", "B Khan")
    assert corrections.corrections_view(room.work, meeting_id=meeting.id).old_copies == ()
    _issue(room, meeting)
    held = corrections.corrections_view(room.work, meeting_id=meeting.id).old_copies
    assert [(one.holder, one.given.version) for one in held] == [("A Rees", 1), ("B Khan", 1)]
    give("a2.pdf", "A Rees")
    held = corrections.corrections_view(room.work, meeting_id=meeting.id).old_copies
    assert [one.holder for one in held] == ["B Khan"]
    _issue(room, meeting)
    held = corrections.corrections_view(room.work, meeting_id=meeting.id).old_copies
    assert {one.holder: one.given.version for one in held} == {"A Rees": 2, "B Khan": 1}


def test_the_register_shows_old_copies_as_superseded_and_keeps_their_lines(
    room: Room, tmp_path: Path
) -> None:
    meeting, _ = _approved(room)
    for kind in (DocumentKind.MINUTES, DocumentKind.ACTIONS):
        handouts.write_document(
            room.work, meeting_id=meeting.id, kind=kind, target=tmp_path / f"{kind.value}.pdf"
        )
    _issue(room, meeting)
    handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES, target=tmp_path / "new.pdf"
    )
    shown = cases.case_view(room.work, case_id=meeting.case_id).documents
    assert [(one.version, one.status) for one in shown] == [
        (1, MinutesStatus.SUPERSEDED), (1, MinutesStatus.SUPERSEDED), (2, MinutesStatus.APPROVED),
    ]  # fmt: skip
    kept = handouts.register(room.work, meeting_id=meeting.id)
    assert {one.status for one in kept} == {MinutesStatus.APPROVED}


def test_an_asked_correction_becomes_the_erratum(room: Room) -> None:
    meeting, entry_id = _approved(room)
    place = place_of_record(room.look(meeting), "entry", entry_id)
    asked = corrections.note_correction(
        room.work, meeting_id=meeting.id, asked_by="A Rees", what="It was Tuesday", place=place
    ).value
    _issue(
        room,
        meeting,
        ErratumPoint(place=place, wrong="Monday", right="Tuesday", reason="r", correction_id=asked.id),
    )
    view = corrections.corrections_view(room.work, meeting_id=meeting.id)
    (row,) = view.rows
    assert row.correction.state is CorrectionState.ERRATUM
    assert row.correction.erratum_id == view.errata[0].id
    for call in (
        lambda: corrections.settle_correction(
            room.work, correction_id=asked.id, state=CorrectionState.OPEN
        ),
        lambda: corrections.remove_correction(room.work, correction_id=asked.id),
        lambda: _issue(room, meeting, ErratumPoint(
            place="1", wrong="a", right="b", reason="c", correction_id=asked.id
        )),
    ):  # fmt: skip
        with pytest.raises(RuleError, match="an erratum stays"):
            call()


def test_what_does_not_go_to_everybody_has_no_place_on_the_change_page(room: Room) -> None:
    meeting = room.running()
    entry = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="contributions", text="Said apart", agency="pol"
    ).value
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    asked = corrections.note_correction(
        room.work, meeting_id=meeting.id, asked_by="A Rees", what="x",
        place=place_of_record(room.look(meeting), "entry", entry.id),
    ).value  # fmt: skip
    contributions.set_handling(
        room.work, entry_id=entry.id, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
    )
    minutes.approve(
        room.work, meeting_id=meeting.id, approved_by="S", how=minutes.ApprovedHow.AT_DESK,
        on=room.work.today(), despite_gaps_because="For this test",
    )  # fmt: skip
    with pytest.raises(RuleError, match="does not go to everybody") as refused:
        _issue(room, meeting, ErratumPoint(
            place="annex", wrong="a", right="b", reason="c", correction_id=asked.id
        ))  # fmt: skip
    assert refused.value.field == "place"
    assert len(errata.versions(room.work, meeting_id=meeting.id)) == 1


def test_a_quotation_that_does_not_go_to_everybody_is_refused_whatever_its_place(room: Room) -> None:
    meeting = room.running()
    contributions.keep_line(
        room.work, meeting_id=meeting.id, item="contributions", text="The source is his own brother",
        agency="pol", handling=Handling.SANITISE,
    )  # fmt: skip
    contributions.keep_line(
        room.work, meeting_id=meeting.id, item="contributions", text="He was seen on Monday", agency="pol"
    )
    room.finish(meeting)
    for wrong, right in (("Source is  his own", "another"), ("Monday", "the source is his own brother")):
        with pytest.raises(RuleError, match="does not go to everybody"):
            _issue(room, meeting, ErratumPoint(place="page 4", wrong=wrong, right=right, reason="c"))
    assert len(errata.versions(room.work, meeting_id=meeting.id)) == 1
    told = ErratumPoint(place="page 4", wrong="he was seen on Monday", right="Seen on Tuesday", reason="c")
    assert _issue(room, meeting, told).version == 2


def test_bad_errata_leave_everything_as_it_was(room: Room) -> None:
    meeting = room.running()
    with pytest.raises(RuleError, match="still a draft"):
        _issue(room, meeting)
    room.finish(meeting)
    for point, field in (
        ({"place": ""}, "place"),
        ({"wrong": " "}, "wrong"),
        ({"right": ""}, "right"),
        ({"reason": ""}, "reason"),
    ):
        told = {"place": "1", "wrong": "a", "right": "b", "reason": "c", **point}
        with pytest.raises(RuleError) as refused:
            _issue(room, meeting, POINT, ErratumPoint(**told))
        assert refused.value.field == field
    with pytest.raises(RuleError, match="Who agreed"):
        errata.issue_errata(room.work, meeting_id=meeting.id, points=(POINT,), agreed_by=" ")
    with pytest.raises(RuleError, match="at least one thing"):
        errata.issue_errata(room.work, meeting_id=meeting.id, points=(), agreed_by="S")
    assert len(errata.versions(room.work, meeting_id=meeting.id)) == 1
    assert corrections.corrections_view(room.work, meeting_id=meeting.id).errata == ()


def test_a_list_of_actions_bears_the_newest_version(room: Room) -> None:
    meeting, _ = _approved(room)
    _issue(room, meeting)
    assert minutes.snapshot(room.work, meeting_id=meeting.id, kind=DocumentKind.ACTIONS).version == 2

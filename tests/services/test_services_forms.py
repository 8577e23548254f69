"""Contribution forms there and back: made for an agency, filled, read, and taken in answer by answer."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from form_filling import filled_file
from meeting_room import Room

from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.errors import FileRefused, RuleError
from mappa_desk.domain.form_questions import code_for
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.returned_forms import FormFlag, ReturnedForm
from mappa_desk.services import (
    areas,
    contribution_forms,
    contributions,
    copies,
    handouts,
    meetings,
    roll_call,
    rough_notes,
    undo,
)
from mappa_desk.services.copy_plans import Recipient

KNOWN = {
    "response": "known",
    "involvement": "Tenancy officer: L. Hughes, since March 2025.",
    "news_1_on": "3 November 2026",
    "news_1": "Nobody in at the agreed visit.",
    "news_2": "A neighbour reported shouting.",
    "concerns": "Former partner at risk; moved to within a mile.\nHow soon: weeks.",
    "sender_name": "Lewis Hughes",
    "completed_on": "12 November 2026",
}


def blank(room: Room, meeting: Meeting, agency: str = "hsg") -> bytes:
    return contribution_forms.render_form(room.work, meeting_id=meeting.id, agency=agency).data


def returned(room: Room, meeting: Meeting, folder: Path, agency: str = "hsg", **answers: str) -> ReturnedForm:
    path = filled_file(folder, blank(room, meeting, agency), f"{agency}.pdf", **answers)
    return contribution_forms.read_form(room.work, meeting_id=meeting.id, path=path)


def row_of(room: Room, meeting: Meeting, agency: str = "hsg") -> Attendance:
    return next(row for row in room.view(meeting).attendance if row.agency == agency and not row.is_chair)


def entries_of(room: Room, meeting: Meeting, agency: str = "hsg") -> list[Entry]:
    return [entry for entry in room.view(meeting).entries if entry.agency == agency]


def test_answers_become_written_contributions_and_one_undo_takes_them_back(
    room: Room, tmp_path: Path
) -> None:
    meeting = room.planned()
    form = returned(room, meeting, tmp_path, handling="not_for_summary", **KNOWN)
    fields = ("concerns", "news_1", "involvement")
    taken = contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=fields).value
    made = entries_of(room, meeting)
    assert [entry.text for entry in made] == [
        "Current involvement: Tenancy officer: L. Hughes, since March 2025.",
        "3 November 2026: Nobody in at the agreed visit.",
        "Risk concerns: Former partner at risk; moved to within a mile.\nHow soon: weeks.",
    ], "in the order of the form"
    assert made[2].words == KNOWN["concerns"], "the words as they were filled in"
    assert {entry.entry_kind for entry in made} == {EntryKind.WRITTEN_REPORT}
    assert {entry.report_dated for entry in made} == {"12 November 2026"}
    assert {entry.handling for entry in made} == {Handling.NOT_FOR_SUMMARY}, "as the agency asked"
    assert {entry.item for entry in made} == {"contributions"}
    assert row_of(room, meeting).report_received
    assert row_of(room, meeting).report_dated == "12 November 2026"
    with room.reopened().reading() as reading:
        kept = reading.get(FormReturn, taken.id)
    assert kept == taken
    assert (kept.taken, kept.entry_ids) == (
        ("involvement", "news_1", "concerns"), tuple(entry.id for entry in made),
    )  # fmt: skip
    assert {one.field: one.text for one in kept.answers} == {**KNOWN, "handling": "not_for_summary"}
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Form of Housing: 3 answers taken"
    assert entries_of(room, meeting) == []
    assert not row_of(room, meeting).report_received
    with room.work.reading() as reading:
        assert reading.all(FormReturn) == ()


def test_an_answer_is_taken_once_from_one_file(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    form = returned(room, meeting, tmp_path, **KNOWN)

    def take(*fields: str) -> FormReturn:
        return contribution_forms.take_answers(
            room.work, meeting_id=meeting.id, form=form, fields=fields
        ).value

    first = take("concerns")
    with pytest.raises(RuleError, match="taken from this form already: Risk concerns"):
        take("concerns", "involvement")
    second = take("involvement")
    assert (second.id, second.taken) == (first.id, ("concerns", "involvement"))
    again = returned(room, meeting, tmp_path, **KNOWN)
    assert [(one.same_file, one.taken) for one in again.earlier] == [(True, 2)]
    line = again.line("concerns")
    assert line is not None and line.same
    assert line.held == ("Risk concerns: " + KNOWN["concerns"],)
    contributions.remove_entry(room.work, entry_id=first.entry_ids[0])
    assert take("concerns").entry_ids[-1] != first.entry_ids[0], "what is in the bin may be taken again"


def test_a_corrected_form_stands_beside_the_first(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    form = returned(room, meeting, tmp_path, **KNOWN)
    contribution_forms.take_answers(
        room.work, meeting_id=meeting.id, form=form, fields=("concerns", "involvement")
    )
    later = returned(room, meeting, tmp_path, **KNOWN | {"concerns": "Nobody is at risk."})
    concerns, involvement = later.line("concerns"), later.line("involvement")
    assert concerns is not None and involvement is not None
    assert (concerns.same, involvement.same) == (False, True)
    assert concerns.held == ("Risk concerns: " + KNOWN["concerns"],), "what was said before is shown beside"
    assert [(one.same_file, one.taken) for one in later.earlier] == [(False, 2)]


@pytest.mark.parametrize(
    ("answers", "kind", "text"),
    [
        (
            {"response": "no_trace", "period": "2019 to today."},
            EntryKind.NIL_RETURN,
            "No trace of the person in the agency’s records. Period covered: 2019 to today.",
        ),
        (
            {"response": "nothing_relevant"},
            EntryKind.NIL_RETURN,
            "Known to the agency; nothing in its records is relevant.",
        ),
        (
            {"response": "declines", "declines_because": "A live investigation."},
            EntryKind.REFUSAL,
            "A live investigation.",
        ),
        ({"response": "declines"}, EntryKind.REFUSAL, "No reason was given."),
    ],
)
def test_nil_returns_and_refusals_are_answers(
    room: Room, tmp_path: Path, answers: dict[str, str], kind: EntryKind, text: str
) -> None:
    meeting = room.running()
    form = returned(room, meeting, tmp_path, **answers)
    assert [line.field for line in form.lines] == ["response"]
    contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=("response",))
    (entry,) = entries_of(room, meeting)
    assert (entry.entry_kind, entry.text) == (kind, text)


def test_who_comes_is_noted_on_the_list(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    before = row_of(room, meeting)

    def take(**answers: str) -> Attendance:
        form = returned(room, meeting, tmp_path, **answers)
        contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=("coming",))
        return row_of(room, meeting)

    sent = take(coming="deputy", deputy_name="Ceri Vaughan", deputy_role="Team leader")
    assert (sent.state, sent.name, sent.role) == (AttendanceState.EXPECTED, "Ceri Vaughan", "Team leader")
    assert sent.deputy_for == (before.name or before.role)
    came = roll_call.mark(room.work, attendance_id=sent.id, state=AttendanceState.ATTENDED).value
    assert came.state is AttendanceState.DEPUTY, "whoever is here then is the deputy"
    undo.undo(room.work, meeting_id=meeting.id)
    away = take(coming="no", absence_reason="On leave")
    assert (away.state, away.absence_reason) == (AttendanceState.APOLOGIES, "On leave")
    assert (away.name, away.deputy_for) == (before.name, "")
    back = take(coming="yes")
    assert (back.state, back.absence_reason) == (AttendanceState.EXPECTED, "")
    assert not back.report_received, "saying who comes is no report"


def test_the_roll_call_stands_against_a_form(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    form = returned(room, meeting, tmp_path, coming="no")
    line = form.line("coming")
    assert line is not None
    assert line.why_not == "They came: the roll call stands."
    with pytest.raises(RuleError, match="the roll call stands"):
        contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=("coming",))
    assert row_of(room, meeting).state is AttendanceState.ATTENDED


def test_named_recipients_must_be_named(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    form = returned(room, meeting, tmp_path, handling="named_recipients", **KNOWN)

    def take(flag: FormFlag | None) -> None:
        flags = {"concerns": flag} if flag else {}
        contribution_forms.take_answers(
            room.work, meeting_id=meeting.id, form=form, fields=("concerns",), flags=flags
        )

    with pytest.raises(RuleError, match="Who may have it"):
        take(None)
    with pytest.raises(RuleError, match="no agency with the code"):
        take(FormFlag(handling=Handling.NAMED_RECIPIENTS, recipients=("xyz",)))
    assert entries_of(room, meeting) == [], "nothing is half taken"
    take(FormFlag(handling=Handling.NAMED_RECIPIENTS, recipients=("pol", "prob", "pol")))
    (entry,) = entries_of(room, meeting)
    assert (entry.handling, entry.recipients) == (Handling.NAMED_RECIPIENTS, ("pol", "prob"))


def test_each_answer_may_travel_as_far_as_is_said_for_it(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    form = returned(room, meeting, tmp_path, handling="sanitise", **KNOWN)
    contribution_forms.take_answers(
        room.work,
        meeting_id=meeting.id,
        form=form,
        fields=("concerns", "involvement"),
        flags={"involvement": FormFlag(handling=Handling.NORMAL)},
    )
    assert [entry.handling for entry in entries_of(room, meeting)] == [Handling.NORMAL, Handling.SANITISE]


def test_forms_of_other_meetings_agencies_and_vaults_are_refused(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    other = room.planned(room.case("LAN-0366"))
    path = filled_file(tmp_path, blank(room, other), **KNOWN)
    with pytest.raises(FileRefused, match=r"for the meeting LAN-0366-M01, not for LAN-0417-M01\.$"):
        contribution_forms.read_form(room.work, meeting_id=meeting.id, path=path)
    path = filled_file(tmp_path, blank(room, meeting), **KNOWN)
    with pytest.raises(FileRefused, match=r"^This form is for Housing, not for Police\.$"):
        contribution_forms.read_form(room.work, meeting_id=meeting.id, path=path, agency="pol")
    code = "MAPPA-DESK-FORM/1/LAN-0417-M01/pol/"
    for check in ("0" * 20, code_for(
        meeting_id=meeting.id, reference="LAN-0417-M01", agency="hsg").check):  # fmt: skip
        path = filled_file(tmp_path, blank(room, meeting), form_code=code + check, **KNOWN)
        with pytest.raises(FileRefused, match="code of this form does not fit"):
            contribution_forms.read_form(room.work, meeting_id=meeting.id, path=path)


def test_a_sealed_record_refuses_and_says_so_before(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    form = returned(room, meeting, tmp_path, **KNOWN)
    room.finish(meeting)
    late = contribution_forms.read_form(room.work, meeting_id=meeting.id, path=tmp_path / "hsg.pdf")
    assert late.refused == "The minutes of this meeting are approved and can no longer change."
    with pytest.raises(RuleError, match="approved and can no longer change"):
        contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=("concerns",))
    with room.work.reading() as reading:
        assert reading.all(FormReturn) == ()


def test_what_no_line_holds_is_shown_all_the_same(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    form = returned(
        room, meeting, tmp_path, response="known", declines_because="Not now", coming="no",
        deputy_name="Ceri Vaughan", news_3_on="3 November", handling_why="A source", approved_by="Head",
    )  # fmt: skip
    said = [text for _, text in form.facts]
    assert said == ["A source", "Head", "Not now", "Ceri Vaughan", "3 November: without words"]
    assert form.line("news_3") is None
    response = form.line("response")
    assert response is not None and not response.can_take
    with pytest.raises(RuleError, match="Tick at least one"):
        contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=())
    with pytest.raises(RuleError, match="no such answer"):
        contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=("plan",))


def test_a_form_of_another_meeting_cannot_be_slipped_in(room: Room, tmp_path: Path) -> None:
    meeting, other = room.planned(), room.planned(room.case("LAN-0366"))
    form = returned(room, other, tmp_path, **KNOWN)
    for wrong in (form, replace(form, meeting_id=meeting.id)):
        with pytest.raises(RuleError, match="does not fit"):
            contribution_forms.take_answers(
                room.work, meeting_id=meeting.id, form=wrong, fields=("concerns",)
            )


def test_no_form_for_a_meeting_that_was_called_off(room: Room) -> None:
    meeting = room.planned()
    with pytest.raises(RuleError, match="Say which agency"):
        blank(room, meeting, "")
    meetings.cancel(room.work, meeting_id=meeting.id, reason="The person died")
    with pytest.raises(RuleError, match="was cancelled"):
        blank(room, meeting)


def test_a_form_is_written_and_registered_like_every_paper(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    target = tmp_path / "form.pdf"
    given = handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.CONTRIBUTION_FORM, target=target, agency="hsg"
    ).value
    assert (given.document, given.agency) == (DocumentKind.CONTRIBUTION_FORM, "hsg")
    assert given.sha256 == sha256(target.read_bytes()).hexdigest()
    form = contribution_forms.read_form(room.work, meeting_id=meeting.id, path=target)
    assert (form.lines, form.notices) == ((), ("Nothing was filled in on this form.",))


def test_a_form_that_was_given_out_to_several_agencies_comes_back_from_each(
    room: Room, tmp_path: Path
) -> None:
    meeting = room.planned()
    out = tmp_path / "out"
    out.mkdir()
    given = copies.issue_copies(
        room.work,
        meeting_id=meeting.id,
        kind=DocumentKind.CONTRIBUTION_FORM,
        recipients=[Recipient(agency=code) for code in ("hsg", "pol")],
        folder=out,
    ).value
    for line in given:
        path = filled_file(tmp_path, (out / line.file_name).read_bytes(), f"{line.agency}.pdf", **KNOWN)
        form = contribution_forms.read_form(room.work, meeting_id=meeting.id, path=path, agency=line.agency)
        assert form.agency == line.agency
        assert {one.field: one.text for one in form.answers} == KNOWN


def test_what_an_agency_filled_in_is_no_rough_note(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    form = returned(room, meeting, tmp_path, **KNOWN)
    contribution_forms.take_answers(room.work, meeting_id=meeting.id, form=form, fields=("concerns",))
    standards = areas.area_view(room.work).standards
    kept = next(one for one in standards if one.id == rough_notes.KEEP_NOTES)
    areas.save_standard(room.work, standard=replace(kept, value=0))
    room.finish(meeting)
    with room.work.reading() as reading:
        words = {one.text: one.words for one in reading.all(Entry, meeting_id=meeting.id)}
    assert words.pop("Risk concerns: " + KNOWN["concerns"]) == KNOWN["concerns"]
    assert set(words.values()) == {""}, "the notes of the room went"


def test_a_form_speaks_for_its_sender_where_an_agency_has_several(room: Room, tmp_path: Path) -> None:
    meeting = room.planned()
    added = roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="hsg", name="Lewis Hughes", role="Tenancy officer"
    ).value
    form = returned(room, meeting, tmp_path, **KNOWN, coming="no", absence_reason="On leave")
    assert form.attendance_id == added.id
    contribution_forms.take_answers(
        room.work, meeting_id=meeting.id, form=form, fields=("coming", "concerns")
    )
    rows = [row for row in room.view(meeting).attendance if row.agency == "hsg"]
    states = {row.name: (row.state, row.report_received) for row in rows}
    assert states.pop("Lewis Hughes") == (AttendanceState.APOLOGIES, True)
    assert set(states.values()) == {(AttendanceState.EXPECTED, False)}
    assert {entry.attendance_id for entry in entries_of(room, meeting)} == {added.id}

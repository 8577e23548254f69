"""What became of copies, breaches, and requests for minutes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from copies_room import approved
from meeting_room import Room

from mappa_desk.domain.copies import Breach, CopyEvent, CopyEventKind, MinutesRequest
from mappa_desk.domain.copies_rules import CopyState
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services import breaches, corrections, handouts, minutes_requests
from mappa_desk.services.copies import Recipient, issue_copies
from mappa_desk.services.copy_events import add_event, copy_state, recalls_due
from mappa_desk.services.errata import ErratumPoint, issue_errata

K = CopyEventKind
SECRET = "the sister in Rhyl"


def _copies(room: Room, meeting: Meeting, folder: Path, **more: object) -> tuple[DocumentGiven, ...]:
    named = [Recipient(name=name, agency="pol", because="Asked") for name in ("Ann Lloyd", "Huw Rees")]
    return issue_copies(
        room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES, recipients=named, folder=folder, **more
    ).value  # type: ignore[arg-type]  # by name


@pytest.fixture
def meeting(room: Room) -> Meeting:
    """A meeting that runs."""
    return room.running()


def _add(
    room: Room, line: DocumentGiven, kind: CopyEventKind, on: date | None = None, **more: str
) -> CopyEvent:
    return add_event(room.work, document_id=line.id, kind=kind, on=on or room.work.today(), **more).value


def test_a_copy_has_its_history(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Each event is kept beside the ones before it, and the other copy is untouched."""
    line, other = _copies(room, meeting, tmp_path)
    assert copy_state(room.work, document_id=line.id).state is CopyState.OUT
    _add(room, line, K.RECALLED, told_by="Jo Parry", note=SECRET)
    _add(room, line, K.LOST)
    _add(room, line, K.FOUND, told_by="Ann Lloyd")
    _add(room, line, K.DESTROYED, told_by="Ann Lloyd")
    standing = copy_state(room.reopened(), document_id=line.id)
    assert [one.event_kind for one in standing.events] == [K.RECALLED, K.LOST, K.FOUND, K.DESTROYED]
    assert standing.state is CopyState.DESTROYED
    assert copy_state(room.work, document_id=other.id).events == ()
    with room.work.reading() as reading:
        audit = reading.audit()
    assert {"copy recalled", "copy lost", "copy found", "copy destroyed"} <= {one.verb for one in audit}
    assert SECRET not in repr(audit)
    assert room.vault.verify().sound


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (((), K.RECALLED, 1, {}), "still to come"),
        (((), K.RECALLED, -3, {}), "given out on Monday 23 November 2026"),
        (((), K.FOUND, 0, {}), "Nobody misses"),
        (((K.RECALLED,), K.FOUND, 0, {}), "Nobody misses"),
        (((), K.DESTROYED, 0, {}), "Who says"),
        (((K.RETURNED,), K.RETURNED, 0, {}), "returned already"),
        (((K.LOST,), K.LOST, 0, {}), "lost already"),
        (((K.WRONG_RECIPIENT,), K.WRONG_RECIPIENT, 0, {}), "somebody else has"),
        (((), K.LOST, 0, {"note": "x" * 51_000}), "a field takes"),
        (((), K.LOST, 0, {"told_by": "x" * 2_100}), "in a row without a space"),
    ],
)
def test_an_event_that_cannot_be_is_one_sentence(
    room: Room,
    meeting: Meeting,
    tmp_path: Path,
    case: tuple[tuple[CopyEventKind, ...], CopyEventKind, int, dict[str, str]],
    sentence: str,
) -> None:
    """And the history stays as it was."""
    before, kind, days, more = case
    line, _other = _copies(room, meeting, tmp_path)
    for one in before:
        _add(room, line, one)
    with pytest.raises(RuleError, match=sentence):
        _add(room, line, kind, room.work.today() + timedelta(days=days), **more)
    assert len(copy_state(room.work, document_id=line.id).events) == len(before)
    with pytest.raises(NotFound):
        copy_state(room.work, document_id="f" * 32)


def test_recalls_are_due_over_all_meetings_until_they_are_settled(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """The longest overdue first; returned ones and ones without a day are not among them."""
    day = room.work.today() + timedelta(days=10)
    line, other = _copies(room, meeting, tmp_path, recall_by=day)
    _copies(room, meeting, tmp_path)
    (early, _) = _copies(room, meeting, tmp_path, recall_by=day - timedelta(days=4))
    assert recalls_due(room.work) == ()
    assert recalls_due(room.work, on=day - timedelta(days=4)) == ()
    late = day + timedelta(days=1)
    assert recalls_due(room.work, on=late)[0].given.id == early.id
    assert len(recalls_due(room.work, on=late)) == 4
    _add(room, line, K.RETURNED)
    _add(room, other, K.LOST)
    room.clock.put(late)
    due = recalls_due(room.work)
    assert line.id not in [one.given.id for one in due]
    assert [one.state for one in due if one.given.id == other.id] == [CopyState.LOST]


def test_nothing_becomes_of_a_copy_that_was_never_written(
    room: Room, meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its line nor the one that takes it back has a history or a day."""
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if str(target).endswith(".pdf"):
            raise OSError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    day = room.work.today()
    with pytest.raises(RuleError, match="cannot be written"):
        _copies(room, meeting, tmp_path, recall_by=day)
    monkeypatch.undo()
    lines = handouts.register(room.work, meeting_id=meeting.id)
    assert len(lines) == 4
    assert recalls_due(room.work, on=day + timedelta(days=9)) == ()
    for line in lines:
        with pytest.raises(RuleError, match="never written"):
            _add(room, line, K.LOST)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - hidden files count too


def test_a_breach_is_opened_added_to_and_closed(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """The copy's own history tells that it is in wrong hands, then that it was asked back."""
    line, _other = _copies(room, meeting, tmp_path)
    today = room.work.today()
    breach = breaches.open_breach(
        room.work, meeting_id=meeting.id, what=f"Sent to {SECRET}", found_on=today, document_id=line.id,
        found_by="Jo Parry",
    ).value  # fmt: skip
    assert copy_state(room.work, document_id=line.id).state is CopyState.WRONG_HANDS
    told = replace(
        breach, who_has_it=SECRET, recalled_on=today, reported_to="Information office", reported_on=today
    )
    changed = breaches.edit_breach(room.work, breach=told).value
    assert copy_state(room.work, document_id=line.id).state is CopyState.RECALLED
    again = breaches.edit_breach(room.work, breach=replace(changed, reference="IO-77")).value
    assert len(copy_state(room.work, document_id=line.id).events) == 2
    assert breaches.breaches(room.work, open_only=True) == (again,)
    closed = breaches.close_breach(room.work, breach_id=breach.id, outcome="Sent back unread", on=today).value
    assert (closed.closed_on, closed.reference) == (today, "IO-77")
    assert breaches.breaches(room.work, open_only=True) == ()
    assert breaches.breaches(room.reopened(), meeting_id=meeting.id) == (closed,)
    with pytest.raises(RuleError, match="is closed"):
        breaches.edit_breach(room.work, breach=replace(closed, what="More"))
    with room.work.reading() as reading:
        assert len(reading.revisions(Breach, breach.id)) == 4
        audit = reading.audit()
    assert {"breach opened", "breach changed", "breach closed"} <= {one.verb for one in audit}
    assert SECRET not in repr(audit)


def test_what_a_breach_is_about_does_not_change(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """Neither its meeting nor its copy nor when it was noted; a copy may be named later."""
    line, other = _copies(room, meeting, tmp_path)
    today = room.work.today()
    breach = breaches.open_breach(room.work, meeting_id=meeting.id, what="Seen", found_on=today).value
    named = breaches.edit_breach(room.work, breach=replace(breach, document_id=line.id)).value
    assert copy_state(room.work, document_id=line.id).state is CopyState.WRONG_HANDS
    kept = breaches.edit_breach(
        room.work,
        breach=replace(named, meeting_id="f" * 32, document_id=other.id, outcome="x", closed_on=today),
    ).value
    assert (kept.meeting_id, kept.document_id, kept.outcome, kept.closed_on) == (
        meeting.id, line.id, "", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"what": "  "}, "What happened"),
        ({"what": "x" * 51_000}, "a field takes"),
        ({"found_on": date(2027, 1, 1)}, "still to come"),
        ({"recalled_on": date(2026, 11, 1)}, "recalled before it was found"),
        ({"who_has_it": "x" * 3_000}, "in a row"),
        ({"document_id": "f" * 32}, "The vault holds no"),
    ],
)
def test_a_breach_that_cannot_be_is_one_sentence(
    room: Room, meeting: Meeting, facts: dict[str, object], sentence: str
) -> None:
    """Nothing is kept of it."""
    told = {"what": "Seen on a train", "found_on": room.work.today(), **facts}
    with pytest.raises(RuleError, match=sentence):
        breaches.open_breach(room.work, meeting_id=meeting.id, **told)  # type: ignore[arg-type]  # by name
    assert breaches.breaches(room.work) == ()


def test_reporting_needs_day_and_office_and_closing_an_outcome(room: Room, meeting: Meeting) -> None:
    """Each half of the report asks for the other; a breach does not end before it was found."""
    today = room.work.today()
    breach = breaches.open_breach(room.work, meeting_id=meeting.id, what="Seen", found_on=today).value
    for half in ({"reported_to": "Office"}, {"reported_on": today}):
        with pytest.raises(RuleError, match="Say both"):
            breaches.edit_breach(room.work, breach=replace(breach, **half))
    early = replace(breach, reported_to="Office", reported_on=today - timedelta(days=1))
    with pytest.raises(RuleError, match="reported before it was found"):
        breaches.edit_breach(room.work, breach=early)
    for outcome, on, sentence in (
        (" ", today, "How did it end"),
        ("Over", today - timedelta(days=1), "found after"),
        ("Over", today + timedelta(days=1), "still to come"),
    ):
        with pytest.raises(RuleError, match=sentence):
            breaches.close_breach(room.work, breach_id=breach.id, outcome=outcome, on=on)


def test_a_copy_of_another_meeting_is_no_part_of_a_breach_or_an_answer(
    room: Room, meeting: Meeting, tmp_path: Path
) -> None:
    """Its own meeting's register is where it stands."""
    other = room.planned(room.case("LAN-0500"))
    line, _second = _copies(room, meeting, tmp_path)
    today = room.work.today()
    with pytest.raises(RuleError, match="another meeting"):
        breaches.open_breach(room.work, meeting_id=other.id, what="Seen", found_on=today, document_id=line.id)
    request = minutes_requests.open_request(
        room.work, meeting_id=other.id, asked_by="Solicitor", asked_on=today
    ).value
    with pytest.raises(RuleError, match="not given out of this meeting"):
        minutes_requests.answer_request(
            room.work, request_id=request.id, released="Minutes", released_because="Order", replied_on=today,
            approved_by="Siân Morris", document_ids=[line.id],
        )  # fmt: skip


def test_a_request_is_kept_put_right_and_answered(room: Room, meeting: Meeting, tmp_path: Path) -> None:
    """The answer names the copies that went out for it; afterwards nothing of it changes."""
    today = room.work.today()
    line, _other = _copies(room, meeting, tmp_path)
    request = minutes_requests.open_request(
        room.work, meeting_id=meeting.id, asked_by="Parole Board", asked_on=today, purpose=SECRET,
        reply_by=today + timedelta(days=5),
    ).value  # fmt: skip
    asked = minutes_requests.edit_request(
        room.work, request=replace(request, organisation="Parole Board, north", released="x")
    ).value
    assert (asked.organisation, asked.released) == ("Parole Board, north", "")
    assert minutes_requests.requests_due(room.work) == ()
    (late,) = minutes_requests.requests_due(room.work, on=today + timedelta(days=6))
    assert late == asked
    answered = minutes_requests.answer_request(
        room.work, request_id=request.id, released="Executive summary", released_because="Enough for it",
        approved_by="Siân Morris", replied_on=today, document_ids=[line.id, line.id],
    ).value  # fmt: skip
    assert answered.document_ids == (line.id,)
    assert minutes_requests.requests(room.reopened(), meeting_id=meeting.id) == (answered,)
    assert minutes_requests.requests(room.work, open_only=True) == ()
    assert minutes_requests.requests_due(room.work, on=today + timedelta(days=6)) == ()
    with pytest.raises(RuleError, match="is answered"):
        minutes_requests.edit_request(room.work, request=answered)
    with room.work.reading() as reading:
        assert len(reading.revisions(MinutesRequest, request.id)) == 3
        assert SECRET not in repr(reading.audit())


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"asked_by": ""}, "Who asked"),
        ({"asked_on": date(2027, 1, 1)}, "still to come"),
        ({"reply_by": date(2026, 11, 1)}, "before it was asked for"),
        ({"purpose": "x" * 51_000}, "a field takes"),
    ],
)
def test_a_request_that_cannot_be_is_one_sentence(
    room: Room, meeting: Meeting, facts: dict[str, object], sentence: str
) -> None:
    """Nothing is kept of it."""
    told = {"asked_by": "Solicitor", "asked_on": room.work.today(), **facts}
    with pytest.raises(RuleError, match=sentence):
        minutes_requests.open_request(room.work, meeting_id=meeting.id, **told)  # type: ignore[arg-type]  # by name
    assert minutes_requests.requests(room.work) == ()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"released": " "}, "What was released"),
        ({"released_because": ""}, "Why"),
        ({"approved_by": ""}, "Who approved"),
        ({"replied_on": date(2027, 1, 1)}, "still to come"),
        ({"replied_on": date(2026, 11, 1)}, "before the request"),
        ({"document_ids": ["f" * 32]}, "The vault holds no"),
    ],
)
def test_an_answer_that_cannot_be_is_one_sentence(
    room: Room, meeting: Meeting, facts: dict[str, object], sentence: str
) -> None:
    """The request stays open."""
    today = room.work.today()
    request = minutes_requests.open_request(
        room.work, meeting_id=meeting.id, asked_by="Solicitor", asked_on=today
    ).value
    told = {
        "released": "Nothing",
        "released_because": "No ground",
        "approved_by": "Chair",
        "replied_on": today,
    }
    with pytest.raises(RuleError, match=sentence):
        minutes_requests.answer_request(room.work, request_id=request.id, **{**told, **facts})  # type: ignore[arg-type]  # by name
    assert minutes_requests.requests(room.work, open_only=True) == (request,)


def test_an_old_copy_that_came_back_is_held_by_nobody(room: Room, tmp_path: Path) -> None:
    """After a new version those are named who still hold the old one, whichever edition it was."""
    meeting = approved(room)
    line, other = _copies(room, meeting, tmp_path)
    police = next(row for row in room.look(meeting).attendance if row.agency == "pol")
    own = handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.ATTENDEE_COPY, person=police.id,
        recipient=police.name, target=tmp_path / "own.pdf",
    ).value  # fmt: skip
    point = ErratumPoint(place="Front page", wrong="Room 1", right="Room 2", reason="A slip")
    issue_errata(room.work, meeting_id=meeting.id, points=[point], agreed_by="Siân Morris")

    def holders() -> list[str]:
        view = corrections.corrections_view(room.work, meeting_id=meeting.id)
        return [one.holder for one in view.old_copies]

    assert holders() == [line.recipient, other.recipient, own.recipient]
    _add(room, line, K.RETURNED)
    _add(room, own, K.DESTROYED, told_by=police.name)
    _add(room, other, K.LOST)
    assert holders() == [other.recipient]

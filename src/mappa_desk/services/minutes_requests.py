"""Requests for minutes: who asked and for what, by when to reply, what was released on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.services.copy_events import is_taken_back
from mappa_desk.services.filing import required
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def open_request(
    work: Work,
    *,
    meeting_id: str,
    asked_by: str,
    asked_on: date,
    organisation: str = "",
    purpose: str = "",
    reply_by: date | None = None,
) -> Outcome[MinutesRequest]:
    """Keeps that somebody asked for the minutes of a meeting.

    Raises RuleError for nobody, a day still to come, and a day to reply by before the request; NotFound.
    Durable on return.
    """
    with work.writing() as uow:
        uow.get(Meeting, meeting_id)
        request = MinutesRequest(
            id=work.new_id(),
            meeting_id=meeting_id,
            asked_by=asked_by,
            organisation=organisation,
            asked_on=asked_on,
            purpose=purpose,
            reply_by=reply_by,
            at=work.now(),
        )
        kept = uow.save(_checked(work, request))
        uow.note("minutes asked for", Meeting.KIND, meeting_id)
        return Outcome(kept, uow.changes)


def edit_request(work: Work, *, request: MinutesRequest) -> Outcome[MinutesRequest]:
    """Puts the question right while it is not answered: who, for what, by when. The answer stays open.

    Raises RuleError for an answered request and as `open_request`; StaleRevision. Durable on return.
    """
    with work.writing() as uow:
        held = _open(uow, request.id)
        wanted = replace(
            held,
            revision=request.revision,
            asked_by=request.asked_by,
            organisation=request.organisation,
            asked_on=request.asked_on,
            purpose=request.purpose,
            reply_by=request.reply_by,
        )
        kept = uow.save(_checked(work, wanted))
        uow.note("request for minutes changed", Meeting.KIND, kept.meeting_id)
        return Outcome(kept, uow.changes)


def answer_request(
    work: Work,
    *,
    request_id: str,
    released: str,
    released_because: str,
    approved_by: str,
    replied_on: date,
    document_ids: Sequence[str] = (),
) -> Outcome[MinutesRequest]:
    """Keeps the answer: what was released, or that nothing was, why, and who approved that.

    `document_ids` are the lines of the register that were given out for it. Raises RuleError for missing
    words, a day still to come or before the request, a line of another meeting or of a file that was never
    written, and a request that is answered; NotFound. Durable on return.
    """
    with work.writing() as uow:
        held = _open(uow, request_id)
        if replied_on > work.today():
            raise RuleError("This day is still to come.", field="replied_on")
        if replied_on < held.asked_on:
            raise RuleError("The reply cannot be before the request.", field="replied_on")
        lines = tuple(dict.fromkeys(document_ids))
        for line in lines:
            given = uow.get(DocumentGiven, line)
            if given.meeting_id != held.meeting_id or is_taken_back(uow, given):
                raise RuleError("This copy was not given out of this meeting.", field="document_ids")
        kept = uow.save(
            replace(
                held,
                released=required(released, "What was released? Say so if nothing was.", field="released"),
                released_because=required(released_because, "Why?", field="released_because"),
                approved_by=required(approved_by, "Who approved the answer?", field="approved_by"),
                replied_on=replied_on,
                document_ids=lines,
            )
        )
        uow.note("request for minutes answered", Meeting.KIND, kept.meeting_id)
        return Outcome(kept, uow.changes)


def requests(work: Work, *, meeting_id: str = "", open_only: bool = False) -> tuple[MinutesRequest, ...]:
    """The requests for the minutes of one meeting or of all, newest first."""
    chosen = {"meeting_id": meeting_id} if meeting_id else {}
    with work.reading() as reading:
        found = reading.all(MinutesRequest, order_by=("-asked_on", "-at"), **chosen)
    return tuple(one for one in found if not open_only or one.replied_on is None)


def requests_due(work: Work, *, on: date | None = None) -> tuple[MinutesRequest, ...]:
    """Requests without an answer past their day, the longest overdue first. `on` is today unless given."""
    day = on or work.today()
    late = [one for one in requests(work, open_only=True) if one.reply_by is not None and one.reply_by < day]
    return tuple(sorted(late, key=lambda one: (one.reply_by or day, one.at)))


def _open(uow: UnitOfWork, request_id: str) -> MinutesRequest:
    held = uow.get(MinutesRequest, request_id)
    if held.replied_on is not None:
        raise RuleError("This request is answered.")
    return held


def _checked(work: Work, request: MinutesRequest) -> MinutesRequest:
    if request.asked_on > work.today():
        raise RuleError("This day is still to come.", field="asked_on")
    if request.reply_by is not None and request.reply_by < request.asked_on:
        raise RuleError("The reply is due before it was asked for.", field="reply_by")
    return replace(
        request,
        asked_by=required(request.asked_by, "Who asked for the minutes?", field="asked_by"),
        organisation=check_text(request.organisation.strip(), field="organisation"),
        purpose=check_text(request.purpose.strip(), field="purpose"),
    )

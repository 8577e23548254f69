"""The documents of a meeting in words: a row for each kind, for each copy, breach and request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.copies import Breach, CopyEventKind, MinutesRequest
from mappa_desk.domain.copies_rules import CopyState
from mappa_desk.domain.document_views import CopyLine, DocumentRow, Group, Hindrance, MeetingDocuments
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.points import PointRow, PointsModel

HEADING = "group:"
"""Before the name of a group in the key of its heading."""
NAMED = 3
"""So many who got a copy are named in a row; the rest are counted."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)


class DocumentsModel(PointsModel):
    """Rows of documents under headings that cannot be chosen."""

    def is_heading(self, row: PointRow) -> bool:
        """True for the name of a group."""
        return row.key.startswith(HEADING)


def group(name: Group) -> str:
    """Name of a group of documents."""
    return {
        Group.BEFORE: _tr("Before the meeting"),
        Group.AT_THE_CLOSE: _tr("At the close"),
        Group.MINUTES: _tr("Minutes"),
        Group.ON_REQUEST: _tr("On request"),
    }[name]


def purpose(kind: DocumentKind) -> str:
    """What a document is for, and for whom, in one sentence."""
    k = DocumentKind
    return {
        k.INVITATION: _tr("For each agency that is asked to come: when, where, and what to bring."),
        k.AGENDA: _tr("For everybody who is invited: the items, without the chair’s prompts."),
        k.CONTRIBUTION_FORM: _tr("For each agency: a form to fill in and send back."),
        k.RUNNING_BOOK: _tr("For the chair alone: the agenda with what to say and what to ask."),
        k.RUNNING_SHEET: _tr("For whoever takes the minutes, for the day the laptop fails."),
        k.ACTIONS_NOW: _tr("For everybody who has an action: one page, before the minutes are written."),
        k.ACTIONS: _tr("For everybody on the circulation list: all actions by agency."),
        k.AGENCY_ACTIONS: _tr("For one agency: its own actions."),
        k.AGENCY_SLIP: _tr("For one agency: its own actions from this meeting, to be acted on."),
        k.CALL_FOR_UPDATES: _tr("For each agency before a review: its open actions, with room to answer."),
        k.DO_NOW: _tr("For the MAPPA office alone: what does not wait for the minutes, and who was told."),
        k.CHAIR_DRAFT: _tr("For the chair alone: numbered lines, room for marks, the gaps."),
        k.MINUTES: _tr("For the area’s own file, or everybody’s copy."),
        k.ATTENDEE_COPY: _tr("For one who was there: without the closed parts they were sent out of."),
        k.AGENCY_COPY: _tr("For an agency that was not there, or not for all of it."),
        k.ERRATUM: _tr("For everybody who has a copy of an earlier version: what was wrong in it."),
        k.EXECUTIVE_SUMMARY: _tr("For who asks and may not have the minutes: no victim, no third party."),
        k.COVERING_LETTER: _tr("Goes with what is given out on request."),
    }[kind]


def state(row: DocumentRow, facts: MeetingDocuments) -> str:
    """How a document stands."""
    hindered = {
        Hindrance.NOT_STARTED: _tr("Once the meeting has begun"),
        Hindrance.NOT_HELD: _tr("The meeting was not held"),
        Hindrance.SEALED: _tr("Approved, no draft any more"),
        Hindrance.NO_ERRATUM: _tr("No erratum yet"),
        Hindrance.NOT_APPROVED: _tr("Once the minutes are approved"),
        Hindrance.LIST_INSTEAD: _tr("Approved: give the action list"),
    }
    if row.hindrance is not None:
        return hindered[row.hindrance]
    if row.is_paper:
        return _tr("Ready")
    if facts.status is MinutesStatus.DRAFT:
        return _tr("Draft, not approved")
    return _tr("Sealed, version {n}").format(n=facts.version)


def state_icon(row: DocumentRow, facts: MeetingDocuments) -> tuple[str, str]:
    """Icon of that state, and its tone."""
    if row.hindrance is not None:
        return "dash", "muted"
    if row.is_paper:
        return "document", "accent"
    return ("pencil", "warning") if facts.status is MinutesStatus.DRAFT else ("padlock", "done")


def given_out(copies: Sequence[CopyLine], agencies: Iterable[Agency]) -> str:
    """To whom copies went: "12 copies: Police, Housing, Health and 9 more." """
    known = tuple(agencies)
    names = list(dict.fromkeys(who(copy, known) for copy in reversed(copies)))
    shown = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        shown = _tr("{names} and {n} more").format(names=shown, n=len(names) - NAMED)
    count = dates.counted(len(copies), _tr("copy"), _tr("copies"))
    return f"{count}: {shown}."


def afterwards(copies: Sequence[CopyLine]) -> str:
    """What became of copies: "2 asked back, 1 returned, 1 past its recall day". Empty for nothing."""
    counted: dict[CopyState, int] = {}
    for copy in copies:
        if copy.state is not CopyState.OUT:
            counted[copy.state] = counted.get(copy.state, 0) + 1
    said = [f"{number} {_small(copy_word(found))}" for found, number in counted.items()]
    late = sum(1 for copy in copies if copy.overdue)
    if late:
        said.append(_tr("{n} past the day to come back").format(n=late))
    return ", ".join(said)


def who(copy: CopyLine, agencies: Iterable[Agency]) -> str:
    """Who got a copy: the agency first, then the person."""
    given = copy.given
    agency = words.agency_name(given.agency, agencies)
    if agency and given.recipient and given.recipient != agency:
        return f"{agency} ({given.recipient})"
    return given.recipient or agency or _tr("own file")


def copy_word(value: CopyState) -> str:
    """Where a copy stands, in a word or two."""
    return {
        CopyState.OUT: _tr("Out"),
        CopyState.RECALLED: _tr("Asked back"),
        CopyState.RETURNED: _tr("Returned"),
        CopyState.DESTROYED: _tr("Destroyed"),
        CopyState.LOST: _tr("Lost"),
        CopyState.WRONG_HANDS: _tr("With the wrong recipient"),
    }[value]


def event(kind: CopyEventKind) -> str:
    """What happened to a copy."""
    return {
        CopyEventKind.RECALLED: _tr("Asked back"),
        CopyEventKind.RETURNED: _tr("Returned"),
        CopyEventKind.DESTROYED: _tr("Destroyed"),
        CopyEventKind.LOST: _tr("Lost"),
        CopyEventKind.WRONG_RECIPIENT: _tr("With the wrong recipient"),
        CopyEventKind.FOUND: _tr("Found again"),
    }[kind]


def document_rows(facts: MeetingDocuments) -> tuple[PointRow, ...]:
    """Every kind under the heading of its group."""
    found: list[PointRow] = []
    for name in Group:
        rows = [row for row in facts.rows if row.group is name]
        if rows:
            found.append(PointRow(f"{HEADING}{name.value}", group(name), "", "", "", ""))
            found += [_document_row(row, facts) for row in rows]
    return tuple(found)


def _document_row(row: DocumentRow, facts: MeetingDocuments) -> PointRow:
    icon, tone = state_icon(row, facts)
    after = afterwards(row.copies)
    late = any(copy.overdue for copy in row.copies)
    return PointRow(
        key=row.kind.value,
        place=words.document(row.kind),
        state=state(row, facts),
        icon="flag" if late else icon,
        tone="danger" if late else tone,
        text=given_out(row.copies, facts.agencies) if row.copies else "",
        note=after,
        is_open=row.hindrance is None,
    )


def copy_rows(facts: MeetingDocuments) -> tuple[PointRow, ...]:
    """The register of the meeting, newest first."""
    return tuple(_copy_row(copy, facts) for copy in facts.copies)


def _copy_row(copy: CopyLine, facts: MeetingDocuments) -> PointRow:
    given = copy.given
    number = _tr("Copy {n} of {all}").format(n=given.copy_number, all=given.copies)
    if not given.copy_number:
        number = _tr("Without a number")
    said, icon, tone = copy_state(copy)
    parts = [
        words.document(given.document),
        words.status(given.status, given.version),
        dates.day(given.at.astimezone().date()),
        given.how,
        _tr("large print") if given.large_print else "",
        _tr("opens with a passphrase") if given.protected else "",
        _left_out(len(given.parts_left_out)),
    ]
    return PointRow(
        key=given.id,
        place=f"{number}, {who(copy, facts.agencies)}",
        state=said,
        icon=icon,
        tone=tone,
        text=", ".join(part for part in parts if part),
        note=given.file_name,
        is_open=copy.is_out,
    )


def copy_state(copy: CopyLine) -> tuple[str, str, str]:
    """How a copy stands: words, icon, tone."""
    if not copy.written:
        return _tr("Not written"), "dash", "muted"
    by = copy.given.recall_by
    if copy.overdue:
        return _tr("Was due back {day}").format(day=dates.day(by)), "flag", "danger"
    if copy.state is CopyState.OUT:
        back = _tr("Out, due back {day}").format(day=dates.day(by)) if by else _tr("Out")
        return back, "document", "muted"
    serious = copy.state in (CopyState.LOST, CopyState.WRONG_HANDS)
    icon = "triangle" if serious else "tick" if not copy.is_out else "carried"
    tone = "danger" if serious else "done" if not copy.is_out else "accent"
    return copy_word(copy.state), icon, tone


def breach_rows(facts: MeetingDocuments) -> tuple[PointRow, ...]:
    """The breaches of the meeting, newest first."""
    return tuple(_breach_row(one) for one in facts.breaches)


def _breach_row(one: Breach) -> PointRow:
    closed = one.closed_on is not None
    told = _tr("Reported to {whom}, {day}").format(whom=one.reported_to, day=dates.day(one.reported_on))
    notes = [
        _tr("With: {who}").format(who=one.who_has_it) if one.who_has_it else "",
        told if one.reported_to else _tr("Not reported yet"),
        one.reference,
        one.outcome,
    ]
    return PointRow(
        key=one.id,
        place=_tr("Found {day}").format(day=dates.day(one.found_on)),
        state=_tr("Closed") if closed else _tr("Open"),
        icon="tick" if closed else "triangle",
        tone="done" if closed else "danger",
        text=one.what,
        note=". ".join(part for part in notes if part),
        is_open=not closed,
    )


def request_rows(facts: MeetingDocuments) -> tuple[PointRow, ...]:
    """Who asked for minutes, newest first."""
    return tuple(_request_row(one, facts) for one in facts.requests)


def _request_row(one: MinutesRequest, facts: MeetingDocuments) -> PointRow:
    done = one.replied_on is not None
    late = not done and one.reply_by is not None and one.reply_by < facts.today
    waits = _tr("Reply by {day}").format(day=dates.day(one.reply_by)) if one.reply_by else _tr("Open")
    asked = _tr("Asked {day}").format(day=dates.day(one.asked_on))
    said = _tr("Replied {day}").format(day=dates.day(one.replied_on)) if done else waits
    return PointRow(
        key=one.id,
        place=", ".join(part for part in (one.asked_by, one.organisation) if part),
        state=said,
        icon="tick" if done else "flag" if late else "ring",
        tone="done" if done else "danger" if late else "accent",
        text=one.purpose or asked,
        note=one.released or (asked if one.purpose else ""),
        is_open=not done,
    )


def _left_out(count: int) -> str:
    if not count:
        return ""
    return _tr("{parts} left out").format(parts=dates.counted(count, _tr("part"), _tr("parts")))


def _small(words_: str) -> str:
    return words_[:1].lower() + words_[1:]

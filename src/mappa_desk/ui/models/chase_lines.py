"""What the chase service gives, as lines of the list: in words, with what is known of each beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.chase_views import (
    AwaitedLine,
    CallLine,
    ChaseView,
    DoNowLine,
    LadderLine,
    ReplyKind,
    ReplyLine,
)
from mappa_desk.domain.chasing import ChaseKind, UrgentChange
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import ActionRow
from mappa_desk.ui.models import dates, office_words
from mappa_desk.ui.models.chase import ChaseLine, Fact, Part
from mappa_desk.ui.models.chase_words import change, channel

NAMED = 4
"""So many actions are told in full beside the list; the rest are counted."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("chase", text)


def chase_lines(
    view: ChaseView, changes: Iterable[tuple[UrgentChange, str, Meeting | None]] = ()
) -> tuple[ChaseLine, ...]:
    """Every line of the five parts, those of one agency together.

    `changes` come with the reference of their case and the meeting that was arranged because of them.
    """
    climbing = {line.row.action.id for line in view.ladder}
    asked = [
        line
        for line in view.awaited
        if line.chase.chase_kind is ChaseKind.CALL
        or (line.chase.chase_kind is ChaseKind.RUNG and not climbing.issuperset(line.chase.action_ids))
    ]
    calls = [
        *(_call(line, view.today) for line in view.calls),
        *(_awaited(line, view.today) for line in asked),
    ]
    return (
        *(_do_now(line, view.today) for line in view.do_now),
        *_by_agency(calls),
        *_by_agency([_ladder(line, view.today) for line in view.ladder]),
        *_by_agency([_reply(line, view.today) for line in view.replies]),
        *(_change(*found, view.today) for found in changes),
    )


UNOWNED = "unowned"
"""Key of the line that says how many actions no agency owns."""
UNOWNED_FILTER = "is:open no:agency"
"""The line of the tracker that finds them."""


def lines_aside(view: ChaseView) -> dict[Part, ChaseLine]:
    """What nobody can be asked about: it leads to where that is put right, and is no line to be ticked."""
    if not view.unowned:
        return {}
    one = view.unowned == 1
    line = ChaseLine(
        key=UNOWNED,
        part=Part.CALLS,
        agency="",
        agency_name="",
        number=dates.counted(view.unowned, _tr("action"), _tr("actions")),
        text=_tr("without an agency: nobody is asked about it")
        if one
        else _tr("without an agency: nobody is asked about them"),
        who="",
        state=_tr("Give it an owner") if one else _tr("Give them an owner"),
        icon="flag",
        tone="warning",
        facts=(Fact(_tr("Why"), _tr("Calls and reminders go to the agency that owns an action.")),),
    )
    return {line.part: line}


def part_notes(view: ChaseView) -> dict[Part, str]:
    """What is to be known of a part: when agencies are called, and what is not listed."""
    standard = view.call_standard
    called = _tr("called {value} {unit} before the review").format(
        value=f"{standard.value:g}", unit=standard.unit
    )
    found = {Part.CALLS: called if standard.verified else _tr("{said}, not confirmed").format(said=called)}
    if view.ladder_more:
        found[Part.LADDER] = _tr("{n} more are overdue").format(n=f"{view.ladder_more:,}")
    if any(not rung.verified for rung in view.rungs):
        said = found.get(Part.LADDER, "")
        found[Part.LADDER] = ", ".join(part for part in (said, _tr("ladder not confirmed")) if part)
    return found


def _by_agency(lines: list[ChaseLine]) -> list[ChaseLine]:
    """Agencies by name, one after the other; what has to be done stands before what is only watched."""
    return sorted(lines, key=lambda line: (line.agency_name.casefold(), line.agency, not line.due))


def _do_now(line: DoNowLine, today: date) -> ChaseLine:
    action, told, back = line.row.action, line.told, line.called_back
    if told is None:
        state, icon, tone = _tr("Not told yet"), "telephone", "danger"
    elif back is None:
        state = _tr("No call back since {when}").format(when=_since(told.at, today))
        icon, tone = "clock", "warning"
    else:
        state, icon, tone = _tr("Called back {when}").format(when=_since(back.at, today)), "tick", "done"
    facts = [*_action_facts(line.row, today)]
    if line.given_at is not None:
        facts.append(Fact(_tr("Given"), _when(line.given_at, today)))
    if told is not None:
        who = told.told_by or _tr("its owner")
        said = _tr("{who}, {how}, {when}").format(
            who=who, how=channel(told.came_by).casefold(), when=_when(told.at, today)
        )
        facts.append(Fact(_tr("Told to"), said))
    if back is not None:
        said = ", ".join(part for part in (_when(back.at, today), back.told_by, back.note) if part)
        facts.append(Fact(_tr("Called back"), said))
    return ChaseLine(
        key=f"now:{action.id}",
        part=Part.DO_NOW,
        agency=action.owner_agency,
        agency_name=line.row.agency_name,
        number=line.row.reference,
        text=action.text,
        who=_owner(line.row),
        state=state,
        icon=icon,
        tone=tone,
        facts=tuple(facts),
        case_id=action.case_id,
        meeting_id=action.meeting_id or "",
        action_ids=(action.id,),
        grave=told is None,
        due=back is None,
        source=line,
    )


def _call(line: CallLine, today: date) -> ChaseLine:
    count = dates.counted(len(line.actions), _tr("action"), _tr("actions"))
    late = _tr("{n} overdue").format(n=line.overdue) if line.overdue else ""
    return ChaseLine(
        key=f"call:{line.key}",
        part=Part.CALLS,
        agency=line.agency,
        agency_name=line.agency_name,
        number=line.case_reference,
        text=_tr("Review {day}, {far}").format(
            day=dates.day(line.review_on), far=dates.distance(line.review_on, today)
        ),
        who=", ".join(part for part in (count, late) if part),
        state=_tr("Not asked yet"),
        icon="flag" if line.overdue else "ring",
        tone="warning" if line.overdue else "text",
        facts=(
            Fact(_tr("Agency"), line.agency_name),
            Fact(_tr("To be called from"), dates.day(line.call_on)),
            Fact(_tr("Answer wanted by"), dates.day(line.reply_by)),
            *_actions_told(line.actions, today),
        ),
        case_id=line.case_id,
        meeting_id=line.meeting_id,
        action_ids=tuple(row.action.id for row in line.actions),
        grave=line.overdue > 0,
        source=line,
    )


def _awaited(line: AwaitedLine, today: date) -> ChaseLine:
    chase, wanted = line.chase, line.chase.reply_by
    count = dates.counted(len(line.actions), _tr("action"), _tr("actions"))
    asked = _tr("Asked {when}").format(when=dates.near_day(chase.at.astimezone().date(), today))
    how = (_when(chase.at, today), channel(chase.how).casefold(), chase.to_whom)
    state = _tr("Answer due {day}").format(day=dates.near_day(wanted, today)) if wanted else asked
    if line.late and wanted:
        state = _tr("No answer, due {day}").format(day=dates.day(wanted))
    return ChaseLine(
        key=f"awaited:{chase.id}",
        part=Part.CALLS,
        agency=chase.agency,
        agency_name=line.agency_name,
        number=line.case_reference,
        text=_tr("{asked}, {how}").format(asked=asked, how=channel(chase.how).casefold()),
        who=_tr("{things} without word").format(things=count),
        state=state,
        icon="flag" if line.late else "clock",
        tone="danger" if line.late else "muted",
        facts=(
            Fact(_tr("Agency"), line.agency_name),
            Fact(_tr("Asked"), ", ".join(part for part in how if part)),
            *((Fact(_tr("Answer wanted by"), dates.day(wanted)),) if wanted else ()),
            *_actions_told(line.actions, today),
        ),
        case_id=chase.case_id,
        meeting_id=chase.meeting_id or "",
        action_ids=tuple(row.action.id for row in line.actions),
        grave=line.late,
        due=line.late,
        source=line,
    )  # fmt: skip


def _ladder(line: LadderLine, today: date) -> ChaseLine:
    action, standing = line.row.action, line.standing
    over = _tr("{n} over").format(n=dates.counted(line.days_over, _tr("working day"), _tr("working days")))
    if standing.due and standing.next is not None:
        state, icon, tone = _tr("Due: {rung}").format(rung=standing.next.title), "flag", "danger"
    elif standing.present is not None:
        state, icon, tone = standing.present.title, "clock", "muted"
    else:
        state, icon, tone = _tr("Overdue"), "clock", "muted"
    facts = [*_action_facts(line.row, today)]
    if standing.present is not None and standing.climbed_on is not None:
        facts.append(Fact(_tr("Stands at"), f"{standing.present.title}, {dates.day(standing.climbed_on)}"))
    if standing.next is not None and standing.next_on is not None:
        facts.append(
            Fact(_tr("Next"), _tr("{rung}, from {day}: {who}").format(
                rung=standing.next.title, day=dates.day(standing.next_on), who=standing.next.to_whom
            ))
        )  # fmt: skip
        if not standing.next.verified:
            facts.append(Fact(_tr("This rung"), _tr("Not confirmed by the area")))
    return ChaseLine(
        key=f"rung:{action.id}",
        part=Part.LADDER,
        agency=action.owner_agency,
        agency_name=line.row.agency_name,
        number=line.row.reference,
        text=action.text,
        who=over,
        state=state,
        icon=icon,
        tone=tone,
        facts=tuple(facts),
        case_id=action.case_id,
        meeting_id=action.meeting_id or "",
        action_ids=(action.id,),
        grave=standing.due,
        due=standing.due,
        source=line,
    )


def _reply(line: ReplyLine, today: date) -> ChaseLine:
    person, asked = line.attendance, len(line.asked)
    day = dates.day(line.meeting.planned_on)
    what = {
        ReplyKind.UNANSWERED: _tr("Answer to the invitation for {day}"),
        ReplyKind.REPORT: _tr("Written report for {day}"),
        ReplyKind.DEPUTY: _tr("A deputy comes on {day}"),
        ReplyKind.NOT_READ: _tr("Report for {day} not read into the record yet"),
    }[line.kind].format(day=day)
    open_kind = line.kind in (ReplyKind.UNANSWERED, ReplyKind.REPORT)
    late = open_kind and line.reply_by < today
    owed = open_kind and line.reply_by <= today and not _waits_again(line, today)
    if not open_kind:
        is_deputy = line.kind is ReplyKind.DEPUTY
        state = _tr("To be told to the chair") if is_deputy else _tr("To be read in")
        icon, tone = ("people", "muted") if is_deputy else ("document", "text")
    elif asked:
        times = _tr("Asked again once") if asked == 1 else _tr("Asked again {n} times").format(n=asked)
        state, icon, tone = times, "flag" if late else "clock", "danger" if late else "warning"
    else:
        state = _tr("Was due {day}") if late else _tr("Due {day}")
        state = state.format(day=dates.near_day(line.reply_by, today))
        icon, tone = ("flag", "danger") if late else ("ring", "text")
    return ChaseLine(
        key=f"reply:{line.key}",
        part=Part.ANSWERS,
        agency=person.agency,
        agency_name=line.agency_name,
        number=line.case_reference,
        text=what,
        who=_person(person),
        state=state,
        icon=icon,
        tone=tone,
        facts=_reply_facts(line, today),
        case_id=line.case_id,
        meeting_id=line.meeting.id,
        grave=late,
        due=owed or line.kind is ReplyKind.NOT_READ,
        source=line,
    )


def _wanted_by(line: ReplyLine) -> date:
    """The day that was said when they were asked last, else the area's own."""
    return next((one.reply_by for one in reversed(line.asked) if one.reply_by is not None), line.reply_by)


def _waits_again(line: ReplyLine, today: date) -> bool:
    """True while those who were asked again have their time: that day, and until the day they were told."""
    if not line.asked:
        return False
    return line.asked[-1].at.astimezone().date() == today or _wanted_by(line) >= today


def _reply_facts(line: ReplyLine, today: date) -> tuple[Fact, ...]:
    person = line.attendance
    facts = [
        Fact(_tr("Meeting"), f"{line.meeting_reference}, {office_words.meeting(line.meeting)}"),
        Fact(_tr("On the list"), ", ".join(part for part in (_person(person), line.agency_name) if part)),
    ]
    if person.deputy_for:
        facts.append(Fact(_tr("Deputy for"), person.deputy_for))
    if line.invited_on is not None:
        facts.append(Fact(_tr("Invited"), dates.day(line.invited_on)))
    facts.append(Fact(_tr("Answer wanted by"), dates.day(_wanted_by(line))))
    if line.asked:
        said = [f"{_when(one.at, today)}, {channel(one.how).casefold()}" for one in line.asked]
        facts.append(Fact(_tr("Asked again"), "\n".join(said)))
    return tuple(facts)


def _change(line: UrgentChange, reference: str, meeting: Meeting | None, today: date) -> ChaseLine:
    told = ", ".join(part for part in (line.told_by, channel(line.came_by).casefold()) if part)
    if meeting is not None:
        state = _tr("Meets {day}").format(day=dates.day(meeting.planned_on))
        icon, tone = "tick", "done"
    else:
        state, icon, tone = _tr("No earlier meeting yet"), "flag", "warning"
    return ChaseLine(
        key=f"change:{line.id}",
        part=Part.CHANGES,
        agency="",
        agency_name="",
        number=reference,
        text=f"{change(line.change_kind)}: {line.text}",
        who=dates.day(line.happened_on),
        state=state,
        icon=icon,
        tone=tone,
        facts=(
            Fact(_tr("Happened on"), dates.day(line.happened_on)),
            *((Fact(_tr("Told by"), told),) if told else ()),
            Fact(_tr("Noted"), _when(line.at, today)),
        ),
        case_id=line.case_id,
        meeting_id=line.meeting_id or "",
        due=meeting is None,
        source=line,
    )


def _action_facts(row: ActionRow, today: date) -> tuple[Fact, ...]:
    due = row.action.deadline.on
    said = f"{dates.day(due)}, {dates.distance(due, today)}" if due else _tr("No date")
    facts = [Fact(_tr("Owner"), _owner(row)), Fact(_tr("Due"), said)]
    carried = office_words.carried(row.action.carried)
    if carried:
        facts.append(Fact(_tr("Carried over"), carried))
    return tuple(facts)


def _actions_told(rows: tuple[ActionRow, ...], today: date) -> tuple[Fact, ...]:
    found = []
    for row in rows[:NAMED]:
        due = row.action.deadline.on
        when = f" ({dates.day(due)})" if due else ""
        found.append(Fact(row.action.tag + when, row.action.text))
    if len(rows) > NAMED:
        found.append(Fact(_tr("And"), _tr("{n} more").format(n=len(rows) - NAMED)))
    return tuple(found)


def _owner(row: ActionRow) -> str:
    who = row.action.owner_role or row.action.owner_name
    return ", ".join(part for part in (row.agency_name, who) if part) or _tr("Nobody yet")


def _person(person: Attendance) -> str:
    return person.name or person.role or _tr("No name yet")


def _since(at: datetime, today: date) -> str:
    """A moment as short as a column needs it: "09:30" of today, else the day."""
    on = at.astimezone().date()
    return dates.clock(at) if on == today else dates.day(on).rpartition(" ")[0]


def _when(at: datetime, today: date) -> str:
    return f"{dates.near_day(at.astimezone().date(), today)} {dates.clock(at)}"

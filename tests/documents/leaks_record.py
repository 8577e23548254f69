"""A meeting and the papers before one, made at random, in which every text can be traced to its field."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta

from leaks_making import DAY, Canaries, at

from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import AgendaItem, ItemState, MeetingKind
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, Mode, RemoteCheck
from mappa_desk.domain.cases import Case, Category, Level, Standing
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.closed_readers import ToldInPart
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.corrections import Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, MeetingState, StatementReading
from mappa_desk.domain.minutes import Approval, MinutesSnapshot, MinutesStatus, PreviousAction
from mappa_desk.domain.panel_days import AgencySheet, SheetSlot
from mappa_desk.domain.preparation import PapersSnapshot
from mappa_desk.domain.put_right import Erasure

AGENCIES = {
    "prob": AgencyClass.RESPONSIBLE_AUTHORITY,
    "pol": AgencyClass.RESPONSIBLE_AUTHORITY,
    "hsg": AgencyClass.DUTY_TO_COOPERATE,
    "csc": AgencyClass.DUTY_TO_COOPERATE,
    "char": AgencyClass.THIRD_PARTY,
}
ITEMS = ("contributions", "risk", "plan")
FOR_SUMMARY = "For the executive summary, risk: "


@dataclass(frozen=True)
class Traced:
    """A record and its traced words: by word the field and the id of the record that it stands in."""

    seed: int
    snapshot: MinutesSnapshot
    papers: PapersSnapshot
    words: dict[str, list[str]]


def traced_record(seed: int, *, status: MinutesStatus, size: int = 16) -> Traced:
    """A meeting of `size` entries whose handling, closed parts and readers are drawn from the seed."""
    making = Making(Canaries(seed), status, size)
    return Traced(seed, making.snapshot(), making.papers(), making.canaries.words)


class Making:
    """Makes the records of one meeting, its texts by `canaries`."""

    def __init__(self, canaries: Canaries, status: MinutesStatus, size: int) -> None:
        self.canaries = canaries
        self.chance = self.canaries.chance
        self._status = status
        self._size = size
        made = self.canaries.made
        self.case = made(
            Case, id="c1", category=Category.TWO, level=Level.THREE, lead_agency="prob",
            date_of_birth=DAY - timedelta(days=12_000), release_on=DAY,
        )  # fmt: skip
        self.agencies = tuple(
            made(Agency, id=code, agency_class=kind, order=order)
            for order, (code, kind) in enumerate(AGENCIES.items())
        )
        self.form = made(AreaForm, id="form", print_names=self.chance.random() < 0.4)
        self.attendance = tuple(self._people())
        self.parts = tuple(self._part(number) for number in (1, 2))

    def meeting(self, number: int) -> Meeting:
        """A meeting that was held and closed."""
        return self.canaries.made(
            Meeting, id=f"m{number}", case_id="c1", number=number, kind=MeetingKind.REVIEW, level=Level.THREE,
            state=MeetingState.CLOSED, planned_on=DAY, planned_at="10:00", chair_agency="prob",
            lead_agency="prob", started_at=at(0), ended_at=at(80), level_after=Level.THREE,
        )  # fmt: skip

    def snapshot(self) -> MinutesSnapshot:
        """The meeting."""
        made = self.canaries.made
        entries = tuple(self._entry(number) for number in range(1, self._size + 1))
        approved = self._status is not MinutesStatus.DRAFT
        rows = self.attendance
        values = {
            "case": self.case,
            "meeting": self.meeting(3),
            "previous_meeting": self.meeting(2),
            "items": tuple(
                made(AgendaItem, id=f"i-{code}", number=place, code=code, state=ItemState.DISCUSSED)
                for place, code in enumerate(ITEMS, start=9)
            ),
            "attendance": rows,
            "statements": (made(StatementReading, id="s1", at=at(2), how="read", heard_by=("prob-1",),
                                declined_by=("hsg-1",)),),
            "closed_parts": self.parts,
            "handovers": (made(Handover, id="h1", at=at(30)),),
            "entries": entries,
            "decisions": tuple(self._decisions(entries)),
            "actions": tuple(self._actions(entries)),
            "previous_actions": tuple(self._past(number) for number in range(1, 7)),
            "agencies": self.agencies,
            "form": self.form,
            "status": self._status,
            "version": 2 if approved else 0,
            "approval": made(Approval, id="ap", version=2, approved_on=DAY) if approved else None,
            "taken_on": DAY,
            "as_of": DAY,
            "remote_checks": (made(RemoteCheck, id="rc", attendance_id="pol-1", at=at(1), alone=False,
                                   not_overheard=True, not_recording=True),),
            "confirmation": made(MinutesConfirmation, id="mc", confirmed_meeting_id="m2", at=at(5)),
            "circulation": tuple(
                made(CirculationLine, id=f"cl{number}", position=number, agency=agency)
                for number, agency in enumerate(("prob", "hsg"))
            ),
            "errata": tuple(made(Erratum, id=f"er{number}", version=2, at=at(90)) for number in (1, 2))
            if approved else (),
            "erasures": (made(Erasure, id="es", version=2, record_kind="entry", record_id="e01", at=at(95)),),
        }  # fmt: skip
        values["told_in_parts"] = tuple(self._told(values))
        more = {each.name for each in fields(MinutesSnapshot)} - set(values) - {"gap_count"}
        assert not more, f"fill in {more} too"
        return MinutesSnapshot(**values)

    def papers(self) -> PapersSnapshot:
        """What is known before the same meeting."""
        made = self.canaries.made
        planned = replace(
            self.meeting(3), state=MeetingState.PLANNED, started_at=None, ended_at=None, level_after=None
        )
        return made(
            PapersSnapshot,
            case=self.case,
            meeting=planned,
            previous_meeting=self.meeting(2),
            items=tuple(
                made(AgendaItem, id=f"p-{code}", number=place, code=code) for place, code in enumerate(ITEMS)
            ),
            attendance=self.attendance,
            agencies=self.agencies,
            form=self.form,
            open_actions=tuple(self._past(number) for number in range(11, 19)),
            last_decisions=(made(Decision, id="ld", number=1, dissent=(made(Dissent, "ld", agency="pol"),)),),
            standings=(made(Standing, id="st", level=Level.THREE, lead_agency="prob", since=DAY),),
            reply_by=DAY,
            name_in_invitation=self.chance.random() < 0.5,
            day=tuple(
                made(AgencySheet, agency=code, slots=(made(SheetSlot, f"slot-{code}", at=600, ends=640),),
                     arrives=600, leaves=640, gaps=())
                for code in ("prob", "hsg")
            ),
            taken_on=DAY - timedelta(days=20),
        )  # fmt: skip

    def _people(self) -> list[Attendance]:
        rows = []
        for seat, agency in enumerate(code for code in AGENCIES for _ in (1, 2)):
            number = 1 + seat % 2
            there = number == 1 or self.chance.random() < 0.7
            rows.append(
                self.canaries.made(
                    Attendance, id=f"{agency}-{number}", seat=seat, agency=agency, is_chair=seat == 0,
                    state=AttendanceState.ATTENDED if there else AttendanceState.APOLOGIES,
                    mode=Mode.ROOM if there else None, report_received=True,
                    intervals=(Interval(at(0), at(80)),) if there else (),
                )
            )  # fmt: skip
        return rows

    def _part(self, number: int) -> ClosedPart:
        there = [row.id for row in self.attendance if row.took_part]
        stayed = tuple(one for one in there if self.chance.random() < 0.5)
        begun = 10 + 20 * number
        return self.canaries.made(
            ClosedPart, id=f"part{number}", started_at=at(begun), ended_at=at(begun + 9), stayed=stayed
        )

    def _entry(self, number: int) -> Entry:
        chance = self.chance
        handling = chance.choice([Handling.NORMAL, Handling.NORMAL, *Handling])
        part = chance.choice([None, None, None, "part1", "part2"])
        kind = chance.choice([*EntryKind, EntryKind.ACTION, EntryKind.DECISION])
        agency = chance.choice(list(AGENCIES))
        made = self.canaries.made(
            Entry, id=f"e{number:02}", item=chance.choice(ITEMS), position=number, entry_kind=kind,
            agency=agency, attendance_id=f"{agency}-1", captured_at=at(number), handling=handling,
            closed_part_id=part, recipients=self._recipients(handling), removed=chance.random() < 0.15,
            outcome=IssueOutcome.NO_ACTION if kind is EntryKind.ISSUE else None,
        )  # fmt: skip
        lead = FOR_SUMMARY if kind is EntryKind.NOTE and chance.random() < 0.5 else ""
        return replace(made, text=lead + made.text)

    def _recipients(self, handling: Handling) -> tuple[str, ...]:
        named = handling is Handling.NAMED_RECIPIENTS
        return tuple(self.chance.sample(list(AGENCIES), 2)) if named else ()

    def _decisions(self, entries: tuple[Entry, ...]) -> list[Decision]:
        found = []
        for entry in entries:
            if entry.entry_kind is EntryKind.DECISION:
                own = f"d-{entry.id}"
                view = self.canaries.made(Dissent, own, agency="pol")
                found.append(
                    self.canaries.made(
                        Decision, id=own, entry_id=entry.id, number=len(found) + 1, dissent=(view,),
                        dissent_asked=True, level=Level.THREE,
                    )
                )  # fmt: skip
        return found

    def _actions(self, entries: tuple[Entry, ...]) -> list[Action]:
        here = [entry for entry in entries if entry.entry_kind is EntryKind.ACTION]
        return [
            self._action(f"a-{entry.id}", entry.id, f"M03-{place:02}", removed=self.chance.random() < 0.1)
            for place, entry in enumerate(here, start=1)
        ]

    def _action(self, own: str, entry_id: str, tag: str, *, removed: bool = False) -> Action:
        due = self.canaries.made(Deadline, own, kind=DeadlineKind.DATE, on=DAY + timedelta(days=9))
        return self.canaries.made(
            Action, id=own, case_id="c1", meeting_id="m3", entry_id=entry_id, tag=tag, deadline=due,
            owner_agency=self.chance.choice(list(AGENCIES)), removed=removed,
            acceptance=self.chance.choice(list(Acceptance)), accepted_at=at(60),
        )  # fmt: skip

    def _past(self, number: int) -> PreviousAction:
        chance, own = self.chance, f"pa{number}"
        action = self._action(own, "x", f"M02-{number:02}", removed=chance.random() < 0.1)
        if number < 10:
            action = replace(action, state=chance.choice([ActionState.OPEN, ActionState.DONE]))
        event = self.canaries.made(
            ActionEvent, id=f"ev{number}", action_id=own, meeting_id="m3",
            at=at(chance.choice([5, 35, 55])), event_kind=ActionEventKind.DONE,
        )  # fmt: skip
        handling = chance.choice([Handling.NORMAL, Handling.NORMAL, *Handling])
        return PreviousAction(
            action=action,
            events=(event,),
            handling=handling,
            recipients=tuple(chance.sample(list(AGENCIES), 2))
            if handling is Handling.NAMED_RECIPIENTS
            else (),
            in_closed_part=chance.random() < 0.3,
            stayed_agencies=tuple(chance.sample(list(AGENCIES), 2)),
        )

    def _told(self, values: dict) -> list[ToldInPart]:
        told = []
        for decision in values["decisions"]:
            for name in ("because", "also_considered", "dissent", "resolved"):
                if self.chance.random() < 0.3:
                    told.append(ToldInPart(decision.id, self.chance.choice(["part1", "part2"]), name))
        for action in values["actions"]:
            for name in ("", "purpose"):
                if self.chance.random() < 0.3:
                    told.append(ToldInPart(action.id, self.chance.choice(["part1", "part2"]), name))
        for entry in values["entries"]:
            if entry.entry_kind is EntryKind.ISSUE and self.chance.random() < 0.3:
                told.append(ToldInPart(entry.id, "part1"))
        return told

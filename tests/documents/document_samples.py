"""Snapshots to render: an empty meeting, a full review of about 6,000 words, and texts that mean harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

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
from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, Mode
from mappa_desk.domain.cases import Case, Category, Level
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision, DecisionKind, Dissent
from mappa_desk.domain.meetings import (
    ClosedPart,
    Handover,
    HandoverOf,
    Meeting,
    MeetingState,
    NextReview,
    StatementReading,
)
from mappa_desk.domain.minutes import (
    Approval,
    ApprovedHow,
    MinutesSnapshot,
    MinutesStatus,
    PreviousAction,
)

STARTED = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
SEAL = "7K2M 94QD XA6P 3TRC"

AGENCIES = (
    Agency(id="pol", name="Police", agency_class=AgencyClass.RESPONSIBLE_AUTHORITY, order=1),
    Agency(id="prob", name="Probation", agency_class=AgencyClass.RESPONSIBLE_AUTHORITY, order=2),
    Agency(id="pris", name="Prison", agency_class=AgencyClass.RESPONSIBLE_AUTHORITY, order=3),
    Agency(id="hsg", name="Housing", agency_class=AgencyClass.DUTY_TO_COOPERATE, order=4),
    Agency(id="hlth", name="Health", agency_class=AgencyClass.DUTY_TO_COOPERATE, order=5),
    Agency(id="csc", name="Children’s social care", agency_class=AgencyClass.DUTY_TO_COOPERATE, order=6),
    Agency(id="edu", name="Education", agency_class=AgencyClass.DUTY_TO_COOPERATE, order=7),
    Agency(id="vlo", name="Victim liaison", agency_class=AgencyClass.ASSOCIATE, order=8),
    Agency(id="char", name="Move-on charity", agency_class=AgencyClass.THIRD_PARTY, order=9),
)

FORM = AreaForm(
    id="form",
    area_name="Lanmere",
    handling_text=(
        "These minutes hold personal information about the person and about others. They are closed under "
        "the Freedom of Information Act 2000. Ask the chair before anything in them is passed on."
    ),
    handling_short=(
        "Keep in the restricted part of your agency’s file. "
        "Not to be copied or shared without the chair’s agreement."
    ),
)

ITEMS = (
    ("opening", 1, "Open, purpose, introductions", "Opening"),
    ("apologies", 2, "Apologies and absences", "Opening"),
    ("statement", 3, "Confidentiality and diversity statement", ""),
    ("last_minutes", 4, "Minutes of the last meeting", "Since last time"),
    ("last_actions", 5, "Actions from the last meeting", "Since last time"),
    ("identification", 6, "Category, level, lead agency", "The case"),
    ("changes", 8, "Changes since the last meeting", "The case"),
    ("contributions", 9, "Agency contributions", "Information"),
    ("diversity", 10, "Diversity", "Information"),
    ("victims", 11, "Victims and potential victims", "Risk and plan"),
    ("risk", 12, "Risk assessment", "Risk and plan"),
    ("plan", 13, "Risk management plan", "Risk and plan"),
    ("disclosure", 14, "Disclosure", ""),
    ("rights", 15, "Human rights and proportionality", "Rights and the person"),
    ("person", 16, "What the person knows and says", "Rights and the person"),
    ("level", 17, "Level decision", ""),
    ("records", 18, "Records to bring up to date", "Records and read-back"),
    ("read_back", 19, "Actions read back", "Records and read-back"),
    ("next_review", 20, "Next review", ""),
    ("close", 21, "Close", "Close"),
)

PEOPLE = (
    ("chair", "prob", "Jane Okafor", "head of area", Mode.ROOM),
    ("om", "prob", "Tom Reilly", "offender manager", Mode.ROOM),
    ("ds", "pol", "Anwen Llŷr", "detective sergeant", Mode.ROOM),
    ("ns", "pol", "Piotr Żukowski", "neighbourhood sergeant", Mode.VIDEO),
    ("mo", "hsg", "Dana Whitlock", "move-on officer", Mode.VIDEO),
    ("cl", "hlth", "Ioana Drăgușin", "clinical lead", Mode.ROOM),
    ("rw", "hlth", "Marcus Bell", "recovery worker", Mode.TELEPHONE),
    ("tm", "csc", "Zeynep Yıldız", "team manager", Mode.ROOM),
    ("vl", "vlo", "Ruth Amadi", "victim liaison officer", Mode.VIDEO),
    ("pr", "pris", "Neil Carver", "offender supervisor", Mode.VIDEO),
)

_MATTERS = {
    "pol": (
        "On {day} at 19:40 a patrol saw the person in the street beside the leisure centre. The person left "
        "when spoken to and said that the bus stop was the reason.",
        "Three visits have been made since the last meeting. One was not answered; the person was at work, and "
        "the employer confirmed this the same day.",
        "The phone register was checked against the list on the licence. One handset with a number that ends "
        "in 41 was found in a drawer; the person said that it had been kept for its photographs. It was seized "
        "and is being examined, and the result is expected within ten working days.",
        "Intelligence of low reliability suggests that the person has been in touch with a former associate. "
        "Nothing has been seen that bears this out, and no weight was put on it for this review.",
    ),
    "prob": (
        "Supervision has been weekly. Of eleven appointments ten were kept; the one that was missed was on "
        "{day}, and the reason given, a shift that ran over, was confirmed.",
        "The person finished the third module of the programme. The facilitator describes honest work in the "
        "group, some defensiveness when the index offence is discussed, and real worry about losing the place "
        "at the approved premises.",
        "Licence conditions were gone through line by line. The person could say what each one asks and why, "
        "except for the exclusion zone, where two maps had been handed over that differ by one street.",
    ),
    "hsg": (
        "Two addresses are in view. One is inside the exclusion zone by 200 metres. The other is free from "
        "{day} and has not yet been checked by the police.",
        "The person has been given band A priority. A tenancy support worker would visit weekly for the first "
        "twelve weeks, and would tell the offender manager the same day of any visit that is refused.",
    ),
    "hlth": (
        "Medication is collected every week and was missed once, on {day}. There are no signs of psychosis and "
        "no change in the diagnosis. Alcohol remains the strongest link to past violence.",
        "The recovery worker offers a place in the substance misuse group, which meets on Thursday evenings. "
        "The first date would fall after the place at the premises ends.",
    ),
    "csc": (
        "A niece of the partner, aged 16, stays at the partner’s address at weekends. It is not known whether "
        "the partner has been told of the restriction.",
        "The family is known to the team from 2024. There is no open plan. A strategy discussion can be called "
        "within 24 hours if weekend visits go on before the partner has been told.",
    ),
    "vlo": (
        "The victim asked on {day} not to be told of small changes to the plan, and to be told at once of a "
        "change of address or of a breach. The present exclusion zone is felt to be enough.",
    ),
    "pris": (
        "Conduct in the last six months of custody was settled. Two proven adjudications, both for refusing "
        "to share a cell, were explained by the person as fear of being recognised.",
    ),
}


def full_review(
    *, status: MinutesStatus = MinutesStatus.APPROVED, level: Level = Level.THREE
) -> MinutesSnapshot:
    """A Level 3 review: 12 people, about 6,000 words, 5 decisions, 14 actions, a closed part, practice data."""
    meeting = _meeting(level)
    attendance = _attendance()
    entries, decisions, actions = _Record(meeting, attendance).made()
    approved = status is not MinutesStatus.DRAFT
    return MinutesSnapshot(
        case=_case(),
        meeting=meeting,
        previous_meeting=replace(
            meeting,
            id="m02",
            number=2,
            planned_on=date(2026, 8, 6),
            started_at=datetime(2026, 8, 6, 9, 0, tzinfo=UTC),
            ended_at=None,
        ),
        items=_items(level),
        attendance=attendance,
        statements=(
            StatementReading(id="s1", meeting_id="m03", at=_at(3), edition="later", heard_by=("om", "ds")),
            StatementReading(id="s2", meeting_id="m03", at=_at(43), edition="later", heard_by=("rw",)),
        ),
        closed_parts=(
            ClosedPart(
                id="cp1",
                meeting_id="m03",
                started_at=_at(50),
                ended_at=_at(56),
                stayed=("chair", "om", "ds"),
                reason="police intelligence from another case",
            ),
        ),
        handovers=(
            Handover(
                id="h1",
                meeting_id="m03",
                of=HandoverOf.KEYS,
                at=_at(40),
                from_whom="MAPPA administrator",
                to_whom="Sam Hurst",
            ),
        ),
        entries=entries,
        decisions=decisions,
        actions=actions,
        previous_actions=_previous_actions(),
        agencies=AGENCIES,
        form=FORM,
        status=status,
        version=1 if approved else 0,
        approval=_approval() if approved else None,
        gap_count=0 if approved else 3,
        taken_on=date(2026, 11, 13),
    )


def empty_meeting() -> MinutesSnapshot:
    """A first meeting of which nothing is recorded but that it was planned."""
    return MinutesSnapshot(
        case=Case(id="c1", reference="LAN-0500", opened_on=date(2026, 11, 1)),
        meeting=Meeting(
            id="m01",
            case_id="c1",
            number=1,
            kind=MeetingKind.INITIAL,
            level=Level.TWO,
            planned_on=date(2026, 11, 12),
        ),
        items=(),
        attendance=(),
        form=AreaForm(id="form"),
        taken_on=date(2026, 11, 12),
    )


def with_text(text: str) -> MinutesSnapshot:
    """An approved meeting in which `text` stands in every place that takes text that somebody typed."""
    meeting = replace(
        _meeting(Level.THREE),
        place=text,
        chair=text,
        minutes_by=text,
        lead_officer=text,
        brief_why=text,
        brief_risk=text,
        next_review=NextReview(on=date(2027, 1, 14), at="10:00", place=text, invite=text),
    )
    decision = Decision(
        id="d1",
        meeting_id="m03",
        entry_id="e2",
        number=1,
        heading=text,
        decided=text,
        because=text,
        also_considered=text,
        dissent=(Dissent(agency="pol", why=text),),
        resolved=text,
    )
    action = Action(
        id="a1",
        case_id="c1",
        meeting_id="m03",
        entry_id="e3",
        tag="M03-01",
        text=text,
        purpose=text,
        owner_agency="hsg",
        owner_role=text,
        on_behalf_taken_by=text,
        deadline=Deadline(kind=DeadlineKind.DATE, on=date(2026, 11, 27)),
    )
    entries = (
        _entry("e1", 1, "contributions", text, agency="pol", row="ds"),
        _entry("e2", 2, "contributions", text, kind=EntryKind.DECISION),
        _entry("e3", 3, "contributions", text, kind=EntryKind.ACTION),
        _entry("e4", 4, "risk", text, kind=EntryKind.ISSUE),
        _entry("e5", 5, "risk", text, agency="hsg", kind=EntryKind.REFUSAL),
    )
    return MinutesSnapshot(
        case=replace(_case(), practice=False),
        meeting=meeting,
        items=_items(Level.THREE),
        attendance=(
            replace(_attendance()[0], name=text, role=text),
            replace(_attendance()[-1], absence_reason=text),
        ),
        entries=entries,
        decisions=(decision,),
        actions=(action,),
        previous_actions=(
            PreviousAction(action=replace(action, id="a0", meeting_id="m02", tag="M02-01", entry_id="x")),
        ),
        agencies=AGENCIES,
        form=replace(FORM, handling_text=text, handling_short=text),
        status=MinutesStatus.APPROVED,
        version=1,
        approval=replace(_approval(), approved_by=text, reference=text, despite_gaps_because=text),
        taken_on=date(2026, 11, 13),
    )


def _at(minutes: int) -> datetime:
    return STARTED + timedelta(minutes=minutes)


def _case() -> Case:
    return Case(
        id="c1",
        reference="LAN-0417",
        category=Category.TWO,
        level=Level.THREE,
        lead_agency="prob",
        opened_on=date(2026, 3, 2),
        practice=True,
    )


def _meeting(level: Level) -> Meeting:
    return Meeting(
        id="m03",
        case_id="c1",
        number=3,
        kind=MeetingKind.REVIEW,
        level=level,
        category=Category.TWO,
        state=MeetingState.APPROVED,
        planned_on=date(2026, 11, 12),
        planned_at="10:00",
        place="Room 2, county offices",
        chair="Jane Okafor, head of area, Probation",
        chair_agency="prob",
        minutes_by="MAPPA administrator",
        started_at=STARTED,
        ended_at=_at(78),
        lead_agency="prob",
        lead_officer="offender manager of the north team",
        level_after=level,
        next_review=NextReview(
            on=date(2027, 1, 14),
            at="10:00",
            level=level,
            place="Room 2 and by video",
            invite="All who were invited today, and the manager of the approved premises.",
        ),
        brief_why=(
            "The first review since release on licence. It met because the place at the approved premises ends "
            "on Monday 30 November 2026 and no next address is agreed."
        ),
        brief_risk=(
            "Serious violence towards a former partner and anyone who steps in, most likely within days of "
            "losing settled housing or after drinking."
        ),
    )


def _items(level: Level) -> tuple[AgendaItem, ...]:
    settled = {
        "last_minutes": (ItemState.NOTHING_TO_RECORD, "Agreed as a true record, with no corrections"),
        "records": (ItemState.NOT_APPLICABLE, "Dealt with under another item"),
    }
    return tuple(
        AgendaItem(
            id=f"i-{code}",
            meeting_id="m03",
            number=number,
            code=code,
            title=title,
            short_title=title,
            group=group if level is Level.TWO else "",
            state=settled.get(code, (ItemState.DISCUSSED, ""))[0],
            reason=settled.get(code, (ItemState.DISCUSSED, ""))[1],
        )
        for code, number, title, group in ITEMS
    )


def _attendance() -> tuple[Attendance, ...]:
    seats = {"chair": 0, "pol": 1, "prob": 2, "hsg": 3, "hlth": 4, "csc": 5, "vlo": 6, "pris": 7}
    rows = [
        Attendance(
            id=row_id,
            meeting_id="m03",
            seat=0 if row_id == "chair" else seats[agency],
            agency=agency,
            name=name,
            role=role,
            is_chair=row_id == "chair",
            state=AttendanceState.DEPUTY if row_id == "pr" else AttendanceState.ATTENDED,
            deputy_for="Lewis Grant" if row_id == "pr" else "",
            observer=row_id == "ns",
            mode=mode,
            report_received=row_id in ("mo", "om"),
            report_dated="10 November 2026" if row_id == "mo" else "",
            intervals=(
                (Interval(_at(0), _at(35)), Interval(_at(41)))
                if row_id == "cl"
                else (Interval(_at(43 if row_id == "rw" else 0), _at(78)),)
            ),
        )
        for row_id, agency, name, role, mode in PEOPLE
    ]
    rows.append(
        Attendance(
            id="ed",
            meeting_id="m03",
            seat=8,
            agency="edu",
            name="Callum Price",
            role="safeguarding lead",
            state=AttendanceState.APOLOGIES,
            absence_reason="on leave, no deputy",
            report_received=True,
            report_dated="9 November 2026",
        )
    )
    rows.append(
        Attendance(
            id="ch", meeting_id="m03", seat=9, agency="char", name="Bea Lund", state=AttendanceState.NO_REPLY
        )
    )
    return tuple(rows)


def _approval() -> Approval:
    return Approval(
        id="ap1",
        meeting_id="m03",
        version=1,
        approved_by="Jane Okafor, head of area, Probation",
        how=ApprovedHow.MARKED_PAPER,
        approved_on=date(2026, 11, 19),
        reference="LAN/2026/311",
        at=datetime(2026, 11, 19, 15, 4, 5, tzinfo=UTC),
    )


def _entry(
    entry_id: str,
    position: int,
    item: str,
    text: str,
    *,
    kind: EntryKind = EntryKind.CONTRIBUTION,
    agency: str = "",
    row: str | None = None,
    **more: object,
) -> Entry:
    return Entry(
        id=entry_id,
        meeting_id="m03",
        position=position,
        item=item,
        entry_kind=kind,
        agency=agency,
        attendance_id=row,
        text=text,
        captured_at=_at(position % 78),
        **more,  # type: ignore[arg-type] # any field of an entry
    )


def _previous_actions() -> tuple[PreviousAction, ...]:
    made = [
        (
            "M02-01",
            "prob",
            "offender manager",
            "Write to the employer about the hours of the group.",
            ActionState.DONE,
        ),
        (
            "M02-03",
            "hsg",
            "service manager",
            "Name one officer for this case and a deputy.",
            ActionState.OPEN,
        ),
        ("M02-05", "pol", "detective sergeant", "Visit the former address.", ActionState.OVERTAKEN),
        (
            "M02-08",
            "hlth",
            "clinical lead",
            "Send the summary of the assessment of August 2026.",
            ActionState.OPEN,
        ),
    ]
    told = {
        "M02-01": (ActionEventKind.DONE, "The letter went out on 14 August 2026."),
        "M02-03": (ActionEventKind.CARRIED, "The post was empty until October 2026."),
        "M02-05": (ActionEventKind.OVERTAKEN, "The house was sold in September 2026."),
        "M02-08": (ActionEventKind.REDATED, "The request went to the old address."),
    }
    due = {"M02-03": date(2026, 10, 30), "M02-08": date(2026, 11, 16)}
    return tuple(
        PreviousAction(
            action=Action(
                id=f"p-{tag}",
                case_id="c1",
                meeting_id="m02",
                entry_id=f"pe-{tag}",
                tag=tag,
                text=text,
                owner_agency=agency,
                owner_role=role,
                deadline=Deadline(kind=DeadlineKind.DATE, on=due.get(tag, date(2026, 9, 1))),
                state=state,
                carried={"M02-03": 1, "M02-08": 2}.get(tag, 0),
            ),
            events=(
                ActionEvent(
                    id=f"ev-{tag}",
                    action_id=f"p-{tag}",
                    meeting_id="m03",
                    at=_at(12),
                    event_kind=told[tag][0],
                    note=told[tag][1],
                    told_by="Tom Reilly, Probation" if tag == "M02-01" else "",
                    due_before=date(2026, 9, 30) if tag == "M02-08" else None,
                    due_after=due["M02-08"] if tag == "M02-08" else None,
                ),
            ),
        )
        for tag, agency, role, text, state in made
    )


_ACTIONS = (
    (
        "contributions",
        "prob",
        "om",
        "offender manager",
        16,
        "give the person the corrected map and record the date it was signed for",
        "",
    ),
    (
        "contributions",
        "hsg",
        "mo",
        "move-on officer",
        27,
        "confirm the move-on address in writing, after the police check in action 3",
        "",
    ),
    (
        "contributions",
        "pol",
        "ns",
        "neighbourhood sergeant",
        20,
        "check the second address and everyone registered there; answer Housing by e-mail",
        "",
    ),
    (
        "contributions",
        "pol",
        "ds",
        "detective sergeant",
        20,
        "check the phone register against the list on the licence and report any handset that is missing from it",
        "",
    ),
    (
        "victims",
        "vlo",
        "vl",
        "victim liaison officer",
        18,
        "tell the victim contact that the zone is unchanged, and ask whether the leisure centre matters to the victim",
        "",
    ),
    (
        "risk",
        "prob",
        "om",
        "offender manager",
        23,
        "bring the OASys assessment up to date with what was said today about alcohol",
        "the next review works from one assessment",
    ),
    (
        "plan",
        "prob",
        "om",
        "offender manager",
        13,
        "ask the premises for a stay of two weeks beyond 30 November 2026, in case no address is ready",
        "",
    ),
    (
        "plan",
        "hlth",
        "rw",
        "recovery worker",
        23,
        "book the start of the substance misuse group before the place at the premises ends",
        "",
    ),
    (
        "plan",
        "hlth",
        "cl",
        "clinical lead",
        19,
        "send the date of the next medication review to the offender manager",
        "supervision is not booked on the same day",
    ),
    ("plan", "pol", "ds", "detective sergeant", 0, "bring the plan for visits to the next review", ""),
    (
        "disclosure",
        "csc",
        "tm",
        "team manager",
        17,
        "tell the partner about the restriction on weekend visits, with the offender manager present",
        "",
    ),
    (
        "disclosure",
        "csc",
        "tm",
        "team manager",
        24,
        "report what the partner said, and whether a strategy discussion is needed",
        "",
    ),
    (
        "person",
        "prob",
        "om",
        "offender manager",
        16,
        "tell the person what was decided, and that written views for the next review are welcome",
        "",
    ),
    (
        "records",
        "prob",
        "chair",
        "head of area",
        26,
        "see that the record on ViSOR shows the new address and the decision on disclosure",
        "",
    ),
)

_DECISIONS = (
    (
        "apologies",
        DecisionKind.PROCEED,
        "the meeting goes on without Education",
        "The meeting goes on without Education; its written report was read in.",
        "the report answers what was asked, and no decision today turns on schooling.",
        "",
        (),
        "",
        True,
    ),
    (
        "contributions",
        DecisionKind.OTHER,
        "the zone is the one printed on the licence",
        "the map attached to the licence applies to everyone from today. The earlier map is withdrawn.",
        "two maps that differ by one street cannot be enforced fairly, and the person had followed the map that was handed over.",
        "a variation of the licence to take in the leisure centre. Set aside until the victim contact has been asked.",
        (Dissent(agency="pol", why="the wider zone is needed now"),),
        "Police accept the printed zone until the review; patrols pass the street daily.",
        True,
    ),
    (
        "disclosure",
        DecisionKind.DISCLOSURE,
        "disclosure to the partner about weekend visits, by Children’s social care",
        "the partner is told of the restriction on weekend visits and of the reason in general terms.",
        "a child aged 16 stays there, and the partner cannot keep to a restriction nobody has explained.",
        "telling the partner about the index offence in full. Not needed to protect the niece.",
        (),
        "",
        True,
    ),
    (
        "rights",
        DecisionKind.PROPORTIONALITY,
        "the plan is lawful, necessary and no more than is needed",
        "each restriction was weighed against Article 8.2 and stands.",
        "each answers a named risk, and none could be met by less.",
        "",
        (),
        "",
        False,
    ),
    (
        "level",
        DecisionKind.LEVEL,
        "remains at Level 3",
        "the case stays at Level 3 until the next review.",
        "housing is not settled, and moving at short notice has come before violence twice.",
        "Level 2 from January 2027, if the address holds and the group has begun.",
        (Dissent(agency="hsg", why="senior officers add nothing once the address is confirmed"),),
        "Housing accepts Level 3 for one more review.",
        True,
    ),
)


class _Record:
    """Makes the entries of the full review with their decisions and actions."""

    def __init__(self, meeting: Meeting, attendance: tuple[Attendance, ...]) -> None:
        self._meeting = meeting
        self._rows = {row.id: row for row in attendance}
        self._entries: list[Entry] = []
        self._day = date(2026, 9, 1)

    def made(self) -> tuple[tuple[Entry, ...], tuple[Decision, ...], tuple[Action, ...]]:
        decisions: list[Decision] = []
        actions: list[Action] = []
        for code, number, title, _ in ITEMS:
            if code in ("last_minutes", "records"):
                pass
            elif code == "contributions":
                self._rounds(code, 3)
            elif code in ("changes", "victims", "risk", "plan", "person"):
                self._rounds(code, 1)
            elif code == "next_review":
                self._add(
                    code, "The next review is set, and nobody asked for another day.", kind=EntryKind.NOTE
                )
            else:
                self._add(
                    code,
                    f"Under item {number}, {title.lower()}, the chair summed up what is known and asked whether "
                    "anyone saw it differently. Nobody did.",
                    kind=EntryKind.NOTE,
                )
            if code == "contributions":
                self._special(code)
            for row in _DECISIONS:
                if row[0] == code:
                    decisions.append(self._decision(row, len(decisions) + 1))
            for action in _ACTIONS:
                if action[0] == code:
                    actions.append(self._action(action, len(actions) + 1))
        return tuple(self._entries), tuple(decisions), tuple(actions)

    def _rounds(self, code: str, rounds: int) -> None:
        speakers = {
            "pol": "ds",
            "prob": "om",
            "hsg": "mo",
            "hlth": "cl",
            "csc": "tm",
            "vlo": "vl",
            "pris": "pr",
        }
        for _ in range(rounds):
            for agency, texts in _MATTERS.items():
                for text in texts:
                    self._day += timedelta(days=1)
                    said = f"{self._day.day} {self._day:%B %Y}"
                    kind = EntryKind.WRITTEN_REPORT if agency == "hsg" else EntryKind.CONTRIBUTION
                    dated = {"report_dated": "10 November 2026"} if agency == "hsg" else {}
                    self._add(
                        code, text.format(day=said), kind=kind, agency=agency, row=speakers[agency], **dated
                    )

    def _special(self, code: str) -> None:
        self._add(code, "", kind=EntryKind.NIL_RETURN, agency="hlth", row="rw")
        self._add(
            code,
            "The file of the other parent cannot be shared today.",
            kind=EntryKind.REFUSAL,
            agency="csc",
            row="tm",
        )
        issue = self._add(
            code,
            "The person’s family liaison asks that the MARAC and the VLO see the same plan.",
            kind=EntryKind.ISSUE,
            agency="vlo",
            row="vl",
            outcome=IssueOutcome.NO_ACTION,
            outcome_reason="both already receive it from the offender manager.",
        )
        assert issue
        self._add(
            code,
            "A source names the person as a visitor to a house in another district. This is not confirmed.",
            agency="pol",
            row="ds",
            closed_part_id="cp1",
            handling=Handling.SANITISE,
        )
        self._add(
            code,
            "The date of birth of the niece is held by the team manager.",
            agency="csc",
            row="tm",
            handling=Handling.NAMED_RECIPIENTS,
            recipients=("csc", "prob"),
        )
        self._add(
            code,
            "The person must not hear of the patrol plan.",
            agency="pol",
            row="ds",
            handling=Handling.NOT_FOR_PERSON,
        )

    def _add(
        self,
        code: str,
        text: str,
        *,
        kind: EntryKind = EntryKind.CONTRIBUTION,
        agency: str = "",
        row: str | None = None,
        **more: object,
    ) -> Entry:
        position = len(self._entries) + 1
        entry = _entry(f"e{position:03}", position, code, text, kind=kind, agency=agency, row=row, **more)
        self._entries.append(entry)
        return entry

    def _decision(self, row: tuple, number: int) -> Decision:  # type: ignore[type-arg] # a row of the list above
        code, kind, heading, decided, because, considered, dissent, resolved, asked = row
        entry = self._add(code, decided, kind=EntryKind.DECISION)
        return Decision(
            id=f"d{number}",
            meeting_id="m03",
            entry_id=entry.id,
            number=number,
            decision_kind=kind,
            heading=heading,
            decided=decided,
            because=because,
            also_considered=considered,
            dissent=dissent,
            dissent_asked=asked,
            resolved=resolved,
            takes_effect=date(2026, 11, 12) if code in ("contributions", "level") else None,
            level=Level.THREE if kind is DecisionKind.LEVEL else None,
        )

    def _action(self, row: tuple, number: int) -> Action:  # type: ignore[type-arg] # a row of the list above
        code, agency, owner, role, day, text, purpose = row
        entry = self._add(code, text, kind=EntryKind.ACTION, agency=agency)
        deadline = (
            Deadline(kind=DeadlineKind.DATE, on=date(2026, 11, day))
            if day
            else Deadline(kind=DeadlineKind.NEXT_MEETING, on=date(2027, 1, 14), said="by next meeting")
        )
        behalf = number == 7
        return Action(
            id=f"a{number}",
            case_id="c1",
            meeting_id="m03",
            entry_id=entry.id,
            tag=f"M03-{number:02d}",
            text=text[0].upper() + text[1:] + ".",
            purpose=purpose,
            owner_agency=agency,
            owner_name=self._rows[owner].name,
            owner_role="manager of the approved premises" if behalf else role,
            owner_attendance_id=None if behalf else owner,
            on_behalf_taken_by="Tom Reilly, Probation" if behalf else "",
            deadline=deadline,
            urgent=number == 11,
            acceptance=Acceptance.ON_BEHALF if behalf else Acceptance.ACCEPTED,
            accepted_at=_at(68),
        )

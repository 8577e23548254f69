"""Makes the fixture vault of the newest schema: `python tests/store/make_fixture_vault.py`.

Run it once, when a new schema lands; an older fixture is never made again. What it holds is told by
`CONTENT`, which the test compares after every later migration.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from vault_help import Ids, StepClock, a_case, a_meeting

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, Channel, Deadline, DeadlineKind
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, Mode, RemoteCheck
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chair_drafts import ApprovalPaper, ChairDraft, ChairMark, DraftLine, MarkState
from mappa_desk.domain.chasing import (
    ActionImport,
    ChangeKind,
    Chase,
    ChaseKind,
    Rung,
    SavedFilter,
    UrgentChange,
)
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contacts import Contact, MayGet, PersonMerge
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.copies import Breach, CopyEvent, CopyEventKind, MinutesRequest
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.form_returns import FormAnswer, FormReturn
from mappa_desk.domain.linked import CaseLink, EntryTrace, TraceKind
from mappa_desk.domain.meetings import Meeting, NextReview
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.domain.people import Person
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record
from mappa_desk.domain.reports import ReceivedReport, ReportSource
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.domain.timing import ItemTime
from mappa_desk.domain.views import Draft
from mappa_desk.domain.wording import Abbreviation, OwnWord, StandardWording
from mappa_desk.domain.write_up import FINISHED, WriteUpTick
from mappa_desk.store import files, schema
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault

FIXTURES = Path(__file__).parent / "fixtures"
PASSPHRASE = "a fixture keeps for years"
AT = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)


def content(new_id: Ids, revision: str) -> tuple[Record, ...]:
    """What the fixture of a schema holds, in the order in which it is kept: that of the older ones first."""
    first = _initial(new_id)
    if revision == "0001":
        return first
    second = (*first, *_live_desk(new_id, first))
    if revision == "0002":
        return second
    third = (*second, *_write_up(new_id, first))
    if revision == "0003":
        return third
    fourth = (*third, *_copies(new_id, first, third))
    return fourth if revision == "0004" else (*fourth, *_between_meetings(new_id, first))


def _between_meetings(new_id: Ids, first: tuple[Record, ...]) -> tuple[Record, ...]:
    case = next(record for record in first if isinstance(record, Case)).id
    today = AT.date()
    return (
        Action(
            id="brought", case_id=case, meeting_id=None, entry_id=None, tag="M00-01", text="Ring the clinic",
            labels=("housing",), look_on=today, source_number="17", import_id="import",
        ),
        ActionEvent(
            id=new_id(), action_id="brought", at=AT, event_kind=ActionEventKind.CHASED,
            came_by=Channel.TELEPHONE, evidence="Call at ten", rung="reminder", chase_id="chase",
        ),
        Rung(id="reminder", position=1, title="Reminder", to_whom="The owner", days=1, wording="Please."),
        Chase(
            id=new_id(), case_id=case, round_id="r", chase_kind=ChaseKind.CALL, agency="pol",
            action_ids=("brought",), how=Channel.SECURE_MAIL, reply_by=today, at=AT,
        ),
        UrgentChange(
            id=new_id(), case_id=case, change_kind=ChangeKind.ARREST, happened_on=today, text="Held", at=AT
        ),
        SavedFilter(id=new_id(), name="Mine", words="is:open @pol"),
        ActionImport(id="import", file_name="t.xlsx", sha256="d", action_ids=("brought",), at=AT),
    )  # fmt: skip


def _copies(new_id: Ids, first: tuple[Record, ...], third: tuple[Record, ...]) -> tuple[Record, ...]:
    mid = next(record for record in first if isinstance(record, Meeting)).id
    given = next(record for record in third if isinstance(record, DocumentGiven)).id
    today = AT.date()
    return (
        CopyEvent(
            id=new_id(), meeting_id=mid, document_id=given, event_kind=CopyEventKind.RECALLED,
            happened_on=today, at=AT,
        ),
        Breach(id=new_id(), meeting_id=mid, what="Sent to another office", found_on=today, at=AT),
        MinutesRequest(
            id=new_id(), meeting_id=mid, asked_by="A solicitor", asked_on=today, document_ids=(given,), at=AT
        ),
        FormReturn(
            id=new_id(), meeting_id=mid, agency="pol", file_name="form.pdf", sha256="c",
            answers=(FormAnswer(field="nil", text="yes"),), taken=("nil",), at=AT,
        ),
    )  # fmt: skip


def _write_up(new_id: Ids, first: tuple[Record, ...]) -> tuple[Record, ...]:
    mid = next(record for record in first if isinstance(record, Meeting)).id
    today = AT.date()
    return (
        Contact(id=new_id(), address="b@example.invalid", panels=("North",), may_get=(MayGet.MINUTES,)),
        PersonMerge(id=new_id(), kept_person_id="one", merged_person_id="two", at=AT),
        WriteUpTick(id=new_id(), meeting_id=mid, record_id="one", code=FINISHED),
        ReceivedReport(
            id=new_id(), meeting_id=mid, at=AT, entry_id="one", source=ReportSource.MAIL, left_out=("1 link",)
        ),
        ChairDraft(id=new_id(), meeting_id=mid, number=1, at=AT, lines=(DraftLine(1, "entry", "one"),)),
        ChairMark(id=new_id(), meeting_id=mid, point="Say who", state=MarkState.DONE, noted_at=AT),
        ApprovalPaper(
            id=new_id(), meeting_id=mid, version=1, file_name="m", sha256="a", size=1, content="QQ==", at=AT
        ),
        Correction(
            id=new_id(), meeting_id=mid, asked_by="B", asked_on=today, what="Spelt wrong", noted_at=AT
        ),
        Erratum(
            id=new_id(), meeting_id=mid, version=2, place="9.3", wrong="ten", right="two",
            reason="Misheard", agreed_by="A. Chair", at=AT,
        ),
        MinutesConfirmation(
            id=new_id(), meeting_id=mid, confirmed_meeting_id="m1", as_presented=False, changes=("9",), at=AT
        ),
        CirculationLine(
            id=new_id(), meeting_id=mid, position=1, name="B. Officer", documents=(MayGet.ACTIONS,)
        ),
        SystemCopy(
            id=new_id(), meeting_id=mid, version=1, block=1, blocks=2, sha256="b", entered_on=today, at=AT
        ),
        Erasure(
            id=new_id(), meeting_id=mid, version=2, place="9.3", record_kind="entry", record_id="one",
            order_reference="ORD-1", ordered_by="Data protection officer", ordered_on=today, at=AT,
        ),
        DocumentGiven(
            id=new_id(), meeting_id=mid, document=DocumentKind.CHAIR_DRAFT, edition="chair", version=0,
            status=MinutesStatus.DRAFT, at=AT,
        ),
    )  # fmt: skip


def _live_desk(new_id: Ids, first: tuple[Record, ...]) -> tuple[Record, ...]:
    case = next(record for record in first if isinstance(record, Case))
    meeting = next(record for record in first if isinstance(record, Meeting))
    other = a_case(new_id, reference="LAN-0418")
    return (
        RemoteCheck(id=new_id(), meeting_id=meeting.id, attendance_id="b", at=AT, alone=True),
        Abbreviation(id="lp", opens_to="licence period"),
        StandardWording(id="nil", title="Nothing held", text="No trace on [system].", items=("health",)),
        OwnWord(id="ViSOR"),
        other,
        CaseLink(id=new_id(), first_case_id=case.id, second_case_id=other.id, why="One household"),
        EntryTrace(
            id=new_id(),
            trace_kind=TraceKind.COPIED,
            at=AT,
            from_meeting_id=meeting.id,
            from_entry_id="one",
            to_meeting_id="m2",
            to_entry_id="two",
        ),
    )


def _initial(new_id: Ids) -> tuple[Record, ...]:
    case = a_case(new_id, also_known_as=("Kit M.",))
    meeting = a_meeting(new_id, case, next_review=NextReview(on=date(2027, 1, 11), at="10:00"))
    return (
        Person(id=new_id(), name="A. Chair", holds_keys=True),
        Agency(id="pol", name="Police", agency_class=AgencyClass.RESPONSIBLE_AUTHORITY, aliases=("police",)),
        case,
        meeting,
        Attendance(
            id=new_id(),
            meeting_id=meeting.id,
            seat=1,
            agency="pol",
            name="B. Officer",
            state=AttendanceState.ATTENDED,
            mode=Mode.VIDEO,
            intervals=(Interval(AT),),
        ),
        Entry(id=new_id(), meeting_id=meeting.id, position=10, text="He moved on Tuesday.", captured_at=AT),
        Decision(
            id=new_id(),
            meeting_id=meeting.id,
            entry_id="",
            number=1,
            decided="Stay at Level 2",
            dissent=(Dissent(agency="pol", why="Level 3"),),
        ),
        Action(
            id="action",
            case_id=case.id,
            meeting_id=meeting.id,
            entry_id="",
            tag="M03-01",
            text="Visit",
            deadline=Deadline(kind=DeadlineKind.DATE, on=date(2026, 12, 1)),
        ),
        ActionEvent(id=new_id(), action_id="action", at=AT, event_kind=ActionEventKind.MADE),
    )


def main() -> None:
    """Makes `fixtures/schema_<revision>/`."""
    target = FIXTURES / f"schema_{schema.head()}"
    shutil.rmtree(target, ignore_errors=True)
    with Vault.create(
        target, PASSPHRASE, clock=StepClock(), new_id=Ids(), practice=True, cost=KeyCost.cheap()
    ) as vault:
        with vault.writing(by="chair") as uow:
            for record in content(Ids(), schema.head()):
                uow.save(record)
            uow.step("meeting", "Fixture")
        vault.keep_draft(Draft(meeting_id="meeting", place="line", text="half a li", caret=9))
        with vault.writing(by="chair") as uow:
            uow.keep_time(ItemTime(id="t", meeting_id=uow.all(Meeting)[0].id, item="risk", began_at=AT))
    (target / files.LOCK).unlink(missing_ok=True)


if __name__ == "__main__":
    main()

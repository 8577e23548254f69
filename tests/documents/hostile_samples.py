"""Texts that mean harm, by accident or not, and a meeting in which such a text stands everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from document_samples import AGENCIES, FORM, approval, attendance, case, items, meeting
from sample_record import STARTED, due, entry

from mappa_desk.domain.actions import Action
from mappa_desk.domain.cases import Level
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.corrections import Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.meetings import NextReview
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus, PreviousAction
from mappa_desk.domain.put_right import Erasure

HOSTILE = {
    "markup": "a <b>bold</b> R&D &amp; <offender@mail.example> a <b c </para> {x} {0} %s (paren\\) \\n",
    "names": "Llŷr ŵẅ Łódź żółć Drăgușin ț Yıldız İ",
    "scripts": "Nguyễn Thị Ế Đ Ελληνικά Москва",
    "emoji": "ok 😀 fine 👨‍👩‍👧 done 日本 \x07\x00 end",
    "bidi": "abc\u202edef\u202c \u200fx\u200e no\u00adhyphen a\u200bb \ufeffz",
    "decomposed": "cafe\u0301 w\u0302 x\u0302 q\u0323",
    "lines": "one\ntwo\r\nthree\n\nfour\u2028five\x85six",
    "surrogate": "a\ud800b",
    "run": "x" * 1_500,
    "long": "A sentence that goes on. " * 60,
    "spaces": " a  b\t\tc\u2003d\u00a0e ",
    "nothing": "",
    "blank": " \n ",
}
"""By name. Every one must come back out of the file as it went in, in composed form, spaces apart."""


def with_text(text: str) -> MinutesSnapshot:
    """An approved meeting in which `text` stands in every place that takes text that somebody typed."""
    decision = Decision(
        id="d1",
        meeting_id="m03",
        entry_id="e002",
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
        entry_id="e003",
        tag="M03-01",
        text=text,
        purpose=text,
        owner_agency="hsg",
        owner_role=text,
        on_behalf_taken_by=text,
        deadline=due(date(2026, 11, 27)),
    )
    earlier = replace(action, id="a0", meeting_id="m02", tag="M02-01", entry_id="x")
    return MinutesSnapshot(
        case=replace(case(), practice=False),
        meeting=replace(
            meeting(),
            place=text,
            chair=text,
            minutes_by=text,
            lead_officer=text,
            brief_why=text,
            brief_risk=text,
            next_review=NextReview(on=date(2027, 1, 14), at="10:00", place=text, invite=text),
        ),
        items=items(Level.THREE),
        attendance=(
            replace(attendance()[0], name=text, role=text),
            replace(attendance()[-1], absence_reason=text),
        ),
        entries=(
            entry(1, "contributions", text, agency="pol", attendance_id="ds"),
            entry(2, "contributions", text, entry_kind=EntryKind.DECISION),
            entry(3, "contributions", text, entry_kind=EntryKind.ACTION),
            entry(4, "risk", text, entry_kind=EntryKind.ISSUE),
            entry(5, "risk", text, agency="hsg", entry_kind=EntryKind.REFUSAL),
        ),
        decisions=(decision,),
        actions=(action,),
        previous_actions=(PreviousAction(action=earlier),),
        agencies=AGENCIES,
        form=replace(FORM, handling_text=text, handling_short=text),
        status=MinutesStatus.APPROVED,
        version=1,
        approval=replace(approval(), approved_by=text, reference=text, despite_gaps_because=text),
        taken_on=date(2026, 11, 13),
        confirmation=MinutesConfirmation(
            id="mc",
            meeting_id="m03",
            confirmed_meeting_id="m02",
            as_presented=False,
            changes=(text,),
            at=STARTED,
        ),
        circulation=(CirculationLine(id="cl", meeting_id="m03", position=1, name=text, role=text, why=text),),
        errata=(
            Erratum(
                id="er",
                meeting_id="m03",
                version=1,
                place=text,
                wrong=text,
                right=text,
                reason=text,
                asked_by=text,
                agreed_by=text,
                at=STARTED,
            ),
        ),
        erasures=(
            Erasure(
                id="es",
                meeting_id="m03",
                version=1,
                place=text,
                record_kind="entry",
                record_id="e001",
                order_reference=text,
                ordered_by=text,
                ordered_on=date(2026, 11, 27),
                at=STARTED,
            ),
        ),
    )

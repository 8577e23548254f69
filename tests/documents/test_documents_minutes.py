"""What the minutes say: each part in its place, nothing the projection left out, silence never as consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from document_samples import FORM, attendance, empty_meeting, full_review
from hostile_samples import with_text
from minutes_reading import bare, facts, labels
from pdf_reading import read_structure
from sample_record import entry

from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Level, Whereabouts
from mappa_desk.domain.contributions import EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Dissent
from mappa_desk.domain.editions import project
from mappa_desk.domain.meetings import Handover, HandoverOf, MeetingState, NextReview, StatementReading
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus


def test_parts_stand_in_the_order_of_the_design(documents: dict[str, Rendered]) -> None:
    headings = [node.text for node in read_structure(documents["minutes"].data).all("H1", "H2")]
    assert headings[:5] == [
        "Minutes of a Level 3 review meeting",
        "In brief",
        "Attendance",
        "Absent",
        "Actions from last time",
    ]
    assert headings[5] == "1 Open, purpose, introductions"
    assert headings[-7:] == [
        "Actions",
        "Next review",
        "Approval",
        "Circulation",
        "Abbreviations used",
        "Annex A: closed part",
        "Annex B: for named recipients",
    ]


def test_page_in_brief_says_what_a_stranger_asks(documents: dict[str, Rendered]) -> None:
    brief = labels(read_structure(documents["minutes"].data))
    assert brief["The risk"].startswith("Serious violence towards a former partner")
    assert brief["Decision 5"] == "Remains at Level 3. Housing disagreed."
    assert brief["Actions"] == (
        "Fourteen, for six agencies. The first is due on Friday 13 November 2026. "
        "Two from last time stay open. One from last time is overdue."
    )
    assert brief["Next review"] == "Thursday 14 January 2027 at 10:00, Level 3, Room 2 and by video."
    assert brief["Statement"].endswith(
        "was read at 10:03, and again at 10:43 for one person who joined late."
    )


def test_page_in_brief_can_be_switched_off(show) -> None:
    headings = [node.text for node in show(bare(form=replace(FORM, front_sheet=False))).all("H2")]
    assert "In brief" not in headings


def test_person_is_named_only_where_the_area_prints_names(show) -> None:
    case = replace(
        with_text("x").case,
        name="John Richard Roe",
        also_known_as=("Jack", "JR"),
        date_of_birth=date(1980, 2, 1),
    )
    hidden = facts(show(bare(case=case)))["Reference"]
    assert hidden == "LAN-0417, person known by the initials J. R. R. in this copy"
    named = facts(show(bare(case=case, form=replace(FORM, print_names=True))))["Reference"]
    assert named == "LAN-0417, John Richard Roe, also known as Jack and JR, born Friday 1 February 1980"


def test_facts_cope_with_all_that_a_meeting_can_be(show) -> None:
    base = bare()
    case = replace(base.case, whereabouts=Whereabouts.PRISON, release_on=date(2026, 12, 4))
    meeting = replace(
        base.meeting,
        level_after=Level.TWO,
        state=MeetingState.ADJOURNED,
        adjourned_to=date(2026, 11, 20),
        ended_because="the lead agency was not there",
        ended_at=None,
        chair="",
    )
    form = replace(
        FORM,
        form_title="MAPPA C",
        form_edition="2022",
        approved_by_board_on=date(2026, 1, 5),
        departs_because="items are grouped",
    )
    found = facts(show(bare(case=case, meeting=meeting, form=form)))
    assert found["Level"] == "3 at the start, 2 at the end of the meeting"
    assert found["Whereabouts"] == "In prison, release on Friday 4 December 2026"
    assert found["How it ended"] == "Adjourned to Friday 20 November 2026: the lead agency was not there"
    assert found["Date and time"] == "Thursday 12 November 2026, 10:00"
    assert found["Chair"] == "Not recorded"
    assert found["Form"] == (
        "MAPPA C, edition 2022, approved by the board on Monday 5 January 2026. "
        "Departs from it because: items are grouped"
    )


def test_summer_times_are_british(show) -> None:
    meeting = replace(
        bare().meeting,
        started_at=datetime(2026, 7, 1, 9, 0, tzinfo=UTC),
        ended_at=datetime(2026, 7, 1, 10, 15, tzinfo=UTC),
    )
    assert facts(show(bare(meeting=meeting)))["Date and time"] == "Wednesday 1 July 2026, 10:00 to 11:15"


def test_statement_names_who_did_not_agree(show) -> None:
    reading = StatementReading(
        id="s",
        meeting_id="m03",
        at=datetime(2026, 11, 12, 10, 3, tzinfo=UTC),
        edition="later",
        how="displayed",
    )
    rows = attendance()
    declined = replace(reading, declined_by=(rows[1].id,))
    text = labels(show(bare(attendance=rows, statements=(declined,))))["Statement"]
    assert text.endswith("was displayed at 10:03. It was not agreed to by Tom Reilly.")
    assert "is not recorded" in labels(show(bare()))["Statement"]


def decided(**changes: object) -> MinutesSnapshot:
    """A meeting with one decision."""
    base = with_text("It stays.")
    decision = replace(base.decisions[0], **changes)  # type: ignore[arg-type] # fields of a decision
    return bare(entries=base.entries[1:2], decisions=(decision,))


def test_nobody_disagreed_only_when_it_was_asked(show) -> None:
    asked = show(decided(dissent=(), dissent_asked=True)).text
    assert "Disagreed: Nobody." in asked
    silent = show(decided(dissent=(), dissent_asked=False)).text
    assert "Nobody" not in silent
    assert "Disagreed: It is not recorded that anybody was asked." in silent


def test_empty_labels_of_a_decision_are_left_out(show) -> None:
    text = show(decided(because="", also_considered="", resolved="", takes_effect=None, heading="")).text
    assert "Decision 1Decided: It stays.Disagreed:" in text
    assert not {"Because:", "Also considered:", "How it was resolved:", "Takes effect:"} & set(
        text.split(".")
    )


def test_every_dissent_is_printed_with_its_reason(show) -> None:
    against = (Dissent(agency="pol", why="Too early."), Dissent(agency="hsg"))
    text = show(decided(dissent=against)).text
    assert "Police, who said: Too early.Housing, no reason recorded." in text


def test_restricted_entries_stand_in_annexes_only_and_leave_the_numbers_alone(
    documents: dict[str, Rendered],
) -> None:
    tree = read_structure(documents["minutes"].data)
    text = tree.text
    for secret in ("A source names the person", "The date of birth of the niece"):
        assert text.count(secret) == 1
        assert text.index(secret) > text.index("Annex A: closed part")
    ninth = [label.text for label in tree.all("Lbl") if label.text.startswith("9.")]
    assert ninth == [f"9.{number}" for number in range(1, 50)]
    assert "9.50 Decision 2" in text


def test_what_the_projection_takes_out_is_not_missed(show) -> None:
    full = full_review()
    everyone = show(project(full, DocumentKind.MINUTES))
    assert "Annex" not in everyone.text
    assert "A source names" not in everyone.text
    social = show(project(full, DocumentKind.MINUTES, agency="csc"))
    assert "Annex A: for named recipients" in social.text
    numbers = [label.text for label in everyone.all("Lbl") if label.text.startswith("9.")]
    assert numbers == [label.text for label in social.all("Lbl") if label.text.startswith("9.")]


def test_kinds_of_entries_are_told_apart(documents: dict[str, Rendered]) -> None:
    text = read_structure(documents["minutes"].data).text
    assert "Health recovery worker9.46Nothing to add." in text
    assert "Declined to share: The file of the other parent" in text
    assert "Issue raised: The person’s family" in text
    assert "No action: both already receive it from the offender manager." in text
    assert "The person must not hear of the patrol plan.Not to be told to the person discussed." in text
    assert "Housing move-on officer, written report dated 10 November 2026" in text


def test_unknown_speakers_and_notes_do_not_stand_under_another_agency(show) -> None:
    entries = (
        entry(1, "risk", "Said by the police.", agency="pol"),
        entry(2, "risk", "Said by somebody."),
        entry(3, "risk", "Noted.", entry_kind=EntryKind.NOTE),
        entry(4, "nowhere", "Not placed."),
        entry(5, "risk", "Gone.", agency="pol", removed=True),
        entry(6, "risk", "", agency="hsg", entry_kind=EntryKind.REFUSAL),
    )
    tree = show(bare(entries=entries, status=MinutesStatus.DRAFT, approval=None, gap_count=1))
    assert [node.text for node in tree.all("H3")] == [
        "Speaker not recorded",
        "Police",
        "Speaker not recorded",
        "Noted by the meeting",
        "Housing",
    ]
    assert "Not yet placed under an itemSpeaker not recordedU1Not placed." in tree.text
    assert "Gone." not in tree.text
    assert "The reason is not recorded." in tree.text
    assert "One gap is still open." in tree.text
    assert "Nothing is recorded under this item yet." not in tree.text


def test_issues_say_how_they_were_settled(show) -> None:
    base = with_text("x")
    issue = entry(1, "risk", "Who tells them?", entry_kind=EntryKind.ISSUE)
    decision = replace(base.entries[1], settles_issue_id=issue.id)
    action = replace(base.entries[2], settles_issue_id=issue.id)
    shown = show(bare(entries=(issue, decision), decisions=base.decisions)).text
    assert "Settled by decision 1." in shown
    assert "Settled by action 1." in show(bare(entries=(issue, action), actions=base.actions)).text
    assert "Not yet settled." in show(bare(entries=(issue,))).text
    settled = replace(issue, outcome=IssueOutcome.DECISION)
    assert "Settled." in show(bare(entries=(settled,))).text


def test_settled_items_give_their_reason(show) -> None:
    base = bare()
    states = {"risk": ItemState.NOTHING_TO_RECORD, "plan": ItemState.NOT_APPLICABLE, "level": ItemState.OPEN}
    items = tuple(
        replace(
            item,
            state=states.get(item.code, item.state),
            reason="Nothing new." if item.code == "risk" else "",
        )
        for item in base.items
    )
    text = show(bare(items=items)).text
    assert "12 Risk assessmentConsidered, nothing to record. Nothing new." in text
    assert "13 Risk management planNot applicable." in text
    assert "17 Level decisionNothing is recorded under this item." in text


def test_groups_of_a_level_2_agenda_are_headings_of_their_own(documents: dict[str, Rendered]) -> None:
    tree = read_structure(documents["draft"].data)
    assert [node.tag for node in tree.all("H2", "H3") if node.text == "Opening"] == ["H2"]
    assert [node.tag for node in tree.all("H2", "H3") if node.text.startswith("2 Apologies")] == ["H3"]
    assert [node.tag for node in tree.all("H2", "H3") if node.text.startswith("17 Level")] == ["H2"]
    assert {node.tag for node in tree.all("H3", "H4") if node.text.startswith("Police")} == {"H4"}


def test_two_people_of_one_role_are_told_apart(show) -> None:
    rows = attendance()
    twin = replace(rows[2], id="ds2", name="Gwen Ash")
    entries = (
        entry(1, "risk", "One.", agency="pol", attendance_id="ds"),
        entry(2, "risk", "Two.", agency="pol", attendance_id="ds2"),
        entry(3, "risk", "Three.", agency="pol", attendance_id="ns"),
    )
    tree = show(bare(attendance=(*rows, twin), entries=entries))
    assert [node.text for node in tree.all("H3")] == [
        "Police detective sergeant, Anwen Llŷr",
        "Police detective sergeant, Gwen Ash",
        "Police neighbourhood sergeant",
    ]


def test_attendance_says_who_how_and_when(documents: dict[str, Rendered], show) -> None:
    tables = read_structure(documents["minutes"].data).all("Table")
    rows = [[cell.text for cell in row.kids] for row in tables[1].all("TR")]
    assert rows[1] == ["Probation", "Jane Okafor, head of area, chair", "Room", "10:00 to 11:18", "None"]
    assert ["Health", "Ioana Drăgușin, clinical lead", "Room", "10:00 to 10:3510:41 to 11:18", "None"] in rows
    assert [
        "Prison",
        "Neil Carver, offender supervisor, for Lewis Grant",
        "Video",
        "10:00 to 11:18",
        "None",
    ] in rows
    absent = [[cell.text for cell in row.kids] for row in tables[2].all("TR")]
    assert absent[1][2:] == ["Apologies: on leave, no deputy", "Dated 9 November 2026"]
    assert absent[2] == ["Move-on charity", "Bea Lund", "No reply", "No report"]


def test_a_written_report_in_the_minutes_counts_as_received(documents: dict[str, Rendered]) -> None:
    tables = read_structure(documents["minutes"].data).all("Table")
    rows = [[cell.text for cell in row.kids] for row in tables[1].all("TR")]
    housing = next(row for row in rows if row[0] == "Housing")
    assert housing[-1] == "Dated 10 November 2026"


def test_attendance_with_little_known_is_printed(show) -> None:
    row = replace(attendance()[1], mode=None, intervals=(), name="", role="")
    expected = replace(attendance()[2], state=AttendanceState.EXPECTED)
    handover = Handover(
        id="h",
        meeting_id="m03",
        of=HandoverOf.CHAIR,
        at=datetime(2026, 11, 12, 11, 5, tzinfo=UTC),
        from_whom="Jane Okafor",
        to_whom="Tom Reilly",
    )
    text = show(bare(attendance=(row, expected), handovers=(handover,))).text
    assert "ProbationNot recordedNot notedTimes not notedReceived" in text
    assert "The chair was handed from Jane Okafor to Tom Reilly at 11:05." in text
    assert "No apologies recorded" in text


def test_next_review_or_why_there_is_none(show) -> None:
    meeting = replace(bare().meeting, next_review=NextReview(none_because="the case leaves Level 2"))
    assert labels(show(bare(meeting=meeting)))["When"] == "There is no next review: the case leaves Level 2"
    meeting = replace(meeting, next_review=None)
    assert labels(show(bare(meeting=meeting)))["When"] == "The next review is not set."


def test_a_meeting_of_which_nothing_is_known_is_printed(documents: dict[str, Rendered]) -> None:
    tree = read_structure(documents["empty"].data)
    assert facts(tree)["Previous"] == "None"
    assert "Nobody is recorded as present." in tree.text
    assert "These minutes are a draft." in tree.text
    assert empty_meeting().case.reference in tree.text


def test_unknown_codes_are_printed_as_they_are(show) -> None:
    entries = (entry(1, "risk", "Said.", agency="zzz", handling=Handling.NOT_FOR_SUMMARY),)
    text = show(bare(entries=entries, agencies=())).text
    assert "zzz12.1Said.Not for the executive summary." in text


def test_third_parties_are_not_on_the_circulation(documents: dict[str, Rendered]) -> None:
    text = read_structure(documents["minutes"].data).text
    assert "Not without the chair’s agreement: Move-on charity." in text
    assert (
        "Move-on charity." not in text.partition("may have a numbered copy:")[2].partition("Not without")[0]
    )

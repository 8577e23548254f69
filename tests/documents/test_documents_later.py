"""What the minutes say of what came before and after: last minutes, who gets what, changes, erasures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from document_samples import FORM, full_review
from later_samples import CIRCULATION, CONFIRMATION, ERASURE, ERRATA, second_version
from minutes_reading import bare, facts, labels
from pdf_placing import placed_text
from pdf_reading import Node, read_structure
from sample_record import entry

from mappa_desk.documents.chair_draft import render_chair_draft
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.cases import Whereabouts
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus


def under(tree: Node, heading: str) -> str:
    """All text of the section with that heading."""
    return next(
        section.text.removeprefix(heading)
        for section in tree.all("Sect")
        if any(node.text == heading for node in section.all("H2"))
    )


def headings(tree: Node) -> list[str]:
    return [node.text for node in tree.all("H2")]


def test_last_minutes_are_confirmed_as_presented(show) -> None:
    snapshot = full_review()
    confirmed = replace(CONFIRMATION, as_presented=True, changes=())
    text = under(show(replace(snapshot, confirmation=confirmed)), "4 Minutes of the last meeting")
    assert text == "The minutes of 6 August 2026 (version 1) were confirmed as presented."


def test_last_minutes_are_confirmed_with_changes(documents: dict[str, Rendered]) -> None:
    tree = read_structure(documents["version-2"].data)
    text = under(tree, "4 Minutes of the last meeting")
    assert text == (
        "The minutes of 6 August 2026 (version 1) were confirmed with these changes:"
        "Change 1At 9.2 the visit was on Monday 3 August 2026, not on Sunday."
        "Change 2Health asks that “declined” reads “not offered” at 9.6."
    )
    assert "nothing to record" not in text


def test_what_was_said_of_last_minutes_stays_above_their_confirmation(show) -> None:
    said = entry(1, "last_minutes", "The officer asked for a correction.", agency="pol")
    items = full_review().items
    tree = show(bare(items=items, entries=(said,), confirmation=CONFIRMATION))
    text = under(tree, "4 Minutes of the last meeting")
    assert text.index("asked for a correction") < text.index("were confirmed with these changes")


def test_an_agenda_without_that_item_tells_the_confirmation_apart(show) -> None:
    item = replace(full_review().items[0], code="contributions", state=ItemState.DISCUSSED)
    tree = show(bare(items=(item,), confirmation=replace(CONFIRMATION, version=0)))
    text = under(tree, "Minutes of last meeting")
    assert text.startswith("The minutes of the last meeting were confirmed with these changes:")


def test_the_circulation_list_says_who_gets_what(documents: dict[str, Rendered]) -> None:
    tree = read_structure(documents["version-2"].data)
    section = next(
        one
        for one in tree.all("Sect")
        if "H2" in [kid.tag for kid in one.walk()] and one.text.startswith("Circulation")
    )
    rows = [[cell.text for cell in row.all("TH", "TD")] for row in section.all("TR")]
    assert rows == [
        ["Agency", "Person and role", "Gets"],
        ["Probation", "Tom Reilly, offender manager", "Minutes and action list"],
        [
            "Housing",
            "Dana Whitlock, move-on officer",
            "Actions of the own agency. The chair agreed to the actions alone.",
        ],
        ["Move-on charity", "Bea Lund", "Nothing: it was not there."],
    ]
    assert "These agencies may have a numbered copy" not in section.text


def test_without_an_agreed_list_the_rule_is_printed(documents: dict[str, Rendered]) -> None:
    text = under(read_structure(documents["minutes"].data), "Circulation")
    assert text.startswith("These agencies may have a numbered copy: Probation, Police")
    assert text.endswith("Not without the chair’s agreement: Move-on charity.")


def test_a_second_version_says_on_page_one_what_it_puts_right(documents: dict[str, Rendered]) -> None:
    tree = read_structure(documents["version-2"].data)
    first = labels(tree)
    assert first["Changes"] == (
        "Version 2 of these minutes puts two things right. See “Changes in this version”."
    )
    assert first["Destroyed"] == (
        "One part of these minutes was destroyed by order. See “Parts destroyed by order”."
    )
    assert first["Version"] == "2, in place of version 1, which was approved."
    assert headings(tree)[-4:-2] == ["Changes in this version", "Parts destroyed by order"]


def test_the_change_page_tells_each_point_in_full(documents: dict[str, Rendered]) -> None:
    tree = read_structure(documents["version-2"].data)
    page = next(one for one in tree.all("Sect") if one.text.startswith("Changes in this version"))
    assert [node.text for node in page.all("H3")] == [
        "Change 1, at 9.5, version 2",
        "Change 2, at Action 5, version 2",
    ]
    items = [(one.all("Lbl")[0].text, one.all("LBody")[0].text) for one in page.all("LI")]
    assert items[:5] == [
        ("It says", "Of eleven appointments ten were kept"),
        ("Should say", "Of twelve appointments ten were kept"),
        ("Reason", "The register of the office shows twelve."),
        ("Asked by", "Tom Reilly, Probation."),
        ("Agreed by", "Jane Okafor, head of area, Probation, on Monday 30 November 2026."),
    ]
    assert [label for label, _ in items[5:]] == ["It says", "Should say", "Reason", "Agreed by"]


def test_the_text_of_the_record_stays_as_it_was_approved(documents: dict[str, Rendered]) -> None:
    def record(name: str) -> str:
        tree = read_structure(documents[name].data)
        return "".join(
            one.text
            for one in tree.all("Sect")
            if any(node.text[:2].strip().isdigit() for node in one.all("H2"))
        ).partition("5 Actions")[2]

    assert len(record("minutes")) > 20_000
    assert record("version-2") == record("minutes")


def test_a_third_version_counts_what_the_second_put_right(show) -> None:
    third = replace(ERRATA[0], id="er3", version=3)
    snapshot = replace(second_version(), version=3, errata=(*ERRATA, third))
    assert labels(show(snapshot))["Changes"] == (
        "Version 3 of these minutes puts one thing right. Two things were put right in earlier versions. "
        "See “Changes in this version”."
    )


def test_an_erasure_names_place_and_order_and_never_what_it_was(show) -> None:
    tree = show(bare(erasures=(ERASURE,)))
    assert under(tree, "Parts destroyed by order") == (
        "A part of 9.3 was destroyed by order ORD-1 of the county court, made on Friday 27 November 2026."
    )
    assert "Changes in this version" not in tree.text


def test_an_old_version_says_on_page_one_that_it_is_superseded(show) -> None:
    old = second_version(status=MinutesStatus.SUPERSEDED)
    tree = show(old)
    assert labels(tree)["Status"] == "A later version of these minutes stands in their place."
    assert "Status" not in labels(show(second_version()))


def test_first_minutes_speak_of_no_change(documents: dict[str, Rendered]) -> None:
    text = read_structure(documents["minutes"].data).text
    for word in ("Changes in this version", "destroyed", "Superseded", "puts one thing right"):
        assert word not in text


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The VLO rang.", {"VLO"}),
        ("Two SHPOs stand.", {"SHPO"}),
        ("the vlo of the office", set()),
        ("VLOX and AVLO are no words of ours", set()),
    ],
)
def test_abbreviations_that_occur_are_spelled_out_and_no_others(
    show, wording: dict[str, str], text: str, listed: set[str]
) -> None:
    meeting = replace(bare().meeting, minutes_by="Sam Hurst")
    tree = show(
        bare(
            meeting=meeting, form=replace(FORM, handling_text=""), entries=(entry(1, "contributions", text),)
        )
    )
    found = next((one for one in tree.all("Sect") if one.text.startswith("Abbreviations used")), None)
    told = {one.all("Lbl")[0].text: one.all("LBody")[0].text for one in found.all("LI")} if found else {}
    assert told == {short: wording[f"paper.abbreviation.{short}"] for short in listed}


def test_abbreviations_of_the_lists_are_spelled_out_too(show) -> None:
    lines = (replace(CIRCULATION[0], role="LADO"),)
    errata = (replace(ERRATA[0], right="A MARAC took place"),)
    tree = show(bare(circulation=lines, errata=errata))
    text = under(tree, "Abbreviations used")
    assert "LADOlocal authority designated officer" in text
    assert "MARACmulti-agency risk assessment conference" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 9, 4), "In prison, released on Friday 4 September 2026"),
        (date(2026, 12, 4), "In prison, release on Friday 4 December 2026"),
    ],
)
def test_a_release_is_told_as_past_or_to_come(show, day: date, words: str) -> None:
    base: MinutesSnapshot = bare()
    case = replace(base.case, whereabouts=Whereabouts.PRISON, release_on=day)
    assert facts(show(bare(case=case)))["Whereabouts"] == words


@pytest.mark.parametrize("count", [6, 13, 14, 36, 43, 44])
def test_no_row_stands_alone_at_the_head_of_a_page(wording: dict[str, str], count: int) -> None:
    lines = tuple(
        replace(CIRCULATION[0], id=f"cl{place}", position=place, name=f"Reader {place}", role="")
        for place in range(count)
    )
    snapshot = bare(circulation=lines)
    for data in (
        render_minutes(snapshot, wording=wording).data,
        render_chair_draft(snapshot, gaps=(), marks_by=None, number=1, wording=wording).rendered.data,
    ):
        rows = Counter(one.page for one in placed_text(data) if one.text.startswith("Reader "))
        assert sum(rows.values()) == count
        assert rows[max(rows)] > 1

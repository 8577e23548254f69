"""A stranger reads the approved minutes of the demonstration, and nothing else: does the page answer?

Each question is answered out of the extracted text, from sentences that stand under the heading where a
reader would look for them. No record and no snapshot is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from minutes_reading import Texts, facts, labels
from pdf_reading import Node, read_structure
from sample_wording import shipped_wording

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.domain.editions import project
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.areas import seed_area
from mappa_desk.services.demo_meeting import demo_clock, hold_demo_meeting
from mappa_desk.services.minutes import snapshot
from mappa_desk.services.practice import import_practice_cases
from mappa_desk.services.reference import load_reference
from mappa_desk.services.work import Work
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault

LONG_DATE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+ \d{4}")
ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
CODE = re.compile(r"\b(?:V\d|P|C)\b")
"""What people who could be harmed are called in place of their names."""
SPOKEN_DATES = (
    "yesterday",
    "tomorrow",
    "this week",
    "next week",
    "last week.",
    "this afternoon",
    "this morning",
)
LEANS_ON_OTHER_PAPER = (
    "as above",
    "see above",
    "as below",
    "as before",
    "as discussed",
    "as per",
    "ditto",
    "aforementioned",
    "see last minutes",
    "see previous minutes",
    "no change from last",
)


@dataclass(frozen=True)
class Page:
    """The minutes as a stranger has them: sections by heading, in reading order."""

    tree: Node
    facts: Texts
    labels: Texts
    sections: dict[str, Node]

    def under(self, heading: str) -> str:
        """The text of the section with this heading, its paragraphs apart."""
        return " ".join(paragraphs(self.sections[heading]))


def paragraphs(node: Node) -> Iterator[str]:
    """The text of each paragraph, label, heading and cell."""
    for one in node.walk():
        own = "".join(
            kid if isinstance(kid, str) else kid.text if kid.tag == "Span" else "" for kid in one.kids
        )
        if own.strip() and one.tag != "Span":
            yield own.strip()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The demonstration, held in a vault of its own, approved, and printed for an agency."""
    clock = demo_clock()
    numbers = iter(range(1, 10_000_000))
    vault = Vault.create(
        tmp_path_factory.mktemp("cold") / "vault",
        "nothing here is real",
        clock=clock,
        new_id=lambda: f"{next(numbers):032x}",
        practice=True,
        cost=KeyCost.cheap(),
    )
    try:
        work = Work(vault, clock, lambda: f"{next(numbers):032x}", load_reference())
        seed_area(work)
        import_practice_cases(work)
        held = hold_demo_meeting(work, clock)
        frozen = project(snapshot(work, meeting_id=held.meeting_id), DocumentKind.MINUTES)
    finally:
        vault.close()
    tree = read_structure(render_minutes(frozen, wording=shipped_wording(), seal=held.seal_code).data)
    sections = {}
    for section in tree.all("Sect"):
        heading = next(iter(section.all("H2", "H3")), None)
        if heading is not None:
            sections[heading.text] = section
    return Page(tree, facts(tree), labels(tree), sections)


def test_who_is_this_about(page: Page) -> None:
    assert page.facts["Reference"] == "LAN-0417, person known by the initials L. O. G. in this copy"
    assert page.facts["Category"] == "2, violent offender"
    assert page.facts["Level"] == "3, at the start and at the end of the meeting"
    assert page.facts["Whereabouts"] == "In approved premises, released on Friday 4 September 2026"
    assert "Category 2 after a conviction for wounding with intent" in page.under(
        "6 Category, level, lead agency"
    )
    assert "Gŵyr" not in page.tree.text


def test_who_was_there_and_who_was_not(page: Page) -> None:
    there = [[cell.text for cell in row.all("TH", "TD")] for row in page.sections["Attendance"].all("TR")]
    assert there[0] == ["Agency", "Person and role", "How", "In and out", "Report"]
    assert len(there) == 11
    for agency, person, how, times, _ in there[1:]:
        assert agency and how in ("Room", "Video", "Telephone")
        assert re.fullmatch(r".+, .+", person), person
        assert re.fullmatch(r"\d\d:\d\d to \d\d:\d\d", times)
    absent = [[cell.text for cell in row.all("TH", "TD")] for row in page.sections["Absent"].all("TR")]
    assert [row[0] for row in absent[1:]] == ["Education", "Fire and Rescue"]
    assert all(person and answer and report for _, person, answer, report in absent[1:])
    assert page.facts["Chair"].startswith("Helen Adebayo, Head of area")


def test_what_is_the_risk_and_to_whom(page: Page) -> None:
    brief = page.labels["The risk"]
    assert brief.startswith("Serious violence towards a former partner")
    assert "within days of losing settled housing" in brief
    told = page.under("12 Risk assessment")
    for asked in ("What: ", "To whom: ", "How serious: ", "How soon: ", "In what circumstances: "):
        assert asked in told
    assert "now put at very high, because" in told


def test_what_changed(page: Page) -> None:
    told = page.under("8 Changes since last meeting")
    assert "main changes since Thursday 6 August 2026" in told
    for change in ("he was released", "he began work", "began a relationship", "a change in his manner"):
        assert change in told
    last = page.under("Actions from last time")
    actions = page.sections["Actions from last time"].all("LI")
    assert len(actions) == 8
    for action in actions:
        text = action.all("LBody")[0].text
        assert "was due " in text and LONG_DATE.search(text)
        assert re.search(r"(Done|Carried over|Overtaken by events|Not done|Withdrawn)[.]", text)
    assert "No outcome is recorded" not in last


def test_what_was_decided_and_why(page: Page) -> None:
    in_brief = [label for label in page.labels if label.startswith("Decision ")]
    boxes = decisions(page)
    assert len(boxes) == len(in_brief) == 5
    for title, box in boxes.items():
        assert re.match(r"Decision \d: ", title)
        assert len(box["Decided:"].split()) > 8
        assert len(box["Because:"].split()) > 15
        assert LONG_DATE.match(box["Takes effect:"])


def test_who_disagreed(page: Page) -> None:
    against = {title: box["Disagreed:"] for title, box in decisions(page).items()}
    assert all(against.values())
    views = {title: text for title, text in against.items() if text != "Nobody."}
    assert list(views) == ["Decision 5: remains at Level 3"]
    assert views["Decision 5: remains at Level 3"].startswith("Housing, who said: The level makes")
    assert (
        "Housing accepts the decision"
        in decisions(page)["Decision 5: remains at Level 3"]["How it was resolved:"]
    )
    assert page.labels["Decision 5"] == "Remains at Level 3. Housing disagreed."


def test_who_does_what_by_when(page: Page) -> None:
    table = next(iter(page.sections["Actions"].all("Table")))
    rows = [[cell.text for cell in row.all("TH", "TD")] for row in table.all("TR")]
    assert rows[0] == ["No.", "What, and why", "Owner", "Due", "State"]
    assert len(rows) == 15
    for number, what, owner, due, state in rows[1:]:
        assert number and state
        assert "Why: " in what and what.endswith(".")
        assert re.match(r".+, .+", owner), owner
        assert re.match(r"\w{3} \d{1,2} \w{3} \d{4}", due)
    under_items = [one for one in page.tree.all("LI") if one.all("Lbl")[0].text.startswith("Action ")]
    assert len(under_items) == 6
    for one in under_items:
        assert re.match(r"[A-Z].+, .+, by " + LONG_DATE.pattern + ": ", one.all("LBody")[0].text)


def test_what_happens_next(page: Page) -> None:
    assert page.labels["When"].startswith("Thursday 14 January 2027 at 10:00, Level 3")
    assert page.labels["To be invited"].endswith(".")
    assert "brought forward to the afternoon of Thursday 26 November 2026" in page.under(
        "20 Next review date"
    )
    assert page.under("13 Risk management plan").count("Contingency. If he is not back by curfew") == 1
    assert page.under("Circulation").count("may have a numbered copy") == 1
    assert page.labels["Approved"].startswith(
        "By Helen Adebayo, Head of area, Probation, on Thursday 19 November"
    )


def test_each_abbreviation_is_opened(page: Page) -> None:
    listed = {
        one.all("Lbl")[0].text: one.all("LBody")[0].text
        for one in page.sections["Abbreviations used"].all("LI")
    }
    own = {"OFFICIAL", "SENSITIVE", "PRACTICE"}
    text = " ".join(paragraphs(page.tree))
    found = set(ABBREVIATION.findall(re.sub(r"LAN-\d+(?:-M\d+)?|\b[A-Z0-9]{4}(?: [A-Z0-9]{4}){3}", "", text)))
    assert found - own == set(listed)
    assert all(listed.values())


def test_people_called_by_a_letter_are_opened_where_they_first_come(page: Page) -> None:
    text = " ".join(paragraphs(page.tree))
    opened = {
        "V1": "home of the former partner, V1,",
        "V2": "V2 is the neighbour who stepped in",
        "P": "The new partner, who is called P in this record",
        "C": "Her niece, who is called C",
    }
    for code, words in opened.items():
        before = text[: text.index(words)]
        used = [one.start() for one in CODE.finditer(before) if one.group() == code]
        assert used == [], f"{code} is used before it is opened: {before[used[0] - 60 : used[0] + 20]}"


def test_nothing_leans_on_another_paper(page: Page) -> None:
    text = " ".join(paragraphs(page.tree)).casefold()
    leaning = (*LEANS_ON_OTHER_PAPER, *SPOKEN_DATES)
    assert [words for words in leaning if re.search(rf"\b{re.escape(words)}", text)] == []


def test_the_headings_alone_tell_the_story(page: Page) -> None:
    headings = [node.text for node in page.tree.all("H1", "H2", "H3")]
    assert headings[:5] == [
        "Minutes of a Level 3 review meeting",
        "In brief",
        "Attendance",
        "Absent",
        "Actions from last time",
    ]
    told = [
        text for text in (re.sub(r"^[\d.]+ ", "", one) for one in headings) if text.startswith("Decision ")
    ]
    assert [text.partition(":")[0] for text in told] == [f"Decision {number}" for number in range(1, 6)]
    spoken = {text.partition(" ")[0] for text in headings}
    assert {"Police", "Probation", "Housing", "Health", "Victim", "Education"} <= spoken
    assert headings[-5:] == ["Actions", "Next review", "Approval", "Circulation", "Abbreviations used"]


def decisions(page: Page) -> dict[str, Texts]:
    """Each decision box by its heading: its labelled paragraphs."""
    found: dict[str, Texts] = {}
    flow = [one for one in page.tree.walk() if one.tag in ("H3", "H4", "P", "L", "H2")]
    box: Texts | None = None
    for one in flow:
        title = re.sub(r"^[\d.]+ ", "", one.text)
        if one.tag in ("H3", "H4") and title.startswith("Decision "):
            box = found.setdefault(title, {})
        elif one.tag != "P":
            box = None
        elif box is not None:
            label, _, words = one.text.partition(": ")
            box[f"{label}:"] = words
    return found

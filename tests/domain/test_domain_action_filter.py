"""The line that finds actions: how it reads, what fits it, and that its printed form reads as itself."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from domain_builders import AGENCIES, TODAY, action
from hypothesis import example, given
from hypothesis import strategies as st

from mappa_desk.domain.action_filter import ActionFilter, fits, folded, holds, print_filter
from mappa_desk.domain.action_filter_chips import FILTER_MARKS, FilterPart, ParsedFilter
from mappa_desk.domain.action_filter_tokens import one_line
from mappa_desk.domain.action_filter_words import LINE_LIMIT, MOST_PARTS, parse_filter
from mappa_desk.domain.actions import Acceptance, ActionState, Deadline, DeadlineKind, Priority
from mappa_desk.domain.working_days import never

LATER_DAY = date(2027, 2, 1)
LATEST = date(9999, 12, 31)


def read(line: str, today: date = TODAY) -> ParsedFilter:
    return parse_filter(line, today=today, agencies=AGENCIES, is_holiday=never)


def said(line: str) -> dict[str, object]:
    """What a line asks for: the fields that are not as in an empty filter."""
    find = read(line).filter
    return {
        part.name: getattr(find, part.name)
        for part in fields(find)
        if getattr(find, part.name) != part.default
    }


URGENT, RELEASE, NORMAL = Priority.URGENT, Priority.BEFORE_RELEASE, Priority.NORMAL
DONE, LATE = ActionState.DONE, ActionState.DONE_LATE


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", {}),
        ("is:open", {"open_only": True}),
        ("IS:Open", {"open_only": True}),
        ("-is:open", {"open_only": False}),
        ("is:closed", {"open_only": False}),
        ("is:settled is:open", {"open_only": True}),
        ("is:overdue", {"overdue": True}),
        ("-is:overdue", {"overdue": False}),
        ("is:done", {"states": (DONE, LATE)}),
        ("is:late is:done", {"states": (LATE, DONE)}),
        ("is:done_late", {"states": (LATE,)}),
        ("-is:withdrawn", {"not_states": (ActionState.WITHDRAWN,)}),
        ("state:not_done", {"states": (ActionState.NOT_DONE,)}),
        ("-state:open", {"not_states": (ActionState.OPEN,)}),
        ("is:unaccepted", {"not_accepted": True}),
        ("is:accepted", {"not_accepted": False}),
        ("is:urgent", {"priorities": (URGENT,)}),
        ("is:dated", {"no_date": False}),
        ("@hlth @pol -@prob", {"agencies": ("hlth", "pol"), "not_agencies": ("prob",)}),
        ("@health @Health", {"agencies": ("hlth",)}),
        ("@heal", {"agencies": ("hlth",)}),
        ("@he", {"owner": ("he",)}),
        ("@children's social care visit", {"agencies": ("csc",), "words": ("visit",)}),
        ("@pol a b c d e", {"agencies": ("pol",), "words": ("a", "b", "c", "d", "e")}),
        ("@gone", {"agencies": ("old",)}),
        ("@lloyd -@morris", {"owner": ("lloyd",), "not_owner": ("morris",)}),
        ("agency:nps", {"agencies": ("prob",)}),
        ("no:agency @pol -no:agency", {"agencies": ("", "pol"), "not_agencies": ("",)}),
        ('owner:"Ann  Lloyd" -owner:sergeant', {"owner": ("Ann Lloyd",), "not_owner": ("sergeant",)}),
        ("owner:none", {"no_owner": True}),
        ("@nobody", {"no_owner": True}),
        ("-no:owner", {"no_owner": False}),
        ('owner:"none"', {"owner": ("none",)}),
        ("case:LAN-0417 -case:LAN-0500", {"cases": ("LAN-0417",), "not_cases": ("LAN-0500",)}),
        ("#Housing -#late", {"labels": ("housing",), "not_labels": ("late",)}),
        ('label:"two words"', {"labels": ("two words",)}),
        ("priority:urgent -priority:normal", {"priorities": (URGENT,), "not_priorities": (NORMAL,)}),
        ("priority:before_release", {"priorities": (RELEASE,)}),
        ("!", {"priorities": (URGENT,)}),
        ("due:<7d", {"due_to": TODAY + timedelta(days=6)}),
        ("due:<=7d", {"due_to": TODAY + timedelta(days=7)}),
        ("due:>23/1", {"due_from": date(2027, 1, 24)}),
        ("due:>=23/1", {"due_from": date(2027, 1, 23)}),
        ("due:23/1", {"due_from": date(2027, 1, 23), "due_to": date(2027, 1, 23)}),
        ("due:=23/1", {"due_from": date(2027, 1, 23), "due_to": date(2027, 1, 23)}),
        ("due:<23 jan 2027 visit", {"due_to": date(2027, 1, 22), "words": ("visit",)}),
        ("due:next fri", {"due_from": date(2026, 11, 20), "due_to": date(2026, 11, 20)}),
        ('due:<"next fri"', {"due_to": date(2026, 11, 19)}),
        ("due:<+10wd", {"due_to": date(2026, 11, 25)}),
        ("due:yesterday", {"due_from": date(2026, 11, 11), "due_to": date(2026, 11, 11)}),
        ("due:<-2wd", {"due_to": date(2026, 11, 9)}),
        ("due:>=-2w", {"due_from": date(2026, 10, 29)}),
        ("due:>-3d", {"due_from": date(2026, 11, 10)}),
        ("due:1/12..31/12", {"due_from": date(2026, 12, 1), "due_to": date(2026, 12, 31)}),
        ("due:<31/12 due:<1/12", {"due_to": date(2026, 11, 30)}),
        ("due:>1/1/26 due:>2/1/26", {"due_from": date(2026, 1, 3)}),
        ("due:>9999-12-31", {"due_from": LATEST}),
        ("due:none", {"no_date": True}),
        ("-due:none", {"no_date": False}),
        ("no:date", {"no_date": True}),
        ("due:meeting", {"at_next_meeting": True}),
        ("-due:meeting", {"at_next_meeting": False}),
        ("due:release", {"priorities": (RELEASE,)}),
        ("carried:>2", {"carried_at_least": 3}),
        ("carried:>=2 carried:>4", {"carried_at_least": 5}),
        ("carried:0", {"carried_at_most": 0}),
        ("redated:<3 redated:<=5", {"redated_at_most": 2}),
        ("redated:2", {"redated_at_least": 2, "redated_at_most": 2}),
        ("look:now", {"look": "now"}),
        ("look:later", {"look": "later"}),
        ("-look:now", {"look": "later"}),
        ("open by 30/11", {"open_only": True, "due_to": date(2026, 11, 30)}),
        ("@hsg overdue visit", {"agencies": ("hsg",), "overdue": True, "words": ("visit",)}),
        ("undated", {"no_date": True}),
        ("visit, by fri", {"words": ("visit,",), "due_to": date(2026, 11, 13)}),
        ("visit today #x", {"words": ("visit",), "due_to": TODAY, "labels": ("x",)}),
        ("open due by fri", {"open_only": True, "due_to": date(2026, 11, 13)}),
        ("visit due today", {"words": ("visit",), "due_to": TODAY}),
        (r"\due today", {"words": ("due",), "due_to": TODAY}),
        ("due", {"words": ("due",)}),
        ("no date no owner not accepted", {"no_date": True, "no_owner": True, "not_accepted": True}),
        ("Do now !", {"priorities": (URGENT,)}),
        (r"no \date", {"words": ("no", "date")}),
        ("no visit date", {"words": ("no", "visit", "date")}),
        ("by next meeting", {"at_next_meeting": True}),
        ("visit before release", {"words": ("visit",), "priorities": (RELEASE,)}),
        ("visit open", {"words": ("visit", "open")}),
        ("-visit open", {"not_words": ("visit",), "open_only": True}),
        ('"home visit" -"first visit"', {"words": ("home visit",), "not_words": ("first visit",)}),
        (r"\open \@pol \#x \is:open", {"words": ("open", "@pol", "#x", "is:open")}),
        (r"visit \by fri", {"words": ("visit", "by", "fri")}),
        (r"\today", {"words": ("today",)}),
        (r'"say \"no\" \\"', {"words": ('say "no" \\',)}),
        ('"not ended', {"words": ("not ended",)}),
        ("-05 10:30 a@b.org", {"words": ("-05", "10:30", "a@b.org")}),
    ],
)  # fmt: skip
def test_a_line_reads(line: str, wanted: dict[str, object]) -> None:
    assert said(line) == wanted
    assert read(line).leftovers == ()


@pytest.mark.parametrize(
    ("line", "words", "leftovers"),
    [
        ("foo:bar", ("foo:bar",), ("foo:bar",)),
        ("is:odd state:odd", ("is:odd", "state:odd"), ("is:odd", "state:odd")),
        ("is:<open", ("is:<open",), ("is:<open",)),
        ("agency:odd", ("agency:odd",), ("agency:odd",)),
        ("no:thing", ("no:thing",), ("no:thing",)),
        ("priority:odd look:odd", ("priority:odd", "look:odd"), ("priority:odd", "look:odd")),
        ("carried:many carried:<0", ("carried:many", "carried:<0"), ("carried:many", "carried:<0")),
        ("due:odd", ("due:odd",), ("due:odd",)),
        ("due:odd..fri", ("due:odd..fri",), ("due:odd..fri",)),
        ('due:"next meeting..fri"', ('due:"next meeting..fri"',), ('due:"next meeting..fri"',)),
        ("due:-999w due:31/13", ("due:-999w", "due:31/13"), ("due:-999w", "due:31/13")),
        ('owner:"" case:"" #"!"', ('owner:""', 'case:""'), ('owner:""', 'case:""', '#"!"')),
        ("- … visit", ("visit",), ("-", "…")),
    ],
)  # fmt: skip
def test_what_is_not_understood_stays_text(
    line: str, words: tuple[str, ...], leftovers: tuple[str, ...]
) -> None:
    found = parse_filter(line, today=date(1, 1, 8), agencies=AGENCIES, is_holiday=never)
    assert (found.filter.words, found.leftovers) == (words, leftovers)


def test_a_mark_that_cannot_be_turned_round_stays_text() -> None:
    found = read("-due:<7d -carried:2")
    assert said("-due:<7d -carried:2") == {"not_words": ("due:<7d", "carried:2")}
    assert found.leftovers == ("-due:<7d", "-carried:2")


def test_days_before_the_calendar_stay_text() -> None:
    found = parse_filter("due:-1wd", today=date.min, agencies=(), is_holiday=never)
    assert found.leftovers == ("due:-1wd",)
    assert parse_filter("due:<2d", today=LATEST, agencies=(), is_holiday=never).leftovers == ("due:<2d",)


def test_chips_say_what_was_understood_and_where() -> None:
    line = "is:open @heal due:<7d visit -is:open"
    found = read(line)
    assert [(chip.part, chip.words, line[chip.start : chip.end]) for chip in found.chips] == [
        (FilterPart.AGENCY, "Health", "@heal"),
        (FilterPart.DUE, "Due up to Wed 18 Nov 2026, 6 days", "due:<7d"),
        (FilterPart.TEXT, "“visit”", "visit"),
        (FilterPart.STATE, "Settled", "-is:open"),
    ]
    assert found.described == "Health. Due up to Wed 18 Nov 2026, 6 days. “visit”. Settled"
    assert found.without(found.chips[1]) == "is:open @heal visit -is:open"
    assert read("due:>=fri").chips[0].words == "Due from Fri 13 Nov 2026, 1 day"
    assert read("due:fri..mon").chips[0].words == "Due Fri 13 Nov 2026 to Mon 16 Nov 2026"
    turned = [chip.words for chip in read("-@pol -is:done -state:not_done is:not-done -due:meeting").chips]
    assert turned == [
        "Not Police", "Other than done", "Other than not done", "Not done", "Not due at the next meeting",
    ]  # fmt: skip
    assert [chip.words for chip in read("carried:2 redated:>1 carried:<4 -visit -#x").chips] == [
        "Carried 2", "Re-dated at least 2", "Carried at most 3", "Without “visit”", "Not label x",
    ]  # fmt: skip


def test_a_line_is_read_to_its_limits() -> None:
    many = read(" ".join(f"w{number}" for number in range(MOST_PARTS + 2)))
    assert len(many.filter.words) == MOST_PARTS
    assert many.leftovers == (f"w{MOST_PARTS} w{MOST_PARTS + 1}",)
    assert read("x" * LINE_LIMIT + "rest").leftovers == ("rest",)


def test_every_example_of_the_help_is_understood() -> None:
    for example_line, _what in FILTER_MARKS:
        found = read(example_line)
        assert found.chips and not found.leftovers, example_line
        assert not found.filter.words and not found.filter.is_empty
    assert ActionFilter().is_empty


WHOLE = action(
    "M03-07",
    text="Visit the hostel in Gęsia Street",
    purpose="Manage access",
    owner_name="Ann Lloyd",
    owner_role="duty sergeant",
    labels=("housing", "late"),
    deadline=Deadline(kind=DeadlineKind.DATE, on=TODAY - timedelta(days=1)),
    carried=2,
)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", True),
        ("is:open is:overdue", True),
        ("-is:overdue", False),
        ("is:settled", False),
        ("state:open state:done", True),
        ("-state:open", False),
        ("@hsg @pol", True),
        ("@pol", False),
        ("-@hsg", False),
        ('owner:"Ann Ll"', True),
        ("owner:sergeant owner:x", True),
        ("owner:x", False),
        ("-owner:lloyd", False),
        ("no:owner", False),
        ("-no:owner", True),
        ("no:agency", False),
        ("no:agency @hsg", True),
        ("-no:agency", True),
        ("case:lan-0417", True),
        ("-case:LAN-0417", False),
        ("#housing #late", True),
        ("#housing #x", False),
        ("-#late", False),
        ("priority:normal", True),
        ("-priority:normal", False),
        ("due:yesterday", True),
        ("due:>yesterday", False),
        ("due:<yesterday", False),
        ("no:date", False),
        ("-due:meeting", True),
        ("due:meeting", False),
        ("carried:2", True),
        ("carried:>2", False),
        ("carried:<2", False),
        ("redated:1", True),
        ("redated:>1", False),
        ("redated:<1", False),
        ("is:unaccepted", True),
        ("is:accepted", False),
        ("look:now", True),
        ("look:later", False),
        ("vis gesia", True),
        ('"gęsia str"', True),
        ('"visit hostel"', False),
        ("LAN-0417-M03", True),
        ("manage lloyd", True),
        ("sergeant", False),
        ("-hostel", False),
        ("-prison", True),
    ],
)
def test_what_fits(line: str, wanted: bool) -> None:
    find = read(line).filter
    assert fits(find, WHOLE, case_reference="LAN-0417", redated=1, today=TODAY) is wanted


def test_the_edges_of_what_fits() -> None:
    def fit(line: str, **changes: object) -> bool:
        changed = replace(WHOLE, **changes)
        return fits(read(line).filter, changed, case_reference="LAN-0417", redated=0, today=TODAY)

    undated = Deadline(kind=DeadlineKind.NEXT_MEETING)
    assert not fit("", removed=True)
    assert fit("no:date due:meeting", deadline=undated)
    assert not fit("due:<1/1/30", deadline=undated) and not fit("due:>1/1/20", deadline=undated)
    assert fit("no:owner @hsg", owner_name="", owner_role="")
    assert fit("no:agency", owner_agency="") and not fit("-no:agency", owner_agency="")
    assert fit("is:accepted", acceptance=Acceptance.ON_BEHALF)
    assert fit("look:later", look_on=LATER_DAY, deadline=undated)
    assert fit("look:now", look_on=LATER_DAY), "overdue is always now"
    assert fit("look:now", look_on=TODAY, deadline=undated)
    assert fit("priority:release", before_release=True)
    assert fit("-is:overdue", deadline=Deadline(kind=DeadlineKind.DATE, on=TODAY))
    assert not holds(("a",), "!") and not holds((), "a")


TEXTS = st.text(
    st.sampled_from(list("abOé\"\\'-:@#!<>=.,() \t\n\u0000\ud800\u2028 17ß’")) | st.characters(), max_size=12
)
HARD_WORDS = [
    "open",
    "no",
    "date",
    "now",
    "do",
    "due",
    "by",
    "fri",
    "today",
    "none",
    "before",
    "release",
    "-x",
    "in",
    "a@b",
    "is:open",
]
KEPT = st.one_of(TEXTS, st.sampled_from(HARD_WORDS)).map(one_line).filter(folded)


def some(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(values, max_size=3, unique=True).map(tuple)


MAYBE = st.none() | st.booleans()
DAYS = st.none() | st.dates(date(1900, 1, 1), LATEST)
LABELS = KEPT.map(str.lower).map(one_line).filter(lambda label: label == label.lower())
CODES = st.sampled_from(["", *(one.code for one in AGENCIES)])
COUNTS = st.integers(0, 99)
FILTERS = st.builds(
    ActionFilter,
    states=some(st.sampled_from(ActionState)), not_states=some(st.sampled_from(ActionState)),
    open_only=MAYBE, overdue=MAYBE, agencies=some(CODES), not_agencies=some(CODES),
    owner=some(KEPT), not_owner=some(KEPT), no_owner=MAYBE, cases=some(KEPT), not_cases=some(KEPT),
    labels=some(LABELS), not_labels=some(LABELS), priorities=some(st.sampled_from(Priority)),
    not_priorities=some(st.sampled_from(Priority)), due_from=DAYS, due_to=DAYS, no_date=MAYBE,
    at_next_meeting=MAYBE, carried_at_least=COUNTS, carried_at_most=st.none() | COUNTS,
    redated_at_least=COUNTS, redated_at_most=st.none() | COUNTS, not_accepted=MAYBE,
    look=st.sampled_from(["", "now", "later"]), words=some(KEPT), not_words=some(KEPT),
)  # fmt: skip


@given(FILTERS, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@example(ActionFilter(words=("by", "fri")), TODAY)
@example(ActionFilter(words=("visit", "today")), TODAY)
@example(ActionFilter(words=("open",)), TODAY)
@example(ActionFilter(words=("no", "date")), TODAY)
@example(ActionFilter(words=("due",), due_to=TODAY), TODAY)
@example(ActionFilter(not_words=("open",), words=("overdue",), owner=("none",), labels=("fri",)), TODAY)
@example(ActionFilter(due_from=TODAY, due_to=TODAY, carried_at_least=2, carried_at_most=2), TODAY)
def test_a_printed_filter_reads_as_itself(find: ActionFilter, today: date) -> None:
    line = print_filter(find)
    found = read(line, today)
    if len(line) <= LINE_LIMIT:
        assert found.filter == find, line
        assert found.leftovers == ()


PARTS = [
    "is:open", "due:<", "due:", "7d", "by", "fri", "@", "@health", "#", "-", '"', "\\", "open", "!",
    "carried:>2", "owner:", "next", "..", "-due:1", "case:x", "\ud800", "\x00", "look:now", " ", "  ",
]  # fmt: skip


@given(st.text(max_size=40) | st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
@example("-\ud800")
def test_no_line_raises_and_each_reads_as_its_print(line: str) -> None:
    found = read(line)
    assert read(print_filter(found.filter)).filter == found.filter
    for chip in found.chips:
        assert 0 <= chip.start < chip.end <= len(line)
        assert chip.words in found.described
    print_filter(found.filter).encode("utf-8")

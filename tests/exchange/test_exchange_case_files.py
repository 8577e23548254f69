"""Writing a case file, reading it back, and refusing what is no case file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from exchange_samples import make_case_file
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.contributions import FIELD_LIMIT, RUN_LIMIT
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.case_file_shapes import FORMAT, CaseFile
from mappa_desk.exchange.case_files import SIZE_LIMIT, case_file_schema, read_case_file, write_case_file

Plain = dict[str, Any]


def as_bytes(plain: Plain) -> bytes:
    return json.dumps(plain).encode()


def refusal(plain: Plain) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_case_file(as_bytes(plain))
    return caught.value


def test_a_case_file_is_read_back_as_it_was_written(case_file: CaseFile) -> None:
    written = write_case_file(case_file)
    assert read_case_file(written) == case_file
    assert write_case_file(read_case_file(written)) == written


def test_the_bytes_are_canonical(case_file: CaseFile) -> None:
    written = write_case_file(case_file)
    assert written.endswith(b"}\n")
    assert "Siân O'Neill".encode() in written
    keys = list(json.loads(written))
    assert keys == sorted(keys)


@given(st.text(max_size=200).map(clean))
def test_any_text_travels_unchanged(text: str) -> None:
    written = write_case_file(make_case_file(text))
    again = read_case_file(written)
    assert again.meetings[0].entries[0].text == text
    assert write_case_file(again) == written


def test_a_byte_order_mark_does_no_harm(case_file: CaseFile) -> None:
    assert read_case_file(b"\xef\xbb\xbf" + write_case_file(case_file)) == case_file


def test_order_and_layout_of_the_text_do_not_matter(plain: Plain, case_file: CaseFile) -> None:
    assert read_case_file(json.dumps(dict(reversed(plain.items()))).encode()) == case_file


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"hello", "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[]", "one JSON object"),
        (b"null", "one JSON object"),
        (b'{"format": 1, "format": 1}', "stands twice"),
        (b'{"a":' + b"[" * 200_000, "nested too deeply"),
        (b'{"format": NaN}', "number that cannot be read"),
        (b'{"format": ' + b"9" * 5000 + b"}", "number that cannot be read"),
        (b'{"format": true}', "format: must be the number of a format"),
        (b'{"format": "1"}', "format: must be the number of a format"),
        (b"{}", "format: must be the number of a format"),
    ],
)
def test_what_is_no_case_file_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as caught:
        read_case_file(data)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_newer_format_is_refused(plain: Plain) -> None:
    plain["format"] = FORMAT + 1
    plain["something new"] = {}
    assert "newer edition" in str(refusal(plain))


def test_a_giant_is_refused_before_it_is_read() -> None:
    with pytest.raises(FileRefused, match="larger than 64 MB"):
        read_case_file(b" " * (SIZE_LIMIT + 1))


ENTRY = ("meetings", 0, "entries", 0)


def put(*path: str | int) -> Callable[[Plain, Any], None]:
    def change(plain: Plain, value: Any) -> None:
        held: Any = plain
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (
            (*ENTRY, "text"),
            "a " * FIELD_LIMIT,
            "meetings[0].entries[0].text: is longer than 50,000 characters",
        ),
        (
            (*ENTRY, "text"),
            "a" * (RUN_LIMIT + 1),
            "meetings[0].entries[0].text: has a run of more than 2,000",
        ),
        ((*ENTRY, "text"), "a\x00b", "meetings[0].entries[0].text: holds a control character"),
        ((*ENTRY, "text"), "\ud800", "meetings[0].entries[0].text: holds a control character"),
        ((*ENTRY, "text"), None, "meetings[0].entries[0].text: must be text"),
        ((*ENTRY, "text"), [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]], "is nested too deeply"),
        ((*ENTRY, "colour"), "red", "meetings[0].entries[0].colour: is not a field of this format"),
        ((*ENTRY, "entry_kind"), "rumour", "meetings[0].entries[0].entry_kind: must be one of"),
        ((*ENTRY, "position"), 1.5, "meetings[0].entries[0].position: must be a whole number"),
        ((*ENTRY, "revision"), 2**40, "meetings[0].entries[0].revision: is a number out of range"),
        ((*ENTRY, "revision"), -1, "meetings[0].entries[0].revision: is a number out of range"),
        ((*ENTRY, "captured_at"), "2026-08-06T09:00:00", "captured_at: must be a time in UTC"),
        ((*ENTRY, "captured_at"), "2026-08-06T10:00:00+01:00", "captured_at: must be a time in UTC"),
        ((*ENTRY, "captured_at"), "yesterday", "captured_at: must be a time such as"),
        ((*ENTRY, "item"), "nowhere", "meetings[0].entries[0].item: points to something"),
        ((*ENTRY, "attendance_id"), "f" * 32, "meetings[0].entries[0].attendance_id: points to something"),
        ((*ENTRY, "closed_part_id"), "f" * 32, "meetings[0].entries[0].closed_part_id: points to something"),
        ((*ENTRY, "settles_issue_id"), "f" * 32, "settles_issue_id: points to something"),
        (
            (*ENTRY, "meeting_id"),
            "f" * 32,
            "meetings[0].entries[0].meeting_id: is not the one it stands under",
        ),
        ((*ENTRY, "agency"), "Police!", "meetings[0].entries[0].agency: must be the short code"),
        ((*ENTRY, "id"), "xyz", "meetings[0].entries[0].id: must be 32 hexadecimal"),
        (("case", "date_of_birth"), "12/03/1980", "case.date_of_birth: must be a day such as"),
        (("case", "level"), 9, "case.level: must be one of 1, 2 or 3"),
        (("case", "reference"), "../../etc", "case.reference: must be letters and digits"),
        (("case", "reference"), "LAN-0001-M02", "case.reference: reads like the reference of a meeting"),
        (("reference",), "LAN-0002", "reference: is not the one it stands under"),
        (
            ("meetings", 0, "meeting", "current_item"),
            "nowhere",
            "meetings[0].meeting.current_item: points to",
        ),
        (("meetings", 0, "meeting", "panel_day_id"), "f" * 32, "meetings[0].meeting.panel_day_id: points to"),
        (
            ("meetings", 0, "documents", 0, "file_name"),
            "../a.pdf",
            "documents[0].file_name: looks like a path",
        ),
        (
            ("meetings", 0, "decisions", 0, "entry_id"),
            "f" * 32,
            "meetings[0].decisions[0].entry_id: points to",
        ),
        (("meetings", 0, "closed_parts", 0, "stayed"), ["f" * 32], "closed_parts[0].stayed[0]: points to"),
        (("meetings", 0, "attendance", 0, "person_id"), "f" * 32, "attendance[0].person_id: points to"),
        (("actions", 0, "action", "tag"), "7", "actions[0].action.tag: must read like M03-07"),
        (("actions", 0, "action", "tag"), "M02-01", "actions[0].action.tag: names another meeting"),
        (("actions", 0, "action", "entry_id"), "f" * 32, "actions[0].action.entry_id: points to"),
        (
            ("actions", 0, "events", 0, "action_id"),
            "f" * 32,
            "actions[0].events[0].action_id: is not the one",
        ),
        (("histories",), {}, "case: its history does not end with it as it stands"),
        (("histories", "entry", f"{4:032x}", 1, "by"), "f" * 32, "[1].by: points to something"),
        (("histories", "entry", f"{4:032x}", 0, "number"), 2, "[0].number: must be 1"),
        (("histories", "entry", f"{4:032x}", 0, "body"), None, "[0].body: is missing"),
        (
            ("histories", "entry", f"{4:032x}", 0, "body", "revision"),
            7,
            "[0].body: belongs to another record",
        ),
        (("histories", "entry", f"{900:032x}", 1, "removed"), False, "is the history of a record that"),
        (("histories", "ghost"), {}, "histories.ghost: is not a field of this format"),
    ],
)
def test_each_fault_is_named_by_its_place(
    plain: Plain, path: tuple[str | int, ...], value: object, fault: str
) -> None:
    put(*path)(plain, value)
    refused = refusal(plain)
    assert any(fault in named for named in refused.faults), refused.faults
    assert "\n" not in str(refused)


def test_a_key_cannot_break_the_sentence(plain: Plain) -> None:
    plain["case"]["a\nb" + "c" * 90] = 1
    refused = refusal(plain)
    assert str(refused).startswith("case.a bc") and len(str(refused)) < 150 and "\n" not in str(refused)


def test_category_three_is_never_at_level_one(plain: Plain) -> None:
    plain["case"] |= {"category": 3, "level": 1}
    assert "case.level: cannot be Level 1 in Category 3" in refusal(plain).faults


def test_what_is_missing_is_named(plain: Plain) -> None:
    del plain["meetings"][0]["entries"][0]["text"]
    assert refusal(plain).faults == ("meetings[0].entries[0].text: is missing",)


def test_doubled_ids_and_numbers_are_refused(plain: Plain) -> None:
    plain["meetings"].append(plain["meetings"][0])
    faults = refusal(plain).faults
    assert "meetings[1].meeting.id: stands twice in the file" in faults
    assert "meetings[1]: has the same number as one before it" in faults


def test_every_fault_is_counted_and_the_first_is_said(plain: Plain) -> None:
    plain["case"]["level"] = 9
    plain["meetings"][0]["entries"][0]["text"] = 5
    refused = refusal(plain)
    assert str(refused) == "case.level: must be one of 1, 2 or 3 (and 1 more fault)."
    assert len(refused.faults) == 2


def test_a_fault_never_shows_the_words_of_the_case(plain: Plain) -> None:
    plain["meetings"][0]["entries"][0]["entry_kind"] = "secret-words"
    plain["meetings"][0]["entries"][0]["captured_at"] = "secret-words"
    refused = refusal(plain)
    assert "secret-words" not in str(refused) + "".join(refused.faults)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_stands_in_a_field_the_answer_is_a_file_or_a_sentence(value: object) -> None:
    plain = json.loads(write_case_file(make_case_file()))
    plain["meetings"][0]["entries"][0]["text"] = value
    plain["case"]["addresses"] = value
    try:
        read_case_file(as_bytes(plain))
    except FileRefused as refused:
        assert refused.faults


def test_the_schema_names_every_part() -> None:
    schema = json.loads(case_file_schema())
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["required"]) == {"reference", "case", "histories"}
    assert schema["additionalProperties"] is False
    assert {"Entry", "Action", "SealedMinutes"} <= set(schema["$defs"])

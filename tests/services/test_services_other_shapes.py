"""Minutes given out as Word file, plain text or HTML: whole, registered, with what the edition may hold."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from meeting_room import Room

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.services import contributions, handouts, other_shapes
from mappa_desk.services.shape_drawing import Shape, shape_of

OTHERS = ("docx", "txt", "html")
SAID = "The landlord was told on Tuesday"
KEPT = "A source names the house of a friend"


@pytest.fixture
def approved(room: Room) -> Meeting:
    """A meeting with approved minutes, one entry of it for the police alone."""
    meeting = room.running()
    for text in (SAID, KEPT):
        contributions.keep_line(
            room.work, meeting_id=meeting.id, item="contributions", text=text, agency="pol"
        )
    entry = next(one for one in room.look(meeting).entries if one.text.startswith(KEPT))
    contributions.set_handling(
        room.work, entry_id=entry.id, handling=Handling.NAMED_RECIPIENTS, recipients=("pol",)
    )
    room.act(meeting)
    room.finish(meeting)
    return meeting


def _text(path: Path) -> str:
    if path.suffix != ".docx":
        return path.read_bytes().decode("utf-8-sig")
    word = Document(BytesIO(path.read_bytes()))
    return "\n".join(paragraph.text for paragraph in word.paragraphs)


@pytest.mark.parametrize("shape", OTHERS)
def test_a_copy_is_written_whole_and_registered(
    room: Room, approved: Meeting, tmp_path: Path, shape: str
) -> None:
    target = tmp_path / f"minutes.{shape}"
    given = other_shapes.write_minutes_as(
        room.work,
        meeting_id=approved.id,
        shape=shape,
        target=target,
        agency="hsg",
        recipient="Housing",
        how="By hand",
    ).value
    data = target.read_bytes()
    assert list(tmp_path.iterdir()) == [target]
    assert given.sha256 == hashlib.sha256(data).hexdigest()
    assert (given.document, given.edition) == (DocumentKind.MINUTES, f"minutes, as .{shape}")
    assert (given.version, given.status, given.pages) == (1, MinutesStatus.APPROVED, 0)
    assert (given.recipient, given.copy_number, given.how) == ("Housing", 1, "By hand")
    assert handouts.register(room.work, meeting_id=approved.id) == (given,)
    text = _text(target)
    assert SAID in text and KEPT not in text
    assert given.seal_code and given.seal_code in text
    assert "Copy 1 of 1: Housing" in text


@pytest.mark.parametrize("shape", OTHERS)
def test_who_is_named_gets_what_is_for_them(
    room: Room, approved: Meeting, tmp_path: Path, shape: str
) -> None:
    target = tmp_path / f"minutes.{shape}"
    other_shapes.write_minutes_as(room.work, meeting_id=approved.id, shape=shape, target=target, agency="pol")
    assert KEPT in _text(target)


def test_copies_of_all_shapes_are_counted_together(room: Room, approved: Meeting, tmp_path: Path) -> None:
    numbers = [
        handouts.write_document(
            room.work,
            meeting_id=approved.id,
            kind=DocumentKind.MINUTES,
            target=tmp_path / f"{place}.{shape.value}",
            recipient="Housing",
            agency="hsg",
            shape=shape,
        ).value.copy_number
        for place, shape in enumerate(Shape)
    ]
    assert numbers == [1, 2, 3, 4]


def test_an_earlier_copy_is_never_replaced(room: Room, approved: Meeting, tmp_path: Path) -> None:
    target = tmp_path / "minutes.txt"
    first = other_shapes.write_minutes_as(
        room.work, meeting_id=approved.id, shape="txt", target=target, recipient="Housing", agency="hsg"
    ).value
    second = other_shapes.write_minutes_as(
        room.work, meeting_id=approved.id, shape="txt", target=target, recipient="Police", agency="pol"
    ).value
    assert (first.file_name, second.file_name) == ("minutes.txt", "minutes-2.txt")
    assert hashlib.sha256(target.read_bytes()).hexdigest() == first.sha256


def test_only_minutes_have_other_shapes(room: Room, approved: Meeting, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"Only minutes are written as \.docx"):
        other_shapes.write_minutes_as(
            room.work,
            meeting_id=approved.id,
            kind=DocumentKind.ACTIONS,
            shape="docx",
            target=tmp_path / "actions.docx",
        )
    with pytest.raises(RuleError, match="Large print is a PDF"):
        handouts.write_document(
            room.work,
            meeting_id=approved.id,
            kind=DocumentKind.MINUTES,
            target=tmp_path / "minutes.html",
            shape=Shape.HTML,
            large=True,
        )
    assert list(tmp_path.iterdir()) == []
    assert handouts.register(room.work, meeting_id=approved.id) == ()


def test_a_name_says_its_shape() -> None:
    assert [shape_of(Path(name)) for name in ("a.DOCX", "a.txt", "a.htm", "a.html", "a.pdf", "a", "a.b")] == [
        Shape.WORD,
        Shape.TEXT,
        Shape.HTML,
        Shape.HTML,
        Shape.PDF,
        Shape.PDF,
        Shape.PDF,
    ]

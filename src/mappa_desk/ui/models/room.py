"""The Room window's own view model: its picture in the words of the window, and nothing of the record."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.room_picture import RoomAction, RoomPicture


def _tr(text: str) -> str:
    return QCoreApplication.translate("room", text)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One accepted action in words."""

    number: str
    agency: str
    text: str
    held_back: bool
    due: str


@dataclass(frozen=True, slots=True)
class RoomWords:
    """What the window shows; what is empty is left out."""

    blank: bool = True
    practice: bool = False
    number: str = ""
    title: str = ""
    clock: str = ""
    ends: str = ""
    statement: str = ""
    read: str = ""
    is_read: bool = False
    actions: tuple[RoomRow, ...] = ()


def room_words(picture: RoomPicture) -> RoomWords:
    """The picture in words."""
    if picture.blank:
        return RoomWords(practice=picture.practice)
    read = picture.statement_read
    return RoomWords(
        blank=False,
        practice=picture.practice,
        number=_tr("Item {n}").format(n=picture.item_number) if picture.item_number else "",
        title=picture.item_title,
        clock=picture.clock,
        ends=_tr("ends {at}").format(at=picture.ends) if picture.ends else "",
        statement=picture.statement,
        read=_tr("read at {at}").format(at=read) if read else _tr("to be read"),
        is_read=bool(read),
        actions=tuple(_row(action) for action in picture.actions),
    )


def _row(action: RoomAction) -> RoomRow:
    return RoomRow(
        str(action.number),
        action.agency,
        action.text or _tr("Its words name somebody and are not shown here."),
        not action.text,
        action.due,
    )

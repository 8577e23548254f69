"""Filters kept by name: kept, replaced, moved, dropped and brought back."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.services import saved_filters as service
from mappa_desk.services.work import Work


def names(work: Work) -> list[str]:
    listed = service.saved_filters(work)
    assert [one.position for one in listed] == list(range(len(listed)))
    return [one.name for one in listed]


def test_filters_are_kept_in_order_and_replaced_by_name(room: Room) -> None:
    work = room.work
    assert names(work) == []
    first = service.save_filter(work, name="  My  overdue ", words=" is:overdue   @prob ").value
    assert (first.name, first.words, first.position) == ("My overdue", "is:overdue @prob", 0)
    service.save_filter(work, name="By case", words="", group_by="case", sort_by="-due")
    again = service.save_filter(work, name="my OVERDUE", words="is:overdue", sort_by="agency").value
    assert (again.id, again.words, again.position, again.sort_by) == (first.id, "is:overdue", 0, "agency")
    assert names(room.reopened()) == ["my OVERDUE", "By case"]
    unchanged = service.save_filter(work, name="my OVERDUE", words="is:overdue", sort_by="agency")
    assert not unchanged.changes


def test_filters_move_go_and_come_back(room: Room) -> None:
    work = room.work
    kept = [service.save_filter(work, name=name, words=name).value for name in "abcd"]
    moved = service.move_filter(work, filter_id=kept[3].id, to=1).value
    assert [one.name for one in moved] == names(work) == ["a", "d", "b", "c"]
    assert not service.move_filter(work, filter_id=kept[3].id, to=1).changes
    service.move_filter(work, filter_id=kept[0].id, to=99)
    assert names(work) == ["d", "b", "c", "a"]
    service.move_filter(work, filter_id=kept[2].id, to=-5)
    assert names(work) == ["c", "d", "b", "a"]
    gone = service.drop_filter(work, filter_id=kept[3].id).value
    assert names(work) == ["c", "b", "a"]
    service.save_filter(work, name=gone.name, words=gone.words, position=gone.position)
    assert names(room.reopened()) == ["c", "d", "b", "a"]
    with pytest.raises(NotFound):
        service.drop_filter(work, filter_id=gone.id)
    with pytest.raises(NotFound):
        service.move_filter(work, filter_id=gone.id, to=0)


def test_what_a_filter_may_not_be(room: Room) -> None:
    work = room.work
    for told, field in (
        ({"name": " ", "words": "x"}, "name"),
        ({"name": "n" * 61, "words": "x"}, "name"),
        ({"name": "n", "words": "x" * 501}, "words"),
        ({"name": "n", "words": "", "group_by": "colour"}, "group_by"),
        ({"name": "n", "words": "", "sort_by": "-colour"}, "sort_by"),
    ):
        with pytest.raises(RuleError) as refused:
            service.save_filter(work, **told)
        assert refused.value.field == field
    for number in range(service.MOST_FILTERS):
        service.save_filter(work, name=f"n{number}", words="")
    with pytest.raises(RuleError, match="50 filters already"):
        service.save_filter(work, name="one more", words="")
    service.save_filter(work, name="n7", words="is:open")
    assert len(names(work)) == service.MOST_FILTERS

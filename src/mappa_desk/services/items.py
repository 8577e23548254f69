"""Agenda items that end without an entry: settled together, each with its reason."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.agendas import AgendaItem, ItemState
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.services.filing import agenda_item, writable_meeting
from mappa_desk.services.work import Work
from mappa_desk.store.queries.places import holds_entries
from mappa_desk.store.work import UnitOfWork

_SETTLED_EMPTY = (ItemState.NOTHING_TO_RECORD, ItemState.NOT_APPLICABLE)


def settle_items(
    work: Work, *, meeting_id: str, items: tuple[str, ...], state: ItemState, reason: str = ""
) -> Outcome[tuple[AgendaItem, ...]]:
    """Settles empty items as nothing to record or not applicable with one reason, or opens them again.

    `reason` is a code of the area's reasons or typed words; it is kept in words. An item that holds entries
    is discussed by itself. One undo step. Raises RuleError for a missing reason, for an item that cannot end
    empty and for one that holds entries. Durable on return.
    """
    why = work.reference.settle_reasons.get(reason, check_text(reason.strip(), field="reason"))
    if state in _SETTLED_EMPTY and not why:
        raise RuleError("Why is there nothing to record?", field="reason")
    if not items:
        raise RuleError("Choose at least one item.", field="items")
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        found = [agenda_item(uow, meeting_id, code) for code in items]
        settled = tuple(_settle(uow, item, state, why) for item in found)
        name = settled[0].short_title or settled[0].title
        uow.step(meeting_id, f"{name}: settled" if len(settled) == 1 else f"{len(settled)} items: settled")
        return Outcome(settled, uow.changes)


def _settle(uow: UnitOfWork, item: AgendaItem, state: ItemState, why: str) -> AgendaItem:
    if state in _SETTLED_EMPTY:
        if holds_entries(uow, item.meeting_id, item.code):
            raise RuleError(f"“{item.title}” holds entries, so it is discussed.", field="items")
        if not item.settle_reasons:
            raise RuleError(f"“{item.title}” cannot end without an entry.", field="items")
    reason = why if state in _SETTLED_EMPTY else ""
    if (item.state, item.reason) == (state, reason):
        return item
    return uow.save(replace(item, state=state, reason=reason))

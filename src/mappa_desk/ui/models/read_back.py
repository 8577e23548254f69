"""Actions to be read back, one after the other, and the stamps beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from mappa_desk.domain.actions import Acceptance, Action, ActionState
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.desk_words import tr

_STAMPS = {
    Acceptance.ACCEPTED: ("Accepted {at}", "tick", "done"),
    Acceptance.ON_BEHALF: ("On behalf {at}", "tick", "done"),
    Acceptance.OBJECTED: ("Objects {at}", "triangle", "danger"),
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """One action in the column of stamps."""

    key: str
    action: Action
    number: str
    owner: str
    words: str
    icon: str
    tone: str
    now: bool = False


def to_read_back(view: DeskView, *, item: str = "") -> tuple[Action, ...]:
    """Actions of this meeting in order, then those from last time that stay open; of one item, its own."""
    mine = [action for action in view.actions if not action.removed]
    mine.sort(key=lambda action: action.place)
    if item:
        here = {entry.id for entry in view.entries if entry.item == item}
        return tuple(action for action in mine if action.entry_id in here)
    carried = [past.action for past in view.past_actions if past.action.state is ActionState.OPEN]
    return (*mine, *carried)


def acceptance_here(view: DeskView, action: Action) -> Acceptance:
    """What its owner said at this meeting; an acceptance of an earlier meeting does not count here."""
    started, at = view.meeting.started_at, action.accepted_at
    earlier = action.meeting_id != view.meeting.id and (at is None or started is None or at < started)
    return Acceptance.NOT_READ_BACK if earlier else action.acceptance


def last_stamped(view: DeskView, rows: tuple[Action, ...]) -> Action | None:
    """The action that was stamped last at this meeting, None when none was."""
    stamped = [one for one in rows if acceptance_here(view, one) is not Acceptance.NOT_READ_BACK]
    timed = [(one.accepted_at, place) for place, one in enumerate(stamped) if one.accepted_at]
    return stamped[max(timed)[1]] if timed else None


def number_of(view: DeskView, action: Action) -> str:
    """Place within this meeting, or the whole tag of an older one."""
    return str(action.place) if action.meeting_id == view.meeting.id else action.tag


def restriction(view: DeskView, action: Action) -> str:
    """Why an action is not to be read out to everybody, in words; empty for one that is."""
    if action.meeting_id != view.meeting.id:
        return tr("Restricted: not to be read to everybody") if action.id in view.past_restricted else ""
    entry = next((one for one in view.entries if one.id == action.entry_id), None)
    if entry is None or entry.is_open:
        return ""
    if entry.closed_part_id is not None:
        part = next((one for one in view.closed_parts if one.id == entry.closed_part_id), None)
        is_on = part is not None and part.ended_at is None
        return "" if is_on else tr("From a closed part: only for those who stayed")
    return tr(words.HANDLING[entry.handling])


def stamps(view: DeskView, current: str, zone: tzinfo | None, *, item: str = "") -> tuple[Stamp, ...]:
    """The column of stamps; `current` is the id of the action that is read."""
    rows: list[Stamp] = []
    for action in to_read_back(view, item=item):
        text, icon, tone = _STAMPS.get(acceptance_here(view, action), ("Not read back", "ring", "muted"))
        now = action.id == current
        said = tr(text).format(at=words.clock(action.accepted_at, zone))
        if now and acceptance_here(view, action) is Acceptance.NOT_READ_BACK:
            said, icon, tone = tr("Now"), "ring_half", "accent"
        owner = words.agency_name(action.owner_agency, view.agencies) or action.owner_name
        owner = owner or tr("No owner")
        rows.append(Stamp(action.id, action, number_of(view, action), owner, said, icon, tone, now))
    return tuple(rows)


class StampsModel(RowsModel[Stamp]):
    """The stamps as a list."""

    def words(self, row: Stamp) -> str:
        """Number, owner and stamp."""
        return f"{row.number}, {row.owner}, {row.words}"

"""Confirming the last minutes: at their item on the desk, by one sheet, as presented or with changes."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.agendas import Need
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.services.confirmations import ConfirmView, confirm_minutes, confirm_view
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.pane_hosts import PaneHost
from mappa_desk.ui.views.confirm_band import ConfirmBand

_PRESENTED, _CHANGED = "presented", "changed"


class Confirming(QObject):
    """Joins the band and the sheet with the service."""

    def __init__(self, host: PaneHost) -> None:
        super().__init__(host.widget)
        self._host = host
        self.band = ConfirmBand()
        self.band.pressed.connect(self.ask)

    def show_at(self, item: str) -> None:
        """Show how it stands where `item` is the item of the last minutes, or the minutes are confirmed."""
        view = self._host.view
        sentence, button, done = band_words(view, item)
        if button and not self._host.writable:
            button = ""
        self.band.show_state(sentence, button, done=done)

    def ask(self) -> None:
        """Ask how the last minutes are confirmed."""
        work, meeting_id = self._host.work, self._host.meeting_id
        self._host.jobs.store(lambda: confirm_view(work(), meeting_id=meeting_id), self._on_read, self)

    def _on_read(self, result: Ok[ConfirmView] | Err) -> None:
        if isinstance(result, Err):
            self._host.shell.report(result.error, self.ask)
            return
        seen = result.value
        if seen.previous is None:
            self._refuse(RuleError(tr("No meeting on this person was held before this one.")))
            return
        if not self._host.writable:
            self._refuse(RuleError(tr("The record of this meeting can no longer be changed.")))
            return
        self._host.ask(self._plan(seen), lambda answers: self._request(seen, answers))

    def _plan(self, seen: ConfirmView) -> SheetPlan:
        told = seen.confirmation
        offered = [one for one in seen.offered if not one.restricted]
        said = set(told.changes) if told is not None else set()
        ticked = frozenset(one.correction.id for one in offered if told is None or one.words in said)
        rest = [
            change for change in (told.changes if told else ()) if change not in {o.words for o in offered}
        ]
        how = _PRESENTED if (told.as_presented if told else not offered) else _CHANGED
        fields = [
            Field(
                "as_presented", tr("How"), Ask.CHOICE, how,
                (Choice(_PRESENTED, tr("As presented")), Choice(_CHANGED, tr("With these changes"))),
            ),
        ]  # fmt: skip
        if offered:
            choices = tuple(Choice(one.correction.id, one.words) for one in offered)
            fields.append(
                Field("noted", tr("Corrections that wait"), Ask.CHECKS, choices=choices, ticked=ticked)
            )
        fields.append(Field("changes", tr("Other changes, one a line"), Ask.LONG, "\n".join(rest)))
        assert seen.previous is not None
        state = tr("version {n}").format(n=seen.version) if seen.version else tr("not approved yet, a draft")
        about = f"{seen.previous.tag}, {words.day(seen.previous.planned_on)}, {state}"
        held_back = len(seen.offered) - len(offered)
        if held_back:
            count = words.counted(held_back, "correction is", "corrections are")
            about += ". " + tr("{count} to a part that does not go to everybody, and not offered.").format(
                count=count
            )
        return SheetPlan(tr("Confirm the last minutes"), tr("Confirm"), tuple(fields), about)

    def _request(self, seen: ConfirmView, answers: Answers) -> Request:
        noted = set(answers.get("noted", ()))
        changes = [one.words for one in seen.offered if one.correction.id in noted]
        changes += [line.strip() for line in answers["changes"].splitlines() if line.strip()]
        presented = answers["as_presented"] == _PRESENTED
        if presented and answers["changes"].strip():
            raise RuleError(tr("Choose “With these changes”, or take the changes out."), field="as_presented")
        arguments = {
            "meeting_id": self._host.meeting_id,
            "as_presented": presented,
            "changes": () if presented else tuple(changes),
        }
        return Request(confirm_minutes, arguments, tr("Minutes confirmed"))

    def _refuse(self, error: DeskError) -> None:
        self._host.refuse(error)


def band_words(view: DeskView, item: str) -> tuple[str, str, bool]:
    """Sentence, button and whether it is done. Empty where the band has nothing to say."""
    if view.meeting.state is MeetingState.APPROVED and view.confirmed_at is not None:
        at = view.confirmed_at
        how = tr("as presented") if at.confirmation.as_presented else tr("with changes")
        said = tr("These minutes were confirmed {how} at {reference} on {day}.")
        return said.format(how=how, reference=at.reference, day=words.day(at.on)), "", True
    asks = any(row.code == item and Need.LAST_MINUTES in row.needs for row in view.items)
    if not asks or view.previous_meeting is None or view.meeting.state is MeetingState.PLANNED:
        return "", "", False
    tag = view.previous_meeting.tag
    if view.confirmation is not None:
        if view.confirmation.as_presented:
            return tr("The minutes of {tag} are confirmed as presented.").format(tag=tag), tr("Change"), True
        count = words.counted(len(view.confirmation.changes), "change", "changes")
        said = tr("The minutes of {tag} are confirmed with {count}.").format(tag=tag, count=count)
        return said, tr("Change"), True
    waits = ""
    if view.last_notes:
        notes = words.counted(len(view.last_notes), "correction waits", "corrections wait")
        waits = " " + tr("{notes} for this item.").format(notes=notes)
    return tr("The minutes of {tag} are to be confirmed.").format(tag=tag) + waits, tr("Confirm"), False

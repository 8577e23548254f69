"""Joins the page of a case with what the vault holds of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mappa_desk.domain.actions import Action, ActionState
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.cases import Standing
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.domain.views import CaseView
from mappa_desk.services.areas import area_view
from mappa_desk.services.cases import case_view
from mappa_desk.services.rough_notes import PutAway, put_away_in_case
from mappa_desk.ui.case_links import CaseLinks
from mappa_desk.ui.models import chase_words, dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.rows import Row
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.case import CaseView as CasePageView

_UPCOMING = (MeetingState.RUNNING, MeetingState.ADJOURNED, MeetingState.PLANNED)


class CasePage(OfficePage):
    """One case."""

    def __init__(self, office: Office, case_id: str) -> None:
        self.view = CasePageView()
        super().__init__(office, self.view)
        self._case_id = case_id
        self.links = CaseLinks(self, self.view.links, case_id, self.view.set_links_note)
        self._open_meeting = ""
        self._written: frozenset[str] = frozenset()
        """Ids of closed meetings, whose minutes are written up or read."""
        self._brought: dict[str, str] = {}
        """For each change that could not wait the meeting that it brought, empty for none."""
        self._first = True
        shell = office.shell
        self.view.desk_requested.connect(lambda: shell.navigate("meeting", self._open_meeting))
        self.view.meeting_chosen.connect(self._open)
        self.view.documents_chosen.connect(
            lambda meeting: shell.navigate("documents", meeting, show="copies")
        )
        self._newest = ""
        """Id of the newest meeting that was held, else of the one that is open."""
        self.view.plan_requested.connect(self._plan)
        self.view.edit_requested.connect(self._edit)

    def title(self) -> str:
        return self.tr("Case")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"plan_meeting": self._plan, "meeting_documents": self._documents}

    def _documents(self) -> None:
        newest = self._newest or self._open_meeting
        if newest:
            self.office.shell.navigate("documents", newest)
        else:
            self.office.shell.announce(self.tr("This case has no meeting yet."))

    def enter(self) -> None:
        case_id = self._case_id
        self.ask(
            lambda work: (
                case_view(work, case_id=case_id),
                area_view(work).agencies,
                work.today(),
                put_away_in_case(work, case_id=case_id),
            ),
            lambda read: self._show(*read),
        )
        self.links.read()

    def _show(
        self,
        view: CaseView,
        agencies: tuple[Agency, ...],
        today: date,
        away: tuple[tuple[str, PutAway], ...],
    ) -> None:
        case = view.case
        self.head(case.reference, self.tr("Case"))
        self.view.set_facts(
            reference=case.reference,
            name=self._name(view),
            category=words.category(case.category),
            level=words.level(case.level),
        )
        waiting = [meeting for meeting in view.meetings if meeting.state in _UPCOMING]
        waiting.sort(key=lambda meeting: (_UPCOMING.index(meeting.state), meeting.planned_on))
        self._open_meeting = waiting[0].id if waiting else ""
        begun = [meeting for meeting in view.meetings if meeting.started_at is not None]
        self._newest = max(begun, key=lambda meeting: meeting.number).id if begun else ""
        planned = [meeting.planned_on for meeting in waiting if meeting.state is MeetingState.PLANNED]
        self.view.set_line(
            lead=words.agency_name(case.lead_agency, agencies) or self.tr("Not set"),
            whereabouts=words.whereabouts(case.whereabouts),
            release=dates.day(case.release_on) or self.tr("No date"),
            next_review=dates.day(min(planned)) if planned else self.tr("Not planned"),
        )
        self.view.set_desk(self.tr("Open the desk") if waiting else "")
        if self._first:
            self._first = False
            self.view.focus_first()
        self.view.set_summary(case.summary)
        self.view.set_section("summary", (), "")
        self._show_meetings(view.meetings, view.urgent_changes)
        self._show_actions(view.actions, agencies, today)
        self._show_decisions(view.decisions, view.meetings)
        self._show_documents(view.documents, view.meetings, agencies, away)
        self.view.set_history(tuple(self._history(line, agencies) for line in reversed(view.standings)))

    def _name(self, view: CaseView) -> str:
        case = view.case
        born = (
            self.tr("born {day}").format(day=dates.plain_day(case.date_of_birth))
            if case.date_of_birth
            else ""
        )
        other = (
            self.tr("also known as {names}").format(names=", ".join(case.also_known_as))
            if case.also_known_as
            else ""
        )
        return ", ".join(part for part in (case.name, other, born) if part)

    def _open(self, meeting_id: str) -> None:
        """The desk; of a closed meeting its minutes; for a change the meeting that it brought, if any."""
        meeting_id = self._brought.get(meeting_id, meeting_id)
        if not meeting_id:
            self.office.shell.announce(self.tr("No earlier meeting was arranged."))
            return
        self.office.shell.navigate("write_up" if meeting_id in self._written else "meeting", meeting_id)

    def _show_meetings(self, meetings: tuple[Meeting, ...], changes: tuple[UrgentChange, ...]) -> None:
        self._written = frozenset(
            one.id for one in meetings if one.state in (MeetingState.CLOSED, MeetingState.APPROVED)
        )
        rows = tuple(
            Row(
                meeting.id,
                meeting.tag,
                words.meeting(meeting),
                meeting.place,
                trailing=", ".join((words.state(meeting.state), dates.day(meeting.planned_on))),
                icon=words.state_icon(meeting.state),
            )
            for meeting in reversed(meetings)
        )
        note = dates.counted(len(meetings), self.tr("meeting"), self.tr("meetings"))
        if changes:
            told = dates.counted(len(changes), self.tr("urgent change"), self.tr("urgent changes"))
            note = f"{note}, {told}"
        self.view.set_section("meetings", (*self._changes(changes), *rows), note)

    def _changes(self, changes: tuple[UrgentChange, ...]) -> tuple[Row, ...]:
        """What could not wait, newest first, above the meetings; Enter opens the one it brought."""
        self._brought = {f"change:{one.id}": one.meeting_id or "" for one in changes}
        return tuple(
            Row(
                f"change:{change.id}",
                chase_words.change(change.change_kind),
                change.text,
                change.told_by,
                trailing=dates.day(change.happened_on),
                icon="flag",
                icon_tone="warning",
            )
            for change in reversed(changes)
        )

    def _show_actions(self, actions: tuple[Action, ...], agencies: tuple[Agency, ...], today: date) -> None:
        still = [action for action in actions if action.state is ActionState.OPEN]
        late = [action for action in still if action.deadline.on is not None and action.deadline.on < today]
        rows = tuple(
            Row(
                action.id,
                action.tag,
                words.agency_name(action.owner_agency, agencies),
                action.text,
                trailing=self.tr("Overdue") if action in late else dates.day(action.deadline.on),
                trailing_tone="danger" if action in late else "muted",
                icon="flag" if action in late else "action",
                icon_tone="danger" if action in late else "accent",
            )
            for action in still
        )
        note = self.tr("{count} open").format(count=len(still))
        if late:
            note = self.tr("{count} open, {late} overdue").format(count=len(still), late=len(late))
        self.view.set_section("actions", rows, note)

    def _show_decisions(self, decisions: tuple[Decision, ...], meetings: tuple[Meeting, ...]) -> None:
        held = {meeting.id: meeting for meeting in meetings}
        rows = tuple(
            Row(
                decision.id,
                self.tr("{tag}, decision {number}").format(
                    tag=held[decision.meeting_id].tag, number=decision.number
                ),
                decision.heading,
                decision.decided,
                trailing=self.tr("with disagreement") if decision.dissent else "",
                icon="decision",
                icon_tone="decision",
            )
            for decision in reversed(decisions)
        )
        against = sum(1 for decision in decisions if decision.dissent)
        note = str(len(decisions))
        if against:
            note = self.tr("{count}, {against} with disagreement").format(
                count=len(decisions), against=against
            )
        self.view.set_section("decisions", rows, note)

    def _show_documents(
        self,
        documents: tuple[DocumentGiven, ...],
        meetings: tuple[Meeting, ...],
        agencies: tuple[Agency, ...],
        away: tuple[tuple[str, PutAway], ...],
    ) -> None:
        held = {meeting.id: meeting for meeting in meetings}
        tags = {meeting.tag: meeting.id for meeting in meetings}
        gone = tuple(
            Row(
                tags[tag],
                tag,
                one.sentence,
                one.by,
                trailing=dates.day(one.at.astimezone().date()),
                icon="note",
                icon_tone="muted",
            )
            for tag, one in reversed(away)
        )
        rows = tuple(
            Row(
                document.meeting_id,
                held[document.meeting_id].tag,
                words.document(document.document),
                ", ".join(
                    part
                    for part in (
                        document.recipient or words.agency_name(document.agency, agencies),
                        document.file_name,
                    )
                    if part
                ),
                trailing=dates.day(document.at.astimezone().date()),
                icon="document",
                icon_tone="muted",
            )
            for document in reversed(documents)
        )
        note = (
            self.tr("{count} given out").format(count=len(documents))
            if documents
            else self.tr("nothing given out")
        )
        self.view.set_section("documents", (*rows, *gone), note)

    def _history(self, line: Standing, agencies: tuple[Agency, ...]) -> tuple[str, str, str]:
        parts = (words.category(line.category), words.level(line.level))
        note = ". ".join(
            part for part in (words.agency_name(line.lead_agency, agencies), line.reason) if part
        )
        return dates.day(line.since), ", ".join(parts), note

    def _plan(self) -> None:
        self.office.shell.navigate("new_meeting", self._case_id)

    def _edit(self) -> None:
        self.office.shell.navigate("edit_case", self._case_id)

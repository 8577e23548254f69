"""The roll-call's presenter: one letter marks how somebody takes part; late arrivals are stamped in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.contact_book import ContactBook
from mappa_desk.domain.hearing import REMOTE
from mappa_desk.services import roll_call
from mappa_desk.services.contacts import deputies_for
from mappa_desk.services.invitations import take_off_list
from mappa_desk.services.remote_checks import ask_remote
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.people import PersonRow, cell_said

_MARKS = {
    "in_room": (AttendanceState.ATTENDED, Mode.ROOM),
    "on_video": (AttendanceState.ATTENDED, Mode.VIDEO),
    "on_telephone": (AttendanceState.ATTENDED, Mode.TELEPHONE),
    "apologies": (AttendanceState.APOLOGIES, None),
    "no_reply": (AttendanceState.NO_REPLY, None),
}
_OTHERS = ("deputy", "written_report", "went_out", "came_in", "observer")


def letters() -> dict[str, str]:
    """Command names by the letter of the key table."""
    return {commands.command(name).keys[0].upper(): name for name in (*_MARKS, *_OTHERS)}


class RollCall(QObject):
    """Joins the list of people with the services."""

    taken_off = Signal(str)
    """Somebody was taken off the list: the sentence that says so, to be offered back."""
    book_changed = Signal()
    """Somebody may have come into the contact book."""

    def __init__(self, state: DeskState, sheets: Sheets) -> None:
        super().__init__(state)
        self._state, self._sheets = state, sheets
        self._book: ContactBook | None = None
        self._letters = letters()
        panel = state.panel.roll_call
        panel.set_letters(frozenset(self._letters))
        panel.marked.connect(self._on_marked)
        panel.entered.connect(self.edit)
        panel.add_requested.connect(self.add)
        commands.bind(panel.list, Scope.ROLL_CALL, {"take_off_list": self.take_off})
        panel.cell_entered.connect(lambda row, column: state.shell.announce(cell_said(row, column)))

    def set_book(self, book: ContactBook) -> None:
        """The contact book: who may sit in, and who is known already."""
        self._book = book

    def _on_marked(self, row: PersonRow, letter: str) -> None:
        if not self._state.writable:
            return
        name = self._letters[letter]
        if name in _MARKS:
            self._mark(row, *_MARKS[name])
        elif name == "deputy":
            self.deputise(row)
        else:
            self._other(row, name)

    def _mark(self, row: PersonRow, state: AttendanceState, mode: Mode | None) -> None:
        said = f"{_named(row)}: {tr(words.MODES[mode]) if mode else tr(words.ATTENDANCE[state])}"
        self._state.do(
            roll_call.mark,
            say=said,
            attendance_id=row.attendance.id,
            state=state,
            mode=mode,
        )

    def take_off(self) -> None:
        """Take the person under the cursor off the list; the cursor goes on to the next."""
        row = self._state.panel.roll_call.current()
        if row is None or not self._state.writable:
            return
        said = tr("{who} is off the list.").format(who=_named(row))
        self._state.do(
            take_off_list,
            say=said,
            done=lambda _row: self.taken_off.emit(said),
            attendance_id=row.attendance.id,
        )

    def _other(self, row: PersonRow, name: str) -> None:
        attendance = row.attendance
        said = f"{_named(row)}: {commands.command(name).words}"
        if name == "written_report":
            received = not attendance.report_received
            self._state.do(roll_call.report, say=said, attendance_id=attendance.id, received=received)
        elif name == "went_out":
            self._state.do(roll_call.went_out, say=said, attendance_id=attendance.id)
        elif name == "came_in":
            self._state.do(roll_call.came_in, say=said, attendance_id=attendance.id)
        else:
            observer = not attendance.observer
            self._state.do(roll_call.observe, say=said, attendance_id=attendance.id, observer=observer)

    def deputise(self, row: PersonRow) -> None:
        """Somebody sits in for the invited person."""
        modes = tuple(Choice(mode.value, tr(word)) for mode, word in words.MODES.items())
        here = {one.person_id for one in self._state.view.attendance if one.took_part}
        known = deputies_for(self._book, row.attendance) if self._book else ()
        people = tuple(one for one in known if one.id not in here)
        offered = tuple(Choice(one.id, ", ".join(filter(None, (one.name, one.role)))) for one in people)
        who = Field("name", tr("Who sits in"))
        if offered:
            who = Field("name", tr("Who sits in"), Ask.OPEN_CHOICE, choices=offered)
        fields = (
            who,
            Field("role", tr("Role")),
            Field("mode", tr("How"), Ask.CHOICE, (row.attendance.mode or Mode.ROOM).value, modes),
        )
        plan = SheetPlan(tr("Deputy for {who}").format(who=row.who), tr("Keep"), fields, row.agency)

        def request(answers: Answers) -> Request:
            said = answers["name"]
            words_of = {choice.key: choice.words for choice in offered}
            chosen = next((one.name for one in people if said in (one.id, words_of[one.id])), said)
            return Request(
                roll_call.deputise,
                {
                    **answers,
                    "name": chosen,
                    "mode": Mode(answers["mode"]),
                    "attendance_id": row.attendance.id,
                },
                tr("Deputy noted"),
            )

        self._sheets.ask(plan, request)

    def edit(self, row: PersonRow) -> None:
        """Name, role and reason of absence of somebody on the list."""
        had = row.attendance
        fields = (
            Field("name", tr("Name"), value=had.name),
            Field("role", tr("Role"), value=had.role),
            Field("report_dated", tr("Report dated"), value=had.report_dated),
            Field("absence_reason", tr("Reason of absence"), value=had.absence_reason),
        )
        self._sheets.ask(
            SheetPlan(row.agency, tr("Keep"), fields),
            lambda answers: Request(roll_call.edit_attendance, {"attendance": replace(had, **answers)}),
        )

    def add(
        self,
        *,
        name: str = "",
        agency: str = "",
        role: str = "",
        then: Callable[[Attendance], None] | None = None,
    ) -> None:
        """Add somebody to the list; name and agency are enough. `then` takes who was added."""
        agencies = tuple(Choice(one.id, one.name) for one in self._state.view.agencies if one.active)
        fields = (
            Field("agency", tr("Agency"), Ask.CHOICE, agency, agencies),
            Field("name", tr("Name"), value=name),
            Field("role", tr("Role"), value=role),
            Field("observer", tr("Observer"), Ask.TICK),
            Field("into_book", tr("Keep in the contact book"), Ask.TICK, "yes"),
        )

        def added(row: Attendance) -> None:
            self.book_changed.emit()
            if then is not None:
                then(row)

        self._sheets.ask(
            SheetPlan(tr("Add somebody to the list"), tr("Add"), fields),
            lambda answers: Request(
                roll_call.add_person,
                {**answers, "meeting_id": self._state.meeting_id},
                tr("Added to the list"),
                done=added,
            ),
        )

    def suggest(self) -> None:
        """Name the specialists who may help, each with when; one who is chosen is added as any other."""
        state = self._state
        names = {one.id: one.name for one in state.view.agencies}
        known = {one.code: one for one in state.work().reference.invitees if one.agency in names}
        picks = []
        for one in known.values():
            doubt = one.doubt(state.today())
            words_ = ". ".join(part for part in (f"{one.name}: {one.when}", doubt) if part)
            picks.append(Pick(one.code, one.agency, words_, search=names[one.agency]))

        def chosen(code: str) -> None:
            self.add(agency=known[code].agency, role=known[code].name)

        self._sheets.pick(tr("Who else may help?"), tuple(picks), chosen)

    def ask_remote(self) -> None:
        """Note what those who take part from elsewhere said to the three questions, several at once."""
        state, view = self._state, self._state.view
        here = tuple(row for row in view.attendance if row.is_in and row.mode in REMOTE)
        if not here:
            self._refuse(tr("Nobody who is in takes part by video or by telephone."))
            return
        choices = tuple(
            Choice(row.id, f"{state.agency(row.agency)}: {words.person(row) or row.role}") for row in here
        )
        fields = (
            Field("alone", tr("Alone, or in a private place"), Ask.TICK),
            Field("not_overheard", tr("Not overheard"), Ask.TICK),
            Field("not_recording", tr("Not recording"), Ask.TICK),
            Field(
                "attendance_ids",
                tr("Who was asked"),
                Ask.CHECKS,
                choices=choices,
                ticked=frozenset(view.remote_due),
            ),
        )
        about = tr("Tick what they confirm")
        plan = SheetPlan(tr("Ask those who take part from elsewhere"), tr("Keep"), fields, about)

        def request(answers: Answers) -> Request:
            asked = words.counted(len(answers["attendance_ids"]), "person", "people")
            said = tr("{people} asked").format(people=asked)
            return Request(ask_remote, {**answers, "meeting_id": state.meeting_id}, said)

        self._sheets.ask(plan, request)

    def _refuse(self, sentence: str) -> None:
        self._state.panel.capture.show_refusal(sentence)
        self._state.shell.announce(sentence)


def _named(row: PersonRow) -> str:
    """Who is meant, in the fewest words that tell two of one agency apart."""
    return ", ".join(part for part in (row.attendance.name, row.agency) if part)

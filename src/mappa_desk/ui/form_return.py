"""Joins the page of a filled form with the vault: read, set beside the record, taken answer by answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.returned_forms import FormFlag, ReturnedForm
from mappa_desk.services.contribution_forms import look_again, read_form, take_answers
from mappa_desk.services.desk import desk_view
from mappa_desk.services.undo import undo
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import form_return as words
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.form_return import FormReturnView


class FormReturnPage(OfficePage):
    """One filled form of a meeting. `agency` is the one that it is expected from, empty for any."""

    def __init__(self, office: Office, meeting_id: str, agency: str = "") -> None:
        self.view = FormReturnView()
        super().__init__(office, self.view)
        self._meeting_id, self._agency = meeting_id, agency
        self._agencies: tuple[Agency, ...] = ()
        self._form: ReturnedForm | None = None
        self._ticked: set[str] = set()
        self._flags: dict[str, FormFlag] = {}
        self._typed: dict[str, str] = {}
        self._unknown: dict[str, tuple[str, ...]] = {}
        """By field the words that are no agency, until they are put right."""
        self._busy = False
        self._takings = 0
        """How many times answers were taken here and not taken back."""
        view = self.view
        view.choose_requested.connect(self.choose)
        view.file_dropped.connect(lambda path: self.read(Path(path)))
        view.turned.connect(self._on_turned)
        view.flag_changed.connect(self._on_flag)
        view.all_requested.connect(self._on_all)
        view.take_requested.connect(self.take)
        view.left.connect(office.shell.back)
        own = {"tick_answer": view.turn, "untake_answers": self.take_back}
        bound = commands.bind(view.table, Scope.FORM_RETURN, own)
        bound |= commands.bind(view, Scope.FORM_RETURN, {"take_answers": self.take})
        for action in bound.values():
            action.setAutoRepeat(False)

    def title(self) -> str:
        return self.tr("Filled contribution form")

    def regions(self) -> tuple[QWidget, ...]:
        return self.view.regions()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"escape": self.office.shell.back, "read_form": self.choose}

    def enter(self) -> None:
        meeting_id = self._meeting_id
        self.ask(lambda work: _begin(work, meeting_id), lambda read: self._begin(*read))

    def unkept(self) -> bool:
        """True while answers are ticked that were not taken: choosing them again costs work."""
        return bool(self._form is not None and self._flags and self._ticked)

    # Reading

    def choose(self) -> None:
        """Ask for the file of a filled form and have it read."""
        if self._busy:
            return
        found = self.office.files.ask_open(self.view, self.tr("Read a filled contribution form"), "pdf")
        if found:
            self.read(found[0])

    def read(self, path: Path) -> None:
        """Have this file read beside the program. Nothing of it is kept."""
        if self._busy:
            return
        self._set_busy(True)
        self._say(self.tr("Reading the form."))
        work, meeting_id, agency = self.office.work(), self._meeting_id, self._agency
        self.office.jobs.work(
            lambda: read_form(work, meeting_id=meeting_id, path=path, agency=agency), self._on_read, self
        )

    def _on_read(self, result: Ok[ReturnedForm] | Err) -> None:
        self._set_busy(False)
        if isinstance(result, Err):
            self._refuse(result.error)
            self.view.focus_first()
            return
        form = result.value
        self._form, self._flags, self._typed, self._unknown = form, {}, {}, {}
        self._ticked = _by_default(form)
        self._show()
        count = len(form.lines)
        said = self.tr("1 answer of {agency}.") if count == 1 else self.tr("{n} answers of {agency}.")
        self._say(said.format(n=count, agency=form.agency_name))
        self.view.focus_first()

    def _begin(self, reference: str, agencies: tuple[Agency, ...]) -> None:
        self._agencies = agencies
        self.head(reference, self.title())
        self.view.show_nothing(self.tr("Nothing was read yet"))
        self.view.focus_first()

    # Choosing

    def _on_turned(self, field: str) -> None:
        self._ticked ^= {field}
        self._show()
        line = self._form.line(field) if self._form else None
        if line is not None:
            said = self.tr("{asked}: take") if field in self._ticked else self.tr("{asked}: leave")
            self.office.shell.announce(said.format(asked=line.asked))

    def _on_all(self) -> None:
        if self._form is not None:
            self._ticked = {line.field for line in self._form.lines if line.can_take}
            self._show()

    def _on_flag(self, field: str, value: str, typed: str) -> None:
        codes, unknown = words.agencies_named(typed, self._agencies)
        flag = words.flag_of(value, codes)
        form = self._form
        self._typed[field] = typed
        self._unknown.pop(field, None)
        if flag.handling is Handling.NAMED_RECIPIENTS and unknown:
            self._unknown[field] = unknown
        if form is None or flag == self._flags.get(field, FormFlag(handling=form.handling)):
            return
        self._flags[field] = flag
        self._show()

    # Taking

    def take(self) -> None:
        """Take the ticked answers into the record, as one step."""
        self.view.tell_flag()
        form = self._form
        if form is None or self._busy or not self._ticked:
            return
        chosen = tuple(line.field for line in form.lines if line.field in self._ticked)
        for field in chosen:
            if field in self._unknown:
                self.view.go_to(field)
                missing = ", ".join(self._unknown[field])
                self._refuse(RuleError(self.tr("There is no agency called {name}.").format(name=missing),
                                       field="recipients"))  # fmt: skip
                return
            if self._lacks_names(field, form):
                self.view.go_to(field)
                self._refuse(
                    RuleError(self.tr("Who may have it? Name at least one agency."), field="recipients")
                )
                return
        self._set_busy(True)
        flags, meeting_id = dict(self._flags), self._meeting_id
        self.change(
            lambda work: _take(work, meeting_id, form, chosen, flags),
            lambda outcome: self._taken(len(chosen), *outcome),
            self._refuse,
        )

    def _lacks_names(self, field: str, form: ReturnedForm) -> bool:
        line = form.line(field)
        flag = self._flags.get(field, FormFlag(handling=form.handling))
        is_entry = line is not None and line.entry_kind is not None
        return is_entry and flag.handling is Handling.NAMED_RECIPIENTS and not flag.recipients

    def _taken(self, count: int, _outcome: Outcome[FormReturn], form: ReturnedForm) -> None:
        self._set_busy(False)
        self._form, self._ticked, self._flags = form, set(), {}
        self._takings += 1
        self._show()
        said = self.tr("1 answer of {agency} is in the record.")
        if count != 1:
            said = self.tr("{n} answers of {agency} are in the record.")
        self._say(said.format(n=count, agency=form.agency_name))
        self.view.focus_first()

    def take_back(self) -> None:
        """Undo the last taking of this visit; what was done before it is undone on the desk."""
        form, meeting_id = self._form, self._meeting_id
        if form is None or self._busy:
            return
        if not self._takings:
            self._say(self.tr("Nothing was taken here. Undo on the desk takes back what was done before."))
            return
        self._set_busy(True)
        self.change(
            lambda work: (undo(work, meeting_id=meeting_id).value, look_again(work, form=form)),
            lambda found: self._taken_back(*found),
            self._refuse,
        )

    def _taken_back(self, said: str, form: ReturnedForm) -> None:
        self._set_busy(False)
        self._form, self._takings = form, self._takings - 1
        self._ticked = _by_default(form)
        self._show()
        self._say(self.tr("Undone: {what}.").format(what=said))

    # Showing

    def _show(self) -> None:
        form = self._form
        if form is None:
            return
        work = self.office.work()

        def when(at: datetime) -> str:
            return f"{dates.day(work.day_of(at))}, {work.clock_time(at)}"

        notices = [words.earlier_words(one, form.agency_name, when) for one in form.earlier]
        notices = [form.refused, *notices, *form.notices]
        self.view.show_form(
            words.rows_of(form, self._ticked, self._flags, self._typed),
            status=self.tr("{agency}, {file}").format(agency=form.agency_name, file=form.file_name),
            notices="\n".join(one for one in notices if one),
            facts=words.facts_words(form),
        )

    def _set_busy(self, is_busy: bool) -> None:
        self._busy = is_busy
        self.view.set_busy(is_busy)

    def _say(self, sentence: str) -> None:
        self.view.say(sentence)
        self.office.shell.announce(sentence)

    def _refuse(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, DeskError):
            self.office.shell.report(error)
            return
        field = error.field if isinstance(error, RuleError) else ""
        self.view.say(str(error), wrong=field or "-")
        self.office.shell.announce(str(error))


def _by_default(form: ReturnedForm) -> set[str]:
    """What is ticked before anybody chose: all that can be taken and is not held."""
    if form.refused:
        return set()
    return {line.field for line in form.lines if line.can_take and not line.same}


def _begin(work: Work, meeting_id: str) -> tuple[str, tuple[Agency, ...]]:
    view = desk_view(work, meeting_id=meeting_id)
    return meeting_reference(view.case.reference, view.meeting.number), view.agencies


def _take(
    work: Work, meeting_id: str, form: ReturnedForm, chosen: tuple[str, ...], flags: dict[str, FormFlag]
) -> tuple[Outcome[FormReturn], ReturnedForm]:
    outcome = take_answers(work, meeting_id=meeting_id, form=form, fields=chosen, flags=flags)
    return outcome, look_again(work, form=form)

"""Giving copies out: who gets which edition, the copies made and looked at, and only then written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.copies_rules import NEEDS, kind_refusal
from mappa_desk.domain.document_views import needs_second_step
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.services.copies import PreparedCopies, Recipient, issue_prepared
from mappa_desk.services.copy_candidates import Candidates, candidates
from mappa_desk.services.looked_copies import Looked, differing
from mappa_desk.services.plain_words import five_words
from mappa_desk.services.work import Work
from mappa_desk.ui.documents_side import DocumentsHost
from mappa_desk.ui.issuing_making import IssueChoice, made_and_looked_at
from mappa_desk.ui.issuing_words import (
    gate_label,
    gate_passed,
    gate_why,
    looked_copy,
    part_row,
    person_row,
    verdict,
)
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import office_words
from mappa_desk.ui.models.documents import purpose
from mappa_desk.ui.models.issuing import EditionChoice, looked_rows
from mappa_desk.ui.views.issuing import IssuingView, Step


class Issuing(QObject):
    """The steps beside the documents. Nothing is written before the copies were looked at."""

    def __init__(self, page: DocumentsHost) -> None:
        super().__init__(page.view)
        self._page = page
        self.view: IssuingView | None = None
        self._choice: IssueChoice | None = None
        self._folder = ""
        self._round = 0

    def unkept(self) -> bool:
        """True while recipients are chosen and nothing was written for them."""
        choice = self._choice
        return self.view is not None and choice is not None and bool(choice.recipients) and not choice.done

    def begin(self, kind: DocumentKind, request: MinutesRequest | None = None) -> None:
        """Open the steps with an edition chosen."""
        page = self._page
        facts = page.facts
        if facts is None:
            return
        if page.office.work().vault.read_only:
            page.office.shell.announce(self.tr("This vault is open for reading."))
            return
        editions = [
            EditionChoice(row.kind.value, office_words.document(row.kind), purpose(row.kind))
            for row in facts.rows
            if row.hindrance is None and not kind_refusal(row.kind)
        ]
        if all(one.key != kind.value for one in editions):
            page.office.shell.announce(kind_refusal(kind) or self.tr("This cannot be made now."))
            return
        page.side.let_go()  # an earlier round of these steps may stand there
        view = IssuingView()
        self.view = view
        self._choice = IssueChoice(kind, request)
        view.set_editions(editions, kind.value)
        view.audience.chosen.connect(self._on_edition)
        view.next_requested.connect(self._next)
        view.back_requested.connect(self._back)
        view.how.folder_requested.connect(self._choose_folder)
        view.how.protect_changed.connect(lambda on: self._offer_passphrases() if on else None)
        view.how.others_requested.connect(self._offer_passphrases)
        view.how.recall_edited.connect(lambda typed: view.how.show_meant(page.side.meant(typed)))
        view.look.gate_changed.connect(self._gate)
        view.look.folder_wanted.connect(self.show_folder)
        page.side.open(self.tr("Issue copies"), view, scrolls=False)
        page.side.closed = self._closed
        self._show(Step.AUDIENCE)

    # From step to step

    def _show(self, step: Step) -> None:
        view, choice = self.view, self._choice
        if view is None or choice is None:
            return
        view.show_step(step, focus=True)
        if step is Step.AUDIENCE:
            view.set_next(self.tr("Next: who gets one"))
        elif step is Step.PEOPLE:
            view.set_next(self.tr("Next: how it goes"))
        elif step is Step.HOW:
            view.how.offer(self._ways(), self._folder)
            view.set_next(self.tr("Make the copies and look at them"))
        self._page.office.shell.announce(self._where(step))

    def _where(self, step: Step) -> str:
        return {
            Step.AUDIENCE: self.tr("Step 1: for whom"),
            Step.PEOPLE: self.tr("Step 2: who gets one"),
            Step.HOW: self.tr("Step 3: how it goes"),
            Step.LOOK: self.tr("Step 4: second look"),
        }[step]

    def _ways(self) -> tuple[str, ...]:
        return (self.tr("Secure e-mail"), self.tr("By hand"), self.tr("By post"), self.tr("Read on screen"))

    def _next(self) -> None:
        view, choice = self.view, self._choice
        if view is None or choice is None or not view.next_button.isEnabled():
            return
        try:
            steps = {
                Step.AUDIENCE: self._leave_audience,
                Step.PEOPLE: self._leave_people,
                Step.HOW: self._leave_how,
                Step.LOOK: self._leave_look,
            }
            steps[view.step]()
        except DeskError as error:
            self._refuse(error)

    def _back(self) -> None:
        view, choice = self.view, self._choice
        if view is None or choice is None:
            return
        self._round += 1
        choice.prepared, choice.looked = None, ()
        view.set_busy(False)
        if view.step is Step.AUDIENCE:
            self._page.side.close()
            return
        self._show(Step(max(view.step - 1, 0)))

    def step_back(self) -> bool:
        """Go one step back for Escape, so that nothing chosen is lost. False where there is none to go to."""
        view, choice = self.view, self._choice
        if view is None or choice is None or choice.done or view.step is Step.AUDIENCE:
            return False
        self._back()
        return True

    def _refuse(self, error: Exception) -> None:
        view, shell = self.view, self._page.office.shell
        if view is None or not isinstance(error, DeskError):
            shell.report(error)
            return
        view.set_busy(False)
        where = error.field if isinstance(error, RuleError) else ""
        if where in view.people.fields and view.step is not Step.PEOPLE:
            self._show(Step.PEOPLE)
        view.show_error(str(error), where)
        shell.announce(str(error))

    def _closed(self) -> None:
        """The pane goes: copies that were made and not written go with it, and their passphrases."""
        self._round += 1
        self.view, self._choice = None, None

    # 1 For whom

    def _on_edition(self, key: str) -> None:
        if self._choice is not None and key != self._choice.kind.value:
            self._choice = IssueChoice(DocumentKind(key))

    def _leave_audience(self) -> None:
        view, choice = self.view, self._choice
        assert view is not None and choice is not None
        if choice.offered is not None:
            self._show(Step.PEOPLE)
            return
        meeting_id, kind = self._page.meeting_id, choice.kind
        view.set_busy(True)

        def came(found: Candidates) -> None:
            if self._choice is choice and self.view is view:
                view.set_busy(False)
                self._offer(choice, found)
                self._show(Step.PEOPLE)

        self._page.ask(lambda work: candidates(work, meeting_id=meeting_id, kind=kind), came)

    def _offer(self, choice: IssueChoice, found: Candidates) -> None:
        view = self.view
        assert view is not None
        choice.offered = found
        choice.people = {one.recipient.key: one.recipient for one in found.people}
        fresh = [one.recipient.key for one in found.people if not one.refused and not one.has]
        view.people.people.set_rows((person_row(one) for one in found.people), fresh)
        view.people.parts.set_rows(part_row(one) for one in found.parts)
        view.people.set_agencies(tuple((one.code, one.name) for one in found.agencies))
        view.people.set_other(choice.request.asked_by if choice.request is not None else "")
        note = "" if found.agreed else self.tr("The circulation list is proposed, not agreed yet.")
        view.people.show_people(note, others=True, why=choice.kind in NEEDS)
        view.watch(view.people)

    # 2 Who gets one

    def _leave_people(self) -> None:
        view, choice = self.view, self._choice
        assert view is not None and choice is not None
        chosen = [choice.people[key] for key in view.people.people.ticked]
        name, agency, because = view.people.other()
        if name:
            if not because and choice.kind in NEEDS:
                raise RuleError(self.tr("Say why they get a copy."), field="because")
            chosen.append(Recipient(name=name, agency=agency, because=because))
        if not chosen:
            raise RuleError(self.tr("Tick somebody, or name them."), field="recipient")
        if tuple(chosen) != choice.recipients:
            choice.recipients = tuple(chosen)
            if view.how.protect_check.isChecked():
                self._offer_passphrases()
        self._show(Step.HOW)

    # 3 How it goes

    def _choose_folder(self) -> None:
        view, files = self.view, self._page.office.files
        if view is None:
            return
        start = Path(view.how.answers().folder or Path.home())
        found = files.ask_folder(view, self.tr("Folder for the copies"), start)
        if found is not None:
            view.how.set_folder(str(found))

    def _offer_passphrases(self) -> None:
        view, choice = self.view, self._choice
        if view is None or choice is None:
            return
        offered = tuple((one.key, one.name or one.agency, "") for one in choice.recipients)

        def made(result: Ok[Any] | Err) -> None:
            if self.view is view and isinstance(result, Ok):
                view.how.show_passphrases(result.value)
                view.watch(view.how)

        self._page.office.jobs.work(
            lambda: tuple((key, who, five_words()) for key, who, _words in offered), made, self
        )

    def _leave_how(self) -> None:
        view, choice, page = self.view, self._choice, self._page
        assert view is not None and choice is not None
        typed = view.how.answers()
        if not typed.folder:
            raise RuleError(self.tr("Where are the files to be written? Choose a folder."), field="target")
        choice.folder = Path(typed.folder).expanduser()
        choice.passphrases = dict(typed.passphrases)
        recall_by = page.side.day(typed.recall_by, name="recall_by")
        self._make(choice, typed.how, recall_by)

    def _make(self, choice: IssueChoice, how: str, recall_by: date | None) -> None:
        view, work = self.view, self._page.office.work()
        assert view is not None
        self._round += 1
        this_round, meeting_id = self._round, self._page.meeting_id
        left, large = view.people.parts.ticked, view.audience.large_check.isChecked()
        view.set_busy(True)
        view.set_next(self.tr("Making the copies"), can=False)

        choice.how, choice.recall_by, choice.left, choice.large = how, recall_by, left, large

        def came(result: Ok[tuple[PreparedCopies, tuple[Looked, ...]]] | Err) -> None:
            if this_round != self._round or self.view is not view:
                return
            view.set_busy(False)
            if isinstance(result, Err):
                view.set_next(self.tr("Make the copies and look at them"))
                self._refuse(result.error)
            else:
                self._show_looked(choice, *result.value)

        self._page.office.jobs.work(lambda: made_and_looked_at(work, choice, meeting_id), came, self)

    # 4 The second look

    def _show_looked(self, choice: IssueChoice, made: PreparedCopies, looked: tuple[Looked, ...]) -> None:
        view, facts = self.view, self._page.facts
        assert view is not None and facts is not None
        choice.prepared, choice.looked = made, looked
        missing = {name: glyph.code_point for name, glyph in made.missing}
        copies = tuple(looked_copy(one, missing.get(one.given.recipient, "")) for one in looked)
        view.look.show_copies(looked_rows(copies))
        view.look.show_verdict(*verdict(copies))
        view.look.show_words("")
        gated = self._gated(choice)
        view.look.ask_gate(
            gate_why(choice.kind, draft=facts.status is MinutesStatus.DRAFT) if gated else "",
            gate_label(choice.recipients, facts.case.reference),
        )
        self._show(Step.LOOK)
        self._gate()
        self._page.office.shell.announce(view.look.verdict_label.text())

    def _gated(self, choice: IssueChoice) -> bool:
        facts = self._page.facts
        return facts is None or needs_second_step(choice.kind, facts.status)

    def _gate(self) -> None:
        """The copies can be written once they agree and, where it is needed, both steps were taken."""
        view, choice, facts = self.view, self._choice, self._page.facts
        if view is None or choice is None or facts is None or choice.done or not choice.looked:
            return
        count = len(choice.looked)
        words = self.tr("Write 1 copy") if count == 1 else self.tr("Write {n} copies").format(n=count)
        ticked, typed = view.look.gate()
        why = ""
        if not all(one.seen.agrees for one in choice.looked):
            why = self.tr("A copy that does not agree with the record is not written. Go back.")
        elif self._gated(choice) and not ticked:
            why = self.tr("Tick that you have looked at who gets this.")
        elif self._gated(choice) and not gate_passed(typed, choice.recipients, facts):
            why = self.tr("Type the initials or the reference that is asked for.")
        view.set_next(words, can=not why, why=why)

    def _leave_look(self) -> None:
        choice, page, view = self._choice, self._page, self.view
        assert choice is not None and view is not None
        if choice.done:
            page.side.close()
            page.show_copy(choice.done[0].id)
            return
        prepared, folder = choice.prepared, choice.folder
        if prepared is None:
            return
        view.set_busy(True)

        def write(work: Work) -> tuple[Outcome[tuple[DocumentGiven, ...]], tuple[str, ...]]:
            kept = issue_prepared(work, prepared)
            return kept, differing(prepared, kept.value, folder)

        page.change(write, lambda told: self._written(choice, *told), self._refuse)

    def _written(
        self, choice: IssueChoice, kept: Outcome[tuple[DocumentGiven, ...]], wrong: tuple[str, ...]
    ) -> None:
        self._folder = str(choice.folder)
        choice.done, choice.prepared = kept.value, None
        view, page = self.view, self._page
        page.read()
        if view is None or self._choice is not choice:
            return
        by_id = {line.id: line for line in kept.value}
        copies = tuple(
            looked_copy(one, "", written_as=by_id[one.given.id].file_name) for one in choice.looked
        )
        view.look.show_copies(looked_rows(copies, written=True))
        count = len(kept.value)
        said = self.tr("1 copy is written") if count == 1 else self.tr("{n} copies are written")
        sentence = self.tr("{said} to {folder}. The register has its line for each.").format(
            said=said.format(n=count), folder=choice.folder
        )
        icon, tone = "tick", "done"
        if wrong:
            told = self.tr("These files are not as they were looked at: {names}. Do not send them.")
            sentence, icon, tone = told.format(names=", ".join(wrong)), "octagon", "danger"
        view.look.show_verdict(sentence, icon, tone)
        view.look.ask_gate("", "")
        view.look.show_words(self._told_words(choice))
        view.set_busy(False)
        view.set_way_back(False)
        view.set_next(self.tr("Done: show the register"))
        view.look.offer_folder(self.tr("Show folder"))
        told_words = view.look.words_label
        (told_words if told_words.text() else view.next_button).setFocus()
        view.show_focus()
        page.office.shell.announce(sentence)

    def show_folder(self) -> None:
        """Show the written files in the file manager."""
        choice = self._choice
        if choice is not None and choice.done:
            self._page.office.files.show_folder(choice.folder / choice.done[0].file_name)

    def _told_words(self, choice: IssueChoice) -> str:
        """The passphrases for the last time: they are kept nowhere."""
        if not choice.passphrases:
            return ""
        head = self.tr("Passphrases, shown for the last time:")
        lines = [
            f"{one.name or one.agency}: {choice.passphrases[one.key]}"
            for one in choice.recipients
            if choice.passphrases.get(one.key)
        ]
        return "\n".join((head, *lines))

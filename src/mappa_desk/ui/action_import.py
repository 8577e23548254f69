"""Joins the page that takes actions in from a spreadsheet with the services: read, tried out, taken in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.action_import import Cell, ImportPlan, SheetFile
from mappa_desk.domain.action_import_rows import as_words
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import ActionImport
from mappa_desk.domain.errors import DeskError, FileRefused
from mappa_desk.services.action_export import action_template
from mappa_desk.services.action_import import (
    best_sheet,
    case_choices,
    imports,
    plan_import,
    read_sheet,
    take_in,
    undo_import,
)
from mappa_desk.services.areas import area_view
from mappa_desk.services.work import Work
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.action_import_words import rows as rows_words
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.ports import Banner, BannerAction
from mappa_desk.ui.views.action_import import ActionImportView

KEY = "action-import"
EARLIER = 5
"""Most spreadsheets that are offered to be taken back."""
_ENDINGS = "xlsx *.xls *.ods *.csv *.xlsm *.xlsb *.tsv *.txt"
_Known = tuple[tuple[tuple[str, str], ...], Mapping[str, str]]


class ImportActions(OfficePage):
    """Takes actions in from a spreadsheet, after a dry run."""

    def __init__(self, office: Office) -> None:
        self.view = ActionImportView()
        super().__init__(office, self.view)
        self._file: SheetFile | None = None
        self._plan: ImportPlan | None = None
        self._round = 0
        view = self.view
        view.file_wanted.connect(self._choose)
        view.template_wanted.connect(self._template)
        view.sheet_chosen.connect(self._on_sheet)
        view.changed.connect(self._try_out)
        view.saved.connect(self._on_saved)
        view.file_dropped.connect(lambda path: self.read(Path(path)))
        turning = commands.bind(view.rows_table(), Scope.ACTION_IMPORT, {"turn_row": view.turn_row})
        turning["turn_row"].setAutoRepeat(False)
        commands.bind(view, Scope.ACTION_IMPORT, {"take_rows": self._on_saved})
        view.undo_wanted.connect(self._on_undo)
        view.cancelled.connect(office.shell.back)

    def title(self) -> str:
        return self.tr("Take in actions")

    def enter(self) -> None:
        self.view.focus_first()
        self.ask(_earlier, self.view.set_earlier)

    def _choose(self) -> None:
        found = self.office.files.ask_open(self.view, self.tr("Take in actions"), _ENDINGS)
        if found:
            self.read(found[0])

    def _template(self) -> None:
        title, name = self.tr("Write an empty sheet"), "actions-to-bring-in.xlsx"
        target = self.office.files.ask_save(self.view, title, name, "xlsx")
        if target is not None:
            self.change(lambda work: action_template(work, target=target), self._written)

    def _written(self, outcome: Outcome[Path]) -> None:
        shell, target = self.office.shell, outcome.value
        said = self.tr("Written as {name}. Its second sheet says what goes where.").format(name=target.name)
        show = BannerAction(self.tr("Show folder"), lambda: self.office.files.show_folder(target))
        shell.show_banner(Banner(KEY, said, "", 1, (show, _close(self.office))))

    def read(self, path: Path) -> None:
        """Read this spreadsheet and try it out."""
        work = self.office.work()

        def answered(result: Ok[tuple[SheetFile, _Known]] | Err) -> None:
            if isinstance(result, Ok):
                self._file, (known, agencies) = result.value
                self.view.set_file(self._file, best_sheet(self._file), known, agencies)
                self._try_out(take_focus=True)
            elif isinstance(result.error, FileRefused):
                self._file = self._plan = None
                self.view.set_nothing()
                self.view.errors.show({"file": f"{path.name}: {result.error}"})
                self.view.focus_first()
            else:
                self.office.shell.report(result.error, lambda: self.read(path))

        self.view.errors.show({})
        self.office.jobs.work(lambda: (read_sheet(path), _known(work)), answered, self)

    def _on_sheet(self) -> None:
        self.view.forget_sheet()
        self._try_out()

    def _try_out(self, *, take_focus: bool = False) -> None:
        file, view = self._file, self.view
        if file is None:
            return
        self._round += 1
        this_round = self._round
        sheet, becomes, case_id = view.sheet(), view.becomes(), view.case_id()
        cases, came_by = view.cases(), view.came_by()

        def shown(plan: ImportPlan) -> None:
            if this_round == self._round:
                self._plan = plan
                view.set_plan(plan, _examples(file, sheet, plan))
                if take_focus:
                    view.focus_first()

        self.ask(
            lambda work: plan_import(
                work, file=file, sheet=sheet, becomes=becomes, case_id=case_id, cases=cases, came_by=came_by
            ),
            shown,
        )

    def _on_saved(self) -> None:
        plan, taken = self._plan, self.view.taken()
        if plan is None or not taken:
            return
        self.view.set_busy(True)
        self.change(lambda work: take_in(work, plan=plan, rows=taken), self._done, self._on_refused)

    def _done(self, outcome: Outcome[ActionImport]) -> None:
        offer_back(self.office, outcome.value)
        self.office.shell.replace("actions")

    def _on_refused(self, error: Exception) -> None:
        self.view.set_busy(False)
        if isinstance(error, DeskError):
            self.view.errors.show({"": str(error)}, take_focus=True)
            self._try_out()
        else:
            self.office.shell.report(error)

    def _on_undo(self, import_id: str) -> None:
        def done(outcome: Outcome[ActionImport]) -> None:
            _say_taken_back(self.office, outcome)
            self.enter()

        def refused(error: Exception) -> None:
            if isinstance(error, DeskError):
                self.view.errors.show({"": str(error)}, take_focus=True)
            else:
                self.office.shell.report(error)

        self.change(lambda work: undo_import(work, import_id=import_id), done, refused)


def offer_back(office: Office, kept: ActionImport) -> None:
    """Say what was taken in, with one button that takes it all back."""
    said = _tr("Taken in: {rows} of {file}.").format(rows=_count(kept), file=kept.file_name)
    undo = BannerAction(_tr("Undo"), lambda: _take_back(office, kept.id))
    office.shell.show_banner(Banner(KEY, said, "", 1, (undo, _close(office))))


def _take_back(office: Office, import_id: str) -> None:
    work, shell = office.work(), office.shell
    shell.saving()

    def answered(result: Ok[Outcome[ActionImport]] | Err) -> None:
        if isinstance(result, Err):
            shell.report(result.error)
            return
        shell.saved()
        _say_taken_back(office, result.value)
        shell.replace("actions")

    office.jobs.store(lambda: undo_import(work, import_id=import_id), answered)


def _say_taken_back(office: Office, outcome: Outcome[ActionImport]) -> None:
    kept, closed = outcome.value, len(outcome.changes.of(Case.KIND))
    said = _tr("Taken back: {rows} of {file}.").format(rows=_count(kept), file=kept.file_name)
    if closed:
        cases = dates.counted(closed, _tr("case that it opened is"), _tr("cases that it opened are"))
        said += " " + _tr("{cases} closed.").format(cases=cases)
    office.shell.show_banner(Banner(KEY, said, "", 1, (_close(office),)))


def _close(office: Office) -> BannerAction:
    return BannerAction(_tr("Close"), lambda: office.shell.clear_banner(KEY))


def _count(kept: ActionImport) -> str:
    return rows_words(kept.accepted + kept.doubted)


def _tr(text: str) -> str:
    return QCoreApplication.translate("action_import", text)


def _known(work: Work) -> _Known:
    return case_choices(work), {one.code: one.name for one in area_view(work).agencies}


def _earlier(work: Work) -> tuple[tuple[str, str], ...]:
    """Those that may be taken back, the newest first."""
    kept = [one for one in imports(work) if one.undone_at is None][:EARLIER]
    return tuple(
        (one.id, f"{one.file_name}, {_count(one)}, {dates.day(work.day_of(one.at))}") for one in kept
    )


def _examples(file: SheetFile, sheet: int, plan: ImportPlan) -> tuple[str, ...]:
    """Words out of each column, those of its first filled cell."""
    body = file.sheets[sheet].rows[plan.layout.body :]

    def first(place: int) -> Cell:
        return next((row[place] for row in body if place < len(row) and row[place] != ""), "")

    return tuple(as_words(first(place)) for place in range(len(plan.layout.heads)))

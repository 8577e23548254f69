"""Corrections to the minutes: noted, taken or not, and after sealing an erratum or a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.services.corrections import (
    CorrectionsView,
    corrections_view,
    note_correction,
    remove_correction,
    settle_correction,
)
from mappa_desk.services.errata import ErratumPoint, issue_errata
from mappa_desk.services.work import Work
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.desk_sheets import typed_day
from mappa_desk.ui.field_sheets import Answers, Request
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.points import PointRow
from mappa_desk.ui.pane_hosts import PaneHost
from mappa_desk.ui.points_presenter import PointsPresenter
from mappa_desk.ui.points_words import correction_rows, corrections_facts, corrections_summary
from mappa_desk.ui.views.points_pane import PaneWords


class Corrections(PointsPresenter):
    """The pane of corrections."""

    NAME = "corrections"
    LETTERS = (
        "correction_taken",
        "correction_not_taken",
        "correction_erratum",
        "correction_next",
        "correction_open",
    )
    SCOPE = Scope.CORRECTIONS
    REMOVE = "correction_remove"

    def __init__(self, host: PaneHost) -> None:
        super().__init__(host)
        self._view: CorrectionsView | None = None

    def words(self) -> PaneWords:
        """Everything that the pane says by itself."""
        return PaneWords(
            title=tr("Corrections"),
            empty=tr("Nobody has asked for a correction."),
            legend=_legend(sealed=False),
            first=tr("Note a correction"),
            second=tr("Note an erratum"),
        )

    def read(self, work: Work, meeting_id: str) -> CorrectionsView:
        """What was asked for, and what came of it."""
        return corrections_view(work, meeting_id=meeting_id)

    def show(self, found: Any) -> str:
        """Show the corrections; gives the sentence over the list."""
        view: CorrectionsView = found
        self._view = view
        summary = corrections_summary(view, self._host.today())
        self.model.set_rows(correction_rows(view, self._host.view.agencies))
        pane, can = self.pane, not self._host.work().vault.read_only
        pane.show_summary(summary, corrections_facts(view))
        pane.show_legend(_legend(sealed=view.sealed))
        pane.show_count(len(view.rows), summary)
        pane.set_buttons(first=can, second=can and view.sealed, why=self._why(can))
        return summary

    def _why(self, can: bool) -> str:
        if not can:
            return tr("This vault is open for reading.")
        return tr("Errata are for approved minutes; a draft is put right itself.")

    # Noting

    def first(self) -> None:
        """A correction is asked for: by whom, what, and where."""
        view = self._host.view
        people = tuple(dict.fromkeys(row.name for row in view.attendance if row.took_part and row.name))
        agencies = [Choice("", tr("None")), *(Choice(one.code, one.name) for one in view.agencies)]
        fields = (
            Field(
                "asked_by", tr("Who asks for it"), Ask.OPEN_CHOICE,
                choices=tuple(Choice(name, name) for name in ("", *people)),
            ),
            Field("agency", tr("Agency"), Ask.CHOICE, "", tuple(agencies)),
            Field("asked_on", tr("On which day"), Ask.DATE, typed_day(self._host.today()), past=True),
            Field("place", tr("Where"), hint=tr("9.3, Decision 2, Action 12")),
            Field("what", tr("What is to be put right"), Ask.LONG),
        )  # fmt: skip
        plan = SheetPlan(tr("A correction is asked for"), tr("Note the correction"), fields)

        def request(answers: Answers) -> Request:
            who = answers["asked_by"] or ""
            agency = answers["agency"] or self._agency_of(who)
            arguments = {
                "meeting_id": self._host.meeting_id, "asked_by": who, "agency": agency,
                "asked_on": self._host.day(answers["asked_on"], name="asked_on", past=True),
                "place": answers["place"], "what": answers["what"],
            }  # fmt: skip
            return Request(note_correction, arguments, tr("Correction noted"), self._noted)

        self._host.ask(plan, request)

    def _agency_of(self, name: str) -> str:
        rows = self._host.view.attendance
        return next((row.agency for row in rows if row.name and row.name == name), "")

    def _noted(self, _kept: object) -> None:
        self._to_list = self._open

    # Settling

    def settle(self, row: PointRow, name: str) -> None:
        """Taken, not taken with the reason, an erratum, a note for the next meeting, or open again."""
        if name == "correction_taken":
            self._taken(row)
        elif name == "correction_not_taken":
            self.ask_why(row, settle_correction, correction_id=row.key, state=CorrectionState.NOT_TAKEN)
        elif name == "correction_erratum":
            self._erratum(row)
        else:
            state = CorrectionState.NEXT_MEETING if name == "correction_next" else CorrectionState.OPEN
            said = tr("left for the next meeting") if name == "correction_next" else tr("open again")
            self._do(row, state, f"{row.place}: {said}", self.pane.go_on)

    def _do(self, row: PointRow, state: CorrectionState, said: str, then: Callable[[], None]) -> None:
        self.pane.show_error("")
        self._host.do(
            settle_correction, done=lambda _kept: then(), refused=self.refused, say=said,
            correction_id=row.key, state=state,
        )  # fmt: skip

    def _taken(self, row: PointRow) -> None:
        """Taken: the draft is to be put right now, so the paragraph comes into view."""
        then = (lambda: self._host.go_to(row.item, row.entry_id)) if row.leads else self.pane.go_on
        self._do(row, CorrectionState.TAKEN, tr("{place}: taken").format(place=row.place), then)

    def second(self) -> None:
        """An erratum that nobody asked for in the list."""
        self._erratum(None)

    def _erratum(self, row: PointRow | None) -> None:
        view = self._view
        if view is None:
            return
        if not view.sealed:
            self.say(tr("The minutes are still a draft: take it into the draft instead."))
            return
        asked = next(
            (one.correction for one in view.rows if row is not None and one.correction.id == row.key), None
        )
        about = tr("The sealed text stays; the change page goes to everybody")
        fields = (
            Field("place", tr("Where"), value=asked.place if asked else ""),
            Field("asked_by", tr("Asked for by"), value=asked.asked_by if asked else ""),
            Field("wrong", tr("What the minutes say"), Ask.LONG),
            Field("right", tr("What they should say"), Ask.LONG, asked.what if asked else ""),
            Field("reason", tr("Why"), Ask.LONG),
            Field("agreed_by", tr("Who agreed"), value=self._host.view.meeting.chair),
        )
        plan = SheetPlan(tr("An erratum"), tr("Seal version {n}").format(n=view.version + 1), fields, about)

        def request(answers: Answers) -> Request:
            told = {name: answers[name] for name in ("place", "wrong", "right", "reason", "asked_by")}
            point = ErratumPoint(**told, correction_id=asked.id if asked else "")
            arguments = {
                "meeting_id": self._host.meeting_id, "points": (point,), "agreed_by": answers["agreed_by"],
            }  # fmt: skip
            return Request(
                issue_errata, arguments, tr("New version sealed"), lambda _kept: self.back_to_list()
            )

        self._host.ask(plan, request)

    def remove(self, row: PointRow) -> None:
        """Take a correction off the list."""
        said = tr("{place}: taken off the list").format(place=row.place)
        self._host.do(remove_correction, refused=self.refused, say=said, correction_id=row.key)


def _legend(*, sealed: bool) -> str:
    """The keys of the list. Sealed words are not changed: there a correction becomes an erratum."""
    if sealed:
        return tr(
            "Enter goes there. N not taken, E erratum, M next meeting, O open again, Delete off the list"
        )
    return tr("Enter goes there. T taken, N not taken, O open again, Delete off the list")

"""Putting the record right: a part is chosen, then it is moved to another record or destroyed by order.

Destroying takes two deliberate steps: asking what an order would reach, and typing the order itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.entry_lives import Departure
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.record_parts import RecordPart
from mappa_desk.domain.views import MeetingRow
from mappa_desk.services.entry_lives import departures, entry_life
from mappa_desk.services.erasure import Erased, ErasurePlan, erase_part, plan_erasure
from mappa_desk.services.erasure_parts import part_of, parts_of_case, parts_of_meeting
from mappa_desk.services.rough_notes import PutAway, put_away
from mappa_desk.services.transfers import move_to_record, other_records
from mappa_desk.services.work import Work
from mappa_desk.ui.cases import ListPage
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.put_right import parts_model, plan_sentences
from mappa_desk.ui.models.typed_days import meant, typed_date
from mappa_desk.ui.office import Office
from mappa_desk.ui.sheet_page import SheetPage

CASE = "case:"
"""Before the id of a case: all its meetings are shown."""


class PutRightPage(ListPage):
    """The parts of a meeting's record, or of a case's, to choose the one that is put right."""

    def __init__(self, office: Office, whose: str) -> None:
        super().__init__(office)
        self._whose = whose
        self.view.set_head(self.tr("Put right: choose the part"))
        self.view.set_empty(
            self.tr("Nothing stands in this record that could be put right."),
            self.tr("No part fits. {count} are hidden by the filter."),
        )
        self.view.row_chosen.connect(lambda key: office.shell.navigate("put_right_part", key))

    def title(self) -> str:
        return self.tr("Put right")

    def enter(self) -> None:
        whose = self._whose
        if whose.startswith(CASE):
            self.ask(lambda work: (parts_of_case(work, case_id=whose.removeprefix(CASE)), (), ()), self._show)
        else:
            self.ask(
                lambda work: (
                    parts_of_meeting(work, meeting_id=whose),
                    put_away(work, meeting_id=whose),
                    departures(work, meeting_id=whose),
                ),
                self._show,
            )

    def _show(self, read: tuple[tuple[RecordPart, ...], tuple[PutAway, ...], tuple[Departure, ...]]) -> None:
        parts, lines, left = read
        model = parts_model()
        model.set_rows(parts)
        self.view.set_model(model)
        went = self.tr("An entry went to {record}: {reason}")
        told = [(one.at, f"{one.sentence} {one.by}".strip()) for one in lines]
        told += [(one.at, went.format(record=one.to, reason=one.reason)) for one in left]
        days = (f"{dates.day(at.astimezone().date())}: {words}" for at, words in sorted(told))
        self.view.set_foot("\n".join(days))
        self.focus_once()


class PutRightPart(SheetPage):
    """One part: moved to another record, or destroyed by order."""

    def __init__(self, office: Office, key: str) -> None:
        super().__init__(office)
        self._key = key
        self._part: RecordPart | None = None
        self._today = date.min
        self.view.chosen.connect(self._on_chosen)

    def title(self) -> str:
        return self.tr("Put right")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"escape": self._leave}

    def enter(self) -> None:
        key = self._key
        self.ask(
            lambda work: (part_of(work, key=key), work.today(), _way_here(work, key)),
            lambda read: self._show(*read),
        )

    def unkept(self) -> bool:
        """True while an order or a reason is half typed."""
        sheet = self.view.sheet
        typed = sheet.answers() if sheet is not None else {}
        return any(typed.get(name) for name in ("order_reference", "ordered_by", "left", "reason"))

    def _show(self, part: RecordPart | None, today: date, came: str) -> None:
        self._part, self._today = part, today
        if part is None:
            self.view.set_part(self.tr("This part does not stand in the record any more."), "", "")
            self.view.set_buttons((("leave", self.tr("Go back")),))
        else:
            state = self.tr("approved and sealed") if part.is_sealed else self.tr("draft")
            where = ", ".join(words for words in (part.reference, state, came) if words)
            self.view.set_part(part.place or self.tr("Paragraph"), where, part.text)
            buttons = [("move", self.tr("Move to another record"))] if part.can_move else []
            self.view.set_buttons((*buttons, ("destroy", self.tr("See what an order would destroy"))))
            self.head(part.reference, self.tr("Put right"))
        self.view.focus_first()

    def _on_chosen(self, name: str) -> None:
        part = self._part
        if part is None or name == "leave":
            self.office.shell.back()
        elif name == "move":
            self.ask(lambda work: other_records(work, meeting_id=part.meeting_id), self._offer_records)
        else:
            self.ask(
                lambda work: plan_erasure(work, meeting_id=part.meeting_id, record=part.named),
                self._offer_order,
            )

    def _leave(self) -> None:
        if self.view.sheet is not None:
            self.view.close_sheet()
        else:
            self.office.shell.back()

    # Moving

    def _offer_records(self, rows: tuple[MeetingRow, ...]) -> None:
        if not rows:
            self.view.show_answer("", (self.tr("There is no other record that takes an entry."),))
            return
        choices = tuple(
            Choice(
                row.meeting_id,
                f"{meeting_reference(row.case_reference, row.meeting.number)},"
                f" {dates.day(row.meeting.planned_on)}",
            )
            for row in rows
        )
        about = self.tr(
            "It leaves this record and stands there under Unsorted. An action, decision or report goes along."
        )
        fields = (
            Field("goes", "", Ask.WORDS, about),
            Field("to_meeting", self.tr("To the record of"), Ask.CHOICE, choices[0].key, choices),
            Field("reason", self.tr("Why"), Ask.LONG, self.tr("Typed into the wrong record")),
        )
        self.open_sheet(SheetPlan(self.tr("Move to another record"), self.tr("Move"), fields), self._move)

    def _move(self, answers: Mapping[str, Any]) -> None:
        part = self._part
        assert part is not None
        self.send(
            lambda work: move_to_record(
                work,
                entry_ids=(part.named[1],),
                to_meeting_id=str(answers["to_meeting"]),
                reason=str(answers["reason"]),
            ),
            self._moved,
        )

    def _moved(self, outcome: Outcome[tuple[Entry, ...]]) -> None:
        self._finish(self.tr("Moved. Both records say so."), ())

    # Destroying

    def _offer_order(self, plan: ErasurePlan) -> None:
        part = self._part
        assert part is not None
        never = self.tr("Nothing brings it back. The order is named in the record, the words are not.")
        told = (never, *plan_sentences(len(plan.versions), plan.holds.sentences()))
        fields = [
            Field("reach", "", Ask.WORDS, "\n".join(told)),
            Field("order_reference", self.tr("Reference of the order")),
            Field("ordered_by", self.tr("Ordered by: name and office")),
            Field(
                "ordered_on",
                self.tr("Day of the order"),
                Ask.DATE,
                self._today.strftime("%d/%m/%Y"),
                past=True,
            ),
        ]
        if part.can_keep_words:
            hint = self.tr("Empty destroys the whole paragraph")
            fields.append(Field("left", self.tr("What may stay of the paragraph"), Ask.LONG, hint=hint))
        if plan.papers:
            fields.append(
                Field(
                    "papers", self.tr("Destroy the paper of the approval too: it may show the part"), Ask.TICK
                )
            )
        self.open_sheet(
            SheetPlan(self.tr("Destroy by order"), self.tr("Destroy for good"), tuple(fields)),
            self._destroy,
        )

    def _destroy(self, answers: Mapping[str, Any]) -> None:
        part = self._part
        assert part is not None
        on = typed_date(str(answers["ordered_on"]), self._today, name="ordered_on", past=True)
        self.send(
            lambda work: erase_part(
                work,
                meeting_id=part.meeting_id,
                record=part.named,
                order_reference=str(answers["order_reference"]),
                ordered_by=str(answers["ordered_by"]),
                ordered_on=on,
                left=str(answers.get("left", "")),
                papers=bool(answers.get("papers")),
            ),
            self._destroyed,
        )

    def _destroyed(self, outcome: Outcome[Erased]) -> None:
        told = outcome.value
        said, sentences = self.tr("Destroyed in this vault."), list[str]()
        if told.sealed:
            new = self.tr("Version {number} is sealed now, with the code {code}.")
            number, code = told.sealed[0].version, told.sealed[0].seal_code
            sentences.append(new.format(number=number, code=code))
        sentences += [self.tr("Who may still hold it:"), *told.holds.sentences()]
        if not told.finished:
            sentences.insert(
                0, self.tr("The file itself is written anew when the vault closes, at the latest.")
            )
        self._finish(said, tuple(sentences))

    # Sheets

    def open_sheet(self, plan: SheetPlan, kept: Callable[[Mapping[str, Any]], None]) -> None:
        self.view.show_answer("", ())
        super().open_sheet(plan, kept)

    def meant(self, typed: str, *, past: bool = False) -> str:
        return meant(typed, self._today, past=past)

    def _finish(self, title: str, sentences: tuple[str, ...]) -> None:
        self._part = None
        self.view.close_sheet()
        self.view.set_part(title, "", "")
        self.view.set_buttons((("leave", self.tr("Go back")),))
        self.view.show_answer("", sentences)
        self.view.focus_first()
        self.office.shell.announce(". ".join((title, *sentences)))


def _way_here(work: Work, key: str) -> str:
    """Where an entry came from and why, in words; empty for what was typed here."""
    _, kind, record_id = key.split("/")
    if kind != Entry.KIND:
        return ""
    life = entry_life(work, entry_id=record_id)
    came = QCoreApplication.translate("put_right", "came from {record}: {reason}")
    said = came.format(record=life.came_from, reason=life.came_because).removesuffix(": ")
    return said if life.came_from else ""

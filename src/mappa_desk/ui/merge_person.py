"""Two entries of the contact book that are one person: chosen, looked at, made one; or taken apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mappa_desk.domain.contact_book import BookRow, ContactBook, name_key
from mappa_desk.services.contacts import contact_book
from mappa_desk.services.merging import (
    MergedPerson,
    MergePlan,
    Separated,
    merge_people,
    merged_under,
    plan_merge,
    separate_people,
)
from mappa_desk.ui.contact_undo import news
from mappa_desk.ui.models import contact_words, dates
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.office import Office
from mappa_desk.ui.sheet_page import SheetPage


class MergePerson(SheetPage):
    """Merges another entry into this one. What both tell differently is shown before anything is done."""

    def __init__(self, office: Office, person_id: str) -> None:
        super().__init__(office)
        self._person_id = person_id
        self._row: BookRow | None = None
        self._others: tuple[BookRow, ...] = ()
        self._under: tuple[MergedPerson, ...] = ()
        self.view.chosen.connect(self._on_chosen)

    def title(self) -> str:
        return self.tr("Merge people")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"escape": self._leave}

    def enter(self) -> None:
        person_id = self._person_id
        self.ask(
            lambda work: (contact_book(work), merged_under(work, person_id=person_id)),
            lambda read: self._show(*read),
        )

    def unkept(self) -> bool:
        """True while a reason is half typed."""
        sheet = self.view.sheet
        return sheet is not None and bool(sheet.answers().get("reason"))

    def _show(self, book: ContactBook, under: tuple[MergedPerson, ...]) -> None:
        self._row, self._under = book.row(self._person_id), under
        self._others = tuple(row for row in book.rows if row.key != self._person_id)
        if self._row is None:
            self.view.set_part(self.tr("This person is not in the contact book."), "", "")
            self.view.set_buttons((("leave", self.tr("Go back")),))
            return
        name = _named(self._row)
        self.view.set_part(name, self.tr("This entry stays; the other is found under it from then on."), "")
        buttons = [("merge", self.tr("Merge another entry into this one"))] if self._others else []
        if under:
            buttons.append(("separate", self.tr("Take apart again")))
        self.view.set_buttons((*buttons, ("leave", self.tr("Go back"))))
        self.view.show_answer(
            "",
            tuple(
                self.tr("{name} is found here since {day}: {reason}").format(
                    name=one.person.name, day=dates.day(one.at.astimezone().date()), reason=one.reason
                )
                for one in under
            ),
        )
        self.view.focus_first()

    def _leave(self) -> None:
        if self.view.sheet is not None:
            self.view.close_sheet()
        else:
            self.office.shell.back()

    def _on_chosen(self, name: str) -> None:
        {"merge": self._choose, "separate": self._ask_apart}.get(name, self.office.shell.back)()

    def _choose(self) -> None:
        """The first step: which entry. Those whose names are most alike come first."""
        row = self._row
        assert row is not None
        own = set(name_key(row.person.name).split())

        def far(other: BookRow) -> tuple[bool, int, str]:
            alike = len(own & set(name_key(other.person.name).split()))
            return other.person.agency != row.person.agency, -alike, name_key(other.person.name)

        choices = tuple(Choice(one.key, _named(one)) for one in sorted(self._others, key=far))
        field = Field("merge", self.tr("The other entry"), Ask.CHOICE, choices[0].key, choices)
        self.open_sheet(
            SheetPlan(self.tr("Which entry is the same person?"), self.tr("Look at both"), (field,)),
            lambda answers: self.ask(
                lambda work: plan_merge(work, keep=self._person_id, merge=str(answers["merge"])),
                self._confirm,
            ),
        )

    def _confirm(self, plan: MergePlan) -> None:
        """The second step: what differs, and why they are one."""
        fields = [Field("about", "", Ask.WORDS, "\n".join(self._sentences(plan)))]
        if plan.conflicts:
            choices = tuple(
                Choice(
                    one.field,
                    self.tr("{field}: take “{merged}” instead of “{kept}”").format(
                        field=contact_words.field(one.field), merged=one.merged, kept=one.kept
                    ),
                )
                for one in plan.conflicts
            )
            fields.append(Field("take", self.tr("Both tell this differently"), Ask.CHECKS, choices=choices))
        fields.append(Field("reason", self.tr("Why they are one person"), Ask.LONG))
        title = self.tr("Make {merge} and {keep} one person").format(
            merge=plan.merge.name, keep=plan.keep.name
        )
        self.open_sheet(
            SheetPlan(title, self.tr("Make them one"), tuple(fields)),
            lambda answers: self.send(
                lambda work: merge_people(
                    work,
                    keep=plan.keep.id,
                    merge=plan.merge.id,
                    reason=str(answers["reason"]),
                    take=tuple(answers.get("take", ())),
                ),
                lambda _done: self._finished(self.tr("They are one person now.")),
            ),
        )

    def _sentences(self, plan: MergePlan) -> tuple[str, ...]:
        told = [
            self.tr("Panels, deputies, notes and what they may get are joined. Who acted stays as it was.")
        ]
        if plan.meetings:
            told.append(
                self.tr("These lists lead to the kept entry: {meetings}.").format(
                    meetings=", ".join(plan.meetings)
                )
            )
        if plan.sealed:
            told.append(
                self.tr("These minutes are sealed and stay: {meetings}.").format(
                    meetings=", ".join(plan.sealed)
                )
            )
        if plan.doubled:
            told.append(
                self.tr("Both stand on one list, and both lines stay there: {meetings}.").format(
                    meetings=", ".join(plan.doubled)
                )
            )
        return tuple(told)

    def _ask_apart(self) -> None:
        choices = tuple(Choice(one.person.id, one.person.name) for one in self._under)
        fields = (
            Field("merged", self.tr("Who stands for themselves again"), Ask.CHOICE, choices[-1].key, choices),
            Field("reason", self.tr("Why they are two people"), Ask.LONG),
        )
        self.open_sheet(
            SheetPlan(self.tr("Take apart again"), self.tr("Take apart"), fields),
            lambda answers: self.send(
                lambda work: separate_people(
                    work, merged=str(answers["merged"]), reason=str(answers["reason"])
                ),
                lambda done: self._apart(done.value),
            ),
        )

    def _apart(self, done: Separated) -> None:
        self._finished(" ".join((self.tr("They are two people again."), *done.left)))

    def _finished(self, words: str) -> None:
        self.view.close_sheet()
        news.changed.emit()
        self.office.shell.announce(words)
        self.enter()


def _named(row: BookRow) -> str:
    return ", ".join(part for part in (row.person.name, row.person.role, row.agency_name) if part)

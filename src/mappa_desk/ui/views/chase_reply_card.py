"""One action in the pane of a reply: what became of it, on which day, what is said of it and shown for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mappa_desk.domain.actions import ActionEventKind
from mappa_desk.domain.carry_over import SETTLING
from mappa_desk.ui import theme
from mappa_desk.ui.models.chase_answers import ActionAnswer, CardOffers, Meant, ReplyCard
from mappa_desk.ui.models.chase_pasted import Pasted
from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.typed_choice import TypedChoice

_ONE_OWNER = ("owner_agency", "owner_name", "owner_role")


class AnswerCard(QFrame):
    """Shows the fields that its outcome needs, and no more."""

    edited = Signal()
    grown = Signal(QWidget)
    """A part of it that came into sight or took more lines, beside the field that has the keyboard."""

    def __init__(self, card: ReplyCard, offers: CardOffers) -> None:
        super().__init__()
        self.action_id, self.number = card.action_id, card.number
        self._offers, self._reply_day, self._proposed = offers, "", ""
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(card.number, font_role="strong"))
        head.addStretch(1)
        head.addWidget(plain_label(card.due, font_role="caption", tone=card.tone))
        column.addLayout(head)
        column.addWidget(plain_label(card.text, wrap=True))
        self.outcome = _choice()
        for choice in offers.outcomes:
            self.outcome.addItem(choice.words, choice.key)
        self.on, self.due, self.evidence = QLineEdit(), QLineEdit(), QLineEdit()
        self._on_meant, self._due_meant = _meaning(), _meaning()
        self.words = CaptureText(self, least_rows=1, most_rows=5, framed=True)
        self.due.setPlaceholderText(self.tr("New date, such as 27/11"))
        self.evidence.setPlaceholderText(self.tr("What shows it: a letter, a reference"))
        self._days = _held(self.on, self._on_meant)
        self._new_date = _held(self.due, self._due_meant)
        self._owner = self._owner_part(card)
        for part in (self.outcome, self._days, self._new_date, self._owner, self.words, self.evidence):
            column.addWidget(part)
        self._name()
        self.outcome.setAccessibleDescription(card.text)
        self.words.setAccessibleDescription(card.text)
        self.outcome.currentIndexChanged.connect(lambda _at: self._on_outcome())
        self.words.textChanged.connect(self._on_words)
        for edit in (self.on, self.due):
            edit.textChanged.connect(lambda _text: self._say_days())
        for field in (self.on, self.due, self.owner_name, self.owner_role, self.evidence):
            field.setMaxLength(500)
            field.textChanged.connect(lambda _text: self.edited.emit())
        self._on_outcome()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The fields in the order in which they stand."""
        owner = (self.owner_agency, self.owner_name, self.owner_role)
        return self.outcome, self.on, self.due, *owner, self.words, self.evidence

    @property
    def opened(self) -> QWidget:
        """The part that the outcome opened, else the outcome itself."""
        parts = (part for part in (self._days, self._new_date, self._owner) if not part.isHidden())
        return next(parts, self.outcome)

    def set_reply_day(self, typed: str) -> None:
        """The day of the reply, as typed, on which it was done unless the card says another."""
        self._reply_day = typed
        self._say_days()

    def answer(self) -> ActionAnswer:
        """What was keyed, in the fields that the outcome asks for."""
        kind, owner = self._kind(), ("", "", "")
        if kind is ActionEventKind.TRANSFERRED:
            agency = str(self.owner_agency.currentData() or "")
            owner = (agency, self.owner_name.text().strip(), self.owner_role.text().strip())
        return ActionAnswer(
            self.action_id,
            str(self.outcome.currentData() or ""),
            self.words.toPlainText().strip(),
            self.due.text().strip() if kind is ActionEventKind.REDATED else "",
            self.evidence.text().strip(),
            self.on.text().strip() if kind in SETTLING else "",
            owner,
        )

    def take(self, pasted: Pasted) -> None:
        """Put pasted words in, with the outcome and the day that they propose; a day that was typed stays."""
        self.words.set_line(pasted.words)
        if self.on.text() == self._proposed:
            self._proposed = pasted.on
            self.on.setText(pasted.on)
        self.outcome.setCurrentIndex(max(self.outcome.findData(pasted.outcome.value), 0))

    def mark_wrong(self, field: str) -> None:
        """Mark the field that a refusal is about, and go to it; the outcome for any other."""
        fields = {
            "on": self.on,
            "due": self.due,
            "note": self.words,
            "evidence": self.evidence,
            "owner": self.owner_agency,
            "agency": self.owner_agency,
            **{name: getattr(self, name) for name in _ONE_OWNER},
        }
        wrong = fields.get(field, self.outcome)
        self.mark_right()
        theme.mark(wrong, "wrong", True)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_right(self) -> None:
        """No field is marked any more."""
        for widget in self.stops:
            theme.mark(widget, "wrong", False)

    # Building

    def _owner_part(self, card: ReplyCard) -> QWidget:
        self.owner_agency, self.owner_name, self.owner_role = _choice(), QLineEdit(), QLineEdit()
        for choice in self._offers.agencies:
            self.owner_agency.addItem(choice.words, choice.key)
        self.owner_agency.setCurrentIndex(max(self.owner_agency.findData(card.agency), 0))
        self.owner_agency.currentIndexChanged.connect(lambda _at: self.edited.emit())
        self.owner_name.setPlaceholderText(self.tr("Name"))
        self.owner_role.setPlaceholderText(self.tr("Role"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        caption = plain_label(self.tr("Who takes it over"), font_role="caption", tone="muted")
        caption.setBuddy(self.owner_agency)
        column.addWidget(caption)
        column.addWidget(self.owner_agency)
        line = QHBoxLayout()
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.owner_name, 1)
        line.addWidget(self.owner_role, 1)
        column.addLayout(line)
        return holder

    def _name(self) -> None:
        names: tuple[tuple[QWidget, str, str], ...] = (
            (self.outcome, "outcome", self.tr("What became of {number}")),
            (self.on, "settled", self.tr("On which day, {number}")),
            (self.due, "due", self.tr("New date of {number}")),
            (self.owner_agency, "owner_agency", self.tr("Agency that takes {number} over")),
            (self.owner_name, "owner_name", self.tr("Name of who takes {number} over")),
            (self.owner_role, "owner_role", self.tr("Role of who takes {number} over")),
            (self.words, "note", self.tr("What they say of {number}")),
            (self.evidence, "evidence", self.tr("What shows it, {number}")),
        )
        for widget, name, said in names:
            widget.setObjectName(f"{name}_field")
            widget.setAccessibleName(said.format(number=self.number))

    # Following what is keyed

    def _kind(self) -> ActionEventKind | None:
        found = str(self.outcome.currentData() or "")
        return ActionEventKind(found) if found else None

    def _on_outcome(self) -> None:
        kind, kinds = self._kind(), ActionEventKind
        self._days.setVisible(kind in SETTLING)
        self._new_date.setVisible(kind is kinds.REDATED)
        self._owner.setVisible(kind is kinds.TRANSFERRED)
        self.evidence.setVisible(kind is not None)
        done, other = self.tr("Done on, such as fri"), self.tr("On which day, such as fri")
        self.on.setPlaceholderText(done if kind is kinds.DONE else other)
        why = {
            kinds.REDATED: self.tr("Why it moves"),
            kinds.TRANSFERRED: self.tr("Why it changes hands"),
            kinds.OVERTAKEN: self.tr("What overtook it"),
            kinds.NOT_DONE: self.tr("Why it was not done"),
        }
        said = self.tr("What they say")
        self.words.setPlaceholderText(said if kind is None else why.get(kind, said))
        self._say_days()
        if self.outcome.hasFocus():
            self.grown.emit(self.opened)
        self.edited.emit()

    def _on_words(self) -> None:
        """Words alone are an update."""
        if self.words.toPlainText().strip() and not self.outcome.currentData():
            self.outcome.setCurrentIndex(self.outcome.findData(ActionEventKind.UPDATED.value))
        self.edited.emit()

    def _say_days(self) -> None:
        kind = self._kind()
        if kind in SETTLING and kind is not None:
            typed = self.on.text().strip() or self._reply_day
            show_meant(self.on, self._on_meant, self._offers.settled(self.action_id, kind.value, typed))
        if kind is ActionEventKind.REDATED:
            show_meant(self.due, self._due_meant, self._offers.due(self.action_id, self.due.text().strip()))
        for edit, holder in ((self.on, self._days), (self.due, self._new_date)):
            if edit.hasFocus():
                self.grown.emit(holder)


def _choice() -> TypedChoice:
    choice = TypedChoice()
    choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(12)
    return choice


def _meaning() -> QLabel:
    return plain_label("", font_role="caption", tone="muted", wrap=True)


def _held(edit: QLineEdit, meant: QLabel) -> QWidget:
    """A field of days with what it means under it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(edit)
    column.addWidget(meant)
    return holder


def show_meant(edit: QLineEdit, label: QLabel, meant: Meant) -> None:
    """Say under a field of days what is meant; a screen reader hears it with the field."""
    label.setText(meant.words)
    label.setVisible(bool(meant.words))
    theme.mark(label, "tone", "warning" if meant.warns else "muted")
    edit.setAccessibleDescription(meant.words)

"""The reply of an agency, keyed action by action or pasted, with where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.chase_answers import ActionAnswer, CardOffers, ReplyCard, ReplySource
from mappa_desk.ui.models.chase_pasted import Pasted
from mappa_desk.ui.models.desk_fields import Choice
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.chase_reply_card import AnswerCard, show_meant
from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.spoken_scroll import SpokenScroll
from mappa_desk.ui.widgets.typed_choice import TypedChoice


class ReplyPane(QWidget):
    """The whole reply. Ctrl+Enter keeps from any field."""

    kept = Signal()
    left = Signal()
    pasted = Signal(str)
    """The whole text of the box for a pasted reply."""

    def __init__(
        self,
        title: str,
        cards: Sequence[ReplyCard],
        *,
        ways: Sequence[Choice],
        offers: CardOffers,
        source: ReplySource,
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._offers = offers
        self.cards = [AnswerCard(card, offers) for card in cards]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head(title))
        outer.addWidget(_hairline())
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 12, 16, 16)
        column.setSpacing(8)
        self._make_source(column, ways, source)
        self._make_paste(column)
        for card in self.cards:
            column.addWidget(card)
            card.edited.connect(self._count)
            card.grown.connect(self._bring)
        column.addStretch(1)
        outer.addWidget(self._scrolled(body, title), 1)
        outer.addWidget(_hairline())
        outer.addLayout(self._foot())
        self.setFocusProxy(self.came_by)
        dress(self)
        for widget in self.stops:
            widget.installEventFilter(self)
        for before, after in zip(self.stops, self.stops[1:], strict=False):
            self.setTabOrder(before, after)
        self._count()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        inner = [widget for card in self.cards for widget in card.stops]
        return [self.came_by, self.told_by, self.on, self.paste, *inner, self.keep_button, self.leave_button]

    def source(self) -> ReplySource:
        """Where the reply came from."""
        return ReplySource(
            str(self.came_by.currentData() or ""), self.told_by.text().strip(), self.on.text().strip()
        )

    def answers(self) -> tuple[ActionAnswer, ...]:
        """What was keyed, without the actions of which nothing was said."""
        return tuple(answer for card in self.cards if not (answer := card.answer()).is_empty)

    def take(self, found: Mapping[str, Pasted], said: str) -> None:
        """Put pasted words to their actions, and say how many were found."""
        for card in self.cards:
            if card.action_id in found:
                card.take(found[card.action_id])
        self._pasted_label.setText(said)
        self._pasted_label.setVisible(bool(said))

    def set_busy(self, busy: bool) -> None:
        """While it is being kept it cannot be kept again."""
        self.keep_button.setEnabled(not busy)

    def show_error(self, sentence: str, field: str = "", action_id: str = "") -> None:
        """Say what is wrong beside the button, and go to the field it is about."""
        self.error_label.setText(sentence)
        self.error_label.setVisible(bool(sentence))
        own = {"told_by": self.told_by, "on": self.on, "came_by": self.came_by}
        for name, widget in own.items():
            theme.mark(widget, "wrong", bool(sentence) and name == field and not action_id)
        for other in self.cards:
            other.mark_right()
        card = next((card for card in self.cards if card.action_id == action_id), None)
        if card is not None:
            card.mark_wrong(field)
        elif field in own:
            own[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps from any field; what has the keyboard is in sight."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched, 0, theme.px(60))
            for card in self.cards:
                if watched is card.outcome:
                    self._bring(card.opened)
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if event.type() in kinds and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                    self._keep()
                event.accept()
                return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """The first field comes with its name above it, once everything has its place."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(0))

    # Building

    def _head(self, title: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(24, 8, 12, 8)
        line.addWidget(plain_label(title, font_role="section", wrap=True), 1)
        self.leave_button = QPushButton(self.tr(" Leave, Esc"))
        self.leave_button.setObjectName("leave_button")
        self.leave_button.setAccessibleName(self.tr("Leave, Esc"))
        icons.put(self.leave_button, "cross")
        self.leave_button.setProperty("quiet", True)
        self.leave_button.clicked.connect(self.left)
        line.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _make_source(self, column: QVBoxLayout, ways: Sequence[Choice], source: ReplySource) -> None:
        self.came_by = TypedChoice()
        self.came_by.setSizeAdjustPolicy(self.came_by.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.came_by.setMinimumContentsLength(12)
        for choice in ways:
            self.came_by.addItem(choice.words, choice.key)
        self.came_by.setCurrentIndex(max(self.came_by.findData(source.came_by), 0))
        self.told_by, self.on = QLineEdit(source.told_by), QLineEdit(source.on)
        self.told_by.setMaxLength(200)
        self.on.setMaxLength(40)
        self._on_label = plain_label("", font_role="caption", tone="muted", wrap=True)
        self.on.textChanged.connect(self._on_day)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(_named("came_by", self.tr("How it came"), self.came_by), 1)
        line.addLayout(_named("told_by", self.tr("Who says so"), self.told_by), 1)
        column.addLayout(line)
        words = self.tr("Done on which day, unless an action says another")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.on, 1)
        line.addWidget(self._on_label, 1)
        column.addLayout(_named("on", words, self.on, line))
        self._on_day(source.on)

    def _make_paste(self, column: QVBoxLayout) -> None:
        self.paste = CaptureText(self, least_rows=1, most_rows=4, framed=True)
        self.paste.setPlaceholderText(self.tr("Paste the whole reply here"))
        self.paste.refused.connect(self.show_error)
        self.paste.textChanged.connect(lambda: self.pasted.emit(self.paste.toPlainText()))
        hint = self.tr("Numbers such as M03-07 put the words behind them to their actions.")
        self.paste.setAccessibleDescription(hint)
        column.addLayout(_named("paste", self.tr("Pasted reply"), self.paste))
        self._pasted_label = plain_label("", font_role="caption", tone="muted", wrap=True)
        self._pasted_label.hide()
        column.addWidget(self._pasted_label)

    def _scrolled(self, body: QWidget, title: str) -> QScrollArea:
        self._scroll = SpokenScroll()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(title)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        return self._scroll

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.setSpacing(6)
        self.error_label = QLabel()
        self.error_label.setTextFormat(Qt.TextFormat.PlainText)
        self.error_label.setWordWrap(True)
        self.error_label.setProperty("tone", "danger")
        self.error_label.hide()
        self.keep_button = QPushButton()
        self.keep_button.setObjectName("keep_button")
        self.keep_button.setProperty("primary", True)
        self.keep_button.clicked.connect(self._keep)
        foot.addWidget(self.error_label)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.keep_button)
        foot.addLayout(line)
        return foot

    def _bring(self, part: QWidget) -> None:
        """What opens under a field comes into sight once it has its place; the field stays there."""

        def bring() -> None:
            for widget in (part, QApplication.focusWidget()):
                if widget is not None and self._scroll.isAncestorOf(widget):
                    self._scroll.ensureWidgetVisible(widget, 0, theme.px(8))

        QTimer.singleShot(0, self, bring)

    def _keep(self) -> None:
        if self.keep_button.isEnabled():
            self.show_error("")
            self.kept.emit()

    def _count(self) -> None:
        count = len(self.answers())
        one, many = self.tr("Keep 1 answer"), self.tr("Keep {n} answers").format(n=count)
        words = one if count == 1 else many if count else self.tr("Keep the answers")
        self.keep_button.setText(words)
        self.keep_button.setAccessibleName(words)

    def _on_day(self, text: str) -> None:
        show_meant(self.on, self._on_label, self._offers.happened(text))
        for card in self.cards:
            card.set_reply_day(text.strip())


def _hairline() -> QFrame:
    rule = QFrame()
    rule.setProperty("line", True)
    rule.setFixedHeight(1)
    return rule


def _named(name: str, words: str, widget: QWidget, line: QHBoxLayout | None = None) -> QVBoxLayout:
    part = QVBoxLayout()
    part.setSpacing(2)
    label = plain_label(words, font_role="caption", tone="muted")
    label.setBuddy(widget)
    widget.setObjectName(f"{name}_field")
    widget.setAccessibleName(words)
    part.addWidget(label)
    if line is None:
        part.addWidget(widget)
    else:
        part.addLayout(line)
    return part

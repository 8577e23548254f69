"""The first two steps of giving copies out: which edition, and who gets one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import theme
from mappa_desk.ui.models.issuing import EditionChoice
from mappa_desk.ui.models.ticks import TicksModel
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.issuing_step import IssuingStep
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.tick_list import TickList


class AudienceStep(IssuingStep):
    """Which edition goes out: chosen by whom it is for."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("For whom"))
        self._made: list[QWidget] = []
        self._radios: dict[str, QRadioButton] = {}
        self.large_check = QCheckBox(self.tr("Large print"))
        self.large_check.setAccessibleName(self.tr("Large print"))
        self.large_check.setObjectName("large_check")
        self.column.addStretch(1)
        self.column.addWidget(self.large_check)

    @property
    def key(self) -> str:
        """The chosen edition."""
        return next((key for key, radio in self._radios.items() if radio.isChecked()), "")

    def set_editions(self, editions: Sequence[EditionChoice], chosen: str) -> None:
        """Show these; one is chosen."""
        for old in self._made:
            old.hide()
            old.deleteLater()
        self._made, self._radios = [], {}
        for place, one in enumerate(editions):
            radio = QRadioButton(one.name)
            radio.setObjectName(f"edition_{one.key}")
            radio.setAccessibleName(f"{one.name}. {one.about}")
            radio.setProperty("font_role", "strong")
            radio.setChecked(one.key == chosen)
            radio.toggled.connect(partial(self._on_toggled, one.key))
            about = plain_label(one.about, tone="muted", wrap=True)
            about.setContentsMargins(theme.px(24), 0, 0, 6)
            self.column.insertWidget(2 * place, radio)
            self.column.insertWidget(2 * place + 1, about)
            self._made += [radio, about]
            self._radios[one.key] = radio
        if chosen in self._radios:
            self.setFocusProxy(self._radios[chosen])

    def tab_line(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order, whenever its parts were made."""
        return *(radio for radio in self._radios.values() if radio.isChecked()), self.large_check

    def _on_toggled(self, key: str, on: bool) -> None:
        if on:
            self.setFocusProxy(self._radios[key])
            self.chosen.emit(key)


class PeopleStep(IssuingStep):
    """Who gets a copy, and which parts are left out of all of them."""

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Who gets one"))
        self.people, self.parts = TicksModel(), TicksModel()
        self.note_label = plain_label("", tone="warning", wrap=True)
        self.people_list = self._list("people_list", self.tr("Who gets a copy"), self.people)
        self.count_label = plain_label("", font_role="strong", wrap=True)
        self.all_button = self._link("all_button", self.tr("Tick all"), lambda: self.people.tick_all(True))
        self.none_button = self._link(
            "none_button", self.tr("Tick none"), lambda: self.people.tick_all(False)
        )
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.count_label, 1)
        line.addWidget(self.all_button)
        line.addWidget(self.none_button)
        self.column.addWidget(self.note_label)
        self.column.addLayout(line)
        self.column.addWidget(self.people_list)
        self._make_other()
        self._make_parts()
        self.column.addStretch(1)
        self.people.changed.connect(self._count)
        self.parts.changed.connect(self._count)
        dress(self)
        self._count()

    def show_people(self, note: str, *, others: bool, why: bool) -> None:
        """What is to be known of the list; whether others may be named, and must say why."""
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))
        listed = bool(self.people.rows)
        for widget in (self.people_list, self.all_button, self.none_button):
            widget.setVisible(listed)
        self.other_frame.setVisible(others)
        self.because_holder.setVisible(why)
        title = self.tr("Somebody else") if listed else self.tr("Who gets a copy")
        self.other_label.setText(title)
        self.setFocusProxy(self.people_list if listed else self.name_edit)
        has_parts = bool(self.parts.rows)
        self.parts_check.setVisible(has_parts)
        if not has_parts:
            self.parts_check.setChecked(False)
        self.people_list.updateGeometry()
        self._count()

    def other(self) -> tuple[str, str, str]:
        """Name, agency and reason of somebody else; the name is empty for nobody."""
        agency = str(self.agency_combo.currentData() or "")
        return self.name_edit.text().strip(), agency, self.because_edit.text().strip()

    def set_other(self, name: str) -> None:
        """Name somebody else."""
        self.name_edit.setText(name)

    def set_agencies(self, agencies: Sequence[tuple[str, str]]) -> None:
        """The agencies that somebody else may be of."""
        self.agency_combo.clear()
        self.agency_combo.addItem(self.tr("No agency"), "")
        for code, name in agencies:
            self.agency_combo.addItem(name, code)

    def _make_other(self) -> None:
        self.other_frame = QFrame()
        self.other_frame.setProperty("rule", "top")
        inner = QVBoxLayout(self.other_frame)
        inner.setContentsMargins(0, 12, 0, 0)
        inner.setSpacing(6)
        self.other_label = plain_label("", font_role="strong")
        self.name_edit, self.agency_combo, self.because_edit = QLineEdit(), QComboBox(), QLineEdit()
        for edit in (self.name_edit, self.because_edit):
            edit.setMaxLength(200)
        self.name_edit.textChanged.connect(lambda _text: self._count())
        line = QHBoxLayout()
        line.setSpacing(8)
        self.agency_combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.agency_combo.setMinimumContentsLength(10)
        line.addLayout(self.labelled("recipient", self.tr("Name or office"), self.name_edit), 3)
        line.addLayout(self.labelled("agency", self.tr("Agency"), self.agency_combo), 2)
        self.because_holder = QWidget()
        why = self.labelled("because", self.tr("Why they get one"), self.because_edit)
        why.setContentsMargins(0, 0, 0, 0)
        self.because_holder.setLayout(why)
        inner.addWidget(self.other_label)
        inner.addLayout(line)
        inner.addWidget(self.because_holder)
        self.column.addWidget(self.other_frame)

    def _make_parts(self) -> None:
        self.parts_check = QCheckBox(self.tr("Leave parts out of these copies"))
        self.parts_check.setAccessibleName(self.parts_check.text())
        self.parts_check.setObjectName("parts_check")
        self.parts_label = plain_label(
            self.tr("Tick what is left out. The copy says that something is left out, not what."),
            tone="muted",
            wrap=True,
        )
        self.parts_list = self._list("parts_list", self.tr("Parts to leave out"), self.parts)
        for widget in (self.parts_label, self.parts_list):
            widget.hide()
            self.parts_check.toggled.connect(widget.setVisible)
        self.parts_check.toggled.connect(lambda on: None if on else self.parts.tick_all(False))
        self.column.addWidget(self.parts_check)
        self.column.addWidget(self.parts_label)
        self.column.addWidget(self.parts_list)

    def _list(self, name: str, title: str, model: TicksModel) -> TickList:
        made = TickList()
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.show_ticks(model)
        return made

    def _link(self, name: str, words: str, call: object) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setProperty("link", True)
        button.clicked.connect(call)
        return button

    def _count(self) -> None:
        count = len(self.people.ticked) + bool(self.name_edit.text().strip())
        self.count_label.setText(
            self.tr("Nobody is ticked")
            if not count
            else self.tr("1 copy")
            if count == 1
            else self.tr("{n} copies").format(n=count)
        )
        left = len(self.parts.ticked)
        words = self.tr("Leave parts out of these copies")
        self.parts_check.setText(f"{words} ({left})" if left else words)

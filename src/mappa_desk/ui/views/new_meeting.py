"""Planning: a meeting in four answers, one at once, a panel day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_new_meeting import Ui_NewMeeting
from mappa_desk._generated.ui_new_panel_day import Ui_NewPanelDay
from mappa_desk._generated.ui_start_now import Ui_StartNow
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contact_book import StandingPanel
from mappa_desk.domain.meetings import PanelDay
from mappa_desk.domain.views import CaseRow
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.field_errors import FieldErrors

FORMAL = (Level.TWO, Level.THREE)
"""Levels that have a meeting."""


@dataclass(frozen=True, slots=True)
class MeetingAnswers:
    """What the form holds, as typed."""

    case_id: str
    kind: MeetingKind
    level: Level
    date: str
    time: str
    minutes: int
    place: str
    panel_day_id: str | None
    panel: str = ""
    """Name of a standing panel that is invited too."""


class NewMeetingView(QWidget):
    """Asks four things; `saved` says whether the desk is to open."""

    saved = Signal(bool)
    cancelled = Signal()
    case_changed = Signal(str)
    date_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_NewMeeting()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        ui.save_button.clicked.connect(lambda: self.saved.emit(False))
        ui.open_button.clicked.connect(lambda: self.saved.emit(True))
        ui.cancel_button.clicked.connect(self.cancelled)
        ui.case_combo.currentIndexChanged.connect(
            lambda _place: self.case_changed.emit(str(ui.case_combo.currentData() or ""))
        )
        ui.date_edit.textEdited.connect(self.date_edited)
        for field in (ui.date_edit, ui.time_edit, ui.place_edit):
            field.returnPressed.connect(lambda: self.saved.emit(False))
        for level in FORMAL:
            ui.level_combo.addItem(words.level(level), level)
        ui.day_frame.hide()
        ui.invite_frame.hide()
        self.errors = FieldErrors(
            ui.errors_frame,
            ui.errors_lines,
            {
                "case": (ui.case_combo, ui.case_error_label),
                "level": (ui.level_combo, ui.level_error_label),
                "on": (ui.date_edit, ui.date_error_label),
                "at": (ui.time_edit, ui.time_error_label),
                "minutes": (ui.minutes_spin, ui.minutes_error_label),
                "place": (ui.place_edit, ui.place_error_label),
                "panel_day": (ui.day_combo, ui.day_error_label),
                "panel": (ui.invite_combo, ui.invite_error_label),
            },
        )

    def set_cases(self, rows: tuple[CaseRow, ...], chosen: str) -> None:
        """Offer these cases, with `chosen` (a case id) in front when it is among them."""
        combo = self._ui.case_combo
        combo.blockSignals(True)
        combo.clear()
        for row in rows:
            name = f"{row.case.reference}, {row.case.name}" if row.case.name else row.case.reference
            combo.addItem(name, row.case.id)
        place = combo.findData(chosen)
        combo.setCurrentIndex(max(place, 0) if rows else -1)
        combo.blockSignals(False)
        self.case_changed.emit(str(combo.currentData() or ""))

    def set_panel_days(self, days: tuple[PanelDay, ...]) -> None:
        """Offer these panel days; without any the question is not asked."""
        combo = self._ui.day_combo
        combo.clear()
        combo.addItem(self.tr("On its own"), None)
        for day in days:
            combo.addItem(f"{dates.day(day.on)}, {day.title}", day.id)
        self._ui.day_frame.setVisible(bool(days))

    def set_panels(self, panels: tuple[StandingPanel, ...]) -> None:
        """Offer these standing panels; without any the question is not asked."""
        combo = self._ui.invite_combo
        combo.clear()
        combo.addItem(self.tr("Those of last time, else the core panel"), "")
        for panel in panels:
            count = len(panel.people)
            one, many = self.tr("Panel: {name} (1 person)"), self.tr("Panel: {name} ({count} people)")
            words_ = one if count == 1 else many
            combo.addItem(words_.format(name=panel.name, count=count), panel.name)
        self._ui.invite_frame.setVisible(bool(panels))

    def choose_panel_day(self, day: PanelDay) -> None:
        """Put the meeting on this day: its date and its place stand in the form."""
        ui = self._ui
        ui.day_combo.setCurrentIndex(max(ui.day_combo.findData(day.id), 0))
        ui.date_edit.setText(dates.typed(day.on))
        ui.place_edit.setText(day.place)

    def propose(self, *, kind: MeetingKind, level: Level) -> None:
        """Choose the likely kind and level of this case."""
        ui = self._ui
        ui.initial_radio.setChecked(kind is MeetingKind.INITIAL)
        ui.review_radio.setChecked(kind is MeetingKind.REVIEW)
        ui.level_combo.setCurrentIndex(FORMAL.index(level) if level in FORMAL else 0)

    def set_date_read(self, sentence: str) -> None:
        """Say how the date was understood."""
        self._ui.date_read_label.setText(sentence)
        self._ui.date_edit.setAccessibleDescription(sentence)

    def focus_first(self, *, has_case: bool) -> None:
        """Put the caret into the first question that is open."""
        (self._ui.date_edit if has_case else self._ui.case_combo).setFocus()

    def answers(self) -> MeetingAnswers:
        """What the form holds now."""
        ui = self._ui
        return MeetingAnswers(
            case_id=str(ui.case_combo.currentData() or ""),
            kind=MeetingKind.INITIAL if ui.initial_radio.isChecked() else MeetingKind.REVIEW,
            level=Level(ui.level_combo.currentData()),
            date=ui.date_edit.text().strip(),
            time=ui.time_edit.text().strip(),
            minutes=ui.minutes_spin.value(),
            place=ui.place_edit.text().strip(),
            panel_day_id=ui.day_combo.currentData(),
            panel=str(ui.invite_combo.currentData() or ""),
        )

    def set_busy(self, is_busy: bool) -> None:
        """While it is being planned, it cannot be planned again."""
        self._ui.save_button.setEnabled(not is_busy)
        self._ui.open_button.setEnabled(not is_busy)


class StartNowView(QWidget):
    """A reference and a level, nothing else."""

    saved = Signal(str, int)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_StartNow()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        for level in FORMAL:
            ui.level_combo.addItem(words.level(level), level)
        ui.save_button.clicked.connect(self._on_save_clicked)
        ui.reference_edit.returnPressed.connect(self._on_save_clicked)
        ui.cancel_button.clicked.connect(self.cancelled)
        self.errors = FieldErrors(
            ui.errors_frame,
            ui.errors_lines,
            {
                "reference": (ui.reference_edit, ui.reference_error_label),
                "level": (ui.level_combo, ui.level_error_label),
            },
        )
        self.setFocusProxy(ui.reference_edit)

    def _on_save_clicked(self) -> None:
        self.saved.emit(self._ui.reference_edit.text().strip(), int(self._ui.level_combo.currentData()))


class NewPanelDayView(QWidget):
    """Date, place and title of a panel day."""

    saved = Signal(str, str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_NewPanelDay()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        ui.save_button.clicked.connect(self._on_save_clicked)
        ui.cancel_button.clicked.connect(self.cancelled)
        for field in (ui.date_edit, ui.place_edit, ui.title_edit):
            field.returnPressed.connect(self._on_save_clicked)
        self.errors = FieldErrors(
            ui.errors_frame,
            ui.errors_lines,
            {
                "on": (ui.date_edit, ui.date_error_label),
                "place": (ui.place_edit, ui.place_error_label),
                "title": (ui.title_edit, ui.title_error_label),
            },
        )
        self.setFocusProxy(ui.date_edit)

    def _on_save_clicked(self) -> None:
        ui = self._ui
        self.saved.emit(
            ui.date_edit.text().strip(), ui.place_edit.text().strip(), ui.title_edit.text().strip()
        )


def understood(on: date | None, today: date) -> str:
    """A date as it was understood: "Friday 27 November 2026, in 5 days"."""
    return f"{dates.long_day(on)}, {dates.distance(on, today)}" if on else ""

"""The documents of one meeting: each kind with its copies at the left, what is being done with one beside."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mappa_desk._generated.ui_documents import Ui_Documents
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.documents import HEADING, DocumentsModel
from mappa_desk.ui.models.points import PointRow
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.document_parts import ListPart
from mappa_desk.ui.widgets.spoken_scroll import SpokenScroll

SIDE_BY_SIDE = 980
"""Logical width, divided by the text size, below which the pane takes the place of the list."""
SIDE_WIDE = 460
HEAD_WHOLE = 900
"""Logical width below which the head keeps what the window's own header does not say."""
LOW = 440
"""Logical height below which the rows come before the words about them; F1 lists the keys too."""


class DocumentsView(QWidget):
    """Shows what it is told. `asked` gives a kind and what is wanted of it."""

    asked = Signal(str, str)
    """"preview", "print", "save" or "issue", and the kind."""
    row_changed = Signal(str)
    check_requested = Signal()
    write_up_requested = Signal()
    due_requested = Signal()
    form_requested = Signal()
    """A filled contribution form is to be read."""
    side_closed = Signal()
    tab_changed = Signal(str)

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Documents()
        self._ui.setupUi(self)
        ui = self._ui
        self._model = model
        self._side: QWidget | None = None
        self._parts: dict[str, QWidget] = {"documents": ui.documents_page}
        self.list = ui.documents_list
        self.list.setModel(model)
        self.list.setProperty("region", self.tr("Documents of the meeting"))
        self.list.marked.connect(self._on_marked)
        self.list.entered_row.connect(lambda row: self._ask("preview"))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        ui.side_frame.setProperty("region", self.tr("Beside the documents"))
        for name, button in (
            ("preview", ui.preview_button), ("print", ui.print_button), ("save", ui.save_button),
            ("issue", ui.issue_button), ("other", ui.other_button),
        ):  # fmt: skip
            button.clicked.connect(lambda _on=False, name=name: self._ask(name))
        ui.check_button.clicked.connect(self.check_requested)
        ui.back_to_button.clicked.connect(self.write_up_requested)
        ui.due_button.clicked.connect(self.due_requested)
        ui.form_button.clicked.connect(self.form_requested)
        ui.side_close_button.clicked.connect(self.side_closed)
        ui.sections_tabs.currentChanged.connect(lambda _place: self.tab_changed.emit(self.part))
        ui.legend_label.setContentsMargins(24, 8, 24, 8)
        ui.other_button.hide()
        ui.form_button.hide()
        ui.side_frame.hide()
        dress(self)
        theme.signals.changed.connect(self._arrange)

    # What is shown

    def add_part(self, name: str, title: str, part: ListPart) -> None:
        """Add a list of its own behind the documents."""
        self._parts[name] = part
        self._ui.sections_tabs.addTab(part, title)
        dress(part)

    def set_part_title(self, name: str, title: str) -> None:
        """Other words on a tab: with its count."""
        tabs = self._ui.sections_tabs
        tabs.setTabText(tabs.indexOf(self._parts[name]), title)

    def set_head(self, title: str, status: str, icon: str, tone: str, seal: str) -> None:
        """Whose documents, how the minutes stand, and their seal code."""
        ui = self._ui
        ui.head_label.setText(title)
        ui.status_label.setText(status)
        icons.put(ui.status_icon, icon, tone, 18)
        ui.seal_label.setText(seal)
        ui.seal_label.setVisible(bool(seal))

    def set_due(self, sentence: str) -> None:
        """Copies that should have come back; empty for none."""
        self._ui.due_label.setText(sentence)
        self._ui.due_frame.setVisible(bool(sentence))

    def set_way_back(self, words: str) -> None:
        """The button that leads to the minutes."""
        self._ui.back_to_button.setText(words)
        self._ui.back_to_button.setAccessibleName(words)
        self._ui.back_to_button.setVisible(bool(words))

    def set_legend(self, words: str) -> None:
        """What the letters of the list do."""
        self._ui.legend_label.setText(words)

    def set_detail(self, title: str, about: str, *, can: bool, why: str, may_issue: bool) -> None:
        """The chosen document and what can be done with it."""
        ui = self._ui
        ui.detail_label.setText(title)
        ui.detail_about_label.setText(f"{about} {why}".strip())
        for button in (ui.preview_button, ui.print_button, ui.save_button, ui.issue_button):
            button.setEnabled(can and (may_issue or button is not ui.issue_button))
            button.setAccessibleDescription("" if can else why)

    def offer_other_shapes(self, offered: bool) -> None:
        """Whether the chosen document can be had in another shape than PDF."""
        self._ui.other_button.setVisible(offered)

    def offer_filled_forms(self, offered: bool) -> None:
        """Whether the chosen document comes back filled."""
        self._ui.form_button.setVisible(offered)

    def show_rows(self) -> None:
        """The rows stand in the model: choose one where none is chosen."""
        if not isinstance(self.list.current_row(), PointRow):
            self.list.select_place(1)
        self._on_current_changed(self.list.currentIndex(), QModelIndex())

    # Where the keyboard is

    @property
    def kind(self) -> DocumentKind | None:
        """The chosen kind."""
        row = self.list.current_row()
        chosen = isinstance(row, PointRow) and not row.key.startswith(HEADING)
        return DocumentKind(row.key) if chosen else None

    @property
    def part(self) -> str:
        """Name of the part that is open."""
        here = self._ui.sections_tabs.currentWidget()
        return next(name for name, page in self._parts.items() if page is here)

    def open_part(self, name: str) -> None:
        """Open a part of the page and go to its list."""
        self._ui.sections_tabs.setCurrentWidget(self._parts[name])
        self.focus_list()

    def choose(self, kind: DocumentKind) -> None:
        """Put the list's cursor on a kind."""
        self.list.select_place(self._model.place_of(kind.value))

    def focus_list(self) -> None:
        """Go to the list of the part that is open."""
        here = self._ui.sections_tabs.currentWidget()
        here.focus_first() if isinstance(here, ListPart) else self.list.setFocus()

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads."""
        here = self._ui.sections_tabs.currentWidget()
        lists = here.list if isinstance(here, ListPart) else self.list
        found: list[QWidget] = [lists]
        if self._side is not None:
            self._ui.side_frame.setFocusProxy(self._side)
            found.append(self._ui.side_frame)
        return tuple(found)

    # Beside

    @property
    def side(self) -> QWidget | None:
        """What is shown beside the lists."""
        return self._side

    def open_side(self, title: str, widget: QWidget, *, scrolls: bool = True) -> None:
        """Show a pane beside the lists, in place of the one before; one without a title has its own head."""
        self.close_side()
        ui = self._ui
        self._side = widget
        name = title or widget.accessibleName()
        ui.side_label.setText(title)
        ui.side_frame.setAccessibleName(name)
        ui.side_layout.addWidget(_scrolled(widget, name) if scrolls else widget)
        ui.side_frame.show()
        for part in self._parts.values():
            if isinstance(part, ListPart):
                part.set_filled(False)
        theme.mark(ui.issue_button, "primary", False)
        self._arrange()
        widget.show()

    def close_side(self) -> None:
        """Take the pane away."""
        ui = self._ui
        while ui.side_layout.count():
            taken = ui.side_layout.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._side = None
        ui.side_frame.hide()
        for part in self._parts.values():
            if isinstance(part, ListPart):
                part.set_filled(True)
        theme.mark(ui.issue_button, "primary", True)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room side by side the pane takes the place of the lists."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        ui, shown = self._ui, self._side is not None
        wide = self.width() >= SIDE_BY_SIDE * theme.scale()
        ui.sections_tabs.setVisible(wide or not shown)
        roomy = self.width() >= HEAD_WHOLE * theme.scale()
        ui.head_label.setVisible(roomy)
        ui.check_button.setVisible(roomy)
        low = self.height() < LOW * theme.scale()
        for label in (ui.legend_label, ui.detail_label, ui.detail_about_label):
            label.setVisible(not low)
        for part in self._parts.values():
            if isinstance(part, ListPart):
                part.set_low(low)
        ui.side_head.setVisible(bool(ui.side_label.text()) and not low)
        least = theme.px(SIDE_WIDE) if wide else 0
        ui.side_frame.setMinimumWidth(least)
        ui.side_frame.setMaximumWidth(least or self.maximumWidth())

    def _ask(self, what: str) -> None:
        kind = self.kind
        if kind is not None:
            self.asked.emit(what, kind.value)

    def _on_marked(self, letter: str) -> None:
        names = {"P": "print", "S": "save", "I": "issue"}
        if letter in names:
            self._ask(names[letter])

    def _on_current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        kind = self.kind
        if kind is not None:
            self.row_changed.emit(kind.value)


def _scrolled(widget: QWidget, title: str) -> QWidget:
    scroll = SpokenScroll()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setAccessibleName(title)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    scroll.setWidget(holder)
    return scroll

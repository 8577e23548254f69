"""A sheet of rows over the record: the bin, or the life of one entry. The line below it stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_desk_leaves import Ui_DeskLeaves
from mappa_desk.ui import theme_dress
from mappa_desk.ui.models.desk_leaves import Leaves
from mappa_desk.ui.models.record import RecordModel


class LeavesSheet(QWidget):
    """Shows rows to read; Enter gives the keys of those that are chosen."""

    chosen = Signal(tuple)
    left = Signal()
    typed = Signal(str)

    def __init__(self, leaves: Leaves, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_DeskLeaves()
        self._ui.setupUi(self)
        self._model = RecordModel(self)
        self._ui.leaves_list.setModel(self._model)
        self._ui.leaves_list.setProperty("ring", "none")
        self._ui.bring_back_button.clicked.connect(self._choose)
        self._ui.leave_button.clicked.connect(self.left)
        self._ui.leaves_list.entered.connect(lambda _key: self._choose())
        self._ui.leaves_list.typed.connect(self.typed)
        self.setFocusProxy(self._ui.leaves_list)
        theme_dress.dress(self)
        self.show_leaves(leaves)

    def show_leaves(self, leaves: Leaves) -> None:
        """Show these rows; what is chosen stays chosen where it is still there."""
        ui = self._ui
        ui.title_label.setText(leaves.title)
        ui.about_label.setText(leaves.about)
        ui.bring_back_button.setVisible(bool(leaves.button))
        ui.bring_back_button.setText(leaves.button)
        ui.foot.setVisible(bool(leaves.button))
        self.setAccessibleName(leaves.title)
        ui.leaves_list.setAccessibleName(leaves.title)
        ui.leaves_list.setAccessibleDescription(leaves.about)
        self._model.set_rows(leaves.rows)
        if not ui.leaves_list.currentIndex().isValid() and leaves.rows:
            ui.leaves_list.setCurrentIndex(self._model.index(0))
            ui.leaves_list.scrollTo(self._model.index(0))

    def keys(self) -> tuple[str, ...]:
        """Keys of the chosen rows, in order."""
        places = sorted(index.row() for index in self._ui.leaves_list.selectionModel().selectedIndexes())
        rows = (self._model.row_at(place) for place in places)
        return tuple(row.key for row in rows if row is not None)

    def _choose(self) -> None:
        if not self._ui.bring_back_button.isHidden() and self.keys():
            self.chosen.emit(self.keys())

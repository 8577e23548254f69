"""A change of the contact book is offered back in a banner, wherever the user has gone meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import BookStep
from mappa_desk.services.contacts import take_back
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.office import Office
from mappa_desk.ui.ports import Banner, BannerAction

KEY = "contact-book"


class BookNews(QObject):
    """Tells the page that shows the book that it has changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.person_id = ""
        """Whom the last change was about."""


news = BookNews()


def offer_back(office: Office, step: BookStep) -> None:
    """Say what was done, with one button that takes it back. Nothing is said of a change that was none."""
    news.person_id = step.person_id or news.person_id
    if not step.parts:
        return
    words = QCoreApplication.translate("contacts", "Undo")
    office.shell.show_banner(
        Banner(
            KEY,
            f"{step.label}.",
            "",
            1,
            (BannerAction(words, lambda: _take_back(office, step)), _close(office)),
        )
    )


def _close(office: Office) -> BannerAction:
    words = QCoreApplication.translate("contacts", "Close")
    return BannerAction(words, lambda: office.shell.clear_banner(KEY))


def _take_back(office: Office, step: BookStep) -> None:
    work, shell = office.work(), office.shell
    shell.saving()

    def answered(result: Ok[Outcome[BookStep]] | Err) -> None:
        if isinstance(result, Err):
            shell.report(result.error)
            return
        shell.saved()
        said = QCoreApplication.translate("contacts", "Taken back: {what}.").format(what=step.label)
        shell.show_banner(Banner(KEY, said, "", 1, (_close(office),)))
        news.changed.emit()

    office.jobs.store(lambda: take_back(work, step=step), answered)

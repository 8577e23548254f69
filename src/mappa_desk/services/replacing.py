"""Words replaced in the whole draft, and abbreviations opened where they are first used: one undo step each.

What was typed in the room stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.views import DeskView
from mappa_desk.domain.write_up import WriteUpTick
from mappa_desk.domain.write_up_find import pattern_of
from mappa_desk.domain.write_up_marks import ABBREVIATION, marks_in, short_forms
from mappa_desk.domain.write_up_page import Paragraph, paragraphs
from mappa_desk.services.filing import writable_meeting
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.rewording import reword
from mappa_desk.services.work import Work
from mappa_desk.services.write_up_reading import context_of
from mappa_desk.store.work import UnitOfWork


def replace_all(
    work: Work,
    *,
    meeting_id: str,
    find: str,
    put: str,
    match_case: bool = False,
    whole_words: bool = False,
    only: tuple[str, ...] | None = None,
) -> Outcome[int]:
    """Replaces words in every text that can be reworded, or `only` in those with these keys. One undo step.

    The value says how often. A half-typed draft of a changed paragraph is no part of it. Raises RuleError for
    nothing to find, where a text that is needed would be left empty (then nothing is changed), and for
    approved minutes. Durable on return.
    """
    try:
        pattern = pattern_of(find, match_case=match_case, whole_words=whole_words)
    except ValueError as error:
        raise RuleError(str(error), field="find") from error
    words = check_text(put, field="put")
    with work.writing() as uow:
        count = 0

        def changed(paragraph: Paragraph) -> str:
            nonlocal count
            text, times = pattern.subn(lambda _: words, paragraph.text)
            count += times if text != paragraph.text else 0
            return text

        _, page = _page(work, uow, meeting_id)
        wanted = page if only is None else [one for one in page if one.key in set(only)]
        _reword_all(work, uow, meeting_id, wanted, changed)
        if uow.changes:
            uow.step(meeting_id, f"Replaced in {_places(count)}")
        return Outcome(count, uow.changes)


def open_abbreviations(work: Work, *, meeting_id: str) -> Outcome[int]:
    """Opens each known abbreviation where the page uses it first: "risk management plan (RMP)".

    One undo step. Those whose mark was left stay. The value says how many were opened. Raises RuleError for
    approved minutes. Durable on return.
    """
    with work.writing() as uow:
        view, page = _page(work, uow, meeting_id)
        context = context_of(work, uow, view)
        left = {
            (tick.record_id, tick.words)
            for tick in uow.all(WriteUpTick, meeting_id=meeting_id, active=True, code=ABBREVIATION)
        }
        met = set(context.opened)
        count = 0

        def changed(paragraph: Paragraph) -> str:
            nonlocal count
            text = paragraph.text
            marks = marks_in(text, replace(context, opened=frozenset(met)))
            met.update(short for short, _ in short_forms(text))
            for mark in reversed(marks):
                ticked = (paragraph.entry_id or meeting_id, mark.words) in left
                if mark.code == ABBREVIATION and mark.offer and not ticked:
                    text = text[: mark.start] + mark.offer + text[mark.end :]
                    count += 1
            return text

        _reword_all(work, uow, meeting_id, page, changed)
        if uow.changes:
            uow.step(meeting_id, f"Abbreviations opened in {_places(count)}")
        return Outcome(count, uow.changes)


def _page(work: Work, uow: UnitOfWork, meeting_id: str) -> tuple[DeskView, list[Paragraph]]:
    """The record, and the paragraphs that can be reworded."""
    writable_meeting(uow, meeting_id)
    view = view_of(work, uow, meeting_id)
    page = paragraphs(view, wording=work.reference.wording)
    return view, [paragraph for paragraph in page if paragraph.editable]


def _reword_all(
    work: Work,
    uow: UnitOfWork,
    meeting_id: str,
    page: Iterable[Paragraph],
    changed: Callable[[Paragraph], str],
) -> None:
    for paragraph in page:
        text = changed(paragraph)
        if text != paragraph.text:
            reword(work, uow, meeting_id, paragraph.key, text=text)


def _places(count: int) -> str:
    return "one place" if count == 1 else f"{count:,} places"

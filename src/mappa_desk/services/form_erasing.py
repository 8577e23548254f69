"""Destroys the answers of returned forms together with the entries that were made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from mappa_desk.domain.erasures import GONE
from mappa_desk.domain.form_questions import BY_FIELD
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.services.returned_lines import entries_by_field
from mappa_desk.store.queries.same_words import records_with
from mappa_desk.store.work import UnitOfWork

_SHORTEST = 12
"""Characters of an answer that is looked for in other forms: shorter ones stand everywhere."""


def erase_answers(uow: UnitOfWork, entry_ids: Iterable[str]) -> None:
    """Takes the words of these entries out of every form that holds them, taken back ones too.

    What was filled in beside such an answer goes with it. Durable when the unit is left.
    """
    gone = set(entry_ids)
    forms: set[str] = set()
    texts: set[str] = set()
    for form in uow.all(FormReturn):
        fields = {field for field, entry_id in entries_by_field(form) if entry_id in gone}
        if fields:
            forms.add(form.id)
            texts |= {one.text for one in form.answers if _belongs(one.field, fields) and one.text != GONE}
    for text in texts:
        if len(text) >= _SHORTEST:
            forms |= {one for kind, one in records_with(uow, text) if kind == FormReturn.KIND}
    if forms:
        uow.erase(FormReturn, partial(_without, texts), *sorted(forms))


def _belongs(field: str, fields: set[str]) -> bool:
    question = BY_FIELD.get(field)
    choice = question is not None and bool(question.choices)
    return not choice and (field in fields or (question is not None and question.beside in fields))


def _without(texts: set[str], form: FormReturn) -> FormReturn:
    answers = tuple(replace(one, text=GONE) if one.text in texts else one for one in form.answers)
    return replace(form, answers=answers)

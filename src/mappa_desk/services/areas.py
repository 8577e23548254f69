"""What an area sets for itself: its agencies, its figures, its form; seeded from the shipped defaults."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.areas import AreaForm, AreaStandard
from mappa_desk.domain.changes import Changes, Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.section_order import order_sentence
from mappa_desk.domain.views import AreaView
from mappa_desk.services.filing import area_agencies, area_form, required
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


def seed_area(work: Work) -> Outcome[int]:
    """Puts the shipped agencies, standards and form into a vault that lacks them; gives how many were new.

    Called once when a vault is made; calling it again changes nothing that is there. Durable on return.
    """
    shipped = (*work.reference.agencies, *work.reference.standards, work.reference.form)
    with work.reading() as reading:
        missing = [record for record in shipped if reading.find(type(record), record.id) is None]
    if not missing:
        return Outcome(0, Changes())
    with work.writing() as uow:
        for record in missing:
            uow.save(replace(record, revision=0))
        return Outcome(len(missing), uow.changes)


def area_view(work: Work) -> AreaView:
    """The area's settings; the shipped defaults where it has none of its own."""
    with work.reading() as reading:
        return AreaView(
            form=area_form(reading, work),
            standards=area_standards(reading, work),
            agencies=area_agencies(reading, work),
        )


def area_standards(reading: Reading, work: Work) -> tuple[AreaStandard, ...]:
    """The figures the area works to, in the shipped order and then its own."""
    kept = {standard.id: standard for standard in reading.all(AreaStandard)}
    shipped = [kept.pop(standard.id, standard) for standard in work.reference.standards]
    return (*shipped, *kept.values())


def save_standard(work: Work, *, standard: AreaStandard) -> Outcome[AreaStandard]:
    """Saves a figure. A changed value, unit or source is unverified again until somebody confirms it.

    Raises RuleError for a figure below nothing or without a title or unit, StaleRevision. Durable on return.
    """
    if standard.value < 0:
        raise RuleError("A figure is nothing or more.", field="value")
    required(standard.title, "A figure needs a title.", field="title")
    required(standard.unit, "A figure needs its unit.", field="unit")
    with work.writing() as uow:
        before = uow.find(AreaStandard, standard.id)
        wanted = standard
        if before is not None and _figure(before) != _figure(standard):
            wanted = replace(standard, verified_by="", verified_on=None)
        kept = uow.save(wanted)
        return Outcome(kept, uow.changes)


def confirm_standard(work: Work, *, code: str, by: str) -> Outcome[AreaStandard]:
    """Notes who confirmed a figure against a source today. Raises NotFound, RuleError. Durable on return."""
    name = required(by, "Who confirms it? A name is needed.", field="by")
    with work.writing() as uow:
        standard = uow.get(AreaStandard, code)
        kept = uow.save(replace(standard, verified_by=name, verified_on=work.today()))
        return Outcome(kept, uow.changes)


def save_agency(work: Work, *, agency: Agency) -> Outcome[Agency]:
    """Saves an agency. Its code never changes, and no other agency has it or one of its other codes.

    Raises RuleError, StaleRevision. Durable on return.
    """
    name = required(agency.name, "An agency needs a name.", field="name")
    codes = (agency.code, *agency.aliases)
    if any(code != code.strip().lower() or not code.isalnum() for code in codes):
        raise RuleError("A code is small letters and digits without blanks.", field="code")
    with work.writing() as uow:
        for other in area_agencies(uow, work):
            taken = {other.code, *other.aliases} & set(codes)
            if other.id != agency.id and taken:
                raise RuleError(f"{other.name} has the code “{min(taken)}” already.", field="code")
        kept = uow.save(replace(agency, name=name))
        return Outcome(kept, uow.changes)


def save_form(work: Work, *, form: AreaForm) -> Outcome[AreaForm]:
    """Saves how the area's documents are headed and worded.

    A new logo is drawn anew, so that nothing of its file but the picture is kept; `form_notes` says what of
    the form is not printed. Raises RuleError for an empty statement, times below one minute and a logo that
    is no PNG, is broken or too large, StaleRevision. Durable on return.
    """
    for text, field in (
        (form.statement_text, "statement_text"),
        (form.statement_short, "statement_short"),
        (form.handling_text, "handling_text"),
        (form.handling_short, "handling_short"),
        (form.departs_because, "departs_because"),
        (form.logo_says, "logo_says"),
        (form.statement_edition, "statement_edition"),
    ):
        check_text(text, field=field)
    required(form.statement_text, "The statement that is read cannot be empty.", field="statement_text")
    if form.curtain_minutes < 1 or form.lock_minutes < 1:
        raise RuleError("The curtain and the lock need at least one minute.", field="lock_minutes")
    with work.reading() as reading:
        before = area_form(reading, work)
    logo = form.logo if form.logo == before.logo else _drawn_anew(form.logo)
    with work.writing() as uow:
        kept = uow.save(replace(form, id=work.reference.form.id, logo=logo))
        return Outcome(kept, uow.changes)


def logo_from(data: bytes) -> str:
    """The logo of a form from the bytes of a PNG file. Raises RuleError with one sentence."""
    from mappa_desk.documents.logos import clean_logo  # noqa: PLC0415 - start-up time, only for a new logo

    return clean_logo(data)


def form_notes(form: AreaForm) -> tuple[str, ...]:
    """What of a form is not printed as it was asked for, a sentence each; empty when all of it is."""
    notes = [order_sentence(form.section_order)]
    if form.logo and not form.logo_says.strip():
        notes.append("The logo is not printed until words say what it shows.")
    return tuple(note for note in notes if note)


def _drawn_anew(logo: str) -> str:
    from mappa_desk.documents.logos import clean_logo_text  # noqa: PLC0415 - start-up time, only for a new logo

    return clean_logo_text(logo)


def _figure(standard: AreaStandard) -> tuple[float, str, str, str]:
    return standard.value, standard.unit, standard.source, standard.edition

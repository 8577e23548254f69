"""What differs from an earlier version: the page of changes, and which parts were destroyed by order."""

from __future__ import annotations

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.wordings import british_day, capital, sentence
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.minutes import MinutesStatus
from mappa_desk.domain.put_right import Erasure


def compose_notices(composer: Paper, source: MinutesSource) -> None:
    """Adds to the first page that this version is superseded, puts something right, or lost a part."""
    words = source.words
    if source.snapshot.status is MinutesStatus.SUPERSEDED:
        composer.labelled(words("paper.changes.status"), words("paper.close.superseded"), strong=True)
    changes = changes_words(source)
    if changes:
        composer.labelled(words("paper.changes.label"), changes, strong=True)
    erasures = len(source.snapshot.erasures)
    if erasures:
        text = words.counted("paper.erasures.notice", erasures, heading=words("paper.erasures.heading"))
        composer.labelled(words("paper.erasures.label"), text, strong=True)


def changes_words(source: MinutesSource) -> str:
    """How many things this version and earlier ones put right, and where that is told; empty for none."""
    words, version = source.words, source.snapshot.version
    here = sum(erratum.version == version for erratum in source.snapshot.errata)
    before = len(source.snapshot.errata) - here
    text = words.counted("paper.changes.notice", here, version=version) if here else ""
    if before:
        text += (" " if text else "") + words.counted("paper.changes.before", before)
    return f"{text} {words('paper.changes.see', heading=words('paper.changes.heading'))}" if text else ""


def compose_change_page(composer: Paper, source: MinutesSource) -> None:
    """Adds the page of changes and the list of parts that were destroyed; nothing where there are none."""
    words, snapshot = source.words, source.snapshot
    if snapshot.errata:
        composer.page_break()
        with composer.section():
            composer.place = words("paper.changes.heading")
            composer.mark = Mark(Erratum.KIND, snapshot.errata[0].id)
            composer.heading(words("paper.changes.heading"))
            composer.paragraph(words("paper.changes.intro"))
            for number, erratum in enumerate(snapshot.errata, start=1):
                compose_erratum(composer, source, erratum, number)
    if snapshot.erasures:
        with composer.section():
            composer.place = words("paper.erasures.heading")
            composer.mark = Mark(Erasure.KIND, snapshot.erasures[0].id)
            composer.heading(words("paper.erasures.heading"))
            for erasure in snapshot.erasures:
                composer.mark = Mark(Erasure.KIND, erasure.id)
                composer.paragraph(erasure_words(source, erasure))


def erasure_words(source: MinutesSource, erasure: Erasure) -> str:
    """ "A part of 9.3 was destroyed by order ORD-1 of the court on Friday 20 November 2026." """
    return source.words(
        "paper.erasures.order",
        place=erasure.place,
        reference=erasure.order_reference,
        who=erasure.ordered_by,
        day=long_date(erasure.ordered_on),
    )


def compose_erratum(composer: Paper, source: MinutesSource, erratum: Erratum, number: int) -> None:
    """Adds one erratum: what the minutes say, what they should say, why, and who asked and agreed."""
    words = source.words
    composer.mark = Mark(Erratum.KIND, erratum.id)
    heading = words("paper.changes.item", number=number, place=erratum.place, version=erratum.version)
    composer.place = heading
    composer.item_in_group(heading)
    agreed = words(
        "paper.changes.agreed_words", who=erratum.agreed_by, day=long_date(british_day(erratum.at))
    )
    for key, text in (
        ("wrong", erratum.wrong),
        ("right", erratum.right),
        ("reason", capital(sentence(erratum.reason))),
        ("asked", sentence(erratum.asked_by)),
        ("agreed", agreed),
    ):
        composer.labelled(words(f"paper.changes.{key}"), text, strong=key == "right")

"""Errata as a paper of their own: for everybody who has the minutes that a new version puts right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mappa_desk.documents.change_page import compose_erratum
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.minutes_front import compose_in_full
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.short_papers import PaperWords, compose_facts, make_short, meeting_day
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import MinutesSnapshot


def render_erratum(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    seal: str = "",
    copy: CopyMark | None = None,
    leaves_out: bool = False,
    large: bool = False,
) -> Rendered:
    """What a version of the minutes puts right, and earlier versions did, as PDF/UA-1 and PDF/A-2a.

    `snapshot` is projected to this edition first. The same arguments give the same bytes. Raises RuleError
    for minutes in which nothing was put right.
    """
    if not snapshot.errata:
        raise RuleError("Nothing has been put right in these minutes.", field="kind")
    source = MinutesSource(snapshot, Wording(wording), CopyFacts(leaves_out=leaves_out, large=large))
    words, meeting = source.words, snapshot.meeting
    of = words(f"paper.title.{meeting.kind.value}", level=int(meeting.level))
    paper = PaperWords(
        title=words("paper.erratum.title", of=of[:1].lower() + of[1:]),
        head=words("paper.erratum.head"),
        foot=[words("paper.foot_version", version=snapshot.version), *([seal] if seal else [])],
        handling=snapshot.form.handling_short,
    )

    def parts(paper: Paper, in_full: Sequence[str]) -> None:
        facts = [
            (words("paper.facts.reference"), snapshot.case.reference),
            (words("paper.erratum.meeting"), meeting_day(source)),
            (words("paper.close.version"), _version(source)),
        ]
        compose_facts(paper, source, facts)
        if snapshot.form.handling_text:
            paper.labelled(words("paper.front.handling"), snapshot.form.handling_text, strong=True)
        compose_in_full(paper, source, in_full)
        paper.place = words("paper.erratum.what")
        paper.labelled(words("paper.erratum.what"), words("paper.changes.intro"), strong=True)
        if leaves_out:
            paper.labelled(words("paper.copies.label"), words("paper.erratum.left_out"), strong=True)
        here = [one for one in snapshot.errata if one.version == snapshot.version]
        before = [one for one in snapshot.errata if one.version != snapshot.version]
        numbers = {one.id: number for number, one in enumerate(snapshot.errata, start=1)}
        for key, errata in (("here", here), ("before", before)):
            _compose_group(paper, source, key, errata, numbers)

    return make_short(source, paper, parts, copy)


def _compose_group(
    paper: Paper, source: MinutesSource, key: str, errata: Sequence[Erratum], numbers: Mapping[str, int]
) -> None:
    if not errata:
        return
    with paper.section():
        heading = source.words(f"paper.erratum.{key}", version=source.snapshot.version)
        paper.place = heading
        paper.mark = Mark(Erratum.KIND, errata[0].id)
        paper.heading(heading)
        for erratum in errata:
            compose_erratum(paper, source, erratum, numbers[erratum.id])


def _version(source: MinutesSource) -> str:
    version = source.snapshot.version
    if version <= 1:
        return str(version)
    return source.words("paper.erratum.version_words", version=version, before=version - 1)

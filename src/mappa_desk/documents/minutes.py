"""The minutes of one meeting as a tagged, archivable PDF: a pure function of a frozen snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time

from mappa_desk.documents.abbreviations import compose_abbreviations
from mappa_desk.documents.actions_table import compose_actions_table
from mappa_desk.documents.annexes import compose_annexes
from mappa_desk.documents.attendance_tables import compose_attendance
from mappa_desk.documents.change_page import compose_change_page
from mappa_desk.documents.confirmation import compose_confirmation_apart
from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.gathered import GatheredWords
from mappa_desk.documents.large_print import composer_for
from mappa_desk.documents.last_actions import compose_last_actions
from mappa_desk.documents.line_breaking import Span, Typesetter
from mappa_desk.documents.minutes_close import (
    compose_approval,
    compose_circulation_section,
    compose_next_review,
)
from mappa_desk.documents.minutes_front import compose_front, title_of
from mappa_desk.documents.minutes_items import compose_items
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_furniture import Furniture, FurnitureWords
from mappa_desk.documents.papers import Paper
from mappa_desk.documents.publishing import publish
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.typefaces import faces
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus
from mappa_desk.domain.section_order import section_order


def render_minutes(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    seal: str = "",
    copy: CopyMark | None = None,
    facts: CopyFacts | None = None,
) -> Rendered:
    """The minutes as PDF/UA-1 and PDF/A-2a, unencrypted.

    `snapshot` is printed as it is: services project it to an edition first. `wording` holds the words of
    documents.toml and labels.toml by key. `seal` is the code over the canonical snapshot, printed in the
    foot; empty for a draft, which says so. `copy` names the recipient, `facts` says whose edition it is.
    Dates come from the snapshot alone, so the same arguments give the same bytes. Raises RuleError when the
    wording lacks a word.
    """
    source = MinutesSource(snapshot, Wording(wording), facts)
    composer = composer_for(Typesetter(faces()), large=source.facts.large)
    furniture = Furniture(furniture_words(source, seal, copy), composer.typesetter, composer.root)
    composer.logo(snapshot.form)
    compose_minutes(composer, source, in_full=furniture.too_long)
    title = source.words("paper.title.document", title=title_of(source), reference=source.reference)
    return publish(composer, furniture, title=title, author=snapshot.form.area_name, dated=dated(snapshot))


def compose_minutes(paper: Paper, source: MinutesSource, *, in_full: Sequence[str] = ()) -> None:
    """Puts all parts of the minutes on paper, in their order. `in_full` as for `compose_front`."""
    gathered = GatheredWords()
    _compose_main(gathered, source, in_full)
    _compose_rest(gathered, source)
    _compose_main(paper, source, in_full)
    compose_abbreviations(paper, source, gathered.texts)
    _compose_rest(paper, source)


def _compose_main(paper: Paper, source: MinutesSource, in_full: Sequence[str]) -> None:
    compose_front(paper, source, in_full=in_full)
    for name in section_order(source.snapshot.form.section_order):
        _SECTIONS[name](paper, source)


def _compose_attendance(paper: Paper, source: MinutesSource) -> None:
    compose_attendance(paper, source)
    compose_confirmation_apart(paper, source)


_SECTIONS: Mapping[str, Callable[[Paper, MinutesSource], None]] = {
    "attendance": _compose_attendance,
    "last_actions": compose_last_actions,
    "items": compose_items,
    "actions": compose_actions_table,
    "next_review": compose_next_review,
    "approval": compose_approval,
    "circulation": compose_circulation_section,
}
"""What puts each part of the minutes on paper, by the name that an area orders it by."""


def _compose_rest(paper: Paper, source: MinutesSource) -> None:
    compose_change_page(paper, source)
    compose_annexes(paper, source)


def dated(snapshot: MinutesSnapshot) -> datetime:
    """The moment a document says it was made: the day the snapshot was taken, at midnight UTC."""
    return datetime.combine(snapshot.taken_on, time(), UTC)


def head_key(source: MinutesSource) -> str:
    """The key of the word before the status in the head: "Minutes. ", "Attendee’s copy. "."""
    key = source.facts.words_key
    return f"paper.copies.head_{key}" if key else "paper.minutes_head"


def practice_words(source: MinutesSource) -> list[Span]:
    """What the head of a practice case says in its middle; nothing for a real case."""
    if not source.snapshot.case.practice:
        return []
    words = source.words
    return [
        Span(words("paper.practice"), bold=True, quiet=True),
        Span(words("paper.practice_more"), quiet=True),
    ]


def copy_words(source: MinutesSource, copy: CopyMark | None) -> list[str]:
    """The part of the foot that names the copy; empty for the master."""
    if copy is None:
        return []
    return [source.words("paper.copy", number=copy.number, copies=copy.copies, recipient=copy.recipient)]


def furniture_words(source: MinutesSource, seal: str, copy: CopyMark | None) -> FurnitureWords:
    """What head and foot of the minutes say, `seal` and `copy` as for `render_minutes`."""
    words, snapshot = source.words, source.snapshot
    version = words("paper.status_version", version=snapshot.version)
    more = words("paper.status_draft_more") if source.is_draft else version
    if source.is_draft:
        parts = [words("paper.foot_draft", day=long_date(snapshot.taken_on)), words("paper.no_seal")]
    else:
        parts = [words("paper.foot_version", version=snapshot.version), *([seal] if seal else [])]
    return FurnitureWords(
        place=words("paper.furniture"),
        marking=words("paper.marking"),
        reference=source.reference,
        practice=practice_words(source),
        status=[
            Span(words(head_key(source)), quiet=True),
            Span(words(f"paper.status_{snapshot.status.value}"), bold=True, quiet=True),
            Span(more, quiet=True),
        ],
        foot=" · ".join([source.reference, *parts, *copy_words(source, copy)]),
        handling=snapshot.form.handling_short,
        page=source.page_words,
        tab=words("paper.tab") if snapshot.status is MinutesStatus.DRAFT else "",
        large=source.facts.large,
    )

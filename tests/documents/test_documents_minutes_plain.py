"""The minutes as plain text: every word of the record in the order of the PDF, markup left as it is."""

from __future__ import annotations

from document_samples import full_review
from hostile_samples import with_text
from sample_wording import shipped_wording

from mappa_desk.documents.gathered import GatheredWords
from mappa_desk.documents.minutes import compose_minutes
from mappa_desk.documents.minutes_plain import plain_minutes
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.editions import project
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot
from mappa_desk.domain.system_blocks import blocks_of, size_of

WORDING = shipped_wording()


def flat(snapshot: MinutesSnapshot) -> str:
    return " ".join(" ".join(piece.text.split()) for piece in plain_minutes(snapshot, wording=WORDING))


def test_every_text_of_the_record_is_there_in_order() -> None:
    snapshot = project(full_review(), DocumentKind.MINUTES)
    text, at = flat(snapshot), 0
    said = [entry for entry in snapshot.entries if entry.entry_kind.value == "contribution" and entry.item]
    assert len(said) > 20
    for item in snapshot.items:
        for entry in (one for one in said if one.item == item.code):
            found = text.find(" ".join(entry.text.split()), at)
            assert found >= 0, entry.text[:40]
            at = found
    for decision in snapshot.decisions:
        assert " ".join(decision.decided.split()) in text


def test_it_holds_all_that_is_gathered_for_the_pdf() -> None:
    snapshot = project(full_review(), DocumentKind.MINUTES)
    gathered = GatheredWords()
    compose_minutes(gathered, MinutesSource(snapshot, Wording(WORDING)))
    text = flat(snapshot)
    for words in gathered.texts:
        for line in words.split("\n"):
            assert " ".join(line.split()) in text


def test_markup_and_odd_characters_come_through_as_they_are() -> None:
    odd = "<b>AT&T</b> & <img src='x'> 5 < 6 | 7 ŵ Łódź"
    assert odd in flat(project(with_text(odd), DocumentKind.MINUTES))


def test_the_blocks_of_a_long_meeting_fit_their_system() -> None:
    snapshot = project(full_review(), DocumentKind.MINUTES)
    blocks = blocks_of(plain_minutes(snapshot, wording=WORDING), reference="LAN-0417-M03", length=4_000)
    assert len(blocks) > 8
    assert max(size_of(block.text) for block in blocks) <= 4_000
    assert " ".join(" ".join(block.body.split()) for block in blocks) == flat(snapshot)

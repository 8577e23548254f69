"""Generated meetings with hostile text in every field: the file says what the record says, and is plain.

The short form of `equality_campaign.py`.
"""

from __future__ import annotations

from dataclasses import replace

from equality_campaign import OTHERS, Counts, Drawn, lost, made, run, unnamed
from equality_texts import HostileTexts
from leaks_making import STRUCTURAL
from leaks_oracle import K
from leaks_record import Making

from mappa_desk.documents.reading_back import read_back
from mappa_desk.domain.minutes import MinutesStatus


def test_generated_meetings_say_what_the_record_says(wording: dict[str, str]) -> None:
    counts = Counts()
    for seed in range(1, 15):
        run(seed, wording, counts)
    assert counts.faults == []
    assert set(counts.files) == {kind.value for kind in (K.MINUTES, *OTHERS)}
    assert counts.files[K.MINUTES.value] == 14
    assert counts.texts > 150
    assert counts.missing > 5_000


def drawn(seed: int) -> tuple[Drawn, HostileTexts]:
    texts = HostileTexts(seed)
    making = Making(texts, MinutesStatus.APPROVED, size=10)
    snapshot, told = making.snapshot(), tuple(texts.texts)
    return Drawn(seed, snapshot, making.papers(), told), texts


def test_every_text_is_hostile_and_no_two_meetings_are_alike() -> None:
    one, texts = drawn(1)
    assert len(texts.texts) > 300
    assert not {path for path, _, _ in texts.texts} & STRUCTURAL
    assert drawn(2)[1].texts != texts.texts
    assert drawn(1)[0].snapshot == one.snapshot


def test_a_text_that_was_lost_is_noticed(wording: dict[str, str]) -> None:
    one, _ = drawn(1)
    read = read_back(made(K.MINUTES, one.snapshot, one.papers, wording).data)
    assert lost(read, one, Counts()) == []
    other = replace(one, told=(("meeting.brief_why", "m3", "something that nobody said"),))
    assert len(lost(read, other, Counts())) == 1
    cut = replace(read, blocks=read.blocks[: len(read.blocks) // 2])
    assert lost(cut, one, Counts())


def test_a_glyph_that_was_not_named_is_noticed(wording: dict[str, str]) -> None:
    one, _ = drawn(1)
    rendered = made(K.MINUTES, one.snapshot, one.papers, wording)
    read = read_back(rendered.data)
    assert unnamed(read, rendered) == []
    assert unnamed(read, replace(rendered, missing=rendered.missing[1:]))
    assert all(glyph.place for glyph in rendered.missing)

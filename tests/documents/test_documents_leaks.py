"""No document holds a word that its allow-list does not name, whoever it is for and whatever state it is in.

The short form of `leaks_campaign.py`; what is looked through is every stream of a file, unpacked.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from io import BytesIO

import pikepdf
import pytest
from document_samples import full_review
from leaks_campaign import SEAL, Tally, order_of, run
from leaks_looking import letters_of_fonts, words_in
from leaks_making import STRUCTURAL, Canaries, hints_of, is_id, is_text, record_types
from leaks_oracle import Asked, K, allowed_words
from leaks_record import traced_record
from pikepdf import Dictionary, Name, Pdf, String

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.stamping import stamp
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.edition_blanks import kind_of
from mappa_desk.domain.editions import EDITIONS, project
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus
from mappa_desk.domain.paper_editions import PAPER_EDITIONS
from mappa_desk.domain.preparation import PapersSnapshot
from mappa_desk.services.drawing import draw

WORD = "zq00001qz"
_TYPES = {*record_types(MinutesSnapshot), *record_types(PapersSnapshot), MinutesRequest}


def test_every_text_of_every_record_is_traced_or_leads_to_another_record() -> None:
    texts = {
        f"{kind_of(one)}.{each.name}"
        for one in _TYPES
        for each in fields(one)
        if is_text(hints_of(one)[each.name]) and not is_id(each.name)
    }
    assert texts >= STRUCTURAL, STRUCTURAL - texts
    traced = traced_record(1, status=MinutesStatus.APPROVED)
    filled = {path for path, _ in traced.words.values()}
    optional = {"minutes_request", "minutes_snapshot"}
    missing = {path for path in texts - STRUCTURAL - filled if path.partition(".")[0] not in optional}
    assert missing == set()


def test_a_text_that_is_added_later_is_traced() -> None:
    @dataclass(frozen=True)
    class Later:
        id: str
        whispered: str = ""
        nicknames: tuple[str, ...] = ()

    canaries = Canaries()
    made = canaries.made(Later, id="x")
    assert {made.whispered, *made.nicknames} == set(canaries.words)
    assert canaries.words[made.whispered] == ["later.whispered", "x"]


@pytest.mark.parametrize("status", list(MinutesStatus))
def test_no_document_holds_what_it_may_not(wording: dict[str, str], status: MinutesStatus) -> None:
    tally = Tally()
    run(7, status, wording, tally, readers=3)
    assert tally.leaks == []
    drawn = set(tally.files)
    expected = {kind.value for kind in (*EDITIONS, *PAPER_EDITIONS, K.CONTRIBUTION_FORM)}
    refused = {why.partition(":")[0] for why in tally.refused}
    assert drawn | refused == expected
    assert refused == (
        {"executive-summary", "covering-letter", "erratum"}
        if status is MinutesStatus.DRAFT
        else {"actions-now"}
    )
    assert tally.looked_for > 20_000
    assert tally.found > 3_000
    assert {"entry.text", "decision.because", "action.text", "attendance.name"} <= tally.fields_seen


def test_what_only_some_may_read_is_in_their_copy_and_in_no_other(wording: dict[str, str]) -> None:
    traced = traced_record(3, status=MinutesStatus.APPROVED)
    whole, bare = Asked(K.MINUTES, annex=True), Asked(K.MINUTES)
    files = {asked: words_in(draw(order_of(traced, asked, wording)).data) for asked in (whole, bare)}
    restricted = {
        word
        for word in allowed_words(traced, whole) - allowed_words(traced, bare)
        if traced.words[word][0] in ("entry.text", "decision.because")
    }
    assert len(restricted & files[whole]) > 3
    assert not restricted & files[bare]


def test_a_protected_copy_holds_the_same_words(wording: dict[str, str]) -> None:
    traced = traced_record(4, status=MinutesStatus.APPROVED)
    asked = Asked(K.AGENCY_COPY, "hsg")
    master = draw(order_of(traced, asked, wording)).data
    copy = stamp(master, CopyMark(3, 12, "zq99999qz"), wording=wording, passphrase="enough of it")
    found = words_in(copy, passphrase="enough of it")
    assert found == words_in(master) | {"zq99999qz"}
    with pikepdf.open(BytesIO(copy), password="enough of it") as pdf:
        assert "zq99999qz" not in str(pdf.docinfo.items()) + pdf.Root.Metadata.read_bytes().decode()
    assert words_in(b"not opened " + copy) == set()


def test_fonts_hold_no_letter_of_what_was_left_out(wording: dict[str, str]) -> None:
    full = full_review()
    hidden = replace(full.entries[0], text="Ж and Ώ", handling=Handling.SANITISE, closed_part_id=None)
    snapshot = replace(full, entries=(hidden, *full.entries[1:]))
    everything = render_minutes(snapshot, wording=wording, seal=SEAL)
    assert {"Ж", "Ώ"} <= letters_of_fonts(everything.data)
    issued = render_minutes(project(snapshot, K.MINUTES), wording=wording, seal=SEAL)
    assert not {"Ж", "Ώ"} & letters_of_fonts(issued.data)


def in_info(pdf: Pdf) -> None:
    pdf.docinfo.Subject = String(WORD)


def in_info_of_two_bytes(pdf: Pdf) -> None:
    pdf.docinfo.Subject = String("Ж " + WORD)


def in_packet(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"MAPPA Desk</xmp", WORD.encode() + b"</xmp")
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def in_a_stream_of_two_bytes(pdf: Pdf) -> None:
    pdf.Root.Rest = pdf.make_stream(("x" + WORD).encode("utf-16-le"))


def in_outline(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String(WORD)


def in_structure(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K.ActualText = String(WORD)


def in_a_stream_of_nothing(pdf: Pdf) -> None:
    pdf.Root.Rest = pdf.make_stream(b"x " + WORD.encode() + b" x")


def in_an_attachment(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, WORD.encode())


def in_a_name(pdf: Pdf) -> None:
    pdf.Root[f"/{WORD}"] = Dictionary()


def in_a_page(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    code = page.Contents.read_bytes() + b"\n/Artifact BMC BT /F1+0 9 Tf (ZQ00001QZ) Tj ET EMC"
    page.Contents = pdf.make_stream(code)


@pytest.mark.parametrize(
    "plant",
    [
        in_info, in_info_of_two_bytes, in_packet, in_a_stream_of_two_bytes, in_outline, in_structure,
        in_a_stream_of_nothing,
        in_an_attachment, in_a_name, in_a_page,
    ],
)  # fmt: skip
def test_a_planted_word_is_found_wherever_it_is(
    wording: dict[str, str], plant: Callable[[Pdf], None]
) -> None:
    clean = render_minutes(full_review(), wording=wording, seal=SEAL).data
    assert words_in(clean) == set()
    target = BytesIO()
    with pikepdf.open(BytesIO(clean)) as pdf:
        plant(pdf)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert words_in(target.getvalue()) == {WORD}


def test_a_planted_word_is_found_in_a_word_file_and_in_its_name() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", f"<a>{WORD}</a>")
    assert words_in(target.getvalue()) == {WORD}
    assert words_in(b"plain", f"minutes-{WORD}.txt") == {WORD}

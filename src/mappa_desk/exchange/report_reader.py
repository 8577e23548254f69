"""The process that reads a report's file for its words: bytes in, plain text and counts out, nothing else."""

from __future__ import annotations

import codecs
from typing import IO, Any

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.domain.report_plain import from_plain
from mappa_desk.exchange.confined import give_up_everything, serve_one
from mappa_desk.exchange.report_docx import read_docx
from mappa_desk.exchange.report_mail import Mail, Part, decode, read_mail

READER = "report-reader"
"""The argument by which this program runs as the reader."""
MOST_BYTES = 30 * 1024 * 1024
"""Bytes of a file that is read at all: mails come with pictures."""
MOST_ANSWER = 1_000_000
"""Characters of text that are handed back; an entry takes a twentieth."""

_CHARSETS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-7", "ascii", "latin-1", "cp1252", "cp1250",
    "cp1251", "cp1254", "cp437", "cp850", "iso8859-2", "iso8859-9", "iso8859-14", "iso8859-15", "koi8-r",
    "mac-roman", "gb18030", "big5", "shift_jis", "euc-jp", "iso2022_jp", "euc-kr", "idna", "unicode_escape",
)  # fmt: skip
_SAMPLE = (
    b"From: =?utf-8?Q?a?= <a@b.example>\nDate: Thu, 12 Nov 2026 16:05:33 +0000\n"
    b"Content-Type: text/html; charset=cp1252\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E9</p>"
)


def serve(file: IO[bytes], answer: IO[bytes]) -> None:
    """Read one file from a pipe (a line that names its kind, then its bytes) and answer with JSON."""
    serve_one(file, answer, most_bytes=MOST_BYTES, warm_up=_warm_up, read=_read)


def _read(kind: str, data: bytes) -> dict[str, Any]:
    if kind == "docx":
        report = read_docx(data)
        return _answer(Mail((Part("", report.text, report.left_out, report.noted),)))
    if kind == "eml":
        return _answer(read_mail(data))
    if kind == "txt":
        report = from_plain(_text(data))
        return _answer(Mail((Part("", report.text, report.left_out, report.noted),)))
    raise FileRefused("Only .docx, .txt and .eml files are read.")


def _answer(mail: Mail) -> dict[str, Any]:
    if sum(len(part.text) for part in mail.parts) > MOST_ANSWER:
        raise FileRefused(f"This report has more than {MOST_ANSWER:,} characters; it is not read.")
    if not any(part.text.strip() for part in mail.parts):
        raise FileRefused("There are no words in this file.")
    return {
        "parts": [
            {
                "name": clean(part.name),
                "text": part.text,
                "left_out": [clean(words) for words in part.left_out],
                "noted": list(part.noted),
            }
            for part in mail.parts
            if part.text.strip()
        ],
        "sender": mail.sender,
        "subject": mail.subject,
        "sent": mail.sent.isoformat() if mail.sent else "",
    }


def _text(data: bytes) -> str:
    """The characters of a text file, by its mark, else as UTF-8, else as Windows writes."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\0" in data[:4_096]:
        raise FileRefused("This is not a text file.")
    return decode(data, "utf-8")


def _give_up_everything() -> None:
    """As `confined.give_up_everything`, with all that a report needs loaded first."""
    give_up_everything(_warm_up)


def _warm_up() -> None:
    for name in _CHARSETS:
        codecs.lookup(name)
    read_mail(_SAMPLE)  # so that whatever a mail needs is loaded

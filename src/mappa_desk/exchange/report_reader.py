"""The process that reads a report's file for its words: bytes in, plain text and counts out, nothing else.

It is started for one file and ends with it. Before a byte of the file is looked at it gives up what it does
not need: it can open no file and no connection, start no program, and use no more than so much memory and
time where the system has such limits. Whatever goes wrong in here, the program gets one sentence.
"""

from __future__ import annotations

import codecs
import json
import sys
from typing import IO, Any

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.domain.report_plain import from_plain
from mappa_desk.exchange.report_docx import read_docx
from mappa_desk.exchange.report_mail import Mail, Part, decode, read_mail

READER = "report-reader"
"""The argument by which this program runs as the reader."""
MOST_BYTES = 30 * 1024 * 1024
"""Bytes of a file that is read at all: mails come with pictures."""
MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 20
"""Seconds of the processor; the program's own timer is a little longer."""
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
_REFUSED_EVENTS = ("socket.", "subprocess.", "os.", "shutil.", "ctypes.", "urllib.", "http.", "winreg.")
_REFUSED = frozenset(("open", "import", "exec", "compile", "sqlite3.connect", "tempfile.mkstemp"))
_ALLOWED = frozenset(("os.fspath",))


def serve(file: IO[bytes], answer: IO[bytes]) -> None:
    """Read one file from a pipe (a line that names its kind, then its bytes) and answer with JSON."""
    kind = file.readline(64).strip().decode("ascii", "replace")
    data = file.read(MOST_BYTES + 1)
    _give_up_everything()
    try:
        found = _read(kind, data)
    except FileRefused as refused:
        found = {"refused": str(refused)}
    except RecursionError:
        found = {"refused": "This file is nested too deeply; it is not read."}
    except MemoryError:
        found = {"refused": "This file needs more memory than is given to reading one; it is not read."}
    except Exception:
        found = {"refused": "This file could not be read: it is damaged, or not what its name says."}
    answer.write(json.dumps(found).encode("ascii"))
    answer.flush()


def _read(kind: str, data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise FileRefused(f"This file has more than {MOST_BYTES // 1024 // 1024} MB; it is not read.")
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
    """No file, no connection, no program from here on; a bound on memory and time."""
    for name in _CHARSETS:
        codecs.lookup(name)
    read_mail(_SAMPLE)  # so that whatever a mail needs is loaded
    sys.setrecursionlimit(1_000)
    _limit()
    sys.addaudithook(_watch)


def _watch(event: str, _arguments: tuple[Any, ...]) -> None:
    refused = event in _REFUSED or event.startswith(_REFUSED_EVENTS)
    if refused and event not in _ALLOWED:
        raise OSError("Not in the reading process.")


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    wanted = (
        ("RLIMIT_AS", MOST_MEMORY), ("RLIMIT_CPU", MOST_SECONDS), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 3),
    )  # fmt: skip
    for name, most in wanted:
        kind = getattr(resource, name, None)
        if kind is not None:
            _lower(resource, kind, most)


def _lower(resource: Any, kind: int, most: int) -> None:
    try:
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))
    except (ValueError, OSError):  # macOS refuses some of them
        return

"""Plain text out of a saved mail (.eml): its words, who sent it, when, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.domain.report_html import from_html
from mappa_desk.domain.report_plain import from_plain
from mappa_desk.domain.report_text import ReportText
from mappa_desk.exchange.report_docx import read_docx

MOST_PARTS = 500
MOST_NAMED = 20
"""Attachments that are named one by one."""
MOST_FACT = 300
"""Characters of a sender, a subject or a file's name."""

_SEALED = "This mail is encrypted and is not read. Open it in the mail program and copy its text."
_NOT_MAIL = "This is not a saved mail, or it is damaged."
_NO_WORDS = "This mail holds no words of its own"
_UNSEEN = "\N{REPLACEMENT CHARACTER}"
_CIPHERS = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be taken in: the mail's own words (no name), or a Word file that hangs on it."""

    name: str
    text: str
    left_out: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says of itself, and its parts. The facts are the sender's word and nothing more."""

    parts: tuple[Part, ...]
    sender: str = ""
    subject: str = ""
    sent: datetime | None = None


def read_mail(data: bytes) -> Mail:
    """Reads a mail. Raises FileRefused with one plain sentence."""
    try:
        return _mail(data)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        raise FileRefused(_NOT_MAIL) from None


def _mail(data: bytes) -> Mail:
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    leaves = list(_leaves(message))
    if not message.keys() or not any(message.get(name) for name in ("From", "Date", "Subject", "Received")):
        raise FileRefused(_NOT_MAIL)
    if any(part.get_content_type() in _CIPHERS for part in (message, *leaves)):
        raise FileRefused(_SEALED)
    own, attached = _own_words(leaves)
    names = tuple(_attachment_words(part) for part in attached)
    more = len(names) - MOST_NAMED
    named = (*names[:MOST_NAMED], *((f"{more} more attachments",) if more > 0 else ()))
    files = tuple(found for part in attached if (found := _word_file(part)) is not None)
    parts = (*((Part("", own.text, (*own.left_out, *named), own.noted),) if own.text else ()), *files)
    if not parts:
        tail = f"; on it hangs: {', '.join(named)}." if named else "."
        raise FileRefused(_NO_WORDS + tail)
    return Mail(parts, _fact(message.get("From")), _fact(message.get("Subject")), _sent(message.get("Date")))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a mail that hangs on this one is one of them."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise FileRefused("This mail has too many parts; it is not read.")
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting.extend(reversed([one for one in part.get_payload() if isinstance(one, Message)]))
        else:
            yield part


def _own_words(leaves: list[Message]) -> tuple[ReportText, list[Message]]:
    """The words of the mail, plain where there are plain ones, and everything else that hangs on it."""
    plain = [part for part in leaves if part.get_content_type() == "text/plain" and not _is_attached(part)]
    pages = [part for part in leaves if part.get_content_type() == "text/html" and not _is_attached(part)]
    attached = [part for part in leaves if part not in plain and part not in pages]
    texts = [_plain(part) for part in plain]
    if not any(one.text.strip() for one in texts):
        texts = [from_html(_decoded(part)) for part in pages]
    return (
        ReportText(
            "\n\n".join(one.text for one in texts if one.text),
            tuple(words for one in texts for words in one.left_out),
            tuple(words for one in texts for words in one.noted),
        ),
        attached,
    )


def _plain(part: Message) -> ReportText:
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    without_space = str(part.get_param("delsp", "")).lower() == "yes"
    return from_plain(_decoded(part), flowed=flowed, without_space=without_space)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = str(part.get_content_charset() or "utf-8")
    return decode(data, charset)


def decode(data: bytes, charset: str) -> str:
    """Bytes as text: in the character set that they claim, else as UTF-8, else as Windows writes."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError, OSError):  # the reading process opens no further tables
            continue
    return data.decode("cp1252", "replace")


def _word_file(part: Message) -> Part | None:
    """A Word file that hangs on the mail, when it can be read."""
    name = _fact(part.get_filename())
    data = part.get_payload(decode=True)
    if not name.lower().endswith(".docx") or not isinstance(data, bytes):
        return None
    try:
        report = read_docx(data)
    except FileRefused:
        return None
    return Part(name, report.text, report.left_out, report.noted) if report.text else None


def _attachment_words(part: Message) -> str:
    if part.get_content_type() == "message/rfc822":
        return "1 attached mail"
    name = _fact(part.get_filename())
    return f"attachment {name}" if name else f"1 attachment ({_fact(part.get_content_type())})"


def _fact(value: object) -> str:
    """A header as one short line without what cannot be seen. Its own name for a character set is tried."""
    if not value:
        return ""
    words = ""
    try:
        for piece, charset in decode_header(str(value)[:4_000]):
            words += decode(piece, charset or "ascii") if isinstance(piece, bytes) else piece
    except (MessageError, ValueError, LookupError):
        words = str(value)
    seen = "".join(mark if mark.isprintable() or mark.isspace() else _UNSEEN for mark in words)
    return clean(" ".join(seen.split()))[:MOST_FACT]


def _sent(value: object) -> datetime | None:
    """The day a mail says it was sent, aware; None when it says nothing that can be read."""
    try:
        sent = parsedate_to_datetime(str(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)

"""Looks for traced words in everything that a file holds, unpacked: streams, strings, names, metadata."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from mappa_desk.documents.reading_back import read_back

WORD = re.compile(r"zq\d{5}qz", re.IGNORECASE)


def words_in(data: bytes, *more: str, passphrase: str = "") -> set[str]:
    """The traced words in a file of any shape, in small letters; `more` are texts such as its name."""
    if data.startswith(b"%PDF"):
        found = _in_pdf(data, passphrase)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = set().union(*(_in_bytes(archive.read(name)) for name in archive.namelist()))
            found |= _in_text(" ".join(archive.namelist()))
    else:
        found = _in_bytes(data)
    for text in more:
        found |= _in_text(text)
    return found


def letters_of_fonts(data: bytes) -> set[str]:
    """Every letter that the fonts of a PDF can draw by their maps."""
    letters: set[str] = set()
    with pikepdf.open(BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, Dictionary) and "/ToUnicode" in one:
                codes = re.findall(rb"<[0-9A-F]+> <([0-9A-F]{4})>", one.ToUnicode.read_bytes())
                letters |= {chr(int(code, 16)) for code in codes}
    return letters


def _in_pdf(data: bytes, passphrase: str) -> set[str]:
    found = _in_bytes(data)
    with pikepdf.open(BytesIO(data), password=passphrase) as pdf:
        for one in [*pdf.objects, pdf.trailer]:
            found |= _in_object(one, 0)
    read = read_back(data, passphrase)
    found |= _in_text("\n".join(block.text for block in read.blocks))
    found |= _in_text("\n".join(one.text for one in (*read.artifacts, *read.loose)))
    found |= _in_text(
        "\n".join((*read.hidden, *read.outline, read.title, *read.info.values(), *read.metadata))
    )
    return found


def _in_object(one: object, depth: int) -> set[str]:
    found: set[str] = set()
    if isinstance(one, Stream):
        found |= _in_bytes(one.read_bytes())
        one = one.stream_dict
    if isinstance(one, String):
        found |= _in_text(str(one)) | _in_bytes(bytes(one))
    elif isinstance(one, Name):
        found |= _in_text(str(one))
    elif isinstance(one, Dictionary):
        for key, value in one.items():
            found |= _in_text(key)
            if not (isinstance(value, pikepdf.Object) and value.is_indirect) and depth < 50:
                found |= _in_object(value, depth + 1)
    elif isinstance(one, Array):
        for value in one:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect) and depth < 50:
                found |= _in_object(value, depth + 1)
    return found


def _in_bytes(data: bytes) -> set[str]:
    found = _in_text(data.decode("latin-1"))
    if b"\x00z" in data or b"z\x00" in data or b"\x00Z" in data:
        found |= _in_text(data.decode("utf-16-be", "ignore")) | _in_text(data.decode("utf-16-le", "ignore"))
        found |= _in_text(data[1:].decode("utf-16-be", "ignore"))
    return found


def _in_text(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}

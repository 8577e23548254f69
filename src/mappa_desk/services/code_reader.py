"""Looks for seal codes in the text of an unknown PDF, in a process of its own that can do nothing else.

A file that somebody found may mean harm; the vault is open in this process. So only its bytes, and the
passphrase where it needs one, go through a pipe, and only codes come back.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Sequence
from typing import IO, Any

from mappa_desk.domain.errors import FileLocked, FileRefused
from mappa_desk.domain.seals import ALPHABET, GROUP, LENGTH
from mappa_desk.exchange.confined import serve_one
from mappa_desk.exchange.reading_process import WAIT, Stops, answer_of, reader_command

READER = "code-reader"
"""The argument by which this program runs as the reader."""
MOST_BYTES = 64 * 1024 * 1024 + 4096
MOST_CODES = 100
_STOPS = Stops(
    ended="This file could not be opened to look for a code: reading it was stopped.",
    slow="This file could not be opened to look for a code in {seconds:.0f} seconds.",
)
_GROUP = f"[{ALPHABET}]{{{GROUP}}}"
_CODE = re.compile(rf"(?<![{ALPHABET}]){_GROUP}(?: {_GROUP}){{{LENGTH // GROUP - 1}}}(?![{ALPHABET}])")


def codes_in(
    data: bytes, passphrase: str = "", *, command: Sequence[str] = (), wait: float = WAIT
) -> tuple[str, ...]:
    """The seal codes in the text of a PDF, each once.

    `wait` is in seconds. Raises FileLocked when the passphrase does not open it, FileRefused for no PDF, a
    broken one, one that is too large, and whatever ends the reader.
    """
    head = json.dumps(passphrase).encode("ascii") + b"\n"
    answer = answer_of(command or reader_command(READER), "pdf", head + data, wait=wait, stops=_STOPS)
    if "locked" in answer:
        raise FileLocked(_LOCKED[bool(answer["locked"])])
    found = answer.get("codes")
    if not isinstance(found, list):
        raise FileRefused(_STOPS.ended)
    # What the reader says is not believed further than its shape.
    return tuple(code for code in found[:MOST_CODES] if isinstance(code, str) and _CODE.fullmatch(code))


_LOCKED = {
    False: "This PDF opens with a passphrase only.",
    True: "This passphrase does not open the PDF.",
}


def serve(file: IO[bytes], answer: IO[bytes]) -> None:
    """Reads one file from a pipe and answers with JSON; runs in the process of its own."""
    serve_one(file, answer, most_bytes=MOST_BYTES, warm_up=_warm_up, read=_read)


def _read(_kind: str, data: bytes) -> dict[str, Any]:
    from mappa_desk.documents.reading_back import read_back  # noqa: PLC0415 - start-up time

    head, _, pdf = data.partition(b"\n")
    passphrase = str(json.loads(head))
    try:
        read = read_back(pdf, passphrase)
    except FileLocked:
        return {"locked": bool(passphrase)}
    texts = (*(block.text for block in read.blocks), *(one.text for one in (*read.artifacts, *read.loose)))
    found = dict.fromkeys(code for text in texts for code in _CODE.findall(text))
    return {"codes": list(found)[:MOST_CODES]}


def _warm_up() -> None:
    """Reads samples, so that whatever a file needs is loaded."""
    from mappa_desk.documents.reading_samples import SAMPLE_PASSPHRASE, samples  # noqa: PLC0415 - start-up time

    for data in samples():
        for words in ("", SAMPLE_PASSPHRASE):
            with contextlib.suppress(FileRefused):
                _read("pdf", json.dumps(words).encode("ascii") + b"\n" + data)

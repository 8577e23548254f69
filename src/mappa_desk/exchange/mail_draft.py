"""Writes a draft of an e-mail with its attachments as an .eml file. Nothing is ever sent.

`X-Unsent: 1` opens it as a draft in the Outlook of the desktop; other programs open it as a message to be
edited as new. There is no sender, no date and no message id: the program that sends it puts them in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from mappa_desk.domain.limits import clean

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Attached:
    """A PDF that goes with the mail."""

    name: str
    data: bytes


def is_mail_address(text: str) -> bool:
    """True for a plain address such as "j.smith@housing.example", without a name beside it."""
    if not _ADDRESS.fullmatch(text) or ".." in text:
        return False
    try:
        Address(addr_spec=text)
    except (MessageError, ValueError):
        return False
    return True


def mail_draft(
    *, subject: str, body: str, to: Sequence[str] = (), attached: Sequence[Attached] = ()
) -> bytes:
    """The bytes of an .eml file with the lines ended as mail ends them.

    `to` are addresses as `is_mail_address` takes them; anything else raises ValueError. The subject becomes
    one line. The same parts give the same bytes.
    """
    wrong = [address for address in to if not is_mail_address(address)]
    if wrong:
        raise ValueError(f"{len(wrong)} of the addresses are none")
    draft = EmailMessage(policy=SMTP)
    draft["X-Unsent"] = "1"
    draft["Subject"] = " ".join(clean(subject).split())
    if to:
        draft["To"] = ", ".join(dict.fromkeys(to))
    draft["MIME-Version"] = "1.0"
    draft.set_content(clean(body).rstrip() + "\n", cte="quoted-printable")
    for file in attached:
        draft.add_attachment(
            file.data, maintype="application", subtype="pdf", filename=" ".join(clean(file.name).split())
        )
    if attached:
        # "=_" cannot stand in a part: one writes "=" as "=3D", the others are base 64.
        marks = hashlib.sha256(body.encode("utf-8", "replace"))
        for file in attached:
            marks.update(file.data)
        draft.set_boundary(f"=_{marks.hexdigest()[:32]}")
    return draft.as_bytes()

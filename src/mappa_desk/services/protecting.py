"""One numbered copy that opens with a passphrase only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mappa_desk.domain.errors import RuleError
from mappa_desk.services.copy_passphrases import check_passphrase
from mappa_desk.services.drawing import Order, draw
from mappa_desk.services.shape_drawing import Shape

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import Rendered


def draw_protected(order: Order, shape: Shape, passphrase: str) -> Rendered:
    """The copy stamped from its master and encrypted; salted, so that two are never the same bytes.

    Raises RuleError for a document without a recipient, for another shape than PDF, and for a passphrase
    that is too weak; no error holds it.
    """
    from mappa_desk.documents.stamping import stamp  # noqa: PLC0415 - start-up time

    mark = order.mark
    if shape is not Shape.PDF:
        raise RuleError("Only a PDF is protected by a passphrase.", field="passphrase")
    if mark is None:
        raise RuleError("Only a numbered copy is protected: say who it is for.", field="recipient")
    check_passphrase(passphrase)
    master = draw(replace(order, copy_number=0))
    return replace(master, data=stamp(master.data, mark, wording=order.wording, passphrase=passphrase))

"""PySide6 gives back as many references to None as it takes.

PySide6-Essentials 6.12.0 on Python 3.11 lost one in every call that returns nothing, and the process ended
with "Fatal Python error: none_dealloc" after some 5,000 of them. From Python 3.12 on None cannot be lost.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

CALLS = 1000
FEW = 50


def test_calls_that_return_nothing_lose_no_reference() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < FEW

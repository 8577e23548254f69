"""A consistent case file, as a value and as plain JSON values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from exchange_samples import make_case_file

from mappa_desk.exchange.case_file_shapes import CaseFile
from mappa_desk.exchange.case_files import write_case_file


@pytest.fixture
def case_file() -> CaseFile:
    """A consistent case file."""
    return make_case_file()


@pytest.fixture
def plain(case_file: CaseFile) -> dict[str, Any]:
    """The same as plain JSON values, to be broken and written again."""
    loaded: dict[str, Any] = json.loads(write_case_file(case_file))
    return loaded


@pytest.fixture
def practice_file() -> Path:
    """A shipped case file with sealed minutes."""
    return Path(__file__).resolve().parents[2] / "resources" / "practice" / "LAN-0417.json"

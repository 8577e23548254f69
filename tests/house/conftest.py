"""Fixtures of the house: the programs under packaging/, loaded by path."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    """Give packaging/<name>.py as a fresh module; that folder is no package and never becomes one."""
    spec = importlib.util.spec_from_file_location(f"fresh_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def guide() -> ModuleType:
    """packaging/make_guide.py."""
    return load("make_guide")


@pytest.fixture(scope="session")
def bootstrap() -> ModuleType:
    """packaging/bootstrap.py."""
    return load("bootstrap")


@pytest.fixture(scope="session")
def qtgen() -> ModuleType:
    """packaging/qtgen.py."""
    return load("qtgen")

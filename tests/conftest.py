"""What every test runs under: fresh forms, no window on the screen, a steady hypothesis profile."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis

ROOT = Path(__file__).resolve().parent.parent


def load_packaging(name: str) -> ModuleType:
    """Give packaging/<name>.py as a module; that folder is no package and never becomes one."""
    key = f"house_{name}"
    if key not in sys.modules:
        spec = importlib.util.spec_from_file_location(key, ROOT / "packaging" / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[key] = module
        spec.loader.exec_module(module)
    return sys.modules[key]


load_packaging("qtgen").generate()

hypothesis.settings.register_profile(
    "house", deadline=None, max_examples=50, derandomize=True, print_blob=True
)
hypothesis.settings.register_profile("campaign", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

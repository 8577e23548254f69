"""Build hook of hatchling: forms, icons, fonts and data files are generated before anything is packed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GenerateHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own generic is private
    """Runs packaging/qtgen.py for each target: editable install, wheel and source distribution."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate before the files are collected. Raises QtToolFailed when a form cannot be compiled."""
        # Loaded by path: a package named "packaging" here would hide the one that installers use.
        spec = importlib.util.spec_from_file_location("qtgen", Path(self.root) / "packaging" / "qtgen.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError("packaging/qtgen.py")
        qtgen = importlib.util.module_from_spec(spec)
        # A dataclass looks its own module up while it is being made.
        sys.modules["qtgen"] = qtgen
        spec.loader.exec_module(qtgen)
        qtgen.generate(Path(self.root))

"""The Qt window: presenters, jobs, models, views and widgets."""

import contextlib
import importlib

with contextlib.suppress(ImportError):
    # PySide reads the source of every module that is imported after it, to see whether that asks for
    # `from __feature__ import snake_case`. Nothing here does, and it costs a tenth of the start.
    _feature = importlib.import_module("shibokensupport.feature")
    if hasattr(_feature, "_mod_uses_pyside"):
        setattr(_feature, "_mod_uses_pyside", lambda _module: False)  # noqa: B010 (it has no types)

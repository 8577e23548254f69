"""Keeps reportlab from running settings files that are not ours.

reportlab 5.1 runs `reportlab_settings.py` of the working folder and `~/.reportlab_settings` as Python when it
is imported, and takes options from `RL_` variables of the environment. An empty module of the first name, put
in place before reportlab is imported, stops both files; the variables are held aside during that import. The
package imports this module before any other of the room.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

_held = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
sys.modules.setdefault("reportlab_settings", ModuleType("reportlab_settings"))
try:
    from reportlab import rl_config
finally:
    os.environ.update(_held)

__all__ = ["rl_config"]

"""Keeps reportlab from running settings files that are not ours.

reportlab 5.1 runs `reportlab_settings.py` of the working folder and `~/.reportlab_settings` as Python when it
is imported, and takes options from `RL_` variables of the environment. An empty module of the first name, put
in place before that import, stops both files; the variables are taken out of this process's environment. The
package imports this module before any other of the room. It does not import reportlab itself, which would
cost the start of the program a sixth of a second.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

SETTINGS = "reportlab_settings"


def keep_settings_out() -> None:
    """Puts the empty module in place and removes the variables. Doing it again changes nothing."""
    sys.modules.setdefault(SETTINGS, ModuleType(SETTINGS))
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]


keep_settings_out()

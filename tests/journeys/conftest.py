"""What the journeys share: one demonstration for the whole run."""

from __future__ import annotations

import pytest
from folder_watch import watched
from journey_program import Demonstration, plain_environment, run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The real `demo` as a process on a laptop with an empty home and temporary folder. For reading."""
    folder = tmp_path_factory.mktemp("demo")
    home, temporary = folder / "home", folder / "temporary"
    home.mkdir()
    temporary.mkdir()
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), temporary)
    environment = plain_environment(HOME=home, USERPROFILE=home, **places)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        environment.pop(name, None)
    with watched(home, temporary) as made:
        said = run(
            "demo",
            "--vault",
            folder / "vault",
            "--out",
            folder / "documents",
            environment=environment,
            folder=home,
        )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    return Demonstration(folder / "vault", folder / "documents", said.out, tuple(made))

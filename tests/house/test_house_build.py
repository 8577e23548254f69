"""What is built holds what is generated: the source distribution and the wheel made from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATED = "mappa_desk/_generated"


def build(tree: Path, kind: str, target: Path) -> Path:
    """Build one kind of distribution from a tree with the locked hatchling; give the file."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(ROOT, "sdist", folder / "made")) as archive:
        # Python 3.11 before 3.11.4 has no filter argument; from 3.12 on leaving it out is warned of.
        if hasattr(tarfile, "data_filter"):
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder / "tree")
    (tree,) = (folder / "tree").iterdir()
    return tree


def test_the_source_distribution_holds_sources_and_what_is_generated(unpacked: Path) -> None:
    for name in (
        "forms",
        "resources/app.qrc",
        "resources/fonts/OFL.txt",
        "packaging/qtgen.py",
        "packaging/hatch_build.py",
        f"src/{GENERATED}/app_rc.py",
        f"src/{GENERATED}/fonts/SourceSans3-Regular.ttf",
        f"src/{GENERATED}/data/wording/__init__.py",
        "LICENSE",
    ):
        assert (unpacked / name).exists(), name
    assert not (unpacked / ".venv").exists()


def test_the_wheel_made_from_it_holds_every_form_font_and_data_file(unpacked: Path, tmp_path: Path) -> None:
    shutil.rmtree(unpacked / "src" / GENERATED)
    with zipfile.ZipFile(build(unpacked, "wheel", tmp_path / "made")) as wheel:
        names = set(wheel.namelist())
    wanted = {f"{GENERATED}/ui_{form.stem}.py" for form in (unpacked / "forms").glob("*.ui")}
    wanted |= {f"{GENERATED}/fonts/{font.name}" for font in (unpacked / "resources" / "fonts").iterdir()}
    for folder in ("agendas", "wording", "reference", "practice", "spelling"):
        sources = (unpacked / "resources" / folder).rglob("*")
        wanted |= {f"{GENERATED}/data/{folder}/{source.name}" for source in sources if source.is_file()}
    wanted.add(f"{GENERATED}/app_rc.py")
    assert wanted - names == set()
    assert not [name for name in names if name.startswith(("tests/", "packaging/", "forms/"))]

"""The rooms of the house: who may import whom, proved to notice a breach, and no cycle anywhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

PLANTED = {
    "The house is built in layers": ("domain/planted_layers.py", "import mappa_desk.services.work"),
    "Qt belongs to the window": ("store/planted_qt.py", "import PySide6.QtCore"),
    "The database belongs to the store": ("services/planted_database.py", "import sqlmodel"),
    "The PDF libraries belong to the documents": ("exchange/planted_pdf.py", "import reportlab"),
    "The folders of the machine are known to the wiring alone": (
        "services/planted_folders.py",
        "import platformdirs",
    ),
    "Views and widgets show, they do not act": (
        "ui/views/planted_view.py",
        "import mappa_desk.services.people",
    ),
    "Item models know rows only": ("ui/models/planted_model.py", "import mappa_desk.ui.widgets"),
    "Presenters and the command line go through the services": (
        "ui/planted_presenter.py",
        "import mappa_desk.store.vault",
    ),
}
"""For each contract a module that breaks it, and nothing else."""

LIBRARIES: dict[str, set[str]] = {
    "store": {
        "alembic",
        "argon2",
        "cryptography",
        "filelock",
        "pydantic",
        "pydantic_core",
        "sqlalchemy",
        "sqlcipher3",
        "sqlmodel",
    },
    "documents": {"PIL", "docx", "pikepdf", "reportlab"},
    "exchange": {"pikepdf", "pydantic", "pydantic_core", "python_calamine", "vobject", "xlsxwriter"},
    "services": {"holidays", "hunspell", "pydantic", "pydantic_core", "xkcdpass", "zxcvbn"},
    "ui": {"PySide6", "pypdfium2", "shiboken6", "xkcdpass", "zxcvbn"},
    "cli": {"click"},
    "wiring": {"platformdirs"},
    "app": {"PySide6"},
    "__main__": {"click"},
}
"""Libraries beyond the standard one that a room may use. A room that is not named here may use none."""

START_UP_ONLY = "mappa_desk._generated"


def contracts() -> list[str]:
    """Names of the contracts in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def lint(tree: Path) -> tuple[int, dict[str, str], str]:
    """Run import-linter over a tree; give its exit code, KEPT or BROKEN by contract, and all it said."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", "pyproject.toml"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    verdicts = {}
    for name in contracts():
        for verdict in ("KEPT", "BROKEN"):
            if f"{name} {verdict}" in done.stdout:
                verdicts[name] = verdict
    return done.returncode, verdicts, done.stdout + done.stderr


def reports(said: str) -> dict[str, str]:
    """What import-linter said of each broken contract, after its name underlined with dashes."""
    parts = re.split(r"^(.+)\n-+\n", said.rpartition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source and of the contracts."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "fonts", "data")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_contracts() -> None:
    code, verdicts, said = lint(ROOT)
    assert verdicts == dict.fromkeys(contracts(), "KEPT"), said
    assert code == 0, said


def test_every_contract_has_a_planted_breach() -> None:
    assert set(PLANTED) == set(contracts())


def test_each_contract_notices_its_breach(tree: Path) -> None:
    for name, line in PLANTED.values():
        (tree / "src" / "mappa_desk" / name).write_text(f'"""Planted."""\n\n{line}\n', "utf-8")
    code, verdicts, said = lint(tree)
    assert code != 0
    assert verdicts == dict.fromkeys(contracts(), "BROKEN"), said
    for contract, (name, _line) in PLANTED.items():
        module = "mappa_desk." + name.removesuffix(".py").replace("/", ".")
        assert module in reports(said)[contract], f"{contract} does not name {module}:\n{said}"


def test_a_new_room_must_be_given_its_place(tree: Path) -> None:
    (tree / "src" / "mappa_desk" / "cellar.py").write_text('"""Planted."""\n', "utf-8")
    code, verdicts, said = lint(tree)
    assert code != 0
    assert verdicts["The house is built in layers"] == "BROKEN", said


def library_faults(graph: grimp.ImportGraph) -> list[str]:
    """Give one sentence for each library that is used outside the rooms it belongs to."""
    outside = {module for module in graph.modules if not module.startswith("mappa_desk")}
    faults = []
    for library in sorted(outside - sys.stdlib_module_names - {"__future__"}):
        for importer in sorted(graph.find_modules_that_directly_import(library)):
            room = importer.split(".")[1] if "." in importer else ""
            room = "app" if room.startswith("app_") else room
            if importer.startswith(START_UP_ONLY) or library in LIBRARIES.get(room, set()):
                continue
            faults.append(f"{importer} uses {library}")
    return faults


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the program, also those inside functions."""
    return grimp.build_graph("mappa_desk", include_external_packages=True, cache_dir=None)


def test_each_room_uses_its_own_libraries_only(graph: grimp.ImportGraph) -> None:
    assert library_faults(graph) == []


def test_a_planted_library_is_named() -> None:
    planted = grimp.build_graph("mappa_desk", include_external_packages=True, cache_dir=None)
    planted.add_module("requests", is_squashed=True)
    planted.add_import(importer="mappa_desk.domain.records", imported="requests")
    assert "mappa_desk.domain.records uses requests" in library_faults(planted)


def cycles(graph: grimp.ImportGraph) -> list[str]:
    """Give the modules that can import themselves, by a walk over the direct imports."""
    own = sorted(module for module in graph.modules if module.startswith("mappa_desk"))
    after = {module: graph.find_modules_directly_imported_by(module) for module in own}
    found = []
    for start in own:
        seen: set[str] = set()
        waiting = list(after[start])
        while waiting:
            module = waiting.pop()
            if module not in seen and module in after:
                seen.add(module)
                waiting.extend(after[module])
        if start in seen:
            found.append(start)
    return found


def test_no_module_imports_itself_round_a_corner(graph: grimp.ImportGraph) -> None:
    assert cycles(graph) == []


def test_a_planted_cycle_is_found() -> None:
    planted = grimp.build_graph("mappa_desk", include_external_packages=True, cache_dir=None)
    planted.add_import(importer="mappa_desk.domain.records", imported="mappa_desk.domain.minutes")
    assert "mappa_desk.domain.records" in cycles(planted)

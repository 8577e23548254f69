"""The repository as a whole: what the README promises, what the lock pins, what no file may hold."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from repository_rules import BINARY, ROOT, text_faults, tracked_files

README = (ROOT / "README.md").read_text("utf-8")
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
TEST_COMMAND = "python3 packaging/bootstrap.py test"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def readme_commands() -> list[list[str]]:
    """Every command line in the README's code blocks, in words."""
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line and not line.startswith("#")]


def test_the_readme_begins_with_its_two_commands() -> None:
    commands = readme_commands()
    assert commands[0] == ["python3", "packaging/bootstrap.py", "run"]
    assert commands[1] == TEST_COMMAND.split()


def test_each_bootstrap_command_of_the_readme_exists() -> None:
    said = [words[2] for words in readme_commands() if words[1:2] == ["packaging/bootstrap.py"]]
    helped = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "bootstrap.py"), "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert [command for command in said if f"bootstrap.py {command} " not in helped.stdout] == []


PROGRAM_COMMANDS = [words[1:] for words in readme_commands() if words[0] == "mappa-desk" and len(words) > 1]
OPENS_THE_WINDOW = ["practice"]


@pytest.mark.parametrize("words", PROGRAM_COMMANDS, ids=lambda words: words[0])
def test_each_command_of_the_program_in_the_readme_exists(words: list[str]) -> None:
    if words == OPENS_THE_WINDOW:
        words = []
    helped = subprocess.run(
        [sys.executable, "-m", "mappa_desk", *words[:1], "--help"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert helped.returncode == 0, helped.stderr
    expected = [word for word in words if word.startswith("-")] or OPENS_THE_WINDOW * (not words)
    assert [word for word in expected if word not in helped.stdout] == []


def test_the_check_of_a_change_is_the_readmes_test_command() -> None:
    script = ROOT / ".ci" / "run"
    lines = [line for line in script.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[-1] == f"exec {TEST_COMMAND}"
    if os.name == "posix":
        assert os.access(script, os.X_OK)


def test_every_link_of_the_documents_leads_somewhere() -> None:
    broken = []
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_decision_that_is_referred_to_is_written_down() -> None:
    written = {page.name[:4] for page in (ROOT / "docs" / "adr").glob("[0-9]*.md")}
    wanting = []
    for path in tracked_files():
        if path.suffix in (".py", ".md", ".toml", ".ui"):
            said = re.findall(r"ADR (\d{4})", path.read_text("utf-8"))
            wanting.extend(f"{path.relative_to(ROOT)}: {number}" for number in said if number not in written)
    assert wanting == []


def test_no_file_names_a_private_path_or_a_package_index() -> None:
    faults = []
    for path in tracked_files():
        if path.suffix.lower() not in BINARY:
            name = path.relative_to(ROOT).as_posix()
            faults.extend(text_faults(path.read_text("utf-8", errors="replace"), name))
    assert faults == []


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "home/ann/notes",
        "C:" + r"\Users\ann",
        "/" + "root/vault",
        "--" + "index-url x",
        "--" + "find-links x",
    ],
)
def test_a_planted_address_is_named(text: str) -> None:
    assert len(text_faults(f"first line\n{text}", "planted")) == 1


def locked() -> dict[str, Version]:
    """Name and version of each package in the lock."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, flags=re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in found}


def test_the_lock_names_no_address_and_every_hash() -> None:
    assert "://" not in LOCK
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    pins = locked()
    for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]):
        wanted = Requirement(line)
        name = canonicalize_name(wanted.name)
        assert name in pins, f"{line} is not locked"
        assert pins[name] in wanted.specifier, f"{line} is locked at {pins[name]}"


def test_what_the_source_imports_is_asked_for() -> None:
    asked = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    imported = set()
    for path in (ROOT / "src").rglob("*.py"):
        for name in re.findall(r"^\s*(?:from|import) ([a-zA-Z0-9_]+)", path.read_text("utf-8"), re.MULTILINE):
            imported.add(name)
    gives = {"PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials", "argon2": "argon2-cffi"}
    gives |= {"pydantic_core": "pydantic", "hunspell": "chunspell", "docx": "python-docx", "PIL": "pillow"}
    foreign = imported - sys.stdlib_module_names - {"mappa_desk"}
    libraries = {name for name in foreign if _is_installed(name)}
    assert sorted(name for name in libraries if canonicalize_name(gives.get(name, name)) not in asked) == []


def _is_installed(name: str) -> bool:
    return any((Path(place) / name).is_dir() for place in sys.path if place.endswith("site-packages"))

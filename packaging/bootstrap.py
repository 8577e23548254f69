"""From a fresh clone to the running program, or to its test run, in one command.

    python3 packaging/bootstrap.py run      the desk on a practice vault (without a screen: the demonstration)
    python3 packaging/bootstrap.py test     the whole test suite; arguments after it go to pytest
    python3 packaging/bootstrap.py bench    all benchmarks in turn, or the one named after it

It installs missing system libraries (Debian and Ubuntu, as root), makes .venv, installs the locked packages
and the project into it, builds what is generated and then does the work. What is already there is left alone,
so that a second run starts at once and needs no network. Standard library only.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterable, Mapping, Sequence  # noqa: UP035 (an old Python must get as far as check_python)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
SYSTEM_PACKAGES = ROOT / "packaging" / "system-packages.txt"
BENCH_PACKAGES = ROOT / "packaging" / "system-packages-bench.txt"
COUNTED_ROOMS = ("domain", "store")
"""Rooms that are held to full branch coverage."""
COUNTING = (
    *(f"tests/{room}" for room in COUNTED_ROOMS),
    *(f"tests/exchange/test_exchange_{subject}.py" for subject in ("contacts", "reports", "reports_hostile")),
    *(
        f"tests/services/test_services_{subject}.py"
        for subject in (
            "contacts",
            "contact_files",
            "circulation",
            "system_copies",
            "erasure",
            "erasure_beside",
            "chasing",
            "chase_replies",
        )
    ),
)
"""Tests that count for it: those of the rooms, and those of files and lists whose rules the domain holds."""
COMMANDS = ("run", "test", "bench")
PYTHONS = ((3, 11), (3, 14))
HEADLESS_PLATFORMS = ("offscreen", "minimal")


class Refusal(Exception):
    """The work cannot go on. The message tells what to do about it, in one or two sentences."""


def parse_packages(text: str) -> dict[str, list[tuple[str, ...]]]:
    """Read a package list: for each section its lines, each a tuple of names of which one suffices.

    Raises ValueError for a package that stands in no section.
    """
    sections: dict[str, list[tuple[str, ...]]] = {}
    current: list[tuple[str, ...]] | None = None
    for line in text.splitlines():
        line = line.partition("#")[0].strip()  # noqa: PLW2901 (the bare line is never needed)
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1].strip(), [])
        elif line:
            if current is None:
                raise ValueError(f"{line!r} stands before the first section")
            current.append(tuple(name.strip() for name in line.split("|")))
    return sections


def run_mode(environ: Mapping[str, str], platform: str) -> str:
    """Say whether `run` opens a "window" or does the "demo", by the environment and sys.platform."""
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in HEADLESS_PLATFORMS:
        return "demo"
    if platform in ("win32", "darwin") or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return "window"
    return "demo"


def sections_needed(command: str, mode: str, makes_environments: bool) -> tuple[str, ...]:
    """Name the sections of the package list that a command needs."""
    needed = [] if makes_environments else ["base"]
    needed.append("qt")
    if command != "run" or mode == "window":
        needed.append("xcb")
    if command != "run":
        needed.append("test")
    if command == "bench":
        needed.append("bench")
    return tuple(needed)


def missing_packages(wanted: Iterable[tuple[str, ...]], installed: frozenset[str]) -> list[tuple[str, ...]]:
    """Give the lines of which no name is installed."""
    return [names for names in wanted if not installed.intersection(names)]


def check_python(version: tuple[int, int]) -> None:
    """Refuse a Python that the project does not support."""
    if not PYTHONS[0] <= version <= PYTHONS[1]:
        raise Refusal(
            "MAPPA Desk needs Python 3.11, 3.12, 3.13 or 3.14; this is "
            f"{version[0]}.{version[1]}. Start this file with one of them."
        )


def installed_packages() -> frozenset[str] | None:
    """Names of the system packages that are installed, or None where dpkg does not rule."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return None
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = (line.split() for line in asked.stdout.splitlines())
    return frozenset(row[0] for row in rows if row[1:] == ["installed"])


def provide_system(command: str, mode: str) -> None:
    """Install the system packages that are missing, or refuse with the one command that does it."""
    if not sys.platform.startswith("linux"):
        return
    installed = installed_packages()
    if installed is None:
        return
    sections = parse_packages(SYSTEM_PACKAGES.read_text("utf-8"))
    sections.update(parse_packages(BENCH_PACKAGES.read_text("utf-8")))
    needed = sections_needed(command, mode, _makes_environments())
    missing = missing_packages([names for name in needed for names in sections[name]], installed)
    if not missing:
        return
    if os.geteuid() != 0:
        first = " ".join(names[0] for names in missing)
        raise Refusal(
            "System libraries are missing. Give this command, then start again:\n"
            f"  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends {first}'"
        )
    _install_system(missing)


def _makes_environments() -> bool:
    return _has("venv") and (_has("ensurepip") or _has("pip"))


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _install_system(missing: Sequence[tuple[str, ...]]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _say("Updating the list of system packages")
    subprocess.run(["apt-get", "update", "-q"], env=environment, check=False)
    chosen = [next((name for name in names if _offered(name)), names[0]) for names in missing]
    _say("Installing " + " ".join(chosen))
    _must(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *chosen],
        "The system packages could not be installed; apt-get says why above.",
        environment,
    )


def _offered(name: str) -> bool:
    asked = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False)
    return "Candidate:" in asked.stdout and "Candidate: (none)" not in asked.stdout


def venv_python() -> Path:
    """Where the Python of the project's environment lies."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def provide_environment() -> None:
    """Make .venv when it is absent or its Python no longer starts; the packages are not touched here."""
    if venv_python().exists():
        works = subprocess.run([str(venv_python()), "-c", ""], capture_output=True, check=False)
        if works.returncode == 0:
            return
    _say("Making the environment in .venv")
    # Asked in a child: right after an installation this process may still hold the old list of modules.
    own_pip = subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False)
    without = [] if own_pip.returncode == 0 else ["--without-pip"]
    _must(
        [sys.executable, "-m", "venv", "--clear", *without, str(VENV)],
        "The environment could not be made; the lines above say why.",
    )


def pip_command() -> list[str]:
    """Give the pip that installs into .venv: its own, else the one of the Python at hand."""
    own = subprocess.run([str(venv_python()), "-m", "pip", "--version"], capture_output=True, check=False)
    if own.returncode == 0:
        return [str(venv_python()), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(venv_python())]


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 in hex over names and contents, and over the place of the project."""
    result = hashlib.sha256(str(ROOT).encode())
    for path in paths:
        result.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return result.hexdigest()


def provide_packages() -> None:
    """Install the locked packages, then the project, each only when its stamp in .venv differs."""
    project = (ROOT / "pyproject.toml", ROOT / "packaging" / "hatch_build.py", *_version_file())
    install = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
    advice = "The packages could not be installed. The first run needs a package index; later ones do not."
    locked = ["--require-hashes", "--only-binary", ":all:", "-r"]
    steps = [
        (
            "locked-packages",
            digest([LOCK]),
            "the locked packages",
            [*locked, str(LOCK)],
            advice,
        ),
        (
            "project",
            digest(project),
            "the project",
            ["--no-build-isolation", "--no-deps", "-e", str(ROOT)],
            "The project could not be installed into .venv; the lines above say why.",
        ),
    ]
    for stamp_name, mark, what, arguments, failure in steps:
        stamp = VENV / f"{stamp_name}.stamp"
        if stamp.exists() and stamp.read_text("utf-8") == mark:
            continue
        _say(f"Installing {what}")
        stamp.unlink(missing_ok=True)
        _must([*pip_command(), *install, *arguments], failure)
        stamp.write_text(mark, "utf-8")


def _version_file() -> tuple[Path, ...]:
    return (ROOT / "src" / "mappa_desk" / "__init__.py",)


def test_runs(python: str, arguments: Sequence[str]) -> list[list[str]]:
    """Give the test runs: what was asked for, else first domain and store, held to full branch coverage.

    The rest follows without coverage, which would slow it down. Both share the work between two processes;
    one that crashes ends the run, since a fresh one in its place may wait for work for ever.
    """
    if arguments:
        return [[python, "-m", "pytest", *arguments]]
    pytest = [python, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--max-worker-restart=0"]
    counted = [f"--cov=mappa_desk.{room}" for room in COUNTED_ROOMS]
    gate = [*counted, "--cov-branch", "--cov-report=term:skip-covered", "--cov-fail-under=100"]
    return [
        [*pytest, *gate, *COUNTING],
        [*pytest, *(f"--ignore={counted}" for counted in COUNTING), "tests"],
    ]


def work(command: str, mode: str, arguments: Sequence[str]) -> list[list[str]]:
    """Give the command lines that do the work, one after the other. Refuses an unknown benchmark."""
    python = str(venv_python())
    if command == "test":
        return test_runs(python, arguments)
    if command == "run":
        return [[python, "-m", "mappa_desk", "practice" if mode == "window" else "demo", *arguments]]
    known = {path.stem: str(path) for path in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))}
    if not arguments:
        return [[python, path] for path in known.values()]
    if arguments[0] not in known:
        raise Refusal(f"There is no benchmark {arguments[0]!r}. There are: {', '.join(known) or 'none'}.")
    return [[python, known[arguments[0]], *arguments[1:]]]


def _say(words: str) -> None:
    print(f"bootstrap: {words}", file=sys.stderr, flush=True)


def _must(command: Sequence[str], advice: str, environment: Mapping[str, str] | None = None) -> None:
    if subprocess.run(list(command), env=environment, check=False).returncode != 0:
        raise Refusal(advice)


def _do(command: Sequence[str], folder: Path | None) -> int:
    """Run the work and give its exit code. The child gets an interrupt too; the second one ends it."""
    interrupts = 0
    with subprocess.Popen(list(command), cwd=folder) as child:
        while True:
            try:
                code = child.wait()
                break
            except KeyboardInterrupt:
                interrupts += 1
                if interrupts > 1:
                    child.terminate()
    return code if code >= 0 else 128 - code


def main(arguments: Sequence[str]) -> int:
    """Do one of the commands. Gives the exit code: the work's own, 1 when refused, 2 for wrong usage."""
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in ("-h", "--help")
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    command, rest = arguments[0], arguments[1:]
    mode = run_mode(os.environ, sys.platform)
    try:
        check_python(sys.version_info[:2])
        tasks = work(command, mode, rest)
        provide_system(command, mode)
        provide_environment()
        provide_packages()
        _must(
            [str(venv_python()), str(ROOT / "packaging" / "qtgen.py")],
            "The forms could not be compiled; the lines above say why.",
        )
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    codes = [_do(task, ROOT if command != "run" else None) for task in tasks]
    return next((code for code in codes if code != 0), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Builds src/mappa_desk/_generated: compiled forms and icons, and the data files and fonts that rooms read.

Called by the build hook, by tests/conftest.py and by hand (`python packaging/qtgen.py`). Only what changed is
rebuilt, what lost its source is removed, each file appears whole, and two processes may call it at once.
Needs the standard library and an installed PySide6-Essentials, nothing else.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
DATA_FOLDERS = ("agendas", "wording", "reference", "practice", "spelling")
UIC_ARGUMENTS = ("-g", "python", "--from-imports", "--no-autoconnection")
RCC_ARGUMENTS = ("-g", "python")
FIXED_DATE = "1767225600"
"""1 January 2026 in seconds: rcc writes the files' times into its output unless it is given one."""


class QtToolFailed(Exception):
    """uic or rcc could not run or refused its input. The message is its own words."""


@dataclass(frozen=True)
class Output:
    """One generated file: how to make its bytes, and the mark by which it is known to be up to date.

    An empty mark means that making the bytes is as quick as reading the file, so they are compared.
    """

    path: Path
    make: Callable[[], bytes]
    mark: str = ""


def generate(root: Path = ROOT) -> tuple[Path, ...]:
    """Bring `_generated` under `root` up to date and give the files that were written, in order.

    Raises QtToolFailed when a form or the icon list cannot be compiled. What is written is not synced
    to the disk: everything can be built again.
    """
    target = root / "src" / "mappa_desk" / "_generated"
    with _only_one(root / "build" / "qtgen.lock"):
        outputs = tuple(_outputs(root, target))
        written = tuple(output.path for output in outputs if _renew(output))
        _remove_strays(target, {output.path for output in outputs})
    return written


def _outputs(root: Path, target: Path) -> Iterator[Output]:
    packages = {target}
    for form in sorted((root / "forms").glob("*.ui")):
        yield _compiled(
            target / f"ui_{form.stem}.py", "uic", UIC_ARGUMENTS, form, (form,), finish=_prune_imports
        )
    icons = root / "resources" / "app.qrc"
    if icons.is_file():
        yield _compiled(target / "app_rc.py", "rcc", RCC_ARGUMENTS, icons, (icons, *_listed(icons)))
    copies = {root / "resources" / name: target / "data" / name for name in DATA_FOLDERS}
    copies[root / "resources" / "fonts"] = target / "fonts"
    packages.add(target / "data")
    for source_folder, folder in copies.items():
        packages.add(folder)
        for source in sorted(source_folder.rglob("*")):
            if source.is_file() and not source.name.startswith("."):
                copy = folder / source.relative_to(source_folder)
                packages.add(copy.parent)
                yield Output(copy, source.read_bytes)
    for package in sorted(packages):
        yield Output(package / "__init__.py", lambda: b'"""Built by packaging/qtgen.py; never edited."""\n')


def _compiled(
    path: Path,
    tool: str,
    arguments: tuple[str, ...],
    source: Path,
    inputs: tuple[Path, ...],
    *,
    finish: Callable[[bytes], bytes] = bytes,
) -> Output:
    digest = hashlib.sha256(repr((tool, arguments, _qt_version(), finish.__name__)).encode())
    for file in inputs:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    mark = f"# {tool} {_qt_version()} {digest.hexdigest()}"
    return Output(path, lambda: f"{mark}\n".encode() + finish(_run(tool, arguments, source)), mark)


def _prune_imports(module: bytes) -> bytes:
    """Take out the names that uic imports for every form and this one does not use.

    Each Qt class is made when it is first imported, with all its enums; the unlock window waits for them.
    """
    text = module.decode()
    imports = re.compile(r"^from (PySide6\.\w+) import \(([^)]*)\)\n", re.MULTILINE)
    body = imports.sub("", text)

    def used(found: re.Match[str]) -> str:
        names = [name for name in re.findall(r"\w+", found[2]) if re.search(rf"\b{name}\b", body)]
        return f"from {found[1]} import ({', '.join(names)})\n" if names else ""

    return imports.sub(used, text).encode()


def _listed(qrc: Path) -> tuple[Path, ...]:
    names = (element.text or "" for element in ElementTree.parse(qrc).iter("file"))
    files = tuple(qrc.parent / name.strip() for name in names)
    absent = [str(file.relative_to(qrc.parent)) for file in files if not file.is_file()]
    if absent:
        raise QtToolFailed(f"{qrc.name} lists files that do not exist: {', '.join(absent)}")
    return files


def _run(tool: str, arguments: tuple[str, ...], source: Path) -> bytes:
    environment = os.environ | {"QT_RCC_SOURCE_DATE_OVERRIDE": FIXED_DATE}
    command = [str(_tool(tool)), *arguments, source.name]
    done = subprocess.run(command, cwd=source.parent, env=environment, capture_output=True, check=False)
    if done.returncode != 0 or not done.stdout:
        said = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
        raise QtToolFailed(f"{tool} on {source.name}: {said}")
    return done.stdout.replace(b"\r\n", b"\n")


def _tool(name: str) -> Path:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise QtToolFailed("PySide6-Essentials is not installed, so forms cannot be compiled.")
    folder = Path(spec.submodule_search_locations[0])
    return folder / f"{name}.exe" if sys.platform == "win32" else folder / "Qt" / "libexec" / name


def _qt_version() -> str:
    return importlib.metadata.version("PySide6-Essentials")


def _renew(output: Output) -> bool:
    try:
        present = output.path.read_bytes()
    except FileNotFoundError:
        present = None
    if output.mark and present is not None and present.startswith(output.mark.encode() + b"\n"):
        return False
    wanted = output.make()
    if wanted == present:
        return False
    output.path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(wanted)
        Path(name).chmod(0o644)
        Path(name).replace(output.path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _remove_strays(target: Path, wanted: set[Path]) -> None:
    if not target.is_dir():
        return
    for path in sorted(target.rglob("*"), reverse=True):
        if "__pycache__" in path.relative_to(target).parts:
            continue
        if path.is_file() and path not in wanted:
            path.unlink(missing_ok=True)
        elif path.is_dir() and not any(kept.is_relative_to(path) for kept in wanted):
            _remove_folder(path)


def _remove_folder(folder: Path) -> None:
    for path in folder.rglob("*.pyc"):
        path.unlink(missing_ok=True)
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        path.rmdir()
    folder.rmdir()


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Wait until no other process generates. The operating system lets go when a process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (exists on Windows only)

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (does not exist on Windows)

            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield


def main() -> int:
    """Generate and say what was written. Gives the exit code."""
    try:
        written = generate()
    except QtToolFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    for path in written:
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

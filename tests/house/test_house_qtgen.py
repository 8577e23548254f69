"""generate(): what it builds, that it rebuilds only what changed, and that two may call it at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>DemoPanel</class><widget class="QWidget" name="DemoPanel">
<layout class="QVBoxLayout" name="outer"><item><widget class="QPushButton" name="save_button">
<property name="icon"><iconset resource="../resources/app.qrc">
<normaloff>:/icons/tick.svg</normaloff></iconset></property></widget></item></layout></widget>
<resources><include location="../resources/app.qrc"/></resources></ui>
"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"/>\n'
QRC = '<RCC><qresource prefix="/icons"><file alias="tick.svg">icons/tick.svg</file></qresource></RCC>\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small project tree with a form, an icon, a wording file and a font."""
    files = {
        "forms/demo_panel.ui": FORM,
        "resources/app.qrc": QRC,
        "resources/icons/tick.svg": ICON,
        "resources/wording/documents.toml": "a = 1\n",
        "resources/fonts/OFL.txt": "licence\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def built(tree: Path) -> set[str]:
    """Names of the generated files, without the package marks."""
    target = tree / "src" / "mappa_desk" / "_generated"
    files = (path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    return {name for name in files if not name.endswith("__init__.py")}


def test_builds_forms_icons_data_and_fonts(qtgen: ModuleType, tree: Path) -> None:
    qtgen.generate(tree)
    assert built(tree) == {
        "ui_demo_panel.py",
        "app_rc.py",
        "data/wording/documents.toml",
        "fonts/OFL.txt",
    }
    form = (tree / "src/mappa_desk/_generated/ui_demo_panel.py").read_text("utf-8")
    assert "from . import app_rc" in form
    assert "connectSlotsByName" not in form


def test_a_form_imports_only_what_it_uses(qtgen: ModuleType, tree: Path) -> None:
    qtgen.generate(tree)
    built = (tree / "src/mappa_desk/_generated/ui_demo_panel.py").read_text("utf-8")
    assert "QPushButton" in built and "QIcon" in built
    assert "QGradient" not in built and "QKeySequence" not in built
    compile(built, "ui_demo_panel.py", "exec")


def test_packages_are_importable_where_data_lies(qtgen: ModuleType, tree: Path) -> None:
    qtgen.generate(tree)
    target = tree / "src" / "mappa_desk" / "_generated"
    for package in ("", "data", "data/wording", "data/agendas", "fonts"):
        assert (target / package / "__init__.py").is_file(), package


def test_a_second_run_writes_nothing(qtgen: ModuleType, tree: Path) -> None:
    assert qtgen.generate(tree)
    assert qtgen.generate(tree) == ()


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("forms/demo_panel.ui", "ui_demo_panel.py"),
        ("resources/icons/tick.svg", "app_rc.py"),
        ("resources/wording/documents.toml", "data/wording/documents.toml"),
    ],
)
def test_only_what_changed_is_rebuilt(qtgen: ModuleType, tree: Path, source: str, output: str) -> None:
    qtgen.generate(tree)
    path = tree / source
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert [written.name for written in qtgen.generate(tree)] == [Path(output).name]


def test_what_lost_its_source_goes(qtgen: ModuleType, tree: Path) -> None:
    qtgen.generate(tree)
    (tree / "forms/demo_panel.ui").unlink()
    (tree / "resources/wording/documents.toml").unlink()
    (tree / "src/mappa_desk/_generated/data/old").mkdir()
    (tree / "src/mappa_desk/_generated/data/old/left.toml").write_text("x", "utf-8")
    qtgen.generate(tree)
    assert built(tree) == {"app_rc.py", "fonts/OFL.txt"}
    assert not (tree / "src/mappa_desk/_generated/data/old").exists()


def test_a_broken_form_is_named(qtgen: ModuleType, tree: Path) -> None:
    (tree / "forms/demo_panel.ui").write_text("<ui><widget", "utf-8")
    with pytest.raises(qtgen.QtToolFailed, match=r"demo_panel\.ui"):
        qtgen.generate(tree)


def test_an_absent_icon_is_named(qtgen: ModuleType, tree: Path) -> None:
    (tree / "resources/icons/tick.svg").unlink()
    with pytest.raises(qtgen.QtToolFailed, match=r"icons/tick\.svg"):
        qtgen.generate(tree)


def test_bytes_depend_on_the_sources_alone(qtgen: ModuleType, tree: Path) -> None:
    qtgen.generate(tree)
    target = tree / "src/mappa_desk/_generated/app_rc.py"
    first = target.read_bytes()
    target.unlink()
    os.utime(tree / "resources/icons/tick.svg", (1_000_000_000, 1_000_000_000))
    qtgen.generate(tree)
    assert target.read_bytes() == first


def test_several_processes_at_once_leave_one_whole_result(tree: Path) -> None:
    code = (
        f"import sys, pathlib; sys.path.insert(0, {str(ROOT / 'packaging')!r}); import qtgen; "
        f"print(len(qtgen.generate(pathlib.Path({str(tree)!r}))))"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    counts = [int(child.communicate(timeout=60)[0]) for child in children]
    assert all(child.returncode == 0 for child in children)
    assert sorted(counts)[:3] == [0, 0, 0]
    assert max(counts) > 0
    assert not list((tree / "src").rglob(".new-*"))

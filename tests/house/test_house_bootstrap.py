"""The pure parts of packaging/bootstrap.py: reading the list, choosing the mode, refusing politely."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOTSTRAP = ROOT / "packaging" / "bootstrap.py"


def test_reads_sections_comments_and_alternatives(bootstrap: ModuleType) -> None:
    text = "# head\n[qt]\nliba  # why\nlibb | libb-t64\n\n[test]\nqpdf\n"
    assert bootstrap.parse_packages(text) == {"qt": [("liba",), ("libb", "libb-t64")], "test": [("qpdf",)]}


def test_refuses_a_package_outside_a_section(bootstrap: ModuleType) -> None:
    with pytest.raises(ValueError, match="before the first section"):
        bootstrap.parse_packages("liba\n[qt]\n")


def test_the_shipped_lists_hold_every_section_a_command_asks_for(bootstrap: ModuleType) -> None:
    sections = bootstrap.parse_packages(bootstrap.SYSTEM_PACKAGES.read_text("utf-8"))
    sections |= bootstrap.parse_packages(bootstrap.BENCH_PACKAGES.read_text("utf-8"))
    for command in bootstrap.COMMANDS:
        for mode in ("window", "demo"):
            for name in bootstrap.sections_needed(command, mode, False):
                assert sections[name], name


@pytest.mark.parametrize(
    ("environ", "platform", "mode"),
    [
        ({}, "linux", "demo"),
        ({"DISPLAY": ""}, "linux", "demo"),
        ({"DISPLAY": ":0"}, "linux", "window"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "window"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", "demo"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:enable_fonts"}, "linux", "demo"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "minimal"}, "linux", "demo"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, "linux", "window"),
        ({}, "win32", "window"),
        ({}, "darwin", "window"),
    ],
)
def test_run_mode_follows_the_environment(
    bootstrap: ModuleType, environ: dict[str, str], platform: str, mode: str
) -> None:
    assert bootstrap.run_mode(environ, platform) == mode


def test_the_demonstration_needs_no_display_and_no_test_tools(bootstrap: ModuleType) -> None:
    assert bootstrap.sections_needed("run", "demo", True) == ("qt",)
    assert bootstrap.sections_needed("run", "window", True) == ("qt", "xcb")
    assert bootstrap.sections_needed("test", "demo", True) == ("qt", "xcb", "test")
    assert bootstrap.sections_needed("bench", "demo", False) == ("base", "qt", "xcb", "test", "bench")


def test_an_alternative_counts_as_installed(bootstrap: ModuleType) -> None:
    wanted = [("a", "a-t64"), ("b",)]
    assert bootstrap.missing_packages(wanted, frozenset({"a-t64"})) == [("b",)]
    assert bootstrap.missing_packages(wanted, frozenset({"a", "b"})) == []


def test_missing_libraries_without_root_are_refused_with_one_command(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(bootstrap, "installed_packages", lambda: frozenset({"libegl1", "libgl1"}))
    with pytest.raises(bootstrap.Refusal) as refused:
        bootstrap.provide_system("run", "demo")
    lines = str(refused.value).splitlines()
    assert len(lines) == 2
    assert lines[1].strip().startswith("sudo sh -c 'apt-get update && apt-get install -y")
    assert "libxkbcommon0" in lines[1]
    assert "libegl1" not in lines[1]
    assert "qpdf" not in lines[1]


def test_only_test_tools_missing_does_not_stop_a_run(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = bootstrap.parse_packages(bootstrap.SYSTEM_PACKAGES.read_text("utf-8"))
    have = frozenset(names[0] for name in ("base", "qt", "xcb") for names in sections[name])
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(bootstrap, "installed_packages", lambda: have)
    bootstrap.provide_system("run", "window")
    with pytest.raises(bootstrap.Refusal, match="qpdf"):
        bootstrap.provide_system("test", "demo")


@pytest.mark.parametrize("version", [(3, 10), (3, 15)])
def test_refuses_another_python_by_its_number(bootstrap: ModuleType, version: tuple[int, int]) -> None:
    with pytest.raises(bootstrap.Refusal, match=f"this is 3.{version[1]}"):
        bootstrap.check_python(version)


def test_the_stamp_changes_with_the_contents(bootstrap: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "requirements.lock"
    file.write_text("a==1", "utf-8")
    first = bootstrap.digest([file])
    file.write_text("a==2", "utf-8")
    assert bootstrap.digest([file]) != first


def test_each_command_knows_its_work(bootstrap: ModuleType) -> None:
    (window,) = bootstrap.work("run", "window", [])
    (demo,) = bootstrap.work("run", "demo", [])
    (tests,) = bootstrap.work("test", "demo", ["-k", "rules"])
    assert window[1:] == ["-m", "mappa_desk", "practice"]
    assert demo[1:] == ["-m", "mappa_desk", "demo"]
    assert tests[1:] == ["-m", "pytest", "-k", "rules"]


def test_the_whole_run_counts_domain_and_store_and_leaves_no_room_out(bootstrap: ModuleType) -> None:
    counted, others = bootstrap.work("test", "demo", [])
    rooms = {word for word in counted if word.startswith("tests")}
    assert {"tests/domain", "tests/store"} <= rooms
    assert all((bootstrap.ROOT / counted).exists() for counted in rooms)
    assert {"--cov=mappa_desk.domain", "--cov=mappa_desk.store", "--cov-branch"} <= set(counted)
    assert "--cov-fail-under=100" in counted
    assert {word for word in others if word.startswith(("tests", "--ignore"))} == {
        "tests",
        *(f"--ignore={room}" for room in rooms),
    }
    assert not {"-k", "--deselect", "--lf"} & {*counted, *others}


def test_benchmarks_run_one_after_the_other_or_by_name(bootstrap: ModuleType) -> None:
    everything = [Path(words[1]).stem for words in bootstrap.work("bench", "demo", [])]
    assert everything == sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    (one,) = bootstrap.work("bench", "demo", [everything[0], "5"])
    assert one[1:] == [str(ROOT / "benchmarks" / f"{everything[0]}.py"), "5"]
    with pytest.raises(bootstrap.Refusal, match="no benchmark 'flying'"):
        bootstrap.work("bench", "demo", ["flying"])


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["fly"], 2), (["--help"], 0)])
def test_wrong_usage_shows_the_commands(arguments: list[str], code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", str(BOOTSTRAP), *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    said = done.stdout if code == 0 else done.stderr
    assert "bootstrap.py run" in said
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals end processes differently there")
def test_gives_the_exit_code_of_the_work(bootstrap: ModuleType) -> None:
    assert bootstrap._do([sys.executable, "-c", "raise SystemExit(7)"], None) == 7
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    assert bootstrap._do([sys.executable, "-c", killed], None) == 128 + 15

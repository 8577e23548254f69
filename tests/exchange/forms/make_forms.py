"""Fills the empty contribution form with programs of others, for the tests that read it back.

`python tests/exchange/forms/make_forms.py PROGRAM...` with the program's library or command installed;
README.md names the versions. `empty` makes the empty form anew with this project's own code.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).resolve().parent
EMPTY = FOLDER / "empty.pdf"
ANSWERS: dict[str, str] = json.loads((FOLDER / "answers.json").read_text("utf-8"))
CHOICES = ("response", "handling", "coming")


def empty(target: Path) -> None:
    """The empty form, for Housing, of the third meeting on LAN-0417."""
    sys.path.append(str(FOLDER.parents[1] / "documents"))
    from dataclasses import replace
    from datetime import date

    from document_samples import AGENCIES, FORM, case, meeting
    from sample_wording import shipped_wording

    from mappa_desk.documents.contribution_form import render_contribution_form
    from mappa_desk.domain.cases import Level
    from mappa_desk.domain.form_questions import code_for
    from mappa_desk.domain.preparation import PapersSnapshot

    snapshot = PapersSnapshot(
        case=replace(case(), name="D. P."),
        meeting=replace(meeting(Level.THREE), started_at=None, ended_at=None),
        items=(),
        agencies=AGENCIES,
        form=FORM,
        reply_by=date(2026, 11, 5),
        taken_on=date(2026, 10, 20),
    )
    code = code_for(meeting_id="0" * 32, reference="LAN-0417-M03", agency="hsg")
    made = render_contribution_form(snapshot, agency="hsg", code=code, wording=shipped_wording())
    target.write_bytes(made.data)


def fill_pypdf(target: Path) -> None:
    """pypdf: appearances made by the library."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(EMPTY))
    values = {name: f"/{text}" if name in CHOICES else text for name, text in ANSWERS.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(target)


def fill_pikepdf(target: Path) -> None:
    """pikepdf's own form helper."""
    import pikepdf
    from pikepdf.form import DefaultAppearanceStreamGenerator, Form

    with pikepdf.open(EMPTY) as pdf:
        form = Form(pdf, DefaultAppearanceStreamGenerator)
        for name, text in ANSWERS.items():
            if name in CHOICES:
                form[name].value = pikepdf.Name(f"/{text}")
            else:
                form[name].value = text
        pdf.save(target)


def fill_pymupdf(target: Path) -> None:
    """MuPDF, as in SumatraPDF, through PyMuPDF."""
    import pymupdf

    document = pymupdf.open(EMPTY)
    for page in document:
        for widget in page.widgets():
            answer = ANSWERS.get(widget.field_name)
            if answer is None:
                continue
            if widget.field_name in CHOICES:
                if widget.on_state() == answer:
                    widget.field_value = True
                    widget.update()
                continue
            widget.field_value = answer
            widget.update()
    document.save(target)


def fill_pdfium(target: Path) -> None:
    """PDFium, as in Chrome and Edge, by clicks and keys."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    document = pdfium.PdfDocument(EMPTY)
    document.init_forms()
    form = document.formenv.raw
    for number in range(len(document)):
        page = document[number]
        raw.FORM_OnAfterLoadPage(page.raw, form)
        for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            note = raw.FPDFPage_GetAnnot(page.raw, index)
            name = _utf16(partial(raw.FPDFAnnot_GetFormFieldName, form, note))
            answer = ANSWERS.get(name)
            if answer is None:
                continue
            if name in CHOICES:
                export = _utf16(partial(raw.FPDFAnnot_GetFormFieldExportValue, form, note))
                if export != answer:
                    continue
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, box)
            x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
            raw.FORM_OnMouseMove(form, page.raw, 0, x, y)
            raw.FORM_OnLButtonDown(form, page.raw, 0, x, y)
            raw.FORM_OnLButtonUp(form, page.raw, 0, x, y)
            if name not in CHOICES:
                for character in answer.replace("\n", "\r"):
                    raw.FORM_OnChar(form, page.raw, ord(character), 0)
            raw.FORM_ForceToKillFocus(form)
    document.save(target)


def _utf16(call: Callable[[object, int], int]) -> str:
    size = call(None, 0)
    buffer = ctypes.create_string_buffer(size)
    call(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


_PDF_LIB = """
const fs = require("fs");
const { PDFDocument } = require("pdf-lib");
(async () => {
  const [source, target, answers, choices] = process.argv.slice(2);
  const pdf = await PDFDocument.load(fs.readFileSync(source));
  const form = pdf.getForm();
  for (const [name, text] of Object.entries(JSON.parse(answers))) {
    if (JSON.parse(choices).includes(name)) form.getRadioGroup(name).select(text);
    else form.getTextField(name).setText(text);
  }
  fs.writeFileSync(target, await pdf.save({ updateFieldAppearances: false }));
})();
"""
_PDF_JS = """
import fs from "fs";
const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
const [source, target, answers, choices] = process.argv.slice(2);
const wanted = JSON.parse(answers), radios = JSON.parse(choices);
const pdf = await getDocument({ data: new Uint8Array(fs.readFileSync(source)) }).promise;
for (let number = 1; number <= pdf.numPages; number++) {
  const page = await pdf.getPage(number);
  for (const note of await page.getAnnotations()) {
    const answer = wanted[note.fieldName];
    if (answer === undefined) continue;
    if (radios.includes(note.fieldName)) {
      pdf.annotationStorage.setValue(note.id, { value: note.buttonValue === answer });
    } else pdf.annotationStorage.setValue(note.id, { value: answer });
  }
}
fs.writeFileSync(target, await pdf.saveDocument());
process.exit(0);
"""


def fill_pdflib(target: Path) -> None:
    """pdf-lib under Node, which must find the package from the working folder."""
    _node(_PDF_LIB, "cjs", target)


def fill_pdfjs(target: Path) -> None:
    """pdf.js, as in Firefox, under Node."""
    _node(_PDF_JS, "mjs", target)


def _node(script: str, ending: str, target: Path) -> None:
    file = Path(f"fill.{ending}")
    file.write_text(script, "utf-8")
    told = [json.dumps(ANSWERS), json.dumps(CHOICES)]
    subprocess.run(["node", str(file), str(EMPTY), str(target), *told], check=True)


def fill_poppler(target: Path) -> None:
    """poppler, as in Evince and Okular, through its GLib binding."""
    import gi

    gi.require_version("Poppler", "0.18")
    from gi.repository import Poppler

    document = Poppler.Document.new_from_file(EMPTY.as_uri(), None)
    for number in range(document.get_n_pages()):
        for mapping in document.get_page(number).get_form_field_mapping():
            field = mapping.field
            name = field.get_name()
            answer = ANSWERS.get(name)
            if answer is None:
                continue
            if name in CHOICES:
                if field.get_alternate_ui_name().endswith(_words_of(name, answer)):
                    field.button_set_state(True)
            else:
                field.text_set_text(answer)
    document.save(target.as_uri())


def _words_of(name: str, choice: str) -> str:
    import tomllib

    words = tomllib.loads((FOLDER.parents[2] / "resources/wording/contribution_form.toml").read_text("utf-8"))
    found: str = words["form"][name][choice]
    return found


def fill_pdftk(target: Path) -> None:
    """pdftk-java, from an XFDF file."""
    fields = "".join(
        f'<field name="{name}"><value>{escape(text)}</value></field>' for name, text in ANSWERS.items()
    )
    xfdf = (
        '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/">'
        f"<fields>{fields}</fields></xfdf>"
    )
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "answers.xfdf"
        data.write_text(xfdf, "utf-8")
        subprocess.run(["pdftk", EMPTY, "fill_form", data, "output", target], check=True)


PROGRAMS: dict[str, Callable[[Path], None]] = {
    "empty": empty,
    "pypdf": fill_pypdf,
    "pikepdf": fill_pikepdf,
    "pymupdf": fill_pymupdf,
    "pdfium": fill_pdfium,
    "pdflib": fill_pdflib,
    "pdfjs": fill_pdfjs,
    "poppler": fill_poppler,
    "pdftk": fill_pdftk,
}

if __name__ == "__main__":
    for name in sys.argv[1:]:
        PROGRAMS[name](FOLDER / f"{name}.pdf")

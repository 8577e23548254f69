"""Fills contribution forms with pikepdf, as the plainest of fillers does: values, no appearances."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Name, String


def filled(data: bytes, **answers: str) -> bytes:
    """The form with these answers by field; a choice by its export name."""
    with pikepdf.open(BytesIO(data)) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        for name, answer in answers.items():
            field = fields[name]
            if Name.Btn == field.FT:
                field.V = Name(f"/{answer}")
                for kid in field.Kids:
                    kid.AS = field.V if field.V in kid.AP.N else Name.Off
            else:
                field.V = String(answer)
        target = BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def filled_file(folder: Path, data: bytes, name: str = "form.pdf", **answers: str) -> Path:
    """A file with the form filled so."""
    path = folder / name
    path.write_bytes(filled(data, **answers))
    return path

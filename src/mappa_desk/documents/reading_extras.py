"""Counts what a document of this program never needs: images, links, actions, scripts, files, fields."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Object, Pdf, Stream

_DEEPEST = 60
"""Levels of objects within one object."""


@dataclass(frozen=True, slots=True)
class Extras:
    """How many there are in the whole file of what no document needs."""

    images: int = 0
    links: int = 0
    actions: int = 0
    scripts: int = 0
    attachments: int = 0
    fields: int = 0
    layers: int = 0
    other_annotations: int = 0


def extras_of(pdf: Pdf) -> Extras:
    """Counts what no document needs, in every object of the file, whether it is used or not."""
    counts: dict[str, int] = {}
    for one in pdf.objects:
        _count(one, counts, 0)
    if "/AcroForm" in pdf.Root:
        counts["fields"] = max(counts.get("fields", 0), 1)
    for key in ("/OpenAction", "/AA", "/URI"):
        if key in pdf.Root:
            counts["actions"] = counts.get("actions", 0) + 1
    return Extras(**counts)


_SUBTYPES = {"/Image": "images", "/Link": "links", "/Widget": "fields", "/FileAttachment": "attachments"}
_ACTION = re.compile(
    "/(URI|GoTo|GoToR|GoToE|Launch|Named|SubmitForm|ImportData|ResetForm|Hide|Rendition|Movie|Sound|Thread"
    "|Trans|SetOCGState|GoTo3DView|RichMediaExecute)"
)
_TYPES = {"/EmbeddedFile": "attachments", "/OCG": "layers", "/OCMD": "layers"}


def _count(one: Object, counts: dict[str, int], depth: int) -> None:
    if isinstance(one, Array):
        for part in one:
            if isinstance(part, Dictionary | Array) and not part.is_indirect and depth < _DEEPEST:
                _count(part, counts, depth + 1)
        return
    if not isinstance(one, Dictionary | Stream):
        return
    if one.get("/Type") == "/StructElem":
        return
    kind = _kind(one)
    if kind:
        counts[kind] = counts.get(kind, 0) + 1
    for value in dict(one.items() if isinstance(one, Dictionary) else one.stream_dict.items()).values():
        if isinstance(value, Dictionary | Array) and not value.is_indirect and depth < _DEEPEST:
            _count(value, counts, depth + 1)


def _kind(one: Object) -> str:
    keys = set(one.keys())
    kind = str(one.get("/Type", ""))
    subtype = str(one.get("/Subtype", ""))
    does = str(one.get("/S", "")) if kind != "/StructElem" else ""
    found = _SUBTYPES.get(subtype) or _TYPES.get(kind) or ""
    if "/JS" in keys or does == "/JavaScript":
        found = "scripts"
    elif not found and (kind == "/Annot" or ("/Rect" in keys and subtype)):
        found = "other_annotations"
    elif not found and (kind == "/Action" or _ACTION.fullmatch(does) or "/AA" in keys):
        found = "actions"
    return found

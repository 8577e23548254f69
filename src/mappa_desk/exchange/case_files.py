"""The case file: one case with its record and its histories as one JSON text, and back.

It holds what the vault knows about one case, without the vault's audit chain. The same case gives the
same bytes. Whatever is read is taken as hostile until `read_case_file` has given it back.
"""

from __future__ import annotations

import json

from pydantic import TypeAdapter, ValidationError

from mappa_desk.domain.errors import FileRefused
from mappa_desk.exchange.case_file_checks import case_file_faults
from mappa_desk.exchange.case_file_shapes import FORMAT, CaseFile
from mappa_desk.exchange.faults import Fault, faults_of, refused
from mappa_desk.exchange.hostile import load_json, text_faults

SIZE_LIMIT = 64 * 1024 * 1024
"""Most bytes in one case file."""

_CASE_FILE = TypeAdapter(CaseFile)


def write_case_file(case_file: CaseFile) -> bytes:
    """The canonical bytes of a case file: UTF-8, keys sorted, two spaces, one newline at the end."""
    plain = _CASE_FILE.dump_python(case_file, mode="json")
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def read_case_file(data: bytes) -> CaseFile:
    """The case file that these bytes hold.

    Raises FileRefused with one sentence, and with every fault by its place, for anything that is not a
    whole and consistent case file of this format or an older one.
    """
    if len(data) > SIZE_LIMIT:
        raise FileRefused(f"The file is larger than {SIZE_LIMIT // (1024 * 1024)} MB.")
    plain = load_json(data)
    if not isinstance(plain, dict):
        raise FileRefused("This is not a case file: it does not hold one JSON object.")
    _refuse_other_format(plain.get("format"))
    faults = text_faults(plain)
    if faults:
        raise refused(faults)
    try:
        # From the text, not from `plain`: pydantic's strict mode takes a date only out of JSON.
        case_file = _CASE_FILE.validate_json(data.removeprefix(b"\xef\xbb\xbf"), strict=True)
    except ValidationError as error:
        raise refused(faults_of(error)) from None
    faults = case_file_faults(case_file)
    if faults:
        raise refused(faults)
    return case_file


def _refuse_other_format(found: object) -> None:
    if type(found) is not int or found < 1:
        raise refused((Fault("format", f"must be the number of a format, {FORMAT} at present"),))
    if found > FORMAT:
        raise FileRefused(
            f"The file was written by a newer edition of the program: its format is {min(found, 9999)}, "
            f"and this one reads up to {FORMAT}."
        )


def case_file_schema() -> str:
    """The JSON Schema of the case file, as JSON text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_CASE_FILE.json_schema()}
    return json.dumps(schema, ensure_ascii=False, sort_keys=True, indent=2) + "\n"

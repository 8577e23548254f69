"""Tables and cards of contacts from outside: encodings, delimiters, hostile cells, broken cards."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from mappa_desk.domain.contact_import import (
    Fact,
    day_said,
    guessed,
    kind_said,
    may_get_said,
)
from mappa_desk.domain.contacts import AddressKind, MayGet
from mappa_desk.domain.errors import FileRefused
from mappa_desk.exchange.contact_cards import read_cards
from mappa_desk.exchange.contact_tables import (
    CELL_LIMIT,
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    SIZE_LIMIT,
    read_table,
    write_table,
)

TABLE = (
    "Surname,First name,Organisation,E-mail\n"
    "Wójcik,Anna,Police,anna@police.example.invalid\nTŷ-Gwyn,Elin,Police,\n"
)
WESTERN = "Name;Agency\nRenée O’Dowd;Health – north\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_is_read_in_each_encoding(encoding: str) -> None:
    read = read_table("people.csv", TABLE.encode(encoding))
    assert read.heads == ("Surname", "First name", "Organisation", "E-mail")
    assert read.becomes == (Fact.FAMILY, Fact.GIVEN, Fact.AGENCY, Fact.ADDRESS)
    assert [row.cells[0] for row in read.rows] == ["Wójcik", "Tŷ-Gwyn"]
    assert [row.number for row in read.rows] == [2, 3]


def test_the_encoding_of_western_windows_is_the_last_resort() -> None:
    read = read_table("people.csv", WESTERN.encode("cp1252"))
    assert (read.encoding, read.delimiter) == ("cp1252", ";")
    assert read.rows[0].cells == ("Renée O’Dowd", "Health – north")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_though_others_stand_in_cells(delimiter: str) -> None:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter)
    writer.writerows([["Name", "Note"], ["A, B; C|D\tE", "one, two, three; four"], ["F", "x\ny"]])
    read = read_table("people.csv", held.getvalue().encode())
    assert read.delimiter == delimiter
    assert read.rows[0].cells == ("A, B; C|D\tE", "one, two, three; four")
    assert read.rows[1].cells == ("F", "x\ny")


def test_a_first_line_may_name_the_delimiter() -> None:
    read = read_table("people.csv", b"sep=;\r\nName;Agency\r\nA, B, C;Police\r\n")
    assert read.heads == ("Name", "Agency") and read.rows[0].cells == ("A, B, C", "Police")


def test_a_column_alone_and_blank_rows() -> None:
    read = read_table("people.csv", b"Name\nAnna\n\n,\nBen\n")
    assert [(row.number, row.cells) for row in read.rows] == [(2, ("Anna",)), (5, ("Ben",))]


FORMULAS = (
    "=1+1",
    "+44 1632 960001",
    "-x",
    "@SUM(A1)",
    '=HYPERLINK("http://example.invalid","x")',
    "'quoted'",
    "''=1",
)


def test_what_looks_like_a_formula_is_text_and_comes_back_as_it_was() -> None:
    rows = [[one, "plain"] for one in FORMULAS]
    written = write_table(("Name", "Note"), rows)
    opened = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in opened for cell in row)
    read = read_table("people.csv", written)
    assert tuple(row.cells[0] for row in read.rows) == FORMULAS
    typed = read_table("people.csv", b"Name\n=1+1\n")
    assert typed.rows[0].cells == ("=1+1",)


def test_rows_that_do_not_fit_are_named_by_number() -> None:
    read = read_table(
        "people.csv", f"Name,Agency\nA,Police,more\nB\n{'C' * (CELL_LIMIT + 1)},Police\n".encode()
    )
    assert [(row.number, bool(row.fault)) for row in read.rows] == [(2, True), (3, False), (4, True)]
    assert read.rows[1].cells == ("B", "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"Name,Agency\n",
        b"Name\n" + b"\x00" * 50,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x81\x8d",
        b"Name\n" + b"a\n" * (ROWS_LIMIT + 2),
        b"," * COLUMNS_LIMIT + b"\nx\n",
        b"a" * (SIZE_LIMIT + 1),
        b'Name\n"' + b"x" * 140_000 + b'"\n',
    ],
    ids=["empty", "blank", "no rows", "zeros", "picture", "rows", "columns", "size", "cell"],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        read_table("people.csv", data)
    assert str(refused.value).endswith(".") and str(refused.value).count(". ") == 0


def test_headings_are_known_by_many_names_and_given_once() -> None:
    heads = ("Job_Title", " E-Mail: ", "Email address", "Wholly other", "PHONE NUMBER", "Standing panels")
    assert guessed(heads) == (Fact.ROLE, Fact.ADDRESS, Fact.SKIP, Fact.SKIP, Fact.TELEPHONE, Fact.PANELS)


def test_words_of_cells() -> None:
    assert kind_said("Secure mail", "") is AddressKind.SECURE_MAIL
    assert kind_said("", "a@b.invalid") is AddressKind.ORDINARY_MAIL
    assert kind_said("", "1 Example Street") is AddressKind.POST
    assert kind_said("", "") is AddressKind.NONE
    assert kind_said("pigeon", "a@b.invalid") is None
    assert may_get_said("Own actions; minutes, minutes") == (MayGet.MINUTES, MayGet.AGENCY_ACTIONS)
    assert may_get_said("") == ()
    assert may_get_said("minutes; keys") is None
    assert day_said("2026-11-22") == day_said("22/11/2026") == date(2026, 11, 22)
    assert day_said("31/02/2026") is None and day_said("soon") is None


CARD_21 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:W=C3=B3jcik;Anna\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Anna W=C3=B3jcik\r\nORG:Police;Public protection\r\n"
    "TITLE:Inspector\r\nEMAIL;INTERNET:anna@police.example.invalid\r\nTEL;WORK:01632 960001\r\n"
    "TEL;PREF;CELL:01632 960002\r\nPHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ\r\n\r\nEND:VCARD\r\n"
)
CARD_30 = (
    "BEGIN:VCARD\nVERSION:3.0\nN:O'Dowd;Joanne;;;\nFN:Joanne O'Dowd\nORG:Health\\, north;Team\n"
    "item1.EMAIL;TYPE=INTERNET:joanne@nhs.example.invalid\nNOTE:two\\nlines\nBDAY:1980-01-01\n"
    "X-SECRET:42\nEND:VCARD\n"
)
CARD_40 = (
    "begin:vcard\nVERSION:4.0\nN:Tŷ-Gwyn;Elin;;;\nTEL;VALUE=uri:tel:+44-1632-960003\nEMAIL:mailto:elin@a.example.invalid\n"
    "ROLE:Sergeant\nend:vcard\n"
)


def test_cards_of_three_versions_are_read_and_the_rest_is_counted() -> None:
    read = read_cards("people.vcf", (CARD_21 + CARD_30 + CARD_40).encode())
    found = [dict(zip(read.becomes, row.cells, strict=True)) for row in read.rows]
    assert [one[Fact.NAME] for one in found] == ["Anna Wójcik", "Joanne O'Dowd", "Elin Tŷ-Gwyn"]
    assert [one[Fact.AGENCY] for one in found] == ["Police", "Health, north", ""]
    assert [one[Fact.TELEPHONE] for one in found] == ["01632 960002", "", "+44-1632-960003"]
    assert [one[Fact.ADDRESS] for one in found] == [
        "anna@police.example.invalid",
        "joanne@nhs.example.invalid",
        "elin@a.example.invalid",
    ]
    assert found[1][Fact.NOTE] == "two\nlines" and found[2][Fact.ROLE] == "Sergeant"
    assert dict(read.dropped) == {"PHOTO": 1, "BDAY": 1, "X-SECRET": 1, "TEL": 1}
    assert not any(row.fault for row in read.rows)


def test_a_broken_card_is_named_by_number_and_nothing_of_it_is_logged(
    capfd: pytest.CaptureFixture[str],
) -> None:
    broken = "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=NOSUCH:=FF=FE\n"
    broken += "secret words\nEND:VCARD\n"
    read = read_cards("people.vcf", (CARD_30 + broken + CARD_40 + "BEGIN:VCARD\nFN:Cut off").encode())
    assert [bool(row.fault) for row in read.rows] == [False, True, False, True]
    assert [row.number for row in read.rows] == [1, 2, 3, 4]
    seen = capfd.readouterr()
    assert "secret" not in seen.out + seen.err


def test_a_long_field_and_a_card_within_a_card() -> None:
    inner = "BEGIN:VCARD\nVERSION:3.0\nFN:Outer\nAGENT:\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nEND:VCARD\n"
    long = f"BEGIN:VCARD\nVERSION:3.0\nFN:Long\nNOTE:{'x ' * 2_000}\nEND:VCARD\n"
    read = read_cards("people.vcf", (inner + long).encode())
    assert len(read.rows) == 2
    assert read.rows[1].fault


@pytest.mark.parametrize("data", [b"", b"Name,Agency\nA,B\n", b"\x00\x01\x02\x03"])
def test_a_file_without_cards_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read_cards("people.vcf", data)

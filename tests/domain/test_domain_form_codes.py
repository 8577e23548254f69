"""The code of a contribution form says whose it is; a returned form is found line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_domain_paper_editions import SNAPSHOT

from mappa_desk.domain.form_edition import CONTRIBUTION_FIELDS, project_form
from mappa_desk.domain.form_questions import FormCode, code_for, fits, read_code
from mappa_desk.domain.returned_forms import FormLine, ReturnedForm

MEETING, REFERENCE = "0" * 31 + "7", "LAN-0417-M03"


def test_a_code_comes_back_from_its_words_and_fits_its_meeting_alone() -> None:
    code = code_for(meeting_id=MEETING, reference=REFERENCE, agency="pol")
    assert read_code(f"  {code}\n") == code
    assert fits(code, meeting_id=MEETING)
    assert not fits(code, meeting_id="1" * 32)
    assert not fits(replace(code, agency="hsg"), meeting_id=MEETING)
    assert not fits(replace(code, reference="LAN-0417-M04"), meeting_id=MEETING)
    assert MEETING not in str(code)


@pytest.mark.parametrize(
    "text", ["", "MAPPA-DESK-FORM", "MAPPA-DESK-FORM/x/LAN/pol/A", "OTHER/1/LAN/pol/A", "a/b/c/d/e/f"]
)
def test_other_words_are_no_code(text: str) -> None:
    assert read_code(text) is None


def test_a_form_of_an_edition_to_come_is_read_as_one() -> None:
    code = read_code("MAPPA-DESK-FORM/9/LAN-0417-M03/pol/00")
    assert code is not None and code.edition == 9 and not fits(code, meeting_id=MEETING)


def test_a_form_holds_what_an_invitation_may_tell_and_no_action() -> None:
    form = project_form(SNAPSHOT, agency="pol")
    assert form.case.reference == SNAPSHOT.case.reference
    assert not form.open_actions and "case.addresses" not in CONTRIBUTION_FIELDS
    assert form.case.addresses == () and form.case.summary == ""


def test_a_line_is_found_by_its_question_and_says_whether_it_can_be_taken() -> None:
    open_line = FormLine(field="history", asked="Relevant history", answer="None")
    shut_line = FormLine(
        field="come", asked="Will somebody come?", answer="Yes", why_not="Nobody is invited."
    )
    form = ReturnedForm(
        meeting_id=MEETING, reference=REFERENCE, code=FormCode(1, REFERENCE, "pol", "A"),
        agency_name="Police", file_name="form.pdf", sha256="", answers=(), lines=(open_line, shut_line),
    )  # fmt: skip
    assert form.agency == "pol"
    assert form.line("history") is open_line and form.line("elsewhere") is None
    assert open_line.can_take and not shut_line.can_take

"""`print minutes` writes the kind of file that the name asks for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from command_line import Call
from docx import Document


@pytest.mark.parametrize("ending", ["docx", "txt", "html", "HTM"])
def test_minutes_take_the_shape_of_the_name(on_vault: Call, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"minutes.{ending}"
    said = on_vault("print", "minutes", "--meeting", "LAN-0417-M02", "--out", target)
    assert said.code == 0 and str(target) in said.out
    data = target.read_bytes()
    if ending == "docx":
        text = "\n".join(one.text for one in Document(BytesIO(data)).paragraphs)
    else:
        text = data.decode("utf-8-sig")
    assert text.count("LAN-0417-M02") > 1 and "OFFICIAL-SENSITIVE" in text


def test_a_list_of_actions_is_a_pdf(on_vault: Call, tmp_path: Path) -> None:
    target = tmp_path / "actions.txt"
    said = on_vault("print", "actions", "--meeting", "LAN-0417-M02", "--out", target)
    assert said.code == 1 and "Only minutes are written as .txt." in said.err
    assert not target.exists()

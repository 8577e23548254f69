"""Icons are one line set and all listed; the fonts cover the languages that names come in."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from mappa_desk.ui import icons

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FORMS = RESOURCES.parent / "forms"
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"

WRITTEN = {
    "English": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789£€“”‘’–—…•·§©®°½¼¾×÷†‡",
    "Welsh": "âêîôûŵŷÂÊÎÔÛŴŶáéíóúẃýÁÉÍÓÚẂÝàèìòùẁỳÀÈÌÒÙẀỲäëïöüẅÿÄËÏÖÜẄŸ",
    "Gaelic": "áéíóúàèìòùḃċḋḟġṁṗṡṫÁÉÍÓÚÀÈÌÒÙḂĊḊḞĠṀṖṠṪ",
    "Polish": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "Romanian": "ăâîșțşţĂÂÎȘȚŞŢ",
    "Turkish": "çğıöşüÇĞİÖŞÜ",
    "Vietnamese": "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĐƠƯẠẬỆỊỌỘỢỤỰỴ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ",
    "Cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯіїєґІЇЄҐђљњћџ",
    "Czech and Slovak": "áčďéěíňóřšťúůýžľĺŕôäÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĽĹŔ",
    "Hungarian": "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",
    "Baltic": "āčēģīķļņšūžąčęėįšųūžĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲ",
    "Nordic": "åæøðþäöÅÆØÐÞÄÖ",
    "Yoruba and Igbo": "ẹọṣẸỌṢǹńḿịụṅ",
    "marks of the documents": "✓☐☑→←≤≥≠−□■●○◆▲",
    "spaces and hyphens": "\u00a0\u2009\u202f\u2010\u2011",
}


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_font_covers_what_names_are_written_in(weight: str) -> None:
    path = RESOURCES / "fonts" / f"SourceSans3-{weight}.ttf"
    covered = TTFont(f"house-{weight}", str(path)).face.charToGlyph
    lacking = {
        name: [f"U+{ord(letter):04X}" for letter in letters if ord(letter) not in covered]
        for name, letters in WRITTEN.items()
    }
    assert {name: letters for name, letters in lacking.items() if letters} == {}


def test_the_font_licence_lies_beside_the_fonts() -> None:
    words = (RESOURCES / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in words
    assert "Reserved Font Name" in words


def test_every_icon_is_listed_under_its_name() -> None:
    listed = ElementTree.parse(RESOURCES / "app.qrc").getroot()
    (prefix,) = listed.findall("qresource")
    assert prefix.get("prefix") == "/icons"
    files = {(file.get("alias"), file.text) for file in prefix.findall("file")}
    assert files == {(icon.name, f"icons/{icon.name}") for icon in ICONS}


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_of_the_line_set(path: Path) -> None:
    icon = ElementTree.parse(path).getroot()
    assert icon.get("viewBox") == "0 0 20 20"
    assert (icon.get("stroke"), icon.get("stroke-width"), icon.get("fill")) == (
        "currentColor",
        "1.75",
        "none",
    )
    for shape in icon.iter():
        assert shape.get("stroke") in (None, "none", "currentColor")
        assert shape.get("fill") in (None, "none", "currentColor")
        assert shape.tag.removeprefix(SVG) in {"svg", "path", "circle", "rect"}


def test_every_icon_that_a_form_names_can_be_drawn(qapp: object) -> None:
    named = set()
    for form in FORMS.glob("*.ui"):
        for entry in ElementTree.parse(form).iter("property"):
            if entry.get("name") == "icon_name":
                named.add("".join(entry.itertext()).strip())
    assert len(named) > 5
    assert sorted(name for name in named - {""} if icons.pixmap(name).isNull()) == []

"""Where text stands on the pages of a finished file: page, position, size, and whether it is an artifact."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pdf_reading import unicode_map


@dataclass(frozen=True)
class Placed:
    """One stretch of text as it is drawn. Points from the lower left corner of the page."""

    page: int
    x: float
    y: float
    size: float
    font: str
    text: str
    artifact: bool

    @property
    def bold(self) -> bool:
        """True for the bold face."""
        return "Bold" in self.font


def placed_text(data: bytes) -> list[Placed]:
    """All text in the order it is drawn, lines of a paragraph one by one."""
    found: list[Placed] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            fonts = {
                str(name): (str(font.BaseFont), unicode_map(font))
                for name, font in page.Resources.Font.items()
            }
            found += _of_page(number, page, fonts)
    return found


def _of_page(number: int, page: pikepdf.Page, fonts: dict[str, tuple[str, dict[int, str]]]) -> list[Placed]:
    found: list[Placed] = []
    artifact, font, size, leading = True, "", 0.0, 0.0
    x = y = 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                artifact = str(operands[0]) == "/Artifact"
            case "EMC":
                artifact = True
            case "Tm":
                x, y = float(operands[4]), float(operands[5])
            case "TL":
                leading = float(operands[0])
            case "T*":
                y -= leading
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "Tj":
                name, codes = fonts[font]
                text = "".join(codes[code] for code in bytes(operands[0]))
                found.append(Placed(number, x, y, size, name, text, artifact))
    return found

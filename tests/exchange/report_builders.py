"""Word files made by hand for the tests of reports, from a body and further parts."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """One paragraph of one run."""
    return (
        f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r>"
        f"{f'<w:rPr>{run}</w:rPr>' if run else ''}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"
    )


def document(body: str) -> str:
    """The main part around a body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )


def package(body: str = "", **parts: str | bytes) -> bytes:
    """A Word file. Further parts are named without their folder, "comments" for word/comments.xml."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", RELS)
        file.writestr("word/document.xml", parts.pop("document", document(body)))
        for name, content in parts.items():
            file.writestr(name if "/" in name else f"word/{name}.xml", content)
    return made.getvalue()


FULL = (
    paragraph("Practice report", '<w:pStyle w:val="Heading1"/>')
    + '<w:p><w:r><w:t>He was </w:t></w:r><w:del w:id="1"><w:r><w:delText>never </w:delText></w:r>'
    "<w:r><w:t>wrongly kept</w:t></w:r></w:del>"
    '<w:ins w:id="2"><w:r><w:t>twice </w:t></w:r></w:ins><w:r><w:t>late.</w:t></w:r>'
    '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    + paragraph("deleted for good", "", "<w:vanish/>")
    + paragraph("guidance nobody sees", '<w:pStyle w:val="Guidance"/>')
    + paragraph("shown after all", "", '<w:vanish w:val="0"/>')
    + paragraph("First", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + paragraph("Second", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + paragraph("Under it", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/>'
    "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    "<w:r><w:t> agreed</w:t></w:r></w:p>"
    + '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="Low"/><w:listEntry w:val="High"/></w:ddList></w:ffData></w:fldChar></w:r>'
    "<w:r><w:t> risk</w:t></w:r></w:p>"
    + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    + paragraph("Click or tap here to enter text.")
    + "</w:sdtContent></w:sdt>"
    + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>"
    + paragraph("In a box")
    + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
    + paragraph("In a box")
    + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    "<w:r><w:t>Beside the box</w:t></w:r></w:p>"
    + '<w:p><w:r><w:drawing/></w:r><w:r><w:pict><v:imagedata/></w:pict></w:r><w:hyperlink r:id="rl"><w:r>'
    '<w:t>the plan</w:t></w:r></w:hyperlink><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    "<w:r><w:noBreakHyphen/><w:tab/><w:t>end</w:t></w:r></w:p>"
)
"""Everything that Word files of agencies hold, in one body."""

PARTS = {
    "styles": f'<w:styles xmlns:w="{W}"><w:style w:styleId="Guidance"><w:basedOn w:val="Hidden"/></w:style>'
    '<w:style w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',
    "numbering": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="5">'
    '<w:lvl w:ilvl="0"><w:start w:val="4"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>',
    "footnotes": f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1">'
    '<w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">'
    "<w:p><w:r><w:footnoteRef/><w:t> On 3 and 9 May.</w:t></w:r></w:p></w:footnote></w:footnotes>",
    "comments": f'<w:comments xmlns:w="{W}"><w:comment w:id="0">'
    "<w:p><w:r><w:t>Is that so?</w:t></w:r></w:p></w:comment></w:comments>",
    "header1": f'<w:hdr xmlns:w="{W}">{paragraph("OFFICIAL practice head")}</w:hdr>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rl" Type="{R}/hyperlink" Target="https://x.example" '
    'TargetMode="External"/></Relationships>',
}

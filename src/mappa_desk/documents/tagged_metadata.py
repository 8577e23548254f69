"""The XMP packet of a document: title, dates, and the claims to PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

PRODUCER = "MAPPA Desk (reportlab, pikepdf)"
CREATOR = "MAPPA Desk"
LANGUAGE = "en-GB"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"{namespace}>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>{archive}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_NAMESPACE = ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
_NO_ARCHIVE = "\n</rdf:Description>"
_ARCHIVE = """<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
# The second description declares the pdfuaid schema, which PDF/A-2 (ISO 19005-2, 6.6.2.3) does not know.


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a file says about itself. `dated` comes from the record, aware, never from the clock."""

    title: str
    author: str
    dated: datetime


def plain_text(text: str) -> str:
    """The text without characters that XML cannot hold, such as control characters."""
    return _NOT_XML.sub("", text)


def text_string(text: str) -> str:
    """A PDF text string in hexadecimal UTF-16; a lone surrogate becomes the replacement character."""
    clean = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return f"<FEFF{clean.encode('utf-16-be').hex().upper()}>"


def xmp_packet(facts: DocumentFacts, *, archive: bool = True) -> bytes:
    """The XMP packet in UTF-8. It agrees with the document information word for word, as PDF/A asks.

    Without `archive` it claims PDF/UA-1 alone, as a stamped or encrypted copy is no archive file.
    """
    return _PACKET.format(
        title=escape(plain_text(facts.title)),
        author=escape(plain_text(facts.author)),
        language=LANGUAGE,
        date=facts.dated.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        creator=CREATOR,
        producer=PRODUCER,
        namespace=_NAMESPACE if archive else "",
        archive=_ARCHIVE if archive else _NO_ARCHIVE,
    ).encode()


def pdf_date(moment: datetime) -> str:
    """A moment as a PDF date string; the moment is in UTC."""
    return moment.strftime("D:%Y%m%d%H%M%S+00'00'")

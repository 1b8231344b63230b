"""Adobe's XMP packet: the record, and IPTC's mark of what a model made, where other programs look for it."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from modaverse_desktop.core.provenance import MADE_BY_AI, Provenance, to_text

RECORD = "{urn:modaverse:provenance:1}Record"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMES = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "modaverse": "urn:modaverse:provenance:1",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
}
_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_TAIL = '<?xpacket end="r"?>'


def packet(record: Provenance) -> bytes:
    """The whole packet, UTF-8."""
    return f"{_HEAD}{_meta({**_mark(record), **_whole(record)})}{_TAIL}".encode()


def marked(record: Provenance, extension: str) -> bytes:
    """A short packet with the mark, which says that the record is in the `extension` with this MD5 (JPEG)."""
    return f"{_HEAD}{_meta({**_mark(record), 'xmpNote:HasExtendedXMP': extension})}{_TAIL}".encode()


def extension(record: Provenance) -> bytes:
    """The record alone, for where a packet has not enough room (JPEG)."""
    return _meta(_whole(record)).encode()


def text_in(data: bytes) -> str:
    """The record's text in a packet, or nothing. Never raises; entities and document types are not read."""
    try:
        text = data.decode("utf-8").strip("\ufeff\0 \t\r\n")
        if "<!" in text:  # XMP has no use for them, and they are how XML attacks its readers
            return ""
        root = ElementTree.fromstring(re.sub(r"^<\?xml[^>]{0,200}\?>", "", text))
    except (ValueError, ElementTree.ParseError, RecursionError):
        return ""
    for element in root.iter():
        if element.tag == RECORD:
            return element.text or ""
        if RECORD in element.attrib:
            return element.attrib[RECORD]
    return ""


def ascii_packet(record: Provenance) -> str:
    """The mark alone, in ASCII, for containers whose record is elsewhere."""
    return _meta(_mark(record)).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _mark(record: Provenance) -> dict[str, str]:
    return {"Iptc4xmpExt:DigitalSourceType": MADE_BY_AI, "xmp:CreatorTool": record.application}


def _whole(record: Provenance) -> dict[str, str]:
    return {"modaverse:Record": to_text(record)}


def _meta(values: dict[str, str]) -> str:
    names = "".join(f" xmlns:{name}={quoteattr(place)}" for name, place in _NAMES.items())
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">'
        f'<rdf:Description rdf:about=""{names}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )

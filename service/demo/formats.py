"""Writes a feed in the formats that news sites use, each with the full text as escaped HTML.

RSS 2.0: rssboard.org/rss-specification. RSS 1.0: web.resource.org/rss/1.0/spec. Atom: RFC 4287.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from service.demo.dispatch import Dispatch

Format = Callable[[str, str, Sequence[Dispatch]], bytes]
"""Takes the publisher's name, the address of the feed and its dispatches, newest first; gives UTF-8 XML."""

SITE = "https://example.org/"
"""Where the dispatches claim to stand (RFC 2606, section 3: a name that nobody owns)."""

FOUNDED = datetime(2017, 1, 1, tzinfo=UTC)
"""When every feed last changed before its first entry."""


def render_rss(publisher: str, address: str, dispatches: Sequence[Dispatch]) -> bytes:
    """An RSS 2.0 document."""
    root = Element("rss", {"version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"})
    channel = SubElement(root, "channel")
    _texts(channel, title=publisher, link=SITE, description=f"All that {publisher} publishes")
    if dispatches:
        _texts(channel, language=dispatches[0].lang)
    SubElement(channel, "atom:link", {"rel": "self", "href": address, "type": "application/rss+xml"})
    for dispatch in dispatches:
        item = SubElement(channel, "item")
        _texts(item, title=dispatch.title, link=dispatch.url)
        SubElement(item, "guid", {"isPermaLink": "true"}).text = dispatch.url
        _texts(item, pubDate=format_datetime(dispatch.published, usegmt=True), description=_html(dispatch))
    return _document(root)


def render_rdf(publisher: str, address: str, dispatches: Sequence[Dispatch]) -> bytes:
    """An RSS 1.0 document: RDF, with Dublin Core dates and the content module."""
    root = Element(
        "rdf:RDF",
        {
            "xmlns": "http://purl.org/rss/1.0/",
            "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        },
    )
    channel = SubElement(root, "channel", {"rdf:about": address})
    _texts(channel, title=publisher, link=SITE, description=f"All that {publisher} publishes")
    if dispatches:
        SubElement(channel, "dc:language").text = dispatches[0].lang
    sequence = SubElement(SubElement(channel, "items"), "rdf:Seq")
    for dispatch in dispatches:
        SubElement(sequence, "rdf:li", {"rdf:resource": dispatch.url})
        item = SubElement(root, "item", {"rdf:about": dispatch.url})
        _texts(item, title=dispatch.title, link=dispatch.url, description=dispatch.title)
        SubElement(item, "dc:date").text = dispatch.published.isoformat()
        SubElement(item, "content:encoded").text = _html(dispatch)
    return _document(root)


def render_atom(publisher: str, address: str, dispatches: Sequence[Dispatch]) -> bytes:
    """An Atom document."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    updated = dispatches[0].published if dispatches else FOUNDED
    _texts(root, id=address, title=publisher, updated=updated.isoformat())
    _texts(SubElement(root, "author"), name=publisher)
    SubElement(root, "link", {"rel": "self", "href": address})
    for dispatch in dispatches:
        entry = SubElement(root, "entry", {"xml:lang": dispatch.lang})
        moment = dispatch.published.isoformat()
        _texts(entry, id=dispatch.url, title=dispatch.title, published=moment, updated=moment)
        SubElement(entry, "link", {"rel": "alternate", "href": dispatch.url})
        SubElement(entry, "content", {"type": "html"}).text = _html(dispatch)
    return _document(root)


def _html(dispatch: Dispatch) -> str:
    """The text as HTML paragraphs; whoever writes it into XML escapes it once more."""
    paragraphs = escape(dispatch.text, quote=False).split("\n\n")
    return "".join("<p>" + paragraph.replace("\n", "<br>") + "</p>" for paragraph in paragraphs)


def _texts(parent: Element, **children: str) -> None:
    for tag, text in children.items():
        SubElement(parent, tag).text = text


def _document(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document

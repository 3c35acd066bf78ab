"""Bytes to entries, by feedparser. Runs in the parse process only: some inputs keep feedparser busy for minutes."""

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXException

import feedparser

from service.fetching.dates import parse_date
from service.fetching.entries import ParsedEntry, ParsedFeed, ParseJob
from service.fetching.errors import FeedUnreadable
from service.fetching.plain import clean, plain_text

_Found = dict[str, Any]  # a part of what feedparser found
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_WEB_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_SNIFFED = 1024  # bytes from the start that tell a web page
_LONGEST_LINK = 4_000  # characters; servers and browsers give up sooner
_RAW_DATE = 100  # characters kept of a date as it was given


def parse_feed(job: ParseJob, body: bytes) -> ParsedFeed:
    """Read a feed: RSS of any version, or Atom.

    Raises:
        FeedUnreadable: It isn't one.
    """
    # From a stream only: given text or bytes, feedparser opens what looks like a path or an address. Without an
    # address of its own (content-location), so that ids stay as they stand there. Unsanitised, since only plain
    # text is kept of it.
    found = feedparser.parse(
        io.BytesIO(body), response_headers=job.headers, sanitize_html=False, resolve_relative_uris=False
    )
    version = found.get("version")
    if not version:
        raise FeedUnreadable(_not_a_feed(body))
    lang = _language(found.feed.get("language"))
    return ParsedFeed(
        version=version,
        title=_title(found.feed),
        whole=not isinstance(found.get("bozo_exception"), SAXException),
        entries=tuple(_entries(found.entries, job, lang)),
    )


def _not_a_feed(body: bytes) -> str:
    if not body.strip():
        return "it answered with nothing"
    if _WEB_PAGE.match(body[:_SNIFFED]):
        return "it answered with a web page, not a feed"
    return "what it answered isn't a feed (RSS or Atom)"


def _entries(found: list[_Found], job: ParseJob, lang: str | None) -> Iterator[ParsedEntry]:
    for entry in found:
        published, updated = _raw_date(entry, "published"), _raw_date(entry, "updated")
        yield ParsedEntry(
            id=clean(entry.get("id") or "") or None,
            link=_link(entry, job.url),
            title=_title(entry),
            text=_text(entry),
            published=parse_date(published, job.now),
            updated=parse_date(updated, job.now),
            published_raw=published,
            updated_raw=updated,
            lang=_entry_language(entry) or lang,
        )


def _raw_date(entry: _Found, name: str) -> str | None:
    # Past feedparser's own `get`, which gives `published` for a missing `updated`.
    raw = dict.get(entry, name)
    return clean(raw)[:_RAW_DATE] if isinstance(raw, str) else None


def _link(entry: _Found, base: str) -> str | None:
    link = clean(entry.get("link") or "")
    # Where there is no link, feedparser puts the id in its place; that must be an address by itself.
    if link and link != entry.get("id"):
        try:
            link = urljoin(base, link)
        except ValueError:
            return None
    return link if len(link) <= _LONGEST_LINK and link.lower().startswith(("http://", "https://")) else None


def _title(source: _Found) -> str:
    detail = source.get("title_detail") or {}
    return " ".join(_plain(detail).split())


def _text(entry: _Found) -> str:
    return next((text for detail in _details(entry) if (text := _plain(detail))), "")


def _details(entry: _Found) -> Iterator[_Found]:
    """What an entry says, by rank: content, then summary."""
    yield from entry.get("content") or ()
    yield entry.get("summary_detail") or {}


def _plain(detail: _Found) -> str:
    value, kind = detail.get("value") or "", detail.get("type") or "text/html"
    if kind in _HTML_TYPES:
        return plain_text(value)
    return clean(value) if kind.startswith("text/") else ""


def _entry_language(entry: _Found) -> str | None:
    details = (*_details(entry), entry.get("title_detail") or {})
    return next((lang for detail in details if (lang := _language(detail.get("language")))), None)


def _language(tag: object) -> str | None:
    """The language of a tag such as ``en-GB`` (BCP 47), where it has a two-letter code."""
    code = re.split(r"[-_]", tag.strip().lower())[0] if isinstance(tag, str) else ""
    return code if re.fullmatch(r"[a-z]{2}", code) else None

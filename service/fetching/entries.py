"""What the parse process gets and answers, as JSON crosses between."""

from datetime import datetime

import msgspec


class ParseJob(msgspec.Struct, frozen=True, kw_only=True):
    """A feed to be read; its bytes come behind this header.

    Attributes:
        url: The address that answered, to complete relative links by.
        headers: Headers of the answer that bear on reading, by names in lower case.
        now: The current moment, by which dates are judged.
    """

    url: str
    headers: dict[str, str]
    now: datetime


class ParsedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry.

    Attributes:
        id: The entry's id as it stands there, or None.
        link: Absolute http or https address, or None.
        title: Plain text in one line; may be empty.
        text: Plain text of the content, else of the summary; paragraphs apart by a blank line; may be empty.
        published, updated: Aware; None where the feed gives none, or none that can be.
        published_raw, updated_raw: What the feed says, cut at 100 characters.
        lang: ISO 639-1 code as declared for the entry or the feed, or None.
    """

    id: str | None
    link: str | None
    title: str
    text: str
    published: datetime | None
    updated: datetime | None
    published_raw: str | None
    updated_raw: str | None
    lang: str | None


class ParsedFeed(msgspec.Struct, frozen=True, kw_only=True, tag="feed"):
    """A feed as it was read.

    Attributes:
        version: Format, such as ``rss20`` or ``atom10``.
        title: Plain text; may be empty.
        whole: The XML is well-formed to its end; if it isn't, entries may be missing.
        entries: In the feed's order.
    """

    version: str
    title: str
    whole: bool
    entries: tuple[ParsedEntry, ...]


class Unreadable(msgspec.Struct, frozen=True, kw_only=True, tag="unreadable"):
    """It isn't a feed, or can't be read. `reason` is in plain words."""

    reason: str


ParseAnswer = ParsedFeed | Unreadable

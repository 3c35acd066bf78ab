"""Articles: what publishers said, revision by revision."""

from typing import ClassVar

import msgspec

from events.event import EventData


class TextRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A commitment to a text that lives beside the log.

    Attributes:
        digest: SHA-256 over salt and UTF-8 text, in hex; the key in the text store.
        length: Code points in all.
        title_length: Code points of the title. Title, blank line and body make the text; 0 means no title.
    """

    digest: str
    length: int
    title_length: int


class ArticleCaptured(EventData, frozen=True, kw_only=True):
    """A text was seen for the first time under this publisher and entry.

    Attributes:
        article: Name-based id of publisher and entry id or canonical address.
        feed: Id of the feed it came by; None for an import.
        address: Canonical address, without fragment and tracking parameters; None where there is none.
        published: When the publisher says it was published; None where it doesn't.
        first_seen: When Roundlog first had it in hand.
        said_at: The earlier of `published` and `first_seen`.
        origin: See `events.claims.ClaimsExtracted`.
        notify: Likewise.
    """

    TYPE: ClassVar[str] = "article.captured"

    article: str
    publisher: str
    feed: str | None
    address: str | None
    lang: str
    published: str | None
    first_seen: str
    said_at: str
    origin: str
    notify: bool
    text: TextRef


class ArticleRevised(ArticleCaptured, frozen=True, kw_only=True):
    """The publisher changed the main text. `replaces` is the id of the revision before."""

    TYPE: ClassVar[str] = "article.revised"

    replaces: str

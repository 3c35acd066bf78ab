"""An article on its way in, from a feed or an import."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """One entry as a feed or file gives it, already plain text.

    Attributes:
        publisher: Name of the publisher.
        key: What names the entry within its publisher: entry id or canonical address.
        address: Canonical address (see `service.addresses`), or None.
        title, body: Plain text; paragraphs apart by a blank line; may be empty, but not both.
        lang: ISO 639-1 code as declared, or None.
        published: When the publisher says it was published, aware; None where it doesn't say.
        feed: Id of the feed it came by; None for an import.
        notify: Whether changes it causes go out as messages (false for imports and first polls).
    """

    publisher: str
    key: str
    address: str | None
    title: str
    body: str
    lang: str | None
    published: datetime | None
    feed: str | None
    notify: bool

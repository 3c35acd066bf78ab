"""What the extractor gets and gives."""

from dataclasses import dataclass
from datetime import datetime

from events.claims import Claim


@dataclass(frozen=True, slots=True)
class Article:
    """One revision of an article, ready to be read.

    Attributes:
        title, body: As captured; either may be empty.
        lang: ISO 639-1 code as declared, or None; the text decides where the two disagree.
        published: When it was said, aware; None where unknown.
        publisher: Name of the publisher.
    """

    title: str
    body: str
    lang: str | None
    published: datetime | None
    publisher: str

    @property
    def text(self) -> str:
        """Title, blank line, body: the text that evidence offsets count in. Without a title, the body alone."""
        return f"{self.title}\n\n{self.body}" if self.title else self.body


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says of one process.

    Attributes:
        relevant: It speaks of the process at all.
        lang: Language it was read in.
        claims: Unsealed claims (no ids, no digests), in text order.
    """

    relevant: bool
    lang: str
    claims: tuple[Claim, ...]

"""Feeds: changes of what is polled and of its health. Addresses stay out, since they can carry tokens."""

from typing import ClassVar

from events.event import EventData


class FeedAdded(EventData, frozen=True, kw_only=True):
    """A feed is polled from now on. `host` is all the log knows of its address."""

    TYPE: ClassVar[str] = "feed.added"

    feed: str
    host: str
    publisher: str
    lang: str | None


class FeedRemoved(EventData, frozen=True, kw_only=True):
    """A feed isn't polled any more; what came by it stays."""

    TYPE: ClassVar[str] = "feed.removed"

    feed: str


class FeedFailed(EventData, frozen=True, kw_only=True):
    """A feed that worked, or was new, stopped working. Further failures in a row are bookkeeping, not events."""

    TYPE: ClassVar[str] = "feed.failed"

    feed: str
    reason: str


class FeedRecovered(EventData, frozen=True, kw_only=True):
    """A failing feed works again, after so many failures in a row."""

    TYPE: ClassVar[str] = "feed.recovered"

    feed: str
    failures: int

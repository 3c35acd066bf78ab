"""A database with feeds, and a capture that keeps what it gets."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from fakes.clock import HandClock

from config.settings import Settings
from events.catalogue import decode
from events.event import EventData
from events.sql_log import SqlEventLog
from service.database import migrate, open_engine
from service.feeds.repository import Feeds
from service.feeds.tables import FeedRow
from service.incoming import IncomingArticle
from service.services import Services

INTERVAL = 900.0


class Kept:
    """A capture that keeps what it gets, unless told to fail."""

    def __init__(self) -> None:
        self.batches: list[tuple[IncomingArticle, ...]] = []
        self.fault: Exception | None = None

    def __call__(self, articles: Sequence[IncomingArticle]) -> None:
        if self.fault is not None:
            raise self.fault
        self.batches.append(tuple(articles))

    @property
    def titles(self) -> list[str]:
        return [article.title for batch in self.batches for article in batch]


class World:
    """One database with its feeds, and what a test asks of it."""

    def __init__(self, database: Path) -> None:
        engine = open_engine(f"sqlite:///{database}")
        migrate(engine)
        self.log, self.clock = SqlEventLog(engine), HandClock(datetime(2024, 2, 1, 12, tzinfo=UTC))
        self.services = Services(Settings(poll_interval=INTERVAL), engine, self.log, self.clock)
        self.feeds = Feeds(self.log, self.clock)

    def feed(self) -> FeedRow:
        """The only feed."""
        (feed,) = self.feeds.listing()
        return feed

    def events(self) -> list[EventData]:
        return [decode(record) for record in self.log.read()]

    def due_in(self) -> float:
        """Seconds until the only feed is due."""
        return (datetime.fromisoformat(self.feed().next_due_at) - self.clock()).total_seconds()


def rss(*titles: str) -> str:
    """An RSS feed of entries with these titles, which are their ids too."""
    items = "".join(f'<item><guid isPermaLink="false">{title}</guid><title>{title}</title></item>' for title in titles)
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'

"""The feeds: who is polled. Each coming and going is an event too, without the address."""

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update
from sqlmodel import col

from events.event import Event
from events.feeds import FeedAdded, FeedRemoved
from events.sql_log import SqlEventLog
from events.times import stamp
from service.clock import Clock, human_id
from service.database import reading
from service.errors import RoundlogError
from service.feeds.tables import ACTIVE, FeedRow
from service.fetching.targets import parse_target


class FeedUnknown(RoundlogError):
    """No feed has this id, or it was removed."""

    def __init__(self, feed: str) -> None:
        super().__init__(f"there is no feed {feed}: see `roundlog feeds list`")


class Feeds:
    """The feeds of a log."""

    def __init__(self, log: SqlEventLog, clock: Clock) -> None:
        self._log, self._clock = log, clock

    def add(
        self,
        url: str,
        *,
        publisher: str | None = None,
        lang: str | None = None,
        interval: float | None = None,
        notify: bool = False,
    ) -> tuple[FeedRow, bool]:
        """Add a feed, due at once. To add one that is there changes nothing.

        Args:
            url: Full address; the caller has checked that it may be contacted.
            publisher: Name for its articles; the address's host unless given.
            lang: ISO 639-1 code of its articles where the feed doesn't say, or says it wrongly.
            interval: Seconds between two polls; the setting in force unless given.
            notify: Whether also its first poll makes messages.

        Returns:
            The feed, and whether it is new.

        Raises:
            TargetRefused: The address isn't an http or https one.
        """
        target = parse_target(url)
        host, now = target.raw_host.decode("ascii"), self._clock()
        feed = FeedRow(
            id=human_id(),
            url=str(target),
            host=host,
            publisher=publisher or host,
            lang=lang,
            interval=interval,
            notify=notify,
            next_due_at=stamp(now),
            created_at=stamp(now),
        )
        with self._log.write(now) as writer:
            there = _rows(writer.connection, col(FeedRow.url) == feed.url)
            if there:
                return there[0], False
            writer.connection.execute(insert(FeedRow).values(feed.model_dump()))
            added = FeedAdded(feed=feed.id, host=host, publisher=feed.publisher, lang=lang)
            writer.append([Event(id=human_id(), subject=f"feed/{feed.id}", data=added)])
        return feed, True

    def hasten(self, feed: str | None = None) -> None:
        """Make a feed due now; all feeds unless one is named.

        Raises:
            FeedUnknown: It isn't there.
        """
        now = stamp(self._clock())
        chosen = [] if feed is None else [col(FeedRow.id) == feed]
        sooner = update(FeedRow).where(ACTIVE, *chosen).values(next_due_at=now)
        with self._log.engine.begin() as connection:
            if not connection.execute(sooner).rowcount and feed is not None:
                raise FeedUnknown(feed)

    def remove(self, feed: str) -> None:
        """Stop polling a feed, and wipe its address. What came by it stays.

        Raises:
            FeedUnknown: It isn't there.
        """
        now = self._clock()
        gone = update(FeedRow).where(col(FeedRow.id) == feed, ACTIVE)
        with self._log.write(now) as writer:
            if not writer.connection.execute(gone.values(removed_at=stamp(now), url="", leased_until=None)).rowcount:
                raise FeedUnknown(feed)
            writer.append([Event(id=human_id(), subject=f"feed/{feed}", data=FeedRemoved(feed=feed))])

    def listing(self) -> tuple[FeedRow, ...]:
        """All feeds that weren't removed, oldest first."""
        return list_feeds(self._log.engine)


def list_feeds(engine: Engine) -> tuple[FeedRow, ...]:
    """All feeds that weren't removed, oldest first."""
    with reading(engine).connect() as connection:
        return _rows(connection)


def _rows(connection: Connection, *only: ColumnElement[bool]) -> tuple[FeedRow, ...]:
    query = select(FeedRow).where(ACTIVE, *only).order_by(col(FeedRow.created_at), col(FeedRow.id))
    return tuple(FeedRow(**row) for row in connection.execute(query).mappings())

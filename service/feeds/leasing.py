"""Which feeds are due, and leases on them, so that two pollers never poll one feed at once.

A lease ends by itself: a poller that dies leaves no feed behind for ever. Nor does a clock that was set back: a
moment that lies further ahead than any can counts as past.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy import ColumnElement, Engine, and_, literal, or_, select, update
from sqlmodel import col

from events.times import stamp
from service.database import reading
from service.feeds.schedule import LONGEST_PAUSE
from service.feeds.tables import ACTIVE, FeedRow

LEASE = timedelta(minutes=5)
"""Longer than a fetch (30 s), the wait for a parse worker behind hostile feeds, and that for the write lock (30 s)."""


def lease_due(engine: Engine, now: datetime, limit: int, *, only: str | None = None) -> tuple[FeedRow, ...]:
    """Take up to `limit` feeds that are due, the longest due first. Their `leased_until` is the lease's token.

    With `only`, no feed but the one of this id is taken.
    """
    due = _due(now) if only is None else and_(_due(now), col(FeedRow.id) == only)
    # Look first, since taking nothing would wait for the write lock all the same.
    with reading(engine).connect() as connection:
        if connection.execute(select(literal(1)).where(due).limit(1)).first() is None:
            return ()
    first = select(col(FeedRow.id)).where(due).order_by(col(FeedRow.next_due_at), col(FeedRow.id)).limit(limit)
    take = update(FeedRow).where(col(FeedRow.id).in_(first)).values(leased_until=stamp(now + LEASE))
    with engine.begin() as connection:
        taken = [FeedRow(**row) for row in connection.execute(take.returning(FeedRow)).mappings()]
    return tuple(sorted(taken, key=attrgetter("next_due_at", "id")))


def give_back(engine: Engine, feeds: Iterable[FeedRow]) -> None:
    """End the leases of feeds that won't be polled now."""
    with engine.begin() as connection:
        for feed in feeds:
            connection.execute(update(FeedRow).where(held(feed)).values(leased_until=None))


def give_back_all(engine: Engine) -> None:
    """End all leases, so that what a killed poller had in hand is due at once.

    Only for one that knows itself the only poller, such as a daemon that holds the projector lock at its start.
    """
    with engine.begin() as connection:
        connection.execute(update(FeedRow).where(col(FeedRow.leased_until).is_not(None)).values(leased_until=None))


def held(feed: FeedRow) -> ColumnElement[bool]:
    """The row of a feed, as long as it wasn't removed and nobody took it since it was leased."""
    return and_(ACTIVE, col(FeedRow.id) == feed.id, col(FeedRow.leased_until) == feed.leased_until)


def _due(now: datetime) -> ColumnElement[bool]:
    # Twice what can be: jitter stretches pauses, and the clocks of two machines may differ.
    never, no_lease = stamp(now + 2 * LONGEST_PAUSE), stamp(now + 2 * LEASE)
    due_at, leased_until = col(FeedRow.next_due_at), col(FeedRow.leased_until)
    return and_(
        ACTIVE,
        or_(due_at <= stamp(now), due_at > never),
        or_(leased_until.is_(None), leased_until <= stamp(now), leased_until > no_lease),
    )

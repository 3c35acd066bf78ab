"""Operational table of feeds. It holds what must not enter the log: addresses and bookkeeping of polls."""

from sqlalchemy import Index, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col

_NOT_REMOVED = text("removed_at IS NULL")


class FeedsTable(SQLModel, registry=registry()):
    """Base of this table, with metadata of its own. Moments are text, as `events.times.stamp` has it."""


class FeedRow(FeedsTable, table=True):
    """A feed. Removal blanks `url`; the row stays, since the log speaks of its id.

    Attributes:
        url: Full address. It can carry tokens, so nothing but the fetcher sees it.
        publisher: Name under which its articles are kept.
        lang: ISO 639-1 code given by the operator, or None.
        interval: Seconds between polls; None means the setting in force.
        notify: Its first poll, too, makes messages.
        etag, last_modified: Validators of the last answer whose entries are committed.
        next_due_at: When to poll next.
        leased_until: A poller has it until then. The moment is also the lease's token: the next one differs.
        polls: Polls whose outcome is recorded.
        failures: Failed polls in a row.
        last_error: Why the last poll failed, in plain words, without the address; None once one works.
        last_success_at: When a poll last worked; None means that the first poll isn't done.
    """

    __tablename__ = "feeds"
    __table_args__ = (
        Index("feeds_by_url", "url", unique=True, sqlite_where=_NOT_REMOVED, postgresql_where=_NOT_REMOVED),
        Index("feeds_by_due", "next_due_at", sqlite_where=_NOT_REMOVED, postgresql_where=_NOT_REMOVED),
    )

    id: str = Field(primary_key=True)
    url: str = Field(repr=False)
    host: str
    publisher: str
    lang: str | None = None
    interval: float | None = None
    notify: bool = False
    etag: str | None = None
    last_modified: str | None = None
    next_due_at: str
    leased_until: str | None = None
    polls: int = 0
    failures: int = 0
    last_error: str | None = None
    last_success_at: str | None = None
    created_at: str
    removed_at: str | None = None


ACTIVE = col(FeedRow.removed_at).is_(None)
"""The feeds that weren't removed."""

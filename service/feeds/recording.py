"""What became of polls: the row of each feed, and the events of its health, in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from events.event import Event, EventData
from events.feeds import FeedFailed, FeedRecovered
from events.ids import name_based
from events.sql_log import SqlEventLog
from events.times import stamp
from service.feeds.leasing import held
from service.feeds.schedule import Decision
from service.feeds.tables import FeedRow


@dataclass(frozen=True, slots=True)
class Answered:
    """The feed answered, and what it brought is committed.

    Attributes:
        etag, last_modified: What to ask with next time, or None.
        entries: Articles it offered, new or known.
    """

    etag: str | None
    last_modified: str | None
    entries: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The poll brought nothing usable.

    Attributes:
        reason: Why, in plain words, without the address.
        permanent: No retry will help until someone acts.
    """

    reason: str
    permanent: bool


Outcome = Answered | Failed


@dataclass(frozen=True, slots=True)
class Poll:
    """One poll that is over.

    Attributes:
        feed: As it was when it was leased, so without this poll in its counts.
        ended_at: When the outcome was known.
    """

    feed: FeedRow
    ended_at: datetime
    outcome: Outcome
    decision: Decision


def record_polls(log: SqlEventLog, now: datetime, polls: Sequence[Poll]) -> None:
    """Record polls and what follows from them, all in one commit.

    A poll whose lease ran out meanwhile is dropped: another poller has the feed now. So is one of a feed that was
    removed.
    """
    if all(poll.decision.turn is None for poll in polls):
        with log.engine.begin() as connection:
            for poll in polls:
                _settle(connection, poll)
        return
    with log.write(now) as writer:
        settled = [poll for poll in polls if _settle(writer.connection, poll)]
        writer.append([_turn(poll) for poll in settled if poll.decision.turn is not None])


def _settle(connection: Connection, poll: Poll) -> bool:
    """Bring the feed's row up to date; False if the lease is lost."""
    feed, outcome, decision = poll.feed, poll.outcome, poll.decision
    values: dict[str, object] = {
        "leased_until": None,
        "next_due_at": stamp(decision.due_at),
        "polls": feed.polls + 1,
        "failures": decision.failures,
    }
    match outcome:
        case Answered(etag, last_modified):
            values |= {"etag": etag, "last_modified": last_modified, "last_error": None}
            values["last_success_at"] = stamp(poll.ended_at)
        case Failed(reason):
            values["last_error"] = reason
    return bool(connection.execute(update(FeedRow).where(held(feed)).values(values)).rowcount)


def _turn(poll: Poll) -> Event:
    """The event of a change of health. Its id comes from the number of the poll, so a retry gives the same."""
    feed, data = poll.feed, _turn_data(poll)
    event_id = name_based(data.TYPE, feed.id, feed.polls + 1)
    return Event(id=event_id, subject=f"feed/{feed.id}", data=data)


def _turn_data(poll: Poll) -> EventData:
    if isinstance(poll.outcome, Failed):
        return FeedFailed(feed=poll.feed.id, reason=poll.outcome.reason)
    return FeedRecovered(feed=poll.feed.id, failures=poll.feed.failures)

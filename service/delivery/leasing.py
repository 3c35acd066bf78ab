"""Which messages are due, and leases on them, so that two senders never send one message at once.

- A lease ends by itself: a sender that dies leaves nothing behind for ever.
- Messages about one subject go to an endpoint in the order of their positions. One that fails holds up
  those after it for `HEAD_START` from its first attempt; then they may overtake it.
- Endpoints don't wait for each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, text

from events.times import stamp
from service.database import reading

LEASE = timedelta(seconds=60)
"""Longer than one attempt (20 s) and the wait for the write lock after it (30 s)."""

HEAD_START = timedelta(minutes=5)
"""How long a failing message holds up later ones of its subject."""

LONGEST_DELAY = timedelta(hours=27)
"""No retry is put off this long (see `service.delivery.schedule`): a moment past it is from a wrong clock."""

_DUE = """
    FROM messages AS m JOIN endpoints AS e ON e.id = m.endpoint
    WHERE m.state = 'pending' AND e.disabled_at IS NULL AND e.removed_at IS NULL
    AND (m.next_attempt_at <= :now OR m.next_attempt_at > :never)
    AND (m.leased_until IS NULL OR m.leased_until <= :now OR m.leased_until > :no_lease)
    AND NOT EXISTS (
        SELECT 1 FROM messages AS p
        WHERE p.state = 'pending' AND p.endpoint = m.endpoint
        AND p.subject = m.subject AND p.position < m.position
        AND (p.first_attempt_at IS NULL OR p.first_attempt_at > :head_start)
    )
"""  # a moment is a constant-width text, so text order is time order

_ENDPOINTS_DUE = text(f"SELECT DISTINCT m.endpoint {_DUE}")

_MESSAGES_DUE = text(
    "SELECT m.id, m.endpoint, e.host, e.url, e.secret, m.change, m.body, m.attempts, m.refusals "
    f"{_DUE} AND m.endpoint = :endpoint ORDER BY m.position LIMIT :limit"
)

_TAKE = text(
    "UPDATE messages SET leased_until = :until WHERE id = :id AND state = 'pending'"
    " AND (leased_until IS NULL OR leased_until <= :now OR leased_until > :no_lease)"
)

_GIVE_BACK = text("UPDATE messages SET leased_until = NULL WHERE id = :id AND leased_until = :until")

_GIVE_BACK_ALL = text("UPDATE messages SET leased_until = NULL WHERE leased_until IS NOT NULL")


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the hands of a sender. Address and secret show in no repr.

    Attributes:
        change: Id of the event it tells of.
        attempts, refusals: Of those recorded so far.
        leased_until: The lease, which is also its token: whoever took the message later has another.
    """

    id: str
    endpoint: str
    host: str
    url: str = field(repr=False)
    secret: str = field(repr=False)
    change: str
    body: bytes = field(repr=False)
    attempts: int
    refusals: int
    leased_until: str


def endpoints_due(engine: Engine, now: datetime) -> tuple[str, ...]:
    """Ids of the endpoints that have a message to send now."""
    with reading(engine).connect() as connection:
        return tuple(sorted(connection.execute(_ENDPOINTS_DUE, _moments(now)).scalars()))


def lease_due(engine: Engine, endpoint: str, now: datetime, limit: int) -> tuple[Message, ...]:
    """Take up to `limit` messages that are due, in order of position."""
    moments, until = _moments(now), stamp(now + LEASE)
    with reading(engine).connect() as connection:
        due = connection.execute(_MESSAGES_DUE, {**moments, "endpoint": endpoint, "limit": limit})
        rows = due.mappings().all()
    if not rows:
        return ()
    messages = [Message(**row, leased_until=until) for row in rows]
    with engine.begin() as connection:
        # Someone else may have taken one since it was read, so each is taken only if it is still free.
        take = {"now": moments["now"], "no_lease": moments["no_lease"], "until": until}
        return tuple(message for message in messages if connection.execute(_TAKE, {**take, "id": message.id}).rowcount)


def give_back(engine: Engine, messages: Iterable[Message]) -> None:
    """End the leases of messages that won't be sent now."""
    rows = [{"id": message.id, "until": message.leased_until} for message in messages]
    if rows:
        with engine.begin() as connection:
            connection.execute(_GIVE_BACK, rows)


def give_back_all(engine: Engine) -> None:
    """End all leases, so that what a killed sender had in hand is due at once.

    Only for one that knows itself the only sender, such as a daemon at its start, with the projector lock.
    """
    with engine.begin() as connection:
        connection.execute(_GIVE_BACK_ALL)


def _moments(now: datetime) -> dict[str, str]:
    """The moments that `_DUE` compares with.

    A clock that was set back leaves moments behind that lie further ahead than any retry or lease can; they
    count as over. The lease gets twice its length, since the clocks of two machines may differ.
    """
    return {
        "now": stamp(now),
        "never": stamp(now + LONGEST_DELAY),
        "no_lease": stamp(now + 2 * LEASE),
        "head_start": stamp(now - HEAD_START),
    }

"""What became of attempts: their rows, the state of their messages, and the events of it, in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, text

from events.endpoints import EndpointDisabled, MessageAbandoned, MessageDelivered
from events.event import Event
from events.ids import name_based
from events.sql_log import SqlEventLog
from events.times import stamp
from service.database import reading
from service.delivery.leasing import Message
from service.delivery.schedule import Abandon, Decision, Deliver, DisableEndpoint, Outcome, RetryAt

KEPT_ANSWER = 1024  # bytes
ORPHANS_AT_ONCE = 500

_STATES: dict[type[Decision], str] = {
    Deliver: "delivered",
    RetryAt: "pending",
    Abandon: "abandoned",
    DisableEndpoint: "abandoned",
}

_SETTLE = text(
    "UPDATE messages SET state = :state, attempts = :attempts, refusals = :refusals,"
    " next_attempt_at = :next_attempt_at, leased_until = NULL,"
    " first_attempt_at = COALESCE(first_attempt_at, :started_at)"
    " WHERE id = :message AND state = 'pending' AND leased_until = :leased_until"
)

_KEEP_ATTEMPT = text(
    "INSERT INTO attempts (message, number, started_at, duration_ms, status, error, answer)"
    " VALUES (:message, :attempts, :started_at, :duration_ms, :status, :error, :answer)"
)

_DISABLE = text(
    "UPDATE endpoints SET disabled_at = :now, disabled_reason = :reason"
    " WHERE id = :endpoint AND disabled_at IS NULL AND removed_at IS NULL"
)

_ORPHANS = text(
    "SELECT m.id, m.endpoint, m.change, m.attempts, e.removed_at, e.disabled_reason"
    " FROM messages AS m JOIN endpoints AS e ON e.id = m.endpoint"
    " WHERE m.state = 'pending' AND (e.disabled_at IS NOT NULL OR e.removed_at IS NOT NULL)"
    " AND (m.leased_until IS NULL OR m.leased_until <= :now) ORDER BY m.position LIMIT :limit"
)

_ABANDON = text("UPDATE messages SET state = 'abandoned', leased_until = NULL WHERE id = :id AND state = 'pending'")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One HTTP try that is over.

    Attributes:
        message: As it was when it was taken, so without this attempt in its counts.
        answer: The first `KEPT_ANSWER` bytes of the answer.
    """

    message: Message
    started_at: datetime
    duration_ms: int
    outcome: Outcome
    decision: Decision
    answer: bytes = field(repr=False)

    @property
    def number(self) -> int:
        """Counted from 1 within the message."""
        return self.message.attempts + 1


def record_attempts(log: SqlEventLog, now: datetime, attempts: Sequence[Attempt]) -> None:
    """Record attempts and what follows from them, all in one commit.

    An attempt whose lease ran out meanwhile is dropped: another sender has the message now.
    """
    with log.write(now) as writer:
        events: list[Event] = []
        for attempt in attempts:
            if _settle(writer.connection, attempt):
                events += _events(writer.connection, attempt, now)
        writer.append(events)


def abandon_orphans(log: SqlEventLog, now: datetime) -> bool:
    """Abandon what waits for endpoints that are disabled or removed; True if there may be more of it."""
    asked = {"now": stamp(now), "limit": ORPHANS_AT_ONCE}
    with reading(log.engine).connect() as connection:
        orphans = connection.execute(_ORPHANS, asked).all()
    if not orphans:
        return False
    with log.write(now) as writer:
        events: list[Event] = []
        for row in orphans:
            if writer.connection.execute(_ABANDON, {"id": row.id}).rowcount:
                reason = "the endpoint was removed" if row.removed_at else f"disabled: {row.disabled_reason}"
                events.append(_abandoned(row.id, row.endpoint, row.change, row.attempts, reason))
        writer.append(events)
    return len(orphans) == ORPHANS_AT_ONCE


def _settle(connection: Connection, attempt: Attempt) -> bool:
    """Bring the message's row up to date and keep the attempt; False if the lease is lost."""
    message, outcome, decision = attempt.message, attempt.outcome, attempt.decision
    now_known = {
        "message": message.id,
        "attempts": attempt.number,
        "started_at": stamp(attempt.started_at),
    }
    settled = {
        "state": _STATES[type(decision)],
        "refusals": message.refusals + outcome.refused,
        "next_attempt_at": stamp(decision.when) if isinstance(decision, RetryAt) else "",
        "leased_until": message.leased_until,
    }
    if not connection.execute(_SETTLE, {**now_known, **settled}).rowcount:
        return False
    kept = {
        "duration_ms": attempt.duration_ms,
        "status": outcome.status,
        "error": outcome.error,
        "answer": attempt.answer[:KEPT_ANSWER],
    }
    connection.execute(_KEEP_ATTEMPT, {**now_known, **kept})
    return True


def _events(connection: Connection, attempt: Attempt, now: datetime) -> list[Event]:
    """What the log is told of an attempt: nothing, while the message is only put off."""
    message, decision = attempt.message, attempt.decision
    match decision:
        case Deliver():
            data = MessageDelivered(message=message.id, endpoint=message.endpoint, attempt=attempt.number)
            return [_about_message(data, message.id, message.change)]
        case Abandon(reason):
            return [_abandoned(message.id, message.endpoint, message.change, attempt.number, reason)]
        case DisableEndpoint(reason):
            abandoned = _abandoned(message.id, message.endpoint, message.change, attempt.number, reason)
            return [*_disabled(connection, message.endpoint, reason, now), abandoned]
        case RetryAt():
            return []


def _disabled(connection: Connection, endpoint: str, reason: str, now: datetime) -> list[Event]:
    """Disable an endpoint; the event of it, unless it is disabled or removed already."""
    if not connection.execute(_DISABLE, {"endpoint": endpoint, "reason": reason, "now": stamp(now)}).rowcount:
        return []
    event_id = name_based(EndpointDisabled.TYPE, endpoint)
    return [
        Event(
            id=event_id,
            subject=f"endpoint/{endpoint}",
            data=EndpointDisabled(endpoint=endpoint, reason=reason),
        )
    ]


def _abandoned(message: str, endpoint: str, change: str, attempts: int, reason: str) -> Event:
    data = MessageAbandoned(message=message, endpoint=endpoint, attempts=attempts, reason=reason)
    return _about_message(data, message, change)


def _about_message(data: MessageDelivered | MessageAbandoned, message: str, change: str) -> Event:
    return Event(id=name_based(data.TYPE, message), subject=f"message/{message}", data=data, causation_id=change)

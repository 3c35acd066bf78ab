"""What follows from one attempt: a decision as a value. Nothing here sends, waits, or reads a clock.

=====================================  ===============================================================
answer                                 decision
=====================================  ===============================================================
2xx                                    delivered
410 Gone                               the endpoint is disabled (the Standard Webhooks specification)
408, 425, 429, 3xx, 5xx, or no answer  retried by `DELAYS`, at most 10 attempts over about 75 hours
other 4xx                              a refusal: retried by `REFUSAL_DELAYS`, abandoned at the fourth
=====================================  ===============================================================

With 429 and 503 a longer ``Retry-After`` (RFC 9110, section 10.2.3) is honoured up to `RETRY_AFTER_CAP`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

DELAYS: tuple[timedelta, ...] = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""From one attempt to the next, as the Standard Webhooks specification suggests; after the last, no more."""

REFUSAL_DELAYS: tuple[timedelta, ...] = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5))
"""A refusal is mostly a mistake in the receiver's set-up: someone has to mend it, so haste is of no use."""

RETRY_AFTER_CAP = timedelta(hours=24)
"""No receiver may put a message off for longer than our own longest delay."""

JITTER = 0.1
"""Share of a delay that jitter may add, so that receivers which failed together aren't retried together."""


TEMPORARY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
"""Statuses of the 4xx class that time cures."""

PACED = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""Statuses with which ``Retry-After`` is obeyed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt.

    Attributes:
        status: HTTP status of the answer; None where none came.
        error: Why none came, in plain words; None where one came.
        retry_after: The answer's ``Retry-After`` as it stands.
    """

    status: int | None
    error: str | None = None
    retry_after: str | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver took the message."""
        return self.status is not None and HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def refused(self) -> bool:
        """Whether the receiver says that the message itself won't do (4xx that time doesn't cure)."""
        if self.status is None or self.status in TEMPORARY:
            return False
        return HTTPStatus.BAD_REQUEST <= self.status < HTTPStatus.INTERNAL_SERVER_ERROR

    def __str__(self) -> str:
        return self.error or f"HTTP {self.status}"


@dataclass(frozen=True, slots=True)
class Deliver:
    """The message is delivered."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """The message is due again at `when`."""

    when: datetime


@dataclass(frozen=True, slots=True)
class Abandon:
    """The message is given up."""

    reason: str


@dataclass(frozen=True, slots=True)
class DisableEndpoint:
    """The endpoint gets nothing more, and this message is given up with it."""

    reason: str


Decision = Deliver | RetryAt | Abandon | DisableEndpoint


def decide(outcome: Outcome, *, attempts: int, refusals: int, now: datetime, jitter: float) -> Decision:
    """What to do with a message after an attempt.

    Args:
        outcome: What came of the attempt.
        attempts: Attempts made, this one included.
        refusals: How many of them were refused, this one included.
        now: When the attempt ended.
        jitter: From 0 to 1; it only ever adds to a delay.
    """
    if outcome.delivered:
        return Deliver()
    if outcome.status == HTTPStatus.GONE:
        return DisableEndpoint("the receiver answered 410 Gone")
    delays, used = (REFUSAL_DELAYS, refusals) if outcome.refused else (DELAYS, attempts)
    if used > len(delays) or attempts > len(DELAYS):
        return Abandon(f"{outcome} at attempt {attempts}, the last")
    delay = delays[used - 1] * (1 + JITTER * jitter)
    if outcome.status in PACED:
        delay = max(delay, min(asked_delay(outcome.retry_after, now), RETRY_AFTER_CAP))
    return RetryAt(now + delay)


def asked_delay(retry_after: str | None, now: datetime) -> timedelta:
    """Read ``Retry-After``: seconds or an HTTP date (RFC 9110, section 10.2.3). Zero where it's neither."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:12]), 10**9))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return timedelta()
    return max(timedelta(), moment.replace(tzinfo=moment.tzinfo or UTC) - now)

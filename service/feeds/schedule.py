"""When a feed is polled next, and whether its health changed: decisions as values, taken from numbers alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

LONGEST_PAUSE = timedelta(hours=24)
"""A failing feed is tried once a day at least."""

JITTER = 0.1
"""By how much of itself a pause is stretched at most, so that feeds added together don't stay together."""

_MOST_DOUBLINGS = 30  # the pause is long at its cap by then; more would overflow


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a poll.

    Attributes:
        due_at: When to poll next.
        failures: Failed polls in a row, with this one.
        turn: ``failed`` or ``recovered`` where the feed's health changed; None where it stayed.
    """

    due_at: datetime
    failures: int
    turn: Literal["failed", "recovered"] | None


def after_success(*, failures: int, now: datetime, interval: float, jitter: float) -> Decision:
    """The poll brought an answer that could be read.

    Args:
        failures: Failed polls in a row before this one.
        now: When it ended.
        interval: Seconds between two polls of this feed.
        jitter: A random number, 0 <= jitter < 1.
    """
    due_at = now + _stretched(timedelta(seconds=interval), jitter)
    return Decision(due_at, 0, "recovered" if failures else None)


def after_failure(*, failures: int, now: datetime, interval: float, permanent: bool, jitter: float) -> Decision:
    """The poll failed: the pause doubles with each failure in a row, up to `LONGEST_PAUSE`.

    Args:
        failures: Failed polls in a row before this one.
        now: When it ended.
        interval: Seconds between two polls of this feed.
        permanent: No retry will help until someone acts; so the pause is the longest at once.
        jitter: A random number, 0 <= jitter < 1.
    """
    doubled = interval * 2 ** min(failures, _MOST_DOUBLINGS)
    pause = LONGEST_PAUSE if permanent else timedelta(seconds=min(doubled, LONGEST_PAUSE.total_seconds()))
    return Decision(now + _stretched(pause, jitter), failures + 1, None if failures else "failed")


def _stretched(pause: timedelta, jitter: float) -> timedelta:
    return pause * (1 + JITTER * jitter)

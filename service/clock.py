"""The one place that reads the time and makes ids for human acts."""

from collections.abc import Callable
from datetime import UTC, datetime

import uuid_utils

Clock = Callable[[], datetime]
"""Gives the current moment, aware, in UTC."""


def now() -> datetime:
    """The current moment in UTC."""
    return datetime.now(UTC)


def human_id() -> str:
    """A new UUID version 7 (RFC 9562, section 5.7) for something a person did."""
    return str(uuid_utils.uuid7())

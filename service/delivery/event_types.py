"""Which events go out as messages, and which of them an endpoint asked for."""

from collections.abc import Sequence

from events.catalogue import CHANGES
from events.rounds import ProcessStatusChanged, RoundMerged, RoundSplit
from service.errors import UsageError

ALERTS: tuple[str, ...] = (
    *(kind.TYPE for kind in CHANGES),
    RoundMerged.TYPE,
    RoundSplit.TYPE,
    ProcessStatusChanged.TYPE,
)
"""Types of the events that go out as messages, where their `notify` is true."""

TEST_PING = "test.ping"
"""Type of the message that `roundlog endpoints test` sends. It tells of no event and isn't in the log."""


def wants(types: Sequence[str], event_type: str) -> bool:
    """Whether an endpoint with these types gets this event type. No types means all; ``round.*`` a prefix."""
    return not types or any(
        event_type.startswith(wanted[:-1]) if wanted.endswith(".*") else event_type == wanted for wanted in types
    )


def parse_types(text: str) -> tuple[str, ...]:
    """Read a comma-separated list of types, each an event type or ``prefix.*``; empty means all.

    Raises:
        UsageError: One of them fits no event that goes out.
    """
    types = tuple(sorted({part.strip() for part in text.split(",") if part.strip()}))
    for wanted in types:
        if not any(wants((wanted,), alert) for alert in ALERTS):
            raise UsageError(f"no change is of type {wanted!r}; choose from round.*, process.*, {', '.join(ALERTS)}")
    return types

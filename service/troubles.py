"""Troubles: faults of ours that parts of the daemon's work ran into, kept until the part has gone well again.

A part that failed may not be tried again for minutes; that the looks in between find nothing to do doesn't mend it.
"""

import time
from collections.abc import Callable

from events.errors import EventLogError
from service.errors import RoundlogError


class Troubles:
    """The latest trouble of each part.

    Args:
        kept: Seconds after which a trouble counts no more: longer than it takes until a part is tried again, so that
            one that is gone for good, such as a feed that was removed, leaves nothing behind.
        clock: Gives seconds that never fall.
    """

    def __init__(self, kept: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept, self._clock = kept, clock
        self._latest: dict[str, tuple[float, str]] = {}

    def note(self, part: str, fault: BaseException | None) -> None:
        """Keep the fault of a part, or None once it went well."""
        if fault is None:
            self._latest.pop(part, None)
        else:
            self._latest[part] = (self._clock(), in_words(fault))

    def words(self) -> list[str]:
        """The troubles that count, in words, each once."""
        since = self._clock() - self._kept
        self._latest = {part: noted for part, noted in self._latest.items() if noted[0] > since}
        return sorted({words for _, words in self._latest.values()})


def in_words(fault: BaseException) -> str:
    """What a fault says; of one that was never meant for people also its kind."""
    return str(fault) if isinstance(fault, RoundlogError | EventLogError) else f"{type(fault).__name__}: {fault}"

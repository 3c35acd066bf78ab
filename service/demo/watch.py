"""Follows the log of a running demo."""

from collections import Counter

from events.articles import ArticleCaptured
from events.endpoints import MessageAbandoned, MessageDelivered
from events.log import EventLog
from service.delivery.payload import read_alert


class LogWatch:
    """Counts what stands in the log, reading only what is new at each look.

    Attributes:
        position: How far it has read.
        types: How many events of each type there are.
        alerts: How many changes go out as messages.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self.position = 0
        self.types: Counter[str] = Counter()
        self.alerts = 0

    def look(self) -> None:
        """Read what came since the last look."""
        for record in self._log.read(self.position):
            self.position = record.position
            self.types[record.type] += 1
            self.alerts += read_alert(record) is not None

    @property
    def articles(self) -> int:
        """How many articles were captured."""
        return self.types[ArticleCaptured.TYPE]

    @property
    def settled_messages(self) -> int:
        """How many messages need no further attempt."""
        return self.types[MessageDelivered.TYPE] + self.types[MessageAbandoned.TYPE]

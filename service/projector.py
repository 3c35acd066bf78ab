"""The projector: follows the log, weighs each event, and records what changes.

Rules it keeps:

- For each event, the changes, the view rows, the outbox rows and the projector's position commit together.
- It runs only under the projector lock, and only by rules the log has adopted.
- An event it can't take stops it; nothing after that event is weighed until someone mends the cause or skips it.
- Starting again weighs the log from its beginning in memory and appends nothing that is there already.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from events.catalogue import decode_as
from events.event import Record
from events.rules import ProjectorSkipped
from events.sql_log import SqlEventLog
from projections import view_store
from projections.weighing import Weighing
from service.clock import Clock
from service.database import reading
from service.errors import RoundlogError

FIRST_RETRY, LONGEST_RETRY = 1.0, 60.0  # seconds between two tries where the database fails

Stop = Callable[[], bool]

_program_log = logging.getLogger("roundlog")


class Enqueue(Protocol):
    """Puts messages for change records into the outbox, inside the transaction of the connection."""

    def __call__(self, connection: Connection, records: Sequence[Record]) -> None:
        """Enqueue one message for each record and endpoint that wants it."""
        ...


class ProjectorStopped(RoundlogError):
    """The projector met an event it can't take.

    Attributes:
        position: Of that event.
    """

    def __init__(self, position: int, cause: Exception) -> None:
        super().__init__(
            f"the projector can't take position {position} ({cause}); upgrade Roundlog, or pass over it with "
            f"`roundlog projector skip {position} --reason …`"
        )
        self.position = position


def skipped_positions(log: SqlEventLog) -> frozenset[int]:
    """Positions that someone told the projector to pass over."""
    return frozenset(decode_as(ProjectorSkipped, record).skipped for record in log.read(types=[ProjectorSkipped.TYPE]))


class Projector:
    """Weighs the log up to its head, as often as it is asked. Not for use by two threads at once."""

    def __init__(self, log: SqlEventLog, clock: Clock, enqueue: Enqueue) -> None:
        self._log, self._clock, self._enqueue = log, clock, enqueue
        self._weighing: Weighing | None = None
        self._position = 0

    def run_to_head(self, stop: Stop = lambda: False) -> int:
        """Weigh everything up to the head of the log and return the position reached.

        Raises:
            ProjectorStopped: An event can't be taken. What came before it is committed.
        """
        try:
            weighing = self._weighing or self._catch_up()
            self._weighing = None  # until this run has ended well: a failed commit leaves it ahead of the log
            self._follow(weighing, stop)
        finally:
            # The position moves past events that changed nothing only when the run ends: one commit, not one each.
            self._save_position()
        self._weighing = weighing
        return self._position

    def _catch_up(self) -> Weighing:
        """Bring back in memory what has been weighed before."""
        weighing = Weighing()
        with reading(self._log.engine).connect() as connection:
            self._position = view_store.position(connection)
        skipped = skipped_positions(self._log)
        weighing.recall((r for r in self._log.read() if r.position not in skipped), self._position)
        return weighing

    def _follow(self, weighing: Weighing, stop: Stop) -> None:
        skipped = skipped_positions(self._log)
        while not stop():
            before = self._position
            for record in self._log.read(after=self._position):
                if stop():
                    return
                if record.position not in skipped:
                    self._take(weighing, record)
                self._position = record.position
            if self._position == before:
                return

    def _take(self, weighing: Weighing, record: Record) -> None:
        try:
            events = weighing.take(record)
        except Exception as error:  # whatever a fold stumbles over, the event is named and nothing after it is weighed
            raise ProjectorStopped(record.position, error) from error
        if not events:
            return
        with self._log.write(self._clock()) as writer:
            changes = writer.append(events)
            for change in changes:
                view_store.apply(writer.connection, change)
            self._enqueue(writer.connection, changes)
            view_store.set_position(writer.connection, record.position)

    def _save_position(self) -> None:
        with self._log.engine.begin() as connection:
            if view_store.position(connection) < self._position:
                view_store.set_position(connection, self._position)


class ProjectorThread:
    """Runs a projector in the background whenever the log has grown, until it is stopped.

    Where the database fails it tries again, ever more rarely: a disk that was full gets room, a lock is let go. At an
    event it can't take it waits until someone tells it to pass over that one.

    Attributes:
        failure: Why it can't go on; None while all is well.
    """

    def __init__(self, projector: Projector, log: SqlEventLog, *, pause: float) -> None:
        self._projector, self._log, self._pause = projector, log, pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="projector")
        self.failure: Exception | None = None

    def start(self) -> None:
        """Begin to follow the log."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the event in hand, then return."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        seen, retry = -1, FIRST_RETRY
        while not self._stopping.is_set():
            pause = self._pause
            try:
                if self._log.head().size != seen and not self._waits_for_skip():
                    seen = self._projector.run_to_head(self._stopping.is_set)
                    self.failure, retry = None, FIRST_RETRY
            except Exception as error:  # noqa: BLE001 - whatever it is, health must say so
                self._note(error)
                pause, retry = retry, min(2 * retry, LONGEST_RETRY)
            self._stopping.wait(pause)

    def _waits_for_skip(self) -> bool:
        failure = self.failure
        return isinstance(failure, ProjectorStopped) and failure.position not in skipped_positions(self._log)

    def _note(self, error: Exception) -> None:
        if str(error) != str(self.failure):
            _program_log.error("the projector stands still: %s", error)
        self.failure = error

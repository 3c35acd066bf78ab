"""Sends what the outbox holds.

What it promises:

- A message is sent until the receiver took it or it was given up; killed at any moment, nothing is lost. What
  may have arrived already is sent again with the same id.
- Each endpoint has a lane of its own, so one that fails or is slow delays no other.
- Address and secret of an endpoint reach neither the log, nor an error, nor the program's own log.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import SystemRandom

from events.sql_log import SqlEventLog
from service.clock import Clock
from service.delivery.leasing import LEASE, Message, endpoints_due, give_back, lease_due
from service.delivery.recording import KEPT_ANSWER, Attempt, abandon_orphans, record_attempts
from service.delivery.schedule import Outcome, decide
from service.delivery.signing import signed_headers
from service.fetching.door import Door
from service.fetching.errors import FetchError
from service.troubles import Troubles

TIMEOUT = 20.0  # seconds for one attempt; the Standard Webhooks specification asks for 15 to 30
LANE_WIDTH = 8  # messages under way to one endpoint at a time, each about another subject
GRACE = 2.0  # seconds that attempts under way get when the sender closes

_log = logging.getLogger("roundlog")


class Sender:
    """Sends due messages, one lane for each endpoint. For use on one event loop; `close` it at the end.

    Attributes:
        troubles: Faults of ours that stopped lanes, by endpoint.
    """

    def __init__(self, log: SqlEventLog, door: Door, clock: Clock, jitter: Callable[[], float] | None = None) -> None:
        self._log, self._door, self._clock = log, door, clock
        self._jitter = jitter or SystemRandom().random
        self._recorder = _Recorder(log, clock)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._held: dict[str, Sequence[Message]] = {}
        self._failures: list[BaseException] = []
        self.troubles = Troubles(2 * LEASE.total_seconds())
        self._closing = False

    async def start_due(self) -> None:
        """Set every endpoint's lane going that has messages due, and return without waiting for them.

        Raises:
            Exception: What stopped a lane since the last call, mostly the database. Its messages stay due.
        """
        while await asyncio.to_thread(abandon_orphans, self._log, self._clock()):
            pass
        for endpoint in await asyncio.to_thread(endpoints_due, self._log.engine, self._clock()):
            if endpoint not in self._lanes:
                self._lanes[endpoint] = asyncio.create_task(self._run_lane(endpoint))
                self._lanes[endpoint].add_done_callback(partial(self._end_lane, endpoint))
        self._raise_failure()

    async def send_due(self) -> None:
        """Send all that is due now, and return when it is done; raises as `start_due`."""
        await self.start_due()
        if self._lanes:
            await asyncio.wait(list(self._lanes.values()))
        self._raise_failure()

    async def close(self) -> None:
        """Let attempts under way end, or break them off after `GRACE`: then they are due again."""
        self._closing = True
        lanes = list(self._lanes.values())
        if lanes:
            _, late = await asyncio.wait(lanes, timeout=GRACE)
            for lane in late:
                lane.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._recorder.finish()
        unsent = [message for messages in self._held.values() for message in messages]
        await asyncio.to_thread(give_back, self._log.engine, unsent)

    async def _run_lane(self, endpoint: str) -> None:
        """Send to one endpoint until nothing is due for it."""
        while not self._closing:
            messages = await asyncio.to_thread(lease_due, self._log.engine, endpoint, self._clock(), LANE_WIDTH)
            if not messages:
                return
            self._held[endpoint] = messages
            attempts = await asyncio.gather(*(self._attempt(message) for message in messages))
            await self._recorder.record(attempts)
            del self._held[endpoint]

    def _end_lane(self, endpoint: str, lane: "asyncio.Task[None]") -> None:
        del self._lanes[endpoint]
        if lane.cancelled():
            return
        error = lane.exception()
        self.troubles.note(endpoint, error)
        if error is not None:
            self._failures.append(error)

    def _raise_failure(self) -> None:
        if self._failures:
            failure, self._failures = self._failures[0], []
            raise failure

    async def _attempt(self, message: Message) -> Attempt:
        started_at, start = self._clock(), asyncio.get_running_loop().time()
        headers = signed_headers(message.id, message.body, message.secret, started_at)
        outcome, answer = await post(self._door, message.url, message.body, headers)
        if not outcome.delivered:
            _log.warning("%s to endpoint %s at %s: %s", message.id, message.endpoint, message.host, outcome)
        return Attempt(
            message=message,
            started_at=started_at,
            duration_ms=round((asyncio.get_running_loop().time() - start) * 1000),
            outcome=outcome,
            decision=decide(
                outcome,
                attempts=message.attempts + 1,
                refusals=message.refusals + outcome.refused,
                now=self._clock(),
                jitter=self._jitter(),
            ),
            answer=answer,
        )


async def post(door: Door, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[Outcome, bytes]:
    """Make one attempt; what came of it, and the first `KEPT_ANSWER` bytes of the answer."""
    try:
        async with asyncio.timeout(TIMEOUT):
            response = await door.post(url, body, headers)
    except TimeoutError:
        return Outcome(None, f"no answer within {TIMEOUT:g} s"), b""
    except FetchError as error:
        return Outcome(None, error.reason), b""
    except Exception as error:  # noqa: BLE001 - a fault of ours must use up attempts too, or it would go on for ever
        return Outcome(None, f"a fault in Roundlog: {type(error).__name__}"), b""
    retry_after = response.headers.get("retry-after")
    return Outcome(response.status, retry_after=retry_after), response.body[:KEPT_ANSWER]


class _Recorder:
    """Records attempts, one commit at a time: what comes in during one goes together into the next."""

    def __init__(self, log: SqlEventLog, clock: Clock) -> None:
        self._log, self._clock = log, clock
        self._waiting: list[Attempt] = []
        self._writing: asyncio.Task[None] | None = None

    async def record(self, attempts: Sequence[Attempt]) -> None:
        """Return when the attempts are committed. To be cancelled doesn't stop the commit."""
        self._waiting += attempts
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await asyncio.shield(self._writing)

    async def finish(self) -> None:
        """Wait for the commit under way."""
        if self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await asyncio.to_thread(record_attempts, self._log, self._clock(), batch)
        finally:
            self._writing = None

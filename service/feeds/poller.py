"""Polls the feeds that are due, many at a time.

What it promises:

- No feed is polled by two pollers at once, in this process or another.
- A feed that fails, is slow or hostile delays no other for longer than its own turn.
- Killed at any moment, nothing is lost: what a poll brings is committed before the poll is recorded, and is
  recognised where it comes twice.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from random import SystemRandom

from service.feeds.leasing import LEASE, give_back, lease_due
from service.feeds.polling import Capture, Means, poll_feed
from service.feeds.recording import Answered, Failed, Outcome, Poll, record_polls
from service.feeds.schedule import Decision, after_failure, after_success
from service.feeds.tables import FeedRow
from service.fetching.door import Door
from service.fetching.worker import ParseWorkers
from service.group_commit import GroupCommit
from service.services import Services
from service.troubles import Troubles

WIDTH = 20  # feeds polled at a time

_log = logging.getLogger("roundlog")


class Poller:
    """Polls due feeds. For use on one event loop; `close` it at the end.

    Args:
        services: The open services.
        means: What it takes to poll one feed.
        only: Id of the one feed to poll; all of them unless given.
        jitter: Gives random numbers, 0 <= number < 1; of the system unless given.

    Attributes:
        troubles: Faults of ours that ended polls, by feed.
    """

    def __init__(
        self, services: Services, means: Means, *, only: str | None = None, jitter: Callable[[], float] | None = None
    ) -> None:
        self._services, self._means = services, means
        self._only, self._jitter = only, jitter or SystemRandom().random
        self._polls: dict[str, asyncio.Task[None]] = {}
        self._records = GroupCommit(self._record)
        self._faults: list[BaseException] = []
        self.troubles = Troubles(2 * LEASE.total_seconds())

    async def start_due(self) -> None:
        """Start polling what is due, as far as there is room, and return without waiting for it.

        Raises:
            Exception: A fault of ours that ended a poll since the last call. Its feed is polled again once its
                lease is over.
        """
        if self._faults:
            fault, self._faults = self._faults[0], []
            raise fault
        room = WIDTH - len(self._polls)
        if room <= 0:
            return
        now = self._services.clock()
        for feed in await asyncio.to_thread(lease_due, self._services.engine, now, room, only=self._only):
            task = asyncio.create_task(self._poll(feed))
            self._polls[feed.id] = task
            task.add_done_callback(partial(self._end, feed.id))

    async def poll_due(self) -> None:
        """Poll until nothing is due; errors as `start_due`."""
        await self.start_due()
        while self._polls:
            await asyncio.wait(self._polls.values(), return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(0)  # Let the tasks that are done leave.
            await self.start_due()

    async def close(self) -> None:
        """Give up what is under way; it is due again at once."""
        tasks = list(self._polls.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        await self._records.finish()

    async def _poll(self, feed: FeedRow) -> None:
        try:
            outcome = await poll_feed(feed, self._means)
        except asyncio.CancelledError:
            await asyncio.to_thread(give_back, self._services.engine, [feed])
            raise
        if isinstance(outcome, Failed):
            _log.warning("feed %s at %s: %s", feed.id, feed.host, outcome.reason)
        decision = self._decide(feed, outcome)
        await self._records.commit(Poll(feed, self._services.clock(), outcome, decision))

    def _decide(self, feed: FeedRow, outcome: Outcome) -> Decision:
        now, jitter = self._services.clock(), self._jitter()
        interval = feed.interval or self._services.settings.poll_interval
        if isinstance(outcome, Answered):
            return after_success(failures=feed.failures, now=now, interval=interval, jitter=jitter)
        permanent = outcome.permanent
        return after_failure(failures=feed.failures, now=now, interval=interval, permanent=permanent, jitter=jitter)

    def _record(self, polls: Sequence[Poll]) -> None:
        record_polls(self._services.log, self._services.clock(), polls)

    def _end(self, feed: str, task: "asyncio.Task[None]") -> None:
        if self._polls.get(feed) is task:  # else the lease ran out, and the feed is polled anew
            del self._polls[feed]
        if task.cancelled():
            return
        fault = task.exception()
        self.troubles.note(feed, fault)
        if fault is not None:
            self._faults.append(fault)


async def poll_due(services: Services, door: Door, capture: Capture, *, only: str | None = None) -> None:
    """Poll all that is due now (or `only` one feed), and return when it is done. A daemon keeps a `Poller` instead."""
    with ParseWorkers() as workers:
        poller = Poller(services, Means(door, workers, capture, services.clock), only=only)
        try:
            await poller.poll_due()
        finally:
            await poller.close()

"""The schedule: a handful of APScheduler jobs. What is due stands in the database; a job only looks and claims."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from events.errors import EventLogError
from service.capture import Capture
from service.clock import now
from service.database import checkpoint_wal
from service.deadlines import append_deadlines
from service.delivery.sender import Sender
from service.errors import RoundlogError
from service.feeds.poller import Poller
from service.feeds.polling import Means
from service.fetching.door import Door
from service.fetching.worker import ParseWorkers
from service.services import Services
from service.troubles import in_words
from service.viewing import stored_view

CALENDAR_SECONDS = 600  # between two looks for days that have passed
CHECKPOINT_SECONDS = 60  # between two moves of the write-ahead log into the database file

_POLLING, _DELIVERY = "polling", "delivery"

_log = logging.getLogger("roundlog")


class Work:
    """The jobs of the daemon. A job that fails is logged, shown in `problems`, and tried again at its next turn."""

    def __init__(self, services: Services, door: Door, workers: ParseWorkers, capture: Capture) -> None:
        self._services = services
        self._poller = Poller(services, Means(door, workers, capture, services.clock))
        self._sender = Sender(services.log, door, services.clock)
        self._failures: dict[str, str] = {}

    def problems(self) -> list[str]:
        """Jobs that failed at their last turn, and feeds and endpoints at theirs, in words."""
        found = set(self._failures.items())
        found |= {(_POLLING, words) for words in self._poller.troubles.words()}
        found |= {(_DELIVERY, words) for words in self._sender.troubles.words()}
        return [f"{job}: {words}" for job, words in sorted(found)]

    async def poll(self) -> None:
        """Start polling what is due; a slow feed goes on by itself."""
        await self._guarded(_POLLING, self._poller.start_due())

    async def deliver(self) -> None:
        """Set going what is due; each endpoint has a lane of its own, which outlives the job."""
        await self._guarded(_DELIVERY, self._sender.start_due())

    async def turn_calendar(self) -> None:
        """Append days that have passed."""
        await self._guarded("calendar", asyncio.to_thread(self._append_deadlines))

    async def checkpoint(self) -> None:
        """Keep the write-ahead log short."""
        await self._guarded("checkpoint", asyncio.to_thread(checkpoint_wal, self._services.engine))

    async def close(self) -> None:
        """Let what is under way end, or give it back: it is due again at the next start."""
        await self._poller.close()
        await self._sender.close()

    def _append_deadlines(self) -> None:
        append_deadlines(self._services.log, stored_view(self._services), self._services.clock, notify=True)

    async def _guarded(self, job: str, doing: Awaitable[object]) -> None:
        try:
            await doing
        except Exception as error:  # noqa: BLE001 - one job's fault must not end the others, and health shows it
            self._failures[job] = in_words(error)
            unforeseen = not isinstance(error, RoundlogError | EventLogError)
            _log.error("%s failed: %s", job, error, exc_info=unforeseen)
        else:
            self._failures.pop(job, None)


@asynccontextmanager
async def running_scheduler(work: Work, tick: float) -> AsyncIterator[None]:
    """Run the jobs during the block; at its end, jobs in hand finish or give up by themselves first.

    Args:
        work: The jobs.
        tick: Seconds between two looks for due feeds and messages.
    """
    jobs = _Jobs()
    # A late run is better than none, and one is enough for any number missed.
    scheduler = AsyncIOScheduler(job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    for job, seconds in (
        (work.poll, tick),
        (work.deliver, tick),
        (work.turn_calendar, CALENDAR_SECONDS),
        (work.checkpoint, CHECKPOINT_SECONDS),
    ):
        scheduler.add_job(jobs.tracked(job), "interval", seconds=seconds, next_run_time=now())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await jobs.finish()
        await work.close()
        scheduler.shutdown(wait=False)


GIVE_UP_SECONDS = 3.0  # how long jobs in hand may go on at the end; then they are cancelled, and resumed at next start


class _Jobs:
    """Runs of jobs that are in hand. APScheduler would cancel them at shutdown without a word."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def tracked(self, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            task = asyncio.ensure_future(job())
            self._running.add(task)
            try:
                await task
            finally:
                self._running.discard(task)

        return run

    async def finish(self) -> None:
        if not self._running:
            return
        _, late = await asyncio.wait(set(self._running), timeout=GIVE_UP_SECONDS)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

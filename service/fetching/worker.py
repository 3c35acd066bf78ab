"""Parse workers: processes that read feeds, and can be killed.

What they promise:

- A feed that keeps its reader busy beyond the deadline costs its reader the life, and no other feed its turn for
  longer than that.
- Nothing a feed does to its reader, be it memory or a crash, reaches this process.
"""

import asyncio
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from queue import LifoQueue
from types import TracebackType
from typing import Self

import msgspec

from service.fetching.entries import ParseAnswer, ParsedFeed, ParseJob, Unreadable
from service.fetching.errors import FeedUnreadable
from service.fetching.killable import Died, KillableProcess, Overdue

_ENDED = "the parse workers have ended"
_START_SECONDS = 60.0  # a machine under load can take many seconds to load Python
_BEARING_HEADERS = ("content-type", "content-language")
_answers: msgspec.json.Decoder[ParseAnswer] = msgspec.json.Decoder(ParsedFeed | Unreadable)


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """Bounds of the reading of one feed.

    Attributes:
        deadline: Seconds. Ten thousand entries take about five.
        memory: Bytes of address space of a worker. Ten thousand entries take a quarter of it.
    """

    deadline: float = 10.0
    memory: int = 512 * 1024 * 1024


class ParseWorkers:
    """Reads feeds in as many processes as there are workers; they start when first needed.

    Use it as a context manager. `parse` works from any event loop.
    """

    def __init__(self, workers: int = 2, limits: ParseLimits | None = None) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="parse")
        self._workers = tuple(_Worker(limits or ParseLimits()) for _ in range(workers))
        # Last in, first out: where one worker is enough, the others needn't start.
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    async def parse(self, body: bytes, headers: Mapping[str, str], url: str, now: datetime) -> ParsedFeed:
        """Read the body of an answer as a feed, once a worker is free.

        Args:
            body: Decompressed bytes.
            headers: Headers of the answer, looked up without regard to case.
            url: The address that answered.
            now: The current moment, by which dates are judged.

        Raises:
            FeedUnreadable: It isn't a feed, or passes the limits.
        """
        bearing = {name: headers[name] for name in _BEARING_HEADERS if name in headers}
        job = msgspec.json.encode(ParseJob(url=url, headers=bearing, now=now))
        answer = await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, job, body)
        if isinstance(answer, Unreadable):
            raise FeedUnreadable(answer.reason)
        return answer

    def _answer(self, job: bytes, body: bytes) -> ParseAnswer:
        worker = self._idle.get()
        try:
            return _answers.decode(worker.answer(job, body))
        finally:
            self._idle.put(worker)


class _Worker:
    """One process at a time, and a new one where that was killed."""

    def __init__(self, limits: ParseLimits) -> None:
        self._limits = limits
        self._process: KillableProcess | None = None
        self._ended = False
        self._lock = threading.Lock()  # Between a process that has just started and the end.

    def answer(self, job: bytes, body: bytes) -> bytes:
        """Hand in one job.

        Raises:
            FeedUnreadable: The process didn't answer: it was killed at the deadline, or died.
            RuntimeError: It doesn't start, or was ended.
        """
        process = self._process or self._start()
        try:
            return process.ask(self._limits.deadline, job, body)
        except Overdue:
            self.close()
            raise FeedUnreadable(f"to read it takes longer than {self._limits.deadline:g} s") from None
        except Died:
            self.close()
            if self._ended:
                raise RuntimeError(_ENDED) from None
            raise FeedUnreadable("its reader broke down over it") from None

    def end(self) -> None:
        """Kill the process, also in the middle of a job, and start none again."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Kill the process and give back what it holds."""
        if self._process is not None:
            self._process.close()
        self._process = None

    def _start(self) -> KillableProcess:
        # Safe path (-P), lest a folder that happens to be current be searched for modules.
        limits = (str(self._limits.memory), str(ceil(self._limits.deadline)))
        command = (sys.executable, "-P", "-W", "ignore", "-m", "service.fetching.parse_process", *limits)
        try:
            process = KillableProcess(command, _START_SECONDS)
        except (Overdue, Died) as error:
            raise RuntimeError("the process that reads feeds doesn't start") from error
        with self._lock:
            if not self._ended:
                self._process = process
                return process
        process.close()
        raise RuntimeError(_ENDED)

"""Reading many articles on all cores: chunks of articles go to worker processes, readings come back in order.

Articles are passed by value and workers open nothing, so a worker can be killed at any time without harm.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice

from service.errors import RoundlogError
from service.extraction.article import Article
from service.reading import Reader, Readings

AHEAD = 3  # chunks in the hands of each worker, so that none waits while the log is read

ReadChunks = Callable[[Iterable[Sequence[Article]]], Iterator[list[Readings]]]
"""Reads chunks of articles: gives the readings of each chunk, in order."""

_reader: Reader | None = None  # of a worker process, set once as it starts


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def reading_pool(reader: Reader, workers: int) -> Iterator[ReadChunks]:
    """Worker processes that read by one set of rules; with one worker this process reads by itself.

    Processes are started as the first chunks come, and stopped at the end of the block, without waiting for chunks
    nobody has asked for yet.

    Raises:
        RoundlogError: A worker was killed.
    """
    if workers == 1:
        yield lambda chunks: ([reader.read(article) for article in chunk] for chunk in chunks)
        return
    # Spawned, not forked: a copy of a process with threads and open databases isn't safe to run.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(reader,))
    try:
        yield lambda chunks: _in_order(executor, chunks, workers * AHEAD)
    except BrokenProcessPool as error:
        raise RoundlogError(
            "a process that read articles was killed, perhaps for want of memory: run the command again, it goes on "
            "where it stopped"
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


def _in_order(
    executor: ProcessPoolExecutor, chunks: Iterable[Sequence[Article]], ahead: int
) -> Iterator[list[Readings]]:
    # An empty chunk needs no worker: a log whose readings are all kept starts no process.
    started = (executor.submit(_read, chunk) if chunk else None for chunk in chunks)
    waiting: deque[Future[list[Readings]] | None] = deque(islice(started, ahead))
    while waiting:
        future = waiting.popleft()
        yield future.result() if future else []
        waiting.extend(islice(started, 1))


def _begin(reader: Reader) -> None:
    global _reader  # noqa: PLW0603 - a worker gets its rules once, not with every chunk
    _reader = reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent is the one to end things
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent is gone: it may be killed without a chance to say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(chunk: Sequence[Article]) -> list[Readings]:
    if _reader is None:
        raise RuntimeError("a worker was given articles before its rules")
    return [_reader.read(article) for article in chunk]

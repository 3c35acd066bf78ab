"""The parse process: reads feeds from its standard input, one at a time, and answers each in JSON.

It says ``ready`` once it has loaded. A job is two frames, a `ParseJob` and the bytes of the feed; the answer is one,
a `ParseAnswer`. It bounds its own memory, and its CPU time for each job, so that it ends even where whoever started
it is gone.

Started as ``python -P -m service.fetching.parse_process MEMORY_BYTES CPU_SECONDS``.
"""

import os
import resource
import signal
import sys
from contextlib import suppress

import msgspec

from service.fetching.entries import ParseAnswer, ParseJob, Unreadable
from service.fetching.errors import FeedUnreadable
from service.fetching.frames import read_frame, write_frames
from service.fetching.parsing import parse_feed

READY = b"ready"


def main() -> None:
    """Answer jobs until the input ends."""
    memory, cpu = int(sys.argv[1]), int(sys.argv[2])
    # Whoever started it ends it, by closing its input; a signal meant for the whole group must not come first.
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # Not every system can bound it.
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    write_frames(answers, READY)
    with suppress(EOFError, BrokenPipeError):
        while True:
            job, body = read_frame(jobs), read_frame(jobs)
            _bound_cpu(cpu)
            write_frames(answers, msgspec.json.encode(_answer(job, body)))


def _bound_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))


def _answer(job: bytes, body: bytes) -> ParseAnswer:
    try:
        return parse_feed(msgspec.json.decode(job, type=ParseJob), body)
    except FeedUnreadable as error:
        return Unreadable(reason=error.reason)
    except MemoryError:
        return Unreadable(reason="to read it takes more memory than a feed may")
    except Exception as error:  # noqa: BLE001 - whatever feedparser trips over, it is the feed that can't be read
        return Unreadable(reason=f"it can't be read as a feed ({type(error).__name__})")


if __name__ == "__main__":
    main()

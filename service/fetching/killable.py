"""A process that answers frames, and is killed where it takes too long."""

import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, TypeVar

from service.fetching.frames import read_frame, write_frames

_Result = TypeVar("_Result")


class Overdue(Exception):
    """The process took too long, and was killed."""


class Died(Exception):
    """The process ended without an answer."""


class KillableProcess:
    """A process, for one thread at a time; `kill` alone may come from another. `close` it at the end.

    Args:
        command: What to start. It says one frame once it is ready, then answers with one frame each time.
        start_seconds: How long it may take until it is ready.

    Raises:
        Overdue, Died: It doesn't start.
    """

    def __init__(self, command: Sequence[str], start_seconds: float) -> None:
        # A session of its own, lest Ctrl-C in the terminal reach it.
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        assert self._process.stdin is not None  # noqa: S101 - by PIPE
        assert self._process.stdout is not None  # noqa: S101
        self._input: IO[bytes] = self._process.stdin
        self._output: IO[bytes] = self._process.stdout
        try:
            self._within(start_seconds, lambda: read_frame(self._output))
        except (Overdue, Died):
            self.close()
            raise

    def ask(self, seconds: float, *frames: bytes) -> bytes:
        """Hand in frames and wait for the answer.

        Raises:
            Overdue: It took longer than `seconds`. The process is gone.
            Died: It ended. The process is gone.
        """
        return self._within(seconds, lambda: self._exchange(frames))

    def kill(self) -> None:
        """End it now; who waits for an answer sees it die."""
        self._process.kill()

    def close(self) -> None:
        """End it and give back what it holds."""
        self.kill()
        for pipe in (self._input, self._output):
            with suppress(BrokenPipeError):  # Bytes that never got through.
                pipe.close()
        self._process.wait()

    def _exchange(self, frames: Sequence[bytes]) -> bytes:
        write_frames(self._input, *frames)
        return read_frame(self._output)

    def _within(self, seconds: float, doing: Callable[[], _Result]) -> _Result:
        overdue = threading.Event()

        def give_up() -> None:
            overdue.set()
            self.kill()

        timer = threading.Timer(seconds, give_up)
        timer.start()
        result: _Result | None = None
        try:
            result = doing()
        except (EOFError, BrokenPipeError):
            pass
        finally:
            timer.cancel()
            timer.join()  # So that a late timer can't kill the process over the next job.
        if overdue.is_set():
            raise Overdue
        if result is None:
            raise Died
        return result

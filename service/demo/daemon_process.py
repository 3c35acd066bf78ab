"""The daemon as its operator runs it: `roundlog run` in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from config.settings import Settings
from service.errors import RoundlogError

HOST = "127.0.0.1"
START_SECONDS = 40.0  # until it must answer; it needs 3 on an idle machine
STOP_SECONDS = 20.0  # until it must have ended after SIGTERM
LAST_LINES = 6  # of its output, shown when it fails


def command(*arguments: str) -> list[str]:
    """The command line of this very Roundlog, safe in any folder: -P keeps the current one off the path."""
    return [sys.executable, "-P", "-c", "from service.entry import main; main()", *arguments]


def environment(settings: Settings) -> dict[str, str]:
    """The environment that gives another process these settings and no others."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDLOG_")}
    return rest | {
        "ROUNDLOG_DATA_DIR": str(settings.data_dir),
        "ROUNDLOG_ALLOW_PRIVATE": ",".join(str(network) for network in settings.allow_private),
        "ROUNDLOG_POLL_INTERVAL": str(settings.poll_interval),
        "ROUNDLOG_TICK_INTERVAL": str(settings.tick_interval),
    }


class DaemonProcess:
    """A running daemon; leaving the `with` block ends it, whatever happened.

    Attributes:
        url: Where it answers, on loopback.
        log_file: What it printed.
    """

    def __init__(self, environ: Mapping[str, str], log_file: Path) -> None:
        self._port = _free_port()
        self.url = f"http://{HOST}:{self._port}"
        self.log_file = log_file
        with log_file.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own command line
                command("run", "--host", HOST, "--port", str(self._port)),
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> Self:
        """Wait until it answers.

        Raises:
            RoundlogError: It ended or doesn't answer; the message has its last lines.
        """
        try:
            self._await_answer()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End it if it still runs."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()

    def health(self) -> dict[str, Any] | None:
        """What /healthz says; None while nobody answers there."""
        connection = HTTPConnection(HOST, self._port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            answer: dict[str, Any] = msgspec.json.decode(connection.getresponse().read())
        except (OSError, HTTPException, msgspec.DecodeError):
            return None
        else:
            return answer
        finally:
            connection.close()

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self.health() is None:
            self.check()
            if time.monotonic() > deadline:
                raise self._fault(f"the daemon gave no answer for {START_SECONDS:.0f} seconds")
            time.sleep(0.1)

    def check(self) -> None:
        """Raise if it isn't running any more.

        Raises:
            RoundlogError: It ended by itself; the message has its last lines.
        """
        if self._process.poll() is not None:
            raise self._fault(f"the daemon ended by itself with exit code {self._process.returncode}")

    def stop(self) -> float:
        """End it by SIGTERM, as an operator would, and return how many seconds it took.

        Raises:
            RoundlogError: It doesn't end, or with another exit code than 0; the message has its last lines.
        """
        start = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise self._fault(f"the daemon didn't end within {STOP_SECONDS:.0f} seconds of SIGTERM") from None
        if code != 0:
            raise self._fault(f"the daemon ended with exit code {code} after SIGTERM")
        return time.monotonic() - start

    def kill(self) -> None:
        """End it by SIGKILL, as a power cut would."""
        self._process.kill()
        self._process.wait()

    def _fault(self, what: str) -> RoundlogError:
        lines = self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
        return RoundlogError("\n".join([f"{what}; the end of {self.log_file}:", *(f"  {line}" for line in lines)]))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port

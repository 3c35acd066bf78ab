"""What the demo prints: progress while it runs, then what came of it, by the commands a user would type."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from events.rounds import Corroborated
from service.cli.output import console, print_json, table
from service.demo.daemon_process import command, environment
from service.demo.receiver import Receiver
from service.demo.run import Demo, Snapshot
from service.errors import RoundlogError

LATEST = 12  # messages shown

BARS: tuple[tuple[str, Callable[[Snapshot], tuple[int, int]]], ...] = (
    ("feeds polled", lambda now: (now.polled, now.feeds)),
    ("dispatches published", lambda now: (now.published, now.dispatches)),
    ("articles captured", lambda now: (now.captured, now.dispatches)),
    ("positions of the log weighed", lambda now: (now.projected, now.position)),
    ("messages received and verified", lambda now: (now.received, now.alerts)),
)
"""Label of each bar, and the two numbers it shows."""


class Stage:
    """Where the demo shows itself. A quiet one prints the outcome as JSON and nothing else.

    Attributes:
        bars: Progress, as a `with` block; without a terminal the bars are printed once, at its end.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
        self.bars = Progress(*columns, console=console(), disable=quiet)
        self._tasks = [self.bars.add_task(label, total=None) for label, _ in BARS]

    def begin(self, folder: Path) -> None:
        """Say what is about to happen, and where its data will be."""
        if not self._quiet:
            console().print(f"Starting publishers, the daemon and a receiver of its messages, with data in {folder} …")

    def update(self, now: Snapshot) -> None:
        """Move each bar."""
        for task, (_, numbers) in zip(self._tasks, BARS, strict=True):
            done, total = numbers(now)
            self.bars.update(task, completed=done, total=max(total, 1))

    def show_outcome(self, demo: Demo) -> None:
        """Print the rounds, the latest messages and the reason for a value.

        Raises:
            RoundlogError: One of the commands failed.
        """
        if not self._quiet:
            _run(demo, "rounds")
            _show_messages(demo.receiver)
            _run(demo, "rounds", "20", "--why", "dates")

    def show_addresses(self, demo: Demo) -> None:
        """Print where the parts of a demo that stays up can be reached."""
        out = console(stderr=self._quiet)
        out.print(f"\nThe daemon answers on {demo.daemon.url}/healthz, data in {demo.services.settings.data_dir}")
        for path in list(demo.publishers.feeds)[:3]:
            out.print(f"A feed: {demo.publishers.url}{path}")
        out.print("Ctrl-C ends it.")

    def show_stop(self, demo: Demo, seconds: float) -> None:
        """Say how the daemon ended: `seconds` after SIGTERM."""
        if not self._quiet:
            position = demo.outcome()["position"]
            console().print(f"\nThe daemon ended by SIGTERM in {seconds:.1f} s, with its log at {position}.")

    def end(self, demo: Demo, seconds: float) -> None:
        """Say what to try next; or, where nothing else was printed, what came of it.

        Args:
            demo: The demo that was.
            seconds: What the daemon took to end after SIGTERM.
        """
        outcome = demo.outcome()
        if self._quiet:
            print_json({**outcome, "daemon_stopped_in": round(seconds, 2)})
            return
        _show_next_steps(demo.services.settings.data_dir, outcome["position"] // 2)


def _run(demo: Demo, *arguments: str) -> None:
    """Run one of our own commands as a user would, with its output in place."""
    console().print(f"\n$ roundlog {' '.join(arguments)}", style="bold")
    environ = environment(demo.services.settings)
    done = subprocess.run(command(*arguments), env=environ, check=False)  # noqa: S603 - our own command line
    if done.returncode != 0:
        raise RoundlogError(f"`roundlog {' '.join(arguments)}` failed with exit code {done.returncode}")


def _show_messages(receiver: Receiver) -> None:
    """The latest messages, without those that only say that one more origin agrees."""
    out = console()
    news = [message for message in receiver.messages.values() if message.body["type"] != Corroborated.TYPE]
    rows = [(message.body["type"], message.body["data"]["summary"]) for message in news[-LATEST:]]
    title = (
        f"The last {len(rows)} of {len(receiver.messages)} messages that the receiver took (corroborations left out)"
    )
    out.print(f"\n{title}", style="bold")
    out.print(table(("type", "summary"), rows))
    out.print(f"Every signature held; {receiver.refused} refused, {receiver.repeats} repeated.")


def _show_next_steps(folder: Path, half_way: int) -> None:
    program = "roundlog" if shutil.which("roundlog") else sys.argv[0]
    out = console()
    out.print(f"\nTry next (delete {folder} when you are done):\n", soft_wrap=True)
    out.print(f"  export ROUNDLOG_DATA_DIR={folder}", soft_wrap=True)
    for step, meaning in (
        ("rounds 21 --why", "every value of a round, with the sentences behind it"),
        (f"rounds --as-of {half_way}", "what Roundlog said when its log was half as long"),
        ("log tail", "the latest events"),
        ("log verify", "recompute every hash of the log"),
        ("replay --verify", "weigh the whole log anew and compare each recorded change"),
    ):
        out.print(f"  {program} {step:<20} # {meaning}", soft_wrap=True)

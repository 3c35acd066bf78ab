"""The demo from start to end: growing feeds, the real daemon on a fresh SQLite file, a receiver."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import NoReturn, TypedDict

from config.settings import Settings
from service.bootstrap import open_services
from service.demo.daemon_process import DaemonProcess, environment
from service.demo.dispatch import load_dispatches
from service.demo.feeds import FeedServer
from service.demo.furnishing import add_feeds, add_receiver
from service.demo.receiver import Receiver
from service.demo.watch import LogWatch
from service.errors import RoundlogError, UsageError
from service.services import Services
from service.settling import position

HISTORY = 12  # dispatches that are out before the first poll; they change the view but alert nobody
PACE = 0.4  # seconds from one dispatch to the next
PATIENCE = 60.0  # seconds without any progress until the demo gives up
LOOK = 0.2  # seconds between two looks
QUIET_LOOKS = 5  # looks without news until everything counts as done


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How far the demo is. Each pair of numbers is one of "so many of so many".

    Attributes:
        polled, feeds: Feeds asked for at least once.
        published, dispatches: Dispatches that are out.
        captured: Articles in the log.
        projected, position: How far the projector has come in the log.
        received, settled, alerts: Messages whose signature held, those the log knows as taken, all that are to come.
    """

    polled: int
    feeds: int
    published: int
    dispatches: int
    captured: int
    projected: int
    position: int
    received: int
    settled: int
    alerts: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        weighed = self.captured == self.dispatches and self.projected == self.position
        return weighed and self.received == self.settled == self.alerts


class Outcome(TypedDict):
    """What came of a demo: `alerts` changes were to go out, and `messages` were received and verified."""

    feeds: int
    dispatches: int
    articles: int
    position: int
    alerts: int
    messages: int
    repeats: int
    refused: int
    data_dir: str


Show = Callable[[Snapshot], None]


class Demo:
    """A running demo: publishers, receiver and daemon, all on loopback."""

    def __init__(
        self,
        services: Services,
        publishers: FeedServer,
        receiver: Receiver,
        daemon: DaemonProcess,
        show: Show,
    ) -> None:
        self.services = services
        self.publishers = publishers
        self.receiver = receiver
        self.daemon = daemon
        self._show = show
        self._watch = LogWatch(services.log)

    def snapshot(self) -> Snapshot:
        """Look at everything once, and show it."""
        self._watch.look()
        out = [feed.out(self.publishers.clock) for feed in self.publishers.feeds.values()]
        now = Snapshot(
            polled=self.publishers.polled(),
            feeds=len(out),
            published=sum(len(dispatches) for dispatches in out),
            dispatches=sum(len(feed.dispatches) for feed in self.publishers.feeds.values()),
            captured=self._watch.articles,
            projected=position(self.services),
            position=self._watch.position,
            received=len(self.receiver.messages),
            settled=self._watch.settled_messages,
            alerts=self._watch.alerts,
        )
        self._show(now)
        return now

    def wait(self, ready: Callable[[Snapshot], bool], waiting_for: str) -> None:
        """Look again and again until `ready` has held for a moment.

        Raises:
            RoundlogError: The daemon ended, or nothing has moved for a minute.
        """
        last, quiet, patience = self.snapshot(), 0, time.monotonic() + PATIENCE
        while quiet < QUIET_LOOKS:
            time.sleep(LOOK)
            self.daemon.check()
            now = self.snapshot()
            quiet = quiet + 1 if ready(now) and now == last else 0
            if now != last:
                last, patience = now, time.monotonic() + PATIENCE
            if time.monotonic() > patience:
                raise RoundlogError(
                    f"the demo waits for {waiting_for} and nothing moves: {now}; see {self.daemon.log_file}"
                )

    def play(self) -> None:
        """Let the feeds be polled once, let them grow, and wait until all has arrived.

        Raises:
            RoundlogError: See `wait`.
        """
        self.wait(lambda now: now.polled == now.feeds and now.captured == now.published, "the first polls")
        for dispatch in self.publishers.later():
            self.publishers.clock = dispatch.published
            time.sleep(PACE)
            self.daemon.check()
            self.snapshot()
        self.wait(lambda now: now.complete, "the last articles and messages")

    def wait_for_ever(self) -> NoReturn:
        """Stay until an interrupt.

        Raises:
            RoundlogError: The daemon ended.
        """
        while True:
            self.daemon.check()
            time.sleep(1)

    def outcome(self) -> Outcome:
        """What came of it so far."""
        self._watch.look()
        return Outcome(
            feeds=len(self.publishers.feeds),
            dispatches=len(load_dispatches()),
            articles=self._watch.articles,
            position=self._watch.position,
            alerts=self._watch.alerts,
            messages=len(self.receiver.messages),
            repeats=self.receiver.repeats,
            refused=self.receiver.refused,
            data_dir=str(self.services.settings.data_dir),
        )


def demo_settings(folder: Path) -> Settings:
    """Settings for a demo in this folder: a SQLite file of its own, loopback allowed, all in haste.

    Raises:
        UsageError: The folder holds a database already.
    """
    settings = Settings(
        data_dir=folder,
        database_url="",
        allow_private=(ip_network("127.0.0.0/8"),),
        poll_interval=1.0,
        tick_interval=0.25,
    )
    if (folder / "roundlog.db").exists():
        raise UsageError(f"{folder} holds a database already, and the demo starts from nothing: name another --dir")
    return settings


@contextmanager
def running_demo(folder: Path, show: Show) -> Iterator[Demo]:
    """Set everything up, start the daemon, and end it with the block.

    Args:
        folder: Data folder; made if it isn't there.
        show: Given a snapshot at each look.

    Raises:
        RoundlogError: The folder can't be used, or the daemon doesn't start.
    """
    settings = demo_settings(folder)
    dispatches = load_dispatches()
    with (
        open_services(settings) as services,
        FeedServer(dispatches, dispatches[HISTORY - 1].published) as publishers,
        Receiver() as receiver,
    ):
        add_feeds(services, publishers)
        receiver.secret = add_receiver(services, receiver)
        with DaemonProcess(environment(settings), folder / "daemon.log") as daemon:
            yield Demo(services, publishers, receiver, daemon, show)

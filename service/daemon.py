"""The daemon: polls, reads, weighs, delivers and answers, until it is told to stop.

What works beside what: the projector in a thread of its own, the API and the scheduler in the event loop. They meet
only in the database, so each can stop and start by itself, and a crash at any point loses nothing.
"""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from service.api.app import allowed_hosts, create_app
from service.bootstrap import open_capture, open_projector
from service.database import checkpoint_wal
from service.delivery import leasing as message_leases
from service.errors import RoundlogError
from service.feeds import leasing as feed_leases
from service.fetching.door import open_door
from service.fetching.worker import ParseWorkers
from service.health import health_of
from service.locking import projector_lock
from service.projector import ProjectorThread
from service.scheduler import Work, running_scheduler
from service.services import Services

PROJECTOR_PAUSE = 0.2  # seconds between two looks at the head of the log
GRACE = 3  # seconds that open requests get at the end


class _Server(uvicorn.Server):
    """uvicorn without signal handlers of its own: the daemon decides the order in which things stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise RoundlogError(f"can't listen on {host} port {port} ({error.strerror}): try another --port") from error


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop.set)
    return stop


async def serve(services: Services, host: str, port: int, say: Callable[[str], None]) -> None:
    """Run until SIGTERM or SIGINT.

    Args:
        services: The open services.
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        say: Told, in a line each, where it listens and that it has stopped.

    Raises:
        RoundlogError: Another daemon works on the database, the port is taken, or the log goes by other rules.
    """
    stop = _stop_on_signals()
    with projector_lock(services.engine), _listen(host, port) as listener, ParseWorkers() as workers:
        capture = open_capture(services)
        _take_over(services)
        projector = ProjectorThread(open_projector(services), services.log, pause=PROJECTOR_PAUSE)
        projector.start()
        try:
            async with open_door(services.settings) as door:
                work = Work(services, door, workers, capture)
                async with running_scheduler(work, services.settings.tick_interval):
                    server = _api(services, projector, work, host)
                    answering = asyncio.create_task(server.serve([listener]))
                    say(f"Roundlog listens on http://{host}:{listener.getsockname()[1]} (see /healthz)")
                    await stop.wait()
                    server.should_exit = True
                    await answering
        finally:
            await asyncio.to_thread(projector.stop)
            checkpoint_wal(services.engine)
    say("stopped; nothing is lost")


def _take_over(services: Services) -> None:
    """Make due at once what a daemon that was killed had in hand: under the projector lock there is no other."""
    feed_leases.give_back_all(services.engine)
    message_leases.give_back_all(services.engine)


def _api(services: Services, projector: ProjectorThread, work: Work, host: str) -> _Server:
    app = create_app(
        lambda: health_of(services, projector, work.problems),
        allowed_hosts(host, services.settings.public_url),
    )
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
        server_header=False,
    )
    return _Server(config)

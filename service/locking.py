"""The projector lock: one process at a time weighs, writes changes and fills the outbox.

On SQLite it is a lock on a file beside the database; the operating system frees it when its holder dies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from service.errors import RoundlogError


class ProjectorBusy(RoundlogError):
    """Another process holds the projector lock."""

    def __init__(self, database: Path) -> None:
        super().__init__(
            f"another Roundlog works on {database}: stop it first, or give this one a ROUNDLOG_DATA_DIR of its own"
        )


def _lock_file(engine: Engine) -> Path:
    database = Path(str(engine.url.database)).absolute()
    return database.with_name(database.name + ".projector-lock")


@contextmanager
def projector_lock(engine: Engine) -> Iterator[None]:
    """Hold the projector lock for the block.

    Raises:
        ProjectorBusy: Someone else holds it.
    """
    lock = FileLock(_lock_file(engine), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise ProjectorBusy(Path(str(engine.url.database))) from error
    try:
        yield
    finally:
        lock.release()

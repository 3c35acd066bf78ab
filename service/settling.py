"""Settling: a command that appended waits until the projector has weighed what it appended.

With a daemon running, the daemon does it; without one, the command takes the projector lock and does it itself.
"""

import time

from projections import view_store
from service.bootstrap import open_projector
from service.database import checkpoint_wal, reading
from service.errors import RoundlogError
from service.locking import ProjectorBusy, projector_lock
from service.services import Services

PATIENCE = 60.0  # seconds to wait for a daemon that makes no progress
PAUSE = 0.05  # seconds between two looks


def settle(services: Services) -> int:
    """See to it that everything in the log now has been weighed, and return the position reached.

    Raises:
        RulesDiffer: The log goes by other rules than this release brings.
        ProjectorStopped: The projector met an event it can't take.
        RoundlogError: The daemon that holds the projector lock made no progress for a minute.
    """
    target = services.log.head().size
    reached, patience = -1, time.monotonic() + PATIENCE
    while True:
        try:
            with projector_lock(services.engine):
                reached = open_projector(services).run_to_head()
                checkpoint_wal(services.engine)  # nobody else does while no daemon runs
                return reached
        except ProjectorBusy:
            now_at = position(services)
        if now_at >= target:
            return now_at
        if now_at > reached:
            reached, patience = now_at, time.monotonic() + PATIENCE
        if time.monotonic() > patience:
            raise RoundlogError(
                f"what was appended is safe in the log, but the running daemon has stood at position {now_at} of "
                f"{target} for a minute: see its /healthz"
            )
        time.sleep(PAUSE)


def position(services: Services) -> int:
    """How far the projector has come."""
    with reading(services.engine).connect() as connection:
        return view_store.position(connection)

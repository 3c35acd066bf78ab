"""One commit at a time, for as much as came in during the one before."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

_Item = TypeVar("_Item")


class GroupCommit(Generic[_Item]):
    """Collects items from many tasks of one event loop, and writes them in batches from a thread.

    A commit waits for the disk, so that many small ones are slow; what comes in while one runs shares the next.

    Args:
        write: Commits a batch. Where it raises, every `commit` that waits for the batch does.
    """

    def __init__(self, write: Callable[[Sequence[_Item]], None]) -> None:
        self._write = write
        self._waiting: list[_Item] = []
        self._next: asyncio.Task[None] | None = None
        self._running: asyncio.Task[None] | None = None

    async def commit(self, item: _Item) -> None:
        """Return once the item is committed. To be cancelled doesn't stop the commit."""
        self._waiting.append(item)
        if self._next is None:
            self._next = asyncio.create_task(self._write_next(self._running))
        await asyncio.shield(self._next)

    async def finish(self) -> None:
        """Wait for the commits under way."""
        pending = [task for task in (self._running, self._next) if task is not None]
        if pending:
            await asyncio.wait(pending)

    async def _write_next(self, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.wait([before])
        batch, self._waiting = self._waiting, []
        self._running, self._next = self._next, None
        await asyncio.to_thread(self._write, batch)

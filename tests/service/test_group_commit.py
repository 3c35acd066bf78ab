import asyncio
import threading
from collections.abc import Sequence

import pytest

from service.group_commit import GroupCommit


class Disk:
    """Writes batches, each once it is let."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, ...]] = []
        self.writing = self.most_at_once = 0
        self.free = threading.Semaphore(0)
        self.fault: Exception | None = None

    def __call__(self, batch: Sequence[int]) -> None:
        self.writing += 1
        self.most_at_once = max(self.most_at_once, self.writing)
        self.free.acquire(timeout=10)
        self.writing -= 1
        if self.fault is not None:
            raise self.fault
        self.batches.append(tuple(batch))


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0.005)


async def test_what_comes_in_during_a_commit_shares_the_next() -> None:
    disk = Disk()
    group = GroupCommit(disk)
    tasks = [asyncio.create_task(group.commit(0))]
    await turns()
    tasks += [asyncio.create_task(group.commit(number)) for number in (1, 2, 3)]
    await turns()
    disk.free.release(2)
    await asyncio.gather(*tasks)
    assert disk.batches == [(0,), (1, 2, 3)]
    assert disk.most_at_once == 1


async def test_commit_returns_only_once_its_item_is_written() -> None:
    disk = Disk()
    group = GroupCommit(disk)
    task = asyncio.create_task(group.commit(1))
    await turns()
    assert not task.done()
    disk.free.release()
    await task
    assert disk.batches == [(1,)]


async def test_to_be_cancelled_does_not_stop_the_commit() -> None:
    disk = Disk()
    group = GroupCommit(disk)
    task = asyncio.create_task(group.commit(1))
    await turns()
    task.cancel()
    await asyncio.wait([task])
    disk.free.release()
    await group.finish()
    assert disk.batches == [(1,)]


async def test_a_failed_commit_is_raised_to_those_in_it_and_the_next_is_written() -> None:
    disk = Disk()
    group = GroupCommit(disk)
    disk.fault = OSError("disk full")
    disk.free.release()
    with pytest.raises(OSError, match="disk full"):
        await group.commit(1)
    disk.fault = None
    disk.free.release()
    await group.commit(2)
    assert disk.batches == [(2,)]


async def test_finish_waits_for_nothing_where_nothing_is_under_way() -> None:
    await GroupCommit(Disk()).finish()

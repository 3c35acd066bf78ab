"""Real worker processes and hostile feeds."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from service.fetching.entries import ParseJob
from service.fetching.errors import FeedUnreadable
from service.fetching.frames import read_frame, write_frames
from service.fetching.worker import ParseLimits, ParseWorkers

NOW = datetime(2024, 2, 1, tzinfo=UTC)
URL = "https://feeds.example/feed"
GOOD = b'<rss version="2.0"><channel><item><title>Good</title></item></channel></rss>'
# Keeps feedparser busy for half a minute: its pattern for addresses in names is quadratic.
BUSY = b'<rss version="2.0"><channel><item><author>' + b"a" * 64_000 + b"@</author></item></channel></rss>"


async def titles(workers: ParseWorkers, body: bytes) -> list[str]:
    feed = await workers.parse(body, {"content-type": "application/rss+xml"}, URL, NOW)
    return [entry.title for entry in feed.entries]


def children() -> set[int]:
    """Ids of the processes this one has started and not waited for."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return {int(child) for task in tasks for child in (task / "children").read_text().split()}


@pytest.fixture
def workers() -> Iterator[ParseWorkers]:
    with ParseWorkers(2, ParseLimits(deadline=1.0)) as started:
        yield started


async def test_a_feed_is_read_in_another_process(workers: ParseWorkers) -> None:
    before = children()
    assert await titles(workers, GOOD) == ["Good"]
    assert len(children() - before) == 1


async def test_a_worker_reads_one_feed_after_another(workers: ParseWorkers) -> None:
    await titles(workers, GOOD)
    process = children()
    for _ in range(5):
        assert await titles(workers, GOOD) == ["Good"]
    assert children() == process


async def test_a_feed_that_keeps_its_reader_busy_is_ended_and_others_go_on(workers: ParseWorkers) -> None:
    outcomes = await asyncio.gather(
        titles(workers, BUSY), *(titles(workers, GOOD) for _ in range(4)), return_exceptions=True
    )
    assert isinstance(outcomes[0], FeedUnreadable)
    assert outcomes[0].reason == "to read it takes longer than 1 s"
    assert outcomes[1:] == [["Good"]] * 4


async def test_where_every_worker_meets_a_hostile_feed_the_next_feed_is_still_read(workers: ParseWorkers) -> None:
    outcomes = await asyncio.gather(*(titles(workers, BUSY) for _ in range(2)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [FeedUnreadable] * 2
    assert await titles(workers, GOOD) == ["Good"]


@pytest.mark.parametrize(
    "body",
    [
        b'<rss version="2.0">' + b"<a>" * 400_000,
        b'<rss version="2.0"><channel><item><description>' + b"&lt;div>" * 200_000,
        b'<rss version="2.0"><channel><item><description>' + b"&lt;!--" * 40_000,
        b'<rss version="2.0"><channel>' + b"<item/>" * 300_000,
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9))
        + b']><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>',
    ],
    ids=["nested", "nested-html", "comments", "entries", "entities"],
)
async def test_hostile_feeds_are_read_or_ended_and_the_next_is_read(workers: ParseWorkers, body: bytes) -> None:
    with suppress(FeedUnreadable):
        await titles(workers, body)
    assert await titles(workers, GOOD) == ["Good"]


async def test_a_feed_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    body = b'<rss version="2.0"><channel><item><title>' + b"a" * 40_000_000 + b"</title></item></channel></rss>"
    with ParseWorkers(1, ParseLimits(deadline=30.0, memory=160 * 1024 * 1024)) as workers:
        with pytest.raises(FeedUnreadable, match=r"memory|broke down"):
            await titles(workers, body)
        assert await titles(workers, GOOD) == ["Good"]


async def test_a_worker_that_was_killed_from_outside_is_replaced(workers: ParseWorkers) -> None:
    before = children()
    await titles(workers, GOOD)
    (process,) = children() - before
    os.kill(process, signal.SIGKILL)
    with pytest.raises(FeedUnreadable):
        await titles(workers, GOOD)
    assert await titles(workers, GOOD) == ["Good"]


async def test_no_process_is_left_behind() -> None:
    before = children()
    with ParseWorkers(2, ParseLimits(deadline=30.0)) as workers:
        reading = [asyncio.create_task(titles(workers, body)) for body in (BUSY, GOOD)]
        assert await reading[1] == ["Good"]
    with pytest.raises(RuntimeError, match="ended"):
        await reading[0]
    assert children() == before


async def test_signals_for_the_whole_group_are_left_to_who_started_it(workers: ParseWorkers) -> None:
    before = children()
    await titles(workers, GOOD)
    (process,) = children() - before
    for signum in (signal.SIGINT, signal.SIGTERM):
        os.kill(process, signum)
    assert await titles(workers, GOOD) == ["Good"]
    assert children() - before == {process}


def test_a_parse_process_ends_with_its_input_and_by_its_own_bounds() -> None:
    command = [sys.executable, "-P", "-m", "service.fetching.parse_process", str(512 * 1024 * 1024), "1"]
    job = msgspec.json.encode(ParseJob(url=URL, headers={}, now=NOW))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert read_frame(process.stdout) == b"ready"
        process.stdin.close()
        assert process.wait(30) == 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        write_frames(process.stdin, job, BUSY)  # Whoever started it is gone, and can't kill it.
        assert process.wait(60) == -signal.SIGXCPU


async def test_a_parse_process_does_not_load_modules_from_where_it_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("config", "service", "feedparser"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('wrong module')")
    monkeypatch.chdir(tmp_path)
    with ParseWorkers(1) as workers:
        assert await titles(workers, GOOD) == ["Good"]

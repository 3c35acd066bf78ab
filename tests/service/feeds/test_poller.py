"""Polling, from the web server to the row and the log."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.feed_server import FeedServer, bomb, page, raw, redirect, slow, status
from fakes.polling import Kept, World, rss

from events.feeds import FeedAdded, FeedFailed, FeedRecovered
from service.database import open_engine
from service.feeds.leasing import LEASE, give_back_all, lease_due
from service.feeds.poller import WIDTH, Poller
from service.feeds.polling import BATCH, Means
from service.fetching.errors import FetchError
from service.incoming import IncomingArticle

INTERVAL = timedelta(seconds=900)
BUSY = '<rss version="2.0"><channel><item><author>' + "a" * 64_000 + "@</author></item></channel></rss>"


async def test_entries_reach_capture_and_the_next_poll_is_an_interval_away(
    world: World, server: FeedServer, kept: Kept, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", page(rss("a", "b"))), publisher="News")
    await poller.poll_due()
    assert kept.titles == ["a", "b"]
    assert {article.publisher for batch in kept.batches for article in batch} == {"News"}
    feed = world.feed()
    assert (feed.polls, feed.failures, feed.last_error, feed.leased_until) == (1, 0, None, None)
    assert feed.last_success_at is not None
    assert world.due_in() == INTERVAL.total_seconds()
    await poller.poll_due()
    assert len(server.requests) == 1


async def test_a_feed_has_its_own_interval_where_one_was_given(
    world: World, server: FeedServer, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", page(rss("a"))), interval=60)
    await poller.poll_due()
    assert world.due_in() == 60


async def test_a_feed_is_asked_only_for_what_changed(
    world: World, server: FeedServer, kept: Kept, poller: Poller
) -> None:
    modified = "Thu, 01 Feb 2024 10:00:00 GMT"
    world.feeds.add(server.put("/feed", page(rss("a"), etag='W/"1"', last_modified=modified)))
    for _ in range(2):
        await poller.poll_due()
        world.clock.move(INTERVAL)
    assert server.requests[0].headers.get("If-None-Match") is None
    assert server.requests[1].headers["If-None-Match"] == 'W/"1"'
    assert server.requests[1].headers["If-Modified-Since"] == modified
    assert kept.titles == ["a"]
    feed = world.feed()
    assert (feed.polls, feed.failures, feed.etag, feed.last_modified) == (2, 0, 'W/"1"', modified)


async def test_validators_follow_the_latest_answer(world: World, server: FeedServer, poller: Poller) -> None:
    world.feeds.add(server.put("/feed", page(rss("a"), etag='"1"'), page(rss("a", "b")), page(rss("c"), etag="ключ")))
    etags = []
    for _ in range(3):
        await poller.poll_due()
        etags.append(world.feed().etag)
        world.clock.move(INTERVAL)
    assert etags == ['"1"', None, None]


async def test_a_feed_that_is_not_whole_is_read_and_asked_for_in_full_again(
    world: World, server: FeedServer, kept: Kept, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", page(rss("a", "b").replace("</channel></rss>", "<item><ti"), etag='"1"')))
    await poller.poll_due()
    assert kept.titles == ["a", "b"]
    assert world.feed().etag is None


async def test_where_capture_fails_nothing_is_lost_and_the_fault_is_raised(
    world: World, server: FeedServer, kept: Kept, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", page(rss("a"), etag='"1"')))
    kept.fault = OSError("disk full")
    with pytest.raises(OSError, match="disk full"):
        await poller.poll_due()
    feed = world.feed()
    assert (feed.polls, feed.failures, feed.etag, feed.last_success_at) == (0, 0, None, None)
    kept.fault = None
    await poller.poll_due()
    assert len(server.requests) == 1  # It waits for the end of the lease, lest it hammer the publisher.
    assert poller.troubles.words() == ["OSError: disk full"]
    world.clock.move(LEASE)
    await poller.poll_due()
    assert poller.troubles.words() == []
    assert kept.titles == ["a"]
    assert server.requests[1].headers.get("If-None-Match") is None
    assert world.feed().etag == '"1"'


async def test_what_a_killed_poller_had_in_hand_is_polled_anew_in_full(
    world: World, server: FeedServer, kept: Kept, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", page(rss("a"), etag='"1"')))
    assert len(lease_due(world.log.engine, world.clock(), 10)) == 1  # by one that was killed then
    await poller.poll_due()
    assert kept.titles == []
    give_back_all(world.log.engine)
    await poller.poll_due()
    assert kept.titles == ["a"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (status(404), "it answered 404 Not Found"),
        (status(503), "it answered 503 Service Unavailable"),
        (status(799), "it answered 799"),
        (page("<html><body>Please log in</body></html>"), "it answered with a web page, not a feed"),
        (page(""), "it answered with nothing"),
        (raw(b"nonsense"), "its answer breaks off, or isn't HTTP"),
        (bomb(30), "the answer is larger than 1 MB"),
        (redirect("http://10.0.0.1/feed"), "10.0.0.1 is private"),
        (redirect("/feed"), "it redirects more than 5 times"),
        (page(BUSY), "to read it takes longer than 3 s"),
    ],
)
async def test_a_feed_that_fails_is_shown_with_its_reason_and_no_other_suffers(
    world: World, server: FeedServer, kept: Kept, poller: Poller, reply: object, reason: str
) -> None:
    bad, _ = world.feeds.add(server.put("/feed", reply))  # type: ignore[arg-type]
    good, _ = world.feeds.add(server.put("/good", page(rss("a"))))
    await poller.poll_due()
    assert kept.titles == ["a"]
    feeds = {feed.id: feed for feed in world.feeds.listing()}
    assert feeds[good.id].failures == 0
    assert feeds[bad.id].failures == 1
    assert (feeds[bad.id].last_error or "").startswith(reason)
    (failed,) = (event for event in world.events() if not isinstance(event, FeedAdded))
    assert failed == FeedFailed(feed=bad.id, reason=feeds[bad.id].last_error or "")


async def test_a_failing_feed_is_tried_ever_more_rarely_and_its_turns_are_events(
    world: World, server: FeedServer, poller: Poller
) -> None:
    feed, _ = world.feeds.add(
        server.put("/feed", page(rss("a")), status(500), status(502), status(500), page(rss("a")), status(500))
    )
    pauses = []
    for _ in range(6):
        await poller.poll_due()
        pauses.append(world.due_in() / 60)
        world.clock.move(timedelta(minutes=pauses[-1]))
    assert pauses == [15, 15, 30, 60, 15, 15]
    assert world.events()[1:] == [
        FeedFailed(feed=feed.id, reason="it answered 500 Internal Server Error"),
        FeedRecovered(feed=feed.id, failures=3),
        FeedFailed(feed=feed.id, reason="it answered 500 Internal Server Error"),
    ]
    assert len({record.id for record in world.log.read()}) == 4


async def test_a_failure_keeps_the_validators_of_what_is_captured(
    world: World, server: FeedServer, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", page(rss("a"), etag='"1"'), status(500)))
    await poller.poll_due()
    world.clock.move(INTERVAL)
    await poller.poll_due()
    assert (world.feed().failures, world.feed().etag) == (1, '"1"')


async def test_a_feed_that_is_gone_is_tried_once_a_day(world: World, server: FeedServer, poller: Poller) -> None:
    world.feeds.add(server.put("/feed", status(410)))
    await poller.poll_due()
    assert world.due_in() == 86_400


async def test_the_first_poll_that_works_is_history_and_later_ones_are_news(
    world: World, server: FeedServer, kept: Kept, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", status(500), page(rss("a")), page(rss("a", "b"))))
    for _ in range(3):
        await poller.poll_due()
        world.clock.move(INTERVAL)
    assert [[article.notify for article in batch] for batch in kept.batches] == [[False], [True, True]]


async def test_two_pollers_never_poll_one_feed_at_once(world: World, server: FeedServer, means: Means) -> None:
    for number in range(12):
        world.feeds.add(server.put(f"/{number}", slow(0.1, page(rss("a")))))
    engine = open_engine(str(world.log.engine.url))
    other = type(world.services)(world.services.settings, engine, type(world.log)(engine), world.clock)
    pollers = [Poller(world.services, means), Poller(other, means), Poller(other, means)]
    await asyncio.gather(*(poller.poll_due() for poller in pollers))
    for poller in pollers:
        await poller.close()
    engine.dispose()
    assert set(server.most_at_once.values()) == {1}
    assert len(server.requests) == 12
    assert [feed.polls for feed in world.feeds.listing()] == [1] * 12


async def test_a_slow_feed_keeps_no_other_waiting(world: World, server: FeedServer, kept: Kept, poller: Poller) -> None:
    world.feeds.add(server.put("/slow", slow(1.0, page(rss("slow")))))
    await poller.start_due()
    world.feeds.add(server.put("/later", page(rss("later"))))
    await poller.poll_due()
    assert kept.titles == ["later", "slow"]


async def test_only_so_many_feeds_are_polled_at_once(world: World, server: FeedServer, poller: Poller) -> None:
    for number in range(WIDTH + 5):
        world.feeds.add(server.put(f"/{number}", slow(0.2, page(rss("a")))))
    await poller.start_due()
    await poller.start_due()
    leased = [feed for feed in world.feeds.listing() if feed.leased_until is not None]
    assert len(leased) == WIDTH
    await poller.poll_due()
    assert [feed.polls for feed in world.feeds.listing()] == [1] * (WIDTH + 5)


async def test_what_is_given_up_at_the_end_is_due_again_at_once(
    world: World, server: FeedServer, kept: Kept, means: Means
) -> None:
    world.feeds.add(server.put("/feed", slow(2.0, page(rss("late"))), page(rss("a"))))
    stopped = Poller(world.services, means)
    await stopped.start_due()
    await asyncio.to_thread(server.asked_event.wait, 10)
    await stopped.close()
    assert world.feed().leased_until is None
    poller = Poller(world.services, means)
    await poller.poll_due()
    await poller.close()
    assert kept.titles == ["a"]


async def test_to_stop_it_waits_for_few_of_the_entries_in_hand(
    world: World, server: FeedServer, kept: Kept, means: Means
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow_capture(articles: Sequence[IncomingArticle]) -> None:
        begun.set()
        go_on.wait(10)
        kept(articles)

    world.feeds.add(server.put("/feed", page(rss(*map(str, range(5 * BATCH))))))
    poller = Poller(world.services, replace(means, capture=slow_capture))
    await poller.start_due()
    await asyncio.to_thread(begun.wait, 10)
    closing = asyncio.create_task(poller.close())
    await asyncio.sleep(0)
    go_on.set()
    await closing
    assert len(kept.titles) <= BATCH
    assert world.feed().leased_until is None


async def test_what_becomes_of_a_poll_whose_lease_is_lost_is_not_recorded(
    world: World, server: FeedServer, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", slow(0.3, status(500))))
    await poller.start_due()
    world.clock.move(LEASE)
    (taken,) = lease_due(world.log.engine, world.clock(), 10)
    await poller.poll_due()
    feed = world.feed()
    assert (feed.polls, feed.failures, feed.leased_until) == (0, 0, taken.leased_until)
    assert [type(event) for event in world.events()] == [FeedAdded]


async def test_a_feed_that_is_removed_while_it_is_polled_stays_removed(
    world: World, server: FeedServer, poller: Poller
) -> None:
    feed, _ = world.feeds.add(server.put("/feed", slow(0.3, status(500))))
    await poller.start_due()
    world.feeds.remove(feed.id)
    await poller.poll_due()
    assert world.feeds.listing() == ()
    assert not any(isinstance(event, FeedFailed) for event in world.events())


async def test_the_address_of_a_feed_reaches_neither_log_nor_row_nor_logging(
    world: World, server: FeedServer, poller: Poller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for number, reply in enumerate((status(500), raw(b""), redirect("http://10.0.0.1/s3cret"), page("<html>s3cret"))):
        world.feeds.add(server.put(f"/{number}", reply) + "?token=s3cret")
    await poller.poll_due()
    rows = [(feed.last_error, repr(feed)) for feed in world.feeds.listing()]
    said = repr(rows) + caplog.text + "".join(record.canonical.decode() for record in world.log.read())
    assert "it answered 500" in said
    assert "s3cret" not in said


async def test_a_fault_in_the_database_is_raised_and_not_blamed_on_the_feed(
    world: World, server: FeedServer, poller: Poller
) -> None:
    world.feeds.add(server.put("/feed", slow(0.2, status(500))))
    await poller.start_due()
    with world.log.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE feeds RENAME COLUMN polls TO spoiled")
    with pytest.raises(Exception, match="polls") as fault:
        await poller.poll_due()
    assert not isinstance(fault.value, FetchError)

import pytest
from fakes.polling import World

from events.feeds import FeedAdded, FeedRemoved
from service.feeds.repository import FeedUnknown
from service.fetching.errors import TargetRefused

URL = "https://news.example/feed?token=s3cret"


def test_a_feed_is_added_once_and_is_due_at_once(world: World) -> None:
    feed, new = world.feeds.add(URL, publisher="News", lang="en", interval=60, notify=True)
    assert new
    assert world.feeds.listing() == (feed,)
    assert (feed.publisher, feed.host, feed.lang, feed.interval, feed.notify) == (
        "News",
        "news.example",
        "en",
        60,
        True,
    )
    assert world.due_in() == 0
    assert world.events() == [FeedAdded(feed=feed.id, host="news.example", publisher="News", lang="en")]


@pytest.mark.parametrize("again", [URL, "HTTPS://News.Example/feed?token=s3cret", f"{URL}#top"])
def test_to_add_a_feed_again_changes_nothing(world: World, again: str) -> None:
    first, _ = world.feeds.add(URL, publisher="News")
    second, new = world.feeds.add(again, publisher="Other")
    assert (second, new) == (first, False)
    assert len(world.feeds.listing()) == len(world.events()) == 1


def test_the_publisher_is_the_host_unless_given(world: World) -> None:
    assert world.feeds.add(URL)[0].publisher == "news.example"


def test_addresses_that_differ_in_their_query_are_two_feeds(world: World) -> None:
    world.feeds.add("https://news.example/feed?desk=1")
    world.feeds.add("https://news.example/feed?desk=2")
    assert len(world.feeds.listing()) == 2


def test_what_is_no_web_address_is_not_added(world: World) -> None:
    with pytest.raises(TargetRefused):
        world.feeds.add("ftp://news.example/feed")
    assert world.events() == []


def test_a_removed_feed_leaves_the_list_and_its_address_is_wiped(world: World) -> None:
    feed, _ = world.feeds.add(URL)
    world.feeds.remove(feed.id)
    assert world.feeds.listing() == ()
    assert world.events()[1:] == [FeedRemoved(feed=feed.id)]
    with world.log.engine.connect() as connection:
        assert "s3cret" not in repr(connection.exec_driver_sql("SELECT * FROM feeds").all())


def test_a_removed_feed_can_be_added_anew(world: World) -> None:
    feed, _ = world.feeds.add(URL)
    world.feeds.remove(feed.id)
    again, new = world.feeds.add(URL)
    assert new
    assert again.id != feed.id


def test_what_is_not_there_cannot_be_removed(world: World) -> None:
    feed, _ = world.feeds.add(URL)
    world.feeds.remove(feed.id)
    for gone in (feed.id, "nothing"):
        with pytest.raises(FeedUnknown, match="feeds list"):
            world.feeds.remove(gone)


def test_the_address_reaches_neither_the_log_nor_a_representation(world: World) -> None:
    feed, _ = world.feeds.add(URL)
    world.feeds.remove(feed.id)
    said = repr(feed) + "".join(record.canonical.decode() for record in world.log.read())
    assert "s3cret" not in said
    assert "/feed?" not in said

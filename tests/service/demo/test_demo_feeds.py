"""The demo's publishers, asked over HTTP as a feed reader would."""

from datetime import UTC, datetime
from io import BytesIO

import feedparser
import httpx
import pytest

from service.demo.dispatch import load_dispatches
from service.demo.feeds import FeedServer, arrange

DISPATCHES = load_dispatches()
LONG_AFTER = datetime(2030, 1, 1, tzinfo=UTC)
FEEDS = arrange(DISPATCHES)


@pytest.fixture
def server():
    with FeedServer(DISPATCHES, LONG_AFTER) as running:
        yield running


def read(server: FeedServer, path: str) -> feedparser.FeedParserDict:
    answer = httpx.get(server.url + path)
    assert answer.status_code == 200
    return feedparser.parse(BytesIO(answer.content), response_headers=dict(answer.headers), sanitize_html=False)


def test_dispatches_come_oldest_first_and_are_78():
    assert len(DISPATCHES) == 78
    assert [dispatch.published for dispatch in DISPATCHES] == sorted(dispatch.published for dispatch in DISPATCHES)


def test_every_dispatch_is_in_exactly_one_feed_and_each_feed_has_one_publisher():
    assert sorted(dispatch.id for feed in FEEDS for dispatch in feed.dispatches) == sorted(d.id for d in DISPATCHES)
    assert all({dispatch.publisher for dispatch in feed.dispatches} == {feed.publisher} for feed in FEEDS)
    assert len({feed.path for feed in FEEDS}) == len(FEEDS)


@pytest.mark.parametrize(("number", "version"), [(0, "rss20"), (1, "atom10"), (2, "rss10")])
def test_publishers_take_the_formats_in_turn(server, number, version):
    parsed = read(server, FEEDS[number].path)
    assert (parsed.version, bool(parsed.bozo)) == (version, False)
    assert parsed.feed.title == FEEDS[number].publisher


@pytest.mark.parametrize("feed", FEEDS[:6], ids=lambda feed: feed.path)
def test_a_feed_gives_each_dispatch_whole(server, feed):
    parsed = read(server, feed.path)
    for entry, dispatch in zip(parsed.entries, reversed(feed.dispatches), strict=True):
        html = entry.content[0].value if "content" in entry else entry.summary
        paragraphs = dispatch.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split("\n\n")
        # feedparser closes the line breaks of some formats.
        assert html.replace("<br />", "<br>") == "".join(
            "<p>" + part.replace("\n", "<br>") + "</p>" for part in paragraphs
        )
        assert (entry.title, entry.link) == (dispatch.title, dispatch.url)
        moment = entry.get("published_parsed") or entry.updated_parsed
        assert datetime(*moment[:6], tzinfo=UTC) == dispatch.published


@pytest.mark.parametrize("feed", FEEDS[:3], ids=lambda feed: feed.path)
def test_a_feed_holds_what_is_out_by_the_clock_and_may_be_empty(server, feed):
    server.clock = feed.dispatches[1].published
    assert [entry.link for entry in read(server, feed.path).entries] == [d.url for d in reversed(feed.dispatches[:2])]
    server.clock = datetime(2017, 1, 1, tzinfo=UTC)
    parsed = read(server, feed.path)
    assert (parsed.entries, bool(parsed.bozo)) == ([], False)


def test_an_unchanged_feed_answers_304_without_body_by_either_validator(server):
    first = httpx.get(server.url + FEEDS[0].path)
    for name, validator in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = httpx.get(server.url + FEEDS[0].path, headers={name: first.headers[validator]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_a_feed_that_grew_answers_200_with_new_validators(server):
    server.clock = FEEDS[0].dispatches[0].published
    first = httpx.get(server.url + FEEDS[0].path)
    server.clock = LONG_AFTER
    for name, validator in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = httpx.get(server.url + FEEDS[0].path, headers={name: first.headers[validator]})
        assert again.status_code == 200
        assert again.headers[validator] != first.headers[validator]


def test_the_entity_tag_outranks_the_date(server):
    headers = {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert httpx.get(server.url + FEEDS[0].path, headers=headers).status_code == 200


def test_a_broken_date_counts_as_none(server):
    headers = {"If-Modified-Since": "yesterday"}
    assert httpx.get(server.url + FEEDS[0].path, headers=headers).status_code == 200


def test_there_is_nothing_at_other_addresses(server):
    assert httpx.get(server.url + "/secrets").status_code == 404


def test_the_server_tells_which_feeds_were_asked_for(server):
    assert server.polled() == 0
    httpx.get(server.url + FEEDS[0].path)
    httpx.get(server.url + FEEDS[0].path)
    httpx.get(server.url + FEEDS[1].path)
    assert (server.polled(), server.answers.count((FEEDS[0].path, 200))) == (2, 2)


@pytest.mark.parametrize("feed", FEEDS[:3], ids=lambda feed: feed.path)
def test_a_feed_tells_its_language(server, feed):
    parsed = read(server, feed.path)
    declared = parsed.feed.get("language") or parsed.entries[0].content[0].language
    assert declared == feed.dispatches[0].lang

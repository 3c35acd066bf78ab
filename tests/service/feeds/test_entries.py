from datetime import UTC, datetime

import pytest

from service.feeds.entries import articles_of
from service.feeds.tables import FeedRow
from service.fetching.entries import ParsedEntry, ParsedFeed
from service.incoming import IncomingArticle

PUBLISHED, UPDATED = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 2, tzinfo=UTC)
FEED = FeedRow(
    id="f1", url="https://news.example/feed", host="news.example", publisher="News", next_due_at="", created_at=""
)
AFTER_FIRST = {"last_success_at": "2024-01-01T00:00:00.000000Z"}


def entry(**fields: object) -> ParsedEntry:
    blank = {"id": None, "link": None, "title": "", "text": "", "lang": None}
    dates = {"published": None, "updated": None, "published_raw": None, "updated_raw": None}
    return ParsedEntry(**{**blank, **dates, **fields})  # type: ignore[arg-type]


def articles(*entries: ParsedEntry, **feed: object) -> tuple[IncomingArticle, ...]:
    row = FEED.model_copy(update=feed)
    return articles_of(row, ParsedFeed(version="rss20", title="", whole=True, entries=entries))


def test_an_entry_becomes_an_article_of_the_feed_publisher() -> None:
    link = "https://News.example/a?utm_source=rss#top"
    (article,) = articles(entry(id="1", link=link, title="Title", text="Text", lang="en", published=PUBLISHED))
    assert article == IncomingArticle(
        publisher="News",
        key="1",
        address="https://news.example/a",
        title="Title",
        body="Text",
        lang="en",
        published=PUBLISHED,
        feed="f1",
        notify=False,
    )


def test_the_key_is_the_id_else_the_address_else_what_it_is_headed_by() -> None:
    named, linked, headed, other, bodied = articles(
        entry(id="1", link="https://news.example/a", title="a"),
        entry(link="https://news.example/a?utm_source=rss", title="a"),
        entry(title="a", text="first"),
        entry(title="b"),
        entry(text="a"),
    )
    assert (named.key, linked.key) == ("1", "https://news.example/a")
    assert headed.key.startswith("sha256:")
    assert headed.key != other.key
    assert headed.key == articles(entry(title="a", text="changed"))[0].key
    assert bodied.key == headed.key


def test_entries_that_say_nothing_are_passed_over() -> None:
    assert [article.key for article in articles(entry(id="1"), entry(id="2", title="a"), entry(id="3", text="b"))] == [
        *("2", "3")
    ]


def test_the_date_is_that_of_publication_else_of_the_update_else_none() -> None:
    dated = articles(
        entry(title="a", published=PUBLISHED, updated=UPDATED), entry(title="b", updated=UPDATED), entry(title="c")
    )
    assert [article.published for article in dated] == [PUBLISHED, UPDATED, None]


def test_the_language_the_operator_gave_outranks_that_of_the_feed() -> None:
    assert [articles(entry(title="a", lang="en"), lang=given)[0].lang for given in (None, "ru")] == ["en", "ru"]


@pytest.mark.parametrize(
    ("feed", "notify"),
    [({}, False), ({"notify": True}, True), (AFTER_FIRST, True), ({**AFTER_FIRST, "failures": 3}, True)],
)
def test_what_the_first_poll_brings_notifies_only_if_the_operator_asked_for_it(
    feed: dict[str, object], notify: bool
) -> None:
    assert articles(entry(title="a"), **feed)[0].notify is notify

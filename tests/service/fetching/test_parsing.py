"""Feeds of every kind beside what is to be read in them (tests/data/feeds), and what isn't a feed."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from service.fetching.entries import ParsedEntry, ParsedFeed, ParseJob
from service.fetching.errors import FeedUnreadable
from service.fetching.parsing import parse_feed

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "feeds").glob("*.xml"))
JOB = ParseJob(url="https://feeds.example/a/feed.xml?token=1", headers={}, now=datetime(2024, 2, 1, tzinfo=UTC))


def parse(items: str) -> tuple[ParsedEntry, ...]:
    return parse_feed(JOB, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()).entries


def shown(feed: ParsedFeed) -> object:
    plain = msgspec.json.decode(msgspec.json.encode(feed))
    for entry in plain["entries"]:
        del entry["published_raw"], entry["updated_raw"]
    del plain["type"]
    return plain


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_feed_gives_what_stands_beside_it(sample: Path) -> None:
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    assert shown(parse_feed(JOB, sample.read_bytes())) == expected


def test_there_are_samples_of_each_format() -> None:
    assert {parse_feed(JOB, sample.read_bytes()).version for sample in SAMPLES} == {
        *("rss091n", "rss10", "rss20", "atom10")
    }


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "nothing"),
        (b" \n ", "nothing"),
        (b"<!DOCTYPE html><html><body>Not here</body></html>", "web page"),
        (b"<!-- sorry -->\n<HTML lang='en'><head></head></HTML>", "web page"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "isn't a feed"),
        (b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "isn't a feed"),
        (b"\x1f\x8b\x08\x00", "isn't a feed"),
        (b"/etc/passwd", "isn't a feed"),
        (b"http://127.0.0.1:9/feed", "isn't a feed"),
        (bytes(range(256)) * 10, "isn't a feed"),
    ],
)
def test_what_is_no_feed_is_said_so(body: bytes, reason: str) -> None:
    with pytest.raises(FeedUnreadable, match=reason):
        parse_feed(JOB, body)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse("<title>Quiet</title>") == ()


def test_an_id_stays_as_it_stands_there_wherever_the_feed_is_served() -> None:
    (entry,) = parse("<item><guid>17</guid><title>a</title></item>")
    assert (entry.id, entry.link) == ("17", None)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "http://[", "https://e.example/" + "a" * 4_000]
)
def test_a_link_that_leads_nowhere_is_none(link: str) -> None:
    (entry,) = parse(f"<item><title>a</title><link>{link}</link></item>")
    assert entry.link is None


def test_titles_are_one_line_without_markup_or_controls() -> None:
    (entry,) = parse("<item><title><![CDATA[ A\n title&#8212;with <b>marks</b>\x85 ]]></title></item>")
    assert entry.title == "A title—with marks"


def test_marks_of_direction_stay() -> None:
    (entry,) = parse("<item><title>\u200fعنوان\u200e 20</title></item>")
    assert entry.title == "\u200fعنوان\u200e 20"


def test_dates_are_kept_as_they_stood_there() -> None:
    (entry,) = parse("<item><title>a</title><pubDate> 2 мая 2024 </pubDate></item>")
    assert (entry.published, entry.published_raw) == (None, "2 мая 2024")


def test_what_is_declared_in_http_alone_counts() -> None:
    job = msgspec.structs.replace(JOB, headers={"content-type": "application/rss+xml; charset=windows-1251"})
    body = '<rss version="2.0"><channel><item><title>Переговоры</title></item></channel></rss>'.encode("cp1251")
    assert parse_feed(job, body).entries[0].title == "Переговоры"


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    body = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<rss version="2.0"><channel><item><title>a &x;</title></item></channel></rss>'
    )
    assert "s3cret" not in repr(parse_feed(JOB, body.encode()))

"""Import: which files give an article, and what is said of those that don't."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.errors import UsageError
from service.importing import UnreadableFile, read_all, read_dispatch

DISPATCH = {
    "id": "x-1",
    "url": "https://News.example/a?utm_source=feed#top",
    "publisher": "Steppe Wire",
    "lang": "en",
    "published": "2023-06-20T11:00:00+05:00",
    "title": "Talks open",
    "text": "The talks opened.\n\nThey go on.",
}


def write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_a_dispatch_gives_an_article_under_its_canonical_address(tmp_path: Path) -> None:
    article = read_dispatch(write(tmp_path, "a.json", DISPATCH))
    assert article.key == article.address == "https://news.example/a"
    assert (article.publisher, article.title, article.body) == ("Steppe Wire", "Talks open", DISPATCH["text"])
    assert article.published == datetime(2023, 6, 20, 6, tzinfo=UTC)
    assert article.feed is None and not article.notify


def test_without_address_the_id_names_the_article(tmp_path: Path) -> None:
    bare = {name: value for name, value in DISPATCH.items() if name != "url"}
    assert read_dispatch(write(tmp_path, "a.json", bare)).key == "x-1"


def test_a_time_without_zone_is_utc(tmp_path: Path) -> None:
    article = read_dispatch(write(tmp_path, "a.json", DISPATCH | {"published": "2023-06-20T11:00:00"}))
    assert article.published == datetime(2023, 6, 20, 11, tzinfo=UTC)


def test_an_article_without_date_is_taken(tmp_path: Path) -> None:
    bare = {name: value for name, value in DISPATCH.items() if name != "published"}
    assert read_dispatch(write(tmp_path, "a.json", bare)).published is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "it is empty"),
        ("   \n", "it is empty"),
        ("<rss/>", "it isn't JSON in UTF-8"),
        ("[" * 100_000, "it isn't JSON in UTF-8"),
        ([1, 2], "it isn't a JSON object"),
        (DISPATCH | {"text": " ", "title": ""}, "neither `text` nor `title`"),
        (DISPATCH | {"text": 7}, "its `text` isn't a string"),
        (DISPATCH | {"published": "yesterday"}, "its `published` isn't a date"),
        (DISPATCH | {"published": "0001-01-01T00:00:00Z"}, "its `published` isn't a date"),
        (DISPATCH | {"published": "9999-12-31T23:59:59-14:00"}, "its `published` isn't a date"),
        ({"text": "Talks opened."}, "neither `url` nor `id`"),
    ],
)
def test_an_unreadable_file_says_why(tmp_path: Path, content: object, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_dispatch(write(tmp_path, "a.json", content))


def test_a_device_without_end_is_read_no_further_than_a_file_may_be() -> None:
    with pytest.raises(UnreadableFile, match="it is larger than 10 MB"):
        read_dispatch(Path("/dev/zero"))


def test_bytes_that_are_no_utf_8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"text": "\xff"}')
    with pytest.raises(UnreadableFile, match="isn't JSON in UTF-8"):
        read_dispatch(path)


def test_half_of_a_surrogate_pair_and_nul_do_no_harm(tmp_path: Path) -> None:
    article = read_dispatch(write(tmp_path, "a.json", DISPATCH | {"text": "a\ud800b\x00c"}))
    assert article.body == "a?bc"


def test_a_folder_is_read_oldest_first_and_bad_files_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.json", DISPATCH | {"id": "late", "url": None, "published": "2024-01-01"})
    write(tmp_path, "b.json", DISPATCH | {"id": "early", "url": None, "published": "2017-01-01"})
    write(tmp_path, "c.json", {"id": "undated", "text": "Talks opened."})
    bad = write(tmp_path, "d.json", "")
    write(tmp_path, "notes.txt", "no dispatch")
    articles, unreadable = read_all([tmp_path])
    assert [article.key for article in articles] == ["early", "late", "undated"]
    assert [file.path for file in unreadable] == [bad]


def test_a_path_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="doesn't exist"):
        read_all([tmp_path / "missing.json"])

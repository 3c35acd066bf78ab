"""`roundlog feeds` as a user meets it: real server, real polls, real capture."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.feed_server import FeedServer, feed_server, page, status
from fakes.polling import rss
from typer.testing import CliRunner

from service.bootstrap import open_services
from service.cli.feeds import app
from service.errors import RoundlogError, UsageError

Run = Callable[..., str]


@pytest.fixture
def roundlog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; its output, or the fault it raises. Loopback is allowed."""
    monkeypatch.setenv("ROUNDLOG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ROUNDLOG_ALLOW_PRIVATE", "127.0.0.0/8")

    def run(*arguments: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(app, arguments)
        if isinstance(result.exception, RoundlogError):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    return run


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        yield served


def listed(roundlog: Run) -> list[dict[str, object]]:
    return json.loads(roundlog("list", "--json"))


def titles() -> list[str]:
    """What capture took into the log, oldest first."""
    with open_services() as services, services.engine.connect() as connection:
        return [text.strip() for text in connection.exec_driver_sql("SELECT text FROM texts").scalars()]


def test_an_added_feed_is_listed_as_new(roundlog: Run) -> None:
    assert "added feed" in roundlog("add", "https://news.invalid/feed?token=s3cret", "--publisher", "The News")
    (feed,) = listed(roundlog)
    assert (feed["feed"], feed["publisher"], feed["health"]) == ("https://news.invalid/feed?…", "The News", "new")
    assert "The News" in roundlog("list")
    assert "s3cret" not in roundlog("list") + roundlog("list", "--json")


def test_to_add_a_feed_again_says_so_and_changes_nothing(roundlog: Run) -> None:
    first = json.loads(roundlog("add", "https://news.invalid/feed", "--json"))
    assert first["new"] is True
    assert "is there already" in roundlog("add", "https://NEWS.invalid/feed", "--publisher", "Other")
    assert [feed["publisher"] for feed in listed(roundlog)] == ["news.invalid"]


def test_an_empty_list_says_how_to_go_on(roundlog: Run) -> None:
    assert "roundlog feeds add URL" in roundlog("list")
    assert listed(roundlog) == []


def test_a_private_address_is_refused_when_it_is_added_and_the_setting_is_named(
    roundlog: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUNDLOG_ALLOW_PRIVATE", "")
    for host in ("127.0.0.1", "10.1.2.3", "[::1]"):
        with pytest.raises(RoundlogError, match="ROUNDLOG_ALLOW_PRIVATE") as refused:
            roundlog("add", f"http://{host}/feed?token=s3cret")
        assert "s3cret" not in str(refused.value)
    assert listed(roundlog) == []


@pytest.mark.parametrize("url", ["ftp://news.invalid/", "news.invalid", "http://user:s3cret@news.invalid/", "http://["])
def test_an_address_of_the_wrong_form_is_wrong_use(roundlog: Run, url: str) -> None:
    with pytest.raises(RoundlogError) as refused:
        roundlog("add", url)
    assert refused.value.exit_code == 2
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("options", [["--lang", "english"], ["--lang", "ё1"]])
def test_a_language_is_a_two_letter_code(roundlog: Run, options: list[str]) -> None:
    with pytest.raises(UsageError, match="two-letter"):
        roundlog("add", "https://news.invalid/feed", *options)


@pytest.mark.parametrize("seconds", ["0", "-1", "90000", "soon"])
def test_an_interval_is_more_than_nothing_and_a_day_at_most(roundlog: Run, seconds: str) -> None:
    roundlog("add", "https://news.invalid/feed", "--every", seconds, exit_code=2)


def test_poll_takes_what_is_there_now_due_or_not(roundlog: Run, server: FeedServer) -> None:
    roundlog("add", server.put("/feed", page(rss("First")), page(rss("First", "Second"))))
    assert roundlog("poll").startswith("1 polled: 1 new articles, 0 revised, 0 known")
    assert roundlog("poll").startswith("1 polled: 1 new articles, 0 revised, 1 known")
    assert titles() == ["First", "Second"]
    (feed,) = listed(roundlog)
    assert (feed["health"], feed["failures"], feed["reason"]) == ("ok", 0, None)


def test_poll_takes_one_feed_if_one_is_named(roundlog: Run, server: FeedServer) -> None:
    roundlog("add", server.put("/a", page(rss("A"))))
    chosen = json.loads(roundlog("add", server.put("/b", page(rss("B"))), "--json"))["id"]
    assert json.loads(roundlog("poll", chosen, "--json"))["new"] == 1
    assert [request.path for request in server.requests] == ["/b"]


def test_a_feed_that_fails_is_shown_with_its_reason_and_makes_poll_exit_with_1(
    roundlog: Run, server: FeedServer
) -> None:
    roundlog("add", server.put("/good", page(rss("A"))))
    roundlog("add", server.put("/bad", status(503)) + "?token=s3cret")
    output = roundlog("poll", exit_code=1)
    assert "1 new articles" in output
    assert "503 Service Unavailable" in output
    bad = listed(roundlog)[1]
    assert (bad["health"], bad["failures"], bad["reason"]) == ("failing", 1, "it answered 503 Service Unavailable")
    assert "503" in roundlog("list")
    assert "s3cret" not in output + roundlog("list")


def test_a_removed_feed_is_gone_and_cannot_be_removed_again(roundlog: Run) -> None:
    feed = json.loads(roundlog("add", "https://news.invalid/feed", "--json"))["id"]
    assert feed in roundlog("remove", feed)
    assert listed(roundlog) == []
    for command in ("remove", "poll"):
        with pytest.raises(RoundlogError, match="there is no feed"):
            roundlog(command, feed)


def test_words_of_a_feed_cannot_steer_the_terminal(roundlog: Run) -> None:
    shown = roundlog("add", "https://news.invalid/feed", "--publisher", "\x1b[31mRed [bold]News")
    assert "\x1b" not in shown + roundlog("list")
    assert "[bold]" in roundlog("list")

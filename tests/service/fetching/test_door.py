"""The door against a real web server on loopback."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx
from fakes.feed_server import FeedServer, endless, feed_server, page, raw, redirect, slow, status
from fakes.names import Names

from service.fetching.door import Door, user_agent
from service.fetching.errors import FetchError, TargetRefused
from service.fetching.limits import Limits

TLS = Path(__file__).parents[2] / "data" / "tls"
OpenDoor = Callable[..., Door]


async def test_a_page_comes_with_status_headers_and_body(server: FeedServer, door: Door) -> None:
    answer = await door.fetch(server.put("/feed", page("news", etag='"1"')))
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"news", '"1"')
    assert server.requests[0].headers["User-Agent"] == "Roundlog/test"


async def test_a_page_that_has_not_changed_comes_without_a_body(server: FeedServer, door: Door) -> None:
    answer = await door.fetch(server.put("/feed", page("news", etag='"1"')), {"If-None-Match": '"1"'})
    assert (answer.status, answer.body) == (304, b"")


async def test_an_error_status_is_an_answer(server: FeedServer, door: Door) -> None:
    answer = await door.fetch(server.put("/feed", status(503, {"Retry-After": "7"})))
    assert (answer.status, answer.headers["retry-after"], answer.body) == (503, "7", b"")


async def test_connections_are_kept_and_used_again(server: FeedServer, open_door: OpenDoor) -> None:
    names = Names(news_example=[["127.0.0.1"]])
    door = open_door(resolve=names)
    server.put("/feed", page("news"))
    for _ in range(3):
        await door.fetch(server.url("/feed", "news.example"))
    assert names.asked == ["news.example"]


async def test_many_requests_run_at_once(server: FeedServer, door: Door) -> None:
    url = server.put("/feed", slow(0.3, page("news")))
    await asyncio.gather(*(door.fetch(url) for _ in range(5)))
    assert server.most_at_once["/feed"] == 5


async def test_cookies_are_not_sent_back(server: FeedServer, door: Door) -> None:
    url = server.put("/feed", page("news", headers={"Set-Cookie": "visitor=1; Path=/"}))
    await door.fetch(url)
    await door.fetch(url)
    assert [request.headers.get("Cookie") for request in server.requests] == [None, None]


async def test_proxies_of_the_environment_play_no_part(
    server: FeedServer, open_door: OpenDoor, listener: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = listener("127.0.0.1")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert (await open_door().fetch(server.put("/feed", page("news")))).body == b"news"
    assert proxy.connections() == 0


async def test_redirects_are_followed_to_their_end(server: FeedServer, door: Door) -> None:
    server.put("/a", redirect("/b", 301))
    server.put("/b", redirect(server.url("/c"), 307))
    server.put("/c", page("news"))
    answer = await door.fetch(server.url("/a"))
    assert (answer.body, answer.url) == (b"news", server.url("/c"))


async def test_five_redirects_are_followed_and_six_are_not(server: FeedServer, door: Door) -> None:
    for hop in range(6):
        server.put(f"/{hop}", redirect(f"/{hop + 1}"))
    server.put("/6", page("news"))
    assert (await door.fetch(server.url("/1"))).body == b"news"
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        await door.fetch(server.url("/0"))


@pytest.mark.parametrize("location", ["http://[", "http://a b/", "ftp://news.example/", "file:///etc/passwd"])
async def test_a_redirect_to_what_is_no_web_address_is_refused(server: FeedServer, door: Door, location: str) -> None:
    with pytest.raises(FetchError):
        await door.fetch(server.put("/feed", redirect(location)))


@pytest.mark.parametrize("hops", [1, 5])
@pytest.mark.parametrize("form", ["http://127.0.0.2:{}/", "http://inside.example:{}/", "//127.0.0.2:{}/"])
async def test_a_redirect_inside_is_refused_at_any_hop_without_a_connection(
    hops: int, form: str, server: FeedServer, open_door: OpenDoor, listener: Callable[..., Any]
) -> None:
    inside = listener("127.0.0.2")
    for hop in range(1, hops):
        server.put(f"/{hop}", redirect(f"/{hop + 1}"))
    server.put(f"/{hops}", redirect(form.format(inside.port)))
    names = Names(news_example=[["127.0.0.1"]], inside_example=[["127.0.0.2"]])
    with pytest.raises(TargetRefused):
        await open_door(resolve=names).fetch(server.url("/1", "news.example"))
    assert len(server.requests) == hops
    assert inside.connections() == 0


async def test_one_private_address_among_public_ones_is_enough_to_refuse(
    server: FeedServer, open_door: OpenDoor, listener: Callable[..., Any]
) -> None:
    inside = listener("127.0.0.2")
    for addresses in (["127.0.0.1", "127.0.0.2"], ["127.0.0.1", "::1"], ["127.0.0.1", "::ffff:127.0.0.2"]):
        door = open_door(resolve=Names(news_example=[addresses]))
        with pytest.raises(TargetRefused):
            await door.fetch(server.url("/feed", "news.example"))
    assert server.requests == []
    assert inside.connections() == 0


async def test_a_name_that_turns_inward_later_is_refused_then(
    server: FeedServer, open_door: OpenDoor, listener: Callable[..., Any]
) -> None:
    inside = listener("127.0.0.2", server.port)
    names = Names(news_example=[["127.0.0.1"], ["127.0.0.2"]])
    door = open_door(resolve=names)
    server.put("/feed", page("news", headers={"Connection": "close"}))
    assert (await door.fetch(server.url("/feed", "news.example"))).status == 200
    with pytest.raises(TargetRefused):
        await door.fetch(server.url("/feed", "news.example"))
    assert inside.connections() == 0


async def test_the_connection_goes_to_the_checked_address_and_the_name_is_not_looked_up_again(
    server: FeedServer, open_door: OpenDoor
) -> None:
    names = Names(news_example=[["127.0.0.1"], ["127.0.0.2"]])
    answer = await open_door(resolve=names).fetch(server.url("/feed", "news.example"))
    assert answer.status == 404
    assert names.asked == ["news.example"]
    assert server.requests[0].headers["Host"] == f"news.example:{server.port}"


async def test_the_next_address_is_tried_where_one_does_not_answer(server: FeedServer, open_door: OpenDoor) -> None:
    names = Names(news_example=[["127.0.0.9", "127.0.0.1"]])
    door = open_door(resolve=names, allowed=[ip_network("127.0.0.0/8")])
    assert (await door.fetch(server.url("/feed", "news.example"))).status == 404


async def test_a_certificate_is_checked_against_the_name_though_the_connection_goes_to_an_address(
    open_door: OpenDoor,
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(TLS / "feeds.example.pem", TLS / "feeds.example.key")
    names = Names(feeds_example=[["127.0.0.1"]], other_example=[["127.0.0.1"]])
    door = open_door(resolve=names, trust=ssl.create_default_context(cafile=str(TLS / "ca.pem")))
    with feed_server(tls) as server:
        server.put("/feed", page("news"))
        assert (await door.fetch(server.url("/feed", "feeds.example"))).body == b"news"
        with pytest.raises(FetchError, match="certificate"):
            await door.fetch(server.url("/feed", "other.example"))
        with pytest.raises(FetchError, match="certificate"):
            await open_door(resolve=names).fetch(server.url("/feed", "feeds.example"))


async def test_an_answer_that_drips_ends_at_the_total_time(
    server: FeedServer, open_door: OpenDoor, tight: Limits
) -> None:
    with pytest.raises(FetchError, match=r"longer than 0\.5 s"):
        await open_door(limits=tight).fetch(server.put("/feed", endless(b"a", pause=0.1)))


async def test_a_server_that_falls_silent_is_left(server: FeedServer, open_door: OpenDoor, tight: Limits) -> None:
    with pytest.raises(FetchError, match="silent"):
        await open_door(limits=tight).fetch(server.put("/feed", slow(1.0, page("late"))))


async def test_redirects_share_one_total_time(server: FeedServer, open_door: OpenDoor, tight: Limits) -> None:
    for hop in range(4):
        server.put(f"/{hop}", slow(0.2, redirect(f"/{hop + 1}")))
    with pytest.raises(FetchError, match="longer than"):
        await open_door(limits=tight).fetch(server.url("/0"))


async def test_headers_without_measure_are_refused(server: FeedServer, open_door: OpenDoor, tight: Limits) -> None:
    door = open_door(limits=tight)
    with pytest.raises(FetchError, match="headers are too long"):
        await door.fetch(server.put("/feed", page("news", headers={"X-Long": "a" * 3_000})))
    with pytest.raises(FetchError):
        await door.fetch(server.put("/feed", raw(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1_000_000)))


@pytest.mark.parametrize(
    "reply",
    [
        raw(b""),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    ],
)
async def test_an_answer_that_breaks_off_or_is_not_http_is_a_plain_error(
    server: FeedServer, door: Door, reply: Any
) -> None:
    with pytest.raises(FetchError, match="breaks off, or isn't HTTP"):
        await door.fetch(server.put("/feed", reply))


async def test_the_door_works_on_after_every_kind_of_fault(
    server: FeedServer, open_door: OpenDoor, tight: Limits
) -> None:
    door = open_door(limits=tight)
    server.put("/good", page("news"))
    for reply in (raw(b""), endless(b"a" * 10_000), endless(b"a", pause=0.1), redirect("http://10.0.0.1/")):
        with pytest.raises(FetchError):
            await door.fetch(server.put("/bad", reply))
        assert (await door.fetch(server.url("/good"))).body == b"news"


async def test_nothing_that_is_said_or_logged_holds_more_of_an_address_than_its_host(
    server: FeedServer, open_door: OpenDoor, tight: Limits, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    door = open_door(limits=tight)
    path = "/s3cret-path"
    replies = [
        *(page("news"), status(500), raw(b""), endless(b"a" * 10_000), endless(b"a", pause=0.1), slow(1, page("late"))),
        *(redirect("http://10.0.0.1/s3cret-hop"), redirect("ftp://hop/s3cret"), redirect("http://[/s3cret")),
    ]
    said = []
    for reply in replies:
        try:
            said.append(repr(await door.fetch(server.put(path, reply) + "?token=s3cret-t0ken")))
        except FetchError as error:
            said += [str(error), repr(error), repr(error.__dict__)]
    for url in ("http://127.0.0.1:1/s3cret-path", "http://s3cret-user@news.example/", "http://a b/s3cret-path"):
        with pytest.raises(FetchError) as refused:
            await door.post(url, b"s3cret-body")
        said += [str(refused.value), repr(refused.value)]
    assert len(said) > 20
    assert "s3cret" not in "\n".join([*said, caplog.text])


async def test_a_post_carries_its_bytes_and_headers_and_follows_no_redirect(server: FeedServer, door: Door) -> None:
    url = server.put("/hook", redirect("/elsewhere", 307))
    answer = await door.post(url, b'{"a":1}', {"Content-Type": "application/json"})
    assert answer.status == 307
    (request,) = server.requests
    assert (request.method, request.body, request.headers["Content-Type"]) == ("POST", b'{"a":1}', "application/json")


async def test_of_a_long_reply_to_a_post_only_the_start_is_read(server: FeedServer, door: Door) -> None:
    answer = await door.post(server.put("/hook", endless(b"a" * 1_000)), b"{}")
    assert (answer.status, len(answer.body)) == (200, 16_384)


async def test_respx_can_stand_in_for_the_web(open_door: OpenDoor) -> None:
    door = open_door(allowed=())
    with respx.mock:
        route = respx.get("https://news.example/feed?token=1").mock(httpx.Response(200, content=b"news"))
        answer = await door.fetch("https://news.example/feed?token=1", {"If-None-Match": '"1"'})
    assert answer.body == b"news"
    assert route.calls.last.request.headers["if-none-match"] == '"1"'


def test_the_user_agent_names_the_contact() -> None:
    assert user_agent(None).startswith("Roundlog/")
    assert user_agent("mailto:desk@example.org").endswith(" (+mailto:desk@example.org)")

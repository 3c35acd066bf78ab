"""Addresses that mean this machine or its neighbours, in every spelling known, through the real client."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

from service.fetching.door import Door
from service.fetching.errors import FetchError, TargetRefused
from service.fetching.targets import check_target, parse_target

HOSTS = [
    # Loopback and unspecified as they are.
    *("127.0.0.1", "127.0.0.53", "127.1.2.3", "127.255.255.254", "0.0.0.0", "localhost", "LOCALHOST", "[::1]", "[::]"),
    # Shortened, decimal, octal and hexadecimal IPv4.
    *("127.1", "127.0.1", "0", "1", "2130706433", "017700000001", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0177.0.0.1"),
    *("0177.1", "127.0.0.0x1", "127.000.000.001", "0x7f.0x0.0x0.0x1", "127.0.0.01", "00000127.0.0.1", "0x7F000001"),
    *("4294967295", "3232235521", "10.1", "192.168.257", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376"),
    # Trailing dots, and nothing between dots.
    *("127.0.0.1.", "localhost.", "127.0.0.1..", "127..0.1", "."),
    # IPv6 spelled out, mapped, compatible, translated, tunnelled, with zones.
    *("[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0001]", "[::ffff:127.0.0.1]"),
    *("[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:0:127.0.0.1]"),
    *("[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:1::1]"),
    *("[2001:0:7f00:1::]", "[fe80::1%25lo]", "[::1%25lo]", "[fe80::1%lo]", "[fe80::5efe:127.0.0.1]", "[ff02::1]"),
    # Private neighbours and the metadata service of clouds.
    *("10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.100.100.200", "192.0.0.192", "198.18.0.1"),
    *("[fd00:ec2::254]", "[fc00::1]", "[fec0::1]", "224.0.0.1", "255.255.255.255", "240.0.0.1", "0.0.0.1"),
    # Digits and dots of other scripts, escapes, and blanks.
    *(
        "127。0。0。1",
        "127．0．0．1",
        "127｡0｡0｡1",
        "１２７.0.0.1",
        "①②⑦.0.0.1",
        "ⓛocalhost",
        "%31%32%37.0.0.1",
        "127.0.0.1%00",
    ),
    *("127.0.0.1%09", "127.0.0.1 ", "127.0.0.1\t", "127.0.0.1\n", "127.0.0.1\\", "[127.0.0.1]", "[::1", "::1"),
    # What parsers of addresses have quarrelled over: who is the host?
    *("8.8.8.8@127.0.0.1", "127.0.0.1\\@8.8.8.8", "user:pass@127.0.0.1", "127.0.0.1#@8.8.8.8", "127.0.0.1?@8.8.8.8"),
]


@pytest.mark.parametrize("host", HOSTS)
async def test_no_spelling_of_a_private_host_brings_a_connection(
    host: str, open_door: Callable[..., Door], listener: Callable[..., Any]
) -> None:
    inside = listener("127.0.0.1")
    inside6 = listener("::1", inside.port)
    with pytest.raises(FetchError):
        await open_door(allowed=()).fetch(f"http://{host}:{inside.port}/")
    assert inside.connections() == inside6.connections() == 0


def test_the_table_of_spellings_is_long() -> None:
    assert len(set(HOSTS)) >= 80


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://news.example/", "file:///etc/passwd", "gopher://news.example/", "javascript:alert(1)", "data:,x"),
        *(
            "news.example/feed",
            "//news.example/feed",
            "http:///feed",
            "http://",
            "",
            "https:/news.example",
            "http:feed",
        ),
        *("http://user@news.example/", "http://user:pass@news.example/", "http://:pass@news.example/"),
        *("http://news.example:0/", "http://news.example:99999/", "http://news.example:port/", "http://new s.example/"),
    ],
)
def test_an_address_of_the_wrong_form_is_refused_as_wrong_use(url: str) -> None:
    with pytest.raises(TargetRefused) as refused:
        parse_target(url)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    "url",
    [
        *("http://news.example/", "https://news.example:8443/feed?token=1", "https://новости.example/лента"),
        *("http://93.184.216.34/", "http://[2606:4700::1111]/", "http://1.example/", "http://a-1.example/"),
    ],
)
def test_a_usual_address_is_taken(url: str) -> None:
    assert parse_target(url).scheme in {"http", "https"}


async def test_a_private_target_is_refused_when_saved_and_the_setting_is_named() -> None:
    with pytest.raises(TargetRefused, match="ROUNDLOG_ALLOW_PRIVATE"):
        await check_target("http://10.0.0.1/feed")


async def test_a_name_that_cannot_be_looked_up_can_be_saved() -> None:
    async def offline(host: str, port: int) -> list[str]:
        raise socket.gaierror("offline")

    await check_target("http://news.example/feed", resolve=offline)

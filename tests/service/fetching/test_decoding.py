import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from fakes.feed_server import FeedServer, bomb, compressed, endless
from hypothesis import given
from hypothesis import strategies as st

from service.fetching.decoding import BodyRefused, BoundedBody
from service.fetching.door import Door
from service.fetching.errors import FetchError
from service.fetching.limits import Limits


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "identity": lambda content: content,
    "": lambda content: content,
}


def decoded(codings: list[str], pieces: list[bytes], limit: int = 1_000_000, ratio: int = 1_000) -> bytes:
    body = BoundedBody(codings, limit=limit, ratio=ratio, ratio_after=10_000)
    for piece in pieces:
        body.feed(piece)
    return body.finish()


@given(st.binary(max_size=5_000), st.sampled_from(sorted(FORMS)), st.integers(1, 100))
def test_a_body_comes_out_as_it_went_in_however_it_is_cut(content: bytes, coding: str, size: int) -> None:
    sent = FORMS[coding](content)
    assert decoded([coding], [sent[at : at + size] for at in range(0, len(sent), size)]) == content


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(1, 50), st.binary(max_size=3))
def test_gzip_members_in_a_row_are_one_body_and_padding_is_none(
    members: list[bytes], size: int, padding: bytes
) -> None:
    sent = b"".join(map(gzip.compress, members)) + b"\0" * len(padding)
    whole = b"".join(members) if members else b""
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    if members:
        assert decoded(["gzip"], pieces) == whole


@pytest.mark.parametrize(
    "codings", [["br"], ["zstd"], ["gzip", "gzip"], ["gzip", "deflate"], ["compress"], ["nonsense"]]
)
def test_codings_that_were_not_asked_for_are_refused(codings: list[str]) -> None:
    with pytest.raises(BodyRefused):
        decoded(codings, [b""])


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_compressed_body_that_breaks_off_is_refused(coding: str) -> None:
    sent = FORMS[coding](b"news " * 1_000)
    for end in (1, 5, len(sent) // 2, len(sent) - 1):
        with pytest.raises(BodyRefused):
            decoded([coding], [sent[:end]])


def test_what_is_not_compressed_as_said_is_refused() -> None:
    with pytest.raises(BodyRefused):
        decoded(["gzip"], [b"<rss/> this is no gzip"])


def test_the_limit_holds_before_and_after_decompression() -> None:
    assert len(decoded([], [b"a" * 1_000], limit=1_000)) == 1_000
    with pytest.raises(BodyRefused, match="larger"):
        decoded([], [b"a" * 1_001], limit=1_000)
    assert len(decoded(["gzip"], [gzip.compress(b"a" * 1_000)], limit=1_000)) == 1_000
    with pytest.raises(BodyRefused, match="larger"):
        decoded(["gzip"], [gzip.compress(b"a" * 1_001)], limit=1_000)


def test_a_body_that_grows_beyond_the_ratio_is_refused() -> None:
    with pytest.raises(BodyRefused, match="50 times"):
        decoded(["gzip"], [gzip.compress(bytes(200_000))], ratio=50)
    assert len(decoded(["gzip"], [gzip.compress(bytes(9_000))], ratio=50)) == 9_000


def test_a_bomb_takes_no_more_memory_than_the_limit() -> None:
    sent = gzip.compress(bytes(100_000_000))
    tracemalloc.start()
    with pytest.raises(BodyRefused):
        decoded(["gzip"], [sent], limit=10_000_000, ratio=10_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


@pytest.mark.parametrize("reply", [bomb(50), compressed(b"\x1b\x00", "br"), endless(b"a" * 10_000)])
async def test_the_door_refuses_hostile_bodies(
    reply: Callable[..., None], server: FeedServer, open_door: Callable[..., Door], tight: Limits
) -> None:
    with pytest.raises(FetchError):
        await open_door(limits=tight).fetch(server.put("/feed", reply))


async def test_the_door_takes_compressed_bodies(server: FeedServer, door: Door) -> None:
    answer = await door.fetch(server.put("/feed", compressed(gzip.compress(b"news"))))
    assert answer.body == b"news"
    assert server.requests[0].headers["Accept-Encoding"] == "gzip, deflate"

"""Bodies of answers, decompressed within bounds.

A few kilobytes of gzip can hold gigabytes, and httpx's own decoders give them out whole. So the output is
drawn in bounded steps here, and codings beyond gzip and deflate are neither asked for nor taken.
"""

import zlib
from collections.abc import Sequence

_GZIP_START = b"\x1f\x8b"
_ZLIB_HEADER_BYTES = 2
_AUTO, _RAW = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


class BodyRefused(ValueError):
    """The body is too large, or coded in a way that isn't taken. The message is the reason in plain words."""


class BoundedBody:
    """Takes a body piece by piece and decompresses it.

    Args:
        codings: The values of Content-Encoding.
        limit: Most bytes, before and after decompression.
        ratio: Most bytes out for one byte in; looked at once `ratio_after` bytes are out.

    Raises:
        BodyRefused: It is coded in another way than gzip or deflate, or in more than one.
    """

    def __init__(self, codings: Sequence[str], *, limit: int, ratio: int, ratio_after: int) -> None:
        named = [name for coding in codings if (name := coding.strip().lower()) not in {"", "identity"}]
        if len(named) > 1 or not {"gzip", "x-gzip", "deflate"}.issuperset(named):
            raise BodyRefused("the answer is compressed in a way that wasn't asked for")
        self._compressed = bool(named)
        self._limit, self._ratio, self._ratio_after = limit, ratio, ratio_after
        self._parts: list[bytes] = []
        self._read = self._written = 0
        self._held = b""  # A header that has come in half.
        self._inflate: zlib._Decompress | None = None

    def feed(self, piece: bytes) -> None:
        """Take the next piece.

        Raises:
            BodyRefused: A bound is passed, or the compressed data are broken.
        """
        self._read += len(piece)
        if self._read > self._limit:
            raise self._too_large()
        if self._compressed:
            self._decompress(piece)
        else:
            self._keep(piece)

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            BodyRefused: The compressed data break off.
        """
        ended = not self._held if self._inflate is None else self._inflate.eof
        if not ended:
            raise BodyRefused("the compressed answer broke off")
        return b"".join(self._parts)

    def _decompress(self, piece: bytes) -> None:
        data, self._held = self._held + piece, b""
        if self._inflate is None:
            if len(data) < _ZLIB_HEADER_BYTES:
                self._held = data
                return
            self._inflate = zlib.decompressobj(_wbits(data))
        try:
            while data:
                data = self._step(self._inflate, data)
        except zlib.error:
            raise BodyRefused("the compressed answer is broken") from None

    def _step(self, inflate: "zlib._Decompress", data: bytes) -> bytes:
        """Decompress some; what is left of the data comes back."""
        if not inflate.eof:
            self._keep(inflate.decompress(data, self._limit - self._written + 1))
            return inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        if data.startswith(_GZIP_START):
            # A gzip file may be several in a row (RFC 1952, section 2.2).
            self._inflate = zlib.decompressobj(_AUTO)
            return self._step(self._inflate, data)
        if data == _GZIP_START[:1]:
            self._held = data
        return b""  # Padding behind the end, as some servers send.

    def _keep(self, piece: bytes) -> None:
        self._parts.append(piece)
        self._written += len(piece)
        if self._written > self._limit:
            raise self._too_large()
        if self._written > self._ratio_after and self._written > self._ratio * self._read:
            raise BodyRefused(f"the answer grows more than {self._ratio} times when decompressed")

    def _too_large(self) -> BodyRefused:
        return BodyRefused(f"the answer is larger than {self._limit / 1_000_000:g} MB")


def _wbits(start: bytes) -> int:
    """How to read it: gzip or zlib by its header, else bare deflate, which some servers send by that name."""
    is_zlib = start[0] & 0x0F == zlib.DEFLATED and (start[0] << 8 | start[1]) % 31 == 0
    return _AUTO if is_zlib or start.startswith(_GZIP_START) else _RAW

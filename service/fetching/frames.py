"""Frames: pieces of bytes on a pipe, each behind its length as four bytes, most significant first."""

import struct
from typing import IO

_LENGTH = struct.Struct(">I")


def write_frames(stream: IO[bytes], *frames: bytes) -> None:
    """Write frames and flush.

    Raises:
        BrokenPipeError: Nobody reads any more.
    """
    for frame in frames:
        stream.write(_LENGTH.pack(len(frame)))
        stream.write(frame)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """Read one frame.

    Raises:
        EOFError: The stream ends before or within it.
    """
    start = stream.read(_LENGTH.size)
    if len(start) == _LENGTH.size:
        (length,) = _LENGTH.unpack(start)
        frame = stream.read(length)
        if len(frame) == length:
            return frame
    raise EOFError

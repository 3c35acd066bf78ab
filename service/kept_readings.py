"""Readings kept beside the database while a log is read again, so that an interrupted run goes on where it stopped.

One file for each extractor, one line of JSON for each text, keyed by the text's salted digest, which no other revision
and no other log shares. Only whole lines count: one that was torn by a crash is as good as none. The file holds no
text, and is deleted once the rules are adopted.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from service.errors import RoundlogError
from service.reading import Readings

_PREFIX, _SUFFIX = "rereading-", ".jsonl"


class _Line(msgspec.Struct, frozen=True):
    """A reading as a line holds it."""

    text: str
    readings: Readings


class _Key(msgspec.Struct, frozen=True):
    """The part of a line that finding it again needs."""

    text: str


class KeptReadings:
    """The readings by one extractor. A context manager.

    Args:
        folder: Where the file lives; made if it isn't there.
        extractor: Names the rules; readings by other rules are never seen.

    Raises:
        RoundlogError: The file can't be written.
    """

    def __init__(self, folder: Path, extractor: str) -> None:
        self._path = folder / f"{_PREFIX}{extractor}{_SUFFIX}"
        self._places: dict[str, tuple[int, int]] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._file = self._path.open("a+b", buffering=0)
        except OSError as error:
            raise RoundlogError(f"{self._path} can't be written: {error.strerror}") from error
        self._find_lines()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __contains__(self, text: str) -> bool:
        return text in self._places

    def __len__(self) -> int:
        return len(self._places)

    def get(self, text: str) -> Readings:
        """The reading kept for a text, by its salted digest.

        Raises:
            KeyError: There is none.
        """
        start, length = self._places[text]
        return msgspec.json.decode(os.pread(self._file.fileno(), length, start), type=_Line).readings

    def keep(self, readings: Sequence[tuple[str, Readings]]) -> None:
        """Keep readings, each with the salted digest of its text, in one write."""
        lines = [msgspec.json.encode(_Line(text, each)) + b"\n" for text, each in readings]
        self._file.write(b"".join(lines))

    def _find_lines(self) -> None:
        at, torn = 0, False
        self._file.seek(0)
        with self._path.open("rb") as lines:
            for line in lines:
                torn = not line.endswith(b"\n")
                key = None if torn else _key(line)
                if key is not None:
                    self._places[key] = (at, len(line))
                at += len(line)
        if torn:
            self._file.write(b"\n")  # what comes next begins a line of its own


def discard_readings(folder: Path) -> None:
    """Delete what is kept in a folder, by any extractor."""
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        path.unlink(missing_ok=True)


def _key(line: bytes) -> str | None:
    try:
        return msgspec.json.decode(line, type=_Key).text
    except msgspec.DecodeError:
        return None

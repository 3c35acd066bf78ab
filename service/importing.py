"""Import: dispatch files from disk, as if they had come by a feed, without sending anything."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from service.addresses import canonical_address
from service.errors import UsageError
from service.incoming import IncomingArticle

MAX_BYTES = 10_000_000  # of one file; news is a thousand times smaller
YEARS = range(1900, 2200)  # an unset field says 0001 or 9999, and no date could be counted from there


class UnreadableFile(Exception):
    """A file that gives no article; the message says why, in words for the person who named it."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that was left out, and why."""

    path: Path
    reason: str


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those with the ending ``.json`` in folders named, in order of name.

    Raises:
        UsageError: A path doesn't exist.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*.json") if file.is_file())
        elif path.exists():
            yield path
        else:
            raise UsageError(f"{path} doesn't exist: name files or folders of dispatches")


def read_dispatch(path: Path) -> IncomingArticle:
    """Read one dispatch.

    It is a JSON object with ``text``, and as far as known ``title``, ``publisher``, ``url``, ``id``, ``lang`` and
    ``published`` (ISO 8601; a time without zone is UTC).

    Raises:
        UnreadableFile: It isn't one.
    """
    dispatch = _json_object(path)
    text, title = _string(dispatch, "text") or "", _string(dispatch, "title") or ""
    if not text.strip() and not title.strip():
        raise UnreadableFile("it has neither `text` nor `title`")
    url = _string(dispatch, "url")
    address = canonical_address(url) if url else None
    key = address or _string(dispatch, "id")
    if not key:
        raise UnreadableFile("it has neither `url` nor `id`, so it couldn't be told from other articles")
    return IncomingArticle(
        publisher=_string(dispatch, "publisher") or "unknown",
        key=key,
        address=address,
        title=title.strip(),
        body=text.strip(),
        lang=_string(dispatch, "lang"),
        published=_published(_string(dispatch, "published")),
        feed=None,
        notify=False,
    )


def _json_object(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # a device or a pipe tells no size, and may never end
    except OSError as error:
        raise UnreadableFile(f"it can't be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise UnreadableFile(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    if not content.strip():
        raise UnreadableFile("it is empty")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("it isn't JSON in UTF-8") from error
    if not isinstance(value, dict):
        raise UnreadableFile("it isn't a JSON object")
    return value


def _string(dispatch: dict[str, object], name: str) -> str | None:
    value = dispatch.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableFile(f"its `{name}` isn't a string")
    # Half of a surrogate pair and NUL are no text, and no store takes them.
    return value.encode("utf-8", "replace").decode().replace("\x00", "")


def _published(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = parse_published(text)
    if moment is None:
        raise UnreadableFile(f"its `published` isn't a date as in 2024-01-19T15:00:00Z: {text[:40]!r}")
    return moment


def parse_published(text: str) -> datetime | None:
    """An ISO 8601 moment, UTC unless it names a zone; None where it is none, or of a year that news can't be from."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) if moment.year in YEARS else None


def read_all(paths: Iterable[Path]) -> tuple[list[IncomingArticle], list[Unreadable]]:
    """All dispatches under the paths, oldest first (those without a date last), and the files that gave none."""
    articles: list[IncomingArticle] = []
    unreadable: list[Unreadable] = []
    for path in files_under(paths):
        try:
            articles.append(read_dispatch(path))
        except UnreadableFile as error:
            unreadable.append(Unreadable(path, str(error)))
    articles.sort(
        key=lambda article: (article.published is None, article.published or datetime.min.replace(tzinfo=UTC))
    )
    return articles, unreadable

"""The readings that count.

- A reading counts under the adopted extractor; one under a carried extractor stands in where there is none by it.
- Of an article's revisions the one said last counts, of two said at once the one recorded last.

Readings are kept as the bytes the log holds, since all of them must be at hand when other rules are adopted.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from events.claims import ClaimsExtracted

_decode = msgspec.json.Decoder(ClaimsExtracted).decode


class _Revision(msgspec.Struct):
    """The readings of one revision, by extractor, and the position of the first of them."""

    position: int
    said_at: str
    readings: dict[str, bytes]


class Readings:
    """All readings, by article."""

    def __init__(self, recorded: Iterable[tuple[int, bytes]] = ()) -> None:
        self._articles: dict[str, dict[str, _Revision]] = {}
        for position, content in recorded:
            self.add(position, _decode(content), content)

    def add(self, position: int, reading: ClaimsExtracted, content: bytes) -> None:
        """Take the reading recorded at a position, and its bytes."""
        revisions = self._articles.setdefault(reading.article, {})
        revision = revisions.setdefault(reading.revision, _Revision(position, reading.said_at, {}))
        revision.position = min(revision.position, position)
        revision.readings[reading.extractor] = content

    def articles(self) -> Iterable[str]:
        """Ids of all articles that were ever read."""
        return self._articles.keys()

    def recorded(self) -> Iterator[tuple[int, bytes]]:
        """Everything taken, in an order that gives the same readings when taken again."""
        for article in sorted(self._articles):
            for revision in self._articles[article].values():
                for extractor in sorted(revision.readings):
                    yield revision.position, revision.readings[extractor]

    def counting(self, article: str, extractors: Sequence[str]) -> ClaimsExtracted | None:
        """The reading of an article that counts, the extractors given in order of preference; None if none does."""
        revisions = self._articles.get(article, {}).values()
        for revision in sorted(revisions, key=lambda r: (r.said_at, r.position), reverse=True):
            for extractor in extractors:
                if extractor in revision.readings:
                    return _decode(revision.readings[extractor])
        return None

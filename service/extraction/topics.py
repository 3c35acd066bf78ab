"""What a round is about: topics of its agenda, its discussions and its statements.

A word for a topic counts where the sentence says that it is talked of at the round: a word of the table ``agenda``
stands in it, or it is a headline, or it speaks of a past round by its number. What the article tells of the war, of
other gatherings or of working groups adds nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from config.dossier import Dossier
from config.lexicon import Lexicon
from events.claims import Claim, Modality
from service.extraction.document import Document, Sentence

_REACH = 110  # characters within which the words of a topic made by several words have to stand


@dataclass(frozen=True, slots=True)
class TopicWord:
    """Words of a topic: its id and where they stand (code points, half open)."""

    topic: str
    start: int
    end: int


def read(document: Document, lexicon: Lexicon, dossier: Dossier) -> list[Claim]:  # noqa: ARG001 - the readers' one shape
    """Claims on topics, the first for each topic of each round."""
    first: dict[tuple[str, str], Claim] = {}
    carried: str | None = None
    for sentence in document.sentences:
        bearing = _bearing(document, sentence, carried)
        for word in words_in(sentence, lexicon):
            key = sentence.round_at(word.start)
            if key is not None and (key in bearing or _named_past(document, sentence, key, word)):
                first.setdefault((key, word.topic), _claim(document, sentence, key, word))
        carried = next(iter(bearing), None)
    return list(first.values())


def words_in(sentence: Sentence, lexicon: Lexicon) -> list[TopicWord]:
    """Topics whose words stand in the sentence, wherever they belong."""
    apart = {hit.key for hit in sentence.of("apart")}
    found = [TopicWord(hit.key, hit.start, hit.end) for hit in sentence.of("topics") if hit.key != "none"]
    found.extend(_together(sentence, lexicon))
    return [word for word in found if word.topic not in apart]


def _together(sentence: Sentence, lexicon: Lexicon) -> Iterator[TopicWord]:
    """Topics that several words make, one of each list, near each other."""
    parts: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for hit in sentence.of("together"):
        topic, _, part = hit.key.partition(".")
        parts.setdefault(topic, {}).setdefault(part, []).append((hit.start, hit.end))
    for topic, lists in parts.items():
        if len(lists) < _parts(lexicon)[topic]:
            continue
        for start, _ in lists["act"]:
            spans = [_nearest(start, places) for places in lists.values()]
            left, right = min(span[0] for span in spans), max(span[1] for span in spans)
            if right - left <= _REACH:
                yield TopicWord(topic, left, right)


@lru_cache(maxsize=32)
def _parts(lexicon: Lexicon) -> Mapping[str, int]:
    """How many lists of words make a topic: topic → number."""
    return Counter(label.partition(".")[0] for label in lexicon.section("together"))


def _nearest(start: int, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(places, key=lambda span: abs(span[0] - start))


def _bearing(document: Document, sentence: Sentence, carried: str | None) -> set[str]:
    """Rounds whose agenda the sentence tells."""
    keys = {span.key for span in sentence.rounds}
    if sentence.background and document.tenses.get(document.main or "") == "planned":
        keys.discard(document.main or "")
    if sentence.title or sentence.has("agenda.cue", "agenda.statement"):
        return keys
    if _negotiator_speaks(document, sentence):
        return keys
    if carried in keys and sentence.has("agenda.follow"):
        return {carried} if carried else set()
    return set()


def _negotiator_speaks(document: Document, sentence: Sentence) -> bool:
    under_way = document.tenses.get(document.main or "") in ("ongoing", "past")
    return under_way and sentence.has("actors.person")


def _named_past(document: Document, sentence: Sentence, key: str, word: TopicWord) -> bool:
    """Whether the words stand in a stretch that recalls a past round by its number."""
    if document.tenses.get(key) != "past" or key == document.main:
        return False
    return any(span.key == key and span.how == "named" and span.start <= word.start < span.end for span in sentence.rounds)


def _claim(document: Document, sentence: Sentence, key: str, word: TopicWord) -> Claim:
    planned = document.tenses.get(key) == "planned"
    modality: Modality = "expected" if planned else "asserted"
    return document.claim(
        sentence,
        key,
        field="agenda",
        value=word.topic,
        modality=modality,
        rule="topics.agenda",
    )

"""What a round is about: topics of its agenda, its discussions and its statements.

A word for a topic counts where the sentence says that it is talked of at the round: a word of the table ``agenda``
stands in it, or it is a headline, or it speaks of a past round by its number. What the article tells of the war, of
other gatherings or of working groups adds nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from config.dossier import Dossier
from config.lexicon import Lexicon
from events.claims import Claim, Modality
from service.extraction.document import Document, RoundSpan, Sentence
from service.extraction.listing import BULLETS

_GROUP_REACH = 30  # characters between "working group" and what it works on
_SUBJECT_REACH = 6  # tokens at the head of a sentence that name its subject
_MOST = 50  # places in one sentence at which such a topic is looked for
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
    before: Sentence | None = None
    carried: set[str] = set()
    for each in document.sentences:
        sentence = on_committee(document, each)
        follows = carried if before and _goes_on(document, before, sentence) else set()
        carried = _bearing(document, sentence) | follows
        for word in words_in(sentence, lexicon):
            key = sentence.round_at(word.start)
            if key is None or _elsewhere(sentence, word):
                continue
            if key in carried or _named_past(document, sentence, key, word):
                first.setdefault((key, word.topic), _claim(document, sentence, key, word))
        before = sentence
    return list(first.values())


def on_committee(document: Document, sentence: Sentence) -> Sentence:
    """A sentence of no round because it tells of sessions of the constitutional committee is of the main round."""
    if sentence.rounds or document.main is None or not sentence.has("result.committee"):
        return sentence
    return replace(sentence, rounds=(RoundSpan(sentence.start, sentence.end, document.main, "main"),))


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
        for start, _ in lists["act"][:_MOST]:
            spans = [_nearest(start, places) for places in lists.values()]
            left, right = min(span[0] for span in spans), max(span[1] for span in spans)
            if right - left <= _REACH:
                yield TopicWord(topic, left, right)


@lru_cache(maxsize=32)
def _parts(lexicon: Lexicon) -> Mapping[str, int]:
    """How many lists of words make a topic: topic → number."""
    return Counter(label.partition(".")[0] for label in lexicon.section("together"))


def _nearest(start: int, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(places[: 4 * _MOST], key=lambda span: abs(span[0] - start))


def _bearing(document: Document, sentence: Sentence) -> set[str]:
    """Rounds whose agenda the sentence tells. Of what lies ahead nothing has been stated yet."""
    keys = {span.key for span in sentence.rounds}
    ahead = {key for key in keys if document.tenses.get(key) == "planned"}
    if sentence.background:
        keys.difference_update(ahead)
    if sentence.title or sentence.has("agenda.cue", "result.failed"):
        return keys
    if sentence.has("agenda.statement") or _negotiator_speaks(document, sentence):
        return keys - ahead
    return set()


def _elsewhere(sentence: Sentence, word: TopicWord) -> bool:
    """Whether the words belong to a working group that merely sits, or the sentence is about another gathering."""
    for hit in sentence.of("result.group"):
        sits = not any(done.start < word.start for done in sentence.of("result.done"))
        if sits and 0 <= word.start - hit.end <= _GROUP_REACH:
            return True
    return any(hit.first - sentence.first < _SUBJECT_REACH for hit in sentence.of("aside.elsewhere"))


def _goes_on(document: Document, before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence goes on about what the sentence before it told: "it also …", or more of the same paper."""
    if sentence.has("agenda.follow") or _is_item(document, sentence, before):
        return True
    return sentence.paragraph == before.paragraph and before.has(
        "result.paper", "result.memorandum", "result.statement"
    )


def _is_item(document: Document, sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence is an item of a list whose heading or last item the sentence before is."""
    words = document.tokens.words
    if words[sentence.first] not in BULLETS:
        return False
    return words[before.first] in BULLETS or words[before.last - 1] == ":"


def _negotiator_speaks(document: Document, sentence: Sentence) -> bool:
    under_way = document.tenses.get(document.main or "") in ("ongoing", "past")
    return under_way and sentence.has("actors.person")


def _named_past(document: Document, sentence: Sentence, key: str, word: TopicWord) -> bool:
    """Whether the words stand in a stretch that recalls a past round by its number."""
    if document.tenses.get(key) != "past" or key == document.main:
        return False
    return any(
        span.key == key and span.how == "named" and span.start <= word.start < span.end for span in sentence.rounds
    )


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

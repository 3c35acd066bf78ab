"""What a round led to, and what that says of its agenda.

Only what is over, or is ending as the article appears, has results: what is hoped for, drafted or due is none. A joint
statement on mine clearance is the paper on mine clearance, not the round's joint statement.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from config.dossier import Dossier
from config.lexicon import Lexicon
from events.claims import Claim
from service.extraction.document import Document, Sentence
from service.extraction.topics import TopicWord, on_committee, words_in

IMPLIED: Mapping[str, str] = MappingProxyType(
    {
        "ceasefire-monitoring-group": "ceasefire",
        "de-escalation-memorandum": "de-escalation-zones",
        "detainees-working-group": "detainees",
        "demining-statement": "demining",
        "constitutional-committee": "constitution",
    }
)
"""What a round adopted is on its agenda: outcome → topic."""

_WHEN_OR_WHERE = (
    "months",
    "weekdays",
    "places",
    *(f"time.{part}" for part in ("early", "mid", "late", "half", "quarter", "semester")),
    *(f"time.{season}" for season in ("spring", "summer", "autumn", "winter")),
)
_ABOUT_REACH = 40  # characters between "statement" and "on mine clearance"


@dataclass(frozen=True, slots=True)
class _Rule:
    """An outcome and what a sentence needs for it: one phrase of each list of labels, one word of each topic."""

    outcome: str
    labels: tuple[tuple[str, ...], ...]
    topics: tuple[str, ...] = ()


_RULES = (
    _Rule("ceasefire-monitoring-group", (("result.mechanism",), ("result.done", "result.statement")), ("ceasefire",)),
    _Rule("de-escalation-memorandum", (("result.memorandum",),), ("de-escalation-zones",)),
    _Rule("detainees-working-group", (("result.group", "result.regulation"), ("result.done",)), ("detainees",)),
    _Rule("demining-statement", (("result.paper", "result.statement"), ("result.done",)), ("demining",)),
    _Rule("constitutional-committee", (("result.committee",), ("forming.done",))),
    _Rule("no-agreement", (("result.failed",),)),
)


def read(document: Document, lexicon: Lexicon, dossier: Dossier) -> list[Claim]:  # noqa: ARG001 - the readers' one shape
    """Claims on outcomes, with those on the agenda that they imply; the first for each of a round."""
    first: dict[tuple[str, str], Claim] = {}
    for each in document.sentences:
        sentence = on_committee(document, each)
        for key, outcome in _results(document, sentence, words_in(sentence, lexicon)):
            first.setdefault((key, outcome), _claim(document, sentence, key, "outcomes", outcome))
    following = _next_announced(document)
    if following is not None and document.main is not None:
        outcome = "next-round-announced"
        first[document.main, outcome] = _claim(document, following, document.main, "outcomes", outcome)
    return [*first.values(), *_implied(document, first)]


def _results(document: Document, sentence: Sentence, words: Sequence[TopicWord]) -> Iterator[tuple[str, str]]:
    """Round and outcome, for each result that the sentence tells."""
    for key in dict.fromkeys(span.key for span in sentence.rounds):
        if not _over(document, key) or _lies_ahead(document, sentence, key):
            continue
        topics = {word.topic for word in words if sentence.round_at(word.start) == key}
        labels = {hit.label for hit in sentence.of("result") if sentence.round_at(hit.start) == key}
        labels.update(hit.label for hit in (*sentence.of("result.done"), *sentence.of("forming")))
        if "result.failed" in labels:
            labels.discard("forming.done")  # "without an accord on the members of the committee"
        for rule in _RULES:
            if topics.issuperset(rule.topics) and all(labels.intersection(each) for each in rule.labels):
                yield key, rule.outcome
    signed = _round_of_statement(document, sentence, words)
    if signed is not None and not _lies_ahead(document, sentence, signed):
        yield signed, "joint-statement"


def _over(document: Document, key: str | None) -> bool:
    return document.tenses.get(key or "") in ("past", "ongoing")


def _lies_ahead(document: Document, sentence: Sentence, key: str) -> bool:
    """Whether what the sentence says of a round under way is still to come."""
    return document.tenses.get(key) == "ongoing" and sentence.has("result.future")


def _round_of_statement(document: Document, sentence: Sentence, words: Sequence[TopicWord]) -> str | None:
    """The round whose joint statement is spoken of; one that announces a coming round is that of the main round."""
    papers = [word for word in words if word.topic == "demining"]
    for hit in sentence.of("result.statement"):
        if any(0 <= word.start - hit.end <= _ABOUT_REACH for word in papers):
            continue
        key = sentence.round_at(hit.start)
        if key is not None and document.tenses.get(key) == "planned":
            key = document.main
        if _over(document, key):
            return key
    return None


def _next_announced(document: Document) -> Sentence | None:
    """The sentence that says when or where the round after the main one, which is over, will be held."""
    main = document.main
    if main is None or document.tenses.get(main) != "past":
        return None
    following = {str(int(main) + 1), "next"} if main.isdigit() else {"next"}
    for sentence in document.sentences:
        told = sentence.has(*_WHEN_OR_WHERE) and not sentence.has("result.open")
        if told and sentence.speaker.kind != "unnamed" and any(span.key in following for span in sentence.rounds):
            return sentence
    return None


def _implied(document: Document, found: Mapping[tuple[str, str], Claim]) -> Iterable[Claim]:
    for (key, outcome), claim in found.items():
        if outcome in IMPLIED:
            sentence = next(each for each in document.sentences if each.start == claim.evidence[0].start)
            yield _claim(document, sentence, key, "agenda", IMPLIED[outcome])


def _claim(document: Document, sentence: Sentence, key: str, field: str, value: str) -> Claim:
    rule = f"outcomes.{value}" if field == "outcomes" else "outcomes.implied"
    return document.claim(sentence, key, field=field, value=value, modality="asserted", rule=rule)

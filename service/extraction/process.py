"""Claims about the process as a whole: declared over, or going on.

That something continues is said of many things: of aid, of a committee, of the fight against terrorism. It counts where
the process is what the words are nearest to, or where they answer a question about it.
"""

from collections.abc import Iterator

from events.claims import Claim, Modality
from service.extraction.document import Document, Sentence
from service.extraction.scanner import Hit
from service.extraction.speakers import modality_between

_RIVALS = ("topics", "aside.word", "foreign.kind", "process.rival")
_MEETINGS = ("rounds.noun", "rounds.noun_of", "rounds.meeting_noun")
_MARKS = frozenset(",;:،؛")
_REACH = 8  # words between the name of the process and a bare "goes on"
_OBJECT_REACH = 1  # words between "continue" and what is continued
_NOT_REACH = 2  # words between "not" and the verb it denies
_ANSWER = 2  # sentences after a question that may answer it


def process_claims(document: Document) -> Iterator[Claim]:
    """What single sentences say of the whole process."""
    for sentence in document.sentences:
        if sentence.has("process.over"):
            yield _claim(document, sentence, "declared-over", "process.over")
        if _goes_on(document, sentence):
            yield _claim(document, sentence, "continuing", "process.continuing")


def _claim(document: Document, sentence: Sentence, value: str, rule: str) -> Claim:
    return document.claim(sentence, None, field="process", value=value, modality=_modality(sentence, rule), rule=rule)


def _modality(sentence: Sentence, label: str) -> Modality:
    """A proposal to end it ends nothing."""
    if label == "process.over":
        return modality_between(sentence, sentence.start, sentence.end, ("proposed", "conditional", "denied"))
    return modality_between(sentence, sentence.start, sentence.end, ("conditional",))


def _goes_on(document: Document, sentence: Sentence) -> bool:
    sure, bare = (
        [hit for hit in sentence.of(label) if not _of_a_session(document, sentence, hit)]
        for label in ("process.continuing", "process.goes_on")
    )
    rivals = [hit for label in _RIVALS for hit in sentence.of(label)]
    names = [hit for hit in sentence.of("itself") if not any(_inside(hit, rival) for rival in rivals)]
    if any(_of_process(hit, names, rivals) for hit in sure):
        return True
    bare = [hit for hit in bare if not _denied(sentence, hit)]
    if bare and not rivals and _answers(document, sentence):
        return True
    return any(_of_process(hit, names, rivals) for hit in bare if _nearest(hit, names) <= _REACH)


def _of_a_session(document: Document, sentence: Sentence, hit: Hit) -> bool:
    """Whether a meeting goes on, into another day: "The meeting in the Astana format continues on Wednesday."."""
    if sentence.has("speech.verb") or not sentence.has("weekdays", "months", "duration", "time.today", "time.tomorrow"):
        return False
    nouns = [noun.last for label in _MEETINGS for noun in sentence.of(label) if noun.first < hit.last]
    between = document.tokens.words[max(nouns) : hit.last] if nouns else ()
    return bool(nouns) and _MARKS.isdisjoint(between)


def _of_process(hit: Hit, names: list[Hit], rivals: list[Hit]) -> bool:
    """Whether the process, and nothing else that may continue, is what the words are nearest to."""
    if any(0 <= rival.first - hit.last <= _OBJECT_REACH for rival in rivals):
        return False
    return not rivals or _nearest(hit, names) < _nearest(hit, rivals)


def _nearest(hit: Hit, others: list[Hit]) -> int:
    """Words between a phrase and the nearest of others; 0 where they touch or meet, many where there are none."""
    return min((max(hit.first - each.last, each.first - hit.last, 0) for each in others), default=hit.last + _REACH + 1)


def _inside(hit: Hit, other: Hit) -> bool:
    return other.first <= hit.first and hit.last <= other.last


def _denied(sentence: Sentence, hit: Hit) -> bool:
    return any(hit.first - _NOT_REACH <= no.first < hit.first for no in sentence.of("negation.not"))


def _answers(document: Document, sentence: Sentence) -> bool:
    """Whether a question about the process stands right before: "Is the process dead? No. It goes on."."""
    for before in document.sentences[max(0, sentence.index - _ANSWER) : sentence.index]:
        asked = "?" in document.tokens.words[max(before.first, before.last - 2) : before.last]
        if asked and before.has("itself", "process.over"):
            return True
    return False

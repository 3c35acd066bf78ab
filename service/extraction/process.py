"""Claims about the process as a whole: declared over, or going on."""

from collections.abc import Iterator

from events.claims import Claim, Modality
from service.extraction.document import Document, Sentence
from service.extraction.speakers import modality_between

_VALUES = (("process.over", "declared-over"), ("process.continuing", "continuing"))


def process_claims(document: Document) -> Iterator[Claim]:
    """What single sentences say of the whole process."""
    for sentence in document.sentences:
        for label, value in _VALUES:
            if sentence.has(label):
                yield document.claim(
                    sentence,
                    None,
                    field="process",
                    value=value,
                    modality=_modality(sentence, label),
                    rule=label,
                )


def _modality(sentence: Sentence, label: str) -> Modality:
    """A proposal to end it ends nothing."""
    if label == "process.over":
        return modality_between(sentence, sentence.start, sentence.end, ("proposed", "conditional", "denied"))
    return modality_between(sentence, sentence.start, sentence.end, ("conditional",))

"""Claims about the status of rounds, as at publication."""

from collections.abc import Iterator
from datetime import date

from events.claims import Claim
from service.extraction.build import Groundwork
from service.extraction.calendar_spans import DAY, CalendarSpan, read_edtf
from service.extraction.document import Document, Sentence
from service.extraction.timing import LONGEST

_MOVED = ("cancelled", "postponed")


def status_claims(document: Document, ground: Groundwork, dates: dict[str, str], dated: list[Claim]) -> Iterator[Claim]:
    """One claim for each round that the text speaks of.

    Args:
        document: The text.
        ground: What was found in it.
        dates: EDTF of each round, as rendered from the claims about dates.
        dated: Those claims.
    """
    for key in document.tenses:
        sentence = _first_of(document, key)
        if sentence is None:
            continue
        span = read_edtf(dates[key]) if key in dates else None
        telling = frozenset(claim.evidence[0].start for claim in dated if claim.round == key)
        value, rule, told = _status(document, key, span, ground.said.day, telling)
        yield document.claim(
            told or sentence,
            key,
            field="status",
            value=value,
            modality="expected" if value in ("scheduled", "proposed") else "asserted",
            rule=f"status.{rule}",
        )


def _first_of(document: Document, key: str) -> Sentence | None:
    spoken = [each for each in document.sentences if any(span.key == key for span in each.rounds)]
    named = [each for each in spoken if any(span.key == key and span.how == "named" for span in each.rounds)]
    return next(iter(named or spoken), None)


def _status(
    document: Document, key: str, span: CalendarSpan | None, today: date | None, dated: frozenset[int]
) -> tuple[str, str, Sentence | None]:
    """Status, rule, and the sentence that tells it where one does."""
    moved = _moved(document, key)
    tense = document.tenses[key]
    if tense == "past" or (span and today and span.last < today and tense != "planned"):
        return "concluded", "past", _cue(document, key, "status.concluded")
    if moved and tense != "ongoing":
        return moved[0], "moved", moved[1]
    if tense == "ongoing":
        return "ongoing", "ongoing", _cue(document, key, "status.ongoing")
    if span is None or not span.exact or span.last > span.first + DAY * LONGEST:
        return "proposed", "undated", None
    tentative = _cue(document, key, "unsure.tentative") or _maybe(document, key, dated)
    return ("proposed", "tentative", tentative) if tentative else ("scheduled", "dated", None)


def _maybe(document: Document, key: str, dated: frozenset[int]) -> Sentence | None:
    """The sentence with the date where all that have one speak of a mere possibility."""
    telling = [each for each in document.sentences if each.start in dated]
    unsure = [each for each in telling if any(each.round_at(hit.start) == key for hit in each.of("unsure.maybe"))]
    return unsure[0] if unsure and len(unsure) == len(telling) else None


def _moved(document: Document, key: str) -> tuple[str, Sentence] | None:
    for sentence in document.sentences:
        named = [span for span in sentence.rounds if span.key == key and span.how == "named"]
        if not named or sentence.has("status.again_and_again"):
            continue
        for value in _MOVED:
            for hit in sentence.of(f"status.{value}"):
                if any(denial.last <= hit.first for denial in sentence.of("modality.denied")):
                    continue
                if any(place.first - hit.last in (0, 1) for place in sentence.of("places")):
                    continue
                if any(span.start <= hit.start < span.end for span in named):
                    return value, sentence
    return None


def _cue(document: Document, key: str, label: str) -> Sentence | None:
    for sentence in document.sentences:
        if any(sentence.round_at(hit.start) == key for hit in sentence.of(label)):
            return sentence
    return None

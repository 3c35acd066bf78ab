"""Claims from the dates of rounds: a start and an end make one stretch, and a length draws a day out."""

from collections.abc import Iterator
from dataclasses import replace

from events.claims import Claim, Evidence
from service.extraction.build import Groundwork
from service.extraction.calendar_spans import DAY, CalendarSpan, days
from service.extraction.document import Document, Sentence
from service.extraction.placing import is_relative
from service.extraction.timing import LONGEST, Dated

_MOST_EDGES = 10  # starts and ends of one round that are looked at


def date_claims(document: Document, ground: Groundwork, found: list[Dated]) -> Iterator[Claim]:
    """Claims from dates; a start or an end becomes the whole where the text says how long the round lasts."""
    lengths: dict[str, tuple[int, Sentence | None]] = {}
    for dated in _joined(found):
        if dated.key not in lengths:
            lengths[dated.key] = _length(document, dated.key)
        length, told = lengths[dated.key]
        planned = document.tenses.get(dated.key) == "planned"
        closing = not planned and told is dated.sentence and _after_length(document, dated)
        span = _stretched(replace(dated, role="end") if closing else dated, length, planned=planned)
        evidence = [dated.sentence, *([told] if told and span is not dated.span and told is not dated.sentence else [])]
        yield document.claim(
            dated.sentence,
            dated.key,
            field="dates",
            value=span.edtf,
            kind="window" if span.window or span.last > span.first + DAY * LONGEST else "extent",
            modality=dated.modality,
            anchor=ground.said.anchor if is_relative(dated.expression) else None,
            rule=f"dates.{dated.expression.form}.{dated.role}" + ("" if dated.strong else ".weak"),
            evidence=tuple(
                Evidence(start=each.start, end=each.end) for each in sorted(evidence, key=lambda each: each.start)
            ),
        )


def _joined(found: list[Dated]) -> Iterator[Dated]:
    """The dates, each start drawn out to the end that the text gives elsewhere, and each end to the start."""
    edges: dict[str, list[Dated]] = {}
    for dated in found:
        if dated.role in ("start", "end") and len(edges.setdefault(dated.key, [])) < _MOST_EDGES:
            edges[dated.key].append(dated)
    for dated in found:
        other = next((each for each in edges.get(dated.key, ()) if _completes(dated, each)), None)
        if other is None:
            yield dated
        else:
            first, last = sorted((dated.span.first, other.span.first))
            yield replace(dated, span=days(first, last), role="whole")


def _completes(dated: Dated, other: Dated) -> bool:
    """Whether one single day is the start and the other the end of one short meeting."""
    if {dated.role, other.role} != {"start", "end"}:
        return False
    single = all(each.span.exact and each.span.first == each.span.last for each in (dated, other))
    start, end = (dated, other) if dated.role == "start" else (other, dated)
    return single and DAY <= end.span.first - start.span.first <= DAY * LONGEST


def _length(document: Document, key: str) -> tuple[int, Sentence | None]:
    """How many days the text says that a round lasts, and where; 0 where it doesn't say."""
    lengths: dict[int, Sentence] = {}
    for sentence in document.sentences:
        for hit in sentence.of("duration"):
            if sentence.round_at(hit.start) == key:
                lengths.setdefault(int(hit.key), sentence)
    if not lengths:
        return 0, None
    chosen = 2 if 2 in lengths else min(lengths)  # noqa: PLR2004 - days
    return chosen, lengths[chosen]


def _after_length(document: Document, dated: Dated) -> bool:
    """Whether a report tells of a day after the length: "the talks lasted two days, on Friday they ended"."""
    ends = [hit.last for hit in dated.sentence.of("duration") if hit.last < dated.expression.first]
    apart = bool(ends) and "," in document.tokens.words[ends[-1] : dated.expression.first]
    return apart and dated.role == "whole" and dated.expression.form in ("weekdays", "around_today")


def _stretched(dated: Dated, length: int, *, planned: bool) -> CalendarSpan:
    single = dated.span.exact and dated.span.first == dated.span.last
    if not single or length < 2:  # noqa: PLR2004 - days
        return dated.span
    day = dated.span.first
    if dated.role == "start" or (dated.role != "end" and planned):
        return days(day, day + DAY * (length - 1))
    if dated.role == "end":
        return days(day - DAY * (length - 1), day)
    return dated.span

"""Review: what a person should look at, because the rules may have read it wrongly or not at all.

Two lists come out of the readings that count:

- articles that name a process but in which the rules found nothing to say about it;
- claims with weak evidence, each with the reasons why it is weak (`WEAK`).

A weak claim may well be right. It matters most where a cell of the view rests on weak claims of a single origin.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from events.articles import ArticleCaptured
from events.catalogue import decode_as
from events.claims import Claim, ClaimsExtracted
from events.event import Record
from events.log import EventLog
from projections.view import View
from projections.weighing.readings import Readings
from service.evidence import quote_from
from service.rules import adopted_rules

WEAK = {
    "background": "only a sentence that recalls earlier events says it, and no other sentence of the article",
    "unnamed": "said by someone whom the text doesn't name",
    "loose": "the rule found no words that tie the date to this round",
    "counted": "the day isn't in the text: it was counted from the day of publication, for want of a dateline",
}
"""Why evidence is weak, by reason."""

LOOSE = ".weak"
"""How the names of rules end that read a date beside a round without words that tie the two."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where something to review stands.

    Attributes:
        position: Of the event that captured the revision.
        said_at, publisher, address, lang: Of the article; no address where there is none.
        quote: The claim's words, or the article's first line; None where the text was erased.
    """

    position: int
    said_at: str
    publisher: str
    address: str | None
    lang: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class Silent(Found):
    """An article that names processes but gave no claim."""

    processes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weak(Found):
    """A claim whose evidence is weak.

    Attributes:
        reasons: Keys of `WEAK`.
        alone: Cells of the view that rest on weak claims of one origin alone, this one among them:
            ``<round or process> <field>``.
    """

    claim: Claim
    reasons: tuple[str, ...]
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be looked at, each list with the newest first."""

    silent: tuple[Silent, ...]
    weak: tuple[Weak, ...]


def review(log: EventLog, view: View) -> Review:
    """Go through the readings that count, and say which of the view's cells rest on weak claims alone."""
    silent: list[Silent] = []
    weak: list[tuple[ClaimsExtracted, Record, Claim, tuple[str, ...]]] = []
    for reading in _counting(log):
        captured = log.find(reading.revision)
        if captured is None:
            continue
        if _says_nothing(reading):
            silent.append(_silent(log, reading, captured))
        for claim in reading.claims:
            reasons = tuple(weaknesses(claim, reading, quote_from(log, reading, claim.id)))
            if reasons:
                weak.append((reading, captured, claim, reasons))
    alone = _resting_on({claim.id for _, _, claim, _ in weak}, view)
    return Review(
        silent=tuple(sorted(silent, key=_age, reverse=True)),
        weak=tuple(sorted((_weak(log, *found, alone.get(found[2].id, ())) for found in weak), key=_age, reverse=True)),
    )


def weaknesses(claim: Claim, reading: ClaimsExtracted, quote: str | None) -> Iterator[str]:
    """The reasons, of `WEAK`, why the evidence of a claim is weak; none for one that is sound.

    Args:
        claim: A claim of the reading.
        reading: All that the article says.
        quote: The claim's words; None where the text was erased, which is no weakness of the claim.
    """
    if claim.background and not any(_says_the_same(other, claim) for other in reading.claims if not other.background):
        yield "background"
    if claim.speaker.kind == "unnamed":
        yield "unnamed"
    if claim.rule.endswith(LOOSE):
        yield "loose"
    if quote is not None and claim.anchor is not None and claim.anchor.source == "published":
        # Where the text gives a day, the year and the other end of a stretch follow safely enough.
        written = {int(number) for number in re.findall(r"\d{1,9}", quote)}
        days = _days(claim.value)
        if days and days.isdisjoint(written):
            yield "counted"


def _days(edtf: str) -> set[int]:
    """Days of the month that a date names plainly; none for months, and for what the text itself leaves vague."""
    parts = (part.split("-") for part in edtf.split("/") if part[-1:] not in "~?%")
    return {int(part[2]) for part in parts if len(part) == len(("year", "month", "day"))}


def _says_the_same(one: Claim, other: Claim) -> bool:
    return (one.process, one.round, one.field, one.value) == (other.process, other.round, other.field, other.value)


def _counting(log: EventLog) -> Iterator[ClaimsExtracted]:
    """The reading of each article that counts under the adopted rules."""
    rules = adopted_rules(log)
    if rules is None:
        return
    readings = Readings((record.position, record.data) for record in log.read(types=[ClaimsExtracted.TYPE]))
    for article in readings.articles():
        reading = readings.counting(article, (rules.extractor, *rules.carries))
        if reading is not None:
            yield reading


def _says_nothing(reading: ClaimsExtracted) -> bool:
    return bool(reading.processes) and all(claim.field == "mention" for claim in reading.claims)


def _silent(log: EventLog, reading: ClaimsExtracted, captured: Record) -> Silent:
    article = decode_as(ArticleCaptured, captured)
    text = log.text(article.text.digest)
    first = text.text.strip().partition("\n")[0] if text else None
    return Silent(
        position=captured.position,
        said_at=article.said_at,
        publisher=article.publisher,
        address=article.address,
        lang=reading.lang,
        quote=first,
        processes=reading.processes,
    )


def _weak(
    log: EventLog,
    reading: ClaimsExtracted,
    captured: Record,
    claim: Claim,
    reasons: tuple[str, ...],
    alone: tuple[str, ...],
) -> Weak:
    article = decode_as(ArticleCaptured, captured)
    return Weak(
        position=captured.position,
        said_at=article.said_at,
        publisher=article.publisher,
        address=article.address,
        lang=reading.lang,
        quote=quote_from(log, reading, claim.id),
        claim=claim,
        reasons=reasons,
        alone=alone,
    )


def _resting_on(weak: set[str], view: View) -> dict[str, tuple[str, ...]]:
    """For each claim the cells that rest on weak claims alone, it among them, where no second origin bears them out."""
    found: dict[str, tuple[str, ...]] = {}
    for subject, field, place in view.rows():
        claims = {support.claim for support in place.cell.support}
        # That a round exists needs no more than a word of it.
        if claims and claims <= weak and place.cell.origins <= 1 and field != "number":
            for claim in claims:
                found[claim] = (*found.get(claim, ()), f"{subject.partition('/')[2]} {field}")
    return found


def _age(found: Found) -> tuple[str, int]:
    return found.said_at, -found.position


def only_deciding(weak: Iterable[Weak]) -> list[Weak]:
    """Those on which a cell of the view rests, with nothing better behind it."""
    return [each for each in weak if each.alone]

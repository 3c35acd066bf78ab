"""Claims as weighing sees them: who stands behind each, and whether it is a plan or a report.

- A *mention* is all that one reading says of one round, under the name the text gives it: its number, or ``next``,
  ``current``, ``last``.
- A mention is a *report* when the article says that the round is under way or over, or, where it says nothing of the
  kind, when it came out on or after the first of the days it gives. Everything else is a plan.
- A statement is *weak* when its sentence only recalls earlier events or when nobody is named for it. A weak statement
  fills a cell that would be empty and never moves one alone.
"""

from collections.abc import Iterable
from datetime import date
from enum import IntEnum

import msgspec
from msgspec.structs import replace

from events.claims import Attendance, Claim, ClaimsExtracted, Modality
from events.rules import ProcessRules
from projections.weighing.spans import Span, parse

STATED: frozenset[Modality] = frozenset({"asserted", "expected"})
"""How something is said that is stated as so, or as planned. Proposals, conditions and denials never become facts."""

NEGATIVE: frozenset[Modality] = frozenset({"denied", "retracted"})
"""How something is said that isn't so, or not any more."""

UNNUMBERED = ("last", "current", "next")
"""How a text names a round without its number, as seen from when it was said; in this order in time."""

NUMBERS_END = 1000
"""Rounds are numbered below this; more is a year or a misreading."""

HAPPENED = frozenset({"ongoing", "concluded"})
"""Statuses of a round that has begun."""


class Rank(IntEnum):
    """How much the word of a speaker weighs."""

    UNRANKED = 0
    OUTLET = 1
    AGENCY = 2
    OFFICIAL = 3


_OWN_WORD = {"official": Rank.OFFICIAL, "agency": Rank.AGENCY, "outlet": Rank.OUTLET}
_QUOTED = {
    "host": Rank.OFFICIAL,
    "guarantor": Rank.OFFICIAL,
    "un": Rank.OFFICIAL,
    "delegation": Rank.AGENCY,
    "unnamed": Rank.UNRANKED,
}


class Statement(msgspec.Struct, frozen=True, gc=False):
    """One claim, weighed by who says it and when.

    Attributes:
        claim: Its id.
        when: Orders statements by when they were said; in one article the first stands last, as its chief word.
        field, value, modality, attendance: As in the claim.
        said_at, publisher, origin: As in its reading.
        speaker: Class of the speaker.
        rank: What the speaker's word weighs.
        weak: See the module.
        report: Its mention is a report.
        span: The value as days, for dates.
    """

    claim: str
    when: tuple[str, str, int]
    field: str
    value: str
    modality: Modality
    attendance: Attendance | None
    said_at: str
    publisher: str
    origin: str
    speaker: str
    rank: int
    weak: bool
    report: bool
    span: Span | None

    @property
    def day(self) -> date:
        """The day it was said, UTC."""
        return date.fromisoformat(self.said_at[:10])

    @property
    def stated(self) -> bool:
        """Whether it states something as so or as planned."""
        return self.modality in STATED


class Mention(msgspec.Struct, frozen=True):
    """All that one reading says of one round.

    Attributes:
        article: Id of the article.
        ref: The round's number as text, ``next``, ``current`` or ``last``.
        said_at: As in the reading.
        statements: In the order of the claims.
        report: See the module.
        void: It says that the round is put off and gives no new date.
        affirms: It does more than deny; a round that is only denied isn't one.
        spans: The dates it gives, as stated or proposed.
    """

    article: str
    ref: str
    said_at: str
    statements: tuple[Statement, ...]
    report: bool
    void: bool
    affirms: bool
    spans: tuple[Span, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Orders and names mentions."""
        return self.said_at, self.article, self.ref

    @property
    def day(self) -> date:
        """The day it was said, UTC."""
        return date.fromisoformat(self.said_at[:10])

    def only(self, statements: tuple[Statement, ...]) -> "Mention":
        """The same mention without its other statements; it puts the round off only if it did before."""
        void = self.void and any(_puts_off(statement) for statement in statements)
        return replace(_mentioning(self.article, self.ref, self.said_at, statements, report=self.report), void=void)

    def of(self, field: str) -> Iterable[Statement]:
        """Its statements about one field."""
        return (statement for statement in self.statements if statement.field == field)


class Standings:
    """What the word of each publisher weighs, by the rules of one process."""

    def __init__(self, rules: ProcessRules | None) -> None:
        outlets = rules.outlets if rules else ()
        self._own = {outlet.name.casefold(): _OWN_WORD.get(outlet.standing, Rank.UNRANKED) for outlet in outlets}

    def rank(self, speaker: str, publisher: str) -> Rank:
        """What a claim by this class of speaker weighs when this publisher prints it."""
        if speaker == "agency":
            return self._own.get(publisher.casefold(), Rank.UNRANKED)
        return _QUOTED.get(speaker, Rank.UNRANKED)


def mentions(reading: ClaimsExtracted, process: str, standings: Standings) -> list[Mention]:
    """What a reading says of each round of a process, in the order the rounds come up."""
    by_ref: dict[str, list[tuple[int, Claim]]] = {}
    for index, claim in enumerate(reading.claims):
        ref = _reference(claim.round) if claim.process == process else None
        if ref is not None:
            by_ref.setdefault(ref, []).append((index, claim))
    found = (_mention(reading, ref, claims, standings) for ref, claims in by_ref.items())
    return [mention for mention in found if mention.affirms or mention.ref not in UNNUMBERED]


def _reference(ref: str | None) -> str | None:
    """A round's number without leading zeros, or how it is named without one; None for what can't be either."""
    if ref is None or ref in UNNUMBERED:
        return ref
    return str(int(ref)) if ref.isdecimal() and 0 < int(ref) < NUMBERS_END else None


def about_process(reading: ClaimsExtracted, process: str, standings: Standings) -> list[Statement]:
    """What a reading says of the process as a whole."""
    return [
        _statement(reading, index, claim, standings, report=True)
        for index, claim in enumerate(reading.claims)
        if claim.process == process and claim.field == "process"
    ]


def _mention(reading: ClaimsExtracted, ref: str, claims: list[tuple[int, Claim]], standings: Standings) -> Mention:
    report = _is_report(reading, [claim for _, claim in claims])
    hearsay = _hearsay([claim for _, claim in claims])
    statements = tuple(
        _statement(reading, index, claim, standings, report=report, hearsay=hearsay) for index, claim in claims
    )
    return _mentioning(reading.article, ref, reading.said_at, statements, report=report)


def _mentioning(article: str, ref: str, said_at: str, statements: tuple[Statement, ...], *, report: bool) -> Mention:
    given = [s for s in statements if s.modality not in NEGATIVE]
    dated = any(s.span is not None and s.stated for s in given)
    return Mention(
        article=article,
        ref=ref,
        said_at=said_at,
        statements=statements,
        report=report,
        void=not dated and any(_puts_off(statement) for statement in given),
        affirms=bool(given),
        spans=tuple(s.span for s in given if s.span is not None),
    )


def _puts_off(statement: Statement) -> bool:
    return statement.field == "status" and statement.value == "postponed" and statement.stated and not statement.weak


def _is_report(reading: ClaimsExtracted, claims: list[Claim]) -> bool:
    statuses = {claim.value for claim in claims if claim.field == "status" and claim.modality == "asserted"}
    spans = [span for claim in claims if (span := _span(claim)) is not None and claim.modality in STATED]
    day = date.fromisoformat(reading.said_at[:10])
    if statuses:
        # "Concluded" said before the first day that the article itself gives is a misreading, not a report.
        return bool(statuses & HAPPENED) and (not spans or min(span.earliest for span in spans) <= day)
    return any(span.exact and span.first <= day for span in spans)


def _hearsay(claims: list[Claim]) -> frozenset[tuple[str, str]]:
    """Fields and values that the article has from unnamed speakers only; its own voice then merely repeats them."""
    said: dict[str, set[tuple[str, str]]] = {}
    for claim in claims:
        said.setdefault(claim.speaker.kind, set()).add((claim.field, claim.value))
    unnamed, own = said.pop("unnamed", set()), said.pop("agency", set())
    rumoured = unnamed.difference(*said.values())
    dates = {pair for pair in own | unnamed if pair[0] == "dates"}
    if dates and dates <= rumoured and not any(pair[0] == "status" for pairs in said.values() for pair in pairs):
        rumoured.add(("status", "scheduled"))  # set for a day that nobody answers for
    return frozenset(rumoured)


def _span(claim: Claim) -> Span | None:
    return parse(claim.value, window=claim.kind == "window") if claim.field == "dates" else None


def _statement(
    reading: ClaimsExtracted,
    index: int,
    claim: Claim,
    standings: Standings,
    *,
    report: bool,
    hearsay: frozenset[tuple[str, str]] = frozenset(),
) -> Statement:
    speaker = "unnamed" if (claim.field, claim.value) in hearsay else claim.speaker.kind
    return Statement(
        claim=claim.id,
        when=(reading.said_at, reading.revision, -index),
        field=claim.field,
        value=claim.value,
        modality=claim.modality,
        attendance=claim.attendance,
        said_at=reading.said_at,
        publisher=reading.publisher,
        origin=reading.origin,
        speaker=speaker,
        rank=int(standings.rank(speaker, reading.publisher)),
        weak=claim.background or speaker == "unnamed",
        report=report,
        span=_span(claim),
    )

"""The status of a round: proposed, scheduled, postponed or cancelled; ongoing; concluded.

- Who says that the round is under way or over decides against every plan. What is recalled as over counts too, once the
  last known day lies behind: it doesn't contradict what was said before.
- Among plans the latest said wins, as for dates. A bare mention of a round to come doesn't unsettle a date.
- A status agrees with the dates: without firm days nothing is scheduled; put off and without a day is postponed.
- When a later round is reported as held, an earlier one was held too: concluded, though flagged unconfirmed.
- A day that passes concludes nothing. It flags as unconfirmed what should have happened by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from events.rounds import Cell, Step
from projections.weighing.cells import DISPUTED, UNCONFIRMED, make_cell, standing
from projections.weighing.choosing import Choice
from projections.weighing.spans import Span
from projections.weighing.statements import HAPPENED, Mention, Rank, Statement

_STOPPED = ("postponed", "cancelled")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the status of a round depends on besides what is said of it.

    Attributes:
        dates: The dates as weighed.
        passed: The latest day known to be over; None while none is.
        later: Statements that a later round has begun; empty where none has.
    """

    dates: Choice[Span] | None
    passed: date | None = None
    later: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """One statement of the status, the status it amounts to, and whether its mention gives dates."""

    status: str
    by: Statement
    dated: bool


@dataclass(frozen=True, slots=True)
class _Finding:
    status: str
    step: Step
    since: _Word
    rank: int = Rank.UNRANKED


def weigh_status(mentions: Sequence[Mention], round_: Circumstances) -> Cell | None:
    """The cell of the status, or None where nothing is said of it."""
    words = sorted((w for mention in mentions for w in _words(mention)), key=lambda w: w.by.when)
    span = round_.dates.value if round_.dates else None
    finding = _reported(words, span) or _planned(words, round_.dates)
    if (finding is None or finding.status not in ("concluded", "cancelled")) and _must_be_over(words, span, round_):
        return make_cell("concluded", "report", round_.later, flags=[UNCONFIRMED])
    if finding is None:
        return None
    return _cell(finding, words, span, round_)


def _words(mention: Mention) -> list[_Word]:
    """What a mention says of the status; where it says nothing, what its dates amount to."""
    given = list(mention.of("status"))
    if not given:
        return [_Word(status, s, dated=True) for s in mention.of("dates") if (status := _implied(s)) is not None]
    dated = bool(mention.spans)
    return [_Word(status, s, dated) for s in given if (status := _amounts_to(s)) is not None]


def _implied(dated: Statement) -> str | None:
    if dated.span is None or not dated.stated:
        return None
    if dated.report:
        return "concluded" if dated.span.last < dated.day else "ongoing"
    return "scheduled" if dated.span.exact else "proposed"


def _amounts_to(statement: Statement) -> str | None:
    """The status a statement amounts to. A round that is only proposed or conditional is a proposed one."""
    if statement.stated:
        happened = statement.value in HAPPENED
        # What its own article dates in the future hasn't happened, whatever it says.
        return statement.value if not happened or statement.report else None
    if statement.modality in ("proposed", "conditional") and statement.value in ("proposed", "scheduled"):
        return "proposed"
    return None


def _reported(words: Sequence[_Word], span: Span | None) -> _Finding | None:
    """What reports say: over, else under way."""
    told = [w for w in words if w.status in HAPPENED and _possible(w, span)]
    for status in ("concluded", "ongoing"):
        said = [w for w in told if w.status == status]
        if status == "concluded" and all(w.by.weak for w in said):
            said = [w for w in said if _behind(w, span)]
        elif status == "ongoing":
            said = [w for w in said if not w.by.weak]
        if said:
            return _Finding(status, "report", said[0])
    return None


def _possible(word: _Word, span: Span | None) -> bool:
    """Whether the round can have begun when this was said."""
    return span is None or span.earliest <= word.by.day


def _behind(word: _Word, span: Span | None) -> bool:
    """Whether the round was over when this was said, as far as its dates are known."""
    return word.by.speaker != "unnamed" and (span is None or span.last <= word.by.day)


def _planned(words: Sequence[_Word], dates: Choice[Span] | None) -> _Finding | None:
    plans = [w for w in words if w.status not in HAPPENED]
    strong = [w for w in plans if not w.by.weak]
    held: _Finding | None = None
    for word in strong or plans:
        held = _next(held, word) if held else _Finding(word.status, "plan", word, word.by.rank)
    return _agreeing(held, dates) if held else None


def _next(held: _Finding, word: _Word) -> _Finding:
    """What is planned after one more word."""
    carries = word.by.rank >= min(held.rank, Rank.AGENCY)
    if word.status == held.status:
        return replace(held, rank=max(held.rank, word.by.rank))
    moves = {
        "postponed": carries,
        "cancelled": carries,
        # Whether a date of lesser standing holds against a postponement is decided with the dates.
        "scheduled": held.status != "cancelled" or carries,
        "proposed": held.status in _STOPPED and word.dated and (held.status == "postponed" or carries),
    }
    return _Finding(word.status, "plan", word, word.by.rank) if moves.get(word.status, False) else held


def _agreeing(held: _Finding, dates: Choice[Span] | None) -> _Finding:
    """The same, but in agreement with the dates."""
    if held.status not in ("proposed", "scheduled") or dates is None:
        return held
    if dates.value is None:
        return replace(held, status="postponed")
    return held if dates.value.exact else replace(held, status="proposed")


def _must_be_over(words: Sequence[_Word], span: Span | None, round_: Circumstances) -> bool:
    """Whether a later round was held after this one was to be."""
    if not round_.later:
        return False
    began = min(s.day for s in round_.later)
    last_word = max((w.by.day for w in words if not w.by.weak), default=began)
    return last_word <= began and (span is None or span.first <= began)


def _cell(finding: _Finding, words: Sequence[_Word], span: Span | None, round_: Circumstances) -> Cell:
    support = [w.by for w in words if _speaks_for(finding, w)]
    if not support and round_.dates:  # postponed, as the dates have it
        support = list(round_.dates.support)
    dissent = [w.by for w in words if _speaks_against(finding, w, span)]
    overdue = finding.status not in ("concluded", "cancelled") and is_over(span, round_.passed)
    step: Step = "deadline" if overdue else finding.step
    flags = [UNCONFIRMED] if overdue else []
    if standing(step, support, dissent) == "disputed":
        flags.append(DISPUTED)
    return make_cell(finding.status, step, support, dissent, flags=flags)


def is_over(span: Span | None, passed: date | None) -> bool:
    """Whether the last day that agrees with the dates is over."""
    return span is not None and passed is not None and span.latest <= passed


def _speaks_for(finding: _Finding, word: _Word) -> bool:
    if finding.step == "report":
        return word.status == finding.status and word.by.when >= finding.since.by.when
    if finding.status == "proposed":
        return word.status in ("proposed", "scheduled")
    return word.status == finding.status and word.by.when >= finding.since.by.when


def _speaks_against(finding: _Finding, word: _Word, span: Span | None) -> bool:
    if word.status in HAPPENED:
        return finding.step == "plan" and (not _possible(word, span) or word.by.speaker == "unnamed")
    if word.by.when <= finding.since.by.when:
        return False
    if finding.status in _STOPPED:
        return word.status == "scheduled"
    return word.status in _STOPPED

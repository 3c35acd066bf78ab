"""Evaluation: how well the claims of annotated dispatches are read, as precision, recall and F1.

An annotation and an answer are both tables of rounds (see `service.extraction.rendering`). Each is taken apart into
facts: one for the round itself, one for each value of each field, one for the process, and one for whether the dispatch
speaks of the process at all. A fact of the annotation that the answer has too is *found*, one that it lacks is
*missed*, and what the answer says beyond it is *surplus*. A wrong value is both missed and surplus.

Figures are pooled: the facts of all dispatches are counted together. `core` leaves out agenda and outcomes, where two
careful readers differ most; neither `core` nor `overall` counts relevance, which nearly every dispatch gets right.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from service.same_dates import same_dates

SCALARS = ("dates", "venue", "status")
SETS = ("participants", "observers", "agenda", "outcomes")
FIELDS = ("round", *SCALARS, *SETS, "process")
"""The fields that are scored, as they are listed."""

BEYOND_CORE = ("agenda", "outcomes")
RELEVANT = "relevant"


class Fact(NamedTuple):
    """One value of one field; `round` is empty where it is about no round."""

    field: str
    round: str
    value: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


class Comparison(NamedTuple):
    """How an answer compares with an annotation, fact by fact."""

    found: tuple[Fact, ...]
    missed: tuple[Fact, ...]
    surplus: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of facts, and what follows from them; each share is 0 where nothing was counted."""

    found: int = 0
    missed: int = 0
    surplus: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.found + other.found, self.missed + other.missed, self.surplus + other.surplus)

    @property
    def facts(self) -> int:
        """Facts in the annotations."""
        return self.found + self.missed

    @property
    def precision(self) -> float:
        """The share of what was said that is so."""
        return _share(self.found, self.found + self.surplus)

    @property
    def recall(self) -> float:
        """The share of what is so that was said."""
        return _share(self.found, self.facts)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _share(2 * self.found, 2 * self.found + self.surplus + self.missed)


class Judged(NamedTuple):
    """A dispatch that was read and compared."""

    id: str
    lang: str
    publisher: str
    comparison: Comparison

    @property
    def differences(self) -> int:
        """How many facts are missed or surplus."""
        return len(self.comparison.missed) + len(self.comparison.surplus)


def compare(annotated: Mapping[str, Any], told: Mapping[str, Any]) -> Comparison:
    """Match the facts of an answer with those of an annotation, each at most once.

    Raises:
        ValueError: The annotation has dates that aren't EDTF.
    """
    left = list(_facts(told))
    found, missed = [], []
    for fact in _facts(annotated):
        match = next((other for other in left if _same(fact, other)), None)
        if match is None:
            missed.append(fact)
        else:
            left.remove(match)
            found.append(fact)
    return Comparison(tuple(found), tuple(missed), tuple(left))


def by_field(judged: Iterable[Judged]) -> dict[str, Score]:
    """The score of relevance, of each field, of `core` and `overall`, in this order."""
    scores = dict.fromkeys((RELEVANT, *FIELDS), Score())
    for dispatch in judged:
        for field in scores:
            scores[field] += _score(dispatch.comparison, (field,))
    core = sum((scores[field] for field in FIELDS if field not in BEYOND_CORE), Score())
    overall = sum((scores[field] for field in FIELDS), Score())
    return scores | {"core": core, "overall": overall}


def by_language(judged: Iterable[Judged]) -> dict[str, Score]:
    """The overall score of each language, by its code."""
    return _by((dispatch.lang, dispatch.comparison) for dispatch in judged)


def by_publisher(judged: Iterable[Judged]) -> dict[str, Score]:
    """The overall score of each publisher, by its name."""
    return _by((dispatch.publisher, dispatch.comparison) for dispatch in judged)


def worst(judged: Iterable[Judged], count: int) -> list[Judged]:
    """The dispatches with the most differences, so many at most; those without any are never among them."""
    wrong = [dispatch for dispatch in judged if dispatch.differences]
    return sorted(wrong, key=lambda dispatch: (-dispatch.differences, dispatch.id))[:count]


def _by(pairs: Iterable[tuple[str, Comparison]]) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for name, comparison in pairs:
        scores[name] = scores.get(name, Score()) + _score(comparison, FIELDS)
    return dict(sorted(scores.items()))


def _score(comparison: Comparison, fields: tuple[str, ...]) -> Score:
    found, missed, surplus = (sum(fact.field in fields for fact in facts) for facts in comparison)
    return Score(found, missed, surplus)


def _facts(table: Mapping[str, Any]) -> Iterator[Fact]:
    yield Fact(RELEVANT, "", "yes" if table.get("relevant") else "no")
    if table.get("process"):
        yield Fact("process", "", str(table["process"]))
    for key, round_ in (table.get("rounds") or {}).items():
        yield Fact("round", str(key), "")
        for field in SCALARS:
            if round_.get(field):
                yield Fact(field, str(key), str(round_[field]))
        for field in SETS:
            for member in round_.get(field) or ():
                yield Fact(field, str(key), str(member))


def _same(fact: Fact, other: Fact) -> bool:
    if fact[:2] != other[:2]:
        return False
    return same_dates(fact.value, other.value) if fact.field == "dates" else fact.value == other.value


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0

"""The rounds of one process and their cells.

Only what new readings touch is weighed again: the rounds they speak of, rounds that unnumbered mentions move between,
earlier rounds that the news shows to be over, and rounds whose last day went by.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from events.claims import ClaimsExtracted
from events.rounds import Cell
from events.rules import ProcessRules
from projections.weighing.cells import make_cell
from projections.weighing.copies import new_statements
from projections.weighing.course import weigh_course
from projections.weighing.dates import choose_dates, weigh_dates, weigh_venue
from projections.weighing.members import weigh_attendance, weigh_topics
from projections.weighing.places import Places
from projections.weighing.register import Register
from projections.weighing.statements import HAPPENED, Mention, Standings, Statement, about_process, mentions
from projections.weighing.status import Circumstances, weigh_status

Cells = dict[str, Cell]
"""Cells by field."""

FIELDS = ("number", "dates", "venue", "status", "participants", "observers", "agenda", "outcomes")
"""Fields of a round, in the order in which their changes are recorded."""

WITNESSES = 2
"""Origins that must report a round as held before every earlier one counts as held; for the one just before it, one
will do. A misread number must not conclude a round that lies ahead."""


class Rounds:
    """Weighs the rounds of one process, and the process itself.

    Attributes:
        register: Who speaks of which round.
    """

    def __init__(self, process: str, rules: ProcessRules | None) -> None:
        self.register = Register(process)
        self._standings, self._places = Standings(rules), Places(rules)
        self._said: dict[str, list[Statement]] = {}
        self._touched: set[str] = set()
        self._last_days: dict[str, date] = {}
        self._passed: date | None = None
        self._begun: dict[int, tuple[Statement, ...]] = {}
        self._later: dict[int, tuple[Statement, ...]] = {}

    def put(self, readings: Mapping[str, ClaimsExtracted | None]) -> None:
        """Replace what these articles say; None for an article that says nothing any more."""
        process, standings = self.register.process, self._standings
        for article, reading in readings.items():
            self._said.pop(article, None)
            if reading and (said := about_process(reading, process, standings)):
                self._said[article] = said
        found = {
            article: mentions(reading, process, standings) if reading else [] for article, reading in readings.items()
        }
        self._touched |= self.register.put(found)

    def settle(self, passed: date | None) -> dict[str, Cells]:
        """Weigh what was touched since the last time.

        Args:
            passed: The latest day known to be over.

        Returns:
            The cells of each round weighed, by its id; no cells for a round that nothing speaks of any more.
        """
        if passed != self._passed:
            self._touched |= {r for r, last in self._last_days.items() if self._just_over(last, passed)}
            self._passed = passed
        self._touched |= self._outrun()
        weighed = {round_: self._weigh(round_) for round_ in sorted(self._touched)}
        self._touched = set()
        return weighed

    def course(self) -> Cell | None:
        """The cell of the process."""
        first = self.register.earliest.statements[0] if self.register.earliest else None
        said = new_statements(s for statements in self._said.values() for s in statements)
        rounds = (mention for round_ in self.register.rounds() for mention in self.register.mentions(round_))
        return weigh_course(said, rounds, first)

    def _just_over(self, last: date, passed: date | None) -> bool:
        return passed is not None and last <= passed and (self._passed is None or self._passed < last)

    def _outrun(self) -> set[str]:
        """Rounds for which the reports that a later one was held have changed."""
        for round_ in self._touched:
            number = self.register.number(round_)
            if number is not None:
                self._begun[number] = _reports(self.register.mentions(round_))
        numbers = self.register.numbers()
        later = {n: self._reports_after(n, [m for m in numbers if m > n]) for n in numbers}
        moved = {n for n in numbers if later[n] != self._later.get(n, ())}
        self._later = later
        return {self.register.round_id(n) for n in moved}

    def _reports_after(self, number: int, later: Sequence[int]) -> tuple[Statement, ...]:
        for other in later:
            said = self._begun.get(other, ())
            if len(said) >= WITNESSES or (said and other == number + 1 and not said[0].weak):
                return said
        return ()

    def _weigh(self, round_: str) -> Cells:
        said = self.register.mentions(round_)
        if not any(mention.affirms for mention in said):
            self._last_days.pop(round_, None)
            return {}
        number = self.register.number(round_)
        dates = choose_dates(said)
        span = dates.value if dates else None
        if span is None:
            self._last_days.pop(round_, None)
        else:
            self._last_days[round_] = span.latest
        later = self._later.get(number, ()) if number is not None else ()
        cells = {
            "number": _weigh_number(number, said),
            "dates": weigh_dates(dates),
            "venue": weigh_venue(said, dates, self._places),
            "status": weigh_status(said, Circumstances(dates, self._passed, later)),
            "participants": weigh_attendance(said, "participants"),
            "observers": weigh_attendance(said, "observers"),
            "agenda": weigh_topics(said, "agenda"),
            "outcomes": weigh_topics(said, "outcomes"),
        }
        return {field: cell for field in FIELDS if (cell := cells[field]) is not None}


def _weigh_number(number: int | None, said: Sequence[Mention]) -> Cell:
    """The cell of the number: it cites the first claim that names it, else the first that speaks of the round."""
    first = min((m for m in said if m.affirms), key=lambda m: (not m.ref.isdecimal(), m.key))
    value = None if number is None else str(number)
    return make_cell(value, "report" if first.report else "plan", first.statements[:1])


def _reports(said: Sequence[Mention]) -> tuple[Statement, ...]:
    """Statements that a round has begun: the first of each origin, those made in passing last, `WITNESSES` at most."""
    told = sorted(
        (s for m in said for s in m.of("status") if s.value in HAPPENED and s.stated and s.report),
        key=lambda s: (s.weak, s.when),
    )
    by_origin: dict[str, Statement] = {}
    for statement in told:
        by_origin.setdefault(statement.origin, statement)
    return tuple(by_origin.values())[:WITNESSES]

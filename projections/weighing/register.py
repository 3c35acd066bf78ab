"""The register of one process: every mention of its rounds, and which round each speaks of.

The round of a numbered mention is its number. That of an unnumbered one follows from everything else that is known
(`identity`, `grouping`), so it is looked for again when the calendar of the numbered rounds changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from projections.weighing.copies import without_copies
from projections.weighing.dates import choose_dates
from projections.weighing.grouping import group, provisional_id
from projections.weighing.identity import Entry, entry, tie
from projections.weighing.statements import Mention

Name = tuple[str, str]
"""What names an unnumbered mention: article and reference."""


class Register:
    """Mentions by round.

    Attributes:
        process: Id of the process.
    """

    def __init__(self, process: str) -> None:
        self.process = process
        self._numbered: dict[int, dict[str, Mention]] = {}
        self._unnumbered: dict[Name, Mention] = {}
        self._by_article: dict[str, tuple[Mention, ...]] = {}
        self._calendar: dict[int, Entry] = {}
        self._ties: dict[str, dict[str, int]] = {}
        self._homes: dict[Name, str] = {}
        self._tenants: dict[str, list[Name]] = {}
        self._anchors: dict[str, Name] = {}
        self._heirs: dict[str, str] = {}
        self._earliest: Mention | None = None

    @property
    def earliest(self) -> Mention | None:
        """The first mention of any round; None where there is none."""
        return self._earliest

    def round_id(self, number: int) -> str:
        """The id of a numbered round."""
        return f"{self.process}-{number}"

    def number(self, round_: str) -> int | None:
        """The number of a round by its id; None for a provisional one."""
        tail = round_.removeprefix(f"{self.process}-")
        return int(tail) if tail.isdecimal() else None

    def numbers(self) -> list[int]:
        """The numbers of all rounds that are spoken of, in order."""
        tied = (number for home in self._tenants if (number := self.number(home)) is not None)
        return sorted({*self._numbered, *tied})

    def rounds(self) -> list[str]:
        """The ids of all rounds that are spoken of, in order."""
        return sorted({*self._tenants, *(self.round_id(number) for number in self._numbered)})

    def mentions(self, round_: str) -> list[Mention]:
        """What is said of a round, in the order it was said, copies left out; empty for one that nothing speaks of."""
        number = self.number(round_)
        numbered = self._numbered.get(number, {}).values() if number is not None else ()
        tenants = (self._unnumbered[name] for name in self._tenants.get(round_, ()))
        return _in_order([*numbered, *tenants])

    def home(self, provisional: str) -> str | None:
        """The round that the earliest mention of a provisional one now counts to; None when it is gone."""
        name = self._anchors.get(provisional)
        return self._homes.get(name) if name else None

    def heir(self, provisional: str) -> str | None:
        """Where the other mentions of a provisional round went when its earliest was taken back just now."""
        return self._heirs.get(provisional)

    def put(self, articles: Mapping[str, Sequence[Mention]]) -> set[str]:
        """Replace what these articles say of rounds.

        Returns:
            Ids of the rounds whose mentions changed.
        """
        numbers: set[int] = set()
        for article, mentions in articles.items():
            numbers |= self._remove(article)
            numbers |= self._add(article, mentions)
        if self._enter(numbers):
            self._tie({article for article, _ in self._unnumbered})
        else:
            self._tie({article for article, _ in self._unnumbered if article in articles})
        return {self.round_id(number) for number in numbers} | self._rehouse(articles)

    def _remove(self, article: str) -> set[int]:
        numbers = set()
        for mention in self._by_article.pop(article, ()):
            if mention.ref.isdecimal():
                number = int(mention.ref)
                numbers.add(number)
                del self._numbered[number][article]
                if not self._numbered[number]:
                    del self._numbered[number]
            else:
                del self._unnumbered[article, mention.ref]
        self._ties.pop(article, None)
        if self._earliest and self._earliest.article == article:
            self._earliest = min(chain.from_iterable(self._by_article.values()), key=lambda m: m.key, default=None)
        return numbers

    def _add(self, article: str, mentions: Sequence[Mention]) -> set[int]:
        numbers = set()
        for mention in mentions:
            if mention.ref.isdecimal():
                numbers.add(int(mention.ref))
                self._numbered.setdefault(int(mention.ref), {})[article] = mention
            else:
                self._unnumbered[article, mention.ref] = mention
                self._anchors[provisional_id(self.process, article, mention.ref)] = (article, mention.ref)
        if mentions:
            self._by_article[article] = tuple(mentions)
            self._earliest = min((*mentions, *([self._earliest] if self._earliest else [])), key=lambda m: m.key)
        return numbers

    def _enter(self, numbers: Iterable[int]) -> bool:
        """Bring these rounds up to date in the calendar, and say whether it changed."""
        changed = False
        for number in numbers:
            mentions = _in_order(self._numbered.get(number, {}).values())
            new = entry(mentions, choose_dates(mentions)) if mentions else None
            if new != self._calendar.get(number):
                changed = True
                self._calendar.pop(number, None)
                if new is not None:
                    self._calendar[number] = new
        return changed

    def _tie(self, articles: Iterable[str]) -> None:
        for article in articles:
            self._ties[article] = tie(self._by_article[article], self._calendar)

    def _rehouse(self, articles: Mapping[str, object]) -> set[str]:
        """Find the round of each unnumbered mention; return the ids of rounds that won, lost or keep a changed one."""
        before, homes, untied = self._homes, dict[Name, str](), list[Mention]()
        for name, mention in self._unnumbered.items():
            number = self._ties.get(name[0], {}).get(name[1])
            if number is None:
                untied.append(mention)
            else:
                homes[name] = self.round_id(number)
        for meeting in group(untied):
            home = provisional_id(self.process, meeting[0].article, meeting[0].ref)
            homes |= {(mention.article, mention.ref): home for mention in meeting}
        moved = {name for name in {*before, *homes} if before.get(name) != homes.get(name) or name[0] in articles}
        left = {old: [name for name in names if name in homes] for old, names in self._tenants.items()}
        self._heirs = {old: homes[min(names, key=self._said)] for old, names in left.items() if names}
        self._homes = homes
        self._tenants = {}
        for name, home in homes.items():
            self._tenants.setdefault(home, []).append(name)
        return {home for name in moved for home in (before.get(name), homes.get(name)) if home is not None}

    def _said(self, name: Name) -> tuple[str, str, str]:
        return self._unnumbered[name].key


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return without_copies(sorted(mentions, key=lambda m: m.key))

"""One mention of a round."""

from typing import Literal, NamedTuple

Relation = Literal["next", "last", "this", "another"]

MOST_ROUNDS = 60


class Mention(NamedTuple):
    """One mention.

    Attributes:
        sentence: Index of its sentence.
        first, last: Tokens, half open.
        number: The round's number where it is written.
        relation: Next, last or this, as written; "another" is settled before anyone looks at it.
        ours: The words themselves say that it belongs to the process.
        foreign: It belongs to something else (Geneva, a working group, a summit).
        weak: Its noun ("session", "gathering") or a "their" before it makes it no round by itself.
        elliptic: Its noun is left out ("the sixth, on September 14").
        count: It says how many there have been, and is no round itself.
        final: It is called the last one for good.
        verb: It is made by a verb ("agreed to gather again").
    """

    sentence: int
    first: int
    last: int
    number: int | None = None
    relation: Relation | None = None
    ours: bool = False
    foreign: bool = False
    weak: bool = False
    elliptic: bool = False
    count: bool = False  # type: ignore[assignment]  # hides a method of tuples that nobody needs
    final: bool = False
    verb: bool = False

"""Who is named in a sentence: actors, gathered into the lists in which they are named.

"The UN, Jordan and envoys of Damascus" is one `Group`: between its members stand only words of the lexicon's table
``glue``, words for people sent, titles and names. What the group does is for `roles` to say.
"""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from itertools import islice

from service.extraction.document import Document, Sentence
from service.extraction.scanner import Hit

SIDES = ("SY-GOV", "SY-OPP")
_BODIES = frozenset(("UN", "EU", "AL"))
_PLACES = frozenset(("name", "capital", "country"))
_INNER_MARKS = frozenset(",()-\"'/:&.،")
_NAME_WORDS = 6  # most words with a capital letter that a personal name or a title adds between two members
_MOST = 150  # mentions in one sentence that are read; no sentence of news has more
_REACH = 4  # words between an adjective or a list and the word for people sent that it belongs to

_LONG_REACH = 40  # the same, counting the actors between


@dataclass(frozen=True, slots=True)
class Mention:
    """One actor, or several under one name, named once.

    Attributes:
        ids: Ids of the actors.
        kind: Second part of the phrase's label: ``name``, ``capital``, ``adjective``, ``person``, ``pair``, …
        first, last: Tokens, half open.
        start, end: Offsets in code points, half open.
    """

    ids: tuple[str, ...]
    kind: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Actors named in one list.

    Attributes:
        mentions: In text order; at least one.
        sent: A word for people sent (delegation, envoys) stands in the list or beside it.
    """

    mentions: tuple[Mention, ...]
    sent: bool

    @property
    def first(self) -> int:
        """First token."""
        return self.mentions[0].first

    @property
    def last(self) -> int:
        """Token after the last."""
        return self.mentions[-1].last

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.mentions[0].start

    @property
    def ids(self) -> tuple[str, ...]:
        """Actors in the list, each once, in text order."""
        return tuple(dict.fromkeys(each for mention in self.mentions for each in mention.ids))

    @property
    def names_sponsors(self) -> bool:
        """They are named by what they are to the process ("the guarantors")."""
        return any(mention.kind == "guarantors" for mention in self.mentions)

    @property
    def names_person(self) -> bool:
        """A person is named, beside or instead of the state, side or body they come for."""
        return any(mention.kind == "person" for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class _Words:
    """Which tokens of a sentence belong to phrases of the tables that hold lists together."""

    words: tuple[str, ...]
    glue: Set[int]
    ands: Set[int]
    sent: Set[int]
    place: Set[int]
    place_after: Set[int]
    capital_place: Set[int]
    inner: Set[int]
    listing: Set[int]
    people: Set[int]
    heads: Set[int]


def groups_in(document: Document, sentence: Sentence, guarantors: tuple[str, ...]) -> list[Group]:
    """The lists of actors in a sentence, in text order."""
    words = _words(document, sentence)
    named = list(islice(_mentions(document, sentence, guarantors), _MOST))
    named = list(_no_places(named, words))
    acting = [each for at, each in enumerate(named) if _acts(at, named, words)]
    runs = (part for run in _runs(acting, words) for part in _heads(run, words))
    return [Group(tuple(run), _sent(run, words)) for run in runs]


def _words(document: Document, sentence: Sentence) -> _Words:
    words = document.tokens.words
    capitals: set[int] = set()
    if not sentence.title:
        starts, text = document.tokens.starts, document.text
        capitals = {at for at in range(sentence.first + 1, sentence.last) if text[starts[at]].isupper()}
    sent = _tokens_of(sentence.of("sent"))
    marks = {at for at in range(sentence.first, sentence.last) if words[at][0] in _INNER_MARKS}
    glue = _tokens_of(sentence.of("glue"))
    ands = _tokens_of(sentence.of("glue.and"))
    return _Words(
        words=words,
        glue=glue,
        ands=ands,
        sent=sent,
        place=frozenset(hit.last for hit in sentence.of("place.word")),
        place_after=frozenset(hit.first for hit in sentence.of("place.after")),
        capital_place=frozenset(hit.last for hit in sentence.of("place.capital")),
        inner=glue | sent | marks | capitals,
        listing=_listing(sentence, marks | ands, glue),
        people=sent | _tokens_of(sentence.of("roles.observer")),
        heads=_tokens_of(sentence.of("sent.head")),
    )


def _listing(sentence: Sentence, joints: Set[int], glue: Set[int]) -> Set[int]:
    """Commas, "and", and the articles and prepositions that follow them."""
    found = set(joints)
    for at in range(sentence.first, sentence.last):
        if at in glue and at - 1 in found:
            found.add(at)
    return found


def _tokens_of(hits: list[Hit]) -> frozenset[int]:
    return frozenset(at for hit in hits for at in range(hit.first, hit.last))


def _mentions(document: Document, sentence: Sentence, guarantors: tuple[str, ...]) -> Iterator[Mention]:
    for hit in sentence.of("actors"):
        kind, _, key = hit.key.partition(".")
        if kind == "none" or (kind == "acronym" and not document.text[hit.start : hit.end].isupper()):
            continue
        ids = {"pair": SIDES, "guarantors": guarantors}.get(kind, (key,))
        yield Mention(ids, kind, hit.first, hit.last, hit.start, hit.end)


def _acts(at: int, named: list[Mention], words: _Words) -> bool:
    """Whether the name can stand for someone who acts, rather than for a place or a property."""
    mention = named[at]
    if mention.kind == "adjective":  # "the Russian delegation", or the other way round where adjectives follow
        return _before_people(at, named, words) or mention.first - 1 in words.sent
    if mention.kind == "bare":
        return _before_people(at, named, words) or _beside(at, named, words, lambda other: "SY-OPP" in other.ids)
    if mention.kind == "country":  # the name of the country that is talked about
        return _of_people(mention, words) or _beside(at, named, words, _is_state)
    return True


def _no_places(named: list[Mention], words: _Words) -> Iterator[Mention]:
    """Without what is named as a place ("in Lebanon and Iraq", "from Moscow")."""
    dropped: Mention | None = None
    for mention in named:
        if _is_place(mention, words) or (dropped and _joined(dropped, mention, words)):
            dropped = mention
        else:
            dropped = None
            yield mention


def _is_place(mention: Mention, words: _Words) -> bool:
    if mention.kind in _PLACES and mention.last in words.place_after:
        return mention.last + 1 not in words.people  # "Lübnan'dan diplomatlar" come from there
    if mention.kind == "capital" and mention.first in words.capital_place:
        return mention.first - 2 not in words.sent
    return mention.kind in _PLACES and mention.first in words.place


def _is_state(mention: Mention) -> bool:
    if mention.kind == "guarantors":
        return True
    return mention.kind == "name" and len(mention.ids[0]) == len("RU") and mention.ids[0] not in _BODIES


def _beside(at: int, named: list[Mention], words: _Words, wanted: Callable[[Mention], bool]) -> bool:
    """Whether a neighbour of the wanted sort is joined to it by nothing but a comma or "and"."""
    for left, right in ((at - 1, at), (at, at + 1)):
        if left < 0 or right >= len(named):
            continue
        between = range(named[left].last, named[right].first)
        other = named[left] if right == at else named[right]
        if wanted(other) and len(between) <= _REACH and all(each in words.listing for each in between):
            return True
    return False


def _before_people(at: int, named: list[Mention], words: _Words) -> bool:
    """Whether a word for people sent follows, past other actors and glue."""
    skipped, follower = 0, at + 1
    for position in range(named[at].last, min(named[at].last + _LONG_REACH, len(words.words))):
        if position in words.people:
            return True
        while follower < len(named) and named[follower].last <= position:
            follower += 1
        if follower < len(named) and named[follower].first <= position:
            continue
        skipped += position not in words.inner
        if skipped > _REACH or words.words[position] in ".;:!?":
            return False
    return False


def _of_people(mention: Mention, words: _Words) -> bool:
    """Whether it is the delegation of the country: "delegation of Syria", "Syria's envoys"; not "envoy for Syria"."""
    at = mention.first - 1
    while at in words.glue and at not in words.sent:
        at -= 1
    after = mention.last + (mention.last < len(words.words) and words.words[mention.last][0] == "'")
    return (at in words.sent and at < mention.first - 1) or after in words.sent


def _runs(acting: list[Mention], words: _Words) -> Iterator[list[Mention]]:
    """The lists. "A, B and C" is closed: a comma after it begins another list."""
    run: list[Mention] = []
    closed = False
    for mention in acting:
        if run:
            joined = _joined(run[-1], mention, words)
            coordinated = not words.ands.isdisjoint(range(run[-1].last, mention.first))
            if not joined or (closed and not coordinated and mention.kind != "adjective"):
                yield run
                run, closed = [], False
            else:
                closed = coordinated
        run.append(mention)
    if run:
        yield run


def _heads(run: list[Mention], words: _Words) -> Iterator[list[Mention]]:
    """Cut "Russia, Iran, and UN, Jordanian and Iraqi observers" before the words that "observers" is the head of."""
    cut = len(run)
    if run[-1].kind == "adjective" and run[-1].last in words.people - words.sent:
        while cut and (run[cut - 1].kind == "adjective" or not _BODIES.isdisjoint(run[cut - 1].ids)):
            cut -= 1
    if 0 < cut < len(run):
        yield run[:cut]
        yield run[cut:]
    else:
        yield run


def _joined(left: Mention, right: Mention, words: _Words) -> bool:
    between = range(left.last, right.first)
    if not all(at in words.inner for at in between):
        return False
    if not words.heads.isdisjoint(between):
        return False  # the list before ends with its head: "hükümet ve muhalefet heyetleri ile BM"
    if left.last in words.sent and words.words[left.last + 1] == ",":
        return False  # the list before had its own head: "government and opposition delegations, Jordan, …"
    if right.kind == "adjective" and left.kind not in ("adjective", "acronym") and _BODIES.isdisjoint(left.ids):
        return False  # a new head begins: "Russia, Iran, and Turkish officials"
    return sum(at not in words.glue and words.words[at][0].isalpha() for at in between) <= _NAME_WORDS


def _sent(run: list[Mention], words: _Words) -> bool:
    first, last = run[0].first, run[-1].last
    after = last + (last < len(words.words) and words.words[last][0] == "'")  # a possessive ending is a token
    if any(at in words.sent for at in range(first, after + 1)):
        return True
    for at in range(first - 1, max(-1, first - _REACH), -1):
        if at in words.sent:
            return True
        if at not in words.glue and words.words[at] not in _INNER_MARKS:
            return False
    return False

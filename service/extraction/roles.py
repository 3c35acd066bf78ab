"""What the actors named in a sentence do at a round: take part, observe, stay away.

A sentence falls into clauses (its main clause and its relative clauses) and a clause into *territories*: lists of
actors with the words of the table ``roles`` that speak of them. A comma or "and" divides two territories only where
there is such a word on either side. Words for observers and for absence go to one list, words for taking part to all
lists of their territory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from service.extraction.document import Document, Sentence
from service.extraction.mentions import Group
from service.extraction.scanner import Hit

_SOFT_MARKS = frozenset(",;-(:،؛")
ATTEND = ("seen", "expected", "invited", "invites", "confirmed", "by", "who")
"""Lists of the table ``roles`` whose words say that someone takes part."""

_MOST = 300  # words of parts in one sentence that are read; no sentence of news has more
_END = 10_000  # tokens; further than any clause goes on
_WATCH_REACH = 4  # words between a list and "observed"
_RIGHT_REACH = 5  # words between "observers" and a list after it
_COMPANION_REACH = 8
_LEFT_REACH = 1  # words other than glue between two lists that share "as observers"


@dataclass(slots=True)
class Cast:
    """A list of actors and the words that speak of it."""

    group: Group
    cues: list[Hit] = field(default_factory=list)

    def has(self, *keys: str) -> bool:
        """Whether a word of one of these lists of the table ``roles`` speaks of it."""
        return any(cue.key in keys for cue in self.cues)


@dataclass(slots=True)
class _Clause:
    """A run of tokens, without its relative clauses."""

    groups: list[Group]
    cues: list[Hit]
    soft: list[int]
    skipped: frozenset[int] = frozenset()
    antecedent: Group | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The sentence's tokens and what is known of them."""

    words: tuple[str, ...]
    glue: frozenset[int]
    ands: frozenset[int]
    copula: frozenset[int]
    companions: tuple[Hit, ...]
    members: frozenset[int]
    ceasefire: frozenset[int]


def cast(document: Document, sentence: Sentence, groups: list[Group]) -> list[Cast]:
    """Each list of actors with the words that speak of it, in text order."""
    words = Words(
        words=document.tokens.words,
        glue=_tokens(sentence.of("glue")) | _tokens(sentence.of("sent")),
        ands=_tokens(sentence.of("glue.and")),
        copula=_tokens(sentence.of("copula")),
        companions=tuple(sentence.of("companion")),
        members=frozenset(hit.last for hit in (*sentence.of("glue.and"), *sentence.of("companion"))),
        ceasefire=_tokens(sentence.of("topics.ceasefire")),
    )
    casts = {id(group): Cast(group) for group in groups}
    for clause in _clauses(sentence, words, groups):
        for territory, cues in _territories(clause, words):
            for cue in cues:
                for group in _spoken_of(cue, territory, clause, words):
                    casts[id(group)].cues.append(cue)
    found = [casts[id(group)] for group in groups]
    _head(sentence, words, found)
    _share_with_companions(found, words)
    return found


def _tokens(hits: list[Hit]) -> frozenset[int]:
    return frozenset(at for hit in hits for at in range(hit.first, hit.last))


def _clauses(sentence: Sentence, words: Words, groups: list[Group]) -> Iterator[_Clause]:
    """The relative clauses, then what is left of the sentence."""
    inside = frozenset(at for group in groups for at in range(group.first, group.last))
    relative = list(_relative_spans(sentence, words, inside))
    denials = _tokens(sentence.of("negation.not"))
    cues = [_as_said(cue, denials) for cue in sentence.of("roles")[:_MOST] if cue.key != "none"]
    earlier = [cue.first for cue in sentence.of("when.previous")]
    soft = _soft_breaks(sentence, words, inside)[: 4 * _MOST]
    taken: set[int] = set()
    for first, last in relative:
        taken.update(range(first, last))
        before = [group for group in groups if group.last <= first]
        yield _Clause(
            [group for group in groups if first <= group.first < last],
            [] if any(first <= at < last for at in earlier) else [cue for cue in cues if first <= cue.first < last],
            [at for at in soft if first <= at < last],
            antecedent=before[-1] if before else None,
        )
    yield _Clause(
        [group for group in groups if group.first not in taken],
        [cue for cue in cues if cue.first not in taken],
        [at for at in soft if at not in taken],
        frozenset(taken),
    )


def _as_said(cue: Hit, denials: frozenset[int]) -> Hit:
    """A word for taking part that is denied is one for staying away."""
    if cue.key in ATTEND and (cue.first - 1 in denials or cue.last in denials):
        return replace(cue, label="roles.absent")
    return cue


def _relative_spans(sentence: Sentence, words: Words, inside: frozenset[int]) -> Iterator[tuple[int, int]]:
    """From a comma and "which" to the next comma outside a list."""
    reach = sentence.first
    for hit in sentence.of("breaks.relative"):
        first = _comma_before(hit.first, sentence.first, words)
        if first is None or first < reach:
            continue
        last = hit.last
        while last < sentence.last and not (words.words[last] in ",;،؛)-" and last not in inside):
            last += 1
        reach = last
        yield first, last


def _comma_before(at: int, first: int, words: Words) -> int | None:
    """Token after the comma before a relative pronoun, past a preposition."""
    for back in (0, 1):
        if at - back > first and words.words[at - back - 1] in ",،-(":
            return at - back
    return None


def _soft_breaks(sentence: Sentence, words: Words, inside: frozenset[int]) -> list[int]:
    marks = {at for at in range(sentence.first, sentence.last) if words.words[at] in _SOFT_MARKS}
    marks.update(hit.first for hit in sentence.of("breaks.word"))
    return sorted(marks - inside)


def _territories(clause: _Clause, words: Words) -> Iterator[tuple[list[Group], list[Hit]]]:
    """The clause's lists with the cues of their part of it."""
    groups, cues = clause.groups, clause.cues
    if not groups:
        if clause.antecedent:
            yield [clause.antecedent], cues
        return
    start, run = -1, [groups[0]]
    for left, right in pairwise(groups):
        at = _break_between(left, right, clause, words)
        if at is not None and _divides(at, start, right, clause, words):
            yield run, [cue for cue in cues if start <= cue.first < at]
            start, run = at, []
        run.append(right)
    yield run, [cue for cue in cues if start <= cue.first]


def _break_between(left: Group, right: Group, clause: _Clause, words: Words) -> int | None:
    """The last mark or "and" between two lists; before a word like "alongside" only the one right before it."""
    soft = [at for at in clause.soft if left.last <= at < right.first]
    link = next((hit.first for hit in words.companions if left.last <= hit.first < right.first), None)
    if link is not None:
        soft = [at for at in soft if at == link - 1]
    return soft[-1] if soft else None


def _divides(at: int, start: int, right: Group, clause: _Clause, words: Words) -> bool:
    """Whether words speak of the lists before `at`, and other words of the list after it."""
    told = [cue.first for cue in clause.cues]
    following = next((group for group in clause.groups if group.first > right.first), None)
    end = right.last + _END
    if following is not None:
        end = _break_between(right, following, clause, words) or following.first
    return any(start <= each < at for each in told) and any(at <= each < end for each in told)


def _spoken_of(cue: Hit, territory: list[Group], clause: _Clause, words: Words) -> list[Group]:
    """The lists that a cue speaks of."""
    if cue.key in ("observer", "observer_states"):
        return _observers(cue, territory, clause, words)
    if cue.key == "watch":
        return _watchers(cue, territory, clause, words)
    if cue.key in ("invites", "by"):
        return [group for group in territory if group.first >= cue.last]
    if cue.key in ("without", "neither", "watched"):
        return [group for group in territory if 0 <= group.first - cue.last <= _RIGHT_REACH][:1]
    if cue.key in ("absent", "unsure"):
        return _subject(cue, territory, clause)
    return territory


def _observers(cue: Hit, territory: list[Group], clause: _Clause, words: Words) -> list[Group]:
    after = [group for group in territory if group.first >= cue.last]
    before = [group for group in territory if group.last <= cue.first]
    if after and (_leads_to(cue, after[0], words) or _set_off(cue, after[0], words)):
        return _following(after, clause, words)
    if cue.key == "observer_states" or cue.first in words.members:
        return []  # observers without names, one member of a list among others
    if before and (before[-1].mentions[-1].kind == "adjective" or words.words[cue.first - 1] == "("):
        return before[-1:]  # "Jordanian and Iraqi observers", "Jordan (observer)"
    if before:
        return _sharing(before, clause, words)
    around = [group for group in territory if group.first <= cue.first < group.last]
    earlier = [group for group in clause.groups if group.last <= cue.first]
    return around or after[:1] or earlier[-1:]


def _set_off(cue: Hit, group: Group, words: Words) -> bool:
    """Whether the cue is set off by commas right before the list: "and, as observers, the UN and Jordan"."""
    tokens = words.words
    first = cue.first - (tokens[cue.first - 1] not in _SOFT_MARKS)
    if first < 1 or tokens[cue.last] not in ",،" or tokens[first - 1] not in ",،(":
        return False
    joined = first - 2 in words.ands
    return joined and all(at in words.glue or at == cue.last for at in range(cue.last, group.first))


def _following(after: list[Group], clause: _Clause, words: Words) -> list[Group]:
    """The first list after a word, and those that go on with nothing but a comma or "and" between."""
    shared = [after[0]]
    for left, right in pairwise(after):
        between = range(left.last, right.first)
        plain = all(at in words.glue or words.words[at] in ",،" for at in between)
        if not plain or any(left.last <= cue.first < right.first for cue in clause.cues):
            break
        shared.append(right)
    return shared


def _leads_to(cue: Hit, group: Group, words: Words) -> bool:
    """Whether only words like "from", "are" or a colon stand between the cue and the list."""
    between = range(cue.last, group.first)
    if len(between) > _RIGHT_REACH or any(words.words[at] in ".,;،؛" for at in between):
        return False
    strange = [at for at in between if at not in words.copula and at not in words.glue and words.words[at].isalpha()]
    return not strange and words.ands.isdisjoint(between)


def _sharing(before: list[Group], clause: _Clause, words: Words) -> list[Group]:
    """The last list, and those before it that share what is said of it."""
    shared = [before[-1]]
    for left, right in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
        between = [at for at in range(left.last, right.first) if at not in clause.skipped]
        strange = [at for at in between if at not in words.glue and words.words[at].isalpha()]
        if any(words.words[at] == ";" for at in between):
            break
        companion = any(left.last <= hit.first < right.first for hit in words.companions)
        if any(left.last <= cue.first < right.first for cue in clause.cues):
            break
        if len(strange) > (_COMPANION_REACH if companion else _LEFT_REACH):
            break
        shared.append(left)
    return shared


def _watchers(cue: Hit, territory: list[Group], clause: _Clause, words: Words) -> list[Group]:
    """Who observed: directly before the verb. A truce may be observed, too."""
    if any(at in words.ceasefire for at in range(cue.first - 6, cue.last + _WATCH_REACH)):
        return []
    before = [group for group in territory if group.last <= cue.first]
    if before and cue.first - before[-1].last <= _WATCH_REACH:
        return _sharing(before, clause, words)
    return []


def _subject(cue: Hit, territory: list[Group], clause: _Clause) -> list[Group]:
    before = [group for group in territory if group.first < cue.first]
    earlier = [group for group in clause.groups if group.first < cue.first]
    return before[-1:] or earlier[-1:] or territory[:1]


def _head(sentence: Sentence, words: Words, casts: list[Cast]) -> None:
    """A heading as "Who: …" speaks of every list after it."""
    for hit in sentence.of("heading.who"):
        if hit.first == sentence.first and words.words[hit.last : hit.last + 1] == (":",):
            for each in casts:
                each.cues.append(hit)


def _share_with_companions(casts: list[Cast], words: Words) -> None:
    """After "together with" and "so is" a list does what the list before it does."""
    for left, right in pairwise(casts):
        between = range(left.group.last, right.group.first)
        links = [hit for hit in words.companions if hit.first in between]
        near = len(between) <= _RIGHT_REACH + _COMPANION_REACH
        own = links and links[0].key != "so" and any(cue.first > links[0].first for cue in right.cues)
        if links and near and not own:
            known = {id(cue) for cue in right.cues}
            right.cues.extend(cue for cue in left.cues if id(cue) not in known)

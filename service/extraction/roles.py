"""What the actors named in a sentence do at a round: take part, observe, stay away.

Words for observers and for absence go to one list of actors, words for taking part to all lists of their territory
(`service.extraction.clauses`).
"""

from dataclasses import dataclass, field
from itertools import pairwise

from service.extraction.clauses import ATTEND, SOFT_MARKS, Clause, Words, clauses_of, look_up, territories_of
from service.extraction.document import Document, Sentence
from service.extraction.mentions import Group
from service.extraction.scanner import Hit

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


def cast(document: Document, sentence: Sentence, groups: list[Group]) -> list[Cast]:
    """Each list of actors with the words that speak of it, in text order."""
    if not groups:
        return []
    words = look_up(document, sentence)
    casts = {id(group): Cast(group) for group in groups}
    for clause in clauses_of(sentence, words, groups):
        for territory, cues in territories_of(clause, words):
            for cue in cues:
                for group in _spoken_of(cue, territory, clause, words):
                    casts[id(group)].cues.append(cue)
    found = [casts[id(group)] for group in groups]
    _head(sentence, words, found)
    _share_with_companions(found, words)
    return found


def _spoken_of(cue: Hit, territory: list[Group], clause: Clause, words: Words) -> list[Group]:
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


def _observers(cue: Hit, territory: list[Group], clause: Clause, words: Words) -> list[Group]:
    after = [group for group in territory if group.first >= cue.last]
    before = [group for group in territory if group.last <= cue.first]
    if after and (_leads_to(cue, after[0], words) or _set_off(cue, after[0], words)):
        return _following(after, clause, words)
    if cue.key == "observer_states" or cue.first in words.members:
        return []  # observers without names, one member of a list among others
    near = range(before[-1].last, cue.first) if before else range(0)
    close = bool(before) and len(near) <= 1 and words.sent.isdisjoint(near)  # not "Ürdünlü diplomatlar gözlemci …"
    if close and (before[-1].mentions[-1].kind == "adjective" or words.words[cue.first - 1] == "("):
        return before[-1:]  # "Jordanian and Iraqi observers", "Jordan (observer)"
    if before:
        return _sharing(cue, before, clause, words)
    around = [group for group in territory if group.first <= cue.first < group.last]
    earlier = [group for group in clause.groups if group.last <= cue.first]
    return around or after[:1] or earlier[-1:]


def _set_off(cue: Hit, group: Group, words: Words) -> bool:
    """Whether the cue is set off by commas right before the list: "and, as observers, the UN and Jordan"."""
    tokens = words.words
    first = cue.first - (tokens[cue.first - 1] not in SOFT_MARKS)
    if first < 1 or tokens[cue.last] not in ",،" or tokens[first - 1] not in ",،(":
        return False
    joined = first - 2 in words.ands
    return joined and all(at in words.glue or at == cue.last for at in range(cue.last, group.first))


def _following(after: list[Group], clause: Clause, words: Words) -> list[Group]:
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


def _sharing(cue: Hit, before: list[Group], clause: Clause, words: Words) -> list[Group]:
    """The last list, and those before it that share what is said of it.

    A bare "observers" doesn't reach beyond the head of another list, "as observers" does.
    """
    bare = cue.last - cue.first == 1
    shared = [before[-1]]
    for left, right in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
        between = [at for at in range(left.last, right.first) if at not in clause.skipped]
        strange = [at for at in between if at not in words.glue and words.words[at].isalpha()]
        if any(words.words[at] == ";" for at in between) or (bare and not words.heads.isdisjoint(between)):
            break
        links = [hit for hit in words.companions if left.last <= hit.first < right.first]
        companion = bool(links)
        linked = companion and all(at in words.glue for at in range(links[-1].last, right.first))
        if any(left.last <= cue.first < right.first for cue in clause.cues if not (linked and cue.key in ATTEND)):
            break
        if len(strange) > (_COMPANION_REACH if companion else _LEFT_REACH):
            break
        shared.append(left)
    return shared


def _watchers(cue: Hit, territory: list[Group], clause: Clause, words: Words) -> list[Group]:
    """Who observed: directly before the verb, else directly after it. A truce may be observed, too."""
    if any(at in words.ceasefire for at in range(cue.first - 6, cue.last + _WATCH_REACH)):
        return []
    before = [group for group in territory if group.last <= cue.first]
    if before and cue.first - before[-1].last <= _WATCH_REACH:
        return _sharing(cue, before, clause, words)
    after = [group for group in territory if 0 <= group.first - cue.last <= _WATCH_REACH]
    return after[:1]


def _subject(cue: Hit, territory: list[Group], clause: Clause) -> list[Group]:
    before = [group for group in territory if group.first < cue.first]
    earlier = [group for group in clause.groups if group.first < cue.first]
    return before[-1:] or earlier[-1:] or territory[:1]


def _head(sentence: Sentence, words: Words, casts: list[Cast]) -> None:
    """A heading as "Who: …" speaks of every list after it."""
    for hit in sentence.of("heading"):
        if hit.first == sentence.first and words.words[hit.last : hit.last + 1] == (":",):
            for each in casts:
                each.cues.append(hit)


def _links_after(group: Group, words: Words) -> list[Hit]:
    """Jordan sat with them: a word that joins a list, after it, to the list before."""
    near = range(group.last, group.last + _WATCH_REACH + 1)
    return [hit for hit in words.joined_after if hit.first in near]


def _share_with_companions(casts: list[Cast], words: Words) -> None:
    """After "together with" and "so is" a list does what the list before it does."""
    for left, right in pairwise(casts):
        between = range(left.group.last, right.group.first)
        links = [hit for hit in words.companions if hit.first in between] or _links_after(right.group, words)
        near = len(between) <= _RIGHT_REACH + _COMPANION_REACH
        own = links and links[0].key != "so" and any(cue.first > links[0].first for cue in right.cues)
        if links and near and not own:
            known = {id(cue) for cue in right.cues}
            right.cues.extend(cue for cue in left.cues if id(cue) not in known)

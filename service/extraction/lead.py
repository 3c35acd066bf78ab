"""What the lead of an article says of its chief round: that it lies ahead, is under way or is over."""

from collections import Counter
from dataclasses import dataclass

from service.extraction.document import Sentence, Tense
from service.extraction.indexed_words import Words
from service.extraction.mention import Mention
from service.extraction.tense import tense_near

LEAD = 3  # sentences of the body that count as the lead
_TITLE_VOTES = 3
_LEAD_VOTES = 4  # of the first mention in the body that tells; later ones have one each
_DECISIVE = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What the lead is judged by.

    Attributes:
        words: The text.
        sentences: Its sentences.
        own: Mentions of rounds of the process.
        beside: The same by their sentence.
        body: Index of the first sentence of the body.
        held: How many rounds a count says there have been, or 0.
    """

    words: Words
    sentences: tuple[Sentence, ...]
    own: list[Mention]
    beside: dict[int, list[Mention]]
    body: int
    held: int


def lead_tense(facts: Facts) -> Tense:
    """The tense that most of the headline and the first sentences with a mention speak in."""
    votes: Counter[Tense] = Counter()
    weak: Counter[Tense] = Counter()
    named = next((each for each in facts.own if each.number and not is_recalled(facts, each)), None)
    chief = named.number if named else None
    for mention in facts.own:
        tense = _vote(facts, mention, chief, reported=bool(votes["past"] or votes["ongoing"]))
        if tense == "none":
            continue
        if mention.relation == "next" and named and named.first < mention.first and not votes:
            weak[tense] += 1
            continue
        title = facts.sentences[mention.sentence].title
        votes[tense] += 1 if votes.total() > _DECISIVE else _TITLE_VOTES if title else _LEAD_VOTES
    if weak and not votes and any(each.has("closing") and not each.has("result.future") for each in facts.sentences):
        return "past"
    votes = votes or weak + Counter(_unnamed_lead(facts) if weak else ())
    if votes:
        return max(votes, key=lambda each: (votes[each], each == "past"))
    lead = [each for each in facts.sentences[: facts.body + LEAD] if not each.title and _is_ours(facts, each, chief)]
    told = [_any_tense(each) for each in lead]
    return next((each for each in told if each != "none"), "none")


def _vote(facts: Facts, mention: Mention, chief: int | None, *, reported: bool) -> Tense:
    """The tense in which a mention speaks of the chief round, or "none" where it says nothing of that."""
    told = mention.number or mention.relation
    if not (told or mention.ours) or mention.number not in (None, chief):
        return "none"
    sentence = facts.sentences[mention.sentence]
    if (not told and sentence.has("counted")) or is_recalled(facts, mention):
        return "none"
    if mention.relation == "next" and chief and (reported or mention.verb):
        return "none"
    tense = tense_near(sentence, mention.first, mention.last)
    return "planned" if mention.relation == "next" and tense == "none" else tense


def _is_ours(facts: Facts, sentence: Sentence, chief: int | None) -> bool:
    """Whether a sentence may be about the chief round: it names no other, and no other gathering."""
    beside = facts.beside.get(sentence.index, [])
    if beside:
        return any(each.number in (None, chief) and each.relation != "next" for each in beside)
    return not sentence.has("foreign.place", "foreign.kind")


def _unnamed_lead(facts: Facts) -> list[Tense]:
    """Tenses of the first sentences that name no round."""
    lead = facts.sentences[facts.body : facts.body + LEAD]
    return [tense for each in lead if each.index not in facts.beside and (tense := _any_tense(each)) != "none"]


def _any_tense(sentence: Sentence) -> Tense:
    return tense_near(sentence, sentence.first, sentence.first)


def is_recalled(facts: Facts, mention: Mention) -> bool:
    """Whether a mention is of an earlier round by the way ("after the first meeting")."""
    if mention.relation == "last":
        return True
    article = facts.words.ends(mention.first, "rounds.article", "rounds.this")
    at = article.first if article else mention.first
    after = facts.words.ends(at, "time.after", "rounds.since")
    if after is None:
        return False
    others = [each for each in facts.beside[mention.sentence] if each is not mention]
    if facts.sentences[mention.sentence].title:
        body = next((each.sentence for each in facts.own if each.sentence != mention.sentence), None)
        others += [each for each in facts.beside.get(-1 if body is None else body, ()) if each.relation == "next"]
    return any(each.relation == "next" or each.number for each in others)

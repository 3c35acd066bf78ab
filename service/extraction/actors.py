"""Participants and observers of rounds.

Whoever is said to attend, to be invited or to have been sent takes part; whoever is called an observer observes; the
host takes no part. Who merely comments, or sets a date, does neither. Staying away is a fact of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from config.dossier import Dossier
from config.lexicon import Lexicon
from events.claims import Attendance, Claim, Modality
from service.extraction.clauses import ATTEND
from service.extraction.document import Document, Sentence
from service.extraction.mentions import SIDES, Group, groups_in
from service.extraction.roles import Cast, cast
from service.extraction.scanner import Hit


@dataclass(frozen=True, slots=True)
class _Part:
    """What one list of actors does, as one rule has it."""

    rule: str
    field: str
    attendance: Attendance | None
    modality: Modality = "asserted"


_BESIDE = 2  # words, such as an article, between "on the sidelines of" and the round


def read(document: Document, lexicon: Lexicon, dossier: Dossier) -> list[Claim]:  # noqa: ARG001 - the readers' one shape
    """Claims on participants and observers, the decisive one for each actor and round."""
    found = [claim for sentence in document.sentences for claim in _read_sentence(document, sentence, dossier)]
    ordered = sorted(found, key=lambda claim: (claim.round or "", claim.value))
    kept: list[Claim] = []
    for _, same in groupby(ordered, key=lambda claim: (claim.round, claim.value)):
        kept.append(_decisive(list(same)))
    return sorted(kept, key=lambda claim: claim.evidence[0].start)


def _read_sentence(document: Document, sentence: Sentence, dossier: Dossier) -> Iterator[Claim]:
    if not sentence.rounds:
        return
    groups = groups_in(document, sentence, dossier.guarantors) if sentence.has("actors") else []
    for each in cast(document, sentence, groups):
        key = _round_of(document, sentence, each)
        if key is None or _aside(sentence, each.group):
            continue
        part = _part(document, sentence, key, each, dossier)
        if part is None or (part.rule == "sent" and _merely_speaks(sentence, each.group, dossier)):
            continue
        for actor in each.group.ids:
            if part.field == "participants" and actor == dossier.host:
                continue
            yield document.claim(
                sentence,
                key,
                field=_field(part, actor, dossier),
                value=actor,
                attendance=part.attendance,
                modality=part.modality,
                rule=f"actors.{part.rule}",
            )


def _merely_speaks(sentence: Sentence, group: Group, dossier: Dossier) -> bool:
    """Whether a list beside a verb of speech is of others than those at the table: they comment from wherever."""
    if set(group.ids) <= {*dossier.guarantors, *SIDES}:
        return False
    near = (-1, 0, 1)
    return any(
        hit.first - group.last in near or group.first - hit.last in (*near, 2) for hit in sentence.of("speech.verb")
    )


def _field(part: _Part, actor: str, dossier: Dossier) -> str:
    """Participants or observers; who sits at the table is no observer, whoever is called one in the same breath."""
    return "participants" if actor in (*dossier.guarantors, *SIDES) else part.field


def _round_of(document: Document, sentence: Sentence, each: Cast) -> str | None:
    """The round that the list is spoken of with; who is asked to come "from the next round on" comes to that one."""
    key = sentence.round_at(each.group.start)
    asked = each.has("observer", "invites", "invited") and sentence.has("when.next")
    if key and asked and document.tenses.get(key) == "past":
        following = str(int(key) + 1) if key.isdigit() else "next"
        return following if following in document.tenses else None
    if key != document.main and document.tenses.get(key or "") == "planned" and _reports(document, sentence, each):
        return document.main
    return key


def _reports(document: Document, sentence: Sentence, each: Cast) -> bool:
    """Whether an envoy at the main round, which is over or under way, says when the next will be."""
    reported = document.tenses.get(document.main or "") in ("past", "ongoing")
    return reported and each.group.names_person and sentence.has("speech.verb")


def _aside(sentence: Sentence, group: Group) -> bool:
    """Whether the list belongs to a working group or another gathering, not to the round."""
    back = [
        hit.first
        for hit in (*sentence.of("rounds.noun"), *sentence.of("rounds.meeting_noun"))
        if _ours(sentence, hit) and not _beside(sentence, hit)
    ]
    for hit in (*sentence.of("aside.word"), *sentence.of("aside.elsewhere")):
        if hit.first < group.first:
            if hit.section == "aside" and any(hit.last < at < group.first for at in back):
                continue  # the sentence came back to the round
            return True
        if not any(group.last <= cue.first < hit.first for cue in sentence.of("roles.act")):
            return True
    return False


def _ours(sentence: Sentence, noun: Hit) -> bool:
    """Whether a noun of meeting is the round's."""
    return any(span.how == "named" and span.start <= noun.start < span.end for span in sentence.rounds)


def _beside(sentence: Sentence, noun: Hit) -> bool:
    """Whether the round is named only to say what something goes on beside: "on the sidelines of the talks"."""
    return any(0 <= noun.first - hit.last <= _BESIDE for hit in sentence.of("aside.word"))


def _part(document: Document, sentence: Sentence, key: str, each: Cast, dossier: Dossier) -> _Part | None:
    """What the list does at the round, or None. Who only sets its date does nothing at it."""
    if each.has("absent", "without") or (each.has("neither") and each.has(*ATTEND)):
        return None if each.group.names_person else _absent(each)
    if each.has("unsure"):
        return _Part("unsure", "participants", "invited", "conditional")
    tense = document.tenses.get(key, "none")
    if each.has("observer", "observer_states", "watch", "watched"):
        return _Part("observer", "observers", *_standing(each.cues, tense))
    rule = _attends(document, key, each, dossier)
    if sentence.has("aside.dates") and tense == "planned" and rule not in (None, "attends", "invited"):
        return None
    return _Part(rule, "participants", *_standing(each.cues, tense)) if rule else None


def _absent(each: Cast) -> _Part:
    observer = each.has("observer", "observer_states", "watch")
    return _Part("absent", "observers" if observer else "participants", "absent")


def _standing(cues: list[Hit], tense: str) -> tuple[Attendance, Modality]:
    """How sure it is that they are there."""
    keys = {cue.key for cue in cues}
    if tense in ("past", "ongoing"):
        return "seen", "asserted"
    if "confirmed" in keys:
        return "confirmed", "expected"
    if keys & {"invited", "invites"}:
        return "invited", "expected"
    return "expected", "expected"


def _attends(document: Document, key: str, each: Cast, dossier: Dossier) -> str | None:
    """Name of the rule by which the list takes part, or None."""
    if each.has("late"):
        return None
    if key != document.main and document.tenses.get(key) == "planned":
        return "invited" if each.has("invited", "invites") else None
    if each.has(*ATTEND) or (each.has("leads") and (each.group.sent or each.group.names_person)):
        return "attends"
    if _hosts(each, dossier) and each.has("act", "convene"):
        return "convenes"
    return _by_presence(document, each, dossier) if key == document.main else None


def _by_presence(document: Document, each: Cast, dossier: Dossier) -> str | None:
    """Whoever has people at the round that the article is about, whatever is said of them there."""
    parties = set(each.group.ids) <= {*dossier.guarantors, *SIDES}
    negotiators = each.group.names_person and parties
    if each.group.sent and (negotiators or not each.group.names_person):
        return "sent"
    under_way = document.tenses.get(document.main or "") in ("past", "ongoing")
    acts = parties and (each.group.names_person or each.has("act", "leads") or each.group.names_sponsors)
    return "negotiator" if acts and under_way else None


def _hosts(each: Cast, dossier: Dossier) -> bool:
    """Whether at least two of those who sponsor the process, and nobody else, are named."""
    ids = set(each.group.ids)
    return len(ids) > 1 and ids <= set(dossier.guarantors)


def _decisive(claims: list[Claim]) -> Claim:
    """Of all claims on one actor at one round the one that holds: being seen, staying away, observing, the first."""
    seen = [claim for claim in claims if claim.attendance == "seen" and claim.rule == "actors.attends"]
    absent = [claim for claim in claims if claim.attendance == "absent"]
    if absent and not any(claim.evidence != absent[0].evidence for claim in seen):
        return absent[0]
    observers = [claim for claim in claims if claim.field == "observers" and claim.attendance != "absent"]
    sure = [claim for claim in claims if claim.modality != "conditional" and claim.attendance != "absent"]
    return (observers or sure or claims)[0]

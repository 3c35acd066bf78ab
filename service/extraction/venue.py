"""Claims about venues. The city in the process's name says nothing of where a round meets."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config.dossier import Dossier, Place
from events.claims import Claim
from service.extraction.build import Groundwork
from service.extraction.calendar_spans import read_edtf
from service.extraction.document import Document, Sentence
from service.extraction.governors import Names, names_of
from service.extraction.indexed_words import Words
from service.extraction.mention import Mention
from service.extraction.scanner import Hit

_NOT_REACH = 6  # words between "not" and the city
_CLAUSE = 12  # words of a clause before the city that may make it a mere possibility
_VERB_REACH = 14  # words between a verb of meeting and the city
_HELD_REACH = 4  # words between "have been held" and the city
_REACH = 5  # words between "in" and the city


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A place that a sentence gives for a round, and how plainly (higher is plainer)."""

    key: str
    place: str
    weight: int
    sentence: Sentence
    rule: str


def venue_claims(document: Document, ground: Groundwork, dossier: Dossier, dates: dict[str, str]) -> Iterator[Claim]:
    """One claim for each round whose venue the text tells: the plainest."""
    by_key: dict[str, list[_Sighting]] = defaultdict(list)
    named = {at for at, each in enumerate(ground.mentions) if (each.number or each.relation) and not _other(each)}
    for sighting in _Reader(document, ground, dossier, names_of(ground.mentions, named)).read():
        by_key[sighting.key].append(sighting)
    for key, sightings in by_key.items():
        best = _plainest(sightings)
        name = _name(dossier, best.place, _day_of(key, dates, ground.said.day))
        planned = document.tenses.get(key) == "planned"
        yield document.claim(
            best.sentence,
            key,
            field="venue",
            value=name,
            modality="expected" if planned else "asserted",
            rule=f"venue.{best.rule}",
        )


def _other(mention: Mention) -> bool:
    return mention.foreign or mention.weak or mention.count


def _plainest(sightings: list[_Sighting]) -> _Sighting:
    totals: dict[str, int] = defaultdict(int)
    for each in sightings:
        totals[each.place] += each.weight
    top = max(each.weight for each in sightings)
    plainest = [each for each in sightings if each.weight == top]
    return max(plainest, key=lambda each: (totals[each.place], -each.sentence.index))


def _day_of(key: str, dates: dict[str, str], today: date | None) -> date | None:
    if key not in dates:
        return today
    span = read_edtf(dates[key])
    return span.low.first if span.low else span.high.last if span.high else today


def _name(dossier: Dossier, place: str, day: date | None) -> str:
    """The name as of that day; a name that the text writes out is kept."""
    known = next((each for each in dossier.places if each.id == place), None)
    if known is None:
        return place
    return known.name_on(day) if day else known.names[-1].name


def _place_named(dossier: Dossier, name: str) -> Place | None:
    return next((each for each in dossier.places if any(known.name == name for known in each.names)), None)


@dataclass(slots=True)
class _Reader:
    document: Document
    ground: Groundwork
    dossier: Dossier
    names: Names
    last: str | None = None

    def read(self) -> Iterator[_Sighting]:
        """Every place that is given for a round, in text order; the dateline last."""
        home = _place_named(self.dossier, self.ground.said.city or "")
        self.last = home.id if home else None
        found: set[str] = set()
        for sentence in self.document.sentences:
            yield from self._counted(sentence)
            for hit in sentence.of("places"):
                sighting = self._sighting(sentence, hit)
                if sighting:
                    found.add(sighting.key)
                    yield sighting
        main = self.document.main
        if home and home.id in self._usual() and main and main not in found and self.document.sentences:
            first = next((each for each in self.document.sentences if not each.title), self.document.sentences[0])
            yield _Sighting(main, home.id, 0, first, "dateline")

    def _counted(self, sentence: Sentence) -> Iterator[_Sighting]:
        """Six rounds have been held in Astana: the first to the sixth that the text names."""
        held = sentence.of("counted")
        counts = (
            [each for each in self.ground.mentions if each.sentence == sentence.index and each.count] if held else []
        )
        for mention in counts:
            numeral = self.ground.words.numerals.get(mention.first)
            if mention.foreign or numeral is None:
                continue
            for hit in sentence.of("places"):
                place = self._place(hit)
                close = any(-1 <= hit.first - each.last <= _HELD_REACH for each in held)
                if place is None or not close or _parted(self.ground.words, numeral.first):
                    continue
                keys = [key for key in self.document.tenses if key.isdigit() and int(key) <= numeral.value]
                yield from (_Sighting(key, place, _LOOSE, sentence, "counted") for key in keys)

    def _usual(self) -> frozenset[str]:
        return frozenset(self.dossier.sections.get("usual_places", (self.dossier.host_place,)))

    def _sighting(self, sentence: Sentence, hit: Hit) -> _Sighting | None:
        words = self.ground.words
        key = sentence.round_at(hit.start)
        place = self._place(hit)
        if place is None or key is None or _is_format(words, hit) or _is_dateline(words, sentence, hit):
            return None
        spelled = hit.key not in ("here", "same")
        weight, rule = self._weight(sentence, hit, key)
        if place not in self._usual() and (weight < _HELD or not _plainly_in(words, hit)):
            return None
        if weight and spelled:
            self.last = place
        return _Sighting(key, place, weight, sentence, rule) if weight else None

    def _place(self, hit: Hit) -> str | None:
        if hit.key == "host_capital":
            return self.dossier.host_place
        if hit.key in ("here", "same"):
            return self.last
        known = _place_named(self.dossier, hit.key)
        return known.id if known else None

    def _weight(self, sentence: Sentence, hit: Hit, key: str) -> tuple[int, str]:
        words = self.ground.words
        named = any(span.key == key and span.how == "named" for span in sentence.rounds)
        if _beside_name(self.names.ours, words, sentence, hit):
            return _BESIDE, "beside"
        if _kept_away(self.names.theirs, words, sentence, hit):
            return 0, ""
        if _hosts(words, hit):
            return _HELD if named else _SAID, "hosts"
        if not _located(words, sentence, hit):
            return (_LOOSE, "subject") if named and _is_subject(words, sentence, hit) else (0, "")
        if _held_there(words, sentence, hit):
            return _HELD, "held"
        return (_SAID, "named") if named else (_LOOSE, "carried")


_BESIDE, _HELD, _SAID, _LOOSE = 4, 3, 2, 1


def _parted(words: Words, first: int) -> bool:
    """Of eleven rounds ten …: the count is of more than the place holds."""
    return words.starts(first - 1, "time.of") is not None or words.starts(first - 2, "time.of") is not None


def _plainly_in(words: Words, hit: Hit) -> bool:
    return words.starts(hit.first - 1, "venue.before") is not None


def _is_subject(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """Nur-Sultan reckons with a new meeting."""
    opens = hit.first == sentence.first or words.tokens.words[hit.first - 1] in (",", "the")
    return opens and hit.last < sentence.last and words.tokens.words[hit.last][0].isalpha()


def _beside_name(names: frozenset[int], words: Words, sentence: Sentence, hit: Hit) -> bool:
    """The tenth, in Sochi; Sochi, where the last meeting was held."""
    before = hit.first - 1
    while before > hit.first - 4 and before > sentence.first and before not in names:
        if not (words.tokens.words[before] in (",", "(") or words.starts(before, "venue.before", "rounds.article")):
            break
        before -= 1
    if before in names and before < hit.first - 1:
        return True
    where = range(hit.last, min(hit.last + 2, sentence.last))
    after = next((at for at in where if words.starts(at, "foreign.where")), None)
    return after is not None and any(at in names for at in range(after, min(after + 4, sentence.last)))


def _is_format(words: Words, hit: Hit) -> bool:
    """Astana process, Astana-20: the city's name as the name of the format."""
    if words.starts(hit.first, "names", "rounds.ours"):
        return True
    if words.ends(hit.first, "venue.format_before"):
        return True
    after = hit.last
    if after >= len(words.tokens.words):
        return False
    if words.tokens.words[after] == "-" and words.tokens.glued(after):
        return True
    numeral = words.numerals.get(after)
    romans = numeral is not None and numeral.kind == "roman"
    return romans or words.starts(after, "venue.format_after") is not None


def _is_dateline(words: Words, sentence: Sentence, hit: Hit) -> bool:
    return hit.first == sentence.first and words.tokens.words[min(hit.last, sentence.last - 1)] in (
        ",",
        ".",
        "-",
        "(",
        "/",
    )


def _located(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """In Sochi, in the Russian city of Sochi; or between commas beside a round's name or date."""
    if (
        hit.key in ("here", "same")
        or words.starts(hit.last, "venue.after")
        or words.starts(hit.first, "venue.inflected")
    ):
        return True
    for at in range(hit.first - 1, max(sentence.first, hit.first - _REACH) - 1, -1):
        if words.starts(at, "venue.before", "venue.toward"):
            return not _quoted(words, at, hit)
        if words.tokens.words[at] in (",", ";", ":") and at != hit.first - 1:
            break
        if words.tokens.words[at] in (",", ":", "(", ";"):
            return _between_marks(words, sentence, hit)
    return False


def _quoted(words: Words, at: int, hit: Hit) -> bool:
    """Whether the words "in Astana" themselves are quoted, as from a paper."""
    after = hit.last
    return (
        at > 0
        and words.tokens.words[at - 1] == '"'
        and words.tokens.words[min(after, len(words.tokens.words) - 1)] == '"'
    )


def _between_marks(words: Words, sentence: Sentence, hit: Hit) -> bool:
    after = hit.last
    closed = after >= sentence.last or words.tokens.words[after] in (",", ";", ".", ")", "(")
    return closed and bool(sentence.rounds)


def _hosts(words: Words, hit: Hit) -> bool:
    if words.ends(hit.first, "venue.host_before"):
        return True
    return any(words.starts(at, "venue.host") for at in range(hit.last, min(hit.last + 3, len(words.tokens.words))))


def _kept_away(theirs: frozenset[int], words: Words, sentence: Sentence, hit: Hit) -> bool:
    """Whether the place belongs to something else: another gathering, or it is said that it is not there."""
    if _denied(words, sentence, hit):
        return True
    if any(words.starts(at, "venue.if") for at in range(max(sentence.first, hit.first - _CLAUSE), hit.first)):
        return True
    for at in range(hit.first - 1, sentence.first - 1, -1):
        if at in theirs:
            return True
        if words.tokens.words[at] in (";", ".") or words.starts(
            at, "rounds.noun", "rounds.noun_of", "rounds.meeting_noun"
        ):
            return False
        if words.starts(at, "foreign.kind", "foreign.place"):
            return True
    return False


def _denied(words: Words, sentence: Sentence, hit: Hit) -> bool:
    for at in range(hit.first - 1, max(sentence.first, hit.first - _NOT_REACH) - 1, -1):
        if words.starts(at, "venue.negative"):
            return True
        if words.starts(at, "venue.but") or not words.tokens.words[at][0].isalnum():
            break
    return False


def _held_there(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb of meeting stands before the place in its clause, or after it where the verb comes last."""
    before = range(hit.first - 1, max(sentence.first, hit.first - _VERB_REACH) - 1, -1)
    for at in range(hit.last, min(hit.last + _VERB_REACH, sentence.last)) if words.verb_last else before:
        if words.tokens.words[at] in (";", "."):
            return False
        if words.starts(at, "holding.whole", "holding.fixed", "holding.start", "holding.end"):
            return True
    return False

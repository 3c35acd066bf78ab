"""Claims about venues. The city in the process's name says nothing of where a round meets."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from config.dossier import Dossier, Place
from events.claims import Claim
from service.extraction.build import Groundwork
from service.extraction.calendar_spans import read_edtf
from service.extraction.document import Document, Sentence
from service.extraction.governors import Names, names_of
from service.extraction.mention import Mention
from service.extraction.scanner import Hit
from service.extraction.venue_words import (
    beside_name,
    held_there,
    hosts,
    is_dateline,
    is_format,
    is_subject,
    kept_away,
    located,
    parted,
    plainly_in,
)

_HELD_REACH = 4  # words between "have been held" and the city


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
    counts: dict[int, list[Mention]] = field(default_factory=dict)

    def read(self) -> Iterator[_Sighting]:
        """Every place that is given for a round, in text order; the dateline last."""
        home = _place_named(self.dossier, self.ground.said.city or "")
        self.last = home.id if home else None
        for mention in self.ground.mentions:
            if mention.count:
                self.counts.setdefault(mention.sentence, []).append(mention)
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
        for mention in self.counts.get(sentence.index, ()) if held else ():
            numeral = self.ground.words.numerals.get(mention.first)
            if mention.foreign or numeral is None:
                continue
            for hit in sentence.of("places"):
                place = self._place(hit)
                close = any(-1 <= hit.first - each.last <= _HELD_REACH for each in held)
                if place is None or not close or parted(self.ground.words, numeral.first):
                    continue
                keys = [key for key in self.document.tenses if key.isdigit() and int(key) <= numeral.value]
                yield from (_Sighting(key, place, _LOOSE, sentence, "counted") for key in keys)

    def _usual(self) -> frozenset[str]:
        return frozenset(self.dossier.sections.get("usual_places", (self.dossier.host_place,)))

    def _sighting(self, sentence: Sentence, hit: Hit) -> _Sighting | None:
        words = self.ground.words
        key = sentence.round_at(hit.start)
        place = self._place(hit)
        if place is None or key is None or is_format(words, hit) or is_dateline(words, sentence, hit):
            return None
        if any(actor.start < hit.start and hit.end <= actor.end for actor in sentence.of("actors.name")):
            return None
        if sentence.has("counted") and not any(span.how == "named" for span in sentence.rounds):
            return None  # where so many rounds have been held, see `_counted`
        spelled = hit.key not in ("here", "same")
        weight, rule = self._weight(sentence, hit, key)
        if place not in self._usual() and (weight < _HELD or not plainly_in(words, hit) or sentence.has("venue.maybe")):
            return None
        if spelled and (weight or self.last is None or place in self._usual()):
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
        if beside_name(self.names.ours, words, sentence, hit):
            return _BESIDE, "beside"
        if kept_away(self.names.in_order, words, sentence, hit):
            return 0, ""
        if hosts(words, hit):
            return _HELD if named else _SAID, "hosts"
        if not located(words, sentence, hit):
            return (_LOOSE, "subject") if named and is_subject(words, sentence, hit) else (0, "")
        if held_there(words, sentence, hit):
            return _HELD, "held"
        return (_SAID, "named") if named else (_LOOSE, "carried")


_BESIDE, _HELD, _SAID, _LOOSE = 4, 3, 2, 1

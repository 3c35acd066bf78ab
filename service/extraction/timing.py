"""Claims about dates: which date belongs to which round."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from events.claims import Modality
from service.extraction.build import Groundwork
from service.extraction.calendar_spans import DAY, CalendarSpan
from service.extraction.context import Context
from service.extraction.dates import DateExpression
from service.extraction.document import Document, Sentence, Tense
from service.extraction.eras import eras_of
from service.extraction.governors import Governor, Names, Role, governor_of, names_of
from service.extraction.indexed_words import Words
from service.extraction.listing import BULLETS
from service.extraction.placing import place
from service.extraction.reckoning import Direction, Setting
from service.extraction.scanner import Hit
from service.extraction.speakers import modality_between

_AUXILIARY_REACH = 5  # words between "will" or "was" and its verb
_VERB_REACH = 8  # words between a date and a verb that is no verb of meeting
_MOVED_REACH = 3  # words between a new date and the verb of moving after it
_NO_REACH = 5  # words between "no" and the last word of the name it denies
LONGEST = 4  # days from the first to the last of a meeting, at most
_MODALITIES: tuple[Modality, ...] = ("denied", "conditional", "proposed", "expected")
_LATE_PLAN = 3  # days a plan may lie back and still be one (an old text, another zone)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that belongs to a round, placed in the calendar.

    Attributes:
        key: The round.
        span: The days.
        role: Whether it is the start, the end or the whole.
        sentence: Its sentence.
        expression: As written.
        modality: How it is said.
        strong: The sentence says plainly that it is the round's date.
    """

    key: str
    span: CalendarSpan
    role: Role
    sentence: Sentence
    expression: DateExpression
    modality: Modality
    strong: bool = True


def find_dated(ground: Groundwork, document: Document, context: Context) -> list[Dated]:
    """Every date of a round, in text order."""
    common = frozenset(
        each.sentence for each in ground.mentions if not (each.foreign or each.count or each.number or each.relation)
    )
    reader = _Reader(ground, document, names_of(ground.mentions, context.keys), common, eras_of(ground, document))
    found: list[Dated] = []
    for sentence in document.sentences:
        found += reader.read(sentence)
    return found


@dataclass(slots=True)
class _Reader:
    ground: Groundwork
    document: Document
    names: Names
    common: frozenset[int]
    eras: dict[int, int]
    that: CalendarSpan | None = None
    first_days: dict[int, date] = field(default_factory=dict)

    def read(self, sentence: Sentence) -> Iterator[Dated]:
        """Dates of one sentence."""
        previous: Dated | None = None
        for expression in self.ground.dates[sentence.index]:
            dated = self._one(sentence, expression, previous)
            previous = dated
            if dated:
                self._remember(dated)
                yield dated

    def _remember(self, dated: Dated) -> None:
        if dated.key.isdigit() and dated.span.low:
            self.first_days[int(dated.key)] = dated.span.first

    def _one(self, sentence: Sentence, expression: DateExpression, previous: Dated | None) -> Dated | None:
        key = sentence.round_at(self.document.tokens.starts[expression.first])
        governor = self._governor(sentence, expression, previous)
        told = self._tense(sentence, expression, governor)
        setting = self._setting(sentence, key, told)
        span = place(expression, setting)
        if span is None:
            return None
        self.that = span
        if key is None or governor is None or not self._belongs(sentence, expression, governor, key):
            return None
        until = expression.prefix in tuple("bv") and self._lasts(expression, governor)
        if until:
            span = place(replace(expression, prefix=""), setting) or span
        elif expression.prefix == "v" and not self.ground.words.starts(governor.token, "holding.fixed"):
            return None
        tense = self.document.tenses.get(key, "none")
        if {told, tense} == {"past", "planned"} or not _fits_tense(span, tense, self.ground.said.day):
            return None
        modality = self._modality(sentence, expression, governor, key)
        role: Role = "end" if until else self._role(sentence, expression, governor)
        return Dated(
            key, span if until else _unless_before(span, expression, sentence), role, sentence, expression, modality
        )

    def _lasts(self, expression: DateExpression, governor: Governor) -> bool:
        """Whether the meeting lasts until a date: the date is its last day."""
        single = expression.form in (
            "day",
            "day_month_first",
            "weekdays",
            "weekday_ordinal",
            "around_today",
            "numeric_day",
        )
        return single and self.ground.words.starts(governor.token, "lasting.until") is not None

    def _role(self, sentence: Sentence, expression: DateExpression, governor: Governor) -> Role:
        """Start or end where the sentence says so beside the date ("on Monday, the opening day")."""
        beside = self._beside_day(sentence, expression) or self.ground.words.ends(governor.token, "day_of", "day_at")
        if beside:
            return "start" if beside.key == "first" else "end"
        goes_on = expression.form == "around_today" and self.ground.words.starts(governor.token, "lasting.until")
        return "end" if goes_on else governor.role

    def _beside_day(self, sentence: Sentence, expression: DateExpression) -> Hit | None:
        """The words "the opening day" right after a date, or right before it."""
        words = self.ground.words
        for at in range(expression.last, min(expression.last + 4, sentence.last)):
            found = words.starts(at, "day_of", "day_at")
            if found or not (words.tokens.words[at] in (",", "(") or words.starts(at, "rounds.article", "time.of")):
                return found
        before = expression.first
        while before > sentence.first and (
            words.tokens.words[before - 1] in (",", "(") or words.starts(before - 1, "time.on")
        ):
            before -= 1
        return words.ends(before, "day_of", "day_at")

    def _tense(self, sentence: Sentence, expression: DateExpression, governor: Governor | None) -> Direction:
        """What the verb that takes the date says of its time, if it says anything; "will" outweighs a participle."""
        if governor and (governor.role == "named" or self.ground.words.starts(governor.token, "holding.fixed")):
            return "unknown"
        low, high = expression.first - _VERB_REACH, expression.last + _VERB_REACH
        if governor is not None:
            low, high = governor.token - _AUXILIARY_REACH, governor.token
        dated = self.ground.words.dated
        told = {hit.key for hit in sentence.of("tense") if low <= hit.first <= high and hit.first not in dated}
        return "planned" if "future" in told else "past" if told & {"past", "past_after"} else "unknown"

    def _governor(self, sentence: Sentence, expression: DateExpression, previous: Dated | None) -> Governor | None:
        if previous and expression.first - previous.expression.last <= 1:
            return Governor(previous.role, previous.expression.first)
        if self._beside_day(sentence, expression):
            return Governor("named", expression.first, people=True)
        if expression.first <= sentence.first + 1 and self.ground.words.tokens.words[sentence.first] in BULLETS:
            return Governor("named", sentence.first)
        return governor_of(self.ground.words, sentence, expression, self.names)

    def _setting(self, sentence: Sentence, key: str | None, told: Direction) -> Setting:
        tense = self.document.tenses.get(key or "", "none")
        known: Direction = {"planned": "planned", "past": "past"}.get(tense, "unknown")  # type: ignore[assignment]
        direction = known if told == "unknown" else told
        that = self.that.first if self.that and self.that.low else None
        return Setting(
            anchor=self.ground.said.day,
            direction=direction,
            after=self._last_before(key),
            era=self.eras.get(sentence.index),
            that_year=that.year if that else None,
            that_month=that.replace(day=1) if that else None,
        )

    def _last_before(self, key: str | None) -> date | None:
        """First day of the nearest earlier round that the text has dated already."""
        earlier = [number for number in self.first_days if key and key.isdigit() and number < int(key)]
        return self.first_days[max(earlier)] if earlier else None

    def _belongs(self, sentence: Sentence, expression: DateExpression, governor: Governor, key: str) -> bool:
        """Whether the sentence's subject can be the round: named, meant by a common noun or pronoun, or its people."""
        starts = self.document.tokens.starts
        near = (starts[governor.token], starts[expression.first])
        named = [span for span in sentence.rounds if span.key == key and span.how == "named"]
        return (
            any(span.start <= at < span.end for span in named for at in near)
            or governor.people
            or sentence.index in self.common
            or sentence.has("label")
            or self.ground.words.starts(sentence.first, "pronoun") is not None
        )

    def _modality(self, sentence: Sentence, expression: DateExpression, governor: Governor, key: str) -> Modality:
        words = self.ground.words
        for at in range(max(sentence.first, governor.token - 3), governor.token + 1):
            if words.starts(at, "negation.not") and expression.prefix != "b":
                return "denied"
        if words.starts(expression.first - 1, "negation.not") and expression.prefix not in ("a", "b"):
            return "denied"
        if governor.role == "named" and _no_such(words, sentence, governor):
            return "denied"
        if words.noun_last and words.starts(expression.last, "negation.not"):
            return "denied"  # "not in June but in July" with the "not" after its word
        tense = self.document.tenses.get(key)
        planned = tense == "planned"
        if tense in ("planned", "none") and (
            self._taken_back(sentence, expression) or self._moved(sentence, expression, governor, key)
        ):
            return "retracted"
        span = next((each for each in sentence.rounds if each.key == key), None)
        start, end = (span.start, span.end) if span else (sentence.start, sentence.end)
        modality = modality_between(sentence, start, end, _MODALITIES[expression.prefix == "b" :])
        return "expected" if modality == "asserted" and planned else modality

    def _moved(self, sentence: Sentence, expression: DateExpression, governor: Governor, key: str) -> bool:
        """Whether the sentence goes on to say that the meeting was moved away from a date."""
        if self.ground.words.starts(governor.token, "status.postponed"):
            return False
        moves = [hit for hit in sentence.of("status.postponed") if expression.last <= hit.first]
        away = [hit for hit in moves if sentence.round_at(hit.start) == key]
        return any(not self._moves_to(expression, hit) for hit in away)

    def _moves_to(self, expression: DateExpression, move: Hit) -> bool:
        """Whether the date is the new one, where the verb comes last: right before it ("16 Şubat'a ertelendi")."""
        words = self.ground.words
        between = range(expression.last, move.first)
        if not words.verb_last or len(between) > _MOVED_REACH:
            return False
        return not any(at in self.names.ours or words.starts(at, "holding") for at in between)

    def _taken_back(self, sentence: Sentence, expression: DateExpression) -> bool:
        """Whether a date that holds no more is given: "had been planned for late February"."""
        others = [each.last for each in self.ground.dates[sentence.index] if each.last <= expression.first]
        low = max(others, default=sentence.first)
        high = expression.first
        if self.ground.words.noun_last:  # the words that take it back follow as well
            later = [each.first for each in self.ground.dates[sentence.index] if each.first >= expression.last]
            high = min(later, default=sentence.last)
        return any(low <= hit.first < high for hit in sentence.of("modality.retracted"))


def _no_such(words: Words, sentence: Sentence, governor: Governor) -> bool:
    """No Astana meeting in June."""
    near = range(max(sentence.first, governor.token - _NO_REACH), governor.token + 1)
    return any(words.starts(at, "negation.no") for at in near)


def _fits_tense(span: CalendarSpan, tense: Tense, today: date | None) -> bool:
    """A plan lies ahead, a report behind."""
    if today is None:
        return True
    if tense == "planned":
        return span.last >= today - DAY * _LATE_PLAN
    return tense != "past" or span.first <= today + DAY


def _unless_before(span: CalendarSpan, expression: DateExpression, sentence: Sentence) -> CalendarSpan:
    """Not before mid-September: from mid-September."""
    denials = [*sentence.of("negation.not"), *sentence.of("negation.wait")]
    if expression.prefix == "b" and any(not expression.first <= no.first < expression.last for no in denials):
        return CalendarSpan(span.high, None, window=True) if span.exact else _from_low(span, expression)
    return span


def _from_low(span: CalendarSpan, expression: DateExpression) -> CalendarSpan:
    plain = place(replace(expression, prefix=""), Setting(span.last))
    return CalendarSpan(plain.low if plain else span.high, None, window=True)

"""An article laid out for reading: main text, sentences, phrases found, and which round each clause speaks of.

Agreement between the readers of single fields:

* `build.build_document` makes a `Document`: the text without boilerplate as `Sentence`s. All offsets count code
  points in ``Article.text``; a slice by them is the evidence.
* ``sentence.hits`` has every phrase of every table of the lexicon that stands in the sentence;
  ``sentence.of("actors")`` those of one table. A reader needs no pattern of its own: it adds phrases to a table.
* ``sentence.rounds`` says of which round each stretch of the sentence speaks. Stretches are in text order, don't
  overlap and may leave gaps (stretches that speak of another format, or of no round). ``sentence.round_at(offset)``
  looks one up.
* A reader of one field is ``read(document, lexicon, dossier) -> list[Claim]``; it makes claims with `document.claim`,
  which fills in speaker, modality and background of the sentence, unless the reader knows better.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from events.claims import Claim, Evidence, Modality, Speaker
from service.extraction.article import Article
from service.extraction.scanner import Hit
from service.extraction.tokens import Tokens

How = Literal["named", "carried", "main"]
"""How a stretch came to its round: it names the round; the sentence before did; it is what the article is about."""

Tense = Literal["planned", "ongoing", "past", "none"]


@dataclass(frozen=True, slots=True)
class RoundSpan:
    """A stretch of a sentence that speaks of one round.

    Attributes:
        start, end: Offsets in code points, half open.
        key: The round's number, or ``next``, ``current``, ``last``.
        how: How that is known.
    """

    start: int
    end: int
    key: str
    how: How


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the main text (a title and a list item count as one).

    Attributes:
        index: Number in the document, from 0; the title is 0 where there is one.
        start, end: Offsets in code points, half open, white space stripped.
        paragraph: Number of its paragraph, from 0.
        title: It is the headline.
        first, last: Its tokens, half open.
        hits: Phrases of the lexicon in it, in text order.
        index_of_hits: The same by table and by label (`index_hits`).
        rounds: Which round its stretches speak of.
        speaker: Who says it.
        modality: How it is said, as a whole; a reader may know better of a clause.
        background: It recalls earlier events.
    """

    index: int
    start: int
    end: int
    paragraph: int
    title: bool
    first: int
    last: int
    hits: tuple[Hit, ...] = ()
    index_of_hits: dict[str, list[Hit]] = field(default_factory=dict, repr=False, compare=False)
    rounds: tuple[RoundSpan, ...] = ()
    speaker: Speaker = field(default_factory=lambda: Speaker(kind="agency"))
    modality: Modality = "asserted"
    background: bool = False

    def of(self, section: str) -> list[Hit]:
        """Hits of one table of the lexicon, or of one list by its whole label."""
        return self.index_of_hits.get(section, [])

    def has(self, *labels: str) -> bool:
        """Whether a phrase of one of these lists or tables stands in the sentence."""
        return any(label in self.index_of_hits for label in labels)

    def round_at(self, offset: int) -> str | None:
        """Key of the round that the stretch at `offset` speaks of, or None."""
        return next((span.key for span in self.rounds if span.start <= offset < span.end), None)


def index_hits(hits: tuple[Hit, ...]) -> dict[str, list[Hit]]:
    """Hits by their table and by their label; of a label with several dots also by each leading part."""
    index: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        index[hit.label].append(hit)
        index[hit.section].append(hit)
        if "." in hit.key:
            for name in _between(hit.label):
                index[name].append(hit)
    return index


@lru_cache(maxsize=4096)
def _between(label: str) -> tuple[str, ...]:
    """The leading parts of a label, without the first of them and the whole."""
    parts = label.split(".")
    return tuple(".".join(parts[:count]) for count in range(2, len(parts)))


@dataclass(frozen=True, slots=True)
class Document:
    """An article laid out.

    Attributes:
        article: What was laid out.
        process: Id of the process it is read for.
        folded: ``article.text`` folded (`tokens.fold`), same offsets.
        tokens: Tokens of the whole text, boilerplate included.
        sentences: Of the main text, in order.
        main: Key of the round that the article is chiefly about, or None.
        tenses: For each round spoken of, whether it lies ahead, is under way or is over at publication.
    """

    article: Article
    process: str
    folded: str
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    main: str | None = None
    tenses: dict[str, Tense] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text that offsets count in."""
        return self.article.text

    def claim(self, sentence: Sentence, round_key: str | None, **fields: object) -> Claim:
        """A claim with the sentence as its evidence, unless `fields` say otherwise.

        Args:
            sentence: Where it stands.
            round_key: The round it is about; None for the whole process.
            **fields: Further attributes of `Claim`; `field`, `value` and `rule` are needed.
        """
        given: dict[str, object] = {
            "speaker": sentence.speaker,
            "modality": sentence.modality,
            "background": sentence.background,
            "evidence": (Evidence(start=sentence.start, end=sentence.end),),
        }
        return Claim(process=self.process, round=round_key, **(given | fields))  # type: ignore[arg-type]

"""Lists of rounds: "How the six earlier rounds went:" followed by six items is the first to the sixth round."""

from service.extraction.document import RoundSpan, Sentence
from service.extraction.indexed_words import Words
from service.extraction.mention import Mention

_MOST_SENTENCES = 200  # of a list
BULLETS = frozenset("-•*·")


def number_items(
    words: Words,
    sentences: tuple[Sentence, ...],
    mentions: list[Mention],
    stretches: list[tuple[RoundSpan, ...]],
) -> list[tuple[RoundSpan, ...]]:
    """The stretches, with the items of a counted list given to the rounds in order.

    A list counts where its heading says how many rounds there were, and there are as many items.
    """
    numbered = list(stretches)
    for mention in mentions:
        numeral = words.numerals.get(mention.first)
        if not mention.count or mention.foreign or numeral is None:
            continue
        items = _items_after(words, sentences, mention.sentence, numeral.value)
        if len(items) != numeral.value:
            continue
        for number, item in enumerate(items, 1):
            for sentence in item:
                numbered[sentence.index] = (RoundSpan(sentence.start, sentence.end, str(number), "named"),)
    return numbered


def _items_after(words: Words, sentences: tuple[Sentence, ...], heading: int, most: int) -> list[list[Sentence]]:
    """The paragraphs with a bullet that follow a heading, each with its sentences; none where there are too many."""
    items: list[list[Sentence]] = []
    for sentence in sentences[heading + 1 : heading + 1 + _MOST_SENTENCES]:
        if sentence.paragraph == sentences[heading].paragraph:
            return []
        if words.tokens.words[sentence.first] in BULLETS and (
            not items or sentence.paragraph != items[-1][-1].paragraph
        ):
            if len(items) == most:
                return []
            items.append([sentence])
        elif items and sentence.paragraph == items[-1][-1].paragraph:
            items[-1].append(sentence)
        else:
            break
    return items

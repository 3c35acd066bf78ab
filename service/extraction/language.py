"""Which language a text is in. Feeds often lie about it or say nothing; the commonest words of a language don't."""

import re
from collections import Counter
from functools import lru_cache

from config.lexicon import Lexicon, Lexicons
from service.extraction.article import Article

DEFAULT = "en"
SAMPLE = 3_000  # code points looked at
FEWEST = 3  # common words that a text must show before it outweighs what was declared

_WORD = re.compile(r"[^\W\d_]+")


def choose_lexicon(article: Article, lexicons: Lexicons) -> Lexicon:
    """The lexicon whose common words fill the text; where that is unclear the declared one, else that of English."""
    declared = lexicons.by_lang.get((article.lang or "").lower()[:2])
    seen = count_common(article.text[:SAMPLE], lexicons)
    best = max(sorted(seen), key=lambda lang: seen[lang])
    unclear = seen[best] < FEWEST or (declared is not None and seen[best] < 2 * seen[declared.lang])
    if unclear:
        return declared or lexicons.by_lang[DEFAULT]
    return lexicons.by_lang[best]


def count_common(text: str, lexicons: Lexicons) -> dict[str, int]:
    """How many words of the text are common words of each language."""
    words = Counter(_WORD.findall(text.casefold()))
    return {
        lang: sum(words[word] for word in _common(lexicon) & words.keys()) for lang, lexicon in lexicons.by_lang.items()
    }


@lru_cache(maxsize=32)
def _common(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.meta.get("common", ()))

"""Words of a text: folding that keeps every offset, and cutting into tokens."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

_SAME = {
    "'": "‘’ʼ‛`´′",
    '"': "“”„«»‟″",
    "-": "‐‑‒–—―−",
    " ": "\u200c\u200b\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
    "i": "İıI",
    "е": "ёЁ",
    "ا": "أإآٱ",
    "ي": "ىیئ",
    "و": "ؤ",
    "ك": "ک",
    "ه": "ةۀە",
    ",": "،",
    ";": "؛",
    "?": "؟",
}
_MARKS = "\u0640\u064b-\u0655\u0670"  # Arabic vowel signs, hamza above, and the stroke that draws letters apart
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*|\d+|'[^\W\d_]+|[^\s]")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|&#?\w{2,8};")
_MARK = re.compile(f"[{_MARKS}]")

_CASE_HEAD = 3000  # letters of a text that show whether it is written with capitals
_FEW_CAPITALS = 200  # such a text has at least one capital in so many letters
_ELIDED = frozenset(("l", "d", "n", "s", "c", "j", "qu"))  # French: the apostrophe belongs to the word before it


class _Folding(dict[int, int]):
    """Code point → folded code point, worked out once for each."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = _fold_one(chr(code))
        return folded


def _fold_one(char: str) -> int:
    for plain, variants in _SAME.items():
        if char in variants:
            return ord(plain)
    if char.isdecimal():
        return ord(str(unicodedata.digit(char)))
    lower = char.lower()
    if len(lower) == 1 and unicodedata.name(lower, "").startswith("LATIN"):
        base = unicodedata.normalize("NFD", lower)[0]
        return ord(base)
    return ord(lower) if len(lower) == 1 else ord(char)


@cache
def _folding() -> _Folding:
    return _Folding()


def bare(word: str) -> str:
    """A word without Arabic vowel signs and strokes, which are written or left out at will."""
    return _MARK.sub("", word)


def fold(text: str) -> str:
    """Lower case, plain dashes, quotes and digits, Latin letters without marks; as long as `text`, offset by offset."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(_blank, text)
    return text.translate(_folding())


def _blank(found: re.Match[str]) -> str:
    """What markup left in a text stands for, as long as the markup."""
    plain = html.unescape(found.group()) if found.group()[0] == "&" else " "
    return plain.rjust(len(found.group())) if len(plain) == 1 else found.group()


@lru_cache(maxsize=8)
def has_capitals(text: str) -> bool:
    """Whether a text is written with capital letters, so that a small one says something."""
    head = text[:_CASE_HEAD]
    return sum(map(str.isupper, head)) * _FEW_CAPITALS >= len(head)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, in order.

    A hyphen inside a compound word is no token ("counter-terrorism" is two words); beside a digit it is one.
    An abbreviation with dots is one word without them ("U.N." is ``un``). Punctuation marks are tokens of their own.

    Attributes:
        words: Folded tokens.
        starts, ends: Their offsets in code points.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def glued(self, index: int) -> bool:
        """Whether token `index` follows the one before it without a gap."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


def cut(folded: str) -> Tokens:
    """Cut folded text into tokens."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    marked = _MARK.search(folded) is not None
    for found in _TOKEN.finditer(folded):
        word = found.group()
        start, end = found.span()
        if word == "-" and _inside_word(folded, start):
            continue
        if len(word) > 1 and not word.isalnum():
            if word[0] == "'" and words and ends[-1] == start and words[-1] in _ELIDED:
                word, start = word[1:], start + 1
            word = word.replace(".", "")
        words.append(bare(word) or word if marked else word)
        starts.append(start)
        ends.append(end)
    return Tokens(tuple(words), tuple(starts), tuple(ends))


def _inside_word(folded: str, at: int) -> bool:
    return 0 < at < len(folded) - 1 and folded[at - 1].isalpha() and folded[at + 1].isalpha()

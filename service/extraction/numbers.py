"""Numbers in a text: digits, words, ordinals with a sign, roman numerals."""

from dataclasses import dataclass
from typing import Literal

from service.extraction.scanner import Hit
from service.extraction.tokens import Tokens

NumeralKind = Literal["digits", "ordinal", "ordinal_word", "cardinal", "roman"]

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN_MOST = 60
_ROMAN_ENDINGS = ("ème", "eme", "er", "re", "e")  # French ordinals: XXe, Ier
_COUNTING = frozenset(("cardinals", "ordinals"))
_TENS = (20, 30, 40)
_LONGEST_DIGITS = 4
_CYRILLIC_ROMAN = str.maketrans("ІХ", "IX")
_ROMAN_HEADS = frozenset("ivxlіх")
_HEADS = _ROMAN_HEADS | frozenset("0123456789")
_LONGEST_ROMAN = 11  # letters: XXXVIIIème


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    Attributes:
        value: The number.
        kind: ``digits`` (20), ``ordinal`` (20th), ``ordinal_word`` (twentieth), ``cardinal`` (twenty), ``roman`` (XX).
        first, last: Its tokens, half open.
    """

    value: int
    kind: NumeralKind
    first: int
    last: int


def find_numerals(
    text: str, tokens: Tokens, hits: tuple[Hit, ...], *, hyphen_ordinals: bool = False
) -> dict[int, Numeral]:
    """Numbers by their first token; compounds as "twenty-first" are one number.

    In some languages (`hyphen_ordinals`) a hyphen makes an ordinal of the number before it ("21-кездесу").
    """
    numbers = [hit for hit in hits if hit.section in _COUNTING and hit.key.isdigit()]
    words = {hit.first: hit for hit in sorted(numbers, key=lambda each: each.last)}
    suffixes = {hit.first for hit in hits if hit.label == "ordinals.suffix"}
    prefixes = {hit.first for hit in hits if hit.label == "ordinals.prefix"}
    months = {hit.first for hit in hits if hit.section == "months"}
    found: dict[int, Numeral] = {}
    reach = 0
    for at, word in enumerate(tokens.words):
        if at < reach or not (word[0] in _HEADS or at in words or at in prefixes):
            continue
        numeral = (
            (_prefixed(tokens, at) if at in prefixes else _digits(tokens, suffixes, at))
            or _in_words(words, at)
            or _roman(text, tokens, suffixes, at)
        )
        if numeral:
            if hyphen_ordinals and numeral.kind == "digits" and _hyphened(tokens, numeral.last):
                kind: NumeralKind = "ordinal" if numeral.last + 1 in months else "ordinal_word"
                numeral = Numeral(numeral.value, kind, at, numeral.last + 1)
            found[at] = numeral
            reach = numeral.last
    return found


def _hyphened(tokens: Tokens, at: int) -> bool:
    """Whether token `at` is a hyphen that joins the number before it to a word."""
    joined = at + 1 < len(tokens.words) and tokens.glued(at) and tokens.glued(at + 1)
    return joined and tokens.words[at] == "-" and tokens.words[at + 1][0].isalpha()


def _prefixed(tokens: Tokens, at: int) -> Numeral | None:
    """A number in digits that an article before it makes an ordinal ("الـ20")."""
    after = at + 1
    if after >= len(tokens.words) or tokens.starts[after] - tokens.ends[at] > 1:
        return None
    word = tokens.words[after]
    return Numeral(int(word), "ordinal", at, after + 1) if word.isdecimal() and len(word) <= _LONGEST_DIGITS else None


def _digits(tokens: Tokens, suffixes: set[int], at: int) -> Numeral | None:
    word = tokens.words[at]
    if not word.isdecimal() or len(word) > _LONGEST_DIGITS:
        return None
    after = at + 1
    near = after < len(tokens.words) and tokens.starts[after] - tokens.ends[at] <= 1
    if after in suffixes and near:
        return Numeral(int(word), "ordinal", at, after + 1)
    dash = near and tokens.words[after] == "-" and after + 1 in suffixes and tokens.glued(after + 1)
    if dash:
        return Numeral(int(word), "ordinal", at, after + 2)
    return Numeral(int(word), "digits", at, after)


def _in_words(words: dict[int, Hit], at: int) -> Numeral | None:
    hit = words.get(at)
    if hit is None:
        return None
    value = int(hit.key)
    unit = words.get(hit.last)
    if hit.section == "cardinals" and value in _TENS and unit and int(unit.key) < 10:  # noqa: PLR2004 - units
        kind: NumeralKind = "ordinal_word" if unit.section == "ordinals" else "cardinal"
        return Numeral(value + int(unit.key), kind, at, unit.last)
    return Numeral(value, "ordinal_word" if hit.section == "ordinals" else "cardinal", at, hit.last)


def _roman(text: str, tokens: Tokens, suffixes: set[int], at: int) -> Numeral | None:
    if tokens.words[at][0] not in _ROMAN_HEADS or tokens.ends[at] - tokens.starts[at] > _LONGEST_ROMAN:
        return None
    written = text[tokens.starts[at] : tokens.ends[at]].translate(_CYRILLIC_ROMAN)
    if written[0] in "IVX":
        written = _bare_roman(written)
    if not all(letter in "IVXL" for letter in written):
        return None
    value = roman_value(written)
    if not value:
        return None
    dotted = at + 1 in suffixes and tokens.words[at + 1] == "." and tokens.glued(at + 1)
    return Numeral(value, "roman", at, at + 1 + dotted)


def _bare_roman(written: str) -> str:
    """XX of "XXe"."""
    return next((written[: -len(each)] for each in _ROMAN_ENDINGS if written.endswith(each)), written)


def roman_value(written: str) -> int:
    """Value of a roman numeral up to 60 in its usual spelling, else 0."""
    values = [_ROMAN[letter] for letter in written.lower()]
    total = sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return total if total <= _ROMAN_MOST and _to_roman(total) == written.upper() else 0


def _to_roman(value: int) -> str:
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for worth, sign in signs:
        count, value = divmod(value, worth)
        written += sign * count
    return written

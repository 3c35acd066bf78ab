"""Words of Arabic and Persian however they are written: with what is joined to them, with or without vowel signs."""

import pytest

from config.lexicon import Lexicons
from service.extraction.scanner import scanner_of
from service.extraction.tokens import cut, fold


def labels(lexicons: Lexicons, lang: str, text: str) -> set[str]:
    """Labels of the phrases found in a text."""
    return {hit.label for hit in scanner_of(lexicons.by_lang[lang]).scan(cut(fold(text)))}


@pytest.mark.parametrize("word", ["الأردن", "والأردن", "للأردن", "وللأردن", "بالأردن", "الاردن", "الأُردنّ", "الأردنـــ"])
def test_a_name_is_found_with_whatever_is_written_on_it(lexicons: Lexicons, word: str) -> None:
    assert "actors.name.JO" in labels(lexicons, "ar", word)


@pytest.mark.parametrize("word", ["المجتمع", "جامع", "باب"])
def test_letters_inside_a_word_are_no_other_word(lexicons: Lexicons, word: str) -> None:
    assert not labels(lexicons, "ar", word) & {"companion.word", "months.8"}


@pytest.mark.parametrize("word", ["عقدت", "وعقدت", "فعقدت", "عُقدت"])
def test_a_verb_may_follow_a_conjunction(lexicons: Lexicons, word: str) -> None:
    assert "holding.whole" in labels(lexicons, "ar", word)


@pytest.mark.parametrize("words", ["هیئت", "هيئت", "هیأت", "هيات"])
def test_persian_letters_may_be_arabic_ones(lexicons: Lexicons, words: str) -> None:
    assert "sent.word" in labels(lexicons, "fa", words)

"""Language: what a text is written in counts more than what its feed declares."""

import json
from pathlib import Path

import pytest

from config.lexicon import load_lexicons
from service.extraction.article import Article
from service.extraction.language import choose_lexicon

LEXICONS = load_lexicons()
DATA = Path(__file__).parent.parent.parent / "data"
TEXTS = sorted([*(DATA / "dispatches").glob("*.json"), *(DATA / "languages").rglob("*.json")])


def chosen(title: str, body: str, declared: str | None) -> str:
    return choose_lexicon(Article(title, body, declared, None, "Daily"), LEXICONS).lang


@pytest.mark.parametrize("declared", [None, "en", "ru"])
def test_every_dispatch_is_recognised_whatever_is_declared(declared: str | None) -> None:
    wrong = []
    for path in TEXTS:
        dispatch = json.loads(path.read_text("utf-8"))
        if chosen(dispatch["title"], dispatch["text"], declared) != dispatch["lang"]:
            wrong.append(path.name)
    assert len(TEXTS) > 100 and wrong == []


def test_a_text_too_short_to_tell_is_read_as_declared() -> None:
    assert chosen("Astana", "", "tr") == "tr"
    assert chosen("Astana", "", None) == "en"
    assert chosen("Astana", "", "de") == "en"


def test_a_declared_language_may_carry_a_region() -> None:
    assert chosen("Astana", "", "ru-KZ") == "ru"

"""Rules of this release, and ones that differ from them in a single subject of talk."""

from dataclasses import replace

from config.dossier import load_dossiers
from config.lexicon import Lexicons, load_lexicons
from events.rules import RulesAdopted
from service.bootstrap import release_rules
from service.reading import Reader
from service.rules import current_rules

Rules = tuple[Reader, RulesAdopted]

RELEASE = release_rules
"""The rules of this release."""


def without(topic: str) -> Rules:
    """Rules whose English lexicon has no words for a topic of the agenda."""
    by_lang = dict(load_lexicons().by_lang)
    english = by_lang["en"]
    phrases = {label: words for label, words in english.phrases.items() if label != f"topics.{topic}"}
    assert phrases.keys() < english.phrases.keys()
    by_lang["en"] = replace(english, phrases=phrases, digest=f"without {topic}".encode().hex().ljust(64, "0"))
    lexicons, dossiers = Lexicons(by_lang), load_dossiers()
    rules = current_rules(lexicons, dossiers)
    return Reader(lexicons, dossiers, rules.extractor), rules

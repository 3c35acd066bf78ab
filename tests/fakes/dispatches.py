"""Dispatches made of a lead that names the round and one sentence to be read."""

from datetime import UTC, datetime
from functools import cache

from config.dossier import Dossier, load_dossiers
from config.lexicon import Lexicons, load_lexicons
from events.claims import Claim
from service.extraction.article import Article
from service.extraction.extract import extract

LEADS = {
    "past": "The 18th round of the Astana talks on Syria ended in Nur-Sultan on Thursday.",
    "ongoing": "The 18th round of the Astana talks on Syria is under way in Nur-Sultan today and tomorrow.",
    "planned": "The 18th round of the Astana talks on Syria will be held in Nur-Sultan next Wednesday and Thursday.",
}
_SAID = {
    "past": datetime(2022, 6, 16, 15, tzinfo=UTC),
    "ongoing": datetime(2022, 6, 15, 9, tzinfo=UTC),
    "planned": datetime(2022, 6, 9, 9, tzinfo=UTC),
}


@cache
def _rules() -> tuple[Lexicons, Dossier]:
    return load_lexicons(), load_dossiers()[0]


def read(sentence: str, tense: str = "past") -> tuple[Claim, ...]:
    """Claims of a dispatch on round 18 whose second paragraph is `sentence`."""
    lexicons, dossier = _rules()
    article = Article("", f"{LEADS[tense]}\n\n{sentence}", "en", _SAID[tense], "Nowhere Post")
    return extract(article, lexicons, dossier).claims


def members(claims: tuple[Claim, ...], field: str, round_key: str = "18") -> set[str]:
    """Values of one field of one round that stand: neither absent nor uncertain."""
    return {
        claim.value
        for claim in claims
        if claim.field == field
        and claim.round == round_key
        and claim.attendance != "absent"
        and claim.modality not in ("conditional", "denied", "retracted")
    }

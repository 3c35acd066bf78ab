"""How Turkish and French name, number and date rounds, and say who was there; sentences of no dispatch."""

from datetime import datetime
from typing import Any

import pytest

from config.dossier import load_dossiers
from config.lexicon import load_lexicons
from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render


def _rounds(lang: str, published: str, text: str) -> dict[str, Any]:
    title, _, body = text.partition("\n")
    article = Article(title, body, lang, datetime.fromisoformat(published), "Deneme")
    rounds: dict[str, Any] = render(extract(article, load_lexicons(), load_dossiers()[0]), article)["rounds"]
    return rounds


@pytest.mark.parametrize(
    ("lang", "published", "text", "key", "wanted"),
    [
        (
            "tr",
            "2020-03-18T08:00:00+00:00",
            (
                "Astana toplantısı ertelendi\nMart ayı sonunda Nur Sultan'da düzenlenmesi planlanan Suriye konulu 15. "
                "Astana toplantısı salgın nedeniyle ileri bir tarihe ertelendi."
            ),
            "15",
            {"status": "postponed", "venue": "Nur-Sultan"},
        ),
        (
            "tr",
            "2017-02-14T16:00:00+00:00",
            (
                "Astana'da ikinci tur bir gün gecikti\nAstana'da 15 Şubat'ta başlaması beklenen Suriye görüşmelerinin "
                "ikinci turu 16 Şubat'a ertelendi."
            ),
            "2",
            {"status": "postponed", "dates": "2017-02-16"},
        ),
        (
            "tr",
            "2019-04-26T12:30:00+00:00",
            (
                "Astana görüşmelerinde 12. tur bitti\n12. tur bugün sona erdi. Görüşmelere rejim ve "
                "muhalif heyetler ile "
                "BM ve Ürdün'den gözlemciler de katıldı."
            ),
            "12",
            {"participants": ["SY-GOV", "SY-OPP"], "observers": ["JO", "UN"], "status": "concluded"},
        ),
        (
            "fr",
            "2024-01-25T10:00:00+00:00",
            (
                "Syrie : fin du XXIe cycle à Astana\nLe XXIe cycle du processus d'Astana s'est "
                "achevé jeudi. Le prochain "
                "se tiendra au second semestre."
            ),
            "21",
            {"status": "concluded"},
        ),
        (
            "fr",
            "2017-01-24T16:00:00+00:00",
            "Syrie : une trêve surveillée\nLes pourparlers d'Astana se sont conclus mardi après deux jours.",
            "last",
            {"dates": "2017-01-23/2017-01-24", "status": "concluded"},
        ),
    ],
)
def test_a_report_gives_its_round(lang: str, published: str, text: str, key: str, wanted: dict[str, Any]) -> None:
    told = _rounds(lang, published, text)[key]
    found = {field: sorted(told[field]) if isinstance(told[field], list) else told[field] for field in wanted}
    assert found == wanted


def test_a_half_year_without_its_year_is_the_coming_one() -> None:
    text = "Syrie : le 22e cycle\nLe 22e cycle du processus d'Astana se tiendra à Astana au premier semestre."
    assert _rounds("fr", "2024-11-20T10:00:00+00:00", text)["22"]["dates"] == "2025-01~/2025-06~"

"""Origins: whose report a text is, whoever prints it."""

import pytest

from service.incoming import IncomingArticle
from service.origins import origin_of


def article(publisher: str, body: str) -> IncomingArticle:
    return IncomingArticle(publisher, "k", None, "t", body, "en", None, None, notify=False)


@pytest.mark.parametrize(
    ("publisher", "body", "origin"),
    [
        ("Nura Daily", "The talks opened on Tuesday.", "nura daily"),
        ("Nura Daily", "ASTANA, January 24 (Steppe Wire) – The talks opened.", "steppe wire"),
        ("Steppe Wire", "ASTANA, January 24 (Steppe Wire) – The talks opened.", "steppe wire"),
        ("Volga Wire Service", "ASTANA, March 9. /Volga Wire/. The talks opened.", "volga wire service"),
        ("Nura Daily", "The paper (a draft) was handed out and/or read.", "nura daily"),
        ("Nura Daily", "Talks opened. " * 30 + "(Steppe Wire) – more", "nura daily"),
    ],
)
def test_a_dateline_credit_names_the_origin(publisher: str, body: str, origin: str) -> None:
    assert origin_of(article(publisher, body)) == origin

"""Capture: an article's text, its event and its reading go into the log together, once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from events.articles import ArticleCaptured, ArticleRevised
from events.catalogue import decode_as
from events.claims import ClaimsExtracted
from events.event import Record
from events.sealing import quote
from service.capture import Capture, Captured
from service.database import reading
from service.incoming import IncomingArticle
from service.services import Services

ARTICLE = IncomingArticle(
    publisher="Steppe Wire",
    key="https://example.org/a",
    address="https://example.org/a",
    title="Twentieth round of Astana talks on Syria set for June 20-21",
    body=(
        "ASTANA, June 14 – The 20th international meeting on Syria in the Astana format will be held in the Kazakh "
        "capital on June 20-21, the Foreign Ministry said.\n\nDelegations of Russia, Iran and Turkey will take part."
    ),
    lang="en",
    published=datetime(2023, 6, 14, 9, tzinfo=UTC),
    feed=None,
    notify=False,
)
IRRELEVANT = replace(
    ARTICLE, key="https://example.org/b", title="Rain at the weekend", body="Umbrellas are advised in the north."
)


def records(services: Services, *types: str) -> list[Record]:
    return list(services.log.read(types=types))


def test_an_article_and_its_reading_are_recorded_once(services: Services, capture: Capture) -> None:
    assert capture([ARTICLE, ARTICLE]) == Captured(new=1, known=1)
    assert capture([ARTICLE]) == Captured(known=1)
    assert len(records(services, ArticleCaptured.TYPE)) == len(records(services, ClaimsExtracted.TYPE)) == 1


def test_an_article_that_names_no_process_is_one_event(services: Services, capture: Capture) -> None:
    capture([IRRELEVANT])
    assert len(records(services, ArticleCaptured.TYPE)) == 1
    assert records(services, ClaimsExtracted.TYPE) == []


def test_every_quote_is_an_exact_slice_of_the_stored_text(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    captured = decode_as(ArticleCaptured, records(services, ArticleCaptured.TYPE)[0])
    reading = decode_as(ClaimsExtracted, records(services, ClaimsExtracted.TYPE)[0])
    text = services.log.text(captured.text.digest)
    assert text is not None and len(text.text) == captured.text.length
    assert text.text[: captured.text.title_length] == ARTICLE.title
    quotes = [quote(text, evidence) for claim in reading.claims for evidence in claim.evidence]
    assert quotes and all(part in text.text for part in quotes)


def test_a_changed_text_is_a_revision_of_the_same_article(services: Services, capture: Capture) -> None:
    corrected = replace(ARTICLE, body=ARTICLE.body.replace("20-21", "21-22"))
    capture([ARTICLE])
    assert capture([corrected]) == Captured(revised=1)
    first = records(services, ArticleCaptured.TYPE)[0]
    second = decode_as(ArticleRevised, records(services, ArticleRevised.TYPE)[0])
    assert second.replaces == first.id
    assert second.article == decode_as(ArticleCaptured, first).article


def test_two_texts_of_one_article_in_one_batch_are_two_revisions(services: Services, capture: Capture) -> None:
    assert capture([ARTICLE, replace(ARTICLE, body="Another text.")]) == Captured(new=1, revised=1)


def test_said_at_is_the_earlier_of_published_and_first_seen(services: Services, capture: Capture) -> None:
    future = replace(ARTICLE, key="f", published=datetime(2999, 1, 1, tzinfo=UTC))
    undated = replace(ARTICLE, key="u", published=None)
    capture([ARTICLE, future, undated])
    first, second, third = (decode_as(ArticleCaptured, r) for r in records(services, ArticleCaptured.TYPE))
    assert first.said_at == first.published == "2023-06-14T09:00:00.000000Z"
    assert second.said_at == second.first_seen
    assert third.said_at == third.first_seen and third.published is None


def test_a_fault_in_the_middle_leaves_nothing_behind(services: Services, capture: Capture) -> None:
    salts = iter([b"s" * 16])
    broken = replace(capture, new_salt=lambda: next(salts))
    before = services.log.head()
    with pytest.raises(StopIteration):
        broken([ARTICLE, IRRELEVANT])
    assert services.log.head() == before
    assert capture([ARTICLE, IRRELEVANT]) == Captured(new=2)


def test_an_article_that_another_process_took_meanwhile_adds_nothing(services: Services, capture: Capture) -> None:
    def overtaking() -> datetime:
        capture([ARTICLE, IRRELEVANT])
        return services.clock()

    late = replace(capture, clock=overtaking)
    assert late([ARTICLE, IRRELEVANT, replace(ARTICLE, key="c")]) == Captured(new=1, known=2)
    assert len(records(services, ArticleCaptured.TYPE)) == 3
    assert records(services, ArticleRevised.TYPE) == []
    with reading(services.engine).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM texts")).scalar() == 3


def test_equal_texts_are_committed_to_under_different_salts(services: Services, capture: Capture) -> None:
    capture([ARTICLE, replace(ARTICLE, key="mirror", publisher="Nura Daily")])
    digests = {decode_as(ArticleCaptured, r).text.digest for r in records(services, ArticleCaptured.TYPE)}
    assert len(digests) == 2

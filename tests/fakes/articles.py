"""Articles on their way in, for tests of what comes after."""

from datetime import UTC, datetime

from service.incoming import IncomingArticle

ARTICLE = IncomingArticle(
    publisher="Steppe Wire",
    key="https://example.org/a",
    address="https://example.org/a",
    title="Twentieth round of Astana talks on Syria set for June 20-21",
    body="The 20th international meeting on Syria in the Astana format will be held in Astana on June 20-21.",
    lang="en",
    published=datetime(2023, 6, 14, 9, tzinfo=UTC),
    feed=None,
    notify=False,
)

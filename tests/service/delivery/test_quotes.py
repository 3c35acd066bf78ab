"""The sentence behind a claim."""

from datetime import UTC, datetime

from events.articles import ArticleCaptured, TextRef
from events.claims import Claim, ClaimsExtracted, Evidence, Speaker
from events.event import Event
from events.log import Text
from events.sealing import seal, text_digest
from service.delivery.quotes import quotes_from

TEXT = "Round set\n\nThe ministry spoke. The 21st round meets on 24 January. Nothing else."
SALT = b"0" * 16
MOMENT = "2024-01-15T09:30:00.000000Z"


def capture(world) -> None:
    shared = {"article": "a1", "publisher": "P", "lang": "en", "said_at": MOMENT, "origin": "o", "notify": True}
    digest = text_digest(SALT, TEXT)
    article = ArticleCaptured(
        **shared,
        feed=None,
        address=None,
        published=MOMENT,
        first_seen=MOMENT,
        text=TextRef(digest=digest, length=len(TEXT), title_length=9),
    )
    spots = [(TEXT.index(part), TEXT.index(part) + len(part)) for part in ("The 21st round meets", "24 January")]
    claim = Claim(
        process="astana",
        round="21",
        field="dates",
        value="2024-01-24",
        speaker=Speaker(kind="host"),
        rule="r",
        evidence=tuple(Evidence(start=start, end=end) for start, end in spots),
    )
    reading = ClaimsExtracted(
        **shared, revision="rev", extractor="1", processes=("astana",), claims=seal((claim,), "reading", TEXT, SALT)
    )
    with world.log.write(datetime.now(UTC)) as writer:
        writer.put_text(Text(digest=digest, salt=SALT, text=TEXT))
        writer.append(
            [
                Event(id="rev", subject="article/a1", data=article),
                Event(id="reading", subject="article/a1", data=reading),
            ]
        )


def test_a_quote_joins_the_slices_that_carry_the_claim(world):
    capture(world)
    assert quotes_from(world.log)("reading/1") == "The 21st round meets … 24 January"


def test_a_claim_that_is_unknown_or_whose_text_was_erased_has_no_quote(world):
    capture(world)
    quote_of = quotes_from(world.log)
    assert (quote_of("reading/2"), quote_of("other/1"), quote_of("nonsense")) == (None, None, None)
    with world.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM texts")
    assert quote_of("reading/1") is None

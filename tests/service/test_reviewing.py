"""Review: silent articles and weak evidence, from the log."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace as with_fields
from sqlalchemy import text

from events.articles import ArticleCaptured
from events.claims import Anchor, Claim, ClaimsExtracted, Evidence, Speaker
from service.bootstrap import build_projector
from service.capture import Capture
from service.incoming import IncomingArticle
from service.reviewing import Review, Weak, only_deciding, review, weaknesses
from service.services import Services
from service.viewing import stored_view

SOUND = Claim(
    id="r/1",
    process="astana",
    round="20",
    field="dates",
    value="2023-06-20/2023-06-21",
    kind="extent",
    speaker=Speaker(kind="host"),
    rule="dates.days.whole",
    evidence=(Evidence(start=0, end=1),),
)
COUNTED = with_fields(SOUND, anchor=Anchor(day="2023-06-14", source="published", zone="UTC"))
QUOTE = "The round meets on June 20-21, the ministry said."


def reading(*claims: Claim) -> ClaimsExtracted:
    return ClaimsExtracted(
        article="a",
        revision="v",
        extractor="1",
        publisher="P",
        lang="en",
        said_at="2023-06-14T09:00:00.000000Z",
        origin="p",
        notify=False,
        processes=("astana",),
        claims=claims,
    )


def reasons(claim: Claim, *others: Claim, quote: str | None = QUOTE) -> list[str]:
    return list(weaknesses(claim, reading(claim, *others), quote))


def test_a_claim_of_the_article_itself_by_a_named_speaker_is_sound() -> None:
    assert reasons(SOUND) == []


def test_background_is_weak_unless_another_sentence_says_the_same() -> None:
    recalled = with_fields(SOUND, background=True)
    assert reasons(recalled) == ["background"]
    assert reasons(recalled, SOUND) == []
    assert reasons(recalled, with_fields(SOUND, round="21")) == ["background"]


def test_a_speaker_without_a_name_is_weak() -> None:
    assert reasons(with_fields(SOUND, speaker=Speaker(kind="unnamed"))) == ["unnamed"]


def test_a_date_that_no_words_tie_to_the_round_is_weak() -> None:
    assert reasons(with_fields(SOUND, rule="dates.days.whole.weak")) == ["loose"]


@pytest.mark.parametrize(
    ("quote", "value", "weak"),
    [
        ("on Tuesday and Wednesday", "2023-06-20/2023-06-21", True),
        ("on June 20-21", "2023-06-20/2023-06-21", False),
        ("from June 20, for two days", "2023-06-20/2023-06-21", False),
        ("يومي ٢٠ و٢١ يونيو", "2023-06-20/2023-06-21", False),
        ("in June", "2023-06", False),
        ("late in June", "2023-06-21~/2023-06-30~", False),
        (None, "2023-06-20/2023-06-21", False),
    ],
)
def test_a_day_counted_from_publication_is_weak_where_the_text_gives_no_day(
    quote: str | None, value: str, weak: bool
) -> None:
    assert reasons(with_fields(COUNTED, value=value), quote=quote) == (["counted"] if weak else [])


def test_a_day_counted_from_a_dateline_is_sound() -> None:
    dateline = with_fields(SOUND, anchor=Anchor(day="2023-06-14", source="dateline", zone="UTC"))
    assert reasons(dateline, quote="on Tuesday and Wednesday") == []


BRIEF = IncomingArticle(
    publisher="Steppe Wire",
    key="https://example.org/a",
    address="https://example.org/a",
    title="",
    body="The 18th round of the Astana talks on Syria ended in Nur-Sultan on Thursday.",
    lang="en",
    published=datetime(2022, 6, 16, 15, tzinfo=UTC),
    feed=None,
    notify=False,
)
SILENT = replace(
    BRIEF,
    key="https://example.org/b",
    address="https://example.org/b",
    title="What the neighbours think",
    body="Few in the street had an opinion on the Astana process.",
    published=datetime(2022, 7, 1, tzinfo=UTC),
)


def reviewed(services: Services, capture: Capture, *articles: IncomingArticle) -> Review:
    capture(articles)
    build_projector(services).run_to_head()
    return review(services.log, stored_view(services))


def test_an_empty_log_has_nothing_to_review(services: Services) -> None:
    assert review(services.log, stored_view(services)) == Review((), ())


def test_an_article_that_names_the_process_but_gave_no_claim_is_listed(services: Services, capture: Capture) -> None:
    found = reviewed(services, capture, BRIEF, SILENT)
    (silent,) = found.silent
    assert (silent.address, silent.quote, silent.processes) == (SILENT.address, SILENT.title, ("astana",))
    record = next(services.log.read(after=silent.position - 1, upto=silent.position))
    assert record.type == ArticleCaptured.TYPE


def test_weak_claims_come_with_their_sentence_the_newest_first(services: Services, capture: Capture) -> None:
    later = replace(BRIEF, key="c", address=None, body=BRIEF.body.replace("18th", "19th"))
    found = reviewed(services, capture, BRIEF, replace(later, published=datetime(2022, 11, 24, tzinfo=UTC)))
    dates = [weak for weak in found.weak if weak.claim.field == "dates"]
    assert [weak.claim.round for weak in dates] == ["19", "18"]
    assert [weak.quote for weak in dates] == [later.body, BRIEF.body]
    assert all(weak.reasons == ("counted",) for weak in dates)


def alone(found: Review) -> set[str]:
    return {cell for weak in only_deciding(found.weak) for cell in weak.alone}


def test_a_value_is_named_that_rests_on_weak_claims_of_one_origin_alone(services: Services, capture: Capture) -> None:
    assert "astana-18 dates" in alone(reviewed(services, capture, BRIEF))


def test_a_second_origin_is_better_than_one(services: Services, capture: Capture) -> None:
    other = replace(
        BRIEF,
        publisher="Nura Daily",
        key="n",
        body="Nur-Sultan saw the 18th round of Astana talks on Syria close Thursday.",
    )
    assert "astana-18 dates" not in alone(reviewed(services, capture, BRIEF, other))


def test_an_erased_text_leaves_its_claims_without_words(services: Services, capture: Capture) -> None:
    recalled = replace(BRIEF, body=f"{BRIEF.body} The previous round was held in Nur-Sultan in December 2021.")
    reviewed(services, capture, recalled)
    with services.engine.begin() as connection:
        connection.execute(text("DELETE FROM texts"))
    found = review(services.log, stored_view(services))
    assert found.weak and all(isinstance(weak, Weak) and weak.quote is None for weak in found.weak)


def test_a_revision_that_replaced_a_weak_one_is_reviewed_instead(services: Services, capture: Capture) -> None:
    mended = replace(BRIEF, body=BRIEF.body.replace("on Thursday", "on Thursday, June 16, after two days"))
    assert any(weak.claim.field == "dates" for weak in reviewed(services, capture, BRIEF).weak)
    later = replace(mended, published=datetime(2022, 6, 16, 16, tzinfo=UTC))
    assert not any(weak.claim.field == "dates" for weak in reviewed(services, capture, later).weak)

"""Past views: what a moment means, and that a bare date means its end."""

from datetime import UTC, datetime

import pytest

from events.event import Event
from events.rules import ProjectorSkipped
from service.capture import Capture
from service.clock import human_id
from service.errors import UsageError
from service.incoming import IncomingArticle
from service.services import Services
from service.viewing import moment_of, position_of, view_published_by


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-06-21", datetime(2023, 6, 21, 23, 59, 59, 999_999, UTC)),
        ("2023-06-21T18:00Z", datetime(2023, 6, 21, 18, tzinfo=UTC)),
        ("2023-06-21T18:00", datetime(2023, 6, 21, 18, tzinfo=UTC)),
        ("2023-06-21T18:00+06:00", datetime(2023, 6, 21, 12, tzinfo=UTC)),
    ],
)
def test_a_moment_is_utc_unless_it_names_a_zone(text: str, moment: datetime) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "21.06.2023",
        "2023-13-01",
        "2023-06-21T25:00",
        "0001-01-01",
        "0001-01-01T00:00+10:00",
        "9999-12-31T23:59:59-10:00",
    ],
)
def test_what_is_no_moment_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match="2023-06-21T18:00Z"):
        moment_of(text)


def test_a_position_beyond_the_end_is_refused(services: Services) -> None:
    assert position_of(services, "0") == 0
    for beyond in ("7", "9" * 5_000):
        with pytest.raises(UsageError, match="beyond its end"):
            position_of(services, beyond)


def test_before_the_first_record_the_position_is_none(services: Services) -> None:
    assert position_of(services, "2000-01-01") == 0


def test_what_the_projector_passed_over_was_never_published_either(services: Services, capture: Capture) -> None:
    article = IncomingArticle(
        publisher="Steppe Wire",
        key="a",
        address=None,
        title="Twentieth round of Astana talks on Syria set for June 20-21",
        body="The 20th international meeting on Syria in the Astana format will be held in Astana on June 20-21.",
        lang="en",
        published=datetime(2023, 6, 14, 9, tzinfo=UTC),
        feed=None,
        notify=False,
    )
    capture([article])
    assert view_published_by(services, "2023-06-14").view.find("astana", "20") is not None
    assert view_published_by(services, "2023-06-13").view.find("astana", "20") is None
    skip = ProjectorSkipped(skipped=services.log.head().size, reason="a misprint")
    with services.log.write(services.clock()) as writer:
        writer.append([Event(id=human_id(), subject="projector", data=skip)])
    assert view_published_by(services, "2023-06-14").view.find("astana", "20") is None

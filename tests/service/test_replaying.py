"""Replay: what weighing gives now is compared with what was recorded, change by change."""

import sqlite3
from contextlib import closing

import pytest
from fakes.articles import ARTICLE
from msgspec.structs import replace

from events.catalogue import decode_as
from events.claims import ClaimsExtracted
from events.event import Event
from service.capture import Capture
from service.projector import ProjectorStopped
from service.replaying import compare_stored_view, rebuild_view, replay, view_digest
from service.services import Services
from service.settling import settle
from service.viewing import stored_view


def tamper(services: Services, statement: str) -> None:
    """Change the file past the triggers, as another program could."""
    with closing(sqlite3.connect(str(services.engine.url.database))) as database, database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(statement).rowcount > 0


def test_a_log_nobody_touched_is_as_recorded(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    settle(services)
    outcome = replay(services.log, services.log.head().size)
    assert outcome.changes > 0 and outcome.findings == []
    assert compare_stored_view(services.engine, outcome.view) == []


def test_events_that_nobody_has_weighed_yet_are_no_finding(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    outcome = replay(services.log, services.log.head().size)
    assert (outcome.changes, outcome.findings) == (0, [])


def test_an_event_that_cannot_be_weighed_is_named(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    (record,) = services.log.read(types=[ClaimsExtracted.TYPE])
    broken = replace(decode_as(ClaimsExtracted, record), article="b", said_at="long ago")
    with services.log.write(services.clock()) as writer:
        (record,) = writer.append([Event(id="b", subject="article/b", data=broken)])
    with pytest.raises(ProjectorStopped, match=f"position {record.position} .*skip"):
        replay(services.log, services.log.head().size)


def test_a_replay_cut_short_takes_no_change_for_missing(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    settle(services)
    for position in range(services.log.head().size):
        assert replay(services.log, position).findings == []


def test_a_change_with_another_value_is_named(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    settle(services)
    tamper(
        services,
        "UPDATE log SET data = CAST(replace(data, '2023-06-21', '2023-06-22') AS BLOB)"
        " WHERE type = 'round.dates_changed'",
    )
    (finding,) = replay(services.log, services.log.head().size).findings
    assert "round.dates_changed of round/astana-20 differs" in finding


def test_a_change_that_was_taken_out_is_named(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    settle(services)
    tamper(services, "DELETE FROM log WHERE type = 'round.venue_changed'")
    findings = replay(services.log, services.log.head().size).findings
    assert [finding for finding in findings if "round.venue_changed" in finding and "isn't recorded" in finding]


def test_a_row_of_the_view_that_was_changed_is_named_and_rebuilt(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    settle(services)
    before = view_digest(stored_view(services))
    tamper(services, "DELETE FROM cells WHERE field = 'dates'")
    outcome = replay(services.log, services.log.head().size)
    (difference,) = compare_stored_view(services.engine, outcome.view)
    assert "round/astana-20 dates" in difference
    rebuild_view(services.log)
    assert compare_stored_view(services.engine, outcome.view) == []
    assert view_digest(stored_view(services)) == before == view_digest(outcome.view)

"""The projector: one event's changes, view rows, messages and position commit together, once."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fakes.articles import ARTICLE
from sqlalchemy import Connection, text

from events.errors import LogUnavailable
from events.event import Event, Record
from events.rules import ProjectorSkipped
from projections import view_store
from projections.effects import CHANGE_TYPES
from service.bootstrap import open_projector
from service.capture import Capture
from service.clock import human_id
from service.database import reading
from service.delivery.endpoints import Endpoints
from service.locking import ProjectorBusy, projector_lock
from service.projector import Projector, ProjectorStopped, ProjectorThread
from service.services import Services
from service.settling import position, settle
from service.viewing import stored_view

LATER = replace(
    ARTICLE,
    key="https://example.org/b",
    title="Astana talks on Syria moved",
    body="The 20th meeting on Syria in the Astana format has been postponed and will be held on June 27-28.",
    published=datetime(2023, 6, 16, 9, tzinfo=UTC),
    notify=True,
)


def changes(services: Services) -> list[Record]:
    return list(services.log.read(types=CHANGE_TYPES))


def messages(services: Services) -> int:
    with reading(services.engine).connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM messages")).scalar()
    return int(count or 0)


def test_an_article_changes_the_view_and_the_change_is_recorded_first(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    reached = settle(services)
    assert reached == position(services) == services.log.head().size
    found = stored_view(services).find("astana", "20")
    assert found is not None and found.cells["dates"].cell.value == "2023-06-20/2023-06-21"
    recorded = {record.position for record in changes(services)}
    assert {place.position for place in found.cells.values()} <= recorded


def test_a_second_projector_records_nothing_twice(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    settle(services)
    before = services.log.head()
    assert open_projector(services).run_to_head() == before.size
    assert services.log.head() == before


def test_a_fault_in_the_commit_leaves_nothing_of_it_behind(services: Services, capture: Capture) -> None:
    def failing(connection: Connection, records: Sequence[Record]) -> None:
        raise RuntimeError("disk full")

    capture([ARTICLE])
    head = services.log.head()
    projector = Projector(services.log, services.clock, failing)
    with pytest.raises(RuntimeError, match="disk full"):
        projector.run_to_head()
    assert services.log.head() == head
    assert stored_view(services).processes() == []
    settle(services)
    assert stored_view(services).find("astana", "20") is not None


def test_the_same_projector_goes_on_after_a_fault(services: Services, capture: Capture) -> None:
    faults = [RuntimeError("disk full")]

    def failing_once(connection: Connection, records: Sequence[Record]) -> None:
        if faults:
            raise faults.pop()

    capture([ARTICLE])
    projector = Projector(services.log, services.clock, failing_once)
    with pytest.raises(RuntimeError):
        projector.run_to_head()
    projector.run_to_head()
    found = stored_view(services).find("astana", "20")
    assert found is not None and found.cells["dates"].cell.value == "2023-06-20/2023-06-21"


def test_history_sends_nothing_and_news_does(services: Services, capture: Capture) -> None:
    Endpoints(services.log, services.clock).add("https://receiver.example/hook")
    capture([ARTICLE])
    settle(services)
    assert messages(services) == 0
    capture([LATER])
    settle(services)
    assert messages(services) > 0


def age_backwards(services: Services, position: int) -> None:
    """Make a record look as if the next release had written it; only its file can tell, so past the triggers."""
    with closing(sqlite3.connect(str(services.engine.url.database))) as database, database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(
            "UPDATE log SET schema_version = 99,"
            """ data = CAST(replace(data, '"schema_version":1', '"schema_version":99') AS BLOB) WHERE position = ?""",
            (position,),
        )


def test_an_event_it_cannot_take_stops_it_by_name_and_can_be_skipped(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    poison = services.log.head().size
    age_backwards(services, poison)
    capture([LATER])
    with pytest.raises(ProjectorStopped, match=f"position {poison} .*upgrade") as stopped:
        settle(services)
    assert stopped.value.position == poison
    assert position(services) == poison - 1
    skip = ProjectorSkipped(skipped=poison, reason="written by the next release")
    with services.log.write(services.clock()) as writer:
        writer.append([Event(id=human_id(), subject="projector", data=skip)])
    settle(services)
    found = stored_view(services).find("astana", "20")
    assert found is not None and found.cells["dates"].cell.value == "2023-06-27/2023-06-28"


@contextmanager
def in_background(services: Services, projector: Projector) -> Iterator[ProjectorThread]:
    thread = ProjectorThread(projector, services.log, pause=0.01)
    thread.start()
    try:
        yield thread
    finally:
        thread.stop()


def soon(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 20
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()


def test_in_the_background_it_goes_on_once_the_disk_has_room_again(services: Services, capture: Capture) -> None:
    room: list[bool] = []

    def when_there_is_room(connection: Connection, records: Sequence[Record]) -> None:
        if not room:
            raise LogUnavailable("database or disk is full")

    capture([ARTICLE])
    with in_background(services, Projector(services.log, services.clock, when_there_is_room)) as thread:
        assert soon(lambda: isinstance(thread.failure, LogUnavailable))
        room.append(True)
        assert soon(lambda: thread.failure is None)
    assert position(services) == services.log.head().size
    assert stored_view(services).find("astana", "20") is not None


def test_in_the_background_it_goes_on_once_told_to_pass_over_an_event(services: Services, capture: Capture) -> None:
    capture([ARTICLE])
    poison = services.log.head().size
    age_backwards(services, poison)
    with in_background(services, open_projector(services)) as thread:
        assert soon(lambda: isinstance(thread.failure, ProjectorStopped))
        skip = ProjectorSkipped(skipped=poison, reason="written by the next release")
        with services.log.write(services.clock()) as writer:
            writer.append([Event(id=human_id(), subject="projector", data=skip)])
        assert soon(lambda: thread.failure is None)
    assert position(services) == services.log.head().size


def test_only_one_process_at_a_time_weighs(services: Services) -> None:
    with (
        projector_lock(services.engine),
        pytest.raises(ProjectorBusy, match="another Roundlog"),
        projector_lock(services.engine),
    ):
        pass


def test_the_position_is_kept_also_past_events_that_change_nothing(services: Services, capture: Capture) -> None:
    capture([replace(ARTICLE, key="c", title="Rain", body="Umbrellas are advised.")])
    settle(services)
    with reading(services.engine).connect() as connection:
        assert view_store.position(connection) == services.log.head().size

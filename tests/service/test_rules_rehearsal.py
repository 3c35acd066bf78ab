"""Other rules: a rehearsal shows what they would change and writes nothing; adoption does just that, in silence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes.other_rules import RELEASE, Rules, without
from sqlalchemy import text

from events.articles import ArticleCaptured
from events.catalogue import decode_as
from events.claims import ClaimsExtracted
from events.rules import RulesAdopted, ViewRebased
from projections.view import View
from service.adopting import adopt
from service.bootstrap import build_projector
from service.capture import Capture
from service.delivery.endpoints import Endpoints
from service.incoming import IncomingArticle
from service.rehearsing import Rehearsal, rehearse
from service.replaying import compare_stored_view, replay
from service.services import Services
from service.viewing import stored_view

TOPIC = "demining"
SETTING = IncomingArticle(
    publisher="Steppe Wire",
    key="https://example.org/a",
    address="https://example.org/a",
    title="",
    body=(
        "ASTANA, June 14 – The 20th round of the Astana talks on Syria will be held in Astana on June 20-21, the "
        "Foreign Ministry said.\n\nThe agenda includes demining and the release of detainees."
    ),
    lang="en",
    published=datetime(2023, 6, 14, 9, tzinfo=UTC),
    feed=None,
    notify=True,
)
PLAIN = replace(
    SETTING,
    key="https://example.org/b",
    body="The 21st round of the Astana talks on Syria ended in Astana on Thursday.",
    published=datetime(2024, 1, 25, 15, tzinfo=UTC),
)


@pytest.fixture
def log(services: Services, capture: Capture) -> Services:
    """Services with two articles read and weighed by the rules of this release, and a subscriber to all changes."""
    capture([SETTING, PLAIN])
    build_projector(services).run_to_head()
    Endpoints(services.log, services.clock).add("https://hooks.example.org/t0ken")
    build_projector(services).run_to_head()
    return services


def values(view: View) -> dict[tuple[str, str], object]:
    return {(subject, field): place.cell for subject, field, place in view.rows()}


def agenda(view: View) -> object:
    return view.cells["round/astana-20"]["agenda"].cell.value


def messages(services: Services) -> int:
    with services.engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM messages")).scalar_one()


def rehearsed(services: Services, rules: Rules) -> Rehearsal:
    return rehearse(services, *rules)


def test_a_rehearsal_shows_each_cell_that_would_change_with_the_sentence_that_decides(log: Services) -> None:
    outcome = rehearsed(log, without(TOPIC))
    assert (outcome.reading.read, outcome.reading.changed) == (2, 1)
    (change,) = (change for change in outcome.changes if change.visible)
    assert (change.subject, change.field) == ("round/astana-20", "agenda")
    assert change.before is not None and change.after is not None
    assert (change.before.value, change.after.value) == (("demining", "detainees"), ("detainees",))
    assert change.quote == "The agenda includes demining and the release of detainees."


def test_a_rehearsal_writes_nothing(log: Services) -> None:
    head, view = log.log.head(), stored_view(log).plain()
    rehearsed(log, without(TOPIC))
    assert log.log.head() == head
    assert stored_view(log).plain() == view


def test_adoption_gives_the_view_that_the_rehearsal_showed(log: Services) -> None:
    shown = rehearsed(log, without(TOPIC))
    outcome = adopt(log, *without(TOPIC))
    assert outcome.switched and outcome.reading.changed == shown.reading.changed
    assert stored_view(log).plain() == shown.view.plain()
    assert agenda(stored_view(log)) == ("detainees",)


def test_adoption_records_one_rebase_and_sends_nothing(log: Services) -> None:
    adopt(log, *without(TOPIC))
    (rebase,) = log.log.read(types=[ViewRebased.TYPE])
    assert rebase.position == log.log.head().size
    assert messages(log) == 0


def test_a_replay_finds_an_adopted_log_as_recorded(log: Services) -> None:
    adopt(log, *without(TOPIC))
    outcome = replay(log.log, log.log.head().size)
    assert outcome.findings == []
    assert compare_stored_view(log.engine, outcome.view) == []


def test_adopting_the_old_rules_again_gives_the_old_view(log: Services) -> None:
    before = values(stored_view(log))
    adopt(log, *without(TOPIC))
    assert values(stored_view(log)) != before
    adopt(log, *RELEASE())
    assert values(stored_view(log)) == before
    assert messages(log) == 0
    assert replay(log.log, log.log.head().size).findings == []


def test_an_article_captured_in_between_keeps_its_reading_when_the_old_rules_come_back(log: Services) -> None:
    adopt(log, *without(TOPIC))
    reader, _ = without(TOPIC)
    between = replace(PLAIN, key="https://example.org/c", body=PLAIN.body.replace("21st", "22nd"), notify=False)
    Capture(log.log, reader, log.clock, lambda: bytes(16))([between])
    build_projector(log).run_to_head()
    adopt(log, *RELEASE())
    view = stored_view(log)
    assert agenda(view) == ("demining", "detainees")
    assert "round/astana-22" in view.cells


def test_the_reading_of_an_erased_text_keeps_counting(log: Services) -> None:
    captured = decode_as(ArticleCaptured, next(log.log.read(types=[ArticleCaptured.TYPE])))
    with log.engine.begin() as connection:
        connection.execute(text("DELETE FROM texts WHERE digest = :digest"), {"digest": captured.text.digest})
    outcome = adopt(log, *without(TOPIC))
    assert (outcome.reading.read, outcome.reading.unread, outcome.reading.changed) == (1, 1, 0)
    assert agenda(stored_view(log)) == ("demining", "detainees")


def test_rules_that_are_adopted_already_change_nothing(log: Services) -> None:
    head = log.log.head()
    assert not rehearsed(log, RELEASE()).differs
    assert not adopt(log, *RELEASE()).switched
    assert log.log.head() == head


def test_an_empty_log_has_nothing_to_change(services: Services) -> None:
    assert not rehearsed(services, without(TOPIC)).differs
    assert not adopt(services, *without(TOPIC)).switched


def test_readings_that_say_the_same_are_not_recorded_again(log: Services) -> None:
    adopt(log, *without(TOPIC))
    extractors = [decode_as(ClaimsExtracted, record).extractor for record in log.log.read(types=[ClaimsExtracted.TYPE])]
    adopted = [decode_as(RulesAdopted, record) for record in log.log.read(types=[RulesAdopted.TYPE])]
    assert extractors == [adopted[0].extractor, adopted[0].extractor, adopted[1].extractor]
    assert adopted[1].carries == (adopted[0].extractor,)


def many(count: int) -> Iterator[IncomingArticle]:
    for number in range(count):
        day = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=number)
        yield replace(SETTING, key=f"https://example.org/{number}", published=day, notify=False)


class Interrupted(Exception):
    pass


def test_a_rehearsal_that_was_stopped_goes_on_where_it_was(log: Services, capture: Capture) -> None:
    capture(list(many(60)))
    build_projector(log).run_to_head()

    def stop(position: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        rehearse(log, *without(TOPIC), progress=stop)
    outcome = rehearsed(log, without(TOPIC))
    assert (outcome.reading.read, outcome.reading.kept) == (62, 50)
    assert adopt(log, *without(TOPIC)).reading.kept == 62


def test_nothing_stays_in_the_data_folder_after_adoption(log: Services) -> None:
    folder = log.settings.data_dir
    files = {path.name for path in folder.iterdir()}
    rehearsed(log, without(TOPIC))
    assert {path.name for path in folder.iterdir()} != files
    adopt(log, *without(TOPIC))
    assert {path.name for path in folder.iterdir()} - {f"roundlog.db{end}" for end in ("-wal", "-shm")} <= files


def test_many_processes_read_what_one_reads(log: Services, capture: Capture) -> None:
    capture(list(many(120)))
    build_projector(log).run_to_head()
    seen: list[int] = []
    shared = rehearse(log, *without(TOPIC), progress=seen.append, workers=2)
    assert shared.reading.kept == 0
    (kept,) = log.settings.data_dir.glob("rereading-*")
    kept.unlink()
    alone = rehearse(log, *without(TOPIC), workers=1)
    assert alone.reading.kept == 0
    assert shared.view.plain() == alone.view.plain()
    assert shared.reading == alone.reading
    assert seen == sorted(seen) and len(seen) == 3

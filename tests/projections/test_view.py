"""The view is a plain fold of the changes, and the stored rows are the same view."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.weighing import BLOG, PAPER, Ledger, reading, rules, weighed
from sqlalchemy import Connection

from events.canonical import encode
from events.errors import MalformedEvent, UnknownEventType
from events.event import Event
from events.rules import RebasedCell, ViewRebased
from projections import view_store
from projections.view import PlainView, View
from service.database import migrate, open_engine

DAYS = "2017-10-30/2017-10-31"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A connection to a new database, in a transaction."""
    engine = open_engine(f"sqlite:///{tmp_path / 'view.db'}")
    migrate(engine)
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def eventful() -> Ledger:
    """A log with every kind of change: announced, merged, split, withdrawn, rebased, corroborated, in conflict."""
    scheduled = {"dates": "2018-02-20/2018-02-21", "status": "scheduled"}
    ninth = reading("2018-02-01", {"9": scheduled}, by=BLOG, article="a")
    moved = reading("2018-02-02", {"9": scheduled | {"dates": "2018-09-20"}}, by=BLOG, article="a", revision=2)
    ledger = weighed(
        reading("2018-01-16", {"next": {"dates": "2018-02-15~/2018-02-28~", "status": "proposed", "venue": "Astana"}}),
        ninth,
        moved,
        reading("2017-10-01", {"7": {"dates": DAYS, "status": "scheduled"}}, article="b"),
        reading("2017-10-02", {"7": {"dates": "2017-11-01", "status": "scheduled"}}, by=PAPER),
        reading("2017-10-03", {"70": {"venue": "Sochi"}}, article="c"),
        reading("2017-10-04", {"7": {"venue": "Astana"}}, article="c", revision=2),
        reading("2023-06-21", by=PAPER, process=("declared-over", "host")),
    )
    ledger.pass_day("2017-12-01")
    ledger.take(rules(standing="official"))
    return ledger


def test_the_sample_log_holds_every_kind_of_change():
    types = {record.type for record in eventful().records}

    assert {
        "round.announced", "round.merged", "round.split", "round.withdrawn", "view.rebased", "round.corroborated",
        "round.conflict_opened", "round.status_changed", "process.status_changed",
    } <= types  # fmt: skip


def test_folding_the_log_anew_gives_the_view_as_it_was_kept():
    ledger, view = eventful(), View()
    for record in ledger.records:
        view.fold(record)

    assert encode(view.plain()) == encode(ledger.view.plain())


def test_folding_up_to_a_position_gives_what_was_held_then():
    ledger = weighed(reading("2017-10-01", {"7": {"dates": DAYS}}))
    then = len(ledger.records)
    ledger.take(reading("2017-10-20", {"7": {"dates": "2017-11-14/2017-11-15"}}))
    view = View()
    for record in ledger.records[:then]:
        view.fold(record)

    assert view.find("astana", "7").cells["dates"].cell.value == DAYS


def test_a_view_survives_as_a_plain_value():
    view = eventful().view

    assert encode(View.from_plain(view.plain()).plain()) == encode(view.plain())
    assert isinstance(view.plain(), PlainView)


def test_a_change_of_a_newer_release_is_refused_by_name():
    ledger = Ledger()
    rebase = ViewRebased(basis=1, resolver="9", changes=(RebasedCell(type="round.exploded", data=encode({})),))

    with pytest.raises(UnknownEventType, match=r"round\.exploded"):
        ledger.view.fold(ledger.record(Event(id="x", subject="view", data=rebase)))


def test_a_rebase_that_holds_nonsense_is_refused_with_its_position():
    ledger = Ledger()
    rebase = ViewRebased(basis=1, resolver="1", changes=(RebasedCell(type="round.merged", data=encode({})),))

    with pytest.raises(MalformedEvent, match="position 1"):
        ledger.view.fold(ledger.record(Event(id="x", subject="view", data=rebase)))


def test_rounds_are_found_by_number_by_id_and_by_the_id_they_had():
    ledger = weighed(
        reading("2018-01-16", {"next": {"dates": "2018-02-15~/2018-02-28~"}}),
        reading("2018-02-01", {"9": {"dates": "2018-02-20/2018-02-21"}}),
    )
    (old,) = ledger.view.links

    for name in ("9", "09", "astana-9", old):
        assert ledger.view.find("astana", name).id == "astana-9"
    for name in ("8", "geneva-9", "nothing", ""):
        assert ledger.view.find("astana", name) is None


def test_numbered_rounds_come_by_number_before_the_provisional():
    ledger = weighed(
        reading("2018-01-16", {"next": {"dates": "2018-02"}}),
        *(reading("2017-01-01", {str(number): {"venue": "Astana"}}) for number in (10, 9, 2)),
    )

    assert [round_.number for round_ in ledger.view.rounds("astana")] == [2, 9, 10, None]


def test_the_stored_view_is_the_folded_one(connection: Connection):
    ledger = eventful()
    for record in ledger.records:
        view_store.apply(connection, record)

    assert encode(view_store.load(connection).plain()) == encode(ledger.view.plain())
    assert view_store.differences(connection, ledger.view) == []


def test_an_emptied_view_is_filled_again_by_the_same_records(connection: Connection):
    ledger = eventful()
    for record in ledger.records:
        view_store.apply(connection, record)
    view_store.truncate(connection)
    assert view_store.load(connection).plain() == View().plain()

    for record in ledger.records:
        view_store.apply(connection, record)

    assert view_store.differences(connection, ledger.view) == []


@pytest.mark.parametrize(
    ("tampering", "finding"),
    [
        ("UPDATE cells SET cell = replace(cell, '2017', '2018') WHERE field = 'dates' AND number = 7",
         "round/astana-7 dates: the row of the stored view differs"),
        ("UPDATE cells SET position = position + 1 WHERE field = 'venue' AND number = 7",
         "round/astana-7 venue: the row of the stored view differs"),
        ("DELETE FROM cells WHERE field = 'process'", "process/astana process: missing from the stored view"),
        ("INSERT INTO links VALUES ('astana-p-00000000', 'astana', 'astana-1', 1)",
         "link of round/astana-p-00000000: a row of the stored view that no recorded change gives"),
    ],
)  # fmt: skip
def test_every_row_that_differs_is_named(connection: Connection, tampering, finding):
    ledger = eventful()
    for record in ledger.records:
        view_store.apply(connection, record)

    connection.exec_driver_sql(tampering)

    (found,) = view_store.differences(connection, ledger.view)
    assert found.startswith(finding)


def test_a_damaged_row_says_how_to_rebuild(connection: Connection):
    for record in eventful().records:
        view_store.apply(connection, record)
    connection.exec_driver_sql("UPDATE cells SET cell = '{' WHERE field = 'dates' AND number = 7")

    with pytest.raises(MalformedEvent, match=r"round/astana-7 dates.*roundlog replay --rebuild"):
        view_store.load(connection)


def test_the_position_is_kept_and_starts_at_nothing(connection: Connection):
    assert view_store.position(connection) == 0

    for position in (7, 12):
        view_store.set_position(connection, position)

    assert view_store.position(connection) == 12
